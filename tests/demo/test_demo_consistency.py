"""The tables hold together: contracts, references, dates, and nothing known that nobody could know."""

import datetime as dt

import pandas as pd
import pytest

from evaluation.demo import generate
from evaluation.demo.projects import PROJECTS
from evaluation.sources.contracts import CONTRACTS

CUT_OFF = dt.date(2022, 12, 31)


@pytest.fixture(scope="module", params=[20190101, 7])
def tables(request) -> dict[str, pd.DataFrame]:
    return generate(request.param, CUT_OFF)


@pytest.mark.parametrize("name", CONTRACTS)
def test_tables_keep_their_contract(tables, name):
    contract, table = CONTRACTS[name], tables[name]
    contract.schema.validate(table, lazy=True)
    assert list(table.columns) == list(contract.schema.columns)
    assert not table.duplicated(list(contract.key)).any()
    for reference in contract.references:
        pointers = table[reference.column].dropna()
        assert pointers.isin(tables[reference.table][reference.key]).all(), reference


def test_nothing_is_dated_after_the_cut_off(tables):
    for name, table in tables.items():
        if name in ("funding_rounds", "projects"):
            continue
        for column in table.select_dtypes("datetime"):
            assert not (table[column] > pd.Timestamp(CUT_OFF)).any(), (name, column)


def test_participations_lie_in_the_term_and_do_not_overlap(tables):
    rows = tables["participations"].merge(tables["projects"][["project", "start", "end"]], on="project")
    assert (rows["entry"] >= rows["start"]).all()
    left = rows["exit"].dropna()
    assert (left <= rows["end"].loc[left.index]).all()
    stayed = (left - rows["entry"].loc[left.index]).dt.days
    assert stayed.where(stayed > 0).min() >= 14
    assert (stayed == 0).sum() == sum(each.stays.one_day for each in PROJECTS)
    assert (rows["exit"].isna() == rows["exit_kind"].isna()).all()
    ordered = rows.sort_values(["person", "entry"])
    again = ordered["person"].eq(ordered["person"].shift())
    assert again.any()
    assert (ordered["entry"][again] > ordered["exit"].shift()[again]).all()
    assert ordered.groupby("person")["project"].nunique().eq(1).all()


def test_a_re_entry_repeats_what_does_not_change(tables):
    rows = tables["participations"]
    for column in ("gender", "education"):
        assert rows.groupby("person")[column].nunique().le(1).all()


def test_answers_fit_the_status(tables):
    rows = tables["participations"]
    known = rows["unemployed_months"].notna()
    assert (rows["status_at_entry"][known] == "unemployed").all()
    assert known[rows["status_at_entry"] == "unemployed"].all()
    minimum = tables["projects"].merge(tables["funding_rounds"], on="funding_round").set_index("project")["minimum_age"]
    ages = rows.dropna(subset=["age_at_entry"])
    assert not (ages["age_at_entry"] < ages["project"].map(minimum)).fillna(False).any()


def test_programme_areas_are_those_of_the_profile(tables):
    details = tables["project_details"]
    areas = details[details["kind"] == "programme_area"]
    for parameters in PROJECTS:
        of_project = areas[areas["project"] == parameters.project]
        metadata = of_project[of_project["stated_in"] == "metadata"]
        allowed = set((metadata if len(metadata) else of_project)["text"])
        rows = tables["participations"][tables["participations"]["project"] == parameters.project]
        assert set(rows["programme_area"].dropna()) == allowed


