"""The draft of a publication: which cells are hidden so far, which numbers are still read, what hiding more costs."""

from __future__ import annotations

import numpy as np

from evaluation.disclosure.cells import ALONG, COLUMN, PUBLIC_UNITS, WIDTH, Bools, Floats, Ints, Numbers
from evaluation.disclosure.outsider import Outsider
from evaluation.results import TOTAL

_LOSS = {"events": 4.0, "n": 1.0, "unknown": 0.25, "not_mature": 0.25}
"""What a reader loses with a number of a column: most with the headline, least with what explains it."""

_TOTAL, _WHOLE_TERM = 3.0, 2.0
"""How many times more is lost with all cases than with a group, and with the whole term than with a period."""


class Draft:
    """What is hidden so far; more can be hidden, nothing is printed again.

    Parameters
    ----------
    outsider
        All rows, with those of earlier editions.
    numbers
        Of the rows of the run.
    hidden
        What is hidden at first, rows by columns of `MASK_COLUMNS`.
    """

    def __init__(self, outsider: Outsider, numbers: Numbers, hidden: Bools) -> None:
        self._answers, self._printable = numbers.answers, ~np.isnan(numbers.table)
        self._variable = outsider.system.variable
        self._loss = _losses(outsider)
        self.hidden = hidden & self._printable
        masks = outsider.hidden.copy()
        masks[: outsider.own] = self.hidden
        self._unread = masks.reshape(-1)  # cells that nobody reads, those of earlier editions among them
        self._own = outsider.own * WIDTH
        there = self._variable >= 0
        self._readable = np.bincount(self._variable[there & ~self._unread], minlength=outsider.system.variables)
        self._cells = np.argsort(self._variable, kind="stable")
        self._start = np.searchsorted(self._variable[self._cells], np.arange(outsider.system.variables + 1))

    @property
    def known(self) -> Bools:
        """Which variables somebody reads somewhere."""
        return self._readable > 0

    def loss(self, variables: Ints) -> Floats:
        """Return what hiding each of some variables costs its readers beyond what is hidden already.

        All cells of the variable must be hidden, with what goes along with them. What an earlier edition printed, and
        what is nobody's data, costs infinitely much.
        """
        cells, which = self._cells_of(variables)
        own = cells < self._own
        costs = np.zeros(len(variables))
        costs[which[~own]] = np.inf
        row, column = np.divmod(cells[own], WIDTH)
        more = ALONG[self._answers[row], column] & self._printable[row] & ~self.hidden[row]
        np.add.at(costs, which[own], np.where(more, self._loss[row], 0.0).sum(axis=1))
        return costs

    def hide(self, variables: Ints) -> Ints:
        """Hide some variables and what goes along with their cells; return the variables that nobody reads now."""
        cells, _ = self._cells_of(variables)
        row, column = np.divmod(cells[cells < self._own], WIDTH)
        rows, place = np.unique(row, return_inverse=True)
        mine = np.zeros((len(rows), WIDTH), dtype=bool)
        np.logical_or.at(mine, place.reshape(-1), ALONG[self._answers[row], column])
        return self._hide(rows, mine)

    def hide_cells(self, hidden: Bools) -> Ints:
        """Hide cells; return the variables that nobody reads now."""
        rows = np.flatnonzero((hidden & ~self.hidden).any(axis=1))
        return self._hide(rows, hidden[rows])

    def _hide(self, rows: Ints, mask: Bools) -> Ints:
        new = mask & self._printable[rows] & ~self.hidden[rows]
        self.hidden[rows] |= new
        which, column = np.nonzero(new)
        cells = rows[which] * WIDTH + column
        self._unread[cells] = True
        touched = self._variable[cells]
        touched = touched[touched >= 0]
        np.subtract.at(self._readable, touched, 1)
        touched = np.unique(touched)
        return touched[self._readable[touched] == 0]

    def _cells_of(self, variables: Ints) -> tuple[Ints, Ints]:
        """Return the cells of some variables that somebody reads, and to which of the variables each belongs."""
        length = self._start[variables + 1] - self._start[variables]
        which = np.repeat(np.arange(len(variables)), length)
        within = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
        cells = self._cells[self._start[variables][which] + within]
        read = ~self._unread[cells]
        return cells[read], which[read]


def _losses(outsider: Outsider) -> Floats:
    """Return what is lost with each cell: the more, the larger the number, and with a whole row most.

    The headline of a row counts once: its numerator, or its estimate where it has none.
    """
    rows, table = outsider.rows, outsider.table
    weight = np.where(rows["dimension"] == TOTAL, _TOTAL, 1.0) * np.where(rows["period"] == "", _WHOLE_TERM, 1.0)
    loss = np.zeros(table.shape)
    for name, of_column in _LOSS.items():
        loss[:, COLUMN[name]] = weight * of_column * (1 + np.log1p(np.nan_to_num(table[:, COLUMN[name]])))
    of_estimate = weight * _LOSS["events"] * (1 + np.log1p(np.nan_to_num(table[:, COLUMN["n"]])))
    loss[:, COLUMN["estimate"]] = np.where(np.isnan(table[:, COLUMN["events"]]), of_estimate, 0.0)
    loss[rows["unit"].isin(PUBLIC_UNITS)] = np.inf
    return loss
