"""Pictures of shares with their intervals: employed at exit, months later, and in stabilised employment."""

from __future__ import annotations

from matplotlib.axes import Axes

from evaluation import formats, words
from evaluation.display import Display, display
from evaluation.figures import style
from evaluation.figures.colours import themed
from evaluation.figures.parts import Columns, Lines, left_out, line_figures, nothing_to_draw
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.tables.selection import (
    ProjectPart,
    group_rows,
    group_word,
    projects_in_order,
    source_note,
    total_of,
    was_collected,
)
from evaluation.tables.wording import titles

_COLUMNS = Columns(left=1.2, right=1.55)
_WITHOUT_CASES = (Status.NOT_COLLECTED, Status.NOT_APPLICABLE)
_WEIGHTED = "post_stratified"
"""Method of a share to which the counts of its row do not lead: they are those before weighting."""


@themed
def placement(findings: Findings) -> Display:
    """Draw the share employed at exit with its interval, for each project and group."""
    projects = [Lines(part, _by_group(findings, part, "placement")) for part in projects_in_order(findings)]
    title, numbers = say("Beschäftigt bei Austritt"), say("Beschäftigung bei Austritt")
    return _share_figures(findings, title, projects, numbers=numbers)


@themed
def stability(findings: Findings) -> Display:
    """Draw the share still employed at each horizon with its interval, for each project (continuous if planned)."""
    mode = findings.plan.stability.modes[-1]
    projects = []
    for part in projects_in_order(findings):
        horizons = findings.plan.stability.horizons_months
        found = [(months, total_of(findings, part, f"stabilised_{months}_{mode}")) for months in horizons]
        rows = [(say("nach {months}", months=words.months(months)), row) for months, row in found if row is not None]
        projects.append(Lines(part, rows))
    title = say("Stabilisierte Beschäftigung, {mode}", mode=words.MODES[mode])
    return _share_figures(findings, title, projects, numbers=title)


@themed
def later(findings: Findings) -> Display:
    """Draw the share employed some months after leaving as participants say, by group and weighted to all."""
    title = titles(findings)["employed_later"]
    projects = []
    for part in projects_in_order(findings):
        rows = _by_group(findings, part, "employed_later")
        weighted = total_of(findings, part, "employed_later_weighted")
        if weighted is not None and weighted.status != Status.NOT_COLLECTED:
            rows.insert(1, (say("gewichtet"), weighted))
        projects.append(Lines(part, rows))
    if not any(was_collected(findings, lines.part, "employed_later") for lines in projects):
        return nothing_to_draw(say("{title}: in keinem der Projekte erhoben.", title=title))
    note = say(
        "Gewichtet (Raute): Anteil unter denen, die antworteten, hochgerechnet auf alle nach Geschlecht, Alter und "
        "Status bei Eintritt; Unbekannte zählen hier nicht als nicht beschäftigt."
    )
    numbers = say("{months} nach Austritt", months=words.month_count(findings.plan.follow_up.months))
    return _share_figures(findings, say("{title}, nach eigener Angabe", title=title), projects, note, numbers=numbers)


def _by_group(findings: Findings, part: ProjectPart, indicator: str) -> list[tuple[str, ResultRow]]:
    return [(group_word(row.group), row) for row in group_rows(findings, part, indicator)]


def _share_figures(
    findings: Findings, title: str, projects: list[Lines[ResultRow]], note: str = "", *, numbers: str
) -> Display:
    level = formats.percent(findings.plan.confidence_level)
    explained = say("Punkt: Anteil, Linie: Intervall ({level}). Unbekannte Fälle im Nenner.", level=level)
    drawn = [lines for lines in projects if any(row.status != Status.NOT_COLLECTED for _, row in lines.rows)]
    if drawn and all(row.status in _WITHOUT_CASES for lines in drawn for _, row in lines.rows):
        return display()  # the table says it
    if not drawn:
        return nothing_to_draw(say("{title}: in keinem der Projekte erhoben.", title=title))
    missing = left_out([lines.part for lines in projects], [lines.part for lines in drawn])
    notes = [one for one in (explained, note, *missing, source_note(findings)) if one]
    return line_figures(drawn, draw_share, title=title, columns=_COLUMNS, notes=notes, numbers=[numbers])


def draw_share(axes: Axes, place: float, row: ResultRow, *, counts: bool = True) -> str:
    """Draw a share with its interval at a height, and return what can be seen, in words."""
    weighted = row.method == _WEIGHTED
    strong = row.group == TOTAL and not weighted
    written = said = _share_words(row, counts=counts)
    if row.status == Status.PUBLISHED:
        colour = style.STRONG if row.group == TOTAL else style.MUTED
        width, size = (2.2, 6.5) if strong else (1.4, 4.5)
        if not formats.is_hidden(row, "conf_low"):
            axes.plot([row.conf_low, row.conf_high], [place, place], color=colour, linewidth=width)
        axes.plot([row.estimate], [place], "D" if weighted else "o", color=colour, markersize=size, clip_on=False)
        said = say("{share}, Intervall {interval}", share=written, interval=formats.interval_of(row))
    weight = "bold" if strong and row.status == Status.PUBLISHED else "normal"
    axes.annotate(written, (1.03, place), xycoords=("axes fraction", "data"), va="center", weight=weight)
    return said


def _share_words(row: ResultRow, *, counts: bool) -> str:
    if row.status == Status.SUPPRESSED:
        return say("unterdrückt")
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    if row.method == _WEIGHTED or not counts:
        return formats.share_of(row)
    numbers = {name: formats.number_of(row, name) for name in ("events", "n")}
    return say("{share} ({events} von {n})", share=formats.share_of(row), **numbers)
