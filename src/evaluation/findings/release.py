"""The check of a release: what an outsider can compute from the findings of a run and of its earlier editions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.knowledge import knowledge_of
from evaluation.disclosure.release import ReleaseCheck
from evaluation.errors import ReleaseError
from evaluation.findings.folder import Findings
from evaluation.indicators import RELATIONS, catalogue, same_sets

NAME = "release.json"
"""The evidence in the folder of a run."""


def check_release(findings: Findings, earlier: Sequence[Findings] = ()) -> ReleaseCheck:
    """Attack findings as an outsider would, who has nothing but what is published.

    Parameters
    ----------
    findings
        Of the run.
    earlier
        Of earlier editions.

    Returns
    -------
    ReleaseCheck
        What is known too narrowly, with the equations that reveal it.

    Raises
    ------
    ReleaseError
        If findings are internal.
    """
    internal = [one.identity for one in (findings, *earlier) if one.internal]
    if internal:
        raise ReleaseError(
            f"The findings {', '.join(internal)} are internal: nothing in them is hidden, and they are no release. "
            "Run again without --internal."
        )
    choices = findings.plan.disclosure
    knowledge = knowledge_of(catalogue(findings.plan), (*RELATIONS, *same_sets(findings.plan)))
    protection = Protection(choices.smallest_cell, choices.protection_width)
    return check_run(findings.results, protection, knowledge, [one.results for one in earlier])


def write_release(check: ReleaseCheck, findings: Findings, earlier: Sequence[Findings], folder: Path) -> None:
    """Write the evidence of a check that found nothing as `release.json`: it holds no number of a hidden cell."""
    content = {
        "findings": findings.identity,
        "earlier": [one.identity for one in earlier],
        "method": str(findings.plan.disclosure.method),
        "smallest_cell": check.protection.smallest_cell,
        "protection_width": check.protection.width,
        "rows": check.rows,
        "hidden_counts": check.hidden,
        "equations": check.equations,
        "tested_numbers": check.tested,
        "known_too_narrowly": len(check.disclosed),
        "contradictions": check.contradictions,
    }
    (folder / NAME).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
