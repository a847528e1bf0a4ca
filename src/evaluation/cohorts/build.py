"""From source tables to the cohort: one row per participation, as known at the cut-off date."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.columns import COHORT_COLUMNS, after_exit_columns, stability_columns
from evaluation.cohorts.exits import with_exit_results
from evaluation.cohorts.jobs import Workplaces, known_jobs
from evaluation.cohorts.later import with_days_after_exit, with_follow_up, with_integrations
from evaluation.cohorts.pathway import with_activities, with_competences, with_first_event
from evaluation.cohorts.stability import with_stability
from evaluation.cohorts.stays import build_stays, participations
from evaluation.errors import PlanError
from evaluation.plan import Plan
from evaluation.sources import Sources


def build_cohort(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Build the cohort of all projects in the plan's funding rounds.

    Parameters
    ----------
    sources
        Validated source tables.
    plan
        The choices: cut-off date, short stays, windows, horizons, concepts.

    Returns
    -------
    pandas.DataFrame
        Columns of `COHORT_COLUMNS` and the outcomes named after the plan, sorted by project and participation, one row
        per participation.
    """
    cut_off = pd.Timestamp(plan.cut_off)
    projects = selected_projects(sources, plan)
    records = participations(sources, plan, cut_off)
    records = records[records["project"].isin(projects["project"])]
    observations = _known(sources, "status_observations", "observed_on", records, cut_off)
    answers = _known(sources, "follow_ups", "answered_on", records, cut_off)
    jobs = known_jobs(sources, cut_off)
    stays = build_stays(records, sources, projects, plan)
    stays["heard_of"] = _heard_of(stays, observations, answers, jobs, cut_off)
    stays = with_exit_results(stays, observations, plan, cut_off)
    stays = with_follow_up(stays, answers, plan, cut_off)
    places = Workplaces(stays, jobs)
    stays = with_days_after_exit(stays, places, _told(observations, answers), plan, cut_off)
    stays = with_integrations(stays, records, places, plan, cut_off)
    stays = with_stability(stays, jobs, places, plan, cut_off)
    stays = with_first_event(stays, places, plan, collected=sources.has("employment_spells"))
    stays = with_activities(stays, records, sources, cut_off)
    stays = with_competences(stays, records, sources, cut_off)
    return stays[[*COHORT_COLUMNS, *stability_columns(plan), *after_exit_columns(plan)]]


def selected_projects(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the projects of the plan's funding rounds with rule set and minimum age of their round, by project.

    Raises
    ------
    PlanError
        If the plan names a funding round that the data do not have.
    """
    rounds = sources["funding_rounds"][["funding_round", "rule_set", "minimum_age"]]
    unknown = sorted(set(plan.funding_rounds) - set(rounds["funding_round"]))
    if unknown:
        known = ", ".join(rounds["funding_round"])
        raise PlanError(f"Unknown funding round(s): {', '.join(unknown)}. The data have: {known}")
    projects = sources["projects"].merge(rounds, on="funding_round", validate="many_to_one")
    if plan.funding_rounds:
        projects = projects[projects["funding_round"].isin(plan.funding_rounds)]
    return projects.sort_values("project").reset_index(drop=True)


def _known(sources: Sources, table: str, day: str, records: pd.DataFrame, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return the rows of a table that were known at the cut-off, joined to the first record of their stay."""
    rows = sources[table]
    return rows[rows[day] <= cut_off].merge(records[["participation", "first"]], on="participation")


def _told(observations: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    seen = observations[["first", "observed_on", "status"]].rename(columns={"observed_on": "day"})
    said = answers[["first", "answered_on", "status"]].rename(columns={"answered_on": "day"})
    return pd.concat([seen, said], ignore_index=True)


def _heard_of(
    stays: pd.DataFrame,
    observations: pd.DataFrame,
    answers: pd.DataFrame,
    jobs: pd.DataFrame,
    cut_off: pd.Timestamp,
) -> pd.Series:
    """Return the last day on which anything is known: a participant is known to the project until the exit."""
    known = pd.DataFrame(
        {
            "taking_part": stays["exit"].fillna(cut_off),
            "observed": _of(stays["participation"], observations.groupby("first")["observed_on"].max()),
            "answered": _of(stays["participation"], answers.groupby("first")["answered_on"].max()),
            "job_began": _of(stays["person"], jobs.groupby("person")["start"].max()),
            "job_ended": _of(stays["person"], jobs.groupby("person")["end"].max()),
        }
    )
    return known.max(axis=1)


def _of(names: pd.Series, values: pd.Series) -> pd.Series:
    """Return the value of each name, empty where there is none; unlike `map` it keeps the type if nobody has one."""
    return values.reindex(names).set_axis(names.index)
