"""Tables of whom a project reached: entries and exits, participants by characteristic, groups, brief contacts."""

from __future__ import annotations

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, Paragraph, Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.absences import shown
from evaluation.tables.selection import (
    ProjectPart,
    code_of,
    group_word,
    list_of,
    projects_in_order,
    source_note,
    total_of,
    was_collected,
)
from evaluation.tables.shares import known_to, plain_table, said_once, section
from evaluation.tables.wording import titles

_THEMES = {
    noted("Erwerbsstatus"): (
        "unemployed",
        "long_term_unemployed",
        "inactive",
        "inactive_not_in_education",
        "employed",
    ),
    noted("Alter"): ("under_18", "under_25", "aged_18_to_29", "over_54", "over_54_not_employed"),
    noted("Bildung"): (
        "no_completed_primary",
        "primary_or_lower_secondary",
        "lower_secondary_or_less",
        "upper_secondary",
        "tertiary",
    ),
    noted("Lebenslage"): (
        "migrants_or_minorities",
        "third_country_nationals",
        "foreign_background",
        "minorities",
        "refugees",
        "disabled",
        "other_disadvantaged",
        "disadvantaged",
        "single_parents",
        "homeless",
        "rural",
    ),
}
"""Characteristics at entry, grouped as a reader thinks."""

_CASES = Words(
    {
        "short_contacts": noted("Kurzkontakte"),
        "advice_cases": noted("Beratungsfälle"),
        "start_ups": noted("Gründungsfälle, davon gegründet"),
        "settlements": noted("Ansiedlungsfälle, davon angesiedelt"),
        "volunteers_placed": noted("Interessierte am Ehrenamt, davon vermittelt"),
        "youth_orientation": noted("Berufsorientierung Jugendlicher, davon mit Platz"),
    }
)
_ASKED = {"refugee": "refugees"}
"""Target groups of which a project may not have asked, with the indicator that tells."""


def entries_and_exits(findings: Findings) -> Display:
    """Show entries and exits by gender, for each project."""
    rows = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        exits = {row.group: row for row in list_of(findings, project, "exits")}
        for row in list_of(findings, project, "entries"):
            cells = [formats.number_of(row, "events"), formats.number_of(exits[row.group], "events")]
            rows.append(Row(kind="total" if row.group == TOTAL else "body", cells=[group_word(row.group), *cells]))
    notes = [formats.legend(), source_note(findings)]
    summary = say("Eintritte und Austritte insgesamt und nach Geschlecht für jedes Projekt.")
    title = say("Ein- und Austritte nach Geschlecht")
    others = (say("Eintritte"), say("Austritte"))
    return shown(findings, plain_table(title, say("Gruppe"), others, rows, notes, summary))


def participants(findings: Findings) -> Display:
    """Show the participants by characteristic at entry, with code, share, gender and unknown, for each project."""
    return shown(findings, *(_participants(findings, project) for project in projects_in_order(findings)))


