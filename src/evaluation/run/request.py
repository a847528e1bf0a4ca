"""What is asked of a run, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evaluation.engine import NO_LIMITS, Limits
from evaluation.findings import Findings
from evaluation.language import SOURCE_LANGUAGE, Language
from evaluation.report import Kernel, ReportOutcome


@dataclass(frozen=True)
class RunRequest:
    """What to run.

    Attributes
    ----------
    data, plan
        Folder of the source tables, file of the plan.
    out
        Folder in which the folder of the run appears.
    notebooks
        Folder of the notebooks.
    municipalities
        Keys (AGS) of the municipalities to report on; empty: all.
    funding_rounds
        Funding rounds instead of those of the plan; empty: as in the plan.
    workers
        Reports made at the same time on this machine.
    limits
        What each report may use.
    kernel
        Who executes the notebooks.
    force
        Whether to make again what has not changed.
    earlier
        Folders of the runs of earlier editions, whose numbers everybody may have read.
    internal
        Hide nothing; the folder then begins with `intern-`, holds no evidence of a release, and says so on every page.
    language
        Language of the reports, the annex and the index page.
    dask
        Address of the scheduler of a Dask cluster that makes the reports; None: this machine does.
    """

    data: Path
    plan: Path
    out: Path
    notebooks: Path
    municipalities: tuple[str, ...]
    funding_rounds: tuple[str, ...]
    workers: int
    limits: Limits = NO_LIMITS
    kernel: Kernel = "warm"
    force: bool = False
    dask: str | None = None
    earlier: tuple[Path, ...] = ()
    internal: bool = False
    language: Language = SOURCE_LANGUAGE


@dataclass(frozen=True)
class RunOutcome:
    """Where the run is, and what became of each report."""

    folder: Path
    reports: Sequence[ReportOutcome]

    @property
    def failed(self) -> tuple[ReportOutcome, ...]:
        """Return the reports that were not made."""
        return tuple(outcome for outcome in self.reports if outcome.pdf is None)


class Progress(Protocol):
    """Told of each step; the hall shows it."""

    def started(self, total: int) -> None:
        """Hear how many steps there are, the findings and each report, and that the findings stand."""

    def report_done(self, outcome: ReportOutcome) -> None:
        """Hear what became of a report."""


def run_name(findings: Findings, municipalities: Sequence[str], language: Language = SOURCE_LANGUAGE) -> str:
    """Name a run after its cut-off date and findings, and after what it does not share with every other run of them."""
    internal = ["intern"] if findings.internal else []
    spoken = [] if language == SOURCE_LANGUAGE else [language]
    chosen = sorted(set(municipalities))
    return "-".join([*internal, findings.plan.cut_off.isoformat(), findings.identity, *chosen, *spoken])
