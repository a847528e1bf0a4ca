"""Equations: the forms of the rows of a run, from their keys, the laws, and what the definitions tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools, Ints, Numbers
from evaluation.disclosure.classes import forms_of_classes
from evaluation.disclosure.forms import LAWS, Forms, Law, forms_of, joined
from evaluation.disclosure.keys import Keys
from evaluation.disclosure.knowledge import OBLIGATORY, Knowledge
from evaluation.disclosure.laws import DENOMINATOR, same, within
from evaluation.disclosure.lines import Line, Lines
from evaluation.disclosure.periods import forms_over_time
from evaluation.disclosure.places import Places, first_of
from evaluation.indicators.model import Estimator, Relation
from evaluation.results import COUNT_COLUMNS

_N, _EVENTS, _UNKNOWN, _NOT_MATURE = (COLUMN[name] for name in COUNT_COLUMNS)


def forms_of_rows(
    keys: Keys, numbers: Numbers, methods: pd.Series, public: Bools, lines: Lines, places: Places, knowledge: Knowledge
) -> Forms:
    """Return all forms of the rows of a run.

    Parameters
    ----------
    keys, numbers, methods, public
        Of the rows, in the order of the keys.
    lines
        The sums over groups, periods and projects (`evaluation.disclosure.lines.lines_of`).
    places
        Where the sets of the laws stand.
    knowledge
        What the definitions tell.
    """
    return joined(
        [
            *_within_rows(numbers, public),
            *_of_lines(keys, numbers, methods, lines, knowledge),
            *_outside(keys, numbers),
            *_laws(places, knowledge),
            *_count_laws(places, knowledge),
            *_coming(keys, knowledge),
            *_same_firms(keys, knowledge),
            *forms_over_time(keys, knowledge),
            *forms_of_classes(keys, knowledge),
        ]
    )


def _within_rows(numbers: Numbers, public: Bools) -> Iterator[Forms]:
    """Yield the cases of each row outside its numerator, and those of them that are known."""
    rows = np.arange(len(public)) * WIDTH
    cases = np.where(numbers.amount, -1, rows + _EVENTS)
    shares = np.column_stack([rows + _N, cases])[~numbers.amount & ~public]
    yield forms_of(shares, (1, -1), Law.CASES, tested=True)
    known = np.column_stack([rows + _N, cases, rows + _UNKNOWN])[~public]
    yield forms_of(known, (1, -1, -1), Law.CASES, tested=True)
    answered = np.column_stack([rows + _N, rows + _UNKNOWN])[numbers.answers == 1]
    yield forms_of(answered, (1, -1), Law.CASES, tested=True)


def _of_lines(keys: Keys, numbers: Numbers, methods: pd.Series, lines: Lines, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield what a whole has beyond its members: nothing, or cases of unknown group."""
    whole = lines.cells[lines.start[:-1]] if len(lines) else lines.cells
    row, column = np.divmod(whole, WIDTH)
    member = lines.cells[lines.start[:-1] + 1] // WIDTH if len(lines) else row
    is_complete = _named(keys, knowledge.complete)[row] & keys.has("dimension", *OBLIGATORY)[member]
    is_mean = (methods == str(Estimator.MEAN)).to_numpy()
    counts = (column < len(COUNT_COLUMNS)) & ~is_mean[row]
    adds_up = np.ones(len(row), dtype=bool)
    if knowledge.additive is not None:
        adds_up = _named(keys, knowledge.additive)[row]
    exact = {
        Line.GROUPS: is_complete,
        Line.PERIODS: adds_up,
        Line.TWINS: np.ones(len(row), dtype=bool),
        Line.PROJECTS: np.ones(len(row), dtype=bool),
    }
    laws = {
        Line.GROUPS: Law.GROUPS,
        Line.PERIODS: Law.PERIODS,
        Line.TWINS: Law.TWINS,
        Line.PROJECTS: Law.PROJECTS,
    }
    cases = ~numbers.amount[row] | (column != _EVENTS)
    for kind, law in laws.items():
        of_kind = (lines.kind == kind) & counts
        yield _line_forms(lines, of_kind & exact[kind], law, equal=True)
        loose = of_kind & ~exact[kind]
        if kind is Line.PERIODS:  # a firm may come in two periods: at most all of them, at least each of them
            yield from _overlapping_periods(lines, loose)
        else:
            yield _line_forms(lines, loose & cases, law, tested=kind is Line.GROUPS)
            yield _line_forms(lines, loose & ~cases, law)


