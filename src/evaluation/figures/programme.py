"""All municipalities of a funding round: a line each with its interval, or how many have which share."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from evaluation import blocks, formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import Columns, Lines, line_figures
from evaluation.figures.shares import draw_share
from evaluation.figures.svg import as_svg
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say
from evaluation.tables.distribution import Measure, is_many
from evaluation.tables.places import by_place
from evaluation.tables.selection import ProjectPart, source_note, total_of

_FEW = Columns(left=2.0, right=1.55, line=0.24)
_MANY = Columns(left=2.0, right=1.55, line=0.17)
_MOST_OF_FEW, _MOST_LINES = 24, 13
"""Lines with more room between them, and lines of a drawing: three drawings of the narrower ones fill a page."""

_CLASSES: Final = 20
"""Classes of shares where there are too many municipalities for a line each: five percentage points."""


@themed
def programme_placement(findings: Findings) -> Display:
    """Draw the share employed at exit of each project of all municipalities, or how many projects have which share."""
    parts = [part for _, part in by_place(findings)]
    return _classes(findings, parts) if is_many(parts) else _lines(findings)


def _classes(findings: Findings, parts: list[ProjectPart]) -> Display:
    """Draw how many projects have which share."""
    measure = Measure("", "placement", "estimate")
    shares = [share for part in parts if (share := measure.of(findings, part)) is not None]
    edges = np.linspace(0, 1, _CLASSES + 1)
    counts = np.histogram(np.round(shares, 9), edges)[0]
    with style.drawing(2.3, right=0.15) as (figure, axes):
        style.percent_axis(axes, vertical=False)
        style.counts_axis(axes)
        style.unit(axes, say("Projekte"))
        axes.grid(visible=False, axis="x")
        axes.bar(edges[:-1], counts, width=1 / _CLASSES, align="edge", color=style.STRONG, edgecolor="white")
        svg = as_svg(figure)
    said = [
        f"{formats.interval(low, high)}: {formats.count(int(number))}"
        for (low, high), number in zip(pairwise(edges), counts, strict=True)
        if number
    ]
    title = say("So viele Projekte erreichten welchen Anteil Beschäftigter bei Austritt")
    notes = [
        say(
            "Säulen: Projekte, deren veröffentlichter Anteil in diesen fünf Prozentpunkten liegt, die obere Grenze "
            "ausgenommen. {missing} von {all} Projekten haben keinen veröffentlichten Anteil. Unbekannte Fälle im "
            "Nenner.",
            missing=formats.count(len(parts) - len(shares)),
            all=formats.count(len(parts)),
        ),
        source_note(findings),
    ]
    numbers = [say("Beschäftigung bei Austritt nach Gemeinden")]
    return display(
        blocks.Figure(title=title, svg=svg, alt=f"{title}. {'; '.join(said)}.", notes=notes, numbers=numbers)
    )


def _lines(findings: Findings) -> Display:
    """Draw a line for each project, below the name of its round."""
    rounds: dict[str, list[tuple[str, ResultRow]]] = {}
    for name, part in by_place(findings):
        row = total_of(findings, part, "placement")
        if row is not None:
            rounds.setdefault(part.funding_round, []).append((_broken(name), row))
    # a heading of a round instead of a project
    lines = [
        Lines(ProjectPart("", _from_to(rows, len(every)), name, ""), rows)
        for name, every in rounds.items()
        for rows in _parted(every)
    ]
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        say(
            "Punkt: Anteil, Linie: Intervall ({level}). Unbekannte Fälle im Nenner. Wo sich die Linien überdecken, "
            "kann der Unterschied Zufall sein. Die Reihenfolge ist die der Namen.",
            level=level,
        ),
        source_note(findings),
    ]
    numbers = [say("Beschäftigung bei Austritt nach Gemeinden")]
    title = say("Beschäftigt bei Austritt, Gemeinden nebeneinander")
    columns = _FEW if sum(len(one.rows) for one in lines) <= _MOST_OF_FEW else _MANY
    return line_figures(lines, draw_share, title=title, columns=columns, notes=notes, numbers=numbers)


def _parted(rows: list[tuple[str, ResultRow]]) -> list[list[tuple[str, ResultRow]]]:
    """Part the lines evenly into drawings that are low enough to leave no large blank at the foot of a page."""
    drawings = -(-len(rows) // _MOST_LINES)
    ends = [number * len(rows) // drawings for number in range(drawings + 1)]
    return [rows[begin:end] for begin, end in pairwise(ends)]


def _from_to(rows: list[tuple[str, ResultRow]], every: int) -> str:
    """Return what heads the lines of a drawing: all municipalities, or from which to which."""
    if len(rows) == every:
        return say("Gemeinden")
    return say("{first} bis {last}", first=rows[0][0], last=rows[-1][0])


def _broken(name: str, longest: int = 28) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
