"""Bounds that follow form by form: quick, and never narrower than what all forms together leave."""

from __future__ import annotations

import numpy as np

from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.programs import MOST
from evaluation.disclosure.system import System

PASSES = 8
"""How often bounds are carried on from form to form."""


def outer_bounds(system: System, values: Floats, known: Bools, rows: Ints) -> tuple[Floats, Floats]:
    """Return for each of some forms an interval that holds all its possible values.

    Parameters
    ----------
    system
        Forms and variables.
    values
        The number of each variable; used where `known`.
    known
        Which variables are printed.
    rows
        The forms asked for: all that touch any of their hidden variables.
    """
    low, high = np.where(known, values, 0.0), np.where(known, values, MOST)
    part = system.matrix[rows]
    row = np.repeat(np.arange(len(rows)), np.diff(part.indptr))
    column, sign = part.indices, part.data
    equal = system.equal[rows][row]
    for _ in range(PASSES):
        before = (low.copy(), high.copy())
        least = np.where(sign > 0, sign * low[column], sign * high[column])
        most = np.where(sign > 0, sign * high[column], sign * low[column])
        floor, ceiling = (terms - np.bincount(row, weights=terms, minlength=len(rows))[row] for terms in (most, least))
        _narrow(low, high, column, sign, floor)
        _narrow(low, high, column[equal], -sign[equal], -ceiling[equal])
        if (before[0] == low).all() and (before[1] == high).all():
            break
    positive, negative = part.maximum(0), part.minimum(0)
    return positive @ low + negative @ high, positive @ high + negative @ low


def _narrow(low: Floats, high: Floats, column: Ints, sign: Floats, bound: Floats) -> None:
    """Narrow the bounds of variables of which `sign * variable >= bound` is known; they are whole numbers."""
    up, down = sign > 0, sign < 0
    np.maximum.at(low, column[up], np.ceil(bound[up] / sign[up] - 1e-6))
    np.minimum.at(high, column[down], np.floor(bound[down] / sign[down] + 1e-6))
