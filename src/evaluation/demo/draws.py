"""Random draws that stay the same: everything is made of uniform doubles.

NumPy keeps the stream of `Generator.random` stable but may better its distributions between releases. The demo data are
committed and compared byte by byte, so every draw below is a plain transformation of a uniform double.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np

T = TypeVar("T")

DAYS_PER_MONTH = 30.4375
"""Mean length of a calendar month, in days."""


class Draws:
    """A stream of random draws that belongs to one subject.

    Parameters
    ----------
    seed
        Seed of the whole data set.
    subject
        Name of the stream, for example a project code and a room. The stream depends on nothing but seed and name, so
        that a further project changes no other.
    """

    def __init__(self, seed: int, subject: str) -> None:
        sequence = np.random.SeedSequence(seed, spawn_key=tuple(subject.encode("utf-8")))
        self._generator = np.random.Generator(np.random.PCG64(sequence))

    def uniform(self) -> float:
        """Return a number in [0, 1)."""
        return float(self._generator.random())

    def chance(self, share: float) -> bool:
        """Return true with the probability `share`."""
        return self.uniform() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as the others."""
        return options[self.whole(0, len(options) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as likely as its weight says."""
        left = self.uniform() * sum(weights.values())
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        return list(weights)[-1]

    def sample(self, options: Sequence[T], size: int) -> list[T]:
        """Return up to `size` different options in a random order."""
        rest = list(options)
        taken: list[T] = []
        while rest and len(taken) < size:
            taken.append(rest.pop(self.whole(0, len(rest) - 1)))
        return taken

    def exponential(self) -> float:
        """Return an exponential waiting time with mean 1."""
        return -math.log1p(-self.uniform())

    def log_normal(self, median: float, spread: float) -> float:
        """Return a log-normal number with the given median and standard deviation of its logarithm."""
        return median * math.exp(spread * self._standard_normal())

    def normal(self, mean: float, deviation: float) -> float:
        """Return a normal number."""
        return mean + deviation * self._standard_normal()

    def _standard_normal(self) -> float:
        return NormalDist().inv_cdf(min(max(self.uniform(), 1e-9), 1 - 1e-9))


def whole_days(months: float) -> int:
    """Return months as a whole number of days, at least one."""
    return max(1, round(months * DAYS_PER_MONTH))


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def days(number: int) -> dt.timedelta:
    """Return a span of days."""
    return dt.timedelta(days=number)


def on_weekday(day: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """Return the day or, at a weekend, the nearest working day that lies from `first` to `last`."""
    if day.weekday() < 5:
        return day
    monday, friday = day + days(7 - day.weekday()), day - days(day.weekday() - 4)
    if monday <= last:
        return monday
    return friday if friday >= first else day
