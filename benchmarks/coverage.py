"""How often the 95 % intervals hold the truth: simulated data of which the truth is known.

Each row draws its data 2,000 times from a generator of its own, so that rows can be added without changing others.
The measured table with a sentence for each row is docs/coverage.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.estimators import cumulative_incidence, kaplan_meier, post_stratified_share, t_mean, wilson

LEVEL = 0.95
REPLICATIONS = 2_000
SEED = 20_221_231
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Coverage:
    """What a row of the table says.

    Attributes
    ----------
    method, setting
        The estimator, and the data it was given.
    held
        Share of the intervals that hold the truth.
    error
        Monte Carlo standard error of `held`.
    absent
        Share of the draws in which the estimator gives no interval; they are not part of `held`.
    """

    method: str
    setting: str
    held: float
    error: float
    absent: float

    def __str__(self) -> str:
        """Return the row of a Markdown table."""
        return f"| {self.method} | {self.setting} | {self.held:.3f} | {self.error:.3f} | {self.absent:.3f} |"


def counted(method: str, setting: str, low: Numbers, high: Numbers, truth: float) -> Coverage:
    """Count how many of the intervals, shape (r,), hold the truth."""
    known = ~np.isnan(low)
    held = float(((low[known] <= truth) & (truth <= high[known])).mean())
    return Coverage(method, setting, held, float(np.sqrt(held * (1 - held) / known.sum())), float((~known).mean()))


# Shares of a sample without limit


def proportions(draws: int) -> Iterator[Coverage]:
    """Draw binomial counts for Wilson's interval; the first share lies just below the lower limit of one event."""
    for place, (n, share) in enumerate([(20, 0.0085), (20, 0.2), (20, 0.5), (100, 0.05), (100, 0.5), (500, 0.2)]):
        events = np.random.default_rng([SEED, 1, place]).binomial(n, share, draws)
        drawn = wilson(events, np.full(draws, n), LEVEL)
        yield counted("wilson", f"n = {n}, p = {share}", drawn.conf_low, drawn.conf_high, share)


# Durations in months: exits are exponential, the last news comes evenly over three years

SIZES = (30, 100, 400)
MONTHS = np.array([6.0, 18.0])
EXIT_RATES = np.array([0.05, 0.01])
LAST_NEWS = 36.0


def _durations(source: np.random.Generator, n: int) -> tuple[Numbers, npt.NDArray[np.int64]]:
    exits = source.exponential(1 / EXIT_RATES, (n, EXIT_RATES.size))
    news = source.uniform(0, LAST_NEWS, n)
    causes = np.where(exits.min(axis=1) <= news, exits.argmin(axis=1) + 1, 0)
    return np.minimum(exits.min(axis=1), news), causes


def survival(draws: int) -> Iterator[Coverage]:
    """Draw durations for the log-log limits of the Kaplan-Meier curve of any exit."""
    for n in SIZES:
        source = np.random.default_rng([SEED, 2, n])
        limits = np.empty((draws, 2, MONTHS.size))
        for draw in range(draws):
            durations, causes = _durations(source, n)
            curve = kaplan_meier(durations, causes > 0, MONTHS, LEVEL)
            limits[draw] = curve.conf_low, curve.conf_high
        for place, month in enumerate(MONTHS):
            truth = float(np.exp(-EXIT_RATES.sum() * month))
            setting = f"n = {n}, month {month:.0f}, S = {truth:.2f}"
            yield counted("kaplan_meier", setting, limits[:, 0, place], limits[:, 1, place], truth)


def incidence(draws: int) -> Iterator[Coverage]:
    """Draw durations for the limits of the cumulative incidence of a frequent and of a rare cause."""
    for n in SIZES:
        source = np.random.default_rng([SEED, 3, n])
        limits = np.empty((draws, 2, EXIT_RATES.size, MONTHS.size))
        for draw in range(draws):
            durations, causes = _durations(source, n)
            curves = cumulative_incidence(durations, causes, MONTHS, LEVEL, EXIT_RATES.size)
            limits[draw] = curves.conf_low, curves.conf_high
        for cause, month in np.ndindex(EXIT_RATES.size, MONTHS.size):
            left = -np.expm1(-EXIT_RATES.sum() * MONTHS[month])
            truth = float(EXIT_RATES[cause] / EXIT_RATES.sum() * left)
            setting = f"n = {n}, month {MONTHS[month]:.0f}, F = {truth:.2f}"
            low, high = limits[:, 0, cause, month], limits[:, 1, cause, month]
            yield counted("cumulative_incidence", setting, low, high, truth)


