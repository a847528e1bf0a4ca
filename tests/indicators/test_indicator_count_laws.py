"""Laws about further columns of counts: they hold for any records, and name what there is."""

from random import Random

import pytest
from cohorts.random_records import records_of
from indicators.frames import measured
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cohort, selected_projects
from evaluation.indicators import catalogue
from evaluation.indicators.count_laws import count_laws


def of_law(results, law, dimension, group):
    """Return what the counts of a law are together; None where one of them is not there."""
    total = 0
    for name, column, sign in law.terms:
        name, _, own = name.partition("@")
        place = (name, "status_at_entry", own) if own else (name, dimension, group)
        if (own and dimension != "total") or place not in results.index or results.isna().loc[place, column]:
            return None
        total += sign * results.loc[place, column]
    return total


@pytest.mark.parametrize("clock", ["job_start", "exit"])
@pytest.mark.parametrize("seed", range(3))
def test_the_laws_hold_for_any_records(seed, clock):
    plan = plan_with(cut_off="2021-06-30", clock=clock, concept="esf")
    sources = sources_of(**records_of(Random(seed), persons=80))  # noqa: S311
    laws = count_laws(plan)
    named = {name.partition("@")[0] for law in laws for name, _, _ in law.terms}
    rows = measured(build_cohort(sources, plan), of=selected_projects(sources, plan), data=sources, by=plan, only=named)
    results = rows[rows["period"] == ""].set_index(["indicator", "dimension", "group"]).sort_index()
    looked_at = set()
    for law in laws:
        for dimension, group in [("total", "total"), *(("gender", one) for one in ("female", "male"))]:
            together = of_law(results, law, dimension, group)
            if together is not None:
                assert together == 0 if law.equal else together >= 0, law
                looked_at.add(law)
    assert len(looked_at) > 0.8 * len(laws)


@pytest.mark.parametrize("choices", [{"modes": ["point"]}, {"horizons_months": [9]}, {"after_exit": {"months": [6]}}])
def test_the_laws_name_indicators_that_the_plan_has(choices):
    plan = plan_with(**choices)
    names = {one.name for one in catalogue(plan)}
    assert {name.partition("@")[0] for law in count_laws(plan) for name, _, _ in law.terms} <= names
