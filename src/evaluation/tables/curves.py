"""Which months of a curve stand in its table, whose jobs it follows, and why there is none."""

from __future__ import annotations

import pandas as pd

from evaluation import words
from evaluation.findings import Findings
from evaluation.language import say
from evaluation.plan import Plan
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, total_of


def last_published(curve: pd.DataFrame) -> list[int]:
    """Return the last published month of curves, at which their drawing ends; empty if none is published."""
    published = curve.loc[curve["status"] == Status.PUBLISHED, "month"]
    return [] if published.empty else [int(published.max())]


def followed_jobs(plan: Plan) -> str:
    """Say whose jobs the survival curve follows: as many as stand in the table of the first horizon, or more."""
    stability = plan.stability
    jobs = words.curve_jobs(stability.curve_jobs, stability.horizons_months[0])
    return say("Gezählt sind {jobs}.", jobs=jobs)


def why_no_survival(findings: Findings, project: ProjectPart) -> Status:
    """Return why a project has no survival curve: nobody was placed, nobody can be judged yet, or nobody asked."""
    stability = findings.plan.stability
    row = total_of(findings, project, f"stabilised_{stability.horizons_months[0]}_{stability.modes[0]}")
    early = row is not None and row.status in (Status.NOT_MATURE, Status.NOT_APPLICABLE)
    return Status(row.status) if row is not None and early else Status.NOT_COLLECTED
