"""Small frames of persons, firms and projects, written as tables, and the results measured from them."""

from __future__ import annotations

import sys
from collections.abc import Collection
from functools import cache
from typing import Any
from unittest.mock import patch

import pandas as pd
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cases, build_cohort
from evaluation.indicators import catalogue, measure
from evaluation.network import NETWORK_COLUMNS
from evaluation.network.columns import DECIMALS, KEYS
from evaluation.plan import Plan
from evaluation.results import TOTAL
from evaluation.sources import Sources
from evaluation.sources.contracts import CONTRACTS

PLAN = plan_with(cut_off="2020-06-30", horizons_months=[6, 12])
OPTIONAL = tuple(name for name, contract in CONTRACTS.items() if not contract.required)
NOBODY = build_cohort(sources_of(participations=[]), PLAN)
NO_CASES = build_cases(sources_of(participations=[]), PLAN)
NO_EVENT = dict.fromkeys(("active_before", "active_again", "active_new", "told_by_retention", "told_by_newcomers"))


def records(text: str) -> pd.DataFrame:
    """Read a table of records: the first line names columns, `-` is empty, `#` begins a remark."""
    lines = [line.split("#")[0].split() for line in text.strip().splitlines()]
    return pd.DataFrame([line for line in lines[1:] if line], columns=lines[0], dtype="str").replace("-", None)


def cohort(text: str, project: str = "A", rule_set: str = "esf_2014_2020") -> pd.DataFrame:
    """Read records of a cohort; what is not named is empty, but each is complete and entered on 1 January 2020."""
    given = records(text)
    number = pd.Series(range(1, len(given) + 1), index=given.index).astype("str")
    usual = {"participation": "T" + number, "person": "P" + number, "complete": "yes", "entry": "2020-01-01"}
    usual |= {"project": project, "municipality": "14713000", "funding_round": "R1", "rule_set": rule_set}
    columns = {}
    for name, dtype in NOBODY.dtypes.items():
        cells = given[name] if name in given else pd.Series(usual.get(name), index=given.index, dtype="str")
        columns[name] = _typed(cells, dtype)
    return pd.DataFrame(columns)


def _typed(cells: pd.Series, dtype: Any) -> pd.Series:
    if isinstance(dtype, pd.CategoricalDtype):
        return cells.astype(dtype)
    if pd.api.types.is_bool_dtype(dtype):
        return cells.eq("yes")
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pd.to_datetime(cells).astype(dtype)
    if pd.api.types.is_numeric_dtype(dtype):
        numbers = pd.to_numeric(cells)
        return (numbers.fillna(0) if dtype == "int64" else numbers).astype(dtype)
    return cells.astype(dtype)


def network(text: str, project: str = "A") -> pd.DataFrame:
    """Read network records of one project; `whole` is the whole term, counts that are not named are 0."""
    table = records(text)
    for name in set(NETWORK_COLUMNS) - set(table) - set(KEYS):
        table[name] = None if name in NO_EVENT else "0"
    table = table.assign(project=project, municipality="14713000", funding_round="R1", rule_set="esf_2014_2020")
    table["period"] = table["period"].replace("whole", "")
    table = table.assign(dimension="total", group="total")
    numbers = {name: "Float64" if name in DECIMALS else "Int64" for name in NETWORK_COLUMNS if name not in KEYS}
    table[list(numbers)] = table[list(numbers)].apply(pd.to_numeric)
    table = table.astype(numbers)
    return table[list(NETWORK_COLUMNS)]


NO_NETWORK = network("period").iloc[:0]


def projects(
    *codes: str, rule_set: str = "esf_2014_2020", start: str = "2020-01-01", end: str = "2022-12-31"
) -> pd.DataFrame:
    """Return projects; the plan's cut-off date lies in their second quarter."""
    rows = [(code, "14713000", "R1", rule_set, pd.Timestamp(start), pd.Timestamp(end)) for code in codes or ("A",)]
    return pd.DataFrame(rows, columns=["project", "municipality", "funding_round", "rule_set", "start", "end"])


@cache
def _delivered(absent: tuple[str, ...]) -> Sources:
    return sources_of(participations=[], **{name: [] for name in OPTIONAL if name not in absent})


def delivered(absent: Collection[str] = (), **tables: list[dict[str, Any]]) -> Sources:
    """Return sources with every table but the absent ones, all empty but for those given."""
    if not tables:
        return _delivered(tuple(absent))
    return sources_of(participations=[], **{name: [] for name in OPTIONAL if name not in absent} | tables)


def measured(
    persons: pd.DataFrame = NOBODY,
    firms: pd.DataFrame = NO_NETWORK,
    *,
    only: Collection[str] | None = None,
    cases: pd.DataFrame = NO_CASES,
    of: pd.DataFrame | None = None,
    data: Sources | None = None,
    by: Plan = PLAN,
) -> pd.DataFrame:
    """Return the results of project A, or of the projects `of`.

    Of `only` some indicators: the catalogue is narrowed to these, because measuring all takes most of the time.
    """
    wanted = tuple(one for one in catalogue(by) if only is None or one.name in only)
    assert only is None or len(wanted) == len(only), "an indicator that the catalogue does not have"
    with patch.object(sys.modules[measure.__module__], "catalogue", lambda _: wanted):
        return measure(
            persons, cases, firms, projects() if of is None else of, delivered() if data is None else data, by
        )


def row(
    results: pd.DataFrame,
    indicator: str,
    group: str = TOTAL,
    period: str = "",
    project: str = "A",
    dimension: str | None = None,
) -> pd.Series:
    """Return the one row of results with these keys."""
    found = results[
        (results["indicator"] == indicator)
        & (results["group"] == group)
        & (results["period"] == period)
        & (results["project"] == project)
    ]
    if dimension is not None:
        found = found[found["dimension"] == dimension]
    assert len(found) == 1, f"{len(found)} rows of {indicator}, {group}, {period!r}"
    return found.iloc[0]


def counts(results: pd.DataFrame, indicator: str, dimension: str, column: str = "events", project: str = "A") -> dict:
    """Return the numbers of one indicator over the whole term by the groups of a dimension."""
    rows = results[(results["indicator"] == indicator) & (results["dimension"] == dimension)]
    rows = rows[(rows["period"] == "") & (rows["project"] == project)]
    return dict(zip(rows["group"], rows[column].astype("object").where(rows[column].notna(), None), strict=True))
