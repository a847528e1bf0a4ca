"""The door: what nbconvert and JupyterLab call."""

import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from evaluation.errors import ReportError
from evaluation.typst import BLOCK_MIME, QuartierPDFExporter


def test_entry_point():
    exporter = get_exporter("quartier-pdf")
    assert exporter is QuartierPDFExporter
    assert exporter().file_extension == ".pdf"
    assert exporter.output_mimetype == "application/pdf"
    assert exporter.export_from_notebook


def test_export_from_a_file(notebooks, tmp_path):
    path = tmp_path / "ein_bericht.ipynb"
    nbformat.write(notebooks.notebook(notebooks.emit(notebooks.table())), path)
    pdf, resources = QuartierPDFExporter().from_filename(str(path))
    assert pdf.startswith(b"%PDF-1.7")
    assert resources["output_extension"] == ".pdf"
    assert list(tmp_path.iterdir()) == [path]
    assert QuartierPDFExporter().from_filename(str(path))[0] == pdf


def test_errors_reach_the_caller(notebooks):
    with pytest.raises(ReportError, match="cell 1"):
        QuartierPDFExporter().from_notebook_node(notebooks.notebook(notebooks.prose("![x](y.png)")))


def test_fonts_and_block_type_are_cheap_to_import():
    # The figures ask for the font in every kernel; nbconvert and typst would cost a second each time.
    code = (
        "import sys, evaluation.fonts, evaluation.typst; evaluation.typst.BLOCK_MIME; "
        "print([name for name in ('nbconvert', 'nbformat', 'typst', 'fontTools') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert BLOCK_MIME == "application/vnd.quartier.block+json"
