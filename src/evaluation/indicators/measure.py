"""From cohort, cases and network to results: every indicator, in grouped passes, in one tidy frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.estimators import post_stratified_share, t_mean, wilson
from evaluation.indicators.catalogue import catalogue
from evaluation.indicators.change import series_counts
from evaluation.indicators.counting import Counted, Layout
from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.indicators.keyed import KEY_SUMS, keys_of_cases, keys_of_firms, secret_of, sums_of_keys
from evaluation.indicators.model import Estimator, Indicator, Table
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, RESULT_COLUMNS, TOTAL, VALUE_COLUMNS, Status
from evaluation.sources import Sources

STRATA = ("gender", "age", "status_at_entry")
"""Dimensions by which answers are weighted to all."""

LARGEST_COLUMNS = ("amount", "largest", "second")
"""A sum over firms before it is rounded, and what falls to the two firms with most; empty elsewhere."""

RAW_COLUMNS = (*RESULT_COLUMNS, "contributors", *LARGEST_COLUMNS)
"""Columns of raw results."""

_PROJECT = ["municipality", "project", "funding_round"]
_SHARES = (Estimator.WILSON, Estimator.RATIO, Estimator.POST_STRATIFIED)


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
    secret = secret_of(sources, plan)
    tables = counted_tables(cohort, cases, projects, sources, plan)
    parts = []
    for indicator in catalogue(plan):
        knows = _knows(indicator, projects, tables, network, sources)
        if indicator.table is Table.SERIES:
            counts = series_counts(str(indicator.amount), projects[knows], sources, plan)
        elif indicator.table is Table.NETWORK:
            mine = network["project"].isin(projects.loc[knows, "project"])
            counts = _network_counts(indicator, network[mine], secret)
        else:
            counts = _case_counts(indicator, tables[indicator.table], projects, knows, plan)
        parts.append(_estimated(indicator, counts, plan.confidence_level))
        parts.append(_not_collected(indicator, projects[~knows]))
    no_project = pd.DataFrame(columns=RAW_COLUMNS)
    results = pd.concat([part for part in parts if len(part)] or [no_project], ignore_index=True)
    keyed = [] if secret is None else list(KEY_SUMS.values())
    return results.reindex(columns=[*RAW_COLUMNS, *keyed]).astype(
        dict.fromkeys([*COUNT_COLUMNS, "contributors"], "Int64")
        | dict.fromkeys([*VALUE_COLUMNS, *LARGEST_COLUMNS, *keyed], "Float64")
    )


def counted_tables(
    cohort: pd.DataFrame, cases: pd.DataFrame, projects: pd.DataFrame, sources: Sources, plan: Plan
) -> dict[Table, Counted]:
    """Return cohort and cases ready to be asked."""
    areas = _areas(cohort, projects, sources)
    cut_off, secret = pd.Timestamp(plan.cut_off), secret_of(sources, plan)
    return {
        Table.COHORT: Counted(cohort, projects, areas, cut_off, keys_of_cases(cohort, "person", secret)),
        Table.CASES: Counted(cases, projects, areas, cut_off, keys_of_cases(cases, "case", secret)),
    }


def _areas(cohort: pd.DataFrame, projects: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Return the programme areas of each project: those of the metadata of its profile, and those lived in."""
    details = sources["project_details"]
    stated = details[(details["kind"] == "programme_area") & (details["stated_in"] == "metadata")]
    named = stated[stated["text"].notna()].rename(columns={"text": "group"})[["project", "group"]]
    lived_in = cohort[["project", "programme_area"]].dropna().rename(columns={"programme_area": "group"})
    pairs = pd.concat([named, lived_in], ignore_index=True).astype("str").drop_duplicates()
    mine = pairs[pairs["project"].isin(projects["project"])]
    return mine.sort_values(["project", "group"], ignore_index=True)


