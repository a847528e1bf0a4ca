"""The annex of a run: that of the same run made before, or one that a child writes while the reports are made."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.annex import FOLDER
from evaluation.batch import end_children
from evaluation.engine import NO_LIMITS, Ending
from evaluation.engine.alone import run_alone
from evaluation.engine.server import warm_server
from evaluation.errors import ReportError
from evaluation.folders import linked, move_into_place, private_folder
from evaluation.language import Language
from evaluation.manifest import made_from, read_manifest, sha256
from evaluation.report import Kernel

_JOB = "evaluation.annex.job:annex_job"


@dataclass(frozen=True)
class Annex:
    """An annex that is being written, or was taken over, in a private folder of a run."""

    private: Path
    folder: Path
    written: Future[Ending] | None
    """None if it was taken over."""

    def wait(self) -> None:
        """Wait until nobody writes any more."""
        wait([self.written] if self.written else [])

    def put_into_place(self) -> None:
        """Give the annex its final name in the folder of the run.

        Raises
        ------
        ReportError
            If it could not be written.
        """
        ending = self.written.result() if self.written else None
        if ending is not None and ending.state != "done":
            raise ReportError(
                f"The annex was not written ({ending.state}): {ending.reason}. The reports stand; the same command "
                "goes on from here."
            )
        move_into_place(self.private / FOLDER, self.folder / FOLDER)


@contextmanager
def annex_beside(folder: Path, standing: Path | None, language: Language, kernel: Kernel) -> Iterator[Annex]:
    """Write the annex in a child while the block makes the reports; the child does not outlive the block.

    Parameters
    ----------
    folder
        Folder of the run, with its findings.
    standing
        A complete run of the same inputs and language, whose annex is taken over if nobody has changed it; None if
        there is none.
    language
        Language of the annex.
    kernel
        As for the reports: a fork of the warm process writes it, or a process of its own.
    """
    with private_folder(folder) as private, ThreadPoolExecutor(1, thread_name_prefix="annex") as executor:
        if standing is not None and take_over_annex(standing, private):
            yield Annex(private, folder, None)
            return
        payload = {"findings": str(folder / "findings"), "folder": str(private), "language": language}
        warm, stopping = kernel == "warm" and hasattr(os, "fork"), threading.Event()
        try:
            yield Annex(private, folder, executor.submit(_write_warm if warm else _write_alone, payload, stopping))
        finally:
            stopping.set()
            end_children()


def standing_annex(run: Path, inputs_made_from: str) -> Path | None:
    """Return a folder if it is a complete run made from these inputs, else None."""
    return run if inputs_made_from and made_from(run) == inputs_made_from else None


def _write_warm(payload: dict[str, Any], stopping: threading.Event) -> Ending:
    """Write the annex in a fork; a report that took the warm process with it does not take the annex."""
    ending = warm_server().run(_JOB, payload, NO_LIMITS)
    if ending.state == "killed" and not stopping.is_set():
        return _write_alone(payload, stopping)
    return ending


def _write_alone(payload: dict[str, Any], _: threading.Event) -> Ending:
    shutil.rmtree(Path(payload["folder"]) / FOLDER, ignore_errors=True)  # half of it, by a fork that was killed
    return run_alone(_JOB, payload, NO_LIMITS)


def take_over_annex(run: Path, private: Path) -> bool:
    """Give the annex of a complete run a second name in a private folder, if its files are those of the manifest.

    Returns
    -------
    bool
        Whether it did; if not, the folder is as it was.
    """
    expected = {name: one for name, one in read_manifest(run)["outputs"].items() if name.startswith(f"{FOLDER}/")}
    files = [path for path in (run / FOLDER).glob("*") if path.is_file()]
    if not expected or {f"{FOLDER}/{path.name}": sha256(path) for path in files} != expected:
        return False
    (private / FOLDER).mkdir()
    for path in files:
        linked(path, private / FOLDER / path.name)
    return True
