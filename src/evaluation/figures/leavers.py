"""A picture of who was employed on certain days after leaving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from evaluation import formats, words
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import HIDDEN_NOTE, left_out, nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.selection import (
    ProjectPart,
    may_have_cases,
    projects_in_order,
    source_note,
    total_of,
    was_collected,
)

_MOST_LABELLED = 7
"""Days whose numbers can stand beside each other without touching."""

_CONCEPTS = (
    ("social_insurance", -0.07, style.STRONG, "o", noted("sozialver-\nsicherungs-\npflichtig")),
    ("esf", 0.07, style.SECOND, "D", noted("auch\ngeringfügig,\nselbstständig\n(ESF-Begriff)")),
)
"""Each concept of employment with its place beside the day, its colour, mark and name."""

_NAMES = (noted("sozialversicherungspflichtig"), noted("nach ESF-Begriff"))
"""How the alternative text calls the concepts."""


@themed
def after_exit(findings: Findings) -> Display:
    """Draw the possible range of the share employed on each day after leaving, in both concepts, for each project."""
    every = projects_in_order(findings)
    first = findings.plan.after_exit.months[0]
    parts = [part for part in every if any(was_collected(findings, part, f"{name}_{first}") for name, *_ in _CONCEPTS)]
    if not parts:
        return nothing_to_draw(say("Die Beschäftigung nach dem Austritt wurde in keinem der Projekte erhoben."))
    title = say("Beschäftigung in den Monaten nach dem Austritt")
    asked = [total_of(findings, part, f"{name}_{first}") for part in parts for name, *_ in _CONCEPTS]
    if not any(may_have_cases(row, "n") for row in asked):
        return display()  # the table says it
    note = say(
        "Punkt: Anteil, wenn keine der unbekannten Personen beschäftigt war; Ende der Linie: wenn alle es waren. "
        "„von“: beurteilbare Personen."
    )
    notes = [
        f"{note} {say(HIDDEN_NOTE)}",
        *left_out(every, parts),
        source_note(findings),
    ]
    numbers = [say("Beschäftigung und Verbleib nach dem Austritt")]
    return panel_figures(findings, parts, _panel, title=title, height=2.3, notes=notes, numbers=numbers)


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    months = findings.plan.after_exit.months
    labelled = set(range(0, len(months), -(-len(months) // _MOST_LABELLED)))
    read, ticks = [], []
    for place, after in enumerate(months):
        rows = [total_of(findings, part, f"{name}_{after}") for name, *_ in _CONCEPTS]
        for row, look in zip(rows, _CONCEPTS, strict=True):
            _range(axes, place, row, look, labelled=place in labelled)
        _say_why(axes, place, [_absence(row) for row in rows])
        judged = "–" if rows[0] is None else _count(rows[0], "n")
        ticks.append(say("Monat {month}\nvon {n}", month=after, n=judged))
        read.append(say("nach {months} {shares}", months=words.months(after), shares=_read(rows)))
    style.percent_axis(axes, vertical=True)
    axes.set_xlim(-0.5, len(months) - 0.5)
    axes.set_xticks(range(len(months)), ticks)
    axes.set_title(part.heading)
    _name_concepts(axes)
    return f"{part.heading}: {'; '.join(read)}."


def _range(
    axes: Axes, place: float, row: ResultRow | None, look: tuple[str, float, str, str, str], *, labelled: bool
) -> None:
    _, beside, colour, mark, _ = look
    x = place + beside
    if row is not None and row.status == Status.SUPPRESSED:
        axes.plot([x], [0.03], "x", color=colour, markersize=4)
    if row is None or _absence(row):
        return
    low, high = _bounds(row)
    axes.plot([x], [low], mark, color=colour, markersize=5, clip_on=False)
    if high is not None:
        axes.plot([x, x], [low, high], color=colour, linewidth=1.2)
    if labelled:
        _percent(axes, x, low, beside, away=5, va="center", weight="bold", color=colour)
        if high is not None and high - low > 0.1:
            _percent(axes, x, high, beside, away=-1, va="bottom", color=style.MUTED)


def _say_why(axes: Axes, place: float, absences: list[str]) -> None:
    """Write why there is no share: once between the concepts, or beside the one that has none."""
    same = len(set(absences)) == 1
    places = [place] if same else [place + 2 * beside for _, beside, *_ in _CONCEPTS]
    for x, word in zip(places, absences, strict=not same):
        axes.annotate(word, (x, 0.08), rotation=90, ha="center", va="bottom", color=style.MUTED)


def _percent(axes: Axes, x: float, share: float, beside: float, *, away: float, **look: Any) -> None:
    """Write a share on the outer side of its concept, so many points away from its line."""
    align, away = ("left", away) if beside > 0 else ("right", -away)
    axes.annotate(
        formats.percent(share), (x, share), xytext=(away, 0), textcoords="offset points", ha=align, size=7, **look
    )


def _bounds(row: ResultRow) -> tuple[float, float | None]:
    """Return the share if no unknown person was employed, and if all were, from published counts only."""
    if formats.is_hidden(row, "unknown"):
        return row.events / row.n, None
    return row.events / row.n, (row.events + row.unknown) / row.n


def _absence(row: ResultRow | None) -> str:
    """Return why a day has no share; empty if it has one."""
    if row is None:
        return formats.NO_NUMBER[Status.NOT_COLLECTED]
    if row.status == Status.SUPPRESSED:
        return say("unterdrückt")
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    return formats.all_unknown() if not formats.is_hidden(row, "unknown") and row.unknown == row.n else ""


def _count(row: ResultRow, column: str) -> str:
    return "×" if formats.is_hidden(row, column) else formats.count(getattr(row, column))


def _read(rows: Sequence[ResultRow | None]) -> str:
    """Return the shares of a day in words."""
    said = []
    for row, name in zip(rows, map(say, _NAMES), strict=True):
        if row is None or _absence(row):
            said.append(say("{concept} {reason}", concept=name, reason=_absence(row)))
            continue
        low, high = _bounds(row)
        counts = {column: formats.number_of(row, column) for column in ("events", "n")}
        least = say(
            "{concept} mindestens {share} ({events} von {n})", concept=name, share=formats.percent(low), **counts
        )
        most = (
            say("obere Grenze unterdrückt") if high is None else say("höchstens {share}", share=formats.percent(high))
        )
        said += [least, most]
    return ", ".join(said)


def _name_concepts(axes: Axes) -> None:
    """Write each concept with its mark into the margin."""
    for (_, _, colour, mark, name), height in zip(_CONCEPTS, (0.95, 0.5), strict=True):
        axes.plot([1.015], [height], mark, color=colour, markersize=5, transform=axes.transAxes, clip_on=False)
        axes.annotate(
            say(name),
            (1.03, height + 0.04),
            xycoords="axes fraction",
            va="top",
            color=colour,
            weight="bold",
            size=7.5,
        )
