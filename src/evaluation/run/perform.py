"""The order of calls: check, compute once, attack, report on each municipality, write the evidence."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from evaluation.batch import (
    Decision,
    Ledger,
    Place,
    ReportKey,
    dask_cluster,
    decide,
    earlier_reports,
    fingerprint,
    fingerprint_of_digests,
    local_processes,
    locked,
    make_reports,
    take_over,
    working_folder,
    write_ledger_table,
)
from evaluation.findings import Findings
from evaluation.findings.slices import FOLDER as SLICES
from evaluation.findings.slices import slices_of, write_slices
from evaluation.folders import move_into_place
from evaluation.index import write_index
from evaluation.language import speaking
from evaluation.manifest import write_manifest
from evaluation.report import ProgrammeRequest, ReportOutcome, ReportRequest
from evaluation.run.annex import Annex, annex_beside, standing_annex
from evaluation.run.computed import MADE_FROM, attack, check_all_tables, complete_runs, findings_for, known_findings
from evaluation.run.inputs import INDICATORS, MUNICIPALITY_REPORT, PROGRAMME_REPORT, Inputs, read_inputs, working_name
from evaluation.run.request import Progress, RunOutcome, RunRequest, run_name
from evaluation.typst.characters import check_findings

_LEDGER = ".ledger.sqlite"

MIB_OF_A_MUNICIPALITY = 8
"""So much more memory may a report hold for each municipality that it is about."""


def perform(request: RunRequest, progress: Progress) -> RunOutcome:
    """Do the walk: check, compute the findings once, make the reports, write the evidence.

    There is a report for each municipality, and one for each funding round with several municipalities. Nothing has
    its final name before all of it is complete. A failed report leaves the others whole. A run that was stopped is gone
    on with by the same request.

    Raises
    ------
    EvaluationError
        If the plan, the source data or a parameter must be mended (nothing is left behind then); or if another run
        works in the same folder.
    evaluation.batch.Interrupted
        On Ctrl-C.
    """
    out = request.out.absolute()
    inputs = read_inputs(request)
    with locked(out), working_folder(out, working_name(request, inputs), again=request.force) as folder:
        findings = findings_for(request, inputs, folder)
        check_findings(findings)
        if not request.internal:
            attack(findings, inputs.earlier, folder)
        progress.started(len(inputs.wanted) + len(inputs.rounds) + 1)
        decisions = _decisions(request, inputs, findings, folder)
        final = out / run_name(findings, request.municipalities, request.language)
        standing = None if request.force else standing_annex(final, inputs.made_from)
        with (
            annex_beside(folder, standing, request.language, request.kernel) as annex,
            Ledger(folder / _LEDGER) as ledger,
        ):
            outcomes = _reports(request, decisions, ledger, progress, annex)
            write_ledger_table(ledger.entries(), folder / "ledger.csv")
            annex.put_into_place()
        shutil.rmtree(folder / "findings" / SLICES)
        with speaking(request.language):
            own = [one for one in outcomes if one.municipality in inputs.wanted]
            write_index(findings, own, folder, _programmes(outcomes, inputs))
        _sweep(folder)
        used = (INDICATORS, MUNICIPALITY_REPORT, *([PROGRAMME_REPORT] if inputs.rounds else []))
        notebooks = {name: request.notebooks / name for name in used}
        write_manifest(folder, inputs.sources.fingerprints, notebooks, inputs.made_from)
        move_into_place(folder, final)
    return RunOutcome(final, outcomes)


def foresee(request: RunRequest) -> list[tuple[str, str, str | None]]:
    """Say what `perform` would make and why, without making anything: no kill can leave anything behind.

    Returns
    -------
    list of tuple
        Key and name of each municipality and round, and why its report would be made; None if it stands.
    """
    out = request.out.absolute()
    inputs = read_inputs(request)
    working = out / f".run-{working_name(request, inputs)}"
    known = None if request.force else known_findings(out, working, inputs)
    if known is None:
        check_all_tables(request, inputs)
        why = "--force" if request.force else "the findings must be computed: no earlier run has these inputs"
        return [(key, name, why) for key, name in (inputs.wanted | inputs.rounds).items()]
    keyed = _keyed(request, inputs, known[1], slices_of(known[1]), working)
    entries = []
    if (working / _LEDGER).exists():
        with Ledger(working / _LEDGER, changes=False) as ledger:
            entries = ledger.entries()
    earlier = earlier_reports(working, entries, complete_runs(out))
    return [
        (one.municipality, one.name, decide(one, key, earlier.get(one.municipality, []), force=False).why)
        for one, key in keyed
    ]


def _decisions(request: RunRequest, inputs: Inputs, findings: Findings, folder: Path) -> list[Decision]:
    with Ledger(folder / _LEDGER) as ledger:
        earlier = earlier_reports(folder, ledger.entries(), complete_runs(request.out.absolute()))
    content = write_slices(findings, folder / "findings")
    return [
        decide(one, key, earlier.get(one.municipality, []), force=request.force)
        for one, key in _keyed(request, inputs, findings, content, folder)
    ]


def _keyed(
    request: RunRequest, inputs: Inputs, findings: Findings, content: Mapping[str, bytes], folder: Path
) -> list[tuple[ReportRequest, ReportKey]]:
    """Return each report with what it is made from; `content` is that of the slices."""
    how = (request.kernel, request.language)
    notebook = (request.notebooks / MUNICIPALITY_REPORT).absolute()
    reports = [ReportRequest(key, name, notebook, folder, request.limits, *how) for key, name in inputs.wanted.items()]
    digests = {name: hashlib.sha256(one).digest() for name, one in content.items()}
    prints = {name: fingerprint_of_digests(digests[""], one) for name, one in digests.items()}
    keys = [inputs.shared.key(one, prints[one.municipality]) for one in reports]
    keyed = list(zip(reports, keys, strict=True))
    if inputs.rounds:
        notebook = (request.notebooks / PROGRAMME_REPORT).absolute()
        shared = replace(inputs.shared, notebook=fingerprint(notebook.read_bytes()))
        limits = request.limits.with_more_memory(MIB_OF_A_MUNICIPALITY * len(findings.municipalities))
        for code, name in inputs.rounds.items():
            one = ProgrammeRequest(code, name, notebook, folder, limits, *how)
            keyed.append((one, shared.key(one, fingerprint(findings.identity.encode()))))
    return keyed


def _programmes(outcomes: Sequence[ReportOutcome], inputs: Inputs) -> dict[str, str]:
    """Return the PDFs over all municipalities of a round, by the name of the round."""
    return {name: one.pdf for one in outcomes if one.pdf and (name := inputs.rounds.get(one.municipality))}


def _reports(
    request: RunRequest, decisions: Sequence[Decision], ledger: Ledger, progress: Progress, annex: Annex
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
            annex.wait()  # where the reports are made, whoever works for this process is ended with them
        outcomes |= {outcome.municipality: outcome for outcome in made}
    return [outcomes[decision.request.municipality] for decision in decisions]


def _place(request: RunRequest, reports: int) -> AbstractContextManager[Place]:
    if request.dask is not None:
        return dask_cluster(request.dask)
    return local_processes(min(request.workers, reports))


def _sweep(folder: Path) -> None:
    """Take away what only an unfinished run needs."""
    for name in (MADE_FROM, *(path.name for path in folder.glob(f"{_LEDGER}*"))):
        (folder / name).unlink(missing_ok=True)
