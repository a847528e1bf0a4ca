"""Where notebooks run: in a fresh child forked from a process that has the imports done, or in a process of its own.

A child is watched: its time and memory have limits, its processes end with it, and what it did is told by the process
that watched it. `door` has the engine for papermill: `papermill --engine quartier in.ipynb out.ipynb`.
"""

from evaluation.engine.ending import NO_LIMITS, Ending, Limits

__all__ = ["NO_LIMITS", "Ending", "Limits"]
