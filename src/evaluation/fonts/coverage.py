"""Which characters can be shown, whoever asks: the check of the data, of the plan, or of a finished document.

A report is an archivable and accessible PDF, in which each character has a glyph. What has none in the fonts of the
house is refused where it comes from, with its place, before anything is made. So are the signs that steer the direction
of writing: the fonts hold no script that runs from right to left, and a sign without a letter to steer can only make a
text read differently from what it says (Unicode Technical Report 36, "Bidirectional Text Spoofing").
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from evaluation.fonts import FONT_FILES

UNSEEN: Final = frozenset({"\u00ad", "\u200b"})
"""Format characters that only say where a word may be broken."""

MOST_MARKS: Final = 4
"""Marks over and under one letter; more of them would cover the lines around it (UTS 39, section 5.4)."""

_UNFIT: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_PLAIN: Final = re.compile(r"[\n\t -~\u00a0-\u00ac\u00ae-\u00ff„“”‚‘’–—…•€]*")
"""Text that every font has, so that no font needs to be opened for it."""


@cache
def covered_characters() -> frozenset[int]:
    """Code points for which the fonts of the house have a glyph."""
    from fontTools.ttLib import TTFont  # deferred: most texts are plain

    covered: set[int] = set()
    for path in FONT_FILES:
        if path.stem.endswith("Regular"):
            with TTFont(path, lazy=True) as font:
                covered.update(font.getBestCmap())
    return frozenset(covered)


def is_speakable(character: str) -> bool:
    """Return whether a character may stand where nothing is drawn, as in an alternative text."""
    return character in UNSEEN or character == "\n" or unicodedata.category(character) not in _UNFIT


def is_printable(character: str) -> bool:
    """Return whether a character may stand on a page."""
    return character in UNSEEN or (
        is_speakable(character) and (character == "\n" or ord(character) in covered_characters())
    )


def unprintable(text: str) -> list[str]:
    """Return what in a text cannot be printed, each in words: a character with its code point, or a heap of marks.

    Line breaks and tabs are no fault: they become blanks, or lines of their own.
    """
    if _PLAIN.fullmatch(text):
        return []
    composed = unicodedata.normalize("NFC", text)
    found = [named(one) for one in sorted(set(composed) - {"\t"}) if not is_printable(one)]
    return found + [f"{marks} marks on one letter" for marks in _heaps(composed)]


def _heaps(text: str) -> list[int]:
    """Return how many marks stand on each letter that has too many."""
    marks, heaps = 0, []
    for character in f"{text} ":
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            continue
        heaps += [marks] if marks > MOST_MARKS else []
        marks = 0
    return heaps


def named(character: str) -> str:
    """Name a character by code point and Unicode name; it is shown only where it cannot change the line around it."""
    code_point = f"U+{ord(character):04X}"
    steers = unicodedata.bidirectional(character) in ("R", "AL", "AN")
    shown = character if not steers and unicodedata.category(character)[0] not in {"C", "M", "Z"} else None
    label = unicodedata.name(character, "control or unassigned character")
    return f"{code_point} {label}" + (f" ({shown})" if shown else "")
