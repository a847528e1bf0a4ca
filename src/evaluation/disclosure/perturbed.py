"""Protect results whose counts are published rounded or with deviations.

Every count of cases is treated by itself, and shares with their intervals are computed from what is published. What is
no count of cases (sums of amounts, means, measures of the network, weighted shares) is hidden where few persons or
firms may stand behind it, by what is published of their number, and rounded to three digits that count elsewhere, so
that nobody counts its cases from its decimals. Then the published numbers are attacked with all that everybody knows
of the true ones, and what would still give few cases away is hidden, as by suppression.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import (
    COLUMN,
    EQUATIONS_OF_A_MEAN,
    PUBLIC_UNITS,
    WIDTH,
    Bools,
    Floats,
    Numbers,
    few,
    numbers_of,
)
from evaluation.disclosure.curve_facts import People
from evaluation.disclosure.intervals import Edition, hide_leaks
from evaluation.disclosure.keys import keys_of
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.lines import lines_of
from evaluation.disclosure.protection import masked
from evaluation.disclosure.second import hide_second_cells
from evaluation.disclosure.treatments import Treatment
from evaluation.estimators import wilson
from evaluation.indicators.keyed import KEY_SUMS
from evaluation.indicators.model import Estimator
from evaluation.results import COUNT_COLUMNS, CURVE_COLUMNS, VALUE_COLUMNS, Status
from evaluation.sources.secret import KEYS

DIGITS_THAT_COUNT = 3
"""So many digits of a mean, a measure or a weighted share are published."""

_N, _EVENTS, _UNKNOWN, _NOT_MATURE = (COLUMN[name] for name in COUNT_COLUMNS)
_VALUES = [COLUMN[name] for name in VALUE_COLUMNS]
_SHARES = (str(Estimator.WILSON), str(Estimator.RATIO))
_ANSWERS = str(Estimator.POST_STRATIFIED)
_WITHOUT_COUNTS = str(Estimator.SEGMENTED)
"""Its `n` are months."""


def protect_perturbed(
    results: pd.DataFrame,
    treatment: Treatment,
    protection: Protection,
    level: float,
    *,
    knowledge: Knowledge | None = None,
    products: frozenset[str] = frozenset(),
    earlier: Sequence[Edition] = (),
) -> pd.DataFrame:
    """Protect raw results by treating their counts.

    Parameters
    ----------
    results
        Columns of `RESULT_COLUMNS` and `contributors`, and `KEY_SUMS` where the treatment needs keys.
    treatment
        What is published of a count.
    protection
        How much must stay open.
    level
        Confidence level of the intervals of shares.
    knowledge
        What the definitions of the indicators tell everybody.
    products
        Indicators whose `n` is a product of the firms with a public number, or with themselves: it would tell the firms
        whatever its deviation, and is hidden.
    earlier
        Protected results of earlier editions, each with its treatment.

    Returns
    -------
    pandas.DataFrame
        Columns of `FINDING_COLUMNS`, in the order of the rows given.
    """
    nothing = pd.DataFrame(columns=list(CURVE_COLUMNS))
    return protect_perturbed_together(
        results,
        lambda _: nothing,
        treatment,
        protection,
        level,
        knowledge=knowledge,
        products=products,
        earlier=earlier,
    )[0]


def protect_perturbed_together(
    results: pd.DataFrame,
    shown: Callable[[Collection[People]], pd.DataFrame],
    treatment: Treatment,
    protection: Protection,
    level: float,
    *,
    knowledge: Knowledge | None = None,
    products: frozenset[str] = frozenset(),
    earlier: Sequence[Edition] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protect raw results by treating their counts, and hide the curves that would give away what is hidden.

    Parameters
    ----------
    results, treatment, protection, level, knowledge, products, earlier
        As for `protect_perturbed`.
    shown
        Returns the treated curves as they are published without those of some people.

    Returns
    -------
    tuple of pandas.DataFrame
        Results as from `protect_perturbed`, and curves.
    """
    rows = results.reset_index(drop=True)
    order = keys_of(rows).order()
    treated = _Treated(rows.iloc[order].reset_index(drop=True), treatment, protection.smallest_cell, products)
    published, hidden = treated.published(level), treated.hidden()
    hidden, people = hide_leaks(published, hidden, treatment, protection, knowledge or Knowledge(), earlier, shown)
    back = np.argsort(order)
    return masked(published.iloc[back].reset_index(drop=True), hidden[back]), shown(people)


