"""Small numbers stay in the house: both sides of the threshold, second cells, and an attacker who subtracts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from evaluation.disclosure import PUBLIC_UNITS, protect, protect_curves
from evaluation.estimators import kaplan_meier
from evaluation.results import COUNT_COLUMNS, CURVE_COLUMNS, FINDING_COLUMNS, KEY_COLUMNS, RESULT_COLUMNS, VALUE_COLUMNS

GENDERS = ("female", "male", "non_binary")
NUMBERS = (*COUNT_COLUMNS, *VALUE_COLUMNS)
SHARE = {"events", "unknown", "estimate", "conf_low", "conf_high"}
quick = settings(max_examples=20, deadline=None)


# --- raw results, built by hand ---------------------------------------------------------------------------------------


def result(events, n=None, unknown=None, not_mature=None, *, group="total", period="", **facts):
    """Return one raw row: a count, or a share if there is an `n`."""
    filled = {
        "indicator": "entries" if n is None else "placement",
        "municipality": "14713000",
        "project": "A",
        "funding_round": "R1",
        "dimension": "total" if group == "total" else "gender",
        "group": group,
        "period": period,
        "n": n,
        "events": events,
        "unknown": unknown,
        "not_mature": not_mature,
        "estimate": None,
        "conf_low": None,
        "conf_high": None,
        "unit": "persons",
        "method": "count" if n is None else "wilson",
        "target": None,
        "status": "published",
        "contributors": events if n is None else n,
    }
    if n == 0:
        filled["status"] = "not_mature" if not_mature else "not_applicable"
    if n:
        filled |= {"estimate": events / n, "conf_low": 0.5 * events / n, "conf_high": 0.5 + 0.5 * events / n}
    return filled | facts


def raw(*rows):
    whole = dict.fromkeys((*COUNT_COLUMNS, "contributors"), "Int64")
    real = dict.fromkeys((*VALUE_COLUMNS, "target"), "Float64")
    return pd.DataFrame(list(rows), columns=[*RESULT_COLUMNS, "contributors"]).astype(whole | real)


def hidden(row_or_rows, smallest_cell=3):
    """Return the hidden columns of each row, as sets."""
    rows = row_or_rows if isinstance(row_or_rows, pd.DataFrame) else raw(row_or_rows)
    found = [set(names.split()) for names in protect(rows, smallest_cell)["suppressed"]]
    return found if isinstance(row_or_rows, pd.DataFrame) else found[0]


# --- the threshold, from both sides -----------------------------------------------------------------------------------


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_a_count_is_hidden_from_1_to_one_below_the_smallest_cell(smallest_cell):
    for count in range(smallest_cell + 2):
        assert hidden(result(count), smallest_cell) == ({"events"} if 1 <= count < smallest_cell else set()), count


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_a_small_numerator_hides_the_share_and_its_interval(smallest_cell):
    for events in range(smallest_cell + 2):
        got = hidden(result(events, n=50, unknown=20, not_mature=0), smallest_cell)
        assert got == (SHARE if 1 <= events < smallest_cell else set()), events


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_a_small_complement_hides_the_share_and_its_interval(smallest_cell):
    """9 of 10 tells of the one who is left."""
    for others in range(smallest_cell + 2):
        got = hidden(result(50 - others, n=50, unknown=0, not_mature=0), smallest_cell)
        assert got == (SHARE if 1 <= others < smallest_cell else set()), others


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_a_small_denominator_hides_everything_that_is_formed_with_it(smallest_cell):
    for n in range(1, smallest_cell + 2):
        got = hidden(result(0, n=n, unknown=0, not_mature=0), smallest_cell)
        assert got == (SHARE | {"n"} if n < smallest_cell else set()), n


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_a_small_unknown_is_hidden_and_the_share_stays(smallest_cell):
    for unknown in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=unknown, not_mature=0), smallest_cell)
        assert got == ({"unknown"} if 1 <= unknown < smallest_cell else set()), unknown


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_unknown_is_hidden_if_it_would_tell_of_few_known_others(smallest_cell):
    """20 of 50 employed, 28 unknown: 2 are known not to be."""
    for known_others in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=30 - known_others, not_mature=0), smallest_cell)
        assert got == ({"unknown"} if 1 <= known_others < smallest_cell else set()), known_others


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_few_cases_that_are_not_mature_are_hidden_and_the_share_stays(smallest_cell):
    for not_mature in range(smallest_cell + 2):
        got = hidden(result(20, n=50, unknown=0, not_mature=not_mature), smallest_cell)
        assert got == ({"not_mature"} if 1 <= not_mature < smallest_cell else set()), not_mature


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_many_contacts_of_few_firms_are_hidden(smallest_cell):
    for firms in range(smallest_cell + 2):
        contacts = result(40, indicator="advice_contacts", unit="contacts", contributors=firms)
        assert hidden(contacts, smallest_cell) == ({"events"} if 1 <= firms < smallest_cell else set()), firms


@pytest.mark.parametrize("smallest_cell", [3, 5])
def test_the_density_of_few_firms_is_hidden_with_its_denominator(smallest_cell):
    """The number of events is public: possible attendances divided by events would be the number of firms."""
    for firms in range(1, smallest_cell + 2):
        density = result(
            5 * firms,
            n=10 * firms,
            indicator="two_mode_density",
            unit="attendances",
            method="ratio",
            contributors=firms,
        )
        got = hidden(density | {"conf_low": None, "conf_high": None}, smallest_cell)
        assert got == ({"n", "events", "estimate"} if firms < smallest_cell else set()), firms


def test_how_many_events_were_held_is_no_secret():
    assert PUBLIC_UNITS == ("events",)
    for count in range(5):
        assert hidden(result(count, indicator="events_held", unit="events")) == set()


def test_zero_is_published():
    protected = protect(raw(result(0), result(0, n=20, unknown=0, not_mature=0)), 3)
    assert protected["events"].tolist() == [0, 0]
    assert protected["status"].tolist() == ["published", "published"]


def test_a_row_that_was_not_collected_has_nothing_to_hide():
    row = result(None, indicator="stabilised_6_point", method="wilson", status="not_collected", contributors=None)
    protected = protect(raw(row), 3)
    assert protected["status"].tolist() == ["not_collected"]
    assert protected["suppressed"].tolist() == [""]


def test_suppressed_is_a_status_of_the_headline_and_no_number():
    rows = raw(result(2), result(0), result(20, n=50, unknown=1, not_mature=0), result(0, n=0, not_mature=2))
    protected = protect(rows, 3)
    assert protected["status"].tolist() == ["suppressed", "published", "published", "not_mature"]
    assert protected["events"].isna().tolist() == [True, False, False, False]
    assert protected["unknown"].isna().tolist() == [True, True, True, True]
    assert protected["suppressed"].tolist() == ["events", "", "unknown", "not_mature"]


def test_no_result_gives_no_finding():
    assert protect(raw(), 3).empty
    assert list(protect(raw(), 3).columns) == list(FINDING_COLUMNS)


# --- second cells -----------------------------------------------------------------------------------------------------


def by_gender(*rows, make=result):
    """Return rows for total, female, male, non_binary."""
    return raw(*(make(*row, group=group) for group, row in zip(("total", *GENDERS), rows, strict=True)))


def test_beside_a_lone_hidden_count_the_smallest_other_is_hidden():
    assert hidden(by_gender((20,), (11,), (7,), (2,))) == [set(), set(), {"events"}, {"events"}]


def test_two_hidden_counts_protect_each_other():
    assert hidden(by_gender((20,), (16,), (2,), (2,))) == [set(), set(), {"events"}, {"events"}]


def test_a_zero_is_hidden_only_for_want_of_another():
    """11 women, all but one employed, and nobody else employed: the total would give the 10 away."""
    rows = by_gender((10, 30, 0, 0), (10, 11, 0, 0), (0, 19, 0, 0), (0, 0, 0, 0))
    assert hidden(rows) == [set(), SHARE, SHARE, set()]


def test_a_hidden_total_is_not_given_away_by_its_members():
    """The total of Q2 is hidden beside that of Q1: the women and men of Q2 must not add up to it."""
    rows = raw(*_cross_table({"female": (1, 5), "male": (0, 6)}))
    protected = protect(rows, 3)
    of_q2 = protected[protected["period"] == "Q2"].set_index("group")["status"]
    assert of_q2["total"] == "suppressed"
    assert "suppressed" in of_q2[["female", "male"]].tolist()
    assert recovered(protected) == []


def test_a_hidden_total_of_unknown_gender_hides_no_group():
    """Two persons, both of unknown gender: the zeros of the groups do not tell of them."""
    assert hidden(by_gender((2,), (0,), (0,), (0,))) == [{"events"}, set(), set(), set()]


def test_over_the_quarters_too_the_smallest_other_is_hidden():
    rows = raw(*(result(count, period=period) for period, count in [("", 30), ("Q1", 2), ("Q2", 20), ("Q3", 8)]))
    assert hidden(rows) == [set(), {"events"}, set(), {"events"}]


def test_a_line_of_one_quarter_hides_its_total():
    """Men are hidden beside the women of the only quarter; the whole term has the same number."""
    rows = raw(
        *(
            result(count, group=group, period=period)
            for period in ("", "Q1")
            for group, count in [("total", 9), ("female", 2), ("male", 7)]
        )
    )
    assert hidden(rows) == [set(), {"events"}, {"events"}] * 2


def test_a_zero_quarter_is_hidden_where_a_second_cell_would_follow_from_the_whole_term():
    """All 5 women came in Q1 and hide the 2 men of Q1: over the quarters they must not come back."""
    cells = {"female": (5, 0, 0), "male": (2, 20, 9)}
    rows = raw(*_cross_table(cells))
    assert recovered(protect(rows, 3)) == []
    assert pd.isna(protect(rows, 3).query("group == 'male' and period == 'Q1'")["events"].item())


def test_a_hidden_denominator_takes_the_share_of_its_partner_along():
    rows = by_gender((30, 60, 6, 0), (20, 40, 3, 0), (10, 18, 3, 0), (0, 2, 0, 0))
    assert hidden(rows)[2] == SHARE | {"n"}
    assert hidden(rows)[3] == SHARE | {"n"}


def test_a_lone_hidden_unknown_hides_another_unknown_and_no_share():
    rows = by_gender((30, 70, 12, 0), (20, 40, 10, 0), (10, 30, 2, 0), (0, 0, 0, 0))
    assert hidden(rows) == [set(), {"unknown"}, {"unknown"}, set()]


# --- random tables and an attacker ------------------------------------------------------------------------------------


def _cross_table(cells, unknown_gender=(), **facts):
    """Return count rows over gender and quarter with all their totals, from the inner counts by gender."""
    length = len(next(iter(cells.values())))
    everybody = [*cells.values(), unknown_gender or (0,) * length]
    for group, counts in {"total": tuple(map(sum, zip(*everybody, strict=True))), **cells}.items():
        yield result(sum(counts), group=group, **facts)
        for number, count in enumerate(counts, start=1):
            yield result(count, group=group, period=f"Q{number}", **facts)


@st.composite
def tables(draw, of="A"):
    """Draw a count by gender and quarter, a share by gender, and the events held, of each project."""
    small = st.integers(0, 6) | st.sampled_from([0, 0, 1, 20])
    rows = []
    for project in of:
        quarters = draw(st.integers(1, 4))
        cells = {group: tuple(draw(small) for _ in range(quarters)) for group in GENDERS}
        missing = tuple(draw(st.sampled_from([0, 0, 0, 1, 3])) for _ in range(quarters))
        rows += _cross_table(cells, missing, project=project)
        people = {group: [draw(small) for _ in range(4)] for group in GENDERS}  # yes, no, unknown, too early
        people = {"total": np.sum(list(people.values()), axis=0).tolist(), **people}
        rows += [
            result(yes, yes + no + unknown, unknown, early, group=group, project=project)
            for group, (yes, no, unknown, early) in people.items()
        ]
        held = [draw(st.integers(0, 6)) for _ in range(quarters)]
        rows += _cross_table({"total": held}, project=project, indicator="events_held", unit="events")
    return raw(*{(row["indicator"], row["project"], row["group"], row["period"]): row for row in rows}.values())


def recovered(protected):
    """Attack: in each line that adds up, a single hidden number is the total minus the others.

    Written without regard to how the protection finds its lines: genders of the same period, quarters of the same
    group. A lone hidden total counts only if the published members are not all 0 (then it counts unknown gender).
    """
    lines = {}
    for row in protected.to_dict("records"):
        across = (row["indicator"], row["project"], "genders of", row["period"])
        lines.setdefault(across, {})[row["group"]] = row
        if row["method"] == "count":
            along = (row["indicator"], row["project"], "quarters of", row["group"])
            lines.setdefault(along, {})[row["period"] or "total"] = row
    found = []
    for name, line in lines.items():
        for column in COUNT_COLUMNS:
            masked = [place for place, row in line.items() if column in row["suppressed"].split()]
            others = [row[column] for place, row in line.items() if place not in masked and pd.notna(row[column])]
            if len(line) > 1 and len(masked) == 1 and not (masked == ["total"] and sum(others) == 0):
                found.append((*name, masked[0], column))
    return found


def test_the_attacker_finds_what_primary_suppression_alone_leaves():
    rows = by_gender((20,), (11,), (7,), (2,))
    protected = protect(rows, 3)
    careless = protected.assign(
        events=rows["events"].mask(rows["events"] < 3), suppressed=["", "", "", "events"], status="published"
    )
    assert recovered(careless) == [("entries", "A", "genders of", "", "non_binary", "events")]
    assert recovered(protected) == []


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from([3, 5]))
def test_no_hidden_number_follows_from_a_line(rows, smallest_cell):
    before = rows.copy()
    protected = protect(rows, smallest_cell)
    assert recovered(protected) == []
    assert_frame_equal(rows, before)  # the raw results are left alone


@quick
@given(tables(), st.sampled_from([3, 5]))
def test_no_small_number_of_persons_leaves_the_house(rows, smallest_cell):
    protected = protect(rows, smallest_cell)
    of_people = protected[~protected["unit"].isin(PUBLIC_UNITS)]

    def is_small(numbers):
        return numbers.between(1, smallest_cell - 1).fillna(value=False).any()

    for column in COUNT_COLUMNS:
        assert not is_small(of_people[column])
    assert not is_small(of_people["n"] - of_people["events"])
    assert not is_small(of_people["n"] - of_people["events"] - of_people["unknown"])
    hides_events = of_people["suppressed"].str.split().map(lambda names: "events" in names)
    assert of_people.loc[hides_events, list(VALUE_COLUMNS)].isna().all(axis=None)
    assert (of_people.loc[hides_events, "status"] == "suppressed").all()
    assert (of_people.loc[~hides_events, "status"] != "suppressed").all()


@quick
@given(tables())
def test_a_number_is_as_it_was_or_hidden_and_named(rows):
    """Never 0 for a hidden number, never an empty cell that nobody explains."""
    protected = protect(rows, 3)
    assert list(protected.columns) == list(FINDING_COLUMNS)
    for column in NUMBERS:
        named = protected["suppressed"].str.split().map(lambda names, column=column: column in names)
        assert protected.loc[named, column].isna().all()
        assert rows.loc[named, column].notna().all()
        pd.testing.assert_series_equal(protected.loc[~named, column], rows.loc[~named, column])
    untouched = [*KEY_COLUMNS, "unit", "method", "target"]
    assert_frame_equal(protected[untouched], rows[untouched])


@quick
@given(tables())
def test_events_of_the_network_are_never_hidden(rows):
    protected = protect(rows, 3)
    assert (protected.loc[protected["unit"] == "events", "suppressed"] == "").all()


@quick
@given(tables(), st.randoms(use_true_random=False))
def test_the_same_cells_are_hidden_again_and_in_whatever_order_the_rows_stand(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    shuffled = protect(rows.iloc[order].reset_index(drop=True), 3)
    back = shuffled.set_index(pd.Index(order)).sort_index()
    once = protect(rows, 3)
    assert_frame_equal(back, once)
    assert_frame_equal(protect(rows, 3), once)


@quick
@given(tables(of="AB"))
def test_another_project_hides_nothing(rows):
    together, alone = protect(rows, 3), protect(rows[rows["project"] == "A"], 3)
    assert_frame_equal(together[together["project"] == "A"].reset_index(drop=True), alone)


# --- survival curves --------------------------------------------------------------------------------------------------


def curves(months=12, project="A", **groups):
    """Return raw curves of groups of (months, ended or last heard of) and their total."""
    everybody = [case for cases in groups.values() for case in cases]
    frames = []
    for group, cases in {"total": everybody, **groups}.items():
        if not cases:
            continue
        curve = kaplan_meier([case[0] for case in cases], [case[1] for case in cases], range(months + 1), 0.95)
        frames.append(
            pd.DataFrame(
                {
                    "indicator": "job_survival",
                    "municipality": "14713000",
                    "project": project,
                    "funding_round": "R1",
                    "dimension": "total" if group == "total" else "gender",
                    "group": group,
                    "month": range(months + 1),
                    "n": curve.at_risk,
                    "events": curve.events,
                    "estimate": curve.survival,
                    "conf_low": curve.conf_low,
                    "conf_high": curve.conf_high,
                    "method": curve.method,
                    "status": "published",
                }
            )
        )
    return pd.concat(frames, ignore_index=True)[list(CURVE_COLUMNS)] if frames else pd.DataFrame(columns=CURVE_COLUMNS)


def ends(*months):
    return [(month - 0.5, True) for month in months]


def lasting(number):
    return [(99, False)] * number


def shown(protected, group="total"):
    rows = protected[(protected["group"] == group) & (protected["status"] == "published")]
    return rows["month"].tolist()


def test_a_step_of_few_events_is_not_shown():
    """Two ends in month 2, one more in month 4: the first shown step holds all three."""
    protected = protect_curves(curves(6, female=ends(2, 2, 4) + lasting(10)), 3, [])
    assert shown(protected) == [0, 1, 4, 5, 6]


def test_the_months_of_the_horizons_are_kept_first():
    """Three ends in month 3, one in month 4: only one of the two months can be shown."""
    raw_curves = curves(5, female=ends(3, 3, 3, 4) + lasting(10))
    assert shown(protect_curves(raw_curves, 3, [])) == [0, 1, 2, 3]
    assert shown(protect_curves(raw_curves, 3, [4])) == [0, 1, 2, 4, 5]


def test_a_horizon_with_too_few_events_is_hidden_too():
    protected = protect_curves(curves(5, female=ends(3) + lasting(10)), 3, [4])
    assert shown(protected) == [0, 1, 2]


@pytest.mark.parametrize(("cases", "months"), [(2, []), (3, [0, 1, 2])])
def test_a_curve_begins_with_enough_cases_or_not_at_all(cases, months):
    assert shown(protect_curves(curves(2, female=lasting(cases)), 3, [])) == months


@pytest.mark.parametrize(("still_there", "months"), [(2, [0, 1, 2]), (3, [0, 1, 2, 3, 4])])
def test_a_month_with_few_cases_at_risk_is_hidden(still_there, months):
    protected = protect_curves(curves(4, female=[(2.5, False)] * 5 + lasting(still_there)), 3, [])
    assert shown(protected) == months


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


def test_a_hidden_point_carries_no_number():
    protected = protect_curves(curves(6, female=ends(2) + lasting(10)), 3, [])
    rows = protected[protected["status"] == "suppressed"]
    assert len(rows) > 0
    assert rows[["n", "events", *VALUE_COLUMNS]].isna().all(axis=None)
    assert protected.loc[protected["status"] == "published", ["n", "events"]].notna().all(axis=None)


def test_no_curve_is_protected_as_no_curve():
    assert protect_curves(curves(), 3, [3]).empty


cases = st.lists(st.tuples(st.integers(1, 14).map(lambda month: month - 0.5), st.booleans()), max_size=20)
groups = st.fixed_dictionaries(dict.fromkeys(GENDERS, cases))


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
        steps = curve.sort_values("month")["events"].diff().dropna()
        assert ((steps == 0) | (steps >= smallest_cell)).all()
        assert curve["month"].min() == 0
    for _, month in protected.groupby("month"):  # a lone hidden curve would be the difference of the others
        assert (month["status"] == "suppressed").sum() != 1
    raw_by_key = raw_curves.set_index(["group", "month"])["estimate"]
    for row in published.itertuples():
        assert row.estimate == raw_by_key[(row.group, row.month)]


@quick
@given(groups, st.randoms(use_true_random=False))
def test_the_same_points_are_hidden_in_whatever_order_the_rows_stand(people, random):
    raw_curves = curves(**people)
    shuffled = raw_curves.iloc[random.sample(range(len(raw_curves)), len(raw_curves))]
    assert_frame_equal(protect_curves(raw_curves, 3, [6]), protect_curves(shuffled, 3, [6]))


def test_projects_do_not_touch_each_other():
    small, large = curves(2, "A", female=lasting(2)), curves(2, "B", female=lasting(9))
    protected = protect_curves(pd.concat([small, large], ignore_index=True), 3, [])
    assert protected.groupby("project")["status"].unique().map(list).to_dict() == {
        "A": ["suppressed"],
        "B": ["published"],
    }
