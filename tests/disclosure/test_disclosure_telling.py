"""Curves beside counts: what the points of a curve tell of hidden counts, found by the attacker and hidden by us."""

from functools import partial
from itertools import product

import pandas as pd
import pytest
from attacker import interval, known
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import raw, result
from test_disclosure_curves import curves, ends, lasting, shown

from evaluation.disclosure import Knowledge, protect, protect_curves
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.protection import protect_together
from evaluation.disclosure.release import check_results
from evaluation.indicators.curve_laws import HEARD, LAST, CurveLaw, Side

WIDTH = Protection(3, 3)
JOBS = (("stable", "n", 1), ("stable", "not_mature", 1))
LASTED = (("stable", "events", 1),)
BEGINS = (
    CurveLaw("job_survival", "n", 0, 0, Side.AT_MOST, JOBS, "the curve begins with all jobs"),
    CurveLaw("job_survival", "n", 0, LAST, Side.AT_LEAST, JOBS, "the curve begins with all jobs"),
)
HORIZON = (
    CurveLaw("job_survival", "n", 0, 2, Side.AT_MOST, LASTED, "before the horizon"),
    CurveLaw("job_survival", "n", 4, LAST, Side.AT_LEAST, LASTED, "after the horizon"),
)
TOLD = (("stable", "n", 1), ("stable", "unknown", -1))
JUDGED = (
    CurveLaw("job_survival", "n", 0, 0, Side.AT_MOST, (("stable", "n", 1),), "the curve begins with the judged jobs"),
    CurveLaw("job_survival", "n", 0, LAST, Side.AT_LEAST, (("stable", "n", 1),), "the curve begins with the judged"),
    *HORIZON,
    CurveLaw("job_survival", HEARD, 0, 2, Side.AT_MOST, TOLD, "who is heard of later"),
    CurveLaw("job_survival", HEARD, 4, 15, Side.AT_LEAST, TOLD, "who is heard of no more"),
)
OF_JUDGED = Knowledge(complete=frozenset({"stable"}), curve_laws=JUDGED)
KNOWS = Knowledge(complete=frozenset({"stable"}), curve_laws=BEGINS + HORIZON)

stable = partial(result, indicator="stable")


def apart(rows, lines):
    """Return counts and curves protected without regard to each other."""
    return protect(rows, 3, knowledge=KNOWS), protect_curves(lines, 3, [3])


def together(rows, lines):
    return protect_together(rows, lines, WIDTH, KNOWS, horizons=[3])


def found(rows, lines):
    return check_results(rows, WIDTH, KNOWS, curves=lines).disclosed


def told_by_curve(rows, protected, lines):
    """Attack with the beginnings of published curves as further published cells; return intervals of hidden counts."""
    facts = known(rows, protected)
    begins = lines[(lines["month"] == 0) & (lines["status"] == "published")]
    published, sums = dict(facts.published), list(facts.sums)
    for curve in begins.itertuples():
        place = ("A", curve.dimension, curve.group, "")
        published["curve", *place, "n"] = float(curve.n)
        sums.append((("curve", *place, "n"), (("stable", *place, "n"), ("stable", *place, "not_mature"))))
    facts = type(facts)(published, facts.hidden, tuple(sums), facts.within, facts.covered)
    return {cell: interval(cell, facts, facts.sums, facts.within) for cell in facts.hidden}


def leaks(intervals):
    return [cell for cell, (low, high) in intervals.items() if low > 0 and high < 3]


# --- the beginning of a curve -----------------------------------------------------------------------------------------


