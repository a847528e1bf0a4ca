"""The findings of a run: computed, or those of an earlier run with the same inputs; and the attack on them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from evaluation.errors import EvaluationError, ReleaseError, SourceDataError
from evaluation.findings import Findings, check_release, read_findings, refusal, write_release
from evaluation.findings.evidence import is_attacked
from evaluation.findings.folder import RELEASE_EVIDENCE
from evaluation.findings.slices import FOLDER as SLICES
from evaluation.folders import private_folder
from evaluation.indicators import target_units
from evaluation.manifest import made_from, read_manifest, sha256
from evaluation.report import NOTEBOOKS, CellError, IndicatorsParameters, checked_parameters, execute
from evaluation.run.inputs import INDICATORS, Inputs, values_for
from evaluation.run.request import RunRequest
from evaluation.sources import read_sources

MADE_FROM = ".made-from"
"""File in the folder of an unfinished run that says which inputs its findings were computed from."""


def findings_for(request: RunRequest, inputs: Inputs, folder: Path) -> Findings:
    """Return the findings of these inputs in the folder of the run: those of an earlier run, or computed.

    Raises
    ------
    SourceDataError
        If anything in the source tables breaks a contract, or they changed meanwhile.
    """
    target = folder / "findings"
    known = None if request.force else known_findings(request.out.absolute(), folder, inputs)
    if known is None:
        shutil.rmtree(target, ignore_errors=True)  # somebody changed them, or --force
        (folder / RELEASE_EVIDENCE).unlink(missing_ok=True)
        (folder / NOTEBOOKS).mkdir(exist_ok=True)
        notebook = request.notebooks / INDICATORS
        parameters = checked_parameters(IndicatorsParameters, values_for(request, folder), notebook)
        with private_folder(folder) as private:  # a failed notebook that saw persons must not stay
            executed, plain = private / INDICATORS, request.kernel == "plain"
            try:
                execute(notebook, parameters, executed, folder / NOTEBOOKS, plain_kernel=plain)
            except CellError as failure:
                if failure.kind == SourceDataError.__name__:
                    check_all_tables(request, inputs)
                raise
            executed.replace(folder / NOTEBOOKS / INDICATORS)
        findings = read_findings(target)
        if findings.fingerprints != inputs.sources.fingerprints:
            shutil.rmtree(target)
            raise SourceDataError(f"{request.data}: a file changed while it was read. Give the same command again.")
        (folder / MADE_FROM).write_text(inputs.made_from, encoding="utf-8")
        return findings
    source, findings = known
    if source != target:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(SLICES))
        (folder / NOTEBOOKS).mkdir(exist_ok=True)
        shutil.copyfile(source.parent / NOTEBOOKS / INDICATORS, folder / NOTEBOOKS / INDICATORS)
        _take_evidence(source.parent, folder)
        (folder / MADE_FROM).write_text(inputs.made_from, encoding="utf-8")
    return findings


def check_all_tables(request: RunRequest, inputs: Inputs) -> None:
    """Read the tables that the process of a run leaves closed otherwise, to say in its words what must be mended.

    Raises
    ------
    SourceDataError
        If anything breaks a contract.
    """
    read_sources(request.data, target_units(inputs.plan))


def known_findings(out: Path, working: Path, inputs: Inputs) -> tuple[Path, Findings] | None:
    """Return whole findings that follow from these inputs and their folder, if a run has made them."""
    found = []
    if _text_of(working / MADE_FROM) == inputs.made_from:
        found.append(working / "findings")
    found += [run / "findings" for run in complete_runs(out) if made_from(run) == inputs.made_from]
    for folder in found:
        if (folder.parent / NOTEBOOKS / INDICATORS).is_file():
            try:
                return folder, read_findings(folder)
            except EvaluationError:
                continue  # somebody changed them
    return None


def attack(findings: Findings, earlier: Sequence[Findings], folder: Path) -> None:
    """Attack what is about to be published, and write the evidence; a run that discloses anything gets no name.

    Where the evidence of an attack on these findings stands in the folder it is not done again. This code made it: the
    folder belongs to one fingerprint of everything that the findings follow from, the code among it.

    Raises
    ------
    ReleaseError
        If a protected number follows from what would be published.
    """
    if is_attacked(findings, earlier, folder):
        return
    check = check_release(findings, earlier)
    if check.disclosed:
        raise ReleaseError(refusal(check, findings))
    write_release(check, findings, earlier, folder)


def _take_evidence(run: Path, folder: Path) -> None:
    """Take over the evidence of the attack on findings that are taken over, if nobody has changed it."""
    evidence = run / RELEASE_EVIDENCE
    if evidence.is_file() and read_manifest(run)["outputs"].get(RELEASE_EVIDENCE) == sha256(evidence):
        shutil.copyfile(evidence, folder / RELEASE_EVIDENCE)


def complete_runs(out: Path) -> list[Path]:
    """Return the folders of complete runs."""
    return sorted(path.parent for path in out.glob("*/manifest.json") if not path.parent.name.startswith("."))


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
