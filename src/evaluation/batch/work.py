"""The folder in which a run works until it is complete, and the lock that keeps a second run away."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.errors import ReportError

if os.name == "posix":
    import fcntl

LEFTOVER = ".unfinished-"
"""Beginning of the names of private folders; what is left of them after a kill is swept away."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder, until the block or this process ends, whatever ends it.

    A folder that was made for it and stays empty is removed.

    Raises
    ------
    ReportError
        If another run works there.
    """
    fresh = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    with _lock_folder(out) if os.name == "posix" else _lock_file(out / ".lock"):
        try:
            yield
        finally:
            if fresh:
                with contextlib.suppress(OSError):  # it is not empty
                    out.rmdir()


@contextmanager
def _lock_folder(out: Path) -> Iterator[None]:
    folder = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _occupied(out) from None
        yield
    finally:
        os.close(folder)


@contextmanager
def _lock_file(path: Path) -> Iterator[None]:
    """Where folders cannot be locked: a file that cannot be removed while it is open."""
    with contextlib.suppress(OSError):
        path.unlink()
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL)
    except OSError:
        raise _occupied(path.parent) from None
    try:
        yield
    finally:
        os.close(file)
        path.unlink(missing_ok=True)


def _occupied(out: Path) -> ReportError:
    return ReportError(f"Another run works in {out}. Wait until it is complete, or give another folder with --out.")


@contextmanager
def working_folder(out: Path, name: str, *, again: bool) -> Iterator[Path]:
    """Give the hidden folder of an unfinished run; it stays if it holds findings, so that the run can go on.

    Parameters
    ----------
    out
        Folder of all runs.
    name
        Names what the run is made from: the same inputs find their unfinished run.
    again
        Whether to begin anew.
    """
    folder = out / f".run-{name}"
    if again:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob(f"{LEFTOVER}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        yield folder
    finally:
        if not (folder / "findings").exists():
            shutil.rmtree(folder, ignore_errors=True)
