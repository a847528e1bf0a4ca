"""Participation records with follow-up and maturity: one row per participation."""

from evaluation.cohorts.build import build_cohort, selected_projects
from evaluation.cohorts.cases import CASE_COLUMNS, build_cases
from evaluation.cohorts.columns import AGE_GROUPS, COHORT_COLUMNS, STATES, after_exit_columns, stability_columns

__all__ = [
    "AGE_GROUPS",
    "CASE_COLUMNS",
    "COHORT_COLUMNS",
    "STATES",
    "after_exit_columns",
    "build_cases",
    "build_cohort",
    "selected_projects",
    "stability_columns",
]
