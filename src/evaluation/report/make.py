"""A report is made: by a child that is watched, in a private folder, and moved into place when it is complete."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evaluation.engine import NO_LIMITS, Ending, Limits
from evaluation.engine.alone import run_alone
from evaluation.engine.jobs import Send
from evaluation.engine.server import warm_server
from evaluation.errors import EvaluationError, ReportError
from evaluation.folders import private_folder
from evaluation.language import SOURCE_LANGUAGE, Language
from evaluation.report.execution import NOTEBOOKS, execute, write_unexecuted
from evaluation.report.parameters import FINDINGS_BESIDE, ProgrammeParameters, ReportParameters, checked_parameters

KEPT = "failed"
"""Folder in the folder of a run with the notebooks of the reports that were not made."""

Kernel = Literal["warm", "plain"]
"""Who executes the cells: a fork of the warm process, or an ordinary kernel."""


@dataclass(frozen=True)
class ReportRequest:
    """One report to be made.

    Attributes
    ----------
    municipality, name
        Key (AGS) and name of the municipality.
    notebook
        The notebook that becomes the report.
    folder
        Folder of the run; holds `findings`, receives the PDF and the executed notebook.
    limits
        What the report may use.
    kernel
        Who executes the cells.
    language
        Language of the report.
    """

    municipality: str
    name: str
    notebook: Path
    folder: Path
    limits: Limits = NO_LIMITS
    kernel: Kernel = "warm"
    language: Language = SOURCE_LANGUAGE

    @property
    def stem(self) -> str:
        """Name of the files without ending: the key and the name in plain letters."""
        return f"{self.municipality}-{plain_letters(self.name)}"

    @property
    def parameters(self) -> dict[str, object]:
        """Values for the notebook."""
        return {"findings": FINDINGS_BESIDE, "municipality": self.municipality, "language": self.language}


@dataclass(frozen=True)
class ProgrammeRequest(ReportRequest):
    """One report over all municipalities of a funding round, whose code and name stand for key and name."""

    @property
    def stem(self) -> str:
        """Name of the files without ending; codes that differ in no more than a dot have different ones."""
        letters = plain_letters(self.municipality)
        if letters.upper() == self.municipality:
            return f"programme-{letters}"
        return f"programme-{letters}-{hashlib.sha256(self.municipality.encode()).hexdigest()[:8]}"

    @property
    def parameters(self) -> dict[str, object]:
        """Values for the notebook."""
        return {"findings": FINDINGS_BESIDE, "funding_round": self.municipality, "language": self.language}


@dataclass(frozen=True)
class ReportOutcome:
    """What became of a request: the name of the PDF, or the reason why there is none.

    Attributes
    ----------
    municipality, name
        As requested.
    pdf, reason
        One of both is None.
    ending
        How the process that made the report ended.
    hashes
        SHA-256 of the PDF and of the executed notebook, by file name in the folder of the run.
    kept
        The notebook of a report that was not made, by file name in the folder of the run.
    made
        Whether it was made in this run; if not, it is unchanged since an earlier one.
    """

    municipality: str
    name: str
    pdf: str | None
    reason: str | None
    ending: Ending
    hashes: dict[str, str]
    kept: str | None = None
    made: bool = True

    @property
    def seconds(self) -> float:
        """Time on the clock."""
        return self.ending.seconds


def make_report(request: ReportRequest) -> ReportOutcome:
    """Make one report: execute the notebook, set the PDF, and put both into place when both are complete.

    A child process does the work; this function waits for it and may be called in any thread of any machine that sees
    the folder of the run.
    """
    began = time.monotonic()
    try:
        with private_folder(request.folder) as private:
            ending = _watched(request, private)
            if ending.state == "done":
                return _in_place(request, private, ending)
            return _not_made(request, ending, _kept(request, private))
    except (EvaluationError, OSError) as failure:
        ending = Ending("failed", reason=_said(failure), seconds=time.monotonic() - began)
        return _not_made(request, ending, None)


def _watched(request: ReportRequest, private: Path) -> Ending:
    payload = {
        "notebook": str(request.notebook),
        "parameters": request.parameters,
        "executed": str(private / f"{request.stem}.ipynb"),
        "folder": str(request.folder / NOTEBOOKS),
        "kernel": request.kernel,
        "programme": isinstance(request, ProgrammeRequest),
    }
    if request.kernel == "plain" or not hasattr(os, "fork"):
        return run_alone("evaluation.report.make:report_job", {**payload, "kernel": "plain"}, request.limits)
    return warm_server().run("evaluation.report.make:report_job", payload, request.limits)


def report_job(payload: dict[str, Any], send: Send) -> dict[str, Any]:
    """Execute the notebook and set the PDF beside it; the inside of a child."""
    notebook, executed = Path(payload["notebook"]), Path(payload["executed"])
    try:
        model = ProgrammeParameters if payload["programme"] else ReportParameters
        parameters = checked_parameters(model, payload["parameters"], notebook)
        node = execute(
            notebook,
            parameters,
            executed,
            Path(payload["folder"]),
            sees_persons=False,
            plain_kernel=payload["kernel"] == "plain",
            heard=lambda index: send({"cell": index + 1}),
        )
        send({"cell": None})  # what fails now is not the fault of the last cell
        from evaluation.typst.compile import compile_document  # deferred: the typesetter is for children only
        from evaluation.typst.document import build_document

        executed.with_suffix(".pdf").write_bytes(compile_document(build_document(node)))
    except OSError as failure:
        raise ReportError(_said(failure)) from None
    return {"complete": True}


def _in_place(request: ReportRequest, private: Path, ending: Ending) -> ReportOutcome:
    """Hash what the child made and give it its final name; the PDF last."""
    targets = {f"{request.stem}.ipynb": Path(NOTEBOOKS), f"{request.stem}.pdf": Path()}
    hashes = {}
    for name, place in targets.items():
        made = private / name
        with made.open("rb+") as stream:
            hashes[(place / name).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
    for name, place in targets.items():
        (private / name).replace(request.folder / place / name)
    _forget_kept(request)
    return ReportOutcome(request.municipality, request.name, f"{request.stem}.pdf", None, ending, hashes)


def _kept(request: ReportRequest, private: Path) -> str | None:
    """Keep the notebook of a report that was not made, so that somebody can look where it failed."""
    name = f"{request.stem}.ipynb"
    with contextlib.suppress(OSError, EvaluationError):
        if not (private / name).exists():
            write_unexecuted(request.notebook, dict(request.parameters), private / name)
        (request.folder / KEPT).mkdir(exist_ok=True)
        (private / name).replace(request.folder / KEPT / name)
        return f"{KEPT}/{name}"
    return None


def _forget_kept(request: ReportRequest) -> None:
    folder = request.folder / KEPT
    (folder / f"{request.stem}.ipynb").unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()  # only if it is empty


def _not_made(request: ReportRequest, ending: Ending, kept: str | None) -> ReportOutcome:
    return ReportOutcome(request.municipality, request.name, None, ending.reason, ending, {}, kept)


def _said(failure: BaseException) -> str:
    """Say an error of the system without the path, which the reader of a ledger need not know."""
    if isinstance(failure, OSError) and failure.strerror:
        return f"the report could not be written: {failure.strerror}"
    return str(failure)


def plain_letters(name: str) -> str:
    """Write a name with a-z, 0-9 and hyphens, at most 40 characters, for the name of a file."""
    german = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(german)).strip("-")[:40] or "gemeinde"
