"""The analysis plan: every choice that changes a number.

A plan is read from `plan.toml` and has no defaults: a choice that nobody made is an error, and a report can quote the
plan in full. Nothing in the package reads the clock; the cut-off date (Datenstand) is a choice like the others.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    field_validator,
    model_serializer,
    model_validator,
)

from evaluation.errors import PlanError
from evaluation.fonts.coverage import unprintable


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


class _Choices(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ParticipationChoices(_Choices):
    """Who counts as a participant, and who as long-term unemployed."""

    short_stay_days: Annotated[int, Field(strict=True, ge=0, le=31)]
    """Stays of at most so many days are short contacts and no participation (ESF: 1)."""
    long_term_unemployment: LongTermRule
    """From when unemployment is long-term."""


class PlacementChoices(_Choices):
    """Placement at exit (CR04, EECR04)."""

    window_days: Annotated[int, Field(strict=True, ge=0, le=366)]
    """Days after the exit within which the last known status counts (ESF: 28)."""


class FollowUpChoices(_Choices):
    """Situation some months after the exit, as participants say (CR06-CR09, EECR05, EECR06)."""

    months: Annotated[int, Field(strict=True, ge=1, le=36)]
    """Months after the exit (ESF: 6)."""
    answer_days: Annotated[int, Field(strict=True, ge=0, le=180)]
    """The first answer within so many days after that day counts."""
    margin_2014_2020: Annotated[float, Field(strict=True, gt=0, lt=0.5)]
    """Largest margin of error of a representative result in rounds of the ESF 2014-2020, as a share."""
    margin_2021_2027: Annotated[float, Field(strict=True, gt=0, lt=0.5)]
    """The same in rounds of the ESF Plus 2021-2027."""


class AfterExitChoices(_Choices):
    """Employment on days after the exit, from the recorded jobs (Eingliederungs- and Verbleibsquote)."""

    months: tuple[Annotated[int, Field(strict=True, ge=1, le=60)], ...] = Field(min_length=1)
    """Months after the exit, ascending (Federal Employment Agency: 1, 3, 6, 9, 12, 18)."""

    @field_validator("months")
    @classmethod
    def _ascending(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        return _strictly_ascending(value)


class PathwayChoices(_Choices):
    """The way from the entry to the first job."""

    curve_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Length of the curves from the entry to the first job and to dropping out, in months."""


class StabilityChoices(_Choices):
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


class NetworkChoices(_Choices):
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


class EconomyChoices(_Choices):
    """What became of enterprises."""

    survival_months: Annotated[int, Field(strict=True, ge=1, le=120)]
    """Months after which it is asked whether a founded enterprise still exists."""
    lags: Annotated[int, Field(strict=True, ge=0, le=24)]
    """Months over which a deviation from the trend may carry on (Newey-West errors of the segmented regression)."""
    dominance_of_one: Annotated[float, Field(strict=True, gt=0, le=1)]
    """Share of a sum from which one enterprise alone dominates it; the sum is then suppressed."""
    dominance_of_two: Annotated[float, Field(strict=True, gt=0, le=1)]
    """The same of two enterprises together."""


class DisclosureMethod(StrEnum):
    """How small numbers are protected."""

    SUPPRESSION = "suppression"
    """Numbers are hidden, and others beside them; every number that is shown is exact."""
    ROUNDING = "rounding"
    """Every count is rounded to the nearest multiple of a base; half a base is rounded up."""
    CELL_KEY = "cell_key"
    """Every count gets a small deviation, drawn with a key that the same cases always have."""


