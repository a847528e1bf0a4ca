"""Not collected: the rule set does not ask for it, the table was not delivered, or the question was not asked."""

import pandas as pd
import pytest
from indicators.frames import OPTIONAL, PLAN, cohort, delivered, measured, network, projects, row
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.indicators import INDICATORS, Table, catalogue
from evaluation.sources.contracts import CHARACTERISTICS, COMPETENCES, RULE_SETS

ASKED = cohort(
    f"status_at_entry {' '.join(CHARACTERISTICS)} {' '.join(f'measured_{name}' for name in COMPETENCES)} active "
    "too_young\n"
    f"unemployed {' '.join(['no'] * len(CHARACTERISTICS))} {' '.join(['yes'] * len(COMPETENCES))} yes no"
)
"""A person of whom every question was asked."""

REPORTED = sorted({one.asked for one in INDICATORS if one.asked and one.table is Table.NETWORK})
FIRMS = network(
    f"period active active_before active_again active_new {' '.join(REPORTED)}\nwhole 5 5 5 5{' 5' * len(REPORTED)}"
)
"""Firms of which everything was reported."""


def missing(results: pd.DataFrame, project: str = "A") -> set[str]:
    absent = results[(results["status"] == "not_collected") & (results["project"] == project)]
    assert absent[["n", "events", "unknown", "not_mature", "estimate", "conf_low", "conf_high"]].isna().all(axis=None)
    assert set(absent["dimension"]) <= {"total"}
    assert not absent.duplicated("indicator").any()
    return set(absent["indicator"])


# --- the rule set ---


@pytest.fixture(scope="module")
def by_rule_set():
    """Return the results of three projects, one of each rule set, of which everything was asked and delivered."""
    persons = pd.concat([ASKED.assign(project=one, rule_set=one) for one in RULE_SETS], ignore_index=True)
    firms = pd.concat([FIRMS.assign(project=one) for one in RULE_SETS], ignore_index=True)
    of = pd.concat([projects(one, rule_set=one) for one in RULE_SETS])
    points = [{"project": one, "changed_on": "2020-01-01"} for one in RULE_SETS]
    data = delivered(cases=[{"project": one} for one in RULE_SETS], turning_points=points)
    return measured(persons, firms, of=of, data=data)


@pytest.mark.parametrize("rule_set", RULE_SETS)
def test_an_indicator_is_collected_where_the_rule_set_knows_it(by_rule_set, rule_set):
    unknown = {one.name for one in catalogue(plan_with(horizons_months=[6, 12])) if rule_set not in one.codes}
    assert missing(by_rule_set, rule_set) == unknown


def test_a_round_of_the_esf_plus_has_its_own_age_groups_and_questions(by_rule_set):
    only_2014 = {
        *("under_25", "inactive_not_in_education", "over_54_not_employed", "no_completed_primary"),
        *("primary_or_lower_secondary", "migrants_or_minorities", "other_disadvantaged"),
        *("disadvantaged_result_at_exit", "over_54_employed_later", "disadvantaged_employed_later"),
    }
    only_plus = {
        *("under_18", "aged_18_to_29", "lower_secondary_or_less", "third_country_nationals", "foreign_background"),
        *("minorities", "public_services_supported"),
    }
    of_forerunner = {"advice_cases", "volunteers_placed", "youth_orientation"}
    assert missing(by_rule_set, "esf_plus_2021_2027") == only_2014 | of_forerunner
    assert missing(by_rule_set, "esf_2014_2020") == only_plus | of_forerunner


def test_a_round_of_the_esf_plus_counts_under_its_own_codes():
    names = {code: one.name for one in INDICATORS for code in [one.codes.get("esf_plus_2021_2027")] if code}
    codes = [code for code in names if code.startswith("EEC")]
    assert sorted(codes) == [*(f"EECO{number:02}" for number in range(1, 20)), *(f"EECR{n:02}" for n in range(1, 7))]
    old = [one.codes.get("esf_2014_2020", "") for one in INDICATORS]
    assert not any(code.startswith("EEC") for code in old)
    assert names["EECR01"] == "job_searching_at_exit"
    assert names["EECO09"] == "lower_secondary_or_less"


