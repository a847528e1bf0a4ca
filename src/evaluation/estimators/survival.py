"""Survival curves of durations that are partly censored."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SurvivalCurve:
    """A Kaplan-Meier curve read off at chosen times.

    Attributes
    ----------
    times
        The times at which the curve is read, shape (t,).
    at_risk
        Cases at risk just before each time, shape (t,).
    events
        Events up to and including each time, shape (t,).
    survival, conf_low, conf_high
        Share still in the state after each time and its pointwise limits, shape (t,). NaN where nobody was at risk
        any more; limits are NaN where the curve is 0 or has no event yet.
    method
        Name of the estimator and of its limits.
    """

    times: Floats
    at_risk: npt.NDArray[np.int64]
    events: npt.NDArray[np.int64]
    survival: Floats
    conf_low: Floats
    conf_high: Floats
    method: str


def kaplan_meier(durations: npt.ArrayLike, ended: npt.ArrayLike, times: npt.ArrayLike, level: float) -> SurvivalCurve:
    """Estimate a survival curve and read it off at `times`.

    The estimator and Greenwood's standard error are those of statsmodels; the pointwise limits use the log(-log)
    transformation, which keeps them between 0 and 1.

    Parameters
    ----------
    durations
        Time until the event or until last heard of, shape (m,), in the unit of `times`.
    ended
        Whether the event was seen (otherwise the duration is censored), shape (m,).
    times
        Times at which the curve is read, ascending, shape (t,).
    level
        Confidence level of the pointwise limits.

    References
    ----------
    Kaplan, E. L. and Meier, P. (1958): Nonparametric estimation from incomplete observations. JASA 53, 457-481.
    Klein, J. P. and Moeschberger, M. L. (2003): Survival Analysis, 2nd ed., sections 4.2-4.3.
    """
    duration, event = np.asarray(durations, dtype=np.float64), np.asarray(ended, dtype=bool)
    grid = np.asarray(times, dtype=np.float64)
    at_risk = np.array([(duration >= time).sum() for time in grid], dtype=np.int64)
    events = np.array([((duration <= time) & event).sum() for time in grid], dtype=np.int64)
    survival, error = np.ones(grid.shape), np.zeros(grid.shape)
    if duration.size and event.any():
        from statsmodels.duration.survfunc import SurvfuncRight

        fit = SurvfuncRight(duration, event.astype(int))
        # a curve is constant between event times: take the last one at or before each time
        place = np.searchsorted(fit.surv_times, grid, side="right") - 1
        seen = place >= 0
        survival[seen], error[seen] = fit.surv_prob[place[seen]], fit.surv_prob_se[place[seen]]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = NormalDist().inv_cdf(0.5 + level / 2) * error / (survival * np.abs(np.log(survival)))
        low, high = survival ** np.exp(spread), survival ** np.exp(-spread)
    nothing = (at_risk == 0) & ~((survival == 0) & (events > 0))  # a curve that has reached 0 stays there
    bounded = (survival > 0) & (survival < 1) & ~nothing
    return SurvivalCurve(
        times=grid,
        at_risk=at_risk,
        events=events,
        survival=np.where(nothing, np.nan, survival),
        conf_low=np.where(bounded, low, np.nan),
        conf_high=np.where(bounded, high, np.nan),
        method="kaplan_meier, log-log limits",
    )
