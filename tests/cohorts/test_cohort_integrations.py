"""Taking up work while taking part (section 48a SGB II): how often, out of which stock, and whether it lasted."""

import pytest
from cohorts.leavers import LEFT, after_exit, answer, job, outcomes

YEAR = {"entry": "2022-01-01", "exit": "2022-11-30"}
"""A participation within the last twelve months of the usual plan, whose cut-off date is 31 December 2022."""


@pytest.fixture(scope="session")
def of_one(cohort_of):
    """Return a function from jobs and a participation to one column of its cohort."""

    def build(name: str, *jobs: dict, stay: dict = YEAR, answers: list | None = None, **choices: object) -> object:
        tables = {"participations": [stay], "employment_spells": list(jobs), "follow_ups": answers or []}
        return outcomes(cohort_of(choices, **tables)[name])[0]

    return build


# --- integrations ---


COUNTED = {
    "social_insurance": 1,
    "apprenticeship": 1,
    "self_employed": 1,
    "subsidised_16e": 1,
    "subsidised_16i": 0,
    "marginal": 0,
    "work_opportunity": 0,
}


@pytest.mark.parametrize("kind", COUNTED)
def test_public_employment_and_mini_jobs_are_no_integration(of_one, kind):
    assert of_one("integrations", job("2022-06-01", kind=kind)) == COUNTED[kind]


def test_a_person_is_integrated_once_a_month(of_one):
    first, second, third = job("2022-06-01", "2022-06-10"), job("2022-06-20", "2022-06-29"), job("2022-07-01")
    assert of_one("integrations", first, second) == 1
    assert of_one("integrations", first, second, third) == 2


def test_another_job_without_a_free_day_is_another_integration_and_no_break(of_one):
    """The statute counts each taking up of work in a month; the employment after the first one goes on."""
    direct = job("2022-03-10", "2022-08-31"), job("2022-09-01")
    assert of_one("integrations", *direct) == 2
    earlier = job("2020-07-10", "2020-12-31"), job("2021-01-01", "2021-12-31")
    for name in ("sustained_integration", "continuous_integration"):
        assert of_one(name, *earlier, stay=LEFT, answers=at_end_of("2020-07-10", 12)) == "yes"


@pytest.mark.parametrize(
    ("start", "counted"),
    [("2022-01-01", 0), ("2022-01-02", 1), ("2022-12-28", 1), ("2022-12-29", 0)],
)
def test_an_integration_is_after_the_entry_and_at_most_28_days_after_the_exit(of_one, start, counted):
    assert of_one("integrations", job(start)) == counted


@pytest.mark.parametrize(("start", "counted"), [("2021-12-31", 0), ("2022-01-01", 1)])
def test_integrations_of_the_last_twelve_months_count(of_one, start, counted):
    assert of_one("integrations", job(start), stay={"entry": "2021-01-01"}) == counted


def test_taking_up_work_after_the_cut_off_is_not_known(of_one):
    assert of_one("integrations", job("2022-06-02"), cut_off="2022-06-01") == 0
    assert of_one("integrations", job("2022-06-02"), cut_off="2022-06-02") == 1


# --- the stock ---


@pytest.mark.parametrize(
    ("stay", "months"),
    [
        ({"entry": "2021-01-01"}, 12),
        ({"entry": "2022-01-31"}, 12),
        ({"entry": "2022-02-01"}, 11),
        ({"entry": "2022-12-31"}, 1),
        ({"entry": "2020-01-01", "exit": "2022-01-30"}, 0),
        ({"entry": "2020-01-01", "exit": "2022-01-31"}, 1),
        ({"entry": "2022-03-02", "exit": "2022-03-30"}, 0),
        (YEAR, 11),
    ],
)
def test_the_stock_counts_month_ends_of_the_last_twelve(of_one, stay, months):
    assert of_one("stock_months", stay=stay) == months


def test_a_month_that_has_not_ended_does_not_count(of_one):
    stay = {"entry": "2022-01-01"}
    assert of_one("stock_months", stay=stay, cut_off="2022-03-30") == 2
    assert of_one("stock_months", stay=stay, cut_off="2022-03-31") == 3


def test_nobody_is_in_stock_between_two_stays(cohort_of):
    left = {"person": "P1", "entry": "2022-01-01", "exit": "2022-02-28"}
    again = {"person": "P1", "entry": "2022-10-01"}
    assert cohort_of(participations=[left, again])["stock_months"].tolist() == [5]


# --- whether it lasted ---


def at_end_of(start: str, months: int) -> list[dict]:
    """Return an answer so many months after the start, so that the person was heard of until then."""
    year, month, day = (int(part) for part in start.split("-"))
    number = year * 12 + month - 1 + months
    return [answer(f"{number // 12}-{number % 12 + 1:02}-{day:02}")]


