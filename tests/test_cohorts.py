"""From records to participations: who is counted, what is known at the cut-off date, who is placed and who stays."""

import json
import math
from random import Random
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.cohorts import COHORT_COLUMNS, build_cohort, counted_kinds, selected_projects, stability_columns
from evaluation.errors import PlanError
from evaluation.sources import Sources

EXIT = pd.Timestamp("2020-06-30")
OUTCOMES = {"yes", "no", "unknown", "not_mature"}


def after_exit(days: int) -> str:
    return (EXIT + pd.Timedelta(days=days)).date().isoformat()


@pytest.fixture(scope="session")
def cohort_of(make_sources, plan):
    """Return a function from rows of tables and changed choices to the cohort, by participation."""

    def build(choices: dict | None = None, **tables: list[dict]) -> pd.DataFrame:
        return build_cohort(make_sources(**tables), plan(**(choices or {}))).set_index("participation")

    return build


def days(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(day) else day.date().isoformat() for day in column]


def outcomes(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else value for value in column]


# --- the cohort as a table ---


def test_a_cohort_has_its_documented_columns(cohort_of, plan):
    cohort = cohort_of(participations=[{}]).reset_index()
    assert list(cohort) == [*COHORT_COLUMNS, *stability_columns(plan())]
    assert stability_columns(plan(horizons_months=[3, 12], modes=["point"])) == ["stable_3_point", "stable_12_point"]


def test_a_participation_carries_the_facts_of_its_project(cohort_of):
    cohort = cohort_of(participations=[{}])
    facts = cohort.loc["T1", ["person", "project", "municipality", "funding_round", "rule_set"]].tolist()
    assert facts == ["P1", "A", "05711000", "R1", "esf_2014_2020"]


def test_a_cohort_is_sorted_by_project_and_participation(cohort_of):
    projects = [{"project": "B"}, {"project": "A"}]
    rows = [{"project": "B"}, {"project": "A", "participation": "Z"}, {"project": "A", "participation": "C"}]
    cohort = cohort_of(projects=projects, participations=rows)
    assert list(zip(cohort["project"], cohort.index, strict=True)) == [("A", "C"), ("A", "Z"), ("B", "T1")]


@pytest.mark.parametrize("rows", [[], [{"entry": "2022-12-31"}], [{"exit": "2020-06-30"}]])
def test_the_columns_have_the_same_types_whatever_the_rows(cohort_of, rows):
    """Nobody placed, nobody left, nobody there at all: what follows finds the columns that it knows."""
    full = cohort_of(**PLACED, employment_spells=[{"start": after_exit(1), "end": after_exit(30)}])
    cohort = cohort_of(participations=rows)
    assert len(cohort) == len(rows)
    pd.testing.assert_series_equal(cohort.dtypes, full.dtypes)


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


# --- completeness ---


COMPLETE = [
    {},
    {"migration_background": "refused", "disability": "refused", "single_parent": "refused"},
    {"education": 0},
    {"unemployed_months": None, "programme_area": None},
]
INCOMPLETE = [
    {"migration_background": "missing"},
    {"disability": "missing"},
    {"single_parent": "missing"},
    {"gender": None},
    {"age_at_entry": None},
    {"status_at_entry": None},
    {"education": None},
]


def test_a_refused_answer_is_complete_and_a_missing_one_is_not(cohort_of):
    assert cohort_of(participations=COMPLETE)["complete"].all()
    assert not cohort_of(participations=INCOMPLETE)["complete"].any()


def test_the_first_record_of_a_re_entry_decides_whether_it_is_complete(cohort_of):
    first, again = RE_ENTRY[1], RE_ENTRY[0] | {"education": None}
    assert cohort_of(participations=[first, again])["complete"].tolist() == [True]
    assert cohort_of(participations=[first | {"education": None}, RE_ENTRY[0]])["complete"].tolist() == [False]


# --- what is known at the cut-off date ---


@pytest.mark.parametrize(("cut_off", "known"), [("2019-12-31", 0), ("2020-01-01", 1)])
def test_an_entry_after_the_cut_off_is_not_known(cohort_of, cut_off, known):
    assert len(cohort_of({"cut_off": cut_off}, participations=[{"entry": "2020-01-01"}])) == known


@pytest.mark.parametrize(("cut_off", "exit_day"), [("2020-06-29", None), ("2020-06-30", "2020-06-30")])
def test_who_leaves_after_the_cut_off_is_still_there(cohort_of, cut_off, exit_day):
    cohort = cohort_of({"cut_off": cut_off}, participations=[{"exit": "2020-06-30"}])
    assert days(cohort["exit"]) == [exit_day]
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


