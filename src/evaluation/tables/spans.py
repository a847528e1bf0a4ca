"""Page one of the report over all municipalities: between which values they lie, and what is not known."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import KeyFinding, KeyFindings
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.tables.distribution import Measure
from evaluation.tables.front import GROSS
from evaluation.tables.headlines import longest_horizon
from evaluation.tables.places import by_place
from evaluation.tables.selection import ProjectPart, total_of

_SPAN: Final = noted("{what} Der Wert liegt zwischen {low} ({low_name}) und {high} ({high_name}).")
_OPEN: Final = (
    noted("Nicht bekannt ist es in jeder Zeile von {low} Personen."),
    noted("Nicht bekannt ist es je Zeile von {low} bis {high} Personen."),
)
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


def programme_findings(findings: Findings) -> Display:
    """Say between which values the municipalities lie; what is not known; and why nothing is added up."""
    parts = by_place(findings)
    indicator, _ = longest_horizon(findings)
    months = words.month_count(findings.plan.stability.horizons_months[-1])
    entered, reached = say("Personen, die eingetreten sind."), say("Unternehmen, die erreicht wurden.")
    placed = say("Anteil, Unbekannte im Nenner.")
    stayed = say("Anteil, der {months} später noch beschäftigt war.", months=months)
    items = [
        _span(findings, parts, Measure(say("Eintritte"), "entries"), entered),
        _span(findings, parts, Measure(say("Beschäftigung bei Austritt"), "placement", "estimate"), placed),
        _span(findings, parts, Measure(say("Was hielt"), indicator, "estimate"), stayed),
        _span(findings, parts, Measure(say("Lokale Ökonomie"), "enterprises_reached"), reached),
    ]
    title = say(
        "Auf einen Blick: {count} Projekte in {places} Gemeinden",
        count=formats.count(len(parts)),
        places=formats.count(len(findings.municipalities)),
    )
    unknown = [say(_NO_SUM), say(_NO_RANK), say(_WITHOUT)]
    return display(KeyFindings(title=title, items=items, unknown=unknown, note=_reading(findings)))


def _span(findings: Findings, parts: list[tuple[str, ProjectPart]], measure: Measure, what: str) -> KeyFinding:
    values = [measure.of(findings, part) for _, part in parts]
    rows = [(name, total_of(findings, part, measure.indicator)) for name, part in parts]
    known = [
        (value, name, row)
        for value, (name, row) in zip(values, rows, strict=True)
        if value is not None and row is not None
    ]
    said, span = say("{what} Dazu ist kein Wert veröffentlicht.", what=what), say("kein Wert")
    if known:
        low, high = min(known, key=lambda one: one[0]), max(known, key=lambda one: one[0])
        shown = [measure.written(one[0]) for one in (low, high)]
        template = _ONE if len(known) == 1 else _SPAN
        names = [_with_counts(one[1], one[2]) for one in (low, high)]
        said = say(template, what=what, low=shown[0], low_name=names[0], high=shown[1], high_name=names[1])
        said += _open([one[2] for one in known])
        span = shown[0] if shown[0] == shown[1] else f"{shown[0].rstrip('% ')} – {shown[1]}"
    missing = len(rows) - len(known)
    if missing:
        said += " " + say(
            "Für {number} von {count} Projekten gibt es keinen veröffentlichten Wert.", number=missing, count=len(rows)
        )
    drawn = say("eine Säule je Zeile der Tabellen") if 1 < len(values) <= 40 else None
    label = f"{measure.label[:1].upper()}{measure.label[1:]}"
    return KeyFinding(label=label, value=span, detail=said, course=values if drawn else [], drawn=drawn)


def _with_counts(name: str, row: ResultRow) -> str:
    """Return the name of a line, and behind it the counts of its share."""
    if pd.isna(row.estimate):
        return name
    counts = {column: formats.number_of(row, column) for column in ("events", "n")}
    return say("{name}: {events} von {n}", name=name, **counts)


def _open(rows: list[ResultRow]) -> str:
    """Say of how many persons a share is not known; empty for counts, and where that is hidden in a line."""
    if any(pd.isna(row.estimate) or pd.isna(row.unknown) or formats.is_hidden(row, "unknown") for row in rows):
        return ""
    low, high = min(int(row.unknown) for row in rows), max(int(row.unknown) for row in rows)
    return " " + say(_OPEN[low < high], low=formats.count(low), high=formats.count(high))


def _reading(findings: Findings) -> str:
    """Return how the numbers of page one are to be read; its brackets hold no intervals."""
    return " ".join(filter(None, (say(GROSS), formats.treatment(findings))))
