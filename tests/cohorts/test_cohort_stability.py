"""Stabilised employment: whether the job of a placed person lasted."""

import pytest
from cohorts.leavers import PLACED, after_exit, days, job, outcomes

from evaluation.cohorts import stability_columns


@pytest.fixture(scope="session")
def stable(cohort_of):
    """Return a function from jobs to the outcomes at 3, 6 and 12 months."""

    def build(mode: str, *jobs: dict, tables: dict | None = None, **choices: object) -> list[str | None]:
        cohort = cohort_of(choices, **(tables or PLACED), employment_spells=list(jobs))
        return [outcomes(cohort[f"stable_{months}_{mode}"])[0] for months in (3, 6, 12)]

    return build


BOTH = pytest.mark.parametrize("mode", ["point", "continuous"])


@BOTH
@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("2020-09-30", ["no", "no", "no"]),
        ("2020-10-01", ["yes", "no", "no"]),
        ("2021-01-01", ["yes", "yes", "no"]),
        ("2021-06-30", ["yes", "yes", "no"]),
        ("2021-07-01", ["yes", "yes", "yes"]),
        (None, ["yes", "yes", "yes"]),
    ],
)
def test_the_months_are_counted_to_the_same_day(stable, mode, end, outcome):
    """The job begins on 1 July: who is employed on 1 October was so for three months."""
    assert stable(mode, job("2020-07-01", end)) == outcome


@BOTH
def test_a_job_without_an_end_is_stable_only_as_long_as_the_person_was_heard_of(stable, mode):
    heard = PLACED | {
        "follow_ups": [{"due_on": "2020-12-30", "answered_on": "2021-01-01", "status": "employed"}],
    }
    assert stable(mode, job("2020-07-01"), tables=heard) == ["yes", "yes", "unknown"]
    assert stable(mode, job("2020-07-02"), tables=heard) == ["yes", "unknown", "unknown"]


def test_a_break_is_known_for_good_and_a_later_day_is_not(stable):
    """Nobody knows whether who lost the job in August has another one in October."""
    silent = {name: rows for name, rows in PLACED.items() if name != "follow_ups"}
    ended = job("2020-07-01", "2020-08-15")
    assert stable("continuous", ended, tables=silent) == ["no", "no", "no"]
    assert stable("point", ended, tables=silent) == ["unknown", "unknown", "unknown"]
    assert stable("point", ended) == ["no", "no", "no"], "the follow-up of 2021 would have told of another job"


def test_point_and_continuous_differ_by_a_break(stable):
    jobs = job("2020-07-01", "2020-08-15"), job("2020-12-01")
    assert stable("point", *jobs) == ["no", "yes", "yes"]
    assert stable("continuous", *jobs) == ["no", "no", "no"]


def test_a_tolerated_break_is_none_for_continuous_and_one_for_the_day(stable):
    jobs = job("2020-07-01", "2020-09-20"), job("2020-10-10")
    assert stable("continuous", *jobs) == ["yes", "yes", "yes"]
    assert stable("continuous", *jobs, gap_days=0) == ["no", "no", "no"]
    assert stable("point", *jobs) == ["no", "yes", "yes"], "1 October lies in the break"


def test_a_tolerated_break_does_not_lead_back_to_a_job_of_before_the_entry(cohort_of, stable):
    """The job of before the entry ended less than 28 days before the one that was found."""
    tables = PLACED | {"participations": [{"entry": "2020-06-20", "exit": "2020-06-30"}]}
    jobs = job("2020-01-01", "2020-06-25"), job("2020-07-05")
    cohort = cohort_of(**tables, employment_spells=list(jobs))
    assert days(cohort["job_start"]) == ["2020-07-05"]
    assert stable("continuous", *jobs, tables=tables) == ["yes", "yes", "yes"]
    running = job("2020-01-01", "2020-07-31"), job("2020-07-05", "2020-12-31")
    assert days(cohort_of(**tables, employment_spells=list(running))["job_start"]) == ["2020-07-05"]
    assert stable("continuous", *running, tables=tables) == ["yes", "no", "no"]


