"""How published values of many projects are distributed, where a line for each of them would fill a book.

Each number shown is the published value of a project: nothing is added up and nothing interpolated, so that a
distribution tells nothing that the lines would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

import pandas as pd

from evaluation import formats
from evaluation.blocks import Row, Table
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, source_note, total_of
from evaluation.tables.shares import plain_table

MOST_LINES: Final = 100
"""More projects than these are told by their distribution: a hundred lines are three pages of a table."""

STEPS: Final = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Parts of the projects that have at most the value shown."""

_NAMED: Final = {0.0: noted("kleinster"), 0.5: noted("Mitte"), 1.0: noted("größter")}
_READING: Final = noted(
    "{tenth}: Ein Zehntel der Projekte mit veröffentlichtem Wert hat höchstens diesen. Jeder Wert ist der eines "
    "Projekts; jede Zeile ist für sich geordnet, es wird nichts addiert. Unterdrückte Werte fehlen; sie sind meist "
    "klein. Was jede Gemeinde erreichte, steht in ihrem Bericht und in der Arbeitsmappe des Anhangs."
)


@dataclass(frozen=True)
class Measure:
    """A number that each project has, or has not published.

    Attributes
    ----------
    label
        What the reader reads.
    indicator
        Name of the indicator.
    column
        Which number of its row over all cases.
    """

    label: str
    indicator: str
    column: Literal["n", "events", "unknown", "estimate"] = "events"

    def of(self, findings: Findings, part: ProjectPart) -> float | None:
        """Return the published number of a project; None if there is none."""
        row = total_of(findings, part, self.indicator)
        if row is None or row.status != Status.PUBLISHED or formats.is_hidden(row, self.column):
            return None
        value = getattr(row, self.column)
        nothing = pd.isna(value) or (self.column == "estimate" and formats.is_all_unknown(row))
        return None if nothing else float(value)

    def written(self, value: float) -> str:
        """Return a value as the reader reads it."""
        return formats.percent(value) if self.column == "estimate" else formats.count(int(value))


def is_many(lines: Sequence[object]) -> bool:
    """Return whether so many projects are told by their distribution."""
    return len(lines) > MOST_LINES


def measures_of_share(indicator: str, counted: str, *, unknown: bool = True) -> list[Measure]:
    """Return the measures of a share: numerator, denominator, number unknown, and the share itself."""
    measures = [
        Measure(counted, indicator, "events"),
        Measure(say("von"), indicator, "n"),
        Measure(say("unbekannt"), indicator, "unknown"),
        Measure(say("Anteil"), indicator, "estimate"),
    ]
    return [one for one in measures if unknown or one.column != "unknown"]


def distribution_table(
    findings: Findings,
    lines: Sequence[tuple[str, ProjectPart]],
    title: str,
    measures: Sequence[Measure | str],
    notes: Sequence[str] = (),
) -> Table:
    """Return a table of the values below which so many percent of the projects lie, a line for each measure.

    Parameters
    ----------
    findings
        Of the run.
    lines
        The projects with the names of the lines that they do not get.
    title
        Of the table.
    measures
        What is told of the projects; words alone head those that follow.
    notes
        Below the table, before the note on its source.
    """
    steps = (say(_NAMED[step]) if step in _NAMED else formats.percent(step) for step in STEPS)
    heads = [say("Projekte mit Wert"), *steps]
    parts = [part for _, part in lines]
    rows = [
        Row(kind="section", cells=[measure]) if isinstance(measure, str) else _row(findings, parts, measure)
        for measure in measures
    ]
    summary = say("Verteilung der veröffentlichten Werte über die Projekte.")
    every = [say(_READING, tenth=formats.percent(0.1)), *notes, source_note(findings)]
    return plain_table(title, say("Je Projekt"), heads, rows, every, summary)


def _row(findings: Findings, parts: Sequence[ProjectPart], measure: Measure) -> Row:
    values = sorted(value for part in parts if (value := measure.of(findings, part)) is not None)
    of = say("{events} von {n}", events=formats.count(len(values)), n=formats.count(len(parts)))
    if not values:
        return Row(cells=[measure.label, of, *[formats.NOTHING] * len(STEPS)])
    return Row(cells=[measure.label, of, *(measure.written(value) for value in values_at_steps(values))])


def values_at_steps(values: Sequence[float]) -> list[float]:
    """Return the smallest value that at least so large a part of the values does not exceed, for each step.

    Parameters
    ----------
    values
        Sorted; at least one.
    """
    return [values[max(ceil(step * len(values)), 1) - 1] for step in STEPS]
