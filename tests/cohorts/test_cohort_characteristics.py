"""What is known about who entered: completeness, groups, and what the quality of the data tells."""

import pytest
from cohorts.leavers import outcomes

# --- completeness ---


COMPLETE = [
    {},
    {"migration_background": "refused", "disability": "refused", "single_parent": "refused"},
    {"education": 0},
    {"unemployed_months": None, "programme_area": None, "in_education_at_entry": None},
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
    first = {"participation": "T1", "person": "P1", "entry": "2020-01-01", "exit": "2020-06-30"}
    again = {"participation": "T2", "person": "P1", "entry": "2021-03-01", "exit": "2021-09-30"}
    assert cohort_of(participations=[first, again | {"education": None}])["complete"].tolist() == [True]
    assert cohort_of(participations=[first | {"education": None}, again])["complete"].tolist() == [False]


def asked(name: str, *answers: str | None) -> dict[str, list[dict]]:
    """Return participations T1, T2, … of which each gave an answer to the question, or none."""
    return {
        "participations": [{}] * len(answers),
        "characteristics": [
            {"participation": f"T{number}", "characteristic": name, "answer": answer}
            for number, answer in enumerate(answers, start=1)
            if answer
        ],
    }


@pytest.mark.parametrize("name", ["other_disadvantage", "minority"])
def test_a_missing_answer_of_special_category_makes_a_record_incomplete(cohort_of, name):
    cohort = cohort_of(**asked(name, "yes", "refused", "missing", None))
    assert cohort["complete"].tolist() == [True, True, False, False]


@pytest.mark.parametrize("name", ["refugee", "homeless", "rural_area", "foreign_background", "third_country_national"])
def test_another_missing_answer_does_not(cohort_of, name):
    assert cohort_of(**asked(name, "yes", "missing", None))["complete"].all()


# --- further questions ---


def test_where_a_question_was_asked_no_answer_is_a_missing_one(cohort_of):
    assert cohort_of(**asked("refugee", "no", "refused", None))["refugee"].tolist() == ["no", "refused", "missing"]


def test_a_question_is_asked_project_by_project(cohort_of):
    cohort = cohort_of(
        projects=[{"project": "A"}, {"project": "B"}],
        participations=[{}, {}, {"project": "B"}],
        characteristics=[{"participation": "T1", "characteristic": "minority", "answer": "yes"}],
    )
    assert outcomes(cohort["minority"]) == ["yes", "missing", None]
    assert outcomes(cohort["refugee"]) == [None, None, None]
    assert cohort["complete"].tolist() == [True, False, True], "who was not asked lacks no answer"


def test_the_answer_at_the_first_entry_counts(cohort_of):
    cohort = cohort_of(
        participations=[
            {"person": "P1", "exit": "2020-06-30"},
            {"person": "P1", "entry": "2021-01-01"},
        ],
        characteristics=[{"participation": "T1", "answer": "no"}, {"participation": "T2", "answer": "yes"}],
    )
    assert cohort["refugee"].tolist() == ["no"]


# --- groups ---


def test_age_groups_end_below_25_and_begin_at_55(cohort_of):
    ages = {14: "under_25", 24: "under_25", 25: "25_54", 54: "25_54", 55: "55_plus", 99: "55_plus", None: None}
    cohort = cohort_of(participations=[{"age_at_entry": age} for age in ages])
    assert outcomes(cohort["age_group"]) == list(ages.values())


LONG_TERM = [
    ({"age_at_entry": 24, "unemployed_months": 6}, "no", "no"),
    ({"age_at_entry": 24, "unemployed_months": 7}, "yes", "no"),
    ({"age_at_entry": 24, "unemployed_months": 12}, "yes", "yes"),
    ({"age_at_entry": 25, "unemployed_months": 7}, "no", "no"),
    ({"age_at_entry": 25, "unemployed_months": 12}, "no", "yes"),
    ({"age_at_entry": 25, "unemployed_months": 13}, "yes", "yes"),
    ({"unemployed_months": None}, "unknown", "unknown"),
    ({"status_at_entry": None}, "unknown", "unknown"),
    ({"status_at_entry": "inactive"}, "no", "no"),
    ({"status_at_entry": "employed"}, "no", "no"),
]
"""Who was unemployed how long, and whether that is long-term by the rule of the ESF and by that of SGB III."""


@pytest.mark.parametrize(("rule", "column"), [("eu_age_split", 1), ("sgb3_12m", 2)])
def test_the_plan_says_from_when_unemployment_is_long_term(cohort_of, rule, column):
    rows = [row[0] for row in LONG_TERM]
    cohort = cohort_of({"long_term_unemployment": rule}, participations=rows)
    assert cohort["long_term_unemployed"].tolist() == [LONG_TERM[int(name[1:]) - 1][column] for name in cohort.index]


DISADVANTAGED = [
    ({}, None, "no"),
    ({"migration_background": "yes"}, None, "yes"),
    ({"disability": "yes"}, None, "yes"),
    ({}, "yes", "yes"),
    ({"single_parent": "yes"}, None, "no"),
    ({"migration_background": "refused"}, None, "unknown"),
    ({"disability": "missing"}, None, "unknown"),
    ({}, "refused", "unknown"),
    ({"migration_background": "refused", "disability": "yes"}, "refused", "yes"),
    ({}, "no", "no"),
]
"""Answers, the answer to the further question, and whether the person is disadvantaged."""


def test_a_refused_answer_leaves_disadvantage_unknown_unless_another_decides(cohort_of):
    """Each in a project of its own, because a question that a project asked is missing where it has no answer."""
    projects = [f"V{number}" for number, _ in enumerate(DISADVANTAGED)]
    cohort = cohort_of(
        projects=[{"project": project} for project in projects],
        participations=[{"project": one, **row} for one, (row, _, _) in zip(projects, DISADVANTAGED, strict=True)],
        characteristics=[
            {"participation": f"T{number}", "characteristic": "other_disadvantage", "answer": other}
            for number, (_, other, _) in enumerate(DISADVANTAGED, start=1)
            if other
        ],
    )
    judged = cohort.set_index("project")["disadvantaged"]
    assert [judged[project] for project in projects] == [disadvantaged for _, _, disadvantaged in DISADVANTAGED]


# --- what the quality of the data tells ---


def test_look_alikes_share_all_characteristics_and_days(cohort_of):
    twin = {"exit": "2020-06-30", "unemployed_months": 12}
    differing = [
        {"exit": "2020-07-01"},
        {"entry": "2020-01-02"},
        {"age_at_entry": 41},
        {"gender": "male"},
        {"education": 2},
        {"status_at_entry": "inactive", "unemployed_months": None},
        {"unemployed_months": 13},
        {"migration_background": "yes"},
        {"programme_area": "Baumheide"},
    ]
    cohort = cohort_of(participations=[twin, twin, *({**twin, **other} for other in differing)])
    assert cohort.index[cohort["look_alike"]].tolist() == ["T1", "T2"]


def test_look_alikes_are_in_one_project(cohort_of):
    projects = [{"project": "A"}, {"project": "B"}]
    assert not cohort_of(projects=projects, participations=[{}, {"project": "B"}])["look_alike"].any()


def test_incomplete_records_that_lack_the_same_are_look_alikes_too(cohort_of):
    assert cohort_of(participations=[{"education": None}] * 2)["look_alike"].all()
    assert not cohort_of(participations=[{"education": None}, {}])["look_alike"].any(), "nobody can say"


@pytest.mark.parametrize(
    ("entry", "exit_day", "elsewhere"),
    [
        ("2020-06-30", None, True),
        ("2020-07-01", None, False),
        ("2019-06-01", "2020-01-01", True),
        ("2019-06-01", "2019-12-31", False),
        ("2019-06-01", None, True),
    ],
)
def test_who_takes_part_in_two_projects_at_a_time_is_elsewhere(cohort_of, entry, exit_day, elsewhere):
    first = {"person": "P1", "entry": "2020-01-01", "exit": "2020-06-30"}
    second = {"person": "P1", "project": "B", "entry": entry, "exit": exit_day}
    cohort = cohort_of(projects=[{"project": "A"}, {"project": "B"}], participations=[first, second, {}])
    assert cohort["elsewhere"].to_dict() == {"T1": elsewhere, "T2": elsewhere, "T3": False}


def test_who_takes_part_elsewhere_between_two_stays_does_so_at_another_time(cohort_of):
    stays = [("A", "2020-01-01", "2020-02-28"), ("B", "2020-04-01", "2020-05-31"), ("A", "2020-07-01", None)]
    rows = [{"person": "P1", "project": project, "entry": entry, "exit": left} for project, entry, left in stays]
    projects = [{"project": "A"}, {"project": "B"}]
    assert not cohort_of(projects=projects, participations=rows)["elsewhere"].any()
    until_august = [rows[0], rows[1] | {"exit": "2020-08-01"}, rows[2]]
    assert cohort_of(projects=projects, participations=until_august)["elsewhere"].tolist() == [True, True]


def test_a_re_entry_is_not_elsewhere(cohort_of):
    rows = [{"person": "P1", "exit": "2020-06-30"}, {"person": "P1", "entry": "2020-07-01"}]
    assert not cohort_of(participations=rows)["elsewhere"].any()


def test_too_young_is_who_was_younger_than_the_round_allows(cohort_of):
    rows = [{"age_at_entry": age} for age in (26, 27, None)]
    cohort = cohort_of(funding_rounds=[{"minimum_age": 27}], participations=rows)
    assert outcomes(cohort["too_young"]) == ["yes", "no", "unknown"]
    assert outcomes(cohort_of(participations=rows)["too_young"]) == [None] * 3, "the round names no age"
