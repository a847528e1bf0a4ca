"""Pick rows of findings for a table or figure, project by project in the order of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evaluation import formats
from evaluation.findings import Findings
from evaluation.formats import ResultRow, day, treatment
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.words import GROUPS

_PLACES = {group: place for place, group in enumerate(GROUPS)}
"""Places of the groups in the order of reading."""


@dataclass(frozen=True)
class ProjectPart:
    """One project with the name of its round, as the head of a part of a table."""

    code: str
    name: str
    funding_round: str
    rule_set: str

    @property
    def heading(self) -> str:
        """Name of the project and of its round."""
        return f"{self.name} ({self.funding_round})"


def projects_in_order(findings: Findings) -> list[ProjectPart]:
    """Return the projects, the latest round first, then by name."""
    if "projects_in_order" not in findings.derived:
        joined = findings.projects.merge(
            findings.funding_rounds[["funding_round", "name", "rule_set", "start"]],
            on="funding_round",
            suffixes=("", "_of_round"),
        )
        joined = joined.sort_values(["start_of_round", "name"], ascending=[False, True])
        findings.derived["projects_in_order"] = [
            ProjectPart(row.project, row.name, row.name_of_round, row.rule_set) for row in joined.itertuples()
        ]
    return list(findings.derived["projects_in_order"])


def rows_of(
    findings: Findings, project: ProjectPart, indicator: str, *, period: str | None = "", dimension: str = "gender"
) -> pd.DataFrame:
    """Return the total and the groups of one dimension of an indicator, in the order of reading.

    Parameters
    ----------
    findings, project, indicator
        What to look for.
    period
        A period, "" for the whole term, None for all periods without the whole term.
    dimension
        Dimension of the groups.
    """
    listed = list_of(findings, project, indicator, period=period, dimension=dimension)
    return findings.results.take([row.Index for row in listed])  # the tables of findings are numbered from 0


def list_of(
    findings: Findings, project: ProjectPart, indicator: str, *, period: str | None = "", dimension: str = "gender"
) -> list[Any]:
    """Return the same as `rows_of` as a list of rows, which costs a tenth of a table."""
    found = _rows(findings, project, indicator, TOTAL)
    if dimension != TOTAL:
        found = found + _rows(findings, project, indicator, dimension)
    mine = [row for row in found if (row.period != "" if period is None else row.period == period)]
    return sorted(mine, key=_reading_order)


def total_of(findings: Findings, project: ProjectPart, indicator: str, *, period: str = "") -> ResultRow | None:
    """Return the row over all cases, or None if the indicator does not stand in the findings."""
    return next((row for row in _rows(findings, project, indicator, TOTAL) if row.period == period), None)


def group_rows(
    findings: Findings, project: ProjectPart, indicator: str, *, dimension: str = "gender"
) -> Iterator[ResultRow]:
    """Yield the total and the groups of a dimension that exist; a group without any case is left out."""
    rows = [*_rows(findings, project, indicator, TOTAL), *_rows(findings, project, indicator, dimension)]
    for row in sorted(rows, key=_reading_order):
        if row.period == "" and (row.dimension == TOTAL or row.status != Status.NOT_APPLICABLE):
            yield row


def _reading_order(row: Any) -> tuple[str, int, str]:
    return row.period, _PLACES.get(row.group, len(_PLACES)), row.group


def _rows(findings: Findings, project: ProjectPart, indicator: str, dimension: str) -> list[Any]:
    """Return the rows of an indicator and a dimension; a report asks so often that filtering a table is too slow.

    A report over many projects asks for totals alone, which are the smaller part of the rows.
    """
    kind = "rows of totals" if dimension == TOTAL else "rows of groups"
    if kind not in findings.derived:
        found = findings.derived[kind] = defaultdict(list)
        of_totals = findings.results["dimension"] == TOTAL
        for row in findings.results[of_totals if dimension == TOTAL else ~of_totals].itertuples():
            found[row.project, row.indicator, row.dimension].append(row)
    rows: list[Any] = findings.derived[kind].get((project.code, indicator, dimension), [])
    return rows


def group_word(group: str) -> str:
    """Return the German word for a group; the group of a programme area is its name."""
    return GROUPS.get(group, group)


def was_collected(findings: Findings, project: ProjectPart, indicator: str) -> bool:
    """Return whether the project collected an indicator."""
    row = total_of(findings, project, indicator)
    return row is not None and row.status != Status.NOT_COLLECTED


def may_have_cases(row: ResultRow | None, column: str = "events") -> bool:
    """Return whether a row counts anybody, or it is not to be known; what counts nobody needs no drawing."""
    if row is None:
        return True
    if row.status == Status.NOT_COLLECTED:
        return False
    return bool(formats.is_hidden(row, column) or pd.isna(getattr(row, column)) or getattr(row, column) != 0)


def code_of(findings: Findings, project: ProjectPart, indicator: str) -> str:
    """Return the code of an indicator in the rule set of the project; empty if it has none there."""
    if "codes" not in findings.derived:
        known = findings.definitions.drop_duplicates(["indicator", "rule_set"])
        pairs = zip(known["indicator"], known["rule_set"], strict=True)
        findings.derived["codes"] = dict(zip(pairs, known["code"], strict=True))
    return str(findings.derived["codes"].get((indicator, project.rule_set), ""))


def source_note(findings: Findings) -> str:
    """Return the line under every table and figure: how counts were treated, provider and cut-off date."""
    provider = findings.dataset["provider"].iloc[0]
    source = say("Quelle: {provider}; Datenstand {day}.", provider=provider, day=day(findings.plan.cut_off))
    return " ".join(filter(None, (treatment(findings), source)))
