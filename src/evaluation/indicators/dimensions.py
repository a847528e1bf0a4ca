"""The dimensions in which indicators are broken down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evaluation.cohorts import AGE_GROUPS
from evaluation.network import ATTENDANCE_CLASSES
from evaluation.sources.contracts import ADVICE_TOPICS, GENDERS, LABOUR_STATUSES, SIZE_CLASSES


@dataclass(frozen=True)
class Dimension:
    """A dimension: a partition by one column, or groups that may overlap, each by a rule.

    Attributes
    ----------
    title
        German name.
    column
        Column that holds the group; None if the groups overlap.
    groups
        Groups in the order of reading; empty if each project has its own (programme areas, sectors).
    rules
        Rule of each group over the cohort, if the groups overlap.
    """

    title: str
    column: str | None = None
    groups: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


_TARGET_GROUPS = {
    "long_term_unemployed": "long_term_unemployed == 'yes'",
    "migration": "migration_background == 'yes'",
    "refugee": "refugee == 'yes'",
    "disability": "disability == 'yes'",
    "single_parent": "single_parent == 'yes'",
    "over_54": "age_group == '55_plus'",
    "low_education": "education <= 2",
}

DIMENSIONS: Final = {
    "gender": Dimension("Geschlecht", "gender", GENDERS),
    "age": Dimension("Altersgruppe", "age_group", AGE_GROUPS),
    "status_at_entry": Dimension("Status bei Eintritt", "status_at_entry", LABOUR_STATUSES),
    "programme_area": Dimension("Programmgebiet", "programme_area"),
    "target_group": Dimension("Zielgruppe", None, tuple(_TARGET_GROUPS), tuple(_TARGET_GROUPS.values())),
    "topic": Dimension("Thema", "topic", ADVICE_TOPICS),
    "size_class": Dimension("Größenklasse", "size_class", SIZE_CLASSES),
    "attendance_class": Dimension("Häufigkeit der Teilnahme", "attendance_class", tuple(ATTENDANCE_CLASSES)),
    "sector": Dimension("Branche", "sector"),
    "sector_pair": Dimension("Branchen, die sich trafen", "sector_pair"),
}
