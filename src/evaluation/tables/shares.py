"""The table of shares: numerator, denominator, share, interval, unknown cases and what they could change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation import formats
from evaluation.blocks import Column, Row, Table
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import ProjectPart, code_of, source_note, total_of

_SHARE_COLUMNS = (
    noted("von"),
    noted("Anteil"),
    noted("{level}-Intervall"),
    noted("unbekannt"),
    noted("Anteil unter Bekannten"),
    noted("mögliche Spanne"),
    noted("noch nicht beurteilbar"),
)
"""Heads of the columns behind the numerators."""


def plain_table(
    title: str, first: str, others: Sequence[str], rows: list[Row], notes: list[str], summary: str
) -> Table:
    """Return a table whose first column holds words and whose others hold numbers."""
    columns = [Column(label=first, align="left", weight=1.6), *(Column(label=name, align="right") for name in others)]
    return Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary)


def section(project: ProjectPart) -> Row:
    """Return the row that heads the rows of a project."""
    return Row(kind="section", cells=[project.heading])


def said_once(rows: list[Row], columns: int, sentence: str) -> list[Row]:
    """Return the rows, or one row that says why there are none."""
    return rows or [Row(cells=[sentence, *[formats.NOTHING] * (columns - 1)])]


def share_table(
    findings: Findings, title: str, first: str, rows: list[Row], summary: str, *, counted: str | None = None
) -> Table:
    """Return a table of shares; `counted` heads the numerators, if they are not the employed."""
    level = formats.percent(findings.plan.confidence_level).replace(" ", "-").replace("\u00a0", "-")
    others = [counted or say("beschäftigt"), *(say(name, level=level) for name in _SHARE_COLUMNS)]
    notes = [
        say(
            "Unbekannte Fälle stehen im Nenner. „Mögliche Spanne“: Anteil, wenn auf keinen oder auf alle unbekannten "
            "Fälle zutrifft, was gezählt wird. Intervall nach Wilson. Bruttoergebnisse, keine Wirkungen."
        ),
        formats.legend(),
        source_note(findings),
    ]
    return plain_table(title, first, others, rows, notes, summary)


def share_row(label: str, row: ResultRow) -> Row:
    """Return the row of one share, or of the reason why there is none."""
    if row.status == Status.NOT_COLLECTED:
        nothing = [formats.NOTHING] * (len(_SHARE_COLUMNS) - 2)
        cells = [formats.NOTHING, formats.NOTHING, formats.NO_NUMBER[Status.NOT_COLLECTED], *nothing]
        return Row(cells=[label, *cells])
    cells = [
        formats.number_of(row, "events"),
        formats.number_of(row, "n"),
        formats.share_of(row),
        formats.interval_of(row),
        formats.number_of(row, "unknown"),
        formats.known_share_of(row),
        formats.bounds_of(row),
        formats.number_of(row, "not_mature"),
    ]
    return Row(kind="total" if row.group == TOTAL else "body", cells=[label, *cells])


def coded_rows(findings: Findings, project: ProjectPart, labels: Mapping[str, str]) -> list[Row]:
    """Return the share of each indicator of the project's rule set over all cases, with its code."""
    rows = []
    for indicator, label in labels.items():
        row = total_of(findings, project, indicator)
        if row is not None and known_to(findings, project, indicator):
            rows.append(share_row(coded(findings, project, indicator, label), row).model_copy(update={"kind": "body"}))
    return rows


def known_to(findings: Findings, project: ProjectPart, indicator: str) -> bool:
    """Return whether the rule set of a project knows an indicator."""
    if "known" not in findings.derived:
        known = findings.definitions
        findings.derived["known"] = set(zip(known["indicator"], known["rule_set"], strict=True))
    return (indicator, project.rule_set) in findings.derived["known"]


def coded(findings: Findings, project: ProjectPart, indicator: str, label: str) -> str:
    """Return a label with the code of the indicator, if it has one."""
    code = code_of(findings, project, indicator)
    return f"{label} ({code})" if code else label
