"""All municipalities of a funding round side by side. Nothing is added up, and nobody is ranked.

Very many of them are told by how their values are distributed.

A sum over projects would be a new number: it is not protected together with its parts, and beside them it could tell
what is hidden. Only what the findings publish is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from evaluation import formats, words
from evaluation.blocks import Row, Tally
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.distribution import Measure, distribution_table, is_many, measures_of_share
from evaluation.tables.front import level_word
from evaluation.tables.places import by_place
from evaluation.tables.planned import judged_targets
from evaluation.tables.selection import ProjectPart, source_note, total_of
from evaluation.tables.shares import plain_table

_GROSS: Final = noted("Bruttoergebnisse, keine Wirkungen. Unbekannte Fälle stehen im Nenner.")


def programme_reach(findings: Findings) -> Display:
    """Show entries, exits and long-term unemployed."""
    parts, title = by_place(findings), say("Wen die Projekte erreichten")
    if is_many(parts):
        counts = [Measure(say("Eintritte"), "entries"), Measure(say("Austritte"), "exits")]
        of_unemployed = measures_of_share("long_term_unemployed", say("langzeitarbeitslos"), unknown=False)
        return _distributed(findings, parts, title, [*counts, *of_unemployed])
    rows = []
    for name, part in parts:
        unemployed = total_of(findings, part, "long_term_unemployed")
        of = say("nicht erhoben") if unemployed is None else _of(unemployed)
        rows.append(Row(cells=[name, _events(findings, part, "entries"), _events(findings, part, "exits"), of]))
    others = (say("Eintritte"), say("Austritte"), say("langzeitarbeitslos"))
    summary = say("Eintritte, Austritte und Langzeitarbeitslose je Gemeinde.")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, _notes(findings), summary))


def programme_exits(findings: Findings) -> Display:
    """Show employment at exit."""
    parts, title = by_place(findings), say("Beschäftigung bei Austritt nach Gemeinden")
    if is_many(parts):
        return _distributed(findings, parts, title, measures_of_share("placement", say("beschäftigt")))
    rows = [Row(cells=[name, *_share_cells(total_of(findings, part, "placement"))]) for name, part in parts]
    others = (
        say("beschäftigt"),
        say("von"),
        say("Anteil"),
        say("{level}-Intervall", level=level_word(findings)),
        say("unbekannt"),
        say("mögliche Spanne"),
    )
    summary = say("Beschäftigung bei Austritt je Gemeinde mit Intervall und Unbekannten.")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, _notes(findings), summary))


def programme_lasted(findings: Findings) -> Display:
    """Show what lasted at each horizon and of how many it is not known."""
    plan = findings.plan.stability
    mode = plan.modes[-1]
    parts, title = by_place(findings), say("Stabilisierte Beschäftigung nach Gemeinden")
    counting = say(
        "{mode} beschäftigt, {concept}; gezählt {clock}.",
        mode=words.MODES[mode].capitalize(),
        concept=words.CONCEPTS[plan.concept],
        clock=words.CLOCKS[plan.clock],
    )
    if is_many(parts):
        measures: list[Measure | str] = []
        for months in plan.horizons_months:
            measures.append(say("nach {months}", months=words.months(months)))
            measures += measures_of_share(f"stabilised_{months}_{mode}", say("beschäftigt"))
        return _distributed(findings, parts, title, measures, counting)
    rows = []
    for name, part in parts:
        cells = [name]
        for months in plan.horizons_months:
            row = total_of(findings, part, f"stabilised_{months}_{mode}")
            unknown = formats.NOTHING if row is None else formats.number_of(row, "unknown")
            cells += [formats.NOTHING] * 3 if row is None else [_of(row), formats.share_of(row), unknown]
        rows.append(Row(cells=cells))
    others = [
        head
        for months in plan.horizons_months
        for head in (say("nach {months}", months=words.months(months)), say("Anteil"), say("unbekannt"))
    ]
    notes = [counting, *_notes(findings)]
    summary = say("Stabilisierte Beschäftigung je Gemeinde und Zeitpunkt.")
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, notes, summary))


def programme_economy(findings: Findings) -> Display:
    """Show enterprises reached, events and attendances."""
    parts, title = by_place(findings), say("Unternehmen nach Gemeinden")
    names = {
        "enterprises_reached": say("erreichte Unternehmen"),
        "enterprises_advised": say("beratene Unternehmen"),
        "events_held": say("Veranstaltungen"),
        "attendances": say("Teilnahmen"),
    }
    if is_many(parts):
        return _distributed(findings, parts, title, [Measure(label, name) for name, label in names.items()])
    rows = [Row(cells=[name, *(_events(findings, part, indicator) for indicator in names)]) for name, part in parts]
    summary = say("Erreichte und beratene Unternehmen, Veranstaltungen und Teilnahmen je Gemeinde.")
    table = plain_table(title, say("Gemeinde"), list(names.values()), rows, _notes(findings), summary)
    return shown(findings, table)


def programme_targets(findings: Findings) -> Display:
    """Show how many targets are met, not told from chance, missed or open."""
    parts, title = by_place(findings), say("Planwerte nach Gemeinden")
    tallies = [(name, Counter(target.verdict for target in judged_targets(findings, part))) for name, part in parts]
    heads: dict[Tally, str] = {
        "met": say("erreicht"),
        "close": say("im Bereich des Zufalls"),
        "missed": say("nicht erreicht"),
        "open": say("nicht zu beurteilen"),
    }
    notes = [
        say(
            "Planwerte gelten für die ganze Laufzeit. Ein Anteil liegt im Bereich des Zufalls, solange sein Planwert "
            "im Intervall liegt."
        ),
        source_note(findings),
    ]
    summary = say("Erreichte und nicht erreichte Planwerte je Gemeinde.")
    if is_many(parts):
        rows = [_targets_row(heads[verdict], verdict, [tally for _, tally in tallies]) for verdict in heads]
        counted = (say("Planwerte"), say("Projekte mit mindestens einem"))
        return shown(findings, plain_table(title, say("Ergebnis"), counted, rows, notes, summary))
    rows = [Row(cells=[name, formats.count(tally.total()), *_verdicts(tally, heads)]) for name, tally in tallies]
    others = (say("Planwerte"), *heads.values())
    return shown(findings, plain_table(title, say("Gemeinde"), others, rows, notes, summary))


def _verdicts(tally: Counter[Tally], heads: Mapping[Tally, str]) -> list[str]:
    return [formats.count(tally[verdict]) if tally else formats.NOTHING for verdict in heads]


def _targets_row(label: str, verdict: Tally, tallies: Sequence[Counter[Tally]]) -> Row:
    """Return how many targets of all projects have a verdict, and how many projects have one of them."""
    counts = (sum(tally[verdict] for tally in tallies), sum(tally[verdict] > 0 for tally in tallies))
    return Row(cells=[label, *(formats.count(number) for number in counts)])


def _distributed(
    findings: Findings,
    lines: Sequence[tuple[str, ProjectPart]],
    title: str,
    measures: Sequence[Measure | str],
    *notes: str,
) -> Display:
    """Show how the values of the projects are distributed."""
    return shown(findings, distribution_table(findings, lines, title, measures, [*notes, say(_GROSS)]))


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
        say(_GROSS),
        formats.legend(),
        source_note(findings),
    ]
