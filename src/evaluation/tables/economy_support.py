"""Tables of what enterprises got and gave, and of the structure of their network."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Row
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import Words, noted, say, say_number
from evaluation.results import TOTAL, Status
from evaluation.sources.contracts import ADVICE_TOPICS
from evaluation.tables.absences import shown
from evaluation.tables.economy import topics
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.shares import coded, known_to, plain_table, said_once, section

_RESULTS = Words(
    {
        "smes_supported": noted("geförderte kleine und mittlere Unternehmen"),
        "start_ups": noted("begleitete Gründungen, davon vollzogen"),
        "founded_in_business": noted("vollzogene Gründungen, davon später noch am Markt"),
        "settlements": noted("beratene Ansiedlungen, davon vollzogen"),
        "jobs_created": noted("geschaffene Vollzeitstellen (Selbstauskunft)"),
        "jobs_secured": noted("gesicherte Vollzeitstellen (Selbstauskunft)"),
        "vacancies_matched": noted("erhobene offene Stellen, davon mit Teilnehmenden besetzt"),
        "stays_hosted": noted("Erprobungen und Praktika in Unternehmen des Netzwerks"),
        "hosting_enterprises": noted("Unternehmen mit Plätzen dafür"),
        "hired_by_members": noted("Teilnehmende mit neuer Arbeit, davon bei erreichten Unternehmen"),
        "employing_members": noted("erreichte Unternehmen, davon mit Einstellungen"),
        "enterprises_in_quarter_projects": noted("Unternehmen in Quartiersprojekten"),
        "staff_kept_before": noted("Beschäftigte vor der Beratung, davon nach zwölf Monaten noch da"),
        "staff_kept_after": noted("Beschäftigte nach der Beratung, davon nach zwölf Monaten noch da"),
    }
)
_STRUCTURE = Words(
    {
        "tie_density": noted("Paare, davon mit wiederholter Begegnung"),
        "returning_enterprises": noted("teilnehmende Unternehmen, davon in mehr als einem Zeitraum"),
        "tied_enterprises": noted("Unternehmen, davon mit wiederholter Begegnung"),
        "largest_group": noted("Unternehmen, davon in der größten zusammenhängenden Gruppe"),
        "separate_groups": noted("getrennte Gruppen"),
        "frequent_guests": noted("Teilnahmen, davon des häufigsten Viertels"),
        "attendance_concentration": noted("Ungleichheit der Teilnahmen (Gini, 0 bis 1)"),
        "repeated_meetings": noted("Anteil der Begegnungen, die sich wiederholten (nach Newman gewichtet)"),
        "degree_centralisation": noted("Zentralisierung (0 bis 1)"),
        "brokers": noted("Unternehmen mit wiederholter Begegnung, davon Brücken"),
        "tie_density_without_largest": noted(
            "ohne die größte Veranstaltung: Anteil der Paare mit wiederholter Begegnung"
        ),
        "degree_centralisation_without_largest": noted("ohne die größte Veranstaltung: Zentralisierung"),
    }
)
_PERCENT = ("repeated_meetings", "tie_density_without_largest")
"""Measures that are shares."""


def enterprise_results(findings: Findings) -> Display:
    """Show what came of the work with enterprises, of each project what it recorded."""
    rows: list[Row] = []
    for part in projects_in_order(findings):
        own = [_result(findings, part, name, label) for name, label in _RESULTS.items()]
        rows += [section(part), *said_once([row for row in own if row], 4, formats.NO_NUMBER[Status.NOT_COLLECTED])]
    economy = findings.plan.economy
    notes = [
        say(
            "Was ein Projekt nicht erhob, steht nicht da. Vollzeitstellen sind Angaben der Unternehmen und nicht "
            "nachgeprüft; eine Summe, zu der ein Unternehmen {one} oder zwei {two} beitragen, ist unterdrückt. "
            "Bruttoergebnisse, keine Wirkungen.",
            one=formats.percent(economy.dominance_of_one),
            two=formats.percent(economy.dominance_of_two),
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Ergebnisse der Arbeit mit Unternehmen: Zahl, Bezug und Anteil.")
    others = (say("Zahl"), say("von"), say("Anteil"))
    return shown(
        findings, plain_table(say("Ergebnisse bei Unternehmen"), say("Ergebnis"), others, rows, notes, summary)
    )


def _result(findings: Findings, part: ProjectPart, name: str, label: str) -> Row | None:
    row = total_of(findings, part, name)
    absent = row is None or row.status in (Status.NOT_COLLECTED, Status.NOT_APPLICABLE)
    if row is None or absent or not known_to(findings, part, name):
        return None
    of_cases = row.method in ("wilson", "ratio")
    whole = formats.number_of(row, "n") if of_cases else formats.NOTHING
    share = formats.share_of(row) if of_cases else formats.NOTHING
    return Row(cells=[coded(findings, part, name, label), formats.number_of(row, "events"), whole, share])


def advice_topics(findings: Findings) -> Display:
    """Show contacts and hours of advice by topic."""
    rows: list[Row] = []
    for part in projects_in_order(findings):
        contacts, hours = (topics(findings, part, name) for name in ("advice_contacts", "advice_hours"))
        own = [
            Row(cells=[words.GROUPS[topic], *_contacts_and_hours(contacts.get(topic), hours.get(topic))])
            for topic in ADVICE_TOPICS
            if topic in contacts
        ]
        totals = [total_of(findings, part, name) for name in ("advice_contacts", "advice_hours")]
        if own:
            own.append(Row(kind="total", cells=[words.GROUPS[TOTAL], *_contacts_and_hours(*totals)]))
        rows += [section(part), *said_once(own, 3, formats.NO_NUMBER[Status.NOT_COLLECTED])]
    notes = [
        say(
            "Kontakte ohne bekannte Dauer zählen als Kontakt, nicht in den Stunden. Themen ohne Kontakt stehen nicht "
            "da."
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Beratungskontakte und Beratungsstunden nach Thema.")
    others = (say("Kontakte"), say("Stunden"))
    return shown(findings, plain_table(say("Beratung nach Thema"), say("Thema"), others, rows, notes, summary))


def _contacts_and_hours(contacts: ResultRow | None, hours: ResultRow | None) -> list[str]:
    return [formats.NOTHING if row is None else formats.number_of(row, "events") for row in (contacts, hours)]


def network_structure(findings: Findings) -> Display:
    """Show who met again, how even attendance is, and what remains without the largest event."""
    rows: list[Row] = []
    for part in projects_in_order(findings):
        own = [_structure(findings, part, name, label) for name, label in _STRUCTURE.items()]
        rows += [section(part), *said_once([row for row in own if row], 4, formats.NO_NUMBER[Status.NOT_COLLECTED])]
    choices = findings.plan.network
    left_out = ", ".join(words.EVENT_KINDS[kind] for kind in choices.left_out_event_kinds) or say("keine")
    tie = say_number(
        "mindestens {number} gemeinsame Veranstaltung",
        "mindestens {number} gemeinsame Veranstaltungen",
        choices.shared_events,
    )
    notes = [
        say(
            "Explorative Ergänzungen der Evaluation ohne amtliche Definition. Wiederholte Begegnung: {tie}; nicht "
            "gezählte Arten: {left_out}. Gemeinsame Anwesenheit ist nicht Zusammenarbeit. Brücken: kleinste Zahl von "
            "Unternehmen, über die die Hälfte der kürzesten Wege zwischen anderen läuft.",
            tie=tie,
            left_out=left_out,
        ),
        formats.legend(),
        source_note(findings),
    ]
    summary = say("Maße des Netzwerks über die ganze Laufzeit, auch ohne die größte Veranstaltung.")
    others = (say("Zahl"), say("von"), say("Anteil oder Maß"))
    return shown(findings, plain_table(say("Aufbau des Netzwerks"), say("Maß"), others, rows, notes, summary))


def _structure(findings: Findings, part: ProjectPart, name: str, label: str) -> Row | None:
    row = total_of(findings, part, name)
    if row is None or row.status == Status.NOT_COLLECTED:
        return None
    if row.method != "measure":
        share = formats.share_of(row, 1)
        return Row(cells=[label, formats.number_of(row, "events"), formats.number_of(row, "n"), share])
    if name == "separate_groups":
        return Row(cells=[label, _measure(row, name), formats.NOTHING, formats.NOTHING])
    return Row(cells=[label, formats.NOTHING, formats.NOTHING, _measure(row, name)])


def _measure(row: ResultRow, name: str) -> str:
    if row.status != Status.PUBLISHED:
        return formats.NO_NUMBER[Status(row.status)]
    if name in _PERCENT:
        return formats.percent(row.estimate, 1)
    return formats.decimal(row.estimate, 0 if name == "separate_groups" else 2)
