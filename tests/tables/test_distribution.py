"""Very many municipalities: how their published values are distributed, instead of a line for each."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import figures, tables
from evaluation.tables.distribution import MOST_LINES, STEPS, values_at_steps
from evaluation.typst.drawings import read_drawing

HIDDEN = {"status": "suppressed", "suppressed": "n events unknown estimate conf_low conf_high"}
MANY = [f"P{number:03}" for number in range(1, MOST_LINES + 2)]


@pytest.fixture
def many(make_findings):
    """A project more than has lines: the first hides its placement, of the others each has one more placed."""
    rows = [{"project": MANY[0], "indicator": "placement", "n": 200, "events": 1, **HIDDEN}]
    rows += [
        {"project": code, "indicator": "placement", "n": 200, "events": number, "unknown": 7}
        for number, code in enumerate(MANY[1:], start=1)
    ]
    return make_findings(rows, projects=MANY)


def cells(shown):
    (table,) = shown.blocks
    return {row.cells[0]: [cell.replace("\u00a0", " ") for cell in row.cells[1:]] for row in table.rows}


def test_as_many_projects_as_fit_have_a_line_each_and_one_more_are_told_by_their_distribution(make_findings):
    def lines(codes):
        rows = [{"project": code, "indicator": "placement", "n": 100, "events": 40} for code in codes]
        (table,) = tables.programme_exits(make_findings(rows, projects=codes)).blocks
        return len(table.rows)

    assert lines(MANY[:-1]) == MOST_LINES
    assert lines(MANY) == 4


def test_counts_stand_before_their_share_and_all_are_published_values(many):
    found = cells(tables.programme_exits(many))
    assert list(found) == ["beschäftigt", "von", "unbekannt", "Anteil"]
    assert found["beschäftigt"] == ["100 von 101", "1", "10", "25", "50", "75", "90", "100"]
    assert found["von"] == ["100 von 101", *["200"] * 7]
    assert found["unbekannt"] == ["100 von 101", *["7"] * 7]
    assert found["Anteil"] == ["100 von 101", "0 %", "5 %", "12 %", "25 %", "38 %", "45 %", "50 %"]


def test_where_nobody_published_there_is_no_number(many):
    assert cells(tables.programme_reach(many))["Eintritte"] == ["0 von 101"]


@given(st.lists(st.integers(3, 60), min_size=1, max_size=30).map(sorted))
def test_each_value_is_the_smallest_that_so_many_do_not_exceed(counts):
    for value, share in zip(values_at_steps(counts), STEPS, strict=True):
        assert value in counts
        assert sum(count <= value for count in counts) >= share * len(counts)
        assert value == counts[0] or sum(count < value for count in counts) < share * len(counts)


def test_targets_are_counted_by_verdict(many):
    planned = {"indicator": "placement", "target": 40.0, "unit": "persons"}
    targets = pd.DataFrame({"project": MANY}).assign(**planned)
    found = cells(tables.programme_targets(replace(many, targets=targets)))
    assert found["erreicht"] == ["61", "61"]
    assert found["nicht erreicht"] == ["39", "39"]
    assert found["nicht zu beurteilen"] == ["1", "1"]


def test_the_drawing_counts_projects_by_class_and_says_how_many_have_no_value(many):
    (figure,) = figures.programme_placement(many).blocks
    alt = figure.alt.replace("\u00a0", " ")
    assert "0–5 %: 9; 5–10 %: 10;" in alt  # 10 of 200 are 5 percent, in the upper of the two classes
    assert "50–55 %: 1." in alt
    assert any("1 von 101 Projekten" in note for note in figure.notes)
    assert read_drawing(figure.svg, "").height < 220


def test_what_is_hidden_leaves_no_trace(make_findings):
    def everything(events):
        rows = [{"project": MANY[0], "indicator": "placement", "n": 200, "events": events, **HIDDEN}]
        rows += [{"project": code, "indicator": "placement", "n": 200, "events": 50} for code in MANY[1:]]
        findings = make_findings(rows, projects=MANY)
        shown = [tables.programme_exits(findings), figures.programme_placement(findings)]
        return "".join(block.model_dump_json() for one in shown for block in one.blocks)

    assert everything(1) == everything(2)
