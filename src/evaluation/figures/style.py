"""The one style of all figures, and a repeatable SVG.

The drawing has no date, and its inner names are hashed with a
fixed salt: the same findings give the same bytes. Colours are told apart in grey, too, and never carry meaning alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.ticker import FuncFormatter, MaxNLocator

from evaluation import formats
from evaluation.fonts import FONT_FAMILY, FONT_FILES, MONO_FAMILY

WIDTH = 6.3
"""Width of a full figure in inches: the text width of the page."""

LEFT, RIGHT, HEAD, FOOT = 0.5, 1.0, 0.35, 0.38
"""Inches around the axes: for the labels of a vertical axis, for names, for a title, and for a horizontal axis."""

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
    "axes.titley": 1.0,  # matplotlib would measure all labels to find a place above them
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "quartier-evaluation",
}

_BEFOREHAND = 32
"""Figures of a report on two projects; a further one is made when it is asked for."""

_TICKS = 5
"""Ticks of an axis; a further one is made when it is asked for."""

_READY: list[Figure] = []
"""Blank figures that were made beforehand; each is used once."""


@cache
def _know_fonts() -> None:
    # the second font has no bold letters, which is no news to whoever makes a report
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    known = {entry.fname for entry in fontManager.ttflist}
    for path in FONT_FILES:
        if str(path) not in known:
            fontManager.addfont(str(path))


@contextmanager
def drawing(
    height: float, *, left: float = LEFT, right: float = RIGHT, head: float = HEAD, foot: float = FOOT
) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure of `height` inches with axes in the style of the house; the margins are inches, too."""
    _know_fonts()
    with mpl.rc_context(cast(Any, _SETTINGS)):
        figure = _READY.pop() if _READY else _blank()
        figure.set_size_inches(WIDTH, height)
        # fixed margins: a layout engine would draw everything twice
        figure.subplots_adjust(left / WIDTH, foot / height, 1 - right / WIDTH, 1 - head / height)
        yield figure, figure.axes[0]


def prepare() -> None:
    """Make blank figures beforehand: axes and their ticks cost more than what is drawn on them.

    A warm process does this once, and each of its children finds them. What is drawn is the same without.
    """
    _know_fonts()
    with mpl.rc_context(cast(Any, _SETTINGS)):
        _READY[:] = [_blank() for _ in range(_BEFOREHAND)]


def _blank() -> Figure:
    """Return a figure with axes, and as many ticks as most axes need."""
    figure = Figure()
    FigureCanvasSVG(figure)
    axes = figure.subplots()
    for axis in (axes.xaxis, axes.yaxis):
        axis.get_major_ticks(_TICKS)
    return figure


def counts_axis(axes: Axes) -> None:
    """Give the vertical axis whole numbers and quiet grid lines."""
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)


def unit(axes: Axes, name: str) -> None:
    """Write beside the vertical axis what it counts."""
    axes.set_ylabel(name, labelpad=2, size=7.5)


def percent_axis(axes: Axes, *, vertical: bool) -> None:
    """Give an axis from 0 to 100 percent, as the reader writes it."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axis = axes.yaxis if vertical else axes.xaxis
    (axes.set_ylim if vertical else axes.set_xlim)(0, 1)
    axis.set_ticks(ticks)
    axis.set_major_formatter(FuncFormatter(lambda share, _: formats.percent(share)))
    axes.grid(visible=True, axis="y" if vertical else "x")
    axes.spines["left" if vertical else "bottom"].set_visible(False)
