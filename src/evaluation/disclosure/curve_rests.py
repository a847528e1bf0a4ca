"""Curve rests: what is left of a total curve without the groups shown beside it, held to the rule of a curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from evaluation.disclosure.cells import Bools, Floats, Ints


def hide_small_rests(
    keep: Bools,
    lines: tuple[Ints, Ints],
    people: Sequence[tuple[Floats, Floats]],
    size: Floats,
    kept_points: Callable[[Bools, Sequence[Floats]], Bools],
    smallest_cell: int,
) -> bool:
    """Hide points of groups, in place, until no rest of a total tells of few; return whether any was hidden.

    The total less the groups that are shown in two months is a curve like any other: whoever subtracts has its cases at
    risk and its steps. Where it would not be shown itself, the smallest of these groups is hidden in that month, which
    joins the rest with that group.

    Parameters
    ----------
    keep
        Which points are shown, curves by months.
    lines
        For each partition of a total its groups (rows padded with -1) and its total, -1 where there is none.
    people
        Cases at risk, and events so far, of everybody of whom a curve tells; infinite and 0 where there is nobody.
    size
        Cases at risk of each point.
    kept_points
        Returns which of some fit points can be shown with some events.
    smallest_cell
        Smallest number of cases and of events in a step.
    """
    members, total = (one[lines[1] >= 0] for one in lines)
    before = keep.sum()
    while len(members):
        line, shown = _shown_together(keep, members, total)
        rows, whole = members[line], total[line]
        here = keep[whole] & (keep[rows] | ~shown[:, :, None]).all(axis=1)
        fit, steps = here.copy(), []
        for n, events in people:
            left = _less(n, whole, rows, shown)
            fit &= (left == 0) | ~(left < smallest_cell)  # no number where there is nobody
            steps.append(_less(events, whole, rows, shown))
        which, column = np.nonzero(here & ~kept_points(fit, steps))
        if not len(which):
            break
        sizes = np.where(shown[which], size[rows[which], column[:, None]], np.inf)
        keep[rows[which, np.argmin(sizes, axis=1)], column] = False
    return bool(keep.sum() < before)


def _shown_together(keep: Bools, members: Ints, total: Ints) -> tuple[Ints, Bools]:
    """Return lines, and for each of them groups that are shown beside the total in two of its months, or in one."""
    found: list[tuple[int, tuple[bool, ...]]] = []
    for line, (groups, whole) in enumerate(zip(members, total, strict=True)):
        shown = np.unique((keep[groups] & (groups >= 0)[:, None])[:, keep[whole]], axis=1)
        both = (shown[:, :, None] & shown[:, None, :]).reshape(len(groups), -1)
        found += [(line, tuple(one)) for one in np.unique(both, axis=1).T.tolist() if any(one)]
    lines = np.array([line for line, _ in found], dtype=np.int64)
    return lines, np.array([one for _, one in found], dtype=bool).reshape(len(found), members.shape[1])


def _less(numbers: Floats, whole: Ints, rows: Ints, shown: Bools) -> Floats:
    """Return the numbers of totals less those of the shown groups; NaN where nobody is."""
    with np.errstate(invalid="ignore"):  # infinitely many less infinitely many
        return np.asarray(numbers[whole] - np.where(shown[:, :, None], numbers[rows], 0.0).sum(axis=1))
