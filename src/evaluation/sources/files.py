"""Open a table file and return its cells as text, whatever the format.

CSV (comma or semicolon, UTF-8 with or without mark), Excel and Parquet give the same frame: every cell is text as a
person would type it, an empty cell is `NaN`, and the index holds the row number of a spreadsheet (header = row 1).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from evaluation.sources.faults import Fault

ENDINGS = (".csv", ".xlsx", ".parquet")


class UnreadableFileError(Exception):
    """The file cannot be read as a table; carries the fault for the reader."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.problem)
        self.fault = fault


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
    text = cells.apply(_tidy_text)
    return text.dropna(how="all") if len(text.columns) else text


def _tidy_text(column: pd.Series) -> pd.Series:
    stripped = column.astype("str").str.strip().str.normalize("NFC")
    return stripped.mask(stripped == "")


def _unreadable(path: Path, problem: str, remedy: str, row: int | None = None) -> UnreadableFileError:
    return UnreadableFileError(Fault(path.name, row, None, None, problem, remedy))


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        row = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise _unreadable(path, "the text is not UTF-8", "save the file as CSV UTF-8", row) from None
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise _unreadable(path, f"the file is no CSV table ({fault})", "export the table again as CSV") from None
    if not rows or not any(rows[0]):
        raise _unreadable(path, "the file is empty", "the first row names the columns")
    for number, cells in enumerate(rows[1:], start=2):
        if cells and len(cells) != len(rows[0]):
            problem = f"the row has {len(cells)} cells, the header {len(rows[0])}"
            raise _unreadable(path, problem, "put text that holds the delimiter in quotation marks", number)
    width = len(rows[0])
    return pd.DataFrame([row or [""] * width for row in rows[1:]], columns=rows[0], dtype="str")


def _read_excel(path: Path) -> pd.DataFrame:
    try:
        cells = pd.read_excel(path, dtype=object, engine="openpyxl", keep_default_na=False, na_values=[""])
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise _unreadable(path, f"the file is no Excel workbook ({fault})", "save it again as .xlsx") from None
    return cells.map(_as_typed, na_action="ignore")


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        cells = pd.read_parquet(path)
    except (pa.ArrowInvalid, OSError) as fault:
        raise _unreadable(path, f"the file is no Parquet table ({fault})", "export it again") from None
    return pd.DataFrame({name: _column_as_typed(cells[name]) for name in cells.columns})


def _column_as_typed(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%d").astype(object)
    if pd.api.types.is_integer_dtype(column):
        return column.astype("string").astype(object)
    return column.astype(object).map(_as_typed, na_action="ignore")


def _as_typed(value: object) -> str:
    """Write a cell of a typed file as a person would type it into a CSV file."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
