"""A picture of whom the projects reached."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from evaluation import formats
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import HIDDEN_NOTE, Columns, Lines, line_figures, nothing_to_draw
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import (
    ProjectPart,
    group_word,
    may_have_cases,
    projects_in_order,
    rows_of,
    source_note,
    total_of,
    was_collected,
)

_COLUMNS = Columns(left=2.38, right=1.6, line=0.24, percent=False)
_ASKED = {"refugee": "refugees"}
"""Groups of a question that not every project asks, each with the indicator that tells whether it did."""
_ANSWERED = {"long_term_unemployed": "long_term_unemployed"} | _ASKED
"""Groups whose question may have no answer at all, each with the indicator that tells it."""


@dataclass(frozen=True)
class _Group:
    row: ResultRow
    everybody: ResultRow
    asked: bool
    answered: bool


@themed
def reach(findings: Findings) -> Display:
    """Draw the share of each target group among all participants, for each project; the groups overlap."""
    found = [Lines(part, _groups(findings, part)) for part in projects_in_order(findings)]
    projects = [
        lines for lines in found if lines.rows and any(may_have_cases(group.everybody) for _, group in lines.rows)
    ]
    if not projects and any(lines.rows for lines in found):
        return display()  # the table says it
    if not projects:
        return nothing_to_draw(say("Zielgruppen wurden in keinem der Projekte erhoben."))
    note = say(
        "Ganze Breite: alle Teilnehmenden mit vollständigem Datensatz. Die Gruppen überschneiden sich, eine Person "
        "kann zu mehreren gehören. Wer eine Antwort verweigerte, zählt nicht zur Gruppe."
    )
    notes = [f"{note} {say(HIDDEN_NOTE)}", source_note(findings)]
    title, numbers = say("Erreichte Zielgruppen"), [say("Zielgruppen")]
    return line_figures(projects, _bar, title=title, columns=_COLUMNS, notes=notes, numbers=numbers)


def _groups(findings: Findings, part: ProjectPart) -> list[tuple[str, _Group]]:
    everybody = total_of(findings, part, "participants")
    if everybody is None:
        return []
    rows = rows_of(findings, part, "participants", dimension="target_group")
    found = []
    for row in rows[rows["dimension"] != TOTAL].itertuples():
        told = total_of(findings, part, _ANSWERED[row.group]) if row.group in _ANSWERED else None
        asked = row.group not in _ASKED or was_collected(findings, part, _ASKED[row.group])
        answered = told is None or not formats.is_all_unknown(told)
        found.append((group_word(row.group), _Group(row, everybody, asked, answered)))
    return found


def _bar(axes: Axes, place: float, group: _Group) -> str:
    share, said = _share(group)
    if group.asked:
        axes.barh([place], [1], height=0.6, color=style.TRACK)
    if share is not None:
        axes.barh([place], [share], height=0.6, color=style.STRONG)
    elif group.asked and group.row.status == Status.SUPPRESSED:
        axes.plot([0.02], [place], "x", color=style.STRONG, markersize=4)
    colour = style.INK if group.asked and group.row.status == Status.PUBLISHED else style.MUTED
    axes.annotate(said, (1.03, place), xycoords=("axes fraction", "data"), va="center", color=colour)
    return said


def _share(group: _Group) -> tuple[float | None, str]:
    """Return the share, if it can be told, and the words beside its bar."""
    row, everybody = group.row, group.everybody
    if not group.asked:
        return None, formats.NO_NUMBER[Status.NOT_COLLECTED]
    if not group.answered:
        return None, formats.all_unknown()
    if row.status == Status.SUPPRESSED:
        return None, say("unterdrückt")
    if row.status != Status.PUBLISHED:
        return None, formats.NO_NUMBER[Status(row.status)]
    if everybody.status != Status.PUBLISHED or not row.events <= everybody.events > 0:  # counts may deviate
        return None, formats.number_of(row, "events")
    share = row.events / everybody.events
    number, whole = formats.number_of(row, "events"), formats.number_of(everybody, "events")
    return share, say("{events} von {n} ({share})", events=number, n=whole, share=formats.percent(share))
