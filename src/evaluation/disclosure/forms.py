"""Forms: what is known to hold between the numbers of a run, as sums with signs that are 0, or never negative.

A form adds up cells, each times a whole number. `placement.n - placement.events` is a form that is never negative; the
total minus all genders of complete records is one that is 0. Whoever reads the published tables knows all forms, and
no hidden number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evaluation.disclosure.cells import Bools, Ints


class Law(StrEnum):
    """Why a form holds."""

    CASES = "the cases of a row that are not in its numerator, known or unknown"
    GROUPS = "a total and the groups of a dimension"
    PERIODS = "the whole term and its periods"
    TWINS = "the same group in two dimensions"
    SUMS = "sets that add up, or are the same"
    OUTSIDE = "a total and an overlapping group"
    WITHIN = "a set within a larger one"
    DISJOINT = "sets that share no case within a larger one"
    COMING = "cases that can be judged or not yet, the same at every horizon"
    PROJECTS = "a sum over projects"
    EDITIONS = "the same count in an earlier edition"
    CURVES = "counts and a curve of an earlier edition"
    CLASSES = "how many events the cases of each class had"


@dataclass(frozen=True)
class Forms:
    """Forms, one after the other.

    Attributes
    ----------
    form, cell, sign
        For each term the form that it belongs to, its cell, and the number that the cell is multiplied with.
    equal
        For each form whether it is 0; else it is only known not to be negative.
    tested
        For each form whether it counts cases, of which no few may be known.
    law
        For each form the place of its `Law` among all of them.
    """

    form: Ints
    cell: Ints
    sign: Ints
    equal: Bools
    tested: Bools
    law: Ints

    def __len__(self) -> int:
        return len(self.equal)

    def taken(self, wanted: Bools) -> Forms:
        """Return some of the forms."""
        number = np.cumsum(wanted) - 1
        kept = wanted[self.form]
        return Forms(
            number[self.form[kept]],
            self.cell[kept],
            self.sign[kept],
            self.equal[wanted],
            self.tested[wanted],
            self.law[wanted],
        )


LAWS = tuple(Law)


def forms_of(cells: Ints, signs: Sequence[int] | Ints, law: Law, *, equal: bool = False, tested: bool = False) -> Forms:
    """Return one form a row of `cells`, -1 where there is none; each column, or each cell, has its sign."""
    signs = np.broadcast_to(np.asarray(signs, dtype=np.int64), cells.shape)
    form, column = np.nonzero(cells >= 0)
    number = len(cells)
    return Forms(
        form.astype(np.int64),
        cells[form, column],
        signs[form, column],
        np.full(number, equal),
        np.full(number, tested),
        np.full(number, LAWS.index(law), dtype=np.int64),
    )


def joined(parts: Sequence[Forms]) -> Forms:
    """Return all forms of several parts, in order."""
    before = np.cumsum([0, *(len(part) for part in parts)])
    return Forms(
        np.concatenate([part.form + offset for part, offset in zip(parts, before, strict=False)]),
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("cell", "sign", "equal", "tested", "law")
        ),
    )
