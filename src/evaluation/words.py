"""German words for the codes of the vocabulary: one word for one code, wherever it is printed."""

from __future__ import annotations

from typing import Final

CLOCKS: Final = {"job_start": "ab dem ersten Arbeitstag", "exit": "ab dem Austritt"}
CONCEPTS: Final = {
    "social_insurance": "sozialversicherungspflichtig (auch betriebliche Ausbildung)",
    "esf": "abhängig, auch geringfügig, oder selbstständig (ESF-Begriff)",
}
EVENT_KINDS: Final = {
    "round_table": "Stammtisch",
    "workshop": "Workshop",
    "fair": "Messe",
    "quarter_project": "Quartiersprojekt",
    "other": "Sonstige",
}
GROUPS: Final = {"total": "insgesamt", "female": "Frauen", "male": "Männer", "non_binary": "nicht-binär"}
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
