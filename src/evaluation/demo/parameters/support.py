"""Parameters of what is done with persons, and of what is recorded about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """A further question that a project asks its participants at entry.

    Attributes
    ----------
    share
        Share of `yes`, refusals aside.
    of_migrants
        Whether the share is one of persons with a migration background, the others never having the characteristic.
        Who refuses to speak of the migration background refuses this answer too.
    refusable
        Whether the answer may be refused; one that follows from the address may not.
    """

    share: float
    of_migrants: bool = False
    refusable: bool = True


@dataclass(frozen=True)
class Answers:
    """What is established beside the labour market status, at an observation or a follow-up.

    Attributes
    ----------
    searching
        Share that is looking for work on the day, by status; `left_for_education` instead of the status for the
        inactive who left for education. Employed persons are not asked.
    education_begun
        Share that had begun their education or training, of those who left for it.
    education_goes_on
        Share that stays in education or training after the exit, of those who were in it at entry and are inactive
        without a work opportunity. Apprentices are in training, all others are not.
    qualification
        Share that gained a qualification by the exit, by kind of exit; 0 for kinds that are not named.
    training_factor
        Factor on the share of those who completed their stay and took part in a training; the others have the factor
        that leaves the share as a whole unchanged.
    improved
        Share with an improved situation by course, of those who were employed at entry and are on the day of the
        answer; 0 for those without work on that day.
    unknown_searching, unknown_education, unknown_qualification, unknown_improved
        Share of answers that are not known, each for itself.
    """

    searching: Mapping[str, float] = field(
        default_factory=lambda: {"unemployed": 0.97, "inactive": 0.35, "left_for_education": 0.05}
    )
    education_begun: float = 0.95
    education_goes_on: float = 0.60
    qualification: Mapping[str, float] = field(default_factory=lambda: {"completed": 0.18, "left_for_work": 0.06})
    training_factor: float = 1.35
    improved: Mapping[str, float] = field(default_factory=lambda: {"upgraded": 0.92, "kept": 0.25})
    unknown_searching: float = 0.05
    unknown_education: float = 0.06
    unknown_qualification: float = 0.06
    unknown_improved: float = 0.05


@dataclass(frozen=True)
class Activities:
    """What a project does with its participants.

    Attributes
    ----------
    shares
        Share of participations with an activity, by kind, of those that were not cut short: a language course of those
        with a migration background, support in the job of placed persons of whose job the project heard. No kind at
        all means that the project records no activities.
    begins
        Part of the planned stay in which an activity begins; who leaves before has none.
    hours
        Median of the hours by kind, before they are bounded by what the rest of the stay allows.
    spread
        Standard deviation of the logarithm of the hours.
    weekly_hours
        Most hours in a week of the rest of the stay.
    unknown_hours
        Share of activities without hours.
    support_from
        Latest begin of the support in a job, in days after the start of the job.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    begins: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "profiling": (0.0, 0.08),
            "counselling": (0.0, 0.15),
            "coaching": (0.05, 0.30),
            "training": (0.10, 0.60),
            "language_course": (0.10, 0.50),
            "trial_work": (0.30, 0.80),
            "internship": (0.40, 0.85),
        }
    )
    hours: Mapping[str, float] = field(
        default_factory=lambda: {
            "profiling": 6.0,
            "counselling": 10.0,
            "coaching": 16.0,
            "training": 60.0,
            "language_course": 120.0,
            "trial_work": 70.0,
            "internship": 100.0,
            "in_job_support": 9.0,
        }
    )
    spread: float = 0.5
    weekly_hours: float = 30.0
    unknown_hours: float = 0.04
    support_from: int = 14


@dataclass(frozen=True)
class Competences:
    """Measurements of competences, in points from 0 to 100.

    Attributes
    ----------
    measured
        Share of participations with a measurement after the entry, by competence; none means not measured.
    within
        Latest day of the first measurement, in days after the entry.
    again
        Share that is measured again before the exit, of the leavers who were measured.
    before_exit
        Earliest day of the second measurement, in days before the exit.
    mean, deviation
        Mean and standard deviation of the first score, before it is bounded.
    gain, gain_deviation
        Mean and standard deviation of the gain, before the second score is bounded.
    """

    measured: Mapping[str, float] = field(default_factory=dict)
    within: int = 14
    again: float = 0.75
    before_exit: int = 10
    mean: float = 42.0
    deviation: float = 14.0
    gain: float = 9.0
    gain_deviation: float = 10.0


@dataclass(frozen=True)
class Cases:
    """Cases of one kind outside participations.

    Attributes
    ----------
    number
        Number of cases over the whole term; planted, not drawn.
    years
        Weight of each year in which they are opened.
    achieved
        Number of cases with a result; planted, not drawn.
    after
        Shortest and longest time from the opening to the result, in days.
    of_persons
        Whether the case is a person, who has a gender.
    women
        Share of women among the persons whose gender is known.
    unknown_gender
        Share of persons without a known gender.
    """

    number: int
    years: Mapping[int, float]
    achieved: int = 0
    after: tuple[int, int] = (1, 1)
    of_persons: bool = True
    women: float = 0.5
    unknown_gender: float = 0.08
