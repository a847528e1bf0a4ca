"""Every indicator of the catalogue counts in a few readable records what its specification says."""

from __future__ import annotations

import re

import indicators_page
import pytest
from codes import CODE_LISTS
from specification import (
    COUNTS_AS,
    PRIMARY,
    WHY,
    Expectation,
    Specification,
    broken_contracts,
    computed_states,
    differences,
    specifications,
)

from evaluation.indicators import INDICATORS, Estimator, Table
from evaluation.indicators.rules import ESF_2014, ESF_PLUS
from evaluation.results import Status

SPECIFICATIONS = specifications()
EXPECTATIONS = [
    pytest.param(one, expectation, id=f"{one.name} {expectation.group} {expectation.period}".strip())
    for one in SPECIFICATIONS
    for expectation in one.expected
]
COUNTED = [
    one
    for one in SPECIFICATIONS
    if one.indicator.table not in (Table.NETWORK, Table.SERIES) and one.expected[0].status != Status.NOT_COLLECTED
]
"""Specifications whose records are counted one by one: of network and series, numbers are told without records."""

each = pytest.mark.parametrize("specification", SPECIFICATIONS, ids=lambda one: one.name)
each_counted = pytest.mark.parametrize("specification", COUNTED, ids=lambda one: one.name)


def test_every_indicator_has_a_specification():
    specified = {one.indicator.name for one in SPECIFICATIONS}
    assert sorted({indicator.name for indicator in INDICATORS} - specified) == []


@pytest.mark.parametrize(("specification", "expectation"), EXPECTATIONS)
def test_an_indicator_counts_what_its_specification_says(specification: Specification, expectation: Expectation):
    assert differences(specification, expectation) == []


@each_counted
def test_every_record_counts_as_what_its_specification_says(specification: Specification):
    assert computed_states(specification) == specification.told()


@each_counted
def test_the_states_of_the_records_add_up_to_the_numbers(specification: Specification):
    told, (total,) = specification.told_of_project(), [one for one in specification.expected if one.is_total]
    cases = told["event"] + told["other"] + told["unknown"]
    estimator = specification.indicator.estimator
    if estimator is not Estimator.COUNT:
        assert total.numbers["n"] == cases
        assert total.numbers.get("unknown", 0) == told["unknown"]
        assert total.numbers.get("not_mature", 0) == told["not_mature"]
    if estimator not in (Estimator.TOTAL, Estimator.MEAN):  # there events are an amount, or none
        assert total.numbers["events"] == told["event"]


@each_counted
def test_every_record_has_its_state_and_its_reason(specification: Specification):
    primary = PRIMARY[specification.indicator.table]
    tables = [table for name, table in specification.tables.items() if name in primary]
    assert any({COUNTS_AS, WHY} <= set(table.columns) for table in tables), f"in {' or '.join(primary)}"


@each
def test_the_records_keep_the_contracts_of_source_data(specification: Specification):
    assert broken_contracts(specification) == []


# --- the codes of the regulations ---

OFFICIAL = {
    # Regulation (EU) No 1304/2013, Annex I: common output and result indicators (CO12 to CO14 left the consolidated
    # text; CO20 to CO22 describe projects)
    ESF_2014: {
        "CO01": "unemployed",
        "CO02": "long_term_unemployed",
        "CO03": "inactive",
        "CO04": "inactive_not_in_education",
        "CO05": "employed",
        "CO06": "under_25",
        "CO07": "over_54",
        "CO08": "over_54_not_employed",
        "CO09": "primary_or_lower_secondary",
        "CO10": "upper_secondary",
        "CO11": "tertiary",
        "CO15": "migrants_or_minorities",
        "CO16": "disabled",
        "CO17": "other_disadvantaged",
        "CO18": "homeless",
        "CO19": "rural",
        "CO23": "smes_supported",
        "CR01": "job_searching_at_exit",
        "CR02": "education_at_exit",
        "CR03": "qualification_at_exit",
        "CR04": "placement",
        "CR05": "disadvantaged_result_at_exit",
        "CR06": "employed_later",
        "CR07": "improved_later",
        "CR08": "over_54_employed_later",
        "CR09": "disadvantaged_employed_later",
    },
    # Regulation (EU) 2021/1057, Annex I, numbered by position, as the questions and answers of the Commission do
    ESF_PLUS: {
        "EECO01": "participants",
        "EECO02": "unemployed",
        "EECO03": "long_term_unemployed",
        "EECO04": "inactive",
        "EECO05": "employed",
        "EECO06": "under_18",
        "EECO07": "aged_18_to_29",
        "EECO08": "over_54",
        "EECO09": "lower_secondary_or_less",
        "EECO10": "upper_secondary",
        "EECO11": "tertiary",
        "EECO12": "disabled",
        "EECO13": "third_country_nationals",
        "EECO14": "foreign_background",
        "EECO15": "minorities",
        "EECO16": "homeless",
        "EECO17": "rural",
        "EECO18": "public_services_supported",
        "EECO19": "smes_supported",
        "EECR01": "job_searching_at_exit",
        "EECR02": "education_at_exit",
        "EECR03": "qualification_at_exit",
        "EECR04": "placement",
        "EECR05": "employed_later",
        "EECR06": "improved_later",
    },
}
# Federal Employment Agency, Verbleibsermittlung: EQ, VQ; section 48a SGB II with section 5 SGBIIKennzV: K2, K2E3, NI
OF_THE_AGENCY = {
    "EQ": {"social_insurance_{after}"},
    "VQ": {"not_unemployed_{after}"},
    "K2": {"integrations", "stock_months"},
    "K2E3": {"continuous_integration"},
    "NI": {"sustained_integration"},
}


@pytest.mark.parametrize("rule_set", OFFICIAL)
def test_each_code_is_claimed_by_the_right_indicator(rule_set: str):
    claimed: dict[str, set[str]] = {}
    for indicator in INDICATORS:
        if code := indicator.codes.get(rule_set):
            claimed.setdefault(code, set()).add(indicator.name)
    assert claimed == {code: {name} for code, name in OFFICIAL[rule_set].items()} | OF_THE_AGENCY


def test_the_list_of_codes_has_every_code_and_a_reason_where_nothing_is_counted():
    listed = {code: reason for codes in CODE_LISTS.values() for code, reason in codes.items()}
    claimed = {code for indicator in INDICATORS for code in indicator.codes.values() if code}
    assert claimed <= set(listed)
    uncounted = {code for code in listed if code not in claimed}
    assert uncounted == {"CO12", "CO13", "CO14", "CO20", "CO21", "CO22", "BDI"}
    assert all(listed[code] for code in uncounted)


# --- the page ---


def test_every_link_of_the_page_leads_to_one_heading():
    text = indicators_page.build()
    anchors = [
        indicators_page.anchor(line.lstrip("#").strip()) for line in text.splitlines() if re.match("#{1,3} ", line)
    ]
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)
    for target in re.findall(r"\]\(([^#)][^)]*)\)", text):
        assert (indicators_page.PAGE.parent / target).is_file(), target


def test_the_page_of_the_indicators_is_current():
    assert indicators_page.PAGE.read_text(encoding="utf-8") == indicators_page.build(), "run: make indicators"
