"""Measures of the network and of series: what they tell of few ties, of few firms, and of months with few contacts."""

from collections import Counter
from itertools import combinations
from math import ceil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import raw, result

from evaluation.disclosure import protect
from evaluation.disclosure.measures import FEWEST_MONTHS
from evaluation.estimators import segmented
from evaluation.findings import Findings
from evaluation.network.structure import by_frequency, evenness, structure, ties_of

FIRMS = tuple(f"U{number}" for number in range(1, 10))
CLASSES = {"one_event": range(1, 2), "two_or_three_events": range(2, 4), "four_events_or_more": range(4, 1000)}
few = {1, 2}


def attendances(*meetings):
    """Return attendances of meetings, each the firms that came."""
    rows = [("A", "", f"V{number}", firm) for number, guests in enumerate(meetings) for firm in sorted(guests)]
    return pd.DataFrame(rows, columns=["project", "period", "event", "enterprise"])


# --- with and without the largest event -------------------------------------------------------------------------------


def of_ties(meetings, plan):
    """Return the raw rows of ties, and of their density without the largest event."""
    table = attendances(*meetings)
    [told] = structure(table, ties_of(table, plan), plan).to_dict("records")
    facts = {"unit": "pairs of enterprises", "contributors": told["tie_firms"]}
    ties = result(told["ties"], indicator="ties", **facts)
    density = result(told["ties"], told["possible_ties"], indicator="tie_density", method="ratio", **facts)
    without = result(None, table["enterprise"].nunique(), indicator="tie_density_without_largest", method="measure")
    without |= {"estimate": told["tie_density_without_largest"], "contributors": told["told_by_largest"]}
    return raw(ties, density | {"conf_low": None, "conf_high": None}, without)


def few_ties(rows):
    """Return the few ties that follow: those without the largest event, and those that it brought."""
    found = []
    printed = rows[(rows["dimension"] == "total") & (rows["period"] == "")].set_index(["project", "indicator"])
    for project in rows["project"].unique():
        firms, share = printed.loc[(project, "tie_density_without_largest"), ["n", "estimate"]]
        ties = printed.loc[(project, "ties"), "events"]
        if pd.isna(share) or not firms:
            continue
        pairs = int(firms) * (int(firms) - 1) // 2
        fitting = [number for number in range(pairs + 1) if abs(number / pairs - share) <= 0.0005 + 1e-9]
        found += [fitting[0]] if len(fitting) == 1 else []
        if pd.notna(ties):
            found += [ties - fitting[0]] if len(fitting) == 1 else []
    return few.intersection(found)


def test_few_ties_do_not_follow_from_what_the_largest_event_changes(demo_plan):
    """Three firms met twice. A large event made one more tie; without it there would be none of U4 and U5."""
    meetings = [FIRMS[:3]] * 2 + [FIRMS[3:5], FIRMS[3:]]
    rows = of_ties(meetings, demo_plan)
    assert few_ties(rows) == {1}
    assert few_ties(protect(rows, 3)) == set()


