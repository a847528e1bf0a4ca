"""The machine-readable annex of a run: CSV files for machines and a workbook for officers, from findings alone."""

from evaluation.annex.files import FOLDER, write_annex

__all__ = ["FOLDER", "write_annex"]
