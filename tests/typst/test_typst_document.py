"""From the notebook to the document: what becomes a block, and what is refused."""

import json

import pytest
from nbformat.v4 import new_output

from evaluation.blocks import BLOCK_MIME
from evaluation.errors import ReportError
from evaluation.typst.columns import INSET, TEXT_WIDTH, text_width


def kinds(document):
    return [block["type"] for block in document["blocks"]]


def test_markdown_becomes_blocks(notebooks):
    document = notebooks.document(
        notebooks.prose(
            "# Titel\n\n# Eins\n\nText *kursiv* **fett** `code` [hier](https://example.org)\n\n- a\n- b\n\n---"
        ),
        notebooks.prose("> Zitat\n\n```\nx  =  1\n```\n\n3. drei\n4. vier\n\n| A | B |\n|:--|--:|\n| x | 1 |"),
    )
    assert kinds(document) == ["cover", "heading", "paragraph", "list", "rule", "quote", "code", "list", "table"]
    assert document["title"] == "Titel"
    runs = document["blocks"][2]["runs"]
    assert [run["text"] for run in runs if run["emph"]] == ["kursiv"]
    assert [run["text"] for run in runs if run["strong"]] == ["fett"]
    assert [run["text"] for run in runs if run["code"]] == ["code"]
    assert [(run["text"], run["link"]) for run in runs if run["link"]] == [("hier", "https://example.org")]
    assert document["blocks"][6]["text"] == "x  =  1"
    assert (document["blocks"][7]["ordered"], document["blocks"][7]["start"]) == (True, 3)
    assert [column["align"] for column in document["blocks"][8]["columns"]] == ["left", "right"]


def test_raw_html_is_text(notebooks):
    document = notebooks.document(notebooks.prose("a <b>x</b>\n\n<script>alert(1)</script>"))
    assert [block["runs"][0]["text"] for block in document["blocks"][1:]] == ["a <b>x</b>", "<script>alert(1)</script>"]


def test_document_is_plain_json(notebooks):
    document = notebooks.document(notebooks.emit(notebooks.table(), notebooks.figure()))
    assert json.loads(json.dumps(document)) == document


def test_outputs_become_blocks_in_order(notebooks):
    cell = notebooks.code(
        new_output("stream", name="stdout", text="eins "),
        new_output("stream", name="stderr", text="Warnung"),
        new_output("stream", name="stdout", text="\x1b[31mzwei\x1b[0m\n"),
        new_output("display_data", data={BLOCK_MIME: {"type": "paragraph", "runs": "drei"}, "text/plain": "x"}),
        new_output("execute_result", data={"text/plain": "vier"}, execution_count=1),
    )
    document = notebooks.document(cell)
    assert [block.get("text") or block["runs"][0]["text"] for block in document["blocks"][1:]] == [
        "eins zwei",
        "drei",
        "vier",
    ]


def test_progress_bars_show_their_last_state(notebooks):
    document = notebooks.document(notebooks.code(new_output("stream", name="stdout", text="10 %\r100 %\r\nfertig\n")))
    assert document["blocks"][1]["text"] == "100 %\nfertig"


@pytest.mark.parametrize("tag", ["remove_cell", "remove_output", "parameters", "injected-parameters"])
def test_tagged_cells_are_silent(notebooks, tag):
    picture = new_output("display_data", data={"image/png": "eA=="})
    document = notebooks.document(notebooks.code(picture, tags=(tag,)), notebooks.prose("Text", tags=(tag,)))
    assert kinds(document) == ["cover"]


def test_first_document_block_holds(notebooks):
    fields = {"title": "Bericht", "date": "2022-12-31", "head": "Kopf", "foot": "Fuß", "stamp": "synthetisch"}
    document = notebooks.document(
        notebooks.emit({"type": "document", **fields}), notebooks.emit({"type": "document", "title": "Später"})
    )
    assert {name: document[name] for name in fields} == fields


