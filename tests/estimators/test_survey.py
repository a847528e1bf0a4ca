"""Answers of some for all: computed reference values, the edges, and what must hold for any answers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.estimators import margin_of_error, post_stratified_share, required_sample, weights

LEVELS = st.sampled_from([0.8, 0.95, 0.99])
quick = settings(max_examples=50, deadline=None)

API = {"events": [91, 26, 35], "answered": [100, 50, 50], "population": [4421, 755, 1018]}
"""Schools of the stratified sample apistrat of R's package survey by type (E, H, M): school-wide target met, sampled,
and all schools of California. The design weights of that file keep 8 digits only, hence the tolerance below."""


@st.composite
def enquiries(draw, alike=False):
    strata = draw(st.lists(st.integers(0, 30), min_size=1, max_size=8))
    answered = [draw(st.integers(0, people)) for people in strata]
    events = [draw(st.sampled_from([0, n])) if alike else draw(st.integers(0, n)) for n in answered]
    return events, answered, strata


def limits(share):
    return share.conf_low, share.estimate, share.conf_high


# Weighted shares


def test_share_and_limits_are_those_of_the_r_package_survey():
    """R 4.2.2, survey 4.1.1, svydesign with fpc: svymean .827948011416 (SE .0243447801131); svyciprop(logit)."""
    share = post_stratified_share(**API, level=0.95)
    assert share.estimate == pytest.approx(0.827948011416, rel=1e-8)
    assert (share.conf_low, share.conf_high) == pytest.approx((0.774539654352, 0.870814854545), rel=1e-8)
    assert (share.strata, share.merged, share.method) == (3, 0, "post-stratified, logit limits")
    low, centre, high = (math.log(limit / (1 - limit)) for limit in limits(share))
    assert high - centre == pytest.approx(centre - low)
    error = (high - centre) / 1.972079034 * share.estimate * (1 - share.estimate)  # qt(.975, 197)
    assert error == pytest.approx(0.0243447801131, rel=1e-7)


def test_weights_are_persons_per_answer_relative_to_their_mean():
    """The sampling weights of apistrat are 44.21, 15.1 and 20.36; all together 6,194 schools for 200."""
    np.testing.assert_allclose(weights(API["answered"], API["population"]) * 6194 / 200, [44.21, 15.1, 20.36])


@pytest.mark.parametrize(
    ("answered", "population", "together"),
    [
        ([5, 1, 5], [10, 10, 10], [[0, 1], [2]]),  # a thin stratum joins the one before it
        ([1, 5, 5], [10, 10, 10], [[0, 1], [2]]),  # the first joins the next
        ([5, 0, 1, 5], [10, 10, 10, 10], [[0, 1, 2], [3]]),
        ([1, 1, 5], [10, 10, 10], [[0, 1], [2]]),  # two thin ones are enough for each other
        ([0, 0, 0, 2], [10, 10, 10, 10], [[0, 1, 2, 3]]),
        ([5, 0, 5, 1], [10, 0, 10, 10], [[0], [2, 3]]),  # nobody is in the second: it is left out
        ([5, 1, 5], [10, 1, 10], [[0], [1], [2]]),  # the only person of the second answered
        ([5, 1, 0], [10, 1, 3], [[0, 1, 2]]),
        ([0, 1], [5, 5], [[0, 1]]),
    ],
)
def test_thin_strata_are_merged_with_their_neighbours(answered, population, together):
    events = [n // 2 for n in answered]
    share = post_stratified_share(events, answered, population, 0.95)
    assert (share.strata, share.merged) == (len(together), sum(len(group) - 1 for group in together))
    sums = [[sum(column[place] for place in group) for group in together] for column in (events, answered, population)]
    merged = post_stratified_share(*sums, 0.95)
    assert limits(share) == limits(merged)
    expected = np.full(len(answered), np.nan)
    for group, weight in zip(together, weights(sums[1], sums[2]), strict=True):
        expected[group] = weight
    np.testing.assert_array_equal(weights(answered, population), expected)


@pytest.mark.parametrize("numbers", [([0, 0], [0, 0], [5, 9]), ([], [], []), ([0], [0], [0])])
def test_without_an_answer_there_is_no_share(numbers):
    assert np.isnan(limits(post_stratified_share(*numbers, 0.95))).all()
    assert np.isnan(weights(*numbers[1:])).all()


def test_answers_that_are_all_alike_have_the_exact_binomial_limit():
    """R prints 0.1684335 as the upper limit of binom.test(0, 20); strata answered alike leave it as it is."""
    low, share, high = limits(post_stratified_share([0, 0], [15, 5], [1500, 500], 0.95))
    assert (low, share) == (0, 0)
    assert high == pytest.approx(0.1684335, abs=1e-7)
    low, share, high = limits(post_stratified_share([15, 5], [15, 5], [1500, 500], 0.95))
    assert low == pytest.approx(1 - 0.1684335, abs=1e-7)
    assert (share, high) == (1, 1)


def test_the_limit_of_alike_answers_is_that_of_the_largest_weight():
    """Ten of 20 and ten of 500 persons: n* = 10 * 520 / 500 = 10.4, and no more than what did not answer."""
    assert post_stratified_share([0, 0], [10, 10], [20, 500], 0.95).conf_high == 1 - 0.025 ** (1 / 10.4)
    assert post_stratified_share([0], [19], [20], 0.95).conf_high == 0.05
    assert post_stratified_share([1], [1], [3], 0.95).conf_low == pytest.approx(1 / 3)


def test_strata_that_are_unanimous_against_each_other_are_not_certain():
    low, share, high = limits(post_stratified_share([2, 0], [2, 2], [10, 10], 0.95))
    assert share == 0.5
    assert low == 2 / 20  # what the answers leave possible
    assert high == 18 / 20
    low, share, high = limits(post_stratified_share([30, 0], [30, 30], [100, 100], 0.95))
    assert share == 0.5
    assert 0.2 < low < 0.45
    assert high == pytest.approx(1 - low)


@pytest.mark.parametrize(
    ("events", "answered", "population"),
    [([3], [2], [5]), ([-1], [2], [5]), ([1], [6], [5]), ([1, 1], [2], [5]), ([math.nan], [2], [5])],
)
def test_numbers_that_are_not_in_order_are_refused(events, answered, population):
    for function in (post_stratified_share, margin_of_error):
        with pytest.raises(ValueError, match=r"there must be|must lie"):
            function(events, answered, population, 0.95)


@quick
@given(st.one_of(enquiries(), enquiries(alike=True)), LEVELS)
def test_limits_hold_the_estimate_and_stay_within_what_is_possible(numbers, level):
    events, answered, population = map(sum, numbers)
    low, share, high = limits(post_stratified_share(*numbers, level))
    if answered:
        assert 0 <= low <= share <= high <= 1
        assert low >= events / population
        assert high <= (events + population - answered) / population
        assert (high == low) == (answered == population)


@quick
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)).map(sorted), min_size=1, max_size=8), LEVELS)
def test_if_all_answered_the_share_is_the_plain_one_without_an_interval(pairs, level):
    events, population = (list(column) for column in zip(*pairs, strict=True))
    share = post_stratified_share(events, population, population, level)
    assert limits(share) == (sum(events) / sum(population),) * 3
    assert share.merged == 0


@quick
@given(enquiries(), LEVELS)
def test_exchanging_events_and_others_mirrors_the_interval(numbers, level):
    events, answered, population = numbers
    low, share, high = limits(post_stratified_share(events, answered, population, level))
    others = np.subtract(answered, events)
    mirrored = limits(post_stratified_share(others, answered, population, level))
    assert mirrored == pytest.approx((1 - high, 1 - share, 1 - low), abs=1e-9, nan_ok=True)


@quick
@given(enquiries())
def test_more_confidence_widens_the_interval(numbers):
    low_80, _, high_80 = limits(post_stratified_share(*numbers, 0.80))
    low_99, _, high_99 = limits(post_stratified_share(*numbers, 0.99))
    assert not low_99 > low_80
    assert not high_80 > high_99


@quick
@given(enquiries())
def test_the_weighted_answers_are_the_estimate(numbers):
    events, answered, population = (np.array(column) for column in numbers)
    weight = weights(answered, population)
    if answered.sum():
        weight = np.nan_to_num(weight)
        assert (answered * weight).sum() == pytest.approx(answered.sum())
        estimate = post_stratified_share(events, answered, population, 0.95).estimate
        assert (events * weight).sum() / answered.sum() == pytest.approx(estimate)


@quick
@given(enquiries(), st.integers(2, 4))
def test_a_larger_enquiry_of_the_same_shares_has_the_same_estimate(numbers, times):
    """Strata that are thin once may not be thin when there are more of the same answers: only others are compared."""
    share = post_stratified_share(*numbers, 0.95)
    more = post_stratified_share(*(np.array(column) * times for column in numbers), 0.95)
    if share.strata == more.strata:
        assert more.estimate == pytest.approx(share.estimate, nan_ok=True)


# Margins and sample sizes


@pytest.mark.parametrize(
    ("population", "needed"), [(300, (267, 235, 169)), (1_000, (707, 517, 278)), (5_000, (1_623, 880, 357))]
)
def test_required_samples_are_those_of_the_formula_of_cochran(population, needed):
    """Cochran (1977), section 4.4; computed by hand for margins of 2, 3 and 5 percentage points and rounded up."""
    for margin, answers in zip((0.02, 0.03, 0.05), needed, strict=True):
        assert required_sample([population], margin, 0.95).tolist() == [answers]


def test_required_samples_are_whole_persons_of_the_population():
    assert required_sample([0, 1, 2, 10], 0.01, 0.95).tolist() == [0, 1, 2, 10]
    assert required_sample(300, 0.03, 0.95, share=0.1).tolist() == 169  # 384.1 without limit, as 5 points at one half
    assert required_sample(10**12, 0.03, 0.95).tolist() == 1_068


@pytest.mark.parametrize(("margin", "share"), [(0, 0.5), (1, 0.5), (-0.1, 0.5), (0.03, 0), (0.03, 1), (math.nan, 0.5)])
def test_impossible_precision_is_refused(margin, share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        required_sample([300], margin, 0.95, share)


def test_a_negative_population_is_refused():
    with pytest.raises(ValueError, match="negative"):
        required_sample([-1], 0.03, 0.95)


def test_margin_is_that_of_the_formula():
    """1.96 * sqrt(.5 * .5 / 100 * 200 / 299) = .0801; of very many persons .098, often quoted for 100."""
    margin = margin_of_error([50, 50], [100, 100], [300, 10**9], 0.95)
    assert margin.round(4).tolist() == [0.0801, 0.0980]


def test_margin_at_the_edges():
    margin = margin_of_error([0, 0, 3, 0, 3, 1, 0], [0, 0, 10, 5, 3, 1, 7], [0, 4, 10, 9, 9, 1, 7], 0.95)
    np.testing.assert_array_equal(margin, [np.nan, np.nan, 0, np.nan, np.nan, 0, 0])
    assert margin_of_error([], [], [], 0.95).shape == (0,)


@quick
@given(st.integers(2, 100_000), st.sampled_from([0.01, 0.02, 0.03, 0.05, 0.1]), LEVELS, st.sampled_from([0.2, 0.5]))
def test_the_required_sample_is_the_smallest_that_keeps_the_margin(population, margin, level, share):
    needed = int(required_sample([population], margin, level, share)[0])
    assert 0 < needed <= population

    def reached(answers):
        return margin_of_error([share * answers], [answers], [population], level)[0]

    assert reached(needed) <= margin * (1 + 1e-9)
    if needed > 1:
        assert reached(needed - 1) > margin * (1 - 1e-9)


@quick
@given(st.integers(1, 300), st.integers(1, 300), LEVELS)
def test_more_answers_of_the_same_kind_narrow_the_margin(one, other, level):
    fewer, more = sorted((one, other))
    margins = margin_of_error([0.3 * fewer, 0.3 * more], [fewer, more], [300, 300], level)
    assert margins[1] <= margins[0]