def _participants(findings: Findings, project: ProjectPart) -> Table | Paragraph:
    everybody = {row.group: row for row in list_of(findings, project, "participants")}
    if not any(known_to(findings, project, one) for indicators in _THEMES.values() for one in indicators):
        number = formats.number_of(everybody[TOTAL], "events")
        said = say(
            "{project}: Teilnehmende mit vollständigem Datensatz: {number}. Das Regelwerk kennt keine Merkmale.",
            project=project.heading,
            number=say("unterdrückt") if number == formats.SUPPRESSED else number,
        )
        return Paragraph.model_validate({"runs": " ".join(filter(None, (said, formats.treatment(findings))))})
    genders = ("female", "male", "non_binary")
    rows = [
        Row(
            kind="total",
            cells=[
                say("Teilnehmende mit vollständigem Datensatz"),
                code_of(findings, project, "participants") or formats.NOTHING,
                formats.number_of(everybody[TOTAL], "events"),
                formats.NOTHING,
                *(formats.number_of(everybody[gender], "events") for gender in genders),
                formats.NOTHING,
            ],
        )
    ]
    names = titles(findings)
    for theme, indicators in _THEMES.items():
        known = [one for one in indicators if known_to(findings, project, one)]
        if known:
            rows.append(Row(kind="section", cells=[say(theme)]))
            rows += [_characteristic(findings, project, one, names[one]) for one in known]
    columns = [
        Column(label=say("Merkmal bei Eintritt"), weight=3.4),
        Column(label=say("Code"), weight=0.9),
        Column(label=say("Personen"), align="right"),
        Column(label=say("Anteil"), align="right"),
        *(Column(label=words.GROUPS[gender], align="right") for gender in genders),
        Column(label=say("unbekannt"), align="right"),
    ]
    notes = [
        say(
            "Anteil an allen Teilnehmenden mit vollständigem Datensatz. „Unbekannt“: Angabe verweigert oder nicht "
            "bekannt; diese Personen zählen nicht zum Merkmal, bleiben aber im Nenner. Ein Merkmal schließt andere "
            "nicht aus. Code: Name des Indikators beim ESF. ISCED: internationale Gliederung der Bildungsstufen."
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Teilnehmende nach Erwerbsstatus, Alter, Bildung und Lebenslage.")
    title = say("Wen das Projekt erreichte: {project}", project=project.heading)
    return Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary)


def _characteristic(findings: Findings, project: ProjectPart, indicator: str, title: str) -> Row:
    code = code_of(findings, project, indicator) or formats.NOTHING
    found = {row.group: row for row in list_of(findings, project, indicator)}
    total = found[TOTAL]
    if total.status == Status.NOT_COLLECTED:
        return Row(cells=[title, code, formats.NO_NUMBER[Status.NOT_COLLECTED], *[formats.NOTHING] * 5])
    unknown = formats.NOTHING if pd.isna(total.unknown) and "unknown" not in total.suppressed else ""
    return Row(
        cells=[
            title,
            code,
            formats.number_of(total, "events"),
            formats.share_of(total),
            *(formats.number_of(found[gender], "events") for gender in ("female", "male", "non_binary")),
            unknown or formats.number_of(total, "unknown"),
        ]
    )


def groups(findings: Findings) -> Display:
    """Show participants and results by programme area and by target group, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own: list[Row] = []
        for dimension in ("target_group", "programme_area"):
            results = {
                name: {row.group: row for row in list_of(findings, project, name, dimension=dimension)}
                for name in ("participants", "placement", "employed_later")
            }
            own += [
                _group_row(group, results)
                for group in results["participants"]
                if group != TOTAL and (group not in _ASKED or was_collected(findings, project, _ASKED[group]))
            ]
        rows += said_once(own, 6, say("nicht erhoben"))
    later = say("nach {months} beschäftigt", months=words.months(findings.plan.follow_up.months))
    others = (say("Teilnehmende"), say("bei Austritt beschäftigt"), say("Anteil"), later, say("Anteil"))
    notes = [
        say(
            "Gruppen überschneiden sich; eine Person kann zu mehreren gehören. Anteile an den beurteilbaren Fällen der "
            "Gruppe, die bei Eintritt nicht erwerbstätig waren; unbekannte stehen im Nenner."
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Teilnehmende, Beschäftigung bei Austritt und Monate danach nach Zielgruppe und Programmgebiet.")
    title = say("Zielgruppen und Programmgebiete")
    return shown(findings, plain_table(title, say("Gruppe"), others, rows, notes, summary))


def _group_row(group: str, results: dict[str, dict[str, ResultRow]]) -> Row:
    cells = [formats.number_of(results["participants"][group], "events")]
    for name in ("placement", "employed_later"):
        row = results[name].get(group)
        if row is None:
            cells += [formats.NO_NUMBER[Status.NOT_COLLECTED], formats.NOTHING]
        else:
            cells += [_of(row), formats.share_of(row)]
    return Row(cells=[group_word(group), *cells])


def _of(row: ResultRow) -> str:
    return say("{events} von {n}", events=formats.number_of(row, "events"), n=formats.number_of(row, "n"))


def cases(findings: Findings) -> Display:
    """Show brief contacts and cases outside participations, with their results, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own = []
        for indicator, label in _CASES.items():
            row = total_of(findings, project, indicator)
            if row is None or not known_to(findings, project, indicator):
                continue
            if row.status == Status.NOT_COLLECTED:
                own.append(Row(cells=[label, formats.NO_NUMBER[Status.NOT_COLLECTED], *[formats.NOTHING] * 2]))
            elif row.method == "count":
                own.append(Row(cells=[label, formats.number_of(row, "events"), *[formats.NOTHING] * 2]))
            else:
                cells = [formats.number_of(row, "n"), formats.number_of(row, "events"), formats.share_of(row)]
                own.append(Row(cells=[label, *cells]))
        rows += said_once(own, 4, say("nicht erhoben"))
    notes = [
        say(
            "Kontakte von höchstens {days} sind keine Teilnahmen und zählen nirgends sonst mit.",
            days=words.days(findings.plan.participation.short_stay_days),
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Kurzkontakte, Beratungsfälle, Gründungen, Ansiedlungen und weitere Fälle außerhalb von Teilnahmen.")
    title = say("Kontakte und Fälle außerhalb von Teilnahmen")
    others = (say("Fälle"), say("mit Ergebnis"), say("Anteil"))
    return shown(findings, plain_table(title, say("Art"), others, rows, notes, summary))
