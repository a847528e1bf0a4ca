"""Figures that repeat themselves for each project: a panel below the other, or lines below the name of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from matplotlib.axes import Axes

from evaluation import blocks
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.tables.selection import ProjectPart

HIDDEN_NOTE = noted("× unterdrückter Wert.")

BESIDE = ("figure fraction", "data")
"""Coordinates of words that stand in the margin beside their line."""

LONGEST_HEADING = 74
"""Letters of a heading over a drawing."""

Part = TypeVar("Part")
Row = TypeVar("Row")

Panel = Callable[[Axes, Findings, ProjectPart], str]
"""Draws a project and returns what can be seen, in words."""


def left_out(every: Sequence[ProjectPart], drawn: Sequence[ProjectPart]) -> list[str]:
    """Return the note that names the projects without a panel; empty if every project has one."""
    missing = [part.heading for part in every if part not in drawn]
    return [say("Nicht erhoben: {projects}.", projects=", ".join(missing))] if missing else []


def fitted(heading: str) -> str:
    """Return a heading as long as the drawing is wide; the whole name stands in the caption or on page one."""
    return heading if len(heading) <= LONGEST_HEADING else heading[: LONGEST_HEADING - 1].rstrip() + "…"


def nothing_to_draw(text: str) -> Display:
    """Say in words why there is no figure."""
    return display(blocks.Paragraph.model_validate({"runs": text}))


def panel_figures(
    findings: Findings,
    parts: list[ProjectPart],
    panel: Panel,
    *,
    title: str,
    height: float,
    notes: list[str],
    numbers: list[str],
) -> Display:
    """Draw a panel of `height` inches for each project; what does not fit on a page becomes a further figure.

    `numbers` are the titles, or their beginnings, of the tables that hold the same numbers.
    """

    def figure(some: Sequence[ProjectPart], name: str) -> blocks.Figure:
        with style.drawing(height, len(some)) as (drawn, panels):
            words = [panel(axes, findings, part) for axes, part in zip(panels, some, strict=True)]
            for axes in panels:
                axes.set_title(fitted(axes.get_title(loc="left")), loc="left")
            svg = style.as_svg(drawn)
        return blocks.Figure(title=name, svg=svg, alt=f"{name}. " + " ".join(words), notes=notes, numbers=numbers)

    return _figures(title, parts, lambda some: height * len(some), figure)


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
        """Return the height of a drawing with so many lines."""
        return self.line * lines + (0.75 if self.percent else 0.45)


def line_figures(
    projects: list[Lines[Row]],
    draw: Callable[[Axes, float, Row], str],
    *,
    title: str,
    columns: Columns,
    notes: list[str],
    numbers: list[str],
) -> Display:
    """Draw lines below the name of each project; what does not fit on a page becomes a further figure.

    Parameters
    ----------
    projects
        The lines.
    draw
        Draws a row at a height and returns what can be seen, in words.
    title, columns, notes
        The same for all figures.
    numbers
        Titles, or their beginnings, of the tables that hold the same numbers.
    """

    def height(some: Sequence[Lines[Row]]) -> float:
        return columns.height(_last(some) + 1)

    def figure(some: Sequence[Lines[Row]], name: str) -> blocks.Figure:
        words, inches = [], height(some)
        with style.drawing(inches) as (drawn, (axes,)):
            foot = 0.38 if columns.percent else 0.08
            left, right = columns.left / style.WIDTH, 1 - columns.right / style.WIDTH
            drawn.subplots_adjust(left=left, right=right, top=1 - 0.08 / inches, bottom=foot / inches)
            _scale(axes, _last(some), percent=columns.percent)
            for lines, (head, places) in zip(some, _places(some), strict=True):
                said = []
                for (label, row), place in zip(lines.rows, places, strict=True):
                    axes.annotate(label, (0.015, place), xycoords=BESIDE, va="center", color=style.MUTED)
                    said.append(f"{' '.join(label.split())}: {draw(axes, place, row)}")
                _head(axes, head, lines.part)
                words.append(f"{lines.part.heading}: {'; '.join(said)}.")
            svg = style.as_svg(drawn)
        return blocks.Figure(title=name, svg=svg, alt=f"{name}. " + " ".join(words), notes=notes, numbers=numbers)

    return _figures(title, projects, height, figure)


def _figures(
    title: str,
    parts: Sequence[Part],
    height: Callable[[Sequence[Part]], float],
    figure: Callable[[Sequence[Part], str], blocks.Figure],
) -> Display:
    pages = list(_pages(parts, height))
    count = len(pages)
    names = [title]
    if count == len(parts) > 1:
        names = [f"{title}: {_part_of(page[0]).name}" for page in pages]
    elif count > 1:
        names = [say("{title} ({number} von {all})", title=title, number=one + 1, all=count) for one in range(count)]
    return display(*(figure(page, name) for page, name in zip(pages, names, strict=True)))


def _part_of(part: object) -> ProjectPart:
    return part.part if isinstance(part, Lines) else cast("ProjectPart", part)


def _pages(parts: Sequence[Part], height: Callable[[Sequence[Part]], float]) -> Iterator[list[Part]]:
    page: list[Part] = []
    for part in parts:
        if page and height([*page, part]) > style.TALLEST:
            yield page
            page = []
        page.append(part)
    yield page


def _places(projects: Sequence[Lines[Row]]) -> list[tuple[float, list[float]]]:
    """Return for each project the line of its name and the lines of its rows."""
    places = []
    line = 0.0
    for number, lines in enumerate(projects):
        head = line + (0.4 if number else 0)
        rows = [head + 1 + row for row in range(len(lines.rows))]
        places.append((head, rows))
        line = head + 1 + len(rows)
    return places


def _last(projects: Sequence[Lines[Row]]) -> float:
    """Return the line of the last row."""
    head, rows = _places(projects)[-1]
    return max([head, *rows])


def _scale(axes: Axes, last: float, *, percent: bool) -> None:
    if percent:
        style.percent_axis(axes, vertical=False)
    else:
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    axes.set_yticks([])
    axes.set_ylim(last + 0.7, -0.7)
    axes.spines["left"].set_visible(False)


def _head(axes: Axes, place: float, part: ProjectPart) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    axes.annotate(fitted(part.heading), (0, place), xycoords=BESIDE, weight="bold", va="center", bbox=box)
