"""What enterprises gave and got: jobs reported, vacancies, hosts of work trials, staff that stayed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from evaluation.demo.cases import Case
from evaluation.demo.draws import Draws, days, on_weekday
from evaluation.demo.enterprises import Enterprise, LocalNetwork
from evaluation.demo.parameters import ProjectParameters
from evaluation.demo.records import Row, Rows
from evaluation.demo.stays import Term
from evaluation.sources.contracts import HOSTED_KINDS

_STAFF = {"micro": (3, 9), "small": (12, 48), "medium": (55, 180), "large": (250, 400), None: (3, 20)}
"""Smallest and largest number of employees by size class."""


def support_rows(seed: int, parameters: ProjectParameters, network: LocalNetwork, term: Term, persons: Rows) -> Rows:
    """Return the rows of jobs reported, vacancies and counts of staff of a project."""
    firms = [member for member in network.members if member.role == "enterprise"]
    return {
        "jobs_reported": _jobs(Draws(seed, f"{parameters.project}/jobs_reported"), parameters, firms, term),
        "vacancies": _vacancies(Draws(seed, f"{parameters.project}/vacancies"), parameters, firms, term, persons),
        "staff_reports": _staff(Draws(seed, f"{parameters.project}/staff"), parameters, network, firms, term),
    }


def add_hosts(seed: int, parameters: ProjectParameters, network: LocalNetwork, activities: Sequence[Row]) -> None:
    """Write into work trials and internships at which enterprise they took place, if it is one of the network."""
    draws = Draws(seed, f"{parameters.project}/hosts")
    for row in activities:
        row["enterprise"] = None
        if row["kind"] in HOSTED_KINDS and draws.chance(parameters.support.hosted):
            began = row["began_on"]
            there = [
                member.code
                for member in network.members
                if member.role == "enterprise" and isinstance(began, dt.date) and member.joined <= began
            ]
            row["enterprise"] = draws.pick(there) if there else None


def survival_of(seed: int, parameters: ProjectParameters, cases: Sequence[Case], term: Term) -> list[Row]:
    """Return until when each founded or settled enterprise existed and was heard of; empty cells for other cases."""
    draws, support = Draws(seed, f"{parameters.project}/survival"), parameters.support
    rows: list[Row] = []
    for case in cases:
        ended = heard = None
        if case.achieved and case.kind in ("start_up", "settlement"):
            closed = case.achieved + days(30 + round(draws.exponential() / support.closing * 365))
            told = draws.chance(support.heard)
            last = min(term.end, term.cut_off)
            ended = closed if told and closed <= last else None
            seen = min(last, case.achieved + days(draws.whole(330, 1500)))
            heard = max(seen, ended or seen) if told else case.achieved
        rows.append({"ended_on": ended, "heard_on": heard})
    return rows


def _jobs(draws: Draws, parameters: ProjectParameters, firms: Sequence[Enterprise], term: Term) -> list[Row]:
    support, rows = parameters.support, list[Row]()
    last = min(term.end, term.cut_off)
    for firm in firms:
        for kind, share in support.jobs.items():
            reports, months = draws.chance(share), draws.whole(3, 15)
            smallest, largest = support.fte
            fte = draws.whole(round(smallest * 4), round(largest * 4)) / 4
            day = on_weekday(firm.joined + days(30 * months), term.start, last)
            if reports and day <= last:
                row: Row = {"report": f"J-{parameters.letters}-{len(rows) + 1:03d}", "enterprise": firm.code}
                rows.append({**row, "project": parameters.project, "reported_on": day, "kind": kind, "fte": fte})
    return rows


def _vacancies(
    draws: Draws, parameters: ProjectParameters, firms: Sequence[Enterprise], term: Term, persons: Rows
) -> list[Row]:
    support, rows = parameters.support, list[Row]()
    last = min(term.end, term.cut_off)
    free = [row for row in persons["participations"] if row["exit"] != row["entry"]]
    for number in range(1, support.vacancies + 1 if firms else 1):
        firm = draws.pick(firms)
        surveyed = on_weekday(firm.joined + days(draws.whole(0, (last - firm.joined).days)), firm.joined, last)
        row: Row = {"vacancy": f"O-{parameters.letters}-{number:03d}", "enterprise": firm.code}
        row |= {"project": parameters.project, "surveyed_on": surveyed, "participation": None, "matched_on": None}
        matched, begins = draws.chance(support.matched), surveyed + days(draws.whole(7, 60))
        there = [one for one in free if _takes_part(one, begins)]
        if matched and there and begins <= last:
            someone = draws.pick(there)
            free.remove(someone)
            row |= {"participation": someone["participation"], "matched_on": begins}
        rows.append(row)
    return rows


def _takes_part(row: Row, day: dt.date) -> bool:
    entry, leaving = row["entry"], row["exit"]
    return isinstance(entry, dt.date) and entry <= day and (not isinstance(leaving, dt.date) or day <= leaving)


def _staff(
    draws: Draws, parameters: ProjectParameters, network: LocalNetwork, firms: Sequence[Enterprise], term: Term
) -> list[Row]:
    """Count staff where an enterprise was advised on diversity management: at that time, and a year and more later."""
    support, rows = parameters.support, list[Row]()
    if not support.staff_counts:
        return []
    first: dict[str, dt.date] = {}
    for contact in network.contacts:
        if contact.topic == "diversity":
            first.setdefault(contact.enterprise, contact.day)
    size = {firm.code: firm.size_class for firm in firms}
    for enterprise in sorted(first):
        smallest, largest = _STAFF[size[enterprise]]
        later = on_weekday(first[enterprise] + days(draws.whole(370, 480)), term.start, term.end)
        counts = draws.chance(support.staff_counts)
        for phase, day in (("before", first[enterprise]), ("after", later)):
            employees = draws.whole(smallest, largest)
            stayed = sum(draws.chance(support.staff_kept[phase]) for _ in range(employees))
            if counts and day <= term.cut_off:
                row: Row = {"enterprise": enterprise, "project": parameters.project, "phase": phase}
                rows.append(row | {"counted_on": day, "employees": employees, "stayed": stayed})
    return rows
