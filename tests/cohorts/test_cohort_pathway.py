"""The way through a participation: activities, competences, and what came first after the entry."""

import pandas as pd
import pytest
from cohorts.leavers import LEFT, answer, job, outcomes

from evaluation.sources.contracts import ACTIVITY_KINDS, COMPETENCES

RE_ENTRY = [
    {"person": "P1", "entry": "2020-01-01", "exit": "2020-06-30"},
    {"person": "P1", "entry": "2021-01-01", "exit": "2021-06-30"},
]

# --- activities ---


def test_an_activity_tells_that_the_person_did_it_and_for_how_many_hours(cohort_of):
    done = [{"hours": 40.0}, {"hours": 2.5}, {"kind": "coaching", "hours": None}]
    cohort = cohort_of(participations=[{}, {}], activities=done)
    assert outcomes(cohort["active"]) == ["yes", None]
    assert cohort["did_training"].tolist() == [True, False]
    assert cohort.loc["T1", "hours_training"] == 42.5
    assert cohort["did_coaching"].tolist() == [True, False]
    others = [kind for kind in ACTIVITY_KINDS if kind not in ("training", "coaching")]
    assert not cohort[[f"did_{kind}" for kind in others]].any(axis=None)


def test_unknown_hours_are_not_0(cohort_of):
    done = [{"hours": None}, {"participation": "T2", "hours": 8.0}, {"participation": "T2", "hours": None}]
    cohort = cohort_of(participations=[{}, {}, {}], activities=done)
    assert pd.isna(cohort.loc["T1", "hours_training"])
    assert cohort.loc["T2", "hours_training"] == 8
    assert pd.isna(cohort.loc["T3", "hours_training"])


@pytest.mark.parametrize(("cut_off", "known"), [("2020-01-31", False), ("2020-02-01", True)])
def test_an_activity_is_known_when_it_has_begun(cohort_of, cut_off, known):
    cohort = cohort_of({"cut_off": cut_off}, participations=[{}], activities=[{"began_on": "2020-02-01"}])
    assert cohort["did_training"].tolist() == [known]


def test_activities_of_a_re_entry_belong_to_the_same_stay(cohort_of):
    done = [{"hours": 10.0}, {"participation": "T2", "began_on": "2021-02-01", "hours": 5.0}]
    assert cohort_of(participations=RE_ENTRY, activities=done)["hours_training"].tolist() == [15]


# --- competences ---


def measured(*scores: float, of: str = "T1") -> list[dict]:
    """Return measurements on one day after the other."""
    return [
        {"participation": of, "measured_on": f"2020-02-{day:02}", "score": score}
        for day, score in enumerate(scores, start=1)
    ]


@pytest.mark.parametrize(
    ("scores", "improved", "gain"),
    [
        ([20, 35], "yes", 15),
        ([35, 20], "no", -15),
        ([20, 20], "no", 0),
        ([20, 80, 30], "yes", 10),
        ([20], "unknown", None),
        ([], None, None),
    ],
)
def test_the_last_measurement_is_compared_with_the_first(cohort_of, scores, improved, gain):
    cohort = cohort_of(participations=[LEFT], competence_measurements=measured(*scores))
    assert outcomes(cohort["improved_digital"]) == [improved]
    assert [None if pd.isna(one) else one for one in cohort["gain_digital"]] == [gain]
    others = [name for name in COMPETENCES if name != "digital"]
    assert cohort[[f"improved_{name}" for name in others]].isna().all(axis=None)


def test_who_still_takes_part_may_be_measured_again(cohort_of):
    cohort = cohort_of(participations=[{}, {}], competence_measurements=measured(20) + measured(20, 30, of="T2"))
    assert outcomes(cohort["improved_digital"]) == [None, "yes"]


def test_a_measurement_after_the_cut_off_is_not_known(cohort_of):
    scores = measured(20, 30)
    for cut_off, improved in (("2020-02-01", None), ("2020-02-02", "yes")):
        cohort = cohort_of({"cut_off": cut_off}, participations=[LEFT], competence_measurements=scores)
        assert outcomes(cohort["improved_digital"]) == [improved]


def test_measurements_of_a_re_entry_belong_to_the_same_stay(cohort_of):
    again = {"participation": "T2", "measured_on": "2021-02-01", "score": 50}
    cohort = cohort_of(participations=RE_ENTRY, competence_measurements=[*measured(20), again])
    assert cohort["gain_digital"].tolist() == [30]


# --- what came first ---

NOTHING, FIRST_JOB, DROPPED_OUT = 0, 1, 2


@pytest.fixture(scope="session")
def first(cohort_of):
    """Return a function from jobs of a person who entered on 1 January 2020 to (event, days)."""

    def build(*jobs: dict, exit_kind: str = "completed", stay: dict = LEFT, **tables: list) -> tuple[int, int]:
        rows = [stay | ({"exit_kind": exit_kind} if "exit" in stay else {})]
        row = cohort_of(participations=rows, employment_spells=list(jobs), **tables).loc["T1"]
        return row["first_event"], row["first_event_days"]

    return build


def test_a_job_before_dropping_out_comes_first(first):
    assert first(job("2020-06-29"), exit_kind="dropped_out") == (FIRST_JOB, 180)
    assert first(job("2020-06-30"), exit_kind="dropped_out") == (FIRST_JOB, 181)


def test_dropping_out_before_a_job_comes_first(first):
    assert first(job("2020-07-01"), exit_kind="dropped_out") == (DROPPED_OUT, 181)
    assert first(exit_kind="dropped_out") == (DROPPED_OUT, 181)


@pytest.mark.parametrize("exit_kind", ["completed", "left_for_work", "left_for_education", "other"])
def test_another_exit_does_not_end_the_way_to_the_first_job(first, exit_kind):
    assert first(job("2020-07-01"), exit_kind=exit_kind) == (FIRST_JOB, 182)


def test_without_an_event_the_time_is_censored_when_the_person_was_last_heard_of(first):
    assert first() == (NOTHING, 181)
    assert first(follow_ups=[answer("2020-12-30", "unemployed")]) == (NOTHING, 364)
    assert first(stay={"entry": "2022-12-01"}) == (NOTHING, 30)


def test_the_first_job_begins_after_the_entry(first):
    assert first(job("2019-01-01", "2020-12-31")) == (NOTHING, 365)
    assert first(job("2020-01-01", "2020-01-31"), job("2020-02-01")) == (FIRST_JOB, 31)
    assert first(job("2020-03-01"), job("2020-02-01", "2020-02-02")) == (FIRST_JOB, 31)


@pytest.mark.parametrize(
    ("kind", "event"),
    [("marginal", FIRST_JOB), ("self_employed", FIRST_JOB), ("subsidised_16i", NOTHING), ("work_opportunity", NOTHING)],
)
def test_the_first_job_is_employment_in_the_sense_of_the_esf(first, kind, event):
    assert first(job("2020-02-01", "2020-02-28", kind))[0] == event


def test_without_a_table_of_jobs_nobody_knows_what_came_first(cohort_of):
    cohort = cohort_of(participations=[LEFT | {"exit_kind": "dropped_out"}])
    assert cohort[["first_event", "first_event_days"]].isna().all(axis=None)
