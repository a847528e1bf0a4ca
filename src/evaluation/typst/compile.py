"""The document becomes a PDF, in memory: no temporary files, nothing that two reports could fight over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from evaluation.errors import ReportError
from evaluation.fonts import FONT_FAMILY, FONT_FOLDER, MONO_FAMILY
from evaluation.typst.characters import check_characters
from evaluation.typst.gate import check_reading

TEMPLATE: Final = Path(__file__).with_name("template.typ")
"""The look of a report. It holds no data, and data never becomes part of it."""

PDF_STANDARDS: Final = ("a-2a", "ua-1")
"""For the archive (PDF/A-2a) and for readers with assistive technology (PDF/UA-1), both in one file."""


def compile_document(document: Mapping[str, Any]) -> bytes:
    """Set a document.

    Parameters
    ----------
    document : mapping
        As returned by `build_document`.

    Returns
    -------
    bytes
        A PDF; the same document always gives the same bytes.

    Raises
    ------
    ReportError
        If the document has no sense when it is read aloud, a character cannot be printed, or the typesetter refuses.
    """
    check_reading(document)
    check_characters(document)
    day = datetime.fromisoformat(document["date"]).replace(tzinfo=UTC)
    content = json.dumps(dict(document), ensure_ascii=False, sort_keys=True, allow_nan=False)
    try:
        pdf = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"document": content, "family": FONT_FAMILY, "mono": MONO_FAMILY},
            pdf_standards=list(PDF_STANDARDS),
            timestamp=day,
        )
    except typst.TypstError as error:
        hints = "".join(f"\nHint: {hint}" for hint in getattr(error, "hints", None) or [])
        raise ReportError(f"The typesetter refused the report: {error}{hints}") from error
    return bytes(pdf)


@cache
def _fonts() -> Any:
    # Neither the fonts of the system nor those inside Typst: the check of characters must know all that can be used.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
