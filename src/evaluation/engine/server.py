"""The warm process as others see it: give it a job, be told how the job ended.

A server of our own and not that of `multiprocessing`: this one tells time and memory of each child as the kernel of
the operating system counted them, and kills its children when the process that it serves ends, however that ends.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from evaluation.engine.ending import Ending, Limits
from evaluation.engine.jobs import THREADS

Heard = Callable[[dict[str, Any]], None]


class Server:
    """A warm process; its methods may be called from any thread."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, **dict.fromkeys(THREADS, "1")}
        environment.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as an ordinary kernel
        with theirs:
            # -P: no module in the current folder takes the place of a library
            self.process = subprocess.Popen(  # noqa: S603 - the interpreter itself, with fixed arguments
                [sys.executable, "-P", "-m", "evaluation.engine.warm", str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
            )
        self._connection = Connection(ours.detach())
        self._lock = threading.Lock()
        self._waiting: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._numbers = 0
        self.alive = True
        self._listener = threading.Thread(target=self._listen, name="warm-server", daemon=True)
        self._listener.start()

    def run(self, job: str, payload: dict[str, Any], limits: Limits, heard: Heard | None = None) -> Ending:
        """Run a job in a fresh child and wait for its end.

        Parameters
        ----------
        job
            `module:function`, a function as `evaluation.engine.jobs.Job`.
        payload
            Plain JSON for it.
        limits
            What it may use.
        heard
            Told each message of the job, in this thread.
        """
        answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        with self._lock:
            self._numbers += 1
            number = self._numbers
            self._waiting[number] = answers
            if not self.alive:
                return _SERVER_DIED
            order = {"do": job, "payload": payload, "seconds": limits.seconds, "memory_mib": limits.memory_mib}
            try:
                self._connection.send_bytes(json.dumps({"number": number, **order}).encode())
            except OSError:
                return _SERVER_DIED
        while True:
            message = answers.get()
            if "ending" in message:
                return Ending(**message["ending"])
            if heard is not None:
                heard(message)

    def stop(self) -> None:
        """Kill all children and end the warm process."""
        with self._lock:
            self.alive = False
            self._end_stream()
        self._listener.join()
        self._connection.close()

    def _end_stream(self) -> None:
        with socket.socket(fileno=os.dup(self._connection.fileno())) as stream:
            try:
                stream.shutdown(socket.SHUT_WR)  # the server ends what runs, tells how it ended, and leaves
            except OSError:
                return  # it has left already

    def _listen(self) -> None:
        while True:
            try:
                message = json.loads(self._connection.recv_bytes())
            except (EOFError, OSError):
                break
            with self._lock:
                number = message.pop("number")
                answers = self._waiting.pop(number) if "ending" in message else self._waiting[number]
            answers.put(message)
        with self._lock:
            self.alive = False
            for answers in self._waiting.values():
                answers.put({"ending": _SERVER_DIED.as_json()})
            self._waiting.clear()
        self.process.wait()


_SERVER_DIED = Ending("killed", reason="the process that watched the report was killed")
_servers: dict[int, Server] = {}
_starting = threading.Lock()


def warm_server() -> Server:
    """Return the warm process of this process; started when first asked for, and again if it was killed."""
    with _starting:
        server = _servers.get(os.getpid())
        if server is not None and not server.alive:
            server.stop()
        if server is None or not server.alive:
            server = _servers[os.getpid()] = Server()
    return server


def stop_server() -> None:
    """End the warm process of this process, if there is one, and everything that it runs."""
    with _starting:
        server = _servers.pop(os.getpid(), None)
    if server is not None:
        server.stop()


atexit.register(stop_server)
