"""The attack: the smallest and the largest value that the published numbers leave to each number that is not printed.

The attacker knows all forms, all printed numbers, that cases are whole and never negative, and no hidden number. A
solution of a program is a way in which the hidden numbers could be, and so a witness for all values at once: few
programs that push many values up or down settle most of them, and the rest are asked one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import svd
from scipy.sparse import csc_matrix

from evaluation.disclosure.bounds import outer_bounds
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import NEAR, Component, Programs, batches, components_of
from evaluation.disclosure.system import System

TOGETHER = 1000
"""Components are asked together until they have so many variables."""

MOST_COMBINED = 500
"""Components of more variables are not asked which forms their equations combine to."""

ROUNDS = 24
"""So many programs push many values at once; then each that is still narrow is asked by itself."""

STALE = 3
"""Programs for many values at once are given up if so many one after the other opened none."""


@dataclass(frozen=True)
class Protection:
    """How much must stay open.

    Attributes
    ----------
    smallest_cell
        Values from 1 to one below this number are few cases.
    width
        How wide the interval of a value that could be few must be.
    """

    smallest_cell: int
    width: int

    def holds(self, low: Floats, high: Floats) -> Bools:
        """Return which intervals tell nothing of few cases.

        Either the value cannot be few: it is 0, or at least the smallest cell. Or the interval is as wide as asked,
        and holds 0 or reaches the smallest cell, so that nobody can say that there are few.
        """
        return (high < 1 - NEAR) | (low > self.smallest_cell - NEAR) | self.is_open(low, high)

    def is_open(self, low: Floats, high: Floats) -> Bools:
        """Return which intervals are open, however much wider they may be."""
        either = (low < NEAR) | (high > self.smallest_cell - NEAR)
        return either & (high - low > self.width - NEAR)


@dataclass(frozen=True)
class Leak:
    """A value that the published numbers leave too narrow: form of the system, what it can be, what tells so."""

    row: int
    low: float
    high: float
    revealed_by: tuple[int, ...]


class Attack:
    """An attack that remembers what it saw: when more is hidden, no interval becomes narrower.

    Attributes
    ----------
    low, high
        For each form of the system values that it can certainly have.
    programs
        How many programs were solved.
    contradictions
        Forms of components that no numbers fit: a law does not hold there.
    """

    def __init__(self, system: System, values: Floats, known: Bools, protection: Protection) -> None:
        """Begin an attack; `values` may hold all numbers or only those that are `known`."""
        self.system, self.values, self.known, self.protection = system, values, known.copy(), protection
        self._of_variable: csc_matrix = system.matrix.tocsc()
        start = np.asarray(system.matrix @ values)
        self._true = start
        self.low, self.high = np.where(np.isnan(start), np.inf, start), np.where(np.isnan(start), -np.inf, start)
        self.settled = np.zeros(len(start), dtype=bool)
        self._changed = np.ones(len(known), dtype=bool)
        self.programs = 0
        self.contradictions: list[int] = []

    def hide(self, variables: Ints) -> None:
        """Know some variables no more."""
        self.known[variables] = False
        self._changed[variables] = True

    def see_moved(self, variables: Ints, moves: Floats) -> None:
        """Look at the numbers that fit if some variables are moved away from the truth."""
        part = self._of_variable[:, variables[moves != 0]]
        rows, place = np.unique(part.indices, return_inverse=True)
        moved = part.data * np.repeat(moves[moves != 0], np.diff(part.indptr))
        self._see(rows, self._true[rows] + np.bincount(place.reshape(-1), weights=moved, minlength=len(rows)))

    def is_open(self, row: int) -> bool:
        """Return whether a form was seen to be open."""
        return bool(self.protection.is_open(self.low[[row]], self.high[[row]])[0])

    def _see(self, rows: Ints, values: Floats) -> None:
        self.low[rows] = np.minimum(self.low[rows], values)
        self.high[rows] = np.maximum(self.high[rows], values)

    def narrow(self, rows: Ints | slice = slice(None)) -> Bools:
        """Return which forms were not yet seen to be open, nor asked."""
        there = self.system.tested[rows] & ~self.settled[rows]
        return there & ~self.protection.is_open(self.low[rows], self.high[rows])

    def leaks(self, *, explained: bool = False) -> list[Leak]:
        """Return what the published numbers leave too narrow, in the order of the system; if asked, with what tells.

        What was looked at before and has not changed since is not looked at again, unless it leaked.
        """
        found = self._printed()
        components = [
            one for one in components_of(self.system, self.values, self.known) if self._changed[one.variables].any()
        ]
        self._changed[:] = False
        if components:
            rows = np.concatenate([one.rows for one in components])
            low, high = outer_bounds(self.system, self.values, self.known, rows)
            certain = (high < 1 - NEAR) | (low > self.protection.smallest_cell - NEAR)
            self.settled[rows] = certain & (low < high + NEAR)  # else no numbers fit, which `_possible` tells
        possible: list[Component] = []
        for batch in batches(self._still_narrow(components), TOGETHER):
            possible += self._possible(batch)
        for component in possible:
            found += self._fixed(component, explained=explained)
        for batch in batches(self._still_narrow(possible), TOGETHER):
            self._push(batch)
        for batch in batches(self._still_narrow(possible), TOGETHER):
            found += self._asked(batch, explained=explained)
        return sorted(found, key=lambda leak: leak.row)

    def leaks_near(self, variables: Ints) -> list[Leak]:
        """Return what is too narrow among the numbers that hang together with some variables."""
        self._changed[:] = False
        self._changed[variables] = True
        printed = set(np.flatnonzero((abs(self.system.matrix) @ (~self.known).astype(float)) == 0).tolist())
        return [leak for leak in self.leaks() if leak.row not in printed]

    def _still_narrow(self, components: list[Component]) -> list[Component]:
        """Return the components with a form that was not yet seen to be open."""
        narrow = self.narrow()
        return [one for one in components if narrow[one.rows].any()]

    def _printed(self) -> list[Leak]:
        """Return forms that are few by the printed numbers alone."""
        unknown = abs(self.system.matrix) @ (~self.known).astype(float)
        printed = self.system.tested & (unknown == 0)
        few = printed & ~self.protection.holds(self.low, self.high)
        self.settled[printed] = True
        return [Leak(int(row), float(self.low[row]), float(self.high[row]), (int(row),)) for row in np.flatnonzero(few)]

    def _possible(self, batch: list[Component]) -> list[Component]:
        """Return the components that some numbers fit; they are looked at unless any are known."""
        if all(np.isfinite(self.low[one.rows]).all() for one in batch):
            return batch
        programs = Programs(*batch)
        if self._take(programs, np.zeros(len(programs.together.variables))):
            return batch
        if len(batch) > 1:
            return [one for component in batch for one in self._possible([component])]
        rows = batch[0].rows
        self.contradictions += rows.tolist()
        self.settled[rows] = True
        return []

    def _fixed(self, component: Component, *, explained: bool) -> list[Leak]:
        """Return leaks among the forms that the equations alone leave a single value.

        These are the forms whose coefficients the equations combine to.
        """
        if len(component.variables) > MOST_COMBINED:
            return []
        places = np.flatnonzero(self.narrow(component.rows) & (self.low[component.rows] == self.high[component.rows]))
        equations = component.matrix[component.equal].toarray()
        if not len(places) or not len(equations):
            return []
        forms = component.matrix[places].toarray()
        _, size, directions = svd(equations, full_matrices=False)
        directions = directions[size > NEAR]
        rest = forms - (forms @ directions.T) @ directions
        places = places[np.abs(rest).max(axis=1) < NEAR]
        rows = component.rows[places]
        self.settled[rows] = True
        few = ~self.protection.holds(self.low[rows], self.high[rows])
        return [self._leak(component, place, explained=explained) for place in places[few].tolist()]

    def _push(self, batch: list[Component]) -> None:
        """Ask for many values at once."""
        programs = Programs(*batch)
        rows, turned = programs.together.rows, programs.together.matrix.T.tocsr()
        random = np.random.default_rng(len(rows))
        stale, before = 0, len(rows) + 1
        for _ in range(ROUNDS):
            narrow = self.narrow(rows)
            stale = stale + 1 if narrow.sum() == before else 0
            before = narrow.sum()
            if not before or stale == STALE:
                break
            self._take(programs, turned @ np.where(narrow, random.choice([-1.0, 1.0], len(rows)), 0.0))
        self.programs += programs.solved

    def _take(self, programs: Programs, objective: Floats) -> bool:
        """Look at the numbers that fit and have the smallest objective; return whether there are any."""
        solution = programs.solution(objective)
        if solution is not None:
            self._see(programs.together.rows, programs.together.values(solution))
        return solution is not None

    def _asked(self, batch: list[Component], *, explained: bool) -> list[Leak]:
        """Ask for each value that is still narrow: one of each component at once, first for its largest."""
        found: list[Leak] = []
        while True:
            asked = []
            for component in batch:
                places = np.flatnonzero(self.narrow(component.rows))
                if len(places):
                    asked.append((component, int(places[0])))
            if not asked:
                return found
            self._ask(asked, -1.0)
            closed = [(component, place) for component, place in asked if self.narrow(component.rows[[place]])[0]]
            if closed:
                self._ask(closed, 1.0)
            for component, place in asked:
                row = component.rows[[place]]
                self.settled[row] = True
                if not self.protection.holds(self.low[row], self.high[row])[0]:
                    found.append(self._leak(component, place, explained=explained))

    def _ask(self, asked: Sequence[tuple[Component, int]], sign: float) -> None:
        """Look at the numbers that make one form of each component as small, or (-1) as large as can be."""
        programs = Programs(*(component for component, _ in asked))
        before = np.cumsum([0, *(len(component.rows) for component, _ in asked)])
        chosen = before[:-1] + np.array([place for _, place in asked])
        self._take(programs, sign * programs.together.matrix[chosen].sum(axis=0).A1)
        self.programs += programs.solved

    def _leak(self, component: Component, place: int, *, explained: bool) -> Leak:
        """Return a leak, which is to be looked at again."""
        row = int(component.rows[place])
        self._changed[component.variables] = True
        told: set[int] = set()
        if explained:
            programs, objective = Programs(component), component.matrix[[place]].toarray().reshape(-1)
            told = {int(component.rows[one]) for sign in (-1.0, 1.0) for one in programs.deciding(sign * objective)}
            self.programs += programs.solved
        return Leak(row, float(self.low[row]), float(self.high[row]), tuple(sorted(told)))
