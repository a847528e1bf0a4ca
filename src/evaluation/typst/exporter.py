"""The door for nbconvert, and so for JupyterLab: ``jupyter nbconvert --to quartier-pdf report.ipynb``."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default

from evaluation.typst.compile import compile_document
from evaluation.typst.document import build_document


class QuartierPDFExporter(Exporter):
    """Export an executed notebook to an archivable and accessible PDF (PDF/A-2a and PDF/UA-1)."""

    export_from_notebook = "Evaluation report (PDF/A, PDF/UA)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # the base class says notebook, and every subclass gives its own
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Convert a notebook.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            An executed notebook.
        resources : dict, optional
            What nbconvert knows besides; the name in its metadata is the title of last resort.
        **kw
            Accepted because nbconvert passes them.

        Returns
        -------
        tuple of bytes and dict
            The PDF and the resources.

        Raises
        ------
        evaluation.errors.ReportError
            If the notebook is not a report.
        """
        node, resources = super().from_notebook_node(nb, resources, **kw)
        name = str(resources.get("metadata", {}).get("name") or "notebook")
        return compile_document(build_document(node, name)), resources
