"""Cases outside participations: short contacts, advice cases, start-ups, settlements, placed volunteers."""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts.build import selected_projects
from evaluation.cohorts.founded import in_business
from evaluation.cohorts.stays import is_short, known_records
from evaluation.plan import Plan
from evaluation.sources import Sources

CASE_COLUMNS = {
    "case": "pseudonym of the case, or of the record that is too short for a participation",
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "kind": "short_contact, advice_case, start_up, settlement, volunteer_placement or youth_orientation",
    "gender": "female, male, non_binary or empty",
    "opened_on": "day on which the case began",
    "achieved": "whether its result was reached by the cut-off date: yes or no",
    "in_business": "whether what was founded or settled still existed the plan's months later: yes, no, unknown or "
    "not_mature; empty if nothing was founded or settled",
}
"""Columns of the table of cases and what they hold."""


def build_cases(sources: Sources, plan: Plan) -> pd.DataFrame:
    """List the cases of all projects in the plan's funding rounds, as known at the cut-off date.

    Participation records too short to be participations are short contacts.

    Returns
    -------
    pandas.DataFrame
        Columns of `CASE_COLUMNS`, one row a case.
    """
    cut_off = pd.Timestamp(plan.cut_off)
    cases = sources["cases"]
    cases = cases[cases["opened_on"] <= cut_off]
    achieved = (cases["achieved_on"] <= cut_off).map({True: "yes", False: "no"}).astype("str")
    records = known_records(sources, cut_off)
    short = records[is_short(records, plan)]
    short = short.assign(case=short["participation"], kind="short_contact", opened_on=short["entry"], achieved="no")
    parts = [cases.assign(achieved=achieved, in_business=in_business(cases, plan)), short.assign(in_business=None)]
    columns = ["case", "project", "kind", "gender", "opened_on", "achieved", "in_business"]
    known = pd.concat([part[columns] for part in parts if len(part)] or [parts[0][columns]], ignore_index=True)
    facts = selected_projects(sources, plan)[["project", "municipality", "funding_round", "rule_set"]]
    return known.merge(facts, on="project", validate="many_to_one")[list(CASE_COLUMNS)]
