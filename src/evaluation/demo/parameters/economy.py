"""Parameters of the local economy: enterprises, advice and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    office_contacts
        Number of contacts in which public offices are advised; planted, not drawn.
    office_topics
        Weight of each topic of these contacts.
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
    office_contacts: int = 0
    office_topics: Mapping[str, float] = field(
        default_factory=lambda: {"personnel": 0.45, "diversity": 0.25, "other": 0.30}
    )


@dataclass(frozen=True)
class Support:
    """What enterprises gave and got.

    Attributes
    ----------
    jobs
        Share of enterprises that report new jobs, and jobs kept.
    fte
        Smallest and largest number of jobs of a report, in full-time equivalents (by the quarter).
    vacancies, matched
        Number of vacancies found out (planted), and share of them that participants fill.
    hosted
        Share of work trials and internships that take place at an enterprise of the network.
    staff_counts
        Share of the enterprises advised on diversity management that count their staff before and after.
    staff_kept
        Probability that an employee stays twelve months, before and after the advice.
    closing
        Mean number of closures per year of a founded or settled enterprise, from its second month.
    heard
        Share of founded or settled enterprises that are heard of later.
    """

    jobs: Mapping[str, float] = field(default_factory=lambda: {"created": 0.18, "secured": 0.22})
    fte: tuple[float, float] = (0.5, 4.0)
    vacancies: int = 0
    matched: float = 0.0
    hosted: float = 0.55
    staff_counts: float = 0.0
    staff_kept: Mapping[str, float] = field(default_factory=lambda: {"before": 0.74, "after": 0.82})
    closing: float = 0.22
    heard: float = 0.9
