"""What everybody knows about the indicators before reading a number: their definitions tell how their sets lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evaluation.indicators.class_laws import CLASS_LAWS, ClassLaw
from evaluation.indicators.count_laws import CountLaw
from evaluation.indicators.curve_laws import CurveLaw
from evaluation.indicators.model import Estimator, Indicator, Relation, Table
from evaluation.indicators.rules import COMPLETE, EVERYBODY

OBLIGATORY = ("gender", "age", "status_at_entry")
"""Dimensions of which a complete record knows the group."""

_OUTCOME = re.compile(r"^(?P<who>.*) and (?P<outcome>\w+) in \['yes', 'no'(?:, 'unknown')?\]$")
_OF_LEAVERS = re.compile(
    r"placement|qualification|answered|employed_later|improved_later"
    r"|(social_insurance|esf|not_unemployed)_\d+"
)
_OF_JOBS = re.compile(r"(?P<job>stable)_\d+_\w+|(?P<integration>sustained_integration|continuous_integration)")

_FOLLOWING = (("active_before", "active"),)
_PARTED = (("active", "active_again", "active_new"), ("active", "active_again"))
_SUMMED = (("matched",),)
"""Columns of the network (`evaluation.network`): the active firms stayed, are new, or came back; each vacancy was found
out in one period."""

_AMOUNTS = (Estimator.TOTAL, Estimator.MEAN)

Cell = tuple[str, str]
"""An indicator, and a column of its results."""


@dataclass(frozen=True)
class Knowledge:
    """What the definitions of the indicators tell everybody.

    Attributes
    ----------
    relations
        Laws between indicators.
    same_sets
        Further sets that have the same rule under two names.
    complete
        Indicators that count complete records alone: their obligatory dimensions leave nobody out.
    additive
        Indicators whose periods add up to the whole term; None: all counts and totals.
    coming
        For each indicator of outcomes the cases that it judges sooner or later: `n` and `not_mature` of all indicators
        of the same cases add up to the same number.
    growing
        Indicators whose `n` and `events` count more and more cases from one edition of a report to the next.
    revised
        Those of them that can come to count fewer: who comes back has not left, and an outcome is told anew. Only where
        both editions print a number does anybody know that it grew.
    same
        Cells that hold the same number in each period: (indicator, column), (indicator, column).
    following
        Pairs of cells of which the first holds in each period what the second held in the period before.
    parted
        Cells of which the first counts in each period at least all cases of the others, which share none.
    summed
        Cells whose periods add up to the whole term though they are no count of their own.
    curve_laws
        Laws between the curves of a project and its counts.
    count_laws
        Laws between further columns of the counts.
    class_laws
        Laws between events and the classes of cases by how many of them they had.
    """

    relations: tuple[Relation, ...] = ()
    same_sets: tuple[Relation, ...] = ()
    complete: frozenset[str] = frozenset()
    additive: frozenset[str] | None = None
    coming: Mapping[str, str] = field(default_factory=dict)
    growing: frozenset[str] = frozenset()
    revised: frozenset[str] = frozenset()
    same: tuple[tuple[Cell, Cell], ...] = ()
    following: tuple[tuple[Cell, ...], ...] = ()
    parted: tuple[tuple[Cell, ...], ...] = ()
    summed: tuple[tuple[Cell, ...], ...] = ()
    curve_laws: tuple[CurveLaw, ...] = ()
    count_laws: tuple[CountLaw, ...] = ()
    class_laws: tuple[ClassLaw, ...] = ()


def knowledge_of(
    indicators: Iterable[Indicator],
    relations: Iterable[Relation],
    curve_laws: Iterable[CurveLaw] = (),
    count_laws: Iterable[CountLaw] = (),
) -> Knowledge:
    """Return what a catalogue tells.

    Parameters
    ----------
    indicators
        From `evaluation.indicators.catalogue`.
    relations
        The laws that were written down.
    curve_laws
        Those between curves and counts (`evaluation.indicators.curve_laws`).
    count_laws
        Those between further columns (`evaluation.indicators.count_laws`).
    """
    everything = tuple(indicators)
    cohort = [one for one in everything if one.table is Table.COHORT]
    firms = [one for one in everything if one.table is Table.NETWORK]
    counts = (Estimator.COUNT, Estimator.WILSON, Estimator.RATIO)
    growing = [one for one in cohort if one.estimator in counts]
    return Knowledge(
        relations=tuple(relations),
        same_sets=tuple(_same_sets(cohort)),
        complete=frozenset(one.name for one in cohort if (one.n or one.events).startswith(COMPLETE)),
        additive=frozenset(one.name for one in everything if one.additive or one.table is not Table.NETWORK),
        coming={one.name: cases for one in cohort if (cases := _coming(one))},
        growing=frozenset(one.name for one in growing),
        revised=frozenset(one.name for one in growing if not _of_entry(one)),
        same=tuple(_same_firms(firms)),
        following=tuple(_named(firms, _FOLLOWING)),
        parted=tuple(_named(firms, _PARTED)),
        summed=tuple(_named(firms, _SUMMED)),
        curve_laws=tuple(curve_laws),
        count_laws=tuple(count_laws),
        class_laws=tuple(law for law in CLASS_LAWS if {law.events, law.cases} <= {one.name for one in firms}),
    )


def _same_sets(cohort: list[Indicator]) -> Iterable[Relation]:
    """Yield laws about sets that have the same rule under two names."""
    first: dict[str, str] = {}
    for one in cohort:
        rules = {f"{one.name}.n": one.n, one.name: f"{one.n} and {one.events}" if one.n else one.events}
        horizon = re.search(r"_(\d+)(_|$)", one.name)
        if horizon and _coming(one):
            rules[f"{one.name}.n"] = f"{_coming(one)} after {horizon[1]}"
        for name, rule in rules.items():
            if rule and (name.endswith(".n") or one.estimator not in _AMOUNTS):
                known = first.setdefault(str(rule), name)
                if known != name:
                    yield Relation(f"same_{known}_{name}", known, (name,), True, "", (), "")


def _coming(indicator: Indicator) -> str:
    """Return the name of the cases that an indicator judges sooner or later; empty if nobody else judges them."""
    found = _OUTCOME.match(indicator.n or "")
    if not found or indicator.not_mature is None:
        return ""
    outcome = found["outcome"]
    if _OF_LEAVERS.fullmatch(outcome):
        return f"leavers: {found['who']}"
    jobs = _OF_JOBS.fullmatch(outcome)
    return f"{'jobs' if jobs['job'] else 'integrations'}: {found['who']}" if jobs else ""


def _of_entry(indicator: Indicator) -> bool:
    """Return whether an indicator counts who entered, by what stays true of them whatever comes later."""
    return (
        indicator.not_mature is None
        and (indicator.n or EVERYBODY) in (EVERYBODY, COMPLETE)
        and ("exit" not in (indicator.events or ""))
    )


def _named(firms: list[Indicator], laws: tuple[tuple[str, ...], ...]) -> Iterable[tuple[Cell, ...]]:
    """Yield laws about columns of the network as laws about the first cells that count them."""
    first: dict[str, Cell] = {}
    for one in firms:
        for column, rule in (("events", one.events), ("n", one.n)):
            if rule:
                first.setdefault(rule, (one.name, column))
    for law in laws:
        if all(name in first for name in law):
            yield tuple(first[name] for name in law)


def _same_firms(firms: list[Indicator]) -> Iterable[tuple[Cell, Cell]]:
    """Yield pairs of cells that count the same column of the network in the same period."""
    first: dict[str, Cell] = {}
    for one in firms:
        for column, rule in (("events", one.events), ("n", one.n)):
            if rule and first.setdefault(rule, (one.name, column)) != (one.name, column):
                yield first[rule], (one.name, column)
