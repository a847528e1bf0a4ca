"""The check of a release sees protected results alone: it finds what is left open, and nothing after `protect`."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import LAWS, counted, law, persons, raw, result

from evaluation.disclosure import Knowledge, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import PUBLIC_UNITS
from evaluation.disclosure.release import check_results

WIDTH = Protection(3, 3)
PLAIN = Knowledge(relations=LAWS)
GENDERS_KNOWN = Knowledge(complete=frozenset({"entries", "placement"}))


def masked(rows, names):
    """Return rows in which the named columns are hidden, row by row, and nothing else."""
    protected = rows.drop(columns="contributors").assign(suppressed=names)
    for column in ("n", "events", "unknown", "not_mature", "estimate", "conf_low", "conf_high"):
        protected[column] = protected[column].mask([column in one.split() for one in names])
    return protected


def genders(*events, indicator="entries", **facts):
    names = ("total", "female", "male", "non_binary")
    return [result(one, group=group, indicator=indicator, **facts) for group, one in zip(names, events, strict=True)]


@st.composite
def linked(draw):
    return raw(*(row for project in "AB" for row in counted(draw(persons()), project)))


def test_a_hidden_number_that_a_sum_gives_away_is_named_with_the_sum():
    found = check_results(masked(raw(*genders(20, 11, 7, 2)), ["", "", "", "events"]), WIDTH, GENDERS_KNOWN)
    [leak] = found.disclosed
    assert (leak.low, leak.high) == (2, 2)
    assert leak.line() == (
        "entries.events [A, gender non_binary] {.} is 2, because entries.events [A] {20} - entries.events "
        "[A, gender female] {11} - entries.events [A, gender male] {7} - entries.events [A, gender non_binary] {.} = 0 "
        "(a total and the groups of a dimension)"
    )


def test_two_hidden_numbers_that_can_only_be_few_are_found():
    """18 of 20 are women: the two others are a man and a non-binary person, or two of one kind."""
    found = check_results(masked(raw(*genders(20, 18, 1, 1)), ["", "", "events", "events"]), WIDTH, GENDERS_KNOWN)
    assert [(leak.low, leak.high) for leak in found.disclosed] == [(0, 2), (0, 2)]


def test_a_printed_number_of_few_is_found():
    found = check_results(masked(raw(*genders(20, 11, 7, 2)), ["", "", "", ""]), WIDTH, GENDERS_KNOWN)
    assert [leak.cell for leak in found.disclosed] == ["entries.events [A, gender non_binary] {2}"]


def test_few_of_unknown_group_are_found():
    rows = masked(raw(*genders(20, 11, 7, 0)), ["", "", "", ""])
    assert len(check_results(rows, WIDTH, Knowledge()).disclosed) == 1
    assert "what is left in entries.events [A] {20}" in check_results(rows, WIDTH, Knowledge()).disclosed[0].cell


def test_several_equations_together_are_found():
    """No sum has a single hidden cell, yet the sums of two dimensions and a law give all of them away."""
    rows = raw(
        result(20, indicator="all"),
        result(9, indicator="one"),
        result(9, indicator="two"),
        result(2, indicator="three"),
        result(11, indicator="two_or_three"),
    )
    laws = [("all", ("one", "two", "three")), ("two_or_three", ("two", "three"))]
    relations = tuple(law(whole, *parts, exhaustive=True) for whole, parts in laws)
    shown = masked(rows, ["", "", "events", "events", ""])
    assert check_results(shown, WIDTH, Knowledge(relations=relations)).disclosed == ()
    relations += (law("one", "two", exhaustive=True),)
    leaks = check_results(shown, WIDTH, Knowledge(relations=relations)).disclosed
    assert [(leak.low, leak.high) for leak in leaks] == [(2, 2), (2, 2)]  # the third, and the second or third but one


def test_a_law_that_does_not_hold_is_left_out_and_the_rest_still_attacked():
    rows = masked(raw(*genders(20, 11, 7, 2), result(12, indicator="trained")), ["", "", "", "events", ""])
    knowledge = Knowledge(relations=(law("trained", "entries"),), complete=frozenset({"entries"}))
    found = check_results(rows, WIDTH, knowledge)
    assert len(found.disclosed) == 1
    assert found.contradictions == 1


def test_two_names_of_one_set_with_different_numbers_are_a_contradiction():
    rows = raw(result(12, indicator="enrolled"), result(11))
    knowledge = Knowledge(relations=(law("enrolled", "entries", exhaustive=True),))
    assert check_results(masked(rows, ["", ""]), WIDTH, knowledge).contradictions == 1
    assert check_results(masked(rows.assign(events=12), ["", ""]), WIDTH, knowledge).contradictions == 0


@settings(max_examples=12, deadline=None)
@given(linked(), st.sampled_from([3, 5]))
def test_nothing_is_found_in_protected_results(rows, smallest_cell):
    protected = protect(rows, smallest_cell, LAWS)
    found = check_results(protected, Protection(smallest_cell, smallest_cell), PLAIN)
    assert found.disclosed == ()
    assert found.contradictions == 0


@settings(max_examples=8, deadline=None)
@given(linked(), st.sampled_from([(3, 5), (2, 1)]))
def test_the_width_of_the_plan_is_kept(rows, choice):
    smallest_cell, width = choice
    protected = protect(rows, smallest_cell, LAWS, width=width)
    assert check_results(protected, Protection(smallest_cell, width), PLAIN).disclosed == ()


# --- earlier editions -------------------------------------------------------------------------------------------------

GROWS = Knowledge(growing=frozenset({"entries"}), complete=frozenset({"entries"}))


def test_what_was_added_between_two_editions_is_no_small_number():
    """12 entries last year and 14 now: two persons entered in between."""
    before, now = protect(raw(result(12)), 3), raw(result(14))
    alone = protect(now, 3, knowledge=GROWS)
    assert alone["suppressed"].tolist() == [""]
    [leak] = check_results(alone, WIDTH, GROWS, [before]).disclosed
    assert leak.cell.startswith("what is left in entries.events [A] {14} - entries.events [A, edition 1 before] {12}")
    together = protect(now, 3, knowledge=GROWS, earlier=[before])
    assert together["suppressed"].tolist() == ["events"]
    assert check_results(together, WIDTH, GROWS, [before]).disclosed == ()


@pytest.mark.parametrize("now", [12, 15, 11])
def test_none_or_many_more_or_mended_data_need_no_protection(now):
    before = protect(raw(result(12)), 3)
    assert protect(raw(result(now)), 3, knowledge=GROWS, earlier=[before])["suppressed"].tolist() == [""]


def test_an_earlier_edition_that_printed_what_is_hidden_now_gives_it_away():
    """The earlier edition hid less than it should have: what it told about the same quarter cannot be taken back."""
    rows = raw(*genders(20, 11, 7, 2))
    careless = masked(rows, ["", "", "", ""])
    found = check_results(protect(rows, 3, knowledge=GROWS), WIDTH, GROWS, [careless])
    assert any("edition 1 before" in leak.cell for leak in found.disclosed)


def test_who_comes_back_has_not_left_and_nobody_knows_that_a_hidden_number_grew():
    """12 women had left a year ago, and 10 of them still have: who thinks that they grew errs."""
    revised = Knowledge(growing=GROWS.growing, complete=GROWS.complete, revised=GROWS.growing)
    before = masked(raw(*genders(20, 12, 8, 0)), ["", "", "", ""])
    now = masked(raw(*genders(22, 10, 8, 4)), ["", "events", "", "events"])
    believed = check_results(now, WIDTH, GROWS, [before]).disclosed
    assert any((leak.low, leak.high) == (0, 2) for leak in believed)  # 12 women or more, so 2 others or fewer
    found = check_results(now, WIDTH, revised, [before]).disclosed
    assert [leak.cell[:12] for leak in found] == ["what is left"]  # the totals are printed, and 2 more
    shown = masked(raw(*genders(22, 14, 8, 0)), ["", "", "", ""])
    assert len(check_results(shown, WIDTH, revised, [before]).disclosed) == 2  # two women more: everybody reads that


@settings(max_examples=8, deadline=None)
@given(persons(), persons(), persons())
def test_two_editions_together_give_nothing_away(first, second, third):
    """An edition, and one with more persons; the earlier one is protected as it was."""
    knowledge = Knowledge(relations=LAWS, growing=frozenset({"entries", "placement", "trained"}))
    before = protect(raw(*counted(first)), 3, knowledge=knowledge)
    middle = protect(raw(*counted([*first, *second])), 3, knowledge=knowledge, earlier=[before])
    rows = raw(*counted([*first, *second, *third]))
    last = protect(rows, 3, knowledge=knowledge, earlier=[middle, before])
    assert check_results(last, WIDTH, knowledge, [middle, before]).disclosed == ()
    again = protect(last.drop(columns="suppressed").assign(contributors=rows["contributors"]), 3, knowledge=knowledge)
    assert set(again.columns) == set(last.columns)


# --- sums over projects -----------------------------------------------------------------------------------------------


def of_places(*counts, groups=("total",)):
    """Return a count of each project, of each municipality and of the programme."""
    rows, sums = [], {}
    for number, count in enumerate(counts):
        place = f"{number // 2:08d}"
        for group in groups:
            rows.append(result(count[group], group=group, project=f"P{number}", municipality=place))
            for whole in (place, ""):
                sums[whole, group] = sums.get((whole, group), 0) + count[group]
    for (place, group), count in sums.items():
        rows.append(result(count, group=group, project="", municipality=place, funding_round=""))
    return raw(*rows)


def test_a_hidden_project_does_not_follow_from_the_sums_over_projects():
    rows = of_places({"total": 2}, {"total": 20}, {"total": 30}, {"total": 40})
    assert check_results(masked(rows, ["events", *[""] * 6]), WIDTH, Knowledge()).disclosed
    protected = protect(rows, 3)
    assert protected.loc[rows["events"] == 2, "suppressed"].tolist() == ["events"]
    assert check_results(protected, WIDTH, Knowledge()).disclosed == ()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 3, 5, 9])] * 3), min_size=1, max_size=9))
def test_sums_over_projects_and_groups_give_nothing_away(counts):
    named = [
        {"female": one, "male": two, "non_binary": three, "total": one + two + three} for one, two, three in counts
    ]
    rows = of_places(*named, groups=("total", "female", "male", "non_binary"))
    knowledge = Knowledge(complete=frozenset({"entries"}))
    assert check_results(protect(rows, 3, knowledge=knowledge), WIDTH, knowledge).disclosed == ()


def test_fifty_linked_municipalities_and_their_earlier_edition_give_nothing_away():
    """Each with its projects, all with their sums, by gender; some months later a few more persons in most of them."""
    random = Random(50)  # noqa: S311
    groups = ("total", "female", "male", "non_binary")

    def summed(count):
        return {"total": sum(count), **dict(zip(groups[1:], count, strict=True))}

    first = [[random.randint(0, 40), random.randint(0, 40), random.choice([0, 0, 1, 2, 4])] for _ in range(100)]
    second = [[count + random.choice([0, 0, 1, 2, 9]) for count in one] for one in first]
    before, now = (of_places(*map(summed, counts), groups=groups) for counts in (first, second))
    assert before["municipality"].nunique() == 51  # the programme has none
    earlier = protect(before, 3, knowledge=GROWS)
    protected = protect(now, 3, knowledge=GROWS, earlier=[earlier])
    assert check_results(earlier, WIDTH, GROWS).disclosed == ()
    found = check_results(protected, WIDTH, GROWS, [earlier])
    assert found.disclosed == ()
    assert found.contradictions == 0
    assert found.hidden > 100
    careless = check_results(protect(now, 3, knowledge=GROWS), WIDTH, GROWS, [earlier])
    assert len(careless.disclosed) > 50


def test_events_of_nobody_are_never_attacked():
    rows = protect(raw(result(1, unit=PUBLIC_UNITS[0], indicator="events_held")), 3)
    assert check_results(rows, WIDTH, Knowledge()).disclosed == ()
