"""From cohort, cases and network to results: counted indicator by indicator, estimated estimator by estimator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evaluation.indicators.catalogue import catalogue
from evaluation.indicators.counting import Flags
from evaluation.indicators.counts import NUMBERS, Tables, counts_of
from evaluation.indicators.estimates import LARGEST_COLUMNS, with_estimates
from evaluation.indicators.keyed import KEY_SUMS
from evaluation.indicators.model import Estimator, Indicator, Table
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, RESULT_COLUMNS, TOTAL, VALUE_COLUMNS, Status
from evaluation.sources import Sources

RAW_COLUMNS = (*RESULT_COLUMNS, "contributors", *LARGEST_COLUMNS)
"""Columns of raw results."""


def measure(
    cohort: pd.DataFrame,
    cases: pd.DataFrame,
    network: pd.DataFrame,
    projects: pd.DataFrame,
    sources: Sources,
    plan: Plan,
) -> pd.DataFrame:
    """Measure every indicator of the catalogue for every project.

    Parameters
    ----------
    cohort
        Columns of `evaluation.cohorts.COHORT_COLUMNS`.
    cases
        Columns of `evaluation.cohorts.CASE_COLUMNS`.
    network
        Columns of `evaluation.network.NETWORK_COLUMNS`.
    projects
        The selected projects with their rule sets (`evaluation.cohorts.selected_projects`).
    sources
        For the programme areas, and for which tables were delivered.
    plan
        The choices.

    Returns
    -------
    pandas.DataFrame
        Columns of `RESULT_COLUMNS` and `contributors` (how many persons or firms stand behind the row), raw: nothing
        is protected yet. Where an `amount` is a sum over firms, `largest` and `second` tell what falls to the two
        with most. If the plan chooses the cell-key method, also `KEY_SUMS`.

    Raises
    ------
    PlanError
        If the plan chooses the cell-key method, and the data hold no key.
    """
    tables = Tables(cohort, cases, network[network["project"].isin(projects["project"])], projects, sources, plan)
    indicators = catalogue(plan)
    alike = [[number for number, one in enumerate(indicators) if one.estimator is estimator] for estimator in Estimator]
    results = pd.concat([_results(indicators, numbers, tables) for numbers in alike if numbers])
    keyed = [] if tables.secret is None else list(KEY_SUMS.values())
    return results.sort_values("number", kind="stable", ignore_index=True)[[*RAW_COLUMNS, *keyed]]


def _results(indicators: Sequence[Indicator], numbers: Sequence[int], tables: Tables) -> pd.DataFrame:
    """Return the results of the indicators with these numbers, which share an estimator, with their `number`."""
    counted, lacking = [], []
    for number in numbers:
        knows = _knows(indicators[number], tables)
        rows = counts_of(indicators[number], tables)
        counted.append(rows[knows[rows["place"].to_numpy()]].assign(number=number))
        lacking.append(pd.DataFrame({"place": np.flatnonzero(~knows), "number": number}))
    there = pd.concat(counted, ignore_index=True).assign(status=str(Status.PUBLISHED))
    there = with_estimates(there, indicators[numbers[0]].estimator, tables.plan.confidence_level)
    nothing = {"dimension": TOTAL, "group": TOTAL, "period": ""} | dict.fromkeys(NUMBERS, np.nan)
    absent = pd.concat(lacking, ignore_index=True).assign(status=str(Status.NOT_COLLECTED), **nothing)
    rows = pd.concat([there, absent], ignore_index=True)
    facts = [(one.name, one.unit, str(one.estimator)) for one in indicators]
    named = pd.DataFrame(facts, columns=["indicator", "unit", "method"]).take(rows["number"])
    of_project = tables.projects[["municipality", "project", "funding_round"]].take(rows["place"])
    rows = pd.concat([rows, named.reset_index(drop=True), of_project.reset_index(drop=True)], axis=1)
    keyed = [] if tables.secret is None else list(KEY_SUMS.values())
    return rows.reindex(columns=["number", *RAW_COLUMNS, *keyed]).astype(
        dict.fromkeys([*COUNT_COLUMNS, "contributors"], "Int64")
        | dict.fromkeys([*VALUE_COLUMNS, *LARGEST_COLUMNS, *keyed], "Float64")
    )


def _knows(indicator: Indicator, tables: Tables) -> Flags:
    """Return for each project whether the indicator was collected: rule set, delivered tables, questions asked."""
    sources = tables.sources
    delivered = all(sources.has(name) for name in indicator.needs)
    delivered &= not indicator.needs_any or any(sources.has(name) for name in indicator.needs_any)
    knows = tables.projects["rule_set"].isin(list(indicator.codes)).to_numpy() & delivered
    match indicator.table:
        case Table.SERIES:
            return knows & tables.among(sources["turning_points"]["project"])
        case Table.NETWORK:
            if indicator.asked:
                whole = tables.network[(tables.network["period"] == "") & (tables.network["dimension"] == TOTAL)]
                knows = knows & tables.among(whole.loc[whole[indicator.asked].fillna(0) > 0, "project"])
        case Table.COHORT:
            if indicator.asked:
                knows = knows & tables.cohort.asked(indicator.asked)
        case Table.CASES:
            # a project without a row in the list of cases kept none; but its short stays are cases as well
            some = tables.cases.by_project(tables.cases.where(indicator.n or indicator.events)) > 0
            knows = knows & (tables.among(sources["cases"]["project"].unique()) | some)
    return knows
