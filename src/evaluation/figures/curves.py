"""Pictures of durations: from the entry to the first job or to dropping out, and how long jobs lasted."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evaluation import formats, words
from evaluation.display import Display
from evaluation.figures import style
from evaluation.figures.parts import left_out, nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import ProjectPart, group_word, projects_in_order, source_note, was_collected

_ROOM_FOR_WORDS = 0.12
"""Share that is as high as a line of words."""

_ONLY_PUBLISHED = "Nur veröffentlichte Monate sind gezeichnet."


def job_survival(findings: Findings) -> Display:
    """Draw how long jobs lasted, a panel for each project whose jobs were followed up."""
    parts = [part for part in projects_in_order(findings) if not _curve(findings, part, "job_survival").empty]
    if not parts:
        return nothing_to_draw("Die Dauer der Beschäftigung wurde in keinem der Projekte erhoben.")
    level = formats.percent(findings.plan.confidence_level)
    notes = [f"Kaplan-Meier-Schätzung; Fläche: Intervall für alle ({level}). {_ONLY_PUBLISHED}", source_note(findings)]
    title = "Wie lange die Beschäftigung hielt"
    numbers = ["Dauer der Beschäftigung"]
    return panel_figures(findings, parts, _survival_panel, title=title, height=2.3, notes=notes, numbers=numbers)


def first_job(findings: Findings) -> Display:
    """Draw how many had a first job, dropped out, or neither, by months since the entry, a panel for each project."""
    every = projects_in_order(findings)
    # jobs that nobody recorded would be drawn as a curve that stays at 0
    recorded = f"esf_{findings.plan.after_exit.months[0]}"
    parts = [
        part
        for part in every
        if was_collected(findings, part, recorded) and not _curve(findings, part, "first_job").empty
    ]
    if not parts:
        return nothing_to_draw("Der Weg zur ersten Arbeit wurde in keinem der Projekte erhoben.")
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        "Was zuerst kam: Arbeit (ESF-Begriff, unten) oder Abbruch (oben); weiß: weder noch. "
        f"Aalen-Johansen-Schätzung; Band: Intervall ({level}). Nur veröffentlichte Monate, mit Geraden verbunden.",
        *left_out(every, parts),
        source_note(findings),
    ]
    title = "Der Weg zur ersten Arbeit"
    numbers = ["Vom Eintritt zur ersten Arbeit"]
    return panel_figures(findings, parts, _first_job_panel, title=title, height=2.3, notes=notes, numbers=numbers)


def _curve(findings: Findings, part: ProjectPart, indicator: str) -> pd.DataFrame:
    curves = findings.curves
    return curves[(curves["project"] == part.code) & (curves["indicator"] == indicator)]


def _published(findings: Findings, part: ProjectPart, indicator: str, group: str = TOTAL) -> pd.DataFrame:
    curve = _curve(findings, part, indicator)
    return curve[(curve["group"] == group) & (curve["status"] == Status.PUBLISHED)].sort_values("month")


def _months_axis(axes: Axes, last: int, marks: Iterable[int], label: str) -> None:
    style.percent_axis(axes, vertical=True)
    axes.set_xlim(0, last)
    axes.set_xticks(sorted({0, last, *marks}))
    axes.set_xlabel(label, loc="right", labelpad=1)


def _survival_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    looks = {
        TOTAL: (style.STRONG, 2.2, "-"),
        "female": (style.SECOND, 1.3, "-"),
        "male": (style.MUTED, 1.3, (0, (4, 2))),
    }
    ends: list[tuple[float, float, str, str]] = []
    for group, (colour, width, dashes) in looks.items():
        curve = _published(findings, part, "job_survival", group)
        if len(curve) < 2:
            continue
        months, share = _numbers(curve, "month"), _numbers(curve, "estimate")
        axes.step(months, share, where="post", color=colour, linewidth=width, linestyle=dashes)
        if group == TOTAL:
            low, high = _numbers(curve, "conf_low"), _numbers(curve, "conf_high")
            axes.fill_between(months, low, high, step="post", color=style.PALE, alpha=0.45, linewidth=0)
        ends.append((share[-1], months[-1], group_word(group), colour))
    _label_ends(axes, ends)
    horizons = findings.plan.stability.horizons_months
    _months_axis(axes, findings.plan.stability.curve_months, horizons, "Monate seit Beginn der Beschäftigung")
    axes.set_title(part.heading)
    total = _published(findings, part, "job_survival")
    total = total[total["month"].isin(horizons)]
    return f"{part.heading}: noch beschäftigt {_read(total) or 'nicht veröffentlicht'}."


def _first_job_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    """Let work grow from the floor and dropping out from the ceiling: what is white between them is neither."""
    work, dropped = _published(findings, part, "first_job"), _published(findings, part, "drop_out")
    _wedge(axes, work, "erste Arbeit", style.STRONG, ceiling=False)
    _wedge(axes, dropped, "Abbruch", style.SECOND, ceiling=True)
    last = findings.plan.pathway.curve_months
    _months_axis(axes, last, range(0, last, 6), "Monate seit Eintritt")
    axes.set_title(part.heading)
    read = [_read(_half_years(curve)) or "nicht veröffentlicht" for curve in (work, dropped)]
    return f"{part.heading}: erste Arbeit {read[0]}; Abbruch {read[1]}{_neither(axes, work, dropped)}."


def _half_years(curve: pd.DataFrame) -> pd.DataFrame:
    """Return every sixth month, and the last, which is written beside the curve."""
    month = curve["month"]
    return curve[(month > 0) & ((month % 6 == 0) | (month == month.max()))]


def _wedge(axes: Axes, curve: pd.DataFrame, label: str, colour: str, *, ceiling: bool) -> None:
    if len(curve) < 2:
        height = 0.92 if ceiling else 0.08
        axes.annotate(f"{label}: nicht veröffentlicht", (0.02, height), xycoords="axes fraction", color=colour)
        return
    edge = 1 if ceiling else 0
    months, share = _numbers(curve, "month"), _numbers(curve, "estimate")
    line = np.abs(edge - share)
    axes.fill_between(months, edge, line, color=colour, alpha=0.2, linewidth=0)
    if not ceiling:
        axes.fill_between(
            months, _numbers(curve, "conf_low"), _numbers(curve, "conf_high"), color=colour, alpha=0.3, linewidth=0
        )
    axes.plot(months, line, color=colour, linewidth=1.4 if ceiling else 2.2)
    _name(axes, months[-1], (edge + line[-1]) / 2, f"{formats.percent(share[-1])}\n{label}", colour)


def _neither(axes: Axes, work: pd.DataFrame, dropped: pd.DataFrame) -> str:
    """Name the white between the curves at the last month that both have, and return it in words."""
    both = work.merge(dropped, on="month", suffixes=("", "_dropped")).sort_values("month")
    last = next(both[both["month"] > 0].tail(1).itertuples(), None)
    if last is None:
        return ""
    rest = 1 - last.estimate - last.estimate_dropped
    if rest > _ROOM_FOR_WORDS:
        words_between, height = f"{formats.percent(rest)} weder noch", last.estimate + rest / 2
        axes.annotate(words_between, (last.month, height), ha="right", va="center", color=style.MUTED)
    return f"; weder noch nach {words.months(int(last.month))} {formats.percent(rest)}"


def _name(axes: Axes, month: float, height: float, label: str, colour: str) -> None:
    axes.annotate(
        label,
        (month, height),
        xytext=(5, 0),
        textcoords="offset points",
        color=colour,
        va="center",
        weight="bold",
        annotation_clip=False,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
    )


def _numbers(curve: pd.DataFrame, column: str) -> np.ndarray:
    return curve[column].to_numpy(dtype=float, na_value=np.nan)


def _read(curve: pd.DataFrame) -> str:
    return ", ".join(
        f"nach {words.months(int(row.month))} {formats.percent(row.estimate)}" for row in curve.itertuples()
    )


def _label_ends(axes: Axes, ends: list[tuple[float, float, str, str]]) -> None:
    """Write each group beside the end of its line, apart from its neighbours."""
    height = -1.0
    for share, month, label, colour in sorted(ends):
        height = max(share, height + 0.11)
        _name(axes, month, height, label, colour)
