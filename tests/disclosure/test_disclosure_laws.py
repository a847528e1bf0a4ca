"""What follows from laws: pairs of sets within sets, sets under two names, sums of sums."""

import pytest
from invented import law

from evaluation.disclosure.laws import MOST_EQUATIONS, equations, same, within


def pairs(laws):
    """Return the pairs of one set within one other."""
    return {(whole[0], part) for whole, part in within(laws) if len(whole) == 1}


STATUS = law("entries", "employed", "inactive", "unemployed", exhaustive=True)
TO_BE_PLACED = law("placement.n", "inactive", "unemployed", exhaustive=True)


def test_no_law_says_nothing():
    assert within([]) == []
    assert same([]) == {}
    assert equations([]) == []


def test_a_part_of_a_part_is_a_part():
    laws = [law("a", "b"), law("b", "c", "d", exhaustive=True)]
    found = pairs(laws)
    assert {("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")} <= found
    assert {("a.n", name) for name in "abcd"} <= found  # each numerator lies within its denominator
    assert not {("b", "a"), ("c", "d"), ("d", "c")} & found


def test_a_denominator_contains_what_its_numerator_contains():
    assert ("placement.n", "stabilised") in pairs([law("placement", "stabilised.n")])


def test_laws_that_go_round_in_a_circle_say_that_sets_are_the_same():
    circle = [law("a", "b"), law("b", "a")]
    assert {("a", "b"), ("b", "a")} <= pairs(circle)
    assert all(whole != part for whole, part in pairs(circle))


def test_a_single_exhaustive_part_is_the_same_set():
    laws = [law("b", "a", exhaustive=True), law("c", "b", exhaustive=True), law("c", "d")]
    assert same(laws) == dict.fromkeys("abc", ("a", "b", "c")) | {"d": ("d",)}
    assert {("a", "d"), ("b", "d")} <= pairs(laws)
    assert equations(laws) == []


def test_sets_that_cover_a_part_together_do_not_contain_it_each():
    laws = [law("unemployed", "placement", others=("inactive",))]
    assert (("inactive", "unemployed"), "placement") in within(laws)
    assert not {("unemployed", "placement"), ("inactive", "placement")} & pairs(laws)


def test_what_contains_sets_contains_what_they_cover_together():
    laws = [law("unemployed", "placement", others=("inactive",)), STATUS]
    assert ("entries", "placement") in pairs(laws)
    assert ("employed", "placement") not in pairs(laws)


def test_that_a_group_lies_within_all_cases_is_no_matter_of_laws():
    laws = [law("entries", "entries@female", "entries@male", exhaustive=True)]
    assert within(laws) == []
    assert equations(laws) == [{"entries": 1, "entries@female": -1, "entries@male": -1}]


def test_an_exhaustive_law_is_an_equation_and_another_is_none():
    assert equations([STATUS, law("entries", "trained")]) == [
        {"entries": 1, "employed": -1, "inactive": -1, "unemployed": -1}
    ]


def test_two_laws_that_share_several_sets_make_a_third():
    third = {"entries": 1, "employed": -1, "placement.n": -1}
    assert third in equations([STATUS, TO_BE_PLACED])
    assert len(equations([STATUS, TO_BE_PLACED])) == 3


def test_two_laws_that_share_one_set_make_no_third():
    age = law("entries", "young", "old", exhaustive=True)
    below = law("employed", "full_time", "part_time", exhaustive=True)
    assert len(equations([STATUS, age, below])) == 3


def test_two_names_of_a_shared_set_do_not_hide_that_it_is_shared():
    other = law("placement.n", "inactive", "jobless", exhaustive=True)
    names = law("unemployed", "jobless", exhaustive=True)
    assert {"entries": 1, "employed": -1, "placement.n": -1} in equations([STATUS, other, names])


def test_a_difference_of_two_sums_of_one_whole_has_its_whole_first():
    fine = law("entries", "employed", "inactive", "short", "long", exhaustive=True)
    assert list(equations([STATUS, fine])[-1].items()) == [("unemployed", 1), ("long", -1), ("short", -1)]


@pytest.mark.parametrize("groups", [12])
def test_laws_that_share_very_much_come_to_an_end(groups):
    fine = law("all", *(f"fine_{one}" for one in range(2 * groups)), exhaustive=True)
    pairs = [law(f"pair_{one}", f"fine_{2 * one}", f"fine_{2 * one + 1}", exhaustive=True) for one in range(groups)]
    assert len(equations([fine, *pairs])) == MOST_EQUATIONS
