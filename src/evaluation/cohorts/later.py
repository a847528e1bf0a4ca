"""What became known later: follow-up answers, days after the exit, and taking up work (section 48a SGB II)."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.columns import outcome
from evaluation.cohorts.jobs import Workplaces, counted_kinds
from evaluation.plan import EmploymentConcept, Plan

INTEGRATION_KINDS = ("social_insurance", "apprenticeship", "self_employed", "subsidised_16e")
"""Taking up work (section 5 SGBIIKennzV): accompanied by a subsidy counts, public employment (16i, 16d) does not."""

SUSTAINED_KINDS = ("social_insurance", "apprenticeship", "subsidised_16e")
"""Of these, what is in social insurance; whether self-employment lasts cannot be measured (BA)."""

INTEGRATION_MONTHS = 12
"""Months over which the statute sums, and after which it looks again."""


def with_follow_up(stays: pd.DataFrame, answers: pd.DataFrame, plan: Plan, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Judge the situation after the plan's months of follow-up by the first answer in time."""
    due = stays["exit"] + pd.DateOffset(months=plan.follow_up.months)
    first = _first_answer(stays, answers, due, plan).set_axis(stays.index)
    left, early = stays["exit"].notna(), due > cut_off
    silent, improved = first["answered_on"].isna(), first["improved_situation"]
    return stays.assign(
        answered=outcome(case=left, yes=~silent, unknown=pd.Series(data=False, index=stays.index), not_mature=early),
        employed_later=outcome(case=left, yes=first["status"] == "employed", unknown=silent, not_mature=early),
        improved_later=outcome(case=left, yes=improved == "yes", unknown=improved.isna(), not_mature=early),
    )


def _first_answer(stays: pd.DataFrame, answers: pd.DataFrame, due: pd.Series, plan: Plan) -> pd.DataFrame:
    given = answers.merge(stays[["participation"]].assign(due=due), left_on="first", right_on="participation")
    latest = given["due"] + pd.Timedelta(days=plan.follow_up.answer_days)
    given = given[(given["answered_on"] >= given["due"]) & (given["answered_on"] <= latest)]
    given = given.sort_values("answered_on", kind="stable").drop_duplicates("first").set_index("first")
    return given[["answered_on", "status", "improved_situation"]].reindex(stays["participation"])


