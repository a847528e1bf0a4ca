"""Where notebooks run: in a fresh child forked from a process that has the imports done, or in a process of its own.

A child is watched: its time and memory have limits, its processes end with it, and what it did is told by the process
that watched it. `WarmEngine` is the door for papermill: `papermill --engine quartier in.ipynb out.ipynb`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.engine.ending import NO_LIMITS, Ending, Limits

if TYPE_CHECKING:
    from evaluation.engine.door import WarmEngine

__all__ = ["NO_LIMITS", "Ending", "Limits", "WarmEngine"]


def __getattr__(name: str) -> Any:
    if name == "WarmEngine":  # deferred: papermill takes a second to import
        from evaluation.engine.door import WarmEngine

        return WarmEngine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
