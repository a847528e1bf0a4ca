"""The annex is written while the reports are made, or taken over; nothing half has its name, and failures are told."""

import os
import shutil
import signal
from pathlib import Path

import psutil
import pytest
from batch.small_notebooks import descendants, eventually

from evaluation.annex import write_annex
from evaluation.engine.server import warm_server
from evaluation.errors import ReportError
from evaluation.findings import Findings, write_findings
from evaluation.language import speaking
from evaluation.manifest import write_manifest
from evaluation.report import Kernel
from evaluation.run.annex import annex_beside, standing_annex, take_over_annex

Files = dict[str, bytes]


def files(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, demo_findings: Findings) -> Path:
    """Return a complete run of which there is only the annex, and its manifest."""
    folder = tmp_path_factory.mktemp("whole")
    write_findings(demo_findings, folder / "findings")
    with speaking("de"):
        write_annex(demo_findings, folder)
    write_manifest(folder, {}, {}, made_from="inputs")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """Return the folder of an unfinished run."""
    shutil.copytree(whole / "findings", tmp_path / "run" / "findings")
    return tmp_path / "run"


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_child_writes_the_same_bytes(whole: Path, folder: Path, kernel: Kernel) -> None:
    with annex_beside(folder, None, "de", kernel) as annex:
        assert not (folder / "annex").exists()
        annex.put_into_place()
    assert files(folder / "annex") == files(whole / "annex")
    assert sorted(path.name for path in folder.iterdir()) == ["annex", "findings"]


def test_the_annex_of_the_same_run_is_taken_over(whole: Path, folder: Path) -> None:
    (folder / "annex").mkdir()
    (folder / "annex" / "half").touch()  # of a run that was stopped
    with annex_beside(folder, whole, "de", "warm") as annex:
        annex.put_into_place()
    assert files(folder / "annex") == files(whole / "annex")
    assert (folder / "annex" / "annex.xlsx").samefile(whole / "annex" / "annex.xlsx")


@pytest.mark.parametrize("change", ["changed", "removed", "more", "none"])
def test_an_annex_that_somebody_changed_is_not_taken_over(whole: Path, tmp_path: Path, change: str) -> None:
    earlier, private = tmp_path / "earlier", tmp_path / "private"
    shutil.copytree(whole, earlier)
    private.mkdir()
    if change == "changed":
        (earlier / "annex" / "indicators.csv").write_text("indicator\n", encoding="utf-8")
    elif change == "removed":
        (earlier / "annex" / "indicators.csv").unlink()
    elif change == "more":
        (earlier / "annex" / "of somebody.csv").touch()
    else:
        shutil.rmtree(earlier / "annex")
        write_manifest(earlier, {}, {}, made_from="inputs")
    assert not take_over_annex(earlier, private)
    assert list(private.iterdir()) == []
    assert take_over_annex(whole, private)


def test_an_annex_that_cannot_be_taken_over_is_written(whole: Path, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "earlier", ignore=shutil.ignore_patterns("*.xlsx"))
    with annex_beside(folder, tmp_path / "earlier", "de", "warm") as annex:
        annex.put_into_place()
    assert files(folder / "annex") == files(whole / "annex")


def test_only_a_complete_run_of_the_same_inputs_stands(whole: Path, tmp_path: Path) -> None:
    assert standing_annex(whole, "inputs") == whole
    assert standing_annex(whole, "others") is None
    assert standing_annex(tmp_path / "nothing", "inputs") is None
    write_manifest(tmp_path, {}, {})
    assert standing_annex(tmp_path, "") is None, "nobody knows what it was made from"


def test_an_annex_that_cannot_be_written_is_told_and_leaves_nothing(folder: Path) -> None:
    (folder / "findings" / "projects.csv").write_text("project\n", encoding="utf-8")
    told = r"(?s)annex was not written \(failed\).*changed.*same command goes on"
    with annex_beside(folder, None, "de", "warm") as annex, pytest.raises(ReportError, match=told):
        annex.put_into_place()
    assert [path.name for path in folder.iterdir()] == ["findings"]


def test_a_full_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evaluation.annex import job

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(job, "write_annex", full)
    payload = {"findings": str(folder / "findings"), "folder": str(folder), "language": "de"}
    with pytest.raises(ReportError, match="could not be written: No space left on device"):
        job.annex_job(payload, print)


def test_a_child_that_is_killed_is_told(folder: Path) -> None:
    with annex_beside(folder, None, "de", "plain") as annex:
        assert eventually(lambda: bool(own_children()))
        for process in own_children():
            os.kill(process, signal.SIGKILL)
        with pytest.raises(ReportError, match=r"annex was not written \(killed\)"):
            annex.put_into_place()
    assert [path.name for path in folder.iterdir()] == ["findings"]


def test_a_report_that_takes_the_warm_process_with_it_does_not_take_the_annex(whole: Path, folder: Path) -> None:
    with annex_beside(folder, None, "de", "warm") as annex:
        assert eventually(lambda: bool(own_children()))
        warm_server().process.kill()
        annex.put_into_place()
    assert files(folder / "annex") == files(whole / "annex")


@pytest.mark.parametrize("kernel", ["warm", "plain"])
def test_a_run_that_is_stopped_ends_the_child_and_leaves_nothing(folder: Path, kernel: Kernel) -> None:
    def stopped() -> None:
        with annex_beside(folder, None, "de", kernel):
            assert eventually(lambda: bool(own_children()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert eventually(lambda: not own_children())
    assert [path.name for path in folder.iterdir()] == ["findings"]


def own_children() -> set[int]:
    """Return the living processes that do a job for this one, or wait for one."""
    return {one for one in descendants() if "evaluation.engine" in " ".join(command(one))}


def command(process: int) -> list[str]:
    try:
        return psutil.Process(process).cmdline()
    except psutil.Error:
        return []
