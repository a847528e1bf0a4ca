"""Text in CSV files that spreadsheets open: nothing from data becomes a formula there.

A spreadsheet parts the lines of a file at the separator of its own country. A German one takes the semicolon and
heeds no quotation marks inside a cell, so that "x;=1+1" is followed by a cell that begins with "=". Therefore text is
guarded at its beginning and wherever a spreadsheet could begin a cell within it.

References
----------
OWASP, "CSV Injection": the signs that begin a formula, and the separators that begin a cell.
"""

from __future__ import annotations

import re
from typing import Final

_CELL_BEGINS: Final = r"(?:(?<=[;\t\r\n])|\A)"
_FORMULA_BEGINS: Final = r"""(?=['" ]*[=+\-@\t\r\n])"""
_FORMULA: Final = re.compile(_CELL_BEGINS + _FORMULA_BEGINS)
_GUARDED: Final = re.compile(_CELL_BEGINS + "'" + _FORMULA_BEGINS)


def guarded(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet could take for a formula."""
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """Take away the apostrophes that `guarded` put there."""
    return _GUARDED.sub("", text)
