"""Numbers that are no counts: amounts, means, shares and their intervals, weighted shares; and further columns."""

from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest
from attacker import interval, known
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import GENDERS, LAWS, VALUE_COLUMNS, amount, by_gender, counted, hidden, mean, persons, raw, result

from evaluation.disclosure import Knowledge, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.protection import DECIMALS
from evaluation.disclosure.release import check_results
from evaluation.estimators import wilson
from evaluation.indicators.count_laws import CountLaw

INTERVAL = {"conf_low", "conf_high"}
MORE = tuple(product(range(4), repeat=3))
"""How many more may have stayed in each of three firms."""


def protected_genders(*rows, make):
    return protect(by_gender(*rows, make=make), 3)


# --- amounts: the amount of a group is that of the total less those of the others -------------------------------------


def test_no_amount_of_few_is_the_total_less_the_other_groups():
    """Two non-binary persons did 30 hours: 300 less 200 less 70."""
    rows = protected_genders((300, 20), (200, 11), (70, 7), (30, 2), make=amount)
    printed = rows.set_index("group")["events"]
    assert printed.isna()["non_binary"]
    assert printed[list(GENDERS)].isna().sum() != 1


# --- means: a mean and its cases are a sum ----------------------------------------------------------------------------


def test_no_mean_of_few_is_the_sum_of_the_total_less_those_of_the_others():
    rows = protected_genders((300, 20), (200, 11), (70, 7), (30, 2), make=mean).set_index("group")
    sums = rows["estimate"] * rows["n"]
    assert pd.isna(sums["total"] - sums["female"] - sums["male"])


def multisets(values, spread, of):
    """Return which whole numbers from 0 to 30 have the mean and the standard deviation of some values."""
    goal = np.mean(values), np.std(values, ddof=1)
    return [
        one
        for one in combinations_with_replacement(range(31), of)
        if abs(np.mean(one) - goal[0]) < spread and abs(np.std(one, ddof=1) - goal[1]) < spread
    ]


def test_mean_and_interval_of_few_persons_tell_the_value_of_each():
    """The attack: few values have the same mean and spread, and one of the three persons knows the two others."""
    possible = multisets((3, 8, 25), 1e-6, 3)
    assert len(possible) == 3
    assert [one for one in possible if 8 in one] == [(3, 8, 25)]


@pytest.mark.parametrize(("persons_behind", "names"), [(3, INTERVAL), (5, INTERVAL), (6, set())])
def test_the_interval_of_a_mean_needs_twice_as_many_persons(persons_behind, names):
    assert hidden(mean(100, persons_behind)) == names


# --- shares: nothing is printed beside a hidden number ----------------------------------------------------------------


def counts_with(low, high, most=60):
    """Return numerators and denominators whose Wilson interval is this one."""
    found = []
    for n in range(1, most):
        share = wilson(np.arange(n + 1.0), np.full(n + 1, float(n)), 0.95)
        near = np.isclose(share.conf_low, low) & np.isclose(share.conf_high, high)
        found += [(int(events), n) for events in np.flatnonzero(near)]
    return found


def test_an_interval_tells_the_numbers_that_it_was_computed_from():
    """The attack: 2 of 17 is the only share with its interval."""
    share = wilson(np.array([2.0]), np.array([17.0]), 0.95)
    assert counts_with(share.conf_low[0], share.conf_high[0]) == [(2, 17)]


@settings(max_examples=15, deadline=None)
@given(persons(), st.sampled_from([3, 5]))
def test_a_share_or_interval_is_printed_beside_the_counts_that_it_tells_or_not_at_all(people, smallest_cell):
    rows = protect(raw(*counted(people)), smallest_cell, LAWS)
    with_values = rows[rows[list(VALUE_COLUMNS)].notna().any(axis=1)]
    shares = with_values[with_values["method"] == "wilson"]
    assert shares[["n", "events"]].notna().all(axis=None)
    assert with_values["n"].notna().all()
    few = with_values["n"] < 2 * smallest_cell
    assert with_values.loc[few & (with_values["method"] == "mean"), list(INTERVAL)].isna().all(axis=None)


# --- weighted shares --------------------------------------------------------------------------------------------------


def test_all_digits_of_a_weighted_share_tell_its_strata_and_few_do_not():
    """Two strata of 40 and 60 persons: 3 of 7 and 8 of 13 answered yes."""
    share = 0.4 * 3 / 7 + 0.6 * 8 / 13

    def fitting(near):
        return [
            (yes, of, 11 - yes, 20 - of)
            for of in range(1, 20)
            for yes in range(min(of, 11) + 1)
            if 11 - yes <= 20 - of
            for weight in (Fraction(size, 100) for size in range(1, 100))
            if abs(float(weight) * yes / of + float(1 - weight) * (11 - yes) / (20 - of) - share) < near
        ]

    assert set(fitting(1e-12)) == {(3, 7, 8, 13), (8, 13, 3, 7)}
    row = result(11, 25, 5, method="post_stratified", estimate=share, conf_low=share - 0.2, conf_high=share + 0.2)
    printed = protect(raw(row), 3)["estimate"].iloc[0]
    assert printed == round(share, DECIMALS["post_stratified"])
    assert len(set(fitting(10 ** -DECIMALS["post_stratified"] / 2))) > 20


def test_all_digits_of_a_mean_of_shares_tell_the_sizes_of_firms_and_few_do_not():
    """Of 7, 11 and 13 employees one, two and three more stayed than before: sevenths, elevenths and thirteenths."""
    change = (Fraction(1, 7) + Fraction(2, 11) + Fraction(3, 13)) / 3
    assert Fraction(f"{float(change):.10f}").limit_denominator(5000).denominator == 3 * 7 * 11 * 13
    row = mean(0, 3, indicator="staff_kept_change") | {"estimate": float(change)}
    printed = protect(raw(row), 3)["estimate"].iloc[0]
    assert printed == round(float(change), DECIMALS["mean"])
    near = Fraction(1, 2 * 10 ** DECIMALS["mean"])
    sizes = combinations_with_replacement(range(5, 20), 3)
    fitting = [
        one
        for one in sizes
        if any(abs(sum(map(Fraction, more, one)) / 3 - Fraction(str(printed))) <= near for more in MORE)
    ]
    assert len(fitting) > 20


# --- further columns of counts ----------------------------------------------------------------------------------------

GAINS = CountLaw((("improved", "n", 1), ("improved", "unknown", -1), ("gain", "n", -1)), equal=True, reason="")
KNOWS = Knowledge(count_laws=(GAINS,))


def test_the_unknown_do_not_follow_from_those_who_have_a_gain():
    """20 were measured, 18 of them twice: two are unknown."""
    rows = raw(result(9, 20, 2, indicator="improved"), mean(90, 18, indicator="gain"))
    apart, together = protect(rows, 3), protect(rows, 3, knowledge=KNOWS)
    whole, unknown, gain = (
        (name, "A", "total", "total", "", column)
        for name, column in (("improved", "n"), ("improved", "unknown"), ("gain", "n"))
    )
    told = {}
    for name, shown in (("apart", apart), ("together", together)):
        facts = known(rows, shown)
        told[name] = interval(unknown, facts, [(whole, (unknown, gain))], facts.within)
    assert told["apart"] == pytest.approx((2, 2))
    assert told["together"][1] - told["together"][0] >= 3
    assert [leak.low for leak in check_results(apart, Protection(3, 3), KNOWS).disclosed] == [2]
    assert check_results(together, Protection(3, 3), KNOWS).disclosed == ()
