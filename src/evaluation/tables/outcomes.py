"""Tables of participants: entries, exits, placement, stabilised employment, targets."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import (
    ProjectPart,
    group_rows,
    projects_in_order,
    rows_of,
    source_note,
    total_of,
)

_SHARE_COLUMNS = (
    "beschäftigt",
    "von",
    "Anteil",
    "95-%-Intervall",
    "unbekannt",
    "Anteil unter Bekannten",
    "mögliche Spanne",
    "noch nicht beurteilbar",
)


def _table(title: str, first: str, others: Sequence[str], rows: list[Row], notes: list[str], summary: str) -> Table:
    columns = [Column(label=first, align="left", weight=1.6), *(Column(label=name, align="right") for name in others)]
    return Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary)


def _section(project: ProjectPart) -> Row:
    return Row(kind="section", cells=[project.heading])


def data_basis(findings: Findings) -> Display:
    """Show how many persons entered, left, and have a complete record, for each project."""
    rows = []
    for project in projects_in_order(findings):
        cells = [project.heading]
        for name in ("entries", "exits", "incomplete_records"):
            row = total_of(findings, project, name)
            cells.append(formats.NOTHING if row is None else formats.number_of(row, "events"))
        rows.append(Row(cells=cells))
    notes = [
        "Unvollständige Datensätze zählen nur bei den Ein- und Austritten mit. Eine verweigerte Antwort ist keine "
        "fehlende.",
        formats.LEGEND,
        source_note(findings),
    ]
    headings = ("Eintritte", "Austritte", "unvollständige Datensätze")
    summary = "Eintritte, Austritte und unvollständige Datensätze für jedes Projekt."
    return display(_table("Datengrundlage", "Projekt und Förderrunde", headings, rows, notes, summary))


def entries_and_exits(findings: Findings) -> Display:
    """Show entries and exits by gender and by year quarter, for each project."""
    rows = []
    for project in projects_in_order(findings):
        rows.append(_section(project))
        exits = {row.group: row for row in rows_of(findings, project, "exits").itertuples()}
        for row in rows_of(findings, project, "entries").itertuples():
            cells = [formats.number_of(row, "events"), formats.number_of(exits[row.group], "events")]
            rows.append(Row(kind="total" if row.group == TOTAL else "body", cells=[words.GROUPS[row.group], *cells]))
    notes = [formats.LEGEND, source_note(findings)]
    summary = "Eintritte und Austritte insgesamt und nach Geschlecht für jedes Projekt."
    title = "Ein- und Austritte nach Geschlecht"
    return display(_table(title, "Gruppe", ("Eintritte", "Austritte"), rows, notes, summary))


def placement(findings: Findings) -> Display:
    """Show placement at exit with numerator, denominator and unknown cases, for each project and gender."""
    rows = []
    for project in projects_in_order(findings):
        code = _code(findings, project, "placement")
        rows.append(Row(kind="section", cells=[f"{project.heading} – {code}"]))
        rows += [_share_row(words.GROUPS[row.group], row) for row in group_rows(findings, project, "placement")]
    summary = (
        "Beschäftigung bei Austritt: Zähler, Nenner, Anteil, Intervall und unbekannte Fälle je Projekt und Gruppe."
    )
    return display(_share_table(findings, "Beschäftigung bei Austritt", "Gruppe", rows, summary))


def stability(findings: Findings) -> Display:
    """Show stabilised employment, a table for each mode of the plan, for each project, horizon and gender."""
    modes = reversed(findings.plan.stability.modes)
    return display(*(_stability_table(findings, mode) for mode in modes))


def _stability_table(findings: Findings, mode: str) -> Table:
    rows = []
    horizons = findings.plan.stability.horizons_months
    for project in projects_in_order(findings):
        rows.append(_section(project))
        for months in horizons:
            for row in group_rows(findings, project, f"stabilised_{months}_{mode}"):
                label = _months(months) if row.group == TOTAL else f"– {words.GROUPS[row.group]}"
                rows.append(_share_row(label, row))
    word = words.MODES[mode]
    summary = (
        f"Stabilisierte Beschäftigung ({word}) nach {', '.join(map(str, horizons))} Monaten je Projekt und Gruppe."
    )
    return _share_table(findings, f"Stabilisierte Beschäftigung, {word}", "Horizont und Gruppe", rows, summary)


def _months(number: int) -> str:
    return "1 Monat" if number == 1 else f"{number} Monate"


def _share_table(findings: Findings, title: str, first: str, rows: list[Row], summary: str) -> Table:
    level = formats.percent(findings.plan.confidence_level)
    others = [name.replace("95-%", level.replace(" ", "-").replace(" ", "-")) for name in _SHARE_COLUMNS]
    notes = [
        "Unbekannte Fälle stehen im Nenner. „Mögliche Spanne“: Anteil, wenn keiner oder alle unbekannten Fälle "
        "beschäftigt waren. Intervall nach Wilson. Bruttoergebnisse, keine Wirkungen.",
        formats.LEGEND,
        source_note(findings),
    ]
    return _table(title, first, others, rows, notes, summary)


def _share_row(label: str, row: ResultRow) -> Row:
    if row.status == Status.NOT_COLLECTED:
        nothing = [formats.NOTHING] * (len(_SHARE_COLUMNS) - 3)
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


def _code(findings: Findings, project: ProjectPart, indicator: str) -> str:
    known = findings.definitions
    rows = known[(known["indicator"] == indicator) & (known["rule_set"] == project.rule_set)]
    code = rows["code"].iloc[0] if len(rows) else None
    return f"ESF-Indikator {code}" if isinstance(code, str) and code else "ohne ESF-Code"


def job_survival(findings: Findings) -> Display:
    """Show the survival of jobs at the plan's horizons, for each project."""
    months = sorted({0, *findings.plan.stability.horizons_months, findings.plan.stability.curve_months})
    rows = []
    for project in projects_in_order(findings):
        curves = findings.curves[findings.curves["project"] == project.code]
        rows.append(_section(project))
        if curves.empty:
            rows.append(Row(cells=["–", formats.NOTHING, formats.NO_NUMBER[Status.NOT_COLLECTED], formats.NOTHING]))
        total = curves[(curves["dimension"] == TOTAL) & curves["month"].isin(months)]
        for row in total.sort_values("month").itertuples():
            shown = row.status == Status.PUBLISHED
            cells = [
                formats.count(row.n) if shown else formats.SUPPRESSED,
                formats.percent(row.estimate) if shown else formats.SUPPRESSED,
                formats.interval(row.conf_low, row.conf_high) if shown else formats.SUPPRESSED,
            ]
            rows.append(Row(cells=[_months(row.month), *cells]))
    notes = [
        "Kaplan-Meier-Schätzung; wer bei der letzten Nachricht noch beschäftigt war, ist an diesem Tag zensiert. "
        "Ein Punkt ist unterdrückt, wenn zu wenige Personen unter Beobachtung waren oder zu wenige Enden auf ihn "
        "entfielen.",
        formats.LEGEND,
        source_note(findings),
    ]
    others = ("unter Beobachtung", "noch beschäftigt", "Intervall")
    summary = "Anteil der noch bestehenden Beschäftigungen nach Monaten je Projekt."
    return display(_table("Dauer der Beschäftigung", "seit Beginn", others, rows, notes, summary))


