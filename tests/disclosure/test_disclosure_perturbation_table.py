"""The perturbation table keeps its laws, and its deviations are those of largest entropy."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evaluation.disclosure.perturbation_table import perturbation_table

slow = settings(max_examples=25, deadline=None)


@st.composite
def choices(draw):
    """Draw a largest deviation, a variance and the largest avoided count that go together."""
    avoided = draw(st.integers(0, 4))
    deviation = draw(st.integers(max(avoided + 1, 1), 12))
    least = max((few * (avoided + 1 - few) for few in range(1, avoided + 1)), default=0)
    deviation = max(deviation, least + 1)
    share = draw(st.floats(0, 1))
    return deviation, least + 0.1 + share * (deviation - least - 0.2), avoided


@slow
@given(choices())
@example((2, 1.0, 0))  # as in the European censuses of 2021
@example((5, 4.9, 2))
def test_every_row_is_unbiased_and_has_the_variance(chosen):
    deviation, variance, avoided = chosen
    table = perturbation_table(deviation, variance, avoided)
    values = table.deviations.astype(float)
    assert values.tolist() == list(range(-deviation, deviation + 1))
    assert (table.probabilities >= 0).all()
    assert table.probabilities.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert table.probabilities @ values == pytest.approx(0, abs=1e-8)
    assert table.probabilities @ values**2 == pytest.approx(variance, abs=1e-8)


@slow
@given(choices())
def test_no_result_is_negative_nor_avoided(chosen):
    deviation, variance, avoided = chosen
    table = perturbation_table(deviation, variance, avoided)
    for count, row in enumerate(table.probabilities, start=1):
        results = count + table.deviations[row > 0]
        assert (results >= 0).all()
        assert not set(results.tolist()) & set(range(1, avoided + 1))


@slow
@given(choices(), st.integers(0, 10_000))
def test_no_other_deviations_have_more_entropy(chosen, seed):
    """A step in any direction that keeps the sum, the mean and the variance loses entropy: the gradient has none."""
    deviation, variance, avoided = chosen
    table = perturbation_table(deviation, variance, avoided)
    for row in table.probabilities:
        some = row > 1e-6
        values, chances = table.deviations[some].astype(float), row[some]
        laws = np.vstack([np.ones(len(values)), values, values**2])
        step = np.random.default_rng(seed).normal(size=len(values))
        step -= np.linalg.pinv(laws) @ (laws @ step)
        assert -(np.log(chances) + 1) @ step == pytest.approx(0, abs=1e-3)


def test_a_variance_that_nothing_has_is_refused():
    with pytest.raises(ValueError, match="no deviations have the variance 2"):
        perturbation_table(2, 2.5, 0)
    found = linprog(
        -(np.arange(-1, 3) ** 2), A_eq=[[1, 1, 1, 1], [-1, 0, 1, 2]], b_eq=[1, 0], bounds=(0, 1), method="highs"
    )
    assert -found.fun == pytest.approx(2)  # no deviations from -1 to 2 have more


@slow
@given(choices(), st.integers(0, 40))
def test_the_bounds_are_what_the_table_can_lead_to(chosen, number):
    deviation, variance, avoided = chosen
    table = perturbation_table(deviation, variance, avoided)
    counts = np.arange(0.0, 60.0)
    reached = [
        int(count)
        for count in counts
        if (count == number == 0)
        or (
            count > 0
            and abs(number - count) <= deviation
            and table.probabilities[min(int(count), len(table.probabilities)) - 1, int(number - count) + deviation] > 0
        )
    ]
    low, high = table.bounds(np.array([float(number)]))
    if reached:
        assert (low[0], high[0]) == (min(reached), max(reached))


def test_what_is_published_follows_from_the_key():
    table = perturbation_table(2, 1.0, 0)
    keys = np.array([0.0, 0.3980, 0.3982, 0.999])
    assert table.published(np.ones(4), keys).tolist() == [0, 0, 1, 3]
    assert table.published(np.zeros(4), keys).tolist() == [0, 0, 0, 0]
    assert np.isnan(table.published(np.full(4, np.nan), keys)).all()
    assert table.published(np.full(2, 1000.0), np.array([0.0, 0.9999])).tolist() == [998, 1002]


def test_many_keys_are_unbiased():
    """The mean of 20 000 deviations of variance 1 lies within 4 of its standard errors, 0.007."""
    keys = np.random.default_rng(7).random(20_000)
    table = perturbation_table(2, 1.0, 0)
    for count in (1.0, 2.0, 3.0, 50.0):
        deviations = table.published(np.full(len(keys), count), keys) - count
        assert abs(deviations.mean()) < 4 / np.sqrt(len(keys))
        assert deviations.var() == pytest.approx(1, abs=0.04)
