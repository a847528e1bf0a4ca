"""What the answers of some persons say about all persons of a finite population."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from evaluation.estimators.means import t_quantile

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WeightedShare:
    """The share of a whole population, weighted by stratum.

    Attributes
    ----------
    estimate, conf_low, conf_high
        Shares between 0 and 1; NaN if nobody answered.
    strata
        Number of strata the estimate rests on, after merging; strata without persons do not count.
    merged
        Number of strata that were merged into a neighbour.
    method
        Name of the estimator and of its limits.
    """

    estimate: float
    conf_low: float
    conf_high: float
    strata: int
    merged: int
    method: str


def margin_of_error(events: npt.ArrayLike, answered: npt.ArrayLike, population: npt.ArrayLike, level: float) -> Floats:
    """Return half the width of the normal interval of a share, with finite population correction.

    z * sqrt(p * (1 - p) / n * (N - n) / (N - 1)), the measure in which the ESF rules state the precision they ask of
    a sample. It is 0 where everyone answered. It is NaN where nobody answered, and where some but not all answered
    and all answers are alike: there the formula gives 0, which would claim a certainty that is not there.

    Parameters
    ----------
    events
        Answers that count, shape (k,), from 0 to `answered`.
    answered
        Answers (n), shape (k,), from 0 to `population`.
    population
        Persons of whom the answers are to speak (N), shape (k,).
    level
        Confidence level, for example 0.95.

    Returns
    -------
    numpy.ndarray
        Margins as shares (0.03 is three percentage points), shape (k,).

    Raises
    ------
    ValueError
        If the numbers are not in order.

    References
    ----------
    Cochran, W. G. (1977): Sampling Techniques, 3rd ed., sections 3.2-3.4.
    """
    counted, answers, people = _checked(events, answered, population)
    share = np.divide(counted, answers, out=np.full(answers.shape, np.nan), where=answers > 0)
    missing = np.divide(people - answers, people - 1, out=np.zeros(people.shape), where=people > 1)
    margin = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(
        np.divide(share * (1 - share) * missing, answers, out=np.full(answers.shape, np.nan), where=answers > 0)
    )
    alike = (answers < people) & ((counted == 0) | (counted == answers))
    return np.where(alike, np.nan, margin)


def required_sample(population: npt.ArrayLike, margin: float, level: float, share: float = 0.5) -> Counts:
    """Return the answers needed for a margin of error, rounded up to whole persons.

    N / (1 + (N - 1) * m² / (z² * P * (1 - P))): the number for which `margin_of_error` is just not above the margin.

    Parameters
    ----------
    population
        Persons (N), shape (k,).
    margin
        Margin of error as a share, between 0 and 1 (0.03 is three percentage points).
    level
        Confidence level, for example 0.95.
    share
        Expected share (P), between 0 and 1; one half needs the largest sample.

    Raises
    ------
    ValueError
        If `margin` or `share` is not between 0 and 1, or a population is negative.

    References
    ----------
    Cochran, W. G. (1977): Sampling Techniques, 3rd ed., section 4.4.
    """
    people = np.asarray(population, dtype=np.float64)
    if not (0 < margin < 1 and 0 < share < 1):
        raise ValueError("margin and share must lie between 0 and 1")
    if np.any(people < 0):
        raise ValueError("a population cannot be negative")
    unlimited = NormalDist().inv_cdf(0.5 + level / 2) ** 2 * share * (1 - share) / margin**2
    needed = people / (1 + np.maximum(people - 1, 0) / unlimited)
    return np.ceil(np.round(needed, 9)).astype(np.int64)  # a whole number that rounding has lifted stays itself


def post_stratified_share(
    events: npt.ArrayLike, answered: npt.ArrayLike, population: npt.ArrayLike, level: float
) -> WeightedShare:
    """Estimate the share of a population from answers that came unevenly from its strata.

    The estimate is the sum of (N_h / N) * p_h, its variance that of a stratified sample with finite population
    correction, the sum of (N_h / N)² * (1 - n_h / N_h) * p_h * (1 - p_h) / (n_h - 1). It is right if those who
    answered are like those who did not within each stratum; no weighting helps against other differences.

    Strata come in an order in which neighbours are alike. A stratum with fewer than two answers (unless everyone in it
    answered) is merged into the one before it, the first into the next, until none is left; strata without persons are
    left out. Which strata are merged depends on the numbers of answers alone, not on what was answered.

    The limits use the logit transformation with Student's t for (answers - strata) degrees of freedom, counted over
    the strata in which somebody did not answer. Three cases have no such limits:

    - Everyone answered: the limits are the estimate.
    - All answers are alike: the limit on the open side is the exact binomial one, (1 - level) / 2 to the power of
      1 / n*, with n* = min (n_h N / N_h) answers, as if every answer carried the largest weight. The product of the
      chances of the strata is never larger than that, so the limit is a safe one.
    - Each incomplete stratum is unanimous, but they differ: its p_h * (1 - p_h) would all be 0; that of the estimate
      stands for them.

    In every case the limits are kept within what the answers leave possible: the counted answers at least, and at
    most these and all who did not answer.

    Parameters
    ----------
    events
        Answers that count, per stratum, shape (h,).
    answered
        Answers, per stratum, shape (h,).
    population
        Persons, per stratum, shape (h,).
    level
        Confidence level, for example 0.95.

    Raises
    ------
    ValueError
        If the numbers are not in order.

    References
    ----------
    Cochran, W. G. (1977): Sampling Techniques, 3rd ed., sections 5.3-5.4 and 5A.12 (collapsed strata).
    Holt, D. and Smith, T. M. F. (1979): Post stratification. JRSS A 142, 33-46.
    Korn, E. L. and Graubard, B. I. (1998): Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data. Survey Methodology 24, 193-201.
    """
    counted, answers, people = _checked(events, answered, population)
    groups = _merged(answers, people)
    merged = int((people > 0).sum()) - len(groups)
    low = estimate = high = np.nan
    if answers.sum():
        together = np.array([[one[group].sum() for group in groups] for one in (counted, answers, people)])
        low, estimate, high = _limits(together[0], together[1], together[2], level)
    return WeightedShare(estimate, low, high, len(groups), merged, "post-stratified, logit limits")


def _limits(counted: Floats, answers: Floats, people: Floats, level: float) -> tuple[float, float, float]:
    """Return limit, estimate, limit from strata of which each has an answer."""
    everyone, some, yes = float(people.sum()), float(answers.sum()), float(counted.sum())
    estimate = float((counted * people / answers).sum()) / everyone
    low = high = estimate
    partial = answers < people
    if partial.any() and yes in (0, some):
        fewest = float((answers * everyone / people)[partial].min())
        chance = ((1 - level) / 2) ** (1 / fewest)
        low, high = (chance, 1.0) if yes else (0.0, 1 - chance)
    elif partial.any():
        counted, answers, people = counted[partial], answers[partial], people[partial]
        factor = (people / everyone) ** 2 * (1 - answers / people) / (answers - 1)
        spread = estimate * (1 - estimate)
        variance = float((factor * counted / answers * (1 - counted / answers)).sum()) or float(factor.sum()) * spread
        half_width = float(t_quantile(level, (answers - 1).sum())) * np.sqrt(variance) / spread
        centre = np.log(estimate / (1 - estimate))
        low, high = (float((1 + np.tanh(logit / 2)) / 2) for logit in (centre - half_width, centre + half_width))
    return max(low, yes / everyone), estimate, min(high, (everyone - some + yes) / everyone)


def weights(answered: npt.ArrayLike, population: npt.ArrayLike) -> Floats:
    """Return the weight of an answer of each stratum, after the merging of `post_stratified_share`.

    N_h / n_h, relative to N / n: the weights of all answers have the mean 1. Weights far from 1 tell of strata that
    answered much more or much less than others.

    Parameters
    ----------
    answered, population
        Answers and persons per stratum, shape (h,), in the order in which strata are merged.

    Returns
    -------
    numpy.ndarray
        Weights, shape (h,); NaN for strata without persons, and everywhere if nobody answered.

    Raises
    ------
    ValueError
        If the numbers are not in order.
    """
    _, answers, people = _checked(np.zeros(np.shape(answered)), answered, population)
    weight = np.full(answers.shape, np.nan)
    if answers.sum():
        for group in _merged(answers, people):
            weight[group] = people[group].sum() / answers[group].sum() * answers.sum() / people.sum()
    return weight


def _checked(
    events: npt.ArrayLike, answered: npt.ArrayLike, population: npt.ArrayLike
) -> tuple[Floats, Floats, Floats]:
    counted, answers, people = (np.asarray(one, dtype=np.float64) for one in (events, answered, population))
    if not counted.shape == answers.shape == people.shape:
        raise ValueError("there must be as many numbers of events, answers and persons")
    if not np.all((counted >= 0) & (counted <= answers) & (answers <= people)):
        raise ValueError("events must lie between 0 and the answers, these between 0 and the population")
    return counted, answers, people


def _merged(answers: Floats, people: Floats) -> list[list[int]]:
    """Return the places of the strata of each group of merged strata, in order; strata without persons are in none."""
    groups = [[int(place)] for place in np.flatnonzero(people > 0)]
    while len(groups) > 1:
        thin = [place for place, group in enumerate(groups) if answers[group].sum() < min(2, people[group].sum())]
        if not thin:
            break
        into = max(thin[0] - 1, 0)
        groups[into : into + 2] = [groups[into] + groups[into + 1]]
    return groups
