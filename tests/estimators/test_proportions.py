"""Wilson intervals: published and computed reference values, the edges, and what must hold for any counts."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.estimators import wilson

REFERENCE = json.loads((Path(__file__).parent / "reference" / "wilson_newcombe.json").read_text(encoding="utf-8"))
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])
quick = settings(max_examples=30, deadline=None)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 20_000))
    return draw(st.integers(0, n)), n


def limits(events: int, n: int, level: float = 0.95) -> tuple[float, float, float]:
    share = wilson([events], [n], level)
    return float(share.conf_low[0]), float(share.estimate[0]), float(share.conf_high[0])


@pytest.mark.parametrize(
    ("events", "n", "printed"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_limits_are_those_printed_by_newcombe_1998(events, n, printed):
    low, _, high = limits(events, n)
    assert (round(low, 4), round(high, 4)) == printed


@pytest.mark.parametrize("example", REFERENCE["examples"], ids=lambda one: f"{one['events']}/{one['n']}@{one['level']}")
def test_limits_are_those_of_the_r_package_binom(example):
    low, estimate, high = limits(example["events"], example["n"], example["level"])
    assert estimate == example["events"] / example["n"]
    assert [low, high] == pytest.approx([example["low"], example["high"]], rel=1e-8, abs=1e-11)  # 12 digits are printed


def test_counts_are_estimated_element_by_element():
    several = wilson([81, 0, 20], [263, 20, 20], 0.95)
    for place, (events, n) in enumerate([(81, 263), (0, 20), (20, 20)]):
        got = (several.conf_low[place], several.estimate[place], several.conf_high[place])
        assert got == limits(events, n)
    assert several.method == "wilson"
    assert wilson([], [], 0.95).estimate.shape == (0,)


def test_at_none_and_at_all_the_outer_limit_is_exact():
    low, estimate, high = limits(0, 7)
    assert (low, estimate) == (0.0, 0.0)
    assert 0 < high < 1
    low, estimate, high = limits(7, 7)
    assert (estimate, high) == (1.0, 1.0)
    assert 0 < low < 1


def test_without_a_case_there_is_no_share():
    share = wilson([0, 1], [0, 2], 0.95)
    assert np.isnan([share.estimate[0], share.conf_low[0], share.conf_high[0]]).all()
    assert not np.isnan([share.estimate[1], share.conf_low[1], share.conf_high[1]]).any()


@pytest.mark.parametrize(("events", "n"), [(-1, 5), (6, 5), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(events, n):
    with pytest.raises(ValueError, match="between 0 and its denominator"):
        wilson([1, events], [2, n], 0.95)


@quick
@given(counts(), LEVELS)
def test_limits_lie_between_0_and_1_and_hold_the_estimate(pair, level):
    low, estimate, high = limits(*pair, level)
    assert 0 <= low <= estimate <= high <= 1


@quick
@given(counts(), LEVELS)
def test_exchanging_events_and_others_mirrors_the_interval(pair, level):
    events, n = pair
    low, estimate, high = limits(events, n, level)
    mirrored = limits(n - events, n, level)
    assert mirrored == pytest.approx((1 - high, 1 - estimate, 1 - low), abs=1e-12)


@quick
@given(counts(), LEVELS)
def test_one_event_more_raises_both_limits(pair, level):
    events, n = pair
    if events < n:
        fewer, more = limits(events, n, level), limits(events + 1, n, level)
        assert all(one < other for one, other in zip(fewer, more, strict=True))


@quick
@given(counts(), LEVELS)
def test_twice_the_data_narrow_the_interval(pair, level):
    events, n = pair
    low, _, high = limits(events, n, level)
    low_twice, _, high_twice = limits(2 * events, 2 * n, level)
    assert high_twice - low_twice < high - low


@quick
@given(counts())
def test_more_confidence_widens_the_interval(pair):
    low_90, _, high_90 = limits(*pair, 0.90)
    low_99, _, high_99 = limits(*pair, 0.99)
    assert low_99 <= low_90
    assert high_90 <= high_99
