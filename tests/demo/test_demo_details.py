"""What is answered, done, measured and counted beside the courses lies within three standard errors of the truth."""

import datetime as dt
import json
import math
from pathlib import Path

import pandas as pd
import pytest

from evaluation.demo import generate
from evaluation.demo.answers import with_improvement
from evaluation.demo.draws import Draws
from evaluation.demo.knowledge import FollowUp
from evaluation.demo.lives import Participation
from evaluation.demo.parameters import Answers
from evaluation.demo.projects import BIELEFELD, FORERUNNER, JENA, LEIPZIG, POTSDAM, PROJECTS
from evaluation.demo.stays import Stay
from evaluation.demo.truth import expected

CUT_OFF = dt.date(2022, 12, 31)
ESF = [JENA, LEIPZIG, POTSDAM, BIELEFELD]
ERRORS = 3


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return generate(20190101, CUT_OFF)


@pytest.fixture(scope="module")
def stays(tables) -> pd.DataFrame:
    """Return the participations without stays of one day."""
    rows = tables["participations"]
    return rows[rows["exit"] != rows["entry"]]


@pytest.fixture(scope="module")
def last_seen(tables, stays) -> pd.DataFrame:
    """Return the last observation after the exit of each participation, beside its participation."""
    seen = tables["status_observations"].merge(stays, on="participation")
    after = seen[seen["observed_on"] >= seen["exit"]].sort_values("observed_on")
    return after.drop_duplicates("participation", keep="last")


def agrees(hits: pd.Series, share: float) -> bool:
    error = math.sqrt(share * (1 - share) / len(hits))
    return abs(hits.mean() - share) <= ERRORS * error + 0.5 / len(hits)


def yes(answers: pd.Series) -> pd.Series:
    """Return which of the known answers are yes."""
    return answers.dropna() == "yes"


# --- answers ----------------------------------------------------------------------------------------------------------


def test_education_at_entry(stays):
    truth = expected(JENA)["in_education_at_entry"]
    for status in ("unemployed", "inactive", "employed"):
        asked = stays[stays["status_at_entry"] == status]["in_education_at_entry"]
        assert agrees(yes(asked), truth[status]), status
    assert agrees(stays["in_education_at_entry"].isna(), truth["unknown"])


def test_job_search(last_seen):
    truth = expected(JENA)["job_searching"]
    idle = last_seen[last_seen["status"] != "employed"]
    learning = idle["exit_kind"] == "left_for_education"
    for status in ("unemployed", "inactive"):
        assert agrees(yes(idle[~learning & (idle["status"] == status)]["job_searching"]), truth[status]), status
    assert agrees(yes(idle[learning]["job_searching"]), truth["left_for_education"])
    assert agrees(idle["job_searching"].isna(), truth["unknown"])


def test_education_after_the_exit(last_seen):
    answers = JENA.answers
    learning = last_seen[(last_seen["exit_kind"] == "left_for_education") & (last_seen["status"] == "inactive")]
    assert agrees(yes(learning["in_education"]), answers.education_begun)
    stayed = last_seen[(last_seen["exit_kind"] != "left_for_education") & (last_seen["status"] == "inactive")]
    going_on = stayed[stayed["in_education_at_entry"] == "yes"]
    assert agrees(yes(going_on["in_education"]), answers.education_goes_on)
    assert agrees(last_seen["in_education"].isna(), answers.unknown_education)


@pytest.mark.parametrize("parameters", PROJECTS, ids=lambda each: each.letters)
def test_qualifications(last_seen, parameters):
    own = last_seen[last_seen["project"] == parameters.project]
    truth = expected(parameters)["qualification"]
    for kind in ("completed", "left_for_work"):
        gained = yes(own[own["exit_kind"] == kind]["qualification"])
        assert agrees(gained, truth["by_exit_kind"].get(kind, 0.0)), kind
    others = own[~own["exit_kind"].isin(["completed", "left_for_work"])]
    assert not yes(others["qualification"]).any()
    assert agrees(own["qualification"].isna(), truth["unknown"])


def test_a_training_leads_to_more_qualifications(tables, last_seen):
    trained = set(tables["activities"]["participation"][tables["activities"]["kind"] == "training"])
    for parameters in ESF:
        own = last_seen[(last_seen["project"] == parameters.project) & (last_seen["exit_kind"] == "completed")]
        truth = expected(parameters)["qualification"]
        took_part = own["participation"].isin(trained)
        assert agrees(yes(own[took_part]["qualification"]), truth["completed_with_training"])
        assert agrees(yes(own[~took_part]["qualification"]), truth["completed_without_training"])
        assert truth["completed_with_training"] > 2 * truth["completed_without_training"]


