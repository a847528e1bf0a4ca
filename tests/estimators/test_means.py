"""Means with Student's limits: published values, the edges, and what must hold for any values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from evaluation.estimators import t_mean

quick = settings(max_examples=30, deadline=None)
values = st.lists(st.integers(-1_000, 1_000), min_size=2, max_size=40)


def of(numbers, level=0.95):
    given_values = np.array(numbers, dtype=float)
    mean = t_mean([given_values.size], [given_values.sum()], [(given_values**2).sum()], level)
    return float(mean.conf_low[0]), float(mean.estimate[0]), float(mean.conf_high[0])


def test_limits_are_those_that_r_prints_for_the_sleep_data_of_student():
    """Hours of sleep that ten patients gained by two drugs: paired t.test of R on its sleep data."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    low, mean, high = of(np.subtract(first, second))
    assert (round(low, 7), round(mean, 2), round(high, 7)) == (-2.4598858, -1.58, -0.7001142)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_limits_are_those_of_statsmodels_from_the_single_values(level):
    numbers = [12.0, 3.5, 8.0, 40.0, 0.0, 7.25]
    low, _, high = of(numbers, level)
    assert (low, high) == pytest.approx(DescrStatsW(numbers).tconfint_mean(1 - level), rel=1e-12)


def test_numbers_are_estimated_element_by_element():
    mean = t_mean([0, 1, 2, 3], [0, 5, 4, 6], [0, 25, 10, 14], 0.95)
    np.testing.assert_array_equal(mean.estimate, [np.nan, 5, 2, 2])
    assert np.isnan(mean.conf_low).tolist() == [True, True, False, False]
    assert np.isnan(mean.conf_high).tolist() == [True, True, False, False]
    assert mean.conf_high[2] == pytest.approx(2 + 12.706205, abs=1e-6)  # the quantile for one degree, times 1
    assert mean.conf_high[3] == pytest.approx(2 + 4.302653 / np.sqrt(3), abs=1e-6)
    assert mean.method == "student_t"
    assert t_mean([], [], [], 0.95).estimate.shape == (0,)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e9 + 0.1, -7.7])
def test_values_that_are_all_alike_have_no_spread_in_spite_of_rounding(value):
    low, mean, high = of([value] * 1_000)
    assert low == mean == high


@pytest.mark.parametrize(("n", "total", "squares"), [(-1, 0, 0), (2, 10, 10), (0, 1, 1), (3, 0, -1)])
def test_impossible_sums_are_refused(n, total, squares):
    with pytest.raises(ValueError, match=r"cannot be negative|do not belong together"):
        t_mean([2, n], [2, total], [2, squares], 0.95)


@quick
@given(values, st.sampled_from([0.8, 0.95]))
def test_the_mean_lies_in_the_middle_of_its_limits(numbers, level):
    low, mean, high = of(numbers, level)
    assert mean == pytest.approx(np.mean(numbers), abs=1e-9)
    assert low <= mean <= high
    assert high - mean == pytest.approx(mean - low, abs=1e-9)


@quick
@given(values, st.integers(-500, 500))
def test_shifting_all_values_shifts_mean_and_limits(numbers, shift):
    shifted = of(np.array(numbers) + shift)
    assert shifted == pytest.approx([limit + shift for limit in of(numbers)], abs=1e-6)


@quick
@given(values, st.integers(1, 50))
def test_another_unit_is_only_another_unit(numbers, factor):
    assert of(np.array(numbers) * factor) == pytest.approx([limit * factor for limit in of(numbers)], abs=1e-5)


@quick
@given(values)
def test_more_confidence_widens_the_interval(numbers):
    low_90, _, high_90 = of(numbers, 0.90)
    low_99, _, high_99 = of(numbers, 0.99)
    assert low_99 <= low_90
    assert high_90 <= high_99
