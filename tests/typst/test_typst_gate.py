"""The gate names the cell that a listener could not use; and what travels with a report is set accessibly."""

import io
from dataclasses import replace

import pandas as pd
import pypdf
import pytest

from evaluation.errors import ReportError
from evaluation.typst.compile import compile_document
from evaluation.typst.gate import check_reading


@pytest.mark.parametrize("alt", ["Abbildung", "Ein Diagramm.", "Grafik 3", "Verbleib", "Verbleib."])
def test_an_alternative_text_that_says_nothing_is_refused(notebooks, alt):
    document = notebooks.document(notebooks.prose("# A"), notebooks.emit(notebooks.figure(alt=alt)))
    with pytest.raises(ReportError, match=r"cell 2 \[In 7\], figure: the alternative text"):
        check_reading(document)


def test_two_drawings_with_one_text_are_refused(notebooks):
    figure = notebooks.figure(alt="Frauen 32 Prozent, Männer 29 Prozent.")
    document = notebooks.document(notebooks.emit(figure), notebooks.emit({**figure, "title": "Zweite"}))
    with pytest.raises(ReportError, match=r"cell 2 \[In 7\], figure: cell 1 \[In 7\] has the same"):
        check_reading(document)


def test_a_column_without_a_head_is_refused_wherever_it_stands(notebooks):
    table = notebooks.table(columns=[{"label": "Projekt"}, {"label": " "}])
    for block in (table, {"type": "quote", "blocks": [table]}, {"type": "list", "items": [[table]]}):
        with pytest.raises(ReportError, match=r"cell 1 \[In 7\], table: column 2 has no head"):
            check_reading(notebooks.document(notebooks.emit(block)))


def test_all_faults_are_named_at_once_and_before_the_typesetter(notebooks):
    document = notebooks.document(
        notebooks.emit(notebooks.figure(alt="Chart")), notebooks.emit(notebooks.table(columns=[{"label": ""}] * 2))
    )
    with pytest.raises(ReportError, match=r"(?s)3 place.*cell 1.*cell 2.*cell 2"):
        compile_document(document)


def test_a_heading_that_leaves_a_level_out_is_refused(notebooks):
    document = notebooks.document(notebooks.prose("# Titel\n\n# A\n\n## B"))
    check_reading(document)
    document["blocks"][-1]["level"] = 3
    with pytest.raises(ReportError, match="level 3 follows level 1"):
        check_reading(document)


def test_figures_refer_to_their_tables_and_the_link_leads_there(notebooks):
    cells = notebooks.emit(
        notebooks.figure(title="Bild", numbers=["Austritte nach"]), notebooks.table(), notebooks.table(title="Andere")
    )
    pdf = notebooks.pdf(cells)
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Die Zahlen stehen in Tabelle 1." in " ".join(text.split())
    assert notebooks.document(notebooks.emit(notebooks.figure(numbers=["Fehlt"])))["blocks"][-1]["references"] == []
    links = [item.get_object() for page in pdf.pages for item in page.get("/Annots", [])]
    assert len(links) == 1


def test_numbers_of_a_column_stand_digit_under_digit(notebooks):
    rows = [{"cells": ["a", "33 %"]}, {"cells": ["b", "1,5 %"]}, {"cells": ["c", "80"]}, {"cells": ["d", "."]}]
    block = notebooks.document(notebooks.emit(notebooks.table(rows=rows)))["blocks"][1]
    blank = [row[1] for row in block["tails"]]
    assert blank[1] == blank[3] == 0
    assert 0 < blank[0] < blank[2]


def test_theme_and_logo_are_set_with_their_alternative_text(notebooks):
    settings = {"type": "document", "title": "Bericht", "accent": "#4a1d6b", "organisation": "Stadt A"}
    logo = {"svg": notebooks.svg.split("<text")[0] + "</svg>", "alt": "Drei Wellen"}
    pdf = notebooks.pdf(notebooks.emit({**settings, "logo": logo}), notebooks.prose("# Kapitel\n\nText"))
    assert "Stadt A" in pdf.pages[0].extract_text()
    assert [element["/Alt"] for kind, element in notebooks.tags(pdf) if kind == "/Figure"] == ["Drei Wellen"]
    with pytest.raises(ReportError, match="logo holds text"):
        notebooks.document(notebooks.emit({**settings, "logo": {**logo, "svg": notebooks.svg}}))


def test_the_large_number_is_not_read_twice(notebooks):
    item = {"label": "Beschäftigung", "value": "32 %", "detail": "143 von 445, 32 % (28–37 %)", "share": 0.32}
    cells = notebooks.emit(
        {"type": "key_findings", "title": "Auf einen Blick", "items": [item], "unknown": ["Von 44 ist es unbekannt."]}
    )
    raw = compile_document(notebooks.document(cells))
    pdf = pypdf.PdfReader(io.BytesIO(raw))
    kinds = [kind for kind, _ in notebooks.tags(pdf)]
    assert kinds.count("/H1") + kinds.count("/H2") == 2
    assert "/Figure" not in kinds  # the small drawing repeats the sentence
    assert "Was nicht bekannt ist" in pdf.pages[0].extract_text()


def test_characters_of_the_findings_are_told_before_the_first_report(make_findings):
    from evaluation.typst.characters import check_findings

    findings = make_findings([])
    check_findings(findings)
    named = findings.projects.assign(name=["Ärger mit 漢 und \u202e"])
    with pytest.raises(ReportError, match=r"(?s)2 character.*U\+202E.*projects\.csv, name, row 2.*U\+6F22"):
        check_findings(replace(findings, projects=named))
    twice = pd.concat([named, named], ignore_index=True)
    with pytest.raises(ReportError, match=r"U\+202E.*projects\.csv, name, row 2; projects\.csv, name, row 3"):
        check_findings(replace(findings, projects=twice))


def test_the_notes_of_a_long_table_stand_on_each_of_its_pages_and_are_read_once(notebooks):
    columns = [{"label": "Projekt", "weight": 1.0}, {"label": "Austritte", "align": "right"}]
    pdf = notebooks.pdf(notebooks.emit(notebooks.table(90, columns=columns, notes=["Quelle: erfunden."])))
    assert len(pdf.pages) >= 2
    assert all("Quelle: erfunden." in page.extract_text() for page in pdf.pages)
    assert [kind for kind, _ in notebooks.tags(pdf)].count("/TFoot") == 1
