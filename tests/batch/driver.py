"""Makes slow small reports with a ledger until it is killed; a test runs it as a process of its own."""

import signal
import sys
from pathlib import Path

from evaluation.batch import Interrupted, Ledger, ReportKey, local_processes, locked, make_reports
from evaluation.report import ReportRequest


def main() -> int:
    """Make the reports of the municipalities named on the command line, two at a time."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts a job in the background without it
    folder, notebook, *municipalities = sys.argv[1:]
    run = Path(folder)
    requests = [ReportRequest(key, "Ort", Path(notebook), run) for key in municipalities]
    key = ReportKey(*["0"] * 6)
    with locked(run.parent), Ledger(run / "ledger.sqlite") as ledger:
        done = {entry.municipality for entry in ledger.entries() if entry.state == "done"}
        wanted = [request for request in requests if request.municipality not in done]
        ledger.queued([(request, key, "no report yet") for request in wanted])
        with local_processes(2) as place:
            try:
                make_reports(wanted, place, ledger, lambda outcome: print(outcome.municipality, flush=True))  # noqa: T201
            except Interrupted:
                return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
