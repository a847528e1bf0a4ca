"""Figures that repeat themselves for each project: a panel below the other, or lines below the name of the project.

Each project has a drawing of its own with its alternative text; the pages may turn between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matplotlib.axes import Axes

from evaluation import blocks
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.svg import as_svg
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.tables.selection import ProjectPart

HIDDEN_NOTE = noted("× unterdrückter Wert.")

BESIDE = ("figure fraction", "data")
"""Coordinates of words that stand in the margin beside their line."""

_ABOVE, _PERCENT_FOOT = 0.08, 0.25
"""Inches above the lines, and below them for the labels of an axis in percent."""

Row = TypeVar("Row")

Panel = Callable[[Axes, Findings, ProjectPart], str]
"""Draws a project and returns what can be seen, in words."""


def left_out(every: Sequence[ProjectPart], drawn: Sequence[ProjectPart]) -> list[str]:
    """Return the note that names the projects without a panel; empty if every project has one."""
    missing = [part.heading for part in every if part not in drawn]
    return [say("Nicht erhoben: {projects}.", projects=", ".join(missing))] if missing else []


def nothing_to_draw(text: str) -> Display:
    """Say in words why there is no figure."""
    return display(blocks.Paragraph.model_validate({"runs": text}))


def panel_figures(
    findings: Findings,
    parts: list[ProjectPart],
    panel: Panel,
    *,
    title: str,
    height: float | Callable[[ProjectPart], float],
    notes: list[str],
    numbers: list[str],
    foot: float = style.FOOT,
) -> Display:
    """Draw a panel of `height` inches for each project, `foot` of them below the axes.

    `numbers` are the titles, or their beginnings, of the tables that hold the same numbers.
    """

    def drawn(part: ProjectPart) -> tuple[str, str]:
        with style.drawing(height(part) if callable(height) else height, foot=foot) as (drawing, axes):
            words = panel(axes, findings, part)
            return as_svg(drawing), words

    return _one_below_the_other([drawn(part) for part in parts], title, notes, numbers)


@dataclass(frozen=True)
class Lines(Generic[Row]):
    """The lines of one project: a label and what is drawn beside it."""

    part: ProjectPart
    rows: list[tuple[str, Row]]


@dataclass(frozen=True)
class Columns:
    """Where the lines have their parts, in inches.

    Attributes
    ----------
    left, right
        Width of the label at the left, and of what is written at the right.
    line
        Height of a line.
    percent
        Whether there is an axis from 0 to 100 percent below the lines.
    """

    left: float
    right: float
    line: float = 0.27
    percent: bool = True

    def height(self, lines: float) -> float:
        """Return the height of a drawing with so many lines, half a line above and below them."""
        return self.line * lines + _ABOVE + self.foot

    @property
    def foot(self) -> float:
        """Inches below the lines: an axis, or next to nothing."""
        return _PERCENT_FOOT if self.percent else _ABOVE


def line_figures(
    projects: list[Lines[Row]],
    draw: Callable[[Axes, float, Row], str],
    *,
    title: str,
    columns: Columns,
    notes: list[str],
    numbers: list[str],
) -> Display:
    """Draw lines below the name of each project.

    Parameters
    ----------
    projects
        The lines.
    draw
        Draws a row at a height and returns what can be seen, in words.
    title, columns, notes
        The same for all projects.
    numbers
        Titles, or their beginnings, of the tables that hold the same numbers.
    """

    def drawn(lines: Lines[Row]) -> tuple[str, str]:
        count = len(lines.rows)
        margins = {"left": columns.left, "right": columns.right, "head": _ABOVE, "foot": columns.foot}
        said = []
        with style.drawing(columns.height(count + 1), **margins) as (drawing, axes):
            _scale(axes, count, percent=columns.percent)
            for place, (label, row) in enumerate(lines.rows, start=1):
                axes.annotate(label, (0.015, place), xycoords=BESIDE, va="center", color=style.MUTED)
                said.append(f"{' '.join(label.split())}: {draw(axes, place, row)}")
            _head(axes, lines.part)
            return as_svg(drawing), f"{lines.part.heading}: {'; '.join(said)}."

    return _one_below_the_other([drawn(lines) for lines in projects], title, notes, numbers)


def _one_below_the_other(
    drawings: Sequence[tuple[str, str]], title: str, notes: list[str], numbers: list[str]
) -> Display:
    """Return a figure whose drawings may stand on several pages: the title above the first, the notes below the last.

    A drawing that moves to the next page takes its notes with it and leaves no more blank than its own height.
    """
    last = len(drawings) - 1
    if not any(say("unterdrückt") in words for _, words in drawings):  # nothing bears the sign of a hidden number
        notes = [note.replace(say(HIDDEN_NOTE), "").rstrip() for note in notes]
    return display(
        *(
            blocks.Figure(
                title=None if place else title,
                svg=svg,
                alt=f"{title}. {words}",
                notes=notes if place == last else [],
                numbers=numbers if place == last else [],
            )
            for place, (svg, words) in enumerate(drawings)
        )
    )


def _scale(axes: Axes, last: int, *, percent: bool) -> None:
    if percent:
        style.percent_axis(axes, vertical=False)
    else:
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    axes.set_yticks([])
    axes.set_ylim(last + 0.5, -0.5)
    axes.spines["left"].set_visible(False)


def _head(axes: Axes, part: ProjectPart) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    axes.annotate(part.heading, (0, 0), xycoords=BESIDE, weight="bold", va="center", bbox=box)
