"""Deviations drawn by keys: the same cases have the same number in each table, report and edition, and no bias."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import LAWS, counted, persons, raw, result

from evaluation.disclosure import Knowledge
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.intervals import Edition
from evaluation.disclosure.perturbation_table import perturbation_table
from evaluation.disclosure.perturbed import protect_perturbed
from evaluation.disclosure.perturbed_curves import perturb_curves
from evaluation.disclosure.release import check_results
from evaluation.disclosure.treatments import CellKey
from evaluation.indicators.counting import Layout
from evaluation.indicators.keyed import KEY_SUMS, keys_of_cases, keys_of_firms, sums_of_keys
from evaluation.results import COUNT_COLUMNS, VALUE_COLUMNS
from evaluation.sources.secret import KEY_FILE, KEYS, read_secret, record_keys

SECRET = bytes(range(32))
FOUR = CellKey(perturbation_table(4, 2.5, 2))
OPEN = Protection(3, 3)
LINKED = Knowledge(relations=LAWS, complete=frozenset({"entries", "placement"}))
some = settings(max_examples=4, deadline=None)


def with_keys(rows, secret=SECRET):
    """Return raw rows with a key for each count, drawn by what is counted and the number."""
    keys = {}
    for name in COUNT_COLUMNS:
        places = rows[["project", "dimension", "group", "period"]].agg("/".join, axis=1)
        keys[KEY_SUMS[name]] = record_keys(places + rows["indicator"] + name + rows[name].map(str), secret)
    return rows.assign(**keys)


def protected(rows, **more):
    return protect_perturbed(with_keys(rows), FOUR, OPEN, 0.95, **more)


# --- keys ---


def test_a_name_has_one_key_under_a_secret_and_another_under_another():
    keys = record_keys(["A", "B", "A"], SECRET)
    assert keys[0] == keys[2] != keys[1]
    assert (record_keys(["A", "B"], bytes(32)) != keys[:2]).all()
    assert keys.min() >= 0
    assert keys.max() < KEYS


def test_keys_are_spread_evenly():
    """Of 20 000 keys each tenth of the range has 2 000, give or take four standard errors of 42."""
    keys = record_keys(map(str, range(20_000)), SECRET) / KEYS
    counts, _ = np.histogram(keys, bins=10, range=(0, 1))
    assert np.abs(counts - 2000).max() < 4 * 42.5


def test_the_key_of_a_set_follows_from_its_cases_alone():
    """In whatever order and layout they stand; one case more draws another key."""
    table = pd.DataFrame({"project": "A", "person": [f"p{number}" for number in range(9)]})
    keys = keys_of_cases(table, "person", SECRET)
    rows = pd.DataFrame({"place": [0]})
    chosen = np.array([True, False, True, True, False, True, False, False, True])
    slots = np.ones(9, dtype=np.int64)
    one = sums_of_keys(Layout(rows, (slots,)), dict.fromkeys(COUNT_COLUMNS, chosen), keys)
    order = np.random.default_rng(1).permutation(9)
    narrower = Layout(pd.DataFrame({"place": [0, 0]}), (np.where(chosen[order], 2, 1),))  # the chosen are a group
    other = sums_of_keys(narrower, dict.fromkeys(COUNT_COLUMNS, np.ones(9, dtype=bool)), keys[order])
    assert one["n_key"][0] == other["n_key"][1] == keys[chosen].sum() % KEYS
    assert keys_of_cases(table, "person", None) is None
    assert (keys_of_cases(table.assign(project="B"), "person", SECRET) != keys).all()


def test_the_same_column_of_the_network_has_the_same_key_in_each_indicator():
    places = {"project": ["A", "A"], "period": ["", "2019"], "dimension": "total", "group": "total"}
    network = pd.DataFrame(places | {"reached": [4, 4], "advised": [4, pd.NA]})
    keys = keys_of_firms(network, {"events": "advised", "n": "reached"}, SECRET)
    assert set(keys) == {"events_key", "n_key"}
    assert keys["n_key"].tolist() == keys_of_firms(network, {"events": "reached"}, SECRET)["events_key"].tolist()
    assert len({*keys["n_key"], *keys["events_key"]}) == 4


@pytest.mark.parametrize("content", ["", "abc", "0" * 63, "0" * 65, "g" * 64, "0" * 64 + "\n" + "1" * 64])
def test_a_key_that_is_no_key_is_a_fault_that_does_not_show_it(tmp_path, content):
    (tmp_path / KEY_FILE).write_text(content)
    secret, prints, [fault] = read_secret(tmp_path)
    assert (secret, prints, fault.value) == (None, {}, None)
    assert "at least 64 hexadecimal digits" in fault.line()
    assert not content or content not in fault.line()


def test_a_key_is_read_and_known_elsewhere_by_its_hash_alone(tmp_path):
    assert read_secret(tmp_path) == (None, {}, [])
    (tmp_path / KEY_FILE).write_text(SECRET.hex().upper() + "\n")
    secret, prints, faults = read_secret(tmp_path)
    assert (secret, faults) == (SECRET, [])
    assert re.fullmatch(r"[0-9a-f]{64}", prints[KEY_FILE])


def test_sources_do_not_show_their_secret(demo_sources):
    assert SECRET.hex() not in repr(replace(demo_sources, secret=SECRET))
    assert repr(SECRET) not in repr(replace(demo_sources, secret=SECRET))


# --- counts ---


@some
@given(st.lists(persons(), min_size=1, max_size=2))
def test_counts_deviate_by_no_more_than_the_plan_says_and_are_never_few(everybody):
    rows = raw(*(row for project, own in zip("AB", everybody, strict=False) for row in counted(own, project)))
    after = protected(rows, knowledge=LINKED)
    cases = ~rows["method"].isin(["total", "mean"])
    for name in COUNT_COLUMNS:
        before, shown = rows.loc[cases, name], after.loc[cases, name]
        there = shown.notna()
        assert ((before - shown)[there].abs() <= 4).all()
        assert not set(shown[there].tolist()) & {1, 2}
        assert (shown[there & (before == 0)] == 0).all()
    assert check_results(after, OPEN, LINKED, treatments=[FOUR]).disclosed == ()


def test_a_share_above_1_is_not_given():
    """Where the numerator deviates upwards and the denominator downwards."""
    tries = np.arange(1000) / 1000
    up = tries[FOUR.published(np.full(1000, 19.0), tries) == 20][0]
    down = tries[FOUR.published(np.full(1000, 20.0), tries) == 18][0]
    rows = with_keys(raw(result(19, 20, 0, 0))).assign(events_key=up * KEYS, n_key=down * KEYS)
    [row] = protect_perturbed(rows, FOUR, OPEN, 0.95).to_dict("records")
    assert (row["events"], row["n"]) == (20, 18)
    assert (row["status"], row["suppressed"]) == ("suppressed", "unknown estimate conf_low conf_high")


def test_a_count_without_a_key_is_not_published():
    with pytest.raises(ValueError, match="a count has no cell key"):
        protect_perturbed(raw(result(19)), FOUR, OPEN, 0.95)


def test_many_secrets_leave_a_count_unbiased():
    """The mean of 600 deviations of variance 2.5 lies within 4 of its standard errors, 0.065."""
    secrets = [number.to_bytes(32, "big") for number in range(600)]
    deviations = [FOUR.published(np.array([9.0]), record_keys(["nine"], secret) / KEYS)[0] - 9 for secret in secrets]
    assert abs(np.mean(deviations)) < 4 * np.sqrt(2.5 / 600)
    assert np.var(deviations) == pytest.approx(2.5, rel=0.2)


# --- earlier editions ---


@some
@given(persons())
def test_what_has_not_changed_has_the_same_number_in_the_next_edition(everybody):
    rows = raw(*counted(everybody))
    before = protected(rows, knowledge=LINKED)
    more = raw(*counted(everybody), *counted([everybody[0]._replace(number=5)], "B"))
    after = protected(more, knowledge=LINKED, earlier=[Edition(before, FOUR)]).iloc[: len(rows)]
    for name in COUNT_COLUMNS:
        both = before[name].notna() & after[name].notna()
        assert (before[name][both] == after[name][both]).all()
    assert check_results(after, OPEN, LINKED, [before], treatments=[FOUR, FOUR]).disclosed == ()


# --- curves ---


def test_curves_have_counts_that_deviate_and_still_run_one_way():
    months = np.arange(12)
    facts = {"indicator": "job_survival", "municipality": "1", "project": "A", "funding_round": "R", "method": "km"}
    curve = pd.DataFrame(
        {
            **facts,
            "dimension": "total",
            "group": "total",
            "month": months,
            "n": 60 - 4 * months,
            "events": 3 * months,
            "estimate": 1 - months / 37,
            "conf_low": 0.123456,
            "conf_high": 0.98765,
            "status": "published",
        }
    ).astype({"n": "Int64", "events": "Int64"})
    shown = perturb_curves(curve, FOUR, SECRET)
    assert (shown["n"].diff().dropna() <= 0).all()
    assert (shown["events"].diff().dropna() >= 0).all()
    assert (shown["n"] != curve["n"]).any()
    assert shown.loc[0, ["conf_low", "conf_high"]].tolist() == [0.12, 0.99]
    assert perturb_curves(curve, FOUR, SECRET).equals(shown)
    assert perturb_curves(curve.iloc[:0], FOUR, SECRET).empty


def test_a_curve_that_begins_with_counted_cases_has_their_deviation():
    """Two deviations of the same cases could be averaged; of other cases of the curve there is one anyway."""
    place = {"indicator": "job_survival", "project": "A", "dimension": "total", "group": "total"}
    facts = {**place, "municipality": "1", "funding_round": "R", "method": "km", "status": "published"}
    facts |= dict.fromkeys(VALUE_COLUMNS, 0.5) | {"events": 0}
    curve = pd.DataFrame([{**facts, "month": month, "n": n} for month, n in enumerate((40, 40, 9))])
    curve = curve.astype({"n": "Int64", "events": "Int64"})
    for key in range(0, KEYS, KEYS // 9):
        beginnings = pd.DataFrame([{**place, "begins": 40, "key": key}])
        shown = perturb_curves(curve, FOUR, SECRET, beginnings)["n"].tolist()
        [expected] = FOUR.published(np.array([40.0]), np.array([key / KEYS]))
        assert shown[:2] == [expected, expected]
        assert shown[2] == perturb_curves(curve, FOUR, SECRET)["n"].iloc[2]
