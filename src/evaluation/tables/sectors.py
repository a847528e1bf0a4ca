"""The sectors of the network: how many enterprises of each came, and whom they met again."""

from __future__ import annotations

from evaluation import formats
from evaluation.blocks import Column, Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.language import say, say_number
from evaluation.network import pair_code
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
    ties = {
        str(row.group): int(row.events)
        for row in list_of(findings, part, "ties", dimension="sector_pair")
        if row.dimension == "sector_pair" and row.status == Status.PUBLISHED
    }
    names = [str(row.group) for row in sectors]
    return [
        Row(cells=[name, formats.number_of(row, "events"), _met(name, names, ties) or formats.NOTHING])
        for name, row in zip(names, sectors, strict=True)
    ]


def _met(sector: str, sectors: list[str], ties: dict[str, int]) -> str:
    """Return with which sectors pairs met again, the most first, each with their number."""
    met = [(ties.get(pair_code(sector, other), 0), other) for other in sectors]
    named = sorted((-number, say("untereinander") if other == sector else other) for number, other in met if number)
    return ", ".join(f"{name}\u00a0{formats.count(-number)}" for number, name in named)
