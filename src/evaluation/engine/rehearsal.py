"""A throw-away report, so that each child finds the fonts read, the templates parsed and figures at hand."""

from __future__ import annotations

from typing import Any

import nbformat

from evaluation import blocks, formats
from evaluation.display import display
from evaluation.engine.cells import Shell
from evaluation.figures import style
from evaluation.figures.svg import as_svg
from evaluation.typst.characters import check_characters
from evaluation.typst.document import build_document

_TEXT = "Aa ÄÖÜäöüß 0123456789 %–„“×.,:;()*§"


def rehearse() -> None:
    """Draw, display and build a document of everything that a report has, and throw it away.

    The typesetter is left alone: it starts threads.
    """
    with style.drawing(2.0) as (figure, axes):
        style.percent_axis(axes, vertical=False)
        for weight in ("normal", "bold"):
            axes.annotate(_TEXT, (0, 0.5), weight=weight)
        axes.barh([0], [0.5], hatch="////")
        axes.plot([0, 1], [0, 1], marker="o")
        axes.fill_between([0, 1], [0, 0], [1, 1], step="post")
        svg = as_svg(figure)
    style.prepare()
    table = blocks.Table.model_validate(
        {
            "columns": [{"label": "a"}, {"label": "n", "align": "right"}],
            "rows": [{"cells": [_TEXT, "1"]}],
            "title": _TEXT,
        }
    )
    drawn = blocks.Figure(title=_TEXT, svg=svg, alt=_TEXT)
    data = display(table, drawn)._repr_mimebundle_()
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": f"# {_TEXT}\n\n{_TEXT} **a** [b](https://example.org)\n\n- a",
        },
        {"cell_type": "code", "metadata": {}, "outputs": [{"output_type": "display_data", "data": data}]},
    ]
    document = build_document({"cells": cells})
    check_characters(document)
    nbformat.reads(nbformat.writes(nbformat.v4.new_notebook()), as_version=4)
    for write in (formats.count, formats.decimal, formats.percent, formats.euro):
        write(1)
    Shell.fresh()
