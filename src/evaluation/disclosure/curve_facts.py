"""Curve facts: what the published points of curves tell of counts, as further forms of the system.

A curve begins with cases that counts add up to, and its later points lie above or below other counts
(`evaluation.indicators.curve_laws`). What is shown of the total and of all but some groups tells the same of these
groups together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack, identity, vstack

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools, Floats, Ints
from evaluation.disclosure.curves import OWN_PEOPLE
from evaluation.disclosure.keys import OVERLAPPING
from evaluation.disclosure.outsider import Outsider
from evaluation.disclosure.system import System
from evaluation.disclosure.treatments import Exact, Treatment
from evaluation.indicators.curve_laws import HEARD, CurveLaw, Side, Terms
from evaluation.results import TOTAL, Status

People = tuple[str, str, str, str]
"""Whose curves are shown or hidden together: the first of competing curves, project, dimension, group."""


@dataclass(frozen=True)
class CurveFact:
    """Counts that lie between two numbers, as curves tell.

    Attributes
    ----------
    cells, signs
        The counts, and what each is multiplied with.
    low, high
        Between what they lie together; infinite where nothing is told.
    people
        Whose curves tell so.
    reasons
        Why.
    """

    cells: tuple[int, ...]
    signs: tuple[int, ...]
    low: float
    high: float
    people: frozenset[People]
    reasons: tuple[str, ...]

    def joined(self, other: CurveFact) -> CurveFact:
        """Return what two facts about the same counts say together."""
        return replace(
            self,
            low=max(self.low, other.low),
            high=min(self.high, other.high),
            people=self.people | other.people,
            reasons=tuple(dict.fromkeys((*self.reasons, *other.reasons))),
        )


def curve_facts(
    curves: pd.DataFrame, laws: Sequence[CurveLaw], outsider: Outsider, treatment: Treatment | None = None
) -> list[CurveFact]:
    """Return what published curves tell of the counts of the same run, as `Telling` does."""
    return Telling(curves, laws, outsider, treatment).facts(curves)


class Telling:
    """What curves tell of counts, whichever of their points are published.

    Parameters
    ----------
    curves
        Columns of `CURVE_COLUMNS`: which curves there are.
    laws
        What holds between curves and counts.
    outsider
        The counts; facts about counts that are not there are left out.
    treatment
        Of the counts of the curves; exact if not given.
    """

    def __init__(
        self, curves: pd.DataFrame, laws: Sequence[CurveLaw], outsider: Outsider, treatment: Treatment | None = None
    ) -> None:
        self._treatment = treatment or Exact()
        self._laws: dict[tuple[str, str], list[CurveLaw]] = {}
        for law in laws:
            self._laws.setdefault((law.curve, law.column), []).append(law)
        self._row_of = _rows(outsider, {name for law in laws for name, _, _ in law.terms})
        self._there = outsider.there.reshape(-1)
        self._months = np.sort(curves["month"].unique()).astype(np.int64)
        self._place = np.searchsorted(self._months, curves["month"].to_numpy(dtype="int64"))
        self._curves = curves.groupby(["indicator", "project", "dimension", "group"], sort=True).indices

    def facts(self, curves: pd.DataFrame) -> list[CurveFact]:
        """Return the facts that the published points among these rows tell.

        Parameters
        ----------
        curves
            The same rows in the same order, protected.
        """
        found: dict[tuple[tuple[int, ...], tuple[int, ...]], CurveFact] = {}
        published = (curves["status"] == str(Status.PUBLISHED)).to_numpy()
        if not published.any():
            return []
        numbers = [curves[name].to_numpy(dtype="float64", na_value=np.nan) for name in ("n", "events")]
        n, events = (self._treatment.bounds(np.where(published, one, np.nan)) for one in numbers)
        heard = (n[0] + events[0], n[1] + events[1])
        for column, bounds in (("n", n), ("events", events), (HEARD, heard)):
            for points in self._points(*bounds):
                for law in self._laws.get((points.curve, column), ()):
                    low, high = points.within(law)
                    cells, signs = _cells(law.terms, points, self._row_of)
                    if (np.isfinite(low) or np.isfinite(high)) and cells and self._there[list(cells)].all():
                        fact = CurveFact(cells, signs, low, high, points.people, (f"{law.curve}: {law.reason}",))
                        known = found.get((cells, signs))
                        found[cells, signs] = fact if known is None else known.joined(fact)
        return list(found.values())

    def _points(self, low: Floats, high: Floats) -> Iterator[_Points]:
        """Yield what is shown of each curve, and of the groups of a dimension of which nothing is shown."""
        lines: dict[tuple[str, str], dict[tuple[str, str], _Points]] = {}
        for (curve, project, dimension, group), rows in self._curves.items():
            months = np.full((2, len(self._months)), np.nan)
            months[:, self._place[rows]] = low[rows], high[rows]
            people = frozenset({(OWN_PEOPLE.get(curve, curve), project, dimension, group)})
            points = _Points(curve, project, dimension, (group,), self._months, months[0], months[1], people)
            lines.setdefault((curve, project), {})[dimension, group] = points
            yield points
        for members in lines.values():
            total = members.get((TOTAL, TOTAL))
            for dimension in sorted({one for one, _ in members} - {TOTAL, *OVERLAPPING}):
                if total is not None:
                    yield from _rests(total, [one for (of, _), one in members.items() if of == dimension])


@dataclass(frozen=True)
class _Points:
    """Numbers of one curve, or of the difference of some, by month; NaN where nothing is shown."""

    curve: str
    project: str
    dimension: str
    groups: tuple[str, ...]
    months: Ints
    low: Floats
    high: Floats
    people: frozenset[People]

    def within(self, law: CurveLaw) -> tuple[float, float]:
        """Return between what the law says that the counts lie."""
        mine = (self.months >= law.first) & (self.months <= law.last)
        numbers = (self.low if law.side is Side.AT_LEAST else self.high)[mine]
        numbers = numbers[~np.isnan(numbers)]
        if law.side is Side.AT_LEAST:
            return float(numbers.max(initial=-np.inf)), np.inf
        return -np.inf, float(numbers.min(initial=np.inf))


def _rests(total: _Points, members: Sequence[_Points]) -> Iterator[_Points]:
    """Yield the total without its shown groups, month by month as others are hidden."""
    hidden = np.array([np.isnan(one.low) for one in members])
    low = total.low - np.nansum([one.high for one in members], axis=0)
    high = total.high - np.nansum([one.low for one in members], axis=0)
    patterns, which = np.unique(hidden, axis=1, return_inverse=True)
    for number, pattern in enumerate(patterns.T):
        here = which.reshape(-1) == number
        if pattern.any() and not pattern.all() and not np.isnan(total.low[here]).all():
            groups = tuple(one.groups[0] for one, is_hidden in zip(members, pattern, strict=True) if is_hidden)
            shown = [one.people for one, is_hidden in zip(members, pattern, strict=True) if not is_hidden]
            yield replace(
                members[0],
                groups=groups,
                low=np.where(here, low, np.nan),
                high=np.where(here, high, np.nan),
                people=total.people.union(*shown),
            )


def _rows(outsider: Outsider, indicators: set[str]) -> dict[tuple[str, str, str, str], int]:
    """Return where the rows of some indicators over the whole term stand."""
    rows = outsider.rows.iloc[: outsider.own]
    mine = np.flatnonzero(rows["indicator"].isin(indicators) & (rows["period"] == ""))
    keys = (rows[name].iloc[mine] for name in ("indicator", "project", "dimension", "group"))
    return dict(zip(zip(*keys, strict=True), mine.tolist(), strict=True))


def _cells(
    terms: Terms, points: _Points, row_of: dict[tuple[str, str, str, str], int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the cells of counts and their signs; none if one of them is missing."""
    found = [
        (row_of.get((name, points.project, points.dimension, group), -1) * WIDTH + COLUMN[column], sign)
        for name, column, sign in terms
        for group in points.groups
    ]
    if any(cell < 0 for cell, _ in found):
        return (), ()
    return tuple(cell for cell, _ in found), tuple(sign for _, sign in found)


