"""How the computing half grows: seconds and memory from validated tables to findings.

The demo data are copied under new codes: whole projects, and within each project its persons, until there are 10, 100
and 1,000 projects of about 1,000 participations each. Each size runs in a process of its own; the smallest size is the
measure of the others. Run with `make benchmark`.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from evaluation import evaluate, read_plan, read_sources, target_units
from evaluation.sources import Sources
from evaluation.sources.contracts import CONTRACTS

DEMO = Path(__file__).parents[1] / "data" / "demo"
SIZES = ((2, 3), (20, 2), (204, 1))
"""Copies of the five projects, and rounds of which the best counts."""
PERSONS = 3
"""Copies of the persons within each project."""
OF_PERSONS = ("person", "participation", "spell", "activity", "case")
OF_PROJECTS = ("project", *OF_PERSONS, "enterprise", "contact", "event", "report", "vacancy")
SHARED = ("dataset", "funding_rounds")


def copied(sources: Sources, copies: int) -> Sources:
    """Return the tables `copies` times, with `PERSONS` times the persons; each copy has codes of its own."""
    tables = {}
    for name, table in sources.tables.items():
        persons = PERSONS if CONTRACTS[name].personal else 1
        inner = pd.concat([_renamed(table, OF_PERSONS, f"+{copy}" if copy else "") for copy in range(persons)])
        outer = 1 if name in SHARED else copies
        tables[name] = pd.concat([_renamed(inner, OF_PROJECTS, f".{copy}") for copy in range(outer)])
    for name in SHARED:
        tables[name] = sources.tables[name]
    ordered = {name: table.sort_values(list(CONTRACTS[name].key), ignore_index=True) for name, table in tables.items()}
    return Sources(MappingProxyType(ordered), sources.fingerprints)


def _renamed(table: pd.DataFrame, codes: tuple[str, ...], ending: str) -> pd.DataFrame:
    return table.assign(**{column: table[column] + ending for column in codes if column in table})


def measured(copies: int, rounds: int) -> tuple[int, int, float, float]:
    """Return participations, projects, seconds of the best round, and the peak memory of the process in MiB."""
    plan = read_plan(DEMO / "plan.toml")
    sources = copied(read_sources(DEMO, target_units(plan)), copies)
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        evaluate(sources, plan)
        seconds.append(time.perf_counter() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(sources["participations"]), len(sources["projects"]), min(seconds), memory


def main() -> None:
    """Print a table: one row a size."""
    print("| participations | projects | seconds | times the smallest, per participation | peak MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    unit = None
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for copies, rounds in SIZES:
            participations, projects, seconds, memory = pool.apply(measured, (copies, rounds))
            unit = unit or seconds / participations
            ratio = seconds / participations / unit
            print(f"| {participations:,} | {projects:,} | {seconds:.1f} | {ratio:.2f} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
