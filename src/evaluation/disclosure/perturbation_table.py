"""The perturbation table of the cell-key method: with what probability a count is published as which number.

For each true count the deviations are those of largest entropy among all that are unbiased, have the plan's variance,
are no larger than the plan says, leave no count negative and, if the plan wants so, publish no small count.

References
----------
Giessing, S. (2016): Computational issues in the design of transition probabilities and disclosure risk estimation for
additive noise. Privacy in Statistical Databases, doi:10.1007/978-3-319-45381-1_18. (Largest entropy under these
constraints; the R package `ptable` of the European statistical offices computes its tables so.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import minimize, root

from evaluation.disclosure.cells import Floats, Ints

NEAR_ENOUGH = 1e-9
"""So far mean and variance of the deviations of a row may be from what is asked."""

DIGITS = 12
"""Decimals of cumulated probabilities: what differs behind them differs between machines."""

MOST_STEPS = 500


@dataclass(frozen=True)
class PerturbationTable:
    """Deviations and their probabilities.

    Attributes
    ----------
    deviations
        The possible deviations, ascending, from minus to plus the largest one.
    probabilities
        One row for each true count from 1 on, one column a deviation; counts beyond the last row have its
        probabilities. A count of 0 stays 0.
    """

    deviations: Ints
    probabilities: Floats

    def published(self, counts: Floats, keys: Floats) -> Floats:
        """Return what is published of counts with cell keys from 0 to below 1; NaN stays NaN."""
        row = np.clip(np.nan_to_num(counts) - 1, 0, len(self.probabilities) - 1).astype(np.int64)
        below = np.round(np.cumsum(self.probabilities, axis=1), DIGITS)
        place = (np.nan_to_num(keys)[:, None] >= below[row][:, :-1]).sum(axis=1)
        return np.where(counts == 0, 0.0, counts + self.deviations[place])

    def bounds(self, published: Floats) -> tuple[Floats, Floats]:
        """Return the smallest and the largest true count that each published one can have."""
        last, most = len(self.probabilities), int(self.deviations[-1])
        low, high = np.maximum(published - most, 0.0), published + most
        for number in range(last + most + 1):
            counts = np.arange(max(number - most, 1), number + most + 1)
            chances = self.probabilities[np.minimum(counts, last) - 1, number - counts + most]
            possible = [*([0] if number == 0 else []), *counts[chances > 0].tolist()]
            if possible:
                low, high = (
                    np.where(published == number, bound, all_bounds)
                    for bound, all_bounds in ((min(possible), low), (max(possible), high))
                )
        return low, high


@lru_cache(maxsize=16)
def perturbation_table(largest_deviation: int, variance: float, largest_avoided: int) -> PerturbationTable:
    """Return the table.

    Parameters
    ----------
    largest_deviation
        No deviation is larger.
    variance
        Of the deviations of every count but 0.
    largest_avoided
        No count from 1 to this number is published; 0: all may be.

    Raises
    ------
    ValueError
        If there are no such deviations.
    """
    deviations = np.arange(-largest_deviation, largest_deviation + 1)
    rows = []
    for count in range(1, largest_deviation + largest_avoided + 2):
        results = count + deviations
        allowed = (results >= 0) & ((results == 0) | (results > largest_avoided))
        row = np.zeros(len(deviations))
        row[allowed] = _of_largest_entropy(deviations[allowed].astype(np.float64), variance)
        rows.append(row)
    return PerturbationTable(deviations, np.array(rows))


def _of_largest_entropy(values: Floats, variance: float) -> Floats:
    """Return the probabilities of largest entropy of values with mean 0 and a variance.

    They are proportional to exp(a v + b v²); a and b minimise the logarithm of the sum, less b times the variance,
    which is convex (Boyd and Vandenberghe, Convex Optimization, 2004, section 5.1.6).
    """
    moments = np.vstack([values, values**2 - variance]) / max(np.abs(values).max(), 1.0)

    def probabilities(dual: Floats) -> Floats:
        exponents = dual @ moments
        weights = np.exp(exponents - exponents.max())
        return np.asarray(weights / weights.sum())

    def value(dual: Floats) -> float:
        exponents = dual @ moments
        return float(exponents.max() + np.log(np.exp(exponents - exponents.max()).sum()))

    def gradient(dual: Floats) -> Floats:
        return np.asarray(moments @ probabilities(dual))

    def curvature(dual: Floats) -> Floats:
        chances = probabilities(dual)
        mean = moments @ chances
        return np.asarray((moments * chances) @ moments.T - np.outer(mean, mean))

    near = minimize(
        value, np.zeros(2), jac=gradient, hess=curvature, method="trust-exact", options={"maxiter": MOST_STEPS}
    )
    chances = probabilities(root(gradient, near.x, jac=curvature, tol=1e-14).x)
    if np.abs([chances @ values, chances @ values**2 - variance]).max() > NEAR_ENOUGH:
        raise ValueError(f"no deviations have the variance {variance:g}")
    return chances
