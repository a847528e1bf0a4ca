"""Where the reports are made: on this machine, or on the workers of a Dask cluster. Any other executor does, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from evaluation.engine.alone import stop_all
from evaluation.engine.server import stop_server
from evaluation.errors import ReportError


@dataclass(frozen=True)
class Place:
    """An executor of `concurrent.futures`, how many reports it makes at the same time, and how to stop those."""

    executor: Executor
    slots: int
    stop: Callable[[], None]


@contextmanager
def local_processes(workers: int) -> Iterator[Place]:
    """Make reports on this machine: each thread waits for one child process at a time.

    Threads wait, processes work: a child that dies takes nothing with it but its own report.
    """
    executor = ThreadPoolExecutor(workers, thread_name_prefix="report")
    try:
        yield Place(executor, workers, end_children)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        end_children()
        executor.shutdown(wait=True)


def end_children() -> None:
    """End every child of this process that does a job, and the warm process."""
    stop_all()
    stop_server()


@contextmanager
def dask_cluster(address: str) -> Iterator[Place]:
    """Make reports on the workers of a running Dask cluster; all must see the folder of the run under the same path.

    Raises
    ------
    ReportError
        If `distributed` is not installed, nobody answers at the address, or the cluster has no worker.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ReportError("--dask needs the extra: pip install 'quartier-evaluation[dask]'") from None
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        raise ReportError(f"No Dask scheduler answers at {address}: {fault}") from None
    with client:
        slots = sum(client.nthreads().values())
        if not slots:
            raise ReportError(f"The Dask cluster at {address} has no worker. Start one: dask worker {address}")
        executor = client.get_executor(pure=False, retries=0)
        try:
            yield Place(executor, slots, lambda: None)
        finally:
            executor.shutdown(wait=False)
