"""The attack: the smallest and the largest value that the published numbers leave to each number that is not printed.

The attacker knows all forms, all printed numbers, that cases are whole and never negative, and no hidden number. A
solution of a program is a way in which the hidden numbers could be, and so a witness for all values at once: few
programs that push many values up or down settle most of them, and the rest are asked one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.disclosure.bounds import outer_bounds
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import NEAR, Component, Programs, components_of
from evaluation.disclosure.system import System

TOGETHER = 400
"""Components are asked together up to so many variables."""

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
        start = np.asarray(system.matrix @ values)
        self.low, self.high = np.where(np.isnan(start), np.inf, start), np.where(np.isnan(start), -np.inf, start)
        self.settled = np.zeros(len(start), dtype=bool)
        self.programs = 0
        self.contradictions: list[int] = []

    def hide(self, known: Bools, solution: Floats) -> None:
        """Leave less `known` than before; `solution` is a way in which all variables could be then."""
        self.known = known.copy()
        self._see(np.arange(len(self.low)), np.asarray(self.system.matrix @ solution))
        self.settled[:] = False

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
        """Return what the published numbers leave too narrow, in the order of the system; if asked, with what tells."""
        found = self._printed()
        low, high = outer_bounds(self.system, self.values, self.known)
        self.settled |= (high < 1 - NEAR) | (low > self.protection.smallest_cell - NEAR)
        for component in self._narrow_components(TOGETHER):
            self._push(component)
        for component in self._narrow_components(0):
            found += self._asked(component, explained=explained)
        return sorted(found, key=lambda leak: leak.row)

    def _narrow_components(self, most_variables: int) -> list[Component]:
        """Return the components with a form that was not yet seen to be open."""
        components = components_of(self.system, self.values, self.known, most_variables)
        narrow = self.narrow()
        return [one for one in components if narrow[one.rows].any()]

    def _printed(self) -> list[Leak]:
        """Return forms that are few by the printed numbers alone."""
        unknown = abs(self.system.matrix) @ (~self.known).astype(float)
        printed = self.system.tested & (unknown == 0)
        few = printed & ~self.protection.holds(self.low, self.high)
        self.settled[printed] = True
        return [Leak(int(row), float(self.low[row]), float(self.high[row]), (int(row),)) for row in np.flatnonzero(few)]

    def _push(self, component: Component) -> None:
        """Ask for many values at once."""
        rows, programs = component.rows, Programs(component)
        random = np.random.default_rng(int(component.variables[0]))
        stale, before = 0, len(rows) + 1
        for _ in range(ROUNDS):
            narrow = self.narrow(rows)
            stale = stale + 1 if narrow.sum() == before else 0
            before = narrow.sum()
            if not before or stale == STALE:
                break
            push = np.where(narrow, random.choice([-1.0, 1.0], len(rows)), 0.0)
            self._take(component, programs, component.matrix.T @ push)
        self.programs += programs.solved

    def _take(self, component: Component, programs: Programs, objective: Floats) -> bool:
        """Look at the numbers that fit and have the smallest objective; return whether there are any."""
        solution = programs.solution(objective)
        if solution is not None:
            self._see(component.rows, component.values(solution))
        return solution is not None

    def _asked(self, component: Component, *, explained: bool) -> list[Leak]:
        """Ask for each value that is still narrow."""
        rows, programs = component.rows, Programs(component)
        if not np.isfinite(self.low[rows]).all() and not self._take(
            component, programs, np.zeros(component.matrix.shape[1])
        ):
            self.contradictions += rows.tolist()
            self.settled[rows] = True
            return []
        found = []
        for place, row in enumerate(rows.tolist()):
            if not self._is_narrow(row):
                continue
            objective = component.matrix[[place]].toarray().reshape(-1)
            for sign in (-1.0, 1.0) if explained or self._may_be_safe(row) else ():
                if self._is_narrow(row):
                    self._take(component, programs, sign * objective)
            low, high = float(self.low[row]), float(self.high[row])
            self.settled[row] = True
            if not self.protection.holds(self.low[[row]], self.high[[row]])[0]:
                told = (
                    {int(rows[one]) for sign in (-1.0, 1.0) for one in programs.deciding(sign * objective)}
                    if explained
                    else set()
                )
                found.append(Leak(row, low, high, tuple(sorted(told))))
        self.programs += programs.solved
        return found

    def _may_be_safe(self, row: int) -> bool:
        """Return whether a narrow value may be none of few cases: then only programs tell whether it is known too well.

        A value that is few and still narrow needs no question: the remedy finds out whether it costs anything.
        """
        return self.high[row] < 1 - NEAR or self.low[row] > self.protection.smallest_cell - NEAR

    def _is_narrow(self, row: int) -> bool:
        return bool(self.narrow(np.array([row]))[0])
