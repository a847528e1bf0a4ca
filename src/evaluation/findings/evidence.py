"""What the evidence of a release says, without what attacks one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evaluation.findings.folder import RELEASE_EVIDENCE
from evaluation.findings.model import Findings


def says_of(findings: Findings, earlier: Sequence[Findings]) -> dict[str, object]:
    """Return what the evidence says of the findings that were attacked, and with which choices."""
    choices = findings.plan.disclosure.model_dump(mode="json")
    return {"findings": findings.identity, "earlier": [one.identity for one in earlier], **choices}


def is_attacked(findings: Findings, earlier: Sequence[Findings], folder: Path) -> bool:
    """Return whether the evidence in a folder is that of an attack on these findings, which found nothing.

    It does not say which code attacked them: whoever asks must know that it was this one.
    """
    try:
        content = json.loads((folder / RELEASE_EVIDENCE).read_bytes())
    except (OSError, ValueError):  # there is none, or it is half written
        return False
    expected = says_of(findings, earlier) | {"known_too_narrowly": 0}
    return isinstance(content, dict) and expected.items() <= content.items()
