"""From the document to the page: what stands there, and how it is tagged."""

import re
import unicodedata

import pytest
from conformance import failures

from evaluation.errors import ReportError
from evaluation.fonts import FONT_FAMILY, FONT_FILES, FONT_FOLDER
from evaluation.typst.characters import covered_characters
from evaluation.typst.columns import text_width
from evaluation.typst.compile import compile_document

HOSTILE = (
    '#import "x": y',
    "$x^2$",
    "*bold* _emph_ `raw`",
    "@ref <label>",
    "= cmd",
    "#{panic()} // a /* b */",
    r"\u{41} \ ~ -- --- ...",
    "a -> b => c",
    "'q' \"q\"",
)


def blocks_with(text, notebooks):
    return [
        {"type": "heading", "runs": text},
        {"type": "paragraph", "runs": [{"text": text, "strong": True, "link": "https://example.org/a?b=%20"}]},
        {"type": "list", "items": [[{"type": "paragraph", "runs": text}]]},
        {"type": "quote", "blocks": [{"type": "paragraph", "runs": text}]},
        {"type": "code", "text": text},
        {"type": "key_findings", "title": text, "items": [{"label": text, "value": text, "detail": text}]},
        notebooks.table(title=text, columns=[{"label": text}], rows=[{"cells": [text]}], notes=[text]),
        notebooks.figure(title=text, alt=f"{text} gezeichnet", notes=[text]),
        {"type": "facts", "title": text, "items": [{"label": text, "values": [text, text], "note": text}]},
        {"type": "note", "runs": text},
    ]


