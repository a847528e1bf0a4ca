"""What laws between indicators make hide: sums of indicators, sets within sets, one set under two names."""

import pandas as pd
import pytest
from invented import SHARE, amount, hidden, law, raw, result

WHOLE_SHARE = SHARE | {"n"}


# --- laws between indicators ------------------------------------------------------------------------------------------


STATUS = law("entries", "employed", "inactive", "unemployed", exhaustive=True)


def by_status(entries, **parts):
    """Return counts of the indicators; None is not collected."""
    named = {"entries": entries, **parts}
    return raw(*(result(count, indicator=name, contributors=count) for name, count in named.items()))


@pytest.mark.parametrize(("smallest_cell", "names"), [(2, set()), (3, {"events"})])
def test_beside_a_lone_hidden_part_the_smallest_other_is_hidden(smallest_cell, names):
    rows = by_status(30, employed=2, inactive=9, unemployed=19)
    assert hidden(rows, smallest_cell, [STATUS]) == [set(), names, names, set()]


def test_indicators_that_add_up_by_no_law_do_not_matter():
    assert hidden(by_status(30, employed=2, inactive=9, unemployed=19)) == [set(), {"events"}, set(), set()]


def test_a_law_holds_for_every_group():
    refugees = by_status(30, employed=2, inactive=9, unemployed=19).assign(dimension="target_group", group="refugee")
    everybody = by_status(90, employed=32, inactive=29, unemployed=29)
    got = hidden(pd.concat([refugees, everybody], ignore_index=True), relations=[STATUS])
    assert got == [set(), {"events"}, {"events"}, set(), *[set()] * 4]


@pytest.mark.parametrize("parts", [{"inactive": 9}, {"inactive": 9, "unemployed": None}])
def test_a_law_without_all_its_indicators_is_no_sum(parts):
    assert hidden(by_status(30, employed=2, **parts), relations=[STATUS])[:3] == [set(), {"events"}, set()]


def test_a_whole_whose_only_parts_are_zeros_hides_one_of_them():
    """The whole is hidden for its few persons; unlike genders, the parts of a law leave nobody out."""
    rows = raw(*(result(0, 2 if name == "entries" else None, indicator=name) for name in ("entries", *STATUS.parts)))
    assert hidden(rows, relations=[STATUS]) == [
        {"n", "events", "estimate", "conf_low", "conf_high"},
        {"events"},
        set(),
        set(),
    ]


def test_a_public_number_is_nobodys_partner():
    held = law("meetings", "events_held", "contacts", exhaustive=True)
    rows = raw(
        result(12, indicator="meetings"),
        result(10, indicator="events_held", unit="events"),
        result(2, indicator="contacts"),
    )
    assert hidden(rows, relations=[held]) == [{"events"}, set(), {"events"}]


def test_what_follows_from_two_laws_is_hidden_too():
    """Employed = entries - those to be placed, however well unemployed and inactive are hidden."""
    to_be_placed = law("placement.n", "inactive", "unemployed", exhaustive=True)
    rows = by_status(30, employed=2, inactive=5, unemployed=23)
    placement = raw(result(10, 28, 0, 0))
    got = hidden(pd.concat([rows, placement], ignore_index=True), relations=[STATUS, to_be_placed])
    assert got == [set(), {"events"}, {"events"}, {"events"}, WHOLE_SHARE]


# --- sets within sets -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trained", "names"), [(30, set()), (29, {"events"}), (28, {"events"}), (27, set())])
def test_a_part_is_hidden_if_it_leaves_few_of_a_printed_whole(trained, names):
    rows = raw(result(30), result(trained, indicator="trained"))
    assert hidden(rows, relations=[law("entries", "trained")]) == [set(), names]


def test_a_hidden_denominator_that_leaves_few_takes_its_share_along():
    rows = raw(result(30), result(10, 28, 5, 0))
    assert hidden(rows, relations=[law("entries", "placement.n")]) == [set(), WHOLE_SHARE]


def test_an_exhaustive_part_is_a_part():
    """Men and women: 28 and 2 of 30. The 28 alone tell of the 2."""
    rows = by_status(30, employed=2, inactive=0, unemployed=28)
    assert hidden(rows, relations=[STATUS]) == [set(), {"events"}, set(), {"events"}]


