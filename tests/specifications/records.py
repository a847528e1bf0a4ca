"""The usual plan and the usual records of the tests: what holds wherever a test or a specification says nothing else.

Imported by `tests/conftest.py` and by the machinery of the specifications, so that both mean the same by "usual".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pandas as pd

from evaluation.plan import Plan, parse_plan
from evaluation.sources import Sources
from evaluation.sources.contracts import CONTRACTS, DAY

CHOICES: dict[str, Any] = {
    "title": "Plan der Tests",
    "cut_off": "2022-12-31",
    "funding_rounds": [],
    "confidence_level": 0.95,
    "seed": 1,
    "participation": {"short_stay_days": 1, "long_term_unemployment": "eu_age_split"},
    "placement": {"window_days": 28},
    "follow_up": {"months": 6, "answer_days": 45, "margin_2014_2020": 0.02, "margin_2021_2027": 0.03},
    "after_exit": {"months": [1, 3, 6, 9, 12, 18]},
    "pathway": {"curve_months": 24},
    "stability": {
        "horizons_months": [3, 6, 12],
        "modes": ["point", "continuous"],
        "clock": "job_start",
        "concept": "social_insurance",
        "gap_days": 28,
        "include_subsidised": False,
        "curve_months": 18,
        "curve_jobs": "judged",
    },
    "network": {
        "period": "year",
        "curve_period": "year",
        "active_attendances": 2,
        "left_out_event_kinds": ["fair"],
        "shared_events": 2,
    },
    "economy": {"survival_months": 12, "lags": 3, "dominance_of_one": 0.5, "dominance_of_two": 0.85},
    "disclosure": {"method": "suppression", "smallest_cell": 3, "protection_width": 3},
}
"""The usual plan."""

TERM = {"start": "2019-01-01", "end": "2022-12-31"}
USUAL: dict[str, dict[str, Any]] = {
    "dataset": {"name": "Daten der Tests", "synthetic": "yes", "provider": "Tests", "description": "Erfunden."},
    "funding_rounds": {"name": "Runde", "programme": "BIWAQ", "fund": "ESF", "rule_set": "esf_2014_2020", **TERM}
    | {"source": "erfunden"},
    "projects": {"name": "Projekt", "municipality": "05711000", "municipality_name": "Bielefeld", **TERM}
    | {"funding_round": "R1", "summary": "Ein Projekt.", "source": "erfunden"},
    "project_details": {"project": "A", "kind": "activity", "stated_in": "prose", "position": 1, "answer": "stated"}
    | {"text": "Beratung"},
    "context": {"project": "A", "level": "city", "unit": "percent", "reference_date": "undated"},
    "participations": {"project": "A", "entry": "2020-01-01", "gender": "female", "age_at_entry": 40, "education": 3}
    | {"status_at_entry": "unemployed", "migration_background": "no", "disability": "no", "single_parent": "no"},
    "status_observations": {"participation": "T1", "source": "participant"},
    "employment_spells": {"person": "P1", "kind": "social_insurance"},
    "follow_ups": {"participation": "T1", "outcome": "answered"},
    "characteristics": {"participation": "T1", "characteristic": "refugee", "answer": "no"},
    "activities": {"participation": "T1", "kind": "training", "began_on": "2020-02-01"},
    "competence_measurements": {"participation": "T1", "competence": "digital"},
    "cases": {"project": "A", "kind": "advice_case", "opened_on": "2020-03-01"},
    "enterprises": {"municipality": "05711000", "role": "enterprise"},
    "advice_contacts": {"project": "A", "topic": "personnel"},
    "events": {"project": "A", "kind": "workshop"},
    "attendances": {},
    "jobs_reported": {"project": "A", "kind": "created", "reported_on": "2020-06-01"},
    "vacancies": {"project": "A", "surveyed_on": "2020-02-01"},
    "staff_reports": {"project": "A", "counted_on": "2020-06-01"},
    "turning_points": {"project": "A", "description": "Neuer Kurs", "source": "erfunden"},
    "targets": {"project": "A", "unit": "count", "pro_rata": "no", "source": "erfunden"},
    "budgets": {"project": "A", "kind": "spent", "amount": 100000.0, "as_of": "2022-12-31", "source": "erfunden"},
}
"""What a row holds if a test does not say otherwise; all other cells are empty."""

NUMBERED = {
    "funding_rounds": {"funding_round": "R"},
    "participations": {"participation": "T", "person": "P"},
    "employment_spells": {"spell": "S"},
    "activities": {"activity": "M"},
    "cases": {"case": "F"},
    "advice_contacts": {"contact": "K"},
    "jobs_reported": {"report": "J"},
    "vacancies": {"vacancy": "S"},
}
"""Codes that number themselves from 1 if a test does not say otherwise: T1, T2, …"""

Tables = dict[str, list[dict[str, Any]]]


def plan_with(**changes: Any) -> Plan:
    """Return the usual plan with some choices changed, named without their sections: `plan_with(gap_days=0)`."""
    content = {name: dict(part) if isinstance(part, dict) else part for name, part in CHOICES.items()}
    for name, value in changes.items():
        sections = [part for part in content.values() if isinstance(part, dict) and name in part]
        (sections[0] if sections else content)[name] = value
    return parse_plan(content, where="plan of a test")


def sources_of(**tables: list[dict[str, Any]]) -> Sources:
    """Return source tables from rows that name only what is not usual; see the fixture `make_sources`."""
    given: Tables = {"dataset": [{}], "funding_rounds": [{}], "projects": [{"project": "A"}], **tables}
    frames = {
        name: _typed(name, given.get(name, []))
        for name, contract in CONTRACTS.items()
        if contract.required or name in given
    }
    return Sources(MappingProxyType(frames), MappingProxyType({}))


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