def test_isced_0_lies_within_the_esf_plus_and_outside_the_codes_of_2014():
    persons = cohort("education\n0\n1\n2\n3")
    found = {}
    for rule_set in ("esf_2014_2020", "esf_plus_2021_2027"):
        names = ["primary_or_lower_secondary", "lower_secondary_or_less", "no_completed_primary"]
        results = measured(persons.assign(rule_set=rule_set), of=projects(rule_set=rule_set), only=names)
        found[rule_set] = {name: int(row(results, name)["events"]) for name in names if name not in missing(results)}
    assert found["esf_2014_2020"] == {"primary_or_lower_secondary": 2, "no_completed_primary": 1}
    assert found["esf_plus_2021_2027"] == {"lower_secondary_or_less": 3}


def test_the_forerunner_did_not_ask_for_what_came_later(by_rule_set):
    absent = missing(by_rule_set, "forerunner")
    assert {"stabilised_6_point", "social_insurance_6", "employed_later", "unemployed", "hours_training"} <= absent
    assert not {"entries", "participants", "exits", "placement", "advice_cases", "incomplete_records"} & absent


# --- the tables ---


COURSE = {f"course_{name}" for name in ("level", "trend", "level_change", "trend_change", "autocorrelation")}
TIES = {
    *("returning_enterprises", "frequent_guests", "attendance_concentration", "ties", "tie_density"),
    *("tied_enterprises", "largest_group", "separate_groups", "degree_centralisation", "brokers", "repeated_meetings"),
    *("tie_density_without_largest", "degree_centralisation_without_largest"),
}
NEEDED = {
    "employment_spells": {
        *(f"{one}_{{after}}" for one in ("social_insurance", "esf", "not_unemployed")),
        *("integrations", "sustained_integration", "continuous_integration", "stabilised_{months}_{mode}"),
        *("hired_by_members", "employing_members"),
    },
    "follow_ups": {
        *("employed_later", "employed_later_weighted", "improved_later"),
        *("over_54_employed_later", "disadvantaged_employed_later", "answered_follow_up"),
    },
    "activities": {
        *(one.name for one in INDICATORS if one.name.startswith(("activity_", "hours_"))),
        *("stays_hosted", "hosting_enterprises"),
    },
    "competence_measurements": {f"{what}_{name}" for what in ("improved", "gain") for name in COMPETENCES},
    "cases": {
        *("advice_cases", "start_ups", "settlements", "volunteers_placed", "youth_orientation"),
        "founded_in_business",
    },
    "enterprises": {
        *("enterprises_reached", "stays_hosted", "hosting_enterprises", "hired_by_members", "employing_members"),
    },
    "advice_contacts": {
        *("smes_supported", "public_services_supported", "enterprises_advised", "advice_contacts", "advice_hours"),
        *COURSE,
    },
    "events": {
        *("events_held", "enterprises_attending", "attendances", "active_members", "retention", "newcomers"),
        *("two_mode_density", "enterprises_in_quarter_projects"),
        *TIES,
    },
    "attendances": {
        *("enterprises_attending", "attendances", "active_members", "retention", "newcomers", "two_mode_density"),
        "enterprises_in_quarter_projects",
        *TIES,
    },
    "jobs_reported": {"jobs_created", "jobs_secured"},
    "vacancies": {"vacancies_surveyed", "vacancies_matched"},
    "staff_reports": {"staff_kept_before", "staff_kept_after", "staff_kept_change"},
    "turning_points": COURSE,
    "characteristics": set(),  # who was asked is told project by project
    "targets": set(),
    "budgets": set(),
}


def test_each_optional_table_is_needed_by_what_is_counted_in_it():
    assert {name: {one.name for one in INDICATORS if name in one.needs} for name in OPTIONAL} == NEEDED
    either = {one.name: one.needs_any for one in INDICATORS if one.needs_any}
    assert either == {"enterprises_reached": ("advice_contacts", "attendances")}


@pytest.mark.parametrize(
    ("absent", "indicator"),
    [
        ("employment_spells", "social_insurance_6"),
        ("follow_ups", "employed_later"),
        ("activities", "activity_training"),
        ("competence_measurements", "gain_digital"),
        ("advice_contacts", "smes_supported"),
        ("attendances", "attendances"),
        ("events", "events_held"),
        ("enterprises", "enterprises_reached"),
        ("cases", "start_ups"),
    ],
)
def test_a_table_that_was_not_delivered_means_not_collected(absent, indicator):
    cases = {} if absent == "cases" else {"cases": [{}]}
    results = measured(ASKED, FIRMS, data=delivered(absent=[absent], **cases), only=[indicator, "entries"])
    assert missing(results) == {indicator}
    assert missing(measured(ASKED, FIRMS, data=delivered(cases=[{}]), only=[indicator])) == set()


