"""Enterprises and events: who was reached, who is active, who stays and who is new."""

from random import Random
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.network import NETWORK_COLUMNS, build_network
from evaluation.sources import Sources

ROLES = {"U": "enterprise", "M": "project_staff", "A": "public_office"}
SIZES = {"U1": "micro", "U2": "small", "U3": "medium", "U4": "large"}
"""Size classes of some firms; those of the others are not known."""
QUICK = settings(max_examples=12, deadline=None)


def tables(
    meetings: list[tuple[str, ...]], advice: list[tuple[str, ...]] = (), more: str = ""
) -> dict[str, list[dict]]:
    """Return tables from (day, members[, kind[, project]]) of meetings and (day, member[, project]) of advice.

    Members beginning with U are firms, with M project staff, with A public offices.
    """
    events = [
        {"event": f"V{number}", "held_on": meeting[0]} | dict(zip(("kind", "project"), meeting[2:], strict=False))
        for number, meeting in enumerate(meetings, start=1)
    ]
    attendances = [
        {"event": f"V{number}", "enterprise": member}
        for number, meeting in enumerate(meetings, start=1)
        for member in meeting[1].split()
    ]
    contacts = [
        {"contacted_on": contact[0], "enterprise": contact[1]} | dict(zip(("project",), contact[2:], strict=False))
        for contact in advice
    ]
    members = {row["enterprise"] for row in (*attendances, *contacts)} | set(more.split())
    return {
        "enterprises": [
            {"enterprise": member, "role": ROLES[member[0]], "size_class": SIZES.get(member)}
            for member in sorted(members)
        ],
        "events": events,
        "attendances": attendances,
        "advice_contacts": contacts,
    }


@pytest.fixture(scope="session")
def network_of(make_sources, plan):
    """Return a function from meetings and advice to the network table of project A, by period."""

    def build(meetings, advice=(), *, more: str = "", project: str = "A", projects=None, **choices) -> pd.DataFrame:
        given = {} if projects is None else {"projects": projects}
        network = build_network(make_sources(**tables(meetings, advice, more), **given), plan(**choices))
        totals = network[(network["project"] == project) & (network["dimension"] == "total")]
        return totals.set_index("period")

    return build


def numbers(row: pd.Series, names: str) -> list[int | None]:
    return [None if pd.isna(row[name]) else int(row[name]) for name in names.split()]


# --- the table -----------------------------------------------------------------------------------------------------


def test_a_network_has_its_documented_columns_and_a_row_for_each_period_and_the_whole_term(make_sources, plan):
    projects = [{"project": "B"}, {"project": "A", "start": "2020-03-01", "end": "2021-02-28"}]
    network = build_network(make_sources(projects=projects, **tables([("2020-05-01", "U1")])), plan())
    assert list(network) == list(NETWORK_COLUMNS)
    network = network[network["dimension"] == "total"]
    assert network["project"].tolist() == ["A"] * 3 + ["B"] * 5
    assert network["period"].tolist() == ["", "2020", "2021", "", "2019", "2020", "2021", "2022"]
    assert network.loc[0, ["municipality", "funding_round", "rule_set"]].tolist() == ["05711000", "R1", "esf_2014_2020"]
    assert set(network.dtypes[list(NETWORK_COLUMNS)[7:]].astype(str)) == {"Int64", "Float64"}


def test_the_plan_selects_funding_rounds(make_sources, plan):
    rounds = {
        "funding_rounds": [{}, {}],
        "projects": [{"project": "A"}, {"project": "B", "funding_round": "R2"}],
    }
    network = build_network(make_sources(**rounds, **tables([("2020-05-01", "U1")])), plan(funding_rounds=["R2"]))
    assert set(network["project"]) == {"B"}


# --- counts by hand ------------------------------------------------------------------------------------------------


def test_a_small_network_by_hand(network_of):
    """Three firms and three events: U1 came three times, U2 twice, U3 once; six of nine possible attendances."""
    network = network_of(
        [("2019-02-01", "U1 U2 U3"), ("2019-05-01", "U1 U2"), ("2019-11-01", "U1")],
        [("2019-03-01", "U3"), ("2019-03-02", "U4"), ("2019-03-03", "U4")],
    )
    for period in ("", "2019"):
        row = network.loc[period]
        assert numbers(row, "reached advised contacts") == [4, 2, 3]
        assert numbers(row, "events attending attendances possible_attendances") == [3, 3, 6, 9]
        assert numbers(row, "active") == [2]


