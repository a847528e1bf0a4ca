"""The change of course of a project: what happened month by month before and after, against what was to be expected."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import panel_figures
from evaluation.findings import Findings
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import ProjectPart, rows_of, source_note, total_of
from evaluation.tables.turning import turned

DAYS_PER_MONTH = 365.25 / 12


@themed
def change_of_course(findings: Findings) -> Display:
    """Draw the advice contacts of each project that changed its course, with the fitted lines; else nothing."""
    parts = turned(findings)
    if not parts:
        return display()
    notes = [
        say(
            "Balken: Beratungskontakte je Monat im Mittel eines Zeitraums; ×: unterdrückt. Linien: segmentierte "
            "Regression der einzelnen Monate. Gestrichelt: wie es ohne Neuausrichtung weitergegangen wäre, wenn der "
            "Verlauf davor angehalten hätte."
        ),
        source_note(findings),
    ]
    title = say("Beratungskontakte vor und nach der Neuausrichtung")
    numbers = [say("Beratungskontakte je Monat"), say("Entwicklung über die Laufzeit")]
    return panel_figures(findings, parts, _panel, title=title, height=2.6, notes=notes, numbers=numbers)


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    project = findings.projects.set_index("project").loc[part.code]
    last = min(project["end"], pd.Timestamp(findings.plan.cut_off))
    point = findings.turning_points.set_index("project").loc[part.code]
    said = []
    rows = rows_of(findings, part, "advice_contacts", period=None)
    for row in rows[rows["dimension"] == TOTAL].itertuples():
        first, until = _span(str(row.period))
        first, until = max(first, project["start"]), min(until, last + pd.Timedelta(days=1))
        left, right = _place(first, point["changed_on"]), _place(until, point["changed_on"])
        if row.status == Status.SUPPRESSED:
            axes.plot([(left + right) / 2], [0.12], "x", color=style.STRONG, markersize=5)
            said.append(say("{name} unterdrückt", name=row.period))
            continue
        mean = row.events / (right - left)
        axes.bar([left], [mean], width=(right - left) * 0.94, align="edge", color=style.PALE)
        said.append(f"{row.period} {formats.decimal(mean)}")
    began, ended = _place(project["start"], point["changed_on"]), _place(last, point["changed_on"])
    fit = {
        name: _estimate(findings, part, f"course_{name}") for name in ("level", "trend", "level_change", "trend_change")
    }
    lines = ""
    if None not in fit.values():
        level, trend, jump, turn = (float(value or 0) for value in fit.values())
        axes.plot([began, 0], [level + trend * began, level], color=style.STRONG, linewidth=1.8)
        axes.plot([0, ended], [level, level + trend * ended], color=style.STRONG, linewidth=1.2, linestyle=(0, (4, 3)))
        lines = say(
            "Die Linien am Tag der Neuausrichtung: vorher {before}, nachher {after}.",
            before=formats.decimal(level),
            after=formats.decimal(level + jump),
        )
        new = [level + jump, level + jump + (trend + turn) * ended]
        axes.plot([0, ended], new, color=style.SECOND, linewidth=2.2)
        beside = ("axes fraction", "data")
        axes.annotate(say("nachher"), (1.01, new[1]), xycoords=beside, color=style.SECOND, weight="bold")
        axes.annotate(
            say("zu\nerwarten"),
            (1.01, level + trend * ended),
            xycoords=beside,
            color=style.STRONG,
            weight="bold",
            va="center",
        )
    axes.axvline(0, color=style.INK, linewidth=0.8, linestyle=(0, (1, 2)))
    axes.annotate(
        say("Neuausrichtung"),
        (0, 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(-4, 0),
        ha="right",
        va="top",
        textcoords="offset points",
    )
    years = pd.date_range(project["start"], last, freq="YS")
    axes.set_xticks([_place(day, point["changed_on"]) for day in years], [str(day.year) for day in years], ha="left")
    axes.set_xlim(began, ended)
    style.counts_axis(axes)
    style.unit(axes, say("je Monat"))
    axes.set_ylim(bottom=0)
    axes.set_title(part.heading)
    bars = say("{project}: Beratungskontakte je Monat {numbers}.", project=part.heading, numbers="; ".join(said))
    return f"{bars} {lines}".strip()


def _span(period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first day of a period and the first day after it."""
    year, _, half = period.partition("-H")
    first = pd.Timestamp(int(year), 7 if half == "2" else 1, 1)
    return first, first + pd.DateOffset(months=6 if half else 12)


def _place(day: pd.Timestamp, changed: pd.Timestamp) -> float:
    """Return months from the change of course."""
    return float((day - changed).days / DAYS_PER_MONTH)


def _estimate(findings: Findings, part: ProjectPart, indicator: str) -> float | None:
    row = total_of(findings, part, indicator)
    return float(row.estimate) if row is not None and row.status == Status.PUBLISHED else None
