"""Points of survival and incidence curves: small steps, groups that follow from each other, competing causes."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from evaluation.disclosure import COMPETING, OVERLAPPING, protect_curves
from evaluation.disclosure.curves import DECIMALS_OF_CURVES
from evaluation.estimators import kaplan_meier
from evaluation.results import CURVE_COLUMNS, VALUE_COLUMNS

GENDERS = ("female", "male", "non_binary")
quick = settings(max_examples=20, deadline=None)


def curves(months=12, project="A", dimension="gender", total=(), **groups):
    """Return raw curves of groups of (months, ended or last heard of) and their total.

    `total` are cases of no group; groups that overlap are all in the total once.
    """
    everybody = [*total, *(case for cases in groups.values() for case in cases)]
    if dimension in OVERLAPPING:
        everybody = list(total)
    return _frames(
        (
            {"indicator": "job_survival", "project": project, "group": group}
            | {"dimension": "total" if group == "total" else dimension},
            kaplan_meier([case[0] for case in cases], [case[1] for case in cases], range(months + 1), 0.95),
        )
        for group, cases in {"total": everybody, **groups}.items()
        if cases
    )


def _frames(parts):
    frames = [
        pd.DataFrame(
            {
                **facts,
                "municipality": "14713000",
                "funding_round": "R1",
                "month": curve.times.astype(int),
                "n": curve.at_risk,
                "events": curve.events,
                "estimate": curve.survival,
                "conf_low": curve.conf_low,
                "conf_high": curve.conf_high,
                "method": curve.method,
                "status": "published",
            }
        )
        for facts, curve in parts
    ]
    return pd.concat(frames, ignore_index=True)[list(CURVE_COLUMNS)] if frames else pd.DataFrame(columns=CURVE_COLUMNS)


def competing(months=12, **groups):
    """Return raw curves of groups of (months, cause): 1 found a job, 2 dropped out, 0 was last heard of.

    The estimate is the plain share, which is the incidence as long as nobody is censored; here it only must be there.
    """
    everybody = [case for cases in groups.values() for case in cases]
    rows = []
    for group, cases in {"total": everybody, **groups}.items():
        for number, indicator in enumerate(COMPETING, start=1):
            for month in range(months + 1):
                at_risk = sum(time >= month for time, _ in cases)
                events = sum(time <= month and cause == number for time, cause in cases)
                facts = {"indicator": indicator, "project": "A", "group": group, "month": month, "n": at_risk}
                facts |= {"events": events, "estimate": events / len(cases) if at_risk else None}
                rows.append(facts | {"dimension": "total" if group == "total" else "gender", "status": "published"})
    return pd.DataFrame(rows, columns=list(CURVE_COLUMNS)).astype(dict.fromkeys(VALUE_COLUMNS, "float64"))


def ends(*months):
    return [(month - 0.5, True) for month in months]


def lasting(number):
    return [(99, False)] * number


def shown(protected, group="total", indicator="job_survival"):
    rows = protected[(protected["group"] == group) & (protected["status"] == "published")]
    return rows.loc[rows["indicator"] == indicator, "month"].tolist()


# --- one curve --------------------------------------------------------------------------------------------------------


def test_a_step_of_few_events_is_not_shown():
    """Two ends in month 2, one more in month 4: the first shown step holds all three."""
    protected = protect_curves(curves(6, female=ends(2, 2, 4) + lasting(10)), 3, [])
    assert shown(protected) == [0, 1, 4, 5, 6]


def test_the_first_point_is_a_step_too():
    """One job ended on its first day: the curve must not begin with that."""
    protected = protect_curves(curves(4, female=[(0, True), *ends(3, 3), *lasting(10)]), 3, [])
    assert shown(protected) == [3, 4]


def test_the_months_of_the_horizons_are_kept_first():
    """Three ends in month 3, one in month 4: only one of the two months can be shown."""
    raw_curves = curves(5, female=ends(3, 3, 3, 4) + lasting(10))
    assert shown(protect_curves(raw_curves, 3, [])) == [0, 1, 2, 3]
    assert shown(protect_curves(raw_curves, 3, [4])) == [0, 1, 2, 4, 5]


def test_a_horizon_with_too_few_events_is_hidden_too():
    protected = protect_curves(curves(5, female=ends(3) + lasting(10)), 3, [4])
    assert shown(protected) == [0, 1, 2]


def test_a_horizon_after_the_last_month_is_left_out():
    assert shown(protect_curves(curves(2, female=lasting(10)), 3, [1, 36])) == [0, 1, 2]


@pytest.mark.parametrize(("cases", "months"), [(2, []), (3, [0, 1, 2])])
def test_a_curve_begins_with_enough_cases_or_not_at_all(cases, months):
    assert shown(protect_curves(curves(2, female=lasting(cases)), 3, [])) == months


@pytest.mark.parametrize(("still_there", "months"), [(2, [0, 1, 2]), (3, [0, 1, 2, 3, 4])])
def test_a_month_with_few_cases_at_risk_is_hidden(still_there, months):
    protected = protect_curves(curves(4, female=[(2.5, False)] * 5 + lasting(still_there)), 3, [])
    assert shown(protected) == months


def test_a_hidden_point_carries_no_number():
    protected = protect_curves(curves(6, female=ends(2) + lasting(10)), 3, [])
    rows = protected[protected["status"] == "suppressed"]
    assert len(rows) > 0
    assert rows[["n", "events", *VALUE_COLUMNS]].isna().all(axis=None)
    assert protected.loc[protected["status"] == "published", ["n", "events"]].notna().all(axis=None)


def test_no_curve_is_protected_as_no_curve():
    assert protect_curves(curves(), 3, [3]).empty


# --- several curves ---------------------------------------------------------------------------------------------------


def test_beside_a_small_group_the_smallest_other_is_hidden():
    protected = protect_curves(curves(2, female=lasting(9), male=lasting(7), non_binary=lasting(2)), 3, [])
    assert shown(protected, "female") == [0, 1, 2]
    assert shown(protected, "male") == shown(protected, "non_binary") == []


def test_a_point_does_not_follow_from_the_total_and_the_other_group():
    """One woman's job ended in month 3: total minus men would show it."""
    protected = protect_curves(curves(4, female=ends(3) + lasting(9), male=ends(3, 3, 3) + lasting(9)), 3, [])
    assert shown(protected) == [0, 1, 2, 3, 4]
    assert shown(protected, "female") == [0, 1, 2]
    assert shown(protected, "male") == [0, 1, 2]