def test_cases_that_are_not_mature_do_not_follow_from_the_beginning_of_a_curve():
    """29 jobs are followed, 27 of them are judged: two cannot be judged yet."""
    rows, lines = raw(stable(20, 27, 0, 2)), curves(6, female=ends(3, 3, 3) + lasting(26)).query("group == 'total'")
    counts, points = apart(rows, lines)
    assert counts["suppressed"].tolist() == ["not_mature"]
    assert leaks(told_by_curve(rows, counts, points)) == [("stable", "A", "total", "total", "", "not_mature")]
    [leak] = found(counts, points)
    assert (leak.low, leak.high) == (2, 2)
    assert ">= 29 and <= 29 (curve job_survival: the curve begins with all jobs)" in leak.line()
    counts, points = together(rows, lines)
    assert counts["suppressed"].tolist() == ["not_mature"]
    assert shown(points) == []
    assert leaks(told_by_curve(rows, counts, points)) == []
    assert found(counts, points) == ()


@pytest.mark.parametrize("early", [0, 3])
def test_a_curve_beside_printed_counts_stays(early):
    rows, lines = raw(stable(20, 27, 0, early)), curves(6, female=lasting(27 + early)).query("group == 'total'")
    assert shown(together(rows, lines)[1]) == [0, 1, 2, 3, 4, 5, 6]


def test_a_hidden_beginning_is_known_from_the_share_later():
    """One job ended on its first day, so that month 0 is hidden; yet the share of month 3 tells how many began."""
    rows = raw(stable(20, 27, 0, 2))
    lines = curves(6, female=[(0, True), *ends(3, 3, 3), *lasting(25)]).query("group == 'total'")
    assert shown(apart(rows, lines)[1])[0] > 0
    assert shown(together(rows, lines)[1]) == []


def test_a_count_is_never_hidden_for_the_sake_of_a_curve():
    rows = raw(*(stable(20, 27, 0, 2, project=name) for name in "AB"))
    lines = pd.concat([curves(6, name, female=ends(3, 3, 3) + lasting(26)) for name in "AB"], ignore_index=True)
    assert together(rows, lines)[0]["suppressed"].equals(apart(rows, lines)[0]["suppressed"])


def test_the_total_does_not_stay_where_it_tells_of_a_group_beside_the_other_groups():
    """Two women's jobs are not mature, three men's are; the total and the men together tell of the women."""
    rows = raw(
        stable(40, 54, 0, 5),
        stable(20, 27, 0, 2, group="female"),
        stable(20, 27, 0, 3, group="male"),
    )
    lines = curves(6, female=lasting(29), male=lasting(30))
    counts, points = together(rows, lines)
    assert [bool(shown(points, group)) for group in ("total", "female", "male")] == [True, False, False]
    assert leaks(told_by_curve(rows, counts, points)) == []


def test_projects_that_tell_nothing_keep_their_curves():
    rows = raw(stable(20, 27, 0, 2), stable(20, 27, 0, 3, project="B"))
    lines = pd.concat([curves(6, "A", female=lasting(29)), curves(6, "B", female=lasting(30))], ignore_index=True)
    points = together(rows, lines)[1]
    of_b = points[points["project"] == "B"]
    assert (of_b["status"] == "published").all()


# --- points around a horizon ------------------------------------------------------------------------------------------


def test_a_hidden_numerator_does_not_follow_from_the_points_around_its_horizon():
    """28 of 29 jobs lasted three months, so that 28 is hidden; 28 are at risk after them. Three more are too early."""
    rows = raw(stable(28, 29, 0, 3))
    lines = curves(6, female=[(2.5, False)] * 4 + lasting(28)).query("group == 'total'")
    counts, points = apart(rows, lines)
    assert "events" in counts["suppressed"].iloc[0]
    [*_, leak] = found(counts, points)
    assert "after the horizon" in leak.line()
    counts, points = together(rows, lines)
    assert shown(points) == []
    assert found(counts, points) == ()


