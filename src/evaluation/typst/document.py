"""An executed notebook becomes one JSON document: a few fields about the whole, and a list of blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from pydantic import ValidationError

from evaluation.blocks import BLOCK, BLOCK_MIME, LONGEST_HEAD, DocumentSettings
from evaluation.errors import ReportError
from evaluation.markdown import blocks_from_markdown
from evaluation.typst.characters import normalised
from evaluation.typst.columns import KEPT_TABLE, KEPT_WHOLE, SIZES, TEXT_WIDTH, lay_out_columns, text_height
from evaluation.typst.drawings import read_drawing
from evaluation.typst.prose import prose_in, report_language
from evaluation.typst.references import refer

SILENT_TAGS: Final = frozenset({"remove_cell", "remove_output", "parameters", "injected-parameters"})
"""Cells with one of these tags contribute nothing to the report."""

INDENT: Final = 30.0
"""Points that a list or a quotation takes from the width of what stands in it; never less than the template takes."""

TALLEST_FIGURE: Final = 590.0
"""Height in points at which a figure still shares its page with caption and notes."""

NOTES_AT_MOST: Final = 48.0
"""Height in points of notes that still fit below the tallest figure."""

LONGEST_LEAD: Final = 600
"""Characters of a paragraph that still introduces a table or a figure and stays with it."""

NOTE_SIZE: Final = 7.5
_INTRODUCED: Final = frozenset({"table", "figure", "facts", "list", "heading"})
_PICTURES: Final = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "application/pdf")
_TERMINAL_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FAULTS_NAMED: Final = 8


def build_document(notebook: Mapping[str, Any], name: str = "notebook") -> dict[str, Any]:
    """Turn an executed notebook into the document that the template sets.

    Parameters
    ----------
    notebook : mapping
        An nbformat-4 notebook with outputs. Source code is never printed.
    name : str
        Title of last resort, usually the file name without its suffix.

    Returns
    -------
    dict
        Plain JSON: ``lang``, ``title``, ``subtitle``, ``author``, ``date``, ``head``, ``foot``, ``stamp``, ``blocks``.
        Every block carries ``origin``, the cell that it comes from.

    Raises
    ------
    ReportError
        If a cell failed, or asks for something that a report cannot show. All faults of blocks are named at once.
    """
    settings: dict[str, Any] | None = None
    blocks: list[dict[str, Any]] = []
    faults: list[str] = []
    for where, raw in _raw_blocks(notebook):
        try:
            block = _checked(raw, where)
        except ReportError as error:
            faults.append(str(error))
            continue
        if block["type"] == "document":
            settings = settings or _with_logo(block, where)
        elif block["type"] not in {"heading", "paragraph"} or _plain(block["runs"]).strip():
            # A heading that says nothing would be an empty bookmark, which PDF/UA forbids.
            blocks.append({**block, "origin": where})
    if faults:
        rest = len(faults) - _FAULTS_NAMED
        raise ReportError("\n".join(faults[:_FAULTS_NAMED] + ([f"and {rest} more faults"] if rest > 0 else [])))
    settings = settings or DocumentSettings().model_dump()
    blocks, title, subtitle = _titled(blocks, settings, name)
    document = {key: value for key, value in settings.items() if key != "type"}
    document |= {
        "title": title,
        "subtitle": subtitle,
        "head": document["head"] or _shortened(title),
        "blocks": refer(_going_on(_leading(_levelled(blocks)))),
    }
    return document


def _with_logo(settings: dict[str, Any], where: str) -> dict[str, Any]:
    if settings["logo"] is not None and read_drawing(settings["logo"]["svg"], f"{where}, logo").texts:
        raise ReportError(f"{where}, logo: the logo holds text, which needs fonts; save it with its letters as paths.")
    return settings


def _raw_blocks(notebook: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    language = report_language(notebook, SILENT_TAGS)
    for number, cell in enumerate(notebook["cells"], start=1):
        tags = set(cell.get("metadata", {}).get("tags", ()))
        if cell["cell_type"] == "code":
            where = f"cell {number}" + (f" [In {cell['execution_count']}]" if cell.get("execution_count") else "")
            # A failed cell is a fault even where its output would not be shown: what follows rests on it.
            _refuse_failure(cell, where)
            if not tags & SILENT_TAGS:
                yield from ((where, block) for block in _from_outputs(cell["outputs"], where))
        elif cell["cell_type"] == "markdown" and not tags & SILENT_TAGS:
            where = f"cell {number}"
            prose = prose_in(language, _joined(cell["source"]))
            yield from ((where, block) for block in blocks_from_markdown(prose, where))


def _refuse_failure(cell: Mapping[str, Any], where: str) -> None:
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            raise ReportError(
                f"{where} ended with an error: {output.get('ename')}: {output.get('evalue')}. "
                "A notebook with errors is not a report: mend the cell and run the notebook again."
            )


def _from_outputs(outputs: list[Mapping[str, Any]], where: str) -> Iterator[Any]:
    printed = ""
    for output in outputs:
        if output["output_type"] == "stream":
            # One print may arrive in several pieces; they are joined before they are set.
            printed += _joined(output["text"]) if output.get("name") == "stdout" else ""
            continue
        yield from _code(printed)
        printed = ""
        yield from _from_data(output["data"], where)
    yield from _code(printed)


def _from_data(data: Mapping[str, Any], where: str) -> Iterator[Any]:
    if BLOCK_MIME in data:
        content = data[BLOCK_MIME]
        if isinstance(content, str):
            try:
                content = json.loads(content)
            except ValueError as error:
                raise ReportError(f"{where}: the output of type {BLOCK_MIME} is not JSON: {error}") from error
        if isinstance(content, Mapping) and "type" not in content and isinstance(content.get("blocks"), list):
            yield from content["blocks"]
        else:
            yield content
        return
    picture = next((kind for kind in _PICTURES if kind in data), None)
    if picture:
        raise ReportError(
            f"{where}: an output of type {picture} has no alternative text and cannot go into an accessible report. "
            "Draw it with `evaluation.figures`, or tag the cell `remove_output`."
        )
    yield from _code(_joined(data.get("text/plain", "")))


def _code(text: str) -> Iterator[dict[str, Any]]:
    text = _TERMINAL_COLOURS.sub("", text).replace("\r\n", "\n")
    # Like a terminal: a carriage return begins the line anew, as progress bars do.
    text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    if text.strip():
        yield {"type": "code", "text": text.strip("\n")}


def _checked(raw: Any, where: str) -> dict[str, Any]:
    kind = raw.get("type") if isinstance(raw, Mapping) else None
    place = f"{where}, {kind}" if isinstance(kind, str) else where
    try:
        block: dict[str, Any] = BLOCK.validate_python(raw).model_dump()
    except ValidationError as error:
        faults = "; ".join(_fault(item) for item in error.errors(include_url=False)[:_FAULTS_NAMED])
        raise ReportError(f"{place}: {faults}") from error
    return _measured(normalised(block), place)


def _measured(block: dict[str, Any], place: str, available: float = TEXT_WIDTH) -> dict[str, Any]:
    """Add what the template cannot find out by itself: the size of drawings and the widths of columns."""
    match block["type"]:
        case "figure":
            drawing = read_drawing(block["svg"], place)
            width = min(block["width"] * available, TALLEST_FIGURE * drawing.width / drawing.height)
            drawn = width * drawing.height / drawing.width
            referring = ["", *block["notes"]] if block["numbers"] else block["notes"]
            low = drawn + text_height(referring, available, NOTE_SIZE) < TALLEST_FIGURE + NOTES_AT_MOST
            return {**block, "points": round(width, 2), "svg_texts": normalised(list(drawing.texts)), "low": low}
        case "table":
            try:
                return {**block, **asdict(lay_out_columns(block, available))}
            except ReportError as error:
                raise ReportError(f"{place}: {error}") from error
        case "facts":
            texts = [[*item["values"], item["note"] or ""] for item in block["items"]]
            heights = [text_height(some, available * 0.6, SIZES[0]) for some in texts]
            facts = [{**item, "low": one < KEPT_WHOLE} for item, one in zip(block["items"], heights, strict=True)]
            return {**block, "items": facts, "low": sum(heights) < KEPT_TABLE}
        case "list":
            items = [[_measured(inner, place, available - INDENT) for inner in item] for item in block["items"]]
            return {**block, "items": items}
        case "quote" | "narrative":
            return {**block, "blocks": [_measured(inner, place, available - INDENT) for inner in block["blocks"]]}
    return block


def _fault(item: Any) -> str:
    # The first entry of the location is the kind of block, which the message names already.
    path = ".".join(str(part) for part in item["loc"][1:])
    return f"{path}: {item['msg']}" if path else str(item["msg"])


def _titled(
    blocks: list[dict[str, Any]], settings: Mapping[str, Any], name: str
) -> tuple[list[dict[str, Any]], str, str | None]:
    """Make sure that page one begins with a cover, and find the title of the document."""
    covers = [index for index, block in enumerate(blocks) if block["type"] == "cover"]
    if len(covers) > 1:
        raise ReportError(f"{blocks[covers[1]]['origin']}, cover: a report has one cover, and this is the second.")
    if covers:
        cover = blocks.pop(covers[0])
        return [cover, *blocks], cover["title"], cover["subtitle"] or settings["subtitle"]
    title = settings["title"]
    if title is None:
        first = next((i for i, block in enumerate(blocks) if block["type"] == "heading" and block["level"] == 1), None)
        # The heading moves to the cover; otherwise the title would stand on page one twice.
        title = _plain(blocks.pop(first)["runs"]) if first is not None else ""
    title = title.strip() or name
    cover = {"type": "cover", "title": title, "subtitle": settings["subtitle"], "facts": [], "note": None}
    return [{**cover, "origin": "title"}, *blocks], title, settings["subtitle"]


def _levelled(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Begin headings at level 1 and leave no level out, as PDF/UA demands and outlines expect."""
    shift = min((block["level"] for block in blocks if block["type"] == "heading"), default=1) - 1
    levelled, previous = [], 0
    for block in blocks:
        if block["type"] == "heading":
            previous = min(block["level"] - shift, previous + 1)
            block = {**block, "level": previous}
        levelled.append(block)
    return levelled


def _leading(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the paragraphs that introduce what stands below them, so that they are not left behind on another page."""
    led = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        introduces = block["type"] == "paragraph" and following is not None and following["type"] in _INTRODUCED
        short = introduces and len(_plain(block["runs"])) <= LONGEST_LEAD
        led.append({**block, "leads": True} if short else block)
    return led


def _going_on(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the drawings that a further drawing of the same figure follows: one without a title."""
    return [
        {**block, "goes_on": following is not None and following["type"] == "figure" and following["title"] is None}
        if block["type"] == "figure"
        else block
        for block, following in zip(blocks, [*blocks[1:], None], strict=True)
    ]


def _plain(runs: list[Mapping[str, Any]]) -> str:
    return "".join(" " if run["line_break"] else run["text"] for run in runs)


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_HEAD else title[: LONGEST_HEAD - 1].rstrip() + "…"


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
