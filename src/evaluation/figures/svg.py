"""Drawings as SVG in which text stays text.

Text as outlines costs more than everything else in a drawing together, makes the file three times as large, and can be
neither searched nor copied. The fonts of the house are at hand where the drawing is set on paper; a browser that lacks
them takes its own.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from functools import lru_cache
from typing import Any

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.text import Text

from evaluation.fonts import FONT_FAMILY, MONO_FAMILY
from evaluation.fonts.widths import UNKNOWN_LETTER, letter_widths, line_heights

POINTS = 72
"""Points of an inch; the drawing is measured in points."""

LONGEST_LINE = 5.2
"""Width in inches of the longest line of text in a figure; the tables behind it have the whole of it."""

NEVER_TOO_LONG = 40
"""Characters of a text that fits whatever its letters are."""

_FAMILIES = f"{FONT_FAMILY}, '{MONO_FAMILY}', sans-serif"
_AXES = "axes"
_NORMAL, _SEMIBOLD = 400, 600
_SIDES = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
"""How a line is held at its place, and how much of it stands to the left of that."""


def as_svg(figure: Figure) -> str:
    """Write a figure as SVG text without date and maker; a line of text that is too long ends within the drawing.

    The same figure gives the same text.
    """
    stream = io.StringIO()
    for parent in (figure, *figure.axes):  # ticks are short, and asking axes for theirs would make some
        for child in parent.get_children():
            if isinstance(child, Text):
                child.set_text(_fitted(child))
    figure.set_dpi(POINTS)
    width, height = (inches * POINTS for inches in figure.get_size_inches())
    nobody = {"Date": None, "Creator": None}
    renderer: Any = _Renderer(width, height, stream, metadata=nobody)  # type: ignore[no-untyped-call]
    figure.draw(renderer)
    renderer.finalize()
    return stream.getvalue()


class _Renderer(RendererSVG):
    """The renderer of matplotlib, with text that stays text and is measured by the widths of its letters."""

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin a group for axes, so that it is known which shapes share a scale; nobody looks at others."""
        if s == _AXES:
            super().open_group(s, gid)  # type: ignore[no-untyped-call]

    def close_group(self, s: str) -> None:
        """End a group that was begun."""
        if s == _AXES:
            super().close_group(s)  # type: ignore[no-untyped-call]

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:  # noqa: ARG002 - part of the protocol
        """Return the width; all lines of a size are equally high."""
        return prop.get_size_in_points() * _width(s, _weight(prop)), 0.0, 0.0

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        size = prop.get_size_in_points()
        above, below, gap = line_heights()
        return above * size, below * size, gap * size

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,  # noqa: ARG002 - part of the protocol
        mtext: Any = None,
    ) -> None:
        """Write a line of text; one that stands upright is held where it is aligned, whatever its font."""
        size, weight = prop.get_size_in_points(), _weight(prop)
        look = {"font-size": f"{size:g}", "fill": to_hex(gc.get_rgb())}
        if weight != _NORMAL:
            look["font-weight"] = f"{weight}"
        if angle:
            place = {"transform": f"translate({x:.2f} {y:.2f}) rotate({-angle:g})"}
        else:
            side, share = ("left", 0.0) if mtext is None else _SIDES[mtext.get_horizontalalignment()]
            place = {"x": f"{x + share * size * _width(s, weight):.2f}", "y": f"{y:.2f}"}
            if share:
                look["text-anchor"] = side
        self.writer.element("text", s, attrib={**place, **look, "font-family": _FAMILIES})  # type: ignore[no-untyped-call]


def _fitted(line: Text) -> str:
    """Return a text that stands at the left, such as the name of a project, as far as there is room for it."""
    text = line.get_text()
    if line.get_horizontalalignment() != "left" or "\n" in text or len(text) <= NEVER_TOO_LONG:
        return text
    font = line.get_fontproperties()

    def inches(shown: str) -> float:
        return font.get_size_in_points() * _width(shown, _weight(font)) / POINTS

    if inches(text) <= LONGEST_LINE:
        return text
    shortened = [f"{text[:end].rstrip()}…" for end in range(len(text))]
    return shortened[bisect_right(shortened, LONGEST_LINE, key=inches) - 1]


def _weight(prop: FontProperties) -> int:
    weight = prop.get_weight()
    return weight_dict[weight] if isinstance(weight, str) else weight


@lru_cache(maxsize=4096)
def _width(text: str, weight: int) -> float:
    """Return the width of a line as a multiple of the type size."""
    widths = letter_widths(bold="Bold" if weight > _SEMIBOLD else "SemiBold" if weight == _SEMIBOLD else None)
    return sum(widths.get(letter, UNKNOWN_LETTER) for letter in text)
