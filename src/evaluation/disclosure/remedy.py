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
from scipy.sparse import csc_matrix, csr_matrix, hstack

from evaluation.disclosure.attack import Leak, Protection
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import MOST, NEAR
from evaluation.disclosure.system import System

MOST_EXACT = 40
"""Up to so many printed numbers around a value the best remedy is found, above them a good one."""

AROUND = (150, 1000, 20_000)
"""How many numbers around a value are looked at; more only if fewer know no remedy."""


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
        goals = []
        up = max(protection.smallest_cell, leak.low + protection.width)
        goals.append((1.0, up))
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
        part, now = part[rows], self._now[rows]
        equal = self._system.equal[rows]
        pays = known[around]
        cost = np.where(pays, self._cost[around], 1e-4)
        target = self._forms[[row]][:, around].toarray().reshape(-1) * sign
        distance = max(sign * (goal - self._now[row]), 0.0)
        value = self._values[around]
        moves = self._linear(part, now, equal, cost, target, distance, value)
        if pays.sum() <= MOST_EXACT:
            moves = self._exact(part, now, equal, cost, target, distance, value, pays) if moves is not None else None
        if moves is None:
            return None
        changed = np.flatnonzero(pays & (np.abs(moves) > NEAR))
        solution = self._values.copy()
        solution[around] += moves
        return Remedy(around[changed], solution, float(cost[changed].sum()))

    def _linear(
        self,
        forms: csr_matrix,
        now: Floats,
        equal: Bools,
        cost: Floats,
        target: Floats,
        distance: float,
        value: Floats,
    ) -> Floats | None:
        split = hstack([forms, -forms], format="csr")
        count = len(value)
        loose = ~equal
        found = linprog(
            np.concatenate([cost, cost]),
            A_ub=-hstackrow(split[loose], np.concatenate([target, -target])),
            b_ub=np.concatenate([now[loose], [-distance]]),
            A_eq=split[equal],
            b_eq=np.zeros(int(equal.sum())),
            bounds=np.column_stack([np.zeros(2 * count), np.concatenate([np.full(count, MOST), value])]),
            method="highs",
        )
        if found.status != 0:
            return None
        moves = found.x[:count] - found.x[count:]
        if np.abs(moves - np.round(moves)).max(initial=0) > NEAR:
            return self._whole(forms, now, equal, cost, target, distance, value)
        return np.round(moves)

    def _whole(
        self,
        forms: csr_matrix,
        now: Floats,
        equal: Bools,
        cost: Floats,
        target: Floats,
        distance: float,
        value: Floats,
    ) -> Floats | None:
        split = hstackrow(hstack([forms, -forms], format="csr"), np.concatenate([target, -target]))
        count = len(value)
        high = np.where(np.append(equal, False), 0.0, np.inf)
        low = np.append(np.where(equal, 0.0, -now), distance)
        found = milp(
            np.concatenate([cost, cost]),
            constraints=LinearConstraint(split, low, high),
            bounds=Bounds(0, np.concatenate([np.full(count, MOST), value])),
            integrality=np.ones(2 * count),
            options={"node_limit": 200},
        )
        return None if found.x is None else np.round(found.x[:count] - found.x[count:])

    def _exact(
        self,
        forms: csr_matrix,
        now: Floats,
        equal: Bools,
        cost: Floats,
        target: Floats,
        distance: float,
        value: Floats,
        pays: Bools,
    ) -> Floats | None:
        """Return whole moves at the least cost of what moves, however far: `chosen` says which printed number does."""
        count, paying = len(value), np.flatnonzero(pays)
        most = 4 * max(distance, 1.0) + now.clip(0).max(initial=0)
        choose = csr_matrix((np.full(len(paying), most), (np.arange(len(paying)), np.arange(len(paying)))))
        move = csr_matrix((np.ones(len(paying)), (np.arange(len(paying)), paying)), (len(paying), count))
        base = hstackrow(forms, target)
        none = csr_matrix((base.shape[0], len(paying)))
        from scipy.sparse import vstack

        rows = vstack([hstack([base, none]), hstack([-move, choose]), hstack([move, choose])], format="csr")
        low = np.concatenate([np.where(equal, 0.0, -now), [distance], np.zeros(2 * len(paying))])
        high = np.concatenate([np.where(equal, 0.0, np.inf), np.full(1 + 2 * len(paying), np.inf)])
        found = milp(
            np.concatenate([np.zeros(count), cost[paying]]),
            constraints=LinearConstraint(rows, low, high),
            bounds=Bounds(
                np.concatenate([-value, np.zeros(len(paying))]),
                np.concatenate([np.full(count, MOST), np.ones(len(paying))]),
            ),
            integrality=np.ones(count + len(paying)),
            options={"node_limit": 200},
        )
        return None if found.x is None else np.round(found.x[:count])


def hstackrow(matrix: csr_matrix, row: Floats) -> csr_matrix:
    """Return a matrix with one more row below."""
    from scipy.sparse import vstack

    return vstack([matrix, csr_matrix(row.reshape(1, -1))], format="csr")
