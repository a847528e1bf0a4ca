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

TALLEST = 4.4
"""Height in inches of several projects in one figure; what is taller leaves blank pages and is drawn as several."""

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

_BEFOREHAND = {1: 16, 2: 8}
"""Figures of a report, by the number of their panels; a further one is made when it is asked for."""

_TICKS = 5
"""Ticks of an axis; a further one is made when it is asked for."""

_READY: dict[int, list[Figure]] = {}
"""Blank figures that were made beforehand, by the number of their panels; each is used once."""


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
        ready = _READY.get(panels)
        figure = ready.pop() if ready else _blank(panels)
        figure.set_size_inches(WIDTH, total)
        # fixed margins in inches: a layout engine would draw everything twice
        figure.subplots_adjust(
            left=0.5 / WIDTH, right=1 - 1.0 / WIDTH, top=1 - 0.35 / total, bottom=0.38 / total, hspace=1.0 / height
        )
        yield figure, list(figure.axes)


def prepare() -> None:
    """Make blank figures beforehand: axes and their ticks cost more than what is drawn on them.

    A warm process does this once, and each of its children finds them. What is drawn is the same without.
    """
    _know_fonts()
    with mpl.rc_context(cast(Any, _SETTINGS)):
        for panels, many in _BEFOREHAND.items():
            _READY[panels] = [_blank(panels) for _ in range(many)]


def _blank(panels: int) -> Figure:
    """Return a figure with axes below each other, and as many ticks as most axes need."""
    figure = Figure()
    FigureCanvasSVG(figure)
    for axes in figure.subplots(panels, 1, squeeze=False)[:, 0]:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_major_ticks(_TICKS)
    return figure


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
