"""What must hold for any records: laws of the whole walk, from source tables to results, curves and checks."""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

import pandas as pd
from cohorts.random_records import CUT_OFFS, SEEDS, Drawn, Tables, records_of, renamed, together
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from indicators.frames import measured
from pandas.testing import assert_frame_equal
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.indicators import Estimator, Table, catalogue, check_relations, measure_curves
from evaluation.network import build_network
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, KEY_COLUMNS
from evaluation.sources import Sources
from evaluation.sources.contracts import RULE_SETS

LAW = settings(
    max_examples=2,  # each of three projects with a dozen persons
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller seed makes no smaller records
    suppress_health_check=[HealthCheck.too_slow],
)
PROJECTS = tuple(zip("ABC", RULE_SETS, strict=True))
"""A project of each rule set."""

KEYS, COUNTS = list(KEY_COLUMNS), list(COUNT_COLUMNS)
SHARES = (Estimator.WILSON, Estimator.RATIO, Estimator.POST_STRATIFIED)


MANY, SOME = 40, 12
"""How many indicators are measured once, and how many twice: measuring all takes most of the time of a walk."""


def plan_of(cut_off: object) -> Plan:
    """Return a plan with few days and horizons, because each makes indicators that are measured in the same way."""
    return plan_with(cut_off=cut_off, after_exit={"months": [6]}, horizons_months=[6])


NAMES = tuple(one.name for one in catalogue(plan_of("2020-12-31")) if one.table is not Table.NETWORK)
MATURING = tuple(
    one.name for one in catalogue(plan_of("2020-12-31")) if one.estimator in SHARES and one.not_mature is not None
)
many = st.sets(st.sampled_from(NAMES), min_size=MANY, max_size=MANY)
some = st.sets(st.sampled_from(NAMES), min_size=SOME, max_size=SOME)
some_maturing = st.sets(st.sampled_from(MATURING), min_size=SOME, max_size=SOME)


def worlds(**choices: bool) -> st.SearchStrategy[Tables]:
    """Draw the records of the three projects."""

    def world(seed: int) -> Tables:
        chance = Random(seed)  # noqa: S311
        parts = [records_of(chance, code, code, persons=12, **choices) for code, _ in PROJECTS]
        return Drawn(together(*parts), seed)

    return SEEDS.map(world)


def sources(tables: Tables, *more: str) -> Sources:
    """Return sources with the three projects and further ones of the first rule set."""
    projects = [{"project": code, "funding_round": rule_set} for code, rule_set in PROJECTS]
    return sources_of(
        funding_rounds=[{"funding_round": rule_set, "rule_set": rule_set} for rule_set in RULE_SETS],
        projects=[*projects, *({"project": code, "funding_round": RULE_SETS[0]} for code in more)],
        project_details=[
            {"project": code, "kind": "programme_area", "stated_in": "metadata", "text": "Nord"} for code, _ in PROJECTS
        ],
        enterprises=[{"enterprise": f"U{number}"} for number in range(4)],
        events=[{"event": f"V{code}", "project": code, "held_on": "2020-02-01"} for code, _ in PROJECTS],
        attendances=[{"event": f"V{code}", "enterprise": "U1"} for code, _ in PROJECTS],
        advice_contacts=[
            {"enterprise": f"U{number}", "project": code, "contacted_on": "2020-03-01"}
            for code, _ in PROJECTS
            for number in range(3)
        ],
        **tables,
    )


@dataclass(frozen=True)
class Walk:
    """What comes out of a walk."""

    results: pd.DataFrame
    curves: pd.DataFrame

    def of(self, *projects: str) -> "Walk":
        """Return the part of some projects."""
        tables = (self.results, self.curves)
        return Walk(*(table[table["project"].isin(projects)].reset_index(drop=True) for table in tables))


def walk(data: Sources, plan: Plan, only: Collection[str] | None = None) -> Walk:
    """Walk from source tables to the results of some indicators, or of all, and to the curves."""
    projects = selected_projects(data, plan)
    cohort, cases, network = build_cohort(data, plan), build_cases(data, plan), build_network(data, plan)
    results = measured(cohort, network, cases=cases, of=projects, data=data, by=plan, only=only)
    return Walk(results.sort_values(KEYS, ignore_index=True), measure_curves(cohort, projects, plan))


def assert_same(one: Walk, other: Walk) -> None:
    assert_frame_equal(one.results, other.results)
    assert_frame_equal(one.curves, other.curves, check_dtype=bool(len(one.curves)))  # no rows, no types


@LAW
@given(worlds(), CUT_OFFS, many)
def test_numbers_fit_each_other(tables, cut_off, only):
    """In a share the numerator lies in the denominator, and unknown cases are none of the numerator's."""
    plan = plan_of(cut_off)
    results, known = walk(sources(tables), plan, only).results, {one.name: one for one in catalogue(plan)}
    assert not results.duplicated(KEYS).any()
    assert (results[COUNTS].fillna(0) >= 0).all(axis=None)

    shares = results[results["indicator"].map(lambda name: known[name].estimator in SHARES)].dropna(subset="n")
    unknown = shares["unknown"].fillna(0)
    assert (shares["events"] <= shares["n"]).all()
    assert (unknown <= shares["n"] - shares["events"]).all()
    some_case = shares[shares["estimate"].notna()].fillna({"unknown": 0})
    low, high = some_case["events"] / some_case["n"], (some_case["events"] + some_case["unknown"]) / some_case["n"]
    tiny = 1e-12  # a weighted share is a sum that rounds
    assert some_case["estimate"].between(low - tiny, high + tiny).all(), "a share lies within its bounds"
    limits = shares.dropna(subset="conf_low")
    assert ((limits["conf_low"] <= limits["estimate"]) & (limits["estimate"] <= limits["conf_high"])).all()

    assert_groups_fit_the_total(results)
    assert_quarters_add_up(results, [name for name, one in known.items() if one.additive and one.day])


