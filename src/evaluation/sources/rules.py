"""Which rows break a rule between columns: each rule is data, a sentence and a pure function of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from evaluation.sources.contracts import FIELDS_OF_ACTION

Tables = Mapping[str, pd.DataFrame]

_FAR_AWAY = pd.Timestamp("2200-01-01")

_UNITS = {
    "area_ha": "ha",
    "population": "persons",
    "sgb2_rate": "percent",
    "unemployment_rate": "percent",
    "migration_share": "percent",
}


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


def _looked_up(keys: pd.Series, table: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Return `column` of the first row of `table` with each key; empty where there is none."""
    known = table.dropna(subset=[key]).drop_duplicates(key).set_index(key)[column]
    return known.reindex(keys).set_axis(keys.index)  # unlike `map` it keeps the type if there are no keys


def _before(table: str, earlier: str, later: str) -> Rule:
    return Rule(
        table,
        later,
        {table: (earlier, later)},
        lambda tables: tables[table][later] < tables[table][earlier],
        f"{later} is before {earlier}",
        "correct one of the two days",
    )


def _too_young(tables: Tables) -> pd.Series:
    stays = tables["participations"]
    funding_round = _looked_up(stays["project"], tables["projects"], "project", "funding_round")
    return stays["age_at_entry"] < _looked_up(funding_round, tables["funding_rounds"], "funding_round", "minimum_age")


def _still_there(tables: Tables) -> pd.Series:
    stays = tables["participations"].dropna(subset=["project", "person", "entry"])
    ordered = stays.sort_values(["project", "person", "entry"], kind="stable")
    person = [ordered["project"], ordered["person"]]
    last_day = ordered["exit"].mask(ordered["exit"].isna() & ordered["exit_kind"].isna(), _FAR_AWAY)
    return ordered["entry"] <= last_day.groupby(person).cummax().groupby(person).shift()


def _outside(table: str, day: str) -> Rule:
    def broken(tables: Tables) -> pd.Series:
        rows, projects = tables[table], tables["projects"]
        start = _looked_up(rows["project"], projects, "project", "start")
        return (rows[day] < start) | (rows[day] > _looked_up(rows["project"], projects, "project", "end"))

    return Rule(
        table,
        day,
        {table: ("project", day), "projects": ("project", "start", "end")},
        broken,
        f"{day} is outside the term of the project",
        "correct the day, or the term in projects",
    )


def _foreign_area(tables: Tables) -> pd.Series:
    stays, details = tables["participations"], tables["project_details"]
    stays = stays[stays["project"].isin(tables["projects"]["project"])]
    areas = details[details["kind"] == "programme_area"]
    known = pd.MultiIndex.from_frame(areas[["project", "text"]])
    pairs = pd.MultiIndex.from_frame(stays[["project", "programme_area"]])
    return stays["programme_area"].notna() & ~pd.Series(pairs.isin(known), index=stays.index)


def _before_entry(table: str, day: str) -> Rule:
    def broken(tables: Tables) -> pd.Series:
        rows = tables[table]
        return rows[day] < _looked_up(rows["participation"], tables["participations"], "participation", "entry")

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


def _asked_before_exit(tables: Tables) -> pd.Series:
    follow_ups, stays = tables["follow_ups"], tables["participations"]
    leaving = _looked_up(follow_ups["participation"], stays, "participation", "exit")
    still_there = stays.loc[stays["exit"].isna() & stays["exit_kind"].isna(), "participation"]
    return follow_ups["participation"].isin(still_there) | (follow_ups["due_on"] < leaving)


def _employed_without_job(tables: Tables) -> pd.Series:
    follow_ups, spells = tables["follow_ups"], tables["employment_spells"]
    person = _looked_up(follow_ups["participation"], tables["participations"], "participation", "person")
    claims = follow_ups.assign(person=person, row=follow_ups.index)
    jobs = claims.merge(spells[["person", "start", "end"]], on="person")
    day = jobs["answered_on"]
    begun = jobs["start"].isna() | (jobs["start"] <= day)  # an empty start is a fault of its own
    covered = jobs.loc[begun & (jobs["end"].isna() | (jobs["end"] >= day)), "row"]
    asked = (follow_ups["status"] == "employed") & follow_ups["answered_on"].notna() & person.notna()
    return asked & ~follow_ups.index.to_series().isin(covered)


def _advised_itself(tables: Tables) -> pd.Series:
    role = _looked_up(tables["advice_contacts"]["enterprise"], tables["enterprises"], "enterprise", "role")
    return role == "project_staff"


def _other_name(tables: Tables) -> pd.Series:
    projects = tables["projects"]
    return projects["municipality_name"] != projects.groupby("municipality")["municipality_name"].transform("first")


def _wrong_unit(tables: Tables) -> pd.Series:
    context = tables["context"]
    return context["unit"].notna() & (context["unit"] != context["measure"].map(_UNITS))


def _no_whole_persons(tables: Tables) -> pd.Series:
    context = tables["context"]
    return (context["unit"] == "persons") & context["value"].notna() & (context["value"] % 1 != 0)


def _more_stayed_than_were_there(tables: Tables) -> pd.Series:
    return tables["staff_reports"]["stayed"] > tables["staff_reports"]["employees"]


def _half_matched(tables: Tables) -> pd.Series:
    return tables["vacancies"]["participation"].notna() != tables["vacancies"]["matched_on"].notna()


RULES: tuple[Rule, ...] = (
    _before("funding_rounds", "start", "end"),
    _before("projects", "start", "end"),
    Rule(
        "projects",
        "municipality_name",
        {"projects": ("municipality", "municipality_name")},
        _other_name,
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
        _wrong_unit,
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
        _no_whole_persons,
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
        _too_young,
        "younger than the programme allows",
        "check the age; the record is counted as it stands",
        is_note=True,
    ),
    Rule(
        "participations",
        "entry",
        {"participations": ("person", "project", "entry", "exit", "exit_kind")},
        _still_there,
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
        _foreign_area,
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
        _asked_before_exit,
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
        _employed_without_job,
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
        _advised_itself,
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
        _half_matched,
        "participation and matched_on go together",
        "fill in both, or leave both empty",
    ),
    Rule(
        "staff_reports",
        "stayed",
        {"staff_reports": ("employees", "stayed")},
        _more_stayed_than_were_there,
        "more stayed than were there",
        "correct one of the two numbers",
    ),
    _outside("turning_points", "changed_on"),
)
"""Every rule between columns and tables, in the order of the walk."""
