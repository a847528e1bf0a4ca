"""Tables of the way through a participation: activities, competences, the time to the first job."""

from __future__ import annotations

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Row
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.tables.absences import shown
from evaluation.tables.curves import last_published
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import plain_table, said_once, section
from evaluation.tables.wording import titles


def activities(findings: Findings) -> Display:
    """Show how many persons did each kind of activity, and for how many hours, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own = [_activity_row(findings, project, name) for name in _collected(findings, project, "activity_")]
        rows += said_once(own, 7, say("nicht erhoben"))
    notes = [
        say(
            "Personen mit vollständigem Datensatz, die die Aktivität mindestens einmal begannen. Stunden: Summe der "
            "bekannten Stunden; wo keine Dauer erfasst ist, fehlt sie in der Summe und im Durchschnitt."
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (say("Personen"), say("von"), say("Anteil"), say("Stunden"), say("je Person"), say("ohne Dauer"))
    summary = say("Personen, Anteil und Stunden je Art der Aktivität und Projekt.")
    return shown(findings, plain_table(say("Aktivitäten auf dem Weg"), say("Aktivität"), others, rows, notes, summary))


def _collected(findings: Findings, project: ProjectPart, start: str) -> list[str]:
    """Return the endings of the collected indicators whose names start so, in the order of the catalogue."""
    known = findings.definitions
    names = [
        one for one in dict.fromkeys(known.loc[known["chapter"] == "pathway", "indicator"]) if one.startswith(start)
    ]
    rows = {name: total_of(findings, project, name) for name in names}
    return [
        name.removeprefix(start) for name, row in rows.items() if row is not None and row.status != Status.NOT_COLLECTED
    ]


def _activity_row(findings: Findings, project: ProjectPart, kind: str) -> Row:
    reach, hours = (total_of(findings, project, f"{name}_{kind}") for name in ("activity", "hours"))
    title = titles(findings)[f"activity_{kind}"].split(":")[0]
    if reach is None or hours is None:
        return Row(cells=[title, *[formats.NOTHING] * 6])
    cells = [
        formats.number_of(reach, "events"),
        formats.number_of(reach, "n"),
        formats.share_of(reach),
        formats.number_of(hours, "events"),
        _hours_each(hours),
        formats.number_of(hours, "unknown"),
    ]
    return Row(cells=[title, *cells])


def _hours_each(hours: ResultRow) -> str:
    """Write the mean of the known hours, from published numbers only."""
    if any(formats.is_hidden(hours, name) for name in ("events", "n", "unknown")):
        return formats.SUPPRESSED
    known = hours.n - (0 if pd.isna(hours.unknown) else hours.unknown)
    return formats.decimal(hours.events / known) if known > 0 else formats.NOTHING


def competences(findings: Findings) -> Display:
    """Show who improved and the mean gain, for each measured competence and project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own = [_competence_row(findings, project, name) for name in _collected(findings, project, "improved_")]
        own = [row for row in own if row is not None]
        rows += said_once(own, 7, say("nicht gemessen"))
    notes = [
        say(
            "Erste gegen letzte Messung derselben Person. Unbekannt: einmal gemessen und ausgetreten. Eine Veränderung "
            "während der Teilnahme ist nicht schon eine Wirkung der Teilnahme."
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (
        say("verbessert"),
        say("von"),
        say("Anteil"),
        say("unbekannt"),
        say("mittlere Veränderung (Punkte)"),
        say("Intervall"),
    )
    summary = say("Verbesserte Personen und mittlere Veränderung je Kompetenz und Projekt.")
    return shown(findings, plain_table(say("Kompetenzen"), say("Kompetenz"), others, rows, notes, summary))


def _competence_row(findings: Findings, project: ProjectPart, name: str) -> Row:
    improved, gain = (total_of(findings, project, f"{kind}_{name}") for kind in ("improved", "gain"))
    title = titles(findings)[f"improved_{name}"].split(":")[0]
    if improved is None or gain is None:
        return Row(cells=[title, *[formats.NOTHING] * 6])
    hidden = formats.is_hidden(gain, "estimate")
    mean = formats.SUPPRESSED if hidden else _signed(gain.estimate)
    limits = formats.SUPPRESSED if hidden else _limits(gain)
    cells = [
        formats.number_of(improved, "events"),
        formats.number_of(improved, "n"),
        formats.share_of(improved),
        formats.number_of(improved, "unknown"),
        mean,
        limits,
    ]
    return Row(cells=[title, *cells])


def _signed(value: float) -> str:
    return formats.NOTHING if pd.isna(value) else f"{'+' if value > 0 else ''}{formats.decimal(value)}"


def _limits(row: ResultRow) -> str:
    if pd.isna(row.conf_low) or pd.isna(row.conf_high):
        return formats.NOTHING
    return say("{low} bis {high}", low=_signed(row.conf_low), high=_signed(row.conf_high))


def first_job(findings: Findings) -> Display:
    """Show who had a first job, and who dropped out before, by months since the entry, to where the drawing ends."""
    last = findings.plan.pathway.curve_months
    chosen = [month for month in (3, 6, 9, 12, 18, 24, 36) if month <= last]
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        own = findings.curves[(findings.curves["project"] == project.code) & (findings.curves["dimension"] == TOTAL)]
        own = own[own["indicator"].isin(["first_job", "drop_out"])]
        points = {(row.indicator, row.month): row for row in own.itertuples()}
        lines = []
        for month in sorted({*chosen, *last_published(own)}):
            job, left = (points.get((name, month)) for name in ("first_job", "drop_out"))
            if job is not None and left is not None:
                lines.append(Row(cells=[words.month_count(month), _count(job), *_point(job), _point(left)[0]]))
        rows += said_once(lines, 5, say("nicht erhoben"))
    notes = [
        say(
            "Schätzung nach Aalen-Johansen: Wer abbrach, findet danach keine erste Arbeit mehr im Sinn dieser Kurve; "
            "wer noch keines von beidem tat, zählt mit, solange etwas von ihm bekannt ist; unterstellt ist, dass es "
            "ihm danach ging wie den anderen. Arbeit nach ESF-Begriff, "
            "begonnen nach dem Eintritt. Personen mit vollständigem Datensatz, die bei Eintritt nicht erwerbstätig "
            "waren."
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (say("unter Beobachtung"), say("erste Arbeit"), say("Intervall"), say("Abbruch davor"))
    summary = say("Anteil mit erster Arbeit und mit Abbruch nach Monaten seit dem Eintritt je Projekt.")
    title = say("Vom Eintritt zur ersten Arbeit")
    return shown(findings, plain_table(title, say("seit Eintritt"), others, rows, notes, summary))


def _count(row: ResultRow) -> str:
    return formats.count(row.n) if row.status == Status.PUBLISHED else formats.SUPPRESSED


def _point(row: ResultRow) -> tuple[str, str]:
    if row.status != Status.PUBLISHED:
        return formats.SUPPRESSED, formats.SUPPRESSED
    return formats.percent(row.estimate), formats.interval(row.conf_low, row.conf_high)
