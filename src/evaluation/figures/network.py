"""The network over time: who stayed, who came, who left, from period to period."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say, say_number
from evaluation.results import Status
from evaluation.tables.periods import period_label
from evaluation.tables.selection import (
    ProjectPart,
    may_have_cases,
    projects_in_order,
    rows_of,
    source_note,
    total_of,
    was_collected,
)

BAR = 0.52
"""Width of a bar; periods are 1 apart."""

FLOW, NEW = "#c9dfe3", "#d99b72"


@dataclass(frozen=True)
class _Period:
    """What is printed of a period; None where it is hidden or there is no such number."""

    name: str
    active: int | None
    stayed: int | None
    new: int | None
    hidden: bool


@themed
def network_activity(findings: Findings) -> Display:
    """Draw the active enterprises of each period as a flow: those who stay run on into the next bar."""
    parts = [part for part in projects_in_order(findings) if was_collected(findings, part, "active_members")]
    if not parts:
        return nothing_to_draw(say("Zum Netzwerk der Unternehmen wurden in keinem der Projekte Daten erhoben."))
    title = say("Wer im Netzwerk blieb")
    if not any(may_have_cases(total_of(findings, part, "active_members")) for part in parts):
        return display()  # the table says it
    choices = findings.plan.network
    notes = [
        say(
            "Zahl der aktiven Unternehmen; aktiv: mindestens {attendances} im Zeitraum. Das Band zwischen zwei Säulen "
            "sind die Unternehmen, die blieben; was über dem Band aufhört, schied aus, was darüber beginnt, kam neu "
            "oder wieder dazu. Schraffiert: nicht aufgeteilt, weil es der erste Zeitraum ist oder die Teile "
            "unterdrückt sind; ×: unterdrückt.",
            attendances=say_number("{number} Teilnahme", "{number} Teilnahmen", choices.active_attendances),
        ),
        source_note(findings),
    ]
    numbers = [say("Mitglieder des Netzwerks")]
    return panel_figures(findings, parts, _panel, title=title, height=2.05, notes=notes, numbers=numbers)


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    rows = rows_of(findings, part, "active_members", period=None)
    some = (rows["events"] != 0).fillna(value=True).astype(bool)
    rows = rows[some.cummax() | ~some.any()]  # from the first period with an active firm
    periods = [_period(findings, part, row) for row in rows.itertuples()]
    for place, period in enumerate(periods):
        following = periods[place + 1] if place + 1 < len(periods) else None
        if period.active and following is not None and following.stayed:
            axes.fill_between([place + BAR / 2, place + 1 - BAR / 2], 0, following.stayed, color=FLOW, linewidth=0)
        _bar(axes, place, period)
    axes.set_xticks(range(len(periods)), [period.name.replace(" ", "\n", 1) for period in periods])
    axes.set_xlim(-0.6, len(periods) - 0.4)
    style.counts_axis(axes)
    axes.set_ylim(0, 1.25 * max([1, *(period.active or 0 for period in periods)]))
    axes.set_title(part.heading)
    for height, colour, label in (
        (0.86, "#8a4a22", say("neu")),
        (0.56, "#3f7d88", say("wieder\ndabei")),
        (0.2, style.STRONG, say("geblieben")),
    ):
        axes.annotate(label, (1.01, height), xycoords="axes fraction", color=colour, va="center", weight="bold")
    return f"{part.heading}: {'; '.join(_words(period) for period in periods)}."


def _bar(axes: Axes, place: int, period: _Period) -> None:
    if period.active is None:
        axes.plot([place], [0.6], "x", color=style.STRONG, markersize=5)
        return
    stayed, new = period.stayed or 0, period.new or 0
    untold = period.hidden or period.stayed is None or period.new is None
    axes.bar([place], [period.active], width=BAR, color=style.TRACK if untold else style.PALE)
    if untold and period.active:
        axes.bar(
            [place], [period.active], width=BAR, facecolor="none", edgecolor=style.MUTED, hatch="////", linewidth=0
        )
    axes.bar([place], [stayed], width=BAR, color=style.STRONG)
    axes.bar([place], [new], bottom=[max(period.active - new, 0)], width=BAR, color=NEW)
    label = formats.count(period.active)
    place_above = (place, period.active)
    axes.annotate(label, place_above, xytext=(0, 3), textcoords="offset points", ha="center", weight="bold")


def _period(findings: Findings, part: ProjectPart, row: ResultRow) -> _Period:
    again, new = (total_of(findings, part, name, period=row.period) for name in ("retention", "newcomers"))
    active = None if row.status == Status.SUPPRESSED else int(row.events)
    hidden = any(one is not None and formats.is_hidden(one, "events") for one in (again, new))
    return _Period(period_label(findings, part, row.period), active, _events(again), _events(new), hidden)


def _events(row: ResultRow | None) -> int | None:
    return int(row.events) if row is not None and row.status == Status.PUBLISHED else None


def _words(period: _Period) -> str:
    if period.active is None:
        return say("{name} unterdrückt", name=period.name)
    told = [say("{period} {number} aktiv", period=period.name, number=formats.count(period.active))]
    if period.stayed is not None:
        told.append(say("davon {number} geblieben", number=formats.count(period.stayed)))
    if period.new is not None:
        told.append(say("{number} neu", number=formats.count(period.new)))
    if period.hidden:
        told.append(say("Aufteilung unterdrückt"))
    return ", ".join(told)
