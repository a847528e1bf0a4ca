"""Key columns as whole numbers: fast to sort, to compare and to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import Bools, Ints
from evaluation.results import KEY_COLUMNS, TOTAL

OVERLAPPING = ("target_group",)
"""Dimensions whose groups overlap: each is a part of the total, and they do not add up to it.

A group that bears the name of a group of another dimension is that group.
"""

CLASSED_ANEW = ("attendance_class",)
"""Dimensions whose groups are formed anew in each period: who is of one group over the whole term, because of all that
happened, may be of other groups in its periods, so that periods and whole term of a group say nothing of each other.
"""

EDITION_MARK = "\x1f"
"""Stands between a project and the number of an earlier edition; no code of a project holds it."""

SUM_MARK = "\x1e"
"""Begins the place of a sum over projects; no code of a project holds it."""


@dataclass(frozen=True)
class Keys:
    """The keys of rows.

    Attributes
    ----------
    codes
        For each key column, and for `edition`, the place of each row's value among `names`.
    names
        For each key column its values, ascending.
    """

    codes: Mapping[str, Ints]
    names: Mapping[str, list[str]]

    def order(self) -> Ints:
        """Return the rows in the order of their keys."""
        return np.lexsort([self.codes[column] for column in reversed(KEY_COLUMNS)])

    def taken(self, rows: Ints) -> Keys:
        """Return the keys of some rows, in that order."""
        return Keys({column: code[rows] for column, code in self.codes.items()}, self.names)

    def combined(self, *columns: str) -> Ints:
        """Return one number per row; equal where the rows agree in all `columns`."""
        together = np.zeros(len(self.codes["project"]), dtype=np.int64)
        for column in columns:
            together = together * max(len(self.names[column]), 1) + self.codes[column]
        return together

    def has(self, column: str, *values: str) -> Bools:
        """Return which rows hold one of `values` in `column`."""
        wanted = np.array([name in values for name in self.names[column]], dtype=bool)
        return wanted[self.codes[column]] if len(wanted) else np.zeros(0, dtype=bool)

    def matching(self, rows: Bools, *columns: str) -> Ints:
        """Return for each row the first among `rows` that agrees with it in `columns`; -1 where there is none."""
        together, among = self.combined(*columns), np.flatnonzero(rows)
        codes, first = np.unique(together[among], return_index=True)
        if not len(codes):
            return np.full(len(together), -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(codes, together), len(codes) - 1)
        return np.where(codes[place] == together, among[first[place]], -1)

    @property
    def total(self) -> Bools:
        """Which rows count all cases of a project."""
        return self.has("dimension", TOTAL)

    @property
    def summed(self) -> Bools:
        """Which rows are about all projects of a municipality or round."""
        wanted = np.array([name.startswith(SUM_MARK) for name in self.names["project"]], dtype=bool)
        return wanted[self.codes["project"]] if len(wanted) else np.zeros(0, dtype=bool)

    @property
    def overlapping(self) -> Bools:
        """Which rows count a group that may share cases with other groups."""
        return self.has("dimension", *OVERLAPPING)

    @property
    def whole_term(self) -> Bools:
        """Which rows count the whole term of a project."""
        return self.has("period", "")


def keys_of(rows: pd.DataFrame) -> Keys:
    """Return the keys of raw results."""
    codes, names = {}, {}
    columns = {column: rows[column] for column in KEY_COLUMNS}
    parts = rows["project"].str.partition(EDITION_MARK).reindex(columns=range(3))  # which no rows do not have
    summed = parts[0] == ""
    if summed.any():  # a sum over projects has a place of its own, like a project
        place = SUM_MARK + rows["municipality"] + SUM_MARK + rows["funding_round"] + parts[1] + parts[2]
        columns["project"] = rows["project"].mask(summed, place)
    for column, texts in {**columns, "edition": parts[2]}.items():
        code, values = pd.factorize(texts, sort=True)
        codes[column], names[column] = code.astype(np.int64), list(values)
    return Keys(codes, names)
