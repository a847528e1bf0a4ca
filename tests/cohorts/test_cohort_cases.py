"""Cases outside participations: the list of cases, and records too short to be participations."""

import pytest

from evaluation.cohorts import CASE_COLUMNS, build_cases, build_cohort


@pytest.fixture(scope="session")
def cases_of(make_sources, plan):
    """Return a function from rows of tables to the cases."""

    def build(choices: dict | None = None, **tables: list[dict]):
        return build_cases(make_sources(**{"participations": [], **tables}), plan(**(choices or {})))

    return build


def test_cases_have_their_documented_columns(cases_of):
    assert list(cases_of(cases=[{}])) == list(CASE_COLUMNS)
    assert list(cases_of()) == list(CASE_COLUMNS)


def test_a_case_carries_the_facts_of_its_project(cases_of):
    case = cases_of(cases=[{"gender": "male"}]).iloc[0]
    facts = case[["project", "municipality", "funding_round", "rule_set", "kind", "gender"]].tolist()
    assert facts == ["A", "05711000", "R1", "esf_2014_2020", "advice_case", "male"]


@pytest.mark.parametrize(("cut_off", "known"), [("2020-02-29", 0), ("2020-03-01", 1)])
def test_a_case_opened_after_the_cut_off_is_not_known(cases_of, cut_off, known):
    assert len(cases_of({"cut_off": cut_off}, cases=[{"opened_on": "2020-03-01"}])) == known


@pytest.mark.parametrize(
    ("achieved_on", "achieved"), [(None, "no"), ("2020-12-31", "yes"), ("2021-01-01", "no"), ("2020-03-01", "yes")]
)
def test_a_result_after_the_cut_off_is_not_known(cases_of, achieved_on, achieved):
    cases = cases_of({"cut_off": "2020-12-31"}, cases=[{"achieved_on": achieved_on}])
    assert cases["achieved"].tolist() == [achieved]


def test_a_stay_of_a_day_is_a_short_contact(cases_of):
    day = {"entry": "2020-05-01", "exit": "2020-05-01"}
    stays = [day | {"gender": "male"}, day | {"gender": None}, {"exit": "2020-06-30"}, {}]
    cases = cases_of(participations=stays)
    assert cases["kind"].tolist() == ["short_contact"] * 2
    assert cases["gender"].isna().tolist() == [False, True]
    assert cases["opened_on"].dt.date.astype("str").tolist() == ["2020-05-01"] * 2
    assert cases["achieved"].tolist() == ["no", "no"]


def test_short_stays_stand_beside_the_listed_short_contacts(cases_of):
    short = [{"exit": "2020-01-01"}]
    listed = [{"kind": "short_contact"}, {"kind": "start_up"}]
    assert cases_of(participations=short, cases=listed)["kind"].value_counts().to_dict() == {
        "short_contact": 2,
        "start_up": 1,
    }


def test_a_record_is_a_participation_or_a_short_contact_and_never_both(make_sources, plan):
    stays = [{"exit": f"2020-01-{day:02}"} for day in range(1, 11)]
    for days in (0, 1, 5, 10, 31):
        choices = plan(short_stay_days=days)
        cohort = build_cohort(make_sources(participations=stays), choices)
        cases = build_cases(make_sources(participations=stays), choices)
        assert len(cohort) + len(cases) == 10
        assert len(cases) == min(days, 10)


def test_the_plan_selects_funding_rounds(cases_of):
    tables = {
        "funding_rounds": [{}, {}],
        "projects": [{"project": "A"}, {"project": "B", "funding_round": "R2"}],
        "participations": [{"exit": "2020-01-01"}, {"project": "B", "exit": "2020-01-01"}],
        "cases": [{}, {"project": "B"}],
    }
    assert set(cases_of({"funding_rounds": ["R2"]}, **tables)["project"]) == {"B"}
    assert len(cases_of(**tables)) == 4