def with_days_after_exit(
    stays: pd.DataFrame, places: Workplaces, told: pd.DataFrame, plan: Plan, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Judge the day each of the plan's numbers of months after the exit: employed in both concepts, not unemployed.

    Parameters
    ----------
    stays, places
        Stays, and the jobs of their persons.
    told
        `first`, `day`, `status`: what observations and answers said about a day.
    """
    subsidised = plan.stability.include_subsidised
    work = {one: places.of(counted_kinds(one, include_subsidised=subsidised)) for one in EmploymentConcept}
    left = stays["exit"].notna()
    told = told.merge(stays[["participation", "exit"]], left_on="first", right_on="participation")
    told = told.sort_values("day", kind="stable")
    columns = {}
    for months in plan.after_exit.months:
        day = stays["exit"] + pd.DateOffset(months=months)
        early, silent = day > cut_off, stays["heard_of"] < day
        employed = {one: pd.Series(jobs.employed_on(day), index=stays.index) & ~silent for one, jobs in work.items()}
        for one in EmploymentConcept:
            columns[f"{one}_{months}"] = outcome(case=left, yes=employed[one], unknown=silent, not_mature=early)
        status = _status_from(stays, told, months, plan)
        in_insurance, at_work = employed[EmploymentConcept.SOCIAL_INSURANCE], employed[EmploymentConcept.ESF]
        columns[f"not_unemployed_{months}"] = outcome(
            case=left,
            yes=in_insurance | status.isin(["employed", "inactive"]) | (status.isna() & at_work),
            unknown=status.isna() & ~at_work & ~in_insurance,
            not_mature=early,
        )
    return stays.assign(**columns)


def _status_from(stays: pd.DataFrame, told: pd.DataFrame, months: int, plan: Plan) -> pd.Series:
    """Return the first status told, in order of days, within the plan's days from so many months after the exit."""
    day = told["exit"] + pd.DateOffset(months=months)
    in_time = (told["day"] >= day) & (told["day"] <= day + pd.Timedelta(days=plan.follow_up.answer_days))
    first = told[in_time].drop_duplicates("first").set_index("first")["status"]
    return first.reindex(stays["participation"]).set_axis(stays.index)


def with_integrations(
    stays: pd.DataFrame, records: pd.DataFrame, places: Workplaces, plan: Plan, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Count taking up work between entry and the end of the window after the exit, and judge whether it was sustained.

    At most one integration a person and month counts (section 5 SGBIIKennzV). The statute counts each taking up of
    work: another job in another month is another integration, without a break as well. Who left and came back is not
    in the stock in between.

    Sustained is judged on the same day twelve months later; continuous on the twelve month ends after the day of taking
    up work. That day itself is none of them, even if it ends a month: it would leave eleven to look at. Both are mature
    when twelve months have passed, and unknown if nothing was heard until the last day that each of them needs.
    """
    until = (stays["exit"] + pd.Timedelta(days=plan.placement.window_days)).fillna(cut_off)
    started = _started(stays, places.of(INTEGRATION_KINDS), until)
    since = cut_off - pd.DateOffset(months=INTEGRATION_MONTHS)
    recent = started[started["start"] > since]
    month = recent["start"].dt.year * 12 + recent["start"].dt.month
    months = recent.assign(month=month).drop_duplicates(["row", "month"]).groupby("row").size()
    lasting = places.of(SUSTAINED_KINDS)
    first = _started(stays, lasting, until).groupby("row")["start"].min().reindex(stays.index)
    day = first + pd.DateOffset(months=INTEGRATION_MONTHS)
    last_end = first + pd.offsets.MonthEnd(INTEGRATION_MONTHS)  # after the day only in the year before a leap day
    case, early = first.notna(), day > cut_off
    broken = pd.Series(data=False, index=stays.index)
    for number in range(1, INTEGRATION_MONTHS + 1):
        end = first + pd.offsets.MonthEnd(number)
        broken |= (end <= stays["heard_of"]) & ~lasting.employed_on(end)
    not_seen = (stays["heard_of"] < last_end) & ~broken
    on_day = pd.Series(lasting.employed_on(day), index=stays.index)
    return stays.assign(
        integrations=months.reindex(stays.index).fillna(0).astype("int64"),
        stock_months=_stock_months(stays, records, cut_off),
        sustained_integration=outcome(case=case, yes=on_day, unknown=stays["heard_of"] < day, not_mature=early),
        continuous_integration=outcome(
            case=case, yes=~broken, unknown=not_seen, not_mature=early | (last_end > cut_off)
        ),
    )


def _started(stays: pd.DataFrame, places: Workplaces, until: pd.Series) -> pd.DataFrame:
    starts = places.starts()
    entry = stays["entry"].to_numpy()[starts["row"]]
    return starts[(starts["start"] > entry) & (starts["start"] <= until.to_numpy()[starts["row"]])]


def _stock_months(stays: pd.DataFrame, records: pd.DataFrame, cut_off: pd.Timestamp) -> pd.Series:
    last = cut_off + pd.offsets.MonthEnd(0)
    last = last if last <= cut_off else last - pd.offsets.MonthEnd(1)
    months = pd.Series(0, index=records.index, dtype="int64")
    for number in range(INTEGRATION_MONTHS):
        end = last - pd.offsets.MonthEnd(number) if number else last
        months += (records["entry"] <= end) & (records["exit"].isna() | (records["exit"] >= end))
    return months.groupby(records["first"]).sum().reindex(stays["participation"]).set_axis(stays.index)
