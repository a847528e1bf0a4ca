"""The change of course of a project: what it was, what the regression says, and on what it rests."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Heading, Model, Paragraph, Row, Run
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, data_language, noted, say
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import plain_table

_PARAMETERS = Words(
    {
        "course_level": noted("zu erwarten im ersten Monat ohne Neuausrichtung"),
        "course_level_change": noted("Sprung mit der Neuausrichtung"),
        "course_trend": noted("Veränderung von Monat zu Monat, davor"),
        "course_trend_change": noted("Veränderung dieses Trends, danach gegen davor"),
        "course_autocorrelation": noted("Autokorrelation der Abweichungen"),
    }
)


def turned(findings: Findings) -> list[ProjectPart]:
    """Return the projects of which a public source tells a change of course."""
    known = set(findings.turning_points["project"])
    return [part for part in projects_in_order(findings) if part.code in known]


def change_of_course(findings: Findings) -> Display:
    """Show how advice to enterprises changed with the course; nothing where no project changed it."""
    parts = turned(findings)
    if not parts:
        return display()
    blocks: list[Model] = [Heading.model_validate({"level": 2, "runs": say("Neuausrichtung")})]
    for part in parts:
        point = next(findings.turning_points[findings.turning_points["project"] == part.code].itertuples())
        named = [Run(text=f"{part.name}: ", strong=True)] if len(findings.projects) > 1 else []
        told = Run(text=str(point.description), lang=data_language())
        found = Run(text=" " + " ".join(_sentences(findings, part)))
        blocks.append(Paragraph(runs=[*named, told, found]))
        rows = [Row(cells=[label, *_cells(findings, part, name)]) for name, label in _PARAMETERS.items()]
        notes = [
            _assumptions(findings, part),
            formats.legend(),
            f"{source_note(findings)} {say('Neuausrichtung: {source}.', source=point.source)}",
        ]
        title = say(
            "{contacts} vor und nach der Neuausrichtung: {project}",
            contacts=say("Beratungskontakte je Monat"),
            project=part.name,
        )
        summary = say("Erwartetes Niveau, Sprung, Trend und seine Veränderung mit Intervallen.")
        others = (say("Kontakte je Monat"), say("Intervall"))
        blocks.append(plain_table(title, say("Kennwert"), others, rows, notes, summary))
    return shown(findings, *blocks)


def _sentences(findings: Findings, part: ProjectPart) -> list[str]:
    level, jump, trend = (
        total_of(findings, part, name) for name in ("course_level", "course_level_change", "course_trend_change")
    )
    if level is None or jump is None or trend is None or level.status != Status.PUBLISHED:
        return [say("Ob sich die Zahl der Beratungskontakte damit änderte, lässt sich nicht zeigen.")]
    clear = jump.conf_low > 0 or jump.conf_high < 0
    more = noted(
        "Nach dem Verlauf davor waren {level} Beratungskontakte im Monat zu erwarten; mit der Neuausrichtung waren es "
        "{jump} mehr (Intervall {interval})."
    )
    less = noted(
        "Nach dem Verlauf davor waren {level} Beratungskontakte im Monat zu erwarten; mit der Neuausrichtung waren es "
        "{jump} weniger (Intervall {interval})."
    )
    said = [
        say(
            more if jump.estimate > 0 else less,
            level=formats.decimal(level.estimate),
            jump=formats.decimal(abs(jump.estimate)),
            interval=_interval(jump),
        )
    ]
    if not clear:
        said.append(say("Der Sprung ist vom Zufall nicht zu unterscheiden."))
    if trend.conf_low <= 0 <= trend.conf_high:
        return [*said, say("Danach stieg oder fiel die Zahl nicht erkennbar anders als zuvor.")]
    phrase = noted("Der monatliche Trend änderte sich um {change} Kontakte (Intervall {interval}).")
    return [*said, say(phrase, change=_number(trend.estimate, 2), interval=_interval(trend, 2))]


def _assumptions(findings: Findings, part: ProjectPart) -> str:
    row = total_of(findings, part, "course_level")
    months = formats.NOTHING if row is None else formats.number_of(row, "n")
    return say(
        "Segmentierte Regression über {number} ganze Monate. Annahmen: Der Verlauf davor wäre geradlinig "
        "weitergegangen; der Tag der Neuausrichtung ist nicht aus den Daten gewählt; nichts anderes änderte sich "
        "gleichzeitig; Kontakte wurden davor und danach gleich vollständig erfasst; Jahreszeiten sind nicht "
        "berücksichtigt. Fehler nach Newey und West, robust gegen ungleiche Streuung und gegen Autokorrelation bis zu "
        "{lags}. Ohne Vergleichsgebiet ist der Sprung keine Wirkung.",
        number=months,
        lags=words.months(findings.plan.economy.lags),
    )


def _cells(findings: Findings, part: ProjectPart, name: str) -> list[str]:
    row = total_of(findings, part, name)
    if row is None or row.status != Status.PUBLISHED:
        return [formats.NOTHING if row is None else formats.NO_NUMBER[Status(row.status)], formats.NOTHING]
    if name == "course_autocorrelation":
        return [_number(row.estimate, 2), formats.NOTHING]
    return [_number(row.estimate, 2), _interval(row, 2)]


def _interval(row: ResultRow, digits: int = 1) -> str:
    return say("{low} bis {high}", low=_number(row.conf_low, digits), high=_number(row.conf_high, digits))


def _number(value: object, digits: int) -> str:
    return formats.decimal(value, digits).replace("-", "−")
