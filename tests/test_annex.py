"""The annex: the rows that officers know, nothing hidden shows, no text becomes a formula, the same bytes twice."""

import csv
import datetime as dt
import itertools
import re
import zipfile
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pandas as pd
import pytest

from evaluation.annex import workbook, write_annex
from evaluation.findings import Findings
from evaluation.plan import read_plan
from evaluation.spreadsheets import guarded, unguarded

DEMO = Path(__file__).parents[1] / "data" / "demo"
SHEETS = ["Lesehilfe", "Tabelle 4A", "Tabelle 2A", "Tabelle 2C", "Alle Indikatoren", "Zählregeln"]
CSV_FILES = ("output_indicators.csv", "result_indicators.csv", "programme_results.csv", "indicators.csv")
COUNTS = ("n", "events", "unknown", "not_mature")
VALUES = ("estimate", "conf_low", "conf_high")
HOSTILE = ("=1+1", "+49 341", "-1", "@SUM(A1)", "http://example.org", "mailto:a@b.org", "007", "<r>no & markup</r>")

ROUNDS = [
    ("R1", "Runde 1", "esf_2014_2020", "2019-01-01"),
    ("R2", "Runde 2", "esf_plus_2021_2027", "2022-01-01"),
    ("R0", "Vorläufer", "forerunner", "2003-05-01"),
]
PROJECTS = [
    ("b", "Projekt B", "05711000", "Bielefeld", "more_developed", "R1"),
    ("a", "Projekt A", "14713000", "Leipzig", None, "R1"),
    ("c", "Projekt C", "12054000", "Potsdam", "transition", "R2"),
    ("v", "Projekt V", "14713000", "Leipzig", None, "R0"),
]
DEFINITIONS = [
    ("entries", "reach", "Eintritte", "count", "persons", ("CO_ALL", "EECO_ALL", "")),
    ("unemployed", "reach", "Arbeitslose", "count", "persons", ("CO01", "EECO02", None)),
    ("placement", "exit", "Beschäftigung bei Austritt", "wilson", "persons", ("CR04", "EECR04", "")),
    ("left_early", "exit", "Abbrüche", "wilson", "persons", ("", "", None)),
    ("wage", "lasted", "Stundenlohn", "mean", "euro", ("", "", None)),
    ("enterprises_reached", "economy", "Erreichte Unternehmen", "count", "enterprises", ("", "", "")),
]
RULE_SETS = ("esf_2014_2020", "esf_plus_2021_2027", "forerunner")


def result(indicator: str, project: str, group: str = "total", **cells: Any) -> dict[str, Any]:
    """Return a row of results, of which a test states what it is about."""
    dimension = {"total": "total", "female": "gender", "male": "gender", "non_binary": "gender"}.get(group, "age")
    facts = {one[0]: one for one in PROJECTS}[project]
    method, unit = {one[0]: one[3:5] for one in DEFINITIONS}[indicator]
    keys = {"indicator": indicator, "municipality": facts[2], "project": project, "funding_round": facts[5]}
    empty = dict.fromkeys((*COUNTS, *VALUES))
    rest = {"dimension": dimension, "group": group, "period": "", "unit": unit, "method": method}
    return {**keys, **rest, **empty, "status": "published", "suppressed": "", **cells}


RESULTS = [
    result("placement", "a", n=1200, events=400, unknown=30, not_mature=7, estimate=1 / 3, conf_low=0.3, conf_high=0.4),
    result("placement", "a", "female", n=600, events=250, unknown=10, not_mature=3, estimate=0.4167),
    result("placement", "a", "male", status="suppressed", suppressed="n events unknown estimate conf_low conf_high"),
    result("placement", "a", "non_binary", status="suppressed", suppressed="n events unknown estimate conf_low"),
    result("placement", "a", "25_54", n=900, events=300, unknown=20, not_mature=0, estimate=1 / 3),
    result("placement", "b", n=0, events=0, unknown=0, not_mature=9, status="not_mature"),
    result("placement", "b", "female", n=0, events=0, unknown=0, not_mature=0, status="not_applicable"),
    result("placement", "c", status="not_collected"),
    result("placement", "v", n=50, events=0, unknown=1, not_mature=0, estimate=0.0, conf_low=0.0, conf_high=0.07),
    result("unemployed", "a", events=1234),
    result("unemployed", "a", events=77, period="2019-Q1"),
    result("unemployed", "b", status="suppressed", suppressed="events"),
    result("unemployed", "v", status="not_collected"),
    result("left_early", "a", n=100, events=20, unknown=0, estimate=0.2, conf_low=0.13, conf_high=0.29),
    result("left_early", "a", "female", n=40, events=10, unknown=0, estimate=0.25),
    result("wage", "a", n=80, estimate=13.456, conf_low=12.9, conf_high=14.0),
    result("wage", "b", n=4, status="suppressed", suppressed="estimate conf_low conf_high"),
    result("enterprises_reached", "a", events=60),
]


