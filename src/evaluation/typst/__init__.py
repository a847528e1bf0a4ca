"""From an executed notebook to an archivable, accessible PDF.

``blocks`` says what a notebook may ask for, ``document`` turns the notebook into one JSON document, and
``template.typ`` sets that document. No Typst code is ever made from prose or data: strings reach the page as text or
not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.blocks import BLOCK_MIME
    from evaluation.typst.exporter import QuartierPDFExporter

__all__ = ["BLOCK_MIME", "QuartierPDFExporter"]


def __getattr__(name: str) -> Any:
    # Deferred: the figures only want the fonts, and nbconvert takes a second to import.
    if name == "BLOCK_MIME":
        from evaluation.blocks import BLOCK_MIME

        return BLOCK_MIME
    if name == "QuartierPDFExporter":
        from evaluation.typst.exporter import QuartierPDFExporter

        return QuartierPDFExporter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
