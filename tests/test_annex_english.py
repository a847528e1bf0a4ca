"""The annex in English: the same numbers under the same names for machines, and no German word for a reader."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from test_annex import CSV_FILES, SHEETS, csv_rows, one, sheet_rows, small_findings, written

from evaluation.annex import workbook
from evaluation.findings import Findings
from evaluation.language import speaking

ENGLISH_SHEETS = ["Reading guide", "Table 4A", "Table 2A", "Table 2C", "All indicators", "Counting rules"]
TRANSLATED = ("title", "population", "event", "window", "source")
FOR_READERS = ("title", "region_category")
"""Columns of the CSV files whose cells are words for a reader."""
DATA = {"projekt", "bielefeld", "leipzig", "potsdam", "runde", "vorläufer", "geheim"}
DATA |= {"demo", "auswertung", "der", "fünf", "projekte", "ab"}  # the title of the plan, the identifier
WORDS_OF_BOTH = {"in", "was", "code", "indicator", "definition", "region", "wilson", "euro", "all", "co", "cr", "eu"}
WORDS_OF_BOTH |= {"ags", "esf", "eeco", "eecr", "csv", "output", "result", "results", "programme", "indicators"}
WORDS_OF_BOTH |= {"findings", "definitions"}
"""Names of codes and files, and words that are English as well as German."""


def bilingual() -> Findings:
    """Return findings whose definitions have English words."""
    findings = small_findings(text="geheim")
    english = {f"{name}_en": [f"english {name}"] * len(findings.definitions) for name in TRANSLATED}
    return replace(findings, definitions=findings.definitions.assign(**english))


@pytest.fixture(scope="module")
def annexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for language in ("de", "en"):
        with speaking(language):
            found[language] = written(tmp_path_factory.mktemp(language), bilingual())
    return found


def words_of(annex: Path) -> set[str]:
    """Return the words of all cells, sheet names, headers and footers."""
    book = openpyxl.load_workbook(annex / "annex.xlsx")
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    prints = [str(part.text) for page in book for part in (page.oddHeader.left, page.oddHeader.right)]
    prints += [str(part.text) for page in book for part in (page.oddFooter.left, page.oddFooter.right)]
    return set(re.findall(r"[a-zäöüß]{2,}", " ".join([*cells, *prints, *book.sheetnames]).lower()))


def test_nothing_but_data_is_said_in_both_languages(annexes: dict[str, Path]) -> None:
    assert words_of(annexes["de"]) & words_of(annexes["en"]) <= WORDS_OF_BOTH | DATA


def test_the_sheets_stand_in_the_same_order_with_the_same_numbers(annexes: dict[str, Path]) -> None:
    assert openpyxl.load_workbook(annexes["en"] / "annex.xlsx").sheetnames == ENGLISH_SHEETS
    for german, english in zip(SHEETS, ENGLISH_SHEETS, strict=True):
        numbers = [
            [cell for row in sheet_rows(annexes[language], sheet) for cell in row.values() if not isinstance(cell, str)]
            for language, sheet in (("de", german), ("en", english))
        ]
        assert numbers[0] == numbers[1]


def test_files_for_machines_differ_in_words_for_readers_only(annexes: dict[str, Path]) -> None:
    for file in CSV_FILES:
        german, english = (csv_rows(annexes[language] / file) for language in ("de", "en"))
        assert len(german) == len(english) > 0
        for one_row, other in zip(german, english, strict=True):
            assert {name for name in one_row if one_row[name] != other[name]} <= set(FOR_READERS)
            assert other["title"] == "english title"
            assert other["region_category"] in ("More developed regions", "Transition regions", "not stated")


def test_the_counting_rule_is_made_of_its_english_parts(annexes: dict[str, Path]) -> None:
    rule = one(sheet_rows(annexes["en"], "Counting rules"), code="EECR04")
    assert rule["Counting rule"] == "english event. Population: english population. Observed: english window."
    assert rule["Source of the definition"] == "english source"
    assert rule["rule set"] == "ESF+ 2021–2027, Regulation (EU) 2021/1057"
    assert rule["breakdown"] == "gender, age group"


def test_what_is_no_number_is_said_in_english(annexes: dict[str, Path]) -> None:
    rows = sheet_rows(annexes["en"], "Table 2A")
    early, without, hidden = (one(rows, Project=f"Projekt {name}") for name in "BCA")
    assert (early["total"], without["total"], hidden["men"]) == ("not yet mature", "not collected", ".")
    page = openpyxl.load_workbook(annexes["en"] / "annex.xlsx")["Reading guide"]
    guide = {row[0] for row in page.iter_rows(values_only=True)}
    assert {".", "–", "not collected", "not yet mature", "no cases", "not stated"} <= guide


def test_shares_are_written_as_in_english(annexes: dict[str, Path]) -> None:
    page = openpyxl.load_workbook(annexes["en"] / "annex.xlsx")["Table 2A"]
    formats = {cell.number_format for row in page.iter_rows(min_row=5) for cell in row if isinstance(cell.value, float)}
    assert formats == {"0%"}


def test_tables_that_are_empty_or_too_long_say_so_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_SHEET", 16)
    findings = replace(bilingual(), definitions=bilingual().definitions.assign(code=""))
    with speaking("en"):
        annex = written(tmp_path, findings)
    assert sheet_rows(annex, "Table 4A")[0]["code"] == "No project in these findings has an indicator with such a code."
    long = "17 rows are too many for a sheet (at most 16). They are in indicators.csv."
    assert sheet_rows(annex, "All indicators")[0]["code"] == long
