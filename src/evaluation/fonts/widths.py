"""How wide the letters of the text family are."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from evaluation.fonts import FONT_FOLDER

UNKNOWN_LETTER: Final = 0.6
"""Width, as a multiple of the type size, of a letter that the text family lacks and another family lends."""


@cache
def letter_widths(*, bold: str | None = None, tabular: bool = False) -> dict[str, float]:
    """Return the width of each letter as a multiple of the type size, without kerning.

    Parameters
    ----------
    bold
        Name of the bold face, ``SemiBold`` or ``Bold``; None: the regular one.
    tabular
        Whether figures are counted as they stand in columns.
    """
    from fontTools.ttLib import TTFont  # deferred: an import of half a second that not everybody needs

    with TTFont(FONT_FOLDER / f"Inter-{bold or 'Regular'}.otf", lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        others = _tabular_glyphs(font) if tabular else {}
        return {chr(code): metrics[others.get(glyph, glyph)][0] / em for code, glyph in font.getBestCmap().items()}


@cache
def line_heights() -> tuple[float, float, float]:
    """Return ascender, descender and line gap of the text family as multiples of the type size."""
    from fontTools.ttLib import TTFont

    with TTFont(FONT_FOLDER / "Inter-Regular.otf", lazy=True) as font:
        em, table = font["head"].unitsPerEm, font["OS/2"]
        return table.sTypoAscender / em, -table.sTypoDescender / em, table.sTypoLineGap / em


def _tabular_glyphs(font: Any) -> dict[str, str]:
    """Glyphs that take the place of others where figures stand in columns: digits, but also marks and blanks."""
    layout = font["GSUB"].table
    records = [record for record in layout.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    glyphs: dict[str, str] = {}
    for index in sorted({index for record in records for index in record.Feature.LookupListIndex}):
        for table in layout.LookupList.Lookup[index].SubTable:
            glyphs |= getattr(table, "ExtSubTable", table).mapping
    return glyphs
