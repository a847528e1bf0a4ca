"""Evidence: what went in, what came out, with which code; and where two findings differ."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path

from evaluation.errors import VerificationError

NAME = "manifest.json"
_LIBRARIES = ("pandas", "numpy", "statsmodels", "matplotlib", "papermill", "typst", "babel", "xlsxwriter")
_UNREPEATABLE = ("ledger.csv", "notebooks/", "failed/")
"""Outputs that hold timings and ids: they are evidence of one run and not of the result."""


@dataclass(frozen=True)
class Difference:
    """One cell of the findings that differs; row 1 is the header, None means the whole file."""

    file: str
    row: int | None
    column: str | None
    expected: str
    got: str

    def line(self) -> str:
        """Return the difference as one line."""
        place = self.file if self.row is None else f"{self.file}, row {self.row}, column {self.column}"
        return f"{place}: expected {self.expected!r}, got {self.got!r}"


def write_manifest(
    folder: Path, sources: Mapping[str, str], notebooks: Mapping[str, Path], made_from: str = ""
) -> None:
    """Write `manifest.json` over everything in the folder of a run.

    It holds no time and no path of the machine, so that two runs of the same inputs write the same manifest.

    Parameters
    ----------
    folder
        Folder of the run, complete but for the manifest.
    sources
        SHA-256 of each source file.
    notebooks
        The notebooks that were executed, by name.
    made_from
        Fingerprint of everything that the findings follow from: plan, sources, notebook, code, libraries.
    """
    outputs = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(_UNREPEATABLE)
    }
    content = {
        "package": version("quartier-evaluation"),
        "made_from": made_from,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "sources": dict(sorted(sources.items())),
        "notebooks": {name: sha256(path) for name, path in sorted(notebooks.items())},
        "outputs": outputs,
    }
    (folder / NAME).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """Read the manifest of a run.

    Raises
    ------
    VerificationError
        If there is none, or it is damaged.
    """
    try:
        content: dict[str, dict[str, str]] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VerificationError(f"{folder}: there is no {NAME}; this is not the folder of a run.") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as fault:
        raise VerificationError(f"{folder / NAME} is damaged: {fault}") from None
    if not isinstance(content, dict) or not all(isinstance(content.get(name), dict) for name in ("sources", "outputs")):
        raise VerificationError(f"{folder / NAME} is damaged: it must list sources and outputs")
    return content


def made_from(folder: Path) -> str:
    """Return the fingerprint of everything that the findings of a run follow from; empty if it is not known."""
    try:
        known: object = read_manifest(folder).get("made_from", "")
    except VerificationError:
        return ""
    return known if isinstance(known, str) else ""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def changed_outputs(folder: Path) -> Iterator[Difference]:
    """Yield each output of a run whose bytes are no longer those of the manifest."""
    for name, expected in read_manifest(folder)["outputs"].items():
        path = folder / name
        got = sha256(path) if path.is_file() else "no such file"
        if got != expected:
            yield Difference(name, None, None, expected, got)


def changed_sources(folder: Path, fingerprints: Mapping[str, str]) -> Iterator[Difference]:
    """Yield each source file that is not the one that the run used."""
    used = read_manifest(folder)["sources"]
    for name in sorted(used.keys() | fingerprints.keys()):
        expected, got = used.get(name, "no such file"), fingerprints.get(name, "no such file")
        if expected != got:
            yield Difference(name, None, None, expected, got)


def changed_cells(folder: Path, computed: Mapping[str, bytes]) -> Iterator[Difference]:
    """Yield each cell of the findings of a run that differs from the findings computed again.

    Parameters
    ----------
    folder
        The findings folder of the run; its cells are what is expected.
    computed
        Files of the findings computed again, by name.
    """
    for name, content in sorted(computed.items()):
        path = folder / name
        if not path.is_file():
            yield Difference(name, None, None, "no such file", "a file")
        elif path.read_bytes() != content:
            cells = list(_changed_cells(name, path.read_bytes(), content)) if name.endswith(".csv") else []
            yield from cells or [Difference(name, None, None, sha256(path), hashlib.sha256(content).hexdigest())]


def _changed_cells(name: str, expected: bytes, got: bytes) -> Iterator[Difference]:
    """Yield the differing cells; nothing if the file cannot be read as a table, or its cells are the same."""
    try:
        rows = [list(csv.reader(io.StringIO(content.decode(), newline=""))) for content in (expected, got)]
    except (UnicodeDecodeError, csv.Error):
        return
    headers = [table[0] if table else [] for table in rows]
    if headers[0] != headers[1]:
        yield Difference(name, 1, None, ",".join(headers[0]), ",".join(headers[1]))
        return
    if len(rows[0]) != len(rows[1]):
        yield Difference(name, None, None, f"{len(rows[0]) - 1} rows", f"{len(rows[1]) - 1} rows")
    for number, (one, other) in enumerate(zip(*rows, strict=False), start=1):
        for column, before, after in zip_longest(headers[1], one, other, fillvalue="no such cell"):
            if before != after:
                yield Difference(name, number, column, before, after)
