"""One row per participation: entry, exit, placement and jobs, as known at the cut-off date.

The cohort is a plain data frame. Everything dated after the cut-off is treated as not yet known, so that moving the
cut-off later adds knowledge and what was mature stays mature. Re-entries into the same project are one participation
with the data of the first entry and the exit of the last one; a later re-entry overwrites the earlier outcome.

Outcomes are one of `yes`, `no`, `unknown` (asked too late or not answered), `not_mature` (the day to look at lies after
the cut-off date) and empty (the question does not arise).
"""

from __future__ import annotations

import pandas as pd

from evaluation.errors import PlanError
from evaluation.plan import Clock, EmploymentConcept, Plan, StabilityChoices, StabilityMode
from evaluation.sources import Sources

COHORT_COLUMNS = {
    "participation": "pseudonym of the first record of the person in the project",
    "person": "pseudonym of the person",
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "gender": "female, male, non_binary or empty",
    "status_at_entry": "unemployed, inactive, employed or empty",
    "complete": "whether all data that the regulation asks for are there (refused answers count as there)",
    "entry": "day of the first entry",
    "exit": "day of the last exit known at the cut-off date; empty while the person takes part",
    "heard_of": "last day, up to the cut-off date, on which anything is known about the person",
    "placement": "employed on the last day observed within the plan's window after the exit; an outcome",
    "placed_on": "that day, for placed persons",
    "job_start": "first day of the employment in which a placed person was found, under the plan's concept",
    "job_days": "days from job_start to the end of that employment, or to heard_of while it lasts",
    "job_ended": "whether the employment is known to have ended",
}
"""Fixed columns of a cohort and what they hold.

Behind them stand the outcomes `stable_<months>_<mode>`: whether a person placed in counted employment was employed so
many months after the plan's clock; on that day (`point`), or without a longer break than tolerated (`continuous`).
"""

ESF_EMPLOYMENT = ("social_insurance", "marginal", "self_employed", "apprenticeship")
SOCIAL_INSURANCE_EMPLOYMENT = ("social_insurance", "apprenticeship")
SUBSIDISED_EMPLOYMENT = ("subsidised_16e", "subsidised_16i")


def counted_kinds(choices: StabilityChoices) -> tuple[str, ...]:
    """Return the kinds of employment that count under the plan.

    Work opportunities (section 16d SGB II) never count: they are no employment under either concept.
    """
    kinds = ESF_EMPLOYMENT if choices.concept is EmploymentConcept.ESF else SOCIAL_INSURANCE_EMPLOYMENT
    return (*kinds, *SUBSIDISED_EMPLOYMENT) if choices.include_subsidised else kinds


