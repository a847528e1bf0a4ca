"""Markdown prose becomes blocks: the same small set that code cells may hand over, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from evaluation.blocks import LINK_SCHEMES
from evaluation.errors import ReportError

DEEPEST_HEADING = 3


@dataclass(frozen=True)
class _Place:
    """Where the Markdown stands, and whether what cannot be printed is shown as it was written."""

    name: str
    as_written: bool


def blocks_from_markdown(source: str, where: str, *, as_written: bool = False) -> list[dict[str, Any]]:
    """Translate the source of a Markdown cell.

    Parameters
    ----------
    source : str
        CommonMark with pipe tables. Raw HTML is shown as the text that it is.
    where : str
        Name of the cell, for the error message.
    as_written : bool
        Show an image or a strange link as the text that was written, and headings as bold lines: these are the words
        of others, which structure nothing and stop no report.

    Returns
    -------
    list of dict
        Blocks, not yet validated.

    Raises
    ------
    ReportError
        If the cell holds an image: it would come from outside the notebook and have no data table behind it.
    """
    place = _Place(where, as_written)
    return [_block(node, place, nested=as_written) for node in SyntaxTreeNode(_parser().parse(source)).children]


@cache
def _parser() -> MarkdownIt:
    # Links of any scheme must survive parsing, or a refused one would silently turn into plain text.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    setattr(parser, "validateLink", lambda _url: True)  # noqa: B010 - mypy knows it as a method
    return parser


def _blocks(parent: SyntaxTreeNode, where: _Place) -> list[dict[str, Any]]:
    return [_block(node, where, nested=True) for node in parent.children]


def _block(node: SyntaxTreeNode, where: _Place, *, nested: bool) -> dict[str, Any]:
    match node.type:
        case "heading" if nested:
            # Inside a quotation or a list it structures nothing: it would only disturb numbering and bookmarks.
            return {"type": "paragraph", "runs": [{**run, "strong": True} for run in _inline(node, where)]}
        case "heading":
            level = min(int(node.tag[1:]), DEEPEST_HEADING)
            return {"type": "heading", "level": level, "runs": _inline(node, where)}
        case "paragraph":
            return {"type": "paragraph", "runs": _inline(node, where)}
        case "bullet_list" | "ordered_list":
            return {
                "type": "list",
                "ordered": node.type == "ordered_list",
                "start": int(node.attrs.get("start", 1)),
                "items": [_blocks(item, where) for item in node.children],
            }
        case "blockquote":
            return {"type": "quote", "blocks": _blocks(node, where)}
        case "code_block" | "fence":
            return {"type": "code", "text": node.content.rstrip("\n")}
        case "hr":
            return {"type": "rule"}
        case "table":
            return _table(node, where)
        case _:
            raise ReportError(f"{where.name}: a report cannot show the Markdown element {node.type!r}.")


def _inline(node: SyntaxTreeNode, where: _Place) -> list[dict[str, Any]]:
    return [run for child in node.children for run in _runs(child, {}, where)]


def _runs(node: SyntaxTreeNode, style: dict[str, Any], where: _Place) -> list[dict[str, Any]]:
    match node.type:
        case "text" | "text_special":
            return [{"text": node.content, **style}] if node.content else []
        case "code_inline":
            return [{"text": node.content, **style, "code": True}]
        case "softbreak":
            return [{"text": " ", **style}]
        case "hardbreak":
            return [{"text": "", "line_break": True}]
        case "inline":
            inner = style
        case "strong" | "em":
            inner = {**style, "strong" if node.type == "strong" else "emph": True}
        case "link":
            href = str(node.attrs["href"])
            if where.as_written and not href.lower().startswith(LINK_SCHEMES):
                inside = [run for child in node.children for run in _runs(child, style, where)]
                return [*inside, {"text": f" ({href})", **style}]
            inner = {**style, "link": href}
        case "image" if where.as_written:
            return [{"text": f"![{node.content}]({node.attrs.get('src', '')})", **style}]
        case "image":
            raise ReportError(
                f"{where.name}: Markdown images cannot go into a report. "
                "Draw the figure in a code cell with `evaluation.figures`, which gives it alternative text."
            )
        case _:
            raise ReportError(f"{where.name}: a report cannot show the Markdown element {node.type!r}.")
    return [run for child in node.children for run in _runs(child, inner, where)]


def _table(node: SyntaxTreeNode, where: _Place) -> dict[str, Any]:
    rows = [row for part in node.children for row in part.children]
    texts = [["".join(run["text"] for run in _inline(cell, where)) for cell in row.children] for row in rows]
    aligns = [str(cell.attrs.get("style", "")).removeprefix("text-align:") or "left" for cell in rows[0].children]
    return {
        "type": "table",
        # The words of others stop no report: a head that they left empty is shown as such.
        "columns": [
            {"label": label or ("–" if where.as_written else ""), "align": align}
            for label, align in zip(texts[0], aligns, strict=True)
        ],
        "rows": [{"kind": "body", "cells": cells} for cells in texts[1:]],
    }
