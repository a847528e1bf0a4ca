"""City against area: a gap only between values that are defined alike, its change only between two dates."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType

import pandas as pd
import pytest

from evaluation import tables
from evaluation.findings import Findings

MARKED = (("sgb2_rate", "***"), ("unemployment_rate", "*"), ("migration_share", "**"))
ALIKE = "Arbeitslose je Einwohner von 15 bis unter 65 Jahren"


@pytest.fixture
def shown(make_sources, plan):
    """Return a function from context rows to the rows and notes of the table."""

    def build(*rows):
        usual = {"measure": "unemployment_rate", "definition": ALIKE}
        sources = make_sources(context=[usual | row for row in rows])
        empty = {
            one.name: pd.DataFrame()
            for one in fields(Findings)
            if one.name not in ("plan", "identity", "enclosures", "peers")
        }
        given = {name: sources[name] for name in ("projects", "funding_rounds", "context")}
        findings = Findings(**{**empty, **given, "fingerprints": MappingProxyType({})}, plan=plan())
        (table,) = tables.area_context(findings).blocks
        rows = table.rows if table.type == "table" else []
        return {row.cells[0]: row.cells[1:] for row in rows if row.kind == "body"}, table

    return build


def value(level, number, date="2016", **more):
    return {"level": level, "value": number, "reference_date": date, **more}


def test_the_gap_is_area_less_city(shown):
    rows, _ = shown(value("city", 6.0), value("area", 10.8))
    assert rows["Arbeitslosenquote laut Profil"] == ["6,0 %", "10,8 %", "+4,8 Punkte", "2016"]


@pytest.mark.parametrize("other", ["Arbeitslose je Erwerbsperson", None])
def test_values_that_are_defined_differently_have_no_gap(shown, other):
    rows, _ = shown(value("city", 6.0), value("area", 10.8, definition=other))
    assert rows["Arbeitslosenquote laut Profil"][2] == "anders definiert"


def test_two_dates_have_a_row_each_and_one_for_the_change_of_the_gap(shown):
    rows, table = shown(value("city", 6.0), value("area", 10.8), value("city", 5.0, "2019"), value("area", 8.5, "2019"))
    labels = [row.cells[0] for row in table.rows]
    assert labels.count("Arbeitslosenquote laut Profil") == 2
    change = rows["Arbeitslosenquote laut Profil: Veränderung des Abstands"]
    assert change == ["–", "–", "−1,3 Punkte", "2016 bis 2019"]


def test_values_of_different_dates_are_not_compared(shown):
    rows, _ = shown(value("city", 6.0, "2016"), value("area", 8.5, "2019"))
    assert rows["Arbeitslosenquote laut Profil"] == ["keine Angabe", "8,5 %", "2019"]


def test_a_value_without_a_date_says_so_and_a_missing_value_is_no_zero(shown):
    rows, _ = shown(value("area", None, "undated"), value("city", 6.0, "undated"))
    assert rows["Arbeitslosenquote laut Profil"] == ["6,0 %", "keine Angabe", "keine Angabe"]


def test_pitfalls_are_told_where_there_is_something_to_compare(shown):
    _, table = shown(value("city", 6.0), value("area", 10.8))
    assert any("keine amtliche Arbeitslosenquote" in note for note in table.notes)


def test_sources_stand_in_the_order_of_their_marks_and_end_as_sentences(shown):
    _, table = shown(
        *(value("city", 6.0, measure=name, mark=mark, source_note=f"{mark} Amt, 2016") for name, mark in MARKED),
    )
    assert [note.partition(": ")[2] for note in table.notes[:3]] == [
        f"{mark} Amt, 2016." for mark in ("*", "**", "***")
    ]


def test_a_profile_without_any_value_is_a_sentence(shown):
    _, sentence = shown()
    assert sentence.runs[0].text == "Stadt und Programmgebiet: keine Angabe."
