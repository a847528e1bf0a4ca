"""Results upon leaving: what was seen from the exit to 28 days after it; a qualification also before."""

import pytest
from cohorts.leavers import LEFT, after_exit, days, outcomes, seen

RESULTS = ("placement", "job_searching", "new_education", "qualification", "exit_result")


@pytest.fixture(scope="session")
def result_of(cohort_of):
    """Return a function from observations of one leaver to one outcome; `at_entry` changes the participation."""

    def judge(name: str, *observations: dict, at_entry: dict | None = None, **choices: object) -> str | None:
        rows = [LEFT | (at_entry or {})]
        return outcomes(cohort_of(choices, participations=rows, status_observations=list(observations))[name])[0]

    return judge


# --- placement ---


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
        {"participation": f"T{number}", **seen(day, status)}
        for number, (statuses, _, _) in enumerate(LAST_STATUS, start=1)
        for day, status in statuses
    ]
    cohort = cohort_of(participations=[LEFT] * len(LAST_STATUS), status_observations=observations)
    for number, (statuses, placement, placed_on) in enumerate(LAST_STATUS, start=1):
        row = cohort.loc[[f"T{number}"]]
        assert outcomes(row["placement"]) == [placement], statuses
        assert days(row["placed_on"]) == [None if placed_on is None else after_exit(placed_on)], statuses


@pytest.mark.parametrize(("window_days", "placement"), [(0, "unknown"), (28, "unknown"), (29, "yes"), (60, "yes")])
def test_the_plan_sets_the_window(result_of, window_days, placement):
    assert result_of("placement", seen(29, "employed"), window_days=window_days) == placement


@pytest.mark.parametrize(("cut_off", "placement"), [(after_exit(27), "not_mature"), (after_exit(28), "yes")])
def test_placement_is_mature_when_the_window_is_over(cohort_of, cut_off, placement):
    cohort = cohort_of({"cut_off": cut_off}, participations=[LEFT], status_observations=[seen(3, "employed")])
    assert cohort["placement"].tolist() == [placement]
    assert days(cohort["placed_on"]) == [after_exit(3) if placement == "yes" else None]


@pytest.mark.parametrize("name", RESULTS)
def test_without_an_exit_the_question_does_not_arise(cohort_of, name):
    told = [seen(0, "employed", in_education="yes", qualification="yes")]
    assert outcomes(cohort_of(participations=[{}], status_observations=told)[name]) == [None]


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_is_mature_when_the_window_is_over(result_of, name):
    told = seen(3, "inactive", job_searching="yes", in_education="yes", qualification="yes")
    entered = {"in_education_at_entry": "no"}
    assert result_of(name, told, at_entry=entered, cut_off=after_exit(27)) == "not_mature"
    assert result_of(name, told, at_entry=entered, cut_off=after_exit(28)) == ("no" if name == "placement" else "yes")


# --- job search ---


@pytest.mark.parametrize(
    ("status", "searching", "outcome"),
    [
        ("unemployed", None, "yes"),
        ("unemployed", "no", "yes"),
        ("inactive", "yes", "yes"),
        ("inactive", "no", "no"),
        ("inactive", None, "unknown"),
        ("employed", "yes", "no"),
        ("employed", None, "no"),
    ],
)
def test_job_search_is_being_registered_as_unemployed_or_inactive_and_looking_for_work(
    result_of, status, searching, outcome
):
    assert result_of("job_searching", seen(5, status, job_searching=searching)) == outcome


def test_who_was_not_seen_is_unknown_to_search(result_of):
    assert result_of("job_searching") == "unknown"
    assert result_of("job_searching", seen(29, "unemployed")) == "unknown"


def test_only_the_last_event_of_28_days_counts(result_of):
    """The two examples of the Commission: a person inactive at entry is in one result, never in both."""
    found_work = seen(0, "inactive", job_searching="yes"), seen(20, "employed")
    lost_work = seen(0, "employed"), seen(27, "unemployed")
    inactive = {"status_at_entry": "inactive"}
    results = {
        name: (result_of(name, *found_work, at_entry=inactive), result_of(name, *lost_work, at_entry=inactive))
        for name in ("placement", "job_searching")
    }
    assert results == {"placement": ("yes", "no"), "job_searching": ("no", "yes")}


