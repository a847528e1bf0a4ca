"""What a row hides for its own sake: both sides of the threshold, amounts, means, and what lies outside a group."""

import pandas as pd
import pytest
from invented import GENDERS, SHARE, amount, hidden, mean, raw, result

from evaluation.disclosure import MASK_COLUMNS, OVERLAPPING, PUBLIC_UNITS, protect, small
from evaluation.results import FINDING_COLUMNS

both = pytest.mark.parametrize("smallest_cell", [3, 5])


# --- the threshold, from both sides -----------------------------------------------------------------------------------


@both
def test_a_count_is_hidden_from_1_to_one_below_the_smallest_cell(smallest_cell):
    for count in range(smallest_cell + 2):
        assert hidden(result(count), smallest_cell) == ({"events"} if 1 <= count < smallest_cell else set()), count


def test_no_number_is_not_small():
    assert small(pd.Series([0, 1, 2, 3, None], dtype="Int64"), 3).tolist() == [False, True, True, False, False]


@both
def test_a_small_numerator_hides_the_share_and_its_interval(smallest_cell):
    for events in range(smallest_cell + 2):
        got = hidden(result(events, n=50, unknown=20, not_mature=0), smallest_cell)
        assert got == (SHARE if 1 <= events < smallest_cell else set()), events


@both
def test_a_small_complement_hides_the_share_and_its_interval(smallest_cell):
    """9 of 10 tells of the one who is left."""
    for others in range(smallest_cell + 2):
        got = hidden(result(50 - others, n=50, unknown=0, not_mature=0), smallest_cell)
        assert got == (SHARE if 1 <= others < smallest_cell else set()), others


@both
@pytest.mark.parametrize("method", ["count", "ratio", "post_stratified"])
def test_numerator_and_complement_count_whatever_the_method(smallest_cell, method):
    for events in (1, 2, 20, 48, 49):
        row = result(events, n=50, unknown=0, not_mature=0, method=method)
        assert hidden(row, smallest_cell) == (SHARE if events != 20 else set()), events


@both
def test_a_small_denominator_hides_everything_that_is_formed_with_it(smallest_cell):
    for n in range(1, smallest_cell + 2):
        got = hidden(result(0, n=n, unknown=0, not_mature=0), smallest_cell)
        assert got == (SHARE | {"n"} if n < smallest_cell else set()), n


@both
def test_a_small_unknown_is_hidden_and_the_share_stays(smallest_cell):
    for unknown in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=unknown, not_mature=0), smallest_cell)
        assert got == ({"unknown"} if 1 <= unknown < smallest_cell else set()), unknown


@both
def test_unknown_is_hidden_if_it_would_tell_of_few_known_others(smallest_cell):
    """20 of 50 employed, 28 unknown: 2 are known not to be."""
    for known_others in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=30 - known_others, not_mature=0), smallest_cell)
        assert got == ({"unknown"} if 1 <= known_others < smallest_cell else set()), known_others


@both
def test_few_cases_that_are_not_mature_are_hidden_and_the_share_stays(smallest_cell):
    for not_mature in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=0, not_mature=not_mature), smallest_cell)
        assert got == ({"not_mature"} if 1 <= not_mature < smallest_cell else set()), not_mature


@both
def test_many_contacts_of_few_firms_are_hidden(smallest_cell):
    for firms in range(smallest_cell + 2):
        contacts = result(40, indicator="advice_contacts", unit="contacts", contributors=firms)
        assert hidden(contacts, smallest_cell) == ({"events"} if 1 <= firms < smallest_cell else set()), firms


@both
def test_the_density_of_few_firms_is_hidden_with_its_denominator(smallest_cell):
    """The number of events is public: possible attendances divided by events would be the number of firms."""
    for firms in range(1, smallest_cell + 2):
        facts = {"indicator": "two_mode_density", "unit": "attendances", "method": "ratio", "contributors": firms}
        density = result(5 * firms, n=10 * firms, **facts) | {"conf_low": None, "conf_high": None}
        got = hidden(density, smallest_cell)
        assert got == ({"n", "events", "estimate"} if firms < smallest_cell else set()), firms


def test_how_many_events_were_held_is_no_secret():
    assert PUBLIC_UNITS == ("events",)
    for count in range(5):
        assert hidden(result(count, indicator="events_held", unit="events")) == set()


# --- amounts and means ------------------------------------------------------------------------------------------------


@both
def test_a_sum_over_few_persons_is_hidden_with_their_number(smallest_cell):
    for n in range(smallest_cell + 2):
        got = hidden(amount(40 * n, n), smallest_cell)
        assert got == ({"n", "events"} if 1 <= n < smallest_cell else set()), n


def test_a_small_sum_over_many_persons_is_no_small_count():
    """12 persons and 2 hours: neither 2 nor 12 - 2 counts persons; nor does 11 hours of 12 persons."""
    assert hidden(amount(2, 12)) == hidden(amount(11, 12)) == set()


def test_a_sum_is_hidden_if_only_few_of_its_cases_are_known():
    assert hidden(amount(40, 12, unknown=10)) == {"events", "unknown"}
    assert hidden(amount(40, 12, unknown=5)) == set()


@both
def test_a_mean_over_few_persons_is_hidden_with_their_number(smallest_cell):
    for n in range(1, smallest_cell + 2):
        got = hidden(mean(40 * n, n), smallest_cell)
        interval = {"conf_low", "conf_high"}  # which needs twice as many persons
        assert got == (interval | {"n", "estimate"} if n < smallest_cell else interval), n


