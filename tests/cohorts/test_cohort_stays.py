"""From records to stays: who is counted, once, and what is known at the cut-off date."""

import pandas as pd
import pytest
from cohorts.leavers import PLACED, after_exit, days, outcomes

from evaluation.cohorts import COHORT_COLUMNS, after_exit_columns, selected_projects, stability_columns
from evaluation.errors import PlanError

# --- the cohort as a table ---


def test_a_cohort_has_its_documented_columns(cohort_of, plan):
    cohort = cohort_of(participations=[{}]).reset_index()
    assert list(cohort) == [*COHORT_COLUMNS, *stability_columns(plan()), *after_exit_columns(plan())]


def test_outcomes_are_named_after_the_choices_of_the_plan(plan):
    chosen = plan(horizons_months=[3, 12], modes=["point"])
    assert stability_columns(chosen) == ["stable_3_point", "stable_12_point"]
    chosen = chosen.model_copy(update={"after_exit": chosen.after_exit.model_copy(update={"months": (6,)})})
    assert after_exit_columns(chosen) == ["social_insurance_6", "esf_6", "not_unemployed_6"]


def test_a_participation_carries_the_facts_of_its_project(cohort_of):
    cohort = cohort_of(participations=[{}])
    facts = cohort.loc["T1", ["person", "project", "municipality", "funding_round", "rule_set"]].tolist()
    assert facts == ["P1", "A", "05711000", "R1", "esf_2014_2020"]


def test_a_cohort_is_sorted_by_project_and_participation(cohort_of):
    projects = [{"project": "B"}, {"project": "A"}]
    rows = [{"project": "B"}, {"project": "A", "participation": "Z"}, {"project": "A", "participation": "C"}]
    cohort = cohort_of(projects=projects, participations=rows)
    assert list(zip(cohort["project"], cohort.index, strict=True)) == [("A", "C"), ("A", "Z"), ("B", "T1")]


FULL = PLACED | {
    "employment_spells": [{"start": after_exit(1), "end": after_exit(30)}],
    "characteristics": [{}],
    "activities": [{"hours": 40.0}],
    "competence_measurements": [{"measured_on": "2020-01-08", "score": 20.0}],
}


@pytest.mark.parametrize("rows", [[], [{"entry": "2022-12-31"}], [{"exit": "2020-06-30"}]])
def test_the_columns_have_the_same_types_whatever_the_rows(cohort_of, rows):
    """Nobody placed, nobody left, nobody there at all: what follows finds the columns that it knows."""
    cohort = cohort_of(participations=rows)
    assert len(cohort) == len(rows)
    pd.testing.assert_series_equal(cohort.dtypes, cohort_of(**FULL).dtypes)


def test_the_plan_selects_funding_rounds(cohort_of, make_sources, plan):
    tables = {
        "funding_rounds": [{}, {"rule_set": "forerunner"}],
        "projects": [{"project": "A"}, {"project": "B", "funding_round": "R2"}],
        "participations": [{}, {"project": "B"}],
    }
    assert cohort_of(**tables)["project"].tolist() == ["A", "B"]
    assert cohort_of({"funding_rounds": ["R2"]}, **tables)["project"].tolist() == ["B"]
    projects = selected_projects(make_sources(**tables), plan(funding_rounds=["R2"]))
    assert projects[["project", "rule_set"]].to_numpy().tolist() == [["B", "forerunner"]]
    with pytest.raises(PlanError, match=r"R3.*The data have: R1, R2"):
        selected_projects(make_sources(**tables), plan(funding_rounds=["R2", "R3"]))


# --- re-entry ---


RE_ENTRY = [
    {"participation": "T2", "person": "P1", "entry": "2021-03-01", "exit": "2021-09-30", "age_at_entry": 41},
    {"participation": "T1", "person": "P1", "entry": "2020-01-01", "exit": "2020-06-30", "age_at_entry": 40}
    | {"status_at_entry": "inactive"},
]


def test_a_re_entry_is_one_participation_with_the_first_entry_and_the_last_exit(cohort_of):
    cohort = cohort_of(participations=RE_ENTRY)
    assert cohort.index.tolist() == ["T1"]
    assert days(cohort["entry"]) == ["2020-01-01"]
    assert days(cohort["exit"]) == ["2021-09-30"]
    assert cohort["status_at_entry"].tolist() == ["inactive"]
    assert cohort["records"].tolist() == [2]


def test_the_kind_of_exit_is_that_of_the_last_exit(cohort_of):
    again = RE_ENTRY[0] | {"exit_kind": "completed"}
    cohort = cohort_of(participations=[again, RE_ENTRY[1] | {"exit_kind": "dropped_out"}])
    assert cohort["exit_kind"].tolist() == ["completed"]


def test_who_re_entered_and_is_still_there_has_no_exit(cohort_of):
    again = RE_ENTRY[0] | {"exit": None, "exit_kind": None}
    cohort = cohort_of(participations=[again, RE_ENTRY[1]])
    assert days(cohort["exit"]) == [None]
    assert outcomes(cohort["placement"]) == [None]
    assert days(cohort["heard_of"]) == ["2022-12-31"]


