"""How small numbers are protected, in words."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Paragraph
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.language import say
from evaluation.plan import DisclosureChoices, DisclosureMethod


def protection_in_words(choices: DisclosureChoices) -> dict[str, str]:
    """Return what the plan chooses, by name of the choice."""
    method = {say("Schutz kleiner Zahlen"): words.DISCLOSURE_METHODS[choices.method]}
    width = say(
        "mindestens {width} zwischen dem kleinsten und dem größten möglichen Wert", width=choices.protection_width
    )
    if choices.method is DisclosureMethod.SUPPRESSION:
        return method | {
            say("Kleinste veröffentlichte Fallzahl"): str(choices.smallest_cell),
            say("Schutzbreite unterdrückter Zahlen"): width,
        }
    method |= {
        say("Kleine Fallzahl"): say("1 bis {most}", most=choices.smallest_cell - 1),
        say("Schutzbreite kleiner Zahlen"): width,
    }
    if choices.method is DisclosureMethod.ROUNDING:
        return method | {say("Rundungsbasis"): formats.count(choices.rounding_base)}
    return method | {
        say("Größte Abweichung"): formats.count(choices.largest_deviation),
        say("Varianz der Abweichungen"): formats.decimal(choices.deviation_variance, 2),
        say("Kleine Fallzahlen als Ergebnis"): (
            say("werden vermieden") if choices.avoid_small_results else say("kommen vor")
        ),
    }


def protection(findings: Findings) -> Display:
    """Say how small numbers are protected, and what that means for who reads them."""
    choices = findings.plan.disclosure
    facts = {"base": choices.rounding_base, "most": formats.most_behind_zero(choices)}
    if choices.method is DisclosureMethod.SUPPRESSION:
        said = [
            say(
                "Fallzahlen unter der kleinsten veröffentlichten Fallzahl und alle Zahlen, die sie verraten würden, "
                "sind unterdrückt und mit einem Punkt bezeichnet. Ein Punkt ist keine Null. Wo eine unterdrückte Zahl "
                "durch Abziehen zu finden wäre, ist eine zweite unterdrückt."
            )
        ]
    elif choices.method is DisclosureMethod.ROUNDING:
        said = [
            say(
                "Jede Fallzahl ist auf das nächste Vielfache von {base} gerundet, in der Mitte nach oben; dieselbe "
                "Zahl ist überall gleich gerundet. Eine 0 heißt deshalb nicht „niemand“, sondern 0 bis {most}.",
                **facts,
            ),
            _of_both(),
        ]
    else:
        said = [
            say(
                "Jede Fallzahl ist um eine zufällige Abweichung von höchstens {most} verändert, die im Mittel 0 ist "
                "(Cell-Key-Methode); eine wahre 0 bleibt 0. Die Abweichung folgt aus einem Schlüssel der gezählten "
                "Fälle: Dieselben Fälle haben überall und in jeder Ausgabe dieselbe Zahl. Eine 0 heißt nicht "
                "„niemand“, sondern 0 bis {most}.",
                **facts,
            ),
            _of_both(),
            say(
                "Wer dieselbe Zahl aus mehreren Gliederungen zusammenzählt und die Ergebnisse mittelt, kommt ihr näher "
                "als eine einzelne veröffentlichte Zahl."
            ),
        ]
    return display(Paragraph.model_validate({"runs": " ".join(said)}))


def _of_both() -> str:
    return say(
        "Anteile und Intervalle sind aus den veröffentlichten Zahlen gerechnet; wo der Nenner 0 ist oder kleiner als "
        "der Zähler, gibt es keinen Anteil. Summen sind nicht immer die Summe ihrer Teile. Beträge, Mittelwerte, "
        "gewichtete Anteile, Maße des Netzwerks und Verläufe sind mit einem Punkt bezeichnet, wo wenige Personen oder "
        "Unternehmen dahinter stehen können, und ebenso Fallzahlen, die trotz allem zu genau zu errechnen wären. Ein "
        "Punkt ist keine Null."
    )
