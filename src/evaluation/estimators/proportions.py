"""Proportions with intervals that hold for small numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Proportion:
    """Shares with their confidence limits, element by element.

    Attributes
    ----------
    estimate, conf_low, conf_high
        Arrays of shares between 0 and 1; NaN where the denominator is 0, because then there is no share.
    method
        Name of the interval.
    """

    estimate: Floats
    conf_low: Floats
    conf_high: Floats
    method: str


def wilson(events: npt.ArrayLike, n: npt.ArrayLike, level: float) -> Proportion:
    """Estimate proportions with Wilson score intervals (without continuity correction).

    Parameters
    ----------
    events
        Numerators, shape (k,), whole numbers from 0 to `n`.
    n
        Denominators, shape (k,), whole numbers.
    level
        Confidence level, for example 0.95.

    Raises
    ------
    ValueError
        If a numerator is negative or larger than its denominator.

    References
    ----------
    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    Newcombe, R. G. (1998): Two-sided confidence intervals for the single proportion. Statist. Med. 17, 857-872.
    """
    numerators, denominators = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if np.any(numerators < 0) or np.any(numerators > denominators):
        raise ValueError("a numerator must lie between 0 and its denominator")
    estimate = np.full(numerators.shape, np.nan)
    low, high = estimate.copy(), estimate.copy()
    some = denominators > 0
    estimate[some] = numerators[some] / denominators[some]
    if some.any():
        from statsmodels.stats.proportion import proportion_confint

        low[some], high[some] = proportion_confint(numerators[some], denominators[some], 1 - level, method="wilson")
    # rounding may leave the limits a few 1e-17 outside; at 0 and n of n the limit is exact
    low = np.where(numerators == 0, np.where(some, 0.0, np.nan), np.clip(low, 0.0, 1.0))
    high = np.where(numerators == denominators, np.where(some, 1.0, np.nan), np.clip(high, 0.0, 1.0))
    return Proportion(estimate, low, high, "wilson")
