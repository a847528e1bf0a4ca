"""Means with limits, from counts and sums instead of single values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mean:
    """Means with their confidence limits, element by element.

    Attributes
    ----------
    estimate, conf_low, conf_high
        Arrays in the unit of the values; all NaN where there is no value, the limits NaN where there is only one.
    method
        Name of the interval.
    """

    estimate: Floats
    conf_low: Floats
    conf_high: Floats
    method: str


def t_quantile(level: float, degrees: npt.ArrayLike) -> Floats:
    """Return the two-sided quantile of Student's t, element by element; NaN for less than one degree of freedom."""
    freedom = np.asarray(degrees, dtype=np.float64)
    return np.where(freedom >= 1, stdtrit(np.maximum(freedom, 1.0), 0.5 + level / 2), np.nan)


def t_mean(n: npt.ArrayLike, total: npt.ArrayLike, total_of_squares: npt.ArrayLike, level: float) -> Mean:
    """Estimate means with Student's t limits.

    The limits hold for values that are roughly normal, and for others once there are enough of them: with skewed
    values (hours, days) and few cases they are too narrow on the long side.

    Parameters
    ----------
    n
        Numbers of values, shape (k,), whole numbers.
    total
        Sums of the values, shape (k,), in the unit of the values.
    total_of_squares
        Sums of the squared values, shape (k,), in the squared unit. Sums keep some 16 digits: where the mean is many
        thousand times the standard deviation, subtract a constant from the values first.
    level
        Confidence level, for example 0.95.

    Raises
    ------
    ValueError
        If a number is negative, or if the sums are those of no set of values, beyond rounding.

    References
    ----------
    Student (1908): The probable error of a mean. Biometrika 6, 1-25.
    """
    count, added = np.asarray(n, dtype=np.float64), np.asarray(total, dtype=np.float64)
    squares = np.asarray(total_of_squares, dtype=np.float64)
    if np.any(count < 0):
        raise ValueError("a number of values cannot be negative")
    some = count > 0
    estimate = np.divide(added, count, out=np.full(count.shape, np.nan), where=some)
    around = np.where(some, squares - added * np.where(some, estimate, 0.0), 0.0)
    # each of n additions rounds: below this the difference says nothing, not even its sign
    noise = (count + 4) * np.finfo(np.float64).eps * squares
    if np.any(around < -noise) or np.any(~some & ((added != 0) | (squares != 0))):
        raise ValueError("sum and sum of squares do not belong together")
    around = np.where(around <= noise, 0.0, around)
    several = count > 1
    error = np.sqrt(np.divide(around, count * (count - 1), out=np.full(count.shape, np.nan), where=several))
    half_width = t_quantile(level, count - 1) * error
    return Mean(estimate, estimate - half_width, estimate + half_width, "student_t")
