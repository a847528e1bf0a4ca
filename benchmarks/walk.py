"""How the computing half grows: seconds and memory from validated tables to findings.

The demo data are copied 1, 4, 16 and 64 times under new codes, so that projects, persons, jobs and events grow alike.
Each size runs in a process of its own; the smallest size is the measure of the others. Run with `make benchmark`.
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
COPIES = (1, 4, 16, 64)
ROUNDS = 3
OWN_CODES = ("project", "person", "participation", "spell", "enterprise", "contact", "event")
SHARED = ("dataset", "funding_rounds")


def copied(sources: Sources, copies: int) -> Sources:
    """Return the tables `copies` times; each copy has codes of its own."""
    tables = {
        name: table if name in SHARED else pd.concat([_renamed(table, copy) for copy in range(copies)])
        for name, table in sources.tables.items()
    }
    ordered = {name: table.sort_values(list(CONTRACTS[name].key), ignore_index=True) for name, table in tables.items()}
    return Sources(MappingProxyType(ordered), sources.fingerprints)


def _renamed(table: pd.DataFrame, copy: int) -> pd.DataFrame:
    codes = [column for column in OWN_CODES if column in table]
    return table.assign(**{column: table[column] + f".{copy}" for column in codes})


def measured(copies: int) -> tuple[int, float, float]:
    """Return participations, seconds of the best of a few rounds, and the peak memory of the process in MiB."""
    plan = read_plan(DEMO / "plan.toml")
    sources = copied(read_sources(DEMO, target_units(plan)), copies)
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        evaluate(sources, plan)
        seconds.append(time.perf_counter() - began)
    return len(sources["participations"]), min(seconds), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a table: one row a size."""
    print("| participations | projects | seconds | times the smallest, per participation | peak MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    unit = None
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for copies in COPIES:
            participations, seconds, memory = pool.apply(measured, (copies,))
            unit = unit or seconds / participations
            ratio = seconds / participations / unit
            print(f"| {participations:,} | {copies * 5:,} | {seconds:.2f} | {ratio:.2f} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
