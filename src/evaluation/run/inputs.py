"""What a run is made from, read and checked before anything is made."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evaluation.batch import Fingerprints, fingerprint, fingerprints_of
from evaluation.cohorts import selected_projects
from evaluation.errors import EvaluationError, FindingsError
from evaluation.findings import Findings, check_methods, read_editions
from evaluation.findings.folder import RELEASE_EVIDENCE
from evaluation.indicators import target_units
from evaluation.plan import Plan, read_plan
from evaluation.report import (
    FINDINGS_BESIDE,
    NOTEBOOKS,
    IndicatorsParameters,
    ProgrammeParameters,
    ReportParameters,
    checked_parameters,
)
from evaluation.run.request import RunRequest
from evaluation.sources import Sources, read_facts

INDICATORS = "indicators.ipynb"
MUNICIPALITY_REPORT = "municipality_report.ipynb"
PROGRAMME_REPORT = "programme_report.ipynb"


@dataclass(frozen=True)
class Inputs:
    """What was read and checked before anything is made."""

    plan: Plan
    sources: Sources
    """Facts of rounds and projects alone: this process opens no table about persons."""
    earlier: tuple[Findings, ...]
    wanted: dict[str, str]
    """Names of the municipalities to report on, by key."""
    rounds: dict[str, str]
    """Names of the funding rounds with several municipalities, by code; none if only some municipalities are wanted."""
    shared: Fingerprints
    made_from: str
    """Fingerprint of everything that the findings follow from."""


def read_inputs(request: RunRequest) -> Inputs:
    """Read and check what a run is made from, so that faults are said before anything is made.

    Of the source tables these are the facts, and the fingerprints of all; whoever computes the findings reads the rest.

    Raises
    ------
    EvaluationError
        If the plan, the facts, an earlier edition or a parameter must be mended.
    """
    _refuse_folder_of_a_run(request.out.absolute())
    plan = read_plan(request.plan).for_rounds(request.funding_rounds)
    earlier = read_editions([run / "findings" for run in request.earlier])
    sources = read_facts(request.data, target_units(plan))
    check_methods(sources, plan, earlier)
    projects = selected_projects(sources, plan)
    wanted = _municipalities(projects, request.municipalities)
    rounds = {} if request.municipalities else _rounds(projects, sources)
    indicators, report = request.notebooks / INDICATORS, request.notebooks / MUNICIPALITY_REPORT
    checked_parameters(IndicatorsParameters, values_for(request, request.out), indicators)
    checked_parameters(ReportParameters, {"findings": FINDINGS_BESIDE, "municipality": "00000000"}, report)
    if rounds:
        of_round: dict[str, object] = {"findings": FINDINGS_BESIDE, "funding_round": next(iter(rounds))}
        checked_parameters(ProgrammeParameters, of_round, request.notebooks / PROGRAMME_REPORT)
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
    made_from = fingerprint(json.dumps(walk, sort_keys=True).encode())
    return Inputs(plan, sources, earlier, wanted, rounds, shared, made_from)


def _refuse_folder_of_a_run(out: Path) -> None:
    """Keep a run, internal ones above all, out of the folder of a release, which is handed on as a whole."""
    for folder in (out, *out.parents):
        if (folder / RELEASE_EVIDENCE).exists():
            raise EvaluationError(f"{folder} is a release, and no run goes into it. Give another folder with --out.")


def values_for(request: RunRequest, folder: Path) -> dict[str, object]:
    """Return the parameters of the indicators notebook that works in the folder of a run."""
    return {
        "data": _seen_from(folder / NOTEBOOKS, request.data),
        "plan": _seen_from(folder / NOTEBOOKS, request.plan),
        "funding_rounds": list(request.funding_rounds),
        "findings": FINDINGS_BESIDE,
        "earlier": [_seen_from(folder / NOTEBOOKS, run / "findings") for run in request.earlier],
        "internal": request.internal,
    }


def working_name(request: RunRequest, inputs: Inputs) -> str:
    """Name an unfinished run: the same request finds it again."""
    which = (inputs.made_from, request.language, *sorted(set(request.municipalities)))
    return fingerprint(*(one.encode() for one in which))


def _municipalities(projects: pd.DataFrame, chosen: Sequence[str]) -> dict[str, str]:
    known = dict(sorted(zip(projects["municipality"], projects["municipality_name"], strict=True)))
    unknown = sorted(set(chosen) - known.keys())
    if unknown:
        names = ", ".join(f"{key} ({name})" for key, name in known.items())
        raise FindingsError(f"No project in municipality {', '.join(unknown)}. There are: {names}")
    if not known:
        raise EvaluationError("The data hold no project: there is nothing to report.")
    return {key: name for key, name in known.items() if not chosen or key in chosen}


def _rounds(projects: pd.DataFrame, sources: Sources) -> dict[str, str]:
    places = projects.drop_duplicates(["funding_round", "municipality"])["funding_round"].value_counts()
    names = sources["funding_rounds"].set_index("funding_round")["name"]
    return {str(code): str(names[code]) for code in sorted(places[places > 1].index)}


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path relative to a folder: executed notebooks name no place of this machine, and can be run again."""
    try:
        return os.path.relpath(path.absolute(), folder)
    except ValueError:  # another drive
        return str(path.absolute())
