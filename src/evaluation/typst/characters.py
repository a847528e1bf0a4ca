"""Every character is looked at before the typesetter sees it.

An archivable and accessible PDF may not contain a character without a glyph, and the typesetter stops at the first one.
Here all of them are found at once and named together with the place where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

import pandas as pd

from evaluation.errors import ReportError
from evaluation.findings import Findings
from evaluation.findings.model import FINDINGS_TABLES
from evaluation.fonts import FONT_FAMILY
from evaluation.fonts.coverage import covered_characters, is_printable, is_speakable, named, unprintable

__all__ = ["check_characters", "check_findings", "covered_characters", "normalised"]

_BLANKS: Final = re.compile(r"[\t\n\r\f\v\u2028\u2029]+")
_BETWEEN_NUMBER_AND_SIGN: Final = re.compile(r"(?<=\d) (?=[%€])|(?<=§) (?=\d)")
_NEVER_PRINTED: Final = frozenset({"alt", "link", "summary"})
_NAMED_AT_MOST: Final = 20


def normalised(value: Any, key: str | None = None, *, code: bool = False) -> Any:
    """Bring every string to one form: composed letters (NFC), and one blank for any tab or line break.

    No line ends between a number and its sign, as in "26–54 %", but in cells, whose width is measured word by word.

    Parameters
    ----------
    value : Any
        A string, or JSON made of mappings and lists.
    key : str, optional
        Name of the field that holds the value. A drawing is left alone, and blanks in cells, whose columns are wide
        enough for them.
    code : bool
        Whether the value belongs to a code block, which keeps its lines.
    """
    if isinstance(value, str):
        if key == "svg":
            return value
        text = unicodedata.normalize("NFC", value)
        if code:
            return text.replace("\r\n", "\n").expandtabs(4)
        text = _BLANKS.sub(" ", text)
        return text if key == "cells" else _BETWEEN_NUMBER_AND_SIGN.sub("\u00a0", text)
    if isinstance(value, Mapping):
        is_code = value.get("type") == "code"
        return {name: normalised(item, name, code=is_code and name == "text") for name, item in value.items()}
    if isinstance(value, list):
        return [normalised(item, key, code=code) for item in value]
    return value


def check_characters(document: Mapping[str, Any]) -> None:
    """Refuse a document with characters that cannot be printed.

    Raises
    ------
    ReportError
        Names every such character, its code point and the places where it stands.
    """
    places: dict[str, list[str]] = {}
    for place, text, printed in _texts(document):
        for character in sorted(set(text)):
            if not (is_printable(character) if printed else is_speakable(character)):
                found = places.setdefault(named(character), [])
                if place not in found:
                    found.append(place)
    if not places:
        return
    _refuse(places, "Correct them in the notebook or in the source table that they come from.")


def _refuse(places: Mapping[str, list[str]], remedy: str) -> NoReturn:
    lines = [f"  {name}: {_shortened(where)}" for name, where in sorted(places.items())]
    raise ReportError(
        f"{len(places)} character(s) cannot be printed: control characters, and whatever the bundled font "
        f"{FONT_FAMILY!r} lacks.\n"
        + "\n".join(lines[:_NAMED_AT_MOST])
        + (f"\n  and {len(lines) - _NAMED_AT_MOST} more" if len(lines) > _NAMED_AT_MOST else "")
        + f"\n{remedy}"
    )


def check_findings(findings: Findings) -> None:
    """Refuse findings with text that no report could print, before the first report is made.

    Text of source tables is refused with its row when they are read; here is the last door, which findings that were
    not made by this version pass, too.

    Raises
    ------
    ReportError
        Names every such character with the file, column and row of the findings where it stands.
    """
    places: dict[str, list[str]] = {}
    for name in FINDINGS_TABLES:
        table = getattr(findings, name)
        if name == "enclosures" and len(table):
            table = table[table["kind"] != "logo"]
        for column in table.columns[[pd.api.types.is_string_dtype(kind) for kind in table.dtypes]]:
            texts = table[column].dropna()
            wrong = {text: found for text in texts.unique() if (found := list(unprintable(str(text))))}
            for row, text in texts[texts.isin(list(wrong))].items():
                for character in wrong[text]:
                    places.setdefault(character, []).append(f"{name}.csv, {column}, row {int(str(row)) + 2}")
    if places:
        _refuse(places, "Correct them in the source table that they come from.")


def _texts(document: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for name, value in document.items():
        if name != "blocks":
            yield from _strings(value, f"document, {name}")
    for number, block in enumerate(document["blocks"], start=1):
        origin = block.get("origin") or f"block {number}"
        yield from _strings(block, f"{origin}, {block['type']}")


def _strings(value: Any, place: str, key: str | None = None) -> Iterator[tuple[str, str, bool]]:
    if isinstance(value, str):
        # What a drawing prints stands in a field of its own.
        if key != "svg":
            yield place, value, key not in _NEVER_PRINTED
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _strings(item, place, name)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            numbered = f"{place}, {key} {number}" if key in {"rows", "items"} else place
            yield from _strings(item, numbered, key)


def _shortened(places: list[str], at_most: int = 5) -> str:
    rest = len(places) - at_most
    return "; ".join(places[:at_most]) + (f"; and {rest} more places" if rest > 0 else "")
