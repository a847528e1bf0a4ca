"""What becomes of the counts: shares, sums, means and weights, and why there may be none."""

import pandas as pd
import pytest
from indicators.frames import PLAN, cohort, measured, network, projects, row

from evaluation.cohorts import stability_columns
from evaluation.indicators.measure import RAW_COLUMNS
from evaluation.results import COUNT_COLUMNS, VALUE_COLUMNS

PLACEMENTS = cohort(
    """
    status_at_entry placement
    unemployed      yes
    inactive        no
    unemployed      unknown     # stays in the denominator
    unemployed      not_mature  # is in none
    employed        yes         # no change: no case
    """
)

# --- shares and counts ---


def test_shares_have_an_interval_a_ratio_of_a_full_count_has_none():
    firms = network("period attendances possible_attendances attending\nwhole 20 24 6")
    results = measured(PLACEMENTS, firms, only=["entries", "placement", "two_mode_density"])
    share, ratio, count = (row(results, name) for name in ("placement", "two_mode_density", "entries"))
    assert (share["method"], ratio["method"], count["method"]) == ("wilson", "ratio", "count")
    assert share[list(COUNT_COLUMNS)].tolist() == [3, 1, 1, 1]
    assert 0 < share["conf_low"] < share["estimate"] < share["conf_high"] < 1
    assert share["estimate"] == pytest.approx(1 / 3)
    assert ratio["estimate"] == pytest.approx(20 / 24)
    assert pd.isna(ratio["conf_low"])
    assert pd.isna(ratio["conf_high"])
    assert count[["n", "unknown", "not_mature", "estimate"]].isna().all()


def test_another_level_gives_another_interval(plan):
    widths = []
    for level in (0.8, 0.95):
        got = row(measured(PLACEMENTS, only=["placement"], by=plan(confidence_level=level)), "placement")
        widths.append(got["conf_high"] - got["conf_low"])
    assert widths[0] < widths[1]


def test_each_horizon_and_mode_reads_its_own_outcome():
    """One project for each outcome; in it, one person has this outcome and no other."""
    columns = stability_columns(PLAN)
    persons = []
    for own in columns:
        cells = ["yes" if name == own else "no" for name in columns]
        persons.append(cohort(f"status_at_entry {' '.join(columns)}\nunemployed {' '.join(cells)}", own))
    names = {own: own.replace("stable", "stabilised") for own in columns}
    results = measured(pd.concat(persons, ignore_index=True), of=projects(*columns), only=list(names.values()))
    for own in columns:
        for column, name in names.items():
            got = row(results, name, project=own)
            assert (got["n"], got["events"]) == (1, int(column == own))


def test_each_day_after_the_exit_reads_its_own_outcome():
    persons = cohort("social_insurance_3 social_insurance_6 esf_3 not_unemployed_3\nyes no no no")
    results = measured(persons, only=["social_insurance_3", "social_insurance_6", "esf_3", "not_unemployed_3"])
    found = results[results["dimension"] == "total"].set_index("indicator")["events"].to_dict()
    assert found == {"social_insurance_3": 1, "social_insurance_6": 0, "esf_3": 0, "not_unemployed_3": 0}


# --- sums ---

HOURS = cohort(
    """
    active complete did_training hours_training
    yes    yes      yes          40
    yes    yes      yes          2.4
    yes    yes      yes          -       # how long is not known
    yes    yes      no           -
    yes    no       yes          100     # incomplete record: no case
    """
)


def test_a_sum_adds_the_known_amounts_and_says_of_how_many_persons():
    got = row(measured(HOURS, only=["hours_training"]), "hours_training")
    assert got[["events", "n", "unknown"]].tolist() == [42, 3, 1]
    assert (got["method"], got["unit"], got["contributors"]) == ("total", "hours", 3)
    assert got[list(VALUE_COLUMNS)].isna().all()


def test_integrations_and_stock_are_sums_over_persons_who_have_some():
    persons = cohort("integrations stock_months\n2 12\n1 6\n0 3\n0 0")
    results = measured(persons, only=["integrations", "stock_months"])
    found = [row(results, name)[["events", "n"]].tolist() for name in ("integrations", "stock_months")]
    assert found == [[3, 2], [21, 3]]


