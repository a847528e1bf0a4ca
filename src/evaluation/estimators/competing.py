"""Cumulative incidence of durations that end in one of several ways and are partly censored."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class IncidenceCurves:
    """Aalen-Johansen curves, one per cause, read off at chosen times.

    Attributes
    ----------
    times
        The times at which the curves are read, shape (t,).
    at_risk
        Cases at risk just before each time, shape (t,).
    events
        Events of each cause up to and including each time, shape (k, t).
    incidence, conf_low, conf_high
        Share that has left by each cause up to and including each time, and its pointwise limits, shape (k, t). NaN
        where nobody was at risk any more, unless all had left by then; limits are NaN where the cause has no event
        yet or the curve is 1.
    method
        Name of the estimator and of its limits.
    """

    times: Floats
    at_risk: Counts
    events: Counts
    incidence: Floats
    conf_low: Floats
    conf_high: Floats
    method: str


def cumulative_incidence(
    durations: npt.ArrayLike, causes: npt.ArrayLike, times: npt.ArrayLike, level: float, number_of_causes: int
) -> IncidenceCurves:
    """Estimate the cumulative incidence of each cause and read it off at `times`.

    The curves of all causes and the share still in the state add up to 1; one minus a Kaplan-Meier curve that counts
    the other causes as censored would overstate each of them.

    The estimator is that of statsmodels. The pointwise limits use the complementary log-log transformation
    log(-log(1 - F)), which keeps them between 0 and 1 and, with one cause, makes them one minus the log-log limits of
    `kaplan_meier`. Programs that transform log(-log F) instead, as Choudhury (2002) does, print other limits.

    Parameters
    ----------
    durations
        Time until the event or until last heard of, shape (m,), in the unit of `times`; 0 is allowed.
    causes
        0 if the duration is censored, otherwise the number of the cause, 1 to `number_of_causes`, shape (m,).
    times
        Times at which the curves are read, ascending, shape (t,).
    level
        Confidence level of the pointwise limits.
    number_of_causes
        How many causes there are (k), also if one of them was never seen: it has a row of zeros.

    Raises
    ------
    ValueError
        If a cause is not one of 0 to `number_of_causes`, if a duration is negative or missing, or if there are not as
        many causes as durations.

    References
    ----------
    Aalen, O. O. and Johansen, S. (1978): An empirical transition matrix for non-homogeneous Markov chains based on
    censored observations. Scand. J. Statist. 5, 141-150.
    Kalbfleisch, J. D. and Prentice, R. L. (2002): The Statistical Analysis of Failure Time Data, 2nd ed., sections 1.4
    (the transformation, for survival) and 8.2 (competing risks).
    Choudhury, J. B. (2002): Non-parametric confidence interval estimation for competing risks analysis: application to
    contraceptive data. Statist. Med. 21, 1129-1144.
    """
    duration, given, grid = np.asarray(durations, np.float64), np.asarray(causes), np.asarray(times, np.float64)
    if duration.shape != given.shape:
        raise ValueError("there must be one cause per duration")
    if not np.isin(given, np.arange(number_of_causes + 1)).all():
        raise ValueError(f"a cause must be a whole number from 0 to {number_of_causes}")
    if not (duration >= 0).all():
        raise ValueError("a duration must be known and not negative")
    cause = given.astype(np.int64)

    kinds = np.arange(1, number_of_causes + 1)
    at_risk = (duration >= grid[:, None]).sum(axis=1).astype(np.int64)
    seen = (duration <= grid[:, None]) & (cause > 0)
    events = np.array([(seen & (cause == kind)).sum(axis=1) for kind in kinds], dtype=np.int64)
    events = events.reshape(number_of_causes, grid.size)
    incidence, variance = np.zeros(events.shape), np.zeros(events.shape)
    all_left = np.zeros(grid.shape, dtype=bool)
    if cause.any():
        incidence, variance = _read(duration, cause, kinds, grid)
        last = duration.max()
        all_left = (grid >= last) & bool((cause[duration == last] > 0).all())
    incidence[all_left & (events > 0) & (events == events.sum(axis=0))] = 1.0  # not 1 - 1e-16

    bounded = (events > 0) & (incidence < 1) & ((at_risk > 0) | all_left)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = -np.log1p(-incidence)
        spread = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(variance) / ((1 - incidence) * hazard)
        low, high = -np.expm1(-hazard * np.exp(-spread)), -np.expm1(-hazard * np.exp(spread))
    return IncidenceCurves(
        times=grid,
        at_risk=at_risk,
        events=events,
        incidence=np.where((at_risk > 0) | all_left, incidence, np.nan),
        conf_low=np.where(bounded, low, np.nan),
        conf_high=np.where(bounded, high, np.nan),
        method="aalen_johansen, complementary log-log limits",
    )


def _read(duration: Floats, cause: Counts, kinds: Counts, grid: Floats) -> tuple[Floats, Floats]:
    """Return the curves and their variances at the times of `grid`, both of shape (k, t).

    The variance is the delta-method (Greenwood) variance of statsmodels, written as a sum over times in which no term
    is negative. statsmodels expands the squares: its standard error is NaN at a last time at which everyone left has
    an event (0 times infinity; the limit is 0), and may be NaN where rounding leaves a tiny negative difference.
    """
    from statsmodels.duration.survfunc import CumIncidenceRight

    with np.errstate(divide="ignore", invalid="ignore"):  # the standard error that is not used
        fit = CumIncidenceRight(duration, cause)
    curves = np.zeros((kinds.size, fit.times.size))
    curves[: len(fit.cinc)] = fit.cinc  # statsmodels knows the causes up to the largest it saw
    left_before = np.concatenate(([1.0], 1 - curves.sum(axis=0)[:-1]))

    rank = np.searchsorted(fit.times, duration)
    size = fit.times.size
    exits = np.array([np.bincount(rank[cause == kind], minlength=size) for kind in kinds], dtype=np.float64)
    risk = np.cumsum(np.bincount(rank, minlength=size)[::-1])[::-1].astype(np.float64)
    ended = exits.sum(axis=0)
    stays = risk > ended
    any_exit = np.divide(ended, risk * (risk - ended), out=np.zeros(size), where=stays)

    place = np.searchsorted(fit.times, grid, side="right") - 1  # -1 before the first time
    passed = np.arange(size) <= place[:, None]
    curve_at = np.where(place >= 0, curves[:, place], 0.0)
    variance = np.zeros((kinds.size, grid.size))
    for row, exited in enumerate(exits):
        rise = curve_at[row][:, None] - curves[row]
        own = left_before**2 * exited * (risk - exited) / risk**3
        shared = left_before * exited / risk**2
        variance[row] = np.where(passed, rise**2 * any_exit + own - 2 * rise * shared, 0.0).sum(axis=1)
    return curve_at, np.maximum(variance, 0.0)
