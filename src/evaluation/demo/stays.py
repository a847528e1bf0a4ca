"""How a participation runs: entry, status at entry, course, exit."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from evaluation.demo.draws import Draws, days, on_weekday, whole_days
from evaluation.demo.parameters import People, ProjectParameters, Stays
from evaluation.demo.people import Person

SHORTEST_STAY = 14
"""Shortest participation in days, planted stays of one day aside."""

LAST_ENTRY = 30
"""Days before the end of the project after which nobody enters."""

LONG_TERM_MONTHS = 12
"""More months than these are long-term unemployment (ESF, from 25 years of age)."""


@dataclass(frozen=True)
class Term:
    """First and last day of a project and the day up to which anything is known."""

    start: dt.date
    end: dt.date
    cut_off: dt.date

    def within(self, year: int) -> tuple[dt.date, dt.date]:
        """Return first and last day of the part of a year that lies in the term."""
        return max(self.start, dt.date(year, 1, 1)), min(self.end, dt.date(year, 12, 31))


@dataclass(frozen=True)
class Stay:
    """A participation as it truly ran.

    Attributes
    ----------
    entry, exit, exit_kind
        Days and kind; no exit if none had been recorded by the cut-off.
    age, status, unemployed_months
        Age in years, status and months of unemployment at entry.
    course
        `placed`, `failed_start`, `work_opportunity` or `none`; of the employed at entry `upgraded` or `kept`.
    work_offset
        First day of the new job in days after the exit, if the course has one.
    heard
        How often the project heard of the person after the exit: `once`, `twice`, `late` or `never`.
    idle
        Status after the exit on days without work.
    """

    entry: dt.date
    exit: dt.date | None
    exit_kind: str | None
    age: int
    status: str
    unemployed_months: int | None
    course: str
    work_offset: int
    heard: str
    idle: str


def draw_entry(draws: Draws, stays: Stays, term: Term) -> dt.date:
    """Draw a day of entry from the hump over the term of the project."""
    months = (term.end.year - term.start.year) * 12 + term.end.month - term.start.month + 1
    weights = {}
    for month in range(months):
        hump = stays.floor + math.sin(math.pi * (month + 0.5) / months) ** 2
        weights[month] = hump * (stays.tail if month >= months - stays.tail_months else 1.0)
    year, month = divmod(term.start.year * 12 + term.start.month - 1 + draws.weighted(weights), 12)
    last = term.end - days(LAST_ENTRY)
    day = min(dt.date(year, month + 1, draws.whole(1, 28)), last)
    return on_weekday(day, term.start, last)


def draw_stay(
    draws: Draws,
    parameters: ProjectParameters,
    term: Term,
    person: Person,
    entry: dt.date,
    *,
    before: Stay | None = None,
) -> Stay:
    """Draw the course of a participation from its entry on; `before` is the earlier participation of a re-entry."""
    status, months = _status_at_entry(draws, parameters.people, before, entry)
    heard = _heard(draws, parameters)
    course = _course(draws, parameters, person, status, months, heard)
    first, last = draws.weighted(parameters.work.starts)
    offset = draws.whole(first, last)
    kind = _exit_kind(draws, parameters, course, heard, offset)
    left = _exit(draws, parameters.stays, term, entry, kind)
    grown = 0 if before is None else entry.year - before.entry.year
    return Stay(
        entry=entry,
        exit=left,
        exit_kind=None if left is None else kind,
        age=person.age + grown,
        status=status,
        unemployed_months=months,
        course=course,
        work_offset=offset,
        heard=heard,
        idle=_idle(draws, parameters.stays, status, kind),
    )


def draw_one_day_stay(draws: Draws, people: People, person: Person, entry: dt.date) -> Stay:
    """Draw a stay that ends on the day of its entry, and of which nothing more is heard."""
    status, months = _status_at_entry(draws, people, None, entry)
    return Stay(
        entry=entry,
        exit=entry,
        exit_kind="other",
        age=person.age,
        status=status,
        unemployed_months=months,
        course="none",
        work_offset=0,
        heard="never",
        idle=status,
    )


def expected_long_term(people: People) -> float:
    """Return the share of the long-term unemployed among those who are not employed at entry."""
    unemployed, inactive = people.status["unemployed"], people.status["inactive"]
    return unemployed * people.long_term / (unemployed + inactive)


def placement_probability(parameters: ProjectParameters, *, long_term: bool, migration: bool) -> float:
    """Return the true probability of placement of a person who was not employed at entry."""
    work, people = parameters.work, parameters.people
    probability = work.placement
    for factor, share, holds in (
        (work.long_term_factor, expected_long_term(people), long_term),
        (work.migration_factor, people.migration, migration),
    ):
        probability *= factor if holds else (1 - share * factor) / (1 - share)
    return probability


def drop_out_probability(parameters: ProjectParameters) -> float:
    """Return the probability that who finds no work drops out, so that the share of all leavers is as stated."""
    employed = parameters.people.status["employed"]
    found_work = (1 - employed) * parameters.work.placement + employed * parameters.work.upgraded
    return parameters.stays.drop_out / (1 - found_work)


def _status_at_entry(draws: Draws, people: People, before: Stay | None, entry: dt.date) -> tuple[str, int | None]:
    if before is not None and before.unemployed_months is not None:
        return "unemployed", before.unemployed_months + round((entry - before.entry).days / 30)
    status = draws.weighted(people.status) if before is None else before.status
    if status != "unemployed":
        return status, None
    if draws.chance(people.long_term):
        return status, LONG_TERM_MONTHS + 1 + min(int(draws.exponential() * people.long_term_months), 240)
    return status, draws.whole(1, LONG_TERM_MONTHS)


def _heard(draws: Draws, parameters: ProjectParameters) -> str:
    knowledge = parameters.knowledge
    return draws.weighted(
        {"once": knowledge.once, "twice": knowledge.twice, "late": knowledge.late, "never": knowledge.never}
    )


def _course(
    draws: Draws, parameters: ProjectParameters, person: Person, status: str, months: int | None, heard: str
) -> str:
    work = parameters.work
    if status == "employed":
        return "upgraded" if draws.chance(work.upgraded) else "kept"
    long_term = months is not None and months > LONG_TERM_MONTHS
    if draws.chance(placement_probability(parameters, long_term=long_term, migration=person.migration)):
        return "placed"
    if heard == "twice" and draws.chance(work.failed_start):
        return "failed_start"
    return "work_opportunity" if draws.chance(work.work_opportunity) else "none"


def _exit_kind(draws: Draws, parameters: ProjectParameters, course: str, heard: str, offset: int) -> str:
    if course in ("placed", "upgraded"):
        # Of a job of which nobody heard no record can say that it was the reason for leaving.
        return "left_for_work" if heard in ("once", "twice") and offset <= 1 else "completed"
    if draws.chance(drop_out_probability(parameters)):
        return "dropped_out"
    stays = parameters.stays
    education = stays.education if course in ("none", "kept") else 0.0
    rest = 1 - education - stays.other
    return draws.weighted({"left_for_education": education, "other": stays.other, "completed": rest})


def _exit(draws: Draws, stays: Stays, term: Term, entry: dt.date, kind: str) -> dt.date | None:
    months = draws.log_normal(stays.median_months, stays.spread)
    # Who is cut short by the end of the project must not depend on the kind of exit: it would bias every share.
    if entry + days(max(SHORTEST_STAY, whole_days(months))) > term.end:
        if draws.chance(stays.open_at_end):
            return None
        planned = max(entry + days(SHORTEST_STAY), term.end - days(draws.whole(0, stays.last_days)))
    else:
        planned = entry + days(max(SHORTEST_STAY, whole_days(months * stays.shortened.get(kind, 1.0))))
    left = on_weekday(planned, entry + days(SHORTEST_STAY), term.end)
    return left if left <= term.cut_off else None


def _idle(draws: Draws, stays: Stays, status: str, kind: str) -> str:
    if kind == "left_for_education":
        return "inactive"
    return "unemployed" if draws.chance(stays.unemployed_after[status]) else "inactive"
