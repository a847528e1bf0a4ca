"""Tables of what the records can bear: gaps, follow-up, and whether the sums agree."""

from __future__ import annotations

import pandas as pd

from evaluation import formats
from evaluation.blocks import Paragraph, Row
from evaluation.display import Display, display
from evaluation.estimators import margin_of_error, required_sample
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import say, say_number
from evaluation.results import TOTAL, Status
from evaluation.tables.absences import shown
from evaluation.tables.distribution import Measure, distribution_table, is_many
from evaluation.tables.places import by_project
from evaluation.tables.selection import (
    ProjectPart,
    group_word,
    list_of,
    projects_in_order,
    source_note,
    total_of,
)
from evaluation.tables.shares import known_to, plain_table, said_once, section
from evaluation.tables.wording import titles


def data_basis(findings: Findings) -> Display:
    """Show how many persons entered, left, and have a complete record, for each project."""
    first, lines = by_project(findings)
    heads = {
        "entries": say("Eintritte"),
        "participants": say("davon mit vollständigem Datensatz"),
        "exits": say("Austritte"),
    }
    title = say("Datengrundlage")
    counting = say(
        "Unvollständige Datensätze zählen nur bei den Ein- und Austritten mit. Eine verweigerte Antwort ist keine "
        "fehlende."
    )
    if is_many(lines):
        measures = [Measure(head, name) for name, head in heads.items()]
        return shown(findings, distribution_table(findings, lines, title, measures, [counting]))
    rows = []
    for label, project in lines:
        found = [total_of(findings, project, name) for name in heads]
        cells = [formats.NOTHING if row is None else formats.number_of(row, "events") for row in found]
        rows.append(Row(cells=[label, *cells]))
    notes = [counting, formats.legend(), source_note(findings)]
    summary = say("Eintritte, vollständige Datensätze und Austritte für jedes Projekt.")
    return shown(findings, plain_table(title, first, list(heads.values()), rows, notes, summary))


