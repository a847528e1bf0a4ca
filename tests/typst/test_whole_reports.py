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

REPORT = nbformat.read(NOTEBOOKS / "municipality_report.ipynb", as_version=4)
LONG = (
    "Gemeinsam für Beschäftigung, Teilhabe und Nachbarschaft: Langzeitarbeitslosenqualifizierungs- und "
    "Quartiersunternehmensvernetzungsprojekt im Stadtteil „Am Großen Donaudampfschifffahrtsgelände“"
)
PLACE = "Verbandsgemeinde Hinterweidenthal-Rheingönheim-Oberammergau am Großen Schwarzen Regen, Große Kreisstadt"
PEOPLE = 12
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


def text_of(findings, notebooks):
    """Return the text of the report on one municipality, of which an archive and a screen reader can make use."""
    cells = []
    for cell in REPORT.cells:
        room, _, call = cell.source.partition(".")
        if cell.cell_type == "markdown":
            cells.append(cell)
        elif room in ("tables", "figures"):
            name, _, given = call.partition("(")
            named = [findings] if given.startswith("report") else []
            named += [given.split('"')[1]] if '"' in given else []
            said = getattr({"tables": tables, "figures": figures}[room], name)(*named)
            cells.append(notebooks.code(new_output("display_data", data=said._repr_mimebundle_())))
    pdf = notebooks.pdf(*cells)
    assert failures(pdf.stream.getvalue()) == []
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


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
