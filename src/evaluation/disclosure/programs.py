"""Components of what is hidden, and the linear and integer programs over them (HiGHS, through scipy)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.system import System

MOST = 1e6
"""No count of cases is larger; an interval that reaches this number has no end."""

NEAR = 1e-6
"""Values of a program that differ by less are the same."""


@dataclass(frozen=True)
class Component:
    """Hidden variables with the forms that touch them.

    Attributes
    ----------
    variables
        Numbers of the variables.
    rows
        Numbers of the forms.
    matrix
        Forms by variables.
    constant
        What the printed numbers add to each form.
    equal
        Which forms are 0.
    """

    variables: Ints
    rows: Ints
    matrix: csr_matrix
    constant: Floats
    equal: Bools

    def values(self, solution: Floats) -> Floats:
        """Return the value of each form, if the hidden variables hold these numbers."""
        return np.asarray(self.matrix @ solution + self.constant)


def components_of(system: System, values: Floats, known: Bools, most_variables: int = 0) -> list[Component]:
    """Return the components of the hidden variables: those that hang together by forms, and hang by none on others.

    Parameters
    ----------
    system
        Forms and variables.
    values
        The number of each variable; used where `known`.
    known
        Which variables are printed.
    most_variables
        Neighbouring components are taken together until they have so many variables: one program for all is quicker
        than one for each.
    """
    hidden = np.flatnonzero(~known)
    if not len(hidden):
        return []
    constant = system.matrix @ np.where(known, np.nan_to_num(values), 0.0)
    part = system.matrix[:, hidden].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    part = part[rows]
    _, label = connected_components(abs(part).T @ abs(part), directed=False)
    _, first = np.unique(label, return_index=True)
    label = np.argsort(np.argsort(first))[label]  # in the order of their first variables
    size = np.bincount(label)
    batch = (np.cumsum(size) - size) // max(most_variables, 1) if most_variables else np.arange(len(size))
    label = np.unique(batch, return_inverse=True)[1].reshape(-1)[label]
    of_row = label[part.indices[part.indptr[:-1]]]
    by_row, by_variable = np.argsort(of_row, kind="stable"), np.argsort(label, kind="stable")
    numbers = np.arange(int(label.max()) + 2)
    row_ends, variable_ends = np.searchsorted(of_row[by_row], numbers), np.searchsorted(label[by_variable], numbers)
    column = np.empty(len(hidden), dtype=np.int64)
    found = []
    for number in numbers[:-1]:
        mine = by_variable[variable_ends[number] : variable_ends[number + 1]]
        some = by_row[row_ends[number] : row_ends[number + 1]]
        column[mine] = np.arange(len(mine))
        forms = part[some]
        matrix = csr_matrix((forms.data, column[forms.indices], forms.indptr), (len(some), len(mine)))
        whole = rows[some]
        found.append(Component(hidden[mine], whole, matrix, constant[whole], system.equal[whole]))
    return found


class Programs:
    """Programs over one component: which numbers fit everything that is printed."""

    def __init__(self, component: Component) -> None:
        several = np.diff(component.matrix.indptr) > 1
        trivial = ~several & ~component.equal & (component.constant >= 0) & (component.matrix.sum(axis=1).A1 > 0)
        self._equal, self._loose = np.flatnonzero(component.equal), np.flatnonzero(~component.equal & ~trivial)
        self._matrix, self._constant = component.matrix, component.constant
        self.solved = 0

    def solution(self, objective: Floats) -> Floats | None:
        """Return whole numbers that fit, with the smallest objective; None if none fit."""
        found = self._linear(objective)
        if found is None or np.abs(found.x - np.round(found.x)).max(initial=0) < NEAR:
            return None if found is None else np.round(found.x)
        self.solved += 1
        rows = np.concatenate([self._equal, self._loose])
        low = -self._constant[rows]
        high = np.concatenate([low[: len(self._equal)], np.full(len(self._loose), np.inf)])
        whole = milp(
            objective,
            constraints=LinearConstraint(self._matrix[rows], low, high),
            bounds=Bounds(0, MOST),
            integrality=np.ones(len(objective)),
            options={"presolve": False},
        )
        return None if whole.x is None else np.round(whole.x)

    def deciding(self, objective: Floats) -> Ints:
        """Return the forms of the component that keep the objective from being smaller."""
        found = self._linear(objective)
        if found is None:
            return np.zeros(0, dtype=np.int64)
        equal = self._equal[np.abs(found.eqlin.marginals) > NEAR]
        loose = self._loose[np.abs(found.ineqlin.marginals) > NEAR]
        return np.sort(np.concatenate([equal, loose]))

    def _linear(self, objective: Floats) -> OptimizeResult | None:
        self.solved += 1
        found = linprog(
            objective,
            A_ub=-self._matrix[self._loose],
            b_ub=self._constant[self._loose],
            A_eq=self._matrix[self._equal],
            b_eq=-self._constant[self._equal],
            bounds=(0, MOST),
            method="highs",
        )
        return found if found.status == 0 else None
