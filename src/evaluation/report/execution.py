"""A notebook is executed: in a fresh child of a warm process, or by an ordinary kernel."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.errors import EvaluationError, ReportError

if TYPE_CHECKING:  # papermill and nbformat take seconds, and whoever only orders reports executes no notebook
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

KERNEL_START_SECONDS = 120
"""Patience with a kernel that starts on a busy machine."""

NOTEBOOKS = "notebooks"
"""Folder of the executed notebooks in the folder of a run; they can be run again where they lie."""

_OWN_ERRORS = {kind.__name__ for kind in EvaluationError.__subclasses__()}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class CellError(ReportError):
    """A cell of a notebook failed.

    Attributes
    ----------
    kind
        Name of the error.
    cell, line
        Cell of the executed notebook, from 1, and line of the cell; None if not known.
    """

    def __init__(self, message: str, kind: str, cell: int | None, line: int | None) -> None:
        super().__init__(message)
        self.kind, self.cell, self.line = kind, cell, line


def execute(
    notebook: Path,
    parameters: dict[str, Any],
    output: Path,
    folder: Path,
    *,
    sees_persons: bool = True,
    plain_kernel: bool = False,
    heard: Callable[[int], None] | None = None,
) -> NotebookNode:
    """Execute a notebook that works in `folder`, write the executed copy to `output`, and return it.

    The copy holds no path of the machine but those among the parameters. It is there if a cell fails, too.

    Parameters
    ----------
    notebook, parameters, output, folder
        What to execute, with which values, where the copy goes, and where the notebook works.
    sees_persons
        Whether personal data may stand in the text of an error.
    plain_kernel
        Whether an ordinary kernel executes the notebook; the outputs are the same.
    heard
        Told the index of each cell that begins.

    Raises
    ------
    CellError
        If a cell fails, or the process that runs the cells dies. The message names the cell and the reason; but where
        the notebook sees persons, it quotes only errors of this package, because the text of any other may hold
        personal data.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from evaluation.engine import door

    logging.getLogger("papermill").setLevel(logging.ERROR)
    kept: list[NotebookNode] = []
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as private:
            how = {"engine_name": door.ORDINARY if plain_kernel else door.NAME, "kept": kept, "heard": heard}
            executed = papermill.execute_notebook(
                str(notebook),
                None,  # written here, and once: papermill writes everything again with each cell
                parameters,
                cwd=str(folder),
                progress_bar=False,
                start_timeout=KERNEL_START_SECONDS,
                config=_connection(Path(private)),
                **how,
            )
        _write(executed, notebook.name, output)
        return executed
    except PapermillExecutionError as failure:
        quotable = not sees_persons or failure.ename in _OWN_ERRORS
        reason = failure.evalue if quotable else "see the cell in JupyterLab"
        cell = failure.cell_index + 1
        message = f"{notebook.name}, cell {cell}: {failure.ename}: {reason}"
        raise CellError(message, failure.ename, cell, _line(failure)) from None
    except (RuntimeError, TimeoutError) as failure:  # the kernel died or did not start
        raise CellError(f"{notebook.name}: {failure}", type(failure).__name__, None, None) from None
    finally:
        if sys.exc_info()[0] is not None:
            for executed in kept:
                _write(executed, notebook.name, output)


def write_unexecuted(notebook: Path, parameters: dict[str, Any], output: Path) -> None:
    """Write a notebook with its parameters and without outputs: what is kept of a report whose process died."""
    import papermill

    prepared = papermill.execute_notebook(str(notebook), None, parameters, prepare_only=True, progress_bar=False)
    _write(prepared, notebook.name, output)


def _write(executed: NotebookNode, name: str, output: Path) -> None:
    """Write a notebook without what papermill adds: paths of this machine, and cells around one that failed.

    Each cell is one line: the writer of nbformat copies and indents every text, and takes as long as ten tables.
    """
    from papermill.execute import remove_error_markers

    executed = remove_error_markers(executed)
    executed.metadata["papermill"] |= {"input_path": name, "output_path": output.name}
    around = {name: value for name, value in executed.items() if name != "cells"}
    cells = ",\n".join(_as_json(cell) for cell in executed.cells)
    output.write_text(f'{{"cells": [\n{cells}\n],\n{_as_json(around)[1:]}\n', encoding="utf-8")


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _line(failure: PapermillExecutionError) -> int | None:
    """Return the line of the failed cell; a traceback names the cell first and then what it called."""
    text = _COLOURS.sub("", "\n".join(failure.traceback))
    found = re.search(rf"Cell In\[{failure.exec_count}\], line (\d+)", text)
    return int(found[1]) if found else None


def _connection(private: Path) -> Config:
    """Let the kernel talk over files in a private folder: kernels that start at once cannot clash over a port."""
    from traitlets.config import Config

    if os.name != "posix":
        return Config()
    return Config(ConnectionFileMixin={"transport": "ipc", "connection_file": str(private / "kernel.json")})
