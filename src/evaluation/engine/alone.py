"""A job in a process of its own, started from nothing: where processes cannot fork, or on demand."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from typing import Any

from evaluation.engine import jobs, processes
from evaluation.engine.ending import Course, Ending, Limits

_TICK = 0.25
_running: set[subprocess.Popen[bytes]] = set()


def run_alone(job: str, payload: dict[str, Any], limits: Limits) -> Ending:
    """Run a job in a fresh process and wait for its end.

    Parameters
    ----------
    job, payload, limits
        As for `evaluation.engine.server.Server.run`. The memory limit is kept by looking at the process.
    """
    course, began = Course(limits), time.monotonic()
    environment = {**os.environ, **dict.fromkeys(jobs.THREADS, "1")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "evaluation.engine.alone"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    _running.add(process)
    listener = threading.Thread(target=_listen, args=(process, course), daemon=True)
    listener.start()
    spent = 0.0
    try:
        assert process.stdin is not None  # noqa: S101 - asked for above
        process.stdin.write(json.dumps({"do": job, "payload": payload}).encode() + b"\n")
        process.stdin.flush()
        while process.poll() is None:
            spent = max(spent, processes.cpu_seconds(process.pid))
            exceeded = course.exceeded(time.monotonic() - began, processes.memory_mib(process.pid))
            if exceeded is not None:
                course.stopped = exceeded
                processes.end(process.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_TICK)
    except BrokenPipeError:
        process.wait()
    finally:
        if process.poll() is None:
            processes.end(process.pid)
            process.wait()
        if process not in _running:
            course.stopped = course.stopped or "cancelled"
        _running.discard(process)
        listener.join()
        process.__exit__(None, None, None)
    return course.ending(process.returncode, time.monotonic() - began, spent, 0.0)


def stop_all() -> None:
    """Kill every process that runs alone, with its descendants."""
    for process in list(_running):
        _running.discard(process)
        processes.end(process.pid)


def _listen(process: subprocess.Popen[bytes], course: Course) -> None:
    assert process.stdout is not None  # noqa: S101 - asked for above
    for line in process.stdout:
        with contextlib.suppress(ValueError):  # a line that is cut off is none
            course.hear(json.loads(line))


def main() -> None:
    """Perform the one job that stands in the first line of the standard input."""
    processes.adopt_orphans()
    with os.fdopen(os.dup(0), "rb", buffering=0) as orders:
        order = json.loads(orders.readline())
    threading.Thread(target=_watch_parent, daemon=True).start()
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not mix with what is told

    def send(message: dict[str, Any]) -> None:
        channel.write(json.dumps(message).encode() + b"\n")

    jobs.perform(order["do"], order["payload"], send)
    processes.end_descendants()
    os._exit(0)  # the thread that watches would hold up an orderly end


def _watch_parent() -> None:
    """End with the process that started this one: its end of the pipe closes, whatever ends it."""
    while os.read(0, 1):
        pass
    processes.end(os.getpid())


if __name__ == "__main__":
    main()
