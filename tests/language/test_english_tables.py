"""The tables of a report, spoken in English: no German but the names and texts that come from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from language.german import german_words, without
from language.phrases import NOTEBOOKS

from evaluation import figures, tables
from evaluation.engine import Ending
from evaluation.findings import Findings
from evaluation.index import write_index
from evaluation.language import say, speaking
from evaluation.report import ReportOutcome

REPORT = nbformat.read(NOTEBOOKS / "municipality_report.ipynb", as_version=4)
CODE = "\n".join(cell.source for cell in REPORT.cells if cell.cell_type == "code")
PROGRAMME = frozenset({name for name in tables.__all__ if name.startswith("programme_")})
FUNCTIONS = sorted(set(re.findall(r"\btables\.(\w+)\(report\)", CODE)) | PROGRAMME)

DATA = {
    "dataset": ("description", "provider"),
    "projects": ("name", "municipality_name", "federal_state", "summary", "source"),
    "funding_rounds": ("name", "programme", "fund"),
    "project_details": ("text",),
    "context": ("mark", "source_note"),
    "budgets": ("source",),
    "targets": ("source",),
    "turning_points": ("description", "source"),
}
"""Columns of findings with text of those who deliver the data: it is printed as it is."""
SAME = re.compile(
    r"[^a-zA-ZäöüÄÖÜß]*"  # numbers, and what stands in place of a number
    r"|[0-9.,]+ ha|[0-9]{4}-H[12]"  # a unit, and half-years
    r"|[() ]*(CO|CR|EECO|EECR)[0-9]+[) ]*|EQ|VQ|ESF"  # codes of indicators
    r"|Coaching|Profiling"  # English words that are used in German
    r"|\w+\.csv|narratives/\w+/\w+\.md"  # files
    r"|[0-9a-f]{12,16}|quartier-evaluation [0-9.]+"  # fingerprints, the name of the program
)
"""What is left of a text without data, and is rightly the same in both languages."""
GERMAN_NAMES = {
    "SGBIIKennzV Abs.": "citation of a German ordinance",
}
"""German words that are rightly in an English text, and why."""


@pytest.fixture(scope="module")
def findings(demo_findings: Findings) -> Findings:
    return demo_findings


@pytest.fixture(scope="module")
def data_texts(findings: Findings) -> set[str]:
    sectors = findings.results.query("dimension == 'sector'")["group"]
    texts = {findings.plan.title, *sectors.astype(str)}
    for table, columns in DATA.items():
        for column in columns:
            texts |= set(getattr(findings, table)[column].dropna().astype(str))
    return {text for text in texts if len(text) > 2}


def blocks_of(findings: Findings, function: str, language: str) -> list[dict[str, Any]]:
    with speaking(language):
        shown = getattr(tables, function)(findings)
    return [block.model_dump(mode="json", exclude_none=True) for block in shown.blocks]


NO_TEXT = ("type", "kind", "align", "date", "place", "tally", "lang")
"""Fields of blocks that are codes."""


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text that a reader sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NO_TEXT:
                yield from texts_in(one)


def shape(value: Any) -> Any:
    """Return a block without its texts."""
    if isinstance(value, list):
        return [shape(one) for one in value]
    if isinstance(value, dict):
        # the language of texts from data is named only where it is not that of the report
        return {name: one if name in NO_TEXT else shape(one) for name, one in value.items() if name != "lang"}
    return "" if isinstance(value, str) else value


def test_the_notebook_shows_tables() -> None:
    assert len(FUNCTIONS) > 20
    assert {"placement", "stability", "definitions", "plan_in_words"} <= set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_table_is_spoken_in_english(findings: Findings, data_texts: set[str], function: str) -> None:
    """No German word, nothing but data and codes as it is in German, and the same rows and columns."""
    english, german = (blocks_of(findings, function, language) for language in ("en", "de"))
    told = [without(text, {*data_texts, *GERMAN_NAMES}).strip() for text in texts_in(english)]
    assert {text: found for text in told if (found := german_words(text))} == {}
    assert shape(english) == shape(german)
    same = {one for one, other in zip(texts_in(english), texts_in(german), strict=True) if one == other}
    assert {text for text in same if not SAME.fullmatch(without(text, data_texts).strip())} == set()


def test_page_one_of_a_municipality_is_english(findings: Findings, data_texts: set[str]) -> None:
    for municipality, name in findings.municipalities.items():
        own = findings.for_municipality(municipality)
        blocks = [*blocks_of(own, "cover", "en"), *blocks_of(own, "key_findings", "en")]
        assert blocks[0]["lang"] == "en"
        told = [without(text, data_texts | {name}) for text in texts_in(blocks)]
        assert {text: found for text in told if (found := german_words(text))} == {}
        assert any("gross outcomes" in text for text in told)


def test_the_words_of_evaluators_stay_theirs(findings: Findings) -> None:
    written = findings.enclosures.query("kind == 'narrative'").iloc[0]
    own = findings.for_municipality(written["municipality"])
    shown = {}
    for language in ("de", "en"):
        with speaking(language):
            (block,) = tables.narrative(own, written["name"]).blocks
        shown[language] = block.model_dump()
    assert german_words(shown["de"]["mark"])
    assert german_words(shown["en"]["title"] + shown["en"]["mark"]) == []
    assert shown["en"]["blocks"] == shown["de"]["blocks"]


def test_the_index_page_is_english(findings: Findings, data_texts: set[str], tmp_path: Path) -> None:
    (tmp_path / "findings").mkdir()
    for name in ("results.csv", "targets.csv", "findings.json"):
        (tmp_path / "findings" / name).touch()
    outcomes = [
        ReportOutcome(municipality, name, None, "broken", Ending("failed"), {})
        if number
        else ReportOutcome(municipality, name, f"{municipality}.pdf", None, Ending("done"), {})
        for number, (municipality, name) in enumerate(findings.municipalities.items())
    ]
    pages = {}
    for language in ("de", "en"):
        with speaking(language):
            write_index(findings, outcomes, tmp_path, {"BIWAQ IV": "programme.pdf"})
        page = (tmp_path / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        text = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
        pages[language] = without(text, data_texts | set(findings.municipalities.values()))
    assert len(german_words(pages["de"])) > 30
    assert german_words(pages["en"]) == []
    assert "all findings, with groups and periods" in pages["en"]


def test_a_german_table_is_german(findings: Findings) -> None:
    """The test above would see it if nothing were translated."""
    told = list(texts_in(blocks_of(findings, "placement", "de")))
    assert say("Beschäftigung bei Austritt") in told
    assert any(german_words(text) for text in told)


def test_english_definitions_are_english(findings: Findings) -> None:
    known = findings.definitions
    for name in ("title", "population", "event", "window", "source"):
        for text in known[f"{name}_en"].unique():
            assert german_words(without(text, GERMAN_NAMES)) == [], name
        if name != "title":
            assert known[f"{name}_en"].nunique() <= known[name].nunique()


def test_indicators_that_differ_in_german_differ_in_english(findings: Findings) -> None:
    """Rules that are told apart by their words are told apart in every language."""
    known = findings.definitions.drop_duplicates("indicator")
    german = known.groupby(["title", "event", "population", "window"]).ngroup()
    english = known.groupby(["title_en", "event_en", "population_en", "window_en"]).ngroup()
    assert german.nunique() == english.nunique() == len(known)


def test_a_law_between_indicators_is_told_in_english(findings: Findings) -> None:
    told = set(texts_in(blocks_of(findings, "relations", "en")))
    assert "The long-term unemployed are unemployed" in told
    assert "holds" in told


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["attendance_rings", "change_of_course", "network_activity", "sector_network"])
def test_a_figure_of_the_network_names_tables_by_their_titles(findings: Findings, name: str, language: str) -> None:
    told = ("network_reach", "network_activity", "network_sectors", "change_of_course")
    titles = tuple(block.get("title", "") for table in told for block in blocks_of(findings, table, language))
    with speaking(language):
        drawn = [block.model_dump() for block in getattr(figures, name)(findings).blocks]
    named = [number for block in drawn if block["type"] == "figure" for number in block["numbers"]]
    assert named
    assert [number for number in named if not any(title.startswith(number) for title in titles)] == []