def with_facts(
    system: System, values: Floats, known: Bools, facts: Sequence[CurveFact], variable: Ints
) -> tuple[System, Floats, Bools]:
    """Return a system with curve facts, and the values of its variables and which are known.

    Each fact has a variable of its own that is the number one, as in `evaluation.disclosure.intervals`, and rows whose
    `origin` is -2 for the first fact, -3 for the second, and so on.

    Parameters
    ----------
    system, values, known
        Without the facts.
    facts
        What curves tell.
    variable
        For each cell its variable.
    """
    if not facts:
        return system, values, known
    number = [np.repeat(place, len(one.cells)) for place, one in enumerate(facts)]
    cells = np.array([cell for one in facts for cell in one.cells], dtype=np.int64)
    signs = np.array([sign for one in facts for sign in one.signs], dtype=np.float64)
    forms = csr_matrix((signs, (np.concatenate(number), variable[cells])), (len(facts), system.matrix.shape[1]))
    low, high = (np.array([getattr(one, name) for one in facts]) for name in ("low", "high"))
    equal = low == high
    above, below = np.flatnonzero(np.isfinite(low)), np.flatnonzero(np.isfinite(high) & ~equal)
    ones = identity(len(facts), format="csr")
    matrix = vstack(
        [
            hstack([system.matrix, csr_matrix((system.matrix.shape[0], len(facts)))]),
            hstack([forms[above], -ones[above].multiply(low[above][:, None])]),
            hstack([-forms[below], ones[below].multiply(high[below][:, None])]),
        ],
        format="csr",
    )
    matrix.eliminate_zeros()
    which = np.concatenate([above, below])
    extended = System(
        system.variable,
        matrix,
        np.concatenate([system.equal, equal[above], np.zeros(len(below), dtype=bool)]),
        np.concatenate([system.tested, np.zeros(len(which), dtype=bool)]),
        np.concatenate([system.origin, -2 - which]),
    )
    one = np.ones(len(facts))
    return extended, np.concatenate([values, one]), np.concatenate([known, one.astype(bool)])
