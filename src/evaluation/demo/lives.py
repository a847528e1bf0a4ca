"""All persons of a project with their participations, jobs and what became known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evaluation.demo.activities import Activity
from evaluation.demo.competences import Measurement
from evaluation.demo.draws import Draws, days
from evaluation.demo.enterprises import Enterprise, employer
from evaluation.demo.knowledge import (
    FollowUp,
    Observation,
    draw_follow_ups,
    draw_observations,
    known_jobs,
    last_heard,
)
from evaluation.demo.parameters import ProjectParameters
from evaluation.demo.people import Person, draw_person
from evaluation.demo.stays import LAST_ENTRY, Stay, Term, draw_entry, draw_one_day_stay, draw_stay
from evaluation.demo.work import Job, draw_jobs


@dataclass(frozen=True)
class Participation:
    """A participation with everything that was done, asked and heard.

    The last three are drawn later (`evaluation.demo.details`), from streams of their own.
    """

    stay: Stay
    observations: tuple[Observation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    in_education: str | None = None
    activities: tuple[Activity, ...] = ()
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True)
class Life:
    """A person with participations in the order of entry and the jobs that became known.

    `answers` holds the answers to the further questions of the project.
    """

    person: Person
    participations: tuple[Participation, ...]
    jobs: tuple[Job, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Draft:
    """A person with the stays and jobs as they truly ran."""

    person: Person
    stays: tuple[Stay, ...]
    jobs: tuple[Job, ...]


def draw_lives(seed: int, parameters: ProjectParameters, term: Term, pool: list[Enterprise]) -> list[Life]:
    """Draw all persons of a project, in the order of their first entry.

    Parameters
    ----------
    seed
        Seed of the whole data set.
    parameters
        Parameters of the project.
    term
        Term of the project and cut-off date; who would enter after the cut-off is left out.
    pool
        Enterprises of the local network that may be employers.
    """
    draws = Draws(seed, f"{parameters.project}/people")
    again = round(parameters.people.participations * parameters.stays.re_entries)
    drafts = []
    for _ in range(parameters.people.participations - again):
        person, entry = draw_person(draws, parameters.people), draw_entry(draws, parameters.stays, term)
        stay = draw_stay(draws, parameters, term, person, entry)
        drafts.append(_Draft(person, (stay,), tuple(draw_jobs(draws, parameters.work, stay))))
    drafts = _with_re_entries(draws, parameters, term, drafts, again)
    drafts = _with_non_binary(draws, parameters, drafts)
    drafts = sorted((draft for draft in drafts if draft.stays[0].entry <= term.cut_off), key=_first_entry)
    return [_observed(draws, parameters, term, draft, pool) for draft in drafts]


def draw_one_day_lives(seed: int, parameters: ProjectParameters, term: Term) -> list[Life]:
    """Draw persons who filled in the questionnaire at entry and did not come again, in the order of entry."""
    draws, lives = Draws(seed, f"{parameters.project}/one-day"), []
    for _ in range(parameters.stays.one_day):
        person, entry = draw_person(draws, parameters.people), draw_entry(draws, parameters.stays, term)
        stay = draw_one_day_stay(draws, parameters.people, person, entry)
        lives.append(Life(person, (Participation(stay),)))
    known = [life for life in lives if life.participations[0].stay.entry <= term.cut_off]
    return sorted(known, key=lambda life: life.participations[0].stay.entry)


def _first_entry(draft: _Draft) -> dt.date:
    return draft.stays[0].entry


def _with_re_entries(
    draws: Draws, parameters: ProjectParameters, term: Term, drafts: list[_Draft], number: int
) -> list[_Draft]:
    """Let some of those who left without work enter again; nothing overlaps."""
    last = min(term.end - days(LAST_ENTRY), term.cut_off)
    latest_break = parameters.stays.re_entry_after[1]
    candidates = [
        place
        for place, draft in enumerate(drafts)
        if draft.stays[0].course == "none"
        and draft.stays[0].exit is not None
        and draft.stays[0].exit + days(latest_break) <= last
    ]
    result = list(drafts)
    for place in draws.sample(candidates, number):
        person, first = drafts[place].person, drafts[place].stays[0]
        if first.exit is None:
            continue
        entry = first.exit + days(draws.whole(*parameters.stays.re_entry_after))
        second = draw_stay(draws, parameters, term, person, entry, before=first)
        result[place] = _Draft(person, (first, second), tuple(draw_jobs(draws, parameters.work, second)))
    return result


def _with_non_binary(draws: Draws, parameters: ProjectParameters, drafts: list[_Draft]) -> list[_Draft]:
    """Record a planted number of persons with one participation as non-binary."""
    once = [place for place, draft in enumerate(drafts) if len(draft.stays) == 1]
    result = list(drafts)
    for place in draws.sample(once, parameters.people.non_binary):
        result[place] = replace(drafts[place], person=replace(drafts[place].person, gender="non_binary"))
    return result


def _observed(draws: Draws, parameters: ProjectParameters, term: Term, draft: _Draft, pool: list[Enterprise]) -> Life:
    """Reduce a person's true course to what the project could know by the cut-off."""
    jobs, knowledge = list(draft.jobs), parameters.knowledge
    participations = []
    stays = [stay for stay in draft.stays if stay.entry <= term.cut_off]
    for place, stay in enumerate(stays):
        following = stays[place + 1].entry if place + 1 < len(stays) else None
        observations = draw_observations(draws, knowledge, stay, jobs, term.cut_off)
        follow_ups = draw_follow_ups(draws, knowledge, stay, jobs, term.cut_off, following)
        participations.append(Participation(stay, tuple(observations), tuple(follow_ups)))
    if not knowledge.follow_ups:
        return Life(draft.person, tuple(participations))
    until = max(last_heard(item.stay, item.observations, item.follow_ups) for item in participations)
    known = [
        replace(job, enterprise=employer(draws, parameters.work, pool, job.start, job.kind))
        for job in known_jobs(jobs, until)
    ]
    return Life(draft.person, tuple(participations), tuple(known))
