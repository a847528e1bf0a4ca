"""Intervals: what published counts tell of the true ones where counts are rounded or have deviations.

Each published count leaves its true one an interval. The attack on these is that on hidden numbers
(`evaluation.disclosure.attack`), with more forms: no true count is below its interval, and none above.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack, identity, vstack
from scipy.sparse.csgraph import connected_components

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import PUBLIC_UNITS, Bools, Floats, Ints, numbers_of
from evaluation.disclosure.contradictions import Attacked, attacked
from evaluation.disclosure.curve_facts import People
from evaluation.disclosure.draft import Draft
from evaluation.disclosure.editions import project_and_edition
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.outsider import Outsider, outsider_of
from evaluation.disclosure.programs import MOST
from evaluation.disclosure.system import System
from evaluation.disclosure.telling import telling_people
from evaluation.disclosure.treatments import Treatment
from evaluation.indicators.model import Estimator


@dataclass(frozen=True)
class Edition:
    """Protected results of an earlier edition, and how its counts were treated."""

    results: pd.DataFrame
    treatment: Treatment


@dataclass(frozen=True)
class Bounded:
    """A system whose variables have bounds.

    Attributes
    ----------
    system
        Forms and variables, the bounds as further forms: a variable less its bound times a further variable that is
        the number one. Each variable has a one of its own, so that a contradiction stays where it is.
    numbers, known
        The number of each variable, and which of them are known exactly.
    """

    system: System
    numbers: Floats
    known: Bools


def bounded(outsider: Outsider, hidden: Bools, treatment: Treatment, earlier: Sequence[Edition]) -> Bounded:
    """Return what an outsider knows of the true counts.

    Parameters
    ----------
    outsider
        The rows of a run and of earlier editions.
    hidden
        Which cells are hidden, cell after cell.
    treatment
        Of the counts of the run.
    earlier
        The earlier editions, as `outsider` has them.
    """
    low, high = _bounds_of_cells(outsider, treatment, earlier)
    system, number = outsider.system, outsider.system.variables
    least, most = np.zeros(number), np.full(number, MOST)
    cells = np.flatnonzero((system.variable >= 0) & ~hidden & ~np.isnan(low))
    variable = system.variable[cells]
    np.maximum.at(least, variable, low[cells])
    np.minimum.at(most, variable, high[cells])
    apart = least > most  # the same cases under two names, and data that break the law: one of them is true
    wide_least, wide_most = np.full(number, MOST), np.zeros(number)
    np.minimum.at(wide_least, variable, low[cells])
    np.maximum.at(wide_most, variable, high[cells])
    least, most = np.where(apart, wide_least, least), np.where(apart, wide_most, most)
    known = least == most
    with_low, with_high = np.flatnonzero(~known & (least > 0)), np.flatnonzero(~known & (most < MOST))
    every = identity(number, format="csr")
    forms = [
        hstack([system.matrix, csr_matrix(system.matrix.shape)]),
        hstack([every[with_low], -every[with_low].multiply(least)]),
        hstack([-every[with_high], every[with_high].multiply(most)]),
    ]
    further = len(with_low) + len(with_high)
    return Bounded(
        System(
            system.variable,
            vstack(forms, format="csr"),
            np.concatenate([system.equal, np.zeros(further, dtype=bool)]),
            np.concatenate([system.tested, np.zeros(further, dtype=bool)]),
            np.concatenate([system.origin, np.full(further, -1, dtype=np.int64)]),
        ),
        np.concatenate([np.where(known, least, np.nan), np.ones(number)]),
        np.concatenate([known, np.ones(number, dtype=bool)]),
    )


def _bounds_of_cells(outsider: Outsider, treatment: Treatment, earlier: Sequence[Edition]) -> tuple[Floats, Floats]:
    """Return between what the true count of each cell lies, cell after cell; NaN where no number is printed."""
    rows = outsider.rows
    edition = rows["project"].map(lambda name: project_and_edition(name)[1]).to_numpy()
    exact = (rows["unit"].isin(PUBLIC_UNITS) | (rows["method"] == str(Estimator.SEGMENTED))).to_numpy()
    low, high = outsider.table.copy(), outsider.table.copy()
    low[~outsider.there], high[~outsider.there] = np.nan, np.nan
    for number, own in enumerate((treatment, *(one.treatment for one in earlier))):
        mine = np.flatnonzero((edition == (str(number) if number else "")) & ~exact)
        low[mine], high[mine] = own.bounds(low[mine])
    return low.reshape(-1), high.reshape(-1)


def hide_leaks(
    rows: pd.DataFrame,
    hidden: Bools,
    treatment: Treatment,
    protection: Protection,
    knowledge: Knowledge,
    earlier: Sequence[Edition],
    shown: Callable[[Collection[People]], pd.DataFrame],
) -> tuple[Bools, frozenset[People]]:
    """Return what is hidden so that no attack finds an interval narrower than the protection asks; and whose curves.

    Parameters
    ----------
    rows
        Results with treated counts, in the order of their keys.
    hidden
        What is hidden so far, rows by columns of `MASK_COLUMNS`.
    treatment
        Of their counts.
    protection
        How much must stay open.
    knowledge
        What everybody knows of the indicators.
    earlier
        Earlier editions; what they told cannot be hidden any more.
    shown
        Returns the curves as they are published without those of some people.
    """
    deviations = [one.largest for one in (treatment, *(edition.treatment for edition in earlier))]
    outsider = outsider_of(rows, hidden, knowledge, [one.results for one in earlier], deviations)
    draft = Draft(outsider, numbers_of(rows), hidden)
    asked = np.ones(outsider.system.matrix.shape[0], dtype=bool)
    found: Attacked | None = None
    while True:
        everything = outsider.hidden.copy()
        everything[: outsider.own] |= draft.hidden
        known = bounded(outsider, everything.reshape(-1), treatment, earlier)
        tested = known.system.tested.copy()
        tested[: len(asked)] &= asked
        system = replace(known.system, tested=tested)
        attack = partial(attacked, system, known.numbers, known.known, protection, outsider.forms)
        # what reveals a leak costs programs, and first of all the numbers of the leak itself are hidden
        found = attack(explained=found is not None, before=found, same=len(asked))
        chosen = _chosen(found, draft)
        if not len(chosen):
            break
        draft.hide(chosen)
        asked = _touched(outsider.system, found)
    counts = (known.system, known.numbers, known.known)
    people = telling_people(shown, knowledge.curve_laws, outsider, counts, protection, treatment)
    return hidden | draft.hidden, people  # a share that cannot be had is hidden, too


def _chosen(found: Attacked, draft: Draft) -> Ints:
    """Return a variable to hide for the sake of each leak: one of its own, else of what reveals it; the cheapest."""
    chosen: set[int] = set()
    number = len(draft.known)
    for system, leak in found.leaks:
        for forms in ([leak.row], list(leak.revealed_by)):
            variables = np.unique(system.matrix[forms].indices).astype(np.int64)
            variables = variables[variables < number]  # the others are the number one
            variables = variables[draft.known[variables]]
            costs = draft.loss(variables)
            if np.isfinite(costs).any():
                chosen.add(int(variables[np.argmin(costs)]))
                break
    return np.array(sorted(chosen), dtype=np.int64)


def _touched(system: System, found: Attacked) -> Bools:
    """Return which forms hang together with a leak: what hangs together with none keeps its intervals."""
    matrix = system.matrix
    first = np.repeat(matrix.indices[matrix.indptr[:-1]], np.diff(matrix.indptr))
    pairs = csr_matrix((np.ones(len(first)), (first, matrix.indices)), (matrix.shape[1], matrix.shape[1]))
    _, label = connected_components(pairs, directed=False)
    leaking = {int(one) for other, leak in found.leaks for one in label[other.matrix[[leak.row]].indices[:1]]}
    return np.isin(label[matrix.indices[matrix.indptr[:-1]]], sorted(leaking))
