"""Folders that appear whole or not at all, and files with two names."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def private_folder(parent: Path) -> Iterator[Path]:
    """Give a fresh hidden folder in `parent`; what is left of it when the block ends is removed."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(fresh: Path, final: Path) -> None:
    """Give a complete folder its final name in the same parent folder; an older one of that name is replaced."""
    old = fresh.with_name(fresh.name + "-old")
    if final.exists():
        final.replace(old)
    try:
        fresh.replace(final)
    except OSError:
        if old.exists():
            old.replace(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def linked(source: Path, target: Path) -> None:
    """Give a file a second name: it is complete and nobody writes into it; copy it where that is not possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
