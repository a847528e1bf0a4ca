"""Which months of a curve stand in its table, and whose jobs it follows."""

from __future__ import annotations

import pandas as pd

from evaluation import words
from evaluation.language import say
from evaluation.plan import Plan
from evaluation.results import Status


def last_published(curve: pd.DataFrame) -> list[int]:
    """Return the last published month of curves, at which their drawing ends; empty if none is published."""
    published = curve.loc[curve["status"] == Status.PUBLISHED, "month"]
    return [] if published.empty else [int(published.max())]


def followed_jobs(plan: Plan) -> str:
    """Say whose jobs the survival curve follows: as many as stand in the table of the first horizon, or more."""
    stability = plan.stability
    jobs = words.curve_jobs(stability.curve_jobs, stability.horizons_months[0])
    return say("Gezählt sind {jobs}.", jobs=jobs)