# --- placement: the last status within 28 days of the exit ---


LAST_STATUS = [
    ([], "unknown", None),
    ([(0, "employed")], "yes", 0),
    ([(28, "employed")], "yes", 28),
    ([(29, "employed")], "unknown", None),
    ([(-1, "employed")], "unknown", None),
    ([(5, "unemployed")], "no", None),
    ([(5, "inactive")], "no", None),
    ([(0, "employed"), (20, "unemployed")], "no", None),
    ([(0, "unemployed"), (20, "employed")], "yes", 20),
    ([(3, "employed"), (28, "employed")], "yes", 28),
    ([(28, "employed"), (29, "unemployed")], "yes", 28),
    ([(28, "unemployed"), (29, "employed")], "no", None),
]
"""Statuses on days after the exit, the placement, and the day on which the person was found employed."""


def test_the_last_status_within_28_days_of_the_exit_counts(cohort_of):
    observations = [
        {"participation": f"T{number}", "observed_on": after_exit(day), "status": status}
        for number, (seen, _, _) in enumerate(LAST_STATUS, start=1)
        for day, status in seen
    ]
    cohort = cohort_of(participations=[{"exit": "2020-06-30"}] * len(LAST_STATUS), status_observations=observations)
    for number, (seen, placement, placed_on) in enumerate(LAST_STATUS, start=1):
        row = cohort.loc[[f"T{number}"]]
        assert outcomes(row["placement"]) == [placement], seen
        assert days(row["placed_on"]) == [None if placed_on is None else after_exit(placed_on)], seen


@pytest.mark.parametrize(("window_days", "placement"), [(0, "unknown"), (28, "unknown"), (29, "yes"), (60, "yes")])
def test_the_plan_sets_the_window(cohort_of, window_days, placement):
    seen = [{"observed_on": after_exit(29), "status": "employed"}]
    cohort = cohort_of({"window_days": window_days}, participations=[{"exit": "2020-06-30"}], status_observations=seen)
    assert cohort["placement"].tolist() == [placement]


@pytest.mark.parametrize(("cut_off", "placement"), [(after_exit(27), "not_mature"), (after_exit(28), "yes")])
def test_placement_is_mature_when_the_window_is_over(cohort_of, cut_off, placement):
    seen = [{"observed_on": after_exit(3), "status": "employed"}]
    cohort = cohort_of({"cut_off": cut_off}, participations=[{"exit": "2020-06-30"}], status_observations=seen)
    assert cohort["placement"].tolist() == [placement]
    assert days(cohort["placed_on"]) == [after_exit(3) if placement == "yes" else None]


def test_without_an_exit_the_question_of_placement_does_not_arise(cohort_of):
    seen = [{"observed_on": after_exit(0), "status": "employed"}]
    assert outcomes(cohort_of(participations=[{}], status_observations=seen)["placement"]) == [None]


# --- the job in which a placed person was found ---

PLACED = {
    "participations": [{"entry": "2020-01-01", "exit": "2020-06-30"}],
    "status_observations": [{"observed_on": after_exit(10), "status": "employed"}],
    "follow_ups": [{"due_on": "2021-12-30", "answered_on": "2021-12-30", "status": "unemployed"}],
}
"""A person who left on 30 June 2020, was found employed ten days later and answered until the end of 2021."""


def job(start: str | int, end: str | int | None = None, kind: str = "social_insurance") -> dict:
    """Return a job; numbers are days after the exit."""
    first, last = (after_exit(day) if isinstance(day, int) else day for day in (start, end))
    return {"start": first, "end": last, "kind": kind}


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
def test_subsidised_jobs_count_if_the_plan_says_so_and_work_opportunities_never(employment, plan, concept):
    for kind in ("subsidised_16e", "subsidised_16i"):
        assert employment(job(1, kind=kind), concept=concept, include_subsidised=True)
    assert not employment(job(1, kind="work_opportunity"), concept=concept, include_subsidised=True)
    assert "work_opportunity" not in counted_kinds(plan(concept=concept, include_subsidised=True).stability)


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


# --- stability ---


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


# --- laws ---

DAY_ZERO = pd.Timestamp("2020-01-01")
KINDS = ["social_insurance"] * 4 + ["marginal", "apprenticeship", "subsidised_16e", "work_opportunity"]
CUT_OFFS = st.integers(100, 1000).map(lambda day: (DAY_ZERO + pd.Timedelta(days=day)).date())
QUICK = settings(max_examples=12, deadline=None)


