"""Pictures of durations: from the entry to the first job or to dropping out, and how long jobs lasted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evaluation import formats, words
from evaluation.display import Display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import left_out, nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.curves import followed_jobs, why_no_survival
from evaluation.tables.selection import ProjectPart, group_word, projects_in_order, source_note, was_collected

_ROOM_FOR_WORDS = 0.12
"""Share that is as high as a line of words."""

_LOOKS: Final[Mapping[str, tuple[str, float, Any]]] = {
    TOTAL: (style.STRONG, 2.2, "-"),
    "female": (style.SECOND, 1.3, "-"),
    "male": (style.MUTED, 1.3, (0, (4, 2))),
}
"""Colour, width and dashes of the lines of jobs, by group."""


@themed
def job_survival(findings: Findings) -> Display:
    """Draw how long jobs lasted, a panel for each project whose jobs were followed up."""
    every = projects_in_order(findings)
    parts = [part for part in every if not _curve(findings, part, "job_survival").empty]
    if not parts and any(why_no_survival(findings, part) is Status.NOT_MATURE for part in every):
        return nothing_to_draw(say("Die Dauer der Beschäftigung ist in keinem der Projekte schon beurteilbar."))
    if not parts:
        return nothing_to_draw(say("Die Dauer der Beschäftigung wurde in keinem der Projekte erhoben."))
    level = formats.percent(findings.plan.confidence_level)
    note = say(
        "Kaplan-Meier-Schätzung. Punkte: veröffentlichte Monate, mit Geraden verbunden; was dazwischen und nach dem "
        "letzten Punkt geschah, ist unterdrückt."
    )
    if any(len(_last_months(findings, part)) > 1 for part in parts):
        note = f"{note} {say('Fein gepunktet: nur der Weg zum Namen.')}"
    if any(_is_drawn(_published(findings, part, "job_survival")) for part in parts):
        note = f"{note} {say('Fläche: Intervall für alle ({level}).', level=level)}"
    notes = [note, followed_jobs(findings.plan), source_note(findings)]
    title = say("Wie lange die Beschäftigung hielt")
    numbers = [say("Dauer der Beschäftigung")]
    return panel_figures(findings, parts, _survival_panel, title=title, height=2.3, notes=notes, numbers=numbers)


@themed
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
        return nothing_to_draw(say("Der Weg zur ersten Arbeit wurde in keinem der Projekte erhoben."))
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        say(
            "Was zuerst kam: Arbeit (ESF-Begriff, unten) oder Abbruch (oben); weiß: weder noch. "
            "Aalen-Johansen-Schätzung; Band: Intervall ({level}). Nur veröffentlichte Monate, mit Geraden verbunden.",
            level=level,
        ),
        *left_out(every, parts),
        source_note(findings),
    ]
    title = say("Der Weg zur ersten Arbeit")
    numbers = [say("Vom Eintritt zur ersten Arbeit")]
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


def _last_months(findings: Findings, part: ProjectPart) -> set[int]:
    """Return the months in which the drawn lines of a project end."""
    curves = (_published(findings, part, "job_survival", group) for group in _LOOKS)
    return {int(curve["month"].max()) for curve in curves if _is_drawn(curve)}


def _survival_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    ends: list[tuple[float, float, str, str]] = []
    for group, (colour, width, dashes) in _LOOKS.items():
        curve = _published(findings, part, "job_survival", group)
        if not _is_drawn(curve):
            if group == TOTAL:
                _say_absent(axes, group_word(group), colour, height=0.08)
            continue
        months, share = _numbers(curve, "month"), _numbers(curve, "estimate")
        # a step at the later of two months would say that nobody left his job between them
        (line,) = axes.plot(months, share, color=colour, linewidth=width, linestyle=dashes, clip_on=False)
        line.set(marker="o", markersize=1.7 + width)
        if group == TOTAL:
            low, high = _limits(curve)
            axes.fill_between(months, low, high, color=style.PALE, alpha=0.45, linewidth=0)
        ends.append((share[-1], months[-1], group_word(group), colour))
    _label_ends(axes, ends)
    horizons = findings.plan.stability.horizons_months
    _months_axis(axes, findings.plan.stability.curve_months, horizons, say("Monate seit Beginn der Beschäftigung"))
    axes.set_title(part.heading)
    total = _published(findings, part, "job_survival")
    total = total[total["month"].isin(horizons)]
    return say("{project}: noch beschäftigt {shares}.", project=part.heading, shares=_read(total))


def _first_job_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    """Let work grow from the floor and dropping out from the ceiling: what is white between them is neither."""
    work, dropped = _published(findings, part, "first_job"), _published(findings, part, "drop_out")
    _wedge(axes, work, say("erste Arbeit"), style.STRONG, ceiling=False)
    _wedge(axes, dropped, say("Abbruch"), style.SECOND, ceiling=True)
    last = findings.plan.pathway.curve_months
    _months_axis(axes, last, range(0, last, 6), say("Monate seit Eintritt"))
    axes.set_title(part.heading)
    read = {"work": _read(_half_years(work)), "dropped": _read(_half_years(dropped))}
    if neither := _neither(axes, work, dropped):
        phrase = noted("{project}: erste Arbeit {work}; Abbruch {dropped}; weder noch {neither}.")
        return say(phrase, project=part.heading, neither=neither, **read)
    return say("{project}: erste Arbeit {work}; Abbruch {dropped}.", project=part.heading, **read)


def _half_years(curve: pd.DataFrame) -> pd.DataFrame:
    """Return every sixth month, and the last, which is written beside the curve."""
    month = curve["month"]
    return curve[(month > 0) & ((month % 6 == 0) | (month == month.max()))]


def _wedge(axes: Axes, curve: pd.DataFrame, label: str, colour: str, *, ceiling: bool) -> None:
    if not _is_drawn(curve):
        _say_absent(axes, label, colour, height=0.92 if ceiling else 0.08)
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


def _is_drawn(curve: pd.DataFrame) -> bool:
    """Tell if there are two points to join."""
    return len(curve) > 1


def _say_absent(axes: Axes, name: str, colour: str, *, height: float) -> None:
    absent = say("{name}: nicht veröffentlicht", name=name)
    axes.annotate(absent, (0.02, height), xycoords="axes fraction", color=colour)


def _neither(axes: Axes, work: pd.DataFrame, dropped: pd.DataFrame) -> str:
    """Name the white between the curves at the last month that both have, and return it in words, if there is one."""
    both = work.merge(dropped, on="month", suffixes=("", "_dropped")).sort_values("month")
    last = next(both[both["month"] > 0].tail(1).itertuples(), None)
    if last is None:
        return ""
    rest = 1 - last.estimate - last.estimate_dropped
    if rest > _ROOM_FOR_WORDS:
        words_between, height = say("{share} weder noch", share=formats.percent(rest)), last.estimate + rest / 2
        axes.annotate(words_between, (last.month, height), ha="right", va="center", color=style.MUTED)
    return _share_after(int(last.month), rest)


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


def _limits(curve: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits; where nobody left yet there are none, and the band begins at the share itself."""
    share = _numbers(curve, "estimate")
    low, high = _numbers(curve, "conf_low"), _numbers(curve, "conf_high")
    return np.where(np.isnan(low), share, low), np.where(np.isnan(high), share, high)


def _read(curve: pd.DataFrame) -> str:
    read = [_share_after(int(row.month), row.estimate) for row in curve.itertuples()]
    return ", ".join(read) or say("nicht veröffentlicht")


def _share_after(months: int, share: float) -> str:
    return say("nach {months} {share}", months=words.months(months), share=formats.percent(share))


def _label_ends(axes: Axes, ends: list[tuple[float, float, str, str]]) -> None:
    """Write the groups below each other behind the longest line, each at the height at which its own ends."""
    height = -1.0
    last = max((month for _, month, *_ in ends), default=0.0)
    for share, month, label, colour in sorted(ends):
        height = max(share, height + 0.11)
        if month < last:
            axes.plot([month, last], [share, height], color=colour, linewidth=0.6, linestyle=(0, (1, 2)))
        _name(axes, last, height, label, colour)
