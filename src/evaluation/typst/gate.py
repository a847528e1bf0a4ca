"""What a machine that checks a PDF cannot see, and a reader with a screen reader meets at once.

The typesetter refuses a document without alternative texts or tags. It does not see that a text says "chart", that two
drawings are said to show the same, or that the head of a column is empty. Each fault names its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from evaluation.errors import ReportError

_GENERIC: Final = frozenset(
    re.findall(
        r"\w+",
        "abbildung bild chart darstellung das der diagramm die ein eine figure grafik graph graphik image kurve "
        "picture plot zeichnung",
    )
)
"""Words of an alternative text that says nothing: it names the kind of picture and not what it shows."""


def check_reading(document: Mapping[str, Any]) -> None:
    """Refuse a document that the machine check would pass and a listener could not use.

    Raises
    ------
    ReportError
        Names every fault and the cell that it comes from.
    """
    blocks = list(_all_blocks(document["blocks"]))
    faults = [*_headings(blocks), *_alternatives(blocks), *_heads(blocks)]
    if faults:
        raise ReportError(
            f"{len(faults)} place(s) of the report cannot be read aloud with sense:\n"
            + "\n".join(f"  {fault}" for fault in faults)
        )


def _all_blocks(blocks: list[dict[str, Any]], origin: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for number, block in enumerate(blocks, start=1):
        place = block.get("origin") or origin or f"block {number}"
        yield place, block
        for inner in (block.get("blocks", []), *(block["items"] if block["type"] == "list" else [])):
            yield from _all_blocks(inner, place)


def _headings(blocks: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    previous = 0
    for place, block in blocks:
        if block["type"] == "key_findings":
            previous = 1
        elif block["type"] == "heading":
            if block["level"] > previous + 1:
                yield f"{place}, heading: level {block['level']} follows level {previous}; leave no level out."
            previous = block["level"]


def _alternatives(blocks: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    said: dict[str, str] = {}
    for place, block in blocks:
        if block["type"] != "figure":
            continue
        alt = " ".join(block["alt"].split())
        words = set(re.findall(r"[^\W\d_]+", alt.lower()))
        if words <= _GENERIC or alt.rstrip(".") == (block["title"] or "").rstrip("."):
            yield f"{place}, figure: the alternative text {alt[:60]!r} names the picture; say what can be seen in it."
        if alt in said:
            yield f"{place}, figure: {said[alt]} has the same alternative text; two drawings do not show the same."
        said.setdefault(alt, place)


def _heads(blocks: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    for place, block in blocks:
        if block["type"] == "table":
            for number, column in enumerate(block["columns"], start=1):
                if not column["label"].strip():
                    yield f"{place}, table: column {number} has no head; a listener hears its cells without a name."
