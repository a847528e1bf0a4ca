"""The realised data lie within Monte-Carlo error of the stated truth, and every kind of dirt is there."""

import datetime as dt
import math

import pandas as pd
import pytest

from evaluation.demo import generate
from evaluation.demo.draws import Draws, add_months
from evaluation.demo.projects import BIELEFELD, FORERUNNER, JENA, LEIPZIG, POTSDAM, PROJECTS
from evaluation.demo.records import GAPS
from evaluation.demo.truth import expected
from evaluation.demo.work import draw_employments, status_on, survival

CUT_OFF = dt.date(2022, 12, 31)
ERRORS = 3.5
"""Standard errors: with about 60 comparisons a correct generator fails once in 35 seeds; the seed is fixed."""


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return generate(20190101, CUT_OFF)


def of_project(tables, parameters) -> pd.DataFrame:
    """Return the participations of a project without stays of one day, which are no participations."""
    rows = tables["participations"]
    return rows[(rows["project"] == parameters.project) & (rows["exit"] != rows["entry"])]


def agrees(hits: pd.Series, share: float) -> bool:
    error = math.sqrt(share * (1 - share) / len(hits))
    return abs(hits.mean() - share) <= ERRORS * error + 0.5 / len(hits)


def status_after_exit(tables, rows: pd.DataFrame) -> pd.Series:
    """Return the last status within 28 days of the exit of everybody whose 28 days are over."""
    due = rows[rows["exit"] + pd.Timedelta(days=28) <= pd.Timestamp(CUT_OFF)]
    seen = tables["status_observations"].merge(due[["participation", "exit"]], on="participation")
    inside = seen[(seen["observed_on"] - seen["exit"]).dt.days.between(0, 28)]
    last = inside.sort_values("observed_on").groupby("participation")["status"].last()
    return due["participation"].map(last)


@pytest.mark.parametrize("parameters", PROJECTS, ids=lambda each: each.letters)
def test_shares_of_persons(tables, parameters):
    rows, people = of_project(tables, parameters), parameters.people
    assert len(rows) == people.participations
    assert (rows["gender"] == "non_binary").sum() == people.non_binary
    assert agrees(rows["gender"][rows["gender"].isin(["female", "male"])] == "female", people.women)
    assert agrees(rows["age_at_entry"].dropna() >= 55, people.ages[(55, 63)])
    assert agrees(rows["education"].dropna() <= 2, sum(people.education[level] for level in (0, 1, 2)))
    assert agrees(rows["unemployed_months"].dropna() > 12, people.long_term)
    given = rows["migration_background"][rows["migration_background"].isin(["yes", "no"])]
    assert agrees(given == "yes", people.migration)
    assert agrees(rows["migration_background"] == "refused", people.refusal)
    assert agrees(rows["programme_area"].isna(), people.unknown_area)


@pytest.mark.parametrize("parameters", PROJECTS, ids=lambda each: each.letters)
def test_shares_of_leavers(tables, parameters):
    rows = of_project(tables, parameters)
    truth = expected(parameters)
    left = rows[rows["exit"].notna()]
    assert agrees(left["exit_kind"] == "dropped_out", truth["drop_out_of_leavers"])
    looking = rows[rows["status_at_entry"].isin(["unemployed", "inactive"]) & rows["exit"].notna()]
    status = status_after_exit(tables, looking)
    assert agrees(status == "employed", truth["placement_observed"])
    assert agrees(status.isna(), truth["unknown_at_exit"])
    months = (left["exit"] - left["entry"]).dt.days.median() / 30.4375
    assert months == pytest.approx(2.6 if parameters is FORERUNNER else 6.5, abs=0.6)


@pytest.mark.parametrize("parameters", PROJECTS[:4], ids=lambda each: each.letters)
def test_who_answers_the_follow_ups(tables, parameters):
    rows = tables["follow_ups"].merge(of_project(tables, parameters)[["participation", "exit"]], on="participation")
    for months, shares in expected(parameters)["follow_up"].items():
        wave = rows[rows["due_on"] == rows["exit"] + pd.DateOffset(months=int(months))]
        assert agrees(wave["outcome"] == "lost", shares["lost"])
        assert agrees(wave["outcome"] == "refused", shares["refused"])


@pytest.mark.parametrize("parameters", [JENA, BIELEFELD], ids=lambda each: each.letters)
def test_employments_survive_as_stated(parameters):
    draws, start, number = Draws(3, "test"), dt.date(2020, 3, 15), 4000
    stated = expected(parameters)["stability_from_job_start"]["social_insurance"]
    chains = [draw_employments(draws, parameters.work, start, "social_insurance") for _ in range(number)]
    for months in (3, 6, 12):
        day = add_months(start, months)
        point = pd.Series([status_on(chain, day, "unemployed") == "employed" for chain in chains])
        assert agrees(point, stated["point"][str(months)])
        lasting = pd.Series([unbroken_until(chain) >= day for chain in chains])
        assert agrees(lasting, stated["continuous"][str(months)])
        assert stated["continuous"][str(months)] == survival(parameters.work.kinds["social_insurance"], months)


def unbroken_until(chain) -> dt.date:
    end = chain[0].end
    for job in chain[1:]:
        if (job.start - end).days - 1 > 28:
            break
        end = job.end
    return end


def test_entries_have_a_hump_and_a_tail(tables):
    rows = tables["participations"]
    years = rows[rows["project"] != FORERUNNER.project]["entry"].dt.year.value_counts()
    assert years[[2020, 2021]].min() > 1.5 * years[[2019, 2022]].max()
    assert (rows["entry"] > pd.Timestamp("2022-07-01")).any()


