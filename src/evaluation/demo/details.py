"""What else is recorded of each participation.

Every room draws from a stream of its own. Persons, stays, jobs and follow-ups stay the same whatever is asked, done or
measured besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluation.demo.activities import draw_activities
from evaluation.demo.answers import draw_education_at_entry, draw_further_answers, with_answers, with_improvement
from evaluation.demo.competences import draw_measurements
from evaluation.demo.draws import Draws
from evaluation.demo.knowledge import last_heard
from evaluation.demo.lives import Life, Participation
from evaluation.demo.parameters import ProjectParameters
from evaluation.demo.stays import Term


@dataclass(frozen=True)
class _Streams:
    """The streams of a project."""

    education: Draws
    questions: Draws
    activities: Draws
    competences: Draws
    answers: Draws
    improvement: Draws


def with_details(seed: int, parameters: ProjectParameters, term: Term, lives: Sequence[Life]) -> list[Life]:
    """Return the persons with their further answers, activities and measurements."""
    rooms = ("education", "questions", "activities", "competences", "answers", "improvement")
    streams = _Streams(**{room: Draws(seed, f"{parameters.project}/{room}") for room in rooms})
    result = []
    for life in lives:
        items = tuple(_detailed(streams, parameters, term, life, item) for item in life.participations)
        answers = draw_further_answers(streams.questions, parameters, life.person)
        result.append(replace(life, participations=items, answers=answers))
    return result


def _detailed(
    streams: _Streams, parameters: ProjectParameters, term: Term, life: Life, item: Participation
) -> Participation:
    stay = item.stay
    truth, stated = draw_education_at_entry(streams.education, parameters.people, stay)
    item = replace(item, in_education=stated)
    if stay.exit == stay.entry:
        return item
    until = term.cut_off if stay.exit is None else last_heard(stay, item.observations, item.follow_ups)
    activities = draw_activities(
        streams.activities, parameters, stay, migration=life.person.migration, jobs=life.jobs, until=until
    )
    measurements = draw_measurements(streams.competences, parameters.competences, stay, term.cut_off)
    item = replace(item, activities=activities, measurements=measurements)
    observations = with_answers(streams.answers, parameters, life, item, was_in_education=truth)
    follow_ups = with_improvement(streams.improvement, parameters.answers, item)
    return replace(item, observations=observations, follow_ups=follow_ups)
