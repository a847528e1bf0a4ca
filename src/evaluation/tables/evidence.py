"""The plan in words, the definitions, and what an auditor needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, FactItem, Facts, ListBlock, Paragraph, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.language import say, say_number
from evaluation.results import Status
from evaluation.tables.protection import protection_in_words
from evaluation.tables.selection import projects_in_order
from evaluation.tables.wording import text_column


def plan_in_words(findings: Findings) -> Display:
    """Show every choice that changed a number."""
    plan, stability = findings.plan, findings.plan.stability
    sets = sorted({words.RULE_SETS[part.rule_set] for part in projects_in_order(findings)})
    left_out = ", ".join(words.EVENT_KINDS[kind] for kind in plan.network.left_out_event_kinds)
    choices = {
        say("Auswertungsplan"): plan.title,
        say("Datenstand"): formats.day(plan.cut_off),
        say("Förderrunden"): ", ".join(plan.funding_rounds) or say("alle Förderrunden der Daten"),
        say("Regelwerke"): "; ".join(sets),
        say("Vertrauensniveau der Intervalle"): formats.percent(plan.confidence_level),
        say("Kürzeste Teilnahme"): say(
            "mehr als {days}; kürzere sind Kurzkontakte", days=words.days(plan.participation.short_stay_days)
        ),
        say("Langzeitarbeitslos"): words.LONG_TERM_RULES[plan.participation.long_term_unemployment],
        say("Frist für die Beschäftigung bei Austritt"): say(
            "{days}, der letzte Status zählt", days=words.day_count(plan.placement.window_days)
        ),
        say("Nachbefragung"): say(
            "{months} nach dem Austritt; Antworten innerhalb von {days}",
            months=words.month_count(plan.follow_up.months),
            days=words.days(plan.follow_up.answer_days),
        ),
        say("Zulässige Ungenauigkeit der Nachbefragung"): say(
            "{margin_2014} (ESF 2014–2020), {margin_2021} (ESF Plus)",
            margin_2014=formats.points(plan.follow_up.margin_2014_2020),
            margin_2021=formats.points(plan.follow_up.margin_2021_2027),
        ),
        say("Beobachtungstage nach dem Austritt"): ", ".join(map(words.month_count, plan.after_exit.months)),
        say("Länge der Kurve bis zur ersten Arbeit"): words.month_count(plan.pathway.curve_months),
        say("Horizonte der stabilisierten Beschäftigung"): ", ".join(map(words.month_count, stability.horizons_months)),
        say("Feststellung"): ", ".join(words.MODES[mode] for mode in stability.modes),
        say("Beginn der Zählung"): words.CLOCKS[stability.clock],
        say("Beschäftigungsbegriff"): words.CONCEPTS[stability.concept],
        say("Geduldete Unterbrechung"): words.day_count(stability.gap_days),
        say("Nach §§ 16e und 16i SGB II geförderte Beschäftigung"): (
            say("zählt mit") if stability.include_subsidised else say("zählt nicht")
        ),
        say("Länge der Verlaufskurve"): words.month_count(stability.curve_months),
        say("In der Verlaufskurve gezählt"): words.curve_jobs(stability.curve_jobs, stability.horizons_months[0]),
        say("Zeiträume der Mitgliedschaft"): words.PERIODS[plan.network.period],
        say("Zeiträume der Entwicklung"): words.PERIODS[plan.network.curve_period],
        say("Aktives Mitglied"): say_number(
            "mindestens {number} Teilnahme im Zeitraum",
            "mindestens {number} Teilnahmen im Zeitraum",
            plan.network.active_attendances,
        ),
        say("Nicht gezählte Veranstaltungen"): left_out or say("keine"),
        say("Wiederholte Begegnung"): say_number(
            "mindestens {number} gemeinsame Veranstaltung",
            "mindestens {number} gemeinsame Veranstaltungen",
            plan.network.shared_events,
        ),
        say("Bestand von Gründungen"): say("nach {months}", months=words.months(plan.economy.survival_months)),
        say("Fehler der segmentierten Regression"): say(
            "nach Newey und West, Autokorrelation bis zu {months}", months=words.months(plan.economy.lags)
        ),
        say("Dominanz"): say(
            "Summe unterdrückt ab {one} eines oder {two} zweier Unternehmen",
            one=formats.percent(plan.economy.dominance_of_one),
            two=formats.percent(plan.economy.dominance_of_two),
        ),
        **protection_in_words(plan.disclosure),
        say("Startwert des Zufalls"): say("{seed} (die Auswertung zieht nichts zufällig)", seed=plan.seed),
    }
    items = [FactItem(label=label, values=[value]) for label, value in choices.items()]
    return display(Facts(title=None, items=items))


def definitions(findings: Findings) -> Display:
    """Show what each collected indicator counts, a table for each chapter, with its code in the project's rule set."""
    used = {part.rule_set for part in projects_in_order(findings)}
    results = findings.results
    collected = set(results.loc[results["status"] != str(Status.NOT_COLLECTED), "indicator"])
    known = findings.definitions[
        findings.definitions["rule_set"].isin(used) & findings.definitions["indicator"].isin(collected)
    ]
    tables = []
    sources: dict[str, int] = {}
    for chapter, title in words.CHAPTERS.items():
        own = _rules(known[known["chapter"] == chapter])
        if own:
            tables.append(_definition_table(title, own, sources))
    named = ListBlock.model_validate({"ordered": True, "items": [[_paragraph(source)] for source in sources]})
    listed = [_paragraph(say("Quellen der Definitionen, mit den Nummern der Tabellen:")), named]
    return display(*tables, *(listed if sources else []))


