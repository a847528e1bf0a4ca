"""The catalogue as a text: every indicator says what it counts, in words that quote the plan."""

import re

import pytest
from indicators.frames import NOBODY, PLAN
from specifications.records import plan_with

from evaluation.cohorts import CASE_COLUMNS
from evaluation.indicators import DIMENSIONS, INDICATORS, Chapter, Estimator, Table, catalogue, target_units
from evaluation.indicators.rules import ESF_ONLY, EVERY_RULE_SET
from evaluation.network import NETWORK_COLUMNS
from evaluation.sources.contracts import CONTRACTS, RULE_SETS

ALL = pytest.mark.parametrize("indicator", catalogue(PLAN), ids=lambda one: one.name)


@pytest.mark.parametrize("choices", [{}, {"modes": ["point"], "horizons_months": [1]}, {"clock": "exit"}])
def test_names_are_unique(choices):
    names = [indicator.name for indicator in catalogue(plan_with(**choices))]
    assert len(names) == len(set(names))


def test_the_plan_decides_how_many_indicators_there_are():
    few = plan_with(modes=["point"], horizons_months=[6], after_exit={"months": [6, 12]})
    names = [one.name for one in catalogue(few)]
    assert [name for name in names if name.startswith("stabilised")] == ["stabilised_6_point"]
    assert [name for name in names if name.startswith("not_unemployed")] == ["not_unemployed_6", "not_unemployed_12"]


def test_chapters_stand_together_in_the_order_of_the_catalogue_but_for_cases():
    """Cases outside participations are read in the chapters of reach and exit."""
    order = [one.chapter for one in INDICATORS if one.table is not Table.CASES]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)
    assert set(order) == set(Chapter)


@ALL
def test_an_indicator_says_what_it_counts_and_where_that_comes_from(indicator):
    for text in (indicator.title, indicator.title_en, indicator.definition, indicator.source, indicator.unit):
        assert text.strip()
    texts = (indicator.title, indicator.title_en, indicator.definition, indicator.source)
    rules = (indicator.name, indicator.events, indicator.n, indicator.unknown, indicator.not_mature)
    for text in (*texts, *rules):
        assert text is None or not {"{", "}"} & set(text)
    assert indicator.definition.endswith(".")
    assert indicator.codes
    assert set(indicator.codes) <= set(RULE_SETS)


@ALL
def test_the_parts_of_an_indicator_fit_each_other(indicator):
    assert (indicator.n is None) == (indicator.estimator is Estimator.COUNT)
    of_amounts = (Estimator.TOTAL, Estimator.MEAN, Estimator.MEASURE, Estimator.SEGMENTED)
    assert (indicator.amount is not None) == (indicator.estimator in of_amounts)
    assert set(indicator.needs) <= set(CONTRACTS)
    assert set(indicator.by) <= set(DIMENSIONS)
    if indicator.table is Table.NETWORK:
        names = ("events", "n", "unknown", "contributors", "amount", "asked")
        rules = {getattr(indicator, name) for name in names}
        assert rules - {None} <= set(NETWORK_COLUMNS)
        assert set(indicator.largest or ()) <= set(NETWORK_COLUMNS)
        assert indicator.day is None
    elif indicator.estimator in (Estimator.POST_STRATIFIED, Estimator.MEAN, Estimator.TOTAL):
        assert indicator.by == (), "groups of these would be weighted or summed as if they were all"


@ALL
def test_rules_name_columns_that_are_documented(indicator):
    if indicator.table in (Table.NETWORK, Table.SERIES):
        return
    known = set(NOBODY) if indicator.table is Table.COHORT else set(CASE_COLUMNS)
    rules = [rule for rule in (indicator.events, indicator.n, indicator.unknown, indicator.not_mature) if rule]
    for rule in rules:
        words = set(re.findall(r"[a-z_]\w*", re.sub(r"'[^']*'", "", rule))) - {"and", "or", "not", "in"}
        assert words <= known, rule
    assert {indicator.amount, indicator.day, indicator.asked} - {None} <= known


def test_an_official_code_belongs_to_one_indicator_of_a_rule_set_or_to_one_family():
    """The codes of the Federal Employment Agency name a figure at several months, K2 its two components."""
    for rule_set in RULE_SETS:
        codes = [one.codes[rule_set] for one in INDICATORS if one.codes.get(rule_set)]
        assert {code for code in codes if codes.count(code) > 1} <= {"K2"}


def test_placement_bears_the_code_of_its_rule_set():
    codes = next(indicator.codes for indicator in INDICATORS if indicator.name == "placement")
    assert codes == {"esf_2014_2020": "CR04", "esf_plus_2021_2027": "EECR04", "forerunner": ""}
    assert set(ESF_ONLY) | {"forerunner"} == set(EVERY_RULE_SET)


def test_counts_have_targets_in_numbers_and_shares_in_numbers_or_percent():
    units = target_units(PLAN)
    assert units["entries"] == units["hours_training"] == units["integrations"] == "count"
    assert units["placement"] == units["unemployed"] == units["stabilised_6_point"] == "share"
    without = {one.name for one in catalogue(PLAN)} - set(units)
    kinds = {one.estimator for one in catalogue(PLAN) if one.name in without}
    assert kinds == {Estimator.MEAN, Estimator.POST_STRATIFIED, Estimator.MEASURE, Estimator.SEGMENTED}


def test_definitions_quote_the_choices_of_the_plan():
    def definition(name, **choices):
        return next(one.definition for one in catalogue(plan_with(**choices)) if one.name == name)

    assert "28 Tage" in definition("placement")
    assert "14 Tage" in definition("placement", window_days=14)
    assert "Messe" in definition("events_held")
    assert "mindestens 2 Teilnahmen" in definition("active_members")
    continuous = definition("stabilised_6_continuous")
    assert "mehr als 28 Tagen" in continuous
    assert "ab dem ersten Arbeitstag" in continuous
    assert "sozialversicherungspflichtig" in continuous
    assert "ab dem Austritt" in definition("stabilised_6_point", clock="exit")
    assert "ESF-Begriff" in definition("stabilised_6_point", concept="esf")
    assert "16e" in definition("stabilised_6_point", include_subsidised=True)
    assert "16e" in definition("social_insurance_6", include_subsidised=True)
    assert "16e" not in definition("social_insurance_6")
    assert "mehr als 12 Monate" in definition("long_term_unemployed")
    assert "§ 18 SGB III" in definition("long_term_unemployed", long_term_unemployment="sgb3_12m")
    assert "45 Tage" in definition("employed_later")
    assert "6 Monate" in definition("employed_later")


def test_one_month_and_one_day_are_singular(plan):
    chosen = plan(horizons_months=[1, 12], months=1)
    titles = {one.name: (one.title, one.title_en) for one in catalogue(chosen)}
    assert "nach 1 Monat," in titles["stabilised_1_continuous"][0]
    assert "after 1 month," in titles["stabilised_1_continuous"][1]
    assert "nach 12 Monaten," in titles["stabilised_12_continuous"][0]
