"""Whatever a report does to its process: the ending is told truly, nothing of it lives on, nothing half is in place."""

import contextlib
import os
import re
import signal
from pathlib import Path

import pytest
from batch.small_notebooks import COVER, descendants, eventually, processes_with, write_notebook

from evaluation.engine import Limits
from evaluation.engine.ending import Course
from evaluation.engine.server import stop_server, warm_server
from evaluation.report import Kernel, ReportOutcome, ReportRequest, make_report

KERNELS: tuple[Kernel, ...] = ("warm", "plain")


def made(tmp_path: Path, *sources: str, kernel: Kernel = "warm", limits: Limits = Limits()) -> ReportOutcome:  # noqa: B008
    notebook = write_notebook(tmp_path / "in.ipynb", *sources)
    (tmp_path / "run" / "notebooks").mkdir(parents=True, exist_ok=True)
    return make_report(ReportRequest("01002003", "Ort", notebook, tmp_path / "run", limits, kernel))


def files(tmp_path: Path) -> set[str]:
    folder = tmp_path / "run"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


Made = dict[Kernel, tuple[Path, ReportOutcome]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the folder and the outcome of a whole report by each kernel."""
    folders = {kernel: tmp_path_factory.mktemp(kernel) for kernel in KERNELS}
    return {
        kernel: (folder, made(folder, COVER, kernel=kernel, limits=Limits(300, 2048)))
        for kernel, folder in folders.items()
    }


def test_a_report_about_many_may_hold_more_where_memory_is_limited() -> None:
    assert Limits(300, 700).with_more_memory(80) == Limits(300, 780)
    assert Limits(300, None).with_more_memory(80) == Limits(300, None)


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_report_is_made_measured_and_hashed(whole: Made, kernel: Kernel) -> None:
    folder, outcome = whole[kernel]
    assert (outcome.ending.state, outcome.reason, outcome.pdf) == ("done", None, "01002003-ort.pdf")
    assert files(folder) == set(outcome.hashes) == {"01002003-ort.pdf", "notebooks/01002003-ort.ipynb"}
    assert outcome.ending.seconds > 0
    assert outcome.ending.cpu_seconds > 0
    assert outcome.ending.peak_mib > 20


def test_a_report_is_made_though_the_folder_is_gone_where_the_warm_process_was_started(tmp_path: Path) -> None:
    """As after a run whose data were found faulty: its folder is removed, and the next run asks the same process."""
    (tmp_path / "removed").mkdir()
    stop_server()
    with contextlib.chdir(tmp_path / "removed"):
        warm_server()
    (tmp_path / "removed").rmdir()
    assert made(tmp_path, COVER).ending.state == "done"


def test_both_kernels_give_the_same_bytes(whole: Made) -> None:
    warm, plain = (whole[kernel][1].hashes["01002003-ort.pdf"] for kernel in KERNELS)
    assert warm == plain


def test_where_processes_cannot_fork_the_report_is_the_same(
    tmp_path: Path, whole: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    monkeypatch.setattr("evaluation.report.make.warm_server", None)  # nobody may ask for it
    alone = made(tmp_path, COVER)
    assert alone.ending.state == "done"
    assert alone.hashes["01002003-ort.pdf"] == whole["warm"][1].hashes["01002003-ort.pdf"]


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os\nos._exit(0)", ("exit code 0", "died")),
        ("import ctypes\nctypes.string_at(0)", ("SIGSEGV", "died")),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", ("SIGKILL", "died")),
    ],
)
def test_a_process_that_dies_is_a_killed_report(
    tmp_path: Path, kernel: Kernel, source: str, said: tuple[str, str]
) -> None:
    outcome = made(tmp_path, "1", source, COVER, kernel=kernel)
    assert outcome.ending.state == "killed"
    assert outcome.pdf is None
    assert outcome.ending.cell == 4  # parameters, injected parameters, and the cell before it
    assert said[KERNELS.index(kernel)] in str(outcome.reason)
    assert outcome.kept == "failed/01002003-ort.ipynb"
    assert files(tmp_path) == {outcome.kept}
    assert "01002003" in (tmp_path / "run" / outcome.kept).read_text(encoding="utf-8")


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("source", ["while True: pass", "import time\ntime.sleep(1000)"])
def test_a_runaway_cell_is_stopped_and_named(tmp_path: Path, kernel: Kernel, source: str) -> None:
    limit = 2 if kernel == "warm" else 20
    outcome = made(tmp_path, source, COVER, kernel=kernel, limits=Limits(limit, None))
    assert outcome.ending.state == "timed out"
    assert f"longer than {limit} s" in str(outcome.reason)
    assert outcome.ending.cell == 3
    assert outcome.ending.seconds < limit + 10
    assert files(tmp_path) == {outcome.kept}


def test_a_cell_that_asks_for_too_much_memory_is_named(tmp_path: Path) -> None:
    outcome = made(tmp_path, "1", "few = 1\nmuch = b'x' * 10 ** 10", COVER, limits=Limits(None, 1000))
    assert (outcome.ending.state, outcome.ending.cell, outcome.ending.line) == ("out of memory", 4, 2)
    assert "MemoryError" in str(outcome.reason)


HUNGRY = "import typst\ntypst.compile(b'#range(1000000000).len()')"


def test_an_allocation_that_fails_in_a_library_is_no_riddle(tmp_path: Path) -> None:
    """The typesetter asks for two GiB in one piece and aborts, long before the process holds so much."""
    outcome = made(tmp_path, "1", HUNGRY, COVER, limits=Limits(None, 1000))
    assert (outcome.ending.state, outcome.ending.cell) == ("out of memory", 4)
    said = r"SIGABRT in cell 4: memory allocation of \d+ bytes failed; the limit for a report is 1000 MiB$"
    assert re.search(said, str(outcome.reason))
    assert outcome.ending.peak_mib < 1000


def test_an_allocation_that_fails_behind_the_last_cell_is_told_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    stop_server()  # so that a new one writes to the captured stream
    later = "\n".join(f"    {line}" for line in HUNGRY.splitlines())
    source = f"import evaluation.typst.compile as own\ndef hungry(_):\n{later}\nown.compile_document = hungry"
    outcome = made(tmp_path, source, COVER, limits=Limits(None, 1000))
    assert (outcome.ending.state, outcome.ending.cell) == ("out of memory", None), "no cell is to blame"
    assert "SIGABRT: memory allocation" in str(outcome.reason)
    assert "bytes failed" in capfd.readouterr().err, "what a library says outside the cells is passed on"


def test_an_abort_of_another_kind_stays_one(tmp_path: Path) -> None:
    source = "import os, sys\nos.write(2, b'assertion failed')\nos.abort()"
    outcome = made(tmp_path, source, COVER, limits=Limits(None, 1000))
    assert (outcome.ending.state, outcome.ending.cell) == ("killed", 3)
    assert str(outcome.reason).endswith("SIGABRT in cell 3")


@pytest.mark.parametrize("code", [-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, 70])
def test_who_dies_near_the_limit_had_no_memory_left(code: int) -> None:
    near = Course(Limits(None, 1000), cell=3).ending(code, 1.0, 1.0, 950.0)
    assert near.state == "out of memory"
    assert "in cell 3 when it had held 950 MiB; the limit for a report is 1000 MiB" in str(near.reason)
    assert Course(Limits(None, 1000), cell=3).ending(code, 1.0, 1.0, 800.0).state == "killed"
    assert Course(Limits(None, None), cell=3).ending(code, 1.0, 1.0, 950.0).state == "killed"


def test_an_ordinary_end_near_the_limit_is_none_for_want_of_memory() -> None:
    done = Course(Limits(None, 1000), result={"complete": True})
    assert done.ending(0, 1.0, 1.0, 950.0, "Cannot allocate memory").state == "done"
    assert Course(Limits(None, 1000)).ending(0, 1.0, 1.0, 950.0).state == "killed"


@pytest.mark.parametrize(("peak", "state"), [(950.0, "out of memory"), (500.0, "killed")])
def test_an_ordinary_kernel_that_dies_near_the_limit_had_no_memory_left(peak: float, state: str) -> None:
    course = Course(Limits(None, 1000), failure={"reason": "Kernel died", "kind": "DeadKernelError"})
    ending = course.ending(0, 1.0, 1.0, peak)
    assert (ending.state, ending.kind) == (state, "DeadKernelError")
    assert ("when it had held 950 MiB; the limit" in str(ending.reason)) == (state == "out of memory")


@pytest.mark.parametrize("kernel", KERNELS)
def test_processes_of_a_report_count_for_its_memory(tmp_path: Path, kernel: Kernel) -> None:
    hungry = "import time; x = bytearray(600 * 2 ** 20); x[::4096] = b'1' * len(x[::4096]); time.sleep(1000)"
    source = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {hungry!r}])"
    outcome = made(tmp_path, source, kernel=kernel, limits=Limits(300, 700))
    assert outcome.ending.state == "out of memory"
    assert "more than 700 MiB" in str(outcome.reason)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("end", [COVER, "raise ValueError", "import os\nos._exit(1)"])
def test_nothing_that_a_report_started_outlives_it(tmp_path: Path, kernel: Kernel, end: str) -> None:
    start = f"""import subprocess, sys, os
os.environ["STARTED_BY"] = {str(tmp_path)!r}
sleep = [sys.executable, "-c", "import time; time.sleep(1000)"]
subprocess.Popen(sleep)
subprocess.Popen(sleep, start_new_session=True)"""
    made(tmp_path, start, end, kernel=kernel)
    assert eventually(lambda: processes_with(str(tmp_path)) == [])


def test_a_warm_process_that_is_killed_is_replaced(tmp_path: Path) -> None:
    source = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    before = warm_server().process.pid
    outcome = made(tmp_path, source, COVER)
    assert outcome.ending.state == "killed"
    assert made(tmp_path, COVER).pdf == "01002003-ort.pdf"
    assert warm_server().process.pid != before
    assert files(tmp_path) == {"01002003-ort.pdf", "notebooks/01002003-ort.ipynb"}
    assert eventually(lambda: before not in descendants())


def test_a_full_disk_is_said_and_leaves_nothing_half(tmp_path: Path) -> None:
    """A limit on the size of files gives the error of a full disk at the same place."""
    source = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"
    outcome = made(tmp_path, source, COVER)
    assert outcome.ending.state == "failed"
    assert "could not be written" in str(outcome.reason)
    assert not [name for name in files(tmp_path) if name.endswith(".pdf")]


def test_a_report_that_is_mended_takes_its_kept_notebook_away(tmp_path: Path) -> None:
    assert made(tmp_path, "1 / 0").kept
    assert made(tmp_path, COVER).pdf
    assert files(tmp_path) == {"01002003-ort.pdf", "notebooks/01002003-ort.ipynb"}
