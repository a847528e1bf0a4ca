"""What stands in which column of the annex: names for machines, headings for officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

import pandas as pd

from evaluation import words
from evaluation.formats import NOTHING
from evaluation.language import Words, noted

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
        German heading, marked with `noted`.
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


_WHAT = (Column("code", noted("Code"), 10), Column("title", noted("Indikator"), 44))
_WHERE = (
    Column("region_category", noted("Kategorie der Region"), 29),
    Column("municipality_name", noted("Gemeinde"), 16),
    Column("municipality", noted("AGS"), 11),
    Column("project_name", noted("Projekt"), 30),
    Column("funding_round_name", noted("Förderrunde"), 34),
)
_BASE = (
    Column("denominator", noted("Nenner"), 10, Kind.COUNT),
    Column("unknown", noted("unbekannt"), 11, Kind.COUNT),
    Column("not_mature", noted("noch nicht beurteilbar"), 12, Kind.COUNT),
)
_END_OF_SHEET = (
    Column("conf_low", noted("Intervall von"), 10, Kind.SHARE),
    Column("conf_high", noted("Intervall bis"), 10, Kind.SHARE),
    Column("unit_in_words", noted("Einheit"), 17),
)

WIDE_SHEET: Final = (
    *_WHAT,
    *_WHERE,
    Column("female", noted("Frauen"), 12, Kind.COUNT, "no_female"),
    Column("male", noted("Männer"), 12, Kind.COUNT, "no_male"),
    Column("non_binary", noted("nicht-binär"), 12, Kind.COUNT, "no_non_binary"),
    Column("total", noted("insgesamt"), 12, Kind.SUM, "no_number"),
    *_BASE,
    Column("share", noted("Anteil"), 12, Kind.SHARE, "no_share"),
    *_END_OF_SHEET,
)

LONG_SHEET: Final = (
    *_WHAT,
    *_WHERE,
    Column("dimension_in_words", noted("Merkmal"), 17),
    Column("group_in_words", noted("Gruppe"), 24),
    Column("numerator", noted("Zähler"), 12, Kind.COUNT, "no_number"),
    *_BASE,
    Column("estimate", noted("Anteil oder Mittelwert"), 12, Kind.SHARE, "no_share"),
    *_END_OF_SHEET,
    Column("method_in_words", noted("Verfahren"), 20),
)

RULES_SHEET: Final = (
    Column("code", noted("Code"), 10),
    Column("title", noted("Indikator"), 38),
    Column("rule_set", noted("Regelwerk"), 24),
    Column("family", noted("Herkunft"), 16),
    Column("chapter", noted("Kapitel"), 16),
    Column("population", noted("Bezug: wer"), 34),
    Column("event", noted("gezählt: was"), 40),
    Column("window", noted("beobachtet: wann"), 34),
    Column("breakdowns", noted("Gliederung"), 20),
    Column("estimator", noted("Verfahren"), 18),
    Column("unit", noted("Einheit"), 16),
    Column("definition", noted("Zählregel"), 60),
    Column("source", noted("Quelle der Definition"), 40),
)

_CHAPTERS: Final = Words(
    {
        "reach": noted("Reichweite"),
        "exit": noted("Ergebnisse bei Austritt"),
        "lasted": noted("Bestand der Beschäftigung"),
        "pathway": noted("Wege"),
        "quality": noted("Datenqualität"),
        "economy": noted("Lokale Ökonomie"),
    }
)
_FAMILIES: Final = Words(
    {
        "ESF-Indikator": noted("ESF-Indikator"),
        "BA-Kennzahl": noted("BA-Kennzahl"),
        "§ 48a SGB II": noted("§ 48a SGB II"),
        "ohne amtliche Definition": noted("ohne amtliche Definition"),
    }
)
_DIMENSIONS: Final = Words(
    {
        "total": noted("insgesamt"),
        "gender": noted("Geschlecht"),
        "age": noted("Altersgruppe"),
        "status_at_entry": noted("Status bei Eintritt"),
        "programme_area": noted("Programmgebiet"),
        "target_group": noted("Zielgruppe"),
        "topic": noted("Thema"),
        "size_class": noted("Größenklasse"),
        "attendance_class": noted("Häufigkeit der Teilnahme"),
        "sector": noted("Branche"),
        "sector_pair": noted("Branchen, die sich trafen"),
    }
)
_OWN_NAMES: Final = ("programme_area", "sector", "sector_pair")
"""Dimensions whose groups are names from the data."""
_METHODS: Final = Words(
    {
        "count": noted("Auszählung"),
        "total": noted("Summe"),
        "wilson": noted("Anteil (Wilson)"),
        "ratio": noted("Anteil (Vollzählung)"),
        "mean": noted("Mittelwert (t)"),
        "measure": noted("Maß des Netzwerks"),
        "segmented": noted("segmentierte Regression"),
        "post_stratified": noted("Anteil (gewichtet)"),
    }
)
_UNITS: Final = Words(
    {
        "persons": noted("Personen"),
        "enterprises": noted("Unternehmen"),
        "contacts": noted("Kontakte"),
        "events": noted("Veranstaltungen"),
        "attendances": noted("Teilnahmen"),
        "cases": noted("Fälle"),
        "hours": noted("Stunden"),
        "integrations": noted("Integrationen"),
        "person-months": noted("Personenmonate"),
        "points": noted("Punkte"),
        "public offices": noted("öffentliche Stellen"),
        "full-time equivalents": noted("Vollzeitstellen"),
        "vacancies": noted("offene Stellen"),
        "activities": noted("Erprobungen und Praktika"),
        "employees": noted("Beschäftigte"),
        "share of employees": noted("Anteil der Beschäftigten"),
        "pairs of enterprises": noted("Paare von Unternehmen"),
        "measure": noted("Maß"),
        "contacts a month": noted("Kontakte je Monat"),
        "contacts a month, each month": noted("Kontakte je Monat, von Monat zu Monat"),
    }
)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Add words for codes, in the language of the reader; a code without a word stands as it is."""
    groups = _words(rows["group"], words.GROUPS)
    return rows.assign(
        dimension_in_words=_words(rows["dimension"], _DIMENSIONS),
        group_in_words=groups.mask(rows["dimension"].isin(_OWN_NAMES), rows["group"]),
        unit_in_words=_words(rows["unit"], _UNITS),
        method_in_words=_words(rows["method"], _METHODS),
    )


def rules_in_words(definitions: pd.DataFrame) -> pd.DataFrame:
    """Return the definitions with words for their codes, in the language of the reader."""
    breakdowns = definitions["breakdowns"].astype("str").fillna("")
    return definitions.assign(
        family=_words(definitions["family"], _FAMILIES),
        rule_set=_words(definitions["rule_set"], words.RULE_SETS),
        chapter=_words(definitions["chapter"], _CHAPTERS),
        estimator=_words(definitions["estimator"], _METHODS),
        unit=_words(definitions["unit"], _UNITS),
        breakdowns=breakdowns.map({text: _dimensions(text) for text in breakdowns.unique()}),
    )


def _words(codes: pd.Series, known: Mapping[str, str]) -> pd.Series:
    return codes.map(dict(known)).fillna(codes)


def _dimensions(text: str) -> str:
    """Write a list of dimensions in words, if it is one."""
    names = text.replace(",", " ").split()
    return ", ".join(_DIMENSIONS[name] for name in names) if set(names) <= _DIMENSIONS.keys() else text


def dash(values: pd.Series) -> pd.Series:
    """Write a dash where there is no text."""
    return values.fillna(NOTHING).mask(values == "", NOTHING)
