"""Cells: the numbers of all rows side by side, what goes with a hidden one, and what a row hides for its own sake.

A cell is a row and a column of `MASK_COLUMNS`; its number is `row * WIDTH + column`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.indicators.model import Estimator
from evaluation.results import COUNT_COLUMNS, VALUE_COLUMNS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

PUBLIC_UNITS = ("events",)
"""Units that are nobody's data: how many events a project held is no secret."""

MASK_COLUMNS = (*COUNT_COLUMNS, *VALUE_COLUMNS)
"""Columns whose numbers can be hidden."""

WIDTH = len(MASK_COLUMNS)
COLUMN: Mapping[str, int] = {name: place for place, name in enumerate(MASK_COLUMNS)}

AMOUNTS = (str(Estimator.TOTAL), str(Estimator.MEAN))
"""Methods that add up an amount over cases; `n` and `contributors` count the cases, `events` does not."""

EQUATIONS_OF_A_MEAN = 2
"""A mean with its interval says two things about the same values; each needs as many persons as a smallest cell."""

_HEADLINE = ("events", "unknown", *VALUE_COLUMNS)
_WITH = {
    "n": ("n", *_HEADLINE),
    "events": _HEADLINE,
    "unknown": ("unknown",),
    "not_mature": ("not_mature",),
    "estimate": _HEADLINE,
}
"""What must be hidden with a number, so that it cannot be computed from the rest of its row."""

_ANSWERS = str(Estimator.POST_STRATIFIED)
_WITH_OF_ANSWERS = {**_WITH, "unknown": _HEADLINE}
"""The same where the share is one of those who answered: it tells how many these are."""


def _matrix(along: Mapping[str, tuple[str, ...]]) -> Bools:
    return np.array([[other in along.get(name, (name,)) for other in MASK_COLUMNS] for name in MASK_COLUMNS])


ALONG: Bools = np.array([_matrix(_WITH), _matrix(_WITH_OF_ANSWERS)])
"""What goes along with a hidden cell: by whether the share is one of answers, by column, by what goes along."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of rows.

    Attributes
    ----------
    table
        One row each, columns of `MASK_COLUMNS`; NaN where there is no number.
    contributors
        How many persons or firms stand behind each row; NaN where nobody counted.
    amount
        Whether a row adds up an amount instead of counting cases.
    answers
        Whether the share of a row is one of those who answered; 0 or 1, for `ALONG`.
    """

    table: Floats
    contributors: Floats
    amount: Bools
    answers: Ints

    def outside(self, whole: Ints, part: Ints) -> Numbers:
        """Return what rows `whole` hold outside rows `part`, as rows of their own."""
        return Numbers(
            self.table[whole] - self.table[part],
            self.contributors[whole] - self.contributors[part],
            self.amount[part],
            self.answers[part],
        )

    def with_along(self, hidden: Bools) -> Bools:
        """Return what is hidden, and what goes along with it."""
        return np.where(self.answers[:, None] == 1, hidden @ ALONG[1], hidden @ ALONG[0])


def numbers_of(rows: pd.DataFrame) -> Numbers:
    """Return the numbers of raw results."""
    columns = [_floats(rows[name]) for name in MASK_COLUMNS]
    amount, answers = rows["method"].isin(AMOUNTS).to_numpy(), (rows["method"] == _ANSWERS).to_numpy()
    return Numbers(np.column_stack(columns), _floats(rows["contributors"]), amount, answers.astype(np.int64))


def _floats(column: pd.Series) -> Floats:
    return column.to_numpy(dtype="float64", na_value=np.nan)


def few(counts: Floats, smallest_cell: int) -> Bools:
    """Return where a count is from 1 to one below the smallest cell; no number is not few."""
    return (counts >= 1) & (counts < smallest_cell)


def small(counts: pd.Series, smallest_cell: int) -> pd.Series:
    """Return where a count is from 1 to one below the smallest cell; an empty count is not small."""
    return pd.Series(few(_floats(counts), smallest_cell), index=counts.index)


def own_rule(numbers: Numbers, smallest_cell: int) -> Bools:
    """Return, cell by cell, what each row must hide for its own sake."""
    n, events, unknown, not_mature = (numbers.table[:, COLUMN[name]] for name in COUNT_COLUMNS)
    cases = np.where(numbers.amount, np.nan, events)
    others = n - cases
    known = np.where(numbers.amount | (numbers.answers == 1), n - unknown, np.nan)  # a sum or share of these alone

    def is_few(*counts: Floats) -> Bools:
        return np.logical_or.reduce([few(count, smallest_cell) for count in counts])

    hidden = np.zeros(numbers.table.shape, dtype=bool)
    # the contributors take n along: firms times events tells the firms, because events are public
    hidden[:, COLUMN["n"]] = is_few(n, numbers.contributors)
    hidden[:, COLUMN["events"]] = is_few(cases, others, known)
    hidden[:, COLUMN["unknown"]] = is_few(unknown, others - unknown)  # else the known others could be counted
    hidden[:, COLUMN["not_mature"]] = is_few(not_mature)
    # the mean tells the sum, and its interval the sum of squares: whoever knows both knows the values of few persons
    of_two_sums = few(np.where(numbers.amount, n, np.nan), EQUATIONS_OF_A_MEAN * smallest_cell)
    hidden[:, [COLUMN["conf_low"], COLUMN["conf_high"]]] = of_two_sums[:, None]
    return numbers.with_along(hidden)
