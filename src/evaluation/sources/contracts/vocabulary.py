"""The words that cells may hold."""

from __future__ import annotations

SENSITIVE_ANSWERS = ("yes", "no", "refused", "missing")
"""The four states of a sensitive answer: refusing is legitimate, missing makes the record incomplete."""

ANSWERS = ("yes", "no")
GENDERS = ("female", "male", "non_binary")
LABOUR_STATUSES = ("unemployed", "inactive", "employed")
EXIT_KINDS = ("completed", "left_for_work", "left_for_education", "dropped_out", "other")
SPELL_KINDS = (
    "social_insurance",
    "marginal",
    "self_employed",
    "apprenticeship",
    "subsidised_16e",
    "subsidised_16i",
    "work_opportunity",
)
RULE_SETS = ("esf_2014_2020", "esf_plus_2021_2027", "forerunner")
FIELDS_OF_ACTION = ("Nachhaltige Integration in Beschäftigung", "Stärkung der lokalen Ökonomie")
FIRM_ROLES = ("enterprise",)
ENTERPRISE_ROLES = (*FIRM_ROLES, "project_staff", "public_office")
UNDATED = "undated"
"""Reference date of a value whose source names none."""
CONTEXT_MEASURES = ("area_ha", "population", "sgb2_rate", "unemployment_rate", "migration_share")
FEDERAL_STATES = (
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Nordrhein-Westfalen",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
)

CHARACTERISTICS = (
    "other_disadvantage",
    "third_country_national",
    "foreign_background",
    "minority",
    "refugee",
    "homeless",
    "rural_area",
)
"""Further questions on participants, asked only where a programme or project asks them."""

SPECIAL_CHARACTERISTICS = ("other_disadvantage", "minority")
"""Further questions of special category: where they are asked, a missing answer makes the record incomplete."""

ACTIVITY_KINDS = (
    "profiling",
    "counselling",
    "training",
    "language_course",
    "coaching",
    "trial_work",
    "internship",
    "in_job_support",
)
COMPETENCES = ("digital", "language", "vocational", "application", "social")
CASE_KINDS = (
    "short_contact",
    "advice_case",
    "start_up",
    "settlement",
    "volunteer_placement",
    "youth_orientation",
)
ADVICE_TOPICS = ("personnel", "start_up", "settlement", "marketing", "digital", "diversity", "other")
HOSTED_KINDS = ("trial_work", "internship")
"""Kinds of activities that an enterprise can host."""
JOB_REPORT_KINDS = ("created", "secured")
STAFF_PHASES = ("before", "after")
SIZE_CLASSES = ("micro", "small", "medium", "large")
BUDGET_KINDS = ("planned", "spent")
