"""Segmented regression: against its own textbook formula, against known truth, and where it has no value."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student

from evaluation.estimators import PARAMETERS, segmented


def course(before: int, after: int) -> np.ndarray:
    return np.arange(before + after) >= before


def test_a_series_without_noise_gives_its_parameters():
    time = np.arange(24) - 10
    series = 4 + 0.5 * time + (time >= 0) * (3 - 0.2 * time)
    fit = segmented(series, course(10, 14), 3, 0.95)
    np.testing.assert_allclose(fit.estimate, [4, 0.5, 3, -0.2], atol=1e-10)
    assert np.isnan(fit.autocorrelation)


def newey_west(series: np.ndarray, after: np.ndarray, lags: int) -> tuple[np.ndarray, np.ndarray]:
    """Return coefficients and standard errors by the formula of Newey & West (1987), step by step."""
    time = np.arange(len(series)) - int(np.argmax(after))
    design = np.column_stack([np.ones(len(series)), time, after, after * time])
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ series
    scores = design * (series - design @ beta)[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    size, width = design.shape
    return beta, np.sqrt(np.diag(bread @ meat @ bread) * size / (size - width))


@pytest.mark.parametrize("lags", [0, 1, 3, 6])
def test_limits_follow_the_formula_of_newey_and_west(lags):
    series = np.random.default_rng(7).poisson(4, 60).astype(float)
    fit = segmented(series, course(25, 35), lags, 0.9)
    beta, error = newey_west(series, course(25, 35), lags)
    np.testing.assert_allclose(fit.estimate, beta, rtol=1e-8, atol=1e-10)
    quantile = student.ppf(0.95, 56)
    np.testing.assert_allclose(fit.conf_high - fit.estimate, quantile * error, rtol=1e-7)
    np.testing.assert_allclose(fit.estimate - fit.conf_low, quantile * error, rtol=1e-7)


def test_limits_cover_the_truth_with_autocorrelated_errors_far_better_than_without_lags():
    """2,000 would take long; 400 series of 72 months with AR(1) errors of .4 tell 85 from 75 percent."""
    random = np.random.default_rng(11)
    after, hits = course(32, 40), {0: 0, 3: 0}
    for _ in range(400):
        noise = random.normal(size=80)
        for month in range(1, 80):
            noise[month] += 0.4 * noise[month - 1]
        series = 5 + 2.0 * after + noise[8:]
        for lags in hits:
            fit = segmented(series, after, lags, 0.95)
            place = PARAMETERS.index("level_change")
            hits[lags] += fit.conf_low[place] <= 2 <= fit.conf_high[place]
    assert hits[3] / 400 > 0.82
    assert hits[3] > hits[0]


@pytest.mark.parametrize(("before", "later"), [(5, 30), (30, 5), (0, 30), (30, 0)])
def test_too_few_months_on_a_side_have_no_value(before, later):
    fit = segmented(np.ones(before + later), course(before, later), 3, 0.95)
    assert np.isnan(fit.estimate).all()
    assert np.isnan(fit.autocorrelation)


def test_a_change_that_is_undone_and_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="until the end"):
        segmented(np.ones(20), np.r_[np.zeros(8), np.ones(6), np.zeros(6)], 3, 0.95)
    with pytest.raises(ValueError, match="same length"):
        segmented(np.ones(20), course(8, 8), 3, 0.95)


def test_the_unit_of_the_values_does_not_matter():
    series = np.random.default_rng(3).normal(10, 2, 40)
    one, other = (segmented(scale * series, course(20, 20), 2, 0.95) for scale in (1, 10))
    np.testing.assert_allclose(10 * one.estimate, other.estimate)
    np.testing.assert_allclose(10 * one.conf_low, other.conf_low)
    assert one.autocorrelation == pytest.approx(other.autocorrelation)
