"""The five findings of page one, and what is not known: which numbers are chosen, and in which words they are said."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import KeyFinding, Tally
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.results import Status
from evaluation.tables.planned import judged_targets
from evaluation.tables.selection import ProjectPart, group_rows, rows_of, total_of
from evaluation.tables.sentences import (
    PLACEMENT,
    STABLE,
    ShareWords,
    compared,
    counted,
    enumerated,
    fill,
    share_sentence,
    share_value,
)

_ENTERED: Final = ("{number} Person ist eingetreten.", "{number} Personen sind eingetreten.")
_NOBODY: Final = "0 Personen: Bis zum Datenstand ist niemand eingetreten."
_LONG_TERM: Final = (
    "{events} von {n} mit vollständigem Datensatz war langzeitarbeitslos, {share}.",
    "{events} von {n} mit vollständigem Datensatz waren langzeitarbeitslos, {share}.",
)
_REACHED: Final = ("{number} Unternehmen wurde erreicht.", "{number} Unternehmen wurden erreicht.")
_EVENTS: Final = "Veranstaltungen: {events}, Teilnahmen von Unternehmen: {attendances}."
_STAYED: Final = (
    "{events} von {n} Unternehmen, die im Zeitraum davor aktiv waren, war es auch {period}.",
    "{events} von {n} Unternehmen, die im Zeitraum davor aktiv waren, waren es auch {period}.",
)
_MET: Final = ("{met} von {number} Planwert ist erreicht.", "{met} von {number} Planwerten sind erreicht.")
_ONE_MET: Final = "1 von {number} Planwerten ist erreicht."
_JUDGED: Final[dict[Tally, tuple[str, str]]] = {
    "close": (
        "Bei {number} liegt der Unterschied im Bereich des Zufalls: {names}.",
        "Bei {number} liegt der Unterschied im Bereich des Zufalls: {names}.",
    ),
    "missed": ("{number} ist nicht erreicht: {names}.", "{number} sind nicht erreicht: {names}."),
    "open": ("{number} ist nicht zu beurteilen: {names}.", "{number} sind nicht zu beurteilen: {names}."),
}
_MISSED_SO_FAR: Final = ("{number} ist noch nicht erreicht: {names}.", "{number} sind noch nicht erreicht: {names}.")
_BEFORE_THE_END: Final = "Die Laufzeit endet erst am {end}."
_NO_TARGETS: Final = "Für dieses Projekt sind keine Planwerte festgelegt."
_DRAWN_TARGETS: Final[dict[Tally, str]] = {
    "met": "voll: erreicht",
    "close": "halb: ungewiss",
    "missed": "leer: nicht",
    "open": "gepunktet: offen",
}
_OTHERS: Final = ("{number} weiterer", "{number} weitere")
_NAMED_AT_MOST: Final = 2

_UNKNOWN_SPAN: Final = (
    "Beschäftigung bei Austritt: Von {unknown} der {n} Personen ist nicht bekannt, ob sie beschäftigt waren. Je "
    "nachdem läge der Anteil zwischen {span}."
)
_TOO_EARLY: Final = (
    "{label}: Bei {number} weiterer Person ist der Tag, der zählt, noch nicht gekommen.",
    "{label}: Bei {number} weiteren Personen ist der Tag, der zählt, noch nicht gekommen.",
)
_NEVER_ASKED: Final = "Nicht erhoben: {names}."
_HIDDEN: Final = "Aus Gründen des Datenschutzes unterdrückt: {names}."
_WITHOUT: Final = "Was ohne das Projekt gewesen wäre: Das misst dieser Bericht nicht."


def headlines(findings: Findings, part: ProjectPart) -> list[KeyFinding]:
    """Return reach, placement, what lasted, network and targets of a project, each in sentences."""
    return [
        _reach(findings, part),
        _placement(findings, part),
        _lasted(findings, part),
        _network(findings, part),
        _targets(findings, part),
    ]


def _reach(findings: Findings, part: ProjectPart) -> KeyFinding:
    entries, unemployed = (total_of(findings, part, name) for name in ("entries", "long_term_unemployed"))
    value, said = _count(entries, _ENTERED)
    if value == "0":
        said = _NOBODY
    share = None
    if unemployed is not None and _published(unemployed):
        one, many = _LONG_TERM
        said += " " + (one if unemployed.events == 1 else many).format(
            events=formats.number_of(unemployed, "events"),
            n=formats.number_of(unemployed, "n"),
            share=formats.percent(unemployed.events / unemployed.n),
        )
        share = float(unemployed.events / unemployed.n)
    drawn = None if share is None else "davon langzeitarbeitslos"
    return KeyFinding(label="Wen das Projekt erreichte", value=value, detail=said, share=share, drawn=drawn)


def _placement(findings: Findings, part: ProjectPart) -> KeyFinding:
    return _share(findings, part, "placement", "Beschäftigung bei Austritt", PLACEMENT)


def _lasted(findings: Findings, part: ProjectPart) -> KeyFinding:
    indicator, said = longest_horizon(findings)
    return _share(findings, part, indicator, "Was hielt", said)


def longest_horizon(findings: Findings) -> tuple[str, ShareWords]:
    """Return the indicator of stabilised employment that asks most, and its words."""
    plan = findings.plan.stability
    months, mode = plan.horizons_months[-1], plan.modes[-1]
    said = fill(
        STABLE,
        months=words.month_count(months),
        mode=words.MODES[mode],
        clock=words.CLOCKS[plan.clock],
        concept=words.CONCEPT_ADVERBS[plan.concept],
    )
    return f"stabilised_{months}_{mode}", said


def _share(findings: Findings, part: ProjectPart, indicator: str, label: str, said: ShareWords) -> KeyFinding:
    row = total_of(findings, part, indicator)
    detail = share_sentence(row, said)
    if row is None or not _published(row) or pd.isna(row.conf_low) or row.unknown == row.n:
        return KeyFinding(label=label, value=share_value(row), detail=detail)
    by_gender = {one.group: one for one in group_rows(findings, part, indicator)}
    if {"female", "male"} <= by_gender.keys():
        difference = compared(by_gender["female"], by_gender["male"], ("Frauen", "Männer"))
        detail = f"{detail} {difference}" if difference else detail
    limits = (float(row.conf_low), float(row.conf_high))
    return KeyFinding(
        label=label,
        value=share_value(row),
        detail=detail,
        share=float(row.estimate),
        low=limits[0],
        high=limits[1],
        drawn="Anteil und Intervall",
    )


def _network(findings: Findings, part: ProjectPart) -> KeyFinding:
    label = "Lokale Ökonomie und Netzwerk"
    reached = total_of(findings, part, "enterprises_reached")
    value, said = _count(reached, _REACHED)
    held, attendances = (total_of(findings, part, name) for name in ("events_held", "attendances"))
    if held is not None and attendances is not None and Status.NOT_COLLECTED not in (held.status, attendances.status):
        events, seen = (formats.number_of(row, "events") for row in (held, attendances))
        said += " " + _EVENTS.format(events=_hidden_in_words(events), attendances=_hidden_in_words(seen))
    kept = [row for row in _periods(findings, part, "retention") if _published(row) and row.n > 0]
    if kept:
        one, many = _STAYED
        last = kept[-1]
        said += " " + (one if last.events == 1 else many).format(
            events=formats.number_of(last, "events"), n=formats.number_of(last, "n"), period=last.period
        )
    periods = _periods(findings, part, "enterprises_reached")[-40:]
    course = [None if formats.is_hidden(row, "events") or pd.isna(row.events) else float(row.events) for row in periods]
    drawn = None
    if periods:
        span = " bis ".join(dict.fromkeys((periods[0].period, periods[-1].period)))
        drawn = f"erreichte Unternehmen, {span}"
    return KeyFinding(label=label, value=value, detail=said, course=course, drawn=drawn)


def _targets(findings: Findings, part: ProjectPart) -> KeyFinding:
    label = "Planwerte"
    judged = judged_targets(findings, part)
    if not judged:
        return KeyFinding(label=label, value="keine", detail=_NO_TARGETS)
    met = sum(target.verdict == "met" for target in judged)
    sentences = (_MET[0], _ONE_MET if met == 1 else _MET[1])
    said = [counted(len(judged), *(one.replace("{met}", formats.count(met)) for one in sentences))]
    end = findings.projects.set_index("project").loc[part.code, "end"]
    still_running = end > pd.Timestamp(findings.plan.cut_off)
    for verdict, sentences in (_JUDGED | ({"missed": _MISSED_SO_FAR} if still_running else {})).items():
        names = [target.said for target in judged if target.verdict == verdict]
        if names:
            others = len(names) - _NAMED_AT_MOST
            shown = names[:_NAMED_AT_MOST] + ([counted(others, *_OTHERS)] if others > 0 else [])
            said.append(counted(len(names), *(one.replace("{names}", enumerated(shown)) for one in sentences)))
    if still_running:
        said.append(_BEFORE_THE_END.format(end=formats.day(end)))
    order = ["met", *_JUDGED]
    tally = sorted((target.verdict for target in judged), key=order.index)
    drawn = ", ".join(_DRAWN_TARGETS[verdict] for verdict in dict.fromkeys(tally))
    value = f"{formats.count(met)} von {formats.count(len(judged))}"
    return KeyFinding(label=label, value=value, detail=" ".join(said), tally=tally, drawn=drawn)


def not_known(findings: Findings, part: ProjectPart) -> list[str]:
    """Return what the numbers of page one leave open, a sentence each."""
    indicator, _ = longest_horizon(findings)
    asked = {
        "Beschäftigung bei Austritt": total_of(findings, part, "placement"),
        "Was hielt": total_of(findings, part, indicator),
        "Antworten der Nachbefragung": total_of(findings, part, "employed_later"),
        "Lokale Ökonomie und Netzwerk": total_of(findings, part, "enterprises_reached"),
    }
    said = []
    placed = asked["Beschäftigung bei Austritt"]
    if placed is not None and _published(placed) and not pd.isna(placed.unknown) and placed.unknown > 0:
        span = formats.bounds_of(placed).replace("–", " und ")
        said.append(_UNKNOWN_SPAN.format(unknown=formats.count(placed.unknown), n=formats.count(placed.n), span=span))
    for label, row in asked.items():
        if row is not None and not formats.is_hidden(row, "not_mature") and not pd.isna(row.not_mature):
            number = int(row.not_mature)
            if number and label != "Antworten der Nachbefragung":
                said.append(counted(number, *(one.replace("{label}", label) for one in _TOO_EARLY)))
    absent = [label for label, row in asked.items() if row is None or row.status == Status.NOT_COLLECTED]
    hidden = [label for label, row in asked.items() if row is not None and row.status == Status.SUPPRESSED]
    if absent:
        said.append(_NEVER_ASKED.format(names=enumerated(absent)))
    if hidden:
        said.append(_HIDDEN.format(names=enumerated(hidden)))
    return [*said, _WITHOUT]


def _published(row: ResultRow) -> bool:
    """Return whether numerator and denominator of a share are there to be printed."""
    hidden = formats.is_hidden(row, "events") or formats.is_hidden(row, "n")
    return row.status == Status.PUBLISHED and not hidden and not pd.isna(row.n) and row.n > 0


def _count(row: ResultRow | None, sentences: tuple[str, str]) -> tuple[str, str]:
    """Return a count as it is shown, and its sentence."""
    if row is None or row.status == Status.NOT_COLLECTED:
        return formats.NO_NUMBER[Status.NOT_COLLECTED], "Das wurde nicht erhoben."
    if formats.is_hidden(row, "events"):
        return "unterdrückt", "Die Zahl ist aus Gründen des Datenschutzes unterdrückt."
    if pd.isna(row.events):
        return formats.not_stated(), "Dazu gibt es keine Angabe."
    return formats.count(row.events), counted(int(row.events), *sentences)


def _hidden_in_words(number: str) -> str:
    return "unterdrückt" if number == formats.SUPPRESSED else number


def _periods(findings: Findings, part: ProjectPart, indicator: str) -> list[ResultRow]:
    rows = rows_of(findings, part, indicator, period=None)
    return list(rows[rows["dimension"] == "total"].itertuples())
