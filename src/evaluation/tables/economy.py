"""The local economy as findings: what happened, in sentences, each with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import FactItem, Facts
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say, say_number
from evaluation.results import TOTAL, Status
from evaluation.tables.economy_network import network_sentences
from evaluation.tables.selection import ProjectPart, group_word, list_of, projects_in_order, rows_of, total_of

ECONOMY_FIELD = "Stärkung der lokalen Ökonomie"
"""Field of action that funds work with enterprises."""

ECONOMY_GROUP = "lokalen Ökonomie"
"""Words by which a profile names enterprises among its target groups."""


def economy_findings(findings: Findings) -> Display:
    """Say for each project what was funded, what enterprises got and gave, and how their network lived."""
    return display(*(_facts(findings, part) for part in projects_in_order(findings)))


def _facts(findings: Findings, part: ProjectPart) -> Facts:
    themes = {
        say("Auftrag"): _mandate(findings, part),
        say("Beratung"): _advice(findings, part),
        say("Gründung und Ansiedlung"): _founded(findings, part),
        say("Arbeitsplätze"): _jobs(findings, part),
        say("Teilnehmende, Quartier"): _link(findings, part),
        say("Bindung der Beschäftigten"): _staff(findings, part),
        say("Netzwerk"): network_sentences(findings, part),
    }
    items = []
    for label, sentences in themes.items():
        if said := " ".join(sentences):
            items.append(FactItem(label=label, values=[said]))
    return Facts(title=say("{project} – lokale Ökonomie", project=part.heading), items=items)


def known(findings: Findings, part: ProjectPart, indicator: str) -> ResultRow | None:
    """Return the row of the whole term if its number can be printed."""
    row = total_of(findings, part, indicator)
    return row if row is not None and row.status == Status.PUBLISHED else None


def _mandate(findings: Findings, part: ProjectPart) -> Iterator[str]:
    details = findings.project_details
    own = details[(details["project"] == part.code) & (details["kind"] == "field_of_action")]
    fields = list(own["text"].dropna())
    if not fields:
        yield say(
            "Das Profil nennt kein Handlungsfeld; ob die Arbeit mit Unternehmen eigens gefördert war, sagt es nicht."
        )
        groups = details[(details["project"] == part.code) & (details["kind"] == "target_group")]["text"].dropna()
        if enterprises := [name for name in groups if ECONOMY_GROUP in name]:
            yield say("Unter den Zielgruppen nennt es: {groups}.", groups=", ".join(enterprises))
    elif ECONOMY_FIELD in fields:
        yield say("„{field}“ war ein gefördertes Handlungsfeld.", field=ECONOMY_FIELD)
    else:
        quoted = [say("„{name}“", name=name) for name in fields]
        yield say(
            "Gefördert war {fields}, nicht „{field}“. Die Arbeit mit Unternehmen diente den Teilnehmenden; sie wird "
            "gezählt, aber nicht an einem eigenen Auftrag gemessen.",
            fields=reduce(lambda first, second: say("{first} und {second}", first=first, second=second), quoted),
            field=ECONOMY_FIELD,
        )


def _advice(findings: Findings, part: ProjectPart) -> Iterator[str]:
    advised, contacts = (known(findings, part, name) for name in ("enterprises_advised", "advice_contacts"))
    if advised is None or contacts is None:
        return
    if not advised.events and not formats.treatment(findings):
        yield say("Kein Unternehmen wurde beraten.")
        return
    hours = known(findings, part, "advice_hours")
    counted = {"advised": formats.count(advised.events), "contacts": formats.count(contacts.events)}
    if hours is None:
        yield say_number(
            "{advised} Unternehmen wurde beraten, Zahl der Kontakte: {contacts}.",
            "{advised} Unternehmen wurden beraten, in {contacts} Kontakten.",
            int(advised.events),
            **counted,
        )
    else:
        yield say_number(
            "{advised} Unternehmen wurde beraten, Zahl der Kontakte: {contacts}, der Stunden: {hours}.",
            "{advised} Unternehmen wurden beraten, in {contacts} Kontakten und {hours} Stunden.",
            int(advised.events),
            **counted,
            hours=formats.count(hours.events),
        )
    rows = rows_of(findings, part, "advice_contacts", dimension="topic")
    topics = rows[(rows["dimension"] == "topic") & (rows["status"] == Status.PUBLISHED) & (rows["group"] != "other")]
    most = topics.sort_values(["events", "group"], ascending=[False, True]).head(2)
    if len(most) == 2:
        first, second = (f"{group_word(row.group)} ({formats.count(row.events)})" for row in most.itertuples())
        yield say("Am häufigsten ging es um {first} und {second}.", first=first, second=second)
    small = known(findings, part, "smes_supported")
    if small is not None:
        yield say(
            "{events} von {n} haben unter 250 Beschäftigte und zählen als kleine und mittlere Unternehmen.",
            **_counts(small),
        )


def _founded(findings: Findings, part: ProjectPart) -> Iterator[str]:
    started, lasting = (known(findings, part, name) for name in ("start_ups", "founded_in_business"))
    if started is not None:
        yield say_number(
            "{n} Gründung wurde begleitet, {events} vollzogen ({share}, Intervall {interval}).",
            "{n} Gründungen wurden begleitet, {events} vollzogen ({share}, Intervall {interval}).",
            int(started.n),
            **_counts(started),
            share=formats.share_of(started),
            interval=formats.interval_of(started),
        )
    if lasting is not None:
        told = {"months": words.month_count(findings.plan.economy.survival_months), **_counts(lasting)}
        if pd.isna(lasting.unknown):
            yield say("{months} später bestanden mindestens {events} von {n} beurteilbaren noch.", **told)
        else:
            yield say(
                "{months} später bestanden mindestens {events} von {n} beurteilbaren noch; von {unknown} ist es nicht "
                "bekannt.",
                **told,
                unknown=formats.count(lasting.unknown),
            )
    settled = known(findings, part, "settlements")
    if settled is not None:
        yield say_number(
            "{n} Ansiedlung wurde beraten, Zahl der zustande gekommenen: {events}.",
            "{n} Ansiedlungen wurden beraten, {events} kamen zustande.",
            int(settled.n),
            **_counts(settled),
        )


def _jobs(findings: Findings, part: ProjectPart) -> Iterator[str]:
    created, secured = (known(findings, part, name) for name in ("jobs_created", "jobs_secured"))
    if created is not None:
        yield say("Nach eigenen Angaben schufen {n} Unternehmen zusammen {events} Vollzeitstellen.", **_counts(created))
    if secured is not None:
        phrase = noted("Nach eigenen Angaben sicherten {n} Unternehmen zusammen {events} Vollzeitstellen.")
        yield say(phrase, **_counts(secured))
    vacancies, matched = (known(findings, part, name) for name in ("vacancies_surveyed", "vacancies_matched"))
    if vacancies is not None and matched is None:
        number = formats.count(vacancies.events)
        yield say("{vacancies} offene Stellen wurden bei Unternehmen erhoben.", vacancies=number)
    elif vacancies is not None and matched is not None:
        yield say(
            "{vacancies} offene Stellen wurden bei Unternehmen erhoben, {matched} davon traten Teilnehmende an "
            "({share}).",
            vacancies=formats.count(vacancies.events),
            matched=formats.count(matched.events),
            share=formats.share_of(matched),
        )


def _link(findings: Findings, part: ProjectPart) -> Iterator[str]:
    stays, hosts = (known(findings, part, name) for name in ("stays_hosted", "hosting_enterprises"))
    if stays is not None and hosts is not None:
        yield say(
            "{hosts} Unternehmen des Netzwerks boten Platz für {stays} Erprobungen und Praktika.",
            hosts=formats.count(hosts.events),
            stays=formats.count(stays.events),
        )
    hired, employing = (known(findings, part, name) for name in ("hired_by_members", "employing_members"))
    if hired is not None:
        yield say(
            "Von {n} Teilnehmenden, die eine Arbeit aufnahmen, fanden {events} sie bei einem erreichten Unternehmen "
            "({share}).",
            **_counts(hired),
            share=formats.share_of(hired),
        )
    if employing is not None:
        yield say("{events} von {n} erreichten Unternehmen stellten Teilnehmende ein.", **_counts(employing))
    quarter = known(findings, part, "enterprises_in_quarter_projects")
    if quarter is not None and quarter.events:
        yield say_number(
            "{enterprises} Unternehmen beteiligte sich an Quartiersprojekten.",
            "{enterprises} Unternehmen beteiligten sich an Quartiersprojekten.",
            int(quarter.events),
            enterprises=formats.count(quarter.events),
        )


def _staff(findings: Findings, part: ProjectPart) -> Iterator[str]:
    before, after, change = (known(findings, part, f"staff_kept_{name}") for name in ("before", "after", "change"))
    if change is None:
        return
    if before is not None and after is not None:
        yield say(
            "Vor der Beratung zum Diversity Management blieben {events_before} von {n_before} Beschäftigten zwölf "
            "Monate im Unternehmen ({before}), danach {events_after} von {n_after} ({after}).",
            events_before=formats.count(before.events),
            n_before=formats.count(before.n),
            before=formats.share_of(before),
            events_after=formats.count(after.events),
            n_after=formats.count(after.n),
            after=formats.share_of(after),
        )
    plain = noted(
        "Im Mittel der {n} Unternehmen mit Zählungen vorher und nachher änderte sich der Anteil um {change} "
        "Prozentpunkte (Intervall {low} bis {high})."
    )
    by_chance = noted(
        "Im Mittel der {n} Unternehmen mit Zählungen vorher und nachher änderte sich der Anteil um {change} "
        "Prozentpunkte (Intervall {low} bis {high}), vom Zufall nicht zu unterscheiden."
    )
    yield say(
        by_chance if change.conf_low <= 0 <= change.conf_high else plain,
        n=formats.count(change.n),
        change=_signed(change.estimate),
        low=_signed(change.conf_low),
        high=_signed(change.conf_high),
    )
    yield say("Ohne Vergleichsgruppe ist das keine Wirkung.")


def _counts(row: ResultRow) -> dict[str, str]:
    return {"events": formats.count(row.events), "n": formats.count(row.n)}


def _signed(share: object) -> str:
    """Write a difference of shares in hundredths with its sign."""
    points = 100 * float(str(share))
    return f"{'+' if points > 0 else ''}{formats.decimal(points)}".replace("-", "−")


def topics(findings: Findings, part: ProjectPart, indicator: str) -> dict[str, ResultRow]:
    """Return the rows of an indicator by topic, over the whole term."""
    rows = list_of(findings, part, indicator, dimension="topic")
    return {str(row.group): row for row in rows if row.group != TOTAL}