def squeezed(text):
    """Leave out blanks and hyphens: where lines end is the business of the typesetter."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_verbatim_everywhere(notebooks, text):
    fields = {"head": text, "foot": text, "stamp": text[:40], "title": text, "author": text}
    cover = {"type": "cover", "title": text, "subtitle": text, "facts": [{"label": text, "value": text}], "note": text}
    blocks = blocks_with(text, notebooks)
    printed = notebooks.text(
        notebooks.emit({"type": "document", **fields}, cover, {"type": "contents"}, {"type": "page_break"}, *blocks)
    )
    # Cover 5, contents 2, and each block as often as it holds the text; head, foot and stamp on every page.
    assert squeezed(printed).count(squeezed(text)) >= 26


def test_every_kind_of_block_is_printed(notebooks):
    printed = notebooks.text(
        notebooks.emit(
            {"type": "document", "stamp": "synthetisch", "foot": "Lauf 1"},
            {
                "type": "cover",
                "title": "Titelei",
                "subtitle": "Untertitel",
                "facts": [{"label": "Ort", "value": "Ulm"}],
            },
            {"type": "contents"},
            {"type": "rule"},
            {"type": "facts", "items": [{"label": "Träger", "values": ["Eins", "Zwei"], "note": "Anmerkung"}]},
            {"type": "note", "kind": "warning", "runs": "Vorsicht"},
            *blocks_with("Quartier", notebooks),
        )
    )
    for expected in (
        "Titelei Untertitel",
        "Ort Ulm",
        "Inhalt",
        "Merkmal Angabe Träger",
        "• Eins • Zwei Anmerkung",
        "Achtung: Vorsicht",
        "Hinweis: Quartier",
        "1 Quartier",
        "Tabelle 1: Quartier",
        "Abbildung 1: Quartier",
        "Seite 1 von",
        "Lauf 1",
    ):
        assert expected in printed
    assert "secret_source" not in printed


def test_language_of_the_words(notebooks):
    printed = notebooks.text(notebooks.emit({"type": "document", "lang": "en"}, notebooks.table()))
    assert "Table 1: " in printed
    assert "Page 1 of 1" in printed


def test_same_document_same_bytes(notebooks):
    document = notebooks.document(notebooks.emit(*blocks_with("Quartier", notebooks)))
    assert compile_document(document) == compile_document(dict(reversed(document.items())))


def test_metadata_and_standards(notebooks):
    pdf = notebooks.pdf(notebooks.emit({"type": "document", "title": "Bericht Köln", "date": "2022-12-31"}))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata["/Title"] == "Bericht Köln"
    assert pdf.metadata["/CreationDate"].startswith("D:20221231")
    xmp = root["/Metadata"].get_data().decode()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in xmp


def test_a_validator_confirms_the_standards_and_would_say_otherwise(notebooks):
    pdf = notebooks.pdf(notebooks.emit(*blocks_with("Quartier", notebooks))).stream.getvalue()
    assert failures(pdf) == []
    unmarked = failures(pdf.replace(b"/Marked true", b"/Marked null"))
    assert any(rule.startswith("ua1 ") for rule in unmarked)
    assert any(rule.startswith("2a ") for rule in unmarked)
    stated = re.search(rb"/Length (\d+)", pdf)
    one_less = b"%0*d" % (len(stated[1]), int(stated[1]) - 1)
    shorter = failures(pdf[: stated.start(1)] + one_less + pdf[stated.end(1) :])
    assert any("STREAM-LENGTH" in rule for rule in shorter)


def test_tables_have_header_cells_and_section_headers(notebooks):
    rows = [{"kind": "section", "cells": ["2015"]}, {"cells": ["a", "1"]}, {"kind": "total", "cells": ["Summe", "1"]}]
    tags = notebooks.tags(notebooks.pdf(notebooks.emit(notebooks.table(rows=rows))))
    names = [name for name, _ in tags]
    assert names.count("/TH") == 3
    assert names.count("/TD") == 4
    assert names.index("/Caption") == names.index("/Table") + 1
    assert all(node["/A"][0]["/Headers"] for name, node in tags if name == "/TD")


def test_facts_have_header_cells(notebooks):
    tags = notebooks.tags(notebooks.pdf(notebooks.emit({"type": "facts", "items": [{"label": "a", "values": ["b"]}]})))
    assert [name for name, _ in tags].count("/TH") == 2


def test_words_of_the_title_are_not_divided(notebooks):
    printed = notebooks.text(notebooks.emit({"type": "cover", "title": "Programmbericht über 1.000 Gemeinden"}))
    assert "Programmbericht über 1.000 Gemeinden" in printed


@pytest.mark.parametrize("label", ["Beobachtungstage nach dem Austritt", "Horizonte der stabilisierten Beschäftigung"])
def test_words_of_the_name_of_a_fact_are_not_divided(notebooks, label):
    printed = notebooks.text(notebooks.emit({"type": "facts", "items": [{"label": label, "values": ["b"]}]}))
    assert label in printed


def test_facts_higher_than_a_page_run_over_pages(notebooks):
    long = "Umsetzung von niedrigschwelligen Qualifizierungen und Mikroprojekten im Quartier. " * 25
    facts = {"type": "facts", "items": [{"label": "Ziele", "values": [f"{long}Ende{number}" for number in range(12)]}]}
    pages = [page.extract_text() for page in notebooks.pdf(notebooks.emit(facts)).pages]
    assert len(pages) > 4
    assert max(page.count("Umsetzung") for page in pages) < 70  # what stands below the foot is text, too


def test_figures_have_alternative_text_and_bars_are_decoration(notebooks):
    finding = {"label": "a", "value": "50 %", "share": 0.5, "low": 0.4, "high": 0.6}
    tags = notebooks.tags(
        notebooks.pdf(notebooks.emit({"type": "key_findings", "items": [finding]}, notebooks.figure()))
    )
    assert [node["/Alt"] for name, node in tags if name == "/Figure"] == ["Ein Balken bis 60 Prozent."]


def test_headings_become_bookmarks(notebooks):
    pdf = notebooks.pdf(notebooks.prose("# Titel\n\n# Eins\n\n## Zwei\n\n# Drei"))
    first, (second,), third = pdf.outline
    assert [first.title, second.title, third.title] == ["1 Eins", "1.1 Zwei", "2 Drei"]


def test_stamp_on_every_page(notebooks):
    pdf = notebooks.pdf(
        notebooks.emit(
            {"type": "document", "stamp": "synthetisch"},
            notebooks.table(90),
            {"type": "page_break"},
            {"type": "rule"},
        )
    )
    assert len(pdf.pages) >= 3
    assert all("synthetisch" in page.extract_text() for page in pdf.pages)


def test_long_tables_repeat_their_header_and_keep_rows_whole(notebooks):
    long = "Arbeitsmarktintegrationsförderungsgesellschaft für Langzeitarbeitslose und Geringqualifizierte"
    rows = [{"cells": [f"A{number} {long} {long} {long} Z{number}", str(number)]} for number in range(60)]
    pages = [page.extract_text() for page in notebooks.pdf(notebooks.emit(notebooks.table(rows=rows))).pages]
    assert len(pages) > 1
    for page in pages:
        assert "Austritte" in page
    for number in range(60):
        assert sum(f"A{number} " in page and f"Z{number}\n" in page + "\n" for page in pages) == 1


def test_a_row_higher_than_a_page_breaks(notebooks):
    words = " ".join(f"Wort{number}." for number in range(3000))
    printed = notebooks.text(notebooks.emit(notebooks.table(rows=[{"cells": [words, "1"]}])))
    assert "Wort2999." in printed


@pytest.mark.parametrize("word", ["W" * 120, "x1" * 60, "lange_kennung_ohne_leerzeichen" * 4])
def test_long_words_stay_on_the_page(notebooks, word):
    columns = [{"label": word}, {"label": "Zahl", "align": "right"}, {"label": word}]
    pdf = notebooks.pdf(
        notebooks.prose(f"# {word}\n\n{word}"),
        notebooks.emit(notebooks.table(columns=columns, rows=[{"cells": [word, "1", word]}])),
    )
    ends = []

    def note_end(text, place, _matrix, _font, size):
        if text.strip():
            ends.append(place[4] + text_width(text.strip(), size))

    for page in pdf.pages:
        page.extract_text(visitor_text=note_end)
    # The widths are measured without kerning, hence the tolerance.
    assert max(ends) < 595 - 71 + 8
    assert "\u200b" not in "".join(page.extract_text() for page in pdf.pages)


def test_missing_glyphs_are_named_with_their_places(notebooks):
    with pytest.raises(ReportError) as caught:
        compile_document(
            notebooks.document(
                notebooks.prose("Hallo 😀"),
                notebooks.emit(notebooks.table(rows=[{"cells": ["a", "1"]}, {"cells": ["漢", "2"]}])),
                notebooks.emit(notebooks.figure(svg=notebooks.svg.replace("Anteil", "漢"))),
            )
        )
    message = str(caught.value)
    for expected in (
        "U+1F600 GRINNING FACE (😀): cell 1, paragraph",
        "U+6F22",
        "cell 2 [In 7], table, rows 2",
        "cell 3",
    ):
        assert expected in message


@pytest.mark.parametrize(
    "character", ["\u0000", "\u0001", "\u001b", "\u007f", "\u0085", "\u202e", "\ufeff", "\ue000", "\ud800"]
)
def test_control_characters_are_refused(notebooks, character):
    code_point = f"U\\+{ord(character):04X}"
    for block in ({"type": "paragraph", "runs": f"a{character}b"}, {"type": "code", "text": f"a{character}b"}):
        with pytest.raises(ReportError, match=f"{code_point}|unicode"):
            compile_document(notebooks.document(notebooks.emit(block)))


def test_control_characters_are_refused_where_nothing_is_printed(notebooks):
    with pytest.raises(ReportError, match=r"U\+0001"):
        compile_document(notebooks.document(notebooks.emit(notebooks.figure(alt="a\u0001b"))))
    compile_document(notebooks.document(notebooks.emit(notebooks.figure(alt="漢"))))


def test_names_of_all_official_languages_can_be_printed(notebooks):
    # A selection of DIN 91379: letters without a composed form, and the marks that they need.
    names = "C̦ K̄ L̂ M̂ N̂ R̥̄ Z̧ k͟h ẞ ſ ə Ə Ǯ ʼ ʾ ʿ Đặng Şükrü Łódź Íñigo Øystein Þór Čapek Ģirts Ụwa"
    assert {ord(character) for character in unicodedata.normalize("NFC", names)} <= covered_characters() | {32}
    notebooks.pdf(notebooks.prose(f"{names} *{names}* **{names}** `{names}`"))


def test_fonts_are_complete_and_agree_about_letters():
    from fontTools.ttLib import TTFont

    assert (FONT_FOLDER / "OFL.txt").is_file()
    assert sum(path.stat().st_size for path in FONT_FILES) < 3_000_000
    covers = []
    for path in FONT_FILES:
        if path.name.startswith(FONT_FAMILY):
            with TTFont(path, lazy=True) as font:
                covers.append(set(font.getBestCmap()))
    assert len(covers) == 5
    assert all(cover == covers[0] for cover in covers)


def test_errors_of_the_typesetter_are_report_errors(notebooks):
    document = notebooks.document(notebooks.emit(notebooks.table()))
    document["blocks"][1]["type"] = "unheard_of"
    with pytest.raises(ReportError, match="unknown block"):
        compile_document(document)


def test_hyphens_can_be_searched_although_words_are_divided(notebooks):
    """A word divided at the end of a line must not turn every hyphen of the document into a soft one."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänsversammlungsteilnehmerinnen " * 6
    words = notebooks.emit(
        {"type": "paragraph", "runs": [{"text": long}, {"text": "SGB-II-Quote nicht-binär"}]},
        {"type": "paragraph", "runs": [{"text": long + "Soll-Ist-Vergleich", "strong": True}]},
    )
    printed = " ".join(notebooks.text(words).split())
    assert "SGB-II-Quote nicht-binär" in printed
    assert "Soll-Ist-Vergleich" in printed.replace("- ", "-")
