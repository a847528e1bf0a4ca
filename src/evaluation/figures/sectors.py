"""Who meets whom: sectors as circles, lines where their enterprises met again; no enterprise can be seen."""

from __future__ import annotations

import math
from itertools import combinations
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from evaluation import formats
from evaluation.display import Display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import nothing_to_draw, panel_figures
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say, say_number
from evaluation.network import pair_code
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, projects_in_order, rows_of, source_note

WIDEST = 9.0
"""Width of the widest line, in points."""

_FEW = 8
"""Sectors whose names and lines have room in the lowest drawing; each further one makes it higher."""

_MOST_NUMBERED = 20
"""Lines whose numbers can be told apart; those of more lines stand in the table."""

_LETTERS = 22
"""Letters of a line of a name."""


@themed
def sector_network(findings: Findings) -> Display:
    """Draw the sectors of each project on a circle, in the order of their names, and the meetings between them."""
    parts = [part for part in projects_in_order(findings) if _sectors(findings, part)]
    if not parts:
        return nothing_to_draw(say("Welche Branchen sich trafen, wurde in keinem der Projekte erhoben."))
    notes = [
        say(
            "Ein Kreis ist eine Branche, seine Größe die Zahl ihrer Unternehmen bei Veranstaltungen. Eine Linie "
            "verbindet Branchen, deren Unternehmen sich bei mindestens {events} trafen; je dicker, desto mehr Paare. "
            "Der dunkle Kern eines Kreises sind Paare innerhalb der Branche. Linien und Branchen, hinter denen zu "
            "wenige Unternehmen stehen, sind nicht gezeichnet.",
            events=say_number(
                "{number} Veranstaltung", "{number} Veranstaltungen", findings.plan.network.shared_events
            ),
        ),
        source_note(findings),
    ]
    title, numbers = say("Welche Branchen sich trafen"), [say("Branchen des Netzwerks")]
    return panel_figures(
        findings,
        parts,
        _panel,
        title=title,
        height=lambda part: 2.9 + 0.085 * min(max(len(_sectors(findings, part)) - _FEW, 0), 8),
        notes=notes,
        numbers=numbers,
        foot=0,
    )


def _published(findings: Findings, part: ProjectPart, indicator: str, dimension: str) -> dict[str, ResultRow]:
    rows = rows_of(findings, part, indicator, dimension=dimension)
    rows = rows[(rows["dimension"] == dimension) & (rows["status"] == Status.PUBLISHED) & (rows["events"] > 0)]
    return {str(row.group): row for row in rows.itertuples()}


def _sectors(findings: Findings, part: ProjectPart) -> dict[str, ResultRow]:
    return dict(sorted(_published(findings, part, "enterprises_attending", "sector").items()))


def _panel(axes: Axes, findings: Findings, part: ProjectPart) -> str:
    axes.set_axis_off()
    axes.set_title(part.heading)
    sectors, ties = _sectors(findings, part), _published(findings, part, "ties", "sector_pair")
    places = circle(len(sectors))
    of_sector = dict(zip(sectors, places, strict=True))
    between = {pair: ties[code] for pair in combinations(sectors, 2) if (code := pair_code(*pair)) in ties}
    most = max((row.events for row in ties.values()), default=1)
    narrower = min(1.0, _FEW / len(sectors))
    for (one, two), row in sorted(between.items(), key=lambda item: item[1].events):
        (x1, y1), (x2, y2) = of_sector[one], of_sector[two]
        width = max(0.6, WIDEST * narrower * row.events / most)
        axes.plot([x1, x2], [y1, y2], color=style.PALE, linewidth=width, solid_capstyle="round", zorder=1)
        if len(between) > _MOST_NUMBERED:
            continue
        axes.annotate(
            formats.count(row.events),
            ((x1 + x2) / 2, (y1 + y2) / 2),
            ha="center",
            va="center",
            fontsize=7,
            color=style.INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
            zorder=2,
        )
    largest = max(row.events for row in sectors.values())
    said = []
    heights = _apart(of_sector)
    for name, row in sectors.items():
        x, y = of_sector[name]
        radius = 0.26 * narrower * math.sqrt(row.events / largest)
        axes.add_artist(Circle((x, y), radius, facecolor="#4d94a1", edgecolor="white", linewidth=1, zorder=3))
        within = ties.get(pair_code(name, name))
        if within is not None:
            inner = radius * math.sqrt(within.events / most)
            axes.add_artist(Circle((x, y), inner, facecolor=style.STRONG, linewidth=0, zorder=4))
        side = "left" if x > 0.05 else "right" if x < -0.05 else "center"
        reach = radius + 0.08
        label = f"{fill(name, _LETTERS, break_long_words=False)} ({formats.count(row.events)})"
        up = y + math.copysign(reach + 0.1, y) if side == "center" else heights[name]
        axes.annotate(label, (x + reach * (x > 0.05) - reach * (x < -0.05), up), ha=side, va="center", fontsize=8)
        said.append(say("{sector} {number} Unternehmen", sector=name, number=formats.count(row.events)))
    met = [
        say("{first} und {second} {number}", first=one, second=two, number=formats.count(row.events))
        for (one, two), row in between.items()
    ]
    axes.set_xlim(-2.6, 2.6)
    axes.set_ylim(-1.75, 1.75)
    axes.set_aspect("equal", anchor="N")
    return say(
        "{project}: {sectors}. Paare zwischen Branchen: {pairs}.",
        project=part.heading,
        sectors=", ".join(said),
        pairs=", ".join(met) or say("keine zu zeigen"),
    )


def _apart(of_sector: dict[str, tuple[float, float]]) -> dict[str, float]:
    """Return the heights of the names at the sides: those of their sectors, moved apart where they would touch."""
    heights = {}
    for side in (-1, 1):
        names = sorted(
            (name for name, (x, _) in of_sector.items() if side * x > 0.05), key=lambda one: of_sector[one][1]
        )
        room = min(0.3, 3.0 / max(len(names), 1))
        lowest = -math.inf
        for name in names:
            lowest = heights[name] = max(of_sector[name][1], lowest + room)
        excess = max(0.0, lowest - 1.45) if names else 0.0
        heights |= {name: heights[name] - excess for name in names}
    return heights


def circle(size: int) -> list[tuple[float, float]]:
    """Return places on an ellipse, the first at the top, then clockwise."""
    angles = [math.pi / 2 - 2 * math.pi * number / max(size, 1) for number in range(size)]
    return [(round(1.35 * math.cos(angle), 6), round(1.1 * math.sin(angle), 6)) for angle in angles]
