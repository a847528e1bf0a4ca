"""From cohort and network to results: every indicator, in grouped passes, in one tidy frame."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evaluation.estimators import kaplan_meier, wilson
from evaluation.indicators.catalogue import Estimator, Indicator, Table, catalogue
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, CURVE_COLUMNS, RESULT_COLUMNS, TOTAL, VALUE_COLUMNS, Status
from evaluation.sources import Sources
from evaluation.sources.contracts import GENDERS

DAYS_PER_MONTH = 365.25 / 12
"""Days of a month on the time axis of the survival curve."""

CURVE = "job_survival"
"""Name of the survival curve of jobs in the `indicator` column."""

_PROJECT = ["municipality", "project", "funding_round"]


def measure(
    cohort: pd.DataFrame, network: pd.DataFrame, projects: pd.DataFrame, sources: Sources, plan: Plan
) -> pd.DataFrame:
    """Measure every indicator of the catalogue for every project.

    Parameters
    ----------
    cohort
        Columns of `evaluation.cohorts.COHORT_COLUMNS`.
    network
        Columns of `evaluation.network.NETWORK_COLUMNS`.
    projects
        The selected projects with their rule sets (`evaluation.cohorts.selected_projects`).
    sources
        For the targets, and for which tables were delivered.
    plan
        The choices.

    Returns
    -------
    pandas.DataFrame
        Columns of `RESULT_COLUMNS` and `contributors` (how many persons or firms stand behind the row), raw: nothing
        is protected yet.
    """
    parts = []
    for indicator in catalogue(plan):
        collected = all(sources.has(name) for name in indicator.needs)
        knows = projects["rule_set"].isin(list(indicator.codes)) & collected
        counts = _cohort_counts(indicator, cohort, projects[knows], plan)
        if indicator.table is Table.NETWORK:
            counts = _network_counts(indicator, network[network["project"].isin(projects.loc[knows, "project"])])
        parts.append(_estimated(indicator, counts, plan.confidence_level))
        parts.append(_not_collected(indicator, projects[~knows]))
    no_project = pd.DataFrame(columns=[*RESULT_COLUMNS, "contributors"])
    results = pd.concat([part for part in parts if len(part)] or [no_project], ignore_index=True)
    results["target"] = _targets(results, sources)
    whole, real = [*COUNT_COLUMNS, "contributors"], [*VALUE_COLUMNS, "target"]
    results = results.astype(dict.fromkeys(whole, "Int64") | dict.fromkeys(real, "Float64"))
    return results[[*RESULT_COLUMNS, "contributors"]]


def _cohort_counts(indicator: Indicator, cohort: pd.DataFrame, projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count cases per project: in total, by gender, by quarter, and by gender and quarter."""
    if indicator.table is not Table.COHORT:
        return pd.DataFrame()
    cases = cohort[["project", "gender"]].copy()
    cases["events"] = _where(cohort, indicator.events)
    for name in ("n", "unknown", "not_mature"):
        rule = getattr(indicator, name)
        cases[name] = _where(cohort, rule) if rule else False
    if indicator.n:
        cases["events"] &= cases["n"]
        cases["unknown"] &= cases["n"]
    cases["period"] = _quarters(cohort[indicator.day]) if indicator.day else ""
    facts = projects[_PROJECT]
    whole = facts.assign(period="")
    frames = [_sums(cases, whole, by_gender=False, by_period=False)]
    if indicator.by_gender:
        frames.append(_sums(cases, whole, by_gender=True, by_period=False))
    if indicator.day:
        series = _quarters_of(projects, plan)
        frames.append(_sums(cases, series, by_gender=False, by_period=True))
        if indicator.by_gender:
            frames.append(_sums(cases, series, by_gender=True, by_period=True))
    return pd.concat(frames, ignore_index=True)


def _where(cohort: pd.DataFrame, rule: str) -> pd.Series:
    return cohort.eval(rule, engine="python").fillna(value=False).astype(bool)


def _sums(cases: pd.DataFrame, rows: pd.DataFrame, *, by_gender: bool, by_period: bool) -> pd.DataFrame:
    """Sum the cases for each wanted row; a row without a case has zeros, because it was looked at."""
    keys = ["project"]
    if by_gender:
        rows = rows.merge(pd.DataFrame({"gender": GENDERS}), how="cross")
        keys.append("gender")
    if by_period:
        keys.append("period")
    sums = cases.groupby(keys)[list(COUNT_COLUMNS)].sum().reset_index()
    counted = rows.merge(sums, on=keys, how="left", validate="many_to_one")
    counted[list(COUNT_COLUMNS)] = counted[list(COUNT_COLUMNS)].fillna(0).astype("Int64")
    counted["dimension"] = "gender" if by_gender else TOTAL
    return counted.rename(columns={"gender": "group"}) if by_gender else counted.assign(group=TOTAL)


def _quarters(days: pd.Series) -> pd.Series:
    return days.dt.year.astype("Int64").astype("str") + "-Q" + days.dt.quarter.astype("Int64").astype("str")


