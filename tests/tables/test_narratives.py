"""The words of evaluators: in their place, marked, and only text."""

from dataclasses import replace

import pandas as pd
import pytest

from evaluation import tables
from evaluation.errors import FindingsError

STRANGE = """# Große Überschrift

Text mit **Betonung**, `code` und <b>HTML</b>.

![Bild](http://example.org/a.png) und [böse](javascript:alert(1)) und [gut](https://example.org).

| | B |
|---|---|
| x | 1 |

#import "x": y  $a^2$
"""


@pytest.fixture
def written(make_findings):
    def build(text, chapter="lasted"):
        rows = [("05711000", "narrative", chapter, text)]
        return replace(
            make_findings([]), enclosures=pd.DataFrame(rows, columns=["municipality", "kind", "name", "text"])
        )

    return build


def texts(blocks):
    for block in blocks:
        for run in getattr(block, "runs", []):
            yield run.text
        for row in getattr(block, "rows", []):
            yield from row.cells


def test_strange_markup_is_text(written):
    (block,) = tables.narrative(written(STRANGE), "lasted").blocks
    said = " ".join(texts(block.blocks))
    for part in (
        "<b>",
        "![Bild](http://example.org/a.png)",
        "böse",
        "(javascript:alert(1))",
        '#import "x": y',
        "$a^2$",
    ):
        assert part in said
    links = [run.link for inner in block.blocks for run in getattr(inner, "runs", []) if run.link]
    assert links == ["https://example.org"]
    assert not [inner for inner in block.blocks if inner.type == "heading"]


def test_it_is_marked_as_a_judgement_on_screen_and_on_paper(written):
    shown = tables.narrative(written("Unser Urteil."), "lasted")
    assert "Urteil der Evaluierenden" in shown.blocks[0].mark
    html = shown._repr_mimebundle_()["text/html"]
    assert shown.blocks[0].mark in html
    assert "Unser Urteil." in html


def test_nothing_written_is_nothing_shown(written):
    assert tables.narrative(written("Text"), "exit").blocks == ()


def test_an_unknown_chapter_is_said(written):
    with pytest.raises(FindingsError, match="summary, area"):
        tables.narrative(written("Text"), "results")
