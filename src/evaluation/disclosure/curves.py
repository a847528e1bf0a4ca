"""Protect curves: which points of a survival or incidence curve may be shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.curve_rests import hide_small_rests
from evaluation.disclosure.keys import OVERLAPPING
from evaluation.results import TOTAL, VALUE_COLUMNS, Status

COMPETING = ("first_job", "drop_out")
"""Incidence curves of causes that compete: who leaves by one cannot leave by the other."""

OWN_PEOPLE = dict.fromkeys(COMPETING, COMPETING[0])
"""Curves of the same people under the name of the first of them: they are shown and hidden together."""

DECIMALS_OF_CURVES = 2
"""Decimals of the shares of a curve: whole percent, as a report prints them; from all digits follows in which order
persons left and were no longer heard of."""

_CURVE = ["indicator", "project", "dimension", "group"]


def protect_curves(
    curves: pd.DataFrame,
    smallest_cell: int,
    horizons: Sequence[int],
    without: Collection[tuple[str, str, str, str]] = (),
) -> pd.DataFrame:
    """Protect survival and incidence curves.

    A point is kept where at least `smallest_cell` cases are at risk and where between it and its kept neighbours (and
    before the first kept point) no event or at least `smallest_cell` events happened, so that no step tells of one or
    two persons. The months of `horizons` are kept first, because readers ask for them; then as many others as
    possible, in order. A curve that began with too few cases is hidden whole; if exactly one group of a dimension is
    hidden, so is the smallest other. So is, month by month, a second point where a single hidden one would follow from
    the total and the other groups.

    Competing curves of the same people show the same months, and a step must hold no or enough events of each cause.
    A curve of one cause tells how many were left when its events happened, because each event raises it by the share
    still there, divided by the cases at risk; so a single event of the other cause, which lowers the one but not the
    other, would follow although those censored are not printed. A curve of an overlapping group is held to the same
    rule for the cases outside the group, which are the total minus the group.

    Those who are no longer at risk without an event are no longer heard of: between two kept months there is none of
    them, or enough. What the total leaves without the groups shown beside it keeps the same rules
    (`evaluation.disclosure.curve_rests`). Shares are published in whole percent.

    Parameters
    ----------
    curves
        Columns of `CURVE_COLUMNS`, raw.
    smallest_cell
        Smallest number of cases and of events in a step.
    horizons
        Months that are kept before others.
    without
        Curves to hide whole, because they tell of hidden counts (`evaluation.disclosure.telling`): the name of the
        first of competing curves, project, dimension and group.

    Returns
    -------
    pandas.DataFrame
        The same rows, sorted; hidden points have the status `suppressed` and no numbers.
    """
    return ProtectedCurves(curves, smallest_cell, horizons).without(without)


class ProtectedCurves:
    """Curves of which one set of people after the other may be hidden.

    Parameters
    ----------
    curves, smallest_cell, horizons
        As for `protect_curves`.
    """

    def __init__(self, curves: pd.DataFrame, smallest_cell: int, horizons: Sequence[int]) -> None:
        self._rows = curves
        if curves.empty:
            return
        self._rows = rows = curves.sort_values([*_CURVE, "month"], kind="stable").reset_index(drop=True)
        for column in ("n", "events"):
            rows[column] = rows[column].astype("Int64")
        self._grid = grid = _grid_of(rows)
        self._people = people = _people(grid)
        self._kept_points = partial(_kept_points, grid.months, smallest_cell, horizons)
        self._smallest_cell = smallest_cell
        fit = np.logical_and.reduce([n >= smallest_cell for n, _ in people])
        began = fit[:, 0] | np.isnan(grid.n[:, 0])
        self._keep = self._kept_points(fit & began[:, None], [events for _, events in people])
        self._lines = _lines(grid.curves)
        _hide_second_curves(self._keep, grid, self._lines, began)

    def without(self, people: Collection[tuple[str, str, str, str]]) -> pd.DataFrame:
        """Return what is published of the curves without those of some people, as `protect_curves` does."""
        if self._rows.empty:
            return self._rows
        keep = self._keep & ~_among(self._grid.curves, people)[:, None]
        more = True
        while more:
            _hide_second_points(keep, self._grid, self._lines)
            more = hide_small_rests(
                keep, self._lines, self._people, self._grid.n, self._kept_points, self._smallest_cell
            )
        hidden = ~keep[self._grid.curve, self._grid.column]
        rows = self._rows.round(dict.fromkeys(VALUE_COLUMNS, DECIMALS_OF_CURVES))
        masked = {name: rows[name].mask(hidden) for name in ("n", "events", *VALUE_COLUMNS)}
        return self._rows.assign(**masked, status=self._rows["status"].mask(hidden, str(Status.SUPPRESSED)))


def _among(curves: pd.DataFrame, people: Collection[tuple[str, str, str, str]]) -> Bools:
    """Return which curves are of some people."""
    named = curves.assign(indicator=curves["indicator"].replace(OWN_PEOPLE))
    return np.array([key in people for key in zip(*(named[name] for name in _CURVE), strict=True)], dtype=bool)


@dataclass(frozen=True)
class _Grid:
    """Curves as rows, months as columns.

    Attributes
    ----------
    curves
        The keys of each curve, sorted.
    months
        The month of each column, ascending.
    curve, column
        Where each point stands.
    n, events
        Cases at risk, and events so far; NaN where a curve has no such point.
    point, known
        Whether a curve has such a point, and whether the point has an estimate.
    """

    curves: pd.DataFrame
    months: list[int]
    curve: Ints
    column: Ints
    n: Floats
    events: Floats
    point: Bools
    known: Bools


def _grid_of(rows: pd.DataFrame) -> _Grid:
    curve = rows.groupby(_CURVE, sort=False).ngroup().to_numpy()
    column, months = pd.factorize(rows["month"].to_numpy(dtype="int64"), sort=True)
    shape = (int(curve.max()) + 1, len(months))
    n, events = np.full(shape, np.nan), np.full(shape, np.nan)
    point, known = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    point[curve, column] = True
    n[curve, column] = rows["n"].to_numpy(dtype="float64", na_value=np.nan)
    events[curve, column] = rows["events"].to_numpy(dtype="float64", na_value=np.nan)
    known[curve, column] = rows["estimate"].notna().to_numpy()
    keys = rows.drop_duplicates(_CURVE)[_CURVE].reset_index(drop=True)
    return _Grid(keys, months.tolist(), curve, column, n, events, point, known)


def _kept_points(
    months: list[int], smallest_cell: int, horizons: Sequence[int], fit: Bools, people: Sequence[Floats]
) -> Bools:
    """Return the fit points that make no small step in the events of any people."""
    keep = np.zeros(fit.shape, dtype=bool)
    places = {month: place for place, month in enumerate(months)}
    for place in dict.fromkeys(places[month] for month in (0, *horizons, *months) if month in places):
        good = fit[:, place].copy()
        before, after = _neighbours(keep, place)
        for events in people:
            for step in _steps(events, before, place, after):
                good &= (step == 0) | (step >= smallest_cell)
        keep[:, place] = good
    return keep


def _people(grid: _Grid) -> list[tuple[Floats, Floats]]:
    """Return cases at risk and events of everybody of whom a curve tells.

    Those of the curve; those who leave by a competing cause; those who are no longer heard of; and the same outside an
    overlapping group. Where there is nobody to tell of, infinitely many are at risk and nothing happens.
    """
    n = np.where(grid.known, grid.n, np.nan)
    total = _same_place(grid.curves, dimension=TOTAL, group=TOTAL)
    overlapping = grid.curves["dimension"].isin(OVERLAPPING).to_numpy()
    competing = grid.curves["indicator"].isin(COMPETING).to_numpy()
    causes = [np.where(competing, _same_place(grid.curves, indicator=cause), -1) for cause in COMPETING]
    itself = np.arange(len(total))
    lost = _lost(grid, [np.where(competing, -1, itself), *causes])
    people = []
    for own, events in ((itself, grid.events), *((cause, grid.events) for cause in causes), (itself, lost)):
        whole = np.where((own >= 0) & overlapping, total[own], -1)
        part = np.where(whole >= 0, own, -1)
        outside = _of(n, whole, np.inf) - _of(n, part, 0.0)
        events_outside = _of(events, whole, 0.0) - _of(events, part, 0.0)
        people.append((_of(n, own, np.inf), _of(events, own, 0.0)))
        people.append((np.where(outside == 0, np.inf, outside), events_outside))
    return people


def _lost(grid: _Grid, causes: Sequence[Ints]) -> Floats:
    """Return who is no longer at risk without an event of any cause, counted from the first month with numbers.

    Events of the first day are in the number at risk in month 0; whoever ended exactly at the end of a later month is
    at risk in it too, and seldom.
    """
    events = np.sum([_of(grid.events, cause, 0.0) for cause in causes], axis=0)
    itself, first = np.arange(len(events)), np.argmax(~np.isnan(grid.n), axis=1)
    begin = (itself, first)
    since = np.where(np.array(grid.months)[first] == 0, 0.0, events[begin])
    lost = grid.n[begin][:, None] - grid.n - (events - since[:, None])
    lost[begin] = 0.0
    return np.asarray(lost)


def _same_place(curves: pd.DataFrame, **changes: str) -> Ints:
    """Return for each curve the one whose key differs by `changes` alone; -1 where there is none."""
    index = pd.MultiIndex.from_frame(curves)
    return index.get_indexer(pd.MultiIndex.from_frame(curves.assign(**changes))).astype(np.int64)


def _of(numbers: Floats, curves: Ints, fill: float) -> Floats:
    """Return the numbers of some curves; `fill` where there is none (-1)."""
    return np.where((curves >= 0)[:, None], numbers[curves], fill)


def _neighbours(keep: Bools, place: int) -> tuple[Ints, Ints]:
    """Return the last kept column before `place` and the first one after it; -1 where there is none."""
    before, after = keep[:, :place], keep[:, place + 1 :]
    last = place - 1 - np.argmax(before[:, ::-1], axis=1) if place else np.zeros(len(keep), dtype=np.int64)
    first = place + 1 + np.argmax(after, axis=1) if after.shape[1] else np.zeros(len(keep), dtype=np.int64)
    return np.where(before.any(axis=1), last, -1), np.where(after.any(axis=1), first, -1)


def _steps(events: Floats, before: Ints, place: int, after: Ints) -> tuple[Floats, Floats]:
    """Return how many events happened since the kept point before, or ever so far, and until the one after."""
    curves = np.arange(len(events))
    here = events[:, place]
    since = here - np.where(before >= 0, events[curves, before], 0.0)
    until = np.where(after >= 0, events[curves, after] - here, 0.0)
    return since, until


def _lines(curves: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return, for each partition of each total, its groups in order (rows padded with -1) and its total."""
    groups = curves[~curves["dimension"].isin([TOTAL, *OVERLAPPING])]
    line = groups.groupby(["indicator", "project", "dimension"], sort=False).ngroup().to_numpy()
    position = groups.groupby(line).cumcount().to_numpy()
    members = np.full((int(line.max(initial=-1)) + 1, int(position.max(initial=0)) + 1), -1, dtype=np.int64)
    members[line, position] = groups.index
    total = np.full(len(members), -1, dtype=np.int64)
    total[line] = _same_place(curves, dimension=TOTAL, group=TOTAL)[groups.index]
    return members, total


