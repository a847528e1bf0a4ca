"""What was observed within the window after the exit: the results upon leaving."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.columns import outcome
from evaluation.plan import Plan


def with_exit_results(
    stays: pd.DataFrame, observations: pd.DataFrame, plan: Plan, cut_off: pd.Timestamp
) -> pd.DataFrame:
    """Judge the results upon leaving by what was seen until the end of the plan's window after the exit.

    Of several labour market events only the last counts (ESF 28-day rule): who found work and lost it within the window
    is looking for work. So job search and employment exclude each other. A qualification is no status: it stays gained
    (CR03), whenever it was noted up to the end of the window, also before the exit and whatever was noted later. That
    there is none yet tells of the result only from the exit on.

    Parameters
    ----------
    stays
        One row a stay, with a range index.
    observations
        Status observations known at the cut-off date, with the stay's first record as `first`.
    """
    window = pd.Timedelta(days=plan.placement.window_days)
    seen = observations.merge(stays[["participation", "exit"]], left_on="first", right_on="participation")
    seen = seen[seen["observed_on"] <= seen["exit"] + window]
    qualified = stays["participation"].isin(seen.loc[seen["qualification"] == "yes", "first"])
    seen = seen[seen["observed_on"] >= seen["exit"]]
    seen = seen.sort_values("observed_on", kind="stable")
    last = seen.drop_duplicates("first", keep="last").set_index("first").reindex(stays["participation"])
    last = last.set_axis(stays.index)
    # whether in education, or without a qualification, may be known from another day of the window than the status
    told = seen.groupby("first", sort=False)[["in_education", "qualification"]].last()
    told = told.reindex(stays["participation"]).set_axis(stays.index)
    left, early = stays["exit"].notna(), stays["exit"] + window > cut_off
    status, searching = last["status"], last["job_searching"]
    at_entry = stays["in_education_at_entry"]

    def judged(yes: pd.Series, unknown: pd.Series, case: pd.Series = left) -> pd.Series:
        return outcome(case=case, yes=yes, unknown=unknown, not_mature=early)

    results = {
        "placement": judged(status == "employed", status.isna()),
        "job_searching": judged(
            (status == "unemployed") | ((status == "inactive") & (searching == "yes")),
            status.isna() | ((status == "inactive") & searching.isna()),
        ),
        "new_education": judged(
            told["in_education"] == "yes",
            told["in_education"].isna() | ((told["in_education"] == "yes") & at_entry.isna()),
            case=left & (at_entry != "yes"),
        ),
        "qualification": judged(qualified, told["qualification"].isna() & ~qualified),
    }
    stays = stays.assign(**results)
    placed_on = last["observed_on"].where(stays["placement"] == "yes")
    return stays.assign(exit_result=_any_result(stays, left, early), placed_on=placed_on)


def _any_result(stays: pd.DataFrame, left: pd.Series, early: pd.Series) -> pd.Series:
    """Join the results that a person could have: work only for who had none, job search only for the inactive."""
    possible = {
        "placement": stays["status_at_entry"].isin(["unemployed", "inactive"]),
        "job_searching": stays["status_at_entry"] == "inactive",
        "new_education": stays["new_education"].notna(),
        "qualification": left,
    }
    yes = pd.concat([stays[name].eq("yes") & could for name, could in possible.items()], axis=1).any(axis=1)
    open_ = pd.concat([stays[name].eq("unknown") & could for name, could in possible.items()], axis=1).any(axis=1)
    return outcome(case=left, yes=yes, unknown=open_ & ~yes, not_mature=early)
