"""Pictures of the business network."""

from __future__ import annotations

from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display
from evaluation.figures import style
from evaluation.figures.parts import nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.results import Status
from evaluation.tables.periods import period_label
from evaluation.tables.selection import ProjectPart, projects_in_order, rows_of, source_note, total_of, was_collected


def network_activity(findings: Findings) -> Display:
    """Draw the active members of each period, and how many of them were active before, a panel for each project."""
    parts = [part for part in projects_in_order(findings) if was_collected(findings, part, "active_members")]
    if not parts:
        return nothing_to_draw("Zum Netzwerk der Unternehmen wurden in keinem der Projekte Daten erhoben.")
    choices = findings.plan.network
    notes = [
        f"Aktiv: mindestens {choices.active_attendances} Teilnahmen im Zeitraum. Dunkel: schon im vorigen Zeitraum "
        "aktiv; hell: im vorigen Zeitraum nicht aktiv; × im Balken: wie viele blieben, ist unterdrückt.",
        source_note(findings),
    ]
    title = "Aktive Unternehmen im Netzwerk"
    numbers = ["Leben des Netzwerks"]
    return panel_figures(findings, parts, _panel, title=title, height=1.9, notes=notes, numbers=numbers)


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    rows = list(rows_of(findings, part, "active_members", period=None).itertuples())
    words = []
    names = [period_label(findings, part, row.period) for row in rows]
    for place, row in enumerate(rows):
        if row.status == Status.SUPPRESSED:
            axes.plot([place], [0.6], "x", color=style.STRONG, markersize=5)
            words.append(f"{names[place]} unterdrückt")
            continue
        axes.bar([place], [row.events], width=0.6, color=style.PALE)
        again = total_of(findings, part, "retention", period=row.period)
        text = f"{names[place]} {formats.count(row.events)} aktiv"
        if again is not None and formats.is_hidden(again, "events"):
            axes.plot([place], [row.events / 2], "x", color=style.STRONG, markersize=5)
            text += ", davon schon zuvor: unterdrückt"
        elif again is not None and again.status == Status.PUBLISHED:
            axes.bar([place], [again.events], width=0.6, color=style.STRONG)
            text += f", davon {formats.count(again.events)} schon zuvor"
        axes.annotate(
            formats.count(row.events),
            (place, row.events),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            weight="bold",
        )
        words.append(text)
    axes.set_xticks(range(len(rows)), [name.replace(" ", "\n", 1) for name in names])
    axes.set_xlim(-0.6, len(rows) - 0.4)
    style.counts_axis(axes)
    axes.margins(y=0.2)
    axes.set_title(part.heading)
    axes.annotate(
        "neu oder\nwieder dabei",
        (1.01, 0.72),
        xycoords="axes fraction",
        color="#3f7d88",
        va="center",
        weight="bold",
    )
    axes.annotate("geblieben", (1.01, 0.25), xycoords="axes fraction", color=style.STRONG, va="center", weight="bold")
    return f"{part.heading}: {'; '.join(words)}."
