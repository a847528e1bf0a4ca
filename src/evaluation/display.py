"""One object, two renderings: HTML in JupyterLab, blocks for the typesetter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from evaluation.blocks import BLOCK_MIME, Figure, Model, Row, Table
from evaluation.formats import tails
from evaluation.language import say

_TEMPLATES = Environment(
    loader=PackageLoader("evaluation", "html"), autoescape=select_autoescape(default=True), trim_blocks=True
)
_TEMPLATES.globals["say"] = say


@dataclass(frozen=True)
class Display:
    """What a cell of a notebook shows.

    Attributes
    ----------
    blocks
        Tables, figures and text as data. JupyterLab shows them as HTML, the exporter sets them on paper.
    """

    blocks: tuple[Model, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {
            BLOCK_MIME: {"blocks": [block.model_dump(mode="json", exclude_none=True) for block in self.blocks]},
            "text/html": as_html(self.blocks),
            "text/plain": "",
        }


def display(*blocks: Model) -> Display:
    """Wrap blocks for a notebook."""
    return Display(tuple(blocks))


_MARKS = {
    "met": "var(--q-accent)",
    "close": "linear-gradient(90deg, var(--q-accent) 50%, transparent 50%)",
    "missed": "none",
    "open": "none",
}
"""Ground of the mark of a target, by verdict."""


def as_html(blocks: Sequence[Model]) -> str:
    """Render blocks as HTML; all text is escaped, only drawings of `evaluation.figures` pass as they are."""
    page = _TEMPLATES.get_template("blocks.html")
    return page.render(blocks=blocks, drawing=_drawing, rows_with_blanks=_rows_with_blanks, percent=_css, marks=_MARKS)


def _drawing(figure: Figure) -> Markup:
    return Markup(figure.svg)  # noqa: S704 - our own SVG


def _css(share: float) -> str:
    return f"{100 * share:.1f}%"


def _rows_with_blanks(table: Table) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row, and behind each cell the blank that brings digit under digit, as on paper."""
    rows = [row for row in table.rows if row.kind != "section"]
    columns = [
        tails([row.cells[index] for row in rows]) if column.align == "right" else [""] * len(rows)
        for index, column in enumerate(table.columns)
    ]
    blanks = iter(zip(*columns, strict=True))
    for row in table.rows:
        yield row, [""] if row.kind == "section" else list(next(blanks))