def test_sets_within_sets_within_sets():
    """30 entered, of the 25 placed 28 … the middle one is not even collected."""
    laws = [law("entries", "placement"), law("placement", "stabilised.n")]
    rows = raw(result(30), result(14, 28, 5, 0, indicator="stabilised"))
    assert hidden(rows, relations=laws) == [set(), WHOLE_SHARE]
    assert hidden(rows, relations=laws[1:]) == [set(), set()]


def test_a_numerator_lies_within_its_denominator():
    """All 20 were placed, so 18 observed later leave 2 of the 20, printed as the denominator."""
    rows = raw(result(20, 20, 0, 0), result(10, 18, 5, 0, indicator="stabilised"))
    assert hidden(rows, relations=[law("placement", "stabilised.n")]) == [set(), WHOLE_SHARE]


def test_one_set_under_two_names_is_one_set():
    one = law("entries", "structure.n", exhaustive=True)
    other = law("structure.n", "trained")
    rows = raw(result(30), result(29, indicator="trained"))
    assert hidden(rows, relations=[one, other]) == [set(), {"events"}]


def test_a_part_of_an_overlapping_group_lies_within_the_whole_of_all():
    """20 trained refugees of 20 refugees and of 21 trained, of 22 entries: 2 entered without being trained refugees."""
    facts = {"group": "refugee", "dimension": "target_group"}
    rows = raw(
        result(22), result(19, **facts), result(22, indicator="trained"), result(20, indicator="trained", **facts)
    )
    assert hidden(rows, relations=[law("entries", "trained")])[3] == {"events"}


@pytest.mark.parametrize(("placed", "names"), [(20, set()), (19, {"events"}), (18, {"events"}), (17, set())])
def test_a_part_is_hidden_if_it_leaves_few_of_all_sets_that_cover_it(placed, names):
    covered = law("unemployed", "placed", others=("inactive",))
    rows = raw(*(result(count, indicator=name) for name, count in [("inactive", 8), ("placed", placed)]))
    rows = pd.concat([rows, raw(result(12, indicator="unemployed"))], ignore_index=True)
    assert hidden(rows, relations=[covered]) == [set(), names, set()]


def test_a_part_leaves_few_of_one_of_the_sets_that_cover_it_and_tells_nothing():
    covered = law("unemployed", "placed", others=("inactive",))
    names = {"inactive": 8, "placed": 10, "unemployed": 12}
    rows = raw(*(result(count, indicator=name) for name, count in names.items()))
    assert hidden(rows, relations=[covered]) == [set(), set(), set()]


@pytest.mark.parametrize(("old", "names"), [(9, set()), (8, {"events"}), (7, {"events"}), (6, set())])
def test_parts_that_share_nobody_must_not_leave_few_together(old, names):
    """20 of 29 are young: who is neither young nor old would follow from both."""
    rows = raw(result(29), *(result(count, indicator=name) for name, count in [("old", old), ("young", 20)]))
    assert hidden(rows, relations=[law("entries", "young", "old", disjoint=True)]) == [set(), names, set()]


def test_nor_need_they_if_one_of_them_is_hidden():
    rows = raw(result(24), *(result(count, indicator=name) for name, count in [("old", 2), ("young", 20)]))
    assert hidden(rows, relations=[law("entries", "young", "old", disjoint=True)]) == [set(), {"events"}, set()]


def test_one_set_as_an_indicator_and_as_a_group_is_hidden_in_both():
    ages = [("25_54", 20), ("55_plus", 8), ("under_25", 2)]
    rows = raw(
        result(30),
        *(result(count, group=group, dimension="age") for group, count in ages),
        result(8, indicator="over_54"),
    )
    assert hidden(rows)[4] == set()
    assert hidden(rows, relations=[law("over_54", "entries@55_plus", exhaustive=True)])[4] == {"events"}


def test_nothing_is_subtracted_from_a_whole_that_hides_itself():
    rows = raw(result(2), result(0, indicator="trained"))
    assert hidden(rows, relations=[law("entries", "trained")]) == [{"events"}, set()]


def test_an_amount_is_no_part():
    rows = raw(result(30), amount(29, 20))
    assert hidden(rows, relations=[law("entries", "hours")]) == [set(), set()]


def test_amounts_add_up_by_law():
    parts = {"coaching": (300, 20), "language": (80, 2), "work": (120, 9)}
    rows = raw(amount(500, 30), *(amount(*numbers, indicator=name) for name, numbers in parts.items()))
    got = hidden(rows, relations=[law("hours", *parts, exhaustive=True)])
    assert got == [set(), set(), {"n", "events"}, {"events"}]