def test_each_kind_of_gap_is_planted_and_no_more(tables):
    rows = tables["participations"]
    questions = ["migration_background", "disability", "single_parent"]
    blank = rows[["gender", "age_at_entry", "education", "status_at_entry"]].isna()
    further = tables["characteristics"]
    missing = set(further["participation"][further["answer"] == "missing"])
    asked = rows["participation"].isin(missing).rename("other_disadvantage")
    gaps = pd.concat([blank, rows[questions] == "missing", asked], axis=1)
    assert gaps.any().all()
    assert set(further["characteristic"][further["answer"] == "missing"]) == {"other_disadvantage"}
    assert len(gaps.columns) == len(GAPS)
    assert gaps.any(axis=1).sum() == sum(round(p.people.incomplete * p.people.participations) for p in PROJECTS)


def test_small_cells_are_there(tables):
    rows = tables["participations"]
    counts = rows[rows["gender"] == "non_binary"].groupby("project").size()
    assert counts.max() >= 6
    assert FORERUNNER.project not in counts.index
    assert counts.drop(LEIPZIG.project).between(1, 3).all()


def test_re_entries_open_participations_and_recent_exits_are_there(tables):
    for parameters in PROJECTS[:4]:
        rows = of_project(tables, parameters)
        again = len(rows) - rows["person"].nunique()
        assert again == round(0.025 * parameters.people.participations)
        assert 0.02 <= rows["exit"].isna().mean() <= 0.07
        assert (rows["exit"] + pd.Timedelta(days=28) > pd.Timestamp(CUT_OFF)).any()


def test_observations_show_every_case_of_the_rule_of_28_days(tables):
    seen = tables["status_observations"].merge(tables["participations"][["participation", "exit"]], on="participation")
    seen["day"] = (seen["observed_on"] - seen["exit"]).dt.days
    inside = seen[seen["day"].between(0, 28)].sort_values(["participation", "day"])
    turns = inside.groupby("participation")["status"].agg(["first", "last", "size"])
    two = turns[turns["size"] == 2]
    assert ((two["first"] != "employed") & (two["last"] == "employed")).any()
    assert ((two["first"] == "employed") & (two["last"] != "employed")).any()
    assert (seen["day"] < 0).any()
    late = seen[seen["day"] > 28]
    assert (~late["participation"].isin(inside["participation"])).any()
    left = tables["participations"].dropna(subset=["exit"])
    assert (~left["participation"].isin(seen["participation"])).any()


def test_jobs_show_every_kind_short_and_long_gaps_and_open_ends(tables):
    jobs = tables["employment_spells"].sort_values(["person", "start"])
    assert set(jobs["kind"]) == {*JENA.work.kinds, "work_opportunity"}
    assert jobs["kind"].value_counts().idxmax() == "social_insurance"
    following = jobs["person"].eq(jobs["person"].shift())
    gaps = ((jobs["start"] - jobs["end"].shift()).dt.days - 1)[following]
    assert gaps.between(5, 25).any()
    assert gaps.between(40, 80).any()
    assert jobs["end"].isna().any()
    assert jobs["enterprise"].notna().any()
    roles = tables["enterprises"].set_index("enterprise")["role"]
    assert (jobs["enterprise"].dropna().map(roles) == "enterprise").all()


def test_networks_have_regulars_leavers_and_newcomers(tables):
    met = tables["attendances"].merge(tables["events"], on="event").merge(tables["enterprises"], on="enterprise")
    met = met[(met["role"] == "enterprise") & (met["kind"] != "fair")]
    for parameters in (JENA, LEIPZIG, POTSDAM, BIELEFELD):
        own = met[met["project"] == parameters.project]
        counts = own.groupby([own["held_on"].dt.year, "enterprise"]).size()
        active = {year: set(counts[year][counts[year] >= 2].index) for year in range(2019, 2023)}
        kept = sum(len(active[year] & active[year - 1]) for year in range(2020, 2023))
        base = sum(len(active[year - 1]) for year in range(2020, 2023))
        assert 0.40 <= kept / base <= 0.75
        assert len(active[2022] - active[2019] - active[2020] - active[2021]) > 0
        assert (own.groupby("enterprise").size() == 1).any()


def test_fairs_draw_many_and_non_firms_attend(tables):
    met = tables["attendances"].merge(tables["events"], on="event").merge(tables["enterprises"], on="enterprise")
    sizes = met.groupby(["event", "kind"]).size().reset_index(name="guests")
    fairs = sizes["kind"] == "fair"
    assert sizes[fairs]["guests"].mean() > 1.3 * sizes[~fairs]["guests"].mean()
    assert set(met["role"]) == {"enterprise", "project_staff", "public_office"}


def test_the_forerunner_turned_to_enterprises_in_2006(tables):
    for name, day in (("advice_contacts", "contacted_on"), ("events", "held_on")):
        rows = tables[name]
        years = rows[rows["project"] == FORERUNNER.project][day].dt.year.value_counts()
        assert years.get(2006, 0) > 2 * years.get(2005, 0)
        assert years.sum() > 25


def test_targets_are_marked_as_synthetic_and_some_are_missed(tables):
    targets = tables["targets"]
    assert targets["source"].str.contains("Synthetisch").all()
    assert FORERUNNER.project not in set(targets["project"])
    planned = targets[targets["indicator"] == "entries"].set_index("project")["target"]
    entries = tables["participations"].groupby("project").size()
    assert entries[LEIPZIG.project] < planned[LEIPZIG.project]
    assert entries[JENA.project] > planned[JENA.project]


def test_the_data_set_says_that_it_is_synthetic(tables):
    assert tables["dataset"]["synthetic"].tolist() == ["yes"]
    assert "synthetische Personen" in tables["dataset"]["provider"][0]