def test_each_dimension_adds_up_for_itself():
    """In each dimension one group is small; that of the other dimension is no help to it."""
    gender = curves(1, female=lasting(9), male=lasting(7), non_binary=lasting(2))
    age = curves(1, dimension="age", young=lasting(2), old=lasting(16)).query("dimension == 'age'")
    protected = protect_curves(pd.concat([gender, age], ignore_index=True), 3, [])
    groups = ("total", "female", "male", "non_binary", "young", "old")
    assert [bool(shown(protected, group)) for group in groups] == [True, True, False, False, False, False]


def test_a_group_that_overlaps_is_held_to_the_cases_outside_it():
    everybody = ends(2, 2, 2, 4, 4, 4) + lasting(10)
    inside = ends(2, 2, 2, 4)  # and the other two of month 4 outside
    some = curves(5, dimension="target_group", total=everybody, refugee=inside + lasting(6))
    assert shown(protect_curves(some, 3, [])) == [0, 1, 2, 3, 4, 5]
    assert shown(protect_curves(some, 3, []), "refugee") == [0, 1, 2, 3]
    nearly_all = curves(5, dimension="target_group", total=everybody, refugee=everybody[:-2])
    assert shown(protect_curves(nearly_all, 3, []), "refugee") == []
    all_of_them = curves(5, dimension="target_group", total=everybody, refugee=everybody)
    assert shown(protect_curves(all_of_them, 3, []), "refugee") == [0, 1, 2, 3, 4, 5]


def test_projects_and_indicators_do_not_touch_each_other():
    small, large = curves(2, "A", female=lasting(2)), curves(2, "B", female=lasting(9))
    other = curves(2, "A", female=lasting(9)).assign(indicator="other")
    protected = protect_curves(pd.concat([small, large, other], ignore_index=True), 3, [])
    for part in (small, large, other):
        mine = protected[["indicator", "project"]].eq(part[["indicator", "project"]].iloc[0]).all(axis=1)
        assert_frame_equal(protected[mine].reset_index(drop=True), protect_curves(part, 3, []), check_dtype=False)


# --- competing causes -------------------------------------------------------------------------------------------------