def test_hidden_unknowns_do_not_follow_from_those_at_risk_and_ended():
    """Of 29 jobs two are unknown: between the months two and four two more are heard of no longer, and none ended."""
    rows = raw(stable(20, 29, 2, 0))
    lines = curves(6, female=[*ends(1, 1, 1), *[(2.5, False)] * 2, *ends(*[2] * 4), *lasting(20)])
    lines = lines.query("group == 'total'")
    counts, points = protect(rows, 3, knowledge=OF_JUDGED), protect_curves(lines, 1, [3])  # the curve as it is
    assert "unknown" in counts["suppressed"].iloc[0]
    [leak, *_] = check_results(counts, WIDTH, OF_JUDGED, curves=points).disclosed
    assert (leak.low, leak.high) == (0, 2)
    counts, points = protect_together(rows, lines, WIDTH, OF_JUDGED, horizons=[3])
    assert check_results(counts, WIDTH, OF_JUDGED, curves=points).disclosed == ()


# --- the curve of judged jobs -----------------------------------------------------------------------------------------


def test_the_curve_of_judged_jobs_stays_beside_a_hidden_number_of_those_not_mature():
    rows, lines = raw(stable(20, 27, 0, 2)), curves(6, female=lasting(27)).query("group == 'total'")
    counts, points = protect_together(rows, lines, WIDTH, OF_JUDGED, horizons=[3])
    assert counts["suppressed"].tolist() == ["not_mature"]
    assert shown(points) == [0, 1, 2, 3, 4, 5, 6]
    assert check_results(counts, WIDTH, OF_JUDGED, curves=points).disclosed == ()


# --- random jobs ------------------------------------------------------------------------------------------------------

jobs = st.lists(st.tuples(st.sampled_from([1, 2.5, 3.5, 5, 99]), st.booleans()), min_size=1, max_size=14)
people = st.fixed_dictionaries({"female": jobs, "male": jobs})


def counted(lives, early):
    """Return counts of jobs: a horizon of three months; of each group the first ones are not mature."""
    rows, everybody = [], [0, 0, 0, 0]
    for group, cases in lives.items():
        mature = cases[early[group] :]
        lasted = sum(months > 3 for months, _ in mature)
        unknown = sum(months <= 3 and not ended for months, ended in mature)
        numbers = [lasted, len(mature), unknown, len(cases) - len(mature)]
        everybody = [one + other for one, other in zip(everybody, numbers, strict=True)]
        rows.append(stable(*numbers, group=group))
    return raw(stable(*everybody), *rows)


@settings(max_examples=30, deadline=None)
@given(people, st.fixed_dictionaries({name: st.integers(0, 3) for name in ("female", "male")}))
def test_nothing_follows_from_counts_and_curves_together(lives, early):
    rows, lines = counted(lives, early), curves(6, **lives)
    knows = Knowledge(complete=KNOWS.complete, curve_laws=BEGINS)
    counts, points = protect_together(rows, lines, WIDTH, knows, horizons=[3])
    assert check_results(counts, WIDTH, knows, curves=points).disclosed == ()
    assert leaks(told_by_curve(rows, counts, points)) == []
    assert (points["status"] == "suppressed").sum() >= (protect_curves(lines, 3, [3])["status"] == "suppressed").sum()


@settings(max_examples=5, deadline=None)
@given(people)
def test_the_curves_of_judged_jobs_never_tell_more_of_those_not_mature_than_the_counts(lives):
    """An outsider puts every number of jobs that are not mature through the protection, and compares what comes out."""
    lines, judged = curves(6, **lives), {name: len(cases) for name, cases in lives.items()}
    told, hidden = {}, 0
    for women, men in product(range(4), repeat=2):
        world = {name: [(1, False)] * more + lives[name] for name, more in (("female", women), ("male", men))}
        rows = counted(world, {"female": women, "male": men})
        assert rows["n"].tolist() == [sum(judged.values()), judged["female"], judged["male"]]
        counts, points = protect_together(rows, lines, WIDTH, OF_JUDGED, horizons=[3])
        assert check_results(counts, WIDTH, OF_JUDGED, curves=points).disclosed == ()
        told.setdefault(counts.to_csv(), set()).add(points.to_csv())
        hidden += counts["suppressed"].str.contains("not_mature").any()
    assert hidden
    assert all(len(curves_beside) == 1 for curves_beside in told.values())
    assert len(told) < 16  # else each world would have counts of its own, and nothing would be compared
