"""What became known later: the follow-up, and days after the exit."""

import pytest
from cohorts.leavers import LEFT, after_exit, answer, job, outcomes, seen

DUE, LAST = "2020-12-30", "2021-02-13"
"""Six months after the exit, and 45 days after that day."""


@pytest.fixture(scope="session")
def later(cohort_of):
    """Return a function from tables of one leaver to one outcome."""

    def judge(name: str, choices: dict | None = None, at_entry: dict | None = None, **tables: list) -> str | None:
        rows = {"participations": [LEFT | (at_entry or {})], "employment_spells": [], **tables}
        return outcomes(cohort_of(choices, **rows)[name])[0]

    return judge


# --- the follow-up ---


@pytest.mark.parametrize(
    ("day", "answered", "employed"),
    [
        ("2020-12-29", "no", "unknown"),
        (DUE, "yes", "yes"),
        (LAST, "yes", "yes"),
        ("2021-02-14", "no", "unknown"),
    ],
)
def test_an_answer_counts_from_the_day_of_the_follow_up_to_45_days_later(later, day, answered, employed):
    told = [answer(day)]
    assert later("answered", follow_ups=told) == answered
    assert later("employed_later", follow_ups=told) == employed
    assert later("improved_later", follow_ups=[answer(day, improved_situation="yes")]) == employed


def test_the_first_answer_in_time_counts(later):
    told = [answer("2021-01-05", "unemployed", improved_situation="no"), answer("2021-02-01", improved_situation="yes")]
    assert later("employed_later", follow_ups=told) == "no"
    assert later("improved_later", follow_ups=told) == "no"
    too_early = answer("2020-12-01", "unemployed")
    assert later("employed_later", follow_ups=[too_early, told[1]]) == "yes"


@pytest.mark.parametrize("came_of_it", ["lost", "refused"])
def test_who_did_not_answer_is_unknown_and_known_not_to_have_answered(later, came_of_it):
    enquiry = [{"due_on": DUE, "outcome": came_of_it}]
    assert later("answered", follow_ups=enquiry) == "no"
    assert later("employed_later", follow_ups=enquiry) == "unknown"


def test_the_plan_sets_the_months_and_the_days(later):
    told = [answer("2020-09-30")]
    assert later("employed_later", follow_ups=told) == "unknown"
    follow_up = {"follow_up": {"months": 3, "answer_days": 0, "margin_2014_2020": 0.02, "margin_2021_2027": 0.03}}
    assert later("employed_later", follow_up, follow_ups=told) == "yes"
    assert later("employed_later", follow_up, follow_ups=[answer("2020-10-01")]) == "unknown"


@pytest.mark.parametrize("name", ["answered", "employed_later", "improved_later"])
def test_the_follow_up_is_mature_on_its_day(later, name):
    told = [answer(DUE, improved_situation="yes")]
    assert later(name, {"cut_off": "2020-12-29"}, follow_ups=told) == "not_mature"
    assert later(name, {"cut_off": DUE}, follow_ups=told) == "yes"


def test_an_answer_after_the_cut_off_is_not_known(later):
    told = [answer("2021-01-15")]
    assert later("employed_later", {"cut_off": "2021-01-14"}, follow_ups=told) == "unknown"
    assert later("answered", {"cut_off": "2021-01-14"}, follow_ups=told) == "no"


@pytest.mark.parametrize(("improved", "outcome"), [("yes", "yes"), ("no", "no"), (None, "unknown")])
def test_an_improved_situation_is_what_the_person_says(later, improved, outcome):
    assert later("improved_later", follow_ups=[answer(DUE, improved_situation=improved)]) == outcome


@pytest.mark.parametrize("name", ["answered", "employed_later", "improved_later", "esf_6", "not_unemployed_6"])
def test_who_still_takes_part_is_no_case(later, name):
    assert later(name, at_entry={"exit": None}) is None


# --- days after the exit ---


JOB_KINDS = {
    "social_insurance": ("yes", "yes"),
    "apprenticeship": ("yes", "yes"),
    "marginal": ("no", "yes"),
    "self_employed": ("no", "yes"),
    "subsidised_16e": ("no", "no"),
    "subsidised_16i": ("no", "no"),
    "work_opportunity": ("no", "no"),
}


@pytest.mark.parametrize("kind", JOB_KINDS)
def test_the_two_concepts_count_their_kinds_of_jobs_on_the_day(later, kind):
    spells = [job("2020-07-01", "2021-12-31", kind)]
    found = tuple(later(f"{concept}_6", employment_spells=spells) for concept in ("social_insurance", "esf"))
    assert found == JOB_KINDS[kind]


def test_subsidised_jobs_count_on_the_day_if_the_plan_says_so(later):
    spells = [job("2020-07-01", "2021-12-31", "subsidised_16i")]
    assert later("social_insurance_6", {"include_subsidised": True}, employment_spells=spells) == "yes"


