"""The change of course of a project: what it was, what the regression says, and on what it rests."""

from __future__ import annotations

from evaluation import formats
from evaluation.blocks import Heading, Model, Paragraph, Row
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import plain_table

_PARAMETERS = {
    "course_level": "zu erwarten im ersten Monat ohne Neuausrichtung",
    "course_level_change": "Sprung mit der Neuausrichtung",
    "course_trend": "Veränderung von Monat zu Monat, davor",
    "course_trend_change": "Veränderung dieses Trends, danach gegen davor",
    "course_autocorrelation": "Autokorrelation der Abweichungen",
}


def turned(findings: Findings) -> list[ProjectPart]:
    """Return the projects of which a public source tells a change of course."""
    known = set(findings.turning_points["project"])
    return [part for part in projects_in_order(findings) if part.code in known]


def change_of_course(findings: Findings) -> Display:
    """Show how advice to enterprises changed with the course; nothing where no project changed it."""
    parts = turned(findings)
    if not parts:
        return display()
    blocks: list[Model] = [Heading.model_validate({"level": 2, "runs": "Neuausrichtung"})]
    for part in parts:
        point = next(findings.turning_points[findings.turning_points["project"] == part.code].itertuples())
        said = [str(point.description), *_sentences(findings, part)]
        blocks.append(Paragraph.model_validate({"runs": " ".join(said)}))
        rows = [Row(cells=[label, *_cells(findings, part, name)]) for name, label in _PARAMETERS.items()]
        notes = [
            _assumptions(findings, part),
            formats.legend(),
            f"{source_note(findings)} Neuausrichtung: {point.source}.",
        ]
        title = f"Beratungskontakte je Monat vor und nach der Neuausrichtung: {part.name}"
        summary = "Erwartetes Niveau, Sprung, Trend und seine Veränderung mit Intervallen."
        others = ("Kontakte je Monat", "Intervall")
        blocks.append(plain_table(title, "Größe", others, rows, notes, summary))
    return display(*blocks)


def _sentences(findings: Findings, part: ProjectPart) -> list[str]:
    level, jump, trend = (
        total_of(findings, part, name) for name in ("course_level", "course_level_change", "course_trend_change")
    )
    if level is None or jump is None or trend is None or level.status != Status.PUBLISHED:
        return ["Ob sich die Zahl der Beratungskontakte damit änderte, lässt sich nicht zeigen."]
    clear = jump.conf_low > 0 or jump.conf_high < 0
    direction = "mehr" if jump.estimate > 0 else "weniger"
    first = (
        f"Nach dem Verlauf davor waren {formats.decimal(level.estimate)} Beratungskontakte im Monat zu erwarten; mit "
        f"der Neuausrichtung waren es {formats.decimal(abs(jump.estimate))} {direction} (Intervall {_interval(jump)})."
    )
    steady = trend.conf_low <= 0 <= trend.conf_high
    second = (
        "Danach stieg oder fiel die Zahl nicht erkennbar anders als zuvor."
        if steady
        else (
            f"Der monatliche Trend änderte sich um {_number(trend.estimate, 2)} Kontakte "
            f"(Intervall {_interval(trend, 2)})."
        )
    )
    verdict = "" if clear else " Der Sprung ist vom Zufall nicht zu unterscheiden."
    return [first + verdict, second]


def _assumptions(findings: Findings, part: ProjectPart) -> str:
    row = total_of(findings, part, "course_level")
    months = formats.NOTHING if row is None else formats.number_of(row, "n")
    return (
        f"Segmentierte Regression über {months} ganze Monate. Annahmen: Der Verlauf davor wäre geradlinig "
        "weitergegangen; der Tag der Neuausrichtung ist nicht aus den Daten gewählt; nichts anderes änderte sich "
        "gleichzeitig; Kontakte wurden davor und danach gleich vollständig erfasst; Jahreszeiten sind nicht "
        "berücksichtigt. Fehler nach Newey und West, robust gegen ungleiche Streuung und gegen Autokorrelation bis zu "
        f"{findings.plan.economy.lags} Monaten. Ohne Vergleichsgebiet ist der Sprung keine Wirkung."
    )


def _cells(findings: Findings, part: ProjectPart, name: str) -> list[str]:
    row = total_of(findings, part, name)
    if row is None or row.status != Status.PUBLISHED:
        return [formats.NOTHING if row is None else formats.NO_NUMBER[Status(row.status)], formats.NOTHING]
    if name == "course_autocorrelation":
        return [_number(row.estimate, 2), formats.NOTHING]
    return [_number(row.estimate, 2), _interval(row, 2)]


def _interval(row: ResultRow, digits: int = 1) -> str:
    return f"{_number(row.conf_low, digits)} bis {_number(row.conf_high, digits)}"


def _number(value: object, digits: int) -> str:
    return formats.decimal(value, digits).replace("-", "−")
