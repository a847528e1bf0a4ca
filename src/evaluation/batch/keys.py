"""What a report was made from, as fingerprints: if all are the same, it need not be made again."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from pathlib import Path

from evaluation.report import ReportRequest

_PACKAGE = Path(__file__).resolve().parents[1]
_LOOK = ("typst", "fonts")
"""Rooms of which all files that are no code belong to the look of a report."""
_DIGITS = 12


@dataclass(frozen=True)
class ReportKey:
    """Fingerprints of everything that a report is made from.

    Attributes
    ----------
    notebook, parameters, findings, template, code, lock
        The notebook; the values for it; the findings of the municipality with what all reports share; template and
        fonts; the code of this package; Python and the versions of all installed libraries.
    """

    notebook: str
    parameters: str
    findings: str
    template: str
    code: str
    lock: str

    def text(self) -> str:
        """Return the key as one line."""
        return " ".join(f"{name}={value}" for name, value in asdict(self).items())

    def changed_since(self, text: str) -> list[str]:
        """Return what differs from an earlier key in its one line."""
        before = dict(part.partition("=")[::2] for part in text.split())
        return [name for name, value in asdict(self).items() if before.get(name) != value]


@dataclass(frozen=True)
class Fingerprints:
    """What all reports of a run share."""

    notebook: str
    template: str
    code: str
    lock: str

    def key(self, request: ReportRequest, findings: str) -> ReportKey:
        """Return the key of a report, given the fingerprint of its findings."""
        parameters = fingerprint(json.dumps(request.parameters, sort_keys=True).encode())
        return ReportKey(self.notebook, parameters, findings, self.template, self.code, self.lock)


def fingerprints_of(notebook: Path) -> Fingerprints:
    """Take the fingerprints of a notebook, of this package, and of what is installed."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo"))
    look = [path for path in files if path.relative_to(_PACKAGE).parts[0] in _LOOK and path.suffix != ".py"]
    code = [path for path in files if path not in look and path.relative_to(_PACKAGE).parts[0] != "demo"]
    installed = sorted({f"{one.metadata['Name']}=={one.version}" for one in distributions()})
    lock = json.dumps([platform.python_version(), *installed]).encode()
    return Fingerprints(fingerprint(notebook.read_bytes()), _of_files(look), _of_files(code), fingerprint(lock))


def fingerprint(*contents: bytes) -> str:
    """Return the first digits of a SHA-256."""
    return fingerprint_of_digests(*(hashlib.sha256(content).digest() for content in contents))


def fingerprint_of_digests(*digests: bytes) -> str:
    """Return the fingerprint of contents of which the SHA-256 are known."""
    return hashlib.sha256(b"".join(digests)).hexdigest()[:_DIGITS]


def _of_files(paths: list[Path]) -> str:
    return fingerprint(
        *(part for path in paths for part in (str(path.relative_to(_PACKAGE)).encode(), path.read_bytes()))
    )
