"""What is told in a line below a table instead of in cells that hold no number.

A row of signs has nothing to read: a project of which nothing is published, a group or a column that is hidden as a
whole are named below the table. Nothing is lost by it, and nothing becomes 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evaluation import formats
from evaluation.blocks import Column, Model, Paragraph, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.selection import projects_in_order

GROUP = "– "
"""What the label of a group begins with, below the line of its total."""

_FEWEST_ROWS = 3
"""Below so many rows a column of signs is no burden."""


def shown(findings: Findings, *tables: Model) -> Display:
    """Show tables; what has no number is told below them, and a table without any number is a sentence."""
    alone = projects_in_order(findings)[0].heading if len(findings.projects) == 1 else None
    return display(*(tidied(table, alone) if isinstance(table, Table) else table for table in tables))


def tidied(table: Table, alone: str | None = None) -> Table | Paragraph:
    """Return the table without parts that hold no number, or the sentence that there is none.

    Parameters
    ----------
    table
        A table whose numbers stand in columns to the right.
    alone
        Heading of the only project of a report: it need not be repeated in each table.
    """
    places = [place for place, column in enumerate(table.columns) if column.align == "right"]
    kept: list[Row] = []
    absent: dict[str, list[str]] = {}
    parts = list(_parts(table.rows))
    for part in parts:
        word = _only_word(part.rows, places)
        if word is None:
            kept += ([] if part.head is None or part.name == alone else [part.head]) + part.rows
        else:
            absent.setdefault(word, []).append(part.name)
    if not any(row.kind != "section" for row in kept):
        return _sentence(table, absent) if absent else table
    kept, groups = _without_hidden_groups(kept, places)
    rows, columns, heads = _without_hidden_columns(table, kept, places)
    told = [_told(word, names) for word, names in absent.items() if any(names)]
    if groups:
        told.append(say("Ganz unterdrückt: {groups}.", groups="; ".join(groups)))
    if heads:
        one, many = (
            noted("Ganz unterdrückt ist die Spalte: {columns}."),
            noted("Ganz unterdrückt sind die Spalten: {columns}."),
        )
        told.append(say(one if len(heads) == 1 else many, columns=", ".join(heads)))
    notes = _with_legend(table.notes, {cell for row in rows if row.kind != "section" for cell in row.cells}, told)
    return table.model_copy(update={"rows": rows, "columns": columns, "notes": notes})


@dataclass
class _Part:
    head: Row | None
    rows: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.head.cells[0] if self.head is not None else ""


def _parts(rows: Sequence[Row]) -> Iterator[_Part]:
    part = _Part(None)
    for row in rows:
        if row.kind == "section":
            if part.rows:
                yield part
            part = _Part(row)
        else:
            part.rows.append(row)
    if part.rows:
        yield part


def _only_word(rows: Sequence[Row], places: Sequence[int]) -> str | None:
    """Return the one word that stands in place of all numbers, or None if there are numbers or several words."""
    cells = {row.cells[place] for row in rows for place in places} - {formats.NOTHING}
    if not cells:
        return rows[0].cells[0] if len(rows) == 1 and places else None
    words = {formats.not_stated(), formats.SUPPRESSED, *formats.NO_NUMBER.values()}
    none = formats.NO_NUMBER[Status.NOT_APPLICABLE]
    if none in cells:  # counts of nobody are told by it
        cells -= {formats.count(0)}
    return next(iter(cells)) if len(cells) == 1 and cells <= words else None


def _sentence(table: Table, absent: dict[str, list[str]]) -> Paragraph:
    """Say in place of a table why there are no numbers."""
    if len(absent) == 1:
        word = _spelt(next(iter(absent)))
        return Paragraph.model_validate({"runs": f"{table.title}: {word}."})
    reasons = "; ".join(f"{_spelt(word)} ({', '.join(names)})" for word, names in absent.items())
    return Paragraph.model_validate({"runs": f"{table.title}: {reasons}."})


def _told(word: str, names: Sequence[str]) -> str:
    spelt = _spelt(word)
    return f"{spelt[:1].upper()}{spelt[1:]}: {', '.join(filter(None, names))}."


def _spelt(word: str) -> str:
    return say("unterdrückt") if word == formats.SUPPRESSED else word


def _without_hidden_groups(rows: Sequence[Row], places: Sequence[int]) -> tuple[list[Row], list[str]]:
    """Leave out groups of which every number is hidden, and name them behind the line that they belong to."""
    kept: list[Row] = []
    groups: dict[str, list[str]] = {}
    section = above = ""
    several = sum(row.kind == "section" for row in rows) > 1
    for row in rows:
        label = row.cells[0]
        if row.kind == "section":
            section = label if several else ""
        elif not label.startswith(GROUP):
            above = label
        elif all(row.cells[place] == formats.SUPPRESSED for place in places):
            groups.setdefault(f"{section}, {above}" if section else above, []).append(label.removeprefix(GROUP))
            continue
        kept.append(row)
    return kept, [f"{name}: {', '.join(hidden)}" for name, hidden in groups.items()]


def _without_hidden_columns(
    table: Table, rows: Sequence[Row], places: Sequence[int]
) -> tuple[list[Row], list[Column], list[str]]:
    """Leave out columns without any number, and name those that are hidden."""
    body = [row for row in rows if row.kind != "section"]
    labels = [column.label for column in table.columns]
    empty, hidden = set(), []
    for place, label in enumerate(labels):
        cells = {row.cells[place] for row in body}
        signs = cells <= {formats.NOTHING, formats.SUPPRESSED}
        if place == 0 or len(body) < _FEWEST_ROWS or not signs or labels.count(label) > 1:
            continue
        empty.add(place)
        if formats.SUPPRESSED in cells:
            hidden.append(label)
    if empty >= set(places):
        return list(rows), list(table.columns), []
    narrowed = [
        row
        if row.kind == "section"
        else row.model_copy(update={"cells": [cell for place, cell in enumerate(row.cells) if place not in empty]})
        for row in rows
    ]
    return narrowed, [column for place, column in enumerate(table.columns) if place not in empty], hidden


def _with_legend(notes: Sequence[str], cells: set[str], told: list[str]) -> list[str]:
    """Explain only the signs that the table has, before its source, and put what is told before that."""
    legend = formats.legend()
    others, source = [note for note in notes[:-1] if note != legend], notes[-1:]
    # "." stands alone or as a part, as in ". von 9"
    signs = [formats.SUPPRESSED] if any(formats.SUPPRESSED in cell.split() for cell in cells) else []
    signs += [formats.NOTHING] if formats.NOTHING in cells else []
    explained = [formats.legend(signs)] if signs and legend in notes else []
    return [*others, *([" ".join(told)] if told else []), *([" ".join([*explained, *source])] if notes else [])]
