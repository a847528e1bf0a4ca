"""Sets that stand under two names: they are the same for any records, and are hidden under both names or under none."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from cohorts.random_records import records_of
from indicators.frames import measured
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cohort, selected_projects
from evaluation.disclosure import protect
from evaluation.indicators import INDICATORS, RELATIONS, catalogue, same_sets
from evaluation.indicators.counting import Asked
from evaluation.indicators.relations import offending
from evaluation.sources.contracts import RULE_SETS

sys.path.append(str(Path(__file__).parents[1] / "disclosure"))
from attacker import exact_in_a_single_sum, known

PLAN = plan_with(cut_off="2021-06-30")
SAME = same_sets(PLAN)


def walked(seed: int, rule_set: str = "esf_2014_2020", persons: int = 40) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the cohort and the raw results over the whole term of random records."""
    records = records_of(Random(seed), persons=persons)  # noqa: S311
    sources = sources_of(**records, funding_rounds=[{"rule_set": rule_set, "minimum_age": 27}])
    cohort = build_cohort(sources, PLAN)
    named = {written.partition("@")[0].removesuffix(".n") for one in SAME for written in (one.whole, *one.parts)}
    results = measured(cohort, of=selected_projects(sources, PLAN), data=sources, by=PLAN, only=named)
    return cohort, results[results["period"] == ""].reset_index(drop=True)


@pytest.mark.parametrize("rule_set", ["esf_2014_2020", "esf_plus_2021_2027"])
def test_the_laws_hold_for_any_records(rule_set):
    indicators = {one.name: one for one in catalogue(PLAN)}
    cohort, _ = walked(3, rule_set, persons=200)
    asked, bound = Asked(cohort), [one for one in SAME if rule_set in one.rule_sets]
    assert len(bound) > 40
    for relation in bound:
        assert not offending(asked, relation, indicators).any(), relation.name


def test_a_law_names_indicators_that_its_rule_sets_know():
    assert all(set(one.rule_sets) <= set(RULE_SETS) and one.rule_sets for one in SAME)
    assert len({one.name for one in SAME}) == len(SAME)
    assert not {one.name for one in SAME} & {one.name for one in RELATIONS}
    assert "{" not in "".join(one.name for one in SAME), "the plan has filled the names"
    whole_tables = {f"{one.name}.n" for one in INDICATORS if one.n in ("complete", "entry == entry")}
    assert whole_tables <= {part for one in SAME for part in one.parts}


@pytest.mark.parametrize(
    "choices", [{"modes": ["point"]}, {"horizons_months": [6], "after_exit": {"months": [6]}}, {"clock": "exit"}]
)
def test_other_choices_name_other_sets(choices):
    plan = plan_with(**choices)
    known_to_plan = {one.name for one in catalogue(plan)}
    found = same_sets(plan)
    assert found
    for one in found:
        assert {written.partition("@")[0].removesuffix(".n") for written in (one.whole, *one.parts)} <= known_to_plan


# --- hidden under both names or under none ---


def cell(written: str) -> tuple[str, str, str]:
    """Return indicator, group and column of a set as a law writes it."""
    name, _, group = written.partition("@")
    return name.removesuffix(".n"), group or "total", "n" if name.endswith(".n") else "events"


def pairs(raw: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the cells of the laws, the whole first, as the attacker writes cells."""
    rows = raw[raw["dimension"] != "programme_area"]
    place = dict(zip(zip(rows["indicator"], rows["group"], strict=True), rows["dimension"], strict=True))
    for relation in SAME:
        cells = [cell(written) for written in (relation.whole, *relation.parts)]
        if all((name, group) in place for name, group, _ in cells):
            yield tuple((name, "A", place[name, group], group, "", column) for name, group, column in cells)


def leaks(raw: pd.DataFrame, protected: pd.DataFrame) -> set[tuple[str, ...]]:
    """Return the hidden cells that the attacker reads off where the same set stands under another name."""
    facts = known(raw, protected)
    there = facts.published.keys() | facts.hidden.keys()
    sums = tuple((whole, tuple(parts)) for whole, *parts in pairs(raw) if {whole, *parts} <= there)
    assert sums
    return set(exact_in_a_single_sum(replace(facts, sums=sums)))


@pytest.mark.parametrize("rule_set", ["esf_2014_2020", "esf_plus_2021_2027"])
def test_what_is_hidden_under_one_name_is_not_printed_under_another(rule_set):
    before = set()
    for seed in range(6):
        _, raw = walked(seed, rule_set, persons=30)
        assert leaks(raw, protect(raw, 3, (*RELATIONS, *SAME))) == set(), seed
        before |= leaks(raw, protect(raw, 3, RELATIONS))
    assert before, "without these laws the attacker finds some"


def test_the_age_group_and_the_target_group_hide_the_indicator_of_the_same_persons():
    """The youngest are few, so the oldest are hidden beside them, in the groups and in CO07 alike."""
    ages = [20] * 2 + [40] * 12 + [60] * 5
    sources = sources_of(participations=[{"age_at_entry": age} for age in ages])
    raw = measured(
        build_cohort(sources, PLAN),
        of=selected_projects(sources, PLAN),
        data=sources,
        by=PLAN,
        only=["participants", "over_54", "under_25"],
    )

    def printed(laws):
        rows = protect(raw, 3, laws)
        rows = rows[rows["group"].isin(["55_plus", "over_54"]) | (rows["indicator"] == "over_54")]
        rows = rows[~rows["dimension"].eq("gender")]
        return rows["events"].notna().tolist()

    assert printed((*RELATIONS, *SAME)) == [False, False, False]
    assert any(printed(RELATIONS))