@pytest.mark.parametrize("course", ["upgraded", "kept"])
def test_improved_situations_of_those_who_were_employed(course):
    day, draws, answers = dt.date(2020, 6, 30), Draws(3, "test"), Answers()
    stay = Stay(dt.date(2020, 1, 7), day, "completed", 40, "employed", None, course, 0, "once", "unemployed")
    enquiries = (FollowUp(day, "answered", day, "employed"), FollowUp(day, "answered", day, "unemployed"))
    asked = [
        with_improvement(draws, answers, Participation(stay, follow_ups=(*enquiries, FollowUp(day, "lost"))))
        for _ in range(2000)
    ]
    first, second, third = (pd.Series([wave[place].improved for wave in asked]) for place in range(3))
    assert agrees(yes(first), answers.improved[course])
    assert not yes(second).any(), "nobody without work has a better job"
    assert agrees(first.isna(), answers.unknown_improved)
    assert third.isna().all()


def test_the_improved_situation_is_asked_and_often_better(tables, stays):
    answered = tables["follow_ups"][tables["follow_ups"]["outcome"] == "answered"].merge(stays, on="participation")
    asked = answered[answered["status_at_entry"] == "employed"]
    assert agrees(
        asked["improved_situation"].isna(), expected(POTSDAM)["improved_situation_of_employed_at_entry"]["unknown"]
    )
    assert 0.25 < yes(asked["improved_situation"]).mean() < 0.6


@pytest.mark.parametrize("parameters", ESF, ids=lambda each: each.letters)
def test_further_questions(tables, stays, parameters):
    own = stays[stays["project"] == parameters.project]["participation"]
    answers = tables["characteristics"][tables["characteristics"]["participation"].isin(own)]
    truth = expected(parameters)["characteristics"]
    assert set(answers["characteristic"]) == set(truth)
    for name, shares in truth.items():
        given = answers[answers["characteristic"] == name]["answer"]
        assert agrees(given[given.isin(["yes", "no"])] == "yes", shares["yes_of_given"]), name
        assert agrees(given == "refused", shares["refused"]), name


def test_only_some_projects_ask(tables, stays):
    project = stays.set_index("participation")["project"]
    answers = tables["characteristics"].assign(project=tables["characteristics"]["participation"].map(project))
    asking = answers.dropna(subset=["project"]).groupby("characteristic")["project"].unique().map(set).to_dict()
    assert asking == {
        "other_disadvantage": {each.project for each in ESF},
        "refugee": {BIELEFELD.project, LEIPZIG.project, POTSDAM.project},
        "homeless": {LEIPZIG.project},
        "rural_area": {JENA.project},
    }
    assert set(answers["answer"][answers["characteristic"] == "rural_area"]) == {"no"}


# --- activities and competences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("parameters", ESF, ids=lambda each: each.letters)
def test_activities_reach_the_stated_shares(tables, stays, parameters):
    own = stays[stays["project"] == parameters.project]
    took_part = tables["activities"].groupby("kind")["participation"].agg(set)
    for kind, share in expected(parameters)["activities_of_completed_stays"].items():
        reached = own[own["exit_kind"] == "completed"]
        if kind == "language_course":
            reached = reached[reached["migration_background"] == "yes"]
        if kind == "in_job_support":
            reached = own[(own["exit_kind"] == "left_for_work") & (own["status_at_entry"] != "employed")]
        assert agrees(reached["participation"].isin(took_part[kind]), share), kind


def test_hours_of_activities(tables):
    rows = tables["activities"]
    assert agrees(rows["hours"].isna(), JENA.activities.unknown_hours)
    medians = rows.groupby("kind")["hours"].median()
    for kind, hours in JENA.activities.hours.items():
        assert medians[kind] == pytest.approx(hours, rel=0.2), kind


def test_who_drops_out_takes_part_in_less(tables, stays):
    rows = tables["activities"].merge(stays, on="participation")
    late = rows[rows["kind"].isin(["trial_work", "internship"])].groupby("exit_kind").size()
    left = stays.groupby("exit_kind").size()
    assert late["dropped_out"] / left["dropped_out"] < 0.6 * late["completed"] / left["completed"]


@pytest.mark.parametrize("parameters", [BIELEFELD, POTSDAM], ids=lambda each: each.letters)
def test_digital_skills_grow_as_stated(tables, stays, parameters):
    own = stays[stays["project"] == parameters.project]
    truth = expected(parameters)["competence_measurements"]["digital"]
    rows = tables["competence_measurements"].merge(own, on="participation").sort_values("measured_on")
    scores = rows.groupby("participation")["score"].agg(["first", "last", "size"])
    assert agrees(own["participation"].isin(scores.index), truth["measured"])
    left = scores[scores.index.isin(own[own["exit"].notna()]["participation"])]
    assert agrees(left["size"] == 2, truth["again_of_leavers"])
    gains = (scores["last"] - scores["first"])[scores["size"] == 2]
    assert abs(gains.mean() - truth["mean_gain"]) <= ERRORS * gains.std() / math.sqrt(len(gains))
    assert gains.std() == pytest.approx(parameters.competences.gain_deviation, rel=0.2)
    assert abs(scores["first"].mean() - 42) <= ERRORS * scores["first"].std() / math.sqrt(len(scores))


