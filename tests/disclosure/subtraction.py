"""An outsider who has nothing but published curves, and subtracts: groups from totals, months from months."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from evaluation.disclosure import COMPETING


class Found(NamedTuple):
    """A number of persons that follows from published curves."""

    curve: str
    project: str
    without: tuple[str, ...]
    """Groups that were subtracted from the total; or the one group that was looked at by itself, with a sign."""
    what: str
    months: tuple[int, int]
    persons: int


Points = dict[int, tuple[int, dict[str, int]]]
"""By month: cases at risk, and events of each cause."""


def subtracted(curves: pd.DataFrame) -> Iterator[Found]:
    """Yield every number of persons that the published points of curves tell by subtraction."""
    causes = dict.fromkeys(COMPETING, COMPETING)
    families = curves["indicator"].map(lambda name: causes.get(name, (name,))[0])
    for (family, project, dimension), own in curves[curves["dimension"] != "total"].groupby(
        [families, "project", "dimension"]
    ):
        places = (families == family) & (curves["project"] == project)
        total = _points(curves[places & (curves["dimension"] == "total")])
        groups = {str(group): _points(rows) for group, rows in own.groupby("group")}
        yield from _within(total, str(family), str(project), ("+total",))
        for group, points in groups.items():
            yield from _within(points, str(family), str(project), (f"+{group}",))
        shown = [group for group, points in groups.items() if points]
        for size in range(1, len(groups)):
            for without in combinations(shown, size):
                rest = _less(total, [groups[group] for group in without])
                yield from _within(rest, str(family), str(project), without)
        assert dimension == "gender"


def _points(rows: pd.DataFrame) -> Points:
    points: Points = {}
    for row in rows[rows["status"] == "published"].itertuples():
        n, events = points.setdefault(int(row.month), (int(row.n), {}))
        assert n == row.n
        events[str(row.indicator)] = int(row.events)
    return points


def _less(total: Points, groups: list[Points]) -> Points:
    left = {}
    for month in sorted(set(total).intersection(*groups)):
        n, events = total[month]
        n -= sum(points[month][0] for points in groups)
        left[month] = n, {name: one - sum(p[month][1][name] for p in groups) for name, one in events.items()}
    return left


def _within(points: Points, curve: str, project: str, without: tuple[str, ...]) -> Iterator[Found]:
    """Yield who is at risk, who had an event and who was no longer heard of: in a month, and between any two."""
    place = curve, project, without
    for month, (n, events) in points.items():
        yield Found(*place, "at risk", (month, month), n)
        for name, so_far in events.items():
            yield Found(*place, f"{name} so far", (0, month), so_far)
    for first, last in combinations(sorted(points), 2):
        (before, ever), (after, since) = points[first], points[last]
        steps = {name: since[name] - ever[name] for name in since}
        for name, step in steps.items():
            yield Found(*place, f"{name} between", (first, last), step)
        on_the_first_day = sum(ever.values()) if first == 0 else 0
        lost = before - after - sum(steps.values()) - on_the_first_day
        yield Found(*place, "no longer heard of", (first, last), lost)


def orders(at_risk: int, events: int, lost: int, share: Fraction, near: Fraction) -> list[str]:
    """Return the orders of events (E) and of persons no longer heard of (L) that fit what is left of a share.

    Parameters
    ----------
    at_risk
        Persons before the first of these.
    events, lost
        How many there are of each.
    share
        The share after the last of them, as a part of the one before the first.
    near
        How far from it an order may lead.
    """
    found = []
    for places in combinations(range(events + lost), events):
        left = Fraction(1)
        for place in places:
            left *= 1 - Fraction(1, at_risk - place)
        if abs(left - share) <= near:
            found.append("".join("E" if place in places else "L" for place in range(events + lost)))
    return found
