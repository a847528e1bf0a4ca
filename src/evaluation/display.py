"""One object, two renderings: HTML in JupyterLab, blocks for the typesetter."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, PackageLoader, select_autoescape

from evaluation.blocks import BLOCK_MIME, Figure, Model, Row, Table
from evaluation.formats import tails
from evaluation.language import say

_COLOURS: Final = {
    "ink": "#1c2529",
    "muted": "#55636a",
    "accent": "#0b5563",
    "haze": "#74a5af",
    "track": "#d8e3e6",
    "tint": "#f0f5f6",
    "amber": "#8a4b00",
}
"""Colours of the page. They stand in each element as they are: of a notebook that is not trusted JupyterLab takes away
variables and drawings, but neither colours nor pictures; and its dark theme colours tables by itself."""

_TEMPLATES = Environment(
    loader=PackageLoader("evaluation", "html"), autoescape=select_autoescape(default=True), trim_blocks=True
)
_TEMPLATES.globals["say"] = say
_TEMPLATES.globals["q"] = _COLOURS


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


_MARKS: Final = {
    "met": _COLOURS["accent"],
    "close": f"linear-gradient(90deg, {_COLOURS['accent']} 50%, transparent 50%)",
    "missed": "none",
    "open": "none",
}
"""Ground of the mark of a target, by verdict."""


def as_html(blocks: Sequence[Model]) -> str:
    """Render blocks as HTML; all text is escaped, and a drawing is a picture, which cannot run anything."""
    page = _TEMPLATES.get_template("blocks.html")
    return page.render(blocks=blocks, drawing=_drawing, rows_with_blanks=_rows_with_blanks, percent=_css, marks=_MARKS)


def _drawing(figure: Figure) -> str:
    return f"data:image/svg+xml;base64,{b64encode(figure.svg.encode()).decode()}"


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
