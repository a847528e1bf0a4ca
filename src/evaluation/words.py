"""German words for the codes of the vocabulary: one word for one code, wherever it is printed."""

from __future__ import annotations

from typing import Final

CHAPTERS: Final = {
    "reach": "wen das Projekt erreichte",
    "exit": "Ergebnis bei Austritt",
    "lasted": "was hielt",
    "pathway": "der Weg",
    "quality": "Güte der Daten",
    "economy": "lokale Ökonomie und Netzwerk",
}
"""Chapters of the catalogue, in the order of reading."""

CLOCKS: Final = {"job_start": "ab dem ersten Arbeitstag", "exit": "ab dem Austritt"}
CONCEPTS: Final = {
    "social_insurance": "sozialversicherungspflichtig (auch betriebliche Ausbildung)",
    "esf": "abhängig, auch geringfügig, oder selbstständig (ESF-Begriff)",
}
SUBSIDISED: Final = "; auch nach §§ 16e und 16i SGB II gefördert"
LONG_TERM_RULES: Final = {
    "eu_age_split": "mehr als 12 Monate ununterbrochen arbeitslos, unter 25 Jahren mehr als 6 Monate (ESF)",
    "sgb3_12m": "ein Jahr oder länger arbeitslos (§ 18 SGB III)",
}
EVENT_KINDS: Final = {
    "round_table": "Stammtisch",
    "workshop": "Workshop",
    "fair": "Messe",
    "quarter_project": "Quartiersprojekt",
    "other": "Sonstige",
}
GROUPS: Final = {
    "total": "insgesamt",
    "female": "Frauen",
    "male": "Männer",
    "non_binary": "nicht-binär",
    "under_25": "unter 25 Jahren",
    "25_54": "25 bis 54 Jahre",
    "55_plus": "55 Jahre und älter",
    "unemployed": "bei Eintritt arbeitslos",
    "inactive": "bei Eintritt nicht erwerbstätig",
    "employed": "bei Eintritt erwerbstätig",
    "long_term_unemployed": "langzeitarbeitslos",
    "migration": "Migration oder Minderheit",
    "refugee": "geflüchtet",
    "disability": "mit Behinderung",
    "single_parent": "alleinerziehend",
    "over_54": "55 Jahre und älter",
    "low_education": "höchstens Sekundarbildung Unterstufe",
}
"""Groups in the order of reading; the group of a programme area is its name."""
MODES: Final = {"point": "am Stichtag", "continuous": "durchgehend"}
PERIODS: Final = {"year": "Kalenderjahr", "half_year": "Kalenderhalbjahr"}
REGIONS: Final = {
    "more_developed": "Stärker entwickelte Regionen",
    "transition": "Übergangsregionen",
    "less_developed": "Weniger entwickelte Regionen",
}
RULE_SETS: Final = {
    "esf_2014_2020": "ESF 2014–2020, Verordnung (EU) Nr. 1304/2013",
    "esf_plus_2021_2027": "ESF Plus 2021–2027, Verordnung (EU) 2021/1057",
    "forerunner": "Vorläuferprogramm ohne ESF-Regeln",
}


def days(number: int) -> str:
    """Write a number of days in the dative: „von einem Tag“ asks for „1 Tag“, „von 3 Tagen“."""
    return "1 Tag" if number == 1 else f"{number} Tagen"


def months(number: int) -> str:
    """Write a number of months in the dative: „nach einem Monat“ asks for „1 Monat“, „nach 6 Monaten“."""
    return "1 Monat" if number == 1 else f"{number} Monaten"


INTERNAL: Final = "intern – enthält schutzbedürftige Angaben"
"""Stands on every page of what hides nothing."""
