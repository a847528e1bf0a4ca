"""Laws between indicators: which sets are the same, which add up, and which lie within which.

A set of cases has the name of its indicator (the cell `events`), or that name with `.n` (the cell `n`), followed by
`@` and a group where only that group is meant.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from evaluation.indicators.model import Relation

Name = TypeVar("Name", bound=Hashable)

DENOMINATOR = ".n"
OF_GROUP = "@"

Together = tuple[str, ...]
"""Names of sets, all of whose cases are meant."""

Equation = Mapping[str, int]
"""Names of sets with 1 or -1 before them; together they are 0."""

MOST_EQUATIONS = 300
"""No more equations are formed, however much the laws share."""


def within(relations: Iterable[Relation]) -> list[tuple[Together, str]]:
    """Return all pairs of sets together and a set within them that follow from the laws, in alphabetical order.

    Every numerator lies within its denominator; a set with a single exhaustive part is the same set; sets that lie
    within a third one do so together. That a group lies within all cases is no matter of laws.
    """
    inner: dict[Together, set[Together]] = {}
    for relation in relations:
        if OF_GROUP in "".join((relation.whole, *relation.parts)):
            continue
        whole = tuple(sorted((relation.whole, *relation.others)))
        members = whole if len(whole) > 1 else ()
        inner.setdefault(whole, set()).update((name,) for name in (*relation.parts, *members))
        if _says_same(relation):
            inner.setdefault(relation.parts, set()).add(whole)
    for name in {name.removesuffix(DENOMINATOR) for name in chain.from_iterable((*inner, *chain(*inner.values())))}:
        inner.setdefault((name + DENOMINATOR,), set()).add((name,))
    several = [sets for sets in sorted(inner) if len(sets) > 1]
    for _ in several:  # one may lie within another
        for larger in inner:
            reached = _reached(larger, inner)
            inner[larger] |= {sets for sets in several if sets != larger and {(name,) for name in sets} <= reached}
    return [
        (whole, part[0])
        for whole in sorted(inner)
        for part in sorted(_reached(whole, inner))
        if len(part) == 1 and part[0] not in whole
    ]


def same(relations: Iterable[Relation]) -> dict[str, tuple[str, ...]]:
    """Return for each name in the laws all names of the same set, in alphabetical order."""
    equal: dict[str, set[str]] = {}
    for relation in relations:
        for name in (relation.whole, *relation.parts):
            equal.setdefault(name, set())
        if _says_same(relation):
            equal[relation.whole].add(relation.parts[0])
            equal[relation.parts[0]].add(relation.whole)
    return {name: tuple(sorted(_reached(name, equal) | {name})) for name in equal}


def equations(relations: Sequence[Relation]) -> list[Equation]:
    """Return the sums of all exhaustive laws, and what follows from two of them that share several sets.

    Entries are unemployed, inactive or employed; the unemployed and the inactive are those to be placed: then entries
    are those to be placed and the employed, however many of the others are hidden. Two laws that share a single set
    need no such third one: where that set is hidden, each of them has another hidden set.

    Names of the same set are given by the first of them.
    """
    names = same(relations)
    found: dict[frozenset[tuple[str, int]], Equation] = {}
    for relation in sorted(relations, key=lambda law: (law.whole, law.parts)):
        if relation.exhaustive and not _says_same(relation):
            terms = {names[relation.whole][0]: 1, **{names[part][0]: -1 for part in relation.parts}}
            found.setdefault(*_signed(terms))
    ahead = list(found.values())
    for place, new in enumerate(ahead):  # which grows meanwhile
        for old in ahead[:place]:
            for signature, equation in map(_signed, _combined(old, new)):
                if signature not in found and len(found) < MOST_EQUATIONS:
                    found[signature] = equation
                    ahead.append(equation)
    return ahead


def _says_same(relation: Relation) -> bool:
    return relation.exhaustive and len(relation.parts) == 1


def _combined(one: Equation, other: Equation) -> list[Equation]:
    """Return what is left of two equations where they share at least two sets that cancel."""
    left: list[Equation] = []
    if len(one.keys() & other.keys()) < 2:
        return left
    for sign in (1, -1):
        terms = {name: one.get(name, 0) + sign * other.get(name, 0) for name in (*one, *other)}
        cancelled = sum(value == 0 for value in terms.values())
        if cancelled >= 2 and all(abs(value) <= 1 for value in terms.values()):
            left.append({name: value for name, value in terms.items() if value})
    return left


def _signed(equation: Equation) -> tuple[frozenset[tuple[str, int]], Equation]:
    """Return a signature of the equation, and its terms with the whole first: the set that stands alone, if any does.

    Else the smaller side is first; then each side is in alphabetical order.
    """
    positive = sorted(name for name, sign in equation.items() if sign > 0)
    negative = sorted(name for name, sign in equation.items() if sign < 0)
    if (len(negative), negative) < (len(positive), positive):
        positive, negative = negative, positive
    turned = dict.fromkeys(positive, 1) | dict.fromkeys(negative, -1)
    return frozenset(turned.items()), turned


def _reached(start: Name, steps: Mapping[Name, set[Name]]) -> set[Name]:
    reached: set[Name] = set()
    ahead = set(steps.get(start, set()))
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead |= steps.get(name, set()) - reached
    return reached
