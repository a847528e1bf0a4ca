"""Stabilised employment: the job in which a placed person was found, and whether it lasted."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.columns import outcome
from evaluation.cohorts.jobs import Workplaces, counted_kinds, employments
from evaluation.plan import Clock, Plan, StabilityMode


def with_stability(
    stays: pd.DataFrame, jobs: pd.DataFrame, places: Workplaces, plan: Plan, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Find the job of each placed person, and judge it at each horizon of the plan, in each mode."""
    choices = plan.stability
    kinds = counted_kinds(choices.concept, include_subsidised=choices.include_subsidised)
    stays = _with_job(stays, jobs[jobs["kind"].isin(kinds)], choices.gap_days)
    counted = places.of(kinds)
    clock = stays["job_start"] if choices.clock is Clock.JOB_START else stays["exit"]
    last_day = stays["job_start"] + pd.to_timedelta((stays["job_days"] - 1).astype("float64"), unit="D")
    columns = {}
    for months in choices.horizons_months:
        horizon = clock + pd.DateOffset(months=months)
        broken = stays["job_ended"] & (last_day < horizon)
        silent = stays["heard_of"] < horizon
        employed = pd.Series(counted.employed_on(horizon), index=stays.index)
        known = {
            StabilityMode.CONTINUOUS: (~broken, silent & ~broken),  # a break is known for good
            StabilityMode.POINT: (employed, silent),
        }
        for mode in choices.modes:
            yes, unknown = known[mode]
            columns[f"stable_{months}_{mode}"] = outcome(
                case=stays["job_start"].notna(), yes=yes, unknown=unknown, not_mature=horizon > cut_off
            )
    return stays.assign(**columns)


def _with_job(stays: pd.DataFrame, jobs: pd.DataFrame, gap_days: int) -> pd.DataFrame:
    """Find the employment, begun after the entry, in which a placed person was on the day of placement.

    Only jobs that began after the entry are joined: a tolerated break does not lead back to a job of before, which no
    programme has found.

    An employment whose last job ended counts as ended, although a new job within the tolerated break may become known
    later: what ended is not reported as lasting.
    """
    placed = stays.loc[stays["placement"] == "yes", ["participation", "person", "entry", "placed_on", "heard_of"]]
    begun = placed[["participation", "person", "entry"]].merge(jobs, on="person")
    begun = begun[begun["start"] > begun["entry"]].sort_values(["participation", "start"], kind="stable")
    found = employments(begun.assign(person=begun["participation"]), gap_days)
    pairs = placed.merge(found.rename(columns={"person": "of"}), left_on="participation", right_on="of")
    running = (pairs["start"] <= pairs["placed_on"]) & (pairs["end"].isna() | (pairs["end"] >= pairs["placed_on"]))
    own = pairs[running].set_index("participation")
    last_day = own["end"].fillna(own["heard_of"])
    days = (last_day - own["start"]).dt.days + 1
    name = stays["participation"]
    return stays.assign(
        job_start=own["start"].reindex(name).set_axis(stays.index),
        job_days=days.astype("Int64").reindex(name).set_axis(stays.index),
        job_ended=name.isin(own.index[own["end"].notna()]),
    )
