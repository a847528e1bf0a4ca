"""The sectors of the network: how many enterprises of each came, and whom they met again."""

from __future__ import annotations

from evaluation import formats
from evaluation.blocks import Column, Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say, say_number
from evaluation.network import PAIR
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.selection import ProjectPart, list_of, projects_in_order, source_note
from evaluation.tables.shares import said_once, section


def network_sectors(findings: Findings) -> Display:
    """Show for each sector its enterprises at events and the pairs that met again, within it and with other sectors."""
    rows: list[Row] = []
    for part in projects_in_order(findings):
        rows += [section(part), *said_once(_rows(findings, part), 3, formats.NO_NUMBER[Status.NOT_COLLECTED])]
    columns = [
        Column(label=say("Branche"), weight=1.6),
        Column(label=say("Unternehmen"), align="right"),
        Column(label=say("Paare, die sich wieder trafen"), weight=4.0),
    ]
    notes = [
        say(
            "Unternehmen bei gezählten Veranstaltungen, und Paare von ihnen, die sich bei mindestens {events} trafen, "
            "nach der Branche des anderen. Was nicht genannt ist, ist 0 oder unterdrückt.",
            events=say_number(
                "{number} Veranstaltung", "{number} Veranstaltungen", findings.plan.network.shared_events
            ),
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Unternehmen und wiederholte Begegnungen nach Branche.")
    title = say("Branchen des Netzwerks")
    return shown(findings, Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary))


def _rows(findings: Findings, part: ProjectPart) -> list[Row]:
    attending = list_of(findings, part, "enterprises_attending", dimension="sector")
    sectors = sorted((row for row in attending if row.dimension == "sector"), key=lambda row: str(row.group))
    ties = [row for row in list_of(findings, part, "ties", dimension="sector_pair") if row.status == Status.PUBLISHED]
    return [
        Row(cells=[str(row.group), formats.number_of(row, "events"), _met(str(row.group), ties) or formats.NOTHING])
        for row in sectors
    ]


def _met(sector: str, ties: list[ResultRow]) -> str:
    """Return with which sectors pairs met again, the most first, each with their number."""
    pairs = [(tuple(str(row.group).split(PAIR)), int(row.events)) for row in ties if row.dimension == "sector_pair"]
    met = [({*pair} - {sector}, number) for pair, number in pairs if sector in pair and number]
    named = sorted((-number, next(iter(others), say("untereinander"))) for others, number in met)
    return ", ".join(f"{name}\u00a0{formats.count(-number)}" for number, name in named)
