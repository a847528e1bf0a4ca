"""Second cells: one more number is hidden wherever a single hidden one would follow from its line."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from evaluation.disclosure.cells import ALONG, COLUMN, WIDTH, Bools, Floats, Ints, Numbers
from evaluation.disclosure.lines import Lines


def hide_second_cells(hidden: Bools, numbers: Numbers, public: Bools, lines: Lines) -> Bools:
    """Return what is hidden so that no line has exactly one hidden cell that would follow from the others.

    The lines are looked at in their order, round after round, until nothing changes: a cell hidden for the sake of one
    line may be the single hidden cell of another.

    Parameters
    ----------
    hidden
        What is hidden so far, by row and column.
    numbers
        Of the rows.
    public
        The rows that are nobody's data: nothing of them is hidden.
    lines
        The sums that anybody can form.
    """
    table = numbers.table
    hideable = ~np.isnan(table) & ~public[:, None]
    after = hidden & hideable
    flat, may_hide, size = after.reshape(-1), hideable.reshape(-1), _sizes(table).reshape(-1)
    line_of = np.repeat(np.arange(len(lines)), np.diff(lines.start))
    through = line_of[np.argsort(lines.cells, kind="stable")]  # the lines through a cell, cell after cell
    start = np.concatenate([[0], np.cumsum(np.bincount(lines.cells, minlength=table.size))])
    masked = np.bincount(line_of[flat[lines.cells]], minlength=len(lines))
    this_round: list[int] = np.flatnonzero(masked == 1).tolist()
    next_round: list[int] = []
    while this_round:
        line = heappop(this_round)
        if masked[line] == 1:
            cells = lines.cells[lines.start[line] : lines.start[line + 1]]
            partner = _partner(cells, flat, may_hide, size, exact=bool(lines.exact[line]))
            along = _along(partner, numbers.answers) if partner >= 0 else cells[:0]
            for cell in along[may_hide[along] & ~flat[along]].tolist():
                flat[cell] = True
                for other in through[start[cell] : start[cell + 1]].tolist():
                    masked[other] += 1
                    if masked[other] == 1:
                        heappush(this_round if other > line else next_round, other)
        if not this_round:
            this_round, next_round = next_round, []
    return after


def _sizes(table: Floats) -> Floats:
    """Return by what the smallest cell of a line is found: the number itself; for a mean its cases."""
    sizes = table.copy()
    sizes[:, COLUMN["estimate"]] = np.nan_to_num(table[:, COLUMN["n"]], nan=np.inf)
    return sizes


def _along(cell: int, answers: Ints) -> Ints:
    """Return a cell and what goes along with it."""
    row, column = divmod(cell, WIDTH)
    return row * WIDTH + np.flatnonzero(ALONG[answers[row], column])


def _partner(cells: Ints, hidden: Bools, may_hide: Bools, size: Floats, *, exact: bool) -> int:
    """Return the cell to hide beside the single hidden one, or -1.

    The smallest, a zero only for want of others, a whole last. A lone hidden whole needs none if its published members
    are all 0 and some of its cases may be in no member: it counts these.
    """
    whole, members = cells[0], cells[1:]
    candidates = members[may_hide[members] & ~hidden[members]]
    positive = candidates[size[candidates] > 0]
    if len(positive):
        return int(positive[np.argmin(size[positive])])  # the first of the smallest
    if len(candidates) and (exact or not hidden[whole]):
        return int(candidates[0])
    return int(whole) if may_hide[whole] and not hidden[whole] else -1
