"""The warm process: it has the imports done and the fonts read, and forks a fresh child for each job.

It compiles no document itself: the typesetter starts threads, and a process with threads cannot fork safely.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

from evaluation.engine import jobs, processes
from evaluation.engine.ending import Course, Limits
from evaluation.engine.last_words import LastWords

IMPORTS = (
    "evaluation.tables",
    "evaluation.figures",
    "evaluation.figures.style",
    "evaluation.findings",
    "evaluation.engine.cells",
    "evaluation.engine.door",
    "evaluation.report",
    "IPython.core.completerlib",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pyarrow.parquet",
    "statsmodels.stats.proportion",
)
"""What a report imports, and what it would import when it first needs it."""

TICK = 0.25
"""Seconds between two looks at the memory of the children."""


@dataclass
class Child:
    """A job that runs."""

    number: int
    pipe: Connection
    course: Course
    words: LastWords
    began: float = field(default_factory=time.monotonic)


def main() -> None:
    """Serve the process at the other end of the socket whose number is the first argument."""
    connection, parent = Connection(int(sys.argv[1])), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that is served; it says what to do
    if os.getppid() != parent:
        return
    processes.adopt_orphans()
    os.chdir("/")  # where this one was started may be the folder of a run, which is moved or removed
    for name in IMPORTS:
        import_module(name)
    import_module("evaluation.engine.rehearsal").rehearse()
    gc.collect()
    gc.freeze()  # collecting would copy every page that the children share
    Watch(connection).serve()


class Watch:
    """Forks children and watches them until the other end of the connection falls silent."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.children: dict[int, Child] = {}
        self.looked = time.monotonic()

    def serve(self) -> None:
        """Serve; when the other end is closed, end everything and return."""
        wake, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        listening = True
        while listening or self.children:
            pipes: list[Any] = [child.pipe for child in self.children.values() if not child.pipe.closed]
            ready = wait(
                [self.connection, wake, *pipes] if listening else [wake, *pipes], TICK if self.children else None
            )
            if wake in ready:
                os.read(wake, 4096)
            for child in self.children.values():
                self._hear(child)
            self._reap()
            self._look()
            if self.connection in ready and not self._obey():
                listening = False
                for process, child in self.children.items():
                    child.course.stopped = child.course.stopped or "cancelled"
                    processes.end(process)

    def _obey(self) -> bool:
        try:
            order = json.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            return False
        reading, writing = Pipe(duplex=False)
        limits = Limits(order["seconds"], order["memory_mib"])
        child = Child(order["number"], reading, Course(limits), LastWords())
        server = os.getpid()
        process = os.fork()
        if process == 0:
            self._be_child(order, child, writing, server)
        writing.close()
        self.children[process] = child
        return True

    def _be_child(self, order: dict[str, Any], own: Child, writing: Connection, server: int) -> None:
        """Never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.setsid()
            processes.die_with_parent(server)
            self.connection.close()
            for child in self.children.values():
                child.pipe.close()
                child.words.close()
            own.words.take()
            processes.limit_memory(own.course.limits.memory_mib)
            jobs.perform(
                order["do"], order["payload"], lambda message: writing.send_bytes(json.dumps(message).encode())
            )
            os._exit(0)
        finally:  # nothing of the server may run in the child
            os._exit(70)

    def _hear(self, child: Child) -> None:
        while not child.pipe.closed and child.pipe.poll():
            try:
                message = json.loads(child.pipe.recv_bytes())
            except (EOFError, OSError):
                child.pipe.close()
            else:
                child.course.hear(message)
                if "cell" in message and len(message) == 1:
                    self._tell({"number": child.number, **message})

    def _reap(self) -> None:
        for process, child in list(self.children.items()):
            found, status, usage = os.wait4(process, os.WNOHANG)
            if not found:
                continue
            self._hear(child)
            child.pipe.close()
            del self.children[process]
            processes.end_strays(self.children)
            ending = child.course.ending(
                os.waitstatus_to_exitcode(status),
                time.monotonic() - child.began,
                usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
                child.words.failed_allocation(),
            )
            child.words.pass_on()
            child.words.close()
            self._tell({"number": child.number, "ending": ending.as_json()})

    def _look(self) -> None:
        now = time.monotonic()
        if now - self.looked < TICK:
            return
        self.looked = now
        for process, child in self.children.items():
            exceeded = child.course.exceeded(now - child.began, processes.memory_mib(process))
            if exceeded is not None and child.course.stopped is None:
                child.course.stopped = exceeded
                processes.end(process)

    def _tell(self, message: dict[str, Any]) -> None:
        try:
            self.connection.send_bytes(json.dumps(message).encode())
        except OSError:
            return  # nobody listens any more; the end of the connection is noticed by itself


if __name__ == "__main__":
    main()
