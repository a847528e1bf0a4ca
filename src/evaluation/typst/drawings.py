"""A look at an SVG before the typesetter gets it: how large it is, what it says, and that it stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from evaluation.errors import ReportError

_POINTS: Final = {"pt": 1.0, "px": 0.75, "": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH: Final = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")


@dataclass(frozen=True)
class Drawing:
    """Natural size in points, and the texts that the drawing holds as text."""

    width: float
    height: float
    texts: tuple[str, ...]


def read_drawing(svg: str, where: str) -> Drawing:
    """Read an SVG.

    Raises
    ------
    ReportError
        If it is not SVG, has no size, or refers to anything outside itself, which an archive could not keep.
    """
    try:
        # The XML is produced by the notebook itself, and expat bounds the growth of entities.
        root = ElementTree.fromstring(svg.encode())  # noqa: S314
    except (ElementTree.ParseError, UnicodeEncodeError) as error:
        raise ReportError(f"{where}: the drawing is not well-formed SVG: {error}") from error
    if _local(root.tag) != "svg":
        raise ReportError(f"{where}: the drawing is not SVG; its outermost element is {_local(root.tag)!r}.")
    texts = []
    for element in root.iter():
        name = _local(element.tag)
        if name == "foreignObject":
            raise ReportError(f"{where}: the drawing holds foreign content (foreignObject), which cannot be printed.")
        for attribute, value in element.attrib.items():
            if _local(attribute) == "href" and not value.startswith(("#", "data:")) and name != "a":
                raise ReportError(f"{where}: the drawing refers to {value!r}; a report holds all that it shows.")
        if name in {"text", "tspan"}:
            texts += [" ".join(part.split()) for part in (element.text, element.tail) if part and part.strip()]
    width, height = _size(root, where)
    return Drawing(width, height, tuple(texts))


def _size(root: ElementTree.Element, where: str) -> tuple[float, float]:
    width, height = _length(root.get("width")), _length(root.get("height"))
    if width is None or height is None:
        box = [float(part) for part in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
        width, height = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
    if width <= 0 or height <= 0:
        raise ReportError(f"{where}: the drawing has no size; give it width and height, or a viewBox.")
    return width, height


def _length(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _POINTS[match[2]] if match and match[2] in _POINTS else None


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
