"""What the public profile says about a project and its area."""

from __future__ import annotations

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import FactItem, Facts
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
