"""Protect results: what each row hides, what larger sets and sums make it hide, and the table without all that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import COLUMN, PUBLIC_UNITS, WIDTH, Bools, Numbers, numbers_of, own_rule
from evaluation.disclosure.keys import Keys, keys_of
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.lines import lines_of
from evaluation.disclosure.pieces import Piece, pieces_of
from evaluation.disclosure.places import places_of, small_remainders, small_rests, sums
from evaluation.disclosure.second import hide_second_cells
from evaluation.disclosure.settle import Settling
from evaluation.disclosure.workers import each
from evaluation.indicators.model import Relation
from evaluation.results import FINDING_COLUMNS, Status

_OPEN = (str(Status.PUBLISHED), str(Status.NOT_MATURE), str(Status.NOT_APPLICABLE))


def protect(
    results: pd.DataFrame,
    smallest_cell: int,
    relations: Sequence[Relation] = (),
    *,
    width: int | None = None,
    knowledge: Knowledge | None = None,
    earlier: Sequence[pd.DataFrame] = (),
    processes: int | None = None,
) -> pd.DataFrame:
    """Protect raw results.

    First every row hides what is few for its own sake, and then a second cell for each that a single sum would give
    away. Then the numbers are attacked as an outsider would attack them, and more is hidden until the attack fails
    (`evaluation.disclosure.settle`). Rows that no equation links to each other are protected piece by piece
    (`evaluation.disclosure.pieces`).

    Parameters
    ----------
    results
        Columns of `RESULT_COLUMNS` and `contributors`. A dimension is `total`, or one of `OVERLAPPING`, or its groups
        share no case and add up to the total but for cases of unknown group. A row without a project is about all
        projects of its municipality and round.
    smallest_cell
        Counts from 1 to one below this number are hidden.
    relations
        Laws between indicators. Each is taken to hold in every project that has all its indicators.
    width
        How wide the interval of a hidden number must stay; as wide as the smallest cell if not given.
    knowledge
        What the definitions of the indicators tell everybody; its relations come before `relations`.
    earlier
        Protected results of earlier editions, which everybody may have read.
    processes
        At most so many compute; as many as this process has processors if not given. The result is the same.

    Returns
    -------
    pandas.DataFrame
        Columns of `FINDING_COLUMNS`, in the order of the rows given. Hidden cells are empty and named in
        `suppressed`.
    """
    rows = results.reset_index(drop=True)
    known = knowledge or Knowledge()
    known = replace(known, relations=(*known.relations, *relations))
    protection = Protection(smallest_cell, smallest_cell if width is None else width)
    pieces = pieces_of(rows, earlier)
    hidden = np.zeros((len(rows), WIDTH), dtype=bool)
    for piece, mine in zip(pieces, each(partial(_hidden_in, protection, known), pieces, processes), strict=True):
        hidden[piece.rows] = mine
    return masked(rows, hidden)


def masked(rows: pd.DataFrame, hidden: Bools) -> pd.DataFrame:
    """Return results without what is hidden, with columns of `FINDING_COLUMNS`."""
    protected = rows.assign(suppressed=_names(hidden))
    for name, column in COLUMN.items():
        protected[name] = protected[name].mask(hidden[:, column])
    headline = (hidden[:, COLUMN["events"]] | hidden[:, COLUMN["estimate"]]) & rows["status"].isin(_OPEN)
    protected["status"] = protected["status"].mask(headline, str(Status.SUPPRESSED))
    return protected[list(FINDING_COLUMNS)]


def _hidden_in(protection: Protection, knowledge: Knowledge, piece: Piece) -> Bools:
    """Return what is hidden of a piece, in the order of its rows."""
    keys = keys_of(piece.results)
    order = keys.order()
    rows = piece.results.iloc[order].reset_index(drop=True)
    hidden = np.zeros((len(rows), WIDTH), dtype=bool)
    hidden[order] = _hidden_cells(rows, keys.taken(order), protection, knowledge, piece.earlier)
    return hidden


def _hidden_cells(
    rows: pd.DataFrame, keys: Keys, protection: Protection, knowledge: Knowledge, earlier: Sequence[pd.DataFrame]
) -> Bools:
    """Return, cell by cell, what is hidden for its own sake or for the sake of another cell."""
    numbers, public = numbers_of(rows), rows["unit"].isin(PUBLIC_UNITS).to_numpy()
    smallest_cell, relations = protection.smallest_cell, knowledge.relations
    own = own_rule(numbers, smallest_cell) & ~public[:, None]
    places = places_of(keys, numbers)
    hidden = own | _small_outside(keys, numbers, own, smallest_cell)
    hidden |= numbers.with_along(small_remainders(places, relations, own, smallest_cell))
    hidden |= numbers.with_along(small_rests(places, relations, hidden, smallest_cell))
    lines = lines_of(keys, numbers, rows["method"], sums(places, relations))
    hidden = hide_second_cells(hidden, numbers, public, lines)
    settling = Settling(rows, hidden, protection, knowledge, earlier)
    while True:
        hidden = settling.settled(hidden)
        second = hide_second_cells(hidden, numbers, public, lines)
        if (second == hidden).all():  # else a sum was left with a single hidden cell
            return hidden
        hidden = second


def _small_outside(keys: Keys, numbers: Numbers, own: Bools, smallest_cell: int) -> Bools:
    """Return what overlapping groups must hide for the sake of the cases outside them.

    The cases outside are a group like any other, and its numbers can be subtracted from the total's. What the total
    hides for its own sake nobody can subtract from.
    """
    total = keys.matching(keys.total, "indicator", "project", "period")
    part = np.flatnonzero(keys.overlapping & (total >= 0))
    total = total[part]
    hidden = np.zeros(own.shape, dtype=bool)
    printed = ~np.isnan(numbers.table[total]) & ~own[total]
    hidden[part] = own_rule(numbers.outside(total, part), smallest_cell) & printed
    return numbers.with_along(hidden)


def _names(hidden: Bools) -> list[str]:
    """Return the names of the hidden columns of each row."""
    patterns, which = np.unique(hidden @ (1 << np.arange(WIDTH)), return_inverse=True)
    names = [
        " ".join(name for name, column in COLUMN.items() if pattern >> column & 1) for pattern in patterns.tolist()
    ]
    return [names[one] for one in which.tolist()]
