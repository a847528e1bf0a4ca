"""What the project could know: observations, follow-ups, and the jobs it heard of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from evaluation.demo.draws import Draws, add_months, days
from evaluation.demo.parameters import Knowledge
from evaluation.demo.stays import Stay
from evaluation.demo.work import Job, status_on


@dataclass(frozen=True)
class Observation:
    """A status that was established for a day, what else was established, and who said so."""

    day: dt.date
    status: str
    source: str
    job_searching: str | None = None
    in_education: str | None = None
    qualification: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """An enquiry after the exit and what came of it."""

    due: dt.date
    outcome: str
    answered: dt.date | None = None
    status: str | None = None
    improved: str | None = None


def draw_observations(
    draws: Draws, knowledge: Knowledge, stay: Stay, jobs: list[Job], cut_off: dt.date
) -> list[Observation]:
    """Draw the days on which the status around the exit was established, in order."""
    if stay.exit is None:
        return []
    offsets = _offsets(draws, knowledge, stay, jobs)
    early_work = stay.course in ("placed", "upgraded") and stay.work_offset < 0
    if draws.chance(knowledge.before_exit) and not early_work:
        offsets.insert(0, -draws.whole(1, 13))
    observations = []
    for offset in offsets:
        day = stay.exit + days(offset)
        if day <= cut_off:
            source = draws.weighted(knowledge.observers)
            observations.append(Observation(day, status_on(jobs, day, stay.idle), source))
    return observations


def draw_follow_ups(
    draws: Draws, knowledge: Knowledge, stay: Stay, jobs: list[Job], cut_off: dt.date, next_entry: dt.date | None
) -> list[FollowUp]:
    """Draw the enquiries that were due up to the cut-off and ended before a re-entry."""
    if stay.exit is None or not knowledge.follow_ups:
        return []
    elusive, refuses = draws.uniform(), draws.chance(knowledge.refused)
    enquiries = []
    for months, lost in zip(knowledge.horizons, knowledge.lost, strict=True):
        due = add_months(stay.exit, months)
        if due > cut_off or (next_entry is not None and due + days(knowledge.answered_within) >= next_entry):
            break
        latest = min(due + days(knowledge.answered_within), cut_off)
        answered = due + days(draws.whole(0, (latest - due).days))
        if refuses or elusive < lost:
            enquiries.append(FollowUp(due, "refused" if refuses else "lost"))
        else:
            enquiries.append(FollowUp(due, "answered", answered, status_on(jobs, answered, stay.idle)))
    return enquiries


def last_heard(stay: Stay, observations: Iterable[Observation], follow_ups: Iterable[FollowUp]) -> dt.date:
    """Return the last day on which anything was heard of the person in this participation."""
    known = [stay.exit or stay.entry]
    known += [observation.day for observation in observations]
    known += [enquiry.answered for enquiry in follow_ups if enquiry.answered is not None]
    return max(known)


def known_jobs(jobs: Iterable[Job], until: dt.date) -> list[Job]:
    """Return the jobs that had begun by the last day of information, with an end only if it was heard of."""
    begun = [job for job in jobs if job.start <= until]
    return [job if job.end is not None and job.end <= until else replace(job, end=None) for job in begun]


def _offsets(draws: Draws, knowledge: Knowledge, stay: Stay, jobs: list[Job]) -> list[int]:
    """Draw the days of the observations, counted from the exit, in order."""
    if stay.heard == "never":
        return []
    if stay.heard == "late":
        return [draws.whole(*knowledge.late_days)]
    window = knowledge.window
    if stay.course == "failed_start":
        start, end = _working_span(stay, jobs)
        first, second = draws.whole(start, end), draws.whole(end + 1, window)
        return [second] if stay.heard == "once" else [first, second]
    if stay.course != "placed":
        return _within(draws, stay, 0, window)
    start, end = max(stay.work_offset, 0), _working_span(stay, jobs)[1]
    if stay.heard == "twice" and start > 1:
        offsets = [draws.whole(0, start - 1), draws.whole(start, window)]
    else:
        offsets = _within(draws, stay, start, window)
    # A job that ends within the window is heard of on its last day if the enquiry came later. The day of the enquiry
    # itself does not depend on the end, or the open jobs would be censored when they are about to end.
    return sorted({min(offset, max(start, end)) for offset in offsets})


def _within(draws: Draws, stay: Stay, low: int, high: int) -> list[int]:
    """Draw one day of a span, or one in each half of it."""
    middle = (low + high) // 2
    if stay.heard == "once":
        return [draws.whole(low, high)]
    return [draws.whole(low, middle), draws.whole(middle + 1, high)]


def _working_span(stay: Stay, jobs: list[Job]) -> tuple[int, int]:
    """Return first and last day of the first job, counted from the exit."""
    if stay.exit is None or jobs[0].end is None:
        raise AssertionError("a course with work has an exit and a job with an end")
    return (jobs[0].start - stay.exit).days, (jobs[0].end - stay.exit).days
