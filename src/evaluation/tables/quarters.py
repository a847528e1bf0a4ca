"""The numbers behind the drawing of entries and exits, quarter by quarter."""

from __future__ import annotations

from evaluation import formats
from evaluation.blocks import Row
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.language import say
from evaluation.results import TOTAL
from evaluation.tables.absences import shown
from evaluation.tables.selection import ProjectPart, list_of, projects_in_order, source_note
from evaluation.tables.shares import plain_table, said_once, section

_QUARTERS = (1, 2, 3, 4)


def quarters(findings: Findings) -> Display:
    """Show entries and exits of each quarter, a line for each year, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows += [section(project), *said_once(_years(findings, project), 9, say("keine Zeiträume"))]
    others = [
        *(say("Eintritte {quarter}. Quartal", quarter=quarter) for quarter in _QUARTERS),
        *(say("Austritte {quarter}. Quartal", quarter=quarter) for quarter in _QUARTERS),
    ]
    notes = [formats.legend(), source_note(findings)]
    summary = say("Eintritte und Austritte je Quartal für jedes Projekt.")
    return shown(
        findings, plain_table(say("Ein- und Austritte nach Quartal"), say("Jahr"), others, rows, notes, summary)
    )


def _years(findings: Findings, project: ProjectPart) -> list[Row]:
    found: dict[str, dict[str, str]] = {}
    for name in ("entries", "exits"):
        for row in list_of(findings, project, name, period=None, dimension=TOTAL):
            year, _, quarter = str(row.period).partition("-Q")
            found.setdefault(year, {})[f"{name}-{quarter}"] = formats.number_of(row, "events")
    places = [f"{name}-{quarter}" for name in ("entries", "exits") for quarter in _QUARTERS]
    return [
        Row(cells=[year, *(numbers.get(place, formats.NOTHING) for place in places)])
        for year, numbers in sorted(found.items())
    ]
