"""All municipalities of a funding round, a line each: shares with their intervals, in the order of the names."""

from __future__ import annotations

from evaluation import formats
from evaluation.display import Display
from evaluation.figures.colours import themed
from evaluation.figures.parts import Columns, Lines, line_figures
from evaluation.figures.shares import draw_share
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say
from evaluation.tables.programme import by_place
from evaluation.tables.selection import ProjectPart, source_note, total_of

_COLUMNS = Columns(left=2.0, right=1.55, line=0.24)


@themed
def programme_placement(findings: Findings) -> Display:
    """Draw the share employed at exit of each project of all municipalities, below the name of its round."""
    rounds: dict[str, list[tuple[str, ResultRow]]] = {}
    for name, part in by_place(findings):
        row = total_of(findings, part, "placement")
        if row is not None:
            rounds.setdefault(part.funding_round, []).append((_broken(name), row))
    # a heading of a round instead of a project
    lines = [Lines(ProjectPart("", say("Gemeinden"), name, ""), rows) for name, rows in rounds.items()]
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        say(
            "Punkt: Anteil, Linie: Intervall ({level}). Unbekannte Fälle im Nenner. Wo sich die Linien überdecken, "
            "kann der Unterschied Zufall sein. Die Reihenfolge ist die der Namen.",
            level=level,
        ),
        source_note(findings),
    ]
    numbers = [say("Beschäftigung bei Austritt nach Gemeinden")]
    title = say("Beschäftigt bei Austritt, Gemeinden nebeneinander")
    return line_figures(lines, draw_share, title=title, columns=_COLUMNS, notes=notes, numbers=numbers)


def _broken(name: str, longest: int = 28) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
