"""Tables of what was planned and what it cost: targets against results, costs per participant and per placement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from evaluation import formats
from evaluation.blocks import Row, Tally
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, noted, say
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import coded, plain_table, said_once, section
from evaluation.tables.wording import titles

_VERDICTS: Final = Words(
    {
        "met": noted("erreicht"),
        "close": noted("im Bereich des Zufalls"),
        "missed": noted("nicht erreicht"),
        "open": noted("nicht zu beurteilen"),
    }
)
"""What became of a target, in words."""


def targets(findings: Findings) -> Display:
    """Show targets against results, for each project that has targets."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own = findings.targets[findings.targets["project"] == project.code]
        lines = [_target_row(findings, project, target) for target in own.itertuples()]
        rows += said_once(lines, 7, say("keine Planwerte festgelegt"))
    notes = [
        say(
            "Grad: Ergebnis bis zum Datenstand geteilt durch den Planwert der gesamten Laufzeit. Ein Anteil liegt im "
            "Bereich des Zufalls, solange sein Planwert im Intervall liegt. Anteilig: der Teil des Planwerts, der bei "
            "gleichmäßigem Verlauf auf die verstrichenen Tage der Laufzeit fällt; nur wo der Planwert das vorsieht."
        ),
        *_stated_in(noted("Planwerte: {sources}."), findings.targets),
        formats.legend(),
        source_note(findings),
    ]
    others = (
        say("Planwert"),
        say("Ergebnis"),
        say("Grad"),
        say("Beurteilung"),
        say("anteiliger Planwert"),
        say("davon erreicht"),
    )
    summary = say("Planwerte, Ergebnisse und Erreichungsgrad je Projekt.")
    return shown(findings, plain_table(say("Planwerte und Ergebnisse"), say("Indikator"), others, rows, notes, summary))


def _stated_in(phrase: str, stated: pd.DataFrame) -> list[str]:
    """Return the note that names where sums or targets are stated; empty if there are none."""
    sources = sorted({str(source).strip().rstrip(".") for source in stated["source"]})
    return [say(phrase, sources="; ".join(sources))] if sources else []


def _target_row(findings: Findings, project: ProjectPart, target: object) -> Row:
    indicator, planned = str(target.indicator), float(target.target)  # type: ignore[attr-defined]
    in_percent = target.unit == "percent"  # type: ignore[attr-defined]
    label = coded(findings, project, indicator, titles(findings).get(indicator, indicator))
    row = total_of(findings, project, indicator)
    got, value = _result(row, in_percent=in_percent)
    planned = planned / 100 if in_percent else planned
    verdict = _VERDICTS[_verdict(findings, project, target)]
    cells = [_written(planned, in_percent=in_percent), got, _reached(value, planned), verdict]
    if target.pro_rata == "yes" and not in_percent:  # type: ignore[attr-defined]
        to_date = planned * elapsed(findings, project)
        cells += [formats.decimal(to_date, 0), _reached(value, to_date)]
    else:
        cells += [formats.NOTHING, formats.NOTHING]
    return Row(cells=[label, *cells])


def _result(row: ResultRow | None, *, in_percent: bool) -> tuple[str, float | None]:
    """Return the published result in words, and as a number if there is one."""
    if row is None:
        return formats.NOTHING, None
    if in_percent:
        return formats.share_of(row), _unless_hidden(row, "estimate")
    return formats.number_of(row, "events"), _unless_hidden(row, "events")


def _unless_hidden(row: ResultRow, column: str) -> float | None:
    value = getattr(row, column)
    return None if formats.is_hidden(row, column) or pd.isna(value) else float(value)


def _written(value: float, *, in_percent: bool) -> str:
    return formats.percent(value) if in_percent else formats.count(round(value))


def _reached(value: float | None, planned: float) -> str:
    return formats.NOTHING if value is None or not planned else formats.percent(value / planned)


def elapsed(findings: Findings, project: ProjectPart) -> float:
    """Return the share of the days of the project's term that had passed by the cut-off date."""
    facts = findings.projects.set_index("project").loc[project.code]
    last = min(facts["end"], pd.Timestamp(findings.plan.cut_off))
    passed, term = (last - facts["start"]).days + 1, (facts["end"] - facts["start"]).days + 1
    return float(max(passed, 0) / term)


