"""What stands in which column of the annex: names for machines, German headings for officers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import pandas as pd

from evaluation import words
from evaluation.formats import NOTHING

_INDICATOR: Final = ("code", "indicator", "title")
_PROJECT: Final = ("region_category", "project", "project_name", "funding_round", "funding_round_name")
_PLACE: Final = ("municipality", "municipality_name")
_LIMITS: Final = ("conf_low", "conf_high")
_END: Final = ("status", "suppressed", "synthetic")

LONG_CSV: Final = (
    *_INDICATOR,
    *_PROJECT,
    *_PLACE,
    *("dimension", "group", "numerator", "denominator", "unknown", "not_mature", "share", "mean"),
    *_LIMITS,
    *("unit", "method"),
    *_END,
)
"""Columns of `indicators.csv` and `programme_results.csv`."""

WIDE_CSV: Final = (
    *_INDICATOR,
    *_PROJECT,
    *_PLACE,
    *("female", "male", "non_binary", "total", "denominator", "unknown", "not_mature", "share"),
    *_LIMITS,
    "unit",
    *_END,
)
"""Columns of `output_indicators.csv` and `result_indicators.csv`."""

TEXT_COLUMNS: Final = frozenset(
    {*_INDICATOR, *_PROJECT, *_PLACE, *_END, "dimension", "group", "unit", "method"},
)


class Kind(Enum):
    """How the cells of a column look."""

    TEXT = "text"
    COUNT = "count"
    SUM = "sum"
    """A count over all cases beside those of its groups."""
    SHARE = "share"
    """A share in percent; in a row of a mean, a decimal number."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes
    ----------
    source
        Column of the rows that it shows.
    heading
        German heading.
    width
        Width in characters.
    kind
        How its cells look.
    absent
        Column of the rows with the words that stand where there is no number; "" is a dash.
    """

    source: str
    heading: str
    width: float
    kind: Kind = Kind.TEXT
    absent: str = ""


_WHAT = (Column("code", "Code", 10), Column("title", "Indikator", 44))
_WHERE = (
    Column("region_category", "Kategorie der Region", 29),
    Column("municipality_name", "Gemeinde", 16),
    Column("municipality", "AGS", 11),
    Column("project_name", "Projekt", 30),
    Column("funding_round_name", "Förderrunde", 34),
)
_BASE = (
    Column("denominator", "Nenner", 10, Kind.COUNT),
    Column("unknown", "unbekannt", 11, Kind.COUNT),
    Column("not_mature", "noch nicht beurteilbar", 12, Kind.COUNT),
)
_END_OF_SHEET = (
    Column("conf_low", "Intervall von", 10, Kind.SHARE),
    Column("conf_high", "Intervall bis", 10, Kind.SHARE),
    Column("unit_in_words", "Einheit", 17),
)

WIDE_SHEET: Final = (
    *_WHAT,
    *_WHERE,
    Column("female", "Frauen", 12, Kind.COUNT, "no_female"),
    Column("male", "Männer", 12, Kind.COUNT, "no_male"),
    Column("non_binary", "nicht-binär", 12, Kind.COUNT, "no_non_binary"),
    Column("total", "insgesamt", 12, Kind.SUM, "no_number"),
    *_BASE,
    Column("share", "Anteil", 12, Kind.SHARE, "no_share"),
    *_END_OF_SHEET,
)

LONG_SHEET: Final = (
    *_WHAT,
    *_WHERE,
    Column("dimension_in_words", "Merkmal", 17),
    Column("group_in_words", "Gruppe", 24),
    Column("numerator", "Zähler", 12, Kind.COUNT, "no_number"),
    *_BASE,
    Column("estimate", "Anteil oder Mittelwert", 12, Kind.SHARE, "no_share"),
    *_END_OF_SHEET,
    Column("method_in_words", "Verfahren", 20),
)

RULES_SHEET: Final = (
    Column("code", "Code", 10),
    Column("title", "Indikator", 38),
    Column("rule_set", "Regelwerk", 24),
    Column("family", "Herkunft", 16),
    Column("chapter", "Kapitel", 16),
    Column("population", "Bezug: wer", 34),
    Column("event", "gezählt: was", 40),
    Column("window", "beobachtet: wann", 34),
    Column("breakdowns", "Gliederung", 20),
    Column("estimator", "Verfahren", 18),
    Column("unit", "Einheit", 16),
    Column("definition", "Zählregel", 60),
    Column("source", "Quelle der Definition", 40),
)

_CHAPTERS: Final = {
    "reach": "Reichweite",
    "exit": "Ergebnisse bei Austritt",
    "lasted": "Bestand der Beschäftigung",
    "pathway": "Wege",
    "quality": "Datenqualität",
    "economy": "Lokale Ökonomie",
}
_DIMENSIONS: Final = {
    "total": "insgesamt",
    "gender": "Geschlecht",
    "age": "Altersgruppe",
    "status_at_entry": "Status bei Eintritt",
    "programme_area": "Programmgebiet",
    "target_group": "Zielgruppe",
    "topic": "Thema",
    "size_class": "Größenklasse",
    "attendance_class": "Häufigkeit der Teilnahme",
    "sector": "Branche",
    "sector_pair": "Branchen, die sich trafen",
}
_OWN_NAMES: Final = ("programme_area", "sector", "sector_pair")
"""Dimensions whose groups are names from the data."""
_METHODS: Final = {
    "count": "Auszählung",
    "total": "Summe",
    "wilson": "Anteil (Wilson)",
    "ratio": "Anteil (Vollzählung)",
    "mean": "Mittelwert (t)",
    "measure": "Maß des Netzwerks",
    "segmented": "segmentierte Regression",
    "post_stratified": "Anteil (gewichtet)",
}
_UNITS: Final = {
    "persons": "Personen",
    "enterprises": "Unternehmen",
    "contacts": "Kontakte",
    "events": "Veranstaltungen",
    "attendances": "Teilnahmen",
    "cases": "Fälle",
    "hours": "Stunden",
    "integrations": "Integrationen",
    "person-months": "Personenmonate",
    "points": "Punkte",
    "public offices": "öffentliche Stellen",
    "full-time equivalents": "Vollzeitstellen",
    "vacancies": "offene Stellen",
    "activities": "Erprobungen und Praktika",
    "employees": "Beschäftigte",
    "share of employees": "Anteil der Beschäftigten",
    "pairs of enterprises": "Paare von Unternehmen",
    "measure": "Maß",
    "contacts a month": "Kontakte je Monat",
    "contacts a month, each month": "Kontakte je Monat, von Monat zu Monat",
}


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Add German words for codes; a code without a word stands as it is."""
    groups = _words(rows["group"], words.GROUPS)
    return rows.assign(
        dimension_in_words=_words(rows["dimension"], _DIMENSIONS),
        group_in_words=groups.mask(rows["dimension"].isin(_OWN_NAMES), rows["group"]),
        unit_in_words=_words(rows["unit"], _UNITS),
        method_in_words=_words(rows["method"], _METHODS),
    )


def rules_in_words(definitions: pd.DataFrame) -> pd.DataFrame:
    """Return the definitions with German words for their codes."""
    breakdowns = definitions["breakdowns"].astype("str").fillna("")
    return definitions.assign(
        rule_set=_words(definitions["rule_set"], words.RULE_SETS),
        chapter=_words(definitions["chapter"], _CHAPTERS),
        estimator=_words(definitions["estimator"], _METHODS),
        unit=_words(definitions["unit"], _UNITS),
        breakdowns=breakdowns.map({text: _dimensions(text) for text in breakdowns.unique()}),
    )


def _words(codes: pd.Series, known: dict[str, str]) -> pd.Series:
    return codes.map(known).fillna(codes)


def _dimensions(text: str) -> str:
    """Write a list of dimensions in German, if it is one."""
    names = text.replace(",", " ").split()
    return ", ".join(_DIMENSIONS[name] for name in names) if set(names) <= _DIMENSIONS.keys() else text


def dash(values: pd.Series) -> pd.Series:
    """Write a dash where there is no text."""
    return values.fillna(NOTHING).mask(values == "", NOTHING)
