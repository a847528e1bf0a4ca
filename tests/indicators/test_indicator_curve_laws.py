"""Laws between curves and counts: they hold for any records, by either clock, and name what there is."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from cohorts.random_records import records_of
from indicators.frames import measured
from specifications.records import plan_with, sources_of

from evaluation.cohorts import build_cohort, selected_projects
from evaluation.indicators import catalogue, measure_curves
from evaluation.indicators.curve_laws import Side, curve_laws, days_of_months
from evaluation.results import TOTAL


def walked(seed, clock):
    plan = plan_with(cut_off="2021-06-30", clock=clock, concept="esf")
    sources = sources_of(**records_of(Random(seed), persons=80))  # noqa: S311
    cohort, projects = build_cohort(sources, plan), selected_projects(sources, plan)
    laws = curve_laws(plan)
    results = measured(
        cohort, of=projects, data=sources, by=plan, only={name for law in laws for name, *_ in law.terms}
    )
    return laws, results[results["period"] == ""], measure_curves(cohort, projects, plan)


def sides(law, results, curves):
    """Yield the counts of a law and the number of the curve at each month and group at which it holds."""
    counts = results.set_index(["indicator", "dimension", "group"])
    mine = curves[(curves["indicator"] == law.curve) & curves["month"].between(law.first, law.last)]
    for point in mine.itertuples():
        here = [(name, point.dimension, point.group) for name, _, _ in law.terms]
        yield (
            sum(sign * counts.loc[key, column] for key, (_, column, sign) in zip(here, law.terms, strict=True)),
            getattr(point, law.column),
        )


@pytest.mark.parametrize("clock", ["job_start", "exit"])
@pytest.mark.parametrize("seed", range(4))
def test_the_laws_hold_for_any_records(seed, clock):
    laws, results, curves = walked(seed, clock)
    looked_at, near = 0, 0
    for law in laws:
        for counts, number in sides(law, results, curves):
            assert counts >= number if law.side is Side.AT_LEAST else counts <= number, law
            looked_at, near = looked_at + 1, near + (counts == number)
    assert looked_at > 300
    assert near > 30  # else the laws would tell nothing


def test_only_the_clock_of_the_job_ties_horizons_to_months_of_the_curve():
    def tied(clock):
        laws = curve_laws(plan_with(clock=clock))
        return {name for law in laws for name, column, _ in law.terms if column == "events" and "stabilised" in name}

    assert tied("job_start") == {f"stabilised_{months}_continuous" for months in (3, 6, 12)}
    assert tied("exit") == set()


@pytest.mark.parametrize("choices", [{"modes": ["point"]}, {"horizons_months": [9, 18]}])
def test_the_laws_name_indicators_and_curves_that_there_are(choices):
    plan = plan_with(**choices)
    names = {one.name for one in catalogue(plan)}
    laws = curve_laws(plan)
    assert laws
    assert all(name in names for law in laws for name, _, _ in law.terms)
    assert {law.curve for law in laws} <= {"job_survival", "first_job", "drop_out"}


def test_months_of_the_calendar_are_counted_from_every_day():
    days = pd.date_range("2019-12-01", "2024-12-31")
    for months in (1, 3, 12, 18):
        lengths = np.array([((day + pd.DateOffset(months=months)) - day).days for day in days])
        assert days_of_months(months) == (lengths.min(), lengths.max())


def test_groups_of_a_curve_are_groups_of_the_counts():
    _, results, curves = walked(0, "job_start")
    assert set(curves["group"]) - {TOTAL} <= set(results.loc[results["dimension"] == "gender", "group"])
