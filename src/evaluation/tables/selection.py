"""Pick rows of findings for a table or figure, project by project in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from evaluation.findings import Findings
from evaluation.formats import ResultRow, day
from evaluation.language import say
from evaluation.results import TOTAL, Status
from evaluation.words import GROUPS


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
    joined = findings.projects.merge(
        findings.funding_rounds[["funding_round", "name", "rule_set", "start"]],
        on="funding_round",
        suffixes=("", "_of_round"),
    )
    joined = joined.sort_values(["start_of_round", "name"], ascending=[False, True])
    return [ProjectPart(row.project, row.name, row.name_of_round, row.rule_set) for row in joined.itertuples()]


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
    rows = findings.results_of(project.code, indicator)
    rows = rows[rows["dimension"].isin([TOTAL, dimension])]
    rows = rows[rows["period"] != ""] if period is None else rows[rows["period"] == period]
    order = rows["group"].map({group: place for place, group in enumerate(GROUPS)}).fillna(len(GROUPS))
    return rows.assign(order=order).sort_values(["period", "order", "group"], kind="stable").drop(columns="order")


def total_of(findings: Findings, project: ProjectPart, indicator: str, *, period: str = "") -> ResultRow | None:
    """Return the row over all cases, or None if the indicator does not stand in the findings."""
    rows = rows_of(findings, project, indicator, period=period)
    rows = rows[rows["dimension"] == TOTAL]
    return next(rows.itertuples(), None)


def group_rows(
    findings: Findings, project: ProjectPart, indicator: str, *, dimension: str = "gender"
) -> Iterator[ResultRow]:
    """Yield the total and the groups of a dimension that exist; a group without any case is left out."""
    rows = rows_of(findings, project, indicator, dimension=dimension)
    empty = (rows["dimension"] != TOTAL) & (rows["status"] == "not_applicable")
    yield from rows[~empty].itertuples()


def group_word(group: str) -> str:
    """Return the German word for a group; the group of a programme area is its name."""
    return GROUPS.get(group, group)


def was_collected(findings: Findings, project: ProjectPart, indicator: str) -> bool:
    """Return whether the project collected an indicator."""
    row = total_of(findings, project, indicator)
    return row is not None and row.status != Status.NOT_COLLECTED


def code_of(findings: Findings, project: ProjectPart, indicator: str) -> str:
    """Return the code of an indicator in the rule set of the project; empty if it has none there."""
    known = findings.definitions
    rows = known[(known["indicator"] == indicator) & (known["rule_set"] == project.rule_set)]
    return str(rows["code"].iloc[0]) if len(rows) else ""


def source_note(findings: Findings) -> str:
    """Return the line under every table and figure: provider and cut-off date."""
    provider = findings.dataset["provider"].iloc[0]
    return say("Quelle: {provider}; Datenstand {day}.", provider=provider, day=day(findings.plan.cut_off))