def _line_forms(
    lines: Lines, wanted: Bools, law: Law, *, equal: bool = False, tested: bool = False, turned: bool = False
) -> Forms:
    length = np.diff(lines.start)
    number = np.cumsum(wanted) - 1
    line = np.repeat(np.arange(len(lines)), length)
    sign = np.full(len(line), -1, dtype=np.int64)
    sign[lines.start[:-1]] = 1
    kept = wanted[line]
    total = int(wanted.sum())
    return Forms(
        number[line[kept]],
        lines.cells[kept],
        -sign[kept] if turned else sign[kept],
        np.full(total, equal),
        np.full(total, tested),
        np.full(total, LAWS.index(law), dtype=np.int64),
    )


def _overlapping_periods(lines: Lines, wanted: Bools) -> Iterator[Forms]:
    yield _line_forms(lines, wanted, Law.PERIODS, turned=True)
    length = np.diff(lines.start)
    line = np.repeat(np.arange(len(lines)), length)
    member = np.ones(len(line), dtype=bool)
    member[lines.start[:-1]] = False
    chosen = np.flatnonzero(member & wanted[line])
    yield forms_of(np.column_stack([lines.cells[lines.start[line[chosen]]], lines.cells[chosen]]), (1, -1), Law.PERIODS)


def _named(keys: Keys, names: frozenset[str]) -> Bools:
    return keys.has("indicator", *names)


def _outside(keys: Keys, numbers: Numbers) -> Iterator[Forms]:
    """Yield the numbers of the cases outside each overlapping group, which are a group like any other."""
    total = keys.matching(keys.total, "indicator", "project", "period")
    part = np.flatnonzero(keys.overlapping & (total >= 0))
    total = total[part]
    cases = ~numbers.amount[part]
    for column in (_N, _EVENTS, _UNKNOWN, _NOT_MATURE):
        mine = cases if column == _EVENTS else np.ones(len(part), dtype=bool)
        cells = np.column_stack([total, part])[mine] * WIDTH + column
        yield forms_of(cells, (1, -1), Law.OUTSIDE, tested=True)
    total, part = total[cases], part[cases]
    pairs = np.column_stack([total * WIDTH + _N, total * WIDTH + _EVENTS, part * WIDTH + _N, part * WIDTH + _EVENTS])
    yield forms_of(pairs, (1, -1, -1, 1), Law.OUTSIDE, tested=True)
    unknown = np.column_stack([pairs, total * WIDTH + _UNKNOWN, part * WIDTH + _UNKNOWN])
    yield forms_of(unknown, (1, -1, -1, 1, -1, 1), Law.OUTSIDE, tested=True)


