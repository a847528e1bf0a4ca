"""Pictures of participants: entries and exits over time, placement, stability, duration of jobs."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evaluation import blocks, formats, words
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import (
    ProjectPart,
    group_rows,
    projects_in_order,
    rows_of,
    source_note,
    total_of,
)

_HIDDEN_NOTE = "× unterdrückter Wert."
_BESIDE = ("figure fraction", "data")
"""Coordinates of words that stand in the margin beside their line."""


def entries_and_exits(findings: Findings) -> Display:
    """Draw entries upwards and exits downwards by year quarter, a panel for each project."""
    parts = projects_in_order(findings)
    with style.drawing(1.75, len(parts)) as (figure, panels):
        read = [_flow_panel(axes, findings, part) for axes, part in zip(panels, parts, strict=True)]
        svg = style.as_svg(figure)
    return display(
        blocks.Figure(
            title="Ein- und Austritte je Quartal",
            svg=svg,
            alt=" ".join(read),
            notes=[f"Eintritte nach oben, Austritte nach unten. {_HIDDEN_NOTE}", source_note(findings)],
        )
    )


def _flow_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    flows = {}
    for name in ("entries", "exits"):
        rows = rows_of(findings, part, name, period=None)
        flows[name] = rows[rows["dimension"] == TOTAL].reset_index(drop=True)
    quarters = list(flows["entries"]["period"])
    place = np.arange(len(quarters))
    drawn = (("entries", 1, style.STRONG, "Eintritte"), ("exits", -1, style.SECOND, "Austritte"))
    for name, sign, colour, label in drawn:
        numbers = flows[name]["events"].astype("float64").to_numpy(na_value=np.nan)
        axes.bar(place, sign * numbers, width=0.78, color=colour)
        hidden = flows[name]["status"].eq(str(Status.SUPPRESSED)).to_numpy()
        axes.plot(place[hidden], np.full(hidden.sum(), sign * 1.5), "x", color=colour, markersize=4)
        axes.annotate(
            label, (1.01, 0.5 + sign * 0.22), xycoords="axes fraction", color=colour, va="center", weight="bold"
        )
    axes.axhline(0, color=style.INK, linewidth=0.7)
    starts = [number for number, quarter in enumerate(quarters) if quarter.endswith("Q1")]
    axes.set_xticks(starts, [quarters[number][:4] for number in starts], ha="left")
    style.counts_axis(axes)
    axes.yaxis.set_major_formatter(lambda value, _: formats.count(round(abs(value))))
    axes.set_title(part.heading)
    axes.set_xlim(-0.6, len(quarters) - 0.4)
    totals = {name: total_of(findings, part, name) for name in flows}
    counts = {name: "keine" if row is None else formats.number_of(row, "events") for name, row in totals.items()}
    return (
        f"{part.heading}: {counts['entries']} Eintritte und {counts['exits']} Austritte"
        f"{_peak(flows['entries'], 'die meisten Eintritte')}{_peak(flows['exits'], 'die meisten Austritte')}."
    )


def _peak(flow: pd.DataFrame, lead: str) -> str:
    known = flow.dropna(subset="events")
    if known.empty or known["events"].max() == 0:
        return ""
    row = known.loc[known["events"].idxmax()]
    year, quarter = row["period"].split("-Q")
    return f"; {lead} ({formats.count(row['events'])}) im {quarter}. Quartal {year}"


def placement(findings: Findings) -> Display:
    """Draw the share employed at exit with its interval, for each project and group."""
    parts = projects_in_order(findings)
    rows = [(part, row) for part in parts for row in group_rows(findings, part, "placement")]
    labels = [words.GROUPS[row.group] for _, row in rows]
    return _share_figure(findings, "Beschäftigt bei Austritt", rows, labels)


def stability(findings: Findings) -> Display:
    """Draw the share still employed at each horizon with its interval, for each project (continuous if planned)."""
    mode = findings.plan.stability.modes[-1]
    rows, labels = [], []
    for part in projects_in_order(findings):
        for months in findings.plan.stability.horizons_months:
            row = total_of(findings, part, f"stabilised_{months}_{mode}")
            if row is not None:
                rows.append((part, row))
                labels.append(f"nach {months} Monaten")
    word = words.MODES[mode]
    return _share_figure(findings, f"Stabilisierte Beschäftigung, {word}", rows, labels)


def _share_figure(
    findings: Findings, title: str, rows: list[tuple[ProjectPart, ResultRow]], labels: list[str]
) -> Display:
    places, heads = _places([part for part, _ in rows])
    height = 0.27 * (places[-1] + 1) + 0.75
    with style.drawing(height) as (figure, (axes,)):
        figure.subplots_adjust(left=1.2 / style.WIDTH, right=1 - 1.55 / style.WIDTH, top=1 - 0.08 / height)
        for place, (_, row), label in zip(places, rows, labels, strict=True):
            _share_line(axes, place, row)
            axes.annotate(label, (0.015, place), xycoords=_BESIDE, va="center", color=style.MUTED)
        for place, part in heads:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
            axes.annotate(part.heading, (0, place), xycoords=_BESIDE, weight="bold", va="center", bbox=box)
        style.percent_axis(axes, vertical=False)
        axes.set_yticks([])
        axes.set_ylim(places[-1] + 0.7, -0.7)
        axes.spines["left"].set_visible(False)
        svg = style.as_svg(figure)
    level = formats.percent(findings.plan.confidence_level)
    notes = [f"Punkt: Anteil, Linie: Intervall ({level}). Unbekannte Fälle im Nenner.", source_note(findings)]
    alt = f"{title}. " + " ".join(
        f"{part.heading}, {label}: {_share_words(row)}." for (part, row), label in zip(rows, labels, strict=True)
    )
    return display(blocks.Figure(title=title, svg=svg, alt=alt, notes=notes))


def _places(parts: list[ProjectPart]) -> tuple[list[float], list[tuple[float, ProjectPart]]]:
    """Return a line for each row, and one for the head of each project before its first row."""
    places: list[float] = []
    heads: list[tuple[float, ProjectPart]] = []
    line = 0.0
    for number, part in enumerate(parts):
        if number == 0 or part != parts[number - 1]:
            line += 0.4 if number else 0
            heads.append((line, part))
            line += 1
        places.append(line)
        line += 1
    return places, heads


def _share_line(axes: Axes, place: float, row: ResultRow) -> None:
    strong = row.group == TOTAL
    if row.status == Status.PUBLISHED:
        colour = style.STRONG if strong else style.MUTED
        axes.plot([row.conf_low, row.conf_high], [place, place], color=colour, linewidth=2.2 if strong else 1.4)
        axes.plot([row.estimate], [place], "o", color=colour, markersize=6.5 if strong else 4.5)
        said = f"{formats.share_of(row)} ({formats.number_of(row, 'events')} von {formats.number_of(row, 'n')})"
    else:
        said = _share_words(row)
    weight = "bold" if strong else "normal"
    axes.annotate(said, (1.03, place), xycoords=("axes fraction", "data"), va="center", weight=weight)


def _share_words(row: ResultRow) -> str:
    if row.status == Status.SUPPRESSED:
        return "unterdrückt"
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    events, n = formats.number_of(row, "events"), formats.number_of(row, "n")
    return f"{formats.share_of(row)} ({events} von {n}), Intervall {formats.interval_of(row)}"


def job_survival(findings: Findings) -> Display:
    """Draw how long jobs lasted, a panel for each project whose jobs were followed up."""
    curves = findings.curves
    parts = [part for part in projects_in_order(findings) if (curves["project"] == part.code).any()]
    if not parts:
        text = "Die Dauer der Beschäftigung wurde in keinem der Projekte erhoben."
        return display(blocks.Paragraph.model_validate({"runs": text}))
    with style.drawing(2.3, len(parts)) as (figure, panels):
        read = [_survival_panel(axes, findings, part) for axes, part in zip(panels, parts, strict=True)]
        svg = style.as_svg(figure)
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        f"Kaplan-Meier-Schätzung; Fläche: Intervall für alle ({level}). Nur veröffentlichte Monate sind gezeichnet.",
        source_note(findings),
    ]
    title = "Wie lange die Beschäftigung hielt"
    return display(blocks.Figure(title=title, svg=svg, alt=f"{title}. " + " ".join(read), notes=notes))


def _survival_panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    own = findings.curves[(findings.curves["project"] == part.code) & (findings.curves["status"] == "published")]
    looks = {
        TOTAL: (style.STRONG, 2.2, "-"),
        "female": (style.SECOND, 1.3, "-"),
        "male": (style.MUTED, 1.3, (0, (4, 2))),
    }
    ends: list[tuple[float, float, str, str]] = []
    for group, (colour, width, dashes) in looks.items():
        curve = own[own["group"] == group].sort_values("month")
        if len(curve) < 2:
            continue
        months, share = curve["month"].to_numpy(dtype=float), curve["estimate"].to_numpy(dtype=float)
        axes.step(months, share, where="post", color=colour, linewidth=width, linestyle=dashes)
        if group == TOTAL:
            low, high = (curve[name].to_numpy(dtype=float, na_value=np.nan) for name in ("conf_low", "conf_high"))
            axes.fill_between(months, low, high, step="post", color=style.PALE, alpha=0.45, linewidth=0)
        ends.append((share[-1], months[-1], words.GROUPS[group], colour))
    _label_ends(axes, ends)
    style.percent_axis(axes, vertical=True)
    last = findings.plan.stability.curve_months
    axes.set_xlim(0, last)
    axes.set_xticks(sorted({0, last, *findings.plan.stability.horizons_months}))
    axes.set_xlabel("Monate seit Beginn der Beschäftigung", loc="right")
    axes.set_title(part.heading)
    total = own[(own["group"] == TOTAL) & own["month"].isin(findings.plan.stability.horizons_months)]
    read = ", ".join(f"nach {row.month} Monaten {formats.percent(row.estimate)}" for row in total.itertuples())
    return f"{part.heading}: noch beschäftigt {read or 'nicht veröffentlicht'}."


def _label_ends(axes: Axes, ends: list[tuple[float, float, str, str]]) -> None:
    """Write each group beside the end of its line, apart from its neighbours."""
    height = -1.0
    for share, month, label, colour in sorted(ends):
        height = max(share, height + 0.11)
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