def assert_groups_fit_the_total(results: pd.DataFrame) -> None:
    cell = ["project", "indicator", "period"]
    totals = results[results["dimension"] == "total"].set_index(cell)[COUNTS].fillna(0)
    for dimension in ("gender", "age", "status_at_entry", "programme_area"):
        groups = results[results["dimension"] == dimension].groupby(cell)[COUNTS].sum()
        assert (groups <= totals.loc[groups.index]).all(axis=None), dimension  # less by those of no known group
    overlapping = results[results["dimension"] == "target_group"]
    whole = totals.loc[pd.MultiIndex.from_frame(overlapping[cell])].reset_index(drop=True)
    assert (overlapping[COUNTS].fillna(0).reset_index(drop=True) <= whole).all(axis=None)


def assert_quarters_add_up(results: pd.DataFrame, names: list[str]) -> None:
    series = results[results["indicator"].isin(names) & (results["status"] != "not_collected")]
    along = ["project", "indicator", "dimension", "group"]
    quarters = series[series["period"] != ""].groupby(along)["events"].sum()
    whole = series[series["period"] == ""].set_index(along)["events"]
    assert quarters.to_dict() == whole.to_dict()


@LAW
@given(worlds(), CUT_OFFS)
def test_the_laws_between_indicators_hold(tables, cut_off):
    plan, data = plan_of(cut_off), sources(tables)
    checks = check_relations(build_cohort(data, plan), selected_projects(data, plan), plan)
    assert set(checks["outcome"]) == {"holds"}
    assert set(checks["project"]) == {code for code, _ in PROJECTS}


@LAW
@given(worlds(), SEEDS, CUT_OFFS, some)
def test_another_project_changes_nothing(tables, seed, cut_off, only):
    other = records_of(Random(seed), "D", "D")  # noqa: S311
    plan, mine = plan_of(cut_off), [code for code, _ in PROJECTS]
    alone = walk(sources(tables, "D"), plan, only)
    beside = walk(sources(together(tables, other), "D"), plan, only)
    assert_same(beside.of(*mine), alone.of(*mine))


@LAW
@given(worlds(), CUT_OFFS, st.randoms(use_true_random=False), some)
def test_the_order_of_rows_is_irrelevant(tables, cut_off, chance, only):
    data, plan = sources(tables), plan_of(cut_off)
    shuffled = {
        name: table.iloc[chance.sample(range(len(table)), len(table))].reset_index(drop=True)
        for name, table in data.tables.items()
    }
    again = Sources(MappingProxyType(shuffled), MappingProxyType({}))
    assert_same(walk(again, plan, only), walk(data, plan, only))


@LAW
@given(worlds(re_entries=False, everybody_answers=True), CUT_OFFS, st.integers(1, 400), some_maturing)
def test_a_later_cut_off_never_loses_a_mature_case(tables, cut_off, later, only):
    """Without re-entries: one that becomes known moves the exit, and the earlier result is overwritten by rule.

    And if a question that is asked has an answer, also a refused or a missing one, of everybody: if it is asked in the
    middle of the term, the answers of those who came before are missing from then on, and their records incomplete.
    """
    data, numbers = sources(tables), []
    for day in (cut_off, cut_off + pd.Timedelta(days=later)):
        results = walk(data, plan_of(day), only).results
        results = results[(results["dimension"] == "total") & (results["status"] != "not_collected")]
        numbers.append(results.set_index(["project", "indicator"])["n"])
    early, late = numbers
    assert (late.loc[early.index] >= early).all()


@LAW
@given(worlds(), CUT_OFFS, some)
def test_twice_the_records_are_twice_the_counts(tables, cut_off, only):
    plan, only = plan_of(cut_off), only - {"look_alike_records"}  # a copy is a look-alike
    once = walk(sources(tables), plan, only)
    twice = walk(sources(together(tables, renamed(tables))), plan, only)
    assert_frame_equal(twice.results[[*KEYS, "status"]], once.results[[*KEYS, "status"]])
    assert_frame_equal(twice.results[COUNTS], once.results[COUNTS] * 2)
    assert_frame_equal(twice.curves[["n", "events"]], once.curves[["n", "events"]] * 2)


@LAW
@given(worlds(), CUT_OFFS)
def test_the_network_of_a_project_does_not_depend_on_its_persons(tables, cut_off):
    nobody: Tables = {name: [] for name in tables}
    data, plan = sources(tables), plan_of(cut_off)
    links = ["hired", "hired_by_reached", "employers", "hosted", "hosts"]  # between firms and persons
    with_persons, without = (build_network(one, plan).drop(columns=links) for one in (data, sources(nobody)))
    assert_frame_equal(with_persons, without)
