"""Reports on a real Dask cluster: a scheduler and two worker processes, each with a warm process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch.small_notebooks import COVER, eventually, processes_with, write_notebook

from evaluation.batch import Ledger, ReportKey, dask_cluster, make_reports
from evaluation.errors import ReportError
from evaluation.report import ReportRequest


def started(tmp_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "STARTED_BY": str(tmp_path)}
    with (tmp_path / f"{arguments[0]}.log").open("ab") as log:
        command = [sys.executable, "-m", "dask", *arguments]
        return subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    file = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    processes = [started(tmp_path, "scheduler", *options)]
    assert eventually(file.exists, 60)
    worker = ["worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    processes += [started(tmp_path, *worker) for _ in range(2)]
    import json

    yield json.loads(file.read_text(encoding="utf-8"))["address"]
    for process in reversed(processes):
        process.terminate()
        process.wait(timeout=60)
    assert eventually(lambda: processes_with(str(tmp_path)) == [])


def slots(address: str) -> int:
    try:
        with dask_cluster(address) as place:
            return place.slots
    except ReportError:
        return 0


def test_a_cluster_makes_the_same_reports(scheduler: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    (run / "notebooks").mkdir(parents=True)
    source = "import os\nassert municipality != '01002002', 'no report'\nif municipality == '01002003': os._exit(3)"
    notebook = write_notebook(tmp_path / "in.ipynb", source, COVER)
    requests = [ReportRequest(f"0100200{number}", "Ort", notebook, run) for number in range(6)]
    assert eventually(lambda: slots(scheduler) == 2, 60)
    with Ledger(tmp_path / "ledger.sqlite") as ledger, dask_cluster(scheduler) as place:
        ledger.queued([(request, ReportKey(*["0"] * 6), "no report yet") for request in requests])
        outcomes = make_reports(requests, place, ledger, lambda _: None)
        states = [entry.state for entry in ledger.entries()]
    assert states == ["done", "done", "failed", "killed", "done", "done"]
    assert [outcome.pdf is not None for outcome in outcomes] == [True, True, False, False, True, True]
    assert {len(outcome.hashes) for outcome in outcomes if outcome.pdf} == {2}
    assert len({outcome.hashes[outcome.pdf] for outcome in outcomes if outcome.pdf}) == 1


def test_an_address_without_a_scheduler_is_said() -> None:
    with pytest.raises(ReportError, match="No Dask scheduler answers"), dask_cluster("tcp://127.0.0.1:1"):
        pass
