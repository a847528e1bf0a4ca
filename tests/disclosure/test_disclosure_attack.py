"""Random tables and an attacker who subtracts, chains sets within sets, and solves equations."""

from random import Random

import numpy as np
import pandas as pd
from attacker import exact_by_equations, exact_in_a_single_sum, known, known_to_be_few
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import GENDERS, LAWS, NUMBERS, Persons, by_gender, counted, cross_table, persons, raw, result
from pandas.testing import assert_frame_equal

from evaluation.disclosure import PUBLIC_UNITS, Knowledge, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.protection import DECIMALS
from evaluation.disclosure.release import check_results
from evaluation.results import COUNT_COLUMNS, FINDING_COLUMNS, RESULT_COLUMNS, VALUE_COLUMNS

quick = settings(max_examples=10, deadline=None)
sizes = st.sampled_from([3, 5])


@st.composite
def tables(draw, of="A"):
    """Draw a count by gender and quarter, a share by gender, and the events held, of each project."""
    small = st.integers(0, 6) | st.sampled_from([0, 0, 1, 20])
    rows = []
    for project in of:
        quarters = draw(st.integers(1, 4))
        cells = {group: tuple(draw(small) for _ in range(quarters)) for group in GENDERS}
        missing = tuple(draw(st.sampled_from([0, 0, 0, 1, 3])) for _ in range(quarters))
        rows += cross_table(cells, missing, project=project)
        people = {group: [draw(small) for _ in range(4)] for group in GENDERS}  # yes, no, unknown, too early
        people = {"total": np.sum(list(people.values()), axis=0).tolist(), **people}
        rows += [
            result(yes, yes + no + unknown, unknown, early, group=group, project=project)
            for group, (yes, no, unknown, early) in people.items()
        ]
        held = [draw(st.integers(0, 6)) for _ in range(quarters)]
        rows += cross_table({"total": held}, project=project, indicator="events_held", unit="events")
    return raw(*{(row["indicator"], row["project"], row["group"], row["period"]): row for row in rows}.values())


@st.composite
def linked_tables(draw, of="A"):
    """Draw all indicators of invented persons, which laws link to each other."""
    return raw(*(row for project in of for row in counted(draw(persons()), project)))


any_tables = tables() | linked_tables()


def recovered(protected):
    """Attack: in each line that adds up, a single hidden number is the total minus the others.

    Written without regard to how the protection finds its lines: genders of the same period, quarters of the same
    group. A lone hidden total counts only if the published members are not all 0 (then it counts unknown gender).
    """
    lines = {}
    for row in protected[protected["dimension"].isin(["total", "gender"])].to_dict("records"):
        across = (row["indicator"], row["project"], "genders of", row["period"])
        lines.setdefault(across, {})[row["group"]] = row
        if row["method"] in ("count", "total"):
            along = (row["indicator"], row["project"], "quarters of", row["group"])
            lines.setdefault(along, {})[row["period"] or "total"] = row
    found = []
    for name, line in lines.items():
        means = all(row["method"] == "mean" for row in line.values())  # times n they add up
        for column in (*COUNT_COLUMNS, "estimate") if means else COUNT_COLUMNS:
            masked = [place for place, row in line.items() if column in row["suppressed"].split()]
            others = [row[column] for place, row in line.items() if place not in masked and pd.notna(row[column])]
            if len(line) > 1 and len(masked) == 1 and not (masked == ["total"] and sum(others) == 0):
                found.append((*name, masked[0], column))
    return found


def test_the_attackers_find_what_primary_suppression_alone_leaves():
    rows = by_gender((20,), (11,), (7,), (2,))
    protected = protect(rows, 3)
    careless = protected.assign(
        events=rows["events"].mask(rows["events"] < 3), suppressed=["", "", "", "events"], status="published"
    )
    assert recovered(careless) == [("entries", "A", "genders of", "", "non_binary", "events")]
    cell = ("entries", "A", "gender", "non_binary", "", "events")
    assert exact_in_a_single_sum(known(rows, careless)) == exact_by_equations(known(rows, careless)) == [cell]
    assert recovered(protected) == exact_in_a_single_sum(known(rows, protected)) == []


def test_the_attackers_find_what_a_set_within_a_set_leaves():
    rows = raw(result(20), result(19, indicator="trained"))
    for relations, leaks in [((), 1), (LAWS, 0)]:
        assert len(known_to_be_few(known(rows, protect(rows, 3, relations), LAWS), 3)) == leaks


@settings(max_examples=15, deadline=None)
@given(any_tables, sizes)
def test_no_hidden_number_follows_from_a_line(rows, smallest_cell):
    before = rows.copy()
    protected = protect(rows, smallest_cell, LAWS)
    assert recovered(protected) == []
    assert_frame_equal(rows, before)  # the raw results are left alone


@settings(max_examples=12, deadline=None)
@given(linked_tables(), sizes)
def test_no_hidden_number_follows_from_a_single_sum_whatever_it_adds_up(rows, smallest_cell):
    assert exact_in_a_single_sum(known(rows, protect(rows, smallest_cell, LAWS), LAWS)) == []


@quick
@given(linked_tables(), sizes)
def test_sets_within_sets_tell_of_no_few_persons(rows, smallest_cell):
    assert known_to_be_few(known(rows, protect(rows, smallest_cell, LAWS), LAWS), smallest_cell) == []


