"""How wide the columns of a table should be, measured with the font that will be used.

Left to itself the typesetter gives every column what it asks for, or squeezes all of them alike. Here numbers stay on
one line, words keep a readable width, and what is left goes to the columns with the longest texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Any, Final

from evaluation.errors import ReportError
from evaluation.fonts.widths import UNKNOWN_LETTER, letter_widths
from evaluation.formats import tails

TEXT_WIDTH: Final = 453.5
"""Width of the type area in points: A4 less the margins of the template."""

INSET: Final = 4.0
"""Blank on either side of a cell, in points."""

SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5)
"""Type sizes of a table, from the usual one to the smallest that can be read on paper."""

# All of these are multiples of the type size.
_WORD_AT_MOST: Final = 8.0  # some 14 letters: longer words are hyphenated
_WORD_AT_LEAST: Final = 4.5  # narrower, and hyphenation finds no place to divide
_NUMBER_AT_MOST: Final = 13.0  # longer texts wrap, even where they stand on the right
_WIDE_LETTER: Final = 0.66
_LINE: Final = 1.3

_KERNING: Final = 1.01  # allowance: a number that lacks a hair's breadth would be broken
_HAIR: Final = 0.01  # points lost in adding up
_NARROW_TABLE: Final = 0.55  # of the type area: a smaller table is not stretched, or its rows would fall apart

KEPT_WHOLE: Final = 520.0
"""Points: a row that is lower moves to the next page as a whole, a higher one breaks."""

KEPT_TABLE: Final = 240.0
"""Points: a table or list of facts that is lower moves to the next page as a whole; a higher one breaks and repeats
its head.

