"""The demo data give back what they were drawn with."""

import json
import math

import pandas as pd
import pytest

from evaluation.cohorts import build_cases, build_cohort


@pytest.fixture(scope="module")
def demo_cohort(demo_sources, demo_plan):
    return build_cohort(demo_sources, demo_plan)


@pytest.fixture(scope="module")
def truth(demo_folder):
    return json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))["projects"]


def within_chance(hits: pd.Series, share: float, errors: float = 3.5) -> bool:
    """Return whether a share lies within Monte-Carlo error of its truth: once in 35 sound seeds it would not."""
    return abs(hits.mean() - share) <= errors * math.sqrt(share * (1 - share) / len(hits)) + 0.5 / len(hits)


def test_the_demo_data_give_back_the_placement_that_they_were_drawn_with(demo_cohort, truth):
    judged = demo_cohort[demo_cohort["status_at_entry"].isin(["unemployed", "inactive"])]
    judged = judged[judged["placement"].isin(["yes", "no", "unknown"])]
    assert set(judged["project"]) == set(truth)
    for project, rows in judged.groupby("project"):
        expected = truth[project]["expected"]
        known = rows["placement"][rows["placement"] != "unknown"]
        assert len(known) > 100
        assert within_chance(known == "yes", expected["placement_true"]), project
        assert within_chance(rows["placement"] == "yes", expected["placement_observed"]), project
        assert within_chance(rows["placement"] == "unknown", expected["unknown_at_exit"]), project


def test_the_demo_data_give_back_their_re_entries_short_stays_and_gaps(demo_cohort, demo_sources, truth):
    records = demo_sources["participations"].groupby("project").size()
    assert set(demo_cohort["project"]) == set(truth)
    for project, rows in demo_cohort.groupby("project"):
        expected = truth[project]["expected"]
        assert records[project] - len(rows) == expected["re_entries"] + expected["one_day_stays"], project
        assert (~rows["complete"]).sum() <= expected["incomplete_records"], project
        assert (~rows["complete"]).sum() >= expected["incomplete_records"] - expected["re_entries"], project


def test_every_person_of_the_demo_data_is_counted_once_in_a_project(demo_cohort, demo_sources):
    records = demo_sources["participations"]
    longer = records[records["exit"].isna() | (records["exit"] > records["entry"])]
    assert len(demo_cohort) == len(longer[["project", "person"]].drop_duplicates())
    assert not demo_cohort.duplicated(["project", "person"]).any()


def test_the_demo_data_give_back_their_cases(demo_sources, demo_plan, truth):
    cases = build_cases(demo_sources, demo_plan)
    for project, facts in truth.items():
        own = cases[cases["project"] == project]
        counted = own.groupby("kind")["achieved"].agg(["size", lambda achieved: (achieved == "yes").sum()])
        drawn = {kind: [one["number"], one["achieved"]] for kind, one in facts["expected"]["cases"].items()}
        drawn["short_contact"][0] += facts["expected"]["one_day_stays"]
        assert {kind: list(row) for kind, row in zip(counted.index, counted.to_numpy(), strict=True)} == drawn, project