def test_a_job_does_not_follow_from_the_drop_outs():
    """One job in month 1, three drop-outs in month 3. The drop-outs alone would show all months.

    Ten begin. In month 3 nine are at risk and three of them leave: the curve of drop-outs rises by 9/10 of 3/9 if the
    one before them found a job, and by 3/9 if that one was only never heard of again.
    """
    cases = [(0.5, 1), *[(2.5, 2)] * 3, *[(99, 0)] * 6]
    protected = protect_curves(competing(4, female=cases), 3, [])
    assert [shown(protected, indicator=cause) for cause in COMPETING] == [[0], [0]]


def test_enough_of_both_causes_are_shown():
    cases = [*[(0.5, 1)] * 3, *[(2.5, 2)] * 3, *[(99, 0)] * 6]
    protected = protect_curves(competing(4, female=cases), 3, [])
    assert [shown(protected, indicator=cause) for cause in COMPETING] == [[0, 1, 2, 3, 4]] * 2


@pytest.mark.parametrize(("jobs", "months"), [(1, [0]), (3, [0, 1, 2, 3, 4])])
def test_who_leaves_by_another_way_is_counted_beside_a_cause_without_its_rival(jobs, months):
    cases = [*[(0.5, 1)] * jobs, *[(2.5, 2)] * 3, *[(99, 0)] * 6]
    alone = competing(4, female=cases).query("indicator == 'drop_out'")
    assert shown(protect_curves(alone, 3, []), indicator="drop_out") == months


# --- random lives -----------------------------------------------------------------------------------------------------

cases = st.lists(st.tuples(st.integers(0, 14).map(lambda month: max(month - 0.5, 0)), st.booleans()), max_size=20)
groups = st.fixed_dictionaries(dict.fromkeys(GENDERS, cases))
causes = st.lists(st.tuples(st.integers(1, 14).map(lambda month: month - 0.5), st.integers(0, 2)), max_size=20)
rivals = st.fixed_dictionaries(dict.fromkeys(GENDERS, causes.filter(bool)))


@quick
@given(groups, st.sampled_from([3, 5]), st.sampled_from([[], [3, 6, 12]]))
def test_no_step_no_risk_set_and_no_difference_tells_of_few_persons(people, smallest_cell, horizons):
    raw_curves = curves(**people)
    protected = protect_curves(raw_curves, smallest_cell, horizons)
    if protected.empty:
        return
    assert len(protected) == len(raw_curves)
    published = protected[protected["status"] == "published"]
    assert (published["n"] >= smallest_cell).all()
    for _, curve in published.groupby("group"):
        steps = curve.sort_values("month")["events"].diff().fillna(curve["events"])
        assert ((steps == 0) | (steps >= smallest_cell)).all()
    for _, month in protected.groupby("month"):  # a lone hidden curve would be the difference of the others
        assert (month["status"] == "suppressed").sum() != 1
    raw_by_key = raw_curves.set_index(["group", "month"])["estimate"]
    for row in published.itertuples():
        assert row.estimate == round(raw_by_key[(row.group, row.month)], DECIMALS_OF_CURVES)


@quick
@given(rivals, st.sampled_from([3, 5]))
def test_competing_curves_show_the_same_months_and_no_small_step_of_either(people, smallest_cell):
    protected = protect_curves(competing(**people), smallest_cell, [6])
    published = protected[protected["status"] == "published"]
    for _, curve in published.groupby(["indicator", "group"]):
        steps = curve.sort_values("month")["events"].diff().fillna(curve["events"])
        assert ((steps == 0) | (steps >= smallest_cell)).all()
    for group in ("total", *GENDERS):
        job, drop_out = (shown(protected, group, cause) for cause in COMPETING)
        assert job == drop_out


@quick
@given(groups, st.randoms(use_true_random=False))
def test_the_same_points_are_hidden_in_whatever_order_the_rows_stand(people, random):
    raw_curves = curves(**people)
    shuffled = raw_curves.iloc[random.sample(range(len(raw_curves)), len(raw_curves))]
    assert_frame_equal(protect_curves(raw_curves, 3, [6]), protect_curves(shuffled, 3, [6]))


@quick
@given(rivals)
def test_points_that_are_published_once_need_no_more_protection(people):
    once = protect_curves(competing(**people), 3, [6])
    assert_frame_equal(protect_curves(once, 3, [6]), once)
