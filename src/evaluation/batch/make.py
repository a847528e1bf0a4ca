"""Making many reports on an executor, with each step in the ledger before it is taken."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait

from evaluation.batch.executors import Place
from evaluation.batch.ledger import Ledger
from evaluation.engine import Ending
from evaluation.report import ReportOutcome, ReportRequest, make_report

STOP_SECONDS = 10
"""Patience with reports that are being stopped; on other machines they may go on for nothing."""

Done = Callable[[ReportOutcome], None]


class Interrupted(Exception):  # noqa: N818 - not an error: somebody wished it
    """Somebody stopped the run; what is complete stays."""


def make_reports(requests: Sequence[ReportRequest], place: Place, ledger: Ledger, done: Done) -> list[ReportOutcome]:
    """Make all reports; one that fails leaves the others alone.

    No more are handed over than can be made at the same time, so that what the ledger calls running runs.

    Parameters
    ----------
    requests
        The reports to be made.
    place
        Where.
    ledger
        Told of each report before and after.
    done
        Called in this thread with each outcome as it comes.

    Returns
    -------
    list
        One outcome for each request, in the order of the requests.

    Raises
    ------
    Interrupted
        On Ctrl-C, when nothing runs any more and the ledger says so.
    """
    queue = deque(requests)
    running: dict[Future[ReportOutcome], ReportRequest] = {}
    outcomes: dict[str, ReportOutcome] = {}
    try:
        while queue or running:
            while queue and len(running) < place.slots:
                request = queue[0]
                ledger.running(request)
                running[place.executor.submit(make_report, request)] = queue.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                outcome = _outcome(future, running[future])
                ledger.ended(outcome)
                del running[future]
                outcomes[outcome.municipality] = outcome
                done(outcome)
    except KeyboardInterrupt:
        _stop(place, running, ledger)
        for request in queue:
            ledger.cancelled(request)
        raise Interrupted from None
    return [outcomes[request.municipality] for request in requests]


def _stop(place: Place, running: dict[Future[ReportOutcome], ReportRequest], ledger: Ledger) -> None:
    """End what runs, and enter how each report ended; one that was complete by then is done."""
    place.stop()
    for future in running:
        future.cancel()
    wait(running, timeout=STOP_SECONDS)
    for future, request in running.items():
        if future.done():
            ledger.ended(_outcome(future, request))
        else:
            ledger.cancelled(request)


def _outcome(future: Future[ReportOutcome], request: ReportRequest) -> ReportOutcome:
    try:
        return future.result()
    except CancelledError:
        ending = Ending("cancelled", reason="the executor cancelled it")
    except Exception as failure:  # the executor lost its worker: whatever it says, the others go on
        ending = Ending("killed", reason=f"the worker was lost: {type(failure).__name__}: {failure}")
    return ReportOutcome(request.municipality, request.name, None, ending.reason, ending, {})