A table of half a page that moved would leave half a page blank.
"""


@dataclass(frozen=True)
class ColumnLayout:
    """Type size and column widths in points, and what follows from them.

    ``breaks`` says from how many characters a word may be broken anywhere, ``whole_heads`` whether all words of a
    column head fit undivided, ``low_rows`` which rows are so low that they stay on one page, ``low`` whether the
    table as a whole is, ``tails`` the blank behind each cell that brings digit under digit, and ``hyphens`` which cells
    hold a word that is wider than its column.
    """

    size: float
    widths: list[float]
    breaks: list[int]
    whole_heads: list[bool]
    low_rows: list[bool]
    low: bool
    tails: list[list[float]]
    hyphens: list[list[bool]]


@dataclass(frozen=True)
class _Wish:
    floor: float
    least: float
    natural: float
    weight: float | None


def lay_out_columns(table: Mapping[str, Any], available: float = TEXT_WIDTH) -> ColumnLayout:
    """Choose type size and column widths, so that the table is never wider than `available`.

    Parameters
    ----------
    table : mapping
        A block of the kind ``table``.
    available : float
        Width in points.

    Raises
    ------
    ReportError
        If the numbers do not fit side by side even in the smallest type.
    """
    lacking = _lacking(table)
    for size in SIZES:
        wishes = _wishes(table, size, lacking)
        if sum(wish.least for wish in wishes) <= available:
            break
    needed = sum(wish.floor for wish in wishes)
    if needed > available:
        raise ReportError(
            f"the table needs {needed / 72 * 25.4:.0f} mm for its {len(wishes)} columns and the page has "
            f"{available / 72 * 25.4:.0f} mm. Numbers are not broken over lines: split the table or leave out columns."
        )
    widths = _distributed(_with_low_heads(wishes, table, size, available), available)
    breaks = [max(1, int((width - 2 * INSET) / (size * _WIDE_LETTER))) for width in widths]
    heads = [_longest_word(column["label"], size, bold=True) for column in table["columns"]]
    heights = [_height(row["cells"], _rooms(row["cells"], widths), size) for row in table["rows"]]
    blanks = [[round(text_width(tail, size), 2) if tail else 0.0 for tail in row] for row in lacking]
    return ColumnLayout(
        size=size,
        widths=[round(width, 2) for width in widths],
        breaks=breaks,
        whole_heads=[head <= width - 2 * INSET + _HAIR for head, width in zip(heads, widths, strict=True)],
        low_rows=[height < KEPT_WHOLE for height in heights],
        low=sum(heights) + text_height(table["notes"], available, SIZES[2]) < KEPT_TABLE,
        tails=blanks,
        hyphens=[_too_wide(row["cells"], widths, size, bold=row["kind"] == "total") for row in table["rows"]],
    )


def _too_wide(cells: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> list[bool]:
    """Return which cells hold a word that does not fit undivided."""
    return [
        max((text_width(word, size, bold=bold) for word in cell.split()), default=0.0) > room - 2 * INSET
        for cell, room in zip(cells, _rooms(cells, widths), strict=True)
    ]


def _rooms(cells: Sequence[str], widths: Sequence[float]) -> Sequence[float]:
    """Return the width of each cell of a row; a section row has the width of all columns."""
    return widths if len(cells) == len(widths) else [sum(widths)]


def _lacking(table: Mapping[str, Any]) -> list[list[str]]:
    """Return for each cell of each row what it lacks behind its last whole digit; a section row has one cell."""
    lacking = [[""] * len(row["cells"]) for row in table["rows"]]
    numbered = [(place, row["cells"]) for place, row in enumerate(table["rows"]) if row["kind"] != "section"]
    for index, column in enumerate(table["columns"]):
        if column["align"] == "right":
            for (place, _), tail in zip(numbered, tails([cells[index] for _, cells in numbered]), strict=True):
                lacking[place][index] = tail
    return lacking


def _wishes(table: Mapping[str, Any], size: float, lacking: Sequence[Sequence[str]]) -> list[_Wish]:
    rows = [
        {**row, "cells": [cell + tail for cell, tail in zip(row["cells"], blank, strict=True)]}
        for row, blank in zip(table["rows"], lacking, strict=True)
        if row["kind"] != "section"
    ]
    longest = _WORD_AT_MOST * size
    wishes = []
    for index, column in enumerate(table["columns"]):
        cells = [(row["cells"][index], row["kind"] == "total") for row in rows]
        head = _longest_word(column["label"], size, bold=True)
        natural = max((text_width(cell, size, bold=bold) for cell, bold in cells), default=0.0)
        if column["align"] == "left":
            word = max((_longest_word(cell, size, bold=bold) for cell, bold in cells), default=0.0)
            least = min(max(word, head), longest)
            floor = min(least, _WORD_AT_LEAST * size)
        else:
            # A number that is broken over two lines is read as two numbers.
            number = min(natural, _NUMBER_AT_MOST * size)
            least = max(number, min(head, longest))
            floor = max(number, min(head, _WORD_AT_LEAST * size))
        blank = 2 * INSET
        wishes.append(_Wish(floor + blank, least + blank, max(natural, head) + blank, column["weight"]))
    return wishes


def _with_low_heads(
    wishes: Sequence[_Wish], table: Mapping[str, Any], size: float, available: float
) -> Sequence[_Wish]:
    """Return wishes for heads of two lines at most, if there is room for them without breaking any other text."""
    lower = [
        replace(wish, natural=max(wish.natural, _in_two_lines(column["label"], size) + 2 * INSET))
        for wish, column in zip(wishes, table["columns"], strict=True)
    ]
    return lower if sum(wish.natural for wish in lower) <= available else wishes


def _in_two_lines(head: str, size: float) -> float:
    """Return the width in which a head takes no more than two lines."""
    words = head.split()
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))] or [(head, "")]
    return min(max(text_width(half, size, bold=True) for half in pair) for pair in halves)


def _distributed(wishes: Sequence[_Wish], available: float) -> list[float]:
    floor = [wish.floor for wish in wishes]
    least = [wish.least for wish in wishes]
    natural = [wish.natural for wish in wishes]
    if sum(least) > available:
        return _fairly(floor, least, available)
    if any(wish.weight is not None for wish in wishes):
        return _weighted(wishes, available)
    if sum(natural) > available:
        return _fairly(least, natural, available)
    target = available if sum(natural) > _NARROW_TABLE * available else min(available, 1.25 * sum(natural))
    return [width * target / sum(natural) for width in natural]


def _fairly(least: Sequence[float], wanted: Sequence[float], available: float) -> list[float]:
    """Serve the modest columns first, so that one rare long name does not break every short one."""
    widths, spare = list(least), available - sum(least)
    modest_first = sorted(range(len(widths)), key=lambda index: wanted[index] - least[index])
    for served, index in enumerate(modest_first):
        granted = min(wanted[index] - least[index], spare / (len(widths) - served))
        widths[index] += granted
        spare -= granted
    return widths


def _weighted(wishes: Sequence[_Wish], available: float) -> list[float]:
    fixed = sum(wish.natural if wish.weight is None else wish.least for wish in wishes)
    if fixed > available:
        return _fairly([wish.least for wish in wishes], [wish.natural for wish in wishes], available)
    share = (available - fixed) / sum(wish.weight or 0.0 for wish in wishes)
    return [wish.natural if wish.weight is None else wish.least + share * wish.weight for wish in wishes]


def _height(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Estimate the height of a row; ragged lines and hyphens leave a tenth of each line empty."""
    lines = [
        ceil(text_width(cell, size) / (0.9 * max(width - 2 * INSET, 1.0)))
        for cell, width in zip(cells, widths, strict=False)
    ]
    return max([1, *lines]) * size * _LINE + 2 * INSET


def text_height(texts: Sequence[str], width: float, size: float) -> float:
    """Estimate the height of texts that stand one below the other."""
    return sum(_height([text], [width], size) for text in texts)


def _longest_word(text: str, size: float, *, bold: bool) -> float:
    return max((text_width(word, size, bold=bold) for word in re.split(r"(?<=[-–/])|\s+", text)), default=0.0)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in points, without kerning; digits are counted as tabular ones."""
    return size * _KERNING * _relative_width(text, bold)


@lru_cache(maxsize=8192)
def _relative_width(text: str, bold: bool) -> float:
    """Width in multiples of the type size; a table asks for each of its texts and words many times."""
    widths = letter_widths(bold="SemiBold" if bold else None, tabular=True)
    return sum([widths.get(character, UNKNOWN_LETTER) for character in text])
