"""All municipalities of a funding round side by side. Nothing is added up, and nobody is ranked.

A sum over projects would be a new number: it is not protected together with its parts, and beside them it could tell
what is hidden. Only what the findings publish is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import KeyFinding, KeyFindings, Row
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.front import READING, level_word
from evaluation.tables.headlines import longest_horizon
from evaluation.tables.planned import judged_targets
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import plain_table

_SPAN: Final = noted("{what} Der Wert liegt zwischen {low} ({low_name}) und {high} ({high_name}).")
_ONE: Final = noted("{what} Nur ein Wert ist veröffentlicht: {low} ({low_name}).")
_NO_SUM: Final = noted(
    "Eine Summe über alle Gemeinden: Sie wird nicht gebildet, denn neben den einzelnen Zeilen könnte sie verraten, was "
    "aus Gründen des Datenschutzes unterdrückt ist."
)
_NO_RANK: Final = noted(
    "Warum sich die Gemeinden unterscheiden: Zielgruppen, Laufzeiten und Arbeitsmärkte sind verschieden. Die "
    "Reihenfolge der Zeilen ist die der Namen und keine Rangfolge."
)
_WITHOUT: Final = noted("Was ohne die Projekte gewesen wäre: Das misst dieser Bericht nicht.")


def place_of(findings: Findings, part: ProjectPart) -> str:
    """Return the name of the municipality of a project."""
    if "places" not in findings.derived:
        pairs = zip(findings.projects["project"], findings.projects["municipality_name"], strict=True)
        findings.derived["places"] = dict(pairs)
    return str(findings.derived["places"][part.code])


def by_place(findings: Findings) -> list[tuple[str, ProjectPart]]:
    """Return the projects with the names of their lines, sorted by municipality; its projects are told apart."""
    placed = sorted(((place_of(findings, part), part) for part in projects_in_order(findings)), key=_by_name)
    places = [place for place, _ in placed]
    return [(place if places.count(place) == 1 else f"{place}, {part.name}", part) for place, part in placed]


def _by_name(placed: tuple[str, ProjectPart]) -> tuple[str, str]:
    return placed[0], placed[1].name


def programme_findings(findings: Findings) -> Display:
    """Say between which values the municipalities lie; what is not known; and why nothing is added up."""
    parts = by_place(findings)
    indicator, _ = longest_horizon(findings)
    months = words.month_count(findings.plan.stability.horizons_months[-1])
    share: Callable[[ResultRow], float] = lambda row: float(row.estimate)  # noqa: E731 - two short ways to read a row
    count: Callable[[ResultRow], float] = lambda row: float(row.events)  # noqa: E731
    entered, reached = say("Personen, die eingetreten sind."), say("Unternehmen, die erreicht wurden.")
    placed = say("Anteil, Unbekannte im Nenner.")
    stayed = say("Anteil, der {months} später noch beschäftigt war.", months=months)
    items = [
        _span(findings, parts, "entries", say("Eintritte"), entered, count),
        _span(findings, parts, "placement", say("Beschäftigung bei Austritt"), placed, share),
        _span(findings, parts, indicator, say("Was hielt"), stayed, share),
        _span(findings, parts, "enterprises_reached", say("Lokale Ökonomie"), reached, count),
    ]
    title = say(
        "Auf einen Blick: {count} Projekte in {places} Gemeinden",
        count=formats.count(len(parts)),
        places=formats.count(len(findings.municipalities)),
    )
    unknown = [say(_NO_SUM), say(_NO_RANK), say(_WITHOUT)]
    note = say(READING, level=level_word(findings))
    return display(KeyFindings(title=title, items=items, unknown=unknown, note=note))


def _span(
    findings: Findings,
    parts: list[tuple[str, ProjectPart]],
    indicator: str,
    label: str,
    what: str,
    read: Callable[[ResultRow], float],
) -> KeyFinding:
    rows = [(name, total_of(findings, part, indicator)) for name, part in parts]
    known = [(read(row), name, row) for name, row in rows if row is not None and _has_value(row, read)]
    said, value = say("{what} Dazu ist kein Wert veröffentlicht.", what=what), say("kein Wert")
    if known:
        low, high = min(known, key=lambda one: one[0]), max(known, key=lambda one: one[0])
        shown = [_written(one[2], read(one[2])) for one in (low, high)]
        template = _ONE if len(known) == 1 else _SPAN
        said = say(template, what=what, low=shown[0], low_name=low[1], high=shown[1], high_name=high[1])
        value = shown[0] if shown[0] == shown[1] else f"{shown[0].rstrip('% ')} – {shown[1]}"
    missing = len(rows) - len(known)
    if missing:
        said += " " + say(
            "Für {number} von {count} Projekten gibt es keinen veröffentlichten Wert.", number=missing, count=len(rows)
        )
    course = [read(row) if row is not None and _has_value(row, read) else None for _, row in rows]
    drawn = say("eine Säule je Zeile der Tabellen") if 1 < len(course) <= 40 else None
    return KeyFinding(label=label, value=value, detail=said, course=course if drawn else [], drawn=drawn)


def _has_value(row: ResultRow, read: Callable[[ResultRow], float]) -> bool:
    if row.status != Status.PUBLISHED or formats.is_hidden(row, "events") or formats.is_hidden(row, "estimate"):
        return False
    everything_unknown = not pd.isna(row.n) and not pd.isna(row.unknown) and row.unknown == row.n
    try:
        return not everything_unknown and not pd.isna(read(row))
    except TypeError:  # a count that is not there
        return False


def _written(row: ResultRow, value: float) -> str:
    return formats.count(int(value)) if pd.isna(row.estimate) else formats.share_of(row)


def programme_reach(findings: Findings) -> Display:
    """Show entries, exits and long-term unemployed, a line for each municipality."""
    rows = []
    for name, part in by_place(findings):
        unemployed = total_of(findings, part, "long_term_unemployed")
        of = say("nicht erhoben") if unemployed is None else _of(unemployed)
        rows.append(Row(cells=[name, _events(findings, part, "entries"), _events(findings, part, "exits"), of]))
    others = (say("Eintritte"), say("Austritte"), say("langzeitarbeitslos"))
    summary = say("Eintritte, Austritte und Langzeitarbeitslose je Gemeinde.")
    title = say("Wen die Projekte erreichten")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, _notes(findings), summary))


def programme_exits(findings: Findings) -> Display:
    """Show employment at exit, a line for each municipality."""
    rows = [
        Row(cells=[name, *_share_cells(total_of(findings, part, "placement"))]) for name, part in by_place(findings)
    ]
    others = (
        say("beschäftigt"),
        say("von"),
        say("Anteil"),
        say("{level}-Intervall", level=level_word(findings)),
        say("unbekannt"),
        say("mögliche Spanne"),
    )
    summary = say("Beschäftigung bei Austritt je Gemeinde mit Intervall und Unbekannten.")
    title = say("Beschäftigung bei Austritt nach Gemeinden")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, _notes(findings), summary))


def programme_lasted(findings: Findings) -> Display:
    """Show what lasted at each horizon, a line for each municipality."""
    plan = findings.plan.stability
    mode = plan.modes[-1]
    rows = []
    for name, part in by_place(findings):
        cells = [name]
        for months in plan.horizons_months:
            row = total_of(findings, part, f"stabilised_{months}_{mode}")
            cells += [formats.NOTHING] * 2 if row is None else [_of(row), formats.share_of(row)]
        rows.append(Row(cells=cells))
    others = [
        head
        for months in plan.horizons_months
        for head in (say("nach {months}", months=words.months(months)), say("Anteil"))
    ]
    notes = [
        say(
            "{mode} beschäftigt, {concept}; gezählt {clock}.",
            mode=words.MODES[mode].capitalize(),
            concept=words.CONCEPTS[plan.concept],
            clock=words.CLOCKS[plan.clock],
        ),
        *_notes(findings),
    ]
    summary = say("Stabilisierte Beschäftigung je Gemeinde und Zeitpunkt.")
    title = say("Stabilisierte Beschäftigung nach Gemeinden")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, notes, summary))


def programme_economy(findings: Findings) -> Display:
    """Show enterprises reached, events and attendances, a line for each municipality."""
    names = ("enterprises_reached", "enterprises_advised", "events_held", "attendances")
    rows = [
        Row(cells=[name, *(_events(findings, part, indicator) for indicator in names)])
        for name, part in by_place(findings)
    ]
    others = (
        say("erreichte Unternehmen"),
        say("beratene Unternehmen"),
        say("Veranstaltungen"),
        say("Teilnahmen"),
    )
    summary = say("Erreichte und beratene Unternehmen, Veranstaltungen und Teilnahmen je Gemeinde.")
    title = say("Unternehmen nach Gemeinden")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, _notes(findings), summary))


def programme_targets(findings: Findings) -> Display:
    """Show how many targets are met, not told from chance, missed or open, a line for each municipality."""
    rows = []
    for name, part in by_place(findings):
        verdicts = [target.verdict for target in judged_targets(findings, part)]
        counts = [formats.count(verdicts.count(verdict)) for verdict in ("met", "close", "missed", "open")]
        rows.append(Row(cells=[name, formats.count(len(verdicts)), *(counts if verdicts else [formats.NOTHING] * 4)]))
    others = (
        say("Planwerte"),
        say("erreicht"),
        say("im Bereich des Zufalls"),
        say("nicht erreicht"),
        say("nicht zu beurteilen"),
    )
    notes = [
        say(
            "Planwerte gelten für die ganze Laufzeit. Ein Anteil liegt im Bereich des Zufalls, solange sein Planwert "
            "im Intervall liegt."
        ),
        source_note(findings),
    ]
    summary = say("Erreichte und nicht erreichte Planwerte je Gemeinde.")
    return shown(findings, plain_table(say("Planwerte nach Gemeinden"), say("Gemeinde"), others, rows, notes, summary))


def _events(findings: Findings, part: ProjectPart, indicator: str) -> str:
    row = total_of(findings, part, indicator)
    return say("nicht erhoben") if row is None else formats.number_of(row, "events")


def _of(row: ResultRow) -> str:
    if row.status not in (Status.PUBLISHED, Status.SUPPRESSED):
        return formats.NO_NUMBER[Status(row.status)]
    return say("{events} von {n}", events=formats.number_of(row, "events"), n=formats.number_of(row, "n"))


def _share_cells(row: ResultRow | None) -> list[str]:
    if row is None or row.status == Status.NOT_COLLECTED:
        return [say("nicht erhoben"), *[formats.NOTHING] * 5]
    counts = [formats.number_of(row, name) for name in ("events", "n")]
    unknown = formats.number_of(row, "unknown")
    return [*counts, formats.share_of(row), formats.interval_of(row), unknown, formats.bounds_of(row)]


def _notes(findings: Findings) -> list[str]:
    return [
        say("Bruttoergebnisse, keine Wirkungen. Unbekannte Fälle stehen im Nenner."),
        formats.legend(),
        source_note(findings),
    ]