# --- education and qualification ---


@pytest.mark.parametrize(
    ("at_entry", "told", "outcome"),
    [
        ("no", "yes", "yes"),
        ("no", "no", "no"),
        ("no", None, "unknown"),
        ("yes", "yes", None),
        ("yes", "no", None),
        (None, "yes", "unknown"),
        (None, "no", "no"),
        (None, None, "unknown"),
    ],
)
def test_new_education_is_education_of_who_had_none_at_entry(result_of, at_entry, told, outcome):
    entered = {"in_education_at_entry": at_entry}
    assert result_of("new_education", seen(5, in_education=told), at_entry=entered) == outcome


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (["yes"], "yes"),
        (["no"], "no"),
        ([None], "unknown"),
        ([], "unknown"),
        (["no", "yes"], "yes"),
        (["yes", None], "yes"),
        (["yes", "no"], "yes"),
        (["no", None], "no"),
    ],
)
def test_a_qualification_once_gained_stays_gained(result_of, told, outcome):
    assert result_of("qualification", *(seen(day, qualification=one) for day, one in enumerate(told))) == outcome


@pytest.mark.parametrize(
    ("before", "later", "outcome"),
    [
        ("yes", [], "yes"),
        ("yes", [seen(5)], "yes"),
        ("yes", [seen(5, qualification="no")], "yes"),
        ("no", [], "unknown"),
        ("no", [seen(5)], "unknown"),
        ("no", [seen(5, qualification="no")], "no"),
    ],
)
def test_a_qualification_noted_before_the_exit_counts_and_that_there_is_none_yet_does_not(
    result_of, before, later, outcome
):
    assert result_of("qualification", seen(-30, qualification=before), *later) == outcome


@pytest.mark.parametrize("name", ["new_education", "qualification"])
def test_the_status_of_a_later_day_does_not_wipe_out_what_an_earlier_day_told(result_of, name):
    out_of_school = {"in_education_at_entry": "no"}
    told = seen(3, in_education="yes", qualification="yes"), seen(20, "employed")
    assert result_of(name, *told, at_entry=out_of_school) == "yes"
    assert result_of("placement", *told, at_entry=out_of_school) == "yes"


@pytest.mark.parametrize(("name", "day"), [("new_education", -1), ("new_education", 29), ("qualification", 29)])
def test_what_was_told_outside_the_window_does_not_count(result_of, name, day):
    told = seen(day, in_education="yes", qualification="yes")
    assert result_of(name, told, at_entry={"in_education_at_entry": "no"}) == "unknown"


# --- any result ---


NO_RESULT = {"in_education": "no", "qualification": "no"}


@pytest.mark.parametrize(
    ("at_entry", "told", "outcome"),
    [
        ("unemployed", seen(5, "employed", **NO_RESULT), "yes"),
        ("unemployed", seen(5, "employed"), "yes"),
        ("unemployed", seen(5, "unemployed", **NO_RESULT), "no"),
        ("inactive", seen(5, "unemployed", **NO_RESULT), "yes"),
        ("inactive", seen(5, "inactive", job_searching="no", **NO_RESULT), "no"),
        ("inactive", seen(5, "inactive", **NO_RESULT), "unknown"),
        ("employed", seen(5, "employed", **NO_RESULT), "no"),
        ("employed", seen(5, "unemployed", **NO_RESULT), "no"),
        ("employed", seen(5, "employed", in_education="no", qualification="yes"), "yes"),
        ("unemployed", seen(5, "unemployed", in_education="yes"), "yes"),
        ("unemployed", seen(5, "unemployed", in_education="no"), "unknown"),
    ],
)
def test_a_result_upon_leaving_is_any_that_the_person_could_have(result_of, at_entry, told, outcome):
    """Work is a result of who had none, job search of who was inactive; what could still be one leaves it unknown."""
    entered = {"status_at_entry": at_entry, "in_education_at_entry": "no"}
    assert result_of("exit_result", told, at_entry=entered) == outcome


def test_education_is_no_result_of_who_was_in_education_at_entry(result_of):
    told = seen(5, "unemployed", in_education="yes", qualification="no")
    assert result_of("exit_result", told, at_entry={"in_education_at_entry": "yes"}) == "no"