class DisclosureChoices(_Choices):
    """Protection of small numbers; each method has choices of its own, and no other method has them."""

    method: DisclosureMethod
    """How they are protected."""

    smallest_cell: Annotated[int, Field(strict=True, ge=2, le=20)]
    """Counts from 1 to one below this number are few: nobody may be able to tell that a number is one of them."""
    protection_width: Annotated[int, Field(strict=True, ge=1, le=50)]
    """How wide the interval of a small number must stay for whoever computes it from all published ones."""
    rounding_base: Annotated[int, Field(strict=True, ge=3, le=100)] | None = None
    """Rounding: the base to whose nearest multiple every count is rounded."""
    largest_deviation: Annotated[int, Field(strict=True, ge=1, le=50)] | None = None
    """Cell key: by how much a published count may differ from the true one."""
    deviation_variance: Annotated[float, Field(strict=True, gt=0, le=1000)] | None = None
    """Cell key: variance of the deviations."""
    avoid_small_results: Annotated[bool, Field(strict=True)] | None = None
    """Cell key: whether no count from 1 to one below the smallest cell is ever published."""

    @model_validator(mode="after")
    def _choices_of_the_method(self) -> DisclosureChoices:
        for method, names in METHOD_CHOICES.items():
            for name in names:
                if (getattr(self, name) is None) == (self.method is method):
                    needed = "is needed" if self.method is method else "is not a choice"
                    raise ValueError(f"{name} {needed} with method = {str(self.method)!r}")
        if self.rounding_base is not None:
            self._check_rounding(self.rounding_base)
        if self.largest_deviation is not None and self.deviation_variance is not None:
            self._check_deviations(self.largest_deviation, self.deviation_variance)
        return self

    def _check_rounding(self, base: int) -> None:
        above = (base - 1) // 2
        if self.protection_width > above:
            raise ValueError(
                f"protection_width = {self.protection_width} is too much for rounding_base = {base}: a published 0 may "
                f"be up to {above}, so that the width can be {above} at most; raise the base or lower the width"
            )
        if base + above < self.smallest_cell:
            raise ValueError(
                f"rounding_base = {base} is too small for smallest_cell = {self.smallest_cell}: a published {base} "
                f"would always be from {base - base // 2} to {base + above}, and few; raise the base"
            )

    def _check_deviations(self, deviation: int, variance: float) -> None:
        if self.protection_width > deviation:
            raise ValueError(
                f"protection_width = {self.protection_width} is too much for largest_deviation = {deviation}: a "
                f"published 0 may be up to {deviation}; raise the deviation or lower the width"
            )
        if deviation < self.smallest_cell - 1 + bool(self.avoid_small_results):
            raise ValueError(
                f"largest_deviation = {deviation} is too small for smallest_cell = {self.smallest_cell}: a published "
                f"{self.smallest_cell if self.avoid_small_results else 1} would tell that there are few; raise it"
            )
        least = max(few * (self.smallest_cell - few) for few in range(1, self.smallest_cell))
        least = least if self.avoid_small_results else 0
        if not least + VARIANCE_MARGIN <= variance <= deviation - VARIANCE_MARGIN:
            raise ValueError(
                f"deviation_variance = {variance:g} cannot be had: with these choices it must lie between "
                f"{least + VARIANCE_MARGIN:g} and {deviation - VARIANCE_MARGIN:g}"
            )

    @model_serializer(mode="wrap")
    def _without_choices_of_other_methods(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return {name: value for name, value in handler(self).items() if value is not None}


METHOD_CHOICES: Mapping[DisclosureMethod, tuple[str, ...]] = {
    DisclosureMethod.ROUNDING: ("rounding_base",),
    DisclosureMethod.CELL_KEY: ("largest_deviation", "deviation_variance", "avoid_small_results"),
}
"""The choices that belong to one method of protection."""

VARIANCE_MARGIN = 0.1
"""So far the variance stays from the smallest and the largest that any deviations could have."""


class Plan(_Choices):
    """Every choice that changes a number, frozen.

    Attributes are documented one by one; `Plan.model_json_schema()` holds the same words for machines.
    """

    title: Annotated[str, Field(min_length=1, max_length=200)]
    """Name of the plan, printed in every report."""
    cut_off: dt.date
    """Datenstand: the last day whose events count as known."""
    funding_rounds: tuple[str, ...]
    """Funding rounds to evaluate; empty means every round of the data."""
    confidence_level: Annotated[float, Field(strict=True, gt=0.5, lt=1)]
    """Level of all intervals, for example 0.95."""
    seed: Annotated[int, Field(strict=True, ge=0)]
    """Seed of everything random; the walk of this version draws nothing at random."""
    participation: ParticipationChoices
    placement: PlacementChoices
    follow_up: FollowUpChoices
    after_exit: AfterExitChoices
    pathway: PathwayChoices
    stability: StabilityChoices
    network: NetworkChoices
    economy: EconomyChoices
    disclosure: DisclosureChoices

    @field_validator("title")
    @classmethod
    def _printable(cls, title: str) -> str:
        if found := unprintable(title):
            raise ValueError(f"cannot be printed: {', '.join(found)}")
        return title

    def for_rounds(self, funding_rounds: Sequence[str]) -> Plan:
        """Return the plan with other funding rounds; an empty sequence changes nothing."""
        return self.model_copy(update={"funding_rounds": tuple(funding_rounds)}) if funding_rounds else self


def read_plan(path: Path) -> Plan:
    """Read and validate a `plan.toml`.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Plan
        The frozen plan.

    Raises
    ------
    PlanError
        If the file is missing, is no TOML, or breaks the model; every fault is named at once.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise PlanError(f"{path}: there is no such plan. Give one with --plan, or copy data/demo/plan.toml.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise PlanError(f"{path}: the plan cannot be read as TOML in UTF-8: {fault}") from None
    return parse_plan(content, where=str(path))


def parse_plan(content: object, *, where: str) -> Plan:
    """Validate plain data as a plan; `where` names its origin in the message of a `PlanError`."""
    try:
        return Plan.model_validate(content)
    except ValidationError as invalid:
        lines = [
            f"  {'.'.join(str(part) for part in fault['loc']) or 'plan'}: {fault['msg']}" for fault in invalid.errors()
        ]
        raise PlanError(f"{where}: {len(lines)} fault(s) in the plan\n" + "\n".join(lines)) from None
