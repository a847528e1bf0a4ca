"""One run: the order of calls from a data folder to a folder of reports.

The computing half and the producing half meet here and in the findings on disk, and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from evaluation.annex import write_annex
from evaluation.batch import local_processes, make_reports, write_ledger
from evaluation.cohorts import selected_projects
from evaluation.errors import EvaluationError, FindingsError, ReleaseError
from evaluation.findings import Findings, check_release, read_editions, read_findings, write_release
from evaluation.folders import move_into_place, private_folder
from evaluation.index import write_index
from evaluation.indicators import target_units
from evaluation.manifest import write_manifest
from evaluation.plan import read_plan
from evaluation.report import (
    FINDINGS_BESIDE,
    NOTEBOOKS,
    IndicatorsParameters,
    ReportOutcome,
    ReportParameters,
    ReportRequest,
    checked_parameters,
    execute,
)
from evaluation.sources import read_sources

INDICATORS = "indicators.ipynb"
MUNICIPALITY_REPORT = "municipality_report.ipynb"


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
        Folder of the two notebooks.
    municipalities
        Keys (AGS) of the municipalities to report on; empty: all.
    funding_rounds
        Funding rounds instead of those of the plan; empty: as in the plan.
    workers
        Reports made at the same time.
    earlier
        Folders of the runs of earlier editions, whose numbers everybody may have read.
    internal
        Hide nothing; the folder then begins with `intern-`, holds no evidence of a release, and says so on every page.
    """

    data: Path
    plan: Path
    out: Path
    notebooks: Path
    municipalities: tuple[str, ...]
    funding_rounds: tuple[str, ...]
    workers: int
    earlier: tuple[Path, ...] = ()
    internal: bool = False


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


def perform(request: RunRequest, progress: Progress) -> RunOutcome:
    """Do the walk: check, compute the findings once, make a report for each municipality, write the evidence.

    Nothing has its final name before all of it is complete. A failed report leaves the others whole.

    Raises
    ------
    EvaluationError
        If the plan, the source data or a parameter must be mended; nothing is left behind then.
    """
    out = request.out.absolute()
    plan = read_plan(request.plan).for_rounds(request.funding_rounds)
    earlier = read_editions([run / "findings" for run in request.earlier])
    sources = read_sources(request.data, target_units(plan))  # faults are said before a kernel starts
    wanted = _municipalities(selected_projects(sources, plan), request.municipalities)
    with private_folder(out) as folder:
        values: dict[str, object] = {
            "data": _seen_from(folder / NOTEBOOKS, request.data),
            "plan": _seen_from(folder / NOTEBOOKS, request.plan),
            "funding_rounds": list(request.funding_rounds),
            "findings": FINDINGS_BESIDE,
            "earlier": [_seen_from(folder / NOTEBOOKS, run / "findings") for run in request.earlier],
            "internal": request.internal,
        }
        indicators, report = request.notebooks / INDICATORS, request.notebooks / MUNICIPALITY_REPORT
        parameters = checked_parameters(IndicatorsParameters, values, indicators)
        checked_parameters(ReportParameters, {"findings": FINDINGS_BESIDE, "municipality": "00000000"}, report)
        (folder / NOTEBOOKS).mkdir()
        execute(indicators, parameters, folder / NOTEBOOKS / INDICATORS, folder / NOTEBOOKS)
        findings = read_findings(folder / "findings")
        progress.started(len(wanted) + 1)
        requests = [ReportRequest(key, name, report.absolute(), folder) for key, name in wanted.items()]
        with local_processes(min(request.workers, len(requests))) as executor:
            outcomes = make_reports(requests, executor, progress.report_done)
        write_annex(findings, folder)
        write_ledger(outcomes, folder / "ledger.csv")
        write_index(findings, outcomes, folder)
        if not request.internal:
            _released(findings, earlier, folder)
        write_manifest(folder, sources.fingerprints, {INDICATORS: indicators, MUNICIPALITY_REPORT: report})
        final = out / run_name(findings, request.municipalities)
        move_into_place(folder, final)
    return RunOutcome(final, outcomes)


def _released(findings: Findings, earlier: Sequence[Findings], folder: Path) -> None:
    """Attack what is about to be published, and write the evidence; a run that discloses anything gets no name."""
    check = check_release(findings, earlier)
    if check.disclosed:
        raise ReleaseError(
            f"{len(check.disclosed)} protected number(s) would follow from the published ones, and nothing is "
            "published. Leave out an earlier edition that is no longer public, or raise disclosure.smallest_cell in "
            f"the plan. The first is {check.disclosed[0].cell}"
        )
    write_release(check, findings, earlier, folder)


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path relative to a folder: executed notebooks name no place of this machine, and can be run again."""
    try:
        return os.path.relpath(path.absolute(), folder)
    except ValueError:  # another drive
        return str(path.absolute())


def run_name(findings: Findings, municipalities: Sequence[str]) -> str:
    """Name a run after its cut-off date and findings, and after the municipalities if not all were asked for."""
    internal = ["intern"] if findings.internal else []
    return "-".join([*internal, findings.plan.cut_off.isoformat(), findings.identity, *sorted(set(municipalities))])


def _municipalities(projects: pd.DataFrame, chosen: Sequence[str]) -> dict[str, str]:
    known = dict(sorted(zip(projects["municipality"], projects["municipality_name"], strict=True)))
    unknown = sorted(set(chosen) - known.keys())
    if unknown:
        names = ", ".join(f"{key} ({name})" for key, name in known.items())
        raise FindingsError(f"No project in municipality {', '.join(unknown)}. There are: {names}")
    if not known:
        raise EvaluationError("The data hold no project: there is nothing to report.")
    return {key: name for key, name in known.items() if not chosen or key in chosen}


def available_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
