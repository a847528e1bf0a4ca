"""The reading guide of the workbook: what it is, what its signs mean, what its numbers mean."""

from __future__ import annotations

from evaluation import formats
from evaluation.findings import Findings
from evaluation.formats import NO_NUMBER
from evaluation.results import Status

_SIGNS = {
    formats.SUPPRESSED: (
        "Die Zahl gibt es; sie ist aus Gründen des Datenschutzes unterdrückt, weil sie selbst zu klein ist oder eine "
        "andere zu kleine verraten würde."
    ),
    formats.NOTHING: "Entfällt: Eine solche Zahl gibt es in dieser Zeile nicht.",
    NO_NUMBER[Status.NOT_COLLECTED]: (
        "Das Regelwerk der Förderrunde fragt nicht danach, oder die Quelltabelle wurde nicht geliefert."
    ),
    NO_NUMBER[Status.NOT_MATURE]: (
        "Es gibt Fälle, aber für keinen war der Tag, auf den es ankommt, am Datenstand erreicht."
    ),
    NO_NUMBER[Status.NOT_APPLICABLE]: "Es gibt keinen Fall, den der Indikator zählen könnte; ein Anteil entfällt.",
    formats.not_stated(): "Das öffentliche Projektprofil nennt die Angabe nicht.",
    "0": "Eine gezählte Null. Keines der anderen Zeichen bedeutet null.",
}

_NUMBERS = {
    "Frauen, Männer, nicht-binär, insgesamt": (
        "Tabellen 4A und 2A: der Zähler. „insgesamt“ kann größer sein als die Summe der drei, weil das Geschlecht "
        "fehlen kann."
    ),
    "Zähler": "Fälle, auf die der Indikator zutrifft; bei Summen die Summe in der genannten Einheit.",
    "Nenner": "Fälle, auf die sich der Indikator bezieht. Unbekannte Fälle bleiben darin.",
    "unbekannt": "Fälle im Nenner, deren Ergebnis nicht bekannt ist. Sie zählen nicht im Zähler.",
    "noch nicht beurteilbar": "Fälle, die zu jung sind, um beurteilt zu werden. Sie stehen nicht im Nenner.",
    "Anteil": (
        "Zähler geteilt durch Nenner. Gewichtete Anteile sind auf alle Fälle hochgerechnet; ihre Zähler und "
        "Nenner sind es nicht."
    ),
    "Intervall von, bis": "Grenzen des Vertrauensintervalls (Wilson oder t-Verteilung); eine Vollzählung hat keines.",
    "Mittelwert": "Mittel über die Fälle im Nenner, in der genannten Einheit.",
    "Summen über Projekte": (
        "Sie stehen hier nicht, weil unterdrückte Zahlen in ihnen fehlten oder aus ihnen folgten. Wer selbst summiert, "
        "beachte die Punkte."
    ),
    "Wirkung": (
        "Die Zahlen sind Bruttoergebnisse: Sie sagen, was nach der Teilnahme war, und nicht, was ohne sie gewesen wäre."
    ),
}

_SHEETS = {
    "Tabelle 4A": "Gemeinsame Outputindikatoren des ESF (CO, EECO); dieselben Zeilen: output_indicators.csv.",
    "Tabelle 2A": "Gemeinsame Ergebnisindikatoren des ESF (CR, EECR); dieselben Zeilen: result_indicators.csv.",
    "Tabelle 2C": "Ergebnisse bei und nach Austritt ohne Code des ESF; dieselben Zeilen: programme_results.csv.",
    "Alle Indikatoren": "Alle Ergebnisse der ganzen Laufzeit in jeder Gliederung; dieselben Zeilen: indicators.csv.",
    "Zählregeln": "Was jeder Indikator in jedem Regelwerk zählt; auch in findings/definitions.csv.",
}


def guide(findings: Findings) -> dict[str, dict[str, str]]:
    """Return the sections of the reading guide, each with its labels and texts."""
    plan, dataset = findings.plan, findings.dataset.iloc[0]
    about = {
        "Inhalt": "Die geschützten Ergebnisse aller Projekte über die ganze Laufzeit, bis zum Datenstand.",
        "Auswertungsplan": plan.title,
        "Datenstand": formats.day(plan.cut_off),
        "Kennung der Ergebnisse": findings.identity,
        "Datenquelle": str(dataset["provider"]),
        "Daten": str(dataset["description"]),
        "synthetisch": "ja: Die Daten sind ganz oder teilweise erfunden." if findings.synthetic else "nein",
        "Projekte": f"{formats.count(len(findings.projects))} in {_municipalities(len(findings.municipalities))}",
        "Kleinste veröffentlichte Fallzahl": formats.count(plan.disclosure.smallest_cell),
        "Vertrauensniveau der Intervalle": formats.percent(plan.confidence_level),
    }
    return {
        "Was diese Mappe ist": about,
        "Die Blätter": _SHEETS,
        "Was anstelle einer Zahl steht": _SIGNS,
        "Was die Zahlen bedeuten": _NUMBERS,
    }


def _municipalities(number: int) -> str:
    return "1 Gemeinde" if number == 1 else f"{formats.count(number)} Gemeinden"
