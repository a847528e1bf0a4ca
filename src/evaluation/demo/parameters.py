"""Every parameter of the demo data, with its source.

The persons, enterprises and events are invented. Where public figures on the programme exist the parameters follow
them; `SOURCES` says so for each group, and says "assumption" where none exist. Shares are fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BBSR = "BBSR-Analysen KOMPAKT 02/2019 (BIWAQ)"
ESF_PAGE = "esfplus.de, BIWAQ in the ESF period 2014-2020 (about 41,000 participants from age 27, 5,600 enterprises)"
PROFILE = "public project profile"
ASSUMPTION = "assumption"

SOURCES: Mapping[str, str] = {
    "people": f"size: {ESF_PAGE}; education, migration: {BBSR}; age 27: {ESF_PAGE}; else {ASSUMPTION}",
    "stays": f"{ASSUMPTION}; hump-shaped entries as in the published programme monitoring",
    "work": f"placement of about one third, lower with migration background in the East: {BBSR}; else {ASSUMPTION}",
    "knowledge": ASSUMPTION,
    "network": f"number of enterprises: {ESF_PAGE}; kinds of events: {PROFILE}; else {ASSUMPTION}",
}
"""Source of each group of parameters; written into `truth.json`."""


@dataclass(frozen=True)
class People:
    """Who takes part. Shares of all participations unless said otherwise.

    Attributes
    ----------
    participations
        Number of participations, re-entries included.
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


@dataclass(frozen=True)
class Network:
    """The local enterprises and what they take part in.

    Attributes
    ----------
    enterprises, staff, offices
        Number of enterprises, of project staff and of public offices.
    joining
        Weight of each year in which enterprises are first met.
    events, fairs
        Number of events without fairs, and of fairs, in each year.
    types
        Share of regulars, occasional guests, one-timers and enterprises that only take advice.
    attend_regular, attend_occasional, attend_fair, attend_staff, attend_office
        Probability that an active enterprise (or non-firm) attends an event.
    leaving
        Probability per year that an enterprise leaves the network for good.
    advised
        Share of enterprises that are advised.
    contacts
        Mean number of further advice contacts per year of an advised enterprise.
    topics
        Weight of each topic of advice.
    kinds, sizes, sectors
        Weight of each kind of event (fairs aside), size class and sector.
    hours
        Shortest and longest advice contact, in hours (by the quarter of an hour).
    unknown_hours, unknown_size
        Share of contacts without a duration and of enterprises without a size class.
    """

    enterprises: int
    joining: Mapping[int, float]
    events: Mapping[int, int]
    fairs: Mapping[int, int]
    staff: int = 2
    offices: int = 3
    types: Mapping[str, float] = field(
        default_factory=lambda: {"regular": 0.38, "occasional": 0.30, "one_timer": 0.20, "advice_only": 0.12}
    )
    attend_regular: float = 0.38
    attend_occasional: float = 0.10
    attend_fair: float = 0.60
    attend_staff: float = 0.85
    attend_office: float = 0.45
    leaving: float = 0.28
    advised: float = 0.85
    contacts: float = 1.4
    topics: Mapping[str, float] = field(
        default_factory=lambda: {
            "personnel": 0.30,
            "start_up": 0.10,
            "settlement": 0.08,
            "marketing": 0.20,
            "digital": 0.18,
            "diversity": 0.06,
            "other": 0.08,
        }
    )
    kinds: Mapping[str, float] = field(
        default_factory=lambda: {"round_table": 0.45, "workshop": 0.30, "quarter_project": 0.15, "other": 0.10}
    )
    sizes: Mapping[str, float] = field(
        default_factory=lambda: {"micro": 0.62, "small": 0.27, "medium": 0.09, "large": 0.02}
    )
    sectors: Mapping[str, float] = field(
        default_factory=lambda: {
            "Einzelhandel": 0.24,
            "Gastronomie": 0.14,
            "Handwerk": 0.18,
            "Pflege und Gesundheit": 0.12,
            "Kultur- und Kreativwirtschaft": 0.09,
            "Gebäudedienste": 0.08,
            "Logistik": 0.06,
            "Bildung und Soziales": 0.06,
            "Wohnungswirtschaft": 0.03,
        }
    )
    hours: tuple[float, float] = (0.5, 4.0)
    unknown_hours: float = 0.05
    unknown_size: float = 0.04


@dataclass(frozen=True)
class Target:
    """A planned value (Soll) of an indicator for the whole term; `unit` is `count` or `percent`."""

    indicator: str
    value: float
    unit: str


@dataclass(frozen=True)
class ProjectParameters:
    """All parameters of one project.

    Attributes
    ----------
    project
        Code of the project in the official facts.
    letters
        Letters in the pseudonyms of its persons, jobs, enterprises and events.
    people, stays, work, knowledge, network
        The groups of parameters.
    targets
        Invented planned values.
    """

    project: str
    letters: str
    people: People
    work: Work
    network: Network
    stays: Stays = field(default_factory=Stays)
    knowledge: Knowledge = field(default_factory=Knowledge)
    targets: tuple[Target, ...] = ()
