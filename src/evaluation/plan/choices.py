"""The choices about persons and enterprises, in the order of the walk."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Clock(StrEnum):
    """From which day the months of stabilised employment are counted."""

    JOB_START = "job_start"
    EXIT = "exit"


class EmploymentConcept(StrEnum):
    """What counts as employment when stability is measured."""

    SOCIAL_INSURANCE = "social_insurance"
    ESF = "esf"


class StabilityMode(StrEnum):
    """Employed on the day of the horizon, or without a break until then."""

    POINT = "point"
    CONTINUOUS = "continuous"


class CurveJobs(StrEnum):
    """Whose jobs the survival curve follows."""

    JUDGED = "judged"
    """Those that the first horizon judges: with them the curve begins, and nobody can subtract them from more."""
    ALL = "all"
    """Also those that are not mature there; where their number is hidden, the curve is, too."""


class NetworkPeriod(StrEnum):
    """The periods into which the business network is cut."""

    YEAR = "year"
    HALF_YEAR = "half_year"


class LongTermRule(StrEnum):
    """From when unemployment is long-term."""

    EU_AGE_SPLIT = "eu_age_split"
    """More than 6 months below 25 years of age, more than 12 months from 25 (ESF)."""
    SGB3_12_MONTHS = "sgb3_12m"
    """One year or more at any age (section 18 SGB III)."""


class EventKind(StrEnum):
    """Kinds of network events."""

    ROUND_TABLE = "round_table"
    WORKSHOP = "workshop"
    FAIR = "fair"
    QUARTER_PROJECT = "quarter_project"
    OTHER = "other"


def _strictly_ascending(value: tuple[int, ...]) -> tuple[int, ...]:
    if list(value) != sorted(set(value)):
        raise ValueError("must be ascending, without repetition, for example [3, 6, 12]")
    return value


class Choices(BaseModel):
    """Some choices of a plan: frozen, none by default, and no other than these."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ParticipationChoices(Choices):
    """Who counts as a participant, and who as long-term unemployed."""

    short_stay_days: Annotated[int, Field(strict=True, ge=0, le=31)]
    """Stays of at most so many days are short contacts and no participation (ESF: 1)."""
    long_term_unemployment: LongTermRule
    """From when unemployment is long-term."""


class PlacementChoices(Choices):
    """Placement at exit (CR04, EECR04)."""

    window_days: Annotated[int, Field(strict=True, ge=0, le=366)]
    """Days after the exit within which the last known status counts (ESF: 28)."""


class FollowUpChoices(Choices):
    """Situation some months after the exit, as participants say (CR06-CR09, EECR05, EECR06)."""

    months: Annotated[int, Field(strict=True, ge=1, le=36)]
    """Months after the exit (ESF: 6)."""
    answer_days: Annotated[int, Field(strict=True, ge=0, le=180)]
    """The first answer within so many days after that day counts."""
    margin_2014_2020: Annotated[float, Field(strict=True, gt=0, lt=0.5)]
    """Largest margin of error of a representative result in rounds of the ESF 2014-2020, as a share."""
    margin_2021_2027: Annotated[float, Field(strict=True, gt=0, lt=0.5)]
    """The same in rounds of the ESF Plus 2021-2027."""


class AfterExitChoices(Choices):
    """Employment on days after the exit, from the recorded jobs (Eingliederungs- and Verbleibsquote)."""

    months: tuple[Annotated[int, Field(strict=True, ge=1, le=60)], ...] = Field(min_length=1)
    """Months after the exit, ascending (Federal Employment Agency: 1, 3, 6, 9, 12, 18)."""

    @field_validator("months")
    @classmethod
    def _ascending(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        return _strictly_ascending(value)


class PathwayChoices(Choices):
    """The way from the entry to the first job."""

    curve_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Length of the curves from the entry to the first job and to dropping out, in months."""


class StabilityChoices(Choices):
    """Stabilised employment and the survival curve of jobs."""

    horizons_months: tuple[Annotated[int, Field(strict=True, ge=1, le=60)], ...] = Field(min_length=1)
    """Months after which stability is judged, ascending."""
    modes: tuple[StabilityMode, ...] = Field(min_length=1)
    """Which of `point` and `continuous` are reported."""
    clock: Clock
    """Day from which the months are counted."""
    concept: EmploymentConcept
    """Which kinds of employment count."""
    gap_days: Annotated[int, Field(strict=True, ge=0, le=92)]
    """Longest break between two jobs, in days, that does not end the employment."""
    include_subsidised: Annotated[bool, Field(strict=True)]
    """Whether jobs under section 16e and 16i SGB II count."""
    curve_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Length of the survival curve, in months."""
    curve_jobs: CurveJobs
    """Whose jobs the survival curve follows."""

    @field_validator("horizons_months")
    @classmethod
    def _ascending(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        return _strictly_ascending(value)

    @field_validator("modes")
    @classmethod
    def _no_repetition(cls, value: tuple[StabilityMode, ...]) -> tuple[StabilityMode, ...]:
        if len(set(value)) != len(value):
            raise ValueError("names a mode twice")
        return value


class NetworkChoices(Choices):
    """Business network activity from attendance lists."""

    period: NetworkPeriod
    """Length of the period in which an enterprise is an active member, stays or is new."""
    curve_period: NetworkPeriod
    """Length of the periods in which contacts, events, attendances and results are counted over time."""
    active_attendances: Annotated[int, Field(strict=True, ge=1, le=50)]
    """Attendances in one period from which an enterprise is an active member."""
    left_out_event_kinds: tuple[EventKind, ...]
    """Kinds of events that say nothing about ties (large fairs)."""
    shared_events: Annotated[int, Field(strict=True, ge=1, le=50)]
    """Events at which two enterprises must have met to be tied."""


class EconomyChoices(Choices):
    """What became of enterprises."""

    survival_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Months after which it is asked whether a founded enterprise still exists."""
    lags: Annotated[int, Field(strict=True, ge=0, le=24)]
    """Months over which a deviation from the trend may carry on (Newey-West errors of the segmented regression)."""
    dominance_of_one: Annotated[float, Field(strict=True, gt=0, le=1)]
    """Share of a sum from which one enterprise alone dominates it; the sum is then suppressed."""
    dominance_of_two: Annotated[float, Field(strict=True, gt=0, le=1)]
    """The same of two enterprises together."""
