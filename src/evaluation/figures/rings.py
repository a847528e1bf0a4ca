"""The network as rings: who came often stands in the middle, who came once at the edge; a dot is an enterprise."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from evaluation import formats
from evaluation.blocks import Paragraph
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.language import Words, noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.periods import period_label, period_notes
from evaluation.tables.selection import (
    ProjectPart,
    group_word,
    list_of,
    projects_in_order,
    source_note,
    total_of,
)

RINGS = {
    "four_events_or_more": (0.0, 0.34, style.STRONG),
    "two_or_three_events": (0.34, 0.68, "#4d94a1"),
    "one_event": (0.68, 1.0, "#d99b72"),
}
"""How often an enterprise came: inner and outer radius, and colour of its dots."""

_WRITTEN = {"four_events_or_more": style.STRONG, "two_or_three_events": "#3f7d88", "one_event": "#8a4a22"}
"""Colours of the names of the rings, dark enough to be read."""

LABELS = Words(
    {
        "four_events_or_more": noted("innen: 4-mal\nund öfter"),
        "two_or_three_events": noted("Mitte: 2- oder\n3-mal"),
        "one_event": noted("außen: einmal"),
    }
)
GROUNDS = {"four_events_or_more": "#d5e6e9", "two_or_three_events": "#e8f1f3", "one_event": "#f6efe9"}
GOLDEN = math.pi * (3 - math.sqrt(5))
_FOOT = 0.05
FEW, MANY = 4, 6
"""Periods side by side: of a project with at most eight of them, and of one with more."""

_MOSTLY_HIDDEN = noted(
    "{project}: Wie oft Unternehmen zu Veranstaltungen kamen, ist nicht gezeichnet; für die meisten Zeiträume ist es "
    "aus Gründen des Datenschutzes unterdrückt."
)

CELL = 2.5
"""Width of a period, where a ring has the radius 1."""


@themed
def attendance_rings(findings: Findings) -> Display:
    """Draw each period as rings of anonymous dots: the more often an enterprise came, the nearer to the middle."""
    found = [part for part in projects_in_order(findings) if _periods(findings, part)]
    if not found:
        return nothing_to_draw(
            say("Wie oft Unternehmen zu Veranstaltungen kamen, wurde in keinem der Projekte erhoben.")
        )
    parts = [part for part in found if _is_worth_drawing(findings, part)]
    hidden = [
        Paragraph.model_validate({"runs": say(_MOSTLY_HIDDEN, project=part.heading)})
        for part in found
        if part not in parts
    ]
    note = say(
        "Jeder Punkt steht für ein Unternehmen, aber für kein bestimmtes: Sein Ort folgt nur aus der Zahl der "
        "Punkte. ×: Zahl des Rings unterdrückt. Darunter: teilnehmende Unternehmen (U.) und gezählte "
        "Veranstaltungen (V.)."
    )
    notes = [
        " ".join([note, *period_notes(period for part in parts for period in _periods(findings, part))]),
        source_note(findings),
    ]
    drawn = panel_figures(
        findings,
        parts,
        _panel,
        title=say("Kern und Rand des Netzwerks"),
        height=lambda part: _height(findings, part),
        notes=notes,
        numbers=[say("Entwicklung über die Laufzeit")],
        foot=_FOOT,
    )
    return display(*drawn.blocks, *hidden)


def _is_worth_drawing(findings: Findings, part: ProjectPart) -> bool:
    """Return whether every ring of at least half of the periods is published."""
    rows = list_of(findings, part, "enterprises_attending", period=None, dimension="attendance_class")
    hidden = {row.period for row in rows if row.status == Status.SUPPRESSED}
    periods = _periods(findings, part)
    return 2 * len([period for period in periods if period not in hidden]) >= len(periods)


def _periods(findings: Findings, part: ProjectPart) -> list[str]:
    """Return the periods from the first in which anybody came, or it is hidden whether."""
    rows = list_of(findings, part, "enterprises_attending", period=None, dimension=TOTAL)
    came = [row.period for row in rows if pd.isna(row.events) or row.events != 0]
    return sorted({row.period for row in rows if row.period >= min(came)}) if came else []


def _grid(findings: Findings, part: ProjectPart) -> tuple[int, int]:
    """Return how many periods stand side by side, and how many lines they make."""
    periods = len(_periods(findings, part))
    across = FEW if periods <= 2 * FEW else MANY
    return across, (periods - 1) // across + 1


def _height(findings: Findings, part: ProjectPart) -> float:
    across, lines = _grid(findings, part)
    return 0.35 + _FOOT + lines * (style.WIDTH - 1.5) / across * 3.4 / CELL


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    axes.set_axis_off()
    axes.set_title(part.heading)
    across, lines = _grid(findings, part)
    axes.set_xlim(-CELL / 2, CELL * (across - 0.5))
    axes.set_ylim(-3.4 * lines + 1.15, 1.15)
    axes.set_aspect("equal", anchor="NW")
    said = []
    for number, period in enumerate(_periods(findings, part)):
        centre = (CELL * (number % across), -3.4 * (number // across))
        said.append(_target(axes, findings, part, period, centre))
    for place, (group, colour) in enumerate(_WRITTEN.items()):
        height = 0.9 - 0.35 * place / lines
        axes.annotate(LABELS[group], (1.01, height), xycoords="axes fraction", color=colour, va="center", weight="bold")
    return f"{part.heading}: {'; '.join(said)}."


def _target(axes: Axes, findings: Findings, part: ProjectPart, period: str, centre: tuple[float, float]) -> str:
    rows = list_of(findings, part, "enterprises_attending", period=period, dimension="attendance_class")
    known = {str(row.group): row for row in rows}
    x, y = centre
    said = []
    for group, (inner, outer, colour) in reversed(RINGS.items()):
        axes.add_artist(Circle(centre, outer, facecolor=GROUNDS[group], edgecolor="white", linewidth=0.8))
        row = known.get(group)
        if row is not None and row.status == Status.SUPPRESSED:
            axes.plot([x], [y + (inner + outer) / 2], "x", color=style.INK, markersize=4, zorder=4)
            said.append(say("{name} unterdrückt", name=group_word(group)))
        elif row is not None:
            dots = [(x + dx, y + dy) for dx, dy in places(int(row.events), inner, outer)]
            across, up = zip(*dots, strict=True) if dots else ((), ())
            axes.scatter(across, up, s=7, color=colour, linewidths=0, zorder=4)
            said.append(f"{group_word(group)} {formats.count(row.events)}")
    total = known["total"]
    held = total_of(findings, part, "events_held", period=period)
    events = formats.NOTHING if held is None else formats.number_of(held, "events")
    name = period_label(findings, part, period)
    whole, _, cut = name.partition(" ")
    axes.annotate(whole, (x, y - 1.15), ha="center", va="top", weight="bold", fontsize=7.5)
    caption = say("{firms} U., {events} V.", firms=formats.number_of(total, "events"), events=events)
    below = f"{cut}\n{caption}" if cut else caption
    axes.annotate(below, (x, y - 1.55), ha="center", va="top", color=style.MUTED, fontsize=7)
    return f"{name}: {', '.join(reversed(said)) or say('niemand')}"


def places(dots: int, inner: float, outer: float) -> list[tuple[float, float]]:
    """Return the places of dots in a ring: each number has its place, so a ring grows and shrinks at its end only.

    Angles follow the golden angle (Vogel 1979), radii fill the ring evenly.
    """
    low, high = (inner + 0.07) ** 2 if inner else 0.0, (outer - 0.07) ** 2
    found = []
    for number in range(dots):
        share = (number * 0.6180339887498949 + 0.5) % 1  # spread over the ring, whatever the number of dots
        radius, angle = math.sqrt(low + share * (high - low)), number * GOLDEN
        found.append((radius * math.cos(angle), radius * math.sin(angle)))
    return found
