"""A whole programme in one command, killed in the middle and gone on with: what a report costs, early and late.

Writes invented data, starts `evaluation run`, kills it with SIGKILL when a third of the reports is made, looks
whether anything is lost or lives on, starts the same command again, and waits for its end. Prints progress and
the cost of a report for each tenth in the order of their making. Run with `python benchmarks/programme.py`; needs a
quiet machine and, for 1,000 municipalities, about an hour and 6 GB of disk in `--folder`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psutil

LOOK = 2.0
"""Seconds between two looks at the run."""


@dataclass
class Course:
    """What was seen of a run: reports in the order of their making, memory, and the clock."""

    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    peak_mib: float = 0.0
    findings: float | None = None
    began: float = field(default_factory=time.monotonic)

    def see(self, out: Path, process: psutil.Process) -> None:
        """Look at ledger and memory."""
        held = 0
        for one in (process, *_children(process)):
            try:
                held += one.memory_info().rss
            except psutil.Error:
                continue
        self.peak_mib = max(self.peak_mib, held / 2**20)
        for book in out.glob(".run-*/.ledger.sqlite"):
            if self.findings is None:
                self.findings = time.monotonic() - self.began
            self.read(book)

    def read(self, book: Path) -> None:
        """Read the ledger of the run."""
        try:
            with sqlite3.connect(f"file:{book}?mode=ro", uri=True) as ledger:
                lines = ledger.execute("SELECT municipality, state, details FROM lines ORDER BY number").fetchall()
        except sqlite3.Error:
            return  # it is being swept away
        for key, state, details in lines:
            if state == "done":
                known = json.loads(details)
                if known.get("made"):
                    self.made.setdefault(key, known)
            elif state not in ("queued", "running"):
                self.failed[key] = state


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def run(data: Path, out: Path, course: Course, stop_after: int | None) -> int:
    """Run, look on, and kill the run when so many reports are made; return its exit code."""
    mark = f"BENCHMARK_{os.getpid()}"
    command = [sys.executable, "-m", "evaluation", "run", "--data", str(data), "--out", str(out)]
    with (out.parent / "said.txt").open("a") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, mark: "1"})  # noqa: S603
    watched, told = psutil.Process(process.pid), time.monotonic()
    while process.poll() is None:
        time.sleep(LOOK)
        course.see(out, watched)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"  {told - course.began:7.0f} s: {len(course.made)} reports, {course.peak_mib:.0f} MiB", flush=True)
        if stop_after is not None and len(course.made) >= stop_after:
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(2 * LOOK)
            left = [one.pid for one in psutil.process_iter() if mark in _environment(one)]
            print(f"killed after {len(course.made)} reports; processes left: {len(left)}", flush=True)
            assert not left
            return -signal.SIGKILL
    return process.returncode


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def tenths(course: Course) -> None:
    """Print what a report cost, for each tenth of the reports in the order of their making."""
    costs = [(one["cpu_seconds"], one["seconds"], one["peak_mib"]) for one in course.made.values()]
    size = max(1, len(costs) // 10)
    print("\n| reports | CPU s each (median) | s each (median) | peak MiB of a report |")
    print("| ---: | ---: | ---: | ---: |")
    for begin in range(0, len(costs), size):
        some = costs[begin : begin + size]
        cpu, seconds, peaks = zip(*some, strict=True)
        rows = f"{begin + 1}-{begin + len(some)}"
        print(f"| {rows} | {median(cpu):.2f} | {median(seconds):.2f} | {max(peaks):.0f} |")


def main() -> None:
    """Make the programme, kill it, go on, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where data and reports go; default: a folder that is removed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).absolute()
        data, out = folder / "data", folder / "out"
        out.mkdir(parents=True)
        command = [sys.executable, "-m", "evaluation", "demo", str(data)]
        subprocess.run([*command, "--municipalities", str(options.municipalities)], check=True)  # noqa: S603
        course = Course()
        load = os.getloadavg()[0]
        print(
            f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before the start", flush=True
        )
        run(data, out, course, options.municipalities // 3)
        before = {path.name: path.stat().st_mtime_ns for path in out.glob(".run-*/*.pdf")}
        first = time.monotonic() - course.began
        print(f"whole PDFs after the kill: {len(before)}; going on", flush=True)
        code = run(data, out, course, None)
        seconds = time.monotonic() - course.began
        (final,) = (path for path in out.iterdir() if path.is_dir())
        after = {path.name: path.stat().st_mtime_ns for path in final.glob("*.pdf")}
        again = sorted(name for name, time_ in before.items() if after.get(name) != time_)
        with (final / "ledger.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:  # the last of them, made between two looks
            if row["state"] == "done" and row["municipality"] not in course.made:
                numbers = {name: float(row[name] or 0) for name in ("cpu_seconds", "seconds", "peak_mib")}
                course.made[row["municipality"]] = numbers
        tenths(course)
        done = sum(row["state"] == "done" for row in rows)
        print(f"\nexit code {code}; {done} of {len(rows)} reports done; made again after the kill: {len(again)}")
        print(
            f"{first:.0f} s until the kill, of which the findings {course.findings or 0:.0f} s; {seconds:.0f} s in all"
        )
        print(f"most memory of all processes together: {course.peak_mib:.0f} MiB")
        assert code == 0, (folder / "said.txt").read_text(encoding="utf-8")[-2000:]
        assert not again, again


if __name__ == "__main__":
    main()