def test_a_project_without_a_row_in_the_list_of_cases_kept_none():
    data = delivered(cases=[{"project": "B"}])
    results = measured(of=projects("A", "B"), data=data, only=["start_ups", "short_contacts"])
    assert missing(results) == {"start_ups", "short_contacts"}
    assert missing(results, "B") == set()


def test_short_stays_are_short_contacts_without_a_list_of_cases():
    """A project may have no row in the list of cases, or no list may have been delivered: its records tell."""
    short = {"entry": "2020-03-02", "exit": "2020-03-02"}
    stays = [short, short | {"gender": "male"}, {"project": "B"}]
    known = {"projects": [{"project": "A"}, {"project": "B"}], "participations": stays}
    for listed in ({"cases": [{"project": "B"}]}, {"cases": []}, {}):
        sources = sources_of(**known, **listed)
        results = measured(
            cases=build_cases(sources, PLAN),
            of=selected_projects(sources, PLAN),
            data=sources,
            only=["short_contacts", "start_ups"],
        )
        assert row(results, "short_contacts")["events"] == 2
        assert missing(results) == {"start_ups"}
        expected = set() if listed.get("cases") else {"short_contacts", "start_ups"}
        assert missing(results, "B") == expected


@pytest.mark.parametrize(
    ("absent", "known"),
    [((), True), (("advice_contacts",), True), (("attendances",), True), (("advice_contacts", "attendances"), False)],
)
def test_enterprises_reached_are_known_from_contacts_or_from_attendances(absent, known):
    """The list of enterprises alone does not tell whom the project reached: that is no zero."""
    results = measured(firms=FIRMS, data=delivered(absent=absent), only=["enterprises_reached"])
    assert (missing(results) == set()) == known


@pytest.mark.parametrize("column", REPORTED)
def test_what_a_project_never_reported_it_did_not_ask_for(column):
    named = [one.name for one in INDICATORS if one.asked == column]
    silent = pd.concat([FIRMS.assign(**{column: 0}), FIRMS.assign(project="B")], ignore_index=True)
    results = measured(firms=silent, of=projects("A", "B"), only=named)
    assert missing(results) == set(named)
    assert missing(results, "B") == set()


def test_a_project_that_kept_its_course_has_no_change_of_it():
    data = delivered(turning_points=[{"project": "B", "changed_on": "2020-01-01"}])
    results = measured(of=projects("A", "B"), data=data, only=["course_level"])
    assert missing(results) == {"course_level"}
    assert missing(results, "B") == set()


# --- the questions ---


@pytest.mark.parametrize("question", CHARACTERISTICS)
def test_a_question_that_the_project_did_not_ask_means_not_collected(question):
    named = [one.name for one in INDICATORS if one.asked == question]
    assert named
    persons = pd.concat([cohort("gender\nfemale"), cohort(f"{question}\nrefused", "B")], ignore_index=True)
    rule_set = next(rule for rule in RULE_SETS if all(rule in one.codes for one in INDICATORS if one.name in named))
    of = projects("A", "B", rule_set=rule_set)
    results = measured(persons, of=of, only=named)
    assert missing(results) == set(named)
    assert missing(results, "B") == set()


def test_a_project_without_any_activity_or_measurement_recorded_none():
    names = ["activity_training", "hours_training", "improved_digital", "gain_digital"]
    assert missing(measured(cohort("gender\nfemale"), only=names)) == set(names)
    coached = cohort("active did_coaching measured_digital improved_digital\nyes yes yes unknown")
    assert missing(measured(coached, only=names)) == set()
    got = row(measured(coached, only=names), "activity_training")
    assert got[["n", "events"]].tolist() == [1, 0], "who records activities and has no training had none"


def test_a_competence_that_everybody_had_measured_once_so_far_was_collected():
    """Nobody has left or was measured twice: there is no case yet, but the project did ask."""
    sources = sources_of(participations=[{}], competence_measurements=[{"measured_on": "2020-01-08", "score": 20.0}])
    persons = build_cohort(sources, PLAN)
    names = ["improved_digital", "gain_digital", "improved_social"]
    results = measured(persons, data=sources, only=names)
    assert missing(results) == {"improved_social"}
    for name in ("improved_digital", "gain_digital"):
        got = row(results, name)
        assert (got["n"], got["status"]) == (0, "not_applicable")
