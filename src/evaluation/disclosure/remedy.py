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

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_matrix, csr_matrix, hstack, vstack

from evaluation.disclosure.attack import Leak, Protection
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import MOST, NEAR
from evaluation.disclosure.system import System

MOST_EXACT = 40
"""Up to so many printed numbers around a value the best remedy is found, above them a good one."""

AROUND = (150, 1000, 20_000)
"""How many numbers around a value are looked at; more only if fewer know no remedy."""

MOST_NODES = 200
"""An integer program stops after so many nodes, and not after so many seconds: the same numbers hide the same cells."""

_FOR_NOTHING = 1e-4
"""What moving a hidden number costs, so that it does not move for no reason."""


@dataclass(frozen=True)
class Remedy:
    """Variables to hide, a way in which all variables could be then, and what hiding them costs."""

    variables: Ints
    solution: Floats
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
        What hiding each variable costs; infinite for what must be printed.
    """

    def __init__(self, system: System, values: Floats, cost: Floats) -> None:
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
            around = self._around(leak.row, most)
            found = [one for sign, goal in goals if (one := self._moved(leak.row, sign, goal, around, known))]
            if found:
                return min(found, key=lambda one: (one.cost, len(one.variables), one.variables.tolist()))
            if len(around) < most:
                break
        return None

    def _around(self, row: int, most: int) -> Ints:
        """Return the variables near a form: those that share forms with its own, and so on, until there are enough."""
        near = np.zeros(self._system.variables, dtype=bool)
        edge = self._forms.indices[self._forms.indptr[row] : self._forms.indptr[row + 1]]
        near[edge] = True
        count = len(edge)
        while len(edge) and count < most:
            rows = np.unique(self._of_variable[:, edge].indices)
            reached = np.unique(self._forms[rows].indices)
            edge = reached[~near[reached]][: most - count]
            near[edge] = True
            count += len(edge)
        return np.flatnonzero(near)

    def _moved(self, row: int, sign: float, goal: float, around: Ints, known: Bools) -> Remedy | None:
        """Return the cheapest way to move a value to its goal, if there is one."""
        around = around[~known[around] | np.isfinite(self._cost[around])]
        part = self._of_variable[:, around].tocsr()
        rows = np.flatnonzero(np.diff(part.indptr))
        target = self._forms[[row]][:, around] * sign
        equal = np.append(self._system.equal[rows], False)
        least = np.append(np.where(equal[:-1], 0.0, -self._now[rows]), max(sign * (goal - self._now[row]), 0.0))
        pays = known[around]
        task = _Task(
            forms=vstack([part[rows], target], format="csr"),
            equal=equal,
            least=least,
            most_down=self._values[around],
            cost=np.where(pays, self._cost[around], _FOR_NOTHING),
            pays=pays,
        )
        moves = task.near()
        if moves is not None and pays.sum() <= MOST_EXACT:
            moves = task.exact()
        if moves is None:
            return None
        changed = np.flatnonzero(pays & (np.abs(moves) > NEAR))
        solution = self._values.copy()
        solution[around] += moves
        return Remedy(around[changed], solution, float(task.cost[changed].sum()))


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
    most_down
        How far each variable can fall.
    cost
        Of moving each variable.
    pays
        Which variables are printed.
    """

    forms: csr_matrix
    equal: Bools
    least: Floats
    most_down: Floats
    cost: Floats
    pays: Bools

    def near(self) -> Floats | None:
        """Return whole moves that cost little, each variable charged by how far it moves."""
        split = hstack([self.forms, -self.forms], format="csr")
        costs = np.concatenate([self.cost, self.cost])
        count = len(self.cost)
        most = np.concatenate([np.full(count, MOST), self.most_down])
        loose = ~self.equal
        found = linprog(
            costs,
            A_ub=-split[loose],
            b_ub=-self.least[loose],
            A_eq=split[self.equal],
            b_eq=self.least[self.equal],
            bounds=np.column_stack([np.zeros(2 * count), most]),
            method="highs",
        )
        if found.status != 0:
            return None
        moves = np.asarray(found.x[:count] - found.x[count:])
        if np.abs(moves - np.round(moves)).max(initial=0) > NEAR:
            whole = self._solved(split, costs, np.zeros(2 * count), most)
            return None if whole is None else whole[:count] - whole[count:]
        return np.round(moves)

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
        high = np.concatenate([np.full(count, MOST), np.ones(len(paying))])
        costs = np.concatenate([np.zeros(count), self.cost[paying]])
        found = self._solved(matrix, costs, low, high)
        return None if found is None else found[:count]

    def _solved(self, matrix: csr_matrix, costs: Floats, low: Floats, high: Floats) -> Floats | None:
        """Return the whole numbers of an integer program; further rows of the matrix must not be negative."""
        further = matrix.shape[0] - len(self.equal)
        least = np.concatenate([self.least, np.zeros(further)])
        most = np.concatenate([np.where(self.equal, 0.0, np.inf), np.full(further, np.inf)])
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, least, most),
            bounds=Bounds(low, high),
            integrality=np.ones(len(costs)),
            options={"node_limit": MOST_NODES, "presolve": False},
        )
        return None if found.x is None else np.asarray(np.round(found.x))
