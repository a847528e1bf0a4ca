"""Periods: what the numbers of one period tell of the next one, and of the whole term."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evaluation.disclosure.cells import COLUMN, WIDTH
from evaluation.disclosure.forms import Forms, Law, forms_of
from evaluation.disclosure.keys import Keys
from evaluation.disclosure.knowledge import Cell, Knowledge

_PLACE = ("project", "dimension", "group")


def forms_over_time(keys: Keys, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield the laws of `knowledge` about periods.

    Parameters
    ----------
    keys
        Of the rows, in their order; periods are named so that their names sort by time, and no project leaves one out.
    knowledge
        Its `following`, `parted` and `summed`.
    """
    for now, before in knowledge.following:
        yield _following(keys, now, before)
    for whole, *parts in knowledge.parted:
        yield _parted(keys, whole, parts)
    for (cell,) in knowledge.summed:
        yield _summed(keys, cell)


def _following(keys: Keys, now: Cell, before: Cell) -> Forms:
    """Return that a cell holds what another one held in the period before."""
    place = keys.combined(*_PLACE) * (len(keys.names["period"]) + 1) + keys.codes["period"]
    rows, others = (np.flatnonzero(keys.has("indicator", name) & ~keys.whole_term) for name in (now[0], before[0]))
    _, mine, theirs = np.intersect1d(place[rows], place[others] + 1, return_indices=True)
    cells = np.column_stack([rows[mine] * WIDTH + COLUMN[now[1]], others[theirs] * WIDTH + COLUMN[before[1]]])
    return forms_of(cells, (1, -1), Law.SUMS, equal=True)


def _parted(keys: Keys, whole: Cell, parts: list[Cell]) -> Forms:
    """Return that a cell counts no fewer cases than others together; what it counts beyond them are cases, too."""
    rows = np.flatnonzero(keys.has("indicator", whole[0]))
    columns = [rows * WIDTH + COLUMN[whole[1]]]
    for name, column in parts:
        match = keys.matching(keys.has("indicator", name), *_PLACE, "period")[rows]
        columns.append(np.where(match >= 0, match * WIDTH + COLUMN[column], -1))
    cells = np.column_stack(columns)
    return forms_of(cells[(cells >= 0).all(axis=1)], (1, *[-1] * len(parts)), Law.DISJOINT, tested=True)


def _summed(keys: Keys, cell: Cell) -> Forms:
    """Return that the whole term holds the sum of its periods."""
    mine = keys.has("indicator", cell[0])
    wholes, rows = np.flatnonzero(mine & keys.whole_term), np.flatnonzero(mine & ~keys.whole_term)
    of_term = keys.matching(mine & keys.whole_term, *_PLACE)[rows]
    rows, of_term = rows[of_term >= 0], of_term[of_term >= 0]
    cells = np.full((len(wholes), 1 + len(keys.names["period"])), -1, dtype=np.int64)
    cells[:, 0] = wholes * WIDTH + COLUMN[cell[1]]
    cells[np.searchsorted(wholes, of_term), 1 + keys.codes["period"][rows]] = rows * WIDTH + COLUMN[cell[1]]
    there = (cells[:, 1:] >= 0).any(axis=1)
    return forms_of(cells[there], np.where(np.arange(cells.shape[1]) == 0, 1, -1), Law.PERIODS, equal=True)
