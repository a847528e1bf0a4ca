"""The door for papermill: an engine that runs each notebook in a fresh child of a warm process."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from papermill.engines import Engine, NBClientEngine, papermill_engines

from evaluation.engine.ending import NO_LIMITS
from evaluation.engine.jobs import Send, take_fresh
from evaluation.errors import ReportError

NAME = "quartier"
"""Name of the engine for `papermill --engine`."""

ORDINARY = "quartier-ordinary-kernel"
"""Name of the engine that is papermill's own, and keeps the notebook within reach when a cell fails."""


class WarmEngine(Engine):  # type: ignore[misc]  # papermill carries no types
    """Execute a notebook in this process if it is a fresh child, else in a child forked for it.

    Where processes cannot fork, an ordinary kernel executes the notebook; the outputs are the same.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Execute the cells and write their outputs into the notebook of `nb_man`.

        Parameters
        ----------
        nb_man
            The manager of papermill; its notebook receives the outputs.
        kernel_name
            Only Python can be forked.
        **options
            `heard`, a callback that is told the index of a cell that begins; `kept`, a list that receives the notebook,
            which is then within reach when a cell fails; others are for an ordinary kernel.
        """
        heard, kept = options.pop("heard", None), options.pop("kept", None)
        if kept is not None:
            _keep(nb_man.nb, kept)
        if not hasattr(os, "fork"):
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
            return
        language = cls.nb_language(nb_man.nb)
        if language != "python":
            raise ReportError(f"The engine {NAME!r} runs Python; this notebook is written in {language!r}.")
        if take_fresh():
            _execute_here(nb_man, heard)
        else:
            _execute_in_child(nb_man)
        from evaluation.engine.cells import LANGUAGE  # deferred: only where cells run

        nb_man.nb.metadata["language_info"] = from_dict(LANGUAGE)


def _keep(notebook: NotebookNode, kept: list[NotebookNode]) -> None:
    """Keep a notebook within reach, without the paths of this machine that papermill notes in it."""
    notes = notebook.metadata["papermill"]
    notes["input_path"] = Path(notes["input_path"]).name
    kept.append(notebook)


def _execute_here(nb_man: Any, heard: Any) -> None:
    from evaluation.engine.cells import Output, execute_cells

    cells = nb_man.nb.cells
    collected: dict[int, list[Output]] = {}

    def started(index: int) -> None:
        if heard is not None:
            heard(index)
        nb_man.cell_start(cells[index], index)

    def ended(index: int, count: int | None, outputs: list[Output], failed: bool) -> None:
        collected[index] = outputs
        _complete(nb_man, index, count, [], failed)

    execute_cells(cells, started, ended)
    for index, outputs in collected.items():  # a later cell may have renewed them
        if cells[index].cell_type == "code":
            cells[index].outputs = [_node(output) for output in outputs]


def _execute_in_child(nb_man: Any) -> None:
    from evaluation.engine.server import warm_server

    cells = nb_man.nb.cells
    payload = {"cells": [json.loads(json.dumps(cell)) for cell in cells], "folder": str(Path.cwd())}

    def heard(message: dict[str, Any]) -> None:
        if "cell" in message:
            nb_man.cell_start(cells[message["cell"] - 1], message["cell"] - 1)

    ending = warm_server().run("evaluation.engine.door:cells_job", payload, NO_LIMITS, heard)
    if ending.result is None:
        # papermill wants to know the cell; that the process died is the output that an ordinary kernel leaves, too
        raise RuntimeError(ending.reason)
    for index, cell in enumerate(ending.result["cells"]):
        _complete(nb_man, index, cell["count"], cell["outputs"], cell["failed"])


def _complete(nb_man: Any, index: int, count: int | None, outputs: list[dict[str, Any]], failed: bool) -> None:
    cell = nb_man.nb.cells[index]
    if cell.cell_type == "code":
        cell.execution_count = count
        cell.outputs = [_node(output) for output in outputs]
    if failed:
        nb_man.cell_exception(cell, cell_index=index)
    nb_man.cell_complete(cell, cell_index=index)


def _node(output: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = from_dict(output)
    return node


def cells_job(payload: dict[str, Any], send: Send) -> dict[str, Any]:
    """Execute cells in a folder; the inside of a child."""
    from evaluation.engine.cells import Output, execute_cells

    os.chdir(payload["folder"])
    done: list[dict[str, Any]] = []

    def ended(_: int, count: int | None, outputs: list[Output], failed: bool) -> None:
        done.append({"count": count, "outputs": outputs, "failed": failed})

    execute_cells(payload["cells"], lambda index: send({"cell": index + 1}), ended)
    return {"cells": done}


class OrdinaryEngine(NBClientEngine):  # type: ignore[misc]
    """The engine of papermill, with a list that receives the notebook."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Execute the cells in an ordinary kernel."""
        _keep(nb_man.nb, options.pop("kept"))
        heard, start = options.pop("heard"), nb_man.cell_start

        def cell_start(cell: Any, cell_index: int, **further: Any) -> None:
            if heard is not None:
                heard(cell_index)
            start(cell, cell_index, **further)

        nb_man.cell_start = cell_start
        super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register(NAME, WarmEngine)
papermill_engines.register(ORDINARY, OrdinaryEngine)
