"""One run: the order of calls from a data folder to a folder of reports.

The computing half and the producing half meet here and in the findings on disk, and nowhere else.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from evaluation.annex import write_annex
from evaluation.batch import (
    Decision,
    Fingerprints,
    Ledger,
    Place,
    dask_cluster,
    decide,
    earlier_reports,
    fingerprint,
    fingerprints_of,
    local_processes,
    locked,
    make_reports,
    take_over,
    working_folder,
    write_ledger_table,
)
from evaluation.cohorts import selected_projects
from evaluation.engine import NO_LIMITS, Limits
from evaluation.errors import EvaluationError, FindingsError, ReleaseError
from evaluation.findings import Findings, check_release, read_editions, read_findings, write_release
from evaluation.findings.slices import FOLDER as SLICES
from evaluation.findings.slices import write_slices
from evaluation.folders import move_into_place, private_folder
from evaluation.index import write_index
from evaluation.indicators import target_units
from evaluation.language import SOURCE_LANGUAGE, Language, speaking
from evaluation.manifest import made_from, write_manifest
from evaluation.plan import Plan, read_plan
from evaluation.report import (
    FINDINGS_BESIDE,
    NOTEBOOKS,
    IndicatorsParameters,
    Kernel,
    ReportOutcome,
    ReportParameters,
    ReportRequest,
    checked_parameters,
    execute,
)
from evaluation.sources import Sources, read_sources

INDICATORS = "indicators.ipynb"
MUNICIPALITY_REPORT = "municipality_report.ipynb"

_LEDGER = ".ledger.sqlite"
_MADE_FROM = ".made-from"
"""File in the folder of an unfinished run that says which inputs its findings were computed from."""


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


@dataclass(frozen=True)
class _Inputs:
    """What was read and checked before anything is made."""

    plan: Plan
    sources: Sources
    earlier: tuple[Findings, ...]
    wanted: dict[str, str]
    shared: Fingerprints
    made_from: str
    """Fingerprint of everything that the findings follow from."""


def perform(request: RunRequest, progress: Progress) -> RunOutcome:
    """Do the walk: check, compute the findings once, make a report for each municipality, write the evidence.

    Nothing has its final name before all of it is complete. A failed report leaves the others whole. A run that was
    stopped is gone on with by the same request.

    Raises
    ------
    EvaluationError
        If the plan, the source data or a parameter must be mended (nothing is left behind then); or if another run
        works in the same folder.
    evaluation.batch.Interrupted
        On Ctrl-C.
    """
    out = request.out.absolute()
    inputs = _read(request)
    with locked(out), working_folder(out, _working_name(request, inputs), again=request.force) as folder:
        findings = _findings(request, inputs, folder)
        progress.started(len(inputs.wanted) + 1)
        decisions = _decisions(request, inputs, findings, folder)
        with Ledger(folder / _LEDGER) as ledger:
            outcomes = _reports(request, decisions, ledger, progress)
            write_ledger_table(ledger.entries(), folder / "ledger.csv")
        shutil.rmtree(folder / "findings" / SLICES)
        with speaking(request.language):
            write_annex(findings, folder)
            write_index(findings, outcomes, folder)
        if not request.internal:
            _released(findings, inputs.earlier, folder)
        _sweep(folder)
        notebooks = {name: request.notebooks / name for name in (INDICATORS, MUNICIPALITY_REPORT)}
        write_manifest(folder, inputs.sources.fingerprints, notebooks, inputs.made_from)
        final = out / run_name(findings, request.municipalities, request.language)
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


def foresee(request: RunRequest) -> list[tuple[str, str, str | None]]:
    """Say what `perform` would make and why, without making anything.

    Returns
    -------
    list of tuple
        Key and name of each municipality, and why its report would be made; None if it stands.
    """
    out = request.out.absolute()
    inputs = _read(request)
    working = out / f".run-{_working_name(request, inputs)}"
    known = None if request.force else _known_findings(out, working, inputs)
    if known is None:
        why = "--force" if request.force else "the findings must be computed: no earlier run has these inputs"
        return [(key, name, why) for key, name in inputs.wanted.items()]
    with private_folder(out) as folder:
        (folder / "findings").mkdir()
        requests = _requests(request, inputs, folder)
        content = write_slices(known[1], folder / "findings")
    entries = []
    if (working / _LEDGER).exists():
        with Ledger(working / _LEDGER, changes=False) as ledger:
            entries = ledger.entries()
    earlier = earlier_reports(working, entries, _runs(out))
    return [
        (one.municipality, one.name, decide(one, key, earlier.get(one.municipality, []), force=False).why)
        for one in requests
        for key in [inputs.shared.key(one, fingerprint(content[""], content[one.municipality]))]
    ]


def _read(request: RunRequest) -> _Inputs:
    plan = read_plan(request.plan).for_rounds(request.funding_rounds)
    earlier = read_editions([run / "findings" for run in request.earlier])
    sources = read_sources(request.data, target_units(plan))  # faults are said before a kernel starts
    wanted = _municipalities(selected_projects(sources, plan), request.municipalities)
    indicators, report = request.notebooks / INDICATORS, request.notebooks / MUNICIPALITY_REPORT
    checked_parameters(IndicatorsParameters, _values(request, request.out), indicators)
    checked_parameters(ReportParameters, {"findings": FINDINGS_BESIDE, "municipality": "00000000"}, report)
    shared = fingerprints_of(report)
    walk = {
        "plan": plan.model_dump(mode="json"),
        "sources": dict(sorted(sources.fingerprints.items())),
        "notebook": fingerprint(indicators.read_bytes()),
        "code": shared.code,
        "lock": shared.lock,
        "earlier": [one.identity for one in earlier],
        "internal": request.internal,
    }
    return _Inputs(plan, sources, earlier, wanted, shared, fingerprint(json.dumps(walk, sort_keys=True).encode()))


def _values(request: RunRequest, folder: Path) -> dict[str, object]:
    return {
        "data": _seen_from(folder / NOTEBOOKS, request.data),
        "plan": _seen_from(folder / NOTEBOOKS, request.plan),
        "funding_rounds": list(request.funding_rounds),
        "findings": FINDINGS_BESIDE,
        "earlier": [_seen_from(folder / NOTEBOOKS, run / "findings") for run in request.earlier],
        "internal": request.internal,
    }


def _findings(request: RunRequest, inputs: _Inputs, folder: Path) -> Findings:
    """Return the findings of these inputs in the folder of the run: those of an earlier run, or computed."""
    target = folder / "findings"
    known = None if request.force else _known_findings(request.out.absolute(), folder, inputs)
    if known is None:
        shutil.rmtree(target, ignore_errors=True)  # somebody changed them, or --force
        (folder / NOTEBOOKS).mkdir(exist_ok=True)
        notebook = request.notebooks / INDICATORS
        parameters = checked_parameters(IndicatorsParameters, _values(request, folder), notebook)
        with private_folder(folder) as private:  # a failed notebook that saw persons must not stay
            executed, plain = private / INDICATORS, request.kernel == "plain"
            execute(notebook, parameters, executed, folder / NOTEBOOKS, plain_kernel=plain)
            executed.replace(folder / NOTEBOOKS / INDICATORS)
        (folder / _MADE_FROM).write_text(inputs.made_from, encoding="utf-8")
        return read_findings(target)
    source, findings = known
    if source != target:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(SLICES))
        (folder / NOTEBOOKS).mkdir(exist_ok=True)
        shutil.copyfile(source.parent / NOTEBOOKS / INDICATORS, folder / NOTEBOOKS / INDICATORS)
        (folder / _MADE_FROM).write_text(inputs.made_from, encoding="utf-8")
    return findings


def _known_findings(out: Path, working: Path, inputs: _Inputs) -> tuple[Path, Findings] | None:
    """Return whole findings that follow from these inputs and their folder, if a run has made them."""
    found = []
    if _text_of(working / _MADE_FROM) == inputs.made_from:
        found.append(working / "findings")
    found += [run / "findings" for run in _runs(out) if made_from(run) == inputs.made_from]
    for folder in found:
        if (folder.parent / NOTEBOOKS / INDICATORS).is_file():
            try:
                return folder, read_findings(folder)
            except EvaluationError:
                continue  # somebody changed them
    return None


def _decisions(request: RunRequest, inputs: _Inputs, findings: Findings, folder: Path) -> list[Decision]:
    content = write_slices(findings, folder / "findings")
    with Ledger(folder / _LEDGER) as ledger:
        earlier = earlier_reports(folder, ledger.entries(), _runs(request.out.absolute()))
    return [
        decide(one, key, earlier.get(one.municipality, []), force=request.force)
        for one in _requests(request, inputs, folder)
        for key in [inputs.shared.key(one, fingerprint(content[""], content[one.municipality]))]
    ]


def _reports(
    request: RunRequest, decisions: Sequence[Decision], ledger: Ledger, progress: Progress
) -> list[ReportOutcome]:
    """Take over what stands, make the rest, and return the outcomes in the order of the decisions."""
    outcomes: dict[str, ReportOutcome] = {}
    for decision in decisions:
        if decision.why is None:
            outcome = outcomes[decision.request.municipality] = take_over(decision)
            ledger.unchanged(decision.request, decision.key, outcome.hashes)
            progress.report_done(outcome)
    missing = [(one.request, one.key, one.why) for one in decisions if one.why is not None]
    ledger.queued(missing)
    if missing:
        with _place(request, len(missing)) as place:
            made = make_reports([one for one, _, _ in missing], place, ledger, progress.report_done)
        outcomes |= {outcome.municipality: outcome for outcome in made}
    return [outcomes[decision.request.municipality] for decision in decisions]


def _place(request: RunRequest, reports: int) -> AbstractContextManager[Place]:
    if request.dask is not None:
        return dask_cluster(request.dask)
    return local_processes(min(request.workers, reports))


def _requests(request: RunRequest, inputs: _Inputs, folder: Path) -> list[ReportRequest]:
    notebook = (request.notebooks / MUNICIPALITY_REPORT).absolute()
    return [
        ReportRequest(key, name, notebook, folder, request.limits, request.kernel, request.language)
        for key, name in inputs.wanted.items()
    ]


def _runs(out: Path) -> list[Path]:
    """Return the folders of complete runs."""
    return sorted(path.parent for path in out.glob("*/manifest.json") if not path.parent.name.startswith("."))


def _sweep(folder: Path) -> None:
    """Take away what only an unfinished run needs."""
    for name in (_MADE_FROM, *(path.name for path in folder.glob(f"{_LEDGER}*"))):
        (folder / name).unlink(missing_ok=True)


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _working_name(request: RunRequest, inputs: _Inputs) -> str:
    which = (inputs.made_from, request.language, *sorted(set(request.municipalities)))
    return fingerprint(*(one.encode() for one in which))


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path relative to a folder: executed notebooks name no place of this machine, and can be run again."""
    try:
        return os.path.relpath(path.absolute(), folder)
    except ValueError:  # another drive
        return str(path.absolute())


def run_name(findings: Findings, municipalities: Sequence[str], language: Language = SOURCE_LANGUAGE) -> str:
    """Name a run after its cut-off date and findings, and after what it does not share with every other run of them."""
    internal = ["intern"] if findings.internal else []
    spoken = [] if language == SOURCE_LANGUAGE else [language]
    chosen = sorted(set(municipalities))
    return "-".join([*internal, findings.plan.cut_off.isoformat(), findings.identity, *chosen, *spoken])


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
