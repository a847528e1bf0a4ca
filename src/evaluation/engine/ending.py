"""Limits of a job, and how it ended, as the process that watched it saw it."""

from __future__ import annotations

import signal
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

State = Literal["done", "failed", "killed", "timed out", "out of memory", "cancelled"]


@dataclass(frozen=True)
class Limits:
    """What a job may use.

    Attributes
    ----------
    seconds
        Time on the clock of the wall; None: any.
    memory_mib
        Memory in MiB of all processes of the job together, beyond what the warm process holds; None: any.
    """

    seconds: float | None = None
    memory_mib: int | None = None

    def with_more_memory(self, mib: int) -> Limits:
        """Return the same limits, with so much more memory where that is limited."""
        return self if self.memory_mib is None else replace(self, memory_mib=self.memory_mib + mib)


NO_LIMITS = Limits()

NEAR = 0.9
"""A process that dies when it has held this share of its limit had no memory left: it was not stopped before, because
an allocation failed, or because it grew between two looks."""


@dataclass(frozen=True)
class Ending:
    """How a job ended.

    Attributes
    ----------
    state
        What became of it. Only a job that handed over a result is done.
    result
        What it handed over; None unless it is done.
    reason
        Why it is not done, in one sentence.
    kind
        Name of the error that a cell raised; None if none did.
    cell, line
        Cell of the notebook (from 1) and line in it where it ended; None if not known.
    seconds, cpu_seconds
        Time on the clock, and time on processors of all its processes.
    peak_mib
        Most memory in MiB that it held, with what it shares with the warm process.
    """

    state: State
    result: dict[str, Any] | None = None
    reason: str | None = None
    kind: str | None = None
    cell: int | None = None
    line: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return asdict(self)


@dataclass
class Course:
    """What a job has told so far, and why it was stopped; becomes its ending when its process has ended."""

    limits: Limits
    cell: int | None = None
    result: dict[str, Any] | None = None
    failure: dict[str, Any] | None = None
    stopped: State | None = None
    peak_mib: float = 0.0

    def hear(self, message: dict[str, Any]) -> None:
        """Take in a message of the job."""
        self.cell = message.get("cell", self.cell)  # None behind the last one
        self.result = message.get("result", self.result)
        self.failure = message.get("failed", self.failure)

    def exceeded(self, seconds: float, memory_mib: float) -> State | None:
        """Return which limit is exceeded, if any."""
        self.peak_mib = max(self.peak_mib, memory_mib)
        if self.limits.seconds is not None and seconds > self.limits.seconds:
            return "timed out"
        if self.limits.memory_mib is not None and memory_mib > self.limits.memory_mib:
            return "out of memory"
        return None

    def ending(
        self, code: int, seconds: float, cpu_seconds: float, peak_mib: float, failed_allocation: str | None = None
    ) -> Ending:
        """Judge by what was told, by the exit code (a negative one is a signal), and by the last words."""
        self.peak_mib = max(peak_mib, self.peak_mib)
        judged = self._judged(code, failed_allocation)
        return replace(judged, seconds=seconds, cpu_seconds=cpu_seconds, peak_mib=self.peak_mib)

    def _judged(self, code: int, failed_allocation: str | None) -> Ending:
        place = f" in cell {self.cell}" if self.cell else ""
        if self.stopped is not None:
            return Ending(self.stopped, reason=f"stopped{place}: {self._why_stopped()}", cell=self.cell)
        if self.failure is not None:
            kind = str(self.failure.get("kind"))
            state: State = "out of memory" if kind.endswith("MemoryError") else "failed"
            if kind == "DeadKernelError" and self._near_limit():
                said = f"{self.failure['reason']}{self._held()}"
                return Ending("out of memory", kind=kind, reason=said, cell=self.cell)
            if kind == "DeadKernelError":
                state = "killed"
            return Ending(state, **{"cell": self.cell, **self.failure})
        if self.result is not None and code == 0:
            return Ending("done", self.result)
        died = f"the process {_how(code)}{place}"
        if code != 0 and failed_allocation is not None:
            said = f"{died}: {failed_allocation}{self._limit()}"
            return Ending("out of memory", reason=said, cell=self.cell)
        if code != 0 and self._near_limit():
            return Ending("out of memory", reason=f"{died}{self._held()}", cell=self.cell)
        if _how(code).endswith("SIGKILL"):
            died += "; unless somebody ended it, the machine had no memory left: fewer --workers need less"
        return Ending("killed", reason=died, cell=self.cell)

    def _near_limit(self) -> bool:
        """Return whether so much memory was held that the next allocation may have failed."""
        return self.limits.memory_mib is not None and self.peak_mib >= NEAR * self.limits.memory_mib

    def _held(self) -> str:
        return f" when it had held {self.peak_mib:.0f} MiB{self._limit()}"

    def _limit(self) -> str:
        mib = self.limits.memory_mib
        return "" if mib is None else f"; the limit for a report is {mib} MiB"

    def _why_stopped(self) -> str:
        if self.stopped == "timed out":
            return f"it took longer than {self.limits.seconds:g} s, the limit for a report"
        if self.stopped == "out of memory":
            return f"it held more than {self.limits.memory_mib} MiB, the limit for a report"
        return "the run was stopped"


def _how(code: int) -> str:
    if code >= 0:
        return f"ended itself with exit code {code}"
    try:
        return f"was ended by signal {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
