"""The local network: enterprises and non-firms, advice contacts, events and attendances."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from evaluation.demo.draws import Draws, days, on_weekday
from evaluation.demo.parameters import Network, ProjectParameters, Work
from evaluation.demo.stays import Term


@dataclass(frozen=True)
class Enterprise:
    """A member of the network.

    Attributes
    ----------
    code
        Pseudonym.
    role
        `enterprise`, `project_staff` or `public_office`.
    habit
        How it takes part: `regular`, `occasional`, `one_timer`, `advice_only`; of non-firms the role.
    joined, left
        First and last day in the network.
    size_class, sector
        Of enterprises only; the size may be unknown.
    """

    code: str
    role: str
    habit: str
    joined: dt.date
    left: dt.date
    size_class: str | None = None
    sector: str | None = None


@dataclass(frozen=True)
class Contact:
    """An advice contact; `hours` may be unknown."""

    enterprise: str
    day: dt.date
    topic: str
    hours: float | None


@dataclass(frozen=True)
class Event:
    """An event with the codes of those who attended."""

    day: dt.date
    kind: str
    attended: tuple[str, ...]


@dataclass(frozen=True)
class LocalNetwork:
    """Everything of a project's network, in the order of the days.

    Contacts with public offices are listed apart, so that the numbers of the contacts with enterprises stay the same.
    """

    members: tuple[Enterprise, ...]
    contacts: tuple[Contact, ...]
    office_contacts: tuple[Contact, ...]
    events: tuple[Event, ...]


EMPLOYING_KINDS = ("social_insurance", "marginal", "apprenticeship", "subsidised_16e", "subsidised_16i")
"""Kinds of jobs that have an employer outside the public office."""


def draw_network(seed: int, parameters: ProjectParameters, term: Term) -> LocalNetwork:
    """Draw the network of a project up to the cut-off date."""
    draws, network = Draws(seed, f"{parameters.project}/network"), parameters.network
    firms = sorted((_firm(draws, network, term) for _ in range(network.enterprises)), key=lambda firm: firm.joined)
    firms = [replace(firm, code=f"U-{parameters.letters}-{place:03d}") for place, firm in enumerate(firms, start=1)]
    others = _non_firms(parameters, term)
    events = _events(draws, network, term, firms, others)
    contacts = [contact for firm in firms for contact in _contacts(draws, network, term, firm)]
    known = {code for event in events for code in event.attended} | {contact.enterprise for contact in contacts}
    members = [member for member in [*firms, *others] if member.code in known or member.joined <= term.cut_off]
    contacts.sort(key=lambda contact: (contact.day, contact.enterprise))
    office_contacts = _office_contacts(Draws(seed, f"{parameters.project}/offices"), network, term, others)
    return LocalNetwork(tuple(members), tuple(contacts), tuple(office_contacts), tuple(events))


def employer(draws: Draws, work: Work, pool: list[Enterprise], start: dt.date, kind: str) -> str | None:
    """Return the employer of a job if it is an enterprise of the network at that time."""
    if kind not in EMPLOYING_KINDS or not draws.chance(work.employer_in_network):
        return None
    present = [firm.code for firm in pool if firm.role == "enterprise" and firm.joined <= start]
    return draws.pick(present) if present else None


def _firm(draws: Draws, network: Network, term: Term) -> Enterprise:
    first, last = term.within(draws.weighted(network.joining))
    joined = on_weekday(first + days(draws.whole(0, (last - first).days)), first, last)
    years = draws.exponential() / -math.log1p(-network.leaving)
    return Enterprise(
        code="",
        role="enterprise",
        habit=draws.weighted(network.types),
        joined=joined,
        left=min(joined + days(round(years * 365)), term.end),
        size_class=None if draws.chance(network.unknown_size) else draws.weighted(network.sizes),
        sector=draws.weighted(network.sectors),
    )


def _non_firms(parameters: ProjectParameters, term: Term) -> list[Enterprise]:
    members = []
    for role, letter, number in (
        ("project_staff", "M", parameters.network.staff),
        ("public_office", "A", parameters.network.offices),
    ):
        for place in range(1, number + 1):
            members.append(Enterprise(f"{letter}-{parameters.letters}-{place:02d}", role, role, term.start, term.end))
    return members


def _events(
    draws: Draws, network: Network, term: Term, firms: list[Enterprise], others: list[Enterprise]
) -> list[Event]:
    planned = []
    for year in network.events:
        first, last = term.within(year)
        kinds = [draws.weighted(network.kinds) for _ in range(network.events[year])]
        for kind in kinds + ["fair"] * network.fairs.get(year, 0):
            planned.append((on_weekday(first + days(draws.whole(0, (last - first).days)), first, last), kind))
    held = sorted(event for event in planned if event[0] <= term.cut_off)
    guests: list[set[str]] = [set() for _ in held]
    for firm in firms:
        for place in _visits(draws, network, firm, held):
            guests[place].add(firm.code)
    for other in others:
        share = network.attend_staff if other.role == "project_staff" else network.attend_office
        for attended in guests:
            if draws.chance(share):
                attended.add(other.code)
    return [Event(day, kind, tuple(sorted(codes))) for (day, kind), codes in zip(held, guests, strict=True)]


def _visits(draws: Draws, network: Network, firm: Enterprise, held: list[tuple[dt.date, str]]) -> list[int]:
    """Return the places of the events that an enterprise attends."""
    open_to = [place for place, (day, _) in enumerate(held) if firm.joined <= day <= firm.left]
    if firm.habit == "advice_only" or not open_to:
        return []
    if firm.habit == "one_timer":
        return [draws.pick(open_to)]
    share = network.attend_regular if firm.habit == "regular" else network.attend_occasional
    return [place for place in open_to if draws.chance(network.attend_fair if held[place][1] == "fair" else share)]


def _contacts(draws: Draws, network: Network, term: Term, firm: Enterprise) -> list[Contact]:
    """Draw the advice contacts: one when the enterprise is first met, further ones at random times."""
    if firm.habit != "advice_only" and not draws.chance(network.advised):
        return []
    last = min(firm.left, term.cut_off)
    day, contacts = firm.joined, []
    while day <= last:
        contacts.append(_contact(draws, network, network.topics, firm, day))
        following = day + days(1 + round(draws.exponential() / network.contacts * 365))
        day = on_weekday(following, day + days(1), term.end)
    return contacts


def _office_contacts(draws: Draws, network: Network, term: Term, others: list[Enterprise]) -> list[Contact]:
    offices = [other for other in others if other.role == "public_office"]
    contacts = []
    for _ in range(network.office_contacts):
        day = on_weekday(term.start + days(draws.whole(0, (term.end - term.start).days)), term.start, term.end)
        contacts.append(_contact(draws, network, network.office_topics, draws.pick(offices), day))
    known = [contact for contact in contacts if contact.day <= term.cut_off]
    return sorted(known, key=lambda contact: (contact.day, contact.enterprise))


def _contact(draws: Draws, network: Network, topics: Mapping[str, float], member: Enterprise, day: dt.date) -> Contact:
    shortest, longest = network.hours
    hours = draws.whole(round(shortest * 4), round(longest * 4)) / 4
    topic = draws.weighted(topics)
    return Contact(member.code, day, topic, None if draws.chance(network.unknown_hours) else hours)
