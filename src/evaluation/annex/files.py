"""Write the annex: four CSV files, and the workbook that shows the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from evaluation.annex.layout import LONG_CSV, TEXT_COLUMNS, WIDE_CSV
from evaluation.annex.rows import common_indicators, is_hidden, programme_results, rows_of_the_whole_term
from evaluation.annex.workbook import Tables, write_workbook
from evaluation.findings import SUPPRESSED_MARK, Findings
from evaluation.formats import treatment
from evaluation.spreadsheets import guarded

FOLDER = "annex"


def write_annex(findings: Findings, folder: Path) -> None:
    """Write the folder `annex` with the results of all projects over the whole term.

    The CSV files are in UTF-8 with commas, decimal points and English headings; a suppressed number is ".", an absent
    one is empty. Where counts are not exact, a last column `counts` says how they were treated. Words for the reader,
    and all of the workbook, are in the language spoken (`evaluation.language`). The same findings in the same language
    give the same bytes.

    Parameters
    ----------
    findings
        Protected results.
    folder
        Folder of a run.
    """
    annex = folder / FOLDER
    annex.mkdir()
    rows = rows_of_the_whole_term(findings)
    tables = Tables(
        output=common_indicators(rows, "CO"),
        result=common_indicators(rows, "CR"),
        programme=programme_results(rows),
        everything=rows,
    )
    treated = _treatment(findings)
    _write_csv(tables.output, WIDE_CSV, annex / "output_indicators.csv", treated)
    _write_csv(tables.result, WIDE_CSV, annex / "result_indicators.csv", treated)
    _write_csv(tables.programme, LONG_CSV, annex / "programme_results.csv", treated)
    _write_csv(tables.everything, LONG_CSV, annex / "indicators.csv", treated)
    write_workbook(findings, tables, annex / "annex.xlsx")


def _treatment(findings: Findings) -> str:
    """Return in words for machines how counts were treated; empty if they are exact."""
    choices = findings.plan.disclosure
    if not treatment(findings):
        return ""
    if choices.rounding_base is not None:
        return f"rounded to multiples of {choices.rounding_base}"
    return f"deviates by up to {choices.largest_deviation}"


def _write_csv(rows: pd.DataFrame, columns: Sequence[str], path: Path, treated: str) -> None:
    """Write columns of rows as CSV; text that a spreadsheet could take for a formula has an apostrophe before it."""
    cells = {name: _text(rows[name]) if name in TEXT_COLUMNS else _numbers(rows, name) for name in columns}
    more = {"counts": treated} if treated else {}
    pd.DataFrame(cells).assign(**more).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _text(column: pd.Series) -> pd.Series:
    return column.map({text: guarded(text) for text in column.dropna().unique()})


def _numbers(rows: pd.DataFrame, name: str) -> pd.Series:
    numbers = rows[name]
    if pd.api.types.is_float_dtype(numbers):
        numbers = numbers.astype("Float64").map(lambda value: f"{value:.10g}", na_action="ignore")
    return numbers.astype("str").mask(rows[name].isna()).mask(is_hidden(rows, name), SUPPRESSED_MARK)
