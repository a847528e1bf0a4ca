"""Parameters of the persons: who takes part, how stays and jobs run, what the project hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class People:
    """Who takes part. Shares of all participations unless said otherwise.

    Attributes
    ----------
    participations
        Number of participations, re-entries included, stays of one day not included.
    women
        Share of women among persons who are not recorded as non-binary.
    non_binary
        Number of persons recorded as non-binary; planted, not drawn.
    ages
        Weight of each age band (youngest, oldest) in completed years.
    status
        Share of each labour market status at entry.
    long_term
        Share of more than 12 months of unemployment among the unemployed.
    long_term_months
        Mean of the months beyond 12.
    education
        Share of each ISCED 2011 level.
    migration, disability, single_parent
        Share of `yes`, refusals aside.
    refusal
        Share of refused answers, for each of the three questions.
    incomplete
        Share of incomplete records; planted as a rounded number, the kinds of gaps in turn.
    unknown_area
        Share without a known programme area.
    areas
        Weight of each programme area.
    in_education
        Share in education or training at entry, by status at entry.
    unknown_in_education
        Share of whom that is not known.
    """

    participations: int
    women: float
    non_binary: int
    migration: float
    refusal: float
    incomplete: float
    areas: Mapping[str, float]
    ages: Mapping[tuple[int, int], float] = field(
        default_factory=lambda: {(27, 34): 0.26, (35, 44): 0.32, (45, 54): 0.25, (55, 63): 0.17}
    )
    status: Mapping[str, float] = field(
        default_factory=lambda: {"unemployed": 0.82, "inactive": 0.14, "employed": 0.04}
    )
    long_term: float = 0.73
    long_term_months: float = 28.0
    education: Mapping[int, float] = field(
        default_factory=lambda: {0: 0.03, 1: 0.09, 2: 0.36, 3: 0.35, 4: 0.05, 5: 0.03, 6: 0.06, 7: 0.03}
    )
    disability: float = 0.11
    single_parent: float = 0.16
    unknown_area: float = 0.015
    in_education: Mapping[str, float] = field(
        default_factory=lambda: {"unemployed": 0.01, "inactive": 0.10, "employed": 0.03}
    )
    unknown_in_education: float = 0.02


@dataclass(frozen=True)
class Stays:
    """How long participations last and how they end.

    Attributes
    ----------
    median_months, spread
        Median of the planned stay in months and standard deviation of its logarithm.
    shortened
        Factor on the stay for exits of a kind.
    floor
        Monthly weight of entries at the ends of the term beside the hump's height of 1.
    tail_months, tail
        Length of the tail at the end of the term and the factor on entries in it.
    unemployed_after
        Share that is unemployed, not inactive, when without work after the exit, by status at entry.
    drop_out
        Share of drop-outs among the leavers.
    education, other
        Share of leavers for education and for other reasons among those who neither found work nor dropped out.
    open_at_end
        Share without a recorded exit among those whose stay would outlast the project.
    last_days
        The other ones leave within so many days before the end of the project.
    re_entries
        Share of participations that are re-entries; planted as a rounded number.
    re_entry_after
        Shortest and longest break before a re-entry, in days.
    one_day
        Number of stays that end on the day of their entry, beside the participations; planted, not drawn.
    """

    median_months: float = 7.6
    spread: float = 0.45
    shortened: Mapping[str, float] = field(default_factory=lambda: {"dropped_out": 0.5, "left_for_work": 0.9})
    floor: float = 0.25
    tail_months: int = 6
    tail: float = 0.4
    unemployed_after: Mapping[str, float] = field(
        default_factory=lambda: {"unemployed": 0.87, "inactive": 0.45, "employed": 0.87}
    )
    drop_out: float = 0.20
    education: float = 0.08
    other: float = 0.07
    open_at_end: float = 0.60
    last_days: int = 20
    re_entries: float = 0.025
    re_entry_after: tuple[int, int] = (80, 300)
    one_day: int = 2


@dataclass(frozen=True)
class JobKind:
    """How often a kind of job is taken up, and how easily it is lost.

    Attributes
    ----------
    weight
        Share among the first jobs of placed persons.
    early, late
        Hazard of the end of employment per month, in the first six months (the usual probation) and after them.
    """

    weight: float
    early: float
    late: float


PROBATION_MONTHS = 6.0
"""Length of the early part of a job, in months."""


def job_kinds(early: float, late: float) -> Mapping[str, JobKind]:
    """Return all kinds of jobs; the hazards per month of jobs with social insurance differ between projects."""
    return {
        "social_insurance": JobKind(0.74, early, late),
        "marginal": JobKind(0.12, 0.080, 0.050),
        "self_employed": JobKind(0.04, 0.030, 0.030),
        "apprenticeship": JobKind(0.03, 0.030, 0.010),
        "subsidised_16e": JobKind(0.04, 0.020, 0.030),
        "subsidised_16i": JobKind(0.03, 0.015, 0.015),
    }


@dataclass(frozen=True)
class Work:
    """Jobs after (and, of the employed, before) the participation.

    Attributes
    ----------
    placement
        True share that is employed at the end of the 28 days after the exit, among leavers not employed at entry.
    long_term_factor, migration_factor
        Factor on the placement of the long-term unemployed and of persons with a migration background; the others have
        the factor that leaves the share as a whole unchanged.
    kinds
        Kinds of jobs with weight and hazards.
    starts
        Weights of the span of the first day of the job, in days after the exit.
    failed_start, failed_start_days
        Share with a job that ends within the 28 days, among those not placed who were heard of twice, and its length.
    change, change_gap
        Share of employments of 90 days or more with a change of jobs, and its gap in days (tolerated by the plan).
    return_share, return_gap
        Share of ended employments that are followed by another one, and the gap in days (not tolerated).
    later_job
        Hazard of a first job per month, of those not placed, from the 29th day after the exit.
    work_opportunity, work_opportunity_days
        Share of those not placed in a work opportunity (AGH), and its length; it counts as not employed.
    upgraded
        Share of the employed at entry who change to a job with social insurance at the exit.
    employed_kinds
        Weight of the kinds of job held at entry.
    held_since
        Shortest and longest time since the start of a job held at entry, in days.
    employer_in_network
        Share of jobs with an employer of the local network.
    """

    placement: float
    kinds: Mapping[str, JobKind]
    long_term_factor: float = 0.9
    migration_factor: float = 1.0
    starts: Mapping[tuple[int, int], float] = field(
        default_factory=lambda: {(-10, -1): 0.07, (0, 1): 0.68, (2, 20): 0.25}
    )
    failed_start: float = 0.25
    failed_start_days: tuple[int, int] = (4, 14)
    change: float = 0.20
    change_gap: tuple[int, int] = (5, 25)
    return_share: float = 0.30
    return_gap: tuple[int, int] = (40, 80)
    later_job: float = 0.018
    work_opportunity: float = 0.07
    work_opportunity_days: tuple[int, int] = (90, 270)
    upgraded: float = 0.35
    employed_kinds: Mapping[str, float] = field(
        default_factory=lambda: {"marginal": 0.60, "social_insurance": 0.28, "self_employed": 0.12}
    )
    held_since: tuple[int, int] = (60, 900)
    employer_in_network: float = 0.22


@dataclass(frozen=True)
class Knowledge:
    """What the project hears of a person after the exit.

    Attributes
    ----------
    once, twice, late, never
        Share of leavers whose status was established once or twice within the window, only after it, or never.
    window
        Days after the exit that count (ESF: four weeks).
    late_days
        Span of the late observations, in days after the exit.
    before_exit
        Share with a further observation in the two weeks before the exit, which must not count.
    follow_ups
        Whether the project asks again after the exit, and records jobs.
    observers
        Weight of each source of an observation.
    horizons
        Months after the exit at which it asks.
    lost
        Share out of reach at each horizon; who is lost stays lost.
    refused
        Share that answers no follow-up because it does not want to.
    answered_within
        Longest time from the due day to the answer, in days.
    """

    twice: float = 0.16
    late: float = 0.05
    never: float = 0.04
    window: int = 28
    late_days: tuple[int, int] = (29, 70)
    before_exit: float = 0.08
    follow_ups: bool = True
    observers: Mapping[str, float] = field(
        default_factory=lambda: {"project_record": 0.55, "participant": 0.33, "register": 0.12}
    )
    horizons: tuple[int, ...] = (3, 6, 12)
    lost: tuple[float, ...] = (0.22, 0.30, 0.38)
    refused: float = 0.04
    answered_within: int = 30

    @property
    def once(self) -> float:
        """Share of leavers whose status was established once within the window."""
        return 1 - self.twice - self.late - self.never
