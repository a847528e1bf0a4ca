"""Networks, planned values and sums of money as rows of the source tables."""

from __future__ import annotations

from evaluation.demo.enterprises import LocalNetwork
from evaluation.demo.parameters import ProjectParameters
from evaluation.demo.records import Row, Rows
from evaluation.demo.stays import Term

SYNTHETIC_TARGET = "Synthetischer Planwert der Demonstrationsdaten, kein Zielwert des Projekts"
SYNTHETIC_SUM = "Synthetischer Betrag der Demonstrationsdaten, kein Betrag des Projekts"


def network_rows(parameters: ProjectParameters, network: LocalNetwork, municipality: str) -> Rows:
    """Return the rows of the four tables on the local network."""
    letters, project = parameters.letters, parameters.project
    tables: Rows = {"enterprises": [], "advice_contacts": [], "events": [], "attendances": []}
    for member in network.members:
        row: Row = {"enterprise": member.code, "municipality": municipality, "role": member.role}
        tables["enterprises"].append(row | {"size_class": member.size_class, "sector": member.sector})
    for number, contact in enumerate((*network.contacts, *network.office_contacts), start=1):
        row = {"contact": f"K-{letters}-{number:04d}", "enterprise": contact.enterprise, "project": project}
        row |= {"contacted_on": contact.day, "topic": contact.topic, "hours": contact.hours}
        tables["advice_contacts"].append(row)
    for number, event in enumerate(network.events, start=1):
        code = f"V-{letters}-{number:03d}"
        tables["events"].append({"event": code, "project": project, "held_on": event.day, "kind": event.kind})
        tables["attendances"] += [{"event": code, "enterprise": attended} for attended in event.attended]
    return tables


def target_rows(parameters: ProjectParameters) -> list[Row]:
    """Return the invented planned values of a project, marked as such."""
    return [
        {
            "project": parameters.project,
            "indicator": target.indicator,
            "target": target.value,
            "unit": target.unit,
            "pro_rata": "yes" if target.pro_rata else "no",
            "source": SYNTHETIC_TARGET,
        }
        for target in parameters.targets
    ]


def budget_rows(parameters: ProjectParameters, term: Term) -> list[Row]:
    """Return the invented sums of money of a project, marked as such: the plan, and what is spent at the cut-off."""
    budget, as_of = parameters.budget, min(term.cut_off, term.end)
    if budget is None:
        return []
    elapsed = max(0, (as_of - term.start).days + 1) / ((term.end - term.start).days + 1)
    spent = round(budget.planned * budget.spent * elapsed, -2)
    common: Row = {"project": parameters.project, "source": SYNTHETIC_SUM}
    return [
        {**common, "kind": "planned", "amount": budget.planned, "as_of": term.end},
        {**common, "kind": "spent", "amount": spent, "as_of": as_of},
    ]
