"""What a cohort holds: its columns, and the states of an outcome."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.plan import EmploymentConcept, Plan
from evaluation.sources.contracts import ACTIVITY_KINDS, CHARACTERISTICS, COMPETENCES

STATES: Final = ("yes", "no", "unknown", "not_mature")
"""States of an outcome; an empty one means that the person is no case. Unknown is mature, but not observed."""

AGE_GROUPS: Final = ("under_25", "25_54", "55_plus")

COHORT_COLUMNS: Final = {
    "participation": "pseudonym of the first record of the person in the project",
    "person": "pseudonym of the person",
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "gender": "female, male, non_binary or empty",
    "age_at_entry": "completed years at the first entry",
    "age_group": "under_25, 25_54, 55_plus or empty",
    "status_at_entry": "unemployed, inactive, employed or empty",
    "in_education_at_entry": "yes, no or empty",
    "education": "ISCED 2011 level",
    "programme_area": "programme area or empty",
    "migration_background": "yes, no, refused or missing",
    "disability": "yes, no, refused or missing",
    "single_parent": "yes, no, refused or missing",
    **dict.fromkeys(CHARACTERISTICS, "yes, no, refused or missing; empty where the project did not ask"),
    "long_term_unemployed": "whether unemployed at entry for as long as the plan's rule says; an outcome",
    "disadvantaged": "migrant or minority, disabled or otherwise disadvantaged; an outcome, unknown if refused",
    "complete": "whether all data that the regulation asks for are there (refused answers count as there)",
    "records": "records of the person in the project; more than one after a re-entry",
    "look_alike": "whether another person of the project has the same characteristics and days, missing ones included",
    "elsewhere": "whether the person took part in another project at the same time",
    "too_young": "younger at entry than the round allows; an outcome, empty where it names no minimum age",
    "entry": "day of the first entry",
    "exit": "day of the last exit known at the cut-off date; empty while the person takes part",
    "exit_kind": "how the participation ended",
    "heard_of": "last day, up to the cut-off date, on which anything is known about the person",
    "placement": "employed on the last day observed within the plan's window after the exit; an outcome",
    "placed_on": "that day, for placed persons",
    "job_searching": "unemployed, or inactive and looking for work, on that last day observed; an outcome",
    "new_education": "in education or training in the window, not at entry; an outcome",
    "qualification": "a qualification noted by the end of the window, also before the exit; an outcome",
    "exit_result": "any of the four results upon leaving that the person could have; an outcome",
    "answered": "gave the first answer in time after the plan's months of follow-up; an outcome, never unknown",
    "employed_later": "employed by that answer; an outcome",
    "improved_later": "improved situation by that answer; an outcome",
    "job_start": "first day of the employment in which a placed person was found, under the plan's concept",
    "job_days": "days from job_start to the end of that employment, or to heard_of while it lasts",
    "job_ended": "whether the employment is known to have ended",
    "first_event": "0 none yet, 1 first job after the entry, 2 dropped out before it; empty if jobs are not collected",
    "first_event_days": "days from the entry to that event, or to heard_of",
    "integrations": "months of the last twelve in which the person took up work (section 48a SGB II)",
    "stock_months": "month ends of the last twelve on which the person took part",
    "sustained_integration": "in social insurance twelve months after taking up such work; an outcome",
    "continuous_integration": "in social insurance on each of the twelve month ends after taking it up; an outcome",
    "active": "yes if any activity is recorded, else empty",
    **{f"did_{kind}": "whether the person did this activity" for kind in ACTIVITY_KINDS},
    **{f"hours_{kind}": "known hours of this activity" for kind in ACTIVITY_KINDS},
    **{
        f"improved_{name}": "last measurement above the first; an outcome, unknown if measured once"
        for name in COMPETENCES
    },
    **{f"gain_{name}": "last measurement less the first, in points" for name in COMPETENCES},
    **{f"measured_{name}": "yes if the competence was ever measured, else empty" for name in COMPETENCES},
}
"""Fixed columns of a cohort and what they hold.

Behind them stand outcomes named after choices of the plan: `stable_<months>_<mode>`, whether a person placed in counted
employment was employed so many months after the plan's clock; and `social_insurance_<months>`, `esf_<months>`,
`not_unemployed_<months>`, on the day so many months after the exit.
"""


def stability_columns(plan: Plan) -> list[str]:
    """Return the names of the stability outcomes of a plan, by horizon and mode."""
    choices = plan.stability
    return [f"stable_{months}_{mode}" for months in choices.horizons_months for mode in choices.modes]


def after_exit_columns(plan: Plan) -> list[str]:
    """Return the names of the outcomes on days after the exit, by month."""
    kinds = (*EmploymentConcept, "not_unemployed")
    return [f"{kind}_{months}" for months in plan.after_exit.months for kind in kinds]


def outcome(*, case: pd.Series, yes: pd.Series, unknown: pd.Series, not_mature: pd.Series | None = None) -> pd.Series:
    """Return an outcome: empty where there is no case, else not mature before unknown before yes before no."""
    state = np.full(len(case), STATES.index("no"), dtype="int8")
    state[yes.to_numpy(dtype=bool)] = STATES.index("yes")
    state[unknown.to_numpy(dtype=bool)] = STATES.index("unknown")
    if not_mature is not None:
        state[not_mature.to_numpy(dtype=bool)] = STATES.index("not_mature")
    state[~case.to_numpy(dtype=bool)] = -1
    return pd.Series(pd.Categorical.from_codes(state, STATES), index=case.index)