class _Treated:
    """Rows in the order of their keys, with what is published of their counts."""

    def __init__(self, rows: pd.DataFrame, treatment: Treatment, smallest_cell: int, products: frozenset[str]) -> None:
        self.rows, self.smallest_cell = rows, smallest_cell
        self.raw = numbers_of(rows)
        self.public = (rows["unit"].isin(PUBLIC_UNITS) | (rows["method"] == _WITHOUT_COUNTS)).to_numpy()
        self.product = rows["indicator"].isin(products).to_numpy()
        self.share = rows["method"].isin(_SHARES).to_numpy() & ~self.product
        self.counted = (rows["status"] != str(Status.NOT_COLLECTED)).to_numpy()
        self.table = self.raw.table.copy()
        self.low, self.high = self.table.copy(), self.table.copy()
        for name in COUNT_COLUMNS:
            column = COLUMN[name]
            mine = ~self.public & ~np.isnan(self.table[:, column])
            if name == "events":
                mine &= ~self.raw.amount
            keys = rows[KEY_SUMS[name]].to_numpy(dtype="float64", na_value=np.nan) if KEY_SUMS[name] in rows else None
            cell_keys = np.full(len(rows), np.nan) if keys is None else keys / KEYS
            self.table[mine, column] = treatment.published(self.table[mine, column], cell_keys[mine])
            self.low[mine, column], self.high[mine, column] = treatment.bounds(self.table[mine, column])

    def published(self, level: float) -> pd.DataFrame:
        """Return the rows with what is published of their counts, and the shares of these."""
        n, events = self.table[:, _N], self.table[:, _EVENTS]
        whole = self.share & self._some & (events <= n)
        share = wilson(np.where(whole, events, 0.0), np.where(whole, n, 0.0), level)
        values = np.column_stack([share.estimate, share.conf_low, share.conf_high])
        values[self.rows["method"] == str(Estimator.RATIO), 1:] = np.nan
        others = ~self.share & ~self.public
        self.table[self.share[:, None] & np.isin(np.arange(WIDTH), _VALUES)] = values[self.share].reshape(-1)
        self.table[np.ix_(others, _VALUES)] = _with_digits(self.table[np.ix_(others, _VALUES)])
        columns: dict[str, object] = {
            name: pd.array(self.table[:, COLUMN[name]], dtype="Float64").astype("Int64") for name in COUNT_COLUMNS
        }
        columns |= {name: pd.array(self.table[:, COLUMN[name]], dtype="Float64") for name in VALUE_COLUMNS}
        return self.rows.assign(**columns, status=self._status())

    @property
    def _some(self) -> Bools:
        """Which rows are published with cases."""
        return np.asarray(np.nan_to_num(self.table[:, _N]) > 0)

    def _status(self) -> pd.Series:
        """Return the statuses by what is published: a row of nobody must look like one of few."""
        early = np.nan_to_num(self.table[:, _NOT_MATURE]) > 0
        status = self.rows["status"].mask(self.share & self.counted, str(Status.PUBLISHED))
        return status.mask(self.share & self.counted & ~self._some & early, str(Status.NOT_MATURE))

    def hidden(self) -> Bools:
        """Return what is hidden for its own sake, and the sums and means beside it that would give it away."""
        n, events, unknown = (self.table[:, column] for column in (_N, _EVENTS, _UNKNOWN))
        hidden = np.zeros(self.table.shape, dtype=bool)
        hidden[:, _VALUES] = (self.share & self.counted & (~self._some | (events > n)))[:, None]
        hidden[:, _VALUES] &= ~(self._status() == str(Status.NOT_MATURE)).to_numpy()[:, None]
        for rows, columns in ((~self.share, _VALUES), (self.raw.amount, [_EVENTS])):
            hidden[np.ix_(rows & self.counted & self._few_behind, columns)] = True
        hidden |= self._second(hidden)
        of_two_sums = self.raw.amount & (self.low[:, _N] < EQUATIONS_OF_A_MEAN * self.smallest_cell)
        of_two_sums &= ~np.isnan(self.table[:, COLUMN["conf_low"]])
        hidden[:, _VALUES[1:]] |= of_two_sums[:, None]
        too_many = np.where(self.raw.amount, 0.0, np.nan_to_num(events)) + unknown > n
        hidden[too_many, _UNKNOWN] = True
        hidden[self.product & self.counted, _N] = True
        behind = self.raw.contributors  # firms that no count of the row tells
        told = np.isnan(behind) | (behind == self.raw.table[:, _N])
        told |= (behind == self.raw.table[:, _EVENTS]) & ~self.raw.amount
        firms = few(behind, self.smallest_cell) & ~told & ~self.raw.amount & ~self.public
        hidden[np.ix_(firms, [_N, _EVENTS, _UNKNOWN, *_VALUES])] = True
        return hidden

    @property
    def _few_behind(self) -> Bools:
        """Where few may stand behind a number that is no count of cases, by what is published of them."""
        low, high = self.low, self.high
        known = low[:, _N] - np.where(self.raw.answers == 1, high[:, _UNKNOWN], 0.0)
        behind = np.where(np.isnan(known), np.inf, known) < self.smallest_cell
        of_answers = (low[:, _EVENTS] < self.smallest_cell) | (known - high[:, _EVENTS] < self.smallest_cell)
        behind |= (self.rows["method"] == _ANSWERS).to_numpy() & of_answers
        has_values = ~np.isnan(self.raw.table[:, _VALUES]).all(axis=1) | ~np.isnan(self.raw.table[:, _N])
        return np.asarray((behind & ~self.public | few(self.raw.contributors, self.smallest_cell)) & has_values)

    def _second(self, hidden: Bools) -> Bools:
        """Return the sums and means that are hidden because a single hidden one would follow from them."""
        table = np.full(self.table.shape, np.nan)
        table[self.raw.amount, _EVENTS] = self.raw.table[self.raw.amount, _EVENTS]
        table[:, COLUMN["estimate"]] = np.where(self.share, np.nan, self.raw.table[:, COLUMN["estimate"]])
        values = Numbers(table, self.raw.contributors, self.raw.amount, self.raw.answers)
        lines = lines_of(keys_of(self.rows), values, self.rows["method"], [])
        second = hide_second_cells(hidden & ~np.isnan(table), values, self.public, lines)
        second[:, _VALUES] |= second[:, [COLUMN["estimate"]]]
        return second


def _with_digits(values: Floats) -> Floats:
    """Return numbers with few digits that count."""
    with np.errstate(divide="ignore", invalid="ignore"):
        place = DIGITS_THAT_COUNT - 1 - np.floor(np.log10(np.abs(values)))
        scale = 10.0 ** np.where(np.isfinite(place), place, 0.0)
    return np.asarray(np.round(values * scale) / scale)
