"""Each rule between columns and tables, on both sides of its edge."""

import pytest

pytestmark = pytest.mark.usefixtures("each_content_is_read_once")

ENTRY, TERM_BEGINS, TERM_ENDS = "2020-01-01", "2019-01-01", "2022-12-31"


def told(faults) -> list[tuple[str, int | None, str | None, str]]:
    return [(fault.file, fault.row, fault.column, fault.problem) for fault in faults]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_improved_situation_needs_an_answer(small_faults, answer):
    assert small_faults(follow_ups__improved_situation=(0, answer)) == []
    for outcome in ("lost", "refused"):
        silent = {"follow_ups__answered_on": (0, None), "follow_ups__status": (0, None)}
        found = small_faults(follow_ups__outcome=(0, outcome), **silent)
        problem = "an improved situation although nobody answered"
        assert told(found) == [("follow_ups.csv", 2, "improved_situation", problem)]


@pytest.mark.parametrize(("table", "column"), [("activities", "began_on"), ("competence_measurements", "measured_on")])
def test_nothing_is_done_or_measured_before_the_entry(small_faults, table, column):
    assert small_faults(**{f"{table}__{column}": (0, ENTRY)}) == []
    found = small_faults(**{f"{table}__{column}": (0, "2019-12-31")})
    assert told(found) == [(f"{table}.csv", 2, column, f"{column} is before the entry of the participation")]


def test_an_observation_is_not_older_than_the_entry(small_faults):
    assert small_faults(status_observations__observed_on=(0, ENTRY)) == []
    found = small_faults(status_observations__observed_on=(0, "2019-12-31"))
    problem = "observed_on is before the entry of the participation"
    assert told(found) == [("status_observations.csv", 2, "observed_on", problem)]
    assert found[0].remedy == "correct the day or the participation"


@pytest.mark.parametrize(("inside", "outside"), [(TERM_BEGINS, "2018-12-31"), (TERM_ENDS, "2023-01-01")])
def test_a_case_is_opened_in_the_term(small_faults, inside, outside):
    assert small_faults(cases__opened_on=(0, inside)) == []
    found = small_faults(cases__opened_on=(0, outside))
    assert told(found) == [("cases.csv", 2, "opened_on", "opened_on is outside the term of the project")]


def test_a_result_is_not_older_than_its_case(small_faults):
    assert small_faults(cases__opened_on=(0, "2020-03-01"), cases__achieved_on=(0, "2020-03-01")) == []
    found = small_faults(cases__achieved_on=(0, "2020-02-29"))
    assert told(found) == [("cases.csv", 2, "achieved_on", "achieved_on is before opened_on")]


def test_a_public_office_is_advised_and_the_staff_of_a_project_is_not(small_faults):
    """The first member of the small network, M1, is staff until the table says otherwise."""
    found = small_faults(advice_contacts__enterprise=(0, "M1"))
    assert told(found) == [("advice_contacts.csv", 2, "enterprise", "advice to the staff of a project")]
    assert small_faults(enterprises__role=(0, "public_office")) == []


@pytest.mark.parametrize(
    ("indicator", "unit", "faults"),
    [
        ("entries", "count", 0),
        ("entries", "percent", 1),
        ("long_term_unemployed", "count", 0),
        ("placement", "count", 0),
        ("placement", "percent", 0),
    ],
)
def test_only_a_share_has_a_target_in_percent(small_faults, indicator, unit, faults):
    found = small_faults(targets__indicator=(0, indicator), targets__unit=(0, unit))
    problem = "the indicator is a count and has no share; only shares have targets in percent"
    assert told(found) == [("targets.csv", 2, "unit", problem)] * faults


@pytest.mark.parametrize("table", ["characteristics", "activities", "competence_measurements"])
def test_what_is_known_of_a_participation_points_to_it(small_faults, table):
    found = small_faults(**{f"{table}__participation": (0, "T99")})
    problem = "unknown participation: it does not stand in participations"
    assert told(found) == [(f"{table}.csv", 2, "participation", problem)]


@pytest.mark.parametrize("table", ["cases", "budgets"])
def test_cases_and_sums_of_money_point_to_their_project(small_faults, table):
    found = small_faults(**{f"{table}__project": (0, "Z")})
    problem = "unknown project: it does not stand in projects"
    assert told(found) == [(f"{table}.csv", 2, "project", problem)]