def _paragraph(text: str) -> Paragraph:
    return Paragraph.model_validate({"runs": text})


@dataclass(frozen=True)
class _Rule:
    """What an indicator counts, in the language of the reader."""

    title: str
    event: str
    population: str
    window: str
    source: str
    codes: set[str]


def _rules(known: pd.DataFrame) -> list[_Rule]:
    """Return the rule of each indicator, with its codes in all rule sets."""
    texts = [text_column(name) for name in ("title", "event", "population", "window", "source")]
    rules: dict[str, _Rule] = {}
    for row in known[["indicator", "code", *texts]].itertuples(index=False, name=None):
        indicator, code, title, event, population, window, source = row
        rule = rules.setdefault(indicator, _Rule(title, event, population, window, source, set()))
        rule.codes.update([code] if code else [])
    return list(rules.values())


def _most_usual(texts: Iterable[str]) -> str:
    """Return the most frequent text, the first in the order of the alphabet among equally frequent ones."""
    counted = Counter(texts)
    return min(counted, key=lambda text: (-counted[text], text))


def _definition_table(title: str, rules: list[_Rule], sources: dict[str, int]) -> Table:
    """Return the rules of a chapter; `sources` numbers the sources of all chapters."""
    usual_population = _most_usual(rule.population for rule in rules)
    usual_window = _most_usual(rule.window for rule in rules)
    alike: dict[tuple[str, str, str], list[_Rule]] = defaultdict(list)
    for rule in rules:
        alike[rule.event, rule.population, rule.source].append(rule)
    rows = []
    for (event, population, source), same in alike.items():
        name = merged([rule.title for rule in same])
        code = ", ".join(dict.fromkeys(", ".join(sorted(rule.codes)) for rule in same if rule.codes))
        said = [event[:1].upper() + event[1:]]
        if population != usual_population:
            said.append(say("Bezug: {population}", population=population))
        if (window := merged([rule.window for rule in same])) != usual_window:
            said.append(say("Beobachtet: {window}", window=window))
        number = sources.setdefault(source, len(sources) + 1)
        rows.append(Row(cells=[f"{name} ({code})" if code else name, ". ".join(said) + ".", str(number)]))
    columns = [
        Column(label=say("Indikator (Code)"), weight=1.9),
        Column(label=say("Zählregel"), weight=5.6),
        Column(label=say("Quelle"), weight=0.02),
    ]
    usual = say(
        "Soweit nichts anderes steht: Bezug: {population}. Beobachtet: {window}.",
        population=usual_population,
        window=usual_window,
    )
    summary = say("Jeder Indikator mit seiner Zählregel und ihrer Quelle.")
    heading = say("Zählregeln: {chapter}", chapter=title)
    return Table(title=heading, columns=columns, rows=rows, notes=[usual], summary=summary)


def merged(sentences: list[str]) -> str:
    """Merge sentences that differ in a few words only: „nach 3 Monaten“ and „nach 6 Monaten“ to „nach 3, 6 Monaten“."""
    split = [sentence.split(" ") for sentence in dict.fromkeys(sentences)]
    if len({len(one) for one in split}) != 1:
        return _with_common_end(list(dict.fromkeys(sentences)))
    return " ".join(
        ", ".join(dict.fromkeys(same)) if same[0].isdigit() else same[-1] for same in zip(*split, strict=True)
    )


def _with_common_end(sentences: list[str]) -> str:
    """Join sentences, and say only once what stands before or behind a colon in all of them."""
    begins, ends = ({one.split(": ")[place] for one in sentences} for place in (0, -1))
    if len(sentences) > 1 and len(ends) == 1:
        return f"{'; '.join(one.rpartition(': ')[0] for one in sentences)}: {ends.pop()}"
    if len(sentences) > 1 and len(begins) == 1:
        return f"{begins.pop()}: {'; '.join(one.partition(': ')[2] for one in sentences)}"
    return "; ".join(sentences)


def evidence(findings: Findings) -> Display:
    """Show what names this evaluation: fingerprint of the findings, and version."""
    facts = Facts(
        title=None,
        items=[
            FactItem(label=say("Kennung der Ergebnisse"), values=[findings.identity]),
            FactItem(label=say("Datenstand"), values=[formats.day(findings.plan.cut_off)]),
            FactItem(label=say("Programm"), values=[f"quartier-evaluation {version('quartier-evaluation')}"]),
            FactItem(
                label=say("Prüfen"), values=[say("evaluation verify <Ordner des Laufs> --data <Ordner der Daten>")]
            ),
        ],
    )
    return display(facts)


def source_files(findings: Findings) -> Display:
    """Show the fingerprint of each source file."""
    rows = [Row(cells=[name, digest[:16]]) for name, digest in findings.fingerprints.items()]
    columns = [Column(label=say("Quelldatei")), Column(label=say("Anfang der Prüfsumme (SHA-256)"))]
    notes = [say("Die ganzen Prüfsummen stehen in manifest.json und findings/findings.json.")]
    summary = say("Prüfsumme jeder Quelldatei.")
    return display(Table(title=say("Quelldateien"), columns=columns, rows=rows, notes=notes, summary=summary))
