"""The plan in words, the definitions, and what an auditor needs."""

from __future__ import annotations

from importlib.metadata import version

from evaluation import formats, words
from evaluation.blocks import Column, FactItem, Facts, Row, Table
from evaluation.display import Display, display
from evaluation.findings import Findings
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
        "Frist für die Beschäftigung bei Austritt": f"{plan.placement.window_days} Tage, der letzte Status zählt",
        "Horizonte der stabilisierten Beschäftigung": ", ".join(
            f"{months} Monate" for months in stability.horizons_months
        ),
        "Feststellung": ", ".join(words.MODES[mode] for mode in stability.modes),
        "Beginn der Zählung": words.CLOCKS[stability.clock],
        "Beschäftigungsbegriff": words.CONCEPTS[stability.concept],
        "Geduldete Unterbrechung": f"{stability.gap_days} Tage",
        "Nach §§ 16e und 16i SGB II geförderte Beschäftigung": subsidised,
        "Länge der Verlaufskurve": f"{stability.curve_months} Monate",
        "Zeiträume des Netzwerks": words.PERIODS[plan.network.period],
        "Aktives Mitglied": f"mindestens {plan.network.active_attendances} Teilnahmen im Zeitraum",
        "Nicht gezählte Veranstaltungen": left_out,
        "Kleinste veröffentlichte Fallzahl": str(plan.disclosure.smallest_cell),
        "Startwert des Zufalls": f"{plan.seed} (die Auswertung zieht nichts zufällig)",
    }
    items = [FactItem(label=label, values=[value]) for label, value in choices.items()]
    return display(Facts(title=None, items=items))


def definitions(findings: Findings) -> Display:
    """Show what each indicator counts, with its code where the rule set of a project has one."""
    used = {part.rule_set for part in projects_in_order(findings)}
    known = findings.definitions[findings.definitions["rule_set"].isin(used)]
    indicators = known.groupby("indicator", sort=False).agg(
        title=("title", "first"),
        code=("code", lambda codes: ", ".join(sorted(code for code in codes if code))),
        definition=("definition", "first"),
        source=("source", "first"),
    )
    rows = []
    for (definition, source), same in indicators.groupby(["definition", "source"], sort=False):
        names = [f"{one.title} ({one.code})" if one.code else one.title for one in same.itertuples()]
        rows.append(Row(cells=["; ".join(names), definition, source]))
    columns = [
        Column(label="Indikator (Code)", weight=1.6),
        Column(label="Zählregel", weight=3.2),
        Column(label="Quelle der Definition", weight=1.8),
    ]
    return display(
        Table(title="Zählregeln", columns=columns, rows=rows, notes=[], summary="Jeder Indikator mit seiner Zählregel.")
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
