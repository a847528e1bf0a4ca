"""Persons as rows of the source tables, with pseudonyms and with planted gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.demo.cases import Case
from evaluation.demo.draws import Draws
from evaluation.demo.lives import Life, Participation
from evaluation.demo.parameters import ProjectParameters

Row = dict[str, object]
Rows = dict[str, list[Row]]

GAPS: Mapping[str, Mapping[str, object]] = {
    "gender": {"gender": None},
    "age": {"age_at_entry": None},
    "education": {"education": None},
    "status": {"status_at_entry": None, "unemployed_months": None},
    "migration_background": {"migration_background": "missing"},
    "disability": {"disability": "missing"},
    "single_parent": {"single_parent": "missing"},
    "other_disadvantage": {"other_disadvantage": "missing"},
}
"""What an incomplete record lacks, by the kind of gap; the kinds are planted in turn.

The last one concerns a further question and is planted only where it is asked.
"""


def gap_kinds(parameters: ProjectParameters) -> list[str]:
    """Return the kinds of gaps that a project can have."""
    return [kind for kind in GAPS if kind != "other_disadvantage" or kind in parameters.questions]


def incomplete_records(parameters: ProjectParameters) -> int:
    """Return the planted number of incomplete records."""
    return round(parameters.people.incomplete * parameters.people.participations)


def person_rows(seed: int, parameters: ProjectParameters, lives: Sequence[Life]) -> Rows:
    """Return the rows of the tables on persons; stays of one day have the last numbers."""
    letters = parameters.letters
    order = sorted(
        (item.stay.exit == item.stay.entry, item.stay.entry, number, place)
        for number, life in enumerate(lives, start=1)
        for place, item in enumerate(life.participations)
    )
    codes = {(number, place): f"T-{letters}-{rank:04d}" for rank, (*_, number, place) in enumerate(order, start=1)}
    forms: list[Row] = []
    tables: Rows = {"status_observations": [], "follow_ups": [], "employment_spells": [], "activities": []}
    tables["competence_measurements"] = []
    for number, life in enumerate(lives, start=1):
        person = f"P-{letters}-{number:04d}"
        for place, item in enumerate(life.participations):
            forms.append(_form(parameters, life, item, codes[number, place], person))
            _add_course(tables, item, codes[number, place])
        for job in life.jobs:
            code = f"S-{letters}-{len(tables['employment_spells']) + 1:04d}"
            row: Row = {"spell": code, "person": person, "start": job.start, "end": job.end}
            tables["employment_spells"].append(row | {"kind": job.kind, "enterprise": job.enterprise})
    _number(tables["activities"], "activity", f"AK-{letters}", ("began_on", "participation", "kind"))
    _plant_gaps(Draws(seed, f"{parameters.project}/gaps"), parameters, forms)
    _ask_only_the_employed(forms, tables["follow_ups"])
    return {**_of_forms(parameters, forms), **tables}


def case_rows(parameters: ProjectParameters, cases: Sequence[Case]) -> list[Row]:
    """Return the rows of the cases outside participations."""
    return [
        {
            "case": f"F-{parameters.letters}-{number:04d}",
            "project": parameters.project,
            "kind": case.kind,
            "opened_on": case.opened,
            "achieved_on": case.achieved,
            "gender": case.gender,
        }
        for number, case in enumerate(cases, start=1)
    ]


def _form(parameters: ProjectParameters, life: Life, item: Participation, code: str, person: str) -> Row:
    """Return everything that was asked at entry, with the exit, as one row."""
    stay, someone = item.stay, life.person
    row: Row = {"participation": code, "person": person, "project": parameters.project}
    row |= {"entry": stay.entry, "exit": stay.exit, "exit_kind": stay.exit_kind, "gender": someone.gender}
    row |= {"age_at_entry": stay.age, "status_at_entry": stay.status, "unemployed_months": stay.unemployed_months}
    row |= {"education": someone.education, "in_education_at_entry": item.in_education}
    return row | {**someone.answers, "programme_area": someone.area, **life.answers}


def _of_forms(parameters: ProjectParameters, forms: Sequence[Row]) -> Rows:
    """Return the rows of the tables that hold the forms: the usual questions, and the further ones."""
    further = set(parameters.questions)
    participations = [{name: value for name, value in form.items() if name not in further} for form in forms]
    characteristics: list[Row] = [
        {"participation": form["participation"], "characteristic": name, "answer": form[name]}
        for form in forms
        for name in parameters.questions
    ]
    return {"participations": participations, "characteristics": characteristics}


def _add_course(tables: Rows, item: Participation, code: str) -> None:
    """Add what was done, measured, established and asked in a participation and after it."""
    for seen in item.observations:
        row: Row = {"participation": code, "observed_on": seen.day, "status": seen.status, "source": seen.source}
        row |= {"job_searching": seen.job_searching, "in_education": seen.in_education}
        tables["status_observations"].append(row | {"qualification": seen.qualification})
    for enquiry in item.follow_ups:
        row = {"participation": code, "due_on": enquiry.due, "outcome": enquiry.outcome}
        row |= {"answered_on": enquiry.answered, "status": enquiry.status, "improved_situation": enquiry.improved}
        tables["follow_ups"].append(row)
    for activity in item.activities:
        row = {"participation": code, "kind": activity.kind, "began_on": activity.began, "hours": activity.hours}
        tables["activities"].append(row)
    for measurement in item.measurements:
        row = {"participation": code, "competence": measurement.competence, "measured_on": measurement.day}
        tables["competence_measurements"].append(row | {"score": measurement.score})


def _number(rows: list[Row], key: str, prefix: str, order: tuple[str, ...]) -> None:
    rows.sort(key=lambda row: [str(row[column]) for column in order])
    for number, row in enumerate(rows, start=1):
        row[key] = f"{prefix}-{number:04d}"


def _plant_gaps(draws: Draws, parameters: ProjectParameters, forms: Sequence[Row]) -> None:
    """Make a planted number of records incomplete; non-binary persons and stays of one day are left alone."""
    possible = [form for form in forms if form["gender"] != "non_binary" and form["exit"] != form["entry"]]
    kinds = gap_kinds(parameters)
    for number, form in enumerate(draws.sample(possible, incomplete_records(parameters))):
        form.update(GAPS[kinds[number % len(kinds)]])


def _ask_only_the_employed(forms: Sequence[Row], follow_ups: Sequence[Row]) -> None:
    """Leave out the improved situation of persons of whom no record says that they were employed at entry."""
    employed = {form["participation"] for form in forms if form["status_at_entry"] == "employed"}
    for row in follow_ups:
        if row["participation"] not in employed:
            row["improved_situation"] = None
