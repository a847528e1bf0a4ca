"""One report: a notebook, its parameters, and the PDF that comes of it.

Parameters are typed models. They are checked against the parameters that the notebook declares before any kernel
starts, because papermill only warns of a misspelt one and runs on with the default.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from traitlets.config import Config

from evaluation.errors import EvaluationError, ParameterError, ReportError
from evaluation.folders import private_folder
from evaluation.language import Language
from evaluation.typst import QuartierPDFExporter

KERNEL_START_SECONDS = 120
"""Patience with a kernel that starts on a busy machine."""

NOTEBOOKS = "notebooks"
"""Folder of the executed notebooks in the folder of a run; they can be run again where they lie."""

FINDINGS_BESIDE = "../findings"
"""The findings of a run as its executed notebooks see them."""

_OWN_ERRORS = {kind.__name__ for kind in EvaluationError.__subclasses__()}


class _Parameters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class IndicatorsParameters(_Parameters):
    """Parameters of `notebooks/indicators.ipynb`."""

    data: Annotated[str, Field(min_length=1)]
    """Folder of the source tables."""
    plan: Annotated[str, Field(min_length=1)]
    """File of the analysis plan."""
    funding_rounds: list[str] = []
    """Funding rounds instead of those of the plan; empty: as in the plan."""
    earlier: list[str] = []
    """Folders of the findings of earlier editions, which everybody may have read."""
    internal: bool = False
    """Whether nothing is hidden, for evaluators with access to the data alone."""
    findings: Annotated[str, Field(min_length=1)]
    """Folder to which the findings are written."""


class ReportParameters(_Parameters):
    """Parameters of `notebooks/municipality_report.ipynb`."""

    findings: Annotated[str, Field(min_length=1)]
    """Folder of the findings."""
    municipality: Annotated[str, Field(pattern=r"^\d{8}$")]
    """Municipality key (AGS), text with leading zeros."""
    language: Language = "de"
    """Language of the report; its source is German."""


def checked_parameters(model: type[BaseModel], values: dict[str, object], notebook: Path) -> dict[str, Any]:
    """Check parameters against their model and against the notebook that will receive them.

    Returns
    -------
    dict
        Plain values for papermill.

    Raises
    ------
    ParameterError
        If a value is of the wrong kind, or the notebook does not declare a parameter.
    """
    try:
        parameters = model.model_validate(values)
    except ValidationError as invalid:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in invalid.errors())
        raise ParameterError(f"{notebook.name}: {faults}") from None
    if not notebook.is_file():
        raise ParameterError(
            f"{notebook}: there is no such notebook. Give the folder of the notebooks with --notebooks."
        )
    try:
        declared = set(papermill.inspect_notebook(str(notebook)))
    except (ValueError, KeyError) as fault:
        raise ParameterError(f"{notebook}: papermill cannot read this as a notebook with parameters: {fault}") from None
    unknown = sorted(set(type(parameters).model_fields) - declared)
    if unknown:
        raise ParameterError(
            f"{notebook.name} does not declare the parameter(s) {', '.join(unknown)}. It declares: "
            f"{', '.join(sorted(declared)) or 'none; tag one cell with `parameters`'}"
        )
    return parameters.model_dump()


def execute(
    notebook: Path, parameters: dict[str, Any], output: Path, folder: Path, *, sees_persons: bool = True
) -> None:
    """Execute a notebook in a fresh kernel that works in `folder`, and write the executed copy to `output`.

    The copy holds no path of the machine but those among the parameters.

    Raises
    ------
    ReportError
        If a cell fails. The message names the cell and the reason; but where the notebook sees persons, it quotes
        only errors of this package, because the text of any other may hold personal data.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as private:
            papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=parameters,
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                cwd=str(folder),
                start_timeout=KERNEL_START_SECONDS,
                config=_connection(Path(private)),
            )
        _without_machine(output)
    except PapermillExecutionError as failure:
        quotable = not sees_persons or failure.ename in _OWN_ERRORS
        reason = failure.evalue if quotable else "see the cell in JupyterLab"
        raise ReportError(f"{notebook.name}, cell {failure.cell_index}: {failure.ename}: {reason}") from None
    except (RuntimeError, TimeoutError) as failure:  # the kernel died or did not start
        raise ReportError(f"{notebook.name}: {failure}") from None


def _without_machine(executed: Path) -> None:
    """Take the paths of this machine out of what papermill notes about the execution."""
    notebook = nbformat.read(executed, as_version=4)
    notes = notebook.metadata["papermill"]
    for name in ("input_path", "output_path"):
        notes[name] = Path(notes[name]).name
    nbformat.write(notebook, executed)


def _connection(private: Path) -> Config:
    """Let the kernel talk over files in a private folder: kernels that start at once cannot clash over a port."""
    if os.name != "posix":
        return Config()
    return Config(ConnectionFileMixin={"transport": "ipc", "connection_file": str(private / "kernel.json")})


@dataclass(frozen=True)
class ReportRequest:
    """One report to be made.

    Attributes
    ----------
    municipality, name
        Key (AGS) and name of the municipality.
    notebook
        The notebook that becomes the report.
    folder
        Folder of the run; holds `findings`, receives the PDF and the executed notebook.
    """

    municipality: str
    name: str
    notebook: Path
    folder: Path

    @property
    def stem(self) -> str:
        """Name of the files without ending: the key and the name in plain letters."""
        return f"{self.municipality}-{plain_letters(self.name)}"


@dataclass(frozen=True)
class ReportOutcome:
    """What became of a request: the name of the PDF, or the reason why there is none."""

    municipality: str
    name: str
    pdf: str | None
    reason: str | None
    seconds: float


def make_report(request: ReportRequest) -> ReportOutcome:
    """Make one report: execute the notebook, set the PDF, and put both into place when both are complete."""
    began = time.monotonic()
    try:
        pdf = _make(request)
        reason = None
    except EvaluationError as failure:
        pdf, reason = None, str(failure)
    except Exception as failure:  # whatever breaks here must not break the other reports; no personal data is near
        pdf, reason = None, f"{type(failure).__name__}: {failure}"
    return ReportOutcome(request.municipality, request.name, pdf, reason, time.monotonic() - began)


def _make(request: ReportRequest) -> str:
    values: dict[str, object] = {"findings": FINDINGS_BESIDE, "municipality": request.municipality}
    parameters = checked_parameters(ReportParameters, values, request.notebook)
    with private_folder(request.folder) as private:
        executed = private / f"{request.stem}.ipynb"
        execute(request.notebook, parameters, executed, request.folder / NOTEBOOKS, sees_persons=False)
        content, _ = QuartierPDFExporter().from_notebook_node(nbformat.read(executed, as_version=4))
        pdf = executed.with_suffix(".pdf")
        pdf.write_bytes(content)
        executed.replace(request.folder / NOTEBOOKS / executed.name)
        pdf.replace(request.folder / pdf.name)
    return pdf.name


def plain_letters(name: str) -> str:
    """Write a name with a-z, 0-9 and hyphens, at most 40 characters, for the name of a file."""
    german = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(german)).strip("-")[:40] or "gemeinde"