def build_cohort(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Build the cohort of all projects in the plan's funding rounds.

    Parameters
    ----------
    sources
        Validated source tables.
    plan
        The choices: cut-off date, placement window, stability.

    Returns
    -------
    pandas.DataFrame
        Columns of `COHORT_COLUMNS`, sorted by project and participation, one row per participation.
    """
    cut_off = pd.Timestamp(plan.cut_off)
    records = _records(sources, cut_off)
    stays = _stays(records)
    stays = _with_projects(stays, sources, plan)
    observations = _observations(sources, records, cut_off)
    answers = _answers(sources, records, cut_off)
    jobs = _jobs(sources, cut_off)
    stays["heard_of"] = _heard_of(stays, observations, answers, jobs, cut_off)
    stays = _with_placement(stays, observations, plan, cut_off)
    jobs = jobs[jobs["kind"].isin(counted_kinds(plan.stability))]
    stays = _with_job(stays, _employments(jobs, plan.stability.gap_days))
    stays = _with_stability(stays, jobs, plan, cut_off)
    ordered = stays.sort_values(["project", "participation"], kind="stable").reset_index(drop=True)
    return ordered[[*COHORT_COLUMNS, *stability_columns(plan)]]


def stability_columns(plan: Plan) -> list[str]:
    """Return the names of the stability outcomes of a plan, by horizon and mode."""
    choices = plan.stability
    return [f"stable_{months}_{mode}" for months in choices.horizons_months for mode in choices.modes]


def _records(sources: Sources, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return the participation records known at the cut-off, with the first record of the same stay as `first`."""
    records = sources["participations"]
    records = records[records["entry"] <= cut_off].copy()
    records["exit"] = records["exit"].mask(records["exit"] > cut_off)
    records["exit_kind"] = records["exit_kind"].mask(records["exit"].isna())
    records = records.sort_values(["project", "person", "entry"], kind="stable")
    records["first"] = records.groupby(["project", "person"])["participation"].transform("first")
    return records


def _stays(records: pd.DataFrame) -> pd.DataFrame:
    by_stay = records.groupby("first", sort=False)
    first = records.drop_duplicates("first").set_index("first")
    last = records.drop_duplicates("first", keep="last").set_index("first")
    first["exit"], first["exit_kind"] = last["exit"], last["exit_kind"]
    first["records"] = by_stay.size()
    obligatory = first[["gender", "age_at_entry", "status_at_entry", "education"]].notna().all(axis=1)
    sensitive = first[["migration_background", "disability", "single_parent"]].ne("missing").all(axis=1)
    first["complete"] = obligatory & sensitive
    return first.reset_index(drop=True)


def _with_projects(stays: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    projects = selected_projects(sources, plan)
    facts = projects[["project", "municipality", "funding_round", "rule_set"]]
    return stays.merge(facts, on="project", how="inner", validate="many_to_one")


def selected_projects(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the projects of the plan's funding rounds with the rule set of their round, sorted by project.

    Raises
    ------
    PlanError
        If the plan names a funding round that the data do not have.
    """
    rounds = sources["funding_rounds"][["funding_round", "rule_set"]]
    unknown = sorted(set(plan.funding_rounds) - set(rounds["funding_round"]))
    if unknown:
        known = ", ".join(rounds["funding_round"])
        raise PlanError(f"Unknown funding round(s): {', '.join(unknown)}. The data have: {known}")
    projects = sources["projects"].merge(rounds, on="funding_round", validate="many_to_one")
    if plan.funding_rounds:
        projects = projects[projects["funding_round"].isin(plan.funding_rounds)]
    return projects.sort_values("project").reset_index(drop=True)


def _observations(sources: Sources, records: pd.DataFrame, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return observations known at the cut-off, joined to the first record of their stay."""
    observations = sources["status_observations"]
    observations = observations[observations["observed_on"] <= cut_off]
    return observations.merge(records[["participation", "first"]], on="participation")


def _answers(sources: Sources, records: pd.DataFrame, cut_off: pd.Timestamp) -> pd.DataFrame:
    answers = sources["follow_ups"]
    answers = answers[answers["answered_on"] <= cut_off]
    return answers.merge(records[["participation", "first"]], on="participation")


def _jobs(sources: Sources, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return `person`, `start`, `end`, `kind` of the jobs known at the cut-off; a later end is not known yet."""
    spells = sources["employment_spells"]
    spells = spells[spells["start"] <= cut_off].sort_values(["person", "start", "spell"], kind="stable")
    return spells.assign(end=spells["end"].mask(spells["end"] > cut_off))[["person", "start", "end", "kind"]]


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


def _with_placement(stays: pd.DataFrame, observations: pd.DataFrame, plan: Plan, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Judge placement: within the window after the exit, the last day observed counts (ESF 28-day rule)."""
    window = pd.Timedelta(days=plan.placement.window_days)
    seen = observations.merge(stays[["participation", "exit"]], left_on="first", right_on="participation")
    seen = seen[(seen["observed_on"] >= seen["exit"]) & (seen["observed_on"] <= seen["exit"] + window)]
    last = seen.sort_values("observed_on", kind="stable").drop_duplicates("first", keep="last").set_index("first")
    status = _of(stays["participation"], last["status"])
    outcome = pd.Series("unknown", index=stays.index, dtype="str")
    outcome = outcome.mask(status == "employed", "yes").mask(status.isin(["unemployed", "inactive"]), "no")
    outcome = outcome.mask(stays["exit"] + window > cut_off, "not_mature").mask(stays["exit"].isna())
    placed_on = _of(stays["participation"], last["observed_on"]).where(outcome == "yes")
    return stays.assign(placement=outcome, placed_on=placed_on)


def _employments(jobs: pd.DataFrame, gap_days: int) -> pd.DataFrame:
    """Join the jobs of each person over breaks of at most `gap_days`.

    Returns
    -------
    pandas.DataFrame
        `person`, `start`, `end` (empty while the employment lasts), one row per employment, no two of a person
        overlapping.
    """
    far_away = pd.Timestamp("2200-01-01")
    until = jobs["end"].fillna(far_away).groupby(jobs["person"]).cummax()
    reach = until.groupby(jobs["person"]).shift() + pd.Timedelta(days=gap_days + 1)
    begins = reach.isna() | (jobs["start"] > reach)
    joined = jobs.assign(end=until, number=begins.cumsum())
    employments = joined.groupby("number").agg(person=("person", "first"), start=("start", "min"), end=("end", "max"))
    return employments.assign(end=employments["end"].mask(employments["end"] == far_away)).reset_index(drop=True)


def _running_on(jobs: pd.DataFrame, day: str) -> pd.DataFrame:
    return jobs[(jobs["start"] <= jobs[day]) & (jobs["end"].isna() | (jobs["end"] >= jobs[day]))]


def _with_job(stays: pd.DataFrame, employments: pd.DataFrame) -> pd.DataFrame:
    """Find the employment, begun after the entry, in which a placed person was on the day of placement.

    An employment whose last job ended counts as ended, although a new job within the tolerated break may become known
    later: what ended is not reported as lasting.
    """
    placed = stays.loc[stays["placement"] == "yes", ["participation", "person", "entry", "placed_on", "heard_of"]]
    found = _running_on(placed.merge(employments, on="person"), "placed_on")
    found = found[found["start"] > found["entry"]].set_index("participation")
    last_day = found["end"].fillna(found["heard_of"])
    name = stays["participation"]
    return stays.assign(
        job_start=_of(name, found["start"]),
        job_days=_of(name, (last_day - found["start"]).dt.days + 1).astype("Int64"),
        job_ended=name.isin(found.index[found["end"].notna()]),
    )


def _with_stability(stays: pd.DataFrame, jobs: pd.DataFrame, plan: Plan, cut_off: pd.Timestamp) -> pd.DataFrame:
    choices = plan.stability
    clock = stays["job_start"] if choices.clock is Clock.JOB_START else stays["exit"]
    last_day = stays["job_start"] + pd.to_timedelta((stays["job_days"] - 1).astype("float64"), unit="D")
    columns = {}
    for months in choices.horizons_months:
        horizon = clock + pd.DateOffset(months=months)
        broken = stays["job_ended"] & (last_day < horizon)
        silent = stays["heard_of"] < horizon
        known = {
            StabilityMode.CONTINUOUS: (~broken, silent & ~broken),  # a break is known for good
            StabilityMode.POINT: (_employed_on(stays, horizon, jobs), silent),
        }
        for mode in choices.modes:
            employed, unknown = known[mode]
            outcome = employed.map({True: "yes", False: "no"}).mask(unknown, "unknown")
            outcome = outcome.mask(horizon > cut_off, "not_mature").where(stays["job_start"].notna())
            columns[f"stable_{months}_{mode}"] = outcome
    return stays.assign(**columns)


def _employed_on(stays: pd.DataFrame, day: pd.Series, jobs: pd.DataFrame) -> pd.Series:
    asked = stays[["participation", "person"]].assign(day=day).dropna(subset="day")
    return stays["participation"].isin(_running_on(asked.merge(jobs, on="person"), "day")["participation"])
