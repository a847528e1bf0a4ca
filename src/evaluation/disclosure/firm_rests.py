"""Firm rests: what a printed sum over firms leaves without its printed parts is a sum over firms like any other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, PUBLIC_UNITS, WIDTH, Bools, Ints, Numbers
from evaluation.disclosure.lines import Lines
from evaluation.indicators.model import Estimator, Indicator, Table

FIRMS = "firms"
"""Column of raw results: for each column of a row that is a sum over firms its `Firms`; None elsewhere."""

_NOTHING = 1e-9
"""Parts are added and subtracted: what is left of a firm below this is rounding."""


@dataclass(frozen=True)
class Firms:
    """Who stands behind a sum.

    Attributes
    ----------
    parts
        The part of each firm.
    one, two
        Shares of the sum from which the largest firm, or the two largest together, dominate it; infinite if none does.
    """

    parts: Mapping[str, float]
    one: float = np.inf
    two: float = np.inf

    def without(self, others: Collection[Firms]) -> Firms:
        """Return who stands behind what this sum leaves without others that it holds."""
        left = dict(self.parts)
        for other in others:
            for firm, part in other.parts.items():
                left[firm] = left.get(firm, 0.0) - part
        return replace(self, parts=left)

    def are_few(self, smallest_cell: int) -> bool:
        """Return whether some firms stand behind the sum, but too few, or one or two of them nearly alone."""
        parts = sorted((part for part in self.parts.values() if part > _NOTHING), reverse=True)
        if not parts:
            return False
        most = sum(parts)
        return len(parts) < smallest_cell or parts[0] >= self.one * most or sum(parts[:2]) >= self.two * most


def with_firms(
    results: pd.DataFrame, behind: pd.DataFrame, indicators: Collection[Indicator], one: float, two: float
) -> pd.DataFrame:
    """Return raw results with `FIRMS`.

    Parameters
    ----------
    results
        Columns of `RESULT_COLUMNS`.
    behind
        From `evaluation.network.firms_behind`.
    indicators
        The catalogue: which column of the network a column of the results shows.
    one, two
        As for `evaluation.disclosure.dominance.with_dominance`; they hold for amounts alone.
    """
    columns = _columns(indicators)
    keys = ["column", "project", "dimension", "group", "period"]
    parts = {
        key: dict(zip(own["enterprise"], own["amount"], strict=True)) for key, own in behind.groupby(keys, sort=False)
    }
    places = zip(*(results[name].astype("str") for name in ("indicator", *keys[1:])), strict=True)
    found: list[dict[str, Firms] | None] = []
    for indicator, *place in places:
        shown = columns.get(indicator, {})
        found.append(
            {
                name: Firms(parts.get((column, *place), {}), *((one, two) if of_amount else (np.inf, np.inf)))
                for name, (column, of_amount) in shown.items()
            }
            or None
        )
    return results.assign(**{FIRMS: pd.Series(found, index=results.index, dtype=object)})


def _columns(indicators: Collection[Indicator]) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return which column of the network stands in which column of an indicator, and whether it is an amount."""
    found = {}
    for one in indicators:
        if one.table is Table.NETWORK and one.estimator is Estimator.TOTAL:
            found[one.name] = {"events": (str(one.amount), True), "n": (str(one.n), False)}
        elif one.table is Table.NETWORK and one.additive and one.unit not in PUBLIC_UNITS:
            found[one.name] = {"events": (one.events, False)}
    return found


class FirmRests:
    """The lines of sums over firms.

    Parameters
    ----------
    rows
        Raw results in the order of their keys; with `FIRMS`, or there are no such sums.
    numbers, lines
        Of these rows.
    smallest_cell
        Fewer firms are few.
    """

    def __init__(self, rows: pd.DataFrame, numbers: Numbers, lines: Lines, smallest_cell: int) -> None:
        self._table, self._smallest_cell = numbers.table, smallest_cell
        behind = rows[FIRMS].to_numpy() if FIRMS in rows else np.full(len(rows), None)
        self._firms = {
            row * WIDTH + COLUMN[name]: firms
            for row, of_row in enumerate(behind)
            for name, firms in (of_row or {}).items()
        }
        parted = (lines.cells[begin:end] for begin, end in zip(lines.start[:-1], lines.start[1:], strict=True))
        self._lines = [cells for cells in parted if all(cell in self._firms for cell in cells.tolist())]

    def partners(self, hidden: Bools) -> Ints:
        """Return a cell to hide for each printed sum that leaves few firms without its printed parts.

        The smallest part with which they are no longer few; if there is none, the smallest.
        """
        found = set()
        flat, size = hidden.reshape(-1), self._table.reshape(-1)
        for whole, *members in (line.tolist() for line in self._lines):
            if flat[whole]:
                continue
            shown = sorted((cell for cell in members if not flat[cell] and size[cell] > 0), key=lambda one: size[one])
            if not self._left(whole, shown):
                continue
            enough = (one for one in shown if not self._left(whole, [other for other in shown if other != one]))
            found.add(next(enough, shown[0] if shown else whole))
        return np.array(sorted(found), dtype=np.int64)

    def _left(self, whole: int, shown: Collection[int]) -> bool:
        rest = self._firms[whole].without([self._firms[cell] for cell in shown])
        return rest.are_few(self._smallest_cell)
