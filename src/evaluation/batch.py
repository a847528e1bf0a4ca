"""Many reports: the same function for each, on any executor, and a ledger that tells the truth."""

from __future__ import annotations

import csv
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from evaluation.report import ReportOutcome, ReportRequest, make_report

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def local_processes(workers: int) -> Iterator[Executor]:
    """Give a pool of fresh processes, one report at a time in each, with one numerical thread each."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def make_reports(
    requests: Sequence[ReportRequest], executor: Executor, done: Callable[[ReportOutcome], None]
) -> list[ReportOutcome]:
    """Make all reports; one that fails leaves the others alone.

    Parameters
    ----------
    requests
        The reports to be made.
    executor
        Any executor of `concurrent.futures`.
    done
        Called in this process with each outcome as it comes.

    Returns
    -------
    list
        One outcome for each request, in the order of the requests.
    """
    waiting = {executor.submit(make_report, request): request for request in requests}
    outcomes: dict[str, ReportOutcome] = {}
    for future in as_completed(waiting):
        request = waiting[future]
        try:
            outcome = future.result()
        except BrokenProcessPool:
            reason = "the process that made the report died; run again, with --workers 1 if memory is short"
            outcome = ReportOutcome(request.municipality, request.name, None, reason, 0.0)
        outcomes[request.municipality] = outcome
        done(outcome)
    return [outcomes[request.municipality] for request in requests]


def write_ledger(outcomes: Sequence[ReportOutcome], path: Path) -> None:
    """Write what became of each report as CSV: municipality, name, state, seconds, reason."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        ledger = csv.writer(stream, lineterminator="\n")
        ledger.writerow(["municipality", "name", "state", "seconds", "reason"])
        for outcome in outcomes:
            state = "done" if outcome.pdf else "failed"
            row = [outcome.municipality, outcome.name, state, f"{outcome.seconds:.1f}", outcome.reason or ""]
            ledger.writerow(row)
