"""The attack against enumeration, and the remedies against programs of official statistics."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabular import cross_table, intervals, protected

from evaluation.disclosure.attack import Protection

SCENARIOS = json.loads((Path(__file__).parent / "reference" / "attack_scenarios.json").read_text())["scenarios"]

RACES = {"black": "Total", "hispan": "Total", "white": "Total"}
SCHOOLS = {"e0_8": "low", "e09_11": "low", "e12": "high", "e13plus": "high", "low": "Total", "high": "Total"}
SCHOOLS_FLAT = dict.fromkeys(("e0_8", "e09_11", "e12", "e13plus"), "Total")
MARRIED = {"no": "Total", "yes": "Total"}
TREATED = {
    "black": (24, 89, 30, 13),
    "hispan": (2, 7, 2, 0),
    "white": (2, 7, 7, 2),
}
"""185 participants by race and education, from the data set lalonde of the R package MatchIt."""
EVERYBODY = {
    "black": ((33, 10), (99, 27), (39, 14), (18, 3)),
    "hispan": ((9, 15), (22, 9), (7, 7), (2, 1)),
    "white": ((18, 49), (50, 46), (36, 54), (26, 20)),
}
"""614 persons by race, education and marriage, from the same."""


def flat_table():
    inner = {
        (race, school): count for race, row in TREATED.items() for school, count in zip(SCHOOLS_FLAT, row, strict=True)
    }
    return cross_table(inner, [RACES, SCHOOLS_FLAT])


def deep_table():
    inner = {
        (race, school, married): count
        for race, rows in EVERYBODY.items()
        for school, row in zip(SCHOOLS_FLAT, rows, strict=True)
        for married, count in zip(MARRIED, row, strict=True)
    }
    return cross_table(inner, [RACES, SCHOOLS, MARRIED])


def holds(interval, smallest_cell):
    low, high = interval
    return high < 1 or low >= smallest_cell or ((low <= 0 or high >= smallest_cell) and high - low >= smallest_cell)


@pytest.mark.parametrize("case", SCENARIOS, ids=[case["name"] for case in SCENARIOS])
def test_the_intervals_are_those_of_enumeration(case):
    assert intervals(case["true"], case["hidden"], case["sums"]) == case["interval"]


@pytest.mark.parametrize(
    ("table", "primary", "of_sdctable"),
    [
        (flat_table, 4, {"OPT": 2, "HITAS": 3, "HYPERCUBE": 3, "SIMPLEHEURISTIC": 3, "GaussSuppression": 2}),
        (deep_table, 4, {"OPT": 8, "SIMPLEHEURISTIC": 8, "GaussSuppression": 10}),
    ],
)
def test_tables_of_official_statistics_are_safe_with_few_more_cells(table, primary, of_sdctable):
    """Secondary cells of sdcTable 0.32.5 and GaussSuppression 1.0.0, which ask for no exact recovery alone.

    Here an interval must also be five wide, so that more cells may be needed, and no fewer than safety asks.
    """
    true, sums = table()
    hidden = protected(true, sums, Protection(5, 5))
    small = {name for name, count in true.items() if 1 <= count < 5}
    assert len(small) == primary
    assert small <= hidden
    assert all(holds(interval, 5) for interval in intervals(true, hidden, sums).values())
    assert of_sdctable["OPT"] <= len(hidden - small) <= 2 * max(of_sdctable.values())


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from([2, 3, 5]))
def test_random_tables_are_safe_and_hiding_adds_no_information(data, smallest_cell):
    """Two by three cells with margins."""
    rows, columns = {"a": "T", "b": "T"}, {"x": "T", "y": "T", "z": "T"}
    inner = {key: data.draw(st.sampled_from([0, 1, 1, 2, 3, 4, 6])) for key in product("ab", "xyz")}
    true, sums = cross_table(inner, [rows, columns])
    hidden = protected(true, sums, Protection(smallest_cell, smallest_cell))
    small = {name for name, count in true.items() if 1 <= count < smallest_cell}
    assert small <= hidden
    before, found = intervals(true, small, sums), intervals(true, hidden, sums)
    assert all(found[name][0] <= before[name][0] and found[name][1] >= before[name][1] for name in small)
    for name in hidden:
        assert found[name][0] <= true[name] <= found[name][1]
        assert holds(found[name], smallest_cell)
    assert protected(true, sums, Protection(smallest_cell, smallest_cell)) == hidden
