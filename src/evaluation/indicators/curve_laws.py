"""What holds between a curve and the counts of the same persons, by the rules of both; for disclosure control.

The cases at risk at the beginning of a curve are a sum of counts, and those at risk later, and its events, lie below or
above others. Whoever hides a count must not print it as a point of a curve.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import pandas as pd

from evaluation.indicators.curves import DAYS_PER_MONTH, DROP_OUT, FIRST_JOB, JOB_SURVIVAL
from evaluation.plan import Clock, CurveJobs, Plan, StabilityMode

LAST = 10_000
"""No curve has so many months."""

_FOUR_YEARS = pd.Series(pd.date_range("2016-01-01", "2019-12-31", freq="D"))
"""From every day of a leap year and of those between two of them the calendar counts months alike."""

MONTHS_OF_WHOLE_DAYS = 16
"""So many months of the curves, and their multiples, have a whole number of days."""

HEARD = "n + events"
"""At risk or ended by now: everybody of whom the curve still knows what became of the job."""

Terms = tuple[tuple[str, str, int], ...]
"""Indicators, columns of their results, and what each is multiplied with."""


class Side(StrEnum):
    """On which side of the number of a curve the counts lie."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True)
class CurveLaw:
    """Counts over the whole term that are at least, or at most, a number of a curve of the same project and group.

    Attributes
    ----------
    curve, column
        Curve, and which of its numbers is meant: `n` at risk, `events` so far, or `HEARD`, both together.
    first, last
        Months of the curve at which the law holds.
    side
        Whether the counts are at least or at most that number.
    terms
        The counts, together.
    reason
        Why it holds.
    """

    curve: str
    column: str
    first: int
    last: int
    side: Side
    terms: Terms
    reason: str


def curve_laws(plan: Plan) -> tuple[CurveLaw, ...]:
    """Return the laws that hold for any records, by the plan's horizons, modes and clock.

    Parameters
    ----------
    plan
        Its stability names indicators; only where its clock begins with the job do curve and horizons count the same
        days.
    """
    seekers = (("unemployed", "events", 1), ("inactive", "events", 1))
    left = (("placement", "n", 1), ("placement", "not_mature", 1))
    laws = [
        *_begins_with(FIRST_JOB, seekers, "the curve begins with all unemployed and inactive participants"),
        *_begins_with(DROP_OUT, seekers, "the curve begins with all unemployed and inactive participants"),
        CurveLaw(DROP_OUT, "events", 0, LAST, Side.AT_LEAST, left, "who dropped out has left"),
        CurveLaw(
            JOB_SURVIVAL, "n", 0, LAST, Side.AT_LEAST, (("placement", "events", 1),), "whose job is followed was placed"
        ),
    ]
    judged = judged_at_first(plan)
    jobs: Terms = ((judged, "n", 1),)
    if judged:
        laws += _begins_with(JOB_SURVIVAL, jobs, "the curve begins with all jobs that the first horizon judges")
    for months in plan.stability.horizons_months:
        for mode in plan.stability.modes:
            name = f"stabilised_{months}_{mode}"
            if not judged:
                jobs = ((name, "n", 1), (name, "not_mature", 1))
                reason = "the curve begins with all jobs that the horizon judges or will"
                laws += _begins_with(JOB_SURVIVAL, jobs, reason)
            if mode is StabilityMode.CONTINUOUS and plan.stability.clock is Clock.JOB_START:
                laws += _of_horizon(name, months, jobs)
    return tuple(laws)


def judged_at_first(plan: Plan) -> str:
    """Return the indicator with whose `n` the survival curve of jobs begins; empty if it begins with more."""
    stability = plan.stability
    if stability.curve_jobs is CurveJobs.ALL:
        return ""
    return f"stabilised_{stability.horizons_months[0]}_{stability.modes[0]}"


def _begins_with(curve: str, terms: Terms, reason: str) -> list[CurveLaw]:
    return [
        CurveLaw(curve, "n", 0, 0, Side.AT_MOST, terms, reason),
        CurveLaw(curve, "n", 0, LAST, Side.AT_LEAST, terms, reason),
    ]


def _of_horizon(name: str, months: int, jobs: Terms) -> list[CurveLaw]:
    """Return what the curve of jobs says of those that lasted to a horizon, and of those that ended before it.

    The months of a curve are all as long as the average one, those of a horizon are months of the calendar: a job
    lasted to the horizon if it ran for the days of these months and one more.

    Parameters
    ----------
    name, months
        Indicator of the horizon without a break, and its months.
    jobs
        With how many jobs the curve begins.
    """
    fewest, most = days_of_months(months)
    lasted: Terms = ((name, "events", 1),)
    ended: Terms = ((name, "n", 1), (name, "events", -1), (name, "unknown", -1))
    later: Terms = (*jobs, (name, "events", -1), (name, "unknown", -1))
    judged: Terms = ((name, "n", 1), (name, "unknown", -1))
    told: Terms = (*jobs, (name, "unknown", -1))
    until, since = math.floor((fewest + 1) / DAYS_PER_MONTH), math.floor(most / DAYS_PER_MONTH) + 1
    silent = since + (since % MONTHS_OF_WHOLE_DAYS == 0)
    whole = (
        math.ceil(silent / MONTHS_OF_WHOLE_DAYS) * MONTHS_OF_WHOLE_DAYS
    )  # a job at risk may end there: counted twice
    ended_until, ended_since = math.ceil((fewest + 1) / DAYS_PER_MONTH) - 1, math.ceil(most / DAYS_PER_MONTH)
    return [
        CurveLaw(JOB_SURVIVAL, "n", 0, until, Side.AT_MOST, lasted, "who is employed on a day was so before it"),
        CurveLaw(JOB_SURVIVAL, "n", since, LAST, Side.AT_LEAST, lasted, "who is employed later was so on that day"),
        CurveLaw(JOB_SURVIVAL, "events", 0, ended_until, Side.AT_LEAST, later, "what has ended stays ended"),
        CurveLaw(JOB_SURVIVAL, "events", ended_since, LAST, Side.AT_MOST, ended, "what ended before had ended later"),
        CurveLaw(JOB_SURVIVAL, HEARD, 0, until, Side.AT_MOST, judged, "who is heard of on a day was so before it"),
        CurveLaw(JOB_SURVIVAL, HEARD, silent, whole - 1, Side.AT_LEAST, told, "who is unknown on a day is so later"),
    ]


@lru_cache(maxsize=64)
def days_of_months(months: int) -> tuple[int, int]:
    """Return how many days so many months of the calendar have, at least and at most."""
    days = (_FOUR_YEARS + pd.DateOffset(months=months) - _FOUR_YEARS).dt.days
    return int(days.min()), int(days.max())
