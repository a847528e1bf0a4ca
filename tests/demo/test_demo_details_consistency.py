"""Answers, activities, measurements and cases contradict neither each other nor the course of the person."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from evaluation.demo import generate
from evaluation.demo.details import with_details
from evaluation.demo.lives import draw_lives, draw_one_day_lives
from evaluation.demo.parameters import Activities, Competences
from evaluation.demo.projects import BIELEFELD, FORERUNNER, PROJECTS
from evaluation.demo.records import person_rows
from evaluation.demo.stays import Term
from evaluation.sources.contracts import CONTRACTS

CUT_OFF = dt.date(2022, 12, 31)
TERM = Term(dt.date(2019, 1, 1), CUT_OFF, CUT_OFF)


@pytest.fixture(scope="module", params=[20190101, 7])
def tables(request) -> dict[str, pd.DataFrame]:
    return generate(request.param, CUT_OFF)


def with_stays(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Return a table with the columns of the participation behind each row."""
    return tables[name].merge(tables["participations"], on="participation")


def test_only_persons_without_work_are_asked_whether_they_search(tables):
    seen = tables["status_observations"]
    assert seen["job_searching"][seen["status"] == "employed"].isna().all()


def test_who_is_in_education_is_inactive_or_works_beside_it(tables):
    learning = with_stays(tables, "status_observations")
    learning = learning[learning["in_education"] == "yes"]
    assert not (learning["status"] == "unemployed").any()
    working = learning[learning["status"] == "employed"].merge(tables["employment_spells"], on="person")
    covering = (working["start"] <= working["observed_on"]) & ~(working["end"] < working["observed_on"])
    kinds = working[covering]
    kept = (kinds["exit_kind"] == "left_for_education") & (kinds["status_at_entry"] == "employed")
    assert ((kinds["kind"] == "apprenticeship") | kept).all()
    assert set(kinds["participation"]) == set(working["participation"])


def test_a_qualification_is_gained_by_the_exit_and_never_lost(tables):
    seen = with_stays(tables, "status_observations").sort_values(["participation", "observed_on"])
    early = seen["observed_on"] < seen["exit"]
    assert not (seen["qualification"][early] == "yes").any()
    later = seen[~early].dropna(subset=["qualification"])
    assert later.groupby("participation")["qualification"].nunique().eq(1).all()


def test_only_who_was_employed_is_asked_for_an_improvement(tables):
    asked = with_stays(tables, "follow_ups").dropna(subset=["improved_situation"])
    assert (asked["status_at_entry"] == "employed").all()
    assert (asked["outcome"] == "answered").all()
    assert (asked["status"][asked["improved_situation"] == "yes"] == "employed").all()


def test_every_participation_has_an_answer_to_each_question_of_its_project(tables):
    rows = tables["participations"]
    expected = {
        (participation, name)
        for parameters in PROJECTS
        for participation in rows["participation"][rows["project"] == parameters.project]
        for name in parameters.questions
    }
    given = tables["characteristics"][["participation", "characteristic"]]
    assert set(given.itertuples(index=False, name=None)) == expected


def test_a_refugee_has_a_migration_background(tables):
    rows = with_stays(tables, "characteristics")
    refugees = rows[rows["characteristic"] == "refugee"].set_index("participation")
    background = refugees["migration_background"]
    assert set(background[refugees["answer"] == "yes"]) <= {"yes", "missing"}
    assert (refugees["answer"][background == "refused"] == "refused").all()


def test_a_re_entry_repeats_the_further_answers(tables):
    rows = with_stays(tables, "characteristics")
    given = rows[rows["answer"] != "missing"]
    assert given.groupby(["person", "characteristic"])["answer"].nunique().eq(1).all()


