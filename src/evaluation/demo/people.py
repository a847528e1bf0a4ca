"""Who takes part: invented persons with the characteristics that are asked at entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.demo.draws import Draws
from evaluation.demo.parameters import People

QUESTIONS = ("migration_background", "disability", "single_parent")
"""The three sensitive questions."""


@dataclass(frozen=True)
class Person:
    """What does not change between two participations of a person.

    Attributes
    ----------
    gender
        `female`, `male` or `non_binary`.
    age
        Age in completed years at the first entry.
    education
        ISCED 2011 level.
    migration
        The true migration background; the answer may have been refused.
    answers
        The answers to the sensitive questions.
    area
        Programme area, or nothing if not known.
    """

    gender: str
    age: int
    education: int
    migration: bool
    answers: Mapping[str, str]
    area: str | None


def draw_person(draws: Draws, people: People) -> Person:
    """Invent a person."""
    truth = {
        "migration_background": draws.chance(people.migration),
        "disability": draws.chance(people.disability),
        "single_parent": draws.chance(people.single_parent),
    }
    answers = {name: "refused" if draws.chance(people.refusal) else word(truth[name]) for name in QUESTIONS}
    youngest, oldest = draws.weighted(people.ages)
    return Person(
        gender="female" if draws.chance(people.women) else "male",
        age=draws.whole(youngest, oldest),
        education=draws.weighted(people.education),
        migration=truth["migration_background"],
        answers=answers,
        area=None if draws.chance(people.unknown_area) else draws.weighted(people.areas),
    )


def word(answer: bool) -> str:
    """Return the answer as it stands in a cell."""
    return "yes" if answer else "no"
