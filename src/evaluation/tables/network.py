"""Tables of the business network."""

from __future__ import annotations

from evaluation import formats
from evaluation.blocks import Column, Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, noted, say, say_number
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.periods import PERIOD_NOTE, period_label, period_notes
from evaluation.tables.selection import ProjectPart, list_of, projects_in_order, source_note, total_of

_REACH = Words(
    {
        "enterprises_reached": noted("erreichte Unternehmen"),
        "enterprises_advised": noted("davon beraten"),
        "advice_contacts": noted("Beratungs-kontakte"),
        "events_held": noted("Veranstal-tungen"),
        "enterprises_attending": noted("Unternehmen dabei"),
        "attendances": noted("Teilnahmen"),
        "two_mode_density": noted("Dichte"),
    }
)
_ACTIVITY = Words(
    {
        "active_members": noted("aktive Mitglieder"),
        "retention": noted("Verbleib"),
        "newcomers": noted("Neue"),
    }
)


def network_reach(findings: Findings) -> Display:
    """Show how work with enterprises and their network developed, by period and over the whole term."""
    rows = [row for project in projects_in_order(findings) for row in _rows(findings, project, tuple(_REACH))]
    columns = [Column(label=say("Zeitraum")), *(Column(label=label, align="right") for label in _REACH.values())]
    notes = [
        say(
            "Verschiedene Unternehmen; wer in mehreren Zeiträumen vorkommt, zählt in jedem, im Ganzen aber einmal. "
            "Dichte: Teilnahmen von allen möglichen Teilnahmen der teilnehmenden Unternehmen; eine explorative "
            "Ergänzung."
        ),
        " ".join([*period_notes(row.cells[0] for row in rows), say(PERIOD_NOTE)]),
        formats.legend(),
        source_note(findings),
    ]
    title = say("Entwicklung über die Laufzeit")
    summary = say("Erreichte und beratene Unternehmen, Kontakte, Veranstaltungen, Teilnahmen und Dichte nach Zeitraum.")
    return shown(findings, Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary))


def network_activity(findings: Findings) -> Display:
    """Show active members, retention and newcomers by period of membership."""
    rows = [row for project in projects_in_order(findings) for row in _rows(findings, project, tuple(_ACTIVITY))]
    columns = [Column(label=say("Zeitraum")), *(Column(label=label, align="right") for label in _ACTIVITY.values())]
    choices = findings.plan.network
    notes = [
        say(
            "Aktiv: mindestens {attendances} im Zeitraum. Verbleib: wieder Aktive von den Aktiven des vorigen "
            "Zeitraums. Neue: nie zuvor Aktive von den Aktiven des Zeitraums. Beide sind explorative Ergänzungen der "
            "Evaluation.",
            attendances=say_number("{number} Teilnahme", "{number} Teilnahmen", choices.active_attendances),
        ),
        " ".join([*period_notes(row.cells[0] for row in rows), say(PERIOD_NOTE)]),
        formats.legend(),
        source_note(findings),
    ]
    title = say("Mitglieder des Netzwerks")
    summary = say("Aktive Mitglieder, Verbleib und Neue des Netzwerks nach Zeitraum.")
    return shown(findings, Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary))


def _rows(findings: Findings, project: ProjectPart, indicators: tuple[str, ...]) -> list[Row]:
    rows = [Row(kind="section", cells=[project.heading])]
    first = total_of(findings, project, indicators[0])
    if first is None or first.status == Status.NOT_COLLECTED:
        word = formats.NO_NUMBER[Status.NOT_COLLECTED]
        return [*rows, Row(cells=[word, *[formats.NOTHING] * len(indicators)])]
    periods = sorted({row.period for row in list_of(findings, project, indicators[0], period=None)})
    rows += [
        Row(cells=[period_label(findings, project, period), *_cells(findings, project, indicators, period)])
        for period in periods
    ]
    return [*rows, Row(kind="total", cells=[say("ganze Laufzeit"), *_cells(findings, project, indicators, "")])]


def _cells(findings: Findings, project: ProjectPart, indicators: tuple[str, ...], period: str) -> list[str]:
    cells = []
    for indicator in indicators:
        row = total_of(findings, project, indicator, period=period)
        if row is None:  # the first period has none before it, the whole term neither
            cells.append(formats.NOTHING)
        elif indicator in ("retention", "newcomers"):
            cells.append(_of(row))
        elif indicator == "two_mode_density":
            cells.append(formats.share_of(row))
        else:
            cells.append(formats.number_of(row, "events"))
    return cells


def _of(row: ResultRow) -> str:
    if row.status == Status.NOT_APPLICABLE:
        return formats.NOTHING
    events, n = (formats.number_of(row, name) for name in ("events", "n"))
    return formats.SUPPRESSED if events == n == formats.SUPPRESSED else say("{events} von {n}", events=events, n=n)