def on(day: int) -> str:
    return (DAY_ZERO + pd.Timedelta(days=day)).date().isoformat()


def worlds(
    re_entries: bool = True, project: str = "A", letters: str = "", persons: int = 6
) -> st.SearchStrategy[dict[str, list[dict]]]:
    """Draw valid tables of a few persons in one project, with most of their exits, jobs and answers near each other."""

    def world(chance: Random) -> dict[str, list[dict]]:
        tables = {"participations": [], "status_observations": [], "employment_spells": [], "follow_ups": []}
        for number in range(persons):
            live(chance, tables, f"{letters}{number}")
        return tables

    def live(chance: Random, tables: dict[str, list[dict]], name: str) -> None:
        person, day, seen = f"P{name}", chance.randint(0, 200), set()
        for stay in range(chance.randint(1, 2 if re_entries else 1)):
            code, leaving = f"T{name}-{stay}", day + chance.randint(0, 300)
            row = {"participation": code, "person": person, "project": project, "entry": on(day)}
            tables["participations"].append(row | {"gender": chance.choice(["female", "male", None])})
            if chance.random() < 0.15:
                break
            tables["participations"][-1] |= {"exit": on(leaving), "exit_kind": "completed"}
            days = {leaving + after for after in chance.sample([0, 5, 10, 28, 29], chance.choice([0, 1, 1, 2, 3]))}
            tables["status_observations"] += [
                {"participation": code, "observed_on": on(day)}
                | {"status": chance.choice(["employed", "employed", "unemployed", "inactive"])}
                for day in sorted(days - seen)  # of two statuses on one day nobody knows which came last
            ]
            seen |= days
            for answered in sorted(
                on(leaving + after) for after in chance.sample(range(90, 500), chance.choice([0, 1, 2]))
            ):
                answer = {"participation": code, "due_on": answered, "answered_on": answered, "status": "inactive"}
                tables["follow_ups"].append(answer)
            start = leaving + chance.randint(-30, 20)
            for place in range(chance.choice([1, 1, 2, 3])):
                last = None if chance.random() < 0.3 else start + chance.randint(0, 300)
                spell = {"spell": f"S{name}-{stay}-{place}", "person": person, "kind": chance.choice(KINDS)}
                tables["employment_spells"].append(spell | {"start": on(start), "end": last and on(last)})
                start = (last or start) + chance.choice([1, 15, 29, 30, -20, 100])
            day = leaving + chance.randint(1, 100)

    return st.integers(0, 2**32).map(lambda seed: world(Random(seed)))  # noqa: S311


