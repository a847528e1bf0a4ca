"""Evidence: what went in, what came out, with which code; and where two findings differ."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path

from evaluation.errors import VerificationError
from evaluation.results import KEY_COLUMNS

NAME = "manifest.json"
_LIBRARIES = (
    "pandas",
    "numpy",
    "scipy",
    "statsmodels",
    "networkx",
    "matplotlib",
    "papermill",
    "typst",
    "babel",
    "xlsxwriter",
)
_UNREPEATABLE = ("ledger.csv", "notebooks/", "failed/")
"""Outputs that hold timings and ids: they are evidence of one run and not of the result."""

_NAMING = (*KEY_COLUMNS, "month")
"""Columns that tell an auditor which row is meant; in results and curves they name it."""


@dataclass(frozen=True)
class Difference:
    """One cell of the findings that differs.

    Attributes
    ----------
    file
        Name of the file.
    row
        Its row in the file that was expected, in the one that was got if only that has it; the header is row 1. None
        means the whole file.
    column
        Its column; None means the whole row.
    expected, got
        What stands there, as text.
    of
        Indicator, project and so on of the row, as far as its table has them.
    """

    file: str
    row: int | None
    column: str | None
    expected: str
    got: str
    of: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the difference as one line."""
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        place += f" ({', '.join(self.of)})" if self.of else ""
        place += f", column {self.column}" if self.column else ""
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
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
    """Yield the differing cells and rows; nothing if the file cannot be read as a table, or its cells are the same."""
    try:
        tables = [list(csv.reader(io.StringIO(content.decode(), newline=""))) for content in (expected, got)]
    except (UnicodeDecodeError, csv.Error):
        return
    (header, *rows), (other_header, *other_rows) = (table or [[]] for table in tables)
    if header != other_header:
        yield Difference(name, 1, None, ",".join(header), ",".join(other_header))
        return
    naming = [place for place, column in enumerate(header) if column in _NAMING]
    before, after = _named_rows(rows, naming), _named_rows(other_rows, naming)
    for row in dict.fromkeys((*before, *after)):
        of = tuple(text for text in row[0] if text)
        if row not in after:
            yield Difference(name, before[row][0], None, "a row", "no such row", of)
        elif row not in before:
            yield Difference(name, after[row][0], None, "no such row", "a row", of)
        else:
            (number, cells), (_, other_cells) = before[row], after[row]
            for column, was, now in zip_longest(header, cells, other_cells, fillvalue="no such cell"):
                if was != now:
                    yield Difference(name, number, column, was, now, of)


def _named_rows(rows: list[list[str]], naming: list[int]) -> dict[tuple[tuple[str, ...], int], tuple[int, list[str]]]:
    """Return number and cells of each row, by its name and how many of the same name stand before it."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for number, cells in enumerate(rows, start=2):
        name = tuple(cells[place] for place in naming if place < len(cells))
        found[name, seen[name]] = number, cells
        seen[name] += 1
    return found
