"""What protection costs: hidden cells beside those of other programs, and processor seconds for two editions.

The tables are cross tables of the data set lalonde of the R package MatchIt; the numbers of hidden cells of sdcTable
0.32.5 and GaussSuppression 1.0.0 were computed with these programs. Run with `python benchmarks/disclosure.py`.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "disclosure"))

import walk
from tabular import intervals, protected
from test_disclosure_programs import deep_table, flat_table, holds
from walk import DEMO, copied

from evaluation import evaluate, read_plan, read_sources, target_units
from evaluation.disclosure.attack import Protection
from evaluation.findings import check_release
from evaluation.results import TOTAL, Status

PEERS = {
    "race by education (185 persons)": (flat_table, {"OPT": 2, "HITAS": 3, "HYPERCUBE": 3, "Gauss": 2}),
    "race by education by marriage (614 persons)": (deep_table, {"OPT": 8, "simple heuristic": 8, "Gauss": 10}),
}
"""Tables with threshold 5, and how many cells other programs hide beside the small ones."""

COPIES = (1, 4)
"""Copies of the five projects."""


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


def editions() -> None:
    """Print how long a run with an earlier edition takes to protect and to attack, and what the attack finds."""
    print("| projects | rows | hidden counts | protect and measure, s | attack, s | known too narrowly |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    walk.PERSONS = 1  # copies of persons would make small numbers large
    plan = read_plan(DEMO / "plan.toml")
    for copies in COPIES:
        sources = copied(read_sources(DEMO, target_units(plan)), copies)
        before = evaluate(sources, plan.model_copy(update={"cut_off": dt.date(2021, 12, 31)}))
        began = time.process_time()
        now = evaluate(sources, plan, [before])
        made = time.process_time()
        check = check_release(now, [before])
        attacked = time.process_time()
        print(
            f"| {len(now.projects)} | {check.rows:,} | {check.hidden:,} | {made - began:.1f} | {attacked - made:.1f} "
            f"| {len(check.disclosed)} |",
            flush=True,
        )


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
    editions()