def test_a_sum_over_nobody_is_0():
    persons = cohort("active did_training\nyes no")
    got = row(measured(persons, only=["hours_training"]), "hours_training")
    assert got[["events", "n", "status"]].tolist() == [0, 0, "published"]


# --- means ---


def test_a_mean_has_the_limits_of_student():
    """The gains 10, 20 and 30 have the standard deviation 10; t for two degrees of freedom is 4.3027."""
    persons = cohort("measured_digital gain_digital\nyes 10\nyes 20\nyes 30\nyes -")
    got = row(measured(persons, only=["gain_digital"]), "gain_digital")
    assert got["n"] == 3
    assert pd.isna(got["events"])
    assert got["estimate"] == pytest.approx(20)
    assert got["conf_low"] == pytest.approx(20 - 4.3027 * 10 / 3**0.5, abs=1e-3)
    assert got["conf_high"] == pytest.approx(20 + 4.3027 * 10 / 3**0.5, abs=1e-3)
    assert got["contributors"] == 3


def test_a_mean_of_one_has_no_limits():
    got = row(measured(cohort("measured_digital gain_digital\nyes 10"), only=["gain_digital"]), "gain_digital")
    assert got["estimate"] == 10
    assert got[["conf_low", "conf_high"]].isna().all()


def test_a_mean_of_nobody_is_not_applicable():
    got = row(measured(cohort("measured_digital gain_digital\nyes -"), only=["gain_digital"]), "gain_digital")
    assert got[["n", "status"]].tolist() == [0, "not_applicable"]
    assert got[list(VALUE_COLUMNS)].isna().all()


def test_measured_once_and_left_is_unknown_to_the_share_of_improved():
    persons = cohort("measured_digital improved_digital\nyes yes\nyes no\nyes unknown\n- -")
    got = row(measured(persons, only=["improved_digital"]), "improved_digital")
    assert got[["events", "n", "unknown"]].tolist() == [1, 3, 1]


# --- weighted for non-response ---


def answers(**groups: str) -> pd.DataFrame:
    """Return persons by gender, unemployed and 40 years old, with these answers."""
    lines = [f"{gender} 25_54 unemployed {one}" for gender, told in groups.items() for one in told.split()]
    return cohort("\n".join(["gender age_group status_at_entry employed_later", *lines]))


def test_answers_are_weighted_by_the_size_of_their_group():
    """Half of four women are employed, both of the two men who answered of four: 0.5 * 1/2 + 1 * 1/2."""
    persons = answers(female="yes yes no no", male="yes yes unknown unknown")
    results = measured(persons, only=["employed_later", "employed_later_weighted"])
    weighted, plain = row(results, "employed_later_weighted"), row(results, "employed_later")
    assert weighted["estimate"] == pytest.approx(0.75)
    assert weighted[list(COUNT_COLUMNS)].tolist() == plain[list(COUNT_COLUMNS)].tolist() == [8, 4, 2, 0]
    assert plain["estimate"] == 0.5


@pytest.mark.parametrize(
    "told",
    [
        {"female": "yes no unknown", "male": "no no no unknown unknown"},
        {"female": "yes", "male": "unknown unknown unknown"},
        {"female": "no no", "male": "unknown yes"},
        {"female": "yes yes", "male": "yes no", "non_binary": "unknown"},
    ],
)
def test_the_weighted_share_lies_between_the_bounds(told):
    got = row(measured(answers(**told), only=["employed_later_weighted"]), "employed_later_weighted")
    low, high = got["events"] / got["n"], (got["events"] + got["unknown"]) / got["n"]
    assert low <= got["conf_low"] <= got["estimate"] <= got["conf_high"] <= high


def test_if_everyone_answered_weighting_changes_nothing():
    got = row(
        measured(answers(female="yes no", male="no"), only=["employed_later_weighted"]), "employed_later_weighted"
    )
    assert got[list(VALUE_COLUMNS)].tolist() == pytest.approx([1 / 3] * 3)


