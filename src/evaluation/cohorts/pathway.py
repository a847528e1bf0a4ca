"""The way through a participation: activities, competences, the first job."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.cohorts.columns import outcome
from evaluation.cohorts.jobs import Workplaces, counted_kinds
from evaluation.plan import EmploymentConcept, Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import ACTIVITY_KINDS, COMPETENCES

NOTHING, FIRST_JOB, DROPPED_OUT = 0, 1, 2
"""What ended the time from the entry: nothing yet, a first job, dropping out before it."""


def with_activities(
    stays: pd.DataFrame, records: pd.DataFrame, sources: Sources, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Join whether, and for how many known hours, a person did each kind of activity."""
    done = sources["activities"]
    done = done[done["began_on"] <= cut_off].merge(records[["participation", "first"]], on="participation")
    place = pd.Index(stays["participation"]).get_indexer(pd.Index(done["first"]))
    done, place = done[place >= 0], place[place >= 0]
    hours = done["hours"].astype("float64").to_numpy()
    anything = np.bincount(place, minlength=len(stays)) > 0
    columns = {"active": pd.Series("yes", index=stays.index).where(anything)}
    for kind in ACTIVITY_KINDS:
        own = (done["kind"] == kind).to_numpy(dtype=bool)
        known = own & ~np.isnan(hours)
        total = np.bincount(place[known], weights=hours[known], minlength=len(stays))
        times = np.bincount(place[known], minlength=len(stays))
        columns[f"did_{kind}"] = pd.Series(np.bincount(place[own], minlength=len(stays)) > 0, index=stays.index)
        columns[f"hours_{kind}"] = pd.Series(np.where(times > 0, total, np.nan), index=stays.index)
    return stays.assign(**columns)


def with_competences(
    stays: pd.DataFrame, records: pd.DataFrame, sources: Sources, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Compare the last measurement of each competence with the first.

    Who was measured once and has left is unknown; who was measured once and still takes part is no case yet.
    """
    measured = sources["competence_measurements"]
    measured = measured[measured["measured_on"] <= cut_off].merge(
        records[["participation", "first"]], on="participation"
    )
    measured = measured.sort_values("measured_on", kind="stable")
    columns = {}
    for name in COMPETENCES:
        scores = measured[measured["competence"] == name].groupby("first")["score"]
        summary = pd.DataFrame({"times": scores.size(), "gain": scores.last() - scores.first()}).astype("float64")
        summary = summary.reindex(stays["participation"]).set_axis(stays.index)
        twice = summary["times"] >= 2
        columns[f"measured_{name}"] = pd.Series("yes", index=stays.index).where(summary["times"].notna())
        columns[f"gain_{name}"] = summary["gain"].where(twice)
        columns[f"improved_{name}"] = outcome(
            case=twice | ((summary["times"] == 1) & stays["exit"].notna()), yes=summary["gain"] > 0, unknown=~twice
        )
    return stays.assign(**columns)


def with_first_event(stays: pd.DataFrame, places: Workplaces, plan: Plan, *, collected: bool) -> pd.DataFrame:
    """Find what came first after the entry: a job (ESF concept), dropping out, or neither so far."""
    kinds = counted_kinds(EmploymentConcept.ESF, include_subsidised=plan.stability.include_subsidised)
    starts = places.of(kinds).starts()
    later = starts[starts["start"].to_numpy() > stays["entry"].to_numpy()[starts["row"]]]
    job = later.groupby("row")["start"].min().reindex(stays.index)
    dropped = stays["exit"].where(stays["exit_kind"] == "dropped_out")
    first = job.notna() & ~(dropped < job)
    event = np.select([first, dropped.notna()], [FIRST_JOB, DROPPED_OUT], NOTHING)
    day = stays["heard_of"].mask(dropped.notna(), dropped).mask(first, job)
    days = (day - stays["entry"]).dt.days
    kept = pd.Series(data=collected, index=stays.index)
    return stays.assign(
        first_event=pd.Series(event, index=stays.index).astype("Int64").where(kept),
        first_event_days=days.astype("Int64").where(kept),
    )