def test_an_enterprise_is_counted_once_however_often_it_is_advised_or_seen(network_of):
    row = network_of([("2019-02-01", "U1"), ("2020-02-01", "U1")], [("2019-03-01", "U1"), ("2021-03-01", "U1")]).loc[""]
    assert numbers(row, "reached advised attending contacts attendances") == [1, 1, 1, 2, 2]


def test_project_staff_and_public_offices_are_no_firms(network_of):
    firms = [("2019-02-01", "U1 U2"), ("2019-05-01", "U1")]
    others = [("2019-02-01", "U1 U2 M1 A1 A2"), ("2019-05-01", "U1 M1 A1")]
    advised = network_of(others, [("2019-03-01", "A1")])
    pd.testing.assert_frame_equal(
        advised.drop(columns="offices_advised"), network_of(firms).drop(columns="offices_advised")
    )


def test_public_offices_are_counted_where_they_were_advised(network_of):
    """A supported public office (EECO18) is one that was advised, however often; attending is no support."""
    advice = [("2019-03-01", "A1"), ("2019-04-01", "A1"), ("2020-04-01", "A2"), ("2019-03-01", "U1")]
    network = network_of([("2019-02-01", "A3 U1")], advice)
    assert network["offices_advised"].to_dict() == {"": 2, "2019": 1, "2020": 1, "2021": 0, "2022": 0}
    assert numbers(network.loc[""], "advised contacts reached") == [1, 1, 1]


def test_advised_firms_are_small_or_medium_sized_large_or_of_unknown_size(network_of):
    advice = [("2019-03-01", member) for member in ("U1", "U3", "U4", "U5", "U5", "A1")]
    row = network_of([("2019-03-01", "U2")], advice).loc[""]
    assert numbers(row, "reached advised smes advised_of_unknown_size") == [5, 4, 2, 1]


def test_a_meeting_without_firms_is_an_event_that_could_have_been_attended(network_of):
    row = network_of([("2019-02-01", "U1 U2"), ("2019-05-01", "M1")]).loc[""]
    assert numbers(row, "events attending attendances possible_attendances") == [2, 2, 2, 4]


def test_the_plan_leaves_fairs_out(network_of):
    meetings = [("2019-02-01", "U1 U2"), ("2019-03-01", "U1 U2 U3 U4 U5", "fair")]
    left_out = network_of(meetings).loc[""]
    assert numbers(left_out, "reached events attendances possible_attendances active") == [2, 1, 2, 2, 0]
    counted = network_of(meetings, left_out_event_kinds=[]).loc[""]
    assert numbers(counted, "reached events attendances possible_attendances active") == [5, 2, 7, 10, 2]
    no_workshops = network_of(meetings, left_out_event_kinds=["workshop", "other"]).loc[""]
    assert numbers(no_workshops, "reached events attendances possible_attendances active") == [5, 1, 5, 5, 0]


@pytest.mark.parametrize(("times", "active"), [(1, [3, 3, 1]), (2, [2, 2, 0]), (3, [1, 0, 0]), (4, [0, 0, 0])])
def test_an_active_member_attends_as_often_as_the_plan_wants_in_the_period(network_of, times, active):
    meetings = [("2019-02-01", "U1 U2 U3"), ("2019-05-01", "U1 U2"), ("2020-02-01", "U1")]
    network = network_of(meetings, active_attendances=times)
    assert network.loc[["", "2019", "2020"], "active"].tolist() == active


def test_another_project_has_a_network_of_its_own(network_of):
    projects = [{"project": "A"}, {"project": "B"}]
    meetings = [("2019-02-01", "U1 U2"), ("2019-03-01", "U1 U3", "workshop", "B")]
    advice = [("2019-03-01", "U4", "B")]
    first = network_of(meetings, advice, projects=projects).loc[""]
    second = network_of(meetings, advice, projects=projects, project="B").loc[""]
    assert numbers(first, "reached events attendances active") == [2, 1, 2, 0]
    assert numbers(second, "reached events attendances advised") == [3, 1, 2, 1]


# --- periods: who stays and who is new -----------------------------------------------------------------------------


def twice(year: str, members: str) -> list[tuple[str, str]]:
    return [(f"{year}-02-01", members), (f"{year}-10-01", members)]


