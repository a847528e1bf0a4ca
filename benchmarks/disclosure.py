"""What protection costs: hidden cells beside those of other programs, and seconds for 10, 100 and 1,000 projects.

The tables are cross tables of the data set lalonde of the R package MatchIt; the numbers of hidden cells of sdcTable
0.32.5 and GaussSuppression 1.0.0 were computed with these programs. Run with `python benchmarks/disclosure.py`.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
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
from evaluation.disclosure import knowledge_of, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.dominance import with_dominance
from evaluation.indicators import RELATIONS, catalogue, measure, same_sets
from evaluation.network import build_network
from evaluation.plan import Plan
from evaluation.results import TOTAL, Status
from evaluation.sources import Sources

PEERS = {
    "race by education (185 persons)": (flat_table, {"OPT": 2, "HITAS": 3, "HYPERCUBE": 3, "Gauss": 2}),
    "race by education by marriage (614 persons)": (deep_table, {"OPT": 8, "simple heuristic": 8, "Gauss": 10}),
}
"""Tables with threshold 5, and how many cells other programs hide beside the small ones."""

PROJECTS = (10, 100, 1000)
"""Projects to protect; up to `DIFFERENT` of them have other persons, more are copies of these under other names."""

DIFFERENT = 100


def beside_others() -> None:
    """Print how many cells are hidden beside the small ones, for two demands."""
    print("| table | cells | small | others | here, width 1 | here, width 5 | narrowest interval |")
    print("| --- | ---: | ---: | --- | ---: | ---: | ---: |")
    for name, (make, others) in PEERS.items():
        true, sums = make()
        small = {cell for cell, count in true.items() if 1 <= count < 5}
        counts = []
        for width in (1, 5):
            hidden = protected(true, sums, Protection(5, width))
            counts.append(len(hidden - small))
        found = intervals(true, hidden, sums)
        assert all(holds(interval, 5) for interval in found.values())
        narrowest = min(high - low for low, high in (found[cell] for cell in small))
        peers = ", ".join(f"{program} {count}" for program, count in others.items())
        print(f"| {name} | {len(true)} | {len(small)} | {peers} | {counts[0]} | {counts[1]} | {narrowest} |")


def growth() -> None:
    """Print how long runs with an earlier edition take to protect and to attack, and what the attack finds."""
    print("| projects | rows | protect, s | CPU s a project | attack, s | CPU s a project | hidden counts | found |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    plan = read_plan(DEMO / "plan.toml")
    knowledge = knowledge_of(catalogue(plan), (*RELATIONS, *same_sets(plan)))
    choices = plan.disclosure
    demand = Protection(choices.smallest_cell, choices.protection_width)
    width = choices.protection_width
    plans = [plan.model_copy(update={"cut_off": dt.date(2021, 12, 31)}), plan]
    some = [raw_results(one) for one in plans]
    for projects in PROJECTS:
        before, now = (renamed(rows, projects) for rows in some)
        earlier = [protect(before, demand.smallest_cell, width=width, knowledge=knowledge)]
        began, cpu = time.perf_counter(), processor_seconds()
        found = protect(now, demand.smallest_cell, width=width, knowledge=knowledge, earlier=earlier)
        made, cpu_made = time.perf_counter(), processor_seconds()
        check = check_run(found, demand, knowledge, earlier)
        attacked, cpu_attacked = time.perf_counter(), processor_seconds()
        print(
            f"| {projects:,} | {len(now):,} | {made - began:.0f} | {(cpu_made - cpu) / projects:.2f} "
            f"| {attacked - made:.0f} | {(cpu_attacked - cpu_made) / projects:.2f} | {check.hidden:,} "
            f"| {len(check.disclosed)} |",
            flush=True,
        )


def raw_results(plan: Plan) -> pd.DataFrame:
    """Return the raw results of `DIFFERENT` projects: copies of the demo data, each with other persons left out."""
    walk.PERSONS = 1
    sources = thinned(copied(read_sources(DEMO, target_units(plan)), DIFFERENT // 5))
    tables = (build_cohort(sources, plan), build_cases(sources, plan), build_network(sources, plan))
    results = measure(*tables, selected_projects(sources, plan), sources, plan)
    return with_dominance(results, plan.economy.dominance_of_one, plan.economy.dominance_of_two)


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


if __name__ == "__main__":
    beside_others()
    headlines()
    growth()
