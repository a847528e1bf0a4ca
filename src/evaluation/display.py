"""One object, two renderings: HTML in JupyterLab, blocks for the typesetter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from evaluation.blocks import BLOCK_MIME, Figure, Model

_TEMPLATES = Environment(
    loader=PackageLoader("evaluation", "html"), autoescape=select_autoescape(default=True), trim_blocks=True
)


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


def as_html(blocks: Sequence[Model]) -> str:
    """Render blocks as HTML; all text is escaped, only drawings of `evaluation.figures` pass as they are."""
    drawings = {id(block): Markup(block.svg) for block in blocks if isinstance(block, Figure)}  # noqa: S704 - our own SVG
    return _TEMPLATES.get_template("blocks.html").render(blocks=blocks, drawings=drawings, identity=id)
