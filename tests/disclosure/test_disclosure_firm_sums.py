"""Sums over firms: what a sum leaves without its printed parts, and what the second firm finds of the largest."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import amount, raw, result

from evaluation.disclosure import protect
from evaluation.disclosure.dominance import with_dominance
from evaluation.disclosure.firm_rests import with_firms
from evaluation.findings import Findings
from evaluation.indicators import catalogue
from evaluation.indicators.model import Estimator, Table
from evaluation.network import known_contacts
from evaluation.network.known import in_periods
from evaluation.network.support import firms_only
from evaluation.sources.contracts import FIRM_ROLES

ONE, TWO = 0.5, 0.85
PLACE = ["project", "period", "dimension", "group"]

# --- the outsider, and the judge who knows the firms ------------------------------------------------------------------


def rests(rows, indicator):
    """Yield project, the periods and topics that were not printed, and what a sum leaves for them."""
    mine = rows[rows["indicator"] == indicator].set_index(PLACE)["events"].dropna()
    topics = sorted(rows.loc[(rows["indicator"] == indicator) & (rows["dimension"] == "topic"), "group"].unique())
    periods = sorted(set(rows.loc[rows["indicator"] == indicator, "period"]) - {""})
    for (project, period, dimension, group), whole in mine.items():
        by_topic = {(period, one): (project, period, "topic", one) for one in topics}
        over_time = {(one, group): (project, one, dimension, group) for one in periods}
        for parts, asked in ((by_topic, dimension == "total" and topics), (over_time, period == "" and periods)):
            hidden = [place for place, key in parts.items() if key not in mine.index]
            if asked:
                yield project, hidden, whole - sum(mine.get(key, 0) for key in parts.values())


def behind(contacts, project, hidden, column):
    """Return what the firms of some hidden places have, most first."""
    own = contacts[contacts["project"] == project]
    found = Counter()
    for period, topic in hidden:
        there = own[own["period"].isin([period] if period else own["period"])]
        there = there[there["topic"].isin([topic]) | (topic == "total")]
        found.update(there.groupby("enterprise")[column].sum().to_dict())
    return sorted((float(one) for one in found.values() if one > 0), reverse=True)


def is_few(parts, *, of_amount):
    """Return whether a sum is that of few firms, or one that one or two dominate."""
    if not parts:
        return False
    return len(parts) < 3 or (of_amount and (parts[0] >= ONE * sum(parts) or sum(parts[:2]) >= TWO * sum(parts)))


def disclosed(rows, contacts, indicator, column):
    found = []
    for project, hidden, left in rests(rows, indicator):
        parts = behind(contacts, project, hidden, column)
        if abs(left - sum(parts)) <= 0.5 * (len(hidden) + 1) and is_few(parts, of_amount=column != "one"):
            found.append((project, hidden, parts))
    return found


# --- invented advice --------------------------------------------------------------------------------------------------

FIRMS = ("U1", "U2", "U3", "U4", "U5", "U6")
TOPICS = ("digital", "diversity", "other", "personnel")


def counted(contacts):
    """Return contacts and hours by topic and half-year, with their totals, and the firms behind them."""
    rows, parts = [], []
    for period in ("", "2020-H1", "2020-H2"):
        for topic in ("total", *TOPICS):
            own = contacts[contacts["period"].isin([period] if period else ["2020-H1", "2020-H2"])]
            own = own[own["topic"].isin([topic] if topic != "total" else TOPICS)]
            firms = own.groupby("enterprise")[["one", "hours"]].sum().sort_values("hours", ascending=False)
            place = {"period": period, "group": topic, "dimension": "total" if topic == "total" else "topic"}
            if not len(own) and topic != "total":
                continue
            ranked = [*firms["hours"], 0.0, 0.0]
            facts = {"contributors": len(firms), **place}
            rows.append(result(len(own), indicator="advice_contacts", unit="contacts", **facts))
            hours = amount(round(own["hours"].sum()), len(own), indicator="advice_hours", **facts)
            rows.append(hours | {"amount": own["hours"].sum(), "largest": ranked[0], "second": ranked[1]})
            for column, name in (("contacts", "one"), ("hours", "hours")):
                parts += [
                    {"column": column, "project": "A", "enterprise": firm, "amount": part, **place}
                    for firm, part in firms[name].items()
                ]
    table = raw(*rows)
    for name in ("amount", "largest", "second"):
        table[name] = pd.array([row.get(name) for row in rows], dtype="Float64")
    columns = ["column", *PLACE, "enterprise", "amount"]
    return with_dominance(table, ONE, TWO), pd.DataFrame(parts, columns=columns)


def advice(*given):
    contacts = pd.DataFrame(given, columns=["enterprise", "topic", "period", "hours"])
    return contacts.assign(project="A", one=1.0, hours=contacts["hours"].astype("float64"))


def protected(contacts, plan, *, guarded=True):
    rows, parts = counted(contacts)
    return protect(with_firms(rows, parts, catalogue(plan), ONE, TWO) if guarded else rows, 3)


FEW = advice(
    *(("U1", topic, "2020-H1", 1) for topic in ("digital", "diversity") for _ in range(3)),
    *((firm, topic, "2020-H1", 2) for firm in FIRMS for topic in ("other", "personnel")),
)
"""One firm was advised on two topics that nobody else asked about."""


@pytest.mark.parametrize(("indicator", "column"), [("advice_contacts", "one"), ("advice_hours", "hours")])
def test_two_hidden_topics_of_one_firm_are_not_the_total_less_the_others(indicator, column, demo_plan):
    found = disclosed(protected(FEW, demo_plan, guarded=False), FEW, indicator, column)
    assert ("A", [("", "digital"), ("", "diversity")], [6.0]) in found
    assert disclosed(protected(FEW, demo_plan), FEW, indicator, column) == []


def test_one_more_topic_is_hidden_and_no_other(demo_plan):
    rows = protected(FEW, demo_plan)
    shown = rows[(rows["indicator"] == "advice_hours") & (rows["period"] == "")].set_index("group")["events"].notna()
    assert shown[shown].index.tolist() == ["total", "personnel"]


contacts_of_six = st.lists(
    st.tuples(
        st.sampled_from(FIRMS),
        st.sampled_from(TOPICS),
        st.sampled_from(["2020-H1", "2020-H2"]),
        st.sampled_from([1, 2, 3, 10]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=30, deadline=None)
@given(contacts_of_six)
def test_no_rest_of_few_firms_follows(demo_plan, given_contacts):
    contacts = advice(*given_contacts)
    rows = protected(contacts, demo_plan)
    assert disclosed(rows, contacts, "advice_contacts", "one") == []
    assert disclosed(rows, contacts, "advice_hours", "hours") == []


@settings(max_examples=30, deadline=None)
@given(contacts_of_six)
def test_the_second_largest_firm_estimates_the_largest_badly(demo_plan, given_contacts):
    """Whoever is second knows the sum and the own part, and takes the rest for the largest's."""
    contacts = advice(*given_contacts)
    rows = protected(contacts, demo_plan)
    printed = rows[(rows["indicator"] == "advice_hours") & rows["events"].notna() & (rows["events"] > 0)]
    for place in printed[PLACE].itertuples(index=False):
        topic = place.group if place.dimension == "topic" else "total"
        parts = behind(contacts, "A", [(place.period, topic)], "hours")
        assert (sum(parts) - parts[1]) / parts[0] - 1 > (1 - TWO) / ONE