def _laws(places: Places, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield the laws at each place: sums, sets within sets, and sets that share no case.

    Sets that are the same are one variable of the system, so that one name of each is enough for the other laws.
    """
    relations = (*knowledge.relations, *knowledge.same_sets)
    names = same(relations)
    names |= {other: (other,) for law in relations for other in law.others if other not in names}
    cells = {name: places.cells(name) for name in names}
    one = {name: first_of([cells[other] for other in names[name]]) for name in names}
    for name, others in names.items():
        if others[0] == name:
            for other in others:
                yield _law(one[name], cells[other], law=Law.SUMS, equal=True)
    laws = _of_first_names(relations, names)
    for relation in laws:
        parts = [one[name] for name in relation.parts]
        wholes = [one[name] for name in (relation.whole, *relation.others)]
        if relation.exhaustive:
            yield _law(*wholes, *parts, law=Law.SUMS, equal=True)
        elif relation.disjoint:
            yield _law(*map(places.of_cases, (*wholes, *parts)), wholes=len(wholes), law=Law.DISJOINT)
    for larger, smaller in within(laws):
        if larger == (smaller + DENOMINATOR,) or smaller not in one or any(name not in one for name in larger):
            continue  # a numerator lies within its denominator: every row says so of itself
        wholes = [places.of_cases(one[name]) for name in larger]
        part = places.of_cases(one[smaller])
        yield _law(*wholes, part, wholes=len(wholes), law=Law.WITHIN)
        of_all = [np.where(places.total >= 0, whole[places.total], -1) for whole in wholes]
        yield _law(*of_all, part, wholes=len(wholes), law=Law.WITHIN)


def _count_laws(places: Places, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield the laws about further columns; what one count has beyond another is no set of its own, and not tested."""
    for law in knowledge.count_laws:
        cells = np.column_stack([places.cells_of(name, column) for name, column, _ in law.terms])
        signs = [sign for _, _, sign in law.terms]
        yield forms_of(cells[(cells >= 0).all(axis=1)], signs, Law.SUMS if law.equal else Law.WITHIN, equal=law.equal)


def _of_first_names(relations: Sequence[Relation], names: Mapping[str, tuple[str, ...]]) -> list[Relation]:
    """Return the laws that say more than that two sets are the same, each set under the first of its names."""
    laws: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        if relation.exhaustive and len(relation.parts) == 1:
            continue
        first = replace(
            relation,
            whole=names[relation.whole][0],
            parts=tuple(names[part][0] for part in relation.parts),
            others=tuple(names[other][0] for other in relation.others),
        )
        laws.setdefault((first.whole, first.parts, first.others, first.exhaustive, first.disjoint), first)
    numerators = sorted(name for name in names if name + DENOMINATOR in names)
    for name in numerators:  # under other names this would be lost
        whole, part = names[name + DENOMINATOR][0], names[name][0]
        if whole not in (part, part + DENOMINATOR):
            laws.setdefault((whole, (part,), (), False, False), Relation("", whole, (part,), False, "", (), ""))
    return list(laws.values())


def _law(*sets: Ints, law: Law, wholes: int = 1, equal: bool = False) -> Forms:
    """Return the form that the first sets are the others, or hold them, where all of them are there."""
    cells = np.column_stack(sets)
    cells = cells[(cells >= 0).all(axis=1)]
    signs = np.where(np.arange(cells.shape[1]) < wholes, 1, -1)
    return forms_of(cells, signs, law, equal=equal, tested=not equal)


def _coming(keys: Keys, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield that `n` and `not_mature` add up to the same for all indicators of the same cases."""
    names = keys.names["indicator"]
    family = np.array(
        [
            sorted(set(knowledge.coming.values())).index(knowledge.coming[name]) if name in knowledge.coming else -1
            for name in names
        ],
        dtype=np.int64,
    )
    mine = family[keys.codes["indicator"]] if len(names) else np.zeros(0, dtype=np.int64)
    place = keys.combined("project", "dimension", "group", "period") * (len(names) + 1) + mine + 1
    rows = np.flatnonzero(mine >= 0)
    _, first, which = np.unique(place[rows], return_index=True, return_inverse=True)
    one = rows[first[which.reshape(-1)]]
    other, one = rows[one != rows], one[one != rows]
    cells = np.column_stack(
        [one * WIDTH + _N, one * WIDTH + _NOT_MATURE, other * WIDTH + _N, other * WIDTH + _NOT_MATURE]
    )
    yield forms_of(cells, (1, 1, -1, -1), Law.COMING, equal=True)


def _same_firms(keys: Keys, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield cells of the network that hold the same number in each period."""
    columns = ("project", "dimension", "group", "period")
    for (one, column), (other, of_other) in knowledge.same:
        rows = np.flatnonzero(keys.has("indicator", other))
        match = keys.matching(keys.has("indicator", one), *columns)[rows]
        cells = np.column_stack([match * WIDTH + COLUMN[column], rows * WIDTH + COLUMN[of_other]])[match >= 0]
        yield forms_of(cells, (1, -1), Law.SUMS, equal=True)
