"""What the public profile says about a project and its area."""

from __future__ import annotations

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, FactItem, Facts, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.sources.relations import contradicting_areas
from evaluation.tables.selection import projects_in_order

_DETAILS = {
    "field_of_action": "Handlungsfelder",
    "programme_area": "Programmgebiete",
    "target_group": "Zielgruppen",
    "partner": "Projektpartner",
    "cooperation_partner": "Weitere Kooperationspartner",
    "objective": "Ziele",
    "activity": "Aktivitäten",
}
_MEASURES = {
    "area_ha": "Größe",
    "population": "Einwohnerinnen und Einwohner",
    "sgb2_rate": "SGB-II-Quote",
    "unemployment_rate": "Arbeitslosenquote laut Profil",
    "migration_share": "Anteil mit Migrationshintergrund",
}
_UNITS = {"ha": " ha", "persons": "", "percent": " %"}


def profile(findings: Findings) -> Display:
    """Show the profile of each project; what the public profile does not state is „keine Angabe“."""
    contradictions = contradicting_areas(findings.project_details)
    return display(*(_profile(findings, part.code, contradictions) for part in projects_in_order(findings)))


def _profile(findings: Findings, code: str, contradictions: dict[str, str]) -> Facts:
    project = findings.projects.set_index("project").loc[code]
    funding = findings.funding_rounds.set_index("funding_round").loc[project["funding_round"]]
    region = project["region_category"]
    items = [
        FactItem(label="Kurzbeschreibung", values=[project["summary"]]),
        FactItem(
            label="Förderrunde",
            values=[f"{funding['name']}; Programm: {funding['programme']}; Fonds: {funding['fund']}"],
        ),
        FactItem(label="Laufzeit", values=[f"{formats.day(project['start'])} bis {formats.day(project['end'])}"]),
        FactItem(label="Bundesland", values=[formats.text_or_not_stated(project["federal_state"])]),
        FactItem(label="Zielgebiet", values=[formats.not_stated() if pd.isna(region) else words.REGIONS[region]]),
    ]
    details = findings.project_details[findings.project_details["project"] == code]
    for kind, label in _DETAILS.items():
        values, note = _stated(details[details["kind"] == kind])
        if kind == "programme_area" and code in contradictions:
            note = (
                f"Text und Projektinformationen des Profils nennen verschiedene Gebiete ({contradictions[code]}); "
                "es gelten die Projektinformationen."
            )
        items.append(FactItem(label=label, values=values, note=note))
    items.append(FactItem(label="Quelle", values=[project["source"]]))
    return Facts(title=f"{project['name']} – Steckbrief", items=items)


def _stated(details: pd.DataFrame) -> tuple[list[str], str | None]:
    """Return what is stated, metadata before prose, and a note where only the prose states it."""
    metadata = details[details["stated_in"] == "metadata"]
    used = metadata if len(metadata) else details
    if used.empty:
        return [formats.not_stated()], None
    if (used["answer"] == "none").all():
        return ["keine"], None
    stated = used[used["answer"] == "stated"].sort_values("position")
    has_areas = (stated["kind"] == "programme_area").any()
    note = "nach dem Text des Profils" if has_areas and metadata.empty else None
    return list(stated["text"]), note


def area_context(findings: Findings) -> Display:
    """Show city against programme area for each published fact, with date, note and definition."""
    rows: list[Row] = []
    notes: list[str] = []
    for part in projects_in_order(findings):
        context = findings.context[findings.context["project"] == part.code]
        rows.append(Row(kind="section", cells=[part.heading]))
        for measure, label in _MEASURES.items():
            values = context[context["measure"] == measure].set_index("level")
            rows.append(Row(cells=[label, _value(values, "city"), _value(values, "area"), _date(values)]))
        for row in context.dropna(subset=["source_note"]).drop_duplicates(["mark", "source_note"]).itertuples():
            note = row.source_note if str(row.source_note).startswith("*") else f"{row.mark} {row.source_note}"
            notes.append(f"{part.name}: {note}")
    notes.append(
        "Unterhalb der Gemeinde gibt es keine amtliche Arbeitslosenquote: Die Nenner der Gebietswerte sind in den "
        "Profilen nicht genannt, Stadt und Gebiet sind nur bedingt vergleichbar."
    )
    columns = [
        Column(label="Merkmal", weight=2.0),
        Column(label="Stadt", align="right"),
        Column(label="Programmgebiet", align="right"),
        Column(label="Stand", align="right"),
    ]
    summary = "Größe, Einwohnerzahl und Quoten von Stadt und Programmgebiet laut öffentlichem Projektprofil."
    return display(Table(title="Stadt und Programmgebiet", columns=columns, rows=rows, notes=notes, summary=summary))


def _value(values: pd.DataFrame, level: str) -> str:
    if level not in values.index or pd.isna(values.loc[level, "value"]):
        return formats.not_stated()
    row = values.loc[level]
    digits = 1 if row["unit"] == "percent" else 0
    mark = "" if pd.isna(row["mark"]) else str(row["mark"])
    return f"{formats.decimal(row['value'], digits)}{_UNITS[row['unit']]}{mark}"


def _date(values: pd.DataFrame) -> str:
    stated = values["reference_date"].dropna().unique() if len(values) else []
    return ", ".join(sorted(stated)) if len(stated) else formats.not_stated()