def _quarters_of(projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return one row for each project and quarter from its start to the cut-off date or the last possible exit."""
    frames = []
    for project in projects.itertuples():
        last = min(project.end, pd.Timestamp(plan.cut_off))
        quarters = pd.period_range(project.start, last, freq="Q").to_timestamp().to_series()
        facts = {name: getattr(project, name) for name in _PROJECT}
        frames.append(pd.DataFrame({**facts, "period": list(_quarters(quarters))}))
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*_PROJECT, "period"])
    return rows.astype("str")  # a project that begins after the cut-off date has no quarter


def _network_counts(indicator: Indicator, network: pd.DataFrame) -> pd.DataFrame:
    counts = network[[*_PROJECT, "period"]].copy()
    counts["events"] = network[indicator.events]
    counts["n"] = network[indicator.n] if indicator.n else 0
    counts["unknown"] = counts["not_mature"] = 0
    if indicator.contributors:
        counts["contributors"] = network[indicator.contributors]
    counts = counts.dropna(subset=["events", "n"])  # a first period has none before it
    return counts.assign(dimension=TOTAL, group=TOTAL)


def _estimated(indicator: Indicator, counts: pd.DataFrame, level: float) -> pd.DataFrame:
    if counts.empty:
        return counts
    rows = counts.astype(dict.fromkeys(COUNT_COLUMNS, "Int64")).assign(
        indicator=indicator.name, unit=indicator.unit, method=str(indicator.estimator), status=str(Status.PUBLISHED)
    )
    if indicator.estimator is Estimator.COUNT:
        rows["contributors"] = counts.get("contributors", rows["events"])
        rows[["n", "unknown", "not_mature"]] = pd.NA
        return rows.assign(estimate=np.nan, conf_low=np.nan, conf_high=np.nan)
    share = wilson(rows["events"], rows["n"], level)
    rows["estimate"] = share.estimate
    exact = indicator.estimator is Estimator.RATIO
    rows["conf_low"], rows["conf_high"] = (np.nan, np.nan) if exact else (share.conf_low, share.conf_high)
    rows["contributors"] = counts.get("contributors", rows["n"])
    empty = rows["n"] == 0
    rows.loc[empty, "status"] = str(Status.NOT_APPLICABLE)
    rows.loc[empty & (rows["not_mature"] > 0), "status"] = str(Status.NOT_MATURE)
    if indicator.unknown is None:
        rows["unknown"] = pd.NA
    if indicator.not_mature is None:
        rows["not_mature"] = pd.NA
    return rows


def _not_collected(indicator: Indicator, projects: pd.DataFrame) -> pd.DataFrame:
    rows = projects[_PROJECT].assign(indicator=indicator.name, dimension=TOTAL, group=TOTAL, period="")
    rows = rows.assign(unit=indicator.unit, method=str(indicator.estimator), status=str(Status.NOT_COLLECTED))
    nothing = pd.array([pd.NA] * len(rows), dtype="Int64")
    rows = rows.assign(**dict.fromkeys([*COUNT_COLUMNS, "contributors"], nothing))
    return rows.assign(estimate=np.nan, conf_low=np.nan, conf_high=np.nan)


def _targets(results: pd.DataFrame, sources: Sources) -> pd.Series:
    """Return the target of each row over the whole term, in the unit of the result (shares between 0 and 1)."""
    targets = sources["targets"]
    value = targets["target"].where(targets["unit"] == "count", targets["target"] / 100)
    by_key = pd.Series(value.to_numpy(), index=pd.MultiIndex.from_frame(targets[["project", "indicator"]]))
    keys = pd.MultiIndex.from_frame(results[["project", "indicator"]])
    target = pd.Series(by_key.reindex(keys).to_numpy(), index=results.index, dtype="Float64")
    return target.where((results["dimension"] == TOTAL) & (results["period"] == ""))


def measure_curves(cohort: pd.DataFrame, projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Estimate the survival curve of jobs for every project, in total and by gender.

    Counted are the persons of the stability indicators: complete record, not employed at entry, placed in employment
    that counts under the plan. Time runs from the first day of the job; persons whose job still lasted when they were
    last heard of are censored on that day.

    Returns
    -------
    pandas.DataFrame
        Columns of `CURVE_COLUMNS`, one row per month from 0 to the plan's `curve_months`, raw.
    """
    counted = cohort["complete"] & cohort["status_at_entry"].isin(["unemployed", "inactive"])
    jobs = cohort[counted & cohort["job_start"].notna()]
    rows = [frame for project in projects.itertuples() for frame in _project_curves(project, jobs, plan)]
    return pd.concat(rows, ignore_index=True)[list(CURVE_COLUMNS)] if rows else pd.DataFrame(columns=CURVE_COLUMNS)


def _project_curves(project: object, jobs: pd.DataFrame, plan: Plan) -> Iterator[pd.DataFrame]:
    facts = {name: getattr(project, name) for name in _PROJECT}
    own = jobs[jobs["project"] == facts["project"]]
    groups = [(TOTAL, TOTAL, own), *(("gender", gender, own[own["gender"] == gender]) for gender in GENDERS)]
    months = np.arange(plan.stability.curve_months + 1)
    for dimension, group, members in groups:
        if members.empty:
            continue
        curve = kaplan_meier(
            members["job_days"].astype("int64") / DAYS_PER_MONTH,
            members["job_ended"],
            months,
            plan.confidence_level,
        )
        yield pd.DataFrame(
            {
                "indicator": CURVE,
                **facts,
                "dimension": dimension,
                "group": group,
                "month": months,
                "n": curve.at_risk,
                "events": curve.events,
                "estimate": curve.survival,
                "conf_low": curve.conf_low,
                "conf_high": curve.conf_high,
                "method": curve.method,
                "status": str(Status.PUBLISHED),
            }
        )
