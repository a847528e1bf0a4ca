"""Remedies: which further numbers to hide so that a value that was known too narrowly becomes open.

A value is open if the hidden numbers could be others such that it is as far from the truth as asked, with every form
kept. So the cheapest way to move the value there, printed numbers moving at a cost and hidden ones for nothing, tells
what to hide: the printed numbers that moved. This is how Castro (2006, "Minimum-distance controlled perturbation and
the network flows heuristic", European Journal of Operational Research 171) and Fischetti and Salazar (2001,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science 47) protect one cell.

Up to `MOST_EXACT` printed numbers around a value an integer program finds the remedy that costs least; above, a linear
program that charges each number by how far it moves comes near.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_matrix, csr_matrix, hstack, vstack

from evaluation.disclosure.attack import Leak, Protection
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import MOST, NEAR
from evaluation.disclosure.system import System

MOST_EXACT = 20
"""Up to so many printed numbers around a value the best remedy is found, above them a good one."""

AROUND = (150, 1000, 20_000)
"""How many numbers around a value are looked at; more only if fewer know no remedy."""

MOST_NODES = 200
"""An integer program stops after so many nodes, and not after so many seconds: the same numbers hide the same cells."""

_FOR_NOTHING = 1e-4
"""What moving a hidden number costs, so that it does not move for no reason."""


@dataclass(frozen=True)
class Remedy:
    """Variables to hide, which variables could then move how far away from the truth, and what hiding them costs."""

    variables: Ints
    moved: Ints
    moves: Floats
    cost: float


class Remedies:
    """Looks for remedies in one system.

    Parameters
    ----------
    system
        Forms and variables.
    values
        The number of each variable.
    cost
        Tells what hiding each of some variables costs; infinite for what must be printed.
    """

    def __init__(self, system: System, values: Floats, cost: Callable[[Ints], Floats]) -> None:
        self._system, self._values, self._cost = system, values, cost
        self._forms: csr_matrix = system.matrix
        self._of_variable: csc_matrix = system.matrix.tocsc()
        self._now = np.asarray(system.matrix @ values)

    def of(self, leak: Leak, known: Bools, protection: Protection) -> Remedy | None:
        """Return the cheapest remedy that was found for a leak, or None if everything around it must be printed."""
        goals = [(1.0, max(protection.smallest_cell, leak.low + protection.width))]
        if leak.high >= max(protection.smallest_cell, protection.width):
            goals.append((-1.0, leak.high - protection.width))
        if leak.high >= protection.width:
            goals.append((-1.0, 0.0))
        for most in AROUND:
            around = self._around(leak.row, most, known)
            found = [one for sign, goal in goals if (one := self._moved(leak.row, sign, goal, around, known))]
            if found:
                return min(found, key=lambda one: (one.cost, len(one.variables), one.variables.tolist()))
            if len(around) < most:
                break
        return None

    def _around(self, row: int, most: int, known: Bools) -> Ints:
        """Return the variables near a form: those that share forms with its own, and so on, until there are enough.

        If there is no room for all that are as near, there is for the hidden ones, and for those that cost least.
        """
        edge = near = np.unique(self._forms.indices[self._forms.indptr[row] : self._forms.indptr[row + 1]])
        while len(edge) and len(near) < most:
            rows = np.unique(_entries(self._of_variable, edge)[0])
            reached = np.unique(_entries(self._forms, rows)[0])
            edge = reached[~np.isin(reached, near)]
            if len(edge) > most - len(near):
                costs = np.zeros(len(edge))
                costs[known[edge]] = self._cost(edge[known[edge]])
                edge = edge[np.argsort(costs, kind="stable")][: most - len(near)]
            near = np.union1d(near, edge)
        return near

    def _moved(self, row: int, sign: float, goal: float, around: Ints, known: Bools) -> Remedy | None:
        """Return the cheapest way to move a value to its goal, if there is one."""
        costs = np.zeros(len(around))
        costs[known[around]] = self._cost(around[known[around]])
        around, costs = around[np.isfinite(costs)], costs[np.isfinite(costs)]
        touched, column, number = _entries(self._of_variable, around)
        rows, place = np.unique(touched, return_inverse=True)
        mine, _, coefficient = _entries(self._forms, np.array([row]))
        there = np.isin(mine, around)
        numbers = np.concatenate([number, coefficient[there] * sign])
        lines = np.concatenate([place.reshape(-1), np.full(int(there.sum()), len(rows))])
        columns = np.concatenate([column, np.searchsorted(around, mine[there])])
        forms = csr_matrix((numbers, (lines, columns)), (len(rows) + 1, len(around)))
        equal = np.append(self._system.equal[rows], False)
        least = np.append(np.where(equal[:-1], 0.0, -self._now[rows]), max(sign * (goal - self._now[row]), 0.0))
        pays = known[around]
        several = (np.diff(forms.indptr) > 1) | equal
        several[-1] = True
        most_down, most_up = _room(forms, least, np.flatnonzero(~several), self._values[around])
        task = _Task(
            forms=forms[several],
            equal=equal[several],
            least=least[several],
            most_down=most_down,
            most_up=most_up,
            cost=np.where(pays, costs, _FOR_NOTHING),
            pays=pays,
        )
        moves = task.exact() if len(around) < AROUND[0] and pays.sum() <= MOST_EXACT else task.near()
        if moves is None:
            return None
        changed = np.flatnonzero(pays & (np.abs(moves) > NEAR))
        return Remedy(around[changed], around, moves, float(task.cost[changed].sum()))


def _entries(matrix: csr_matrix | csc_matrix, chosen: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the entries of some rows, or columns, of a matrix stored by them: where, in which of them, what."""
    length = matrix.indptr[chosen + 1] - matrix.indptr[chosen]
    which = np.repeat(np.arange(len(chosen)), length)
    place = matrix.indptr[chosen][which] + np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    return matrix.indices[place], which, matrix.data[place]