guests = st.lists(st.sets(st.sampled_from(FIRMS), min_size=1), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(guests)
def test_nor_from_any_meetings(demo_plan, meetings):
    if len(set().union(*meetings)) > 1:
        assert few_ties(protect(of_ties(meetings, demo_plan), 3)) == set()


def test_nor_from_those_of_the_demo_data(demo_findings: Findings):
    rows = demo_findings.results
    assert rows.loc[rows["indicator"] == "tie_density_without_largest", "estimate"].notna().sum() > 3
    assert few_ties(rows) == set()


# --- how unequally firms came -----------------------------------------------------------------------------------------


def lists(attended, firms, most):
    """Yield how often each of some firms may have come, most first."""
    if firms == 0:
        yield from [()] if attended == 0 else []
        return
    for first in range(min(most, attended - firms + 1), ceil(attended / firms) - 1, -1):
        for others in lists(attended - first, firms - 1, first):
            yield first, *others


def gini(times):
    differences = sum(one - other for one, other in combinations(times, 2))
    return differences / (len(times) * sum(times))


def possible(printed, classes):
    """Return for each hidden class how many firms may be in it, by all lists that agree with what is printed."""
    firms, attended, unequal, top = (printed[name] for name in ("firms", "attended", "unequal", "top"))
    if pd.isna(firms) or pd.isna(attended) or attended - firms > 22:
        return {}
    found = {name: set() for name, number in classes.items() if pd.isna(number)}
    for times in lists(int(attended), int(firms), int(attended)):
        by_class = {name: sum(one in range_ for one in times) for name, range_ in CLASSES.items()}
        agrees = all(by_class[name] == number for name, number in classes.items() if pd.notna(number))
        agrees &= all(by_class[name] == 0 for name in set(CLASSES) - set(classes))
        agrees &= pd.isna(unequal) or abs(gini(times) - unequal) <= 0.0005 + 1e-9
        agrees &= pd.isna(top) or sum(times[: ceil(firms / 4)]) == top
        if agrees:
            for name, numbers in found.items():
                numbers.add(by_class[name])
    return found


def told(rows):
    """Return which hidden classes are known to hold few firms, though some."""
    found = []
    parted = rows[rows["dimension"] == "attendance_class"]
    totals = rows[rows["dimension"] == "total"].set_index(["indicator", "project", "period"])
    for (project, period), own in parted.groupby(["project", "period"]):
        columns = {
            "firms": ("enterprises_attending", "events"),
            "attended": ("attendances", "events"),
            "unequal": ("attendance_concentration", "estimate"),
            "top": ("frequent_guests", "events"),
        }
        printed = {
            name: totals[column].get((indicator, project, period)) for name, (indicator, column) in columns.items()
        }
        classes = dict(zip(own["group"], own["events"], strict=True))
        found += [(period, name) for name, numbers in possible(printed, classes).items() if numbers and numbers <= few]
    return found


MEASURES = ("attendance_concentration", "frequent_guests")


def without_measures(rows):
    """Return rows without the measures: what is left tells counts by itself, and linear programs attack it."""
    measures = rows["indicator"].isin(MEASURES)
    return rows.assign(**{name: rows[name].mask(measures) for name in ("events", "estimate")})


def of_frequency(meetings):
    """Return the raw rows of how often firms came."""
    table = attendances(*meetings)
    firms = table["enterprise"].nunique()
    [even] = evenness(table).to_dict("records")
    classes = Counter(by_frequency(table)["group"])
    facts = {"unit": "attendances", "contributors": firms}
    rows = [result(firms, indicator="enterprises_attending"), result(len(table), indicator="attendances", **facts)]
    unequal = result(
        None, firms, indicator="attendance_concentration", method="measure", estimate=even["concentration"]
    )
    share = result(even["top_attendances"], len(table), indicator="frequent_guests", method="ratio", **facts)
    rows += [unequal, share | {"contributors": even["top_firms"], "conf_low": None, "conf_high": None}]
    place = {"indicator": "enterprises_attending", "dimension": "attendance_class"}
    return raw(*rows, *(result(number, group=name, **place) for name, number in sorted(classes.items())))


TWICE = [{firm} for firm in FIRMS[:5]] + [set(FIRMS[:2]), set(FIRMS[5:])]
"""Two firms came twice, seven once."""


def test_a_gini_coefficient_tells_how_many_firms_came_often():
    """Nine firms came eleven times: two of them twice (0.162), or one of them three times (0.182)."""
    rows = of_frequency(TWICE)
    known = {"firms": 9, "attended": 11, "unequal": 0.141, "top": None}
    hidden = {"one_event": None, "two_or_three_events": None}
    assert possible(known | {"unequal": None}, hidden)["two_or_three_events"] == {1, 2}
    assert rows.loc[2, "estimate"] == round(gini((2, 2, 1, 1, 1, 1, 1, 1, 1)), 3) == 0.141
    assert possible(known, hidden)["two_or_three_events"] == {2}
    assert pd.isna(protect(rows, 3).loc[2, "estimate"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.sampled_from(FIRMS), min_size=1), min_size=1, max_size=6))
def test_measures_tell_nothing_of_hidden_counts(meetings):
    protected = protect(of_frequency(meetings), 3)
    assert told(protected) == told(without_measures(protected))


def test_nor_do_those_of_the_demo_data(demo_findings: Findings):
    rows = demo_findings.results
    shown = rows[rows["indicator"].isin(MEASURES) & (rows["status"] == "published")]
    assert set(shown["indicator"]) == set(MEASURES)
    for _, own in rows.groupby("project"):
        assert told(own) == told(without_measures(own))


# --- a change of course -----------------------------------------------------------------------------------------------


def published(contacts, decimals):
    """Return all that is said of a series."""
    fit = segmented(contacts, np.arange(len(contacts)) >= len(contacts) // 2, 3, 0.95)
    numbers = np.concatenate([fit.estimate, fit.conf_low, fit.conf_high, [fit.autocorrelation]])
    return tuple(np.round(numbers, decimals))


def others(contacts, decimals, random, tried):
    """Return other series of which the same is said, among those with the same sums and trends."""
    found, half = [], len(contacts) // 2
    for _ in range(tried):
        other = contacts.copy()
        for begin in (0, half):
            for one, two in random.integers(begin, begin + half - 1, (random.integers(0, 3), 2)):
                other[[one, one + 1, two, two + 1]] += np.array([1, -1, -1, 1]) if one != two else 0
        if (
            (other >= 0).all()
            and (other != contacts).any()
            and published(other, decimals) == published(contacts, decimals)
        ):
            found.append(other)
    return found


def test_all_digits_of_a_regression_tell_its_months_and_two_leave_other_series():
    random = np.random.default_rng(3)
    contacts = random.poisson(1.0, FEWEST_MONTHS)
    assert len(others(contacts, 2, random, 2000)) > 0
    assert others(contacts, 10, random, 2000) == []


@pytest.mark.parametrize("months", [FEWEST_MONTHS - 1, FEWEST_MONTHS])
def test_a_regression_over_few_months_is_hidden(months):
    values = {"estimate": 1.23456, "conf_low": 0.98765, "conf_high": 1.51515}
    row = protect(raw(result(None, months, indicator="course_level", method="segmented", **values)), 3).iloc[0]
    if months < FEWEST_MONTHS:
        assert row["suppressed"] == "estimate conf_low conf_high"
        assert row["status"] == "suppressed"
    else:
        assert row[list(values)].tolist() == [1.23, 0.99, 1.52]
    assert row["n"] == months
