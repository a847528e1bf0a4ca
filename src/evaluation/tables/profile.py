"""What the public profile says about a project and its area."""

from __future__ import annotations

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import FactItem, Facts
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.language import Language, Words, data_language, noted, say
from evaluation.sources.relations import contradicting_areas
from evaluation.tables.selection import projects_in_order

_DETAILS = Words(
    {
        "field_of_action": noted("Handlungsfelder"),
        "programme_area": noted("Programmgebiete"),
        "target_group": noted("Zielgruppen"),
        "partner": noted("Projektpartner"),
        "cooperation_partner": noted("Weitere Kooperationspartner"),
        "objective": noted("Ziele"),
        "activity": noted("Aktivitäten"),
    }
)


_AT_LENGTH = ("cooperation_partner", "objective", "activity")
"""What fills pages and stands in the annex."""


def profile(findings: Findings) -> Display:
    """Show what each project is; what the public profile does not state is „keine Angabe“."""
    contradictions = contradicting_areas(findings.project_details)
    return display(*(_profile(findings, part.code, contradictions) for part in projects_in_order(findings)))


def profile_at_length(findings: Findings) -> Display:
    """Show partners, objectives and activities of each project in the words of its public profile."""
    return display(*(facts for part in projects_in_order(findings) if (facts := _at_length(findings, part.code))))


def _at_length(findings: Findings, code: str) -> Facts | None:
    project = findings.projects.set_index("project").loc[code]
    details = findings.project_details[findings.project_details["project"] == code]
    items = []
    for kind in _AT_LENGTH:
        values, note = _stated(details[details["kind"] == kind])
        items.append(FactItem(label=_DETAILS[kind], values=values, note=note, lang=_language_of(values)))
    stated = _gathered(items)
    title = say("{project} – Partner, Ziele und Aktivitäten", project=project["name"])
    return Facts(title=title, items=stated) if len(stated) > 1 or stated[0].label != _absent() else None


def _gathered(items: list[FactItem]) -> list[FactItem]:
    """Name in one line what is not stated."""
    missing = [one.label for one in items if one == FactItem(label=one.label, values=[formats.not_stated()])]
    stated = [item for item in items if item.label not in missing]
    return [*stated, *([FactItem(label=_absent(), values=[", ".join(missing)])] if missing else [])]


def _language_of(values: list[str]) -> Language | None:
    """Return the language of what a profile states; what stands in its place is said in that of the report."""
    return None if values in ([formats.not_stated()], [say("keine")]) else data_language()


def _absent() -> str:
    return say("Keine Angabe")


def _profile(findings: Findings, code: str, contradictions: dict[str, str]) -> Facts:
    project = findings.projects.set_index("project").loc[code]
    funding = findings.funding_rounds.set_index("funding_round").loc[project["funding_round"]]
    region = project["region_category"]
    term = say("{low} bis {high}", low=formats.day(project["start"]), high=formats.day(project["end"]))
    items = [
        FactItem(label=say("Kurzbeschreibung"), values=[project["summary"]], lang=data_language()),
        FactItem(
            label=say("Förderrunde"),
            values=[
                say(
                    "{funding_round}; Programm: {programme}; Fonds: {fund}",
                    funding_round=funding["name"],
                    programme=funding["programme"],
                    fund=funding["fund"],
                )
            ],
        ),
        FactItem(label=say("Laufzeit"), values=[term]),
        FactItem(label=say("Bundesland"), values=[formats.text_or_not_stated(project["federal_state"])]),
        FactItem(label=say("Zielgebiet"), values=[formats.not_stated() if pd.isna(region) else words.REGIONS[region]]),
    ]
    details = findings.project_details[findings.project_details["project"] == code]
    for kind, label in _DETAILS.items():
        if kind in _AT_LENGTH:
            continue
        values, note = _stated(details[details["kind"] == kind])
        if kind == "programme_area" and code in contradictions:
            note = say(
                "Text und Projektinformationen des Profils nennen verschiedene Gebiete ({areas}); es gelten die "
                "Projektinformationen.",
                areas=contradictions[code],
            )
        items.append(FactItem(label=label, values=values, note=note, lang=_language_of(values)))
    items = [*_gathered(items), FactItem(label=say("Quelle"), values=[project["source"]], lang=data_language())]
    return Facts(title=say("{project} – Steckbrief", project=project["name"]), items=items)


def _stated(details: pd.DataFrame) -> tuple[list[str], str | None]:
    """Return what is stated, metadata before prose, and a note where only the prose states it."""
    metadata = details[details["stated_in"] == "metadata"]
    used = metadata if len(metadata) else details
    if used.empty:
        return [formats.not_stated()], None
    if (used["answer"] == "none").all():
        return [say("keine")], None
    stated = used[used["answer"] == "stated"].sort_values("position")
    has_areas = (stated["kind"] == "programme_area").any()
    note = say("nach dem Text des Profils") if has_areas and metadata.empty else None
    return list(stated["text"]), note
