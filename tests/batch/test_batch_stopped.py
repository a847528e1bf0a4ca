"""A run that is killed, interrupted or run twice at once: nothing is lost, nothing lives on, the ledger is true."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batch.small_notebooks import COVER, eventually, processes_with, write_notebook

from evaluation.batch import Ledger, locked, working_folder
from evaluation.batch.work import LEFTOVER
from evaluation.errors import ReportError

DRIVER = Path(__file__).with_name("driver.py")
KEYS = [f"0100200{number}" for number in range(6)]
SLOW = """import time, subprocess, sys
if municipality >= "01002002":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], start_new_session=True)
    time.sleep(0 if __import__("pathlib").Path("../go-on").exists() else 1000)"""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run = tmp_path / "out" / "run"
    (run / "notebooks").mkdir(parents=True)
    write_notebook(tmp_path / "slow.ipynb", SLOW, COVER)
    return run


@pytest.fixture
def start(tmp_path: Path, folder: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def starter(**options: object) -> subprocess.Popen[str]:
        environment = {**os.environ, "STARTED_BY": str(tmp_path)}
        command = [sys.executable, str(DRIVER), str(folder), str(tmp_path / "slow.ipynb"), *KEYS]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, **options)  # type: ignore[call-overload]
        started.append(process)
        return process

    yield starter
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def states(folder: Path) -> dict[str, str]:
    with Ledger(folder / "ledger.sqlite", changes=False) as ledger:
        return {entry.municipality: entry.state for entry in ledger.entries()}


def wait_for_two(process: subprocess.Popen[str], folder: Path) -> None:
    """Wait until two reports are made and two slow ones run."""
    assert process.stdout is not None
    assert {process.stdout.readline().strip() for _ in range(2)} == set(KEYS[:2])
    assert eventually(lambda: list(states(folder).values()).count("running") == 2)


def pdfs(folder: Path) -> dict[str, int]:
    return {path.name[:8]: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}


def test_kill_minus_nine_loses_nothing(start: Start, folder: Path, tmp_path: Path) -> None:
    process = start()
    wait_for_two(process, folder)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert eventually(lambda: processes_with(str(tmp_path)) == [])
    before = pdfs(folder)
    assert set(before) == set(KEYS[:2])
    assert states(folder) == dict(zip(KEYS, ["done"] * 2 + ["running"] * 2 + ["queued"] * 2, strict=True))

    with Ledger(folder / "ledger.sqlite") as ledger:  # whoever opens it next enters what the dead could not
        ends = {entry.municipality: entry.state for entry in ledger.entries()}
        assert ends == dict(zip(KEYS, ["done"] * 2 + ["killed"] * 2 + ["cancelled"] * 2, strict=True))

    (folder / "go-on").touch()
    again = start()
    assert again.wait(timeout=120) == 0
    assert set(states(folder).values()) == {"done"}
    assert set(pdfs(folder)) == set(KEYS)
    assert {key: pdfs(folder)[key] for key in before} == before  # what was made is not made again
    assert eventually(lambda: processes_with(str(tmp_path)) == [])


def test_ctrl_c_ends_everything_and_says_so(start: Start, folder: Path, tmp_path: Path) -> None:
    process = start(start_new_session=True)
    wait_for_two(process, folder)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.wait(timeout=60) == 130
    assert eventually(lambda: processes_with(str(tmp_path)) == [])
    assert states(folder) == dict(zip(KEYS, ["done"] * 2 + ["cancelled"] * 4, strict=True))
    assert set(pdfs(folder)) == set(KEYS[:2])


def test_a_second_run_in_the_same_folder_says_so_and_stops(start: Start, folder: Path) -> None:
    process = start()
    wait_for_two(process, folder)
    with pytest.raises(ReportError, match="Another run works in"), locked(folder.parent):
        pass
    process.kill()
    process.wait()
    assert eventually(lambda: _free(folder.parent))


def test_what_a_kill_left_half_made_is_swept_away_by_the_next_run(tmp_path: Path) -> None:
    with working_folder(tmp_path, "one", again=False) as folder:
        (folder / "findings").mkdir()
        (folder / f"{LEFTOVER}report").mkdir()
        (folder / f"{LEFTOVER}report" / "half.pdf").touch()
        (folder / "whole.pdf").touch()
    with working_folder(tmp_path, "one", again=False) as folder:
        assert {path.name for path in folder.iterdir()} == {"findings", "whole.pdf"}
    with working_folder(tmp_path, "one", again=True) as folder:
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []  # without findings there is nothing to go on with


def _free(folder: Path) -> bool:
    try:
        with locked(folder):
            return True
    except ReportError:
        return False


def test_a_disk_that_is_full_for_the_ledger_stops_the_run(start: Start, folder: Path, tmp_path: Path) -> None:
    """A limit on the size of files gives the ledger the error of a full disk."""
    process = start(
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)), stderr=subprocess.PIPE
    )
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "The ledger of the run cannot be written" in said
    assert eventually(lambda: processes_with(str(tmp_path)) == [])
    assert not [path for path in folder.glob("*.pdf") if path.stat().st_size < 1000]
    (folder / "go-on").touch()
    assert start().wait(timeout=120) == 0
    assert set(states(folder).values()) == {"done"}