def test_where_nobody_answered_there_is_no_weighted_share():
    got = row(measured(answers(female="unknown unknown"), only=["employed_later_weighted"]), "employed_later_weighted")
    assert got[list(VALUE_COLUMNS)].isna().all()


def test_projects_are_weighted_one_by_one():
    told = answers(female="yes yes no no", male="yes yes unknown unknown")
    both = pd.concat([told, told.assign(project="B", employed_later="no")], ignore_index=True)
    both["employed_later"] = both["employed_later"].astype(told["employed_later"].dtype)
    results = measured(both, only=["employed_later_weighted"], of=projects("A", "B"))
    assert row(results, "employed_later_weighted")["estimate"] == pytest.approx(0.75)
    assert row(results, "employed_later_weighted", project="B")["estimate"] == 0


# --- why there is no number ---


def test_status_tells_why_a_share_has_no_number():
    told = {
        "nobody": ([], 0, "not_applicable"),
        "takes_part": (["-"], 0, "not_applicable"),
        "too_early": (["not_mature"], 0, "not_mature"),
        "one_case": (["not_mature", "no"], 1, "published"),
        "not_answered": (["unknown"], 1, "published"),  # looked at in time: a case
    }
    persons = [
        cohort("\n".join(["status_at_entry placement", *(f"unemployed {one}" for one in placements)]), name)
        for name, (placements, _, _) in told.items()
        if placements
    ]
    results = measured(pd.concat(persons, ignore_index=True), of=projects(*told), only=["placement"])
    for name, (_, n, status) in told.items():
        got = row(results, "placement", project=name)
        assert (got["n"], got["status"]) == (n, status), name
        assert got[list(VALUE_COLUMNS)].isna().tolist() == [n == 0] * 3


def test_no_case_is_a_count_of_0_and_no_missing_number():
    got = row(measured(only=["entries"]), "entries")
    assert got[["events", "status"]].tolist() == [0, "published"]


def test_the_first_period_has_no_retention_and_no_newcomers():
    firms = network(
        """
        period active active_before active_again active_new told_by_retention told_by_newcomers
        whole  8      -             -            -          -                 -
        2019   5      -             -            -          -                 -
        2020   7      5             4            2          3                 1
        """
    )
    results = measured(firms=firms, only=["retention", "newcomers", "active_members"])
    for name in ("retention", "newcomers"):
        assert results.loc[results["indicator"] == name, "period"].tolist() == ["2020"]
    assert results.loc[results["indicator"] == "active_members", "period"].tolist() == ["", "2019", "2020"]


def test_supported_enterprises_of_unknown_size_stay_in_the_denominator():
    firms = network("period advised smes advised_of_unknown_size\nwhole 10 6 3")
    got = row(measured(firms=firms, only=["smes_supported"]), "smes_supported")
    assert got[["n", "events", "unknown"]].tolist() == [10, 6, 3]
    assert got["estimate"] == 0.6


# --- who stands behind a number ---


def test_persons_behind_a_number_are_told_to_the_disclosure_control():
    results = measured(PLACEMENTS, only=["entries", "placement", "disabled"])
    told = results[results["dimension"] == "total"][["indicator", "period", "contributors"]]
    told = told[told["period"] == ""].set_index("indicator")["contributors"].to_dict()
    assert told == {"entries": 5, "placement": 3, "disabled": 5}


def test_firms_behind_a_number_are_told_to_the_disclosure_control():
    firms = network(
        """
        period advised contacts attending attendances possible_attendances active_before active_again told_by_retention
        whole  5       17       6         20          24                   3             2            2
        """
    )
    expected = {
        "advice_contacts": 5,
        "attendances": 6,
        "two_mode_density": 6,
        "enterprises_advised": 5,
        "retention": 2,
    }
    contributors = measured(firms=firms, only=list(expected)).set_index("indicator")["contributors"]
    assert {name: contributors[name] for name in expected} == expected


def test_a_plan_without_any_project_has_no_result():
    results = measured(of=projects().iloc[:0])
    assert results.empty
    assert list(results.columns) == list(RAW_COLUMNS)
