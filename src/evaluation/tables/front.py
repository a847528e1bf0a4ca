"""Page one: what this report is, and what a hurried reader takes away."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Column, Contents, Cover, DocumentSettings, Fact, KeyFindings, Logo, Row, Run, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.language import data_language, noted, say, spoken
from evaluation.tables.absences import shown
from evaluation.tables.headlines import headlines, not_known
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.theme import Theme, parse_theme

SYNTHETIC = noted("synthetisch")
_SUBTITLE = noted("Beschäftigung und lokale Ökonomie im Quartier")
_READING = noted("In Klammern das {level}-Intervall: So weit könnte der Anteil allein durch Zufall anders liegen.")
GROSS = noted(
    "Alle Ergebnisse sind Bruttoergebnisse: Sie sagen, was nach der Teilnahme war, nicht, was ohne sie gewesen wäre."
)


def cover(findings: Findings) -> Display:
    """Set the title, running head and foot of the report, and its head on page one."""
    names = findings.municipalities
    cut_off = formats.day(findings.plan.cut_off)
    if len(names) == 1:
        title = say("Evaluationsbericht {municipality}", municipality=next(iter(names.values())))
    else:
        title = say("Programmbericht über {count} Gemeinden", count=formats.count(len(names)))
    facts = _subject(findings)
    facts.append(Fact(label=say("Datenstand"), value=cut_off))
    if len(names) == 1:
        facts.append(Fact(label=say("Gemeindeschlüssel"), value=next(iter(names))))
    facts.append(Fact(label=say("Kennung"), value=findings.identity))
    note = None
    if findings.synthetic:
        described = Run(text=str(findings.dataset["description"].iloc[0]), lang=data_language())
        note = [Run(text=say("Synthetische Daten: ")), described]
    subtitle = say(_SUBTITLE)
    theme, logo = _look(findings)
    return display(
        DocumentSettings(
            title=title,
            subtitle=subtitle,
            date=findings.plan.cut_off.isoformat(),
            foot=say("Datenstand {day} · Kennung {identity}", day=cut_off, identity=findings.identity),
            stamp=_stamp(findings),
            lang=spoken(),
            organisation=theme.organisation,
            accent=theme.accent,
            logo=logo,
        ),
        Cover(title=title, subtitle=subtitle, facts=facts, note=note),
    )


def _subject(findings: Findings) -> list[Fact]:
    """Return what the report is about: its projects, or the funding rounds of all municipalities."""
    parts = projects_in_order(findings)
    if len(findings.municipalities) == 1:
        return [Fact(label=say("Projekt"), value=part.name, detail=part.funding_round, place="main") for part in parts]
    rounds = list(dict.fromkeys(part.funding_round for part in parts))
    return [Fact(label=say("Förderrunde"), value=name, place="main") for name in rounds]


def _look(findings: Findings) -> tuple[Theme, Logo | None]:
    """Return the theme of the one municipality of these findings, and its logo; several have no look in common."""
    if len(findings.municipalities) != 1:
        return Theme(), None
    svg, theme = findings.enclosed("logo", "logo"), _theme(findings)
    return theme, Logo(svg=svg, alt=theme.logo) if svg is not None and theme.logo is not None else None


def _theme(findings: Findings) -> Theme:
    text = findings.enclosed("theme", "theme")
    return parse_theme(text, "theme.toml") if text is not None else Theme()


def accent_of(findings: Findings) -> str | None:
    """Return the colour that the one municipality of these findings brings; None if it brings none."""
    return _theme(findings).accent if len(findings.municipalities) == 1 else None


def _stamp(findings: Findings) -> str | None:
    """Return what stands on every page: that nothing is hidden, and that data are invented."""
    stamps = [say(words.INTERNAL)] if findings.internal else []
    stamps += [say(SYNTHETIC)] if findings.synthetic else []
    return " · ".join(stamps) or None


def key_findings(findings: Findings) -> Display:
    """Show five findings of each project in sentences, what is not known, and the projects side by side.

    Page one belongs to the latest project; the others are named there and follow on pages of their own.
    """
    level = level_word(findings)
    several = len(findings.projects) > 1
    first, *others = [
        KeyFindings(
            title=say("Auf einen Blick: {project}", project=part.heading) if several else say("Auf einen Blick"),
            items=headlines(findings, part),
            unknown=not_known(findings, part),
            note=" ".join(filter(None, (say(_READING, level=level), say(GROSS), formats.treatment(findings)))),
        )
        for part in projects_in_order(findings)
    ]
    return shown(findings, first, *([side_by_side(findings)] if others else []), *others)


def level_word(findings: Findings) -> str:
    """Return the confidence level as the first part of a word: „95-%“ in „95-%-Intervall“."""
    return formats.percent(findings.plan.confidence_level).replace(" ", "-").replace("\u00a0", "-")


def contents() -> Display:
    """Set the table of contents."""
    return display(Contents())


def side_by_side(findings: Findings) -> Table:
    """Return a line for each project: nothing is added up, because projects differ in time, rules and tasks."""
    rows = [_line(findings, part) for part in projects_in_order(findings)]
    columns = [
        Column(label=say("Projekt und Förderrunde"), weight=3.0),
        Column(label=say("Eintritte"), align="right"),
        Column(label=say("bei Austritt beschäftigt"), align="right"),
        Column(label=say("Anteil"), align="right"),
        Column(label=say("Intervall"), align="right"),
        Column(label=say("Unternehmen erreicht"), align="right"),
    ]
    notes = [formats.legend(), source_note(findings)]
    summary = say("Je Projekt: Eintritte, Beschäftigung bei Austritt mit Anteil und Intervall, erreichte Unternehmen.")
    return Table(title=say("Die Projekte nebeneinander"), columns=columns, rows=rows, notes=notes, summary=summary)


def _line(findings: Findings, part: ProjectPart) -> Row:
    entries, reached = (total_of(findings, part, name) for name in ("entries", "enterprises_reached"))
    placed = total_of(findings, part, "placement")
    shares = (formats.NOTHING,) * 3
    if placed is not None:
        counts = say("{events} von {n}", **{name: formats.number_of(placed, name) for name in ("events", "n")})
        shares = (counts, formats.share_of(placed), formats.interval_of(placed))
    numbers = [formats.NOTHING if row is None else formats.number_of(row, "events") for row in (entries, reached)]
    return Row(cells=[part.heading, numbers[0], *shares, numbers[1]])
