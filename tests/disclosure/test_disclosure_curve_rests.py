"""Curves side by side: what is left of a total without its shown groups, and of a month without a later one."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from subtraction import orders, subtracted
from test_disclosure_curves import GENDERS, competing, curves, ends, lasting, shown

from evaluation.disclosure import protect_curves
from evaluation.disclosure.curves import DECIMALS_OF_CURVES
from evaluation.estimators import kaplan_meier
from evaluation.findings import Findings

NEAR = Fraction(1, 10**9)
"""Ten digits are on disk."""


def few(protected, smallest_cell=3):
    return [one for one in subtracted(protected) if 0 < abs(one.persons) < smallest_cell]


# --- groups side by side ----------------------------------------------------------------------------------------------


def test_two_hidden_groups_are_not_the_total_less_the_third():
    """Four jobs ended in month 2, three of them of men: one of a woman or a non-binary person."""
    raw_curves = curves(4, male=ends(2, 2, 2) + lasting(12), female=ends(2) + lasting(6), non_binary=lasting(2))
    both = raw_curves["group"].isin(["total", "male"])
    told = few(raw_curves.assign(status=raw_curves["status"].where(both, "suppressed")))
    rest = {(one.what, one.persons) for one in told if one.without == ("male",)}
    assert rest == {("job_survival so far", 1), ("job_survival between", 1)}
    protected = protect_curves(raw_curves, 3, [])
    assert few(protected) == []
    assert shown(protected) == [0, 1, 2, 3, 4]
    assert shown(protected, "male") == [0, 1]


def test_what_is_left_may_be_nobody_or_enough():
    raw_curves = curves(4, male=ends(2, 2, 2) + lasting(12), female=ends(2, 2, 2) + lasting(6), non_binary=lasting(2))
    protected = protect_curves(raw_curves, 3, [])
    assert shown(protected) == shown(protected, "male") == [0, 1, 2, 3, 4]


def test_few_who_are_left_hide_the_group_beside_them():
    """After month 2 six of the hidden groups are no longer heard of, and two are left."""
    gone = [(2.5, False)]
    raw_curves = curves(4, male=lasting(12), female=gone * 5 + lasting(1), non_binary=gone + lasting(1))
    protected = protect_curves(raw_curves, 3, [])
    assert shown(protected) == [0, 1, 2, 3, 4]
    assert shown(protected, "male") == [0, 1, 2]


# --- month after month ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lost", "months"), [(1, [0, 1, 2]), (2, [0, 1, 2]), (3, [0, 1, 2, 3, 4]), (0, [0, 1, 2, 3, 4])]
)
def test_few_who_are_no_longer_heard_of_do_not_follow_from_two_months(lost, months):
    raw_curves = curves(4, female=[(2.5, False)] * lost + lasting(10))
    told = [one for one in few(raw_curves) if one.what == "no longer heard of"]
    assert bool(told) == (0 < lost < 3)
    protected = protect_curves(raw_curves, 3, [])
    assert few(protected) == []
    assert shown(protected) == months


def test_ends_of_the_first_day_are_not_taken_for_persons_no_longer_heard_of():
    protected = protect_curves(curves(3, female=[(0, True)] * 3 + lasting(10)), 3, [])
    assert shown(protected) == [0, 1, 2, 3]


# --- all digits of a share --------------------------------------------------------------------------------------------


def test_all_digits_of_a_share_tell_the_order_of_ends_and_whole_percent_do_not():
    """Between months 1 and 4 three jobs ended and three more were no longer heard of."""
    lives = [(1.5, True), (2.0, False), (2.5, False), (2.7, True), (3.0, False), (3.5, True), *lasting(34)]
    curve = kaplan_meier([months for months, _ in lives], [ended for _, ended in lives], [1, 4], 0.95)
    assert orders(40, 3, 3, Fraction(curve.survival[1]), NEAR) == ["ELLELE"]
    row = protect_curves(curves(4, female=lives), 3, []).query("group == 'total' and month == 4").iloc[0]
    assert row["status"] == "published"
    assert row["estimate"] == round(curve.survival[1], DECIMALS_OF_CURVES)
    half_percent = Fraction(1, 2 * 10**DECIMALS_OF_CURVES)
    assert len(orders(40, 3, 3, Fraction(str(row["estimate"])), half_percent)) == 20


# --- random lives, and the demo data ----------------------------------------------------------------------------------

cases = st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.5, 2.5, 3.5, 4.5, 99.0]), st.booleans()), max_size=25)
causes = st.lists(st.tuples(st.sampled_from([0.5, 1.5, 2.5, 3.5, 99.0]), st.integers(0, 2)), min_size=1, max_size=25)
groups = st.fixed_dictionaries(dict.fromkeys(GENDERS, cases))
rivals = st.fixed_dictionaries(dict.fromkeys(GENDERS, causes))


@settings(max_examples=40, deadline=None)
@given(groups, st.sampled_from([3, 5]), st.sampled_from([[], [3]]))
def test_no_few_persons_follow_from_curves_by_subtraction(people, smallest_cell, horizons):
    assert few(protect_curves(curves(6, **people), smallest_cell, horizons), smallest_cell) == []


@settings(max_examples=40, deadline=None)
@given(rivals, st.sampled_from([3, 5]))
def test_nor_from_those_of_competing_causes(people, smallest_cell):
    protected = protect_curves(competing(5, **people), smallest_cell, [3])
    assert few(protected, smallest_cell) == []
    for group in ("total", *GENDERS):
        job, drop_out = (shown(protected, group, cause) for cause in ("first_job", "drop_out"))
        assert job == drop_out


def test_nor_from_those_of_the_demo_data(demo_findings: Findings):
    told = list(subtracted(demo_findings.curves))
    assert any(one.persons >= 3 and one.without == ("male",) for one in told)
    assert [one for one in told if 0 < abs(one.persons) < demo_findings.plan.disclosure.smallest_cell] == []
