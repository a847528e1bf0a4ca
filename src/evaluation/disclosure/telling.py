"""Telling curves: curves that are hidden because, beside the published counts, they would give hidden ones away.

Counts are protected first, as if there were no curves. Then the attack comes once more with what the curves tell, and
where it finds anything all curves that have to do with it are hidden: without them the counts are safe. One after the
other they are shown again, those of all cases first, then the larger groups, as long as the attack finds nothing. So a
curve never costs a reader a count, and no curve is hidden that could be shown beside the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Attack, Protection
from evaluation.disclosure.bounds import outer_bounds
from evaluation.disclosure.cells import Bools, Floats, Ints
from evaluation.disclosure.curve_facts import CurveFact, People, Telling, with_facts
from evaluation.disclosure.curves import OWN_PEOPLE
from evaluation.disclosure.outsider import Outsider
from evaluation.disclosure.programs import NEAR, components_of
from evaluation.disclosure.system import System
from evaluation.disclosure.treatments import Treatment
from evaluation.indicators.curve_laws import CurveLaw
from evaluation.results import TOTAL, Status

_CURVE = ["indicator", "project", "dimension", "group"]


def telling_people(
    shown: Callable[[Collection[People]], pd.DataFrame],
    laws: Sequence[CurveLaw],
    outsider: Outsider,
    counts: tuple[System, Floats, Bools],
    protection: Protection,
    treatment: Treatment | None = None,
) -> frozenset[People]:
    """Return whose curves must be hidden; none of them could be shown again alone.

    Parameters
    ----------
    shown
        Returns the curves as they are published without those of some people.
    laws
        What holds between curves and counts.
    outsider
        The rows of the run.
    counts
        The system of the counts, its values, and which of its variables are printed.
    protection
        How much must stay open.
    treatment
        Of the counts of the curves; exact if not given.
    """
    everything = shown(frozenset())
    if everything.empty or not laws:
        return frozenset()
    telling = Telling(everything, laws, outsider, treatment)
    attack = _FactAttack(outsider.system, *counts, protection)

    def facts_without(people: Collection[People]) -> list[CurveFact]:
        return attack.telling(telling.facts(shown(people) if people else everything))

    leaking = attack.begun(facts_without(frozenset()))
    if not len(leaking):
        return frozenset()
    sets = attack.suspects()
    hidden = {people for suspects in sets for people in suspects}
    anyway = set() if treatment is None else set(attack.again(facts_without(hidden)))  # an earlier edition tells it
    sizes = _sizes(everything)

    def by_worth(people: People) -> tuple[bool, float, People]:
        return people[3] != TOTAL, -sizes.get(people, 0.0), people

    for candidates in zip_longest(*(sorted(suspects, key=by_worth) for suspects in sets)):
        tried = {people for people in candidates if people is not None}
        more = set(attack.again(facts_without(hidden - tried))) - anyway
        hidden -= {
            people
            for people, suspects in zip(candidates, sets, strict=True)
            if people is not None and not any(attack.is_near(row, suspects) for row in more)
        }
    return frozenset(hidden)


def with_beginnings(shown: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    """Return published curves with the cases at risk at the beginning of each of which anything is published.

    The share of a later point tells them: until somebody is no longer heard of it is the events divided by them.

    Parameters
    ----------
    shown
        From `evaluation.disclosure.curves.protect_curves`.
    raw
        The same curves.
    """
    if shown.empty:
        return shown
    published = shown["status"] == str(Status.PUBLISHED)
    told = published.groupby([shown[name] for name in _CURVE], sort=False).transform("any") & (shown["month"] == 0)
    begins = shown[[*_CURVE, "month"]][told].merge(raw[[*_CURVE, "month", "n"]], how="left")["n"]
    numbers = shown["n"].astype("Int64")
    numbers[told] = begins.astype("Int64").to_numpy()
    return shown.assign(n=numbers, status=shown["status"].mask(told, str(Status.PUBLISHED)))


def _sizes(curves: pd.DataFrame) -> Mapping[People, float]:
    """Return with how many cases the published curves of each people begin."""
    rows = curves[curves["status"] == str(Status.PUBLISHED)]
    named = rows.assign(indicator=rows["indicator"].replace(OWN_PEOPLE))
    return {key: float(size) for key, size in named.groupby(_CURVE)["n"].max().items()}


class _FactAttack:
    """An attack with what curves tell: first with all curves, then with fewer.

    What is open beside all facts is so beside some of them, and is not asked again.
    """

    def __init__(self, plain: System, system: System, values: Floats, known: Bools, protection: Protection) -> None:
        self._variable, self._counts, self._protection = plain.variable, (system, values, known), protection
        self._leaking = np.zeros(0, dtype=np.int64)
        self._near: list[tuple[frozenset[People], frozenset[int]]] = []
        hidden = np.flatnonzero(abs(system.matrix) @ (~known).astype(float))
        self._low, self._high = np.where(known, values, 0.0), np.where(known, values, np.inf)
        low, high = outer_bounds(system, values, known, hidden)
        bounds = np.diff(system.matrix.indptr)[hidden] > 1  # of treated counts
        single = np.flatnonzero((system.origin[hidden] == -1) & ~bounds)  # the variables themselves
        variable = system.matrix[hidden[single]].indices
        self._low[variable], self._high[variable] = low[single], high[single]
        self._names = np.random.default_rng(0).integers(1, 2**40, len(known)) * ~known
        self._sums = np.unique(np.abs(system.matrix[np.flatnonzero(system.equal)] @ self._names))

    def telling(self, facts: Sequence[CurveFact]) -> list[CurveFact]:
        """Return the facts that tell more of hidden counts than follows from other counts at a glance.

        Facts that are not true are left out: data may break a law.
        """
        found = []
        for fact in facts:
            mine, signs = self._variable[list(fact.cells)], np.array(fact.signs)
            name = abs(self._names[mine] @ signs)
            if name and not np.isin(name, self._sums) and _fits(fact, self._counts[1][mine]):
                least = np.where(signs > 0, self._low[mine], -self._high[mine]).sum()
                most = np.where(signs > 0, self._high[mine], -self._low[mine]).sum()
                if least < fact.low or most > fact.high:
                    found.append(fact)
        return found

    def begun(self, facts: Sequence[CurveFact]) -> Ints:
        """Return the forms that all facts together leave too narrow."""
        if not facts:
            return self._leaking
        system, values, known = self._counts
        touched = self._variable[[cell for one in facts for cell in one.cells]]
        attack = Attack(*with_facts(system, values, known, facts, self._variable), self._protection)
        leaks = attack.leaks_near(touched[~known[touched]])
        self._leaking = np.array([leak.row for leak in leaks], dtype=np.int64)
        if leaks:
            self._remember(attack, facts)
        return self._leaking

    def _remember(self, attack: Attack, facts: Sequence[CurveFact]) -> None:
        """Keep the components in which something leaks, and what is open in them beside all facts."""
        rows = set(self._leaking.tolist())
        kept = []
        for component in components_of(attack.system, attack.values, attack.known):
            leaking = frozenset(rows & set(component.rows.tolist()))
            if leaking:
                origin = attack.system.origin[component.rows].astype(int)
                people = frozenset().union(*(facts[-2 - one].people for one in origin[origin < -1].tolist()))
                linked = [one for one in self._near if one[0] & people]
                self._near = [one for one in self._near if not one[0] & people]
                self._near.append(
                    (people.union(*(one for one, _ in linked)), leaking.union(*(one for _, one in linked)))
                )
                kept.append(component.rows[origin >= -1])
        system = attack.system
        self._kept = np.concatenate(kept)
        number = len(self._counts[1])
        self._apart = np.ones(len(attack.known), dtype=bool)  # what has nothing to do with it is taken as known
        self._apart[system.matrix[self._kept].indices] = False
        self._part = System(
            system.variable,
            system.matrix[self._kept][:, :number],
            system.equal[self._kept],
            np.isin(self._kept, self._leaking),
            system.origin[self._kept],
        )

    def suspects(self) -> list[frozenset[People]]:
        """Return the people whose curves may tell, those together whose curves tell of numbers that hang together."""
        return [people for people, _ in self._near]

    def is_near(self, row: int, suspects: frozenset[People]) -> bool:
        """Return whether a form hangs together with what the curves of some people tell."""
        return any(row in rows for people, rows in self._near if people == suspects)

    def again(self, facts: Sequence[CurveFact]) -> list[int]:
        """Return the forms among those that leaked at first which fewer facts leave too narrow, too."""
        values, known = self._counts[1], self._counts[2] | self._apart[: len(self._counts[2])]
        system, values, known = with_facts(self._part, values, known, facts, self._variable)
        sure = self._few(system, values, known)
        open_ = [rows for _, rows in self._near if rows.isdisjoint(sure)]
        if not open_:
            return sorted(sure)
        tested = system.tested.copy()
        tested[: len(self._kept)] &= np.isin(self._kept, sorted(frozenset().union(*open_)))
        attack = Attack(replace(system, tested=tested), values, known, self._protection)
        touched = np.unique(self._part.matrix.indices)
        leaks = [int(self._kept[leak.row]) for leak in attack.leaks_near(touched[~known[touched]])]
        return sorted({*sure, *leaks})

    def _few(self, system: System, values: Floats, known: Bools) -> set[int]:
        """Return the forms that follow to be few from one form after the other, without any program."""
        rows = np.flatnonzero(abs(system.matrix) @ (~known).astype(float))
        low, high = outer_bounds(system, values, known, rows)
        few = system.tested[rows] & (low > 1 - NEAR) & (high < self._protection.smallest_cell - NEAR)
        return set(self._kept[rows[few]].tolist())


def _fits(fact: CurveFact, values: Floats) -> bool:
    """Return whether a fact is true of the counts; where nobody knows a count, it is."""
    number = float(np.dot(values, fact.signs))
    return np.isnan(number) or fact.low <= number <= fact.high
