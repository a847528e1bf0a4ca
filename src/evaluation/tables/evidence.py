"""The plan in words, the definitions, and what an auditor needs."""

from __future__ import annotations

from importlib.metadata import version

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, FactItem, Facts, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.results import Status
from evaluation.tables.selection import projects_in_order


def plan_in_words(findings: Findings) -> Display:
    """Show every choice that changed a number."""
    plan, stability = findings.plan, findings.plan.stability
    rounds = ", ".join(plan.funding_rounds) or "alle Förderrunden der Daten"
    left_out = ", ".join(words.EVENT_KINDS[kind] for kind in plan.network.left_out_event_kinds) or "keine"
    subsidised = "zählt mit" if stability.include_subsidised else "zählt nicht"
    sets = sorted({words.RULE_SETS[part.rule_set] for part in projects_in_order(findings)})
    choices = {
        "Auswertungsplan": plan.title,
        "Datenstand": formats.day(plan.cut_off),
        "Förderrunden": rounds,
        "Regelwerke": "; ".join(sets),
        "Vertrauensniveau der Intervalle": formats.percent(plan.confidence_level),
        "Kürzeste Teilnahme": f"mehr als {words.days(plan.participation.short_stay_days)}; kürzere sind Kurzkontakte",
        "Langzeitarbeitslos": words.LONG_TERM_RULES[plan.participation.long_term_unemployment],
        "Frist für die Beschäftigung bei Austritt": f"{plan.placement.window_days} Tage, der letzte Status zählt",
        "Nachbefragung": (
            f"{plan.follow_up.months} Monate nach dem Austritt; Antworten innerhalb von "
            f"{plan.follow_up.answer_days} Tagen"
        ),
        "Zulässige Ungenauigkeit der Nachbefragung": (
            f"{formats.points(plan.follow_up.margin_2014_2020)} (ESF 2014–2020), "
            f"{formats.points(plan.follow_up.margin_2021_2027)} (ESF Plus)"
        ),
        "Beobachtungstage nach dem Austritt": f"{', '.join(map(str, plan.after_exit.months))} Monate",
        "Länge der Kurve bis zur ersten Arbeit": f"{plan.pathway.curve_months} Monate",
        "Horizonte der stabilisierten Beschäftigung": ", ".join(
            f"{months} Monate" for months in stability.horizons_months
        ),
        "Feststellung": ", ".join(words.MODES[mode] for mode in stability.modes),
        "Beginn der Zählung": words.CLOCKS[stability.clock],
        "Beschäftigungsbegriff": words.CONCEPTS[stability.concept],
        "Geduldete Unterbrechung": f"{stability.gap_days} Tage",
        "Nach §§ 16e und 16i SGB II geförderte Beschäftigung": subsidised,
        "Länge der Verlaufskurve": f"{stability.curve_months} Monate",
        "Zeiträume der Mitgliedschaft": words.PERIODS[plan.network.period],
        "Zeiträume der Entwicklung": words.PERIODS[plan.network.curve_period],
        "Aktives Mitglied": f"mindestens {plan.network.active_attendances} Teilnahmen im Zeitraum",
        "Nicht gezählte Veranstaltungen": left_out,
        "Wiederholte Begegnung": f"mindestens {plan.network.shared_events} gemeinsame Veranstaltungen",
        "Bestand von Gründungen": f"nach {words.months(plan.economy.survival_months)}",
        "Fehler der segmentierten Regression": (
            f"nach Newey und West, Autokorrelation bis zu {words.months(plan.economy.lags)}"
        ),
        "Dominanz": (
            f"Summe unterdrückt ab {formats.percent(plan.economy.dominance_of_one)} eines oder "
            f"{formats.percent(plan.economy.dominance_of_two)} zweier Unternehmen"
        ),
        "Kleinste veröffentlichte Fallzahl": str(plan.disclosure.smallest_cell),
        "Startwert des Zufalls": f"{plan.seed} (die Auswertung zieht nichts zufällig)",
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
    for chapter, title in words.CHAPTERS.items():
        own = known[known["chapter"] == chapter]
        if len(own):
            tables.append(_definition_table(title, own))
    return display(*tables)


def _definition_table(title: str, known: pd.DataFrame) -> Table:
    indicators = known.groupby("indicator", sort=False).agg(
        title=("title", "first"),
        code=("code", lambda codes: ", ".join(sorted({code for code in codes if code}))),
        event=("event", "first"),
        population=("population", "first"),
        window=("window", "first"),
        source=("source", "first"),
    )
    usual_population, usual_window = (indicators[name].mode().iloc[0] for name in ("population", "window"))
    rows = []
    for (event, population, source), same in indicators.groupby(["event", "population", "source"], sort=False):
        name = merged(list(same["title"]))
        code = ", ".join(dict.fromkeys(code for code in same["code"] if code))
        rule = [event]
        if population != usual_population:
            rule.append(f"Bezug: {population}")
        if (window := merged(list(same["window"]))) != usual_window:
            rule.append(f"Beobachtet: {window}")
        rows.append(Row(cells=[f"{name} ({code})" if code else name, ". ".join(rule) + ".", source]))
    columns = [
        Column(label="Indikator (Code)", weight=1.8),
        Column(label="Zählregel", weight=3.4),
        Column(label="Quelle der Definition", weight=1.6),
    ]
    notes = [f"Soweit nichts anderes steht: Bezug: {usual_population}. Beobachtet: {usual_window}."]
    summary = "Jeder Indikator mit seiner Zählregel und ihrer Quelle."
    return Table(title=f"Zählregeln: {title}", columns=columns, rows=rows, notes=notes, summary=summary)


def merged(sentences: list[str]) -> str:
    """Merge sentences that differ in a few words only: „nach 3 Monaten“ and „nach 6 Monaten“ to „nach 3, 6 Monaten“."""
    split = [sentence.split(" ") for sentence in dict.fromkeys(sentences)]
    if len({len(one) for one in split}) != 1:
        return "; ".join(dict.fromkeys(sentences))
    return " ".join(
        ", ".join(dict.fromkeys(same)) if same[0].isdigit() else same[-1] for same in zip(*split, strict=True)
    )


def evidence(findings: Findings) -> Display:
    """Show what names this evaluation: fingerprint of the findings, version, fingerprints of the sources."""
    facts = Facts(
        title=None,
        items=[
            FactItem(label="Kennung der Ergebnisse", values=[findings.identity]),
            FactItem(label="Datenstand", values=[formats.day(findings.plan.cut_off)]),
            FactItem(label="Programm", values=[f"quartier-evaluation {version('quartier-evaluation')}"]),
            FactItem(label="Prüfen", values=["evaluation verify <Ordner des Laufs> --data <Ordner der Daten>"]),
        ],
    )
    rows = [Row(cells=[name, digest[:16]]) for name, digest in findings.fingerprints.items()]
    columns = [Column(label="Quelldatei"), Column(label="Anfang der Prüfsumme (SHA-256)")]
    notes = ["Die ganzen Prüfsummen stehen in manifest.json und findings/findings.json."]
    summary = "Prüfsumme jeder Quelldatei."
    return display(facts, Table(title="Quelldateien", columns=columns, rows=rows, notes=notes, summary=summary))
