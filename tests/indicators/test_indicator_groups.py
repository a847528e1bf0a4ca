"""Groups and quarters: who is counted where."""

import pandas as pd
import pytest
from indicators.frames import NOBODY, PLAN, cohort, counts, delivered, measured, network, projects, row

from evaluation.indicators import DIMENSIONS, catalogue
from evaluation.indicators.model import Table
from evaluation.sources.contracts import GENDERS

PERSONS = cohort(
    """
    person gender     entry      exit       status_at_entry placement
    p1     female     2020-01-01 2020-03-31 unemployed      yes
    p2     female     2020-03-31 2020-04-01 unemployed      no
    p3     male       2020-04-01 2020-06-30 inactive        unknown
    p4     non_binary 2020-06-30 -          unemployed      -
    p5     -          2020-02-01 2020-02-02 unemployed      no
    """
)

# --- groups that part the persons ---


def test_groups_are_the_genders_and_the_total_holds_unknown_gender_too():
    results = measured(PERSONS, only=["entries"])
    assert counts(results, "entries", "total") == {"total": 5}
    assert counts(results, "entries", "gender") == dict(zip(GENDERS, (2, 1, 1), strict=True))


def test_a_share_has_its_own_denominator_in_each_group():
    results = measured(PERSONS, only=["placement"])
    assert counts(results, "placement", "gender", "n") == {"female": 2, "male": 1, "non_binary": 0}
    assert counts(results, "placement", "gender") == {"female": 1, "male": 0, "non_binary": 0}
    assert counts(results, "placement", "gender", "unknown") == {"female": 0, "male": 1, "non_binary": 0}
    assert counts(results, "placement", "gender", "status")["non_binary"] == "not_applicable"


def test_participants_are_broken_down_by_age_group():
    persons = cohort("age_group\nunder_25\n25_54\n25_54\n-")
    results = measured(persons, only=["participants"])
    assert counts(results, "participants", "age") == {"under_25": 1, "25_54": 2, "55_plus": 0}


def test_participants_are_broken_down_by_status_at_entry():
    persons = cohort("status_at_entry complete\nunemployed yes\nunemployed no\ninactive yes\n- yes")
    results = measured(persons, only=["participants"])
    assert counts(results, "participants", "status_at_entry") == {"unemployed": 1, "inactive": 1, "employed": 0}


# --- programme areas ---


def area(text: str | None, stated_in: str = "metadata", project: str = "A", position: int = 1) -> dict:
    answer = "none" if text is None else "stated"
    return {
        "kind": "programme_area",
        "text": text,
        "stated_in": stated_in,
        "project": project,
        "position": position,
        "answer": answer,
    }


def test_an_area_of_the_profile_without_anybody_has_0():
    data = delivered(project_details=[area("Nord"), area("Süd", position=2)])
    persons = cohort("programme_area\nNord\nNord\n-")
    results = measured(persons, only=["participants"], data=data)
    assert counts(results, "participants", "programme_area") == {"Nord": 2, "Süd": 0}
    assert row(results, "participants")["events"] == 3, "who lives in no known area is in the total"


def test_an_area_that_only_the_prose_names_is_shown_if_somebody_lives_there():
    data = delivered(project_details=[area("Nord"), area("West", "prose"), area("Ost", "prose", position=2)])
    results = measured(cohort("programme_area\nWest"), only=["participants"], data=data)
    assert counts(results, "participants", "programme_area") == {"Nord": 0, "West": 1}


def test_a_profile_that_states_no_area_gives_none():
    data = delivered(project_details=[area(None)])
    results = measured(cohort("programme_area\n-"), only=["participants"], data=data)
    assert counts(results, "participants", "programme_area") == {}


def test_areas_of_the_same_name_belong_to_their_projects():
    data = delivered(project_details=[area("Nord"), area("Nord", project="B"), area("Mitte", project="B", position=2)])
    persons = pd.concat([cohort("programme_area\nNord"), cohort("programme_area\nNord\nMitte", "B")], ignore_index=True)
    results = measured(persons, only=["participants"], data=data, of=projects("A", "B"))
    assert counts(results, "participants", "programme_area") == {"Nord": 1}
    assert counts(results, "participants", "programme_area", project="B") == {"Mitte": 1, "Nord": 1}