@pytest.mark.parametrize(
    ("spell", "outcome"),
    [
        (job("2020-12-30", "2021-06-30"), "yes"),
        (job("2020-07-01", "2020-12-30"), "yes"),
        (job("2020-12-31", "2021-06-30"), "no"),
        (job("2020-07-01", "2020-12-29"), "unknown"),
        (job("2019-01-01", "2021-06-30"), "yes"),
    ],
)
def test_the_job_must_run_on_the_day_itself(later, spell, outcome):
    """A job of before the entry counts too: the question is what the person did on that day."""
    assert later("social_insurance_6", employment_spells=[spell]) == outcome


def test_who_was_not_heard_of_until_the_day_is_unknown(later):
    open_job = [job("2020-07-01")]
    assert later("esf_6", employment_spells=open_job) == "unknown"
    assert later("esf_6", employment_spells=open_job, follow_ups=[answer("2020-12-29")]) == "unknown"
    assert later("esf_6", employment_spells=open_job, follow_ups=[answer(DUE)]) == "yes"
    assert later("esf_6", follow_ups=[answer(DUE, "unemployed")]) == "no"


@pytest.mark.parametrize(("cut_off", "outcome"), [("2020-12-29", "not_mature"), (DUE, "yes")])
@pytest.mark.parametrize("name", ["social_insurance_6", "esf_6", "not_unemployed_6"])
def test_a_day_is_mature_when_it_is_reached(later, name, cut_off, outcome):
    spells, told = [job("2020-07-01")], [answer(DUE)]
    assert later(name, {"cut_off": cut_off}, employment_spells=spells, follow_ups=told) == outcome


def test_the_plan_names_the_days(cohort_of, plan):
    months = plan().after_exit.model_copy(update={"months": (2,)}).model_dump()
    cohort = cohort_of({"after_exit": months}, participations=[LEFT], employment_spells=[job(1, "2020-08-30")])
    assert cohort["social_insurance_2"].tolist() == ["yes"]
    assert "social_insurance_6" not in cohort


def test_the_day_after_a_long_month_is_the_last_of_a_shorter_one(cohort_of):
    left = LEFT | {"exit": "2020-08-31"}
    ended = {"employment_spells": [job("2020-09-01", "2020-09-30")]}
    assert cohort_of(participations=[left], **ended)["social_insurance_1"].tolist() == ["yes"]


# --- not unemployed ---


NOT_UNEMPLOYED = [
    ("nothing is known", {}, "unknown"),
    ("at work", {"employment_spells": [job(1, 400)]}, "yes"),
    ("in a mini-job", {"employment_spells": [job(1, 400, "marginal")]}, "yes"),
    ("was at work before", {"employment_spells": [job(1, 60)]}, "unknown"),
    ("says inactive", {"follow_ups": [answer(DUE, "inactive")]}, "yes"),
    ("says employed", {"follow_ups": [answer(DUE, "employed")]}, "yes"),
    ("says unemployed", {"follow_ups": [answer(DUE, "unemployed")]}, "no"),
    ("was seen unemployed", {"status_observations": [seen(184, "unemployed")]}, "no"),
    (
        "unemployed and in social insurance",
        {"employment_spells": [job(1, 400)], "follow_ups": [answer(DUE, "unemployed")]},
        "yes",
    ),
    (
        "unemployed in a mini-job",
        {"employment_spells": [job(1, 400, "marginal")], "follow_ups": [answer(DUE, "unemployed")]},
        "no",
    ),
    ("says so 45 days later", {"follow_ups": [answer(LAST, "unemployed")]}, "no"),
    ("says so too late", {"follow_ups": [answer("2021-02-14", "unemployed")]}, "unknown"),
    ("said so before", {"follow_ups": [answer("2020-12-29", "unemployed")]}, "unknown"),
    ("first inactive", {"follow_ups": [answer(DUE, "inactive"), answer("2021-01-10", "unemployed")]}, "yes"),
    (
        "the earlier of observation and answer",
        {"follow_ups": [answer("2021-01-10", "inactive")], "status_observations": [seen(184, "unemployed")]},
        "no",
    ),
]


@pytest.mark.parametrize(("about", "tables", "outcome"), NOT_UNEMPLOYED, ids=[case[0] for case in NOT_UNEMPLOYED])
def test_not_unemployed_is_told_by_the_first_status_from_the_day_on_or_by_the_job(later, about, tables, outcome):
    assert after_exit(183) == DUE
    assert later("not_unemployed_6", **tables) == outcome, about


def test_the_status_on_the_first_of_several_days_does_not_tell_of_the_later_ones(later):
    told = [answer("2020-09-30", "inactive")]
    found = [later(f"not_unemployed_{months}", follow_ups=told) for months in (1, 3, 6)]
    assert found == ["unknown", "yes", "unknown"]
