"""Words for the codes of the vocabulary: one word for one code, wherever it is printed."""

from __future__ import annotations

from typing import Final

from evaluation.language import Words, noted, say, say_number

CHAPTERS: Final = Words(
    {
        "reach": noted("wen das Projekt erreichte"),
        "exit": noted("Ergebnis bei Austritt"),
        "lasted": noted("was hielt"),
        "pathway": noted("der Weg"),
        "quality": noted("Güte der Daten"),
        "economy": noted("lokale Ökonomie und Netzwerk"),
    }
)
"""Chapters of the catalogue, in the order of reading."""

NARRATIVES: Final = Words(
    {
        "summary": noted("Zusammenfassung"),
        "area": noted("Projekt und Gebiet"),
        "reach": noted("Wen das Projekt erreichte"),
        "pathway": noted("Der Weg"),
        "exit": noted("Ergebnis bei Austritt"),
        "lasted": noted("Was hielt"),
        "economy": noted("Lokale Ökonomie und Netzwerk"),
        "targets": noted("Planwerte und Kosten"),
        "quality": noted("Güte der Daten"),
        "method": noted("Methode und Datenschutz"),
    }
)
"""Chapters of a report in which the evaluators may say something in their own words."""

CLOCKS: Final = Words({"job_start": noted("ab dem ersten Arbeitstag"), "exit": noted("ab dem Austritt")})
CONCEPTS: Final = Words(
    {
        "social_insurance": noted("sozialversicherungspflichtig (auch betriebliche Ausbildung)"),
        "esf": noted("abhängig, auch geringfügig, oder selbstständig (ESF-Begriff)"),
    }
)
CONCEPT_ADVERBS: Final = Words(
    {"social_insurance": noted("sozialversicherungspflichtig"), "esf": noted("nach dem Begriff des ESF")}
)
SUBSIDISED: Final = noted("; auch nach §§ 16e und 16i SGB II gefördert")
DISCLOSURE_METHODS: Final = Words(
    {
        "suppression": noted("Unterdrückung; jede gezeigte Zahl ist genau"),
        "rounding": noted("Rundung jeder Fallzahl"),
        "cell_key": noted("Cell-Key-Methode: eine kleine Abweichung jeder Fallzahl"),
    }
)
LONG_TERM_RULES: Final = Words(
    {
        "eu_age_split": noted("mehr als 12 Monate ununterbrochen arbeitslos, unter 25 Jahren mehr als 6 Monate (ESF)"),
        "sgb3_12m": noted("ein Jahr oder länger arbeitslos (§ 18 SGB III)"),
    }
)
EVENT_KINDS: Final = Words(
    {
        "round_table": noted("Stammtisch"),
        "workshop": noted("Workshop"),
        "fair": noted("Messe"),
        "quarter_project": noted("Quartiersprojekt"),
        "other": noted("Sonstige"),
    }
)
GROUPS: Final = Words(
    {
        "total": noted("insgesamt"),
        "female": noted("Frauen"),
        "male": noted("Männer"),
        "non_binary": noted("nicht-binär"),
        "under_25": noted("unter 25 Jahren"),
        "25_54": noted("25 bis 54 Jahre"),
        "55_plus": noted("55 Jahre und älter"),
        "unemployed": noted("bei Eintritt arbeitslos"),
        "inactive": noted("bei Eintritt nicht erwerbstätig"),
        "employed": noted("bei Eintritt erwerbstätig"),
        "long_term_unemployed": noted("langzeitarbeitslos"),
        "migration": noted("Migration oder Minderheit"),
        "refugee": noted("geflüchtet"),
        "disability": noted("mit Behinderung"),
        "single_parent": noted("alleinerziehend"),
        "over_54": noted("55 Jahre und älter"),
        "low_education": noted("höchstens Sekundarbildung Unterstufe"),
        "personnel": noted("Personal"),
        "start_up": noted("Gründung"),
        "settlement": noted("Ansiedlung"),
        "marketing": noted("Marketing"),
        "digital": noted("Digitales"),
        "diversity": noted("Diversity Management"),
        "other": noted("Sonstiges"),
        "micro": noted("unter 10 Beschäftigte"),
        "small": noted("10 bis 49 Beschäftigte"),
        "medium": noted("50 bis 249 Beschäftigte"),
        "large": noted("250 Beschäftigte und mehr"),
        "one_event": noted("einmal"),
        "two_or_three_events": noted("zwei- oder dreimal"),
        "four_events_or_more": noted("viermal oder öfter"),
    }
)
"""Groups in the order of reading; the group of a programme area is its name."""
MODES: Final = Words({"point": noted("am Stichtag"), "continuous": noted("durchgehend")})
PERIODS: Final = Words({"year": noted("Kalenderjahr"), "half_year": noted("Kalenderhalbjahr")})
REGIONS: Final = Words(
    {
        "more_developed": noted("Stärker entwickelte Regionen"),
        "transition": noted("Übergangsregionen"),
        "less_developed": noted("Weniger entwickelte Regionen"),
    }
)
RULE_SETS: Final = Words(
    {
        "esf_2014_2020": noted("ESF 2014–2020, Verordnung (EU) Nr. 1304/2013"),
        "esf_plus_2021_2027": noted("ESF Plus 2021–2027, Verordnung (EU) 2021/1057"),
        "forerunner": noted("Vorläuferprogramm ohne ESF-Regeln"),
    }
)


def days(number: int) -> str:
    """Write a number of days in the dative: „von einem Tag“ asks for „1 Tag“, „von 3 Tagen“."""
    return say_number("{number} Tag", "{number} Tagen", number)


def months(number: int) -> str:
    """Write a number of months in the dative: „nach einem Monat“ asks for „1 Monat“, „nach 6 Monaten“."""
    return say_number("{number} Monat", "{number} Monaten", number)


def day_count(number: int) -> str:
    """Write a number of days in the nominative: „28 Tage“."""
    return say_number("{number} Tag", "{number} Tage", number)


def month_count(number: int) -> str:
    """Write a number of months in the nominative: „6 Monate später“."""
    return say_number("{number} Monat", "{number} Monate", number)


def curve_jobs(chosen: str, first_horizon: int) -> str:
    """Name the jobs that a survival curve follows."""
    if chosen == "all":
        return say("alle Beschäftigungen, auch noch nicht beurteilbare")
    return say("die nach {months} beurteilbaren Beschäftigungen", months=months(first_horizon))


INTERNAL: Final = noted("intern – enthält schutzbedürftige Angaben")
"""Stands on every page of what hides nothing."""
