"""One report: a notebook, its parameters, and the PDF that comes of it."""

from evaluation.report.execution import NOTEBOOKS, CellError, execute
from evaluation.report.make import Kernel, ProgrammeRequest, ReportOutcome, ReportRequest, make_report
from evaluation.report.parameters import (
    FINDINGS_BESIDE,
    IndicatorsParameters,
    ProgrammeParameters,
    ReportParameters,
    checked_parameters,
)

__all__ = [
    "FINDINGS_BESIDE",
    "NOTEBOOKS",
    "CellError",
    "IndicatorsParameters",
    "Kernel",
    "ProgrammeParameters",
    "ProgrammeRequest",
    "ReportOutcome",
    "ReportParameters",
    "ReportRequest",
    "checked_parameters",
    "execute",
    "make_report",
]
