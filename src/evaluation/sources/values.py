"""From text cells to typed columns, with a fault for every cell that is not what its column wants.

Numbers are digits from 0 to 9 with a decimal point or a decimal comma and without a thousands separator; days are
`2020-12-31` or `31.12.2020`. What a spreadsheet writes for a failed formula is no text; nor is what no page can show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from evaluation.fonts.coverage import unprintable
from evaluation.sources.contracts import DAY, DECIMAL, INTEGER, TEXT, Contract
from evaluation.sources.distinct import once_each, remarkable
from evaluation.sources.faults import Fault

CONTROL_CHARACTERS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]"

FORMULA_ERRORS = r"#(?:N/A|NV|VALUE!|WERT!|REF!|BEZUG!|NAME\?|NUM!|ZAHL!|DIV/0!|NULL!)"


def typed(cells: pd.DataFrame, contract: Contract, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Convert the known columns of a table.

    Parameters
    ----------
    cells
        Text cells, index = row number in the file.
    contract
        What the columns should hold.
    file
        Name of the file for the faults.

    Returns
    -------
    tuple
        The table with the types of the contract (a cell that cannot be converted is empty), and the faults.
    """
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for name, specification in contract.schema.columns.items():
        if name not in cells:
            continue
        metadata = specification.metadata or {}
        convert, problem, remedy = _CONVERSIONS[metadata["type"]]
        text = cells[name]
        value = once_each(text, convert)
        for row, wrong in text[text.notna() & value.isna()].items():
            faults.append(Fault(file, int(str(row)), name, wrong, problem, remedy))
        if metadata["type"] == TEXT:
            faults += _unprintable(value, file)
        if metadata["empty"] is not None:
            value = value.fillna(metadata["empty"])
        columns[name] = value
    return pd.DataFrame(columns, index=cells.index), faults


def _unprintable(cells: pd.Series, file: str) -> Iterator[Fault]:
    """Yield a fault for each cell with a character that no font of a report has: its report could not be made."""
    wrong = {text: found for text in remarkable(cells) if (found := unprintable(text))}
    for row, text in cells[cells.isin(list(wrong))].items():
        yield Fault(file, int(str(row)), str(cells.name), text, no_glyph(wrong[text]), NO_GLYPH_REMEDY)


def no_glyph(found: list[str]) -> str:
    """Say what cannot be printed and what can."""
    return (
        f"cannot be printed: {', '.join(found)}; allowed are Latin, Greek and Cyrillic letters, digits and the signs "
        "that the fonts of the reports have, and no sign that steers the direction of writing"
    )


NO_GLYPH_REMEDY = "delete it, or write it with letters that can be printed"


def _text(cells: pd.Series) -> pd.Series:
    strange = remarkable(cells)
    wrong = strange[strange.str.contains(f"{CONTROL_CHARACTERS}|^{FORMULA_ERRORS}$", regex=True)]
    return cells.mask(cells.isin(list(wrong))).astype(TEXT)


def _integer(cells: pd.Series) -> pd.Series:
    fits = cells.str.fullmatch(r"[+-]?[0-9]{1,15}", na=False)
    return pd.to_numeric(cells.where(fits)).astype(INTEGER)


def _decimal(cells: pd.Series) -> pd.Series:
    fits = cells.str.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?", na=False)
    signed = fits & cells.str.contains("[.,]", regex=True, na=False)
    groups = signed & cells.str.fullmatch(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", na=False)
    if groups.any() and groups.equals(signed):  # 1.500 may be 1500, and no other number of the column tells
        fits &= ~groups
    if cells[fits].str.contains(",", regex=False).any():  # in a column with decimal commas a point is ambiguous
        fits &= ~cells.str.contains(".", regex=False, na=False)
    return pd.to_numeric(cells.where(fits).str.replace(",", ".", regex=False)).astype(DECIMAL)


def _day(cells: pd.Series) -> pd.Series:
    day = cells.str.replace(r"[ T]00:00:00$", "", regex=True)
    iso = pd.to_datetime(
        day.where(day.str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", na=False)), format="%Y-%m-%d", errors="coerce"
    )
    german = pd.to_datetime(
        day.where(day.str.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", na=False)), format="%d.%m.%Y", errors="coerce"
    )
    either = iso.astype(DAY).fillna(german.astype(DAY))
    return either.where((either.dt.year >= 1900) & (either.dt.year <= 2100))


_CONVERSIONS: dict[str, tuple[Callable[[pd.Series], pd.Series], str, str]] = {
    TEXT: (_text, "the text holds control characters or is the error of a formula", "delete or mend it"),
    INTEGER: (_integer, "not a whole number", "write digits only, without a thousands separator"),
    DECIMAL: (
        _decimal,
        "not a number, or ambiguous",
        "write 12.5 or 12,5, the same in the whole column, without a thousands separator (1500 or 1.50, not 1.500)",
    ),
    DAY: (_day, "not a day of the calendar between 1900 and 2100", "write 2020-12-31 or 31.12.2020"),
}
