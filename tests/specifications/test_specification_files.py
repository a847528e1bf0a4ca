"""What a file of specifications must look like: whatever is not understood is an error, not an omission."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from specification import SpecificationError, parsed

RECORDS = """
| participation | exit | age_at_entry | counts as | why |
| --- | --- | --- | --- | --- |
| T1 | 2020-06-30 | 40 | event | left |
| T2 | - | - | no case | takes part |
"""


def read(**changes: Any):
    entry = {
        "indicator": "exits",
        "about": "Who left.",
        "expect": {"events": 1},
        "tables": {"participations": RECORDS},
    }
    return parsed(entry | changes, "a.toml", Counter())


def test_a_specification_is_read():
    specification = read()
    assert specification.name == "exits-1"
    assert specification.told() == {"T1": "event", "T2": "no case"}
    assert specification.tables["participations"].records() == [
        {"participation": "T1", "exit": "2020-06-30", "age_at_entry": 40},
        {"participation": "T2", "exit": None, "age_at_entry": None},
    ]
    assert specification.sources["funding_rounds"]["rule_set"].tolist() == ["esf_2014_2020"]


def test_records_without_a_code_number_themselves():
    records = RECORDS.replace("participation |", "gender |").replace("T1", "male").replace("T2", "female")
    assert read(tables={"participations": records}).told() == {"T1": "event", "T2": "no case"}


def test_a_table_may_be_delivered_without_a_row():
    specification = read(tables={"participations": RECORDS, "follow_ups": "| participation |\n| --- |"})
    assert specification.sources.has("follow_ups")
    assert len(specification.sources["follow_ups"]) == 0


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"indicator": "departures"}, "no indicator 'departures'"),
        ({"remark": "x"}, "unknown keys"),
        ({"expect": {"event": 1}}, "unknown expectations"),
        ({"tables": {"people": RECORDS}}, "no source table 'people'"),
        ({"tables": {"participations": RECORDS.replace("exit", "left")}}, r"unknown columns \['left'\]"),
        ({"tables": {"participations": RECORDS.replace("| left |", "| left | early |")}}, "rows of different lengths"),
        ({"tables": {"participations": RECORDS.replace("left |", "left")}}, r"does not begin and end with '\|'"),
        ({"tables": {"participations": RECORDS.replace("| --- |", "| T0 |", 1)}}, "no heading"),
        ({"tables": {"participations": RECORDS.replace("| - | - |", "| | - |")}}, "blank instead of '-'"),
        ({"tables": {"participations": RECORDS.replace("age_at_entry", "exit")}}, "a column stands twice"),
        ({"tables": {"participations": RECORDS.replace("no case", "nothing")}}, r"nothing counts as \['nothing'\]"),
    ],
)
def test_what_is_not_understood_is_an_error(changes: dict[str, Any], fault: str):
    with pytest.raises(SpecificationError, match=fault):
        read(**changes)


def test_what_must_be_there_is_missed():
    with pytest.raises(SpecificationError, match=r"\['about', 'expect', 'tables'\] missing"):
        parsed({"indicator": "exits"}, "a.toml", Counter())


def test_an_indicator_that_the_plan_does_not_fill_is_an_error():
    with pytest.raises(SpecificationError, match="no 'esf_7'"):
        _ = read(indicator="esf_{after}", measured="esf_7").filled
