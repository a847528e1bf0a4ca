"""Lines: sums that anybody can form from printed numbers, one cell being the sum of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools, Ints, Numbers
from evaluation.disclosure.keys import CLASSED_ANEW, Keys
from evaluation.indicators.model import Estimator
from evaluation.results import COUNT_COLUMNS

SUMMED_OVER_TIME = (str(Estimator.COUNT), str(Estimator.TOTAL))
"""Methods whose numbers of single periods add up to the number of the whole term."""


class Line(IntEnum):
    """What a line adds up."""

    GROUPS = 0
    PERIODS = 1
    TWINS = 2
    PROJECTS = 3
    LAW = 4


@dataclass(frozen=True)
class Lines:
    """Lines, one after the other.

    Attributes
    ----------
    cells
        Cell numbers: of each line the whole, then its members in the order of the keys.
    start
        Where in `cells` each line begins; at its end the length of `cells`.
    exact
        For each line whether its printed members are all that belongs to the whole; a case of unknown group is in the
        total alone.
    kind
        For each line what it adds up (`Line`).
    """

    cells: Ints
    start: Ints
    exact: Bools
    kind: Ints

    def __len__(self) -> int:
        return len(self.exact)


def lines_of(keys: Keys, numbers: Numbers, methods: pd.Series, sums: Sequence[Ints]) -> Lines:
    """Return the lines of all rows.

    Parameters
    ----------
    keys, numbers, methods
        Of the rows, in the order of the keys.
    sums
        Cells that add up by law, the whole first (`evaluation.disclosure.places.sums`).
    """
    is_mean = (methods == str(Estimator.MEAN)).to_numpy()
    groups = ~keys.total & ~keys.overlapping
    of_total = keys.matching(keys.total, "indicator", "project", "period")
    across = _breakdown(groups, of_total, keys.combined("indicator", "project", "period", "dimension"), Line.GROUPS)
    periods = ~keys.whole_term & methods.isin(SUMMED_OVER_TIME).to_numpy() & ~keys.has("dimension", *CLASSED_ANEW)
    of_term = keys.matching(keys.whole_term, "indicator", "project", "dimension", "group")
    along = _breakdown(periods, of_term, keys.combined("indicator", "project", "dimension", "group"), Line.PERIODS)
    of_name = keys.matching(groups, "indicator", "project", "period", "group")
    twins = _breakdown(keys.overlapping, of_name, np.arange(len(of_name)), Line.TWINS)
    by_law = [_of_law(cells) for cells in sums]
    parts = (across, along, twins, *_over_projects(keys))
    return _joined([_with_columns(part, numbers, is_mean) for part in parts] + by_law)


def _over_projects(keys: Keys) -> list[_Part]:
    """Return the sums over projects, where a row without a project is printed.

    Such a row is about all projects of its municipality and round; an empty municipality or round means all of them.
    """
    summed = keys.summed
    if not summed.any():
        return []
    parts = []
    for columns in (("municipality", "funding_round"), ("municipality",), ("funding_round",), ()):
        wholes = summed.copy()
        for column in ("municipality", "funding_round"):
            wholes &= keys.has(column, "") != (column in columns)
        among = ("edition", *columns, "indicator", "dimension", "group", "period")
        whole = keys.matching(wholes, *among)
        parts.append(_breakdown(~summed, whole, keys.combined(*among), Line.PROJECTS))
    return parts


@dataclass(frozen=True)
class _Part:
    """Lines in the making: which line each entry belongs to, its rank (0 the whole, 1 a member), row or cell."""

    line: Ints
    rank: Ints
    entry: Ints
    exact: Bools
    kind: Line


def _breakdown(members: Bools, wholes: Ints, together: Ints, kind: Line) -> _Part:
    """Return rows that add up: `members` that agree in `together`, and the row that is their whole."""
    rows = np.flatnonzero(members & (wholes >= 0))
    line, first = pd.factorize(together[rows])
    _, places = np.unique(line, return_index=True)
    return _Part(
        line=np.concatenate([np.arange(len(first)), line]),
        rank=np.repeat([0, 1], [len(first), len(rows)]),
        entry=np.concatenate([wholes[rows[places]], rows]),
        exact=np.full(len(first), kind in (Line.TWINS, Line.PROJECTS)),
        kind=kind,
    )


def _with_columns(part: _Part, numbers: Numbers, is_mean: Bools) -> _Part:
    """Return the cells of rows that add up: all counts, and means, which add up once multiplied with their cases."""
    columns = [COLUMN[name] for name in (*COUNT_COLUMNS, "estimate")]
    lines, ranks, cells = [], [], []
    for place, column in enumerate(columns):
        there = ~np.isnan(numbers.table[part.entry, column])
        if column == COLUMN["estimate"]:
            there &= is_mean[part.entry]
        lines.append(part.line[there] * len(columns) + place)
        ranks.append(part.rank[there])
        cells.append(part.entry[there] * WIDTH + column)
    return _Part(
        np.concatenate(lines),
        np.concatenate(ranks),
        np.concatenate(cells),
        np.repeat(part.exact, len(columns)),
        part.kind,
    )


def _of_law(cells: Ints) -> _Part:
    places, width = cells.shape
    rank = np.tile(np.minimum(np.arange(width), 1), places)
    return _Part(np.repeat(np.arange(places), width), rank, cells.reshape(-1), np.ones(places, dtype=bool), Line.LAW)


def _joined(parts: Sequence[_Part]) -> Lines:
    """Return all lines that have a whole and a member, in order."""
    before = np.cumsum([0, *(len(part.exact) for part in parts)])
    line = np.concatenate([part.line + offset for part, offset in zip(parts, before, strict=False)])
    rank, cells = (np.concatenate([getattr(part, name) for part in parts]) for name in ("rank", "entry"))
    exact = np.concatenate([part.exact for part in parts])
    kind = np.concatenate([np.full(len(part.exact), part.kind, dtype=np.int64) for part in parts])
    wholes, members = (np.bincount(line[rank == one], minlength=len(exact)) > 0 for one in (0, 1))
    complete = wholes & members
    kept = complete[line]
    order = np.lexsort((cells[kept], rank[kept], line[kept]))
    sizes = np.bincount(line[kept], minlength=len(exact))[complete]
    return Lines(cells[kept][order], np.concatenate([[0], np.cumsum(sizes)]), exact[complete], kind[complete])
