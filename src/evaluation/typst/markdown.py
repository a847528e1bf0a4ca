"""Markdown prose becomes blocks: the same small set that code cells may hand over, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from evaluation.errors import ReportError

DEEPEST_HEADING = 3


def blocks_from_markdown(source: str, where: str) -> list[dict[str, Any]]:
    """Translate the source of a Markdown cell.

    Parameters
    ----------
    source : str
        CommonMark with pipe tables. Raw HTML is shown as the text that it is.
    where : str
        Name of the cell, for the error message.

    Returns
    -------
    list of dict
        Blocks, not yet validated.

    Raises
    ------
    ReportError
        If the cell holds an image: it would come from outside the notebook and have no data table behind it.
    """
    return [_block(node, where, nested=False) for node in SyntaxTreeNode(_parser().parse(source)).children]


@cache
def _parser() -> MarkdownIt:
    # Links of any scheme must survive parsing, or a refused one would silently turn into plain text.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    setattr(parser, "validateLink", lambda _url: True)  # noqa: B010 - mypy knows it as a method
    return parser


def _blocks(parent: SyntaxTreeNode, where: str) -> list[dict[str, Any]]:
    return [_block(node, where, nested=True) for node in parent.children]


def _block(node: SyntaxTreeNode, where: str, *, nested: bool) -> dict[str, Any]:
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
            raise ReportError(f"{where}: a report cannot show the Markdown element {node.type!r}.")


def _inline(node: SyntaxTreeNode, where: str) -> list[dict[str, Any]]:
    return [run for child in node.children for run in _runs(child, {}, where)]


def _runs(node: SyntaxTreeNode, style: dict[str, Any], where: str) -> list[dict[str, Any]]:
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
            inner = {**style, "link": str(node.attrs["href"])}
        case "image":
            raise ReportError(
                f"{where}: Markdown images cannot go into a report. "
                "Draw the figure in a code cell with `evaluation.figures`, which gives it alternative text."
            )
        case _:
            raise ReportError(f"{where}: a report cannot show the Markdown element {node.type!r}.")
    return [run for child in node.children for run in _runs(child, inner, where)]


def _table(node: SyntaxTreeNode, where: str) -> dict[str, Any]:
    rows = [row for part in node.children for row in part.children]
    texts = [["".join(run["text"] for run in _inline(cell, where)) for cell in row.children] for row in rows]
    aligns = [str(cell.attrs.get("style", "")).removeprefix("text-align:") or "left" for cell in rows[0].children]
    return {
        "type": "table",
        "columns": [{"label": label, "align": align} for label, align in zip(texts[0], aligns, strict=True)],
        "rows": [{"kind": "body", "cells": cells} for cells in texts[1:]],
    }
