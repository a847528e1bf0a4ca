"""Notebooks made in code, so that every test shows what it converts."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from figures.conftest import make_findings
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from evaluation.blocks import BLOCK_MIME
from evaluation.typst.compile import compile_document
from evaluation.typst.document import build_document

__all__ = ["make_findings"]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="120pt" viewBox="0 0 300 120">'
    '<rect width="180" height="40" y="20" fill="#0b5563"/>'
    '<text x="10" y="90" font-family="Inter" font-size="10">Anteil in Prozent</text></svg>'
)


class Notebooks:
    """Short words for making, converting and reading."""

    svg = SVG

    def emit(self, *blocks: Any, tags: tuple[str, ...] = ()) -> Any:
        data = {BLOCK_MIME: blocks[0] if len(blocks) == 1 else {"blocks": list(blocks)}, "text/plain": "<object>"}
        return self.code(new_output("display_data", data=data), tags=tags)

    def code(self, *outputs: Any, tags: tuple[str, ...] = (), source: str = "secret_source()") -> Any:
        return new_code_cell(source, outputs=list(outputs), execution_count=7, metadata={"tags": list(tags)})

    def prose(self, text: str, tags: tuple[str, ...] = ()) -> Any:
        return new_markdown_cell(text, metadata={"tags": list(tags)})

    def notebook(self, *cells: Any) -> Any:
        return new_notebook(cells=list(cells))

    def document(self, *cells: Any, name: str = "datei") -> dict[str, Any]:
        return build_document(self.notebook(*cells), name)

    def pdf(self, *cells: Any) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(compile_document(self.document(*cells))))

    def text(self, *cells: Any) -> str:
        return " ".join(" ".join(page.extract_text() for page in self.pdf(*cells).pages).split())

    def table(self, count: int = 3, **fields: Any) -> dict[str, Any]:
        return {
            "type": "table",
            "title": "Austritte nach Projekt",
            "columns": [{"label": "Projekt"}, {"label": "Austritte", "align": "right"}],
            "rows": [{"cells": [f"Projekt {number}", f"{number * 37}"]} for number in range(1, count + 1)],
            **fields,
        }

    def figure(self, **fields: Any) -> dict[str, Any]:
        return {"type": "figure", "title": "Verbleib", "svg": SVG, "alt": "Ein Balken bis 60 Prozent.", **fields}

    def tags(self, pdf: pypdf.PdfReader) -> list[tuple[str, Any]]:
        """Every structure element in reading order: its kind, and the element itself."""
        found = []

        def walk(node: Any) -> None:
            node = node.get_object()
            if not isinstance(node, dict):
                return
            if "/S" in node:
                found.append((str(node["/S"]), node))
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                if hasattr(child, "get_object"):
                    walk(child)

        walk(pdf.trailer["/Root"]["/StructTreeRoot"])
        return found


@pytest.fixture
def notebooks() -> Notebooks:
    return Notebooks()
