"""Many reports: the warm batch against the plain way, on the same findings and the same notebook, in one run.

The plain way is papermill with an ordinary kernel for each notebook, then a PDF: by the HTML of nbconvert printed by
Chromium (what `nbconvert --to webpdf` does), or by the exporter of this package. The limit is drawing and setting
without any notebook, in processes that have the imports done. Each way runs in a process of its own, and its
processor time is that of the process and all its children. Read the ratios; the seconds belong to one machine on one
day. Run with `make benchmark`, or `python benchmarks/batch.py --sizes 10 100 --reports 100 --plain 8`;
`programme.py` makes a whole programme of 1,000.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "municipality_report.ipynb"
WORKERS = 4
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)


@dataclass(frozen=True)
class Measured:
    """What a way took for so many reports."""

    reports: int
    seconds: float
    cpu_seconds: float
    details: dict[str, Any]

    @property
    def cpu_each(self) -> float:
        """Processor seconds a report."""
        return self.cpu_seconds / self.reports

    @property
    def each(self) -> float:
        """Seconds of the clock a report."""
        return self.seconds / self.reports


def programme(folder: Path, municipalities: int) -> float:
    """Write data and findings of so many municipalities; return the seconds that the findings took."""
    from evaluation import evaluate, read_plan, read_sources, target_units, write_findings
    from evaluation.demo import write_demo
    from evaluation.findings.slices import write_slices

    write_demo(folder / "data", seed=20190101, cut_off=dt.date(2022, 12, 31), municipalities=municipalities)
    plan = read_plan(folder / "data" / "plan.toml")
    sources = read_sources(folder / "data", target_units(plan))
    began = time.perf_counter()
    findings = evaluate(sources, plan)
    write_findings(findings, folder / "findings")
    write_slices(findings, folder / "findings")
    (folder / "notebooks").mkdir()
    (folder / "municipalities.json").write_text(json.dumps(list(findings.municipalities)), encoding="utf-8")
    return time.perf_counter() - began


def keys_of(folder: Path, reports: int) -> list[str]:
    """Return so many municipalities from all over the programme; the mix of projects is the same for every number."""
    every = json.loads((folder / "municipalities.json").read_text(encoding="utf-8"))[4:] or ["16053000"]
    step = max(1, len(every) // reports // 4 * 4 + 1)
    return [every[number * step % len(every)] for number in range(reports)]


# The ways. Each is called in a process of its own.


def chromium_way(folder: Path, key: str) -> None:
    """Print the HTML of nbconvert with Chromium."""
    from nbconvert import HTMLExporter

    page = folder / "plain" / f"{key}.html"
    page.write_text(HTMLExporter().from_notebook_node(executed(folder, key))[0], encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={page.with_suffix('.pdf')}"]
    subprocess.run([str(CHROMIUM), *options, page.as_uri()], check=True, capture_output=True)  # noqa: S603
    assert page.with_suffix(".pdf").stat().st_size > 10_000


def exporter_way(folder: Path, key: str) -> None:
    """Set the notebook with the exporter of this package."""
    from evaluation.typst import QuartierPDFExporter

    content, _ = QuartierPDFExporter().from_notebook_node(executed(folder, key))
    assert len(content) > 10_000


def executed(folder: Path, key: str) -> Any:
    """Execute the notebook in an ordinary kernel, as papermill does by itself."""
    import papermill

    (folder / "plain").mkdir(exist_ok=True)
    target = folder / "plain" / f"{key}.ipynb"
    values = {"findings": "../findings", "municipality": key}
    return papermill.execute_notebook(NOTEBOOK, target, values, cwd=folder / "notebooks", progress_bar=False)


def warm_way(folder: Path, keys: list[str]) -> dict[str, Any]:
    """Make the reports as a run does."""
    from evaluation.batch import local_processes
    from evaluation.report import ReportRequest, make_report

    requests = [ReportRequest(key, f"Ort {number}", NOTEBOOK, folder) for number, key in enumerate(keys)]
    began = time.perf_counter()
    with local_processes(WORKERS) as place:
        outcomes = list(place.executor.map(make_report, requests))
    assert all(outcome.pdf for outcome in outcomes), [outcome.reason for outcome in outcomes if outcome.reason]
    cpu = sorted(outcome.ending.cpu_seconds for outcome in outcomes)
    return {
        "seconds": time.perf_counter() - began,
        "child_cpu": cpu[len(cpu) // 2],
        "peak_mib": max(outcome.ending.peak_mib for outcome in outcomes),
    }


def bare(folder: Path, key: str) -> float:
    """Draw and set a report without a notebook, and return the processor seconds."""
    import nbformat

    from evaluation import figures, read_findings, tables
    from evaluation.typst.compile import compile_document
    from evaluation.typst.document import build_document

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    began = time.process_time()
    names = {"report": read_findings(folder / "findings", key), "figures": figures, "tables": tables}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.startswith(("figures.", "tables.")):
            data = eval(cell.source, names)._repr_mimebundle_()  # noqa: S307 - the cells of our own notebook
            cell.outputs = [nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": data})]
    assert len(compile_document(build_document(notebook))) > 10_000
    return time.process_time() - began


def pool_of(function: Callable[[Path, str], Any], folder: Path, keys: list[str], workers: int) -> list[Any]:
    """Call a function for each key in a pool of processes."""
    if workers == 1:
        return [function(folder, key) for key in keys]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return list(pool.map(function, [folder] * len(keys), keys))


def way(name: str, folder: Path, reports: int) -> dict[str, Any]:
    """Go a way; the inside of a measured process."""
    keys = keys_of(folder, reports)
    if name == "warm":
        return warm_way(folder, keys)
    if name == "limit":
        one_each = keys_of(folder, WORKERS)
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
            list(pool.map(bare, [folder] * WORKERS, one_each))  # imports and fonts
            began = time.perf_counter()
            cpu = sorted(pool.map(bare, [folder] * len(keys), keys))
            return {"seconds": time.perf_counter() - began, "child_cpu": cpu[len(cpu) // 2]}
    kind, workers = name.split(":")
    function = {"chromium": chromium_way, "exporter": exporter_way}[kind]
    began = time.perf_counter()
    pool_of(function, folder, keys, int(workers))
    return {"seconds": time.perf_counter() - began}


def measure(name: str, folder: Path, reports: int) -> Measured:
    """Go a way in a process of its own, and measure it with all its children."""
    environment = {**os.environ, **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")}
    command = [sys.executable, __file__, "--way", name, "--folder", str(folder), "--reports", str(reports)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)  # noqa: S603
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{name} failed"
    seconds = time.perf_counter() - began
    return Measured(reports, seconds, usage.ru_utime + usage.ru_stime, json.loads(said.splitlines()[-1]))


def against_the_plain_way(folder: Path, reports: int, plain: int) -> None:
    """Print the ways side by side."""
    best = measure("warm", folder, reports)
    print("| way | reports | per minute | s each | CPU s each | times our time | times our CPU |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(_row(f"this package, {WORKERS} processes, start included", best, best), flush=True)
    kinds = {"papermill + our exporter": "exporter"}
    if CHROMIUM:
        kinds["papermill + nbconvert + Chromium"] = "chromium"
    for workers, how in ((WORKERS, f"{WORKERS} processes"), (1, "one after the other")):
        for title, kind in kinds.items():
            print(_row(f"{title}, {how}", measure(f"{kind}:{workers}", folder, plain), best), flush=True)
    limit = measure("limit", folder, plain * 2).details["child_cpu"]
    ours = best.details["child_cpu"]
    print(
        f"\nMedian of one report in its child: {ours:.2f} CPU s; drawn and set without a notebook: {limit:.2f}", end=""
    )
    print(f" CPU s; ratio {ours / limit:.2f}.\n", flush=True)


def _row(title: str, one: Measured, best: Measured) -> str:
    ratios = f"{one.each / best.each:.1f} | {one.cpu_each / best.cpu_each:.1f}"
    return f"| {title} | {one.reports} | {60 / one.each:.1f} | {one.each:.2f} | {one.cpu_each:.2f} | {ratios} |"


def growth(sizes: list[int]) -> None:
    """Print what a report costs in programmes of different size."""
    print("| municipalities | findings, s | reports made | CPU s a report (median) | peak MiB of a report |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            seconds = programme(folder, size)
            reports = min(size, 24)
            details = measure("warm", folder, reports).details
        print(
            f"| {size:,} | {seconds:.1f} | {reports} | {details['child_cpu']:.2f} | {details['peak_mib']:.0f} |",
            flush=True,
        )


def main() -> None:
    """Print machine, versions and tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", help="go one way; for the measured processes")
    parser.add_argument("--folder", type=Path, help="findings of an earlier call")
    parser.add_argument("--reports", type=int, default=100, help="reports of this package")
    parser.add_argument("--plain", type=int, default=8, help="reports of the plain way")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 100], help="municipalities")
    options = parser.parse_args()
    if options.way:
        print(json.dumps(way(options.way, options.folder, options.reports)))
        return
    libraries = ("papermill", "nbconvert", "matplotlib", "pandas", "typst")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; ", end="")
    print(", ".join(f"{name} {version(name)}" for name in libraries) + "\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        if options.folder is None:
            programme(folder, 30)
        against_the_plain_way(folder, options.reports, options.plain)
    growth(options.sizes)


if __name__ == "__main__":
    main()