@pytest.mark.parametrize(
    ("jobs", "sustained", "continuous"),
    [
        ([job("2020-07-10", "2022-07-10")], "yes", "yes"),
        ([job("2020-07-10", "2021-07-10")], "yes", "yes"),
        ([job("2020-07-10", "2021-07-09")], "no", "yes"),
        ([job("2020-07-10", "2021-06-29")], "no", "no"),
        ([job("2020-07-10", "2020-09-29"), job("2020-09-30", "2021-12-31", "apprenticeship")], "yes", "yes"),
        ([job("2020-07-10", "2020-09-29"), job("2020-10-01", "2021-12-31")], "yes", "no"),
        ([job("2020-07-10", "2020-07-12"), job("2021-07-01")], "yes", "no"),
        ([job("2020-07-10", "2020-12-30"), job("2020-12-31", "2021-12-31", "marginal")], "no", "no"),
        ([job("2020-07-10", "2021-12-31", "subsidised_16e")], "yes", "yes"),
        ([job("2020-07-10", "2021-12-31", "self_employed")], None, None),
        ([job("2020-07-10", "2021-12-31", "marginal")], None, None),
        ([], None, None),
    ],
)
def test_work_taken_up_is_looked_at_a_year_later_and_on_twelve_month_ends(of_one, jobs, sustained, continuous):
    """Another job serves as well; self-employment is no case, because its lasting cannot be measured."""
    heard = at_end_of("2020-07-10", 12)
    assert of_one("sustained_integration", *jobs, stay=LEFT, answers=heard) == sustained
    assert of_one("continuous_integration", *jobs, stay=LEFT, answers=heard) == continuous


BOTH = pytest.mark.parametrize("name", ["sustained_integration", "continuous_integration"])


@BOTH
@pytest.mark.parametrize(
    ("start", "is_case"), [("2020-01-01", False), ("2020-01-02", True), (after_exit(28), True), (after_exit(29), False)]
)
def test_only_work_taken_up_between_entry_and_window_is_a_case(of_one, name, start, is_case):
    assert (of_one(name, job(start), stay=LEFT) is not None) == is_case


@BOTH
def test_it_is_mature_a_year_after_taking_up_work(of_one, name):
    spell, heard = job("2020-07-10"), at_end_of("2020-07-10", 12)
    assert of_one(name, spell, stay=LEFT, answers=heard, cut_off="2021-07-09") == "not_mature"
    assert of_one(name, spell, stay=LEFT, answers=heard, cut_off="2021-07-10") == "yes"


@BOTH
def test_who_was_not_heard_of_for_a_year_is_unknown(of_one, name):
    assert of_one(name, job("2020-07-10"), stay=LEFT) == "unknown"
    assert of_one(name, job("2020-07-10"), stay=LEFT, answers=at_end_of("2020-07-10", 11)) == "unknown"


@pytest.mark.parametrize(("heard", "continuous"), [("2021-06-29", "unknown"), ("2021-06-30", "yes")])
def test_whoever_was_heard_of_until_the_twelfth_month_end_is_known(of_one, heard, continuous):
    spell, answers = job("2020-07-10"), [answer(heard)]
    assert of_one("continuous_integration", spell, stay=LEFT, answers=answers) == continuous
    assert of_one("sustained_integration", spell, stay=LEFT, answers=answers) == "unknown", "the day is 10 July"


@pytest.mark.parametrize(("end", "continuous"), [("2021-06-29", "no"), ("2021-06-30", "yes")])
def test_work_taken_up_on_the_last_day_of_a_month_is_looked_at_from_the_next_month_end_on(of_one, end, continuous):
    heard = [answer("2021-07-15")]
    assert of_one("continuous_integration", job("2020-06-30", end), stay=LEFT, answers=heard) == continuous


@pytest.mark.parametrize(("cut_off", "continuous"), [("2024-02-28", "not_mature"), ("2024-02-29", "yes")])
def test_the_twelfth_month_end_may_be_a_leap_day(of_one, cut_off, continuous):
    stay, heard = {"entry": "2022-10-01", "exit": "2023-02-15"}, [answer("2024-02-29")]
    got = of_one("continuous_integration", job("2023-02-28"), stay=stay, answers=heard, cut_off=cut_off)
    assert got == continuous


def test_a_break_is_known_for_good_and_the_day_is_not(of_one):
    ended = job("2020-07-10", "2020-09-15")
    heard = at_end_of("2020-07-30", 2)
    assert of_one("continuous_integration", ended, stay=LEFT, answers=[answer("2020-09-30")]) == "no"
    assert of_one("continuous_integration", ended, stay=LEFT, answers=[answer("2020-09-29")]) == "unknown"
    assert of_one("sustained_integration", ended, stay=LEFT, answers=heard) == "unknown"


def test_the_first_work_taken_up_is_looked_at(of_one):
    jobs = job("2020-03-01", "2020-04-15"), job("2020-07-01", "2021-12-31")
    heard = at_end_of("2020-03-01", 12)
    assert of_one("continuous_integration", *jobs, stay=LEFT, answers=heard) == "no"
    assert of_one("sustained_integration", *jobs, stay=LEFT, answers=heard) == "yes"