def test_retention_and_newcomers_by_hand(network_of):
    """U2 stays away in 2020 and comes back in 2021: it is neither kept nor new then."""
    meetings = twice("2019", "U1 U2") + twice("2020", "U1 U3") + twice("2021", "U2 U3 U4") + twice("2022", "U3")
    network = network_of(meetings)
    by_period = {
        period: numbers(network.loc[period], "active active_before active_again active_new") for period in network.index
    }
    assert by_period == {
        "": [4, None, None, None],
        "2019": [2, None, None, None],
        "2020": [2, 2, 1, 1],
        "2021": [3, 2, 1, 1],
        "2022": [1, 3, 1, 0],
    }


def test_attending_is_not_being_active(network_of):
    network = network_of([*twice("2019", "U1"), ("2020-02-01", "U1")])
    assert numbers(network.loc["2020"], "attending active active_before active_again") == [1, 0, 1, 0]


def test_a_period_without_activity_has_zeros(network_of):
    network = network_of([*twice("2019", "U1"), *twice("2022", "U1")])
    counts = "reached advised contacts events attending attendances possible_attendances active"
    assert numbers(network.loc["2020"], counts) == [0] * 8
    assert numbers(network.loc["2020"], "active_before active_again active_new") == [1, 0, 0]
    assert numbers(network.loc["2021"], "active_before active_again active_new") == [0, 0, 0]
    assert numbers(network.loc["2022"], "active_before active_again active_new") == [0, 0, 0]


def test_the_first_period_has_none_before_it_even_if_nothing_happened_in_it(network_of):
    network = network_of(twice("2020", "U1"))
    assert numbers(network.loc["2019"], "active active_before active_again active_new") == [0, None, None, None]
    assert numbers(network.loc["2020"], "active active_before active_again active_new") == [1, 0, 0, 1]


def test_without_any_table_everything_is_zero(make_sources, plan):
    network = build_network(make_sources(), plan()).set_index("period")
    assert (network.loc[:, "reached":"active"] == 0).all(axis=None)


def test_half_years_begin_in_january_and_july(network_of):
    projects = [{"project": "A", "start": "2019-05-15", "end": "2020-07-01"}]
    meetings = [("2019-06-30", "U1"), ("2019-07-01", "U1 U2"), ("2019-12-31", "U1"), ("2020-01-01", "U2")]
    network = network_of(meetings, projects=projects, period="half_year", curve_period="half_year")
    assert network["events"].to_dict() == {"": 4, "2019-H1": 1, "2019-H2": 2, "2020-H1": 1, "2020-H2": 0}
    assert network["active"].to_dict() == {"": 2, "2019-H1": 0, "2019-H2": 1, "2020-H1": 0, "2020-H2": 0}
    assert numbers(network.loc["2020-H1"], "active_before active_again active_new") == [1, 0, 0]


# --- what is known at the cut-off date -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cut_off", "events", "contacts", "periods"),
    [
        ("2019-02-01", 1, 0, ["", "2019"]),
        ("2019-01-31", 0, 0, ["", "2019"]),
        ("2020-12-31", 2, 1, ["", "2019", "2020"]),
        ("2021-01-01", 2, 2, ["", "2019", "2020", "2021"]),
        ("2018-12-31", 0, 0, [""]),
        ("2030-01-01", 3, 2, ["", "2019", "2020", "2021", "2022"]),
    ],
)
def test_what_comes_after_the_cut_off_is_not_known(network_of, cut_off, events, contacts, periods):
    meetings = [("2019-02-01", "U1"), ("2020-02-01", "U1"), ("2022-02-01", "U1")]
    network = network_of(meetings, [("2020-12-31", "U2"), ("2021-01-01", "U2")], cut_off=cut_off)
    assert network.index.tolist() == periods
    assert numbers(network.loc[""], "events contacts") == [events, contacts]


def test_a_project_that_has_not_begun_has_only_its_whole_term(network_of):
    projects = [{"project": "A", "start": "2021-01-01"}]
    assert network_of([], projects=projects, cut_off="2020-12-31").index.tolist() == [""]


# --- laws ------------------------------------------------------------------------------------------------------------