def _hide_second_curves(keep: Bools, grid: _Grid, lines: tuple[Ints, Ints], began: Bools) -> None:
    """Hide the smallest other group of each line in which exactly one is hidden whole."""
    members, _ = lines
    there = members >= 0
    hidden = there & ~began[members]
    size = np.where(there & ~hidden, np.nan_to_num(grid.n[members, 0], nan=np.inf), np.inf)
    lone = (hidden.sum(axis=1) == 1) & np.isfinite(size).any(axis=1)
    keep[members[lone, np.argmin(size[lone], axis=1)]] = False


def _hide_second_points(keep: Bools, grid: _Grid, lines: tuple[Ints, Ints]) -> None:
    """Hide the smallest group's point of each month in which exactly one curve of a line is hidden.

    Hiding a kept point joins two steps, each without events or with enough of them, and so makes no small step.
    """
    members, total = lines
    there = (members >= 0)[:, :, None] & grid.point[members]
    shown = there & keep[members]
    total_hidden = (total >= 0)[:, None] & grid.point[total] & ~keep[total]
    lone = ((there & ~shown).sum(axis=1) + total_hidden == 1) & shown.any(axis=1)
    line, column = np.nonzero(lone)
    size = np.where(shown, grid.n[members], np.inf)[line, :, column]
    keep[members[line, np.argmin(size, axis=1)], column] = False