def renamed(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    codes = ("participation", "person", "spell")
    return {
        name: [{column: f"x{value}" if column in codes else value for column, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def together(*worlds: dict[str, list[dict]]) -> dict[str, list[dict]]:
    return {name: [row for world in worlds for row in world[name]] for name in worlds[0]}


@QUICK
@given(worlds(), CUT_OFFS, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(make_sources, plan, tables, cut_off, chance):
    sources = make_sources(**tables)
    shuffled = {
        name: table.iloc[chance.sample(range(len(table)), len(table))].reset_index(drop=True)
        for name, table in sources.tables.items()
    }
    again = Sources(MappingProxyType(shuffled), MappingProxyType({}))
    choices = plan(cut_off=cut_off)
    pd.testing.assert_frame_equal(build_cohort(again, choices), build_cohort(sources, choices))


@QUICK
@given(worlds(), worlds(project="B", letters="b"), CUT_OFFS)
def test_another_project_changes_nothing(make_sources, plan, tables, others, cut_off):
    projects = [{"project": "A"}, {"project": "B", "municipality": "14713000"}]
    alone = build_cohort(make_sources(projects=projects, **tables), plan(cut_off=cut_off))
    both = build_cohort(make_sources(projects=projects, **together(tables, others)), plan(cut_off=cut_off))
    pd.testing.assert_frame_equal(both[both["project"] == "A"].reset_index(drop=True), alone)


@QUICK
@given(worlds(re_entries=False), CUT_OFFS, st.integers(1, 400), st.sampled_from(["job_start", "exit"]))
def test_a_later_cut_off_never_takes_maturity_away(make_sources, plan, tables, cut_off, later, clock):
    """A re-entry may: it overwrites the earlier result by rule, and is drawn in the other laws."""
    sources = make_sources(**tables)
    early, late = (
        build_cohort(sources, plan(cut_off=day, clock=clock)).set_index("participation")
        for day in (cut_off, cut_off + pd.Timedelta(days=later))
    )
    late = late.loc[early.index]
    for name in ["placement", *stability_columns(plan())]:
        mature = early[name].isin(["yes", "no", "unknown"])
        assert late.loc[mature, name].isin(["yes", "no", "unknown"]).all(), name
    judged = early["placement"].isin(["yes", "no", "unknown"])
    assert (late["placement"] == early["placement"])[judged].all(), "nothing new can be observed in a closed window"


@QUICK
@given(worlds(), CUT_OFFS)
def test_twice_the_records_are_twice_the_counts(make_sources, plan, tables, cut_off):
    once = build_cohort(make_sources(**tables), plan(cut_off=cut_off))
    twice = build_cohort(make_sources(**together(tables, renamed(tables))), plan(cut_off=cut_off))
    for name in ["gender", "complete", "exit", "placement", "job_days", "job_ended", *stability_columns(plan())]:
        counts = once[name].value_counts(dropna=False).sort_index()
        pd.testing.assert_series_equal(twice[name].value_counts(dropna=False).sort_index(), counts * 2)


@QUICK
@given(worlds(), CUT_OFFS)
def test_outcomes_fit_each_other(make_sources, plan, tables, cut_off):
    cohort = build_cohort(make_sources(**tables), plan(cut_off=cut_off, gap_days=0))
    placed, found = cohort["placement"] == "yes", cohort["job_start"].notna()
    assert (cohort["placement"].isna() == cohort["exit"].isna()).all()
    assert (cohort["placed_on"].notna() == placed).all()
    assert not (found & ~placed).any()
    assert not (cohort["job_ended"] & ~found).any()
    assert (cohort.loc[found, "job_days"] >= 1).all()
    assert (cohort["heard_of"] <= pd.Timestamp(cut_off)).all()
    assert (cohort["heard_of"] >= cohort["exit"])[cohort["exit"].notna()].all()
    for name in stability_columns(plan()):
        assert set(cohort[name].dropna()) <= OUTCOMES
        assert (cohort[name].notna() == found).all()
    for months in (3, 6, 12):
        continuous, point = cohort[f"stable_{months}_continuous"], cohort[f"stable_{months}_point"]
        assert (point[continuous == "yes"] == "yes").all(), "without a break until the day is employed on the day"
        assert ((continuous == "not_mature") == (point == "not_mature")).all()
    stays_longer = cohort["stable_12_continuous"] == "yes"
    assert (cohort.loc[stays_longer, ["stable_3_continuous", "stable_6_continuous"]] == "yes").all(axis=None)


# --- the demo data and their truth ---


@pytest.fixture(scope="module")
def demo_cohort(demo_sources, demo_plan):
    return build_cohort(demo_sources, demo_plan)


@pytest.fixture(scope="module")
def truth(demo_folder):
    return json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))["projects"]


def within_chance(hits: pd.Series, share: float, errors: float = 3.5) -> bool:
    """Return whether a share lies within Monte-Carlo error of its truth: once in 35 sound seeds it would not."""
    return abs(hits.mean() - share) <= errors * math.sqrt(share * (1 - share) / len(hits)) + 0.5 / len(hits)


def test_the_demo_data_give_back_the_placement_that_they_were_drawn_with(demo_cohort, truth):
    judged = demo_cohort[demo_cohort["status_at_entry"].isin(["unemployed", "inactive"])]
    judged = judged[judged["placement"].isin(["yes", "no", "unknown"])]
    for project, rows in judged.groupby("project"):
        expected = truth[project]["expected"]
        known = rows["placement"][rows["placement"] != "unknown"]
        assert len(known) > 100
        assert within_chance(known == "yes", expected["placement_true"]), project
        assert within_chance(rows["placement"] == "yes", expected["placement_observed"]), project
        assert within_chance(rows["placement"] == "unknown", expected["unknown_at_exit"]), project


def test_the_demo_data_give_back_their_re_entries_and_gaps(demo_cohort, demo_sources, truth):
    records = demo_sources["participations"].groupby("project").size()
    for project, rows in demo_cohort.groupby("project"):
        expected = truth[project]["expected"]
        assert records[project] - len(rows) == expected["re_entries"], project
        assert (~rows["complete"]).sum() <= expected["incomplete_records"], project
        assert (~rows["complete"]).sum() >= expected["incomplete_records"] - expected["re_entries"], project


def test_every_person_of_the_demo_data_is_counted_once_in_a_project(demo_cohort, demo_sources):
    persons = demo_sources["participations"][["project", "person"]].drop_duplicates()
    assert len(demo_cohort) == len(persons)
    assert not demo_cohort.duplicated(["project", "person"]).any()
