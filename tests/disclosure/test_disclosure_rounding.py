"""Counts rounded to multiples of a base: the same everywhere, nothing small, and nothing that programs resolve."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import GENDERS, LAWS, amount, by_gender, counted, mean, persons, raw, result
from pandas.testing import assert_frame_equal

from evaluation.disclosure import Knowledge
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.intervals import Edition
from evaluation.disclosure.perturbed import protect_perturbed
from evaluation.disclosure.release import check_results
from evaluation.disclosure.treatments import Exact, Rounding
from evaluation.estimators import wilson
from evaluation.results import COUNT_COLUMNS, FINDING_COLUMNS

FIVE, OPEN = Rounding(5), Protection(3, 2)
LINKED = Knowledge(relations=LAWS, complete=frozenset({"entries", "placement"}))
COMPLETE = Knowledge(complete=frozenset({"entries"}))
some = settings(max_examples=4, deadline=None)
many = settings(max_examples=30, deadline=None)


def rounded(rows, treatment=FIVE, protection=OPEN, **more):
    return protect_perturbed(rows, treatment, protection, 0.95, **more)


def one(row, **more):
    return rounded(raw(row), **more).iloc[0]


@st.composite
def linked(draw, of="AB"):
    return raw(*(row for project in of for row in counted(draw(persons()), project)))


def counts_of(protected):
    """Return all published counts of cases."""
    cases = protected[~protected["method"].isin(["total", "mean"])]
    return pd.concat([cases[name] for name in COUNT_COLUMNS]).dropna().astype(int)


# --- the rule ---


def test_half_a_base_is_rounded_up():
    values = np.array([0.0, 1, 2, 3, 4, 5, 7, 8, np.nan])
    assert FIVE.published(values, values)[:-1].tolist() == [0, 0, 0, 5, 5, 5, 5, 10]
    assert Rounding(10).published(np.array([4.0, 5, 14, 15]), values).tolist() == [0, 10, 10, 20]
    assert np.isnan(FIVE.published(values, values)[-1])


@given(st.integers(3, 40), st.integers(0, 400))
def test_the_bounds_hold_exactly_the_counts_that_are_rounded_so(base, number):
    treatment = Rounding(base)
    everything = np.arange(0.0, 600.0)
    published = treatment.published(everything, everything)
    own = treatment.published(np.array([float(number)]), everything[:1])
    low, high = treatment.bounds(own)
    same = everything[published == own[0]]
    assert (low[0], high[0]) == (same.min(), same.max())
    assert treatment.published(own, own).tolist() == own.tolist()  # rounding again changes nothing


def test_a_share_and_its_interval_follow_from_the_published_counts():
    row = one(result(11, 24, 1, 0))
    share = wilson([10], [25], 0.95)
    assert row[["n", "events", "unknown", "not_mature", "status"]].tolist() == [25, 10, 0, 0, "published"]
    assert row[["estimate", "conf_low", "conf_high"]].tolist() == [0.4, share.conf_low[0], share.conf_high[0]]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_nobody_and_few_look_the_same(n):
    row = one(result(0, n, 0, 0))
    assert row[["n", "events", "status"]].tolist() == [0, 0, "suppressed"]
    assert row["suppressed"] == "estimate conf_low conf_high"
    assert one(result(0, n, 0, 8))["status"] == "not_mature"


def test_unknown_cases_beyond_the_others_are_hidden():
    assert one(result(8, 12, 3, 0))["suppressed"] == "unknown"


def test_events_held_stay_as_they_are():
    assert one(result(7, unit="events"))["events"] == 7


def test_an_amount_or_a_mean_of_few_is_hidden_and_of_others_has_few_digits():
    assert one(amount(40, 2))["suppressed"] == "events estimate conf_low conf_high"
    assert one(amount(40, 2))["n"] == 0
    assert one(amount(40, 3))[["n", "events", "suppressed"]].tolist() == [5, 40, ""]
    assert one(mean(40, 2))["suppressed"] == "events estimate conf_low conf_high"
    assert one(mean(40, 2))["status"] == "suppressed"
    assert one(mean(0, 0))["status"] == "suppressed"  # else nobody and few could be told apart
    assert one(mean(40, 3))[["n", "estimate"]].tolist() == [5, 13.3]


def test_a_second_amount_is_hidden_where_a_sum_would_give_the_first_away():
    rows = by_gender((100, 9), (60, 5), (30, 3), (10, 1), make=amount)
    assert ["events" in one for one in rounded(rows)["suppressed"]] == [False, False, True, True]


def test_contacts_of_few_firms_are_hidden():
    assert "events" in one(result(20, unit="contacts", contributors=2))["suppressed"]
    assert one(result(20, unit="contacts", contributors=3))["suppressed"] == ""


# --- the attack ---


def published(treatment, *events):
    """Return a total and its genders as rounding alone would publish them."""
    rows = by_gender(*((one,) for one in events))
    counts = treatment.published(rows["events"].to_numpy(dtype=float), np.zeros(4))
    rows["events"] = pd.array(counts, dtype="Float64").astype("Int64")
    return rows.assign(suppressed="")[list(FINDING_COLUMNS)]


def worlds(rows, treatment):
    """Return all true counts of a total and its genders that could be published so; a hidden one is up to 40."""
    spans = []
    for row in rows.itertuples():
        if "events" in row.suppressed.split():
            spans.append(range(41))
        else:
            low, high = treatment.bounds(np.array([float(row.events)]))
            spans.append(range(int(low[0]), int(high[0]) + 1))
    total, *parts = spans
    fitting = [(sum(one), *one) for one in product(*parts) if sum(one) in total]
    return np.array(fitting)


def narrow(rows, treatment, protection):
    """Return which of the four counts can be only few, or few and too few different ones."""
    found = worlds(rows, treatment)
    return ~protection.holds(found.min(axis=0).astype(float), found.max(axis=0).astype(float))


def test_what_rounding_alone_gives_away_is_found_and_told():
    """At least 8 persons and at most 7 women: there are 1 or 2 men, although 0 is printed."""
    rows = published(FIVE, 8, 7, 1, 0).iloc[:3]
    assert rows["events"].tolist() == [10, 5, 0]
    [leak] = check_results(rows, OPEN, COMPLETE, treatments=[FIVE]).disclosed
    assert leak.line() == (
        "entries.events [A, gender male] {0} is from 1 to 2, because entries.events [A] {10} - entries.events "
        "[A, gender female] {5} - entries.events [A, gender male] {0} = 0 (a total and the groups of a dimension)"
    )


@many
@given(st.sampled_from([3, 5, 8, 10]), st.lists(st.integers(0, 14), min_size=3, max_size=3))
@example(5, [7, 1, 0])
@example(5, [7, 7, 2])
@example(10, [14, 14, 3])
def test_the_attack_finds_what_trying_all_numbers_finds(base, parts):
    treatment, protection = Rounding(base), Protection(3, (base - 1) // 2)
    rows = published(treatment, sum(parts), *parts)
    expected = narrow(rows, treatment, protection)
    found = check_results(rows, protection, COMPLETE, treatments=[treatment])
    places = ["entries.events [A]", *(f"entries.events [A, gender {name}]" for name in GENDERS)]
    assert [any(leak.cell.startswith(f"{place} ") for leak in found.disclosed) for place in places] == expected.tolist()


@many
@given(st.sampled_from([3, 5, 8]), st.lists(st.integers(0, 14), min_size=3, max_size=3))
@example(5, [7, 1, 0])
def test_after_protection_trying_all_numbers_finds_nothing(base, parts):
    treatment, protection = Rounding(base), Protection(3, (base - 1) // 2)
    rows = by_gender((sum(parts),), *((one,) for one in parts))
    protected = rounded(rows, treatment, protection, knowledge=COMPLETE)
    assert not narrow(protected, treatment, protection).any()


def test_a_run_is_mended_by_hiding_the_count_itself():
    protected = rounded(by_gender((8,), (7,), (1,), (0,)), knowledge=COMPLETE)
    alone = published(FIVE, 8, 7, 1, 0)
    assert check_results(alone, OPEN, COMPLETE, treatments=[FIVE]).disclosed == ()  # two 0 of up to 2 each
    assert protected["suppressed"].tolist() == ["", "", "", ""]
    rows = raw(result(8), result(7, group="female"), result(1, group="male"))
    protected = rounded(rows, knowledge=COMPLETE)
    assert protected["suppressed"].tolist() == ["", "", "events"]
    assert protected["events"].fillna(-1).tolist() == [10, 5, -1]


@some
@given(linked())
def test_no_attack_finds_anything_after_protection(rows):
    protected = rounded(rows, knowledge=LINKED)
    assert check_results(protected, OPEN, LINKED, treatments=[FIVE]).disclosed == ()


@some
@given(linked())
def test_nothing_between_0_and_the_base_is_published(rows):
    assert set(counts_of(rounded(rows, knowledge=LINKED)) % 5) <= {0}


@some
@given(linked(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = rounded(rows.iloc[order], knowledge=LINKED)
    back = shuffled.iloc[np.argsort(order)].reset_index(drop=True)
    assert_frame_equal(back, rounded(rows, knowledge=LINKED))


@some
@given(linked(), linked("C"))
def test_a_further_project_changes_no_number(rows, others):
    """Each report shows the same number, whatever else is in the run."""
    alone = rounded(rows, knowledge=LINKED)
    together = rounded(pd.concat([others, rows], ignore_index=True), knowledge=LINKED)
    assert_frame_equal(together.iloc[len(others) :].reset_index(drop=True), alone)


# --- earlier editions ---


@some
@given(linked("A"))
def test_the_same_data_give_the_same_numbers_beside_their_earlier_edition(rows):
    before = rounded(rows, knowledge=LINKED)
    editions = [Edition(before, FIVE)]
    assert_frame_equal(rounded(rows, knowledge=LINKED, earlier=editions), before)
    assert check_results(before, OPEN, LINKED, [before], treatments=[FIVE, FIVE]).disclosed == ()


def test_an_exact_earlier_edition_is_known_exactly():
    """Of 13 persons known exactly, 15 now are 13 to 17: how many came stays open. Of 16 they would be 16 or 17."""
    grown = Knowledge(growing=frozenset({"entries"}))
    before = raw(result(13)).assign(suppressed="")[list(FINDING_COLUMNS)]
    found = check_results(one_row(15), OPEN, grown, [before], treatments=[FIVE, Exact()])
    assert found.disclosed == ()
    before["events"] = pd.array([16], dtype="Int64")
    [leak] = check_results(one_row(15), OPEN, grown, [before], treatments=[FIVE, Exact()]).disclosed
    assert (leak.low, leak.high) == (0, 1)
    assert "what is left in" in leak.cell


def one_row(events):
    return raw(result(events)).assign(suppressed="")[list(FINDING_COLUMNS)]