def test_title_of_last_resort_and_default_date(notebooks):
    document = notebooks.document(notebooks.prose("nur Text"))
    assert (document["title"], document["head"], document["date"]) == ("datei", "datei", "1970-01-01")


def test_cover_sets_the_title_and_comes_first(notebooks):
    document = notebooks.document(
        notebooks.prose("# Einleitung"), notebooks.emit({"type": "cover", "title": "Bericht", "facts": []})
    )
    assert document["title"] == "Bericht"
    assert kinds(document) == ["cover", "heading"]


def test_headings_leave_no_level_out(notebooks):
    document = notebooks.document(notebooks.prose("# Titel\n\n## A\n\n##### B\n\n## C\n\n### D\n\n# "))
    assert [block["level"] for block in document["blocks"] if block["type"] == "heading"] == [1, 2, 1, 2]


def test_text_is_normalised(notebooks):
    document = notebooks.document(notebooks.emit({"type": "paragraph", "runs": "a\tb\nc u\u0308"}))
    assert document["blocks"][1]["runs"][0]["text"] == "a b c ü"


def test_a_number_and_its_sign_stay_on_one_line(notebooks):
    prose, table = (
        {"type": "paragraph", "runs": "38 % von 5 € nach § 5, 3 Jahre"},
        notebooks.table(title="In 38 % der Fälle"),
    )
    table["rows"][0]["cells"][1] = "38 %"
    said, shown = notebooks.document(notebooks.emit(prose, table))["blocks"][1:]
    assert said["runs"][0]["text"] == "38\u00a0% von 5\u00a0€ nach §\u00a05, 3 Jahre"
    assert (shown["title"], shown["rows"][0]["cells"][1]) == ("In 38\u00a0% der Fälle", "38 %")


def test_a_head_takes_two_lines_where_there_is_room(notebooks):
    def width(others):
        columns = [{"label": "Gemeinde"}, *[{"label": "im Bereich des Zufalls", "align": "right"}] * others]
        table = notebooks.table(columns=columns, rows=[{"cells": ["Bielefeld", *["2"] * others]}])
        block = notebooks.document(notebooks.emit(table))["blocks"][1]
        assert all(block["whole_heads"])
        return block["widths"][1] - 2 * INSET, text_width("im Bereich", block["size"], bold=True)

    few, both_words = width(3)
    many, _ = width(8)
    assert few >= both_words > many


def test_failed_cell_is_refused(notebooks):
    failed = notebooks.code(
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[]),
        tags=("remove_output",),
    )
    with pytest.raises(ReportError, match=r"cell 2 \[In 7\].*ZeroDivisionError"):
        notebooks.document(notebooks.prose("x"), failed)


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml"])
def test_pictures_without_alternative_text_are_refused(notebooks, kind):
    with pytest.raises(ReportError, match=r"cell 1.*remove_output"):
        notebooks.document(notebooks.code(new_output("display_data", data={kind: "x", "text/plain": "<Figure>"})))


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("![x](y.png)", "cell 1: Markdown images"),
        ("[x](javascript:alert)", "must begin with"),
        ("[x](../other.ipynb)", "must begin with"),
        ("[x](#anchor)", "must begin with"),
    ],
)
def test_prose_that_cannot_be_printed(notebooks, markdown, message):
    with pytest.raises(ReportError, match=message):
        notebooks.document(notebooks.prose(markdown))


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ({"type": "figure", "svg": "<svg/>", "alt": " "}, r"cell 1 \[In 7\], figure: alt"),
        ({"type": "figure", "svg": "<svg", "alt": "x"}, "not well-formed"),
        ({"type": "figure", "svg": "<p/>", "alt": "x"}, "not SVG"),
        ({"type": "figure", "svg": "<svg/>", "alt": "x"}, "no size"),
        ({"type": "figure", "svg": '<svg width="9" height="9"><image href="/x.png"/></svg>', "alt": "x"}, "refers to"),
        ({"type": "table", "columns": [{"label": "a"}], "rows": [{"cells": ["1", "2"]}]}, "row 1 has 2 cells"),
        ({"type": "table", "columns": [{"label": "a"}], "rows": [{"cells": [1]}]}, "valid string"),
        ({"type": "table", "columns": [], "rows": []}, "columns"),
        ({"type": "table", "colums": [{"label": "a"}], "rows": []}, "colums: Extra inputs"),
        ({"type": "key_findings", "items": [{"label": "a", "value": "b", "share": 1.2}]}, "share"),
        (
            {"type": "key_findings", "items": [{"label": "a", "value": "b", "share": 0.5, "low": 0.4}]},
            "belong together",
        ),
        ({"type": "key_findings", "items": [{"label": "a", "value": "b", "share": float("nan")}]}, "share"),
        ({"type": "document", "date": "31.12.2022"}, "date"),
        ({"type": "unheard_of"}, "unheard_of"),
        ({"no": "type"}, "type"),
        ("not json", "not JSON"),
        ([1], "cell 1"),
    ],
)
def test_faulty_blocks_are_refused_with_their_place(notebooks, block, message):
    with pytest.raises(ReportError, match=message) as caught:
        notebooks.document(notebooks.emit(block))
    assert "cell 1" in str(caught.value)