def _room(forms: csr_matrix, least: Floats, rows: Ints, values: Floats) -> tuple[Floats, Floats]:
    """Return how far each variable can fall and rise, by forms of a single variable each, and because none is below 0.

    The numbers as they are keep all forms, so that no variable must move.
    """
    down, up = values.copy(), np.full(len(values), MOST)
    variable, sign = forms.indices[forms.indptr[rows]], forms.data[forms.indptr[rows]]
    room = np.floor(np.abs(least[rows] / sign) + NEAR)
    np.minimum.at(down, variable[sign > 0], room[sign > 0])
    np.minimum.at(up, variable[sign < 0], room[sign < 0])
    return down, up


@dataclass(frozen=True)
class _Task:
    """Moves of variables that keep all forms.

    Attributes
    ----------
    forms
        Forms by variables; the last is the value that shall move.
    equal
        Forms that must not move.
    least
        How far each form must move at least; may be negative.
    most_down, most_up
        How far each variable can fall, and rise.
    cost
        Of moving each variable.
    pays
        Which variables are printed.
    """

    forms: csr_matrix
    equal: Bools
    least: Floats
    most_down: Floats
    most_up: Floats
    cost: Floats
    pays: Bools

    def near(self) -> Floats | None:
        """Return whole moves that cost little, each variable charged by how far it moves."""
        split = hstack([self.forms, -self.forms], format="csr")
        costs = np.concatenate([self.cost, self.cost])
        count = len(self.cost)
        most = np.concatenate([self.most_up, self.most_down])
        moves = self._solved(split, costs, np.zeros(2 * count), most, whole=False)
        if moves is not None and np.abs(moves - np.round(moves)).max(initial=0) > NEAR:
            moves = self._solved(split, costs, np.zeros(2 * count), most, whole=True)
        return None if moves is None else np.round(moves[:count] - moves[count:])

    def exact(self) -> Floats | None:
        """Return whole moves at the least cost of what moves, however far: `chosen` says which printed number may."""
        count, paying = len(self.cost), np.flatnonzero(self.pays)
        places = np.arange(len(paying))
        farthest = np.full(len(paying), 4 * max(float(self.least[-1]), 1.0) + float(self.most_down.max(initial=0)))
        chosen = csr_matrix((farthest, (places, places)), (len(paying), len(paying)))
        move = csr_matrix((np.ones(len(paying)), (places, paying)), (len(paying), count))
        nothing = csr_matrix((len(self.equal), len(paying)))
        matrix = vstack([hstack([self.forms, nothing]), hstack([-move, chosen]), hstack([move, chosen])], format="csr")
        low = np.concatenate([-self.most_down, np.zeros(len(paying))])
        high = np.concatenate([self.most_up, np.ones(len(paying))])
        costs = np.concatenate([np.zeros(count), self.cost[paying]])
        found = self._solved(matrix, costs, low, high, whole=True)
        return None if found is None else np.round(found[:count])

    def _solved(self, matrix: csr_matrix, costs: Floats, low: Floats, high: Floats, *, whole: bool) -> Floats | None:
        """Return the numbers of a linear or integer program; further rows of the matrix must not be negative."""
        further = matrix.shape[0] - len(self.equal)
        least = np.concatenate([self.least, np.zeros(further)])
        most = np.concatenate([np.where(self.equal, 0.0, np.inf), np.full(further, np.inf)])
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, least, most),
            bounds=Bounds(low, high),
            integrality=np.full(len(costs), int(whole)),
            options={"node_limit": MOST_NODES, "presolve": False},
        )
        return None if found.x is None else np.asarray(found.x)
