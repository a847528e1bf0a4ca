"""Random source records of small projects: valid, with most exits, jobs, answers and questions near each other.

What is drawn is a seed, and the records follow from it: they depend on each other too much to be drawn one by one.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from evaluation.sources.contracts import (
    ACTIVITY_KINDS,
    CASE_KINDS,
    CHARACTERISTICS,
    COMPETENCES,
    EXIT_KINDS,
    SENSITIVE_ANSWERS,
    SPELL_KINDS,
)

Tables = dict[str, list[dict[str, Any]]]

DAY_ZERO = pd.Timestamp("2020-01-01")
CUT_OFFS = st.integers(100, 1000).map(lambda day: (DAY_ZERO + pd.Timedelta(days=day)).date())
SEEDS = st.integers(0, 2**32)

TABLES = (
    "participations",
    "status_observations",
    "employment_spells",
    "follow_ups",
    "characteristics",
    "activities",
    "competence_measurements",
    "cases",
)
CODES = ("participation", "person", "spell", "activity", "case")
ANSWERS = ("yes", "no", None)
STATUSES = ("employed", "employed", "unemployed", "inactive")
COUNTED_OFTEN = ("social_insurance",) * 5


def on(day: int) -> str:
    """Return the day so many days after the first of all."""
    return (DAY_ZERO + pd.Timedelta(days=day)).date().isoformat()


class Drawn(dict[str, list[dict[str, Any]]]):
    """Records that tell, where a law fails, from which seed they follow: all their rows would be too long to read."""

    def __init__(self, tables: Tables, seed: int) -> None:
        super().__init__(tables)
        self._seed = seed

    def __repr__(self) -> str:
        return f"<records of seed {self._seed}>"


def worlds(**choices: Any) -> st.SearchStrategy[Tables]:
    """Draw the records of one project; the choices are those of `records_of`."""
    return SEEDS.map(lambda seed: Drawn(records_of(Random(seed), **choices), seed))  # noqa: S311


def together(*parts: Tables) -> Tables:
    """Return the rows of several records, table by table."""
    return {name: [row for part in parts for row in part[name]] for name in TABLES}


def renamed(tables: Tables) -> Tables:
    """Return the same records of other persons."""
    return {
        name: [{column: f"x{value}" if column in CODES else value for column, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def records_of(
    chance: Random,
    project: str = "A",
    letters: str = "",
    persons: int = 20,
    *,
    re_entries: bool = True,
    everybody_answers: bool = False,
) -> Tables:
    """Return the records of a project.

    Parameters
    ----------
    chance
        Where randomness comes from.
    project, letters
        The project, and the beginning of all codes.
    persons
        How many persons took part.
    re_entries
        Whether some came back after they had left.
    everybody_answers
        Whether each question that is asked has a row for everybody, so that nobody's answer is missing for want of one.
    """
    tables: Tables = {name: [] for name in TABLES}
    asked = chance.sample(CHARACTERISTICS, 3)
    for number in range(persons):
        _live(chance, tables, f"{letters}{number}", project, re_entries=re_entries)
    for stay in tables["participations"]:
        for question in asked:
            if everybody_answers or chance.random() < 0.7:
                answer = {"characteristic": question, "answer": chance.choice(SENSITIVE_ANSWERS)}
                tables["characteristics"].append({"participation": stay["participation"], **answer})
    tables["cases"] += [
        {"case": f"F{letters}{number}", "project": project, "kind": chance.choice(CASE_KINDS), "opened_on": on(opened)}
        | {"achieved_on": chance.choice([None, on(opened + 50)]), "gender": _gender(chance)}
        for number, opened in enumerate(chance.sample(range(400), chance.randint(0, 5)))
    ]
    return tables


def _gender(chance: Random) -> str | None:
    return chance.choice(["female", "female", "male", "male", "non_binary", None])


def _live(chance: Random, tables: Tables, name: str, project: str, *, re_entries: bool) -> None:
    """Add a person with one stay or two, and what became known of it."""
    person, day, taken = f"P{name}", chance.randint(0, 200), set[int]()
    for stay in range(chance.randint(1, 2 if re_entries else 1)):
        code, leaving = f"T{name}-{stay}", day + chance.randint(0, 300)
        row = {"participation": code, "person": person, "project": project, "entry": on(day), **_facts(chance)}
        tables["participations"].append(row)
        _take_part(chance, tables, code, day)
        if chance.random() < 0.15:
            break
        row |= {"exit": on(leaving), "exit_kind": chance.choice([*EXIT_KINDS, "dropped_out"])}
        _be_seen(chance, tables, code, leaving, taken)
        _answer(chance, tables, code, leaving, taken)
        _work(chance, tables, f"S{name}-{stay}", person, leaving + chance.randint(-30, 20))
        day = leaving + chance.randint(1, 100)


def _facts(chance: Random) -> dict[str, Any]:
    status = chance.choice(["unemployed"] * 5 + ["inactive"] * 2 + ["employed"] * 2 + [None])
    sensitive = ("migration_background", "disability", "single_parent")
    return {
        "gender": _gender(chance),
        "age_at_entry": chance.choice([17, 24, 25, 29, 40, 40, 54, 55, 60, None]),
        "status_at_entry": status,
        "unemployed_months": chance.choice([None, 6, 7, 12, 13, 30]) if status == "unemployed" else None,
        "education": chance.choice([0, 1, 2, 2, 3, 3, 4, 5, 8, None]),
        "in_education_at_entry": chance.choice(["no", "no", "yes", None]),
        "programme_area": chance.choice(["Nord", "Süd", None]),
        **{name: chance.choice(["yes", "no", "no", "no", "refused", "refused", "missing"]) for name in sensitive},
    }


def _take_part(chance: Random, tables: Tables, code: str, day: int) -> None:
    tables["activities"] += [
        {"activity": f"M{code}-{number}", "participation": code, "kind": chance.choice(ACTIVITY_KINDS)}
        | {"began_on": on(day + chance.randint(0, 100)), "hours": chance.choice([None, 8.0, 20.0, 160.0])}
        for number in range(chance.choice([0, 1, 3]))
    ]
    tables["competence_measurements"] += [
        {"participation": code, "competence": name, "measured_on": on(day + after), "score": chance.randint(0, 100)}
        for name in chance.sample(COMPETENCES, 2)
        for after in chance.sample(range(200), chance.choice([1, 2, 2, 3]))
    ]


def _be_seen(chance: Random, tables: Tables, code: str, leaving: int, taken: set[int]) -> None:
    days = {leaving + after for after in chance.sample([0, 5, 10, 28, 29], chance.choice([0, 1, 1, 2, 3]))} - taken
    tables["status_observations"] += [
        {"participation": code, "observed_on": on(day), "status": chance.choice(STATUSES)}
        | {name: chance.choice(ANSWERS) for name in ("job_searching", "in_education", "qualification")}
        for day in sorted(days)
    ]
    taken |= days  # of two statuses on one day nobody knows which came last


def _answer(chance: Random, tables: Tables, code: str, leaving: int, taken: set[int]) -> None:
    days = {leaving + after for after in chance.sample([*range(90, 500), *range(181, 230)], chance.choice([0, 1, 2]))}
    tables["follow_ups"] += [
        {"participation": code, "due_on": on(day), "answered_on": on(day), "status": chance.choice(STATUSES)}
        | {"improved_situation": chance.choice(ANSWERS)}
        for day in sorted(days - taken)
    ]
    taken |= days


def _work(chance: Random, tables: Tables, code: str, person: str, start: int) -> None:
    for place in range(chance.choice([0, 1, 1, 2, 3])):
        last = None if chance.random() < 0.3 else start + chance.randint(0, 300)
        spell = {"spell": f"{code}-{place}", "person": person, "kind": chance.choice([*COUNTED_OFTEN, *SPELL_KINDS])}
        tables["employment_spells"].append(spell | {"start": on(start), "end": None if last is None else on(last)})
        start = (last or start) + chance.choice([1, 15, 29, 30, -20, 100])


def followed(random, persons=120):
    """Return records of persons who found work before they left, soon or late, and of whom one hears for some time."""
    tables = {"participations": [], "employment_spells": [], "status_observations": []}
    for number in range(persons):
        began, left = sorted(random.sample(range(2, 540), 2))
        lasted, heard = random.choice([1, 20, 60, 89, 91, 92, 150, 183, 366, 900]), random.choice([0, 40, 92, 200, 400])
        entry = pd.Timestamp("2020-01-01")
        start, exit_, cut_off = (entry + pd.Timedelta(days=days) for days in (began, left, 546))
        end = start + pd.Timedelta(days=left - began + lasted)
        who = {"participation": f"T{number}", "person": f"P{number}"}
        tables["participations"].append(
            {**who, "entry": str(entry.date()), "exit": str(exit_.date()), "gender": random.choice(["female", "male"])}
        )
        known = end <= cut_off and random.random() < 0.7
        spell = {"person": who["person"], "start": str(start.date())} | ({"end": str(end.date())} if known else {})
        tables["employment_spells"].append(spell)
        observed = {"participation": who["participation"], "status": "employed"}
        days = (exit_, exit_ + pd.Timedelta(days=heard)) if heard else (exit_,)
        tables["status_observations"] += [observed | {"observed_on": str(day.date())} for day in days]
    return tables
