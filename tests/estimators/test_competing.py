"""Cumulative incidence: worked by hand, R on one cause, the edges, and what must hold for any durations."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from evaluation.estimators import cumulative_incidence, kaplan_meier

FREIREICH = json.loads((Path(__file__).parent / "reference" / "kaplan_meier_freireich.json").read_text("utf-8"))
LEVEL = 0.95
Z = 1.959963984540054
NUMBERS = ("at_risk", "events", "incidence", "conf_low", "conf_high")
quick = settings(max_examples=30, deadline=None)
cases = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 3)), min_size=1, max_size=40)
BY_HAND = [(1, 1), (2, 2), (2, 0), (3, 1), (4, 1), (4, 2)]


def curves(pairs, times, causes=3):
    return cumulative_incidence([one[0] for one in pairs], [one[1] for one in pairs], times, LEVEL, causes)


def transformed(incidence, variance):
    """Return the limits of the definition: log(-log(1 - F)) plus and minus z standard errors."""
    stay = 1 - incidence
    spread = Z * np.sqrt(variance) / (stay * -np.log(stay))
    return 1 - stay ** np.exp(-spread), 1 - stay ** np.exp(spread)


def test_curves_are_those_worked_by_hand():
    """Of six, one leaves by 1; of five, one by 2 (one is lost); of three, one by 1; the last two by 1 and by 2."""
    got = curves(BY_HAND, [0, 1, 2, 3, 4, 9], causes=2)
    first = [0, Fraction(1, 6), Fraction(1, 6), Fraction(7, 18), Fraction(11, 18), Fraction(11, 18)]
    second = [0, 0, Fraction(1, 6), Fraction(1, 6), Fraction(7, 18), Fraction(7, 18)]
    np.testing.assert_allclose(got.incidence, np.array([first, second], dtype=float), atol=1e-15)
    assert got.at_risk.tolist() == [6, 6, 5, 3, 2, 0]
    assert got.events.tolist() == [[0, 1, 1, 2, 3, 3], [0, 0, 1, 1, 2, 2]]
    assert got.times.tolist() == [0, 1, 2, 3, 4, 9]
    assert got.method == "aalen_johansen, complementary log-log limits"


def test_limits_are_those_worked_by_hand():
    """F1 rises by 1/6 at 1 (of 6) and by 2/9 at 3 (of 3); at 2, one of five leaves by 2.

    The variance at 3 adds for each time rise² d / (n (n - d)) + S² d1 (n - d1) / n³ - 2 rise S d1 / n², where rise is
    what F1 still gains after that time and S the share left before it.
    """
    rise = Fraction(2, 9)
    at_1 = rise**2 / (6 * 5) + Fraction(5, 6**3) - 2 * rise / 6**2
    at_2 = rise**2 / (5 * 4)
    at_3 = Fraction(2, 3) ** 2 * Fraction(2, 3**3)
    low, high = transformed(7 / 18, float(at_1 + at_2 + at_3))
    got = curves(BY_HAND, [3], causes=2)
    assert got.conf_low[0, 0] == pytest.approx(low, rel=1e-12)
    assert got.conf_high[0, 0] == pytest.approx(high, rel=1e-12)


def test_a_last_time_at_which_all_leave_has_limits():
    """Nobody is lost: the incidence is the share 3 of 10, its variance that of the binomial share."""
    got = curves([(1, 1)] * 2 + [(2, 2)] * 3 + [(4, 2)] * 4 + [(4, 1)], [4, 7], causes=2)
    low, high = transformed(0.3, 0.3 * 0.7 / 10)
    np.testing.assert_allclose(got.incidence, [[0.3, 0.3], [0.7, 0.7]])
    np.testing.assert_allclose(got.conf_low[0], [low, low])
    np.testing.assert_allclose(got.conf_high[0], [high, high])


@pytest.mark.parametrize("arm", ["six_mp", "placebo"])
def test_with_one_cause_it_is_one_minus_the_curve_of_the_r_package_survival(arm):
    data, expected = FREIREICH[arm], FREIREICH[arm]["at_event_times"]
    got = cumulative_incidence(data["durations"], data["relapse"], expected["time"], LEVEL, 1)
    assert got.at_risk.tolist() == expected["n_risk"]
    known = np.array([value is not None for value in expected["conf_low"]])
    np.testing.assert_allclose(got.incidence[0], 1 - np.array(expected["survival"]), rtol=1e-8, atol=1e-11)
    low, high = (np.array(expected[name], dtype=float)[known] for name in ("conf_low", "conf_high"))
    np.testing.assert_allclose(got.conf_high[0, known], 1 - low, rtol=1e-8, atol=1e-11)
    np.testing.assert_allclose(got.conf_low[0, known], 1 - high, rtol=1e-8, atol=1e-11)
    assert np.isnan(got.conf_low[0, ~known]).all()


def test_a_cause_without_an_event_has_a_row_of_zeros_without_limits():
    got = curves([(1, 2), (2, 0), (3, 2), (3, 0)], [0, 1, 2, 3], causes=3)
    assert got.incidence[[0, 2]].tolist() == [[0, 0, 0, 0]] * 2
    assert got.events[[0, 2]].tolist() == [[0, 0, 0, 0]] * 2
    assert np.isnan(got.conf_low[[0, 2]]).all()
    assert np.isnan(got.conf_high[[0, 2]]).all()
    assert np.isnan(got.conf_low[1]).tolist() == [True, False, False, False]


def test_after_the_last_time_there_is_no_curve_unless_all_have_left():
    lost = curves([(2, 1), (4, 2), (9, 0)], [9, 10], causes=2)
    np.testing.assert_allclose(lost.incidence, [[1 / 3, np.nan], [1 / 3, np.nan]])
    assert np.isnan(lost.conf_low[:, 1]).all()
    assert np.isnan(lost.conf_high[:, 1]).all()
    left = curves([(2, 1), (4, 2), (9, 2)], [9, 10], causes=2)
    np.testing.assert_allclose(left.incidence, [[1 / 3, 1 / 3], [2 / 3, 2 / 3]])


def test_a_curve_that_has_reached_1_stays_there_without_limits():
    got = curves([(duration, 1) for duration in (1, 2, 3, 5, 7, 7)], [5, 7, 8], causes=1)
    assert got.incidence[0, 1:].tolist() == [1, 1]
    assert np.isnan(got.conf_low[0]).tolist() == [False, True, True]


def test_exits_on_the_first_day_count():
    got = curves([(0, 1), (0, 2), (0, 0), (3, 1)], [0, 1], causes=2)
    np.testing.assert_allclose(got.incidence, [[0.25, 0.25], [0.25, 0.25]])
    assert got.at_risk.tolist() == [4, 1]


def test_nobody_leaving_and_nobody_at_all():
    staying = curves([(3, 0), (5, 0)], [0, 3, 6], causes=2)
    np.testing.assert_array_equal(staying.incidence, [[0, 0, np.nan]] * 2)
    nobody = curves([], [0, 1], causes=2)
    assert np.isnan(nobody.incidence).all()
    assert nobody.events.tolist() == [[0, 0], [0, 0]]
    assert curves(BY_HAND, [], causes=2).incidence.shape == (2, 0)


@pytest.mark.parametrize(
    ("durations", "causes", "message"),
    [
        ([1, 2], [1], "one cause per duration"),
        ([1, 2], [1, 4], "from 0 to 3"),
        ([1, 2], [1, -1], "from 0 to 3"),
        ([1, 2], [1, 1.5], "from 0 to 3"),
        ([1, -2], [1, 1], "not negative"),
        ([1, np.nan], [1, 0], "must be known"),
    ],
)
def test_impossible_cases_are_refused(durations, causes, message):
    with pytest.raises(ValueError, match=message):
        cumulative_incidence(durations, causes, [1], LEVEL, 3)


@quick
@given(cases)
def test_curves_and_survival_add_up_to_1(pairs):
    got = curves(pairs, range(26))
    stay = kaplan_meier([one[0] for one in pairs], [one[1] > 0 for one in pairs], range(26), LEVEL)
    np.testing.assert_allclose(got.incidence.sum(axis=0) + stay.survival, np.where(np.isnan(stay.survival), np.nan, 1))
    np.testing.assert_array_equal(got.events.sum(axis=0), stay.events)
    np.testing.assert_array_equal(got.at_risk, stay.at_risk)


@quick
@given(cases)
def test_curves_never_fall_and_stay_between_their_limits(pairs):
    got = curves(pairs, range(26))
    for row, low, high in zip(got.incidence, got.conf_low, got.conf_high, strict=True):
        assert (np.diff(row[~np.isnan(row)]) >= 0).all()
        known = ~np.isnan(low)
        assert ((low[known] >= 0) & (low[known] <= row[known])).all()
        assert ((high[known] <= 1) & (high[known] >= row[known])).all()
        assert (np.isnan(high) == ~known).all()


@quick
@given(cases)
def test_standard_errors_are_those_of_statsmodels_where_it_has_them(pairs):
    durations, causes = np.array(pairs).T
    fit_times = np.unique(durations)
    got = cumulative_incidence(durations, causes, fit_times, LEVEL, 3)
    if causes.any():
        with np.errstate(all="ignore"):
            errors = CumIncidenceRight(durations, causes).cinc_se
        for row, error in enumerate(errors):
            known = ~np.isnan(got.conf_low[row]) & (error > 1e-6)
            low, high = transformed(got.incidence[row][known], error[known] ** 2)
            np.testing.assert_allclose(got.conf_low[row][known], low, rtol=1e-6, atol=1e-9)
            np.testing.assert_allclose(got.conf_high[row][known], high, rtol=1e-6, atol=1e-9)


@quick
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_cases_is_irrelevant(pairs, random):
    one, other = curves(pairs, range(26)), curves(random.sample(pairs, len(pairs)), range(26))
    for name in NUMBERS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@quick
@given(cases)
def test_exchanging_two_causes_exchanges_their_curves(pairs):
    swapped = curves([(duration, {1: 2, 2: 1}.get(cause, cause)) for duration, cause in pairs], range(26))
    straight = curves(pairs, range(26))
    for name in NUMBERS[1:]:
        np.testing.assert_allclose(getattr(straight, name)[[1, 0, 2]], getattr(swapped, name), atol=1e-12)


@quick
@given(cases, st.integers(0, 25))
def test_a_time_reads_the_same_on_every_grid(pairs, split):
    whole = curves(pairs, range(26))
    parts = curves(pairs, range(split)), curves(pairs, range(split, 26))
    for name in NUMBERS:
        joined = np.concatenate([getattr(part, name) for part in parts], axis=-1)
        np.testing.assert_array_equal(getattr(whole, name), joined)


@quick
@given(cases)
def test_twice_the_cases_leave_the_curves_and_narrow_the_limits(pairs):
    once, twice = curves(pairs, range(26)), curves(pairs * 2, range(26))
    np.testing.assert_allclose(once.incidence, twice.incidence, atol=1e-12)
    known = ~np.isnan(once.conf_low)
    width, narrower = once.conf_high - once.conf_low, twice.conf_high - twice.conf_low
    assert (narrower[known] < width[known]).all()


@quick
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(1, 3)), min_size=1, max_size=40))
def test_without_censoring_the_incidence_is_the_share_that_has_left(pairs):
    got = curves(pairs, range(26))
    np.testing.assert_allclose(got.incidence, got.events / len(pairs), atol=1e-12)
