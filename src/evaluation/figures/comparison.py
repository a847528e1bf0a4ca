"""A project beside the others of its round: its share with the interval, and a mark for each other project."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import Columns, Lines, line_figures
from evaluation.figures.shares import draw_share
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.tables.comparison import Compared, compared_shares, span_of_shares
from evaluation.tables.selection import projects_in_order, source_note

_COLUMNS = Columns(left=2.3, right=1.75)
_HALF = 0.28
"""Half the height of a mark, in lines."""

_MOST_MARKS = 20
"""More other projects than these are drawn as a band: their marks would run into each other."""


_WIDE, _MIDDLE = "#efdccf", "#d9ab8d"
"""Colours of the band, as a paler `style.SECOND`."""

_OF_FEW: Final = noted(
    "Punkt: Anteil des Projekts, Linie: Intervall ({level}). Striche: veröffentlichte Anteile der anderen "
    "Projekte der Förderrunde. Unbekannte Fälle im Nenner."
)
_OF_MANY: Final = noted(
    "Punkt: Anteil des Projekts, Linie: Intervall ({level}). Band: veröffentlichte Anteile der anderen Projekte der "
    "Förderrunde, kräftig die mittlere Hälfte. Unbekannte Fälle im Nenner."
)


@themed
def comparison(findings: Findings) -> Display:
    """Draw the shares of each project and, as marks, the published ones of the other projects; nothing without any."""
    projects = [
        Lines(part, [(one.label, one) for one in shares])
        for part in projects_in_order(findings)
        if (shares := compared_shares(findings, part))
    ]
    if not projects:
        return display()
    many = any(len(one.shares) > _MOST_MARKS for lines in projects for _, one in lines.rows)
    phrase = _OF_MANY if many else _OF_FEW
    notes = [say(phrase, level=formats.percent(findings.plan.confidence_level)), source_note(findings)]
    numbers = [say("{project} und die anderen Projekte der Förderrunde", project=lines.part.name) for lines in projects]
    title = say("Neben den anderen Projekten der Förderrunde")
    return line_figures(projects, _line, title=title, columns=_COLUMNS, notes=notes, numbers=numbers)


def _line(axes: Axes, place: float, one: Compared) -> str:
    if len(one.shares) > _MOST_MARKS:
        lowest, lower, upper, highest = np.quantile(one.shares, [0, 0.25, 0.75, 1])
        for low, high, colour in ((lowest, highest, _WIDE), (lower, upper, _MIDDLE)):
            axes.barh(place, high - low, left=low, height=2 * _HALF, color=colour, zorder=1)
    else:
        axes.vlines(one.shares, place - _HALF, place + _HALF, color=style.SECOND, linewidth=1.6, zorder=1)
    said = draw_share(axes, place, one.own, counts=False)
    others = say("andere {span}", span=span_of_shares(one.shares)) if one.shares else say("andere ohne Wert")
    axes.annotate(others, (1, place), xycoords=("figure fraction", "data"), ha="right", va="center", color=style.SECOND)
    return f"{said}; {others}"
