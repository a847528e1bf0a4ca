"""Which reports must be made, and why; which stand since an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.batch.keys import ReportKey
from evaluation.batch.ledger import DONE, Entry, read_ledger_table
from evaluation.engine import Ending
from evaluation.folders import linked
from evaluation.manifest import sha256
from evaluation.report import ReportOutcome, ReportRequest

_WORDS = {
    "notebook": "the notebook",
    "parameters": "the parameters",
    "findings": "the findings",
    "template": "the template",
    "code": "the code",
    "lock": "the libraries",
}


@dataclass(frozen=True)
class Earlier:
    """A report of an earlier run: the folder of the run, and what its ledger says."""

    folder: Path
    state: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Decision:
    """Whether a report must be made: `why` is None if it stands in `earlier`."""

    request: ReportRequest
    key: ReportKey
    why: str | None
    earlier: Earlier | None


def earlier_reports(working: Path, entries: Sequence[Entry], runs: Iterable[Path]) -> dict[str, list[Earlier]]:
    """Collect the earlier reports of each municipality, the nearest first.

    Parameters
    ----------
    working, entries
        The folder of the unfinished run that is gone on with, and its ledger.
    runs
        Folders of complete runs.
    """
    found: dict[str, list[Earlier]] = {}
    for entry in entries:
        found.setdefault(entry.municipality, []).append(Earlier(working, entry.state, entry.details))
    for folder in runs:
        for municipality, row in read_ledger_table(folder / "ledger.csv").items():
            found.setdefault(municipality, []).append(Earlier(folder, row["state"], _details(row)))
    return found


def decide(request: ReportRequest, key: ReportKey, earlier: Sequence[Earlier], *, force: bool) -> Decision:
    """Decide whether a report must be made, and say why in one phrase."""
    if force:
        return Decision(request, key, "--force", None)
    reasons = []
    for one in earlier:
        why = _why(key, one)
        if why is None:
            return Decision(request, key, None, one)
        reasons.append(why)
    return Decision(request, key, reasons[0] if reasons else "no report yet", None)


def _why(key: ReportKey, earlier: Earlier) -> str | None:
    if earlier.state != DONE:
        return f"last time: {earlier.state}"
    changed = key.changed_since(str(earlier.details.get("key", "")))
    if changed:
        return f"changed: {', '.join(_WORDS[name] for name in changed)}"
    hashes = earlier.details.get("hashes") or {}
    wrong = [name for name, expected in hashes.items() if _sha256(earlier.folder / name) != expected]
    if wrong or not hashes:
        return f"missing or changed since: {', '.join(sorted(wrong)) or 'its files'}"
    return None


def _sha256(path: Path) -> str:
    try:
        return sha256(path)
    except OSError:
        return ""


def take_over(decision: Decision) -> ReportOutcome:
    """Put a report that stands into the folder of the run, and return it as an outcome."""
    request, earlier = decision.request, decision.earlier
    assert earlier is not None  # noqa: S101 - only what stands is taken over
    hashes = dict(earlier.details["hashes"])
    for name in hashes:
        target = request.folder / name
        if earlier.folder != request.folder:
            target.parent.mkdir(exist_ok=True)
            target.unlink(missing_ok=True)
            linked(earlier.folder / name, target)
    pdf = next(name for name in hashes if name.endswith(".pdf"))
    return ReportOutcome(request.municipality, request.name, pdf, None, Ending("done"), hashes, made=False)


def _details(row: Mapping[str, str]) -> dict[str, Any]:
    try:
        hashes = json.loads(row["hashes"] or "{}")
    except ValueError:
        hashes = {}
    return {**row, "hashes": hashes if isinstance(hashes, dict) else {}}
