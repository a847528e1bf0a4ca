"""The report over all municipalities: side by side, nothing added up, nothing that the findings do not publish."""

from dataclasses import replace

import pandas as pd
import pytest

from evaluation import figures, tables
from evaluation.errors import FindingsError
from evaluation.tables.places import in_the_alphabet
from evaluation.typst.drawings import read_drawing

HIDDEN = {"status": "suppressed", "suppressed": "n events unknown estimate conf_low conf_high"}


@pytest.fixture
def programme(make_findings):
    """Three projects, of which the third hides its placement."""

    def build(hidden=9):
        rows = []
        for code, events, n in (("A", 40, 100), ("B", 30, 120)):
            rows += [
                {"project": code, "indicator": "placement", "n": n, "events": events, "unknown": 5},
                {"project": code, "indicator": "entries", "events": n + 7},
            ]
        rows.append({"project": "C", "indicator": "placement", "n": 20, "events": hidden, "unknown": 3, **HIDDEN})
        rows.append({"project": "C", "indicator": "entries", "events": 30})
        findings = make_findings(rows, projects=("A", "B", "C"))
        places = {"A": ("01", "Zwickau"), "B": ("02", "Aachen"), "C": ("03", "Mainz")}
        projects = findings.projects.assign(
            municipality=[places[code][0] for code in findings.projects["project"]],
            municipality_name=[places[code][1] for code in findings.projects["project"]],
        )
        columns = ["project", "indicator", "target", "unit", "pro_rata"]
        empty = {name: pd.DataFrame(columns=columns) for name in ("targets", "budgets", "context", "project_details")}
        empty["enclosures"] = pd.DataFrame(columns=["municipality", "kind", "name", "text"])
        return replace(findings, projects=projects, checks=pd.DataFrame(columns=columns), **empty)

    return build


def lines(shown):
    (table,) = shown.blocks
    return [row.cells for row in table.rows]


def test_municipalities_stand_in_the_order_of_their_names(programme):
    assert [cells[0] for cells in lines(tables.programme_exits(programme()))] == ["Aachen", "Mainz", "Zwickau"]


def test_the_alphabet_knows_umlauts_and_numbers():
    names = ["Zwickau", "Öhringen", "Ort 10", "Ort 2", "Oschatz", "Aachen", "öd"]
    assert sorted(names, key=in_the_alphabet) == ["Aachen", "öd", "Öhringen", "Ort 2", "Ort 10", "Oschatz", "Zwickau"]


def test_every_table_of_all_municipalities_names_them(programme):
    for shown in (tables.data_basis(programme()), tables.programme_reach(programme())):
        assert [cells[0] for cells in lines(shown)] == ["Aachen", "Mainz", "Zwickau"]


def test_how_many_are_unknown_stands_beside_each_share_of_what_lasted(make_findings):
    row = {"n": 60, "events": 30, "unknown": 12}
    months = (3, 6, 12)
    rows = [{"project": code, "indicator": f"stabilised_{one}_continuous", **row} for code in "AB" for one in months]
    (table,) = tables.programme_lasted(make_findings(rows, projects=("A", "B"))).blocks
    assert [column.label for column in table.columns].count("unbekannt") == len(months)
    assert [cell.replace("\u00a0", " ") for cell in table.rows[0].cells[1:4]] == ["30 von 60", "50 %", "12"]


def test_many_municipalities_are_parted_evenly_into_low_drawings(make_findings):
    codes = [f"P{number:02}" for number in range(1, 27)]
    rows = [{"project": code, "indicator": "placement", "n": 100, "events": 40} for code in codes]
    drawings = figures.programme_placement(make_findings(rows, projects=codes)).blocks
    assert [part.alt.count("40 von 100") for part in drawings] == [13, 13]
    assert all(read_drawing(part.svg, "").height < 220 for part in drawings)


def test_two_projects_of_a_municipality_are_told_apart(programme):
    findings = programme()
    same = replace(findings, projects=findings.projects.assign(municipality="01", municipality_name="Aachen"))
    assert [cells[0] for cells in lines(tables.programme_exits(same))] == [f"Aachen, Projekt {code}" for code in "ABC"]


def test_the_span_is_said_with_names_and_what_is_missing(programme):
    (panel,) = tables.programme_findings(programme()).blocks
    said = {item.label: item.detail.replace("\u00a0", " ") for item in panel.items}
    assert said["Beschäftigung bei Austritt"] == (
        "Anteil, Unbekannte im Nenner. Der Wert liegt zwischen 25 % (Aachen: 30 von 120) und 40 % (Zwickau: 40 von "
        "100). Nicht bekannt ist es in jeder Zeile von 5 Personen. "
        "Für 1 von 3 Projekten gibt es keinen veröffentlichten Wert."
    )
    assert said["Eintritte"].endswith("zwischen 30 (Mainz) und 127 (Aachen).")
    assert said["Lokale Ökonomie"].endswith(
        "Dazu ist kein Wert veröffentlicht. Für 3 von 3 Projekten gibt es keinen veröffentlichten Wert."
    )
    assert any("Summe" in sentence for sentence in panel.unknown)
    assert any("keine Rangfolge" in sentence for sentence in panel.unknown)


def test_no_sum_is_printed_and_what_is_hidden_leaves_no_trace(programme):
    def everything(findings):
        shown = [getattr(tables, name)(findings) for name in tables.__all__ if name.startswith("programme_")]
        shown.append(figures.programme_placement(findings))
        return "".join(block.model_dump_json() for one in shown for block in one.blocks)

    one = everything(programme(hidden=9))
    assert one == everything(programme(hidden=8))
    for number in (70, 220, 264):  # sums of events, of denominators and of entries
        assert f'"{number}"' not in one
        assert f" {number} " not in one


def test_the_drawing_names_every_municipality(programme):
    (figure,) = figures.programme_placement(programme()).blocks
    for said in ("Aachen: 25", "Mainz: unterdrückt", "Zwickau: 40"):
        assert said in figure.alt.replace("\u00a0", " ")


def test_one_funding_round_has_its_projects(programme):
    findings = programme()
    code = findings.projects["funding_round"].iloc[0]
    assert len(findings.for_funding_round(code).projects) == 3
    with pytest.raises(FindingsError, match=code):
        findings.for_funding_round("nicht da")
