"""Outcome evaluation of neighbourhood employment programmes.

The names below are all that a notebook needs. They are loaded when first used, so that `evaluation --help` does not
wait for the statistics.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_DOORS = {
    "build_cases": "evaluation.cohorts",
    "build_cohort": "evaluation.cohorts",
    "build_findings": "evaluation.findings",
    "build_network": "evaluation.network",
    "check_relations": "evaluation.indicators",
    "evaluate": "evaluation.findings",
    "measure": "evaluation.indicators",
    "measure_curves": "evaluation.indicators",
    "members": "evaluation.indicators",
    "offending_records": "evaluation.indicators",
    "read_editions": "evaluation.findings",
    "read_findings": "evaluation.findings",
    "read_plan": "evaluation.plan",
    "read_sources": "evaluation.sources",
    "selected_projects": "evaluation.cohorts",
    "speak": "evaluation.language",
    "target_units": "evaluation.indicators",
    "write_findings": "evaluation.findings",
}
_ROOMS = ("figures", "tables")

__all__ = sorted([*_DOORS, *_ROOMS])


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"evaluation.{name}")
    if name in _DOORS:
        return getattr(import_module(_DOORS[name]), name)
    raise AttributeError(f"module 'evaluation' has no name {name!r}; it has: {', '.join(__all__)}")
