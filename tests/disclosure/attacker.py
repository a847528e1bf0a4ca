"""An attacker: what follows from published numbers. It knows nothing of how the protection finds its lines.

A cell is (indicator, project, dimension, group, period, column). The attacker knows all published cells, which sums
and which sets within sets there are, and that no count is negative; it asks for the smallest and the largest number
that a hidden cell may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from evaluation.indicators.model import Relation
from evaluation.results import COUNT_COLUMNS

PARTITIONS = ("gender", "age", "status_at_entry", "programme_area")

Cell = tuple[str, ...]
Sum = tuple[Cell, tuple[Cell, ...]]
Inclusion = tuple[Cell, Cell]


@dataclass(frozen=True)
class Known:
    """Published and hidden cells, and what is known to hold between them."""

    published: Mapping[Cell, float]
    hidden: Mapping[Cell, float]
    """Hidden cells with their true numbers, which the attacker does not know."""
    sums: tuple[Sum, ...]
    within: tuple[Inclusion, ...]
    """A larger set, a set within it: by law, by row, and an overlapping group within its total."""
    covered: tuple[tuple[tuple[Cell, ...], tuple[Cell, ...]], ...]
    """Sets that together cover sets which share no case."""


def known(raw: pd.DataFrame, protected: pd.DataFrame, relations: Iterable[Relation] = ()) -> Known:
    """Return what an attacker knows who has read `protected`; `raw` tells whether a sum has unprinted parts."""
    published, hidden, method = {}, {}, {}
    for before, after in zip(raw.to_dict("records"), protected.to_dict("records"), strict=True):
        row = tuple(str(before[key]) for key in ("indicator", "project", "dimension", "group", "period"))
        method[row] = str(before["method"])
        for column in COUNT_COLUMNS:
            if pd.notna(before[column]):
                masked = column in str(after["suppressed"]).split()
                (hidden if masked else published)[(*row, column)] = float(before[column])
    truth = published | hidden
    candidates = [*_over_groups(truth), *_twins(truth), *_over_quarters(truth, method), *_by_law(truth, relations)]
    sums = tuple(one for one in candidates if truth[one[0]] == sum(truth[cell] for cell in one[1]))
    within = [pair for pair in _inclusions(truth, method, relations) if all(cell in truth for cell in pair)]
    covered = [one for one in _covered(truth, relations) if all(cell in truth for cell in (*one[0], *one[1]))]
    return Known(published, hidden, sums, tuple(within), tuple(covered))


def _over_groups(truth: Mapping[Cell, float]) -> Iterable[Sum]:
    lines: dict[tuple[Cell, str], list[Cell]] = {}
    for indicator, project, dimension, group, period, column in truth:
        if dimension in PARTITIONS:
            total = (indicator, project, "total", "total", period, column)
            lines.setdefault((total, dimension), []).append((indicator, project, dimension, group, period, column))
    return [(total, tuple(cells)) for (total, _), cells in lines.items()]


def _twins(truth: Mapping[Cell, float]) -> Iterable[Sum]:
    """Yield the same group in two dimensions."""
    for indicator, project, dimension, group, period, column in truth:
        if dimension == "target_group":
            others = [(indicator, project, name, group, period, column) for name in PARTITIONS]
            yield from (
                (one, ((indicator, project, dimension, group, period, column),)) for one in others if one in truth
            )


def _over_quarters(truth: Mapping[Cell, float], method: Mapping[Cell, str]) -> Iterable[Sum]:
    lines: dict[Cell, list[Cell]] = {}
    for cell in truth:
        if cell[4] and method[cell[:5]] in ("count", "total"):
            lines.setdefault((*cell[:4], "", cell[5]), []).append(cell)
    return [(whole, tuple(cells)) for whole, cells in lines.items()]


def _set(name: str, place: Cell) -> Cell:
    """Return the cell of a set; that of a group stands at the place of all cases alone."""
    name, _, group = name.partition("@")
    if group:
        place = (place[0], "status_at_entry" if place[1] == "total" else "nowhere", group)
    return (name.removesuffix(".n"), *place, "", "n" if name.endswith(".n") else "events")


def _by_law(truth: Mapping[Cell, float], relations: Iterable[Relation]) -> Iterable[Sum]:
    for place in dict.fromkeys(cell[1:4] for cell in truth):
        for relation in relations:
            cells = [_set(name, place) for name in (relation.whole, *relation.parts)]
            if relation.exhaustive and all(cell in truth for cell in cells) and len(set(cells)) == len(cells):
                yield cells[0], tuple(cells[1:])


def _inclusions(
    truth: Mapping[Cell, float], method: Mapping[Cell, str], relations: Iterable[Relation]
) -> Iterable[Inclusion]:
    for cell in truth:
        if cell[5] in ("events", "unknown") and method[cell[:5]] not in ("total", "mean"):
            yield (*cell[:5], "n"), cell
        if cell[2] == "target_group" and method[cell[:5]] not in ("total", "mean"):
            yield (*cell[:2], "total", "total", *cell[4:]), cell
    for place in dict.fromkeys(cell[1:4] for cell in truth):
        for relation in relations:
            if not relation.others and "@" not in relation.parts[0]:
                yield from ((_set(relation.whole, place), _set(part, place)) for part in relation.parts)


def _covered(
    truth: Mapping[Cell, float], relations: Iterable[Relation]
) -> Iterable[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    for place in dict.fromkeys(cell[1:4] for cell in truth):
        for relation in relations:
            wholes, parts = (
                tuple(_set(name, place) for name in names)
                for names in ((relation.whole, *relation.others), relation.parts)
            )
            if relation.disjoint:
                yield wholes, parts
            elif relation.others:
                yield from ((wholes, (part,)) for part in parts)


def interval(cell: Cell, facts: Known, sums: Iterable[Sum], within: Iterable[Inclusion]) -> tuple[float, float]:
    """Return the smallest and the largest number that a hidden cell may hold, given some sums and inclusions."""
    equal = [{whole: -1, **dict.fromkeys(parts, 1)} for whole, parts in sums]
    below = [{whole: -1, part: 1} for whole, part in within]
    asked = [name for name in facts.hidden if name == cell or any(name in one for one in (*equal, *below))]
    matrices = _matrices("eq", equal, asked, facts) | _matrices("ub", below, asked, facts)
    bounds = []
    for sign in (1, -1):
        target = [sign * (name == cell) for name in asked]
        found = linprog(target, **matrices, bounds=(0, None), method="highs")
        bounds.append(sign * found.fun if found.status == 0 else np.inf)
    return bounds[0], bounds[1]


def _matrices(kind: str, rules: list[dict[Cell, int]], asked: list[Cell], facts: Known) -> dict[str, list[Any]]:
    """Return the rules as the arguments of `linprog`, which wants what is not known on the left."""
    told = [rule for rule in rules if any(name in facts.hidden for name in rule)]
    left = [[rule.get(name, 0) for name in asked] for rule in told]
    right = [-sum(sign * facts.published.get(name, 0) for name, sign in rule.items()) for rule in told]
    return {f"A_{kind}": left, f"b_{kind}": right} if told else {}


def exact_in_a_single_sum(facts: Known) -> list[Cell]:
    """Return the hidden cells that a single sum gives away; what adds up to a published 0 is 0, and no secret."""
    found = []
    for whole, parts in facts.sums:
        for cell in (whole, *parts):
            if cell in facts.hidden:
                low, high = interval(cell, facts, [(whole, parts)], [])
                if high - low < 1e-6 and high > 0:
                    found.append(cell)
    return found


def exact_by_equations(facts: Known) -> list[Cell]:
    """Return the positive hidden cells that all sums together give away, without regard to what cannot be negative."""
    hidden = list(facts.hidden)
    rules = [{whole: -1, **dict.fromkeys(parts, 1)} for whole, parts in facts.sums]
    told = [[rule.get(name, 0) for name in hidden] for rule in rules if any(name in facts.hidden for name in rule)]
    _, sizes, directions = np.linalg.svd(np.array([[0] * len(hidden), *told]))
    free = directions[(sizes > 1e-9).sum() :]  # ways to change hidden cells that no sum notices
    fixed = np.abs(free).max(axis=0, initial=0) < 1e-9
    return [name for name, stays in zip(hidden, fixed, strict=True) if stays and facts.hidden[name]]


def exact_in_all_sums(facts: Known) -> list[Cell]:
    """Return the positive hidden cells that all sums and inclusions together give away; slow."""
    intervals = {cell: interval(cell, facts, facts.sums, facts.within) for cell in facts.hidden}
    return [cell for cell, (low, high) in intervals.items() if high - low < 1e-6 and high > 0]


def known_to_be_few(facts: Known, smallest_cell: int) -> list[Cell | Inclusion]:
    """Return what inclusions, chained as long as one likes, tell to be from 1 to one below the smallest cell.

    Hidden cells, which hold no more than each published set around them and no less than each within them; and cases
    of a published set that are outside a published set within it.
    """
    chained = _chained(facts.within)
    low = dict.fromkeys(facts.hidden, 0.0)
    high = dict.fromkeys(facts.hidden, np.inf)
    found: list[Cell | Inclusion] = []
    for whole, part in chained:
        if whole in facts.hidden and part in facts.published:
            low[whole] = max(low[whole], facts.published[part])
        elif whole in facts.published and part in facts.hidden:
            high[part] = min(high[part], facts.published[whole])
        elif whole in facts.published and 1 <= facts.published[whole] - facts.published[part] < smallest_cell:
            found.append((whole, part))
    for wholes, parts in facts.covered:
        if all(cell in facts.published for cell in (*wholes, *parts)):
            left = sum(facts.published[cell] for cell in wholes) - sum(facts.published[cell] for cell in parts)
            found += [(wholes[0], parts[0])] if 1 <= left < smallest_cell else []
    return found + [cell for cell in facts.hidden if low[cell] >= 1 and high[cell] < smallest_cell]


def _chained(within: Iterable[Inclusion]) -> set[Inclusion]:
    inner: dict[Cell, set[Cell]] = {}
    for whole, part in within:
        inner.setdefault(whole, set()).add(part)
    chained: set[Inclusion] = set()
    for whole in inner:
        ahead, seen = list(inner[whole]), set()
        while ahead:
            part = ahead.pop()
            if part not in seen:
                seen.add(part)
                ahead += inner.get(part, ())
        chained |= {(whole, part) for part in seen}
    return chained
