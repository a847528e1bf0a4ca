"""Second cells: what would follow by subtraction over genders, quarters and dimensions."""

import pandas as pd
from attacker import exact_in_a_single_sum, known
from invented import SHARE, amount, by_gender, cross_table, hidden, mean, raw, result

from evaluation.disclosure import protect

WHOLE_SHARE = SHARE | {"n"}
MEAN = {"estimate", "conf_low", "conf_high"}


def given_away(rows, smallest_cell=3):
    return exact_in_a_single_sum(known(rows, protect(rows, smallest_cell)))


# --- genders and quarters ---------------------------------------------------------------------------------------------


def test_beside_a_lone_hidden_count_the_smallest_other_is_hidden():
    assert hidden(by_gender((20,), (11,), (7,), (2,))) == [set(), set(), {"events"}, {"events"}]


def test_two_hidden_counts_protect_each_other():
    assert hidden(by_gender((20,), (16,), (2,), (2,))) == [set(), set(), {"events"}, {"events"}]


def test_a_zero_is_hidden_only_for_want_of_another():
    """11 women, all but one employed, and nobody else employed: the total would give the 10 away."""
    rows = by_gender((10, 30, 0, 0), (10, 11, 0, 0), (0, 19, 0, 0), (0, 0, 0, 0))
    assert hidden(rows) == [set(), SHARE, SHARE, set()]


def test_a_hidden_total_is_not_given_away_by_its_members():
    """The total of Q2 is hidden beside that of Q1: the women and men of Q2 must not add up to it."""
    rows = raw(*cross_table({"female": (1, 5), "male": (0, 6)}))
    protected = protect(rows, 3)
    of_q2 = protected[protected["period"] == "Q2"].set_index("group")["status"]
    assert of_q2["total"] == "suppressed"
    assert "suppressed" in of_q2[["female", "male"]].tolist()
    assert given_away(rows) == []


def test_a_hidden_total_of_unknown_gender_hides_no_group():
    """Two persons, both of unknown gender: the zeros of the groups do not tell of them."""
    assert hidden(by_gender((2,), (0,), (0,), (0,))) == [{"events"}, set(), set(), set()]


def test_over_the_quarters_too_the_smallest_other_is_hidden():
    rows = raw(*(result(count, period=period) for period, count in [("", 30), ("Q1", 2), ("Q2", 20), ("Q3", 8)]))
    assert hidden(rows) == [set(), {"events"}, set(), {"events"}]


def test_a_line_of_one_quarter_hides_its_total():
    """Men are hidden beside the women of the only quarter; the whole term has the same number."""
    rows = raw(
        *(
            result(count, group=group, period=period)
            for period in ("", "Q1")
            for group, count in [("total", 9), ("female", 2), ("male", 7)]
        )
    )
    assert hidden(rows) == [set(), {"events"}, {"events"}] * 2


def test_a_zero_quarter_is_hidden_where_a_second_cell_would_follow_from_the_whole_term():
    """All 5 women came in Q1 and hide the 2 men of Q1: over the quarters they must not come back."""
    rows = raw(*cross_table({"female": (5, 0, 0), "male": (2, 20, 9)}))
    assert given_away(rows) == []
    assert pd.isna(protect(rows, 3).query("group == 'male' and period == 'Q1'")["events"].item())


def test_a_hidden_denominator_takes_the_share_of_its_partner_along():
    rows = by_gender((30, 60, 6, 0), (20, 40, 3, 0), (10, 18, 3, 0), (0, 2, 0, 0))
    assert hidden(rows)[2:] == [WHOLE_SHARE, WHOLE_SHARE]


def test_a_lone_hidden_unknown_hides_another_unknown_and_no_share():
    rows = by_gender((30, 70, 12, 0), (20, 40, 10, 0), (10, 30, 2, 0), (0, 0, 0, 0))
    assert hidden(rows) == [set(), {"unknown"}, {"unknown"}, set()]


# --- several dimensions -----------------------------------------------------------------------------------------------


def test_each_dimension_adds_up_for_itself():
    """One lone hidden group in each: the hidden one of the other dimension is no help to it."""
    rows = raw(
        result(30),
        *(result(count, group=group, dimension="gender") for group, count in [("female", 28), ("male", 2)]),
        *(result(count, group=group, dimension="age") for group, count in [("-24", 1), ("25-54", 20), ("55-", 9)]),
    )
    assert hidden(rows) == [set(), {"events"}, {"events"}, {"events"}, set(), {"events"}]


def test_an_overlapping_group_is_no_partner():
    rows = raw(
        result(30),
        *(result(count, group=group) for group, count in [("female", 20), ("male", 8), ("non_binary", 2)]),
        result(4, group="refugee", dimension="target_group"),
    )
    assert hidden(rows) == [set(), set(), {"events"}, {"events"}, set()]


def test_quarters_of_an_overlapping_group_add_up():
    counts = [("", 20), ("Q1", 2), ("Q2", 12), ("Q3", 6)]
    rows = [result(2 * count, period=period) for period, count in counts]
    rows += [result(count, period=period, group="refugee", dimension="target_group") for period, count in counts]
    assert hidden(raw(*rows))[4:] == [set(), {"events"}, set(), {"events"}]


def test_a_group_that_stands_in_two_dimensions_is_hidden_in_both():
    """The old ones are hidden beside the young, and are a target group, too."""
    ages = [("25_54", 20), ("55_plus", 8), ("under_25", 2)]
    rows = raw(
        result(30, 60, 0, 0),
        *(result(count, 2 * count + 3, 0, 0, group=group, dimension="age") for group, count in ages),
        result(8, 19, 0, 0, group="55_plus", dimension="target_group"),
    )
    assert hidden(rows) == [set(), set(), SHARE, SHARE, SHARE]


# --- amounts and means ------------------------------------------------------------------------------------------------


def test_the_hours_of_a_hidden_group_do_not_follow_from_the_others():
    rows = by_gender((500, 30), (300, 18), (120, 10), (80, 2), make=amount)
    assert hidden(rows) == [set(), set(), {"n", "events"}, {"n", "events"}]


def test_nor_do_those_of_a_quarter():
    quarters = [("", 500, 30), ("Q1", 300, 18), ("Q2", 120, 10), ("Q3", 80, 2)]
    rows = raw(*(amount(hours, n, period=period) for period, hours, n in quarters))
    assert hidden(rows) == [set(), set(), {"n", "events"}, {"n", "events"}]


def test_beside_a_hidden_mean_that_of_the_fewest_others_is_hidden():
    """Mean times persons, total minus women, would be the hours of the men."""
    rows = by_gender((500, 30), (300, 18), (120, 10), (80, 2), make=mean)
    assert hidden(rows) == [set(), set(), MEAN | {"n"}, MEAN | {"n"}]


def test_a_hidden_mean_takes_a_partner_where_no_number_of_persons_does():
    """The mean of the men is hidden because only one of the 12 is known; all numbers of persons are printed."""
    numbers = [(500, 30, 11), (300, 15, 0), (120, 12, 11), (80, 3, 0)]
    got = hidden(by_gender(*numbers, make=lambda hours, n, unknown, **facts: mean(hours, n, unknown=unknown, **facts)))
    assert [names & (MEAN | {"n"}) for names in got] == [set(), set(), MEAN, MEAN]
