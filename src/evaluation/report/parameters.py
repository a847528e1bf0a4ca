"""Parameters of the notebooks, as typed models.

They are checked against the parameters that the notebook declares before anything runs, because papermill only warns
of a misspelt one and runs on with the default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.errors import ParameterError
from evaluation.language import Language

FINDINGS_BESIDE = "../findings"
"""The findings of a run as its executed notebooks see them."""


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


class ProgrammeParameters(_Parameters):
    """Parameters of `notebooks/programme_report.ipynb`."""

    findings: Annotated[str, Field(min_length=1)]
    """Folder of the findings."""
    funding_round: Annotated[str, Field(min_length=1)]
    """Code of the funding round."""
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
    import papermill  # deferred: it takes seconds, and other faults are told before

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
