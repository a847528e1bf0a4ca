"""Pictures of who came and went over time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import HIDDEN_NOTE, panel_figures
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import ProjectPart, may_have_cases, projects_in_order, rows_of, source_note, total_of


@themed
def entries_and_exits(findings: Findings) -> Display:
    """Draw entries upwards and exits downwards by year quarter, a panel for each project."""
    notes = [
        f"{say('Personen je Quartal: Eintritte nach oben, Austritte nach unten.')} {say(HIDDEN_NOTE)}",
        source_note(findings),
    ]
    title = say("Ein- und Austritte je Quartal")
    parts = [part for part in projects_in_order(findings) if may_have_cases(total_of(findings, part, "entries"))]
    if not parts:
        return display()  # the table says it
    numbers = [say("Ein- und Austritte nach Quartal")]
    return panel_figures(findings, parts, _panel, title=title, height=1.75, notes=notes, numbers=numbers)


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    flows = {}
    for name in ("entries", "exits"):
        rows = rows_of(findings, part, name, period=None)
        rows = rows[rows["dimension"] == TOTAL].reset_index(drop=True)
        flows[name] = rows.assign(events=rows["events"].mask(rows["status"] == Status.SUPPRESSED))
    quarters = list(flows["entries"]["period"])
    place = np.arange(len(quarters))
    drawn = (("entries", 1, style.STRONG, say("Eintritte")), ("exits", -1, style.SECOND, say("Austritte")))
    for name, sign, colour, label in drawn:
        numbers = flows[name]["events"].astype("float64").to_numpy(na_value=np.nan)
        axes.bar(place, sign * numbers, width=0.78, color=colour)
        hidden = flows[name]["status"].eq(Status.SUPPRESSED).to_numpy()
        axes.plot(place[hidden], np.full(hidden.sum(), sign * 1.5), "x", color=colour, markersize=4)
        axes.annotate(
            label, (1.01, 0.5 + sign * 0.22), xycoords="axes fraction", color=colour, va="center", weight="bold"
        )
    axes.axhline(0, color=style.INK, linewidth=0.7)
    starts = [number for number, quarter in enumerate(quarters) if quarter.endswith("Q1")]
    axes.set_xticks(starts, [quarters[number][:4] for number in starts], ha="left")
    style.counts_axis(axes)
    style.unit(axes, say("Personen"))
    axes.yaxis.set_major_formatter(lambda value, _: formats.count(round(abs(value))))
    axes.set_title(part.heading)
    axes.set_xlim(-0.6, len(quarters) - 0.4)
    totals = {name: total_of(findings, part, name) for name in flows}
    counts = {name: say("keine") if row is None else formats.number_of(row, "events") for name, row in totals.items()}
    said = [
        say("{project}: {entries} Eintritte und {exits} Austritte", project=part.heading, **counts),
        _peak(flows["entries"], noted("die meisten Eintritte ({number}) im {quarter}. Quartal {year}")),
        _peak(flows["exits"], noted("die meisten Austritte ({number}) im {quarter}. Quartal {year}")),
    ]
    hidden = sum(int(flow["status"].eq(Status.SUPPRESSED).sum()) for flow in flows.values())
    said.append(say("unterdrückt: {number}", number=formats.count(hidden)) if hidden else "")
    return f"{'; '.join(filter(None, said))}."


def _peak(flow: pd.DataFrame, phrase: str) -> str:
    known = flow.dropna(subset="events")
    if known.empty or known["events"].max() == 0:
        return ""
    row = known.loc[known["events"].idxmax()]
    year, quarter = row["period"].split("-Q")
    return say(phrase, number=formats.count(row["events"]), quarter=quarter, year=year)
