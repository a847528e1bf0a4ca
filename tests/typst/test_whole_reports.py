"""A report stays whole whatever stands in the data: nobody yet, very long names, one project and six."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from conformance import failures
from language.phrases import NOTEBOOKS
from nbformat.v4 import new_output

from evaluation import figures, tables
from evaluation.findings import evaluate
from evaluation.language import speaking

REPORT = nbformat.read(NOTEBOOKS / "municipality_report.ipynb", as_version=4)
LONG = (
    "Gemeinsam für Beschäftigung, Teilhabe und Nachbarschaft: Langzeitarbeitslosenqualifizierungs- und "
    "Quartiersunternehmensvernetzungsprojekt im Stadtteil „Am Großen Donaudampfschifffahrtsgelände“"
)
PLACE = "Verbandsgemeinde Hinterweidenthal-Rheingönheim-Oberammergau am Großen Schwarzen Regen, Große Kreisstadt"
PEOPLE = 12
FULL_ENOUGH = 0.55
"""Of a page: what does not break moves to the next one, and is lower than the rest."""
NOBODY, LONGEST, SIX = "05711000", "12054000", "14713000"
CODES = "CDEFGH"


def people(project: str) -> list[dict[str, Any]]:
    names = [f"{project}{number}" for number in range(PEOPLE)]
    return [{"project": project, "participation": name, "person": name, "exit": "2020-06-30"} for name in names]


@pytest.fixture(scope="module")
def everything(make_sources, plan):
    """Return findings of three municipalities: nobody yet, long names, six projects."""
    projects = [
        {"project": "A", "name": "Projekt A", "municipality": NOBODY},
        {"project": "B", "name": LONG, "municipality": LONGEST, "municipality_name": PLACE},
        *({"project": code, "name": f"Projekt {code}", "municipality": SIX} for code in CODES),
    ]
    entered = [row for code in ("B", *CODES) for row in people(code)]
    return evaluate(make_sources(projects=projects, participations=entered), plan())


def cells_of(findings, notebooks, language="de", *, last=None):
    """Return the executed cells of the report on one municipality, all of them or to the one that holds `last`."""
    cells = []
    with speaking(language):
        for cell in REPORT.cells:
            cells += executed(cell, findings, notebooks)
            if last is not None and last in cell.source:
                break
    return cells


def executed(cell, findings, notebooks):
    """Return a cell of prose as it is, and a call with what it shows; other code shows nothing."""
    if cell.cell_type == "markdown":
        return [cell]
    room, _, call = cell.source.partition(".")
    if room not in ("tables", "figures"):
        return []
    name, _, given = call.partition("(")
    named = [findings] if given.startswith("report") else []
    named += [given.split('"')[1]] if '"' in given else []
    said = getattr({"tables": tables, "figures": figures}[room], name)(*named)
    return [notebooks.code(new_output("display_data", data=said._repr_mimebundle_()))]


def text_of(findings, notebooks):
    """Return the text of the report on one municipality, of which an archive and a screen reader can make use."""
    pdf = notebooks.pdf(*cells_of(findings, notebooks))
    assert failures(pdf.stream.getvalue()) == []
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def filled(page):
    """Return how much of the type area a page uses, as the lowest line of text tells."""
    millimetre = 72 / 25.4
    top, bottom = float(page.mediabox.height) - 30 * millimetre, 26 * millimetre
    heights = []

    def note(text, outer, inner, *_):
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if text.strip() and height > bottom - 4:
            heights.append(height)

    page.extract_text(visitor_text=note)
    return (top - min(heights)) / (top - bottom)


def test_nobody_entered_yet(everything, notebooks):
    text = text_of(everything.for_municipality(NOBODY), notebooks)
    assert "0 Personen: Bis zum Datenstand ist niemand eingetreten." in text
    assert "Beschäftigung bei Austritt: keine Fälle." in text
    assert "Auf einen Blick: Projekt A" not in text  # the only project is not named in each heading


def test_very_long_names(everything, notebooks):
    text = text_of(everything.for_municipality(LONGEST), notebooks)
    assert "Große Kreisstadt" in text
    assert "12 Personen sind eingetreten." in text


def test_six_projects_are_told_one_by_one(everything, notebooks):
    text = text_of(everything.for_municipality(SIX), notebooks)
    assert [f"Auf einen Blick: Projekt {code} (Runde)" in text for code in CODES] == [True] * 6
    assert "Die Projekte nebeneinander" in text


@pytest.mark.parametrize("municipality", ["14713000", "05711000"])
def test_no_page_but_the_last_is_half_empty(municipality, demo_findings, notebooks):
    pages = notebooks.pdf(*cells_of(demo_findings.for_municipality(municipality), notebooks)).pages
    assert len(pages) > 25
    shares = {number: round(filled(page), 2) for number, page in enumerate(pages[:-1], start=1)}
    assert {number: share for number, share in shares.items() if share < FULL_ENOUGH} == {}


@pytest.mark.parametrize(("language", "last_words"), [("de", "was ohne sie gewesen wäre."), ("en", "without it.")])
def test_page_one_holds_what_matters_to_its_last_note(language, last_words, demo_findings, notebooks):
    for municipality in demo_findings.municipalities:
        cells = cells_of(demo_findings.for_municipality(municipality), notebooks, language, last="key_findings")
        first = " ".join(notebooks.pdf(*cells).pages[0].extract_text().split())
        assert last_words in first, municipality
