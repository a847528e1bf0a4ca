"""Components of what is hidden, and the linear and integer programs over them (HiGHS, through scipy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.system import System

MOST = 1e6
"""No count of cases is larger; an interval that reaches this number has no end."""

NEAR = 1e-6
"""Values of a program that differ by less are the same."""

_OPTIONS = {"presolve": False}  # which costs more than it saves in programs of this size


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


def components_of(system: System, values: Floats, known: Bools) -> list[Component]:
    """Return the components of the hidden variables: those that hang together by forms, and hang by none on others.

    Parameters
    ----------
    system
        Forms and variables.
    values
        The number of each variable; used where `known`.
    known
        Which variables are printed.
    """
    hidden = np.flatnonzero(~known)
    if not len(hidden):
        return []
    constant = system.matrix @ np.where(known, np.nan_to_num(values), 0.0)
    part = system.matrix[:, hidden].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    part = part[rows]
    _, label = connected_components(_linked(part), directed=False)
    _, first = np.unique(label, return_index=True)
    label = np.argsort(np.argsort(first))[label]  # in the order of their first variables
    of_row = label[part.indices[part.indptr[:-1]]]
    by_row, by_variable = np.argsort(of_row, kind="stable"), np.argsort(label, kind="stable")
    numbers = np.arange(int(label.max()) + 2)
    row_ends, variable_ends = np.searchsorted(of_row[by_row], numbers), np.searchsorted(label[by_variable], numbers)
    column = np.empty(len(hidden), dtype=np.int64)
    column[by_variable] = np.arange(len(hidden)) - variable_ends[label[by_variable]]
    part = part[by_row]
    found = []
    for number in numbers[:-1]:
        mine = by_variable[variable_ends[number] : variable_ends[number + 1]]
        begin, end = row_ends[number], row_ends[number + 1]
        whole = rows[by_row[begin:end]]
        first, last = part.indptr[begin], part.indptr[end]
        matrix = csr_matrix(
            (part.data[first:last], column[part.indices[first:last]], part.indptr[begin : end + 1] - first),
            (end - begin, len(mine)),
        )
        found.append(Component(hidden[mine], whole, matrix, constant[whole], system.equal[whole]))
    return found


def _linked(part: csr_matrix) -> csr_matrix:
    """Return links between variables that share a form: each with the first of the form."""
    first = np.repeat(part.indices[part.indptr[:-1]], np.diff(part.indptr))
    return csr_matrix((np.ones(len(first)), (first, part.indices)), (part.shape[1], part.shape[1]))


def side_by_side(components: Sequence[Component]) -> Component:
    """Return components as one: a program for all is quicker than one for each."""
    if len(components) == 1:
        return components[0]
    matrices = [one.matrix for one in components]
    before = np.cumsum([0, *(one.shape[1] for one in matrices)])
    ends = np.cumsum([0, *(one.nnz for one in matrices)])
    indices = [one.indices + offset for one, offset in zip(matrices, before, strict=False)]
    pointers = [one.indptr[1:] + offset for one, offset in zip(matrices, ends, strict=False)]
    matrix = csr_matrix(
        (np.concatenate([one.data for one in matrices]), np.concatenate(indices), np.concatenate([[0], *pointers])),
        (sum(one.shape[0] for one in matrices), int(before[-1])),
    )
    variables, rows, constant, equal = (
        np.concatenate([getattr(one, name) for one in components])
        for name in ("variables", "rows", "constant", "equal")
    )
    return Component(variables, rows, matrix, constant, equal)


def batches(components: Sequence[Component], most_variables: int) -> list[list[Component]]:
    """Return components in order, as many together as have so many variables."""
    found: list[list[Component]] = []
    size = most_variables
    for component in components:
        if size >= most_variables:
            found.append([])
            size = 0
        found[-1].append(component)
        size += len(component.variables)
    return found


def _bounds(matrix: csr_matrix, constant: Floats, rows: Ints) -> Bounds:
    """Return what forms of a single variable each leave to their variables, which are whole and never negative."""
    low, high = np.zeros(matrix.shape[1]), np.full(matrix.shape[1], MOST)
    variable, sign = matrix.indices[matrix.indptr[rows]], matrix.data[matrix.indptr[rows]]
    bound = -constant[rows] / sign
    np.maximum.at(low, variable[sign > 0], np.ceil(bound[sign > 0] - NEAR))
    np.minimum.at(high, variable[sign < 0], np.floor(bound[sign < 0] + NEAR))
    return Bounds(low, high)


class Programs:
    """Programs over components: which numbers fit everything that is printed.

    Attributes
    ----------
    together
        The components side by side; objectives and solutions are in the order of its variables.
    solved
        How many programs were solved.
    """

    def __init__(self, *components: Component) -> None:
        self._components = components
        self._ends = np.cumsum([0, *(len(one.variables) for one in components)])
        self.together = side_by_side(components)
        matrix, constant, equal = self.together.matrix, self.together.constant, self.together.equal
        several = np.diff(matrix.indptr) > 1
        trivial = ~several & ~equal & (constant >= 0) & (matrix.sum(axis=1).A1 > 0)
        self._equal, self._loose = np.flatnonzero(equal), np.flatnonzero(~equal & ~trivial)
        self._bounds = _bounds(matrix, constant, np.flatnonzero(~equal & ~several))
        rows = np.concatenate([self._equal, np.flatnonzero(~equal & several)])
        low = -constant[rows]
        high = np.concatenate([low[: len(self._equal)], np.full(len(rows) - len(self._equal), np.inf)])
        self._forms = LinearConstraint(matrix[rows].tocsc(), low, high)
        self.solved = 0

    def solution(self, objective: Floats) -> Floats | None:
        """Return whole numbers that fit, with the smallest objective; None if none fit."""
        if (self._bounds.lb > self._bounds.ub).any():
            return None
        self.solved += 1
        found = milp(objective, constraints=self._forms, bounds=self._bounds, options=_OPTIONS)
        if found.status != 0:
            return None
        numbers = np.round(found.x)
        for place in np.unique(np.searchsorted(self._ends, np.flatnonzero(np.abs(found.x - numbers) >= NEAR), "right")):
            mine = slice(self._ends[place - 1], self._ends[place])
            programs = self if len(self._components) == 1 else Programs(self._components[place - 1])
            whole = programs._whole(objective[mine])
            if whole is None:
                return None
            numbers[mine] = whole
        return np.asarray(numbers)

    def _whole(self, objective: Floats) -> Floats | None:
        self.solved += 1
        found = milp(
            objective,
            constraints=self._forms,
            bounds=self._bounds,
            integrality=np.ones(len(objective)),
            options=_OPTIONS,
        )
        return None if found.x is None else np.round(found.x)

    def deciding(self, objective: Floats) -> Ints:
        """Return the forms that keep the objective from being smaller."""
        self.solved += 1
        matrix, constant = self.together.matrix, self.together.constant
        found = linprog(
            objective,
            A_ub=-matrix[self._loose],
            b_ub=constant[self._loose],
            A_eq=matrix[self._equal],
            b_eq=-constant[self._equal],
            bounds=(0, MOST),
            method="highs",
        )
        if found.status != 0:
            return np.zeros(0, dtype=np.int64)
        by_equal = self._equal[np.abs(found.eqlin.marginals) > NEAR]
        by_loose = self._loose[np.abs(found.ineqlin.marginals) > NEAR]
        return np.sort(np.concatenate([by_equal, by_loose]))
