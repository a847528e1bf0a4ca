"""The annex as a job: the inside of a child that writes it while others make the reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation.annex.files import write_annex
from evaluation.engine.jobs import Send
from evaluation.errors import ReportError
from evaluation.findings import read_findings
from evaluation.language import speaking


def annex_job(payload: dict[str, Any], _: Send) -> dict[str, Any]:
    """Write the annex of the folder `findings` into `folder`, in `language`.

    Raises
    ------
    ReportError
        If there is no room for it.
    FindingsError
        If the findings are not whole.
    """
    try:
        with speaking(payload["language"]):
            write_annex(read_findings(Path(payload["findings"])), Path(payload["folder"]))
    except OSError as failure:
        raise ReportError(f"it could not be written: {failure.strerror or failure}") from None
    return {"complete": True}
