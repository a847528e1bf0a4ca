"""More municipalities than the five projects have: copies under invented names, to see how a run grows.

A copy has the numbers of its pattern and nothing of its public profile. No German state has the number of the keys of
copies, so that no copy can be taken for a place that exists.
"""

from __future__ import annotations

import pandas as pd

from evaluation.sources.contracts import CONTRACTS

PATTERN_ROUND = "BIWAQ-IV"
"""Funding round of the projects that are copied."""

STATE = "17"
"""First digits of the keys of copies; the states are 01 to 16."""

_CODES = (
    *("person", "participation", "spell", "activity", "case", "enterprise", "contact", "event", "project", "report"),
    "vacancy",
)
_NOTE = " Weitere Gemeinden sind erfunden: Kopien der Zahlen, ohne Profil."


def with_clones(tables: dict[str, pd.DataFrame], municipalities: int) -> dict[str, pd.DataFrame]:
    """Return the tables with copies of projects, until there are so many municipalities.

    Parameters
    ----------
    tables
        The demo data by the name of their contract.
    municipalities
        How many municipalities there shall be; not fewer than there are.
    """
    projects = tables["projects"]
    patterns = projects[projects["funding_round"] == PATTERN_ROUND].sort_values("project")["project"].tolist()
    missing = municipalities - projects["municipality"].nunique()
    parts = {name: [table] for name, table in tables.items()}
    of_pattern = {pattern: _part(tables, pattern) for pattern in patterns}
    for number in range(1, missing + 1):
        for name, table in of_pattern[patterns[(number - 1) % len(patterns)]].items():
            parts[name].append(_renamed(table, number))
    grown = {name: pd.concat(some, ignore_index=True) if len(some) > 1 else some[0] for name, some in parts.items()}
    if missing > 0:
        grown["dataset"] = grown["dataset"].assign(description=grown["dataset"]["description"] + _NOTE)
    return {
        name: table.astype(tables[name].dtypes).sort_values(list(CONTRACTS[name].key), ignore_index=True)
        for name, table in grown.items()
    }


def _part(tables: dict[str, pd.DataFrame], project: str) -> dict[str, pd.DataFrame]:
    """Return the rows that belong to a project, found over the codes that they share."""
    own = {
        name: table[table["project"] == project]
        for name, table in tables.items()
        if "project" in table and name not in ("project_details", "context")
    }
    areas = tables["project_details"]
    own["project_details"] = areas[(areas["project"] == project) & (areas["kind"] == "programme_area")]
    participations, events = own["participations"], own["events"]
    for name, table in tables.items():
        if name in own or name == "context":
            continue
        if "participation" in table:
            own[name] = table[table["participation"].isin(participations["participation"])]
        elif "person" in table:
            own[name] = table[table["person"].isin(participations["person"])]
        elif "event" in table:
            own[name] = table[table["event"].isin(events["event"])]
    named = (table["enterprise"] for table in own.values() if "enterprise" in table)
    enterprises = tables["enterprises"]
    home = tables["projects"].set_index("project")["municipality"][project]
    mine = enterprises["enterprise"].isin(pd.concat(list(named)).dropna()) | (enterprises["municipality"] == home)
    own["enterprises"] = enterprises[mine]
    return own


def _renamed(table: pd.DataFrame, number: int) -> pd.DataFrame:
    own = {code: table[code] + f"-{number:05d}" for code in _CODES if code in table}
    if "municipality" in table:
        own["municipality"] = table["municipality"].mask(table["municipality"].notna(), f"{STATE}{number:06d}")
    if "municipality_name" in table:
        own |= {
            "municipality_name": f"Musterstadt {number}",
            "name": f"Musterprojekt {number}",
            "summary": "Erfundenes Projekt.",
            "source": "erfunden",
        }
    return table.assign(**own)
