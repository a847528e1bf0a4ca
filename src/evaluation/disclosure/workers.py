"""Workers: compute independent things in several processes, with the same result in whatever number of them.

Fresh processes and no forks: a notebook has threads, and so has the solver of the programs.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from evaluation.errors import EvaluationError
from evaluation.processors import available_cores

Argument = TypeVar("Argument")
Answer = TypeVar("Answer")

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def each(
    function: Callable[[Argument], Answer], arguments: Sequence[Argument], processes: int | None = None
) -> list[Answer]:
    """Return what a function returns for each argument, in order.

    Parameters
    ----------
    function
        A function of a module, or a `functools.partial` of one.
    arguments
        Each process that is started has at least two: starting one takes as long as protecting some projects.
    processes
        At most so many; as many as this process has processors if not given.

    Raises
    ------
    EvaluationError
        If a process was ended from outside.
    """
    count = min(processes or available_cores(), len(arguments) // 2)
    if count <= 1:
        return [function(argument) for argument in arguments]
    workers = [_Worker() for _ in range(count)]
    idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def ask(argument: Argument) -> Answer:
        worker = idle.get()
        try:
            return worker.ask(function, argument)
        finally:
            idle.put(worker)

    executor = ThreadPoolExecutor(count, thread_name_prefix="protection")
    try:
        return list(executor.map(ask, arguments))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.kill()
        executor.shutdown(wait=True)
        for worker in workers:
            worker.close()


class _Worker:
    """A process of `evaluation.disclosure.worker`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "evaluation.disclosure.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,  # Ctrl-C is for the parent, which ends its workers
        )

    def ask(self, function: Callable[[Argument], Answer], argument: Argument) -> Answer:
        """Return what the function returns in that process, or raise what it raises."""
        calls, answers = self._process.stdin, self._process.stdout
        assert calls is not None  # noqa: S101 - asked for above
        assert answers is not None  # noqa: S101
        try:
            pickle.dump((function, argument), calls, protocol=pickle.HIGHEST_PROTOCOL)
            calls.flush()
            answer: Any
            answer, fault = pickle.load(answers)  # noqa: S301 - from the child process alone
        except (EOFError, OSError, pickle.UnpicklingError):
            raise EvaluationError(
                f"A process that protects the results was ended from outside (exit code {self._process.wait()}). "
                "There may be too little memory: run again, on fewer processors if need be (`taskset -c 0,1 ...`)."
            ) from None
        if fault is not None:
            raise fault
        return answer

    def kill(self) -> None:
        """End the process, whatever it does; who waits for its answer is told so."""
        self._process.kill()

    def close(self) -> None:
        """Close the pipes of a process that was killed, and forget it."""
        with contextlib.suppress(OSError):  # a call that it did not read
            self._process.__exit__(None, None, None)