def test_activities_begin_within_the_stay_and_support_within_the_job(tables):
    rows = with_stays(tables, "activities")
    assert FORERUNNER.project not in set(rows["project"])
    assert (rows["began_on"] >= rows["entry"]).all()
    assert not rows.duplicated(["participation", "kind"]).any()
    during = rows[rows["kind"] != "in_job_support"]
    assert not (during["began_on"] > during["exit"]).any()
    left = ((during["exit"] - during["began_on"]).dt.days + 7) / 7
    assert not (during["hours"] > left * 30 + 0.5).any()
    supported = rows[rows["kind"] == "in_job_support"].merge(tables["employment_spells"], on="person")
    inside = (supported["start"] <= supported["began_on"]) & ~(supported["end"] < supported["began_on"])
    assert set(supported[inside]["participation"]) == set(supported["participation"])
    assert supported["exit"].notna().all()
    assert set(supported["status_at_entry"].dropna()) == {"unemployed", "inactive"}


def test_only_persons_with_a_migration_background_learn_the_language(tables):
    rows = with_stays(tables, "activities")
    learning = rows[rows["kind"] == "language_course"]
    assert set(learning["project"]) == {BIELEFELD.project}
    assert "no" not in set(learning["migration_background"])


def test_measurements_stand_at_the_two_ends_of_the_stay(tables):
    rows = with_stays(tables, "competence_measurements").sort_values(["participation", "measured_on"])
    first = rows.drop_duplicates("participation")
    assert (first["measured_on"] - first["entry"]).dt.days.between(0, 14).all()
    second = rows[rows.duplicated("participation")]
    assert (second["exit"] - second["measured_on"]).dt.days.between(0, 12).all()
    assert rows.groupby("participation").size().max() == 2
    assert not (rows["measured_on"] > rows["exit"]).any()


def test_cases_lie_in_the_term_and_end_after_they_began(tables):
    rows = tables["cases"].merge(tables["projects"][["project", "start", "end"]], on="project")
    assert rows["opened_on"].between(rows["start"], rows["end"]).all()
    achieved = rows.dropna(subset=["achieved_on"])
    assert (achieved["achieved_on"] > achieved["opened_on"]).all()
    assert (achieved["achieved_on"] <= achieved["end"]).all()
    assert set(achieved["kind"]) == {"start_up", "settlement", "volunteer_placement", "youth_orientation"}


def test_a_sum_that_is_spent_is_no_more_than_the_plan(tables):
    sums = tables["budgets"].set_index(["project", "kind"])["amount"].unstack()  # noqa: PD010
    assert (sums["spent"] < sums["planned"]).all()


@pytest.mark.parametrize("cut_off", [dt.date(2006, 2, 28), dt.date(2019, 1, 20), dt.date(2021, 6, 30)])
def test_an_earlier_cut_off_knows_nothing_later(cut_off):
    for name, table in generate(3, cut_off).items():
        CONTRACTS[name].schema.validate(table, lazy=True)
        known = table[table["kind"] == "spent"] if name == "budgets" else table
        if name not in ("funding_rounds", "projects"):
            for column in known.select_dtypes("datetime"):
                assert not (known[column] > pd.Timestamp(cut_off)).any(), (name, column)


def test_persons_and_courses_are_the_same_whatever_is_asked_or_done():
    silent = replace(BIELEFELD, questions={}, activities=Activities(), competences=Competences())
    lives = draw_lives(3, BIELEFELD, TERM, []) + draw_one_day_lives(3, BIELEFELD, TERM)
    asked, unasked = (
        person_rows(3, parameters, with_details(3, parameters, TERM, lives)) for parameters in (BIELEFELD, silent)
    )
    assert unasked["characteristics"] == unasked["activities"] == unasked["competence_measurements"] == []
    for name in ("employment_spells", "follow_ups"):
        assert asked[name] == unasked[name]
    columns = ("participation", "person", "entry", "exit", "exit_kind", "in_education_at_entry")
    courses, others = (
        [[row[column] for column in columns] for row in tables["participations"]] for tables in (asked, unasked)
    )
    assert courses == others
