"""The way back from a number to the records behind it."""

from random import Random

import pandas as pd
import pytest
from cohorts.random_records import records_of
from indicators.frames import PLAN, cohort, measured
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.indicators import Estimator, Table, catalogue, members
from evaluation.indicators.members import COUNTS_AS

PERSONS = cohort(
    """
    participation complete status_at_entry placement
    T1            yes      unemployed      yes
    T2            yes      inactive        no
    T3            yes      unemployed      unknown
    T4            yes      unemployed      not_mature
    T5            yes      unemployed      -
    T6            yes      employed        yes
    T7            no       unemployed      yes
    """
)


def test_every_record_is_told_how_it_counts():
    told = members(PERSONS, "placement", PLAN).set_index("participation")["counts_as"].to_dict()
    states = ["event", "other", "unknown", "not_mature", "no case", "no case", "no case"]
    assert told == dict(zip(PERSONS["participation"], states, strict=True))
    assert set(states) == set(COUNTS_AS)


def test_the_records_themselves_are_unchanged():
    told = members(PERSONS, "placement", PLAN)
    assert list(told) == ["counts_as", *PERSONS]
    assert told.drop(columns="counts_as").equals(PERSONS)


def test_a_count_has_no_others():
    told = members(PERSONS, "participants", PLAN)["counts_as"]
    assert told.value_counts().to_dict() == {"event": 6, "no case": 1}


def test_who_is_in_a_project_of_another_rule_set_is_no_case():
    persons = pd.concat([PERSONS, PERSONS.assign(project="B", rule_set="esf_plus_2021_2027")], ignore_index=True)
    told = members(persons.assign(age_at_entry=20), "under_25", PLAN)
    told = told.groupby("project")["counts_as"].agg(lambda states: sorted(set(states))).to_dict()
    assert told == {"A": ["event", "no case"], "B": ["no case"]}


def test_who_is_in_a_project_that_did_not_ask_is_no_case():
    asked = cohort("participation refugee\nT1 yes\nT2 no\nT3 missing\nT4 -")
    persons = pd.concat([asked, cohort("participation refugee\nT5 -", "B")], ignore_index=True)
    told = members(persons, "refugees", PLAN).set_index("participation")["counts_as"].to_dict()
    assert told == {"T1": "event", "T2": "other", "T3": "unknown", "T4": "other", "T5": "no case"}


def test_an_unknown_indicator_is_answered_with_the_known_ones():
    with pytest.raises(KeyError, match=r"no indicator 'placements'; there are: entries, participants, .*placement,"):
        members(PERSONS, "placements", PLAN)
    with pytest.raises(KeyError, match="stabilised_7_point"):
        members(PERSONS, "stabilised_7_point", PLAN)


@pytest.fixture(scope="module")
def walk():
    """Return plan, results, and the tables that were counted, of one project with random records."""
    plan = plan_with(cut_off="2021-06-30")
    sources = sources_of(**records_of(Random(7), persons=60))  # noqa: S311
    tables = {Table.COHORT: build_cohort(sources, plan), Table.CASES: build_cases(sources, plan)}
    results = measured(
        tables[Table.COHORT],
        cases=tables[Table.CASES],
        of=selected_projects(sources, plan),
        data=sources,
        by=plan,
    )
    return plan, results, tables


def test_the_states_of_all_records_add_up_to_the_numbers(walk):
    plan, results, tables = walk
    totals = results[(results["dimension"] == "total") & (results["period"] == "")].set_index("indicator")
    seen = set()
    for indicator in catalogue(plan):
        got = totals.loc[indicator.name] if indicator.name in totals.index else None
        if indicator.table is Table.NETWORK or got is None or got["status"] == "not_collected":
            continue
        states = members(tables[indicator.table], indicator.name, plan)["counts_as"].value_counts()
        told = {state: int(states.get(state, 0)) for state in COUNTS_AS}
        assert sum(told.values()) == len(tables[indicator.table])
        cases = told["event"] + told["other"] + told["unknown"]
        if indicator.estimator is Estimator.COUNT:
            assert (got["events"], told["other"], told["unknown"]) == (cases, 0, 0), indicator.name
        else:
            assert got["n"] == cases, indicator.name
        if indicator.estimator not in (Estimator.COUNT, Estimator.TOTAL, Estimator.MEAN):
            assert got["events"] == told["event"], indicator.name
        if indicator.unknown:
            assert got["unknown"] == told["unknown"], indicator.name
        if indicator.not_mature:
            assert got["not_mature"] == told["not_mature"], indicator.name
        seen |= {state for state, number in told.items() if number}
    assert seen == set(COUNTS_AS)
