"""Small builders: a plan and source tables of which a test states only what it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from evaluation.indicators import target_units
from evaluation.plan import Plan, parse_plan, read_plan
from evaluation.sources import Sources, read_sources
from evaluation.sources.contracts import CONTRACTS, DAY

DEMO = Path(__file__).parents[1] / "data" / "demo"

CHOICES: dict[str, Any] = {
    "title": "Plan der Tests",
    "cut_off": "2022-12-31",
    "funding_rounds": [],
    "confidence_level": 0.95,
    "seed": 1,
    "placement": {"window_days": 28},
    "stability": {
        "horizons_months": [3, 6, 12],
        "modes": ["point", "continuous"],
        "clock": "job_start",
        "concept": "social_insurance",
        "gap_days": 28,
        "include_subsidised": False,
        "curve_months": 18,
    },
    "network": {"period": "year", "active_attendances": 2, "left_out_event_kinds": ["fair"]},
    "disclosure": {"smallest_cell": 3},
}

TERM = {"start": "2019-01-01", "end": "2022-12-31"}
USUAL: dict[str, dict[str, Any]] = {
    "dataset": {"name": "Daten der Tests", "synthetic": "yes", "provider": "Tests", "description": "Erfunden."},
    "funding_rounds": {"name": "Runde", "programme": "BIWAQ", "fund": "ESF", "rule_set": "esf_2014_2020", **TERM}
    | {"source": "erfunden"},
    "projects": {"name": "Projekt", "municipality": "05711000", "municipality_name": "Bielefeld", **TERM}
    | {"funding_round": "R1", "summary": "Ein Projekt.", "source": "erfunden"},
    "project_details": {"project": "A", "kind": "activity", "stated_in": "prose", "position": 1, "answer": "stated"}
    | {"text": "Beratung"},
    "context": {"project": "A", "level": "city", "unit": "percent"},
    "participations": {"project": "A", "entry": "2020-01-01", "gender": "female", "age_at_entry": 40, "education": 3}
    | {"status_at_entry": "unemployed", "migration_background": "no", "disability": "no", "single_parent": "no"},
    "status_observations": {"participation": "T1", "source": "participant"},
    "employment_spells": {"person": "P1", "kind": "social_insurance"},
    "follow_ups": {"participation": "T1", "outcome": "answered"},
    "enterprises": {"municipality": "05711000", "role": "enterprise"},
    "advice_contacts": {"project": "A", "topic": "personnel"},
    "events": {"project": "A", "kind": "workshop"},
    "attendances": {},
    "targets": {"project": "A", "unit": "count", "source": "erfunden"},
}
"""What a row holds if a test does not say otherwise; all other cells are empty."""

NUMBERED = {
    "funding_rounds": {"funding_round": "R"},
    "participations": {"participation": "T", "person": "P"},
    "employment_spells": {"spell": "S"},
    "advice_contacts": {"contact": "K"},
}
"""Codes that number themselves from 1 if a test does not say otherwise: T1, T2, …"""

Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def plan() -> Callable[..., Plan]:
    """Return a function from changed choices, without their sections, to a plan: `plan(gap_days=0)`."""

    def build(**changes: Any) -> Plan:
        content = {name: dict(part) if isinstance(part, dict) else part for name, part in CHOICES.items()}
        for name, value in changes.items():
            sections = [part for part in content.values() if isinstance(part, dict) and name in part]
            (sections[0] if sections else content)[name] = value
        return parse_plan(content, where="plan of a test")

    return build


@pytest.fixture(scope="session")
def make_sources() -> Callable[..., Sources]:
    """Return a function from a few readable rows to source tables.

    `make_sources(participations=[{"exit": "2020-06-30"}])` has one round `R1`, one project `A` and one participation
    `T1` of the person `P1`, who left on that day. An optional table that is not named was not delivered.
    """

    def build(**tables: list[dict[str, Any]]) -> Sources:
        given: Tables = {"dataset": [{}], "funding_rounds": [{}], "projects": [{"project": "A"}], **tables}
        frames = {
            name: _typed(name, given.get(name, []))
            for name, contract in CONTRACTS.items()
            if contract.required or name in given
        }
        return Sources(MappingProxyType(frames), MappingProxyType({}))

    return build


_TYPED: dict[str, pd.DataFrame] = {}
"""Tables that were built before; no test changes a table in place."""


def _typed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    key = f"{name}: {rows!r}"
    if key not in _TYPED:
        _TYPED[key] = _newly_typed(name, rows)
    return _TYPED[key]


def _newly_typed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    filled = []
    for number, row in enumerate(rows, start=1):
        codes = {column: f"{letter}{number}" for column, letter in NUMBERED.get(name, {}).items()}
        filled.append({**USUAL[name], **codes, **row})
        if name == "participations" and row.get("exit"):
            filled[-1].setdefault("exit_kind", "completed")
    contract = CONTRACTS[name]
    unknown = {column for row in filled for column in row} - set(contract.schema.columns)
    assert not unknown, f"{name} has no column {unknown}"
    types = {column: (facts.metadata or {})["type"] for column, facts in contract.schema.columns.items()}
    frame = pd.DataFrame(filled, columns=list(types), dtype=object)
    typed = {
        column: pd.to_datetime(frame[column]).astype(DAY) if dtype == DAY else frame[column].astype(dtype)
        for column, dtype in types.items()
    }
    return pd.DataFrame(typed).sort_values(list(contract.key), kind="stable").reset_index(drop=True)


@pytest.fixture(scope="session")
def small_sources(make_sources: Callable[..., Sources]) -> Sources:
    """Return every table with a row or two; the rows keep all contracts and all relations."""
    return make_sources(
        project_details=[{"kind": "programme_area", "text": "Baumheide"}],
        context=[{"measure": "unemployment_rate", "value": 11.6, "reference_date": "2016"}],
        participations=[{"exit": "2020-06-30", "programme_area": "Baumheide"}, {}],
        status_observations=[{"observed_on": "2020-07-10", "status": "employed"}],
        employment_spells=[{"start": "2020-07-01", "enterprise": "U1"}],
        follow_ups=[{"due_on": "2020-12-30", "answered_on": "2021-01-07", "status": "employed"}],
        enterprises=[{"enterprise": "U1"}, {"enterprise": "M1", "role": "project_staff"}],
        advice_contacts=[{"enterprise": "U1", "contacted_on": "2020-03-01", "hours": 1.5}],
        events=[{"event": "V1", "held_on": "2020-04-01"}],
        attendances=[{"event": "V1", "enterprise": "U1"}, {"event": "V1", "enterprise": "M1"}],
        targets=[{"indicator": "entries", "target": 350}],
    )


@pytest.fixture
def small_folder(tmp_path: Path, small_sources: Sources) -> Path:
    """Return a folder of its own with the small tables as CSV files."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, table in small_sources.tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """Return the folder of the demo data; never write into it."""
    return DEMO


@pytest.fixture(scope="session")
def demo_plan() -> Plan:
    return read_plan(DEMO / "plan.toml")


@pytest.fixture(scope="session")
def demo_units(demo_plan: Plan) -> dict[str, str]:
    """Return the indicators that may have a target, with the unit of the target."""
    return target_units(demo_plan)


@pytest.fixture(scope="session")
def demo_sources(demo_units: dict[str, str]) -> Sources:
    return read_sources(DEMO, demo_units)
