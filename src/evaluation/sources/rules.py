"""Which rows break a rule between columns: each rule is data, a sentence and a pure function of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from evaluation.sources import breaches
from evaluation.sources.breaches import Tables, looked_up
from evaluation.sources.contracts import FIELDS_OF_ACTION


@dataclass(frozen=True)
class Rule:
    """A rule: in which column of which table the fault is shown, what it needs, which rows break it.

    Attributes
    ----------
    table, column
        Where the fault is shown.
    needs
        Columns that must be there, by table.
    broken
        From the tables to a Boolean series over the rows of `table`.
    problem, remedy
        Words of the fault.
    is_note
        Whether the rule only draws attention.
    """

    table: str
    column: str
    needs: Mapping[str, tuple[str, ...]]
    broken: Callable[[Tables], pd.Series]
    problem: str
    remedy: str
    is_note: bool = False


def _before(table: str, earlier: str, later: str) -> Rule:
    return Rule(
        table,
        later,
        {table: (earlier, later)},
        lambda tables: tables[table][later] < tables[table][earlier],
        f"{later} is before {earlier}",
        "correct one of the two days",
    )


def _outside(table: str, day: str) -> Rule:
    def broken(tables: Tables) -> pd.Series:
        rows, projects = tables[table], tables["projects"]
        start = looked_up(rows["project"], projects, "project", "start")
        return (rows[day] < start) | (rows[day] > looked_up(rows["project"], projects, "project", "end"))

    return Rule(
        table,
        day,
        {table: ("project", day), "projects": ("project", "start", "end")},
        broken,
        f"{day} is outside the term of the project",
        "correct the day, or the term in projects",
    )


def _before_entry(table: str, day: str) -> Rule:
    def broken(tables: Tables) -> pd.Series:
        rows = tables[table]
        return rows[day] < looked_up(rows["participation"], tables["participations"], "participation", "entry")

    return Rule(
        table,
        day,
        {table: ("participation", day), "participations": ("participation", "entry")},
        broken,
        f"{day} is before the entry of the participation",
        "correct the day or the participation",
    )


def _answer_contradicts(column: str) -> Rule:
    return Rule(
        "follow_ups",
        column,
        {"follow_ups": ("outcome", column)},
        lambda tables: (tables["follow_ups"]["outcome"] == "answered") != tables["follow_ups"][column].notna(),
        f"outcome and {column} contradict each other",
        f"give {column} if, and only if, the outcome is answered",
    )


RULES: tuple[Rule, ...] = (
    _before("funding_rounds", "start", "end"),
    _before("projects", "start", "end"),
    Rule(
        "projects",
        "municipality_name",
        {"projects": ("municipality", "municipality_name")},
        breaches.other_name,
        "another row names the same municipality differently",
        "use one name for one municipality key",
    ),
    Rule(
        "project_details",
        "answer",
        {"project_details": ("answer", "text")},
        lambda tables: (tables["project_details"]["answer"] == "stated") != tables["project_details"]["text"].notna(),
        "answer and text contradict each other",
        "write the text if the answer is stated, leave it empty if it is none",
    ),
    Rule(
        "project_details",
        "text",
        {"project_details": ("kind", "text")},
        lambda tables: (
            (tables["project_details"]["kind"] == "field_of_action")
            & tables["project_details"]["text"].notna()
            & ~tables["project_details"]["text"].isin(FIELDS_OF_ACTION)
        ),
        "not a field of action; one of: " + ", ".join(FIELDS_OF_ACTION),
        "use the official words",
    ),
    Rule(
        "context",
        "unit",
        {"context": ("measure", "unit")},
        breaches.wrong_unit,
        "the unit does not fit the measure",
        "correct the unit or the measure",
    ),
    Rule(
        "context",
        "value",
        {"context": ("unit", "value")},
        lambda tables: (tables["context"]["unit"] == "percent") & (tables["context"]["value"] > 100),
        "more than 100 percent",
        "correct the value",
    ),
    Rule(
        "context",
        "value",
        {"context": ("unit", "value")},
        breaches.no_whole_persons,
        "a number of persons is a whole number",
        "write it without a thousands separator",
    ),
    _before("participations", "entry", "exit"),
    _outside("participations", "entry"),
    Rule(
        "participations",
        "exit_kind",
        {"participations": ("exit", "exit_kind")},
        lambda tables: tables["participations"]["exit"].isna() != tables["participations"]["exit_kind"].isna(),
        "exit and exit_kind go together",
        "fill in both, or leave both empty while the person takes part",
    ),
    Rule(
        "participations",
        "unemployed_months",
        {"participations": ("unemployed_months", "status_at_entry")},
        lambda tables: (
            tables["participations"]["unemployed_months"].notna()
            & (tables["participations"]["status_at_entry"] != "unemployed")
        ),
        "months of unemployment although the status at entry is not unemployed",
        "correct the status, or leave the months empty",
    ),
    Rule(
        "participations",
        "age_at_entry",
        {
            "participations": ("project", "age_at_entry"),
            "projects": ("project", "funding_round"),
            "funding_rounds": ("funding_round", "minimum_age"),
        },
        breaches.too_young,
        "younger than the programme allows",
        "check the age; the record is counted as it stands",
        is_note=True,
    ),
    Rule(
        "participations",
        "entry",
        {"participations": ("person", "project", "entry", "exit", "exit_kind")},
        breaches.still_there,
        "the person is still in the same project at this entry",
        "delete the duplicate, or correct the days; a re-entry begins after the earlier exit",
    ),
    Rule(
        "participations",
        "programme_area",
        {
            "participations": ("project", "programme_area"),
            "projects": ("project",),
            "project_details": ("project", "kind", "text"),
        },
        breaches.foreign_area,
        "not a programme area of the project",
        "write the area as in project_details, or leave the cell empty",
    ),
    _before_entry("status_observations", "observed_on"),
    _before("employment_spells", "start", "end"),
    _answer_contradicts("answered_on"),
    _answer_contradicts("status"),
    Rule(
        "follow_ups",
        "improved_situation",
        {"follow_ups": ("outcome", "improved_situation")},
        lambda tables: (
            tables["follow_ups"]["improved_situation"].notna() & (tables["follow_ups"]["outcome"] != "answered")
        ),
        "an improved situation although nobody answered",
        "empty the cell, or correct the outcome",
    ),
    Rule(
        "follow_ups",
        "due_on",
        {"follow_ups": ("participation", "due_on"), "participations": ("participation", "exit", "exit_kind")},
        breaches.asked_before_exit,
        "a follow-up before the exit",
        "correct the day, or add the exit to participations",
    ),
    Rule(
        "follow_ups",
        "status",
        {
            "follow_ups": ("participation", "answered_on", "status"),
            "participations": ("participation", "person"),
            "employment_spells": ("person", "start", "end"),
        },
        breaches.employed_without_job,
        "employed, but no job of the person covers this day",
        "add the job to employment_spells, or correct the status",
    ),
    _before_entry("activities", "began_on"),
    _before_entry("competence_measurements", "measured_on"),
    _outside("cases", "opened_on"),
    _before("cases", "opened_on", "achieved_on"),
    _before("cases", "achieved_on", "ended_on"),
    _before("cases", "achieved_on", "heard_on"),
    Rule(
        "advice_contacts",
        "enterprise",
        {"advice_contacts": ("enterprise",), "enterprises": ("enterprise", "role")},
        breaches.advised_itself,
        "advice to the staff of a project",
        "correct the member or its role in enterprises",
    ),
    _outside("advice_contacts", "contacted_on"),
    _outside("events", "held_on"),
    _outside("vacancies", "surveyed_on"),
    _before("vacancies", "surveyed_on", "matched_on"),
    Rule(
        "vacancies",
        "matched_on",
        {"vacancies": ("participation", "matched_on")},
        breaches.half_matched,
        "participation and matched_on go together",
        "fill in both, or leave both empty",
    ),
    Rule(
        "staff_reports",
        "stayed",
        {"staff_reports": ("employees", "stayed")},
        breaches.more_stayed_than_were_there,
        "more stayed than were there",
        "correct one of the two numbers",
    ),
    _outside("turning_points", "changed_on"),
)
"""Every rule between columns and tables, in the order of the walk."""
