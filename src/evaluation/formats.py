"""How numbers, days and absent numbers are written for a reader.

Babel knows the number formats; this room knows what stands where there is no number. Absence is never 0.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Protocol

import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from evaluation.findings import Findings
from evaluation.language import Words, locale, noted, say
from evaluation.plan import DisclosureChoices, DisclosureMethod
from evaluation.results import Status

SUPPRESSED = "."
NOTHING = "–"
NO_NUMBER: Final = Words(
    {
        Status.SUPPRESSED: SUPPRESSED,
        Status.NOT_MATURE: noted("noch nicht beurteilbar"),
        Status.NOT_APPLICABLE: noted("keine Fälle"),
        Status.NOT_COLLECTED: noted("nicht erhoben"),
    }
)
"""What stands in place of a number, by status."""


@lru_cache
def _number(locale: str) -> re.Pattern[str]:
    """Return what a single number looks like: sign, currency, digits in groups, and what is behind them."""
    group, point = (re.escape(symbol(locale)) for symbol in (get_group_symbol, get_decimal_symbol))
    behind = rf"({point}[0-9]+)?([ \u00a0\u202f]?[%€]|[ \u00a0]ha)?\**"
    return re.compile(rf"[−-]?€?[0-9][0-9{group}]*(?P<behind>{behind})")


class ResultRow(Protocol):
    """A row of findings, as `DataFrame.itertuples` gives it."""

    indicator: str
    dimension: str
    group: str
    period: str
    n: int
    events: int
    unknown: int
    not_mature: int
    estimate: float
    conf_low: float
    conf_high: float
    method: str
    target: float
    status: str
    suppressed: str


def not_stated() -> str:
    """Return what stands in place of a fact that was not stated."""
    return say("keine Angabe")


def all_unknown() -> str:
    """Return what stands in place of a share of which every outcome is unknown: 0 of n is true, 0 % is not."""
    return say("nicht bekannt")


def legend(signs: Sequence[str] = (SUPPRESSED, NOTHING)) -> str:
    """Return what the signs mean that stand in place of numbers."""
    meanings = {
        SUPPRESSED: say("„{sign}“: aus Gründen des Datenschutzes unterdrückt", sign=SUPPRESSED),
        NOTHING: say("„{sign}“: entfällt", sign=NOTHING),
    }
    return "; ".join(meanings[sign] for sign in signs) + "."


def treatment(findings: Findings) -> str:
    """Return how the counts of findings were treated before they were published; empty if they are exact."""
    choices = findings.plan.disclosure
    if choices.method is DisclosureMethod.SUPPRESSION or findings.internal:
        return ""
    if choices.rounding_base is not None:
        return say(
            "Fallzahlen auf Vielfache von {base} gerundet; 0 heißt 0 bis {most}.",
            base=choices.rounding_base,
            most=most_behind_zero(choices),
        )
    return say(
        "Fallzahlen zum Schutz um höchstens {most} verändert; 0 heißt 0 bis {most}.",
        most=most_behind_zero(choices),
    )


def most_behind_zero(choices: DisclosureChoices) -> int:
    """Return how many cases may stand behind a published 0."""
    if choices.rounding_base is not None:
        return (choices.rounding_base - 1) // 2
    return choices.largest_deviation or 0


def bounds_of_count(findings: Findings, value: float) -> tuple[float, float]:
    """Return between which numbers the true count behind a published one lies."""
    choices = findings.plan.disclosure
    if not treatment(findings):
        return value, value
    below = most_behind_zero(choices) if choices.rounding_base is None else choices.rounding_base // 2
    return max(value - below, 0), value + most_behind_zero(choices)


def count(value: object) -> str:
    """Write a whole number with thousands points; `–` if there is none."""
    return NOTHING if pd.isna(value) else _counted(int(str(value)), locale())


@lru_cache(maxsize=4096)
def _counted(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


def decimal(value: object, digits: int = 1) -> str:
    """Write a number with a decimal comma; „keine Angabe“ if there is none."""
    if pd.isna(value):
        return not_stated()
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _written(float(str(value)), pattern, locale())


@lru_cache(maxsize=4096)
def _written(value: float, pattern: str, locale: str) -> str:
    """Write a number; the same few stand in a report again and again."""
    return format_decimal(value, format=pattern, locale=locale)


def percent(share: object, digits: int = 0) -> str:
    """Write a share between 0 and 1 in percent; `–` if there is none."""
    if pd.isna(share):
        return NOTHING
    return say("{number} %", number=decimal(float(str(share)) * 100, digits))


def interval(low: object, high: object) -> str:
    """Write the limits of a share in percent, for example `29–40 %`; `–` if there are none."""
    if pd.isna(low) or pd.isna(high):
        return NOTHING
    limits = (decimal(float(str(limit)) * 100, 0) for limit in (low, high))
    return say("{number} %", number="–".join(limits))


def points(share: object, digits: int = 1) -> str:
    """Write a difference of shares in percentage points; `–` if there is none."""
    if pd.isna(share):
        return NOTHING
    return say("{number} Prozentpunkte", number=decimal(float(str(share)) * 100, digits))


def euro(amount: object) -> str:
    """Write a sum of money in whole euros; `–` if there is none."""
    if pd.isna(amount):
        return NOTHING
    return say("{number} €", number=format_decimal(round(float(str(amount))), locale=locale()))


def day(value: dt.date) -> str:
    """Write a day as 31.12.2022."""
    return format_date(value, format=say("dd.MM.yyyy"), locale=locale())


def day_of_year(value: dt.date) -> str:
    """Write a day of a year that is named beside it, as 31.12."""
    return str(format_skeleton(say("MMdd"), value, locale=locale()))


def is_hidden(row: ResultRow, column: str) -> bool:
    """Return whether the number of this column is suppressed."""
    return column in str(row.suppressed).split()


def is_all_unknown(row: ResultRow) -> bool:
    """Return whether it is known that there are cases, and of none of them what became of it."""
    if is_hidden(row, "unknown") or is_hidden(row, "n") or pd.isna(row.unknown) or pd.isna(row.n):
        return False
    return bool(row.unknown == row.n > 0)


def number_of(row: ResultRow, column: str) -> str:
    """Write a count of a row, or what stands in its place."""
    if is_hidden(row, column):
        return SUPPRESSED
    value = getattr(row, column)
    if pd.isna(value) and row.status == Status.NOT_COLLECTED:
        return NO_NUMBER[Status.NOT_COLLECTED]
    return count(value)


def share_of(row: ResultRow, digits: int = 0) -> str:
    """Write the share of a row in percent, or why there is none."""
    if row.status != Status.PUBLISHED:
        return NO_NUMBER[Status(row.status)]
    if is_all_unknown(row):
        return all_unknown()
    return percent(row.estimate, digits)


def interval_of(row: ResultRow) -> str:
    """Write the confidence interval of a row, or what stands in its place."""
    if is_hidden(row, "conf_low"):
        return SUPPRESSED
    return NOTHING if is_all_unknown(row) else interval(row.conf_low, row.conf_high)


def known_share_of(row: ResultRow) -> str:
    """Write the share among the cases whose outcome is known, from published counts only."""
    if is_hidden(row, "events") or is_hidden(row, "unknown"):
        return SUPPRESSED
    if row.status != Status.PUBLISHED or pd.isna(row.unknown) or row.n == row.unknown:
        return NOTHING
    return percent(row.events / (row.n - row.unknown))


def bounds_of(row: ResultRow) -> str:
    """Write the share if no unknown case counted, and if all did, from published counts only."""
    if is_hidden(row, "events") or is_hidden(row, "unknown"):
        return SUPPRESSED
    if row.status != Status.PUBLISHED or pd.isna(row.unknown):
        return NOTHING
    return interval(row.events / row.n, (row.events + row.unknown) / row.n)


def tails(cells: Sequence[str]) -> list[str]:
    """Return what each number lacks behind its last whole digit, so that a column of them stands digit under digit.

    A cell that is no single number, such as "." or "3 von 9", lacks nothing: it stands at the edge of the column.

    Parameters
    ----------
    cells
        The cells of one column that stands on the right.

    Returns
    -------
    list of str
        For each cell a text as wide as the blank that belongs behind it.
    """
    found = [_number(locale()).fullmatch(cell) for cell in cells]
    behind = [match["behind"] if match else "" for match in found]
    units = {unit for one in behind if (unit := re.sub(r"[^%€a-z]", "", one))}
    large = any(get_group_symbol(locale()) in cell for cell, match in zip(cells, found, strict=True) if match)
    if len(units) > 1 or (units == {"%"} and large):
        return [""] * len(cells)  # areas, inhabitants and shares have no digits in common
    longest = max(behind, key=len, default="")
    # "33 %" lacks ",5" to stand above "33,5 %"; "80" lacks all of ",5 %"
    return [
        (longest.removesuffix(one) if longest.endswith(one) else longest[len(one) :]) if match else ""
        for match, one in zip(found, behind, strict=True)
    ]


def sentence(text: str) -> str:
    """Return text of somebody else with a full stop, unless it ends with one or another mark of an end."""
    return text if text.endswith((".", "!", "?", "…", ":", "“", '"')) else f"{text}."


def text_or_not_stated(value: object) -> str:
    """Return text as it is; „keine Angabe“ if there is none."""
    return not_stated() if pd.isna(value) else str(value)
