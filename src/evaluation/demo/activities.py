"""Activities of participants: what a project offers, when it begins and how long it takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.demo.draws import Draws, days, on_weekday, whole_days
from evaluation.demo.parameters import Activities, ProjectParameters
from evaluation.demo.stays import Stay
from evaluation.demo.work import Job


@dataclass(frozen=True)
class Activity:
    """An activity of a participant; `hours` may be unknown."""

    kind: str
    began: dt.date
    hours: float | None


def draw_activities(
    draws: Draws, parameters: ProjectParameters, stay: Stay, *, migration: bool, jobs: Sequence[Job], until: dt.date
) -> tuple[Activity, ...]:
    """Draw the activities of a participation, in the order of their kinds.

    Parameters
    ----------
    draws
        Stream of the project's activities.
    parameters
        Parameters of the project.
    stay
        The participation as it ran.
    migration
        Whether the person has a migration background.
    jobs
        Jobs of the person that became known.
    until
        Last day on which anything was heard of the participation, or the cut-off while it runs.
    """
    offers, found = parameters.activities, []
    last = until if stay.exit is None else stay.exit
    length = _planned_length(parameters, stay)
    for kind, share in offers.shares.items():
        takes_part, moment = draws.chance(share), draws.uniform()
        hours = draws.log_normal(offers.hours[kind], offers.spread)
        unknown = draws.chance(offers.unknown_hours)
        if not takes_part or (kind == "language_course" and not migration):
            continue
        if kind == "in_job_support":
            began = _in_job(offers, stay, jobs, until, moment)
        else:
            low, high = offers.begins[kind]
            began = _in_stay(stay, last, length * (low + moment * (high - low)))
            hours = min(hours, offers.weekly_hours * ((last - (began or last)).days + 7) / 7)
        if began is not None:
            found.append(Activity(kind, began, None if unknown else _half_hours(hours)))
    return tuple(found)


def _planned_length(parameters: ProjectParameters, stay: Stay) -> float:
    """Return the days that the stay was to last; of one that still runs only the usual length is known."""
    if stay.exit is None or stay.exit_kind is None:
        return whole_days(parameters.stays.median_months)
    return (stay.exit - stay.entry).days / parameters.stays.shortened.get(stay.exit_kind, 1.0)


def _in_stay(stay: Stay, last: dt.date, after: float) -> dt.date | None:
    began = stay.entry + days(math.floor(after))
    return None if began > last else on_weekday(began, stay.entry, last)


def _in_job(offers: Activities, stay: Stay, jobs: Sequence[Job], until: dt.date, moment: float) -> dt.date | None:
    """Return a day in the first weeks of the job of a placed person, if the project heard of the job."""
    if stay.exit is None or stay.course != "placed":
        return None
    start = stay.exit + days(stay.work_offset)
    known = next((job for job in jobs if job.start == start), None)
    if known is None:
        return None
    ends = [until, start + days(offers.support_from), *([] if known.end is None else [known.end])]
    return on_weekday(start + days(round(moment * (min(ends) - start).days)), start, min(ends))


def _half_hours(hours: float) -> float:
    return max(0.5, round(hours * 2) / 2)
