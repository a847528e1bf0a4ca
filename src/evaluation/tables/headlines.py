"""The five findings of page one, and what is not known: which numbers are chosen, and in which words they are said."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import KeyFinding, Tally
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, noted, say
from evaluation.results import Status
from evaluation.tables.periods import period_label
from evaluation.tables.planned import judged_targets
from evaluation.tables.selection import ProjectPart, group_rows, list_of, total_of
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

_ENTERED: Final = (noted("{number} Person ist eingetreten."), noted("{number} Personen sind eingetreten."))
_LONG_TERM: Final = (
    noted("{events} von {n} mit vollständigem Datensatz war langzeitarbeitslos, {share}."),
    noted("{events} von {n} mit vollständigem Datensatz waren langzeitarbeitslos, {share}."),
)
_REACHED: Final = (noted("{number} Unternehmen wurde erreicht."), noted("{number} Unternehmen wurden erreicht."))
_STAYED: Final = (
    noted("{events} von {n} Unternehmen, die im Zeitraum davor aktiv waren, war es auch {period}."),
    noted("{events} von {n} Unternehmen, die im Zeitraum davor aktiv waren, waren es auch {period}."),
)
_MET: Final = (
    noted("{met} von {number} Planwert ist erreicht."),
    noted("{met} von {number} Planwerten sind erreicht."),
)
_ONE_MET: Final = noted("{met} von {number} Planwerten ist erreicht.")
_JUDGED: Final[dict[Tally, tuple[str, str]]] = {
    "close": (
        noted("Bei {number} liegt der Unterschied im Bereich des Zufalls: {names}."),
        noted("Bei {number} liegt der Unterschied im Bereich des Zufalls: {names}."),
    ),
    "missed": (noted("{number} ist nicht erreicht: {names}."), noted("{number} sind nicht erreicht: {names}.")),
    "open": (
        noted("{number} ist nicht zu beurteilen: {names}."),
        noted("{number} sind nicht zu beurteilen: {names}."),
    ),
}
_MISSED_SO_FAR: Final = (
    noted("{number} ist noch nicht erreicht: {names}."),
    noted("{number} sind noch nicht erreicht: {names}."),
)
_DRAWN_TARGETS: Final = Words(
    {
        "met": noted("voll: erreicht"),
        "close": noted("halb: ungewiss"),
        "missed": noted("leer: nicht"),
        "open": noted("gepunktet: offen"),
    }
)
_OTHERS: Final = (noted("{number} weiterer"), noted("{number} weitere"))
_NAMED_AT_MOST: Final = 2

_UNKNOWN_SPAN: Final = noted(
    "Unbekannt bei {unknown} von {n} Personen; je nachdem läge der Anteil zwischen {low} und {high}."
)
_TOO_EARLY: Final = (
    noted("Bei {number} weiterer Person ist der Tag, der zählt, noch nicht gekommen."),
    noted("Bei {number} weiteren Personen ist der Tag, der zählt, noch nicht gekommen."),
)


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
    if value == "0" and not formats.treatment(findings):
        said = say("0 Personen: Bis zum Datenstand ist niemand eingetreten.")
    share = None
    if unemployed is not None and formats.is_all_unknown(unemployed):
        said += " " + say("Von niemandem ist bekannt, ob er oder sie langzeitarbeitslos war.")
    elif unemployed is not None and _published(unemployed):
        one, many = _LONG_TERM
        said += " " + say(
            one if unemployed.events == 1 else many,
            events=formats.number_of(unemployed, "events"),
            n=formats.number_of(unemployed, "n"),
            share=formats.percent(unemployed.events / unemployed.n),
        )
        share = float(unemployed.events / unemployed.n)
    drawn = None if share is None else say("davon langzeitarbeitslos")
    return KeyFinding(label=say("Wen das Projekt erreichte"), value=value, detail=said, share=share, drawn=drawn)


def _placement(findings: Findings, part: ProjectPart) -> KeyFinding:
    return _share(findings, part, "placement", say("Beschäftigung bei Austritt"), PLACEMENT)


def _lasted(findings: Findings, part: ProjectPart) -> KeyFinding:
    indicator, said = longest_horizon(findings)
    return _share(findings, part, indicator, say("Was hielt"), said)


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
    detail = share_sentence(row, said, exact=not formats.treatment(findings))
    if row is None or not _published(row) or pd.isna(row.conf_low) or row.unknown == row.n:
        return KeyFinding(label=label, value=share_value(row), detail=detail)
    by_gender = {one.group: one for one in group_rows(findings, part, indicator)}
    if {"female", "male"} <= by_gender.keys():
        difference = compared(by_gender["female"], by_gender["male"], (say("Frauen"), say("Männer")))
        detail = f"{detail} {difference}" if difference else detail
    limits = (float(row.conf_low), float(row.conf_high))
    return KeyFinding(
        label=label,
        value=share_value(row),
        detail=detail,
        share=float(row.estimate),
        low=limits[0],
        high=limits[1],
        drawn=say("Anteil und Intervall"),
    )


def _network(findings: Findings, part: ProjectPart) -> KeyFinding:
    label = say("Lokale Ökonomie und Netzwerk")
    reached = total_of(findings, part, "enterprises_reached")
    value, said = _count(reached, _REACHED)
    held, attendances = (total_of(findings, part, name) for name in ("events_held", "attendances"))
    if held is not None and attendances is not None and Status.NOT_COLLECTED not in (held.status, attendances.status):
        events, seen = (formats.number_of(row, "events") for row in (held, attendances))
        said += " " + say(
            "Veranstaltungen: {events}, Teilnahmen von Unternehmen: {attendances}.",
            events=_hidden_in_words(events),
            attendances=_hidden_in_words(seen),
        )
    # who is to come again in a period that is cut off had less time for it
    kept = [
        row
        for row in _periods(findings, part, "retention")
        if _published(row) and row.n > 0 and period_label(findings, part, row.period) == row.period
    ]
    if kept:
        one, many = _STAYED
        last = kept[-1]
        said += " " + say(
            one if last.events == 1 else many,
            events=formats.number_of(last, "events"),
            n=formats.number_of(last, "n"),
            period=last.period,
        )
    periods = _periods(findings, part, "enterprises_reached")[-40:]
    course = [None if formats.is_hidden(row, "events") or pd.isna(row.events) else float(row.events) for row in periods]
    drawn = _drawn_periods(periods[0].period, periods[-1].period) if periods else None
    return KeyFinding(label=label, value=value, detail=said, course=course, drawn=drawn)


def _drawn_periods(first: str, last: str) -> str:
    """Say what the columns are, with the years of the first and the last."""
    what = say("erreichte Unternehmen je Halbjahr") if "-H" in first else say("erreichte Unternehmen je Jahr")
    years = dict.fromkeys(period[:4] for period in (first, last))
    return f"{what}, {'–'.join(years)}"


def _targets(findings: Findings, part: ProjectPart) -> KeyFinding:
    label = say("Planwerte")
    judged = judged_targets(findings, part)
    if not judged:
        none = say("Für dieses Projekt sind keine Planwerte festgelegt.")
        return KeyFinding(label=label, value=say("keine"), detail=none)
    met = sum(target.verdict == "met" for target in judged)
    sentences = (_MET[0], _ONE_MET if met == 1 else _MET[1])
    said = [counted(len(judged), *sentences, met=formats.count(met))]
    end = findings.projects.set_index("project").loc[part.code, "end"]
    still_running = end > pd.Timestamp(findings.plan.cut_off)
    for verdict, sentences in (_JUDGED | ({"missed": _MISSED_SO_FAR} if still_running else {})).items():
        names = [target.said for target in judged if target.verdict == verdict]
        if names:
            others = len(names) - _NAMED_AT_MOST
            shown = names[:_NAMED_AT_MOST] + ([counted(others, *_OTHERS)] if others > 0 else [])
            said.append(counted(len(names), *sentences, names=enumerated(shown)))
    if still_running:
        said.append(say("Die Laufzeit endet erst am {end}.", end=formats.day(end)))
    order = ["met", *_JUDGED]
    tally = sorted((target.verdict for target in judged), key=order.index)
    drawn = ", ".join(_DRAWN_TARGETS[verdict] for verdict in dict.fromkeys(tally))
    value = say("{events} von {n}", events=formats.count(met), n=formats.count(len(judged)))
    return KeyFinding(label=label, value=value, detail=" ".join(said), tally=tally, drawn=drawn)


def not_known(findings: Findings, part: ProjectPart) -> list[str]:
    """Return what the numbers of page one leave open, a sentence each."""
    indicator, _ = longest_horizon(findings)
    placed, answers = (total_of(findings, part, name) for name in ("placement", "employed_later"))
    asked = {
        say("Beschäftigung bei Austritt"): placed,
        say("Was hielt"): total_of(findings, part, indicator),
        say("Antworten der Nachbefragung"): answers,
        say("Lokale Ökonomie und Netzwerk"): total_of(findings, part, "enterprises_reached"),
    }
    said = []
    for label, row in asked.items():
        if row is not None and row is not answers and (left_open := _left_open(row)):
            said.append(f"{label}: {' '.join(left_open)}")
    absent = [label for label, row in asked.items() if row is None or row.status == Status.NOT_COLLECTED]
    hidden = [label for label, row in asked.items() if row is not None and row.status == Status.SUPPRESSED]
    if absent:
        said.append(say("Nicht erhoben: {names}.", names=enumerated(absent)))
    if hidden:
        said.append(say("Aus Gründen des Datenschutzes unterdrückt: {names}.", names=enumerated(hidden)))
    return [*said, say("Was ohne das Projekt gewesen wäre: Das misst dieser Bericht nicht.")]


def _left_open(row: ResultRow) -> list[str]:
    """Say of how many it is not known, what that leaves of the share, and for how many it is too early."""
    said = []
    if _published(row) and not formats.is_hidden(row, "unknown") and not pd.isna(row.unknown) and row.unknown > 0:
        low, _, high = formats.bounds_of(row).partition("–")
        counts = {"unknown": formats.count(row.unknown), "n": formats.count(row.n)}
        said.append(say(_UNKNOWN_SPAN, **counts, low=low, high=high))
    waiting = _not_mature(row)
    return [*said, counted(waiting, *_TOO_EARLY)] if waiting else said


def _not_mature(row: ResultRow) -> int:
    """Return how many cases are too recent, as far as that may be said."""
    return 0 if formats.is_hidden(row, "not_mature") or pd.isna(row.not_mature) else int(row.not_mature)


def _published(row: ResultRow) -> bool:
    """Return whether numerator and denominator of a share are there to be printed."""
    hidden = formats.is_hidden(row, "events") or formats.is_hidden(row, "n")
    return row.status == Status.PUBLISHED and not hidden and not pd.isna(row.n) and row.n > 0


def _count(row: ResultRow | None, sentences: tuple[str, str]) -> tuple[str, str]:
    """Return a count as it is shown, and its sentence."""
    if row is None or row.status == Status.NOT_COLLECTED:
        return formats.NO_NUMBER[Status.NOT_COLLECTED], say("Das wurde nicht erhoben.")
    if formats.is_hidden(row, "events"):
        return say("unterdrückt"), say("Die Zahl ist aus Gründen des Datenschutzes unterdrückt.")
    if pd.isna(row.events):
        return formats.not_stated(), say("Dazu gibt es keine Angabe.")
    return formats.count(row.events), counted(int(row.events), *sentences)


def _hidden_in_words(number: str) -> str:
    return say("unterdrückt") if number == formats.SUPPRESSED else number


def _periods(findings: Findings, part: ProjectPart, indicator: str) -> list[ResultRow]:
    rows = list_of(findings, part, indicator, period=None)
    return [row for row in rows if row.dimension == "total"]
