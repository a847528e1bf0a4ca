"""Shorthand for the rules of indicators: rule sets, populations, and the parts of a share."""

from __future__ import annotations

from functools import partial
from typing import Final, TypedDict

from evaluation.indicators.model import Chapter, Family, Indicator, Table

ESF_2014: Final = "esf_2014_2020"
ESF_PLUS: Final = "esf_plus_2021_2027"
FORERUNNER: Final = "forerunner"

EVERY_RULE_SET: Final = {ESF_2014: "", ESF_PLUS: "", FORERUNNER: ""}
ESF_ONLY: Final = {ESF_2014: "", ESF_PLUS: ""}

EVERYBODY: Final = "entry == entry"
COMPLETE: Final = "complete"
NOT_EMPLOYED: Final = "complete and status_at_entry in ['unemployed', 'inactive']"

REGULATION_2014: Final = "Verordnung (EU) Nr. 1304/2013, Anhang I"
REGULATION_PLUS: Final = "Verordnung (EU) 2021/1057, Anhang I"
BOTH_REGULATIONS: Final = "Verordnungen (EU) Nr. 1304/2013 und (EU) 2021/1057, jeweils Anhang I"
NO_OFFICIAL_SHARE: Final = "Amtlich ist die Zahl, nicht der Anteil."

ALL_PERSONS: Final = "alle Personen mit Eintritt bis zum Datenstand"
COMPLETE_PERSONS: Final = "Personen mit vollständigem Datensatz"
LEAVERS: Final = "ausgetretene Personen mit vollständigem Datensatz"
NOT_EMPLOYED_LEAVERS: Final = (
    "ausgetretene Personen mit vollständigem Datensatz, die bei Eintritt arbeitslos oder nicht erwerbstätig waren"
)
AT_ENTRY: Final = "am Tag des ersten Eintritts"
IN_WINDOW: Final = (
    "vom Austritt bis {window_days} Tage danach, der letzte Status zählt; nur wenn die Frist am Datenstand "
    "abgelaufen war"
)
FOLLOW_UP: Final = (
    "{follow_up_months} Monate nach dem Austritt, die erste Antwort innerhalb von {answer_days} Tagen zählt; nur wenn "
    "der Tag am Datenstand erreicht war"
)
IN_PERIOD: Final = "im Zeitraum, bis zum Datenstand"
AFTER_EXIT: Final = "am Tag genau {after} Monate nach dem Austritt; nur wenn er am Datenstand erreicht war"


of_network = partial(Indicator, chapter=Chapter.ECONOMY, family=Family.OWN, codes=EVERY_RULE_SET, table=Table.NETWORK)
"""An evaluator's indicator of the network, unless it says otherwise."""


class ShareRules(TypedDict):
    """The rules of a share, by the names of the fields of an indicator."""

    n: str
    events: str
    unknown: str
    not_mature: str


def share_of(outcome: str, who: str = COMPLETE) -> ShareRules:
    """Return the rules of a share: cases of `who` with this outcome, the unknown ones in the denominator."""
    return {
        "n": f"{who} and {outcome} in ['yes', 'no', 'unknown']",
        "events": f"{outcome} == 'yes'",
        "unknown": f"{outcome} == 'unknown'",
        "not_mature": f"{who} and {outcome} == 'not_mature'",
    }


class Answers(TypedDict):
    """The rules of a count of answers."""

    events: str
    unknown: str


def answers(question: str) -> Answers:
    """Return the rules of a share of `yes` to a question that may be refused."""
    return {"events": f"{question} == 'yes'", "unknown": f"{question} in ['refused', 'missing']"}
