"""A picture of how many came, left, were employed at exit and stayed employed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Transform, blended_transform_factory

from evaluation import formats, words
from evaluation.display import Display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import BESIDE, HIDDEN_NOTE, Columns, Lines, line_figures
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of, was_collected

_COLUMNS = Columns(left=1.6, right=3.08, line=0.32, percent=False)
_COUNT, _WORDS, _SECOND_WORDS = (inches / style.WIDTH for inches in (3.7, 3.76, 4.72))
"""Where the counts end, and where the words beside them begin."""

_Counts = dict[str, ResultRow]

_DRAWN = ("events", "unknown", "not_mature")
"""Counts that form a bar, from left to right."""

_LOOKS: dict[str, dict[str, Any]] = {
    "outside": {"facecolor": style.GRID, "edgecolor": style.MUTED, "linewidth": 0.5},
    "events": {"facecolor": style.STRONG},
    "unknown": {"facecolor": style.PALE},
    "not_mature": {"facecolor": "white", "edgecolor": style.STRONG, "hatch": "//////", "linewidth": 0.5},
}
_OPEN = {
    "unknown": (noted("{number} unbekannt"), noted("unbekannt: unterdrückt")),
    "not_mature": (noted("{number} noch nicht beurteilbar"), noted("noch nicht beurteilbar: unterdrückt")),
}
"""Cases that may be employed, each with its words for a number and for a suppressed one."""


@dataclass(frozen=True)
class _Bar:
    """One bar: its row, the words beside its count, how it looks, and the count that fills the whole width."""

    row: ResultRow
    words: str
    look: str
    widest: int


@themed
def funnel(findings: Findings) -> Display:
    """Draw counts from the first contact to stabilised employment, for each project."""
    stability = findings.plan.stability
    projects = [Lines(part, _bars(findings, part)) for part in projects_in_order(findings)]
    later = [
        say("Unbekannte können beschäftigt sein. Noch nicht beurteilbar: Der Tag war am Datenstand nicht erreicht."),
        say("Jedes Projekt hat seinen eigenen Maßstab.") if len(projects) > 1 else "",
        say(HIDDEN_NOTE),
    ]
    notes = [
        say(
            "Kurzkontakte sind keine Teilnahmen; es können andere Personen sein. Beurteilt wird, wer bei Eintritt "
            "nicht erwerbstätig war. Monate später wird beurteilt, wer bei Austritt beschäftigt war, und zwar "
            "{concept}; gezählt {clock}.",
            concept=words.CONCEPTS[stability.concept],
            clock=words.CLOCKS[stability.clock],
        ),
        " ".join(filter(None, later)),
        source_note(findings),
    ]
    title = say("Vom ersten Kontakt zur stabilisierten Beschäftigung")
    lasting = say("Stabilisierte Beschäftigung, {mode}", mode=words.MODES[stability.modes[-1]])
    outcomes = [say("Beschäftigung bei Austritt"), lasting]
    numbers = [say("Kontakte und Fälle"), say("Ein- und Austritte nach Geschlecht"), *outcomes]
    return line_figures(projects, _draw, title=title, columns=_COLUMNS, notes=notes, numbers=numbers)


def _bars(findings: Findings, part: ProjectPart) -> list[tuple[str, _Bar]]:
    labels = {
        "short_contacts": say("Kurzkontakte"),
        "entries": say("Eintritte"),
        "exits": say("Austritte"),
        "placement": say("beschäftigt\nbei Austritt"),
        **_horizons(findings, part),
    }
    found = {name: row for name in labels if (row := total_of(findings, part, name)) is not None}
    widest = max([sum(_number(row, column) or 0 for column in _DRAWN) for row in found.values()], default=0)
    return [
        (
            labels[name],
            _Bar(row, _beside(name, found), "outside" if name == "short_contacts" else "events", max(widest, 1)),
        )
        for name, row in found.items()
    ]


def _horizons(findings: Findings, part: ProjectPart) -> dict[str, str]:
    """Return a bar for each month later, or a single one where nobody asked."""
    stability = findings.plan.stability
    word = words.MODES[stability.modes[-1]]
    names = {months: f"stabilised_{months}_{stability.modes[-1]}" for months in stability.horizons_months}
    if any(was_collected(findings, part, name) for name in names.values()):
        return {
            name: say("{mode} beschäftigt\nnach {months}", mode=word, months=words.months(months))
            for months, name in names.items()
        }
    return {names[stability.horizons_months[0]]: say("Monate später\nbeschäftigt")}


def _beside(name: str, found: _Counts) -> str:
    """Return what stands beside the count: of how many it is a part, or why there is no count."""
    row = found[name]
    if row.status == Status.SUPPRESSED:
        return say("unterdrückt")
    if row.status == Status.NOT_MATURE:
        return ""  # how many they are is said below
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    entries = _number(found["entries"], "events") if "entries" in found else None
    if name == "short_contacts":
        return say("Kontakte ohne Teilnahme")
    if name == "entries":
        return say("Personen")
    if name == "exits":
        if not entries or row.events > entries:  # counts may deviate
            return ""
        share = formats.percent(row.events / entries)
        return say("von {n} Eintritten ({share})", n=formats.count(entries), share=share)
    return say("von {n} beurteilbaren ({share})", n=formats.number_of(row, "n"), share=formats.share_of(row))


def _number(row: ResultRow, column: str) -> int | None:
    """Return a published count, None if it is hidden or there is none."""
    value = getattr(row, column)
    return None if formats.is_hidden(row, column) or pd.isna(value) else int(value)


def _draw(axes: Axes, place: float, bar: _Bar) -> str:
    _draw_bar(axes, place, bar)
    count = {Status.PUBLISHED: formats.count(_number(bar.row, "events")), Status.SUPPRESSED: "×"}
    beyond = [
        (column, "×" if formats.is_hidden(bar.row, column) else formats.count(_number(bar.row, column)))
        for column in _OPEN
        if _number(bar.row, column) or (formats.is_hidden(bar.row, column) and bar.row.status != Status.SUPPRESSED)
    ]
    number = count.get(Status(bar.row.status), "")
    above, below = (place - 0.2, place + 0.22) if beyond and bar.words else (place, place)
    axes.annotate(number, (_COUNT, above), xycoords=BESIDE, ha="right", va="center", weight="bold")
    axes.annotate(bar.words, (_WORDS, above), xycoords=BESIDE, va="center", color=style.MUTED)
    for begin, (column, many) in zip((_WORDS, _SECOND_WORDS), beyond, strict=False):
        _swatch(axes, begin, below, column)
        beside = (begin + 0.02, below)
        written = say(_OPEN[column][0], number=many)
        axes.annotate(written, beside, xycoords=BESIDE, va="center", color=style.MUTED, size=7.5)
    said = [f"{number} {bar.words}".removeprefix("×").strip()]
    for column, many in beyond:
        shown, hidden = _OPEN[column]
        said.append(say(hidden) if many == "×" else say(shown, number=many))
    return ", ".join(filter(None, said))


def _draw_bar(axes: Axes, place: float, bar: _Bar) -> None:
    start = 0.0
    for column in _DRAWN if bar.row.status != Status.SUPPRESSED else ():
        length = (_number(bar.row, column) or 0) / bar.widest
        if length:
            look = _LOOKS[bar.look if column == "events" else column]
            axes.add_artist(Rectangle((start, place - 0.26), length, 0.52, **look))
        start += length
    if bar.look == "outside":
        ends, line = (0.015, 0.985), (place + 0.5, place + 0.5)
        axes.plot(ends, line, color=style.GRID, linewidth=0.6, transform=_across(axes), clip_on=False)


def _swatch(axes: Axes, begin: float, place: float, look: str) -> None:
    """Show beside a number how it looks in the bar."""
    axes.add_artist(
        Rectangle((begin, place - 0.13), 0.013, 0.26, transform=_across(axes), clip_on=False, **_LOOKS[look])
    )


def _across(axes: Axes) -> Transform:
    """Return coordinates that run over the whole figure, and downwards by lines."""
    return blended_transform_factory(axes.figure.transFigure, axes.transData)