# Answers of a finite population


@dataclass(frozen=True)
class Enquiry:
    """A population by stratum, and how likely its persons answer."""

    setting: str
    people: tuple[int, ...]
    employed: tuple[int, ...]
    employed_answer: tuple[float, ...]
    others_answer: tuple[float, ...]

    def drawn(self, source: np.random.Generator, draws: int) -> tuple[Numbers, Numbers]:
        """Return employed who answered and all who answered, both of shape (draws, h)."""
        shape = (draws, len(self.people))
        employed = source.binomial(self.employed, self.employed_answer, shape)
        others = source.binomial(np.subtract(self.people, self.employed), self.others_answer, shape)
        return employed.astype(np.float64), (employed + others).astype(np.float64)


PEOPLE, EMPLOYED = (120, 90, 60, 30), (66, 36, 15, 4)
TENFOLD = (1200, 900, 600, 300), (660, 360, 150, 40)
UNEVEN = (0.8, 0.6, 0.45, 0.3)
FALLING = (0.9, 0.8, 0.5, 0.1)
ENQUIRIES = (
    Enquiry("300 persons, 30-80 % answer", PEOPLE, EMPLOYED, UNEVEN, UNEVEN),
    Enquiry("3,000 persons, 30-80 % answer", *TENFOLD, UNEVEN, UNEVEN),
    Enquiry("300 persons, 4 % employed", PEOPLE, (6, 4, 1, 1), UNEVEN, UNEVEN),
    Enquiry("60 persons in 6 strata, 40 % answer", (20, 14, 10, 8, 5, 3), (9, 6, 5, 3, 2, 1), (0.4,) * 6, (0.4,) * 6),
    Enquiry("300 persons, the few employed where 10-50 % answer", PEOPLE, (0, 0, 3, 6), FALLING, FALLING),
    Enquiry("300 persons, 80 % of the employed answer, 60 % of others", PEOPLE, EMPLOYED, (0.8,) * 4, (0.6,) * 4),
)


def enquiries(draws: int) -> Iterator[Coverage]:
    """Draw who answers; once the same answers are also given to an interval that knows no strata."""
    for place, enquiry in enumerate(ENQUIRIES):
        truth = sum(enquiry.employed) / sum(enquiry.people)
        employed, answered = enquiry.drawn(np.random.default_rng([SEED, 4, place]), draws)
        shares = [
            post_stratified_share(events, n, enquiry.people, LEVEL)
            for events, n in zip(employed, answered, strict=True)
        ]
        low, high = (np.array([getattr(share, name) for share in shares]) for name in ("conf_low", "conf_high"))
        yield counted("post_stratified_share", enquiry.setting, low, high, truth)
        if enquiry is ENQUIRIES[1]:
            plain = wilson(employed.sum(axis=1), answered.sum(axis=1), LEVEL)
            yield counted("wilson", f"{enquiry.setting}, unweighted", plain.conf_low, plain.conf_high, truth)


# Means


def means(draws: int) -> Iterator[Coverage]:
    """Draw normal values and values with a long tail for the limits of Student."""
    for place, (shape, n) in enumerate(
        [("normal", 3), ("normal", 30), ("exponential", 10), ("exponential", 30), ("exponential", 200)]
    ):
        source = np.random.default_rng([SEED, 5, place])
        values = source.normal(1, 1, (draws, n)) if shape == "normal" else source.exponential(1, (draws, n))
        drawn = t_mean(np.full(draws, n), values.sum(axis=1), (values**2).sum(axis=1), LEVEL)
        yield counted("t_mean", f"{shape} values, n = {n}", drawn.conf_low, drawn.conf_high, 1.0)


SIMULATIONS = (proportions, survival, incidence, enquiries, means)


def main() -> None:
    """Print a table: one row a setting."""
    print("| estimator | data | held | Monte Carlo error | no interval |")
    print("| --- | --- | ---: | ---: | ---: |")
    for simulation in SIMULATIONS:
        for row in simulation(REPLICATIONS):
            print(row, flush=True)


if __name__ == "__main__":
    main()
