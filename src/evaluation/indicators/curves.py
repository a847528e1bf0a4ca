"""Curves: how long jobs lasted, and how long it took from the entry to the first job or to dropping out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.estimators import cumulative_incidence, kaplan_meier
from evaluation.indicators.rules import ESF_ONLY
from evaluation.plan import CurveJobs, Plan
from evaluation.results import CURVE_COLUMNS, TOTAL, Status
from evaluation.sources.contracts import GENDERS

DAYS_PER_MONTH = 365.25 / 12
"""Days of a month on the time axis of the curves."""

JOB_SURVIVAL, FIRST_JOB, DROP_OUT = "job_survival", "first_job", "drop_out"
"""Names of the curves in the `indicator` column."""

_PROJECT = ["municipality", "project", "funding_round"]

Curves = Iterator[dict[str, Any]]


def measure_curves(cohort: pd.DataFrame, projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Estimate the curves of every project, in total and by gender.

    Counted are persons with a complete record who were not employed at entry. `job_survival`: those placed in
    employment that counts under the plan, all or those whom its first horizon judges; time runs from the first day of
    the job; whose job still lasted when they were last heard of is censored on that day. `first_job` and `drop_out`
    (Aalen-Johansen): all of them; time runs from the entry to the first job (ESF concept), to dropping out before it,
    or, censored, to the day they were last heard of.

    Returns
    -------
    pandas.DataFrame
        Columns of `CURVE_COLUMNS`, one row per month from 0 to the end of the curve in the plan, raw.
    """
    asked = projects[projects["rule_set"].isin(list(ESF_ONLY))]  # the forerunner did not follow jobs
    counted = cohort[cohort["complete"] & cohort["status_at_entry"].isin(["unemployed", "inactive"])]
    jobs = counted[counted["job_start"].notna() & _followed(counted, plan)]
    starts = counted[counted["first_event"].notna()]
    lasting = _each_group(jobs, asked, ["job_days", "job_ended"], lambda members: _job_survival(members, plan))
    starting = ["first_event", "first_event_days"]
    leading = _each_group(starts, asked, starting, lambda members: _first_events(members, plan))
    return _one_below_the_other([*lasting, *leading])


def _followed(persons: pd.DataFrame, plan: Plan) -> pd.Series:
    """Return whose jobs the plan lets the survival curve follow.

    Who is not mature at the first horizon took up work too late for it by the calendar, which says nothing about how
    long the work lasts: without them the estimate has fewer cases and the same expectation.
    """
    stability = plan.stability
    if stability.curve_jobs is CurveJobs.ALL:
        return pd.Series(data=True, index=persons.index)
    return persons[f"stable_{stability.horizons_months[0]}_{stability.modes[0]}"] != "not_mature"


def _each_group(
    persons: pd.DataFrame, projects: pd.DataFrame, columns: list[str], curves: Callable[[pd.DataFrame], Curves]
) -> Curves:
    """Yield the curves of each group of persons; of a person they are told these columns alone."""
    facts = projects.set_index("project", drop=False)[_PROJECT].to_dict("index")
    for project, own in persons[["project", "gender", *columns]].groupby("project", sort=True):
        if project not in facts:
            continue
        groups = [(TOTAL, TOTAL, own), *(("gender", gender, own[own["gender"] == gender]) for gender in GENDERS)]
        for dimension, group, members in groups:
            if len(members):
                for curve in curves(members):
                    yield {**facts[project], "dimension": dimension, "group": group, **curve}


def _one_below_the_other(curves: list[dict[str, Any]]) -> pd.DataFrame:
    """Return curves as one table; what is one value of a curve stands in each of its rows."""
    if not curves:
        return pd.DataFrame(columns=CURVE_COLUMNS)
    lengths = [len(curve["month"]) for curve in curves]
    columns = {}
    for name in CURVE_COLUMNS:
        values = [curve.get(name, str(Status.PUBLISHED)) for curve in curves]
        single = isinstance(values[0], str)
        columns[name] = np.repeat(np.array(values, dtype=object), lengths) if single else np.concatenate(values)
    return pd.DataFrame(columns)


def _months(days: pd.Series) -> npt.NDArray[np.float64]:
    return days.to_numpy(dtype=np.float64) / DAYS_PER_MONTH


def _job_survival(members: pd.DataFrame, plan: Plan) -> Curves:
    months = np.arange(plan.stability.curve_months + 1)
    curve = kaplan_meier(_months(members["job_days"]), members["job_ended"], months, plan.confidence_level)
    yield {
        "indicator": JOB_SURVIVAL,
        "month": months,
        "n": curve.at_risk,
        "events": curve.events,
        "estimate": curve.survival,
        "conf_low": curve.conf_low,
        "conf_high": curve.conf_high,
        "method": curve.method,
    }


def _first_events(members: pd.DataFrame, plan: Plan) -> Curves:
    months = np.arange(plan.pathway.curve_months + 1)
    causes = members["first_event"].to_numpy(dtype=np.int64)
    curves = cumulative_incidence(_months(members["first_event_days"]), causes, months, plan.confidence_level, 2)
    for cause, name in enumerate((FIRST_JOB, DROP_OUT)):
        yield {
            "indicator": name,
            "month": months,
            "n": curves.at_risk,
            "events": curves.events[cause],
            "estimate": curves.incidence[cause],
            "conf_low": curves.conf_low[cause],
            "conf_high": curves.conf_high[cause],
            "method": curves.method,
        }
