"""Persons and networks as rows of the source tables, with pseudonyms and with planted gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.demo.draws import Draws
from evaluation.demo.enterprises import LocalNetwork
from evaluation.demo.lives import Life
from evaluation.demo.parameters import ProjectParameters

Row = dict[str, object]

GAPS: Mapping[str, Mapping[str, object]] = {
    "gender": {"gender": None},
    "age": {"age_at_entry": None},
    "education": {"education": None},
    "status": {"status_at_entry": None, "unemployed_months": None},
    "migration_background": {"migration_background": "missing"},
    "disability": {"disability": "missing"},
    "single_parent": {"single_parent": "missing"},
}
"""What an incomplete record lacks, by the kind of gap; the kinds are planted in turn."""

SYNTHETIC_TARGET = "Synthetischer Planwert der Demonstrationsdaten, kein Zielwert des Projekts"


def person_rows(seed: int, parameters: ProjectParameters, lives: Sequence[Life]) -> dict[str, list[Row]]:
    """Return the rows of the four tables on persons."""
    letters = parameters.letters
    tables: dict[str, list[Row]] = {
        "participations": [],
        "status_observations": [],
        "employment_spells": [],
        "follow_ups": [],
    }
    order = sorted(
        (item.stay.entry, number, place)
        for number, life in enumerate(lives, start=1)
        for place, item in enumerate(life.participations)
    )
    codes = {(number, place): f"T-{letters}-{rank:04d}" for rank, (_, number, place) in enumerate(order, start=1)}
    for number, life in enumerate(lives, start=1):
        person = f"P-{letters}-{number:04d}"
        for place in range(len(life.participations)):
            _add_participation(tables, parameters, life, place, codes[number, place], person)
        for job in life.jobs:
            code = f"S-{letters}-{len(tables['employment_spells']) + 1:04d}"
            row: Row = {"spell": code, "person": person, "start": job.start, "end": job.end}
            tables["employment_spells"].append(row | {"kind": job.kind, "enterprise": job.enterprise})
    _plant_gaps(Draws(seed, f"{parameters.project}/gaps"), parameters, tables["participations"])
    return tables


def network_rows(parameters: ProjectParameters, network: LocalNetwork, municipality: str) -> dict[str, list[Row]]:
    """Return the rows of the four tables on the local network."""
    letters, project = parameters.letters, parameters.project
    tables: dict[str, list[Row]] = {"enterprises": [], "advice_contacts": [], "events": [], "attendances": []}
    for member in network.members:
        row: Row = {"enterprise": member.code, "municipality": municipality, "role": member.role}
        tables["enterprises"].append(row | {"size_class": member.size_class, "sector": member.sector})
    for number, contact in enumerate(network.contacts, start=1):
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
            "source": SYNTHETIC_TARGET,
        }
        for target in parameters.targets
    ]


def incomplete_records(parameters: ProjectParameters) -> int:
    """Return the planted number of incomplete records."""
    return round(parameters.people.incomplete * parameters.people.participations)


def _add_participation(
    tables: dict[str, list[Row]], parameters: ProjectParameters, life: Life, place: int, code: str, person: str
) -> None:
    item, someone = life.participations[place], life.person
    stay = item.stay
    row: Row = {"participation": code, "person": person, "project": parameters.project}
    row |= {"entry": stay.entry, "exit": stay.exit, "exit_kind": stay.exit_kind, "gender": someone.gender}
    row |= {"age_at_entry": stay.age, "status_at_entry": stay.status, "unemployed_months": stay.unemployed_months}
    row |= {"education": someone.education, **someone.answers, "programme_area": someone.area}
    tables["participations"].append(row)
    for observation in item.observations:
        seen: Row = {"participation": code, "observed_on": observation.day}
        tables["status_observations"].append(seen | {"status": observation.status, "source": observation.source})
    for enquiry in item.follow_ups:
        asked: Row = {"participation": code, "due_on": enquiry.due, "outcome": enquiry.outcome}
        tables["follow_ups"].append(asked | {"answered_on": enquiry.answered, "status": enquiry.status})


def _plant_gaps(draws: Draws, parameters: ProjectParameters, rows: list[Row]) -> None:
    """Make a planted number of records incomplete; the planted number of non-binary persons is left alone."""
    possible = [row for row in rows if row["gender"] != "non_binary"]
    kinds = list(GAPS)
    for number, row in enumerate(draws.sample(possible, incomplete_records(parameters))):
        row.update(GAPS[kinds[number % len(kinds)]])
