"""Processes: their memory, their descendants, and the end of all of them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterable

import psutil

_MIB = 1024 * 1024
_PDEATHSIG, _SUBREAPER = 1, 36


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, whatever ends that; Linux only, elsewhere a pipe is watched."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died in between
            os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none escapes; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def limit_memory(memory_mib: int | None) -> None:
    """Let allocations beyond the limit fail in this process, so that the cell that asked too much is named."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory_mib is not None and sys.platform == "linux":
            held = psutil.Process().memory_info().vms
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (held + memory_mib * _MIB, hard))


def memory_mib(process: int) -> float:
    """Return the resident memory in MiB of a process and its descendants."""
    held = 0
    for one in _family(process):
        with contextlib.suppress(psutil.Error):
            held += one.memory_info().rss
    return held / _MIB


def cpu_seconds(process: int) -> float:
    """Return the processor time so far of a process and its descendants."""
    spent = 0.0
    for one in _family(process):
        with contextlib.suppress(psutil.Error):
            times = one.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
    return spent


def end(process: int) -> None:
    """Kill a process with all its descendants; this process itself goes last."""
    family = sorted(_family(process), key=lambda one: one.pid == os.getpid())
    for one in family:
        with contextlib.suppress(psutil.Error):
            one.kill()


def end_descendants() -> None:
    """Kill what this process and its children have started, and leave this process alone."""
    for one in _family(os.getpid())[1:]:
        with contextlib.suppress(psutil.Error):
            one.kill()


def end_strays(living: Iterable[int]) -> None:
    """Kill the adopted descendants of jobs that are over."""
    known = set(living)
    with contextlib.suppress(psutil.Error):
        for one in psutil.Process().children():
            with contextlib.suppress(psutil.Error, OSError):
                if one.pid not in known and os.getsid(one.pid) not in known:
                    end(one.pid)
                    os.waitpid(one.pid, 0)


def _family(process: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(process)
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []
