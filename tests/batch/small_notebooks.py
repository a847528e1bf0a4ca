"""Small notebooks that become reports without findings, and what is left of their processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
COVER = """from evaluation import blocks
from evaluation.display import display as show
show(blocks.Cover(title="Bericht"))"""


def notebook_of(*sources: str, tags: dict[int, list[str]] | None = None) -> Any:
    """Return a notebook with these code cells behind a cell of parameters."""
    first = nbformat.v4.new_code_cell(
        'findings = ""\nmunicipality = ""\nlanguage = ""', id="p", metadata={"tags": ["parameters"]}
    )
    cells = [
        nbformat.v4.new_code_cell(source, id=f"c{number}", metadata={"tags": (tags or {}).get(number, [])})
        for number, source in enumerate(sources)
    ]
    return nbformat.v4.new_notebook(cells=[first, *cells], metadata=KERNEL)


def write_notebook(path: Path, *sources: str) -> Path:
    nbformat.write(notebook_of(*sources), path)
    return path


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait for something that the operating system is still about to do."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def processes_with(mark: str) -> list[int]:
    """Return the processes, this one left out, in whose environment the mark stands."""
    found = []
    for one in psutil.process_iter():
        try:
            if one.pid != os.getpid() and mark in one.environ().values() and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one.pid)
        except psutil.Error:
            continue
    return found


def descendants() -> set[int]:
    """Return the living descendants of this process."""
    children = psutil.Process().children(recursive=True)
    return {one.pid for one in children if one.status() != psutil.STATUS_ZOMBIE}
