"""The colour of a municipality in its drawings: every shade of the accent follows, the second colour stays apart."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Final

from evaluation.blocks import Figure
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.findings import Findings
from evaluation.tables.front import accent_of
from evaluation.theme import rgb

SHADES: Final = {
    style.STRONG: 0.0,
    "#3f7d88": 0.0,
    "#4d94a1": 0.34,
    style.PALE: 0.63,
    "#c9dfe3": 0.8,
    "#d5e6e9": 0.84,
    "#e8f1f3": 0.9,
}
"""Shades of the accent of the house, and the share of white in each; those that are written in have none."""

_TOO_CLOSE: Final = 0.35
"""Distance in the cube of red, green and blue below which the accent is taken for the second colour."""


def themed(draw: Callable[[Findings], Display]) -> Callable[[Findings], Display]:
    """Give what `draw` shows the colour of the municipality, if it has one."""

    @wraps(draw)
    def drawn(findings: Findings) -> Display:
        shown = draw(findings)
        accent = accent_of(findings)
        if accent is None:
            return shown
        return display(
            *(
                block.model_copy(update={"svg": recoloured(block.svg, accent)}) if isinstance(block, Figure) else block
                for block in shown.blocks
            )
        )

    return drawn


def recoloured(svg: str, accent: str) -> str:
    """Return a drawing with another accent; one like the second colour makes that one black."""
    for shade, white in SHADES.items():
        svg = svg.replace(shade, _mixed(accent, white))
    if math.dist(rgb(accent), rgb(style.SECOND)) < _TOO_CLOSE:
        svg = svg.replace(style.SECOND, style.INK)
    return svg


def _mixed(colour: str, white: float) -> str:
    return "#" + "".join(f"{round(255 * (part + (1 - part) * white)):02x}" for part in rgb(colour))
