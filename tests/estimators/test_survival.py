"""Kaplan-Meier curves: the remissions of Freireich et al. (1963), the edges, and what must hold for any durations."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.estimators import kaplan_meier

REFERENCE = json.loads((Path(__file__).parent / "reference" / "kaplan_meier_freireich.json").read_text("utf-8"))
LEVEL = REFERENCE["level"]
quick = settings(max_examples=30, deadline=None)
cases = st.lists(st.tuples(st.integers(1, 24), st.booleans()), min_size=1, max_size=40)


def curve(pairs, times, level=LEVEL):
    return kaplan_meier([one[0] for one in pairs], [one[1] for one in pairs], times, level)


def as_numbers(values):
    """Read the absent limits of the reference (a curve that has reached 0 has none) as NaN."""
    return np.array([np.nan if value is None else value for value in values])


@pytest.mark.parametrize("arm", ["six_mp", "placebo"])
@pytest.mark.parametrize("where", ["at_event_times", "at_other_times"])
def test_curve_is_that_of_the_r_package_survival(arm, where):
    data, expected = REFERENCE[arm], REFERENCE[arm][where]
    got = kaplan_meier(data["durations"], data["relapse"], expected["time"], LEVEL)
    assert got.at_risk.tolist() == expected["n_risk"]
    np.testing.assert_allclose(got.survival, expected["survival"], rtol=1e-8, atol=1e-11)
    np.testing.assert_allclose(got.conf_low, as_numbers(expected["conf_low"]), rtol=1e-8, atol=1e-11)
    np.testing.assert_allclose(got.conf_high, as_numbers(expected["conf_high"]), rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("arm", ["six_mp", "placebo"])
def test_events_are_counted_up_to_and_including_each_time(arm):
    data, expected = REFERENCE[arm], REFERENCE[arm]["at_event_times"]
    got = kaplan_meier(data["durations"], data["relapse"], [0, *expected["time"]], LEVEL)
    assert got.events.tolist() == [0, *np.cumsum(expected["n_event"])]


def test_curve_is_that_printed_by_klein_and_moeschberger():
    data = REFERENCE["six_mp"]
    got = kaplan_meier(data["durations"], data["relapse"], [6, 7, 10, 13, 16, 22, 23], LEVEL)
    assert got.survival.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]


def test_before_the_first_event_the_curve_is_1_without_limits():
    data = REFERENCE["six_mp"]
    got = kaplan_meier(data["durations"], data["relapse"], [0, 5.9], LEVEL)
    assert got.survival.tolist() == [1, 1]
    assert got.at_risk.tolist() == [21, 21]
    assert np.isnan(got.conf_low).all()
    assert np.isnan(got.conf_high).all()


def test_after_the_last_time_there_is_no_curve():
    """Two were seen ending, the third was last heard of at 9: nothing is known of 10."""
    got = curve([(2, True), (4, True), (9, False)], [4, 9, 10])
    assert got.survival[:2] == pytest.approx([1 / 3, 1 / 3])
    assert np.isnan([got.survival[2], got.conf_low[2], got.conf_high[2]]).all()
    assert got.at_risk.tolist() == [2, 1, 0]
    assert got.events.tolist() == [2, 2, 2]


def test_a_curve_that_has_reached_0_stays_there():
    got = curve([(2, True), (4, True)], [1, 2, 4, 5, 100])
    assert got.survival.tolist() == [1, 0.5, 0, 0, 0]
    assert np.isnan(got.conf_low[[0, 2, 3, 4]]).all()
    assert not np.isnan(got.conf_low[1])


def test_nobody_seen_ending_gives_a_curve_of_1_while_somebody_is_at_risk():
    got = curve([(3, False), (5, False)], [0, 3, 5, 6])
    np.testing.assert_array_equal(got.survival, [1, 1, 1, np.nan])
    assert got.events.tolist() == [0, 0, 0, 0]
    assert np.isnan(got.conf_low).all()


def test_one_case():
    ended, lasting = curve([(3, True)], [2, 3, 4]), curve([(3, False)], [2, 3, 4])
    assert ended.survival.tolist() == [1, 0, 0]
    np.testing.assert_array_equal(lasting.survival, [1, 1, np.nan])


def test_no_case_at_all_gives_no_curve():
    got = kaplan_meier([], [], [0, 1], LEVEL)
    assert np.isnan(got.survival).all()
    assert got.at_risk.tolist() == [0, 0]
    assert got.events.tolist() == [0, 0]


def test_an_end_and_a_last_news_of_the_same_day_keep_the_order_of_kaplan_and_meier():
    """Who was last heard of on the day of an event was at risk of it."""
    assert curve([(2, True), (2, False)], [2]).survival.tolist() == [0.5]


@quick
@given(cases)
def test_the_curve_never_rises_and_stays_between_its_limits(pairs):
    got = curve(pairs, range(26))
    seen = got.survival[~np.isnan(got.survival)]
    assert (np.diff(seen) <= 0).all()
    assert ((seen >= 0) & (seen <= 1)).all()
    known = ~np.isnan(got.conf_low)
    assert (got.conf_low[known] <= got.survival[known]).all()
    assert (got.survival[known] <= got.conf_high[known]).all()
    assert ((got.conf_low[known] >= 0) & (got.conf_high[known] <= 1)).all()


@quick
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_cases_is_irrelevant(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    one, other = curve(pairs, range(26)), curve(shuffled, range(26))
    for name in ("at_risk", "events", "survival", "conf_low", "conf_high"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@quick
@given(cases, st.integers(0, 25))
def test_a_time_reads_the_same_on_every_grid(pairs, split):
    whole = curve(pairs, range(26))
    parts = curve(pairs, range(split)), curve(pairs, range(split, 26))
    for name in ("at_risk", "events", "survival", "conf_low", "conf_high"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_array_equal(getattr(whole, name), joined)


@quick
@given(st.lists(st.integers(1, 24), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_of_longer_durations(durations):
    got = curve([(one, True) for one in durations], range(26))
    longer = [np.mean(np.array(durations) > time) for time in range(26)]
    np.testing.assert_allclose(got.survival, longer, atol=1e-12)