def world(seed: int) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Draw meetings and advice of a project between 2019 and 2022."""
    chance = Random(seed)  # noqa: S311
    members = [f"U{number}" for number in range(6)] + ["M1", "A1"]

    def day() -> str:
        return (pd.Timestamp("2019-01-01") + pd.Timedelta(days=chance.randint(0, 1460))).date().isoformat()

    meetings = [
        (day(), " ".join(chance.sample(members, chance.randint(0, 5))), chance.choice(["workshop", "other", "fair"]))
        for _ in range(chance.randint(0, 12))
    ]
    return meetings, [(day(), chance.choice([*members[:6], "A1"])) for _ in range(chance.randint(0, 4))]


WORLDS = st.integers(0, 2**32).map(world)
PERIODS = st.sampled_from(["year", "half_year"])


@QUICK
@given(WORLDS, PERIODS)
def test_an_enterprise_that_never_attends_changes_no_density(network_of, drawn, period):
    names = ["events", "attending", "attendances", "possible_attendances", "active"]
    meetings, advice = drawn
    before = network_of(meetings, advice, period=period)
    after = network_of(meetings, [*advice, ("2020-05-05", "U99")], more="U98", period=period)
    pd.testing.assert_frame_equal(after[names], before[names])
    assert after.loc["", "reached"] == before.loc["", "reached"] + 1


@QUICK
@given(WORLDS, st.sampled_from(["U0", "U1 U9", "U9 M1", "M1"]), st.integers(0, 1460))
def test_one_more_event_never_lowers_what_was_reached(network_of, drawn, guests, day):
    meetings, advice = drawn
    held_on = (pd.Timestamp("2019-01-01") + pd.Timedelta(days=day)).date().isoformat()
    before, after = network_of(meetings, advice), network_of([*meetings, (held_on, guests, "workshop")], advice)
    for name in ("reached", "attending", "attendances", "possible_attendances", "active", "events"):
        assert (after[name] >= before[name]).all(), name


@QUICK
@given(WORLDS, PERIODS)
def test_periods_add_up_to_the_whole_term(network_of, drawn, period):
    network = network_of(*drawn, period=period, curve_period=period)
    for name in ("contacts", "events", "attendances"):
        assert network[name].iloc[1:].sum() == network.loc["", name], name
    for name in ("reached", "advised", "attending", "smes", "offices_advised"):
        assert network[name].iloc[1:].sum() >= network.loc["", name] >= network[name].iloc[1:].max(), name


@QUICK
@given(WORLDS, PERIODS)
def test_counts_of_a_network_fit_each_other(network_of, drawn, period):
    network = network_of(*drawn, period=period, curve_period=period)
    assert (network["attendances"] <= network["possible_attendances"]).all()
    assert (network["active"] <= network["attending"]).all()
    assert (network[["attending", "advised"]].max(axis=1) <= network["reached"]).all()
    assert (network["attending"] + network["advised"] >= network["reached"]).all()
    assert (network["smes"] + network["advised_of_unknown_size"] <= network["advised"]).all()
    later = network.iloc[2:]
    assert (later["active_before"].to_numpy() == network["active"].iloc[1:-1].to_numpy()).all()
    assert (later["active_again"] + later["active_new"] <= later["active"]).all()
    assert (later["active_again"] <= later["active_before"]).all()


@QUICK
@given(WORLDS, st.integers(0, 2**32))
def test_the_order_of_rows_is_irrelevant(make_sources, plan, drawn, seed):
    sources = make_sources(**tables(*drawn))
    chance = Random(seed)  # noqa: S311
    shuffled = {
        name: table.iloc[chance.sample(range(len(table)), len(table))] for name, table in sources.tables.items()
    }
    again = Sources(MappingProxyType(shuffled), MappingProxyType({}))
    pd.testing.assert_frame_equal(build_network(again, plan()), build_network(sources, plan()))


# --- the demo data ---------------------------------------------------------------------------------------------------


def test_the_demo_data_add_up(demo_sources, demo_plan):
    network = build_network(demo_sources, demo_plan)
    network = network[network["dimension"] == "total"]
    sums = ["contacts", "events", "attendances"]
    whole = network[network["period"] == ""].set_index("project")[sums]
    parts = network[network["period"] != ""].groupby("project")[sums].sum()
    pd.testing.assert_frame_equal(whole, parts)
    fairs = (demo_sources["events"]["kind"] == "fair").sum()
    assert fairs > 0
    assert whole["events"].sum() == len(demo_sources["events"]) - fairs