def _knows(
    indicator: Indicator,
    projects: pd.DataFrame,
    tables: Mapping[Table, Counted],
    network: pd.DataFrame,
    sources: Sources,
) -> npt.NDArray[np.bool_]:
    """Return for each project whether the indicator was collected: rule set, delivered tables, questions asked."""
    delivered = all(sources.has(name) for name in indicator.needs)
    delivered &= not indicator.needs_any or any(sources.has(name) for name in indicator.needs_any)
    knows = projects["rule_set"].isin(list(indicator.codes)).to_numpy() & delivered
    if indicator.table is Table.SERIES:
        return knows & projects["project"].isin(sources["turning_points"]["project"]).to_numpy()
    if indicator.asked and indicator.table is Table.NETWORK:
        whole = network[(network["period"] == "") & (network["dimension"] == TOTAL)]
        reported = whole.loc[whole[indicator.asked].fillna(0) > 0, "project"]
        return knows & projects["project"].isin(reported).to_numpy()
    if indicator.asked:
        knows = knows & tables[indicator.table].asked(indicator.asked)
    if indicator.table is Table.CASES:
        # a project without a row in the list of cases kept none; but its short stays are cases as well
        listed = projects["project"].isin(sources["cases"]["project"].unique()).to_numpy()
        cases = tables[Table.CASES]
        knows = knows & (listed | (cases.by_project(cases.where(indicator.n or indicator.events)) > 0))
    return knows


def _case_counts(
    indicator: Indicator, table: Counted, projects: pd.DataFrame, knows: npt.NDArray[np.bool_], plan: Plan
) -> pd.DataFrame:
    """Count the cases of each project: in total, in each dimension, and by quarter."""
    wanted = [(TOTAL, ""), *((dimension, "") for dimension in indicator.by)]
    if indicator.day:
        genders = [("gender", indicator.day)] if "gender" in indicator.by else []
        wanted += [(TOTAL, indicator.day), *genders]
    facts = projects[_PROJECT].reset_index(drop=True)
    frames = []
    for dimension, day in wanted:
        layout = table.layout(dimension, day)
        counts = layout.rows.assign(**_sums(indicator, table, layout))
        if indicator.estimator is Estimator.POST_STRATIFIED:
            counts = counts.assign(**_weighted(indicator, table, plan.confidence_level))
        frames.append(counts[knows[counts["place"].to_numpy()]])
    counts = pd.concat(frames, ignore_index=True)
    return facts.loc[counts["place"]].reset_index(drop=True).join(counts.drop(columns="place"))


def _sums(indicator: Indicator, table: Counted, layout: Layout) -> dict[str, npt.NDArray[np.float64]]:
    """Return the counts of one indicator in the rows of a layout, and the sums of its amount."""
    events = table.where(indicator.events)
    cases = table.where(indicator.n) if indicator.n else events
    unknown = cases & table.where(indicator.unknown) if indicator.unknown else np.zeros_like(events)
    early = table.where(indicator.not_mature) if indicator.not_mature else np.zeros_like(events)
    sums: dict[str, npt.NDArray[np.float64]] = {
        "events": layout.count(events & cases).astype(np.float64),
        "n": layout.count(cases).astype(np.float64),
        "unknown": layout.count(unknown).astype(np.float64),
        "not_mature": layout.count(early).astype(np.float64),
    }
    if table.keys is not None:
        flags = {"events": events & cases, "n": cases, "unknown": unknown, "not_mature": early}
        sums |= sums_of_keys(layout, flags, table.keys)
    if indicator.amount:
        amounts = table.amounts(indicator.amount)
        sums["amount"] = layout.total(cases, amounts)
        sums["squares"] = layout.total(cases, amounts**2)
    return sums


def _weighted(indicator: Indicator, table: Counted, level: float) -> dict[str, npt.NDArray[np.float64]]:
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


def _network_counts(indicator: Indicator, network: pd.DataFrame, secret: bytes | None) -> pd.DataFrame:
    own = network[network["dimension"].isin([TOTAL, *indicator.by])]
    counts = own[[*_PROJECT, "period", "dimension", "group"]].copy()
    counts["events"] = own[indicator.events]
    counts["n"] = own[indicator.n] if indicator.n else 0
    counts["unknown"] = own[indicator.unknown] if indicator.unknown else 0
    counts["not_mature"] = 0
    if indicator.contributors:
        counts["contributors"] = own[indicator.contributors]
    if indicator.amount:
        counts["amount"] = own[indicator.amount]
    if indicator.estimator is Estimator.MEAN:
        counts["squares"] = own[f"{indicator.amount}_squares"].fillna(0.0)
        counts["amount"] = counts["amount"].fillna(0.0)
    if indicator.largest:
        largest, second = indicator.largest
        counts = counts.assign(largest=own[largest], second=own[second])
        counts["amount"] = own[indicator.amount or indicator.n]
    if secret is not None and len(own):
        columns = {"events": indicator.events, "n": indicator.n, "unknown": indicator.unknown}
        counts = counts.assign(**keys_of_firms(own, columns, secret))
    # a first period has none before it, a part not every number, a period no ties
    return counts.dropna(subset=["events", "n", *(["contributors"] if indicator.contributors else [])])


