"""Protect small numbers: pure functions from raw results to results that may leave the house.

Primary suppression hides every count from 1 to one below the plan's smallest cell, and every number that reveals such
a count: the complement of a numerator, a share, its interval, a step of a curve. Zero is publishable. Then, where one
hidden number could be found by subtracting its published neighbours from a published total (over the genders, over
the quarters), a second one is hidden too: the smallest, ties in the order of the keys, so that the same numbers hide
the same cells in whatever order their rows stand.

"Suppressed" is a value: the cell is empty, `suppressed` names the column, and the file on disk shows ".".

What this room does not do yet: protect against differences between totals of different indicators, between editions
of a report, and against interval attacks by linear programming.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from evaluation.results import COUNT_COLUMNS, FINDING_COLUMNS, KEY_COLUMNS, TOTAL, VALUE_COLUMNS, Status

PUBLIC_UNITS = ("events",)
"""Units that are nobody's data: how many events a project held is no secret."""

MASK_COLUMNS = (*COUNT_COLUMNS, *VALUE_COLUMNS)
"""Columns whose numbers can be hidden."""

_HEADLINE = ("events", "unknown", *VALUE_COLUMNS)
_WITH = {
    "n": ("n", *_HEADLINE),
    "events": _HEADLINE,
    "unknown": ("unknown",),
    "not_mature": ("not_mature",),
}
"""What must be hidden with a count, so that it cannot be computed from the rest of its row."""

_OPEN = (str(Status.PUBLISHED), str(Status.NOT_MATURE), str(Status.NOT_APPLICABLE))


