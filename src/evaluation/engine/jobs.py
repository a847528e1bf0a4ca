"""The inside of a child process: one job, and what it tells its watcher."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from evaluation.errors import EvaluationError

Send = Callable[[dict[str, Any]], None]
"""Tells the watcher something, as plain JSON."""

Job = Callable[[dict[str, Any], Send], dict[str, Any]]
"""What a child does: plain JSON in, plain JSON out."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
"""A report has one numerical thread and one of the typesetter: as many reports as processors run beside it."""

_fresh = False


def perform(name: str, payload: dict[str, Any], send: Send) -> None:
    """Perform the job `module:function` and tell its result, or why there is none."""
    global _fresh
    _fresh = True
    try:
        module, _, function = name.partition(":")
        job: Job = getattr(import_module(module), function)
        send({"result": job(payload, send)})
    except EvaluationError as failure:
        place = {key: value for key in ("kind", "cell", "line") if (value := getattr(failure, key, None)) is not None}
        send({"failed": {"reason": str(failure), **place}})
    except (Exception, SystemExit) as failure:  # whatever breaks here must not break the other jobs
        send({"failed": {"reason": f"{type(failure).__name__}: {failure}", "kind": type(failure).__name__}})


def take_fresh() -> bool:
    """Return whether this process is a child in which no notebook ran yet; from now on it is none."""
    global _fresh
    fresh, _fresh = _fresh, False
    return fresh
