"""Findings as a type: protected results and curves, their definitions, and the public facts that travel with them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from evaluation.errors import FindingsError
from evaluation.plan import Plan
from evaluation.results import FINDING_COLUMNS, TOTAL

PASSED_THROUGH = (
    *("dataset", "funding_rounds", "projects", "project_details", "context", "targets", "budgets"),
    "turning_points",
)
"""Source tables of public facts that findings carry as they are."""

DEFINITION_COLUMNS = (
    "indicator",
    "chapter",
    "title",
    "title_en",
    "family",
    "estimator",
    "unit",
    "population",
    "event",
    "window",
    "breakdowns",
    "rule_set",
    "code",
    "definition",
    "source",
    "population_en",
    "event_en",
    "window_en",
    "source_en",
)
"""Columns of the definitions: one row an indicator and rule set that knows it."""

ENCLOSURE_COLUMNS = ("municipality", "kind", "name", "text")
"""Columns of what travels with the findings: words of the evaluators (`narrative`), `theme` and `logo`."""

OF_PROJECTS = (
    *("results", "curves", "checks", "project_details", "context", "targets", "budgets"),
    "turning_points",
)
"""Tables of which each row belongs to a project."""

COMPARED = ("entries", "placement", "employed_later", "stabilised_", "enterprises_reached")
"""Beginnings of the indicators of which a municipality's report also tells the other projects of the round."""


@dataclass(frozen=True)
class Findings:
    """Protected results of one evaluation, with the public facts that a report needs.

    Attributes
    ----------
    results
        Columns of `FINDING_COLUMNS`.
    curves
        Columns of `CURVE_COLUMNS`.
    definitions
        Columns of `DEFINITION_COLUMNS`: what each indicator counts, and its code in each rule set.
    checks
        Columns of `CHECK_COLUMNS`: the laws between indicators, and whether they hold.
    dataset, funding_rounds, projects, project_details, context, targets, budgets, turning_points
        Public facts with the columns of their contracts.
    plan
        The plan that the numbers follow.
    fingerprints
        SHA-256 of each source file.
    enclosures
        Columns of `ENCLOSURE_COLUMNS`: texts that are set into the reports as they are.
    peers
        Columns of `FINDING_COLUMNS`: totals of the other projects of the same rounds; empty in complete findings.
    """

    results: pd.DataFrame
    curves: pd.DataFrame
    definitions: pd.DataFrame
    checks: pd.DataFrame
    dataset: pd.DataFrame
    funding_rounds: pd.DataFrame
    projects: pd.DataFrame
    project_details: pd.DataFrame
    context: pd.DataFrame
    targets: pd.DataFrame
    budgets: pd.DataFrame
    turning_points: pd.DataFrame
    plan: Plan
    fingerprints: Mapping[str, str]
    enclosures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(ENCLOSURE_COLUMNS), dtype="str"))
    peers: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FINDING_COLUMNS)))
    internal: bool = False
    """Whether nothing is hidden: for evaluators with access to the data alone, and never part of a release."""
    identity: str = ""
    """First 12 digits of the fingerprint of all tables; names the run in every report."""

    @property
    def synthetic(self) -> bool:
        """Whether anything in the data is invented."""
        return bool((self.dataset["synthetic"] == "yes").any())

    @property
    def municipalities(self) -> dict[str, str]:
        """Names of the municipalities by key (AGS), sorted by key."""
        return dict(sorted(zip(self.projects["municipality"], self.projects["municipality_name"], strict=True)))

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Totals over the whole term of the indicators that are told beside those of other projects."""
        rows = self.results
        totals = (rows["dimension"] == TOTAL) & (rows["period"] == "")
        return rows[totals & rows["indicator"].str.startswith(COMPARED)].reset_index(drop=True)

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """What readers derived from these findings and ask for again and again; never a number of its own."""
        return {}

    def enclosed(self, kind: str, name: str) -> str | None:
        """Return a text that travels with the findings of one municipality; None if there is none."""
        found = self.enclosures[(self.enclosures["kind"] == kind) & (self.enclosures["name"] == name)]["text"]
        return str(found.iloc[0]) if len(found) == 1 else None

    def for_municipality(self, municipality: str) -> Findings:
        """Return the findings of one municipality (AGS).

        Raises
        ------
        FindingsError
            If there is no project in this municipality.
        """
        projects = self.projects[self.projects["municipality"] == municipality].reset_index(drop=True)
        if projects.empty:
            known = ", ".join(f"{ags} {name}" for ags, name in self.municipalities.items())
            raise FindingsError(f"There is no project in municipality {municipality!r}. There are: {known}")
        return self._of(projects)

    def for_funding_round(self, funding_round: str) -> Findings:
        """Return the findings of all projects of one funding round, in whatever municipality.

        Raises
        ------
        FindingsError
            If there is no project in this round.
        """
        projects = self.projects[self.projects["funding_round"] == funding_round].reset_index(drop=True)
        if projects.empty:
            known = ", ".join(sorted(set(self.projects["funding_round"])))
            raise FindingsError(f"There is no project in funding round {funding_round!r}. There are: {known}")
        return self._of(projects)

    def _of(self, projects: pd.DataFrame) -> Findings:
        mine = set(projects["project"])
        parts = {name: (table := getattr(self, name))[table["project"].isin(mine)] for name in OF_PROJECTS}
        return self.narrowed(projects, parts)

    def narrowed(self, projects: pd.DataFrame, parts: Mapping[str, pd.DataFrame]) -> Findings:
        """Return the findings with these projects and these parts of the tables of projects."""
        rounds = self.funding_rounds[self.funding_rounds["funding_round"].isin(projects["funding_round"])]
        enclosures = self.enclosures[self.enclosures["municipality"].isin(set(projects["municipality"]))]
        peers = peers_of(self.compared, projects)
        own = {"projects": projects, "funding_rounds": rounds, "enclosures": enclosures, "peers": peers, **parts}
        return replace(self, **{name: table.reset_index(drop=True) for name, table in own.items()})


def peers_of(compared: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the other projects of the rounds of these projects."""
    same_round = compared["funding_round"].isin(projects["funding_round"])
    return compared[same_round & ~compared["project"].isin(projects["project"])].reset_index(drop=True)


_NO_TABLES = ("plan", "fingerprints", "peers", "internal", "identity")
FINDINGS_TABLES = tuple(one.name for one in fields(Findings) if one.name not in _NO_TABLES)
"""Names of the tables, each of which is a file of the folder."""