def test_a_hidden_mean_has_the_status_suppressed():
    assert protect(raw(mean(50, 2), mean(50, 5)), 3)["status"].tolist() == ["suppressed", "published"]


def test_a_share_of_those_who_answered_tells_how_many_answered():
    """20 of 50, estimated as 20 of those who answered: their number and that of the silent are in the estimate."""
    for unknown, answers in [(1, True), (2, True), (10, False), (28, True), (29, True), (30, False)]:
        got = hidden(result(20, n=50, unknown=unknown, not_mature=0, method="post_stratified"))
        assert got == (SHARE if answers else set()), unknown
    assert hidden(result(0, n=50, unknown=48, not_mature=0, method="post_stratified")) == SHARE


# --- the cases outside an overlapping group ---------------------------------------------------------------------------


def refugees(total, group, make=result):
    """Return what is hidden of the total and of the target group."""
    return hidden(raw(make(*total), make(*group, group="refugee", dimension="target_group")))


def test_groups_that_overlap_are_named():
    assert OVERLAPPING == ("target_group",)


@pytest.mark.parametrize(("outside", "names"), [(0, set()), (1, {"events"}), (2, {"events"}), (3, set())])
def test_a_group_is_hidden_if_few_are_outside_it(outside, names):
    assert refugees((20,), (20 - outside,)) == [set(), names]


def test_few_outside_hide_the_denominator_and_everything_formed_with_it():
    assert refugees((20, 40, 10, 0), (20, 39, 9, 0)) == [set(), SHARE | {"n"}]


def test_few_events_outside_hide_the_share():
    assert refugees((20, 40, 10, 0), (19, 30, 6, 0)) == [set(), SHARE]


def test_few_others_outside_hide_the_share():
    """Of the 10 outside the group 8 were employed: 2 were not."""
    assert refugees((20, 40, 10, 0), (12, 30, 10, 0)) == [set(), SHARE]


def test_few_unknown_and_few_known_others_outside_hide_the_unknown():
    assert refugees((20, 40, 10, 0), (15, 25, 9, 0)) == [set(), {"unknown"}]
    assert refugees((20, 40, 10, 0), (15, 25, 2, 0)) == [set(), {"unknown"}]


def test_few_outside_that_are_not_mature_are_hidden_and_the_share_stays():
    assert refugees((20, 40, 10, 10), (10, 20, 5, 9)) == [set(), {"not_mature"}]


def test_a_sum_or_mean_is_hidden_if_few_persons_are_outside():
    assert refugees((400, 20), (300, 18), make=amount) == [set(), {"n", "events"}]
    assert refugees((400, 20), (300, 18), make=mean) == [set(), {"n", "estimate", "conf_low", "conf_high"}]
    assert refugees((400, 20), (399, 15), make=amount) == [set(), set()]


def test_nothing_can_be_subtracted_from_a_hidden_total():
    """Two persons, none of them a refugee: the zero tells nothing."""
    assert refugees((2,), (0,)) == [{"events"}, set()]


def test_what_only_the_total_hides_does_not_keep_the_rest_of_a_group_in_print():
    """19 of 20 hide the total's share, so 18 of 18 cannot be subtracted from it; 18 of 20 persons can."""
    assert refugees((19, 20, 0, 0), (18, 18, 0, 0)) == [SHARE, SHARE | {"n"}]


def test_overlapping_groups_add_up_to_nothing():
    groups = [result(count, group=name, dimension="target_group") for name, count in [("parent", 5), ("refugee", 2)]]
    assert hidden(raw(result(20), *groups)) == [set(), set(), {"events"}]


# --- the table as a whole ---------------------------------------------------------------------------------------------


def test_zero_is_published():
    protected = protect(raw(result(0), result(0, n=20, unknown=0, not_mature=0), amount(0, 0), amount(0, 9)), 3)
    assert protected["events"].tolist() == [0, 0, 0, 0]
    assert protected["suppressed"].tolist() == ["", "", "", ""]


def test_a_row_that_was_not_collected_has_nothing_to_hide():
    row = result(None, indicator="stabilised_6_point", method="wilson", status="not_collected", contributors=None)
    protected = protect(raw(row), 3)
    assert protected["status"].tolist() == ["not_collected"]
    assert protected["suppressed"].tolist() == [""]


def test_suppressed_is_a_status_of_the_headline_and_no_number():
    rows = raw(result(2), result(0), result(20, n=50, unknown=1, not_mature=0), result(0, n=0, not_mature=2))
    protected = protect(rows, 3)
    assert protected["status"].tolist() == ["suppressed", "published", "published", "not_mature"]
    assert protected["events"].isna().tolist() == [True, False, False, False]
    assert protected["unknown"].isna().tolist() == [True, True, True, True]
    assert protected["suppressed"].tolist() == ["events", "", "unknown", "not_mature"]


def test_hidden_columns_are_named_in_their_order():
    protected = protect(raw(result(0, n=2, unknown=0, not_mature=1, group=GENDERS[0])), 3)
    assert protected["suppressed"].tolist() == [" ".join(MASK_COLUMNS)]


def test_no_result_gives_no_finding():
    assert protect(raw(), 3).empty
    assert list(protect(raw(), 3).columns) == list(FINDING_COLUMNS)
