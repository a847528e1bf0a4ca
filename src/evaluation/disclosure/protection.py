"""Protect results: what each row hides, what larger sets and sums make it hide, and the table without all that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import COLUMN, PUBLIC_UNITS, WIDTH, Bools, Numbers, numbers_of, own_rule
from evaluation.disclosure.curve_facts import People
from evaluation.disclosure.curves import ProtectedCurves, protect_curves
from evaluation.disclosure.firm_rests import FirmRests
from evaluation.disclosure.keys import Keys, keys_of
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.lines import lines_of
from evaluation.disclosure.measures import measures_that_tell
from evaluation.disclosure.pieces import Piece, pieces_of
from evaluation.disclosure.places import places_of, small_remainders, small_rests, sums
from evaluation.disclosure.second import hide_second_cells
from evaluation.disclosure.settle import Settling
from evaluation.disclosure.telling import with_beginnings
from evaluation.disclosure.workers import each
from evaluation.indicators.model import Estimator, Relation
from evaluation.results import CURVE_COLUMNS, FINDING_COLUMNS, VALUE_COLUMNS, Status

DECIMALS = {str(Estimator.POST_STRATIFIED): 2, str(Estimator.MEAN): 3, str(Estimator.SEGMENTED): 2}
"""So many decimals of some methods are published, as many as a report prints or more. A weighted share is a sum of
fractions whose denominators are the numbers of answers in each stratum, a mean of shares one whose denominators are the
sizes of firms, and a regression of months in which little happened leaves a single series: from all digits these could
be found."""

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
        Columns of `RESULT_COLUMNS` and `contributors`, and `FIRMS` (`evaluation.disclosure.firm_rests`) where sums over
        firms are to be guarded against subtraction. A dimension is `total`, or one of `OVERLAPPING`, or its groups
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
    known = knowledge or Knowledge()
    known = replace(known, relations=(*known.relations, *relations))
    protection = Protection(smallest_cell, smallest_cell if width is None else width)
    return protect_together(results, None, protection, known, earlier=earlier, processes=processes)[0]


def protect_together(
    results: pd.DataFrame,
    curves: pd.DataFrame | None,
    protection: Protection,
    knowledge: Knowledge,
    *,
    horizons: Sequence[int] = (),
    earlier: Sequence[pd.DataFrame] = (),
    processes: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protect raw results, and curves of the same projects, so that neither gives away what is hidden of the other.

    Parameters
    ----------
    results, earlier, processes
        As for `protect`.
    curves
        Columns of `CURVE_COLUMNS`, raw; None: there are none.
    protection
        How much must stay open.
    knowledge
        What the definitions of indicators and curves tell everybody.
    horizons
        Months of the curves that are kept before others.

    Returns
    -------
    tuple of pandas.DataFrame
        Results as from `protect`; curves as from `evaluation.disclosure.curves.protect_curves`, without those that
        would give a hidden count away.
    """
    rows = results.reset_index(drop=True).copy()
    pieces = pieces_of(rows, earlier, curves=curves)
    hidden = np.zeros((len(rows), WIDTH), dtype=bool)
    without: set[People] = set()
    found = each(partial(_hidden_in, protection, knowledge, tuple(horizons)), pieces, processes)
    for piece, (mine, people) in zip(pieces, found, strict=True):
        hidden[piece.rows] = mine
        without |= people
    lines = pd.DataFrame(columns=list(CURVE_COLUMNS)) if curves is None else curves
    return masked(rows, hidden), protect_curves(lines, protection.smallest_cell, horizons, without)


def masked(rows: pd.DataFrame, hidden: Bools) -> pd.DataFrame:
    """Return results without what is hidden, measures that tell of it, and further digits: `FINDING_COLUMNS`."""
    hidden = hidden | measures_that_tell(rows, hidden)
    protected = rows.assign(suppressed=_names(hidden))
    for method, decimals in DECIMALS.items():
        for name in VALUE_COLUMNS:
            protected[name] = protected[name].mask(rows["method"] == method, rows[name].round(decimals))
    for name, column in COLUMN.items():
        protected[name] = protected[name].mask(hidden[:, column])
    headline = (hidden[:, COLUMN["events"]] | hidden[:, COLUMN["estimate"]]) & rows["status"].isin(_OPEN)
    protected["status"] = protected["status"].mask(headline, str(Status.SUPPRESSED))
    return protected[list(FINDING_COLUMNS)]


def _hidden_in(
    protection: Protection, knowledge: Knowledge, horizons: Sequence[int], piece: Piece
) -> tuple[Bools, frozenset[People]]:
    """Return what is hidden of a piece, in the order of its rows, and whose curves are hidden for its sake."""
    keys = keys_of(piece.results)
    order = keys.order()
    rows = piece.results.iloc[order].reset_index(drop=True)
    hidden = np.zeros((len(rows), WIDTH), dtype=bool)

    protected = ProtectedCurves(piece.curves, protection.smallest_cell, horizons)

    def shown(without: Collection[People]) -> pd.DataFrame:
        return with_beginnings(protected.without(without), piece.curves)

    hidden[order], settling = _hidden_cells(rows, keys.taken(order), protection, knowledge, piece.earlier)
    return hidden, settling.telling(shown)


def _hidden_cells(
    rows: pd.DataFrame, keys: Keys, protection: Protection, knowledge: Knowledge, earlier: Sequence[pd.DataFrame]
) -> tuple[Bools, Settling]:
    """Return, cell by cell, what is hidden for its own sake or for that of another cell; and the attack that failed."""
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
    rests = FirmRests(rows, numbers, lines, smallest_cell)
    while True:
        hidden = settling.settled(hidden)
        second = hide_second_cells(hidden, numbers, public, lines)
        if (second == hidden).all():  # else a sum was left with a single hidden cell
            partners = rests.partners(hidden)
            if not len(partners):
                return hidden, settling
            second = settling.hide(partners)
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