def last_information(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Return the last day on which anything was heard of each person."""
    rows = tables["participations"]
    persons = rows.set_index("participation")["person"]
    days = [rows[["person"]].assign(day=rows["exit"].fillna(rows["entry"]))]
    for name, column in (("status_observations", "observed_on"), ("follow_ups", "answered_on")):
        seen = tables[name][["participation", column]].dropna()
        days.append(pd.DataFrame({"person": seen["participation"].map(persons), "day": seen[column]}))
    return pd.concat(days).groupby("person")["day"].max()


def test_jobs_are_known_only_up_to_the_last_information(tables):
    jobs = tables["employment_spells"]
    heard = jobs["person"].map(last_information(tables))
    assert (jobs["start"] <= heard).all()
    ended = jobs["end"].notna()
    assert (jobs["end"][ended] <= heard[ended]).all()
    assert (jobs["end"][ended] >= jobs["start"][ended]).all()


def test_jobs_of_a_person_do_not_overlap(tables):
    jobs = tables["employment_spells"].sort_values(["person", "start"])
    following = jobs["person"].eq(jobs["person"].shift())
    assert (jobs["start"][following] > jobs["end"].shift()[following]).all()


def test_every_stated_status_fits_the_jobs_of_the_day(tables):
    rows = tables["participations"]
    project_of, person_of = (
        dict(zip(rows["participation"], rows[name], strict=True)) for name in ("project", "person")
    )
    jobs = dict(list(tables["employment_spells"].groupby("person")))
    with_jobs = {each.project for each in PROJECTS if each.knowledge.follow_ups}
    stated = pd.concat(
        [
            tables["status_observations"][["participation", "observed_on", "status"]].set_axis(
                ["participation", "day", "status"], axis=1
            ),
            tables["follow_ups"][["participation", "answered_on", "status"]]
            .set_axis(["participation", "day", "status"], axis=1)
            .dropna(subset=["day"]),
        ]
    )
    stated = stated[stated["participation"].map(project_of).isin(with_jobs)]
    assert len(stated) > 1000
    for participation, day, status in stated.itertuples(index=False):
        own = jobs.get(person_of[participation])
        covering = [] if own is None else own[(own["start"] <= day) & ~(own["end"] < day)]["kind"].tolist()
        if covering == ["work_opportunity"]:
            assert status == "inactive"
        else:
            assert (status == "employed") == bool(covering), (participation, day)


def test_follow_ups_are_due_by_the_calendar_and_answered_within_a_month(tables):
    rows = tables["follow_ups"].merge(tables["participations"][["participation", "exit"]], on="participation")
    allowed = [rows["exit"] + pd.DateOffset(months=months) for months in (3, 6, 12)]
    assert pd.concat([rows["due_on"] == each for each in allowed], axis=1).any(axis=1).all()
    answered = rows[rows["outcome"] == "answered"]
    delay = (answered["answered_on"] - answered["due_on"]).dt.days
    assert delay.between(0, 30).all()
    assert answered["status"].notna().all()
    silent = rows[rows["outcome"] != "answered"]
    assert silent[["answered_on", "status", "improved_situation"]].isna().all(axis=None)


def test_who_is_lost_stays_lost(tables):
    rows = tables["follow_ups"].sort_values(["participation", "due_on"])
    silent = rows["outcome"].ne("answered")
    assert (silent & rows["participation"].duplicated()).any()
    for _, group in silent.groupby(rows["participation"]):
        assert group.is_monotonic_increasing


def test_leaving_for_work_is_a_job_that_was_heard_of(tables):
    rows = tables["participations"]
    projects = {each.project for each in PROJECTS if each.knowledge.follow_ups}
    left = rows[(rows["exit_kind"] == "left_for_work") & rows["project"].isin(projects)]
    late = left["exit"] + pd.Timedelta(days=28) > pd.Timestamp(CUT_OFF)
    assert left[~late]["person"].isin(tables["employment_spells"]["person"]).all()


def test_the_forerunner_collected_no_jobs_and_asked_nobody_again(tables):
    rows = tables["participations"]
    forerunner = rows[rows["project"] == PROJECTS[-1].project]
    assert not tables["follow_ups"]["participation"].isin(forerunner["participation"]).any()
    assert not tables["employment_spells"]["person"].isin(forerunner["person"]).any()
    assert tables["status_observations"]["participation"].isin(forerunner["participation"]).any()


def test_contacts_and_events_meet_enterprises_of_their_own_town(tables):
    towns = tables["projects"].set_index("project")["municipality"]
    seats = tables["enterprises"].set_index("enterprise")["municipality"]
    contacts = tables["advice_contacts"]
    assert (contacts["enterprise"].map(seats) == contacts["project"].map(towns)).all()
    met = tables["attendances"].merge(tables["events"], on="event")
    assert (met["enterprise"].map(seats) == met["project"].map(towns)).all()


def test_pseudonyms_are_unique_across_projects(tables):
    people = tables["participations"]
    assert people["participation"].is_unique
    assert people["person"].str.fullmatch(r"P-[A-Z]{3}-\d{4}").all()
    assert people.groupby(people["person"].str[2:5])["project"].nunique().eq(1).all()