def test_several_sums_together_give_hardly_anything_away():
    """No promise is made here: this keeps in mind how large the gap is that only a linear program can close."""
    random, hidden, exact = Random(7), 0, []  # noqa: S311
    for _ in range(10):
        kinds = [Persons(random.choice([1, 1, 1, 2, 3, 4, 7]), *_kind(random)) for _ in range(random.randint(4, 16))]
        rows = raw(*counted(kinds))
        facts = known(rows, protect(rows, 3, LAWS), LAWS)
        hidden += len(facts.hidden)
        exact += exact_by_equations(facts)
    assert hidden > 500
    assert len(exact) <= hidden / 300


def _kind(random):
    gender = random.choice(["female", "female", "male", "male", "non_binary", "unknown"])
    status = random.choice(["unemployed", "inactive", "employed"])
    later = [random.choice(["yes", "no", "unknown"]), random.choice(["yes", "no", "unknown", "too_early"])]
    return gender, random.choice(["Q1", "Q2", "Q3"]), status, *later, random.random() < 0.5, random.random() < 0.5


@quick
@given(any_tables, sizes)
def test_no_small_number_of_persons_leaves_the_house(rows, smallest_cell):
    protected = protect(rows, smallest_cell, LAWS)
    of_people = protected[~protected["unit"].isin([*PUBLIC_UNITS, "hours"])]

    def is_small(numbers):
        return numbers.between(1, smallest_cell - 1).fillna(value=False).any()

    for column in COUNT_COLUMNS:
        assert not is_small(of_people[column])
    assert not is_small(of_people["n"] - of_people["events"])
    assert not is_small(of_people["n"] - of_people["events"] - of_people["unknown"])
    amounts = protected[protected["unit"] == "hours"]
    assert not is_small(amounts["n"])
    few = rows.loc[amounts.index, "n"].between(1, smallest_cell - 1)
    assert amounts.loc[few, list(NUMBERS)].isna().all(axis=None)


@quick
@given(any_tables)
def test_nothing_of_a_hidden_headline_is_left(rows):
    protected = protect(rows, 3, LAWS)
    names = protected["suppressed"].str.split()
    hides = names.map(lambda one: "events" in one or "estimate" in one)
    assert protected.loc[hides, ["events", *VALUE_COLUMNS]].isna().all(axis=None)
    assert (protected.loc[hides, "status"] == "suppressed").all()
    assert (protected.loc[~hides, "status"] != "suppressed").all()


@quick
@given(any_tables)
def test_a_number_is_as_it_was_or_hidden_and_named(rows):
    """Never 0 for a hidden number, never an empty cell that nobody explains; a published zero was one."""
    protected = protect(rows, 3, LAWS)
    assert list(protected.columns) == list(FINDING_COLUMNS)
    for column in NUMBERS:
        named = protected["suppressed"].str.split().map(lambda names, column=column: column in names)
        assert protected.loc[named, column].isna().all()
        assert rows.loc[named, column].notna().all()
        as_it_was = rows[column].mask(rows["method"] == "mean", rows[column].round(DECIMALS["mean"]))
        pd.testing.assert_series_equal(protected.loc[~named, column], as_it_was[~named])
    untouched = [column for column in RESULT_COLUMNS if column not in (*NUMBERS, "status")]
    assert_frame_equal(protected[untouched], rows[untouched])


@quick
@given(linked_tables())
def test_where_nothing_is_small_zeros_stay_and_nothing_is_hidden(rows):
    """Everybody comes in tens."""
    large = rows.copy()
    for column in (*COUNT_COLUMNS, "contributors"):
        large[column] *= 10
    assert (protect(large, 5, LAWS)["suppressed"] == "").all()


@quick
@given(tables())
def test_events_of_the_network_are_never_hidden(rows):
    protected = protect(rows, 3)
    assert (protected.loc[protected["unit"] == "events", "suppressed"] == "").all()


@quick
@given(any_tables, st.randoms(use_true_random=False))
def test_the_same_cells_are_hidden_again_and_in_whatever_order_the_rows_and_laws_stand(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    shuffled = protect(rows.iloc[order].reset_index(drop=True), 3, LAWS)
    back = shuffled.set_index(pd.Index(order)).sort_index()
    once = protect(rows, 3, LAWS)
    assert_frame_equal(back, once)
    assert_frame_equal(protect(rows, 3, LAWS), once)
    assert_frame_equal(protect(rows, 3, random.sample(LAWS, len(LAWS))), once)


@quick
@given(linked_tables(), sizes)
def test_what_is_published_once_needs_no_more_protection(rows, smallest_cell):
    """The attack on what is published, with hidden numbers known to be there, leaves nothing to mend.

    Laws that the records break give an attacker wrong answers, so only tables that keep them are asked with laws.
    """
    published = protect(rows, smallest_cell, LAWS)
    knowledge = Knowledge(relations=LAWS)
    assert check_results(published, Protection(smallest_cell, smallest_cell), knowledge).disclosed == ()


@quick
@given(tables(), sizes)
def test_what_is_published_once_without_laws_needs_no_more_protection(rows, smallest_cell):
    published = protect(rows, smallest_cell)
    assert check_results(published, Protection(smallest_cell, smallest_cell), Knowledge()).disclosed == ()


@quick
@given(tables(of="AB") | linked_tables(of="AB"))
def test_another_project_hides_nothing(rows):
    together, alone = protect(rows, 3, LAWS), protect(rows[rows["project"] == "A"], 3, LAWS)
    assert_frame_equal(together[together["project"] == "A"].reset_index(drop=True), alone)
