"""What enterprises gave and got: jobs, vacancies, hosted stays, employers of participants, staff that stayed."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.stays import is_short, known_records
from evaluation.plan import Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES, HOSTED_KINDS, JOB_REPORT_KINDS, STAFF_PHASES

_NO_JOB = ("work_opportunity",)
"""Public work opportunities are no jobs and have no employer in the network."""


def firms_only(table: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Return the rows whose member is a firm."""
    enterprises = sources["enterprises"]
    return table[table["enterprise"].isin(enterprises.loc[enterprises["role"].isin(FIRM_ROLES), "enterprise"])]


def with_largest(table: pd.DataFrame, amount: str, name: str, by: list[str]) -> pd.DataFrame:
    """Return the sum of an amount over the firms, and those of the largest and the second largest firm.

    Returns
    -------
    pandas.DataFrame
        Indexed by `by`: `name`, `name_largest` and `name_second`; the second is 0 if there is one firm only.
    """
    names = [name, f"{name}_largest", f"{name}_second"]
    if table.empty:
        return pd.DataFrame(columns=names, index=pd.MultiIndex.from_frame(table[by]), dtype="float64")
    firms = table.dropna(subset=[amount]).groupby([*by, "enterprise"])[amount].sum().astype("float64")
    ranked = firms.sort_values(ascending=False, kind="stable")
    grouped = ranked.groupby(level=by)
    parts = [grouped.sum(), *(grouped.nth(place).droplevel("enterprise") for place in (0, 1))]
    return pd.DataFrame(dict(zip(names, parts, strict=True))).fillna(0.0)


def jobs(reports: pd.DataFrame) -> pd.DataFrame:
    """Return sums of jobs created and secured by `project` and `period`, with the firms behind them."""
    by = ["project", "period"]
    parts: list[pd.DataFrame | pd.Series] = []
    for kind in JOB_REPORT_KINDS:
        own = reports[reports["kind"] == kind]
        parts += [with_largest(own, "fte", kind, by), own.groupby(by)["enterprise"].nunique().rename(f"{kind}_firms")]
    return pd.concat(parts, axis=1).fillna(0.0)


def hosted_stays(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return work trials and internships in firms up to the cut-off date: `project`, `enterprise`, `began_on`."""
    stays = sources["activities"]
    stays = stays[stays["kind"].isin(HOSTED_KINDS) & (stays["began_on"] <= pd.Timestamp(plan.cut_off))]
    records = sources["participations"][["participation", "project"]]
    return firms_only(stays, sources).merge(records, on="participation", validate="many_to_one")


def employers(sources: Sources, reached: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return who took up a job, and at which reached firms: `hired`, `hired_by_reached`, `employers` by project.

    Counted are jobs that began from the day after the entry up to the placement window of the plan after the exit.

    Parameters
    ----------
    sources
        For participations and jobs.
    reached
        `project` and `enterprise` of the reached firms.
    plan
        Cut-off date and placement window.
    """
    cut_off = pd.Timestamp(plan.cut_off)
    if sources["employment_spells"].empty:
        nobody = pd.Index([], name="project")
        return pd.DataFrame(columns=["hired", "hired_by_reached", "employers"], index=nobody)
    records = known_records(sources, cut_off)
    records = records.loc[~is_short(records, plan), ["project", "person", "entry", "exit"]]
    spells = sources["employment_spells"]
    spells = spells[~spells["kind"].isin(_NO_JOB) & (spells["start"] <= cut_off)]
    found = records.merge(spells[["person", "start", "enterprise"]], on="person")
    last = (found["exit"] + pd.Timedelta(days=plan.placement.window_days)).fillna(cut_off)
    found = found[(found["start"] > found["entry"]) & (found["start"] <= last)]
    known = reached[["project", "enterprise"]].drop_duplicates()
    there = found.merge(known, on=["project", "enterprise"])
    counts = {
        "hired": found.groupby("project")["person"].nunique(),
        "hired_by_reached": there.groupby("project")["person"].nunique(),
        "employers": there.groupby("project")["enterprise"].nunique(),
    }
    return pd.DataFrame(counts).fillna(0)


_STAFF = (
    "staff_firms",
    *(f"{name}_{phase}" for phase in STAFF_PHASES for name in ("staff", "kept")),
    *(f"staff_{phase}_{rank}" for phase in STAFF_PHASES for rank in ("largest", "second")),
    *("kept_change", "kept_change_squares"),
)


def staff(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return how many stayed before and after the advice, in the firms that counted at both times, by project."""
    known = sources["staff_reports"]
    known = firms_only(known[known["counted_on"] <= pd.Timestamp(plan.cut_off)], sources)
    both = known.groupby(["project", "enterprise"])["phase"].transform("nunique") == len(STAFF_PHASES)
    known = known[both]
    if known.empty:
        return pd.DataFrame(columns=list(_STAFF), index=pd.Index([], name="project"))
    parts: list[pd.DataFrame | pd.Series] = [known.groupby("project")["enterprise"].nunique().rename("staff_firms")]
    shares = {}
    for phase in STAFF_PHASES:
        own = known[known["phase"] == phase]
        parts.append(with_largest(own, "employees", f"staff_{phase}", ["project"]))
        parts.append(own.groupby("project")["stayed"].sum().rename(f"kept_{phase}"))
        shares[phase] = own.assign(share=own["stayed"] / own["employees"]).set_index(["project", "enterprise"])["share"]
    change = (shares["after"] - shares["before"]).astype("float64")
    parts.append(change.groupby(level="project").sum().rename("kept_change"))
    parts.append((change**2).groupby(level="project").sum().rename("kept_change_squares"))
    return pd.concat(parts, axis=1)