# --- planted numbers --------------------------------------------------------------------------------------------------


def test_cases_are_planted(tables):
    rows = tables["cases"]
    counts = rows.groupby(["project", "kind"])["achieved_on"].agg(["size", "count"])
    for parameters in PROJECTS:
        for kind, truth in expected(parameters)["cases"].items():
            assert tuple(counts.loc[(parameters.project, kind)]) == (truth["number"], truth["achieved"]), kind
    assert len(counts) == sum(len(each.cases) for each in PROJECTS)
    for parameters in ESF:
        assert parameters.cases["short_contact"].number == round(parameters.people.participations / 3)
    persons = rows[rows["kind"] != "settlement"]
    assert agrees(persons["gender"].isna(), 0.08)
    assert rows[rows["kind"] == "settlement"]["gender"].isna().all()


def test_the_forerunner_turned_from_persons_to_enterprises(tables):
    rows = tables["cases"][tables["cases"]["project"] == FORERUNNER.project]
    turned = rows["opened_on"] >= pd.Timestamp("2006-01-01")
    before, after = rows[~turned]["kind"].value_counts(), rows[turned]["kind"].value_counts()
    assert after["start_up"] > 3 * before["start_up"]
    assert after["settlement"] > 3 * before["settlement"]
    assert after["advice_case"] < 0.8 * before["advice_case"]


def test_stays_of_one_day_are_planted_and_nothing_more_is_known_of_them(tables):
    rows = tables["participations"]
    short = rows[rows["exit"] == rows["entry"]]
    planted = {each.project: expected(each)["one_day_stays"] for each in PROJECTS}
    assert short["project"].value_counts().to_dict() == {
        project: number for project, number in planted.items() if number
    }
    assert planted[FORERUNNER.project] == 0
    assert all(2 <= planted[each.project] <= 3 for each in ESF)
    assert not rows[~rows.index.isin(short.index)]["person"].isin(short["person"]).any()
    for name in ("status_observations", "follow_ups", "activities", "competence_measurements"):
        assert not tables[name]["participation"].isin(short["participation"]).any()
    assert not tables["employment_spells"]["person"].isin(short["person"]).any()
    last = rows.groupby("project").tail(3).groupby("project")["participation"].agg(set)
    assert all(set(group["participation"]) <= last[project] for project, group in short.groupby("project"))


def test_a_handful_of_contacts_advises_public_offices(tables):
    contacts = tables["advice_contacts"].merge(tables["enterprises"], on="enterprise")
    offices = contacts[contacts["role"] == "public_office"].groupby("project").size()
    assert offices.to_dict() == {each.project: expected(each)["contacts_with_public_offices"] for each in PROJECTS}
    assert offices.between(3, 8).all()
    assert not (contacts["role"] == "project_staff").any()


def test_sums_of_money_are_marked_as_synthetic(tables):
    budgets = tables["budgets"]
    assert budgets["source"].str.contains("Synthetisch").all()
    assert set(budgets["project"]) == {each.project for each in ESF}
    sums = budgets.pivot_table(index="project", columns="kind", values="amount")
    for parameters in ESF:
        assert sums.loc[parameters.project, "planned"] == parameters.budget.planned
        assert sums.loc[parameters.project, "spent"] == pytest.approx(
            parameters.budget.planned * parameters.budget.spent, abs=50
        )


def test_targets_say_whether_they_may_be_shown_pro_rata(tables):
    targets = tables["targets"]
    pro_rata = set(targets["indicator"][targets["pro_rata"] == "yes"])
    assert pro_rata == {"entries", "long_term_unemployed"}
    assert {"migrants_or_minorities", "over_54", "smes_supported"} <= set(targets["indicator"])
    assert (targets["unit"][targets["indicator"].isin(["placement", "stabilised_6_point"])] == "percent").all()


def test_the_truth_on_disk_states_each_of_them():
    path = Path(__file__).parents[2] / "data" / "demo" / "truth.json"
    projects = json.loads(path.read_text(encoding="utf-8"))["projects"]
    stated = projects[BIELEFELD.project]["expected"]
    assert stated["competence_measurements"] == {
        "digital": {"measured": 0.72, "again_of_leavers": 0.75, "mean_gain": 9.0}
    }
    assert stated["characteristics"]["refugee"]["yes_of_given"] == pytest.approx(0.46 * 0.38)
    assert stated["improved_situation_of_employed_at_entry"]["upgraded"] == 0.92
    assert stated["one_day_stays"] == 3
    forerunner = projects[FORERUNNER.project]["expected"]
    assert forerunner["cases"]["start_up"] == {"number": 46, "achieved": 18}
    assert forerunner["characteristics"] == forerunner["activities_of_completed_stays"] == {}
    assert "other_disadvantage" not in forerunner["incomplete_kinds"]
    assert "improved_situation_of_employed_at_entry" not in forerunner
