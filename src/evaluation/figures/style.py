"""The one style of all figures, and a repeatable SVG.

Text is drawn as paths with the fonts of the package, the drawing has no date, and its inner names are hashed with a
fixed salt: the same findings give the same bytes. Colours are told apart in grey, too, and never carry meaning alone.
"""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from evaluation import formats
from evaluation.fonts import FONT_FAMILY, FONT_FILES, MONO_FAMILY

WIDTH = 6.3
"""Width of a full figure in inches: the text width of the page."""

TALLEST = 8.1
"""Height in inches of the tallest figure that is not made smaller to fit a page."""

LONGEST_LINE = 5.2
"""Width in inches of the longest line of text in a figure; the tables behind it have the whole of it."""

NEVER_TOO_LONG = 40
"""Characters of a text that fits whatever its letters are."""

INK, MUTED, GRID = "#1c2529", "#55636a", "#d3dcdf"
STRONG, SECOND, PALE, TRACK = "#0b5563", "#ad5c2b", "#9cc3ca", "#edf1f2"

_SETTINGS: dict[str, Any] = {
    "font.family": [FONT_FAMILY, MONO_FAMILY],  # the second lends what the first lacks, as on the page
    "font.size": 8.5,
    "text.color": INK,
    "text.parse_math": False,  # a name from data is no formula
    "axes.labelcolor": MUTED,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "quartier-evaluation",
}


@cache
def _know_fonts() -> None:
    # the second font has no bold letters, which is no news to whoever makes a report
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    known = {entry.fname for entry in fontManager.ttflist}
    for path in FONT_FILES:
        if str(path) not in known:
            fontManager.addfont(str(path))


@contextmanager
def drawing(height: float, panels: int = 1) -> Iterator[tuple[Figure, list[Axes]]]:
    """Give a figure with `panels` axes below each other, `height` inches each, in the style of the house."""
    _know_fonts()
    with mpl.rc_context(cast(Any, _SETTINGS)):
        total = height * panels
        figure = Figure(figsize=(WIDTH, total))
        FigureCanvasSVG(figure)
        axes = figure.subplots(panels, 1, squeeze=False)[:, 0]
        # fixed margins in inches: a layout engine would draw everything twice
        figure.subplots_adjust(
            left=0.5 / WIDTH, right=1 - 1.0 / WIDTH, top=1 - 0.35 / total, bottom=0.38 / total, hspace=1.0 / height
        )
        yield figure, list(axes)


def as_svg(figure: Figure) -> str:
    """Write a figure as SVG text without date and maker; a line of text that is too long ends within the drawing."""
    for text in figure.findobj(Text):
        text.set_text(_fitted(text))
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _fitted(line: Text) -> str:
    """Return a text that stands at the left, such as the name of a project, as far as there is room for it."""
    text = str(line.get_text())
    if line.get_horizontalalignment() != "left" or "\n" in text or len(text) <= NEVER_TOO_LONG:
        return text
    font = line.get_fontproperties()

    def width(shown: str) -> float:
        return float(text_to_path.get_text_width_height_descent(shown, font, False)[0]) / 72

    if width(text) <= LONGEST_LINE:
        return text
    shortened = [f"{text[:end].rstrip()}…" for end in range(len(text))]
    return shortened[bisect_right(shortened, LONGEST_LINE, key=width) - 1]


def counts_axis(axes: Axes) -> None:
    """Give the vertical axis whole numbers and quiet grid lines."""
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)


def percent_axis(axes: Axes, *, vertical: bool) -> None:
    """Give an axis from 0 to 100 percent, as the reader writes it."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axis = axes.yaxis if vertical else axes.xaxis
    (axes.set_ylim if vertical else axes.set_xlim)(0, 1)
    axis.set_ticks(ticks)
    axis.set_major_formatter(FuncFormatter(lambda share, _: formats.percent(share)))
    axes.grid(visible=True, axis="y" if vertical else "x")
    axes.spines["left" if vertical else "bottom"].set_visible(False)