def record_quality(findings: Findings) -> Display:
    """Show gaps, refusals, possible duplicates and unknown outcomes, for each project."""
    known = findings.definitions
    names = dict.fromkeys(known.loc[(known["chapter"] == "quality") & (known["estimator"] == "ratio"), "indicator"])
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        for name in names:
            row = total_of(findings, project, name)
            if row is not None and known_to(findings, project, name) and row.status != Status.NOT_COLLECTED:
                cells = [formats.number_of(row, "events"), formats.number_of(row, "n"), formats.share_of(row)]
                rows.append(Row(cells=[titles(findings)[name], *cells]))
    notes = [
        say(
            "Fragen, die ein Projekt nicht stellte, fehlen hier. Welche Personen hinter einer Zahl stehen, steht in "
            "keinem Bericht."
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Lücken, Verweigerungen, mögliche Doppelerfassungen und unbekannte Ergebnisse je Projekt.")
    others = (say("Fälle"), say("von"), say("Anteil"))
    return shown(findings, plain_table(say("Güte der Datensätze"), say("Merkmal"), others, rows, notes, summary))


def follow_up_survey(findings: Findings) -> Display:
    """Show response, precision and required sample of the follow-up, for each project."""
    first, lines = by_project(findings)
    title = say("Nachbefragung: Rücklauf und Genauigkeit")
    if is_many(lines):
        measures = [
            Measure(say("befragt"), "answered_follow_up", "n"),
            Measure(say("Antworten"), "answered_follow_up", "events"),
            Measure(say("Rücklauf"), "answered_follow_up", "estimate"),
        ]
        precision = say("Wie genau die Antworten eines Projekts sind, steht im Bericht seiner Gemeinde.")
        return shown(findings, distribution_table(findings, lines, title, measures, [precision]))
    rows = [
        _survey_row(findings, label, project)
        for label, project in lines
        if known_to(findings, project, "answered_follow_up")
    ]
    rows = rows or [Row(cells=[say("nicht erhoben"), *[formats.NOTHING] * 6])]
    choices = findings.plan.follow_up
    level = formats.percent(findings.plan.confidence_level)
    notes = [
        say(
            "Befragt werden alle ausgetretenen Personen mit vollständigem Datensatz. Genauigkeit: halbe Länge des "
            "Intervalls ({level}) um den Anteil der Beschäftigten unter den Antwortenden, die bei Eintritt nicht "
            "erwerbstätig waren, mit Endlichkeitskorrektur; sie unterstellt, dass die Antwortenden eine Zufallsauswahl "
            "sind. Zulässig: {margin_2014} (ESF 2014–2020), {margin_2021} (ESF Plus). Nötig: Antworten, mit denen die "
            "zulässige Genauigkeit bei einem Anteil von 50 % erreicht wäre.",
            level=level,
            margin_2014=formats.points(choices.margin_2014_2020),
            margin_2021=formats.points(choices.margin_2021_2027),
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (
        say("befragt"),
        say("Antworten"),
        say("Rücklauf"),
        say("Genauigkeit ± in Punkten"),
        say("zulässig ± in Punkten"),
        say("nötige Antworten"),
    )
    summary = say("Rücklauf, Genauigkeit und nötiger Umfang der Nachbefragung je Projekt.")
    return shown(findings, plain_table(title, first, others, rows, notes, summary))


def _survey_row(findings: Findings, label: str, project: ProjectPart) -> Row:
    answered, employed = (total_of(findings, project, name) for name in ("answered_follow_up", "employed_later"))
    if answered is None or employed is None or answered.status == Status.NOT_COLLECTED:
        return Row(cells=[label, formats.NO_NUMBER[Status.NOT_COLLECTED], *[formats.NOTHING] * 5])
    choices = findings.plan.follow_up
    allowed = choices.margin_2014_2020 if project.rule_set == "esf_2014_2020" else choices.margin_2021_2027
    cells = [
        formats.number_of(answered, "n"),
        formats.number_of(answered, "events"),
        formats.share_of(answered),
        _margin(employed, findings.plan.confidence_level),
        _points(allowed),
        formats.SUPPRESSED if formats.is_hidden(answered, "n") else _required(answered.n, allowed, findings),
    ]
    return Row(cells=[label, *cells])


def _margin(row: ResultRow, level: float) -> str:
    """Write the achieved margin of error, from published counts only."""
    if any(formats.is_hidden(row, name) for name in ("n", "events", "unknown")):
        return formats.SUPPRESSED
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    return _points(float(margin_of_error([row.events], [row.n - row.unknown], [row.n], level)[0]))


def _points(share: float) -> str:
    """Write percentage points; their name stands in the head of the column."""
    return formats.decimal(share * 100)


def _required(population: int, allowed: float, findings: Findings) -> str:
    if pd.isna(population) or population == 0:
        return formats.NOTHING
    return formats.count(int(required_sample([population], allowed, findings.plan.confidence_level)[0]))


def representativeness(findings: Findings) -> Display:
    """Show whether those who answered are like all who were asked, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        total = total_of(findings, project, "answered_follow_up")
        own: list[Row] = []
        if total is not None and total.status == Status.PUBLISHED:
            for dimension in ("gender", "age", "status_at_entry"):
                found = list_of(findings, project, "answered_follow_up", dimension=dimension)
                own += [
                    _group_row(row, total) for row in found if row.group != TOTAL and row.status != "not_applicable"
                ]
        rows += said_once(own, 7, say("nicht erhoben"))
    notes = [
        say(
            "Gewicht: wie viele Befragte für eine Antwort der Gruppe stehen, bezogen auf den Durchschnitt; über 1 "
            "antwortete die Gruppe seltener. Der gewichtete Anteil im Kapitel „Was hielt“ gleicht das nach allen drei "
            "Merkmalen zugleich aus."
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (say("befragt"), say("Anteil"), say("Antworten"), say("Anteil"), say("Rücklauf"), say("Gewicht"))
    summary = say("Anteile der Gruppen an den Befragten und an den Antwortenden je Projekt.")
    title = say("Wer auf die Nachbefragung antwortete")
    return shown(findings, plain_table(title, say("Gruppe"), others, rows, notes, summary))


def _group_row(row: ResultRow, total: ResultRow) -> Row:
    asked_known = not (formats.is_hidden(row, "n") or formats.is_hidden(total, "n"))
    answers_known = not (formats.is_hidden(row, "events") or formats.is_hidden(total, "events"))
    of_asked = formats.percent(row.n / total.n) if asked_known else formats.SUPPRESSED
    of_answers = formats.SUPPRESSED
    if answers_known:
        of_answers = formats.percent(row.events / total.events) if total.events else formats.NOTHING
    weight = formats.SUPPRESSED
    if asked_known and answers_known:
        some = row.events and total.events
        weight = formats.decimal((row.n / row.events) / (total.n / total.events), 2) if some else formats.NOTHING
    cells = [formats.number_of(row, "n"), of_asked, formats.number_of(row, "events"), of_answers]
    return Row(cells=[group_word(row.group), *cells, formats.share_of(row), weight])


def relations(findings: Findings) -> Display:
    """Show the laws between the indicators and whether they hold in each project."""
    rows = []
    for sentence, found in findings.checks.groupby("sentence", sort=False):
        broken = found[found["outcome"] == "violated"]
        names = dict(zip(findings.projects["project"], findings.projects["name"], strict=True))
        outcome = say("gilt")
        if len(broken):
            outcome = say("verletzt in: {projects}", projects="; ".join(names[code] for code in broken["project"]))
        rows.append(Row(cells=[say(str(sentence)), outcome]))
    notes = [
        say(
            "Geprüft ist jeder Datensatz einzeln; damit gilt die Regel auch für jedes Geschlecht und jede andere "
            "Gruppe. Welche Datensätze eine Regel verletzen, nennt die Prüfung der Quelldaten (evaluation check), kein "
            "Bericht."
        ),
        source_note(findings),
    ]
    title, summary = say("Summen- und Teilmengenregeln"), say("Regeln und ihr Ergebnis.")
    table = plain_table(title, say("Regel"), (say("Ergebnis"),), rows, notes, summary)
    first = table.columns[0].model_copy(update={"weight": 3.5})
    return shown(findings, table.model_copy(update={"columns": [first, *table.columns[1:]]}))


def relations_in_words(findings: Findings) -> Display:
    """Say whether the laws between the indicators hold; which they are stands in the annex."""
    checks = findings.checks
    broken = checks[checks["outcome"] == "violated"]
    count = len(set(checks["sentence"]))
    if checks.empty:
        said = say("Regeln zwischen den Indikatoren waren nicht zu prüfen.")
    elif broken.empty:
        said = say_number(
            "Die {number} geprüfte Regel zwischen den Indikatoren gilt; sie steht im Anhang.",
            "Alle {number} geprüften Regeln zwischen den Indikatoren gelten; sie stehen im Anhang.",
            count,
        )
    else:
        violated = len(set(broken["sentence"]))
        said = say_number(
            "{broken} von {all} geprüften Regeln zwischen den Indikatoren ist verletzt; welche, steht im Anhang.",
            "{broken} von {all} geprüften Regeln zwischen den Indikatoren sind verletzt; welche, steht im Anhang.",
            violated,
            broken=formats.count(violated),
            all=formats.count(count),
        )
    return display(Paragraph.model_validate({"runs": said}))
