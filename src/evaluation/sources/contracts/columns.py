"""Kinds of columns, and what a contract is.

A column carries a sentence (`description`), its use (`metadata["use"]`) and, where it measures something, its unit
(`metadata["unit"]`). Column types are `str` (text and codes), `Int64`, `Float64` and `datetime64[us]` (days).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandera.pandas as pa

from evaluation.sources.contracts.vocabulary import SENSITIVE_ANSWERS

CODE_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}"
AGS_PATTERN = r"[0-9]{8}"
_DATE_PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
REFERENCE_DATE_PATTERN = rf"{_DATE_PATTERN}(/{_DATE_PATTERN})?"

LONGEST_TEXT, LONGEST_TITLE, LONGEST_NAME = 2000, 200, 80
"""Characters of free text; of the name of a project, which heads a part of a table together with the name of its round
and is repeated on each page; and of other names, which stand beside lines of figures and, many of them, in the
alternative text of one, which a PDF does not hold if it is longer than 32,767 characters."""

TEXT, INTEGER, DECIMAL, DAY = "str", "Int64", "Float64", "datetime64[us]"


@dataclass(frozen=True)
class Reference:
    """A column whose values must stand in the key of another table."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class Contract:
    """One source table: its schema, its key and where its columns point.

    Attributes
    ----------
    name
        Name of the table and of its file without the ending.
    sentence
        What one row is.
    key
        Columns that together name a row.
    schema
        Types, allowed values and descriptions of the columns.
    references
        Columns that point to other tables.
    required
        Whether the file must be there. An absent optional table means "not collected", never "none".
    personal
        Whether rows are about persons; such a table never leaves the computing half.
    """

    name: str
    sentence: str
    key: tuple[str, ...]
    schema: pa.DataFrameSchema
    references: tuple[Reference, ...] = ()
    required: bool = True
    personal: bool = False


def column(
    dtype: str,
    description: str,
    use: str,
    *,
    optional: bool,
    checks: Sequence[pa.Check] = (),
    unit: str = "",
    empty: str | None = None,
) -> pa.Column:
    """Return a column of a type, with what it is, how it is used and what it allows."""
    metadata = {"type": dtype, "use": use, "unit": unit, "empty": empty}
    return pa.Column(dtype, checks=list(checks), nullable=optional, description=description, metadata=metadata)


def text(description: str, use: str, *, optional: bool = False, longest: int = LONGEST_TEXT) -> pa.Column:
    """Return a column of free text."""
    check = pa.Check.str_length(min_value=1, max_value=longest, description=f"1 to {longest:,} characters")
    return column(TEXT, description, use, optional=optional, checks=[check])


def code(description: str, use: str, *, optional: bool = False) -> pa.Column:
    """Return a column of codes or pseudonyms."""
    check = pa.Check.str_matches(
        f"^{CODE_PATTERN}$", description="a code of letters, digits, '.', '_' and '-', at most 60 characters"
    )
    return column(TEXT, description, use, optional=optional, checks=[check])


def choice(description: str, use: str, allowed: Sequence[str], *, optional: bool = False) -> pa.Column:
    """Return a column whose cells hold one of a few words."""
    check = pa.Check.isin(list(allowed), description="one of: " + ", ".join(allowed))
    return column(TEXT, description, use, optional=optional, checks=[check])


def ags(description: str, use: str) -> pa.Column:
    """Return a column of official municipality keys."""
    check = pa.Check.str_matches(
        f"^{AGS_PATTERN}$",
        description="the official municipality key, 8 digits with leading zeros, stored as text",
    )
    return column(TEXT, description, use, optional=False, checks=[check])


def day(description: str, use: str, *, optional: bool = False) -> pa.Column:
    """Return a column of days."""
    return column(DAY, description, use, optional=optional)


def number(
    dtype: str, description: str, use: str, low: float, high: float, unit: str, *, optional: bool = False
) -> pa.Column:
    """Return a column of numbers in a range."""
    check = pa.Check.in_range(low, high, description=f"a number from {low:g} to {high:g}")
    return column(dtype, description, use, optional=optional, checks=[check], unit=unit)


def sensitive(description: str) -> pa.Column:
    """Return a column of answers to a sensitive question, in their four states."""
    return column(
        TEXT,
        description + " An empty cell is read as `missing`.",
        "Decides with the other answers whether a record is complete; refusal is counted in the data quality.",
        optional=False,
        checks=[pa.Check.isin(list(SENSITIVE_ANSWERS), description="one of: " + ", ".join(SENSITIVE_ANSWERS))],
        empty="missing",
    )


def schema(**columns: pa.Column) -> pa.DataFrameSchema:
    """Return the schema of a table with just these columns."""
    return pa.DataFrameSchema(columns, strict=True, ordered=False)