@dataclass(frozen=True)
class JudgedTarget:
    """A planned value with what became of it: met, missed, too close to tell from chance, or open.

    `said` names it with its result and its planned value.
    """

    said: str
    verdict: Tally


def judged_targets(findings: Findings, project: ProjectPart) -> list[JudgedTarget]:
    """Judge each planned value of a project by its published result.

    A count is met if it is as large as planned; where counts are rounded or deviate, if every count that may stand
    behind the published one is so. A share is not told from its planned value as long as that lies in
    its interval. A result that is hidden, absent or not mature leaves the question open.
    """
    own = findings.targets[findings.targets["project"] == project.code]
    return [
        JudgedTarget(_said(findings, project, target), _verdict(findings, project, target))
        for target in own.itertuples()
    ]


def _said(findings: Findings, project: ProjectPart, target: object) -> str:
    indicator, planned = str(target.indicator), float(target.target)  # type: ignore[attr-defined]
    in_percent = target.unit == "percent"  # type: ignore[attr-defined]
    name = titles(findings).get(indicator, indicator)
    got, value = _result(total_of(findings, project, indicator), in_percent=in_percent)
    if value is None:
        return name
    written = _written(planned / 100 if in_percent else planned, in_percent=in_percent)
    return say("{indicator} ({result}, geplant {planned})", indicator=name, result=got, planned=written)


def _verdict(findings: Findings, project: ProjectPart, target: object) -> Tally:
    row = total_of(findings, project, str(target.indicator))  # type: ignore[attr-defined]
    planned = float(target.target)  # type: ignore[attr-defined]
    if row is None or row.status != Status.PUBLISHED:
        return "open"
    if target.unit != "percent":  # type: ignore[attr-defined]
        if formats.is_hidden(row, "events") or pd.isna(row.events):
            return "open"
        least, most = formats.bounds_of_count(findings, float(row.events))
        return "met" if least >= planned else "missed" if most < planned else "open"
    planned /= 100
    if formats.is_hidden(row, "conf_low") or pd.isna(row.conf_low):
        return "open"
    if row.conf_low <= planned <= row.conf_high:
        return "close"
    return "met" if row.estimate > planned else "missed"


def costs(findings: Findings) -> Display:
    """Show what was spent, and what that is per participant and per placement, for each project."""
    rows = []
    for project in projects_in_order(findings):
        own = findings.budgets[findings.budgets["project"] == project.code].set_index("kind")
        if own.empty:
            rows.append(Row(cells=[project.heading, formats.not_stated(), *[formats.NOTHING] * 4]))
            continue
        planned = own["amount"].get("planned")
        spent = own["amount"].get("spent")
        day = formats.day(own.loc["spent", "as_of"]) if "spent" in own.index else formats.NOTHING
        cells = [
            formats.NOTHING if planned is None else formats.euro(planned),
            formats.NOTHING if spent is None else formats.euro(spent),
            day,
            _each(spent, total_of(findings, project, "entries")),
            _each(spent, total_of(findings, project, "placement")),
        ]
        rows.append(Row(cells=[project.heading, *cells]))
    notes = [
        say(
            "Ausgaben geteilt durch alle Eintritte und durch die Personen, die bei Austritt beschäftigt waren. Die "
            "Ausgaben umfassen das ganze Projekt, auch die Arbeit mit Unternehmen; ein Preis je Vermittlung ist das "
            "nicht."
        ),
        *_stated_in(noted("Beträge: {sources}."), findings.budgets),
        formats.legend(),
        source_note(findings),
    ]
    others = (
        say("Kosten geplant"),
        say("Ausgaben"),
        say("bis"),
        say("je Eintritt"),
        say("je Beschäftigung bei Austritt"),
    )
    summary = say("Geplante Kosten, Ausgaben und Ausgaben je Eintritt und je Beschäftigung bei Austritt.")
    return shown(findings, plain_table(say("Kosten"), say("Projekt und Förderrunde"), others, rows, notes, summary))


def _each(spent: float | None, row: ResultRow | None) -> str:
    """Write the costs per case, from a published count only: the quotient would reveal a hidden one."""
    if row is None or spent is None:
        return formats.NOTHING
    if formats.is_hidden(row, "events"):
        return formats.SUPPRESSED
    return formats.NOTHING if pd.isna(row.events) or row.events == 0 else formats.euro(spent / row.events)
