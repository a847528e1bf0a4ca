"""The laws in the table: which cells add up at each place, and which leave few cases of a larger set.

A place is a project, a dimension and a group; the laws hold at each of them over the whole term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools, Floats, Ints, Numbers, few
from evaluation.disclosure.keys import Keys
from evaluation.disclosure.laws import DENOMINATOR, OF_GROUP, Together, equations, same, within
from evaluation.indicators.model import Relation


@dataclass(frozen=True)
class Places:
    """Where the cells of a set stand.

    Attributes
    ----------
    keys
        Of all rows, in their order.
    numbers
        Of all rows.
    rows
        The rows over the whole term.
    place
        The place of each of these rows.
    of_total
        For each project the place of its total, or -1.
    total
        For each place the place of its project's total, if the place is an overlapping group; else -1.
    """

    keys: Keys
    numbers: Numbers
    rows: Ints
    place: Ints
    of_total: Ints
    total: Ints

    def cells(self, name: str) -> Ints:
        """Return the cell of a set at each place; -1 where there is no number."""
        name, mark, group = name.partition(OF_GROUP)
        column = "n" if name.endswith(DENOMINATOR) else "events"
        return self.cells_of(name.removesuffix(DENOMINATOR) + mark + group, column)

    def cells_of(self, name: str, column: str) -> Ints:
        """Return the cell of a column of an indicator, or of `indicator@group`, at each place.

        The set of a group stands at the place of its project's total, because a law about it holds for all cases.
        """
        indicator, _, group = name.partition(OF_GROUP)
        rows, place = self.rows, self.place
        mine = self.keys.has("indicator", indicator)[rows]
        if group:
            mine &= self.keys.has("group", group)[rows] & ~self.keys.total[rows]
            place = self.of_total[self.keys.codes["project"][rows]]
            mine &= place >= 0
        cells = np.full(len(self.total), -1, dtype=np.int64)
        found = np.flatnonzero(mine)[::-1]  # of groups of one name the first is written last, and stays
        cells[place[found]] = rows[found] * WIDTH + COLUMN[column]
        there = (cells >= 0) & ~np.isnan(self.numbers.table.reshape(-1)[cells])
        return np.where(there, cells, -1)

    def cells_of_cases(self, name: str) -> Ints:
        """Return the same, without cells that hold an amount."""
        return self.of_cases(self.cells(name))

    def of_cases(self, cells: Ints) -> Ints:
        """Return those of some cells that hold cases, and -1 where one holds an amount."""
        amount = self.numbers.amount[cells // WIDTH] & (cells % WIDTH == COLUMN["events"])
        return np.where(amount, -1, cells)


def places_of(keys: Keys, numbers: Numbers) -> Places:
    """Return the places of all rows."""
    rows = np.flatnonzero(keys.whole_term)
    place, _ = pd.factorize(keys.combined("project", "dimension", "group")[rows])
    project = keys.codes["project"][rows]
    is_total, overlapping = keys.total[rows], keys.overlapping[rows]
    of_total = np.full(len(keys.names["project"]), -1, dtype=np.int64)
    of_total[project[is_total]] = place[is_total]
    total = np.full(int(place.max(initial=-1)) + 1, -1, dtype=np.int64)
    total[place[overlapping]] = of_total[project[overlapping]]
    return Places(keys, numbers, rows, place, of_total, total)


def sums(places: Places, relations: Sequence[Relation]) -> list[Ints]:
    """Return the cells that add up at each place, by law: one array for each law, rows of cells, the whole first.

    Places at which one of the sets has no number have no such sum.
    """
    names = same(relations)
    sets = {group[0]: np.column_stack([places.cells(name) for name in group]) for group in names.values()}
    one_of = {name: _first(cells) for name, cells in sets.items()}
    found = [np.column_stack([one_of[name], other]) for name, cells in sets.items() for other in cells.T]
    found = [pair[pair[:, 0] != pair[:, 1]] for pair in found]
    found += [np.column_stack([one_of[name] for name in equation]) for equation in equations(relations)]
    complete = [cells[(cells >= 0).all(axis=1)] for cells in found]
    return [np.column_stack([cells[:, 0], np.sort(cells[:, 1:], axis=1)]) for cells in complete if len(cells)]


def _first(cells: Ints) -> Ints:
    """Return the first cell of each row that is there."""
    return cells[np.arange(len(cells)), np.argmax(cells >= 0, axis=1)]


def first_of(cells: Sequence[Ints]) -> Ints:
    """Return at each place the first of several cells that is there; -1 where none is."""
    found = cells[0]
    for others in cells[1:]:
        found = np.where(found >= 0, found, others)
    return found


def small_remainders(places: Places, relations: Sequence[Relation], own: Bools, smallest_cell: int) -> Bools:
    """Return, cell by cell, the sets that leave only few cases of printed larger sets.

    Parameters
    ----------
    places
        Where the sets stand.
    relations
        The laws.
    own
        What rows hide for their own sake: such a larger set is not printed, and nothing can be subtracted from it.
    smallest_cell
        Remainders from 1 to one below this number are few.
    """
    hidden = np.zeros(own.size, dtype=bool)
    pairs = within(relations)
    cells = {
        name: places.cells_of_cases(name) for name in sorted({name for whole, part in pairs for name in (*whole, part)})
    }
    inner: dict[Together, list[Ints]] = {}
    for larger, smaller in pairs:
        inner.setdefault(larger, []).append(cells[smaller])
    for larger, smaller_cells in inner.items():
        whole, parts = np.column_stack([cells[name] for name in larger]), np.column_stack(smaller_cells)
        # an overlapping group's part lies within the larger sets of all cases, too
        for wholes in (whole, np.where(places.total[:, None] >= 0, whole[places.total], -1)):
            left = _left(places.numbers, wholes[:, None, :], parts[:, :, None], own)
            hidden[parts[few(left, smallest_cell)]] = True
    return hidden.reshape(own.shape)


def small_rests(places: Places, relations: Sequence[Relation], hidden: Bools, smallest_cell: int) -> Bools:
    """Return, cell by cell, the smallest of printed parts that share no case and together leave few of the whole."""
    more = np.zeros(hidden.size, dtype=bool)
    for relation in relations:
        if relation.disjoint and not relation.exhaustive:
            whole = np.column_stack([places.cells_of_cases(name) for name in (relation.whole, *relation.others)])
            parts = np.sort(np.column_stack([places.cells_of_cases(name) for name in relation.parts]), axis=1)
            left = few(_left(places.numbers, whole, parts, hidden), smallest_cell)
            left &= ~hidden.reshape(-1)[parts].any(axis=1)
            size = places.numbers.table.reshape(-1)[parts[left]]
            smallest = np.argmin(np.where(size > 0, size, np.inf), axis=1)
            more[parts[left][np.arange(len(smallest)), smallest]] = True
    return more.reshape(hidden.shape)


def _left(numbers: Numbers, wholes: Ints, parts: Ints, hidden: Bools) -> Floats:
    """Return how many cases of larger sets (along the last axis) are in none of their parts.

    NaN where one of the cells is missing, or a larger one is hidden.
    """
    value = numbers.table.reshape(-1)
    there = (wholes >= 0).all(axis=-1) & (parts >= 0).all(axis=-1) & ~hidden.reshape(-1)[wholes].any(axis=-1)
    return np.where(there, value[wholes].sum(axis=-1) - value[parts].sum(axis=-1), np.nan)