def _estimated(indicator: Indicator, counts: pd.DataFrame, level: float) -> pd.DataFrame:
    if counts.empty:
        return counts
    rows = counts.astype(dict.fromkeys(COUNT_COLUMNS, "Int64")).assign(
        indicator=indicator.name, unit=indicator.unit, method=str(indicator.estimator), status=str(Status.PUBLISHED)
    )
    if indicator.estimator in (Estimator.COUNT, Estimator.TOTAL):
        rows = _without_share(indicator, rows)
    elif indicator.estimator is Estimator.MEAN:
        mean = t_mean(counts["n"], counts["amount"], counts["squares"], level)
        rows = rows.assign(**{name: getattr(mean, name) for name in VALUE_COLUMNS}, contributors=rows["n"])
        rows["events"] = pd.NA
        rows.loc[rows["n"] == 0, "status"] = str(Status.NOT_APPLICABLE)
    elif indicator.estimator in (Estimator.MEASURE, Estimator.SEGMENTED):
        rows = _with_measure(rows)
    elif indicator.estimator in _SHARES:
        rows = _with_share(indicator, rows, counts, level)
    if indicator.unknown is None:
        rows["unknown"] = pd.NA
    if indicator.not_mature is None:
        rows["not_mature"] = pd.NA
    return rows


def _without_share(indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    if indicator.estimator is Estimator.TOTAL:
        amount = rows["amount"].astype("Float64")
        rows = rows.assign(events=amount.round().astype("Int64"), contributors=rows.get("contributors", rows["n"]))
    else:
        rows = rows.assign(contributors=rows.get("contributors", rows["events"]), n=pd.NA)
    return rows.assign(**dict.fromkeys(VALUE_COLUMNS, np.nan))


def _with_measure(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of measures: their limits are those of the regression, or there are none."""
    limits = {name: rows.get(name, np.nan) for name in VALUE_COLUMNS[1:]}
    rows = rows.assign(estimate=rows["amount"].astype("Float64"), events=pd.NA, amount=np.nan, **limits)
    rows = rows.assign(contributors=rows.get("contributors", rows["n"]))
    rows.loc[rows["estimate"].isna(), "status"] = str(Status.NOT_APPLICABLE)
    return rows


def _with_share(indicator: Indicator, rows: pd.DataFrame, counts: pd.DataFrame, level: float) -> pd.DataFrame:
    if indicator.estimator is not Estimator.POST_STRATIFIED:
        share = wilson(rows["events"], rows["n"], level)
        rows["estimate"] = share.estimate
        exact = indicator.estimator is Estimator.RATIO
        rows["conf_low"], rows["conf_high"] = (np.nan, np.nan) if exact else (share.conf_low, share.conf_high)
    rows["contributors"] = counts.get("contributors", rows["n"])
    empty = rows["n"] == 0
    rows.loc[empty, "status"] = str(Status.NOT_APPLICABLE)
    rows.loc[empty & (rows["not_mature"] > 0), "status"] = str(Status.NOT_MATURE)
    return rows


def _not_collected(indicator: Indicator, projects: pd.DataFrame) -> pd.DataFrame:
    rows = projects[_PROJECT].assign(indicator=indicator.name, dimension=TOTAL, group=TOTAL, period="")
    rows = rows.assign(unit=indicator.unit, method=str(indicator.estimator), status=str(Status.NOT_COLLECTED))
    nothing = pd.array([pd.NA] * len(rows), dtype="Int64")
    rows = rows.assign(**dict.fromkeys([*COUNT_COLUMNS, "contributors"], nothing))
    return rows.assign(**dict.fromkeys(VALUE_COLUMNS, np.nan))
