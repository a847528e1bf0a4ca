"""Segmented regression of a series that changes its course: level and trend before and after.

The ordinary least squares of y(t) = level + trend t + after (change of level + change of trend t), where t counts
months from the first month of the new course. Errors allow for autocorrelation and for unequal variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PARAMETERS: Final = ("level", "trend", "level_change", "trend_change")
"""Level expected in the first month of the new course under the old one, its trend a month, and both changes."""

FEWEST_MONTHS = 6
"""Months that each side needs at the least."""


@dataclass(frozen=True)
class Segmented:
    """A segmented regression.

    Attributes
    ----------
    estimate, conf_low, conf_high
        One number for each of `PARAMETERS`, in the unit of the values (trends: of the values a month); NaN where a
        side has fewer than `FEWEST_MONTHS`.
    autocorrelation
        Correlation of each residual with that of the month before; NaN where there is no fit, or nothing is left over.
    """

    estimate: Floats
    conf_low: Floats
    conf_high: Floats
    autocorrelation: float


def segmented(values: npt.ArrayLike, after: npt.ArrayLike, lags: int, level: float) -> Segmented:
    """Fit a segmented regression with Newey-West errors.

    Parameters
    ----------
    values
        The series, shape (k,), one value a month.
    after
        Whether a month belongs to the new course, shape (k,); never true and later false.
    lags
        Months over which residuals may be correlated (Bartlett weights), with the small-sample factor k/(k - 4).
    level
        Confidence level; the limits use Student's t with k - 4 degrees of freedom.

    Raises
    ------
    ValueError
        If the two differ in length, or the new course ends before the series does.

    References
    ----------
    Wagner, A. K. et al. (2002): Segmented regression analysis of interrupted time series studies. J. Clin. Pharm.
    Ther. 27, 299-309. Newey, W. K., West, K. D. (1987): A simple, positive semi-definite, heteroskedasticity and
    autocorrelation consistent covariance matrix. Econometrica 55, 703-708.
    """
    from statsmodels.regression.linear_model import OLS

    series, later = np.asarray(values, dtype=np.float64), np.asarray(after, dtype=bool)
    if series.shape != later.shape:
        raise ValueError("values and after must have the same length")
    if np.any(np.diff(later.astype(np.int64)) < 0):
        raise ValueError("a new course lasts until the end of the series")
    if min(later.sum(), (~later).sum()) < FEWEST_MONTHS:
        nothing = np.full(len(PARAMETERS), np.nan)
        return Segmented(nothing, nothing, nothing, float("nan"))
    time = np.arange(len(series), dtype=np.float64) - int(np.argmax(later))
    design = np.column_stack([np.ones(len(series)), time, later, later * time])
    errors = {"maxlags": lags, "use_correction": True}
    fit = OLS(series, design).fit(cov_type="HAC", cov_kwds=errors, use_t=True)
    limits = fit.conf_int(1 - level)
    residuals = fit.resid
    size = float((residuals**2).sum())
    noise = 1e-18 * max(float((series**2).sum()), 1.0)  # a perfect fit leaves rounding, which correlates with nothing
    carried = float((residuals[1:] * residuals[:-1]).sum()) / size if size > noise else float("nan")
    return Segmented(fit.params, limits[:, 0], limits[:, 1], carried)
