"""The reading guide of the workbook: what it is, what its signs mean, what its numbers mean."""

from __future__ import annotations

from evaluation import formats
from evaluation.findings import Findings
from evaluation.formats import NO_NUMBER
from evaluation.language import noted, say, say_number
from evaluation.results import Status


def _signs(findings: Findings) -> dict[str, str]:
    zero = say("Eine gezählte Null. Keines der anderen Zeichen bedeutet null.")
    if formats.treatment(findings):
        most = formats.most_behind_zero(findings.plan.disclosure)
        zero = say("Null bis {most} Fälle. Keines der anderen Zeichen bedeutet null.", most=most)
    return {
        formats.SUPPRESSED: say(
            "Die Zahl gibt es; sie ist aus Gründen des Datenschutzes unterdrückt, weil sie selbst zu klein ist oder "
            "eine andere zu kleine verraten würde."
        ),
        formats.NOTHING: say("Entfällt: Eine solche Zahl gibt es in dieser Zeile nicht."),
        NO_NUMBER[Status.NOT_COLLECTED]: say(
            "Das Regelwerk der Förderrunde fragt nicht danach, oder die Quelltabelle wurde nicht geliefert."
        ),
        NO_NUMBER[Status.NOT_MATURE]: say(
            "Es gibt Fälle, aber für keinen war der Tag, auf den es ankommt, am Datenstand erreicht."
        ),
        NO_NUMBER[Status.NOT_APPLICABLE]: say(
            "Es gibt keinen Fall, den der Indikator zählen könnte; ein Anteil entfällt."
        ),
        formats.not_stated(): say("Das öffentliche Projektprofil nennt die Angabe nicht."),
        "0": zero,
    }


def _numbers() -> dict[str, str]:
    return {
        say("Frauen, Männer, nicht-binär, insgesamt"): say(
            "Tabellen 4A und 2A: der Zähler. „insgesamt“ kann größer sein als die Summe der drei, weil das Geschlecht "
            "fehlen kann."
        ),
        say("Zähler"): say("Fälle, auf die der Indikator zutrifft; bei Summen die Summe in der genannten Einheit."),
        say("Nenner"): say("Fälle, auf die sich der Indikator bezieht. Unbekannte Fälle bleiben darin."),
        say("unbekannt"): say("Fälle im Nenner, deren Ergebnis nicht bekannt ist. Sie zählen nicht im Zähler."),
        say("noch nicht beurteilbar"): say(
            "Fälle, die zu jung sind, um beurteilt zu werden. Sie stehen nicht im Nenner."
        ),
        say("Anteil"): say(
            "Zähler geteilt durch Nenner. Gewichtete Anteile sind auf alle Fälle hochgerechnet; ihre Zähler und "
            "Nenner sind es nicht."
        ),
        say("Intervall von, bis"): say(
            "Grenzen des Vertrauensintervalls (Wilson oder t-Verteilung); eine Vollzählung hat keines."
        ),
        say("Mittelwert"): say("Mittel über die Fälle im Nenner, in der genannten Einheit."),
        say("Summen über Projekte"): say(
            "Sie stehen hier nicht, weil unterdrückte Zahlen in ihnen fehlten oder aus ihnen folgten. Wer selbst "
            "summiert, beachte die Punkte."
        ),
        say("Wirkung"): say(
            "Die Zahlen sind Bruttoergebnisse: Sie sagen, was nach der Teilnahme war, und nicht, was ohne sie "
            "gewesen wäre."
        ),
    }


def _sheets() -> dict[str, str]:
    return {
        say("Tabelle 4A"): say(
            "Gemeinsame Outputindikatoren des ESF (CO, EECO); dieselben Zeilen: output_indicators.csv."
        ),
        say("Tabelle 2A"): say(
            "Gemeinsame Ergebnisindikatoren des ESF (CR, EECR); dieselben Zeilen: result_indicators.csv."
        ),
        say("Tabelle 2C"): say(
            "Ergebnisse bei und nach Austritt ohne Code des ESF; dieselben Zeilen: programme_results.csv."
        ),
        say("Alle Indikatoren"): say(
            "Alle Ergebnisse der ganzen Laufzeit in jeder Gliederung; dieselben Zeilen: indicators.csv."
        ),
        say("Zählregeln"): say("Was jeder Indikator in jedem Regelwerk zählt; auch in findings/definitions.csv."),
    }


def guide(findings: Findings) -> dict[str, dict[str, str]]:
    """Return the sections of the reading guide, each with its labels and texts."""
    plan, dataset = findings.plan, findings.dataset.iloc[0]
    invented = say("ja: Die Daten sind ganz oder teilweise erfunden.")
    treated = formats.treatment(findings)
    smallest = {say("Kleinste veröffentlichte Fallzahl"): formats.count(plan.disclosure.smallest_cell)}
    protection = {say("Schutz kleiner Zahlen"): treated} if treated else smallest
    about = {
        say("Inhalt"): say("Die geschützten Ergebnisse aller Projekte über die ganze Laufzeit, bis zum Datenstand."),
        say("Auswertungsplan"): plan.title,
        say("Datenstand"): formats.day(plan.cut_off),
        say("Kennung der Ergebnisse"): findings.identity,
        say("Datenquelle"): str(dataset["provider"]),
        say("Daten"): str(dataset["description"]),
        say("synthetisch"): invented if findings.synthetic else say("nein"),
        say("Projekte"): _projects(len(findings.projects), len(findings.municipalities)),
        **protection,
        say("Vertrauensniveau der Intervalle"): formats.percent(plan.confidence_level),
    }
    return {
        say("Was diese Mappe ist"): about,
        say("Die Blätter"): _sheets(),
        say("Was anstelle einer Zahl steht"): _signs(findings),
        say("Was die Zahlen bedeuten"): _numbers(),
    }


def _projects(projects: int, municipalities: int) -> str:
    counts = {"projects": formats.count(projects), "municipalities": formats.count(municipalities)}
    one, many = noted("{projects} in {municipalities} Gemeinde"), noted("{projects} in {municipalities} Gemeinden")
    return say_number(one, many, municipalities, **counts)