def small_findings(
    results: list[dict[str, Any]] = RESULTS,
    *,
    synthetic: str = "yes",
    text: str = "erfunden",
    codes: bool = True,
    projects: list[tuple[Any, ...]] = PROJECTS,
) -> Findings:
    """Return findings of four projects; tables that the annex does not read are empty."""
    frame = pd.DataFrame(results).astype(dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(VALUES, "Float64"))
    rows = [
        {"indicator": name, "chapter": chapter, "title": title, "title_en": title, "family": "ESF-Indikator"}
        | {"estimator": estimator, "unit": unit, "population": text, "event": text, "window": text}
        | {"breakdowns": "gender age", "rule_set": rule_set, "code": code if codes else "", "definition": text}
        | {"source": text}
        for name, chapter, title, estimator, unit, known in DEFINITIONS
        for rule_set, code in zip(RULE_SETS, known, strict=True)
        if code is not None
    ]
    facts = {"name": "Daten", "synthetic": synthetic, "provider": text, "description": text}
    columns = ["project", "name", "municipality", "municipality_name", "region_category", "funding_round"]
    rounds = pd.DataFrame(ROUNDS, columns=["funding_round", "name", "rule_set", "start"])
    filled: dict[str, Any] = {
        "results": frame,
        "definitions": pd.DataFrame(rows),
        "dataset": pd.DataFrame([facts]),
        "funding_rounds": rounds.assign(start=pd.to_datetime(rounds["start"])),
        "projects": pd.DataFrame(projects, columns=columns),
        "plan": read_plan(DEMO / "plan.toml"),
        "fingerprints": MappingProxyType({}),
        "internal": False,
        "identity": "0123456789ab",
    }
    return Findings(**{one.name: filled.get(one.name, pd.DataFrame()) for one in fields(Findings)})


def written(tmp_path: Path, findings: Findings) -> Path:
    write_annex(findings, tmp_path)
    return tmp_path / "annex"


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def sheet_rows(annex: Path, sheet: str) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(annex / "annex.xlsx")[sheet]
    headings = [cell.value for cell in page[4]]
    return [dict(zip(headings, row, strict=True)) for row in page.iter_rows(min_row=5, values_only=True)]


