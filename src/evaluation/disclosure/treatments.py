"""Treatments of counts: what is published of a true count, and what a published one tells of the true.

Suppression shows counts as they are. Rounding shows the nearest multiple of a base, half a base rounded up: the Federal
Employment Agency rounds to multiples of 10 in its interactive tables, the statistical offices to multiples of 5 in
the statistics of public personnel, each number by itself. The cell-key method adds a deviation that the sum of the keys
of all counted cases draws, so that the same cases have the same deviation wherever they are counted. It is that of the
Australian Bureau of Statistics (Thompson, G., Broadfoot, S. and Elazar, D. (2013): Methodology for the automatic
confidentialisation of statistical outputs from remote servers at the Australian Bureau of Statistics, Joint
UNECE/Eurostat work session on statistical data confidentiality, Ottawa), and was used for the German census of 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from evaluation.disclosure.cells import Floats
from evaluation.disclosure.perturbation_table import PerturbationTable, perturbation_table
from evaluation.plan import DisclosureChoices


class Treatment(Protocol):
    """What is published of counts."""

    @property
    def largest(self) -> int:
        """By how much a published count may differ from the true one."""

    def published(self, counts: Floats, keys: Floats) -> Floats:
        """Return what is published of counts with cell keys from 0 to below 1; NaN stays NaN."""

    def bounds(self, published: Floats) -> tuple[Floats, Floats]:
        """Return the smallest and the largest true count behind each published one; NaN stays NaN."""


@dataclass(frozen=True)
class Exact:
    """Counts are published as they are, or hidden."""

    largest: int = 0

    def published(self, counts: Floats, keys: Floats) -> Floats:  # noqa: ARG002 - a key changes nothing here
        """Return the counts."""
        return counts

    def bounds(self, published: Floats) -> tuple[Floats, Floats]:
        """Return the counts themselves."""
        return published, published


@dataclass(frozen=True)
class Rounding:
    """Counts are published as the nearest multiple of `base`; half a base is rounded up."""

    base: int

    @property
    def largest(self) -> int:
        """Half a base, rounded down."""
        return self.base // 2

    def published(self, counts: Floats, keys: Floats) -> Floats:  # noqa: ARG002 - nor here
        """Return the nearest multiples: the same for the same count, wherever it stands."""
        return np.asarray(self.base * np.floor(counts / self.base + 0.5))

    def bounds(self, published: Floats) -> tuple[Floats, Floats]:
        """Return from where to where counts are rounded to each multiple."""
        return np.maximum(published - self.base // 2, 0.0), published + (self.base - 1) // 2


@dataclass(frozen=True)
class CellKey:
    """Counts are published with a deviation of the perturbation table that their cell key draws."""

    table: PerturbationTable

    @property
    def largest(self) -> int:
        """The largest deviation of the table."""
        return int(self.table.deviations[-1])

    def published(self, counts: Floats, keys: Floats) -> Floats:
        """Return the counts with their deviations.

        Raises
        ------
        ValueError
            If a count has no key.
        """
        if np.isnan(keys[~np.isnan(counts)]).any():
            raise ValueError("a count has no cell key")
        return self.table.published(counts, keys)

    def bounds(self, published: Floats) -> tuple[Floats, Floats]:
        """Return from which to which count the table leads to each published one."""
        return self.table.bounds(published)


def treatment_of(choices: DisclosureChoices) -> Treatment:
    """Return the treatment that a plan chooses."""
    if choices.rounding_base is not None:
        return Rounding(choices.rounding_base)
    if choices.largest_deviation is not None and choices.deviation_variance is not None:
        avoided = choices.smallest_cell - 1 if choices.avoid_small_results else 0
        return CellKey(perturbation_table(choices.largest_deviation, choices.deviation_variance, avoided))
    return Exact()
