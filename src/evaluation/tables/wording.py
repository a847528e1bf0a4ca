"""The wording of the catalogue of indicators in the language of the reader."""

from __future__ import annotations

from evaluation.findings import Findings
from evaluation.language import SOURCE_LANGUAGE, spoken


def text_column(name: str) -> str:
    """Return the column of the definitions that holds `title`, `population`, `event`, `window` or `source`."""
    return name if spoken() == SOURCE_LANGUAGE else f"{name}_{spoken()}"


def titles(findings: Findings) -> dict[str, str]:
    """Return the title of every indicator."""
    column = text_column("title")
    if column not in findings.derived:
        known = findings.definitions
        findings.derived[column] = dict(zip(known["indicator"], known[column], strict=True))
    return dict(findings.derived[column])
