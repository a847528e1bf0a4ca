"""The numbers of one indicator, from the table that it counts, in the rows in which it is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from evaluation.estimators import post_stratified_share
from evaluation.indicators.change import changes_of_course
from evaluation.indicators.counting import Counted, Flags, Numbers, Places
from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.indicators.estimates import LARGEST_COLUMNS
from evaluation.indicators.keyed import keys_of_cases, keys_of_firms, secret_of, sums_of_keys
from evaluation.indicators.model import Estimator, Indicator, Table
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, TOTAL, VALUE_COLUMNS
from evaluation.sources import Sources

STRATA = ("gender", "age", "status_at_entry")
"""Dimensions by which answers are weighted to all."""

NUMBERS = (*COUNT_COLUMNS, *VALUE_COLUMNS, "contributors", *LARGEST_COLUMNS, "squares")
"""Numbers of a row before it has its estimate, as floats; NaN where the indicator has no such number."""


@dataclass(frozen=True)
class Tables:
    """What is counted, each table made ready when an indicator first asks for it.

    Attributes
    ----------
    of_persons, of_cases, network, projects, sources, plan
        As for `evaluation.indicators.measure`; the network of these projects only.
    """

    of_persons: pd.DataFrame
    of_cases: pd.DataFrame
    network: pd.DataFrame
    projects: pd.DataFrame
    sources: Sources
    plan: Plan

    @cached_property
    def cohort(self) -> Counted:
        """Participations."""
        return self._counted(self.of_persons, "person")

    @cached_property
    def cases(self) -> Counted:
        """Cases outside participations."""
        return self._counted(self.of_cases, "case")

    @cached_property
    def series(self) -> pd.DataFrame:
        """Columns of `evaluation.indicators.change.COURSE_COLUMNS`."""
        return changes_of_course(self.projects, self.sources, self.plan)

    @cached_property
    def secret(self) -> bytes | None:
        """The key from which record keys are drawn; None unless the plan's method of protection needs them."""
        return secret_of(self.sources, self.plan)

    def _counted(self, table: pd.DataFrame, pseudonym: str) -> Counted:
        keys = keys_of_cases(table, pseudonym, self.secret)
        return Counted(table, self.projects, self._areas, pd.Timestamp(self.plan.cut_off), keys)

    @cached_property
    def _areas(self) -> pd.DataFrame:
        """Return the programme areas of each project: those of the metadata of its profile, and those lived in."""
        details = self.sources["project_details"]
        stated = details[(details["kind"] == "programme_area") & (details["stated_in"] == "metadata")]
        named = stated[stated["text"].notna()].rename(columns={"text": "group"})[["project", "group"]]
        lived_in = self.of_persons[["project", "programme_area"]].dropna().rename(columns={"programme_area": "group"})
        pairs = pd.concat([named, lived_in], ignore_index=True).astype("str").drop_duplicates()
        mine = pairs[pairs["project"].isin(self.projects["project"])]
        return mine.sort_values(["project", "group"], ignore_index=True)

    def place(self, table: pd.DataFrame) -> Places:
        """Return for each row of a table the number of its project."""
        known = pd.Index(self.projects["project"])
        return known.get_indexer(pd.Index(table["project"])).astype(np.int64)

    def among(self, codes: pd.Series) -> Flags:
        """Return for each project whether it is among some codes."""
        return self.projects["project"].isin(codes).to_numpy()


def counts_of(indicator: Indicator, tables: Tables) -> pd.DataFrame:
    """Return `place` (number of the project), `dimension`, `group`, `period` and `NUMBERS`, raw; NaN is no number."""
    match indicator.table:
        case Table.SERIES:
            return _of_series(indicator, tables)
        case Table.NETWORK:
            return _of_network(indicator, tables)
        case Table.COHORT:
            return _of_cases(indicator, tables.cohort, tables.plan.confidence_level)
        case Table.CASES:
            return _of_cases(indicator, tables.cases, tables.plan.confidence_level)


