"""The curves: how long jobs lasted, and how long it took from the entry to the first job or to dropping out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicators.frames import NOBODY, PLAN, cohort, projects
from pandas.testing import assert_frame_equal
from specifications.records import plan_with

from evaluation.indicators import measure_curves
from evaluation.results import CURVE_COLUMNS
from evaluation.sources.contracts import GENDERS

JOBS = cohort(
    """
    gender complete status_at_entry job_start  job_days job_ended
    female yes      unemployed      2020-01-01 30       yes
    female yes      inactive        2020-01-01 100      no
    male   yes      unemployed      2020-01-01 200      no
    male   no       unemployed      2020-01-01 10       yes        # incomplete record: no case
    male   yes      employed        2020-01-01 10       yes        # was employed at entry: no case
    male   yes      unemployed      -          -        no         # was not placed: no case
    """
)


def curve(curves: pd.DataFrame, name: str, group: str = "total", project: str = "A") -> pd.DataFrame:
    own = curves[(curves["indicator"] == name) & (curves["group"] == group) & (curves["project"] == project)]
    return own.set_index("month")


def test_curves_have_their_documented_columns():
    curves = measure_curves(JOBS, projects(), PLAN)
    assert list(curves) == list(CURVE_COLUMNS)
    assert set(curves["status"]) == {"published"}


def test_the_curve_of_jobs_counts_the_persons_of_the_stability_indicators():
    curves = measure_curves(JOBS, projects(), PLAN)
    assert set(curves["indicator"]) == {"job_survival"}
    at_start = curves[curves["month"] == 0].set_index("group")
    assert at_start["n"].to_dict() == {"total": 3, "female": 2, "male": 1}
    total = curve(curves, "job_survival")
    assert total.index.tolist() == list(range(PLAN.stability.curve_months + 1))
    assert total["events"].to_dict() == {month: int(month > 0) for month in total.index}
    assert total.loc[1, "estimate"] == pytest.approx(2 / 3)
    assert total.loc[6, "n"] == 1
    assert pd.isna(total.loc[7, "estimate"])  # nobody at risk any more


@given(st.lists(st.tuples(st.integers(1, 700), st.booleans(), st.sampled_from(GENDERS)), max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_curve_of_judged_jobs_is_the_same_whoever_is_not_mature(early):
    """However many they are and whatever became of them: nobody finds them there, not even who knows the rule."""
    assert_frame_equal(survival(PLAN, early), survival(PLAN))
    if early:
        everybody = plan_with(cut_off="2020-06-30", horizons_months=[6, 12], curve_jobs="all")
        assert survival(everybody, early)["n"].iloc[0] == survival(everybody)["n"].iloc[0] + len(early)


def survival(plan, early=()):
    """Return the curve of four judged jobs, with others that the first horizon does not judge yet."""
    assert plan.stability.modes[0] == "point"
    header = "gender status_at_entry job_start job_days job_ended stable_6_point"
    lines = ["female unemployed 2020-01-01 30 yes no", "male unemployed 2020-01-01 90 no unknown"]
    lines += ["female inactive 2020-01-01 150 yes no", "non_binary inactive 2020-01-01 400 no yes"]
    lines += [f"{who} unemployed 2020-01-01 {days} {'yes' if ended else 'no'} not_mature" for days, ended, who in early]
    persons = cohort("\n".join([header, *lines]))
    curves = measure_curves(persons, projects(), plan)
    total = curves["group"] == "total"
    return pd.concat([curves[total], curves[~total].sort_values(["group", "month"])], ignore_index=True)


FIRST = cohort(
    """
    gender complete status_at_entry first_event first_event_days
    female yes      unemployed      1           30
    female yes      inactive        2           50
    male   yes      unemployed      1           80
    male   yes      unemployed      0           400
    male   no       unemployed      1           10       # incomplete record: no case
    male   yes      employed        1           10       # was employed at entry: no case
    female yes      unemployed      -           -        # jobs were not collected: no case
    """
)


def test_the_way_to_the_first_job_and_to_dropping_out_are_read_from_the_same_persons():
    curves = measure_curves(FIRST, projects(), PLAN)
    assert set(curves["indicator"]) == {"first_job", "drop_out"}
    for name in ("first_job", "drop_out"):
        at_start = curves[(curves["month"] == 0) & (curves["indicator"] == name)].set_index("group")
        assert at_start["n"].to_dict() == {"total": 4, "female": 2, "male": 2}
    first, drop_out = curve(curves, "first_job"), curve(curves, "drop_out")
    assert first.loc[[0, 1, 2, 3], "events"].tolist() == [0, 1, 1, 2]
    assert drop_out.loc[[0, 1, 2, 3], "events"].tolist() == [0, 0, 1, 1]
    assert first.loc[3, "estimate"] == pytest.approx(0.5), "nobody is censored before: a plain share"
    assert drop_out.loc[3, "estimate"] == pytest.approx(0.25)
    assert first.index.tolist() == list(range(PLAN.pathway.curve_months + 1))


def test_first_job_and_drop_out_never_exceed_everyone():
    curves = measure_curves(FIRST, projects(), PLAN)
    together = curve(curves, "first_job")["estimate"] + curve(curves, "drop_out")["estimate"]
    assert (together.dropna() <= 1 + 1e-12).all()
    assert curve(curves, "first_job")["estimate"].dropna().is_monotonic_increasing


def test_the_plan_sets_the_length_of_the_curves():
    plan = plan_with(stability={**PLAN.stability.model_dump(), "curve_months": 5}, pathway={"curve_months": 7})
    curves = measure_curves(pd.concat([JOBS, FIRST], ignore_index=True), projects(), plan)
    lengths = curves[curves["group"] == "total"].groupby("indicator").size().to_dict()
    assert lengths == {"job_survival": 6, "first_job": 8, "drop_out": 8}


def test_a_person_of_unknown_gender_is_in_the_total_only():
    persons = cohort("gender status_at_entry first_event first_event_days\n- unemployed 1 30\nmale unemployed 1 30")
    curves = measure_curves(persons, projects(), PLAN)
    at_start = curves[(curves["month"] == 0) & (curves["indicator"] == "first_job")].set_index("group")
    assert at_start["n"].to_dict() == {"total": 2, "male": 1}


def test_each_project_has_its_own_curve():
    both = pd.concat([FIRST, FIRST.assign(project="B", first_event_days=30)], ignore_index=True)
    curves = measure_curves(both, projects("A", "B"), PLAN)
    alone = measure_curves(FIRST, projects(), PLAN)
    pd.testing.assert_frame_equal(curve(curves, "first_job"), curve(alone, "first_job"))
    assert curve(curves, "first_job", project="B").loc[1, "events"] == 2


def test_without_a_case_there_is_no_curve():
    assert measure_curves(NOBODY, projects(), PLAN).empty
    assert measure_curves(NOBODY, projects().iloc[:0], PLAN).empty
    assert list(measure_curves(NOBODY, projects(), PLAN)) == list(CURVE_COLUMNS)
    assert measure_curves(FIRST, projects("B"), PLAN).empty, "only selected projects have curves"
