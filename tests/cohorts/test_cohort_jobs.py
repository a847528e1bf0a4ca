"""The employment in which a placed person was found."""

import pandas as pd
import pytest
from cohorts.leavers import EXIT, PLACED, after_exit, days, job, outcomes

from evaluation.cohorts.jobs import counted_kinds


@pytest.fixture(scope="session")
def employment(cohort_of):
    """Return a function from jobs to (first day, days, ended) of the employment that is found, or None."""

    def build(*jobs: dict, **choices: object) -> tuple[str, int, bool] | None:
        row = cohort_of(choices, **PLACED, employment_spells=list(jobs)).loc["T1"]
        if pd.isna(row["job_start"]):
            assert pd.isna(row["job_days"])
            assert not row["job_ended"]
            return None
        return row["job_start"].date().isoformat(), row["job_days"], bool(row["job_ended"])

    return build


def test_the_job_is_the_one_of_the_day_on_which_the_person_was_found_employed(employment):
    assert employment(job(1, 100)) == (after_exit(1), 100, True)
    assert employment(job(10, 10)) == (after_exit(10), 1, True)
    assert employment(job(11, 100)) is None
    assert employment(job(1, 9)) is None
    assert employment() is None


def test_a_job_begun_before_the_entry_or_on_that_day_does_not_count(employment):
    assert employment(job("2019-12-31", 100)) is None
    assert employment(job("2020-01-01", 100)) is None
    assert employment(job("2020-01-02", 100)) == ("2020-01-02", 281, True)


def test_an_open_job_is_censored_when_the_person_was_last_heard_of(employment):
    assert employment(job(1)) == (after_exit(1), (pd.Timestamp("2021-12-30") - EXIT).days, False)


def test_a_job_that_ends_after_the_cut_off_has_not_ended(employment):
    assert employment(job(1, 100), cut_off=after_exit(99)) == (after_exit(1), 10, False)
    assert employment(job(1, 100), cut_off=after_exit(100)) == (after_exit(1), 100, True)


def test_a_break_of_at_most_the_tolerated_days_does_not_end_the_employment(employment):
    first = job(1, 30)
    assert employment(first, job(59, 100)) == (after_exit(1), 100, True)  # 28 free days
    assert employment(first, job(60, 100)) == (after_exit(1), 30, True)  # 29 free days
    assert employment(first, job(31, 100), gap_days=0) == (after_exit(1), 100, True)
    assert employment(first, job(32, 100), gap_days=0) == (after_exit(1), 30, True)


def test_a_break_is_counted_from_the_latest_end_of_overlapping_jobs(employment):
    long, short = job(1, 60), job(5, 20)
    assert employment(long, short, job(80, 100)) == (after_exit(1), 100, True)
    assert employment(short, long, gap_days=0) == (after_exit(1), 60, True)
    assert employment(job(1), job(5, 20), job(300, 400)) == (after_exit(1), 548, False)
    assert employment(job(1, 30), job(20)) == (after_exit(1), 548, False)


def test_a_chain_of_jobs_is_one_employment(employment):
    chain = [job(1, 10), job(30, 40), job(60, 70), job(99, 120)]
    assert employment(*chain) == (after_exit(1), 120, True)
    assert employment(*reversed(chain)) == (after_exit(1), 120, True)


@pytest.mark.parametrize(
    ("kind", "social_insurance", "esf"),
    [
        ("social_insurance", True, True),
        ("apprenticeship", True, True),
        ("marginal", False, True),
        ("self_employed", False, True),
        ("subsidised_16e", False, False),
        ("subsidised_16i", False, False),
        ("work_opportunity", False, False),
    ],
)
def test_the_concept_decides_which_jobs_count(employment, kind, social_insurance, esf):
    found = {concept: employment(job(1, kind=kind), concept=concept) for concept in ("social_insurance", "esf")}
    assert {concept: bool(one) for concept, one in found.items()} == {"social_insurance": social_insurance, "esf": esf}


@pytest.mark.parametrize("concept", ["social_insurance", "esf"])
def test_subsidised_jobs_count_if_the_plan_says_so_and_work_opportunities_never(employment, concept):
    for kind in ("subsidised_16e", "subsidised_16i"):
        assert employment(job(1, kind=kind), concept=concept, include_subsidised=True)
    assert not employment(job(1, kind="work_opportunity"), concept=concept, include_subsidised=True)
    assert "work_opportunity" not in counted_kinds(concept, include_subsidised=True)


def test_jobs_that_do_not_count_bridge_no_break(employment):
    assert employment(job(1, 30), job(31, 59, "marginal"), job(60, 100)) == (after_exit(1), 30, True)
    assert employment(job(1, 30), job(31, 59, "marginal"), job(60, 100), concept="esf") == (after_exit(1), 100, True)


def test_who_is_not_placed_has_no_job_although_there_is_one(cohort_of):
    unemployed = [{"observed_on": after_exit(10), "status": "unemployed"}]
    cohort = cohort_of(**PLACED | {"status_observations": unemployed}, employment_spells=[job(1)])
    assert days(cohort["job_start"]) == [None]
    assert outcomes(cohort["stable_3_point"]) == [None]


def test_a_person_in_two_projects_has_a_job_in_each(cohort_of):
    cohort = cohort_of(
        projects=[{"project": "A"}, {"project": "B"}],
        participations=[
            {"person": "P1", "exit": "2020-06-30"},
            {"person": "P1", "project": "B", "entry": "2020-03-01", "exit": "2020-06-30"},
        ],
        status_observations=[
            {"participation": name, "observed_on": after_exit(10), "status": "employed"} for name in ("T1", "T2")
        ],
        employment_spells=[job("2020-02-01", 60)],
    )
    assert days(cohort["job_start"]) == ["2020-02-01", None], "the job began before the entry into B"
