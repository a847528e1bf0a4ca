"""Open a table file and return its cells as text, whatever the format.

CSV (comma or semicolon, UTF-8 with or without mark), Excel and Parquet give the same frame: every cell is text as a
person would type it, an empty cell is `NaN`, and the index holds the row number of a spreadsheet (header = row 1).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd

from evaluation.sources.distinct import once_each
from evaluation.sources.faults import Fault

ENDINGS = (".csv", ".xlsx", ".parquet")

_Row = Sequence[str | None]


class UnreadableFileError(Exception):
    """The file cannot be read as a table; carries the faults for the reader."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].problem)
        self.faults = faults


def candidates(folder: Path, table: str) -> list[Path]:
    """Return the files in `folder` that hold `table`: one is right, none and several are faults."""
    return [path for ending in ENDINGS if (path := folder / f"{table}{ending}").is_file()]


def read_cells(path: Path) -> pd.DataFrame:
    """Read a file as text cells.

    Returns
    -------
    pandas.DataFrame
        Columns as named in the file (type `str`), index = row number in the file.

    Raises
    ------
    UnreadableFileError
        If the file is not what its ending says.
    """
    readers = {".csv": _read_csv, ".xlsx": _read_excel, ".parquet": _read_parquet}
    cells = readers[path.suffix](path)
    cells.columns = pd.Index([str(name).strip() for name in cells.columns])
    cells.index = pd.RangeIndex(2, 2 + len(cells))
    tidy = [once_each(column.astype("str"), _tidy_text) for _, column in cells.items()]
    return pd.concat(tidy, axis=1).dropna(how="all")


def _tidy_text(cells: pd.Series) -> pd.Series:
    stripped = cells.str.replace(r"\r\n?", "\n", regex=True).str.strip().str.normalize("NFC")
    return stripped.mask(stripped == "")


def _unreadable(path: Path, problem: str, remedy: str, row: int | None = None) -> UnreadableFileError:
    return UnreadableFileError(Fault(path.name, row, None, None, problem, remedy))


def unopened(path: Path, fault: OSError) -> UnreadableFileError:
    """Return the error of a file that the system does not let us open."""
    problem, remedy = f"the file cannot be opened ({fault.strerror})", "close it elsewhere, or mend its rights"
    return _unreadable(path, problem, remedy)


def _frame(path: Path, rows: list[_Row]) -> pd.DataFrame:
    """Make a frame of rows whose first names the columns; a row without any cell is blank."""
    if not any(any(row) for row in rows):
        raise _unreadable(path, "the file is empty", "the first row names the columns")
    if not any(rows[0]):
        raise _unreadable(path, "the first row is empty", "the first row names the columns", 1)
    width = len(rows[0])
    problem = "the row has {} cells, the header {}"
    remedy = "put text that holds the delimiter in quotation marks, and name each column in the first row"
    ragged = [
        Fault(path.name, number, None, None, problem.format(len(row), width), remedy)
        for number, row in enumerate(rows, start=1)
        if row and len(row) != width
    ]
    if ragged:
        raise UnreadableFileError(*ragged)
    return pd.DataFrame(
        [row or [None] * width for row in rows[1:]], columns=[name or "" for name in rows[0]], dtype="str"
    )


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        row = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise _unreadable(path, "the text is not UTF-8", "save the file as CSV UTF-8", row) from None
    except OSError as fault:
        raise unopened(path, fault) from None
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows: list[_Row] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(cells)
    except csv.Error as fault:
        problem, remedy = f"the row is no CSV ({fault})", "export the table again as CSV"
        raise _unreadable(path, problem, remedy, len(rows) + 1) from None
    return _frame(path, rows)


def _read_excel(path: Path) -> pd.DataFrame:
    import openpyxl  # deferred: most folders hold no workbook

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about styles and validation lists, which hold no cells
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the size that the file states may be wrong
            rows = [_without_empty_end(row) for row in sheet.iter_rows(values_only=True)]
    except Exception as fault:  # a damaged file makes the parsers underneath raise nearly anything
        raise _unreadable(path, f"the file is no Excel workbook ({fault})", "save it again as .xlsx") from None
    width = len(rows[0]) if rows else 0
    return _frame(path, [row and [*row, *[None] * (width - len(row))] for row in rows])


def _without_empty_end(cells: Iterable[object]) -> _Row:
    row = [None if cell is None else _as_typed(cell) for cell in cells]
    while row and not (row[-1] or "").strip():
        row.pop()
    return row


def _read_parquet(path: Path) -> pd.DataFrame:
    import pyarrow.parquet as pq  # deferred: most folders hold none

    try:
        with pq.ParquetFile(path) as file:
            cells = file.read().to_pandas()
    except Exception as fault:  # as for Excel
        raise _unreadable(path, f"the file is no Parquet table ({fault})", "export it again") from None
    if cells.index.name is not None:
        cells = cells.reset_index()
    if cells.columns.empty:
        raise _unreadable(path, "the file is empty", "it must have the columns of the table")
    return pd.concat([_column_as_typed(column) for _, column in cells.items()], axis=1)


def _column_as_typed(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        whole_day = column.isna() | (column == column.dt.normalize())
        return column.dt.strftime("%Y-%m-%d").astype(object).where(whole_day, column.astype("str"))
    if pd.api.types.is_integer_dtype(column):
        return column.astype("string").astype(object)
    return column.astype(object).map(_as_typed, na_action="ignore")


def _as_typed(value: object) -> str:
    """Write a cell of a typed file as a person would type it into a CSV file."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, Decimal) and value.is_finite():
        return _decimal(f"{value:f}".rstrip("0") if value % 1 else f"{value:.0f}")
    if isinstance(value, float | np.floating) and np.isfinite(value):
        return _decimal(np.format_float_positional(value, trim="-"))
    return str(value)


def _decimal(digits: str) -> str:
    """Return a number with another zero if it has three decimals: nobody can take 1.5000 for 1500."""
    return f"{digits}0" if len(digits.partition(".")[2]) == 3 else digits
