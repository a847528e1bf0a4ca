"""The machine-readable annex of a run: CSV files for machines and a workbook for officers, from findings alone."""

from evaluation.annex.files import write_annex

__all__ = ["write_annex"]