def one(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    (row,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return row


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("run"), small_findings())


# --- what stands where ------------------------------------------------------------------------------------------------


def test_the_annex_holds_four_tables_and_a_workbook_and_nothing_else(annex: Path) -> None:
    assert {path.name for path in annex.iterdir()} == {*CSV_FILES, "annex.xlsx"}
    assert openpyxl.load_workbook(annex / "annex.xlsx").sheetnames == SHEETS


def test_common_indicators_stand_with_the_genders_side_by_side(annex: Path) -> None:
    row = one(csv_rows(annex / "result_indicators.csv"), code="CR04", project="a")
    assert row == {
        "code": "CR04",
        "indicator": "placement",
        "title": "Beschäftigung bei Austritt",
        "region_category": "keine Angabe",
        "project": "a",
        "project_name": "Projekt A",
        "funding_round": "R1",
        "funding_round_name": "Runde 1",
        "municipality": "14713000",
        "municipality_name": "Leipzig",
        "female": "250",
        "male": ".",
        "non_binary": ".",
        "total": "400",
        "denominator": "1200",
        "unknown": "30",
        "not_mature": "7",
        "share": "0.3333333333",
        "conf_low": "0.3",
        "conf_high": "0.4",
        "unit": "persons",
        "status": "published",
        "suppressed": "male non_binary",
        "synthetic": "yes",
    }


def test_each_project_stands_under_the_code_of_its_rule_set(annex: Path) -> None:
    results = [(row["code"], row["project"]) for row in csv_rows(annex / "result_indicators.csv")]
    assert results == [("CR04", "b"), ("EECR04", "c"), ("CR04", "a")]
    outputs = [(row["code"], row["project"]) for row in csv_rows(annex / "output_indicators.csv")]
    assert outputs == [("CO01", "b"), ("CO01", "a")]


def test_programme_results_are_those_of_exit_and_after_without_a_code_of_the_esf(annex: Path) -> None:
    rows = csv_rows(annex / "programme_results.csv")
    assert [(row["indicator"], row["project"], row["group"]) for row in rows] == [
        ("placement", "v", "total"),  # the forerunner has no code for it
        ("left_early", "a", "total"),
        ("left_early", "a", "female"),
        ("wage", "b", "total"),
        ("wage", "a", "total"),
    ]


def test_all_results_of_the_whole_term_stand_in_one_table(annex: Path) -> None:
    rows = csv_rows(annex / "indicators.csv")
    assert len(rows) == len(RESULTS) - 1  # one is of a quarter
    assert one(rows, indicator="unemployed", project="a")["numerator"] == "1234"
    assert one(rows, indicator="placement", group="25_54")["dimension"] == "age"


def test_a_mean_is_no_share(annex: Path) -> None:
    mean, hidden = (one(csv_rows(annex / "indicators.csv"), indicator="wage", project=name) for name in ("a", "b"))
    assert (mean["share"], mean["mean"], mean["method"]) == ("", "13.456", "mean")
    assert (hidden["share"], hidden["mean"], hidden["suppressed"]) == ("", ".", "mean conf_low conf_high")
    page = openpyxl.load_workbook(annex / "annex.xlsx")["Alle Indikatoren"]
    formats = {cell.value: cell.number_format for row in page.iter_rows(min_row=5) for cell in row}
    assert formats[13.456] == "#,##0.0##"
    assert formats[0.2] == "0 %"
    assert formats[1234] == "#,##0"


def test_the_sheets_hold_the_rows_of_the_files(annex: Path) -> None:
    for sheet, file in zip(SHEETS[1:5], CSV_FILES, strict=True):
        shown = [(row["Code"], row["Projekt"], row["Nenner"]) for row in sheet_rows(annex, sheet)]
        expected = [(row["code"] or "–", row["project_name"], row["denominator"]) for row in csv_rows(annex / file)]
        numbers = [(code, project, int(n) if n.isdigit() else n) for code, project, n in expected]
        assert [(code, project, "" if n == "–" else n) for code, project, n in shown] == numbers


def test_the_total_is_the_total_of_the_findings_and_stands_bold(annex: Path) -> None:
    assert one(sheet_rows(annex, "Tabelle 2A"), Projekt="Projekt A")["insgesamt"] == 400
    page = openpyxl.load_workbook(annex / "annex.xlsx")["Tabelle 2A"]
    (cell,) = [cell for row in page.iter_rows(min_row=5) for cell in row if cell.value == 400]
    assert cell.font.bold


def test_the_rules_name_each_indicator_in_each_rule_set(annex: Path) -> None:
    rows = sheet_rows(annex, "Zählregeln")
    assert len(rows) == len(small_findings().definitions)
    assert one(rows, Code="EECR04")["Regelwerk"] == "ESF Plus 2021–2027, Verordnung (EU) 2021/1057"
    assert one(rows, Code="EECR04")["Gliederung"] == "Geschlecht, Altersgruppe"


def test_the_guide_says_what_the_workbook_is(annex: Path) -> None:
    page = openpyxl.load_workbook(annex / "annex.xlsx")["Lesehilfe"]
    guide = {row[0]: row[1] for row in page.iter_rows(values_only=True)}
    assert guide["Kennung der Ergebnisse"] == "0123456789ab"
    assert guide["Datenstand"] == "31.12.2022"
    assert guide["Projekte"] == "4 in 3 Gemeinden"
    assert {".", "–", "nicht erhoben", "noch nicht beurteilbar", "keine Fälle", "keine Angabe"} <= guide.keys()


# --- what is no number ------------------------------------------------------------------------------------------------


def test_a_hidden_number_is_a_point_and_an_absent_one_is_empty(annex: Path) -> None:
    row = one(csv_rows(annex / "output_indicators.csv"), project="b")
    assert (row["total"], row["female"], row["denominator"], row["suppressed"]) == (".", "", "", "total")
    shown = one(sheet_rows(annex, "Tabelle 4A"), Projekt="Projekt B")
    assert (shown["insgesamt"], shown["Frauen"], shown["Anteil"]) == (".", "–", "–")


def test_no_hidden_number_stands_in_any_file(tmp_path: Path) -> None:
    """A number that findings still carried beside its mark would not be shown either."""
    leaking = [{**row, "n": 4711, "events": 4711} if "events" in row["suppressed"] else row for row in RESULTS]
    leaking = [{**row, "suppressed": f"n {row['suppressed']}"} if row["n"] == 4711 else row for row in leaking]
    annex = written(tmp_path, small_findings(leaking))
    for file in CSV_FILES:
        assert "4711" not in (annex / file).read_text(encoding="utf-8")
    with zipfile.ZipFile(annex / "annex.xlsx") as parts:
        assert not any(b"4711" in parts.read(name) for name in parts.namelist() if "sheet" in name)


def test_the_workbook_says_in_words_why_there_is_no_number(annex: Path) -> None:
    rows = sheet_rows(annex, "Tabelle 2A")
    early, without, hidden = (one(rows, Projekt=f"Projekt {name}") for name in "BCA")
    assert (early["insgesamt"], early["Anteil"], early["Frauen"]) == ("noch nicht beurteilbar",) * 2 + (0,)
    assert (without["insgesamt"], without["Frauen"], without["Anteil"]) == ("nicht erhoben",) * 3
    assert (hidden["Männer"], hidden["Frauen"]) == (".", 250)
    none = one(sheet_rows(annex, "Alle Indikatoren"), Projekt="Projekt B", Gruppe="Frauen")
    assert (none["Zähler"], none["Anteil oder Mittelwert"]) == (0, "keine Fälle")


def test_nobody_judged_yet_is_no_zero(annex: Path) -> None:
    assert one(csv_rows(annex / "result_indicators.csv"), project="b")["total"] == ""
    assert one(csv_rows(annex / "programme_results.csv"), project="v")["numerator"] == "0"


def test_a_project_without_a_region_says_so(annex: Path) -> None:
    for sheet in SHEETS[1:4]:
        assert one(sheet_rows(annex, sheet)[-1:], Projekt="Projekt A")["Kategorie der Region"] == "keine Angabe"
    for file in CSV_FILES:
        regions = {row["project"]: row["region_category"] for row in csv_rows(annex / file)}
        assert regions["a"] == "keine Angabe"
        assert regions["b" if "b" in regions else "v"] in ("Stärker entwickelte Regionen", "keine Angabe")


def test_findings_without_any_code_of_the_esf(tmp_path: Path) -> None:
    annex = written(tmp_path, small_findings(codes=False))
    assert csv_rows(annex / "output_indicators.csv") == csv_rows(annex / "result_indicators.csv") == []
    assert (annex / "output_indicators.csv").read_text(encoding="utf-8").startswith("code,indicator,title,")
    (row,) = sheet_rows(annex, "Tabelle 4A")
    assert row["Code"] == "Kein Projekt dieser Ergebnisse hat einen Indikator mit einem solchen Code."
    assert one(csv_rows(annex / "programme_results.csv"), indicator="placement", project="a", group="total")


def test_findings_without_any_result(tmp_path: Path) -> None:
    findings = small_findings()
    nothing = small_findings().results.iloc[:0]
    parts = {field.name: getattr(findings, field.name) for field in fields(Findings)}
    annex = written(tmp_path, Findings(**{**parts, "results": nothing}))
    assert all(csv_rows(annex / file) == [] for file in CSV_FILES)
    assert sheet_rows(annex, "Alle Indikatoren")[0]["Code"] == "Es gibt keine solchen Ergebnisse."


def test_rows_that_are_too_many_for_a_sheet_stand_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_SHEET", 16)
    annex = written(tmp_path, small_findings())
    (row,) = sheet_rows(annex, "Alle Indikatoren")
    assert row["Code"] == "17 Zeilen sind für ein Blatt zu viele (höchstens 16). Sie stehen in indicators.csv."
    assert len(csv_rows(annex / "indicators.csv")) == 17
    assert len(sheet_rows(annex, "Tabelle 2C")) == 5


# --- text from data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    projects = [(key, text, ags, text, region, code) for key, _, ags, _, region, code in PROJECTS]
    annex = written(tmp_path, small_findings(text=text, projects=projects))
    book = openpyxl.load_workbook(annex / "annex.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    found = [cell for cell in cells if str(cell.value).strip() == text]
    assert {cell.parent.title for cell in found} == set(SHEETS)
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(annex / "annex.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS)
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    for file in CSV_FILES:
        cells_of_file = {cell for row in csv_rows(annex / file) for cell in row.values()}
        assert {cell for cell in cells_of_file if cell.startswith(("=", "+", "-", "@"))} == set()
        assert {text, f"'{text}"} & cells_of_file


@pytest.mark.parametrize("text", [*HOSTILE, "'=1+1", "''@x", "'quoted'", "'", "", "\t=1", "\n=1"], ids=ascii)
def test_guarded_text_begins_no_formula_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unguarded(guarded(text)) == text


def test_every_short_text_of_separators_and_signs_comes_back_and_begins_no_formula_anywhere() -> None:
    """Spreadsheets of some countries begin a cell after a semicolon, and pay no heed to quotation marks in it."""
    for length in range(1, 6):
        for signs in itertools.product("=;'\" \na", repeat=length):
            text = "".join(signs)
            assert unguarded(guarded(text)) == text
            cells = [cell.lstrip('" ') for cell in re.split("[;\n]", guarded(text))]
            assert not [cell for cell in cells if cell.startswith("=")], text


def test_keys_stay_text_with_their_leading_zeros(annex: Path) -> None:
    assert one(sheet_rows(annex, "Tabelle 2A"), Projekt="Projekt B")["AGS"] == "05711000"
    assert one(csv_rows(annex / "result_indicators.csv"), project="b")["municipality"] == "05711000"


# --- invented data say so ---------------------------------------------------------------------------------------------


def test_every_sheet_and_every_row_says_that_the_data_are_invented(annex: Path) -> None:
    for page in openpyxl.load_workbook(annex / "annex.xlsx"):
        assert "synthetisch" in page["A1"].value
        assert "synthetisch" in page.oddHeader.right.text
    for file in CSV_FILES:
        assert {row["synthetic"] for row in csv_rows(annex / file)} == {"yes"}


def test_real_data_are_not_called_invented(tmp_path: Path) -> None:
    annex = written(tmp_path, small_findings(synthetic="no"))
    for page in openpyxl.load_workbook(annex / "annex.xlsx"):
        assert "synthetisch" not in page["A1"].value
        assert "synthetisch" not in str(page.oddHeader.right.text)
    assert {row["synthetic"] for row in csv_rows(annex / "indicators.csv")} == {"no"}


# --- on paper, and again ----------------------------------------------------------------------------------------------


def test_the_sheets_are_ready_to_filter_and_to_print(annex: Path) -> None:
    book = openpyxl.load_workbook(annex / "annex.xlsx")
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert "0123456789ab" in page.oddFooter.left.text
        assert "31.12.2022" in page.oddFooter.left.text
    for sheet in SHEETS[1:]:
        page = book[sheet]
        assert page.freeze_panes == "C5"
        assert page.print_title_rows == "$4:$4"
        assert page.auto_filter.ref == f"A4:{page.dimensions.split(':')[1]}"


def test_the_same_findings_give_the_same_bytes_whatever_the_order_of_their_rows(annex: Path, tmp_path: Path) -> None:
    again = written(tmp_path, small_findings(RESULTS[::-1]))
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in annex.iterdir()
    }


def test_the_workbook_is_dated_by_the_plan(annex: Path) -> None:
    properties = openpyxl.load_workbook(annex / "annex.xlsx").properties
    assert properties.created == properties.modified == dt.datetime(2022, 12, 31)