def targets(findings: Findings) -> Display:
    """Show targets against results, for each project that has targets."""
    results = findings.results
    rows: list[Row] = []
    titles = dict(zip(findings.definitions["indicator"], findings.definitions["title"], strict=True))
    for project in projects_in_order(findings):
        own = results[(results["project"] == project.code) & results["target"].notna()]
        rows.append(_section(project))
        if own.empty:
            rows.append(Row(cells=["keine Planwerte festgelegt", *[formats.NOTHING] * 3]))
        rows += [_target_row(titles[row.indicator], row) for row in own.itertuples()]
    notes = [
        "Erreichungsgrad: Ergebnis geteilt durch Planwert der gesamten Laufzeit, bis zum Datenstand, nicht anteilig "
        "nach verstrichener Zeit.",
        formats.LEGEND,
        source_note(findings),
    ]
    others = ("Planwert", "Ergebnis", "erreicht")
    summary = "Planwerte, Ergebnisse und Erreichungsgrad je Projekt."
    return display(_table("Planwerte und Ergebnisse", "Indikator", others, rows, notes, summary))


def _target_row(title: str, row: ResultRow) -> Row:
    is_count = row.method == "count"
    target, value = row.target, row.events if is_count else row.estimate
    planned = formats.count(round(target)) if is_count else formats.percent(target)
    got = formats.number_of(row, "events") if is_count else formats.share_of(row)
    reached = formats.NOTHING if pd.isna(value) or not target else formats.percent(value / target)
    return Row(cells=[title, planned, got, reached])
