"""What an indicator is: a record of who is counted, what counts, when it is looked at, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Table(StrEnum):
    """The table that an indicator counts."""

    COHORT = "cohort"
    NETWORK = "network"
    CASES = "cases"
    SERIES = "series"


class Estimator(StrEnum):
    """What is done with the counts."""

    COUNT = "count"
    """`events` is the result."""
    TOTAL = "total"
    """`events` is the sum of `amount` over the cases, in whole units; `n` says how many cases stand behind it."""
    WILSON = "wilson"
    """The share `events / n` with its Wilson interval."""
    RATIO = "ratio"
    """The share `events / n` of a full count, without an interval."""
    MEAN = "mean"
    """The mean of `amount` over the `n` cases with its t interval."""
    MEASURE = "measure"
    """`estimate` is a measure of the network of `n` firms, without numerator and interval."""
    SEGMENTED = "segmented"
    """`estimate` is a parameter of a segmented regression over `n` months, with an interval of robust errors."""
    POST_STRATIFIED = "post_stratified"
    """The share among those who answered, weighted to all; `events` and `n` stay unweighted."""


class Chapter(StrEnum):
    """Where a reader looks for an indicator."""

    REACH = "reach"
    EXIT = "exit"
    LASTED = "lasted"
    PATHWAY = "pathway"
    QUALITY = "quality"
    ECONOMY = "economy"


class Family(StrEnum):
    """Who defined an indicator."""

    ESF = "ESF-Indikator"
    BA = "BA-Kennzahl"
    SGB2 = "§ 48a SGB II"
    OWN = "ohne amtliche Definition"


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    name
        Identifier, used in all tables.
    title, title_en
        Name for readers, German and English.
    chapter
        Where a reader looks for it.
    family
        Who defined it.
    codes
        Rule sets that know the indicator, each with its code there (empty: no code).
    table
        Table that is counted.
    unit
        What `events` counts.
    estimator
        What is done with the counts.
    population, event, window
        Who is counted, what counts, and when it is looked at: German phrases, printed in the report.
    events, n, unknown, not_mature
        The same as rules: expressions over the cohort or the cases, or columns of the network. None where the
        indicator has no such number. `n` is the denominator; `unknown` cases stay in it.
    amount
        Column of which the sum or mean is formed, that holds the measure, or the parameter of the regression.
    largest
        Columns of the network with the part of an amount that falls to the largest and to the second largest firm.
    source
        Where the definition comes from.
    by
        Dimensions in which it is broken down (`evaluation.indicators.dimensions.DIMENSIONS`).
    day
        Column of the cohort that puts a case into a quarter; None if the indicator has no series over time.
    needs
        Source tables without which the indicator is "not collected".
    needs_any
        Source tables of which one is enough; without any of them the indicator is "not collected", too.
    asked
        Further characteristic that the project must have asked for, or column of the network that must not be 0 over
        its whole term, else the indicator is "not collected".
    contributors
        Column of the network that tells how many firms stand behind a number, if not `n` or `events` itself.
    additive
        Whether the numbers of the periods add up to the number of the whole term.
    exploratory
        Whether it is an evaluator's addition without an official definition.
    """

    name: str
    title: str
    title_en: str
    chapter: Chapter
    family: Family
    codes: Mapping[str, str]
    table: Table
    unit: str
    estimator: Estimator
    population: str
    event: str
    window: str
    events: str
    source: str
    n: str | None = None
    unknown: str | None = None
    not_mature: str | None = None
    amount: str | None = None
    by: tuple[str, ...] = ()
    day: str | None = None
    needs: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    asked: str | None = None
    largest: tuple[str, str] | None = None
    contributors: str | None = None
    additive: bool = False
    exploratory: bool = False

    @property
    def definition(self) -> str:
        """The counting rule in German, as a report prints it."""
        return f"{self.event}. Bezug: {self.population}. Beobachtet: {self.window}."


@dataclass(frozen=True)
class Relation:
    """A law between indicators that holds for every project and gender.

    An indicator is written as its name for its `events`, as `placement.n` for its `n`, and as `participants@female` for
    a gender.

    Attributes
    ----------
    name
        Identifier.
    whole
        Indicator of the larger set.
    parts
        Indicators of the sets within it.
    exhaustive
        True: the parts are disjoint and add up to the whole. False: each part, and their union, lies within the whole.
    others
        Further indicators that cover the parts together with the whole: CO08 lies within CO01 and CO04 together.
    disjoint
        Whether no case may be in two parts, although they do not add up to the whole.
    sentence
        The law in German, for the chapter on data quality.
    rule_sets
        Rule sets in which it holds.
    source
        Where the law comes from.
    """

    name: str
    whole: str
    parts: tuple[str, ...]
    exhaustive: bool
    sentence: str
    rule_sets: tuple[str, ...]
    source: str
    others: tuple[str, ...] = ()
    disjoint: bool = False
