"""One description, two renderings: paper and screen say the same, in the same order and with the same heads."""

import io
import re
from base64 import b64decode
from html.parser import HTMLParser

import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from evaluation.blocks import BLOCK_MIME, Column, Figure, KeyFinding, KeyFindings, Note, Row, Table
from evaluation.display import display
from evaluation.typst.compile import compile_document
from evaluation.typst.document import build_document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="9pt"><rect width="90" height="9"/></svg>'
TABLE = Table(
    title="Austritte & <Arbeit>",
    columns=[Column(label="Gruppe"), Column(label="Anteil", align="right"), Column(label="von", align="right")],
    rows=[
        Row(kind="section", cells=["Projekt A"]),
        Row(kind="total", cells=["insgesamt", "32,5 %", "1.445"]),
        Row(cells=["Frauen", "9 %", "."]),
    ],
    notes=["Quelle: erfunden."],
)
SNAPSHOT = [
    ("caption", {}, "Austritte & <Arbeit>"),
    ("th", {"scope": "col"}, "Gruppe"),
    ("th", {"scope": "col"}, "Anteil"),
    ("th", {"scope": "col"}, "von"),
    ("th", {"scope": "rowgroup", "colspan": "3"}, "Projekt A"),
    ("th", {"scope": "row"}, "insgesamt"),
    ("td", {}, "32,5 %"),
    ("td", {}, "1.445"),
    ("th", {"scope": "row"}, "Frauen"),
    ("td", {}, "9 %"),
    ("td", {}, "."),
    ("p", {}, "Quelle: erfunden."),
]


class Cells(HTMLParser):
    """What a listener hears: cells with their scope, without what is hidden from assistive technology."""

    def __init__(self):
        super().__init__()
        self.found, self.hidden, self.open = [], 0, []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.open.append(known.get("aria-hidden") == "true")
        self.hidden += self.open[-1]
        if tag in {"caption", "th", "td", "p"}:
            kept = {name: value for name, value in known.items() if name in {"scope", "colspan"}}
            self.found.append([tag, kept, ""])

    def handle_endtag(self, _):
        self.hidden -= self.open.pop()

    def handle_data(self, data):
        if not self.hidden and self.found and data.strip():
            self.found[-1][2] += data.strip()


def on_screen(*blocks):
    bundle = display(*blocks)._repr_mimebundle_()
    parser = Cells()
    parser.feed(bundle["text/html"])
    return bundle, [tuple(one) for one in parser.found]


def on_paper(bundle):
    cell = new_code_cell("", outputs=[new_output("display_data", data={BLOCK_MIME: bundle[BLOCK_MIME]})])
    document = build_document(new_notebook(cells=[cell]), "Bericht")
    return document, pypdf.PdfReader(io.BytesIO(compile_document(document)))


def test_a_table_on_the_screen():
    assert on_screen(TABLE)[1] == SNAPSHOT


def test_the_same_table_on_paper():
    document, pdf = on_paper(on_screen(TABLE)[0])
    printed = " ".join(pdf.pages[0].extract_text().split())
    place = 0
    for _, _, text in SNAPSHOT:
        place = printed.index(text, place)
    (table,) = [block for block in document["blocks"] if block["type"] == "table"]
    assert [[blank > 0 for blank in row] for row in table["tails"]] == [
        [False],
        [False, False, False],
        [False, True, False],
    ]


def test_digits_stand_under_digits_on_the_screen_without_being_read():
    html = on_screen(TABLE)[0]["text/html"]
    assert html.count('aria-hidden="true" style="visibility: hidden') == 1
    assert "9 %<span" in html.replace("\u00a0", " ")


def test_nothing_from_data_is_markup_on_the_screen():
    text = '<script>alert("x")</script>'
    item = KeyFinding(label=text, value=text, detail=text, drawn=text)
    html = on_screen(
        KeyFindings(title=text, items=[item], unknown=[text], note=text),
        Note(runs=[text]),
        Figure(title=text, svg=SVG, alt=text, notes=[text], numbers=[text]),
        Table(title=text, columns=[Column(label=text)], rows=[Row(cells=[text])]),
    )[0]["text/html"]
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 15


def test_colours_and_drawings_remain_where_a_notebook_is_not_trusted_and_in_a_dark_theme():
    """JupyterLab takes variables, SVG and `inset` from what it does not trust, and colours tables and rows itself."""
    item = KeyFinding(label="Anteil", value="32 %", share=0.32, low=0.28, high=0.37)
    html = on_screen(KeyFindings(items=[item]), TABLE, Figure(title="a", svg=SVG, alt="Ein Balken."))[0]["text/html"]
    assert not re.findall("var\\(|<svg|inset", html)
    (source,) = re.findall('<img src="data:image/svg\\+xml;base64,([^"]*)" alt="Ein Balken."', html)
    assert b64decode(source).decode() == SVG
    assert re.search('<table style="color: #[0-9a-f]{6}; background: white', html)
    assert all("background: white" in style for style in re.findall('<tr style="([^"]*)"', html))
    assert html.count("<tr>") == 1  # the section, whose only cell has a ground of its own


@pytest.mark.parametrize(
    ("drawing", "shown"),
    [
        ({"share": 0.32, "low": 0.28, "high": 0.37}, "left: 28.0%; width: 9.0%"),
        ({"course": [0.0, None, 4.0]}, "border-bottom: 1px dotted"),
        ({"tally": ["met", "close", "missed", "open"]}, "1px dotted"),
        ({"course": [0.0]}, "height: 0.0%"),
    ],
)
def test_small_drawings_are_decoration(drawing, shown):
    item = KeyFinding(label="Anteil", value="32 %", detail="143 von 445, 32 %", drawn="Anteil", **drawing)
    bundle, _ = on_screen(KeyFindings(title="Kurz", items=[item]))
    decoration = bundle["text/html"].split('aria-hidden="true"')[1].split("<p ")[0]
    assert shown in decoration
    document, pdf = on_paper(bundle)
    assert document["blocks"][-1]["items"][0]["drawn"] == "Anteil"
    assert "143 von 445, 32 %" in " ".join(pdf.pages[0].extract_text().split())


def test_a_finding_has_one_drawing():
    with pytest.raises(ValueError, match="one drawing"):
        KeyFinding(label="a", value="b", share=0.5, tally=["met"])