def test_of_two_stays_each_has_the_job_that_began_after_its_own_entry(cohort_of):
    stays = [
        {"person": "P1", "entry": "2020-01-01", "exit": "2020-06-30"},
        {"person": "P1", "entry": "2020-07-03", "exit": "2020-07-20", "project": "B"},
    ]
    found = [
        {"participation": "T1", "observed_on": "2020-07-10", "status": "employed"},
        {"participation": "T2", "observed_on": "2020-08-01", "status": "employed"},
    ]
    jobs = [job("2020-07-01", "2020-07-15"), job("2020-07-20")]
    projects = [{"project": "A"}, {"project": "B"}]
    tables = {"projects": projects, "participations": stays, "status_observations": found}
    assert days(cohort_of(**tables, employment_spells=jobs)["job_start"]) == ["2020-07-01", "2020-07-20"]


def test_what_ended_is_not_reported_as_lasting_until_the_next_job_is_known(stable):
    jobs = job("2020-07-01", "2020-09-20"), job("2020-10-10")
    assert stable("continuous", *jobs, cut_off="2020-10-09")[0] == "no"
    assert stable("continuous", *jobs, cut_off="2020-10-10")[0] == "yes"


def test_another_kind_of_job_counts_on_the_day_only_under_its_concept(stable):
    jobs = job("2020-07-01", "2020-08-15"), job("2020-08-16", None, "marginal")
    assert stable("point", *jobs) == ["no", "no", "no"]
    assert stable("point", *jobs, concept="esf") == ["yes", "yes", "yes"]


@BOTH
@pytest.mark.parametrize(
    ("cut_off", "outcome"),
    [
        ("2020-09-30", ["not_mature"] * 3),
        ("2020-10-01", ["yes", "not_mature", "not_mature"]),
        ("2020-12-31", ["yes", "not_mature", "not_mature"]),
        ("2021-01-01", ["yes", "yes", "not_mature"]),
        ("2021-07-01", ["yes", "yes", "yes"]),
    ],
)
def test_an_outcome_is_mature_on_the_day_of_the_horizon(stable, mode, cut_off, outcome):
    daily = [
        {"due_on": day, "answered_on": day, "status": "employed"} for day in ("2020-10-01", "2021-01-01", "2021-07-01")
    ]
    assert stable(mode, job("2020-07-01"), tables=PLACED | {"follow_ups": daily}, cut_off=cut_off) == outcome


@BOTH
def test_an_early_break_does_not_make_a_later_horizon_mature(stable, mode):
    ended = job("2020-07-01", "2020-08-15")
    assert stable(mode, ended, cut_off="2020-10-15")[1:] == ["not_mature", "not_mature"]


@BOTH
def test_the_clock_runs_from_the_job_or_from_the_exit(stable, mode):
    ended = job("2020-06-01", "2020-09-10")
    assert stable(mode, ended, clock="job_start")[0] == "yes"
    assert stable(mode, ended, clock="exit")[0] == "no"
    later = job(10, "2020-09-30")
    assert stable(mode, later, clock="job_start")[0] == "no"
    assert stable(mode, later, clock="exit")[0] == "yes"


@BOTH
def test_who_is_placed_in_no_counted_job_has_no_outcome(stable, mode):
    assert stable(mode, job(1, None, "marginal")) == [None, None, None]
    assert stable(mode, job(1, None, "work_opportunity"), include_subsidised=True) == [None, None, None]


def test_without_a_table_of_jobs_there_are_placements_and_no_outcomes(cohort_of, plan):
    cohort = cohort_of(**PLACED)
    assert cohort["placement"].tolist() == ["yes"]
    assert cohort["job_days"].isna().all()
    assert cohort[stability_columns(plan())].isna().all(axis=None)
    without_follow_ups = {name: rows for name, rows in PLACED.items() if name != "follow_ups"}
    assert days(cohort_of(**without_follow_ups)["heard_of"]) == [after_exit(10)]


def test_the_end_of_a_month_is_the_last_day_of_a_shorter_one(cohort_of):
    tables = PLACED | {"status_observations": [{"observed_on": after_exit(0), "status": "employed"}]}
    cohort = cohort_of({"horizons_months": [8]}, **tables, employment_spells=[job("2020-06-30", "2021-02-28")])
    assert cohort["stable_8_point"].tolist() == ["yes"]
