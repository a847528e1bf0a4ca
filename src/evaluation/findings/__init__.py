"""Findings: the hinge of the house. Protected numbers only; nothing else is ever printed.

Tables, figures and reports take `Findings` and no other number. Reading them needs no statistics, so what builds them
is loaded when it is first asked for: a report starts seconds sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.findings.folder import (
    SUPPRESSED_MARK,
    findings_files,
    read_editions,
    read_findings,
    stored_plan,
    write_findings,
)
from evaluation.findings.model import DEFINITION_COLUMNS, PASSED_THROUGH, Findings

if TYPE_CHECKING:
    from evaluation.findings.build import build_findings, check_methods, evaluate
    from evaluation.findings.release import check_release, refusal, write_release

__all__ = [
    "DEFINITION_COLUMNS",
    "PASSED_THROUGH",
    "SUPPRESSED_MARK",
    "Findings",
    "build_findings",
    "check_methods",
    "check_release",
    "evaluate",
    "findings_files",
    "read_editions",
    "read_findings",
    "refusal",
    "stored_plan",
    "write_findings",
    "write_release",
]


def __getattr__(name: str) -> Any:
    if name in ("build_findings", "check_methods", "evaluate"):
        from evaluation.findings import build

        return getattr(build, name)
    if name in ("check_release", "refusal", "write_release"):
        from evaluation.findings import release

        return getattr(release, name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