def _of_cases(indicator: Indicator, table: Counted, level: float) -> pd.DataFrame:
    """Count the cases of each project: in total, in each dimension, and by quarter."""
    breakdown = table.breakdown(indicator.by, indicator.day)
    events = table.where(indicator.events)
    cases = table.where(indicator.n) if indicator.n else events
    flags = {"events": events & cases, "n": cases}
    if indicator.unknown:
        flags["unknown"] = cases & table.where(indicator.unknown)
    if indicator.not_mature:
        flags["not_mature"] = table.where(indicator.not_mature)
    numbers = {name: breakdown.count(some) for name, some in flags.items()}
    if table.keys is not None:
        numbers |= sums_of_keys(breakdown, flags, table.keys)
    if indicator.amount:
        amounts = table.amounts(indicator.amount)
        numbers |= {"amount": breakdown.total(cases, amounts), "squares": breakdown.total(cases, amounts**2)}
    if indicator.estimator is Estimator.POST_STRATIFIED:
        numbers |= _weighted(indicator, table, level)
    return pd.concat([breakdown.rows, pd.DataFrame(dict.fromkeys(NUMBERS, np.nan) | numbers)], axis=1)


def _weighted(indicator: Indicator, table: Counted, level: float) -> dict[str, Numbers]:
    """Return the share among those who answered, weighted to all cases, for each project."""
    stratum, strata = np.zeros(len(table.place), dtype=np.int64), 1
    for name in STRATA:
        groups = DIMENSIONS[name].groups
        code = table.codes(str(DIMENSIONS[name].column), groups)
        stratum, strata = np.where((stratum < 0) | (code < 0), -1, stratum * len(groups) + code), strata * len(groups)
    events, cases = table.where(indicator.events), table.where(str(indicator.n))
    answered = cases & ~table.where(str(indicator.unknown))
    projects = len(table.layout(TOTAL).rows)
    slot = np.where((stratum >= 0) & (table.place >= 0), table.place * strata + stratum + 1, 0)
    event, answer, case = (
        np.bincount(slot[flags], minlength=projects * strata + 1)[1:].reshape(projects, strata)
        for flags in (events & answered, answered, cases)
    )
    shares = [post_stratified_share(event[number], answer[number], case[number], level) for number in range(projects)]
    return {name: np.array([getattr(share, name) for share in shares], dtype=np.float64) for name in VALUE_COLUMNS}


def _of_network(indicator: Indicator, tables: Tables) -> pd.DataFrame:
    """Take the numbers of one indicator from the columns of the network."""
    network = tables.network

    def numbers(column: str | None) -> Numbers:
        values = network[column] if column else pd.Series(np.nan, network.index)
        return values.to_numpy(dtype=np.float64, na_value=np.nan)

    own = {"events": indicator.events, "n": indicator.n, "unknown": indicator.unknown, "amount": indicator.amount}
    own |= {"contributors": indicator.contributors}
    if indicator.estimator is Estimator.MEAN:
        own["squares"] = f"{indicator.amount}_squares"
    if indicator.largest:
        own |= {"amount": indicator.amount or indicator.n}
        own |= dict(zip(("largest", "second"), indicator.largest, strict=True))
    rows = network[["dimension", "group", "period"]].assign(
        place=tables.place(network), **{name: numbers(own.get(name)) for name in NUMBERS}
    )
    if indicator.estimator is Estimator.MEAN:
        rows = rows.fillna({"amount": 0.0, "squares": 0.0})
    if tables.secret is not None:
        counts = {name: column for name in COUNT_COLUMNS if (column := own.get(name))}
        rows = rows.assign(**keys_of_firms(network, counts, tables.secret))
    # a first period has none before it, a part not every number, a period no ties
    needed = ["events", *(name for name in ("n", "contributors") if own[name])]
    return rows[rows["dimension"].isin([TOTAL, *indicator.by])].dropna(subset=needed)


def _of_series(indicator: Indicator, tables: Tables) -> pd.DataFrame:
    """Take one parameter of the projects that changed their course."""
    own = tables.series[tables.series["parameter"] == indicator.amount]
    rows = own.assign(place=tables.place(own), dimension=TOTAL, group=TOTAL, period="")
    return rows.reindex(columns=["place", "dimension", "group", "period", *NUMBERS]).astype(
        dict.fromkeys(NUMBERS, "float64")
    )