def test_the_placement_of_a_re_entry_is_that_of_the_last_exit(cohort_of):
    """The earlier result is overwritten; an observation counts under either record of the stay."""
    seen = [
        {"participation": "T1", "observed_on": "2020-07-01", "status": "employed"},
        {"participation": "T2", "observed_on": "2021-10-05", "status": "unemployed"},
    ]
    assert cohort_of(participations=RE_ENTRY, status_observations=seen)["placement"].tolist() == ["no"]
    under_the_first = [seen[1] | {"participation": "T1", "status": "employed"}]
    cohort = cohort_of(participations=RE_ENTRY, status_observations=under_the_first)
    assert cohort["placement"].tolist() == ["yes"]


def test_another_project_is_another_participation(cohort_of):
    projects = [{"project": "A"}, {"project": "B"}]
    cohort = cohort_of(projects=projects, participations=[{"person": "P1"}, {"person": "P1", "project": "B"}])
    assert cohort["project"].tolist() == ["A", "B"]


def test_a_re_entry_after_the_cut_off_is_not_known(cohort_of):
    cohort = cohort_of({"cut_off": "2021-02-28"}, participations=RE_ENTRY)
    assert days(cohort["exit"]) == ["2020-06-30"]
    assert cohort["records"].tolist() == [1]


# --- short stays ---


def test_a_stay_of_a_day_is_no_participation(cohort_of):
    cohort = cohort_of(participations=[{"exit": "2020-01-01"}, {"exit": "2020-01-02"}])
    assert cohort.index.tolist() == ["T2"]


@pytest.mark.parametrize(("short_stay_days", "counted"), [(0, 3), (1, 2), (2, 1), (31, 0)])
def test_the_plan_sets_how_long_a_short_stay_is(cohort_of, short_stay_days, counted):
    rows = [{"exit": "2020-01-01"}, {"exit": "2020-01-02"}, {"exit": "2020-01-03"}]
    assert len(cohort_of({"short_stay_days": short_stay_days}, participations=rows)) == counted


def test_a_stay_is_short_only_once_its_exit_is_known(cohort_of):
    rows = [{"entry": "2020-01-01", "exit": "2020-01-02"}]
    assert len(cohort_of({"short_stay_days": 2, "cut_off": "2020-01-01"}, participations=rows)) == 1
    assert len(cohort_of({"short_stay_days": 2, "cut_off": "2020-01-02"}, participations=rows)) == 0


def test_a_short_contact_is_neither_a_first_entry_nor_a_last_exit(cohort_of):
    before = {"participation": "T0", "person": "P1", "entry": "2019-11-01", "exit": "2019-11-01", "age_at_entry": 39}
    later = {"participation": "T3", "person": "P1", "entry": "2022-01-01", "exit": "2022-01-01"}
    cohort = cohort_of(participations=[before, *RE_ENTRY, later])
    assert cohort.index.tolist() == ["T1"]
    assert cohort["age_at_entry"].tolist() == [40]
    assert days(cohort["exit"]) == ["2021-09-30"]
    assert cohort["records"].tolist() == [2]


# --- what is known at the cut-off date ---


@pytest.mark.parametrize(("cut_off", "known"), [("2019-12-31", 0), ("2020-01-01", 1)])
def test_an_entry_after_the_cut_off_is_not_known(cohort_of, cut_off, known):
    assert len(cohort_of({"cut_off": cut_off}, participations=[{"entry": "2020-01-01"}])) == known


@pytest.mark.parametrize(("cut_off", "exit_day"), [("2020-06-29", None), ("2020-06-30", "2020-06-30")])
def test_who_leaves_after_the_cut_off_is_still_there(cohort_of, cut_off, exit_day):
    cohort = cohort_of({"cut_off": cut_off}, participations=[{"exit": "2020-06-30"}])
    assert days(cohort["exit"]) == [exit_day]
    assert outcomes(cohort["exit_kind"]) == [exit_day and "completed"]
    assert days(cohort["heard_of"]) == [cut_off]


@pytest.mark.parametrize(
    ("rows", "heard_of"),
    [
        ({}, "2020-06-30"),
        ({"status_observations": [{"observed_on": "2020-07-20", "status": "inactive"}]}, "2020-07-20"),
        ({"status_observations": [{"observed_on": "2022-01-01", "status": "inactive"}]}, "2020-06-30"),
        ({"follow_ups": [{"due_on": "2020-12-30", "answered_on": "2021-01-05", "status": "inactive"}]}, "2021-01-05"),
        ({"follow_ups": [{"due_on": "2020-12-30", "outcome": "lost"}]}, "2020-06-30"),
        ({"follow_ups": [{"due_on": "2020-12-30", "outcome": "refused"}]}, "2020-06-30"),
        ({"employment_spells": [{"start": "2020-08-01"}]}, "2020-08-01"),
        ({"employment_spells": [{"start": "2020-08-01", "end": "2020-10-15"}]}, "2020-10-15"),
        ({"employment_spells": [{"start": "2020-08-01", "end": "2022-10-15"}]}, "2020-08-01"),
        ({"employment_spells": [{"start": "2020-08-01", "person": "P9"}]}, "2020-06-30"),
    ],
)
def test_a_person_is_heard_of_until_the_last_known_day(cohort_of, rows, heard_of):
    cohort = cohort_of({"cut_off": "2021-12-31"}, participations=[{"exit": "2020-06-30"}], **rows)
    assert days(cohort["heard_of"]) == [heard_of]
