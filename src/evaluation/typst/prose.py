"""The prose of a notebook in the language of its report: German is the source, and stays what JupyterLab shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from typing import Any

from evaluation.blocks import BLOCK_MIME
from evaluation.language import LANGUAGES, SOURCE_LANGUAGE, Language, say, speaking


def report_language(notebook: Mapping[str, Any], silent: Set[str]) -> Language:
    """Return the language that the settings of a report name; the source language if they name none.

    Parameters
    ----------
    notebook
        An executed notebook. What is wrong with its blocks is left to `build_document`, which names all faults.
    silent
        Tags of cells that contribute nothing to the report.
    """
    cells = (cell for cell in notebook["cells"] if silent.isdisjoint(cell.get("metadata", {}).get("tags", ())))
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    settings = (block for output in outputs for block in _blocks(output) if block.get("type") == "document")
    language = next(settings, {}).get("lang", SOURCE_LANGUAGE)
    return language if language in LANGUAGES else SOURCE_LANGUAGE


def prose_in(language: Language, source: str) -> str:
    """Return the text of a cell in a language; a text that no catalogue knows, such as one of your own, as it is."""
    with speaking(language):
        return say(source)


def _blocks(output: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    content = output.get("data", {}).get(BLOCK_MIME)
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            return
    if isinstance(content, Mapping):
        several = content.get("blocks")
        blocks = several if isinstance(several, list) else [content]
        yield from (block for block in blocks if isinstance(block, Mapping))
