"""The ledger: what became of each report, written by the process that orders them.

It stands outside the notebooks and believes nothing that they say. Each line is on disk before the next step is taken,
so that a kill -9 leaves it true: what runs when the power fails is found running, and is entered as killed.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from evaluation.batch.keys import ReportKey
from evaluation.errors import ReportError
from evaluation.report import ReportOutcome, ReportRequest
from evaluation.spreadsheets import guarded

QUEUED, RUNNING, CANCELLED, KILLED, DONE = "queued", "running", "cancelled", "killed", "done"

COLUMNS = (
    "municipality",
    "name",
    "state",
    "made",
    "why",
    "seconds",
    "cpu_seconds",
    "peak_mib",
    "cell",
    "line",
    "reason",
    "kept",
    "parameters",
    "key",
    "hashes",
)
"""Columns of `ledger.csv`. `made` says whether this run made the report or found it unchanged, `why` why it made it;
`key` and `hashes` what it was made from and what came of it."""


@dataclass(frozen=True)
class Entry:
    """The last line of the ledger about a report; see `COLUMNS`."""

    municipality: str
    name: str
    state: str
    details: Mapping[str, Any]

    def cells(self) -> list[str]:
        """Return the entry as a row of `ledger.csv`."""
        values = {"municipality": self.municipality, "name": self.name, "state": self.state, **self.details}
        return [_text(values.get(column)) for column in COLUMNS]


class Ledger:
    """A ledger on disk, in the hands of one process.

    Raises
    ------
    ReportError
        Whenever it cannot be written: a run whose ledger is not true must stop.
    """

    def __init__(self, path: Path, *, changes: bool = True) -> None:
        """Open a ledger; with `changes`, what a killed run left running is entered as killed."""
        try:
            self._book = sqlite3.connect(path, isolation_level=None)
            self._book.execute("PRAGMA journal_mode=WAL")
            self._book.execute("PRAGMA synchronous=FULL")
            self._book.execute(
                "CREATE TABLE IF NOT EXISTS lines (number INTEGER PRIMARY KEY, municipality TEXT NOT NULL, "
                "name TEXT NOT NULL, state TEXT NOT NULL, details TEXT NOT NULL)"
            )
        except sqlite3.Error as fault:
            raise _unwritable(fault) from None
        if changes:
            self._close_the_killed()

    def _close_the_killed(self) -> None:
        stopped = [entry for entry in self.entries() if entry.state in (QUEUED, RUNNING)]
        ends = {RUNNING: (KILLED, "the run was killed while it made this report"), QUEUED: (CANCELLED, "not begun")}
        self._write(
            (entry.municipality, entry.name, ends[entry.state][0], {**entry.details, "reason": ends[entry.state][1]})
            for entry in stopped
        )

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def queued(self, requests: Iterable[tuple[ReportRequest, ReportKey, str]]) -> None:
        """Enter what is to be made, from what, and why."""
        self._write(
            (one.municipality, one.name, QUEUED, {"parameters": one.parameters, "key": key.text(), "why": why})
            for one, key, why in requests
        )

    def running(self, request: ReportRequest) -> None:
        """Enter that a report was begun."""
        self._write([(request.municipality, request.name, RUNNING, self._of(request.municipality))])

    def cancelled(self, request: ReportRequest) -> None:
        """Enter that a report will not be made in this run."""
        self._write([(request.municipality, request.name, CANCELLED, self._of(request.municipality))])

    def ended(self, outcome: ReportOutcome) -> None:
        """Enter what became of a report."""
        ending = outcome.ending
        details = {
            "made": outcome.made,
            "seconds": round(ending.seconds, 2),
            "cpu_seconds": round(ending.cpu_seconds, 2),
            "peak_mib": round(ending.peak_mib),
            "cell": ending.cell,
            "line": ending.line,
            "reason": outcome.reason,
            "kept": outcome.kept,
            "hashes": outcome.hashes,
        }
        known = self._of(outcome.municipality)
        self._write([(outcome.municipality, outcome.name, ending.state, {**known, **details})])

    def unchanged(self, request: ReportRequest, key: ReportKey, hashes: Mapping[str, str]) -> None:
        """Enter a report that stands since an earlier run."""
        content = {"parameters": request.parameters, "key": key.text(), "made": False, "hashes": dict(hashes)}
        self._write([(request.municipality, request.name, DONE, content)])

    def entries(self) -> list[Entry]:
        """Return the last line about each report, in the order of the municipalities."""
        rows = self._book.execute(
            "SELECT municipality, name, state, details FROM lines "
            "WHERE number IN (SELECT max(number) FROM lines GROUP BY municipality) ORDER BY municipality"
        )
        return [Entry(one, name, state, json.loads(details)) for one, name, state, details in rows]

    def _of(self, municipality: str) -> dict[str, Any]:
        """Return what was entered when the report was queued."""
        row = self._book.execute(
            "SELECT details FROM lines WHERE municipality = ? ORDER BY number DESC LIMIT 1", (municipality,)
        ).fetchone()
        details: dict[str, Any] = json.loads(row[0]) if row else {}
        return {name: value for name, value in details.items() if name in ("parameters", "key", "why")}

    def _write(self, lines: Iterable[tuple[str, str, str, Mapping[str, Any]]]) -> None:
        rows = [(one, name, state, json.dumps(details, ensure_ascii=False)) for one, name, state, details in lines]
        try:
            self._book.execute("BEGIN IMMEDIATE")
            self._book.executemany("INSERT INTO lines (municipality, name, state, details) VALUES (?, ?, ?, ?)", rows)
            self._book.execute("COMMIT")
        except sqlite3.Error as fault:
            raise _unwritable(fault) from None


def _unwritable(fault: sqlite3.Error) -> ReportError:
    return ReportError(
        f"The ledger of the run cannot be written ({fault}), so the run stops. Reports that are complete stay. "
        "Make room on the disk and give the same command again; it goes on where it stopped."
    )


def write_ledger_table(entries: Sequence[Entry], path: Path) -> None:
    """Write the ledger as CSV with the columns of `COLUMNS`."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(entry.cells() for entry in entries)


def read_ledger_table(path: Path) -> dict[str, dict[str, str]]:
    """Read a ledger from CSV: its rows by municipality; none if it is not there or not a ledger of this version."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    return {row["municipality"]: row for row in rows if set(COLUMNS) <= row.keys()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return guarded(" ".join(str(value).split()))
