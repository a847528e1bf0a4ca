"""The local economy as findings: what happened, in sentences, each with its numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evaluation import formats
from evaluation.blocks import FactItem, Facts
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.results import TOTAL, Status
from evaluation.tables.economy_network import network_sentences
from evaluation.tables.selection import ProjectPart, group_word, projects_in_order, rows_of, total_of

ECONOMY_FIELD = "Stärkung der lokalen Ökonomie"
"""Field of action that funds work with enterprises."""

ECONOMY_GROUP = "lokalen Ökonomie"
"""Words by which a profile names enterprises among its target groups."""


def economy_findings(findings: Findings) -> Display:
    """Say for each project what was funded, what enterprises got and gave, and how their network lived."""
    return display(*(_facts(findings, part) for part in projects_in_order(findings)))


def _facts(findings: Findings, part: ProjectPart) -> Facts:
    themes = {
        "Auftrag": _mandate(findings, part),
        "Beratung": _advice(findings, part),
        "Gründung und Ansiedlung": _founded(findings, part),
        "Arbeitsplätze": _jobs(findings, part),
        "Teilnehmende, Quartier": _link(findings, part),
        "Bindung der Beschäftigten": _staff(findings, part),
        "Netzwerk": network_sentences(findings, part),
    }
    items = []
    for label, sentences in themes.items():
        if said := " ".join(sentences):
            items.append(FactItem(label=label, values=[said]))
    return Facts(title=f"{part.heading} – lokale Ökonomie", items=items)


def known(findings: Findings, part: ProjectPart, indicator: str) -> ResultRow | None:
    """Return the row of the whole term if its number can be printed."""
    row = total_of(findings, part, indicator)
    return row if row is not None and row.status == Status.PUBLISHED else None


def _mandate(findings: Findings, part: ProjectPart) -> Iterator[str]:
    details = findings.project_details
    own = details[(details["project"] == part.code) & (details["kind"] == "field_of_action")]
    fields = list(own["text"].dropna())
    if not fields:
        yield "Das Profil nennt kein Handlungsfeld; ob die Arbeit mit Unternehmen eigens gefördert war, sagt es nicht."
        groups = details[(details["project"] == part.code) & (details["kind"] == "target_group")]["text"].dropna()
        if enterprises := [name for name in groups if ECONOMY_GROUP in name]:
            yield f"Unter den Zielgruppen nennt es: {', '.join(enterprises)}."
    elif ECONOMY_FIELD in fields:
        yield f"„{ECONOMY_FIELD}“ war ein gefördertes Handlungsfeld."
    else:
        named = " und ".join(f"„{name}“" for name in fields)
        yield (
            f"Gefördert war {named}, nicht „{ECONOMY_FIELD}“. Die Arbeit mit Unternehmen diente den Teilnehmenden; sie "
            "wird gezählt, aber nicht an einem eigenen Auftrag gemessen."
        )


def _advice(findings: Findings, part: ProjectPart) -> Iterator[str]:
    advised, contacts = (known(findings, part, name) for name in ("enterprises_advised", "advice_contacts"))
    if advised is None or contacts is None:
        return
    if not advised.events:
        yield "Kein Unternehmen wurde beraten."
        return
    hours = known(findings, part, "advice_hours")
    length = "" if hours is None else f" und {formats.count(hours.events)} Stunden"
    yield (
        f"{formats.count(advised.events)} Unternehmen wurden beraten, in {formats.count(contacts.events)} Kontakten"
        f"{length}."
    )
    rows = rows_of(findings, part, "advice_contacts", dimension="topic")
    topics = rows[(rows["dimension"] == "topic") & (rows["status"] == Status.PUBLISHED) & (rows["group"] != "other")]
    most = topics.sort_values(["events", "group"], ascending=[False, True]).head(2)
    if len(most) == 2:
        first, second = (f"{group_word(row.group)} ({formats.count(row.events)})" for row in most.itertuples())
        yield f"Am häufigsten ging es um {first} und {second}."
    small = known(findings, part, "smes_supported")
    if small is not None:
        yield (
            f"{formats.count(small.events)} von {formats.count(small.n)} haben unter 250 Beschäftigte und zählen als "
            "kleine und mittlere Unternehmen."
        )


def _founded(findings: Findings, part: ProjectPart) -> Iterator[str]:
    started, lasting = (known(findings, part, name) for name in ("start_ups", "founded_in_business"))
    if started is not None:
        yield (
            f"{formats.count(started.n)} Gründungen wurden begleitet, {formats.count(started.events)} vollzogen "
            f"({formats.share_of(started)}, Intervall {formats.interval_of(started)})."
        )
    if lasting is not None:
        months = findings.plan.economy.survival_months
        unknown = "" if pd.isna(lasting.unknown) else f"; von {formats.count(lasting.unknown)} ist es nicht bekannt"
        yield (
            f"{months} Monate später bestanden mindestens {formats.count(lasting.events)} von "
            f"{formats.count(lasting.n)} beurteilbaren noch{unknown}."
        )
    settled = known(findings, part, "settlements")
    if settled is not None:
        yield (
            f"{formats.count(settled.n)} Ansiedlungen wurden beraten, {formats.count(settled.events)} kamen zustande."
        )


def _jobs(findings: Findings, part: ProjectPart) -> Iterator[str]:
    created, secured = (known(findings, part, name) for name in ("jobs_created", "jobs_secured"))
    for row, verb in ((created, "schufen"), (secured, "sicherten")):
        if row is not None:
            yield (
                f"Nach eigenen Angaben {verb} {formats.count(row.n)} Unternehmen zusammen {formats.count(row.events)} "
                "Vollzeitstellen."
            )
    vacancies, matched = (known(findings, part, name) for name in ("vacancies_surveyed", "vacancies_matched"))
    if vacancies is not None:
        filled = "" if matched is None else f", {formats.count(matched.events)} davon traten Teilnehmende an"
        share = "" if matched is None else f" ({formats.share_of(matched)})"
        yield f"{formats.count(vacancies.events)} offene Stellen wurden bei Unternehmen erhoben{filled}{share}."


def _link(findings: Findings, part: ProjectPart) -> Iterator[str]:
    stays, hosts = (known(findings, part, name) for name in ("stays_hosted", "hosting_enterprises"))
    if stays is not None and hosts is not None:
        yield (
            f"{formats.count(hosts.events)} Unternehmen des Netzwerks boten Platz für {formats.count(stays.events)} "
            "Erprobungen und Praktika."
        )
    hired, employing = (known(findings, part, name) for name in ("hired_by_members", "employing_members"))
    if hired is not None:
        yield (
            f"Von {formats.count(hired.n)} Teilnehmenden, die eine Arbeit aufnahmen, fanden "
            f"{formats.count(hired.events)} sie bei einem erreichten Unternehmen ({formats.share_of(hired)})."
        )
    if employing is not None:
        yield (
            f"{formats.count(employing.events)} von {formats.count(employing.n)} erreichten Unternehmen stellten "
            "Teilnehmende ein."
        )
    quarter = known(findings, part, "enterprises_in_quarter_projects")
    if quarter is not None and quarter.events:
        yield f"{formats.count(quarter.events)} Unternehmen beteiligten sich an Quartiersprojekten."


def _staff(findings: Findings, part: ProjectPart) -> Iterator[str]:
    before, after, change = (known(findings, part, f"staff_kept_{name}") for name in ("before", "after", "change"))
    if change is None:
        return
    told = ""
    chance = ", vom Zufall nicht zu unterscheiden" if change.conf_low <= 0 <= change.conf_high else ""
    if before is not None and after is not None:
        told = (
            f"Vor der Beratung zum Diversity Management blieben {formats.share_of(before)} der Beschäftigten zwölf "
            f"Monate im Unternehmen, danach {formats.share_of(after)}. "
        )
    yield (
        f"{told}Im Mittel der {formats.count(change.n)} Unternehmen mit Zählungen vorher und nachher änderte sich der "
        f"Anteil um {_signed(change.estimate)} Prozentpunkte (Intervall {_signed(change.conf_low)} bis "
        f"{_signed(change.conf_high)}){chance}. Ohne Vergleichsgruppe ist das keine Wirkung."
    )


def _signed(share: object) -> str:
    """Write a difference of shares in hundredths with its sign."""
    points = 100 * float(str(share))
    return f"{'+' if points > 0 else ''}{formats.decimal(points)}".replace("-", "−")


def topics(findings: Findings, part: ProjectPart, indicator: str) -> dict[str, ResultRow]:
    """Return the rows of an indicator by topic, over the whole term."""
    rows = rows_of(findings, part, indicator, dimension="topic")
    return {str(row.group): row for row in rows.itertuples() if row.group != TOTAL}