# --- the demo data ----------------------------------------------------------------------------------------------------


def test_no_rest_of_few_firms_follows_from_the_demo_data(demo_findings: Findings, demo_sources, demo_plan):
    rows = demo_findings.results
    contacts = known_contacts(demo_sources, demo_plan)
    contacts = contacts[contacts["role"].isin(FIRM_ROLES)].assign(one=1.0)
    reports = firms_only(in_periods(demo_sources["jobs_reported"], "reported_on", None, demo_plan), demo_sources)
    reports = reports.assign(topic="none", fte=reports["fte"].astype("float64"))
    assert len(list(rests(rows, "advice_hours"))) > 50
    assert disclosed(rows, contacts, "advice_contacts", "one") == []
    assert disclosed(rows, contacts.dropna(subset=["hours"]), "advice_hours", "hours") == []
    for kind in ("created", "secured"):
        assert disclosed(rows, reports[reports["kind"] == kind], f"jobs_{kind}", "fte") == []


def test_no_mean_is_parted_so_that_none_leaves_a_rest(demo_plan):
    """The intervals of a total and of its groups would be sums of squares, and leave that of a hidden group."""
    means = [one for one in catalogue(demo_plan) if one.estimator is Estimator.MEAN]
    assert means
    assert not [one.name for one in means if one.by or one.day]
    assert {one.table for one in means} <= {Table.COHORT, Table.NETWORK}
