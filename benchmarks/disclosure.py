"""What protection costs: hidden cells beside those of other programs, and seconds by the number of projects.

The tables are cross tables of the data set lalonde of the R package MatchIt; what sdcTable 0.32.5 and GaussSuppression
1.0.0 hide of them, and what the attack of sdcTable finds then, was computed with these programs. Run with
`python benchmarks/disclosure.py`, which takes some minutes; `--projects 10 100 1000` takes the larger sizes, too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "disclosure"))

import walk
from tabular import intervals, protected
from test_disclosure_programs import deep_table, flat_table, holds
from walk import DEMO, copied

from evaluation import evaluate, read_plan, read_sources, target_units
from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.disclosure import knowledge_of
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.dominance import with_dominance
from evaluation.disclosure.protection import protect_together
from evaluation.indicators import RELATIONS, catalogue, measure, measure_curves, same_sets
from evaluation.indicators.count_laws import count_laws
from evaluation.indicators.curve_laws import curve_laws
from evaluation.network import build_network
from evaluation.plan import Plan
from evaluation.results import TOTAL, Status
from evaluation.sources import Sources


@dataclass(frozen=True)
class Peer:
    """What a program hides beside the small cells: cells, persons in all hidden cells, narrowest interval left."""

    program: str
    cells: int
    persons: int
    narrowest: int


PEERS: dict[str, tuple[Callable[[], tuple[dict[str, int], list[dict[str, int]]]], tuple[Peer, ...]]] = {
    "race by education (185 persons)": (
        flat_table,
        (
            Peer("OPT", 2, 51, 4),
            Peer("HITAS", 3, 52, 4),
            Peer("HYPERCUBE", 3, 52, 4),
            Peer("SIMPLEHEURISTIC", 3, 52, 4),
            Peer("GaussSuppression", 2, 51, 4),
        ),
    ),
    "race by education by marriage (614 persons)": (
        deep_table,
        (
            Peer("OPT", 8, 182, 4),
            Peer("SIMPLEHEURISTIC", 8, 182, 4),
            Peer("GaussSuppression", 10, 318, 8),
        ),
    ),
}
"""Tables with threshold 5, and what other programs hide of them."""

SMALLEST = 5
"""Counts from 1 to one below this number are hidden."""

OF_DEMO = 5
"""Projects of the demo data."""

DIFFERENT = 100
"""So many projects at most have other persons; more are copies of these under other names."""


def beside_others() -> None:
    """Print what is hidden beside the small cells, by other programs and here for two demands.

    The last column is the narrowest interval that an attack leaves to a small cell.
    """
    print("| table | program | hidden beside the small | persons in hidden cells | narrowest interval |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name, (make, others) in PEERS.items():
        true, sums = make()
        small = {cell for cell, count in true.items() if 1 <= count < SMALLEST}
        for peer in others:
            print(f"| {name} | {peer.program} | {peer.cells} | {peer.persons} | {peer.narrowest} |")
        for width in (1, SMALLEST):
            hidden = protected(true, sums, Protection(SMALLEST, width))
            found = intervals(true, hidden, sums)
            if width == SMALLEST and not all(holds(interval, SMALLEST) for interval in found.values()):
                raise SystemExit(f"{name}: an interval is too narrow")
            narrowest = min(high - low for low, high in (found[cell] for cell in small))
            persons = sum(true[cell] for cell in hidden)
            print(f"| {name} | here, width {width} | {len(hidden - small)} | {persons} | {narrowest} |", flush=True)


def growth(sizes: Sequence[int]) -> None:
    """Print how long runs with an earlier edition take to protect and to attack, and what the attack finds.

    Parameters
    ----------
    sizes
        Numbers of projects.
    """
    print("| projects | rows | protect, s | CPU s a project | attack, s | CPU s a project | hidden counts | found |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    plan = read_plan(DEMO / "plan.toml")
    laws = (*RELATIONS, *same_sets(plan))
    knowledge = knowledge_of(catalogue(plan), laws, curve_laws(plan), count_laws(plan))
    choices, horizons = plan.disclosure, plan.stability.horizons_months
    demand = Protection(choices.smallest_cell, choices.protection_width)
    different = min(max(sizes), DIFFERENT)
    plans = [plan.model_copy(update={"cut_off": dt.date(2021, 12, 31)}), plan]
    some = [raw_numbers(one, different) for one in plans]
    for projects in sizes:
        (before, curves_before), (now, curves) = ([renamed(rows, projects) for rows in one] for one in some)
        earlier = [protect_together(before, curves_before, demand, knowledge, horizons=horizons)[0]]
        began, cpu = time.perf_counter(), processor_seconds()
        found, shown = protect_together(now, curves, demand, knowledge, horizons=horizons, earlier=earlier)
        made, cpu_made = time.perf_counter(), processor_seconds()
        check = check_run(found, demand, knowledge, earlier, curves=shown)
        attacked, cpu_attacked = time.perf_counter(), processor_seconds()
        print(
            f"| {projects:,} | {len(now):,} | {made - began:.0f} | {(cpu_made - cpu) / projects:.2f} "
            f"| {attacked - made:.0f} | {(cpu_attacked - cpu_made) / projects:.2f} | {check.hidden:,} "
            f"| {len(check.disclosed)} |",
            flush=True,
        )


def raw_numbers(plan: Plan, projects: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return raw results and curves of so many projects: copies of the demo data, each with other persons left out."""
    walk.PERSONS = 1
    sources = thinned(copied(read_sources(DEMO, target_units(plan)), max(projects // OF_DEMO, 1)))
    cohort, selected = build_cohort(sources, plan), selected_projects(sources, plan)
    results = measure(cohort, build_cases(sources, plan), build_network(sources, plan), selected, sources, plan)
    dominated = with_dominance(results, plan.economy.dominance_of_one, plan.economy.dominance_of_two)
    return dominated, measure_curves(cohort, selected, plan)


def thinned(sources: Sources) -> Sources:
    """Leave out 3 to 50 of 100 persons of each project, and some visits of enterprises, by lot."""
    random = np.random.default_rng(1)
    tables = dict(sources.tables)
    people = tables["participations"].drop_duplicates("person")
    share = {project: random.uniform(0.5, 0.97) for project in sorted(people["project"].unique())}
    kept = people["person"][random.random(len(people)) < people["project"].map(share)]
    tables["participations"] = tables["participations"][tables["participations"]["person"].isin(kept)]
    for name, table in tables.items():
        if "participation" in table:
            mine = table["participation"].isin(tables["participations"]["participation"])
            tables[name] = table[mine | table["participation"].isna()]
        elif "person" in table:
            tables[name] = table[table["person"].isin(kept)]
        elif name in ("attendances", "advice_contacts", "cases"):
            tables[name] = table[random.random(len(table)) < 0.85]
    return Sources(
        MappingProxyType({name: table.reset_index(drop=True) for name, table in tables.items()}), sources.fingerprints
    )


def renamed(rows: pd.DataFrame, projects: int) -> pd.DataFrame:
    """Return the rows of so many projects: the first of them, or all of them again and again under other names."""
    names = sorted(rows["project"].unique())
    if projects <= len(names):
        return rows[rows["project"].isin(names[:projects])].reset_index(drop=True)
    copies = range(projects // len(names))
    return pd.concat([rows.assign(project=rows["project"] + f"/{copy}") for copy in copies], ignore_index=True)


def processor_seconds() -> float:
    """Return the processor time of this process and of all processes that it waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def headlines() -> None:
    """Print of how many rows of the demo data the headline is hidden, by dimension."""
    plan = read_plan(DEMO / "plan.toml")
    results = evaluate(read_sources(DEMO, target_units(plan)), plan).results
    kind = results["dimension"].where(results["dimension"].isin([TOTAL, "gender"]), "others")
    hidden = (results["status"] == str(Status.SUPPRESSED)).groupby(kind).agg(["size", "sum"])
    print("| dimension | rows | headline hidden |")
    print("| --- | ---: | ---: |")
    for name, (rows, count) in hidden.iterrows():
        print(f"| {name} | {rows:,} | {count:,} |")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, nargs="+", default=[10], help="how many projects to protect (10)")
    sizes = parser.parse_args().projects
    beside_others()
    headlines()
    growth(sizes)


if __name__ == "__main__":
    main()
