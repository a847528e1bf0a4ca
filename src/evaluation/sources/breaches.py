"""Which rows break the rules between columns that take more than a comparison: tables in, Boolean series out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evaluation.sources.distinct import stands_in

Tables = Mapping[str, pd.DataFrame]
"""Source tables by name."""

_FAR_AWAY = pd.Timestamp("2200-01-01")

_UNITS = {
    "area_ha": "ha",
    "population": "persons",
    "sgb2_rate": "percent",
    "unemployment_rate": "percent",
    "migration_share": "percent",
}


def looked_up(keys: pd.Series, table: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Return `column` of the first row of `table` with each key; empty where there is none."""
    known = table.dropna(subset=[key]).drop_duplicates(key).set_index(key)[column]
    return known.reindex(keys).set_axis(keys.index)  # unlike `map` it keeps the type if there are no keys


def too_young(tables: Tables) -> pd.Series:
    """Return the persons who were younger at entry than their round allows."""
    stays = tables["participations"]
    funding_round = looked_up(stays["project"], tables["projects"], "project", "funding_round")
    return stays["age_at_entry"] < looked_up(funding_round, tables["funding_rounds"], "funding_round", "minimum_age")


def still_there(tables: Tables) -> pd.Series:
    """Return the entries of persons who had not left the same project."""
    stays = tables["participations"].dropna(subset=["project", "person", "entry"])
    ordered = stays.sort_values(["project", "person", "entry"], kind="stable")
    person = [ordered["project"], ordered["person"]]
    last_day = ordered["exit"].mask(ordered["exit"].isna() & ordered["exit_kind"].isna(), _FAR_AWAY)
    return ordered["entry"] <= last_day.groupby(person).cummax().groupby(person).shift()


def foreign_area(tables: Tables) -> pd.Series:
    """Return the participations in an area that is none of the project."""
    stays, details = tables["participations"], tables["project_details"]
    stays = stays[stands_in(stays["project"], tables["projects"]["project"])]
    areas = details[details["kind"] == "programme_area"]
    known = pd.MultiIndex.from_frame(areas[["project", "text"]])
    pairs = pd.MultiIndex.from_frame(stays[["project", "programme_area"]])
    return stays["programme_area"].notna() & ~pd.Series(pairs.isin(known), index=stays.index)


def asked_before_exit(tables: Tables) -> pd.Series:
    """Return the follow-ups due before the exit, or of persons who have not left."""
    follow_ups, stays = tables["follow_ups"], tables["participations"]
    leaving = looked_up(follow_ups["participation"], stays, "participation", "exit")
    still_there = stays.loc[stays["exit"].isna() & stays["exit_kind"].isna(), "participation"]
    return stands_in(follow_ups["participation"], still_there) | (follow_ups["due_on"] < leaving)


def employed_without_job(tables: Tables) -> pd.Series:
    """Return the answers "employed" on a day that no job of the person covers."""
    follow_ups, spells = tables["follow_ups"], tables["employment_spells"]
    person = looked_up(follow_ups["participation"], tables["participations"], "participation", "person")
    claims = follow_ups.assign(person=person, row=follow_ups.index)
    jobs = claims.merge(spells[["person", "start", "end"]], on="person")
    day = jobs["answered_on"]
    begun = jobs["start"].isna() | (jobs["start"] <= day)  # an empty start is a fault of its own
    covered = jobs.loc[begun & (jobs["end"].isna() | (jobs["end"] >= day)), "row"]
    asked = (follow_ups["status"] == "employed") & follow_ups["answered_on"].notna() & person.notna()
    return asked & ~follow_ups.index.to_series().isin(covered)


def advised_itself(tables: Tables) -> pd.Series:
    """Return the contacts with the staff of a project."""
    role = looked_up(tables["advice_contacts"]["enterprise"], tables["enterprises"], "enterprise", "role")
    return role == "project_staff"


def other_name(tables: Tables) -> pd.Series:
    """Return the projects whose municipality is named differently in a row before."""
    projects = tables["projects"]
    return projects["municipality_name"] != projects.groupby("municipality")["municipality_name"].transform("first")


def wrong_unit(tables: Tables) -> pd.Series:
    """Return the context in a unit that is not that of its measure."""
    context = tables["context"]
    return context["unit"].notna() & (context["unit"] != context["measure"].map(_UNITS))


def no_whole_persons(tables: Tables) -> pd.Series:
    """Return the numbers of persons that are no whole numbers."""
    context = tables["context"]
    return (context["unit"] == "persons") & context["value"].notna() & (context["value"] % 1 != 0)


def more_stayed_than_were_there(tables: Tables) -> pd.Series:
    """Return the reports of more who stayed than were there."""
    return tables["staff_reports"]["stayed"] > tables["staff_reports"]["employees"]


def half_matched(tables: Tables) -> pd.Series:
    """Return the vacancies that name a participation without a day, or a day without a participation."""
    return tables["vacancies"]["participation"].notna() != tables["vacancies"]["matched_on"].notna()
