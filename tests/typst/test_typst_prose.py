"""The prose of a notebook is set in the language that the settings of its report name."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

from evaluation.blocks import BLOCK_MIME
from evaluation.language import spoken

REPORT = Path(__file__).parents[2] / "notebooks" / "municipality_report.ipynb"
TARGETS = "# Planwerte und Kosten\n\nPlanwerte gelten für die gesamte Laufzeit des Projekts."
ENGLISH = ["Targets and costs", "Targets apply to the whole term of the project."]
GERMAN = ["Planwerte und Kosten", "Planwerte gelten für die gesamte Laufzeit des Projekts."]
IN_ENGLISH = {"type": "document", "lang": "en", "title": "Bericht"}


def said(document):
    """Return the text of headings and paragraphs, in order."""
    return ["".join(run["text"] for run in block["runs"]) for block in document["blocks"] if "runs" in block]


def test_prose_is_english_where_the_report_is(notebooks):
    document = notebooks.document(notebooks.emit(IN_ENGLISH), notebooks.prose(TARGETS))
    assert said(document) == ENGLISH
    assert [block["type"] for block in document["blocks"][1:]] == ["heading", "paragraph"]


def test_the_language_may_be_named_after_the_prose(notebooks):
    assert said(notebooks.document(notebooks.prose(TARGETS), notebooks.emit(notebooks.table(), IN_ENGLISH))) == ENGLISH


@pytest.mark.parametrize("settings", [{"type": "document", "title": "Bericht"}, {**IN_ENGLISH, "lang": "de"}])
def test_prose_is_german_otherwise(notebooks, settings):
    assert said(notebooks.document(notebooks.emit(settings), notebooks.prose(TARGETS))) == GERMAN


def test_the_first_settings_hold_and_silent_cells_name_no_language(notebooks):
    german = {"type": "document", "title": "Bericht"}
    cells = [notebooks.emit(IN_ENGLISH, tags=("remove_output",)), notebooks.emit(german), notebooks.emit(IN_ENGLISH)]
    document = notebooks.document(*cells, notebooks.prose(TARGETS))
    assert said(document) == GERMAN
    assert document["lang"] == "de"


def test_settings_that_are_written_as_json_name_the_language(notebooks):
    cell = notebooks.code(new_output("display_data", data={BLOCK_MIME: json.dumps(IN_ENGLISH)}))
    assert said(notebooks.document(cell, notebooks.prose(TARGETS))) == ENGLISH


def test_prose_of_your_own_stands_as_it_is(notebooks):
    own = "Die Stadt {Leipzig} sagt: 100\u00a0%."
    assert said(notebooks.document(notebooks.emit(IN_ENGLISH), notebooks.prose(own))) == [own]


def test_what_is_said_elsewhere_stays_in_its_language(notebooks):
    notebooks.document(notebooks.emit(IN_ENGLISH), notebooks.prose(TARGETS))
    assert spoken() == "de"


def test_all_prose_of_the_report_is_english(notebooks):
    cells = [cell for cell in nbformat.read(REPORT, as_version=4).cells if cell.cell_type == "markdown"]
    german, english = (
        notebooks.document(notebooks.emit({**IN_ENGLISH, "lang": language}), *cells) for language in ("de", "en")
    )
    assert [(block["type"], block.get("level")) for block in english["blocks"]] == [
        (block["type"], block.get("level")) for block in german["blocks"]
    ]
    assert len(said(english)) > len(cells)
    assert set(said(german)) & set(said(english)) == set()
    assert [
        text for text in said(english) if {"der", "die", "das", "und", "ist", "nicht"} & set(text.lower().split())
    ] == []


def test_the_words_of_the_page_are_english_with_the_prose(notebooks):
    cells = [notebooks.emit(IN_ENGLISH, {"type": "contents"}, notebooks.table()), notebooks.prose(TARGETS)]
    printed = notebooks.text(*cells)
    assert "Table\u00a01:" in printed or "Table 1:" in printed
    for word in ("Page 1 of 1", "Contents", *ENGLISH):
        assert word in printed
    assert "Seite" not in printed