def test_a_share_is_broken_down_by_area():
    persons = cohort(
        "programme_area status_at_entry placement\nNord unemployed yes\nNord unemployed no\n- inactive yes"
    )
    results = measured(persons, only=["placement"])
    assert counts(results, "placement", "programme_area", "n") == {"Nord": 2}
    assert counts(results, "placement", "programme_area", "estimate") == {"Nord": 0.5}


# --- groups that overlap ---


def test_a_person_is_in_every_target_group_that_applies():
    persons = cohort(
        """
        long_term_unemployed migration_background refugee disability single_parent age_group education
        yes                  yes                  yes     yes        yes           55_plus   2
        no                   no                   no      no         no            25_54     3
        unknown              refused              missing refused    missing       -         -
        yes                  no                   -       no         yes           under_25  0
        """
    )
    results = measured(persons, only=["participants"])
    assert counts(results, "participants", "target_group") == {
        "long_term_unemployed": 2,
        "migration": 1,
        "refugee": 1,
        "disability": 1,
        "single_parent": 2,
        "over_54": 1,
        "low_education": 2,
    }
    assert row(results, "participants")["events"] == 4


def test_placement_is_broken_down_by_target_group():
    persons = cohort(
        """
        status_at_entry placement long_term_unemployed disability
        unemployed      yes       yes                  yes
        unemployed      no        yes                  no
        employed        yes       no                   yes          # was employed at entry: no case
        """
    )
    results = measured(persons, only=["placement"])
    found = counts(results, "placement", "target_group", "n")
    assert (found["long_term_unemployed"], found["disability"], found["migration"]) == (2, 1, 0)


# --- quarters ---


def test_the_day_decides_the_quarter_and_a_quarter_without_a_case_has_0():
    results = measured(PERSONS, only=["entries", "exits"])
    quarters = ("2020-Q1", "2020-Q2")
    assert [row(results, "entries", period=quarter)["events"] for quarter in quarters] == [3, 2]
    assert [row(results, "exits", period=quarter)["events"] for quarter in quarters] == [2, 2]
    assert [row(results, "entries", "female", quarter)["events"] for quarter in quarters] == [2, 0]
    assert [row(results, "exits", "non_binary", quarter)["events"] for quarter in quarters] == [0, 0]


def test_quarters_run_from_the_start_to_the_end_or_the_cut_off_date():
    terms = {
        "to the cut-off date": ("2019-11-15", "2022-12-31", ["2019-Q4", "2020-Q1", "2020-Q2"]),
        "to the end of the project": ("2019-11-15", "2020-03-31", ["2019-Q4", "2020-Q1"]),
        "from the last day": ("2020-06-30", "2022-12-31", ["2020-Q2"]),
        "begins later": ("2020-07-01", "2022-12-31", []),
    }
    of = pd.concat([projects(name, start=start, end=end) for name, (start, end, _) in terms.items()])
    results = measured(of=of, only=["entries"])
    for name, (_, _, quarters) in terms.items():
        series = results[results["project"] == name]
        assert series.loc[series["group"] == "total", "period"].tolist() == ["", *quarters], name


def test_projects_that_all_begin_after_the_cut_off_date_have_no_quarter():
    results = measured(of=projects(start="2020-07-01"), only=["entries"])
    assert results["period"].unique().tolist() == [""]


def test_only_indicators_with_a_day_have_a_series_and_each_has_the_groups_that_it_names():
    results = measured(PERSONS, network("period reached\nwhole 5\n2020 5"))
    for indicator in catalogue(PLAN):
        rows = results[(results["indicator"] == indicator.name) & (results["status"] != "not_collected")]
        if len(rows) and indicator.table is not Table.NETWORK:
            assert (rows["period"] != "").any() == (indicator.day is not None), indicator.name
        named = {"total", *indicator.by}
        assert set(rows["dimension"]) <= named, indicator.name
        if len(rows) and indicator.table is not Table.NETWORK:
            assert named - {"programme_area"} <= set(rows["dimension"]), indicator.name


@pytest.mark.parametrize("dimension", ["gender", "age", "status_at_entry", "target_group"])
def test_a_group_of_nobody_has_its_row(dimension):
    results = measured(NOBODY, only=["participants"])
    assert counts(results, "participants", dimension) == dict.fromkeys(DIMENSIONS[dimension].groups, 0)
