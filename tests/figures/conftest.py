"""Small findings, written by hand: a test states the rows that it is about."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from evaluation.findings import Findings
from evaluation.plan import Plan
from evaluation.results import CURVE_COLUMNS, FINDING_COLUMNS
from evaluation.sources import Sources

ROW = {"project": "A", "municipality": "05711000", "funding_round": "R1", "dimension": "total", "group": "total"}
ROW |= {"period": "", "status": "published", "method": "wilson", "unit": "persons", "suppressed": ""}
POINT = {**{name: ROW[name] for name in ("project", "municipality", "funding_round", "dimension", "group")}, "n": 50}
NUMBERS = ("n", "events", "unknown", "not_mature", "estimate", "conf_low", "conf_high", "month")

Rows = Sequence[dict[str, Any]]


def _frame(rows: Rows, usual: dict[str, Any], columns: Sequence[str]) -> pd.DataFrame:
    filled = pd.DataFrame([{**usual, **row} for row in rows], columns=list(columns))
    whole = ("n", "events", "unknown", "not_mature", "month")
    types = {name: "Int64" if name in whole else "Float64" if name in NUMBERS else "str" for name in columns}
    return filled.astype(types)


@pytest.fixture(scope="session")
def make_findings(make_sources: Callable[..., Sources], plan: Callable[..., Plan]) -> Callable[..., Findings]:
    """Return a function from a few rows of results and points of curves to findings; a share gets its estimate."""

    def build(
        rows: Rows,
        curves: Rows = (),
        projects: Sequence[str] = ("A",),
        turned: Sequence[str] = (),
        peers: Rows = (),
    ) -> Findings:
        shares = [
            {"estimate": row["events"] / row["n"], "conf_low": 0.2, "conf_high": 0.6} | row
            if row.get("n") and "events" in row
            else row
            for row in rows
        ]
        named = [{"project": code, "name": f"Projekt {code}"} for code in projects]
        points = [{"project": code, "changed_on": "2020-07-01"} for code in turned]
        sources = make_sources(projects=named, turning_points=points)
        tables = {
            one.name: pd.DataFrame()
            for one in fields(Findings)
            if one.name not in ("plan", "identity", "enclosures", "peers", "internal")
        }
        tables |= {name: sources[name] for name in ("dataset", "funding_rounds", "projects", "turning_points")}
        title = {"indicator": "employed_later", "title": "Beschäftigung 6 Monate nach Austritt"}
        tables["definitions"] = pd.DataFrame([title])
        tables["results"] = _frame(shares, ROW, FINDING_COLUMNS)
        others = [row | {"project": "Z"} for row in peers]
        tables["peers"] = _frame(others, ROW, FINDING_COLUMNS)
        tables["curves"] = _frame(curves, {**POINT, "status": "published", "method": ""}, CURVE_COLUMNS)
        return Findings(**{**tables, "fingerprints": MappingProxyType({})}, plan=plan())

    return build


@pytest.fixture(scope="session")
def texts() -> Callable[[str], list[str]]:
    """Return a function that reads what is written in a drawing."""
    return lambda svg: [html.unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg)]
