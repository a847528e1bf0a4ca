"""The system: the forms of a run over its variables, which are cells that must hold the same number, taken as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, identity, vstack
from scipy.sparse.csgraph import connected_components

from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.forms import Forms


@dataclass(frozen=True)
class System:
    """What an outsider knows of the numbers of a run, whichever of them are hidden.

    Attributes
    ----------
    variable
        For each cell its variable; -1 where the cell has no number.
    matrix
        Forms by variables. The first forms are the variables themselves.
    equal, tested
        As in `Forms`, of the rows of `matrix`.
    origin
        For each row of `matrix` the form that it came from, or -1 if it is a variable.
    """

    variable: Ints
    matrix: csr_matrix
    equal: Bools
    tested: Bools
    origin: Ints

    @property
    def variables(self) -> int:
        """How many different numbers there are."""
        return int(self.matrix.shape[1])

    def known(self, hidden: Bools) -> Bools:
        """Return which variables an outsider reads somewhere, if these cells are hidden."""
        read = np.zeros(self.variables, dtype=bool)
        read[self.variable[(self.variable >= 0) & ~hidden]] = True
        return read

    def values(self, table: Floats) -> Floats:
        """Return the number of each variable; NaN where none of its cells has one."""
        numbers = np.full(self.variables, np.nan)
        there = np.flatnonzero((self.variable >= 0) & ~np.isnan(table))
        numbers[self.variable[there]] = table[there]
        return numbers

    def at_odds(self, table: Floats) -> int:
        """Return how many variables have cells with different numbers: some law that joined them does not hold."""
        there = np.flatnonzero((self.variable >= 0) & ~np.isnan(table))
        return int(np.unique(self.variable[there[table[there] != self.values(table)[self.variable[there]]]]).size)

    def without(self, broken: Bools) -> System:
        """Return the system without forms that do not hold; the variables themselves stay."""
        kept = ~broken | (self.origin < 0)
        return System(self.variable, self.matrix[kept], self.equal[kept], self.tested[kept], self.origin[kept])


def system_of(there: Bools, tested: Bools, forms: Forms) -> System:
    """Return the system of all cells.

    Parameters
    ----------
    there
        Which cells have a number, printed or hidden.
    tested
        Which cells count cases, of which no few may be known.
    forms
        What is known to hold between the cells; forms with a cell that is not there say nothing.
    """
    complete = np.ones(len(forms), dtype=bool)
    complete[forms.form[~there[forms.cell]]] = False
    origin = np.flatnonzero(complete)
    forms = forms.taken(complete)
    variable = _variables(there, forms)
    number = int(variable.max(initial=-1)) + 1
    matrix = coo_matrix((forms.sign.astype(float), (forms.form, variable[forms.cell])), (len(forms), number)).tocsr()
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    first, form_tested = _different(matrix, forms.equal, forms.tested)
    matrix = matrix[first]
    test = np.zeros(number, dtype=bool)
    test[variable[tested & there]] = True
    return System(
        variable,
        vstack([identity(number, format="csr"), matrix], format="csr"),
        np.concatenate([np.zeros(number, dtype=bool), forms.equal[first]]),
        np.concatenate([test, form_tested]),
        np.concatenate([np.full(number, -1, dtype=np.int64), origin[first]]),
    )


def _variables(there: Bools, forms: Forms) -> Ints:
    """Return the variable of each cell; two cells of a form that says that they are the same share one."""
    length = np.bincount(forms.form, minlength=len(forms))
    balance = np.bincount(forms.form, weights=forms.sign, minlength=len(forms))
    same = forms.equal & (length == 2) & (balance == 0)
    pairs = forms.cell[same[forms.form]].reshape(-1, 2)
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (len(there), len(there)))
    _, label = connected_components(links, directed=False)
    _, number = np.unique(label[there], return_inverse=True)
    variable = np.full(len(there), -1, dtype=np.int64)
    variable[there] = number
    return variable


def _different(matrix: csr_matrix, equal: Bools, tested: Bools) -> tuple[Ints, Bools]:
    """Return the first of all rows that say the same, in order, and whether any of these is tested.

    A row of nothing says nothing, nor does a single variable that is not negative.
    """
    random = np.random.default_rng(0).integers(1, 2**62, matrix.shape[1], dtype=np.int64)
    length = np.diff(matrix.indptr)
    keys = np.zeros(len(length), dtype=np.int64)
    np.add.at(keys, np.repeat(np.arange(len(length)), length), random[matrix.indices] * matrix.data.astype(np.int64))
    keys = np.where(equal, np.abs(keys), keys)  # what is 0 is 0 with the other signs, too
    _, first, which = np.unique(np.column_stack([keys, equal]), axis=0, return_index=True, return_inverse=True)
    any_tested = np.zeros(len(first), dtype=bool)
    np.logical_or.at(any_tested, which.reshape(-1), tested)
    telling = (length[first] > 1) | (equal[first] & (length[first] == 1))
    order = np.argsort(first[telling])
    return first[telling][order], any_tested[telling][order]