def test_all_faults_are_named_at_once(notebooks):
    with pytest.raises(ReportError) as caught:
        notebooks.document(notebooks.emit({"type": "note"}), notebooks.emit({"type": "quote"}))
    assert "cell 1" in str(caught.value)
    assert "cell 2" in str(caught.value)


def test_second_cover_is_refused(notebooks):
    cover = {"type": "cover", "title": "Bericht"}
    with pytest.raises(ReportError, match=r"cell 2.*one cover"):
        notebooks.document(notebooks.emit(cover), notebooks.emit(cover))


def test_table_with_too_many_numbers_is_refused(notebooks):
    columns = [{"label": f"S{number}", "align": "right"} for number in range(30)]
    table = notebooks.table(columns=columns, rows=[{"cells": ["1.234.567,8"] * 30}])
    with pytest.raises(ReportError, match="30 columns"):
        notebooks.document(notebooks.emit(table))


def test_columns_fill_the_type_area_and_numbers_keep_their_line(notebooks):
    long = "Arbeitsmarktintegrationsförderungsgesellschaft im Quartier " * 4
    rows = [{"cells": [long, "1 234 567"]}, {"kind": "section", "cells": ["2015"]}, {"cells": ["kurz", "12"]}]
    block = notebooks.document(notebooks.emit(notebooks.table(rows=rows)))["blocks"][1]
    assert sum(block["widths"]) == pytest.approx(TEXT_WIDTH, abs=0.1)
    assert block["widths"][1] >= text_width("1 234 567", block["size"]) + 2 * INSET - 0.01


def test_a_section_row_has_the_width_of_the_table_and_makes_it_no_higher(notebooks):
    columns = [{"label": f"S{number}"} for number in range(9)]
    rows = [{"kind": "section", "cells": ["Arbeit im Quartier (BIWAQ IV, Förderrunde 2019 – 2022)"]}]
    rows += [{"cells": [str(number)] * 9} for number in range(9)]
    assert notebooks.document(notebooks.emit(notebooks.table(columns=columns, rows=rows)))["blocks"][1]["low"]


def test_only_words_wider_than_their_column_are_divided(notebooks):
    long = "Arbeitsmarktintegrationsförderungsgesellschaft"
    columns = [{"label": f"S{number}"} for number in range(6)]
    rows = [
        {"cells": [long, *["kurz und gut " * 4] * 5]},
        {"kind": "section", "cells": [long]},
        {"cells": ["kurz", *["1"] * 5]},
    ]
    block = notebooks.document(notebooks.emit(notebooks.table(columns=columns, rows=rows)))["blocks"][1]
    assert block["hyphens"] == [[True, *[False] * 5], [False], [False] * 6]