def protect(results: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Protect raw results.

    Parameters
    ----------
    results
        Columns of `RESULT_COLUMNS` and `contributors`.
    smallest_cell
        Counts from 1 to one below this number are hidden.

    Returns
    -------
    pandas.DataFrame
        Columns of `FINDING_COLUMNS`, in the order of the rows given. Hidden cells are empty and named in
        `suppressed`.
    """
    rows = results.reset_index(drop=True)
    ordered = rows.sort_values(list(KEY_COLUMNS), kind="stable")
    hidden = _hidden_cells(ordered.reset_index(drop=True), smallest_cell).set_index(ordered.index).sort_index()
    protected = rows.drop(columns="contributors")
    for column in MASK_COLUMNS:
        protected[column] = protected[column].mask(hidden[column])
    headline = hidden["events"] & rows["status"].isin(_OPEN)
    protected["status"] = protected["status"].mask(headline, str(Status.SUPPRESSED))
    protected["suppressed"] = [
        " ".join(column for column, masked in zip(MASK_COLUMNS, row, strict=True) if masked)
        for row in hidden[list(MASK_COLUMNS)].to_numpy()
    ]
    return protected[list(FINDING_COLUMNS)]


def small(counts: pd.Series, smallest_cell: int) -> pd.Series:
    """Return where a count is from 1 to one below the smallest cell; an empty count is not small."""
    return ((counts >= 1) & (counts < smallest_cell)).fillna(value=False).astype(bool)


def _hidden_cells(rows: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Return, cell by cell, what is hidden for its own sake or for the sake of another cell."""
    primary = _primary(rows, smallest_cell)
    # plain lists: the search for second cells looks at single cells, and a frame is slow at that
    hidden = {column: list(primary[column]) for column in MASK_COLUMNS}
    numbers = {column: list(rows[column].to_numpy(dtype="float64", na_value=np.nan)) for column in MASK_COLUMNS}
    lines = list(_lines(rows))
    while _hide_second_cells(numbers, hidden, lines):
        pass
    return pd.DataFrame(hidden, index=rows.index)


def _primary(rows: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Return, cell by cell, what must be hidden for its own sake."""
    hidden = pd.DataFrame(data=False, index=rows.index, columns=list(MASK_COLUMNS))
    protected = ~rows["unit"].isin(PUBLIC_UNITS)
    for column in COUNT_COLUMNS:
        hidden[column] = small(rows[column], smallest_cell)
    others = rows["n"] - rows["events"]
    hidden["unknown"] |= small(others - rows["unknown"], smallest_cell)  # else the known others could be counted
    hidden["n"] |= small(rows["contributors"], smallest_cell)  # firms times events tells the firms: events are public
    hidden.loc[hidden["events"] | small(others, smallest_cell), list(_HEADLINE)] = True
    hidden.loc[hidden["n"], list(_HEADLINE)] = True
    return hidden.mul(protected, axis=0) & rows[list(MASK_COLUMNS)].notna()


def _lines(rows: pd.DataFrame) -> Iterator[tuple[int, list[int]]]:
    """Yield each total with the rows that add up to it."""
    totals = rows[rows["dimension"] == TOTAL]
    across = ["indicator", "project", "period"]
    place = dict(zip(totals[across].itertuples(index=False, name=None), totals.index, strict=True))
    for key, members in rows[rows["dimension"] != TOTAL].groupby(across, sort=False):
        yield place[key], list(members.index)
    whole = rows[(rows["period"] == "") & (rows["method"] == "count")]
    along = ["indicator", "project", "dimension", "group"]
    place = dict(zip(whole[along].itertuples(index=False, name=None), whole.index, strict=True))
    for key, members in rows[(rows["period"] != "") & (rows["method"] == "count")].groupby(along, sort=False):
        yield place[key], list(members.index)


def _hide_second_cells(
    numbers: Mapping[str, list[float]], hidden: Mapping[str, list[bool]], lines: list[tuple[int, list[int]]]
) -> bool:
    """Hide one more cell in every line in which a single hidden cell follows from the others."""
    changed = False
    for total, members in lines:
        for column in COUNT_COLUMNS:
            mask = hidden[column]
            masked = [row for row in (total, *members) if mask[row]]
            if len(masked) != 1:
                continue
            partner = _partner(numbers[column], total, members, masked[0])
            if partner is None:
                continue
            for name in _WITH[column]:
                if not np.isnan(numbers[name][partner]):
                    hidden[name][partner] = True
            changed = True
    return changed


def _partner(numbers: list[float], total: int, members: list[int], lone: int) -> int | None:
    """Return the cell to hide beside the lone hidden one: the smallest, a zero only for want of others, a total last.

    A lone hidden total needs none if its published members are all 0: it counts cases of no known group.
    """
    smallest = sorted((numbers[row], row) for row in members if row != lone and not np.isnan(numbers[row]))
    positive = [row for number, row in smallest if number > 0]
    if lone == total:
        return positive[0] if positive else None
    return [*positive, *(row for number, row in smallest if number == 0), total][0]


def protect_curves(curves: pd.DataFrame, smallest_cell: int, horizons: Sequence[int]) -> pd.DataFrame:
    """Protect survival curves.

    A point is kept where at least `smallest_cell` cases are at risk and where between it and its kept neighbours no
    event or at least `smallest_cell` events happened, so that no step tells of one or two persons. The months of
    `horizons` are kept first, because readers ask for them; then as many others as possible, in order. A curve that
    began with too few cases is hidden whole; if exactly one group of a project is hidden, so is the smallest other. So
    is, month by month, a second point where a single hidden one would follow from the total and the other groups.

    Parameters
    ----------
    curves
        Columns of `CURVE_COLUMNS`, raw.
    smallest_cell
        Smallest number of cases and of events in a step.
    horizons
        Months that are kept before others.

    Returns
    -------
    pandas.DataFrame
        The same rows; hidden points have the status `suppressed` and no numbers.
    """
    if curves.empty:
        return curves
    rows = curves.sort_values(["project", "dimension", "group", "month"], kind="stable").reset_index(drop=True)
    keep = pd.Series(data=False, index=rows.index)
    for _, project in rows.groupby("project", sort=False):
        hidden_groups = _hidden_groups(project, smallest_cell)
        for (dimension, group), curve in project.groupby(["dimension", "group"], sort=False):
            if (dimension, group) not in hidden_groups:
                keep[_kept_points(curve, smallest_cell, horizons)] = True
        keep[_second_points(project, keep)] = False
    rows.loc[~keep, "status"] = str(Status.SUPPRESSED)
    for column in ("n", "events"):
        rows[column] = rows[column].astype("Int64").mask(~keep)
    for column in VALUE_COLUMNS:
        rows[column] = rows[column].mask(~keep)
    return rows


def _hidden_groups(project: pd.DataFrame, smallest_cell: int) -> set[tuple[str, str]]:
    sizes = project[project["month"] == 0].set_index(["dimension", "group"])["n"]
    hidden = {key for key, size in sizes.items() if size < smallest_cell}
    groups = sorted((size, key) for key, size in sizes.items() if key[0] != TOTAL and key not in hidden)
    if sum(key[0] != TOTAL for key in hidden) == 1 and groups:
        hidden.add(groups[0][1])
    return hidden


def _second_points(project: pd.DataFrame, keep: pd.Series) -> list[int]:
    """Return the smallest group's point of each month in which exactly one curve of the project is hidden.

    Hiding a kept point joins two steps, each without events or with enough of them, and so makes no small step.
    """
    points = []
    for _, month in project.groupby("month", sort=False):
        shown = month[keep[month.index] & (month["dimension"] != TOTAL)]
        if (~keep[month.index]).sum() == 1 and len(shown):
            points.append(shown.sort_values(["n", "group"]).index[0])
    return points


def _kept_points(curve: pd.DataFrame, smallest_cell: int, horizons: Sequence[int]) -> list[int]:
    events = curve[(curve["n"] >= smallest_cell) & curve["estimate"].notna()].set_index("month")["events"]
    kept: list[int] = []
    for month in dict.fromkeys([0, *horizons, *events.index]):
        if month in events.index:
            before = max((one for one in kept if one < month), default=month)
            after = min((one for one in kept if one > month), default=month)
            steps = (events[month] - events[before], events[after] - events[month])
            if all(step == 0 or step >= smallest_cell for step in steps):
                kept.append(month)
    return list(curve.index[curve["month"].isin(kept)])
