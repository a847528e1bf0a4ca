"""The vocabulary of results: columns and statuses with one meaning everywhere.

Results, findings, tables, figures and the files on disk use these names and no others.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether a row has its number, or why it has none."""

    PUBLISHED = "published"
    SUPPRESSED = "suppressed"
    """There is a number, and printing it could tell something about a single person or enterprise."""
    NOT_MATURE = "not_mature"
    """Cases exist, but the cut-off date is too early to judge any of them."""
    NOT_APPLICABLE = "not_applicable"
    """There is no case that the indicator could count."""
    NOT_COLLECTED = "not_collected"
    """The rule set of the round does not ask for it, or the source table was not delivered."""


TOTAL = "total"
"""Dimension and group of the row over all cases of a project."""

KEY_COLUMNS = ("indicator", "municipality", "project", "funding_round", "dimension", "group", "period")
"""Columns that together name a row of results. `period` is empty for the whole term, else `2019` or `2019-Q1`."""

COUNT_COLUMNS = ("n", "events", "unknown", "not_mature")
"""Whole numbers: denominator, numerator, cases in `n` whose outcome is unknown, cases too recent to be in `n`."""

VALUE_COLUMNS = ("estimate", "conf_low", "conf_high")
"""Numbers derived from the counts: a share between 0 and 1 with its confidence limits."""

RESULT_COLUMNS = (*KEY_COLUMNS, *COUNT_COLUMNS, *VALUE_COLUMNS, "unit", "method", "status")
"""Columns of raw results, in order."""

FINDING_COLUMNS = (*RESULT_COLUMNS, "suppressed")
"""Columns of protected results; `suppressed` lists, separated by spaces, the columns whose numbers are hidden."""

CURVE_COLUMNS = (
    "indicator",
    "municipality",
    "project",
    "funding_round",
    "dimension",
    "group",
    "month",
    "n",
    "events",
    "estimate",
    "conf_low",
    "conf_high",
    "method",
    "status",
)
"""Columns of a survival curve: `n` at risk at the start of `month`, `events` up to and including it."""

CHECK_COLUMNS = ("relation", "municipality", "project", "funding_round", "sentence", "outcome", "source")
"""Columns of the checks of the laws between indicators; `outcome` is `holds` or `violated`."""
