"""Jobs: how they begin, change, end and come again.

The end of an employment is drawn first, from the hazards of its kind; a change of jobs lies inside an employment. The
survival of an employment without a break of more than four weeks is therefore exactly `survival`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from evaluation.demo.draws import Draws, days, whole_days
from evaluation.demo.parameters import PROBATION_MONTHS, JobKind, Work
from evaluation.demo.stays import Stay

CHANGE_FROM, CHANGE_BEFORE, CHANGE_AFTER = 90, 20, 45
"""Shortest employment with a change of jobs, and the days that must pass before and after the change."""


@dataclass(frozen=True)
class Job:
    """A job; both days are days of work, and an open job has no end."""

    start: dt.date
    end: dt.date | None
    kind: str
    enterprise: str | None = None


def survival(kind: JobKind, months: float) -> float:
    """Return the probability that an employment lasts longer than so many months.

    The hazard is constant in the first six months and after them:
    S(t) = exp(-early * min(t, 6) - late * max(t - 6, 0)).
    """
    return math.exp(-kind.early * min(months, PROBATION_MONTHS) - kind.late * max(months - PROBATION_MONTHS, 0.0))


def draw_jobs(draws: Draws, work: Work, stay: Stay) -> list[Job]:
    """Draw all jobs that belong to a participation, in the order of their start."""
    held = [_held_at_entry(draws, work, stay)] if stay.status == "employed" else []
    if stay.exit is None:
        return held
    if stay.course in ("placed", "upgraded"):
        start = stay.exit + days(stay.work_offset)
        kind = draws.weighted(_weights(work)) if stay.course == "placed" else "social_insurance"
        held = [replace(job, end=start - days(1)) for job in held]
        return held + draw_employments(draws, work, start, kind)
    if stay.course == "work_opportunity":
        start = stay.exit + days(draws.whole(1, 20))
        return [Job(start, start + days(draws.whole(*work.work_opportunity_days)), "work_opportunity")]
    if stay.course == "failed_start":
        start = stay.exit + days(draws.whole(0, 1))
        held = [Job(start, start + days(draws.whole(*work.failed_start_days) - 1), "social_insurance")]
    if stay.course == "kept":
        return held
    return held + _later(draws, work, stay.exit)


def status_on(jobs: Iterable[Job], day: dt.date, idle: str) -> str:
    """Return the labour market status on a day; a work opportunity (AGH) is not employment."""
    job = job_on(jobs, day)
    if job is None:
        return idle
    return "inactive" if job.kind == "work_opportunity" else "employed"


def job_on(jobs: Iterable[Job], day: dt.date) -> Job | None:
    """Return the job that covers a day."""
    return next((job for job in jobs if job.start <= day and (job.end is None or day <= job.end)), None)


def _weights(work: Work) -> dict[str, float]:
    return {name: kind.weight for name, kind in work.kinds.items()}


def _held_at_entry(draws: Draws, work: Work, stay: Stay) -> Job:
    kind = draws.weighted(work.employed_kinds)
    months = draws.exponential() / work.kinds[kind].late
    return Job(stay.entry - days(draws.whole(*work.held_since)), stay.entry + days(whole_days(months)), kind)


def _later(draws: Draws, work: Work, left: dt.date) -> list[Job]:
    start = left + days(29 + whole_days(draws.exponential() / work.later_job))
    return draw_employments(draws, work, start, draws.weighted(_weights(work)))


def draw_employments(draws: Draws, work: Work, start: dt.date, kind: str) -> list[Job]:
    """Draw an employment and, for some, one more after a long gap."""
    jobs = _employment(draws, work, start, kind)
    last = jobs[-1].end
    if last is not None and draws.chance(work.return_share):
        again = last + days(draws.whole(*work.return_gap) + 1)
        jobs += _employment(draws, work, again, "social_insurance")
    return jobs


def _employment(draws: Draws, work: Work, start: dt.date, kind: str) -> list[Job]:
    """Draw an employment of one job, or of two with a short gap between them."""
    length = whole_days(_months(draws, work.kinds[kind]))
    end = start + days(length - 1)
    if length < CHANGE_FROM or not draws.chance(work.change):
        return [Job(start, end, kind)]
    first_end = start + days(draws.whole(CHANGE_BEFORE, length - CHANGE_AFTER) - 1)
    return [Job(start, first_end, kind), Job(first_end + days(draws.whole(*work.change_gap) + 1), end, kind)]


def _months(draws: Draws, kind: JobKind) -> float:
    """Draw the length of an employment by inverting its cumulative hazard."""
    hazard = draws.exponential()
    early = kind.early * PROBATION_MONTHS
    return hazard / kind.early if hazard < early else PROBATION_MONTHS + (hazard - early) / kind.late
