"""The plan has no defaults, and says everything that is wrong with it at once."""

import datetime as dt
import tomllib

import pytest
from pydantic import ValidationError

from evaluation.errors import PlanError
from evaluation.plan import EventKind, Plan, parse_plan, read_plan
from evaluation.sources.contracts import CONTRACTS

SECTIONS = (
    "economy",
    "participation",
    "placement",
    "follow_up",
    "after_exit",
    "pathway",
    "stability",
    "network",
    "disclosure",
)


@pytest.fixture
def content(demo_folder) -> dict:
    return tomllib.loads((demo_folder / "plan.toml").read_text(encoding="utf-8"))


OF_ONE_METHOD = ("rounding_base", "largest_deviation", "deviation_variance", "avoid_small_results")
"""Choices that another method of protection does not have."""


def keys() -> list[str]:
    """Return every choice of the plan that all plans make, `section.name` or `name`."""
    found = []
    for name, field in Plan.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        found += [f"{name}.{one}" for one in inner if one not in OF_ONE_METHOD] if inner else [name]
    return found


def put(content: dict, key: str, value: object) -> dict:
    *sections, name = key.split(".")
    part = content[sections[0]] if sections else content
    part[name] = value
    return content


def faults_of(content: object) -> list[str]:
    with pytest.raises(PlanError) as caught:
        parse_plan(content, where="plan.toml")
    head, *lines = str(caught.value).splitlines()
    assert head == f"plan.toml: {len(lines)} fault(s) in the plan"
    return [line.strip() for line in lines]


def test_the_plan_of_the_demo_data_reads(demo_plan):
    assert demo_plan.cut_off == dt.date(2022, 12, 31)
    assert demo_plan.funding_rounds == ()
    assert demo_plan.participation.short_stay_days == 1
    assert demo_plan.participation.long_term_unemployment == "eu_age_split"
    assert demo_plan.placement.window_days == 28
    assert (demo_plan.follow_up.months, demo_plan.follow_up.answer_days) == (6, 45)
    assert demo_plan.after_exit.months == (1, 3, 6, 9, 12, 18)
    assert demo_plan.pathway.curve_months == 24
    assert demo_plan.stability.horizons_months == (3, 6, 12)
    assert demo_plan.stability.modes == ("point", "continuous")
    assert demo_plan.network.left_out_event_kinds == ("fair",)
    assert demo_plan.disclosure.method == "suppression"
    assert (demo_plan.disclosure.smallest_cell, demo_plan.disclosure.protection_width) == (3, 3)


def test_a_plan_survives_being_stored(demo_plan):
    assert parse_plan(demo_plan.model_dump(mode="json"), where="findings.json") == demo_plan


@pytest.mark.parametrize("key", keys())
def test_no_choice_has_a_default(content, key):
    *sections, name = key.split(".")
    del (content[sections[0]] if sections else content)[name]
    assert faults_of(content) == [f"{key}: Field required"]


def test_the_sections_are_those_of_the_plan():
    assert {name for name, field in Plan.model_fields.items() if hasattr(field.annotation, "model_fields")} == set(
        SECTIONS
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_has_a_default(content, section):
    del content[section]
    assert faults_of(content) == [f"{section}: Field required"]


@pytest.mark.parametrize("key", ["cutoff", "placement.window", "stability.seed", "follow_up.margin", "weights"])
def test_a_choice_that_the_plan_does_not_know_is_a_fault(content, key):
    assert faults_of(put(content, key, 1)) == [f"{key}: Extra inputs are not permitted"]


BAD_VALUES = [
    ("title", ""),
    ("cut_off", "31.12.2022"),
    ("cut_off", "2022-02-30"),
    ("funding_rounds", "BIWAQ-IV"),
    ("confidence_level", 95),
    ("confidence_level", 0.5),
    ("confidence_level", 1.0),
    ("confidence_level", float("nan")),
    ("confidence_level", "0.95"),
    ("seed", -1),
    ("seed", True),
    ("participation.short_stay_days", -1),
    ("participation.short_stay_days", 32),
    ("participation.short_stay_days", True),
    ("participation.long_term_unemployment", "a year"),
    ("follow_up.months", 0),
    ("follow_up.months", 37),
    ("follow_up.months", 6.0),
    ("follow_up.answer_days", -1),
    ("follow_up.answer_days", 181),
    ("follow_up.margin_2014_2020", 0),
    ("follow_up.margin_2014_2020", 2),
    ("follow_up.margin_2021_2027", 0.5),
    ("follow_up.margin_2021_2027", "0.03"),
    ("after_exit.months", []),
    ("after_exit.months", [6, 3]),
    ("after_exit.months", [6, 6]),
    ("after_exit.months", [0]),
    ("after_exit.months", [61]),
    ("after_exit.months", 6),
    ("pathway.curve_months", 0),
    ("pathway.curve_months", 121),
    ("placement.window_days", -1),
    ("placement.window_days", 28.0),
    ("placement.window_days", "28"),
    ("placement.window_days", True),
    ("stability.horizons_months", []),
    ("stability.horizons_months", [6, 3]),
    ("stability.horizons_months", [3, 3]),
    ("stability.horizons_months", [0]),
    ("stability.modes", []),
    ("stability.modes", ["point", "point"]),
    ("stability.modes", ["sometimes"]),
    ("stability.clock", "placement"),
    ("stability.concept", "any"),
    ("stability.gap_days", 93),
    ("stability.include_subsidised", "no"),
    ("stability.include_subsidised", 1),
    ("stability.curve_months", 0),
    ("stability.curve_jobs", "some"),
    ("network.period", "quarter"),
    ("network.active_attendances", 0),
    ("network.left_out_event_kinds", "fair"),
    ("network.left_out_event_kinds", ["fairs"]),
    ("disclosure.method", "hope"),
    ("disclosure.smallest_cell", 1),
    ("disclosure.protection_width", 0),
]


@pytest.mark.parametrize(("key", "value"), BAD_VALUES)
def test_a_bad_value_is_a_fault_of_its_choice(content, key, value):
    faults = faults_of(put(content, key, value))
    assert all(fault.startswith(key) for fault in faults), faults


def test_all_faults_are_told_at_once(content):
    put(content, "seed", -1)
    put(content, "stability.clock", "placement")
    put(content, "colour", "blue")
    del content["title"], content["network"]
    assert sorted(fault.split(":")[0] for fault in faults_of(content)) == [
        "colour",
        "network",
        "seed",
        "stability.clock",
        "title",
    ]


def test_a_plan_that_is_no_table_is_a_fault():
    assert faults_of([1, 2])[0].startswith("plan: ")


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(PlanError, match=r"nowhere\.toml: there is no such plan\. Give one with --plan"):
        read_plan(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("content", [b"title = ", b"title = 'Gr\xfc\xdfe'", b"\x00"])
def test_a_file_that_is_no_toml_in_utf8_is_a_fault(tmp_path, content):
    (tmp_path / "plan.toml").write_bytes(content)
    with pytest.raises(PlanError, match="cannot be read as TOML in UTF-8"):
        read_plan(tmp_path / "plan.toml")


def test_a_folder_is_no_plan(tmp_path):
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path, demo_folder, demo_plan):
    (tmp_path / "plan.toml").write_bytes(b"\xef\xbb\xbf" + (demo_folder / "plan.toml").read_bytes())
    assert read_plan(tmp_path / "plan.toml") == demo_plan


def test_a_plan_cannot_be_changed(demo_plan):
    with pytest.raises(ValidationError):
        demo_plan.seed = 2
    with pytest.raises(ValidationError):
        demo_plan.stability.gap_days = 0
    assert hash(demo_plan) == hash(demo_plan.model_copy())


def test_other_rounds_change_nothing_else(demo_plan):
    assert demo_plan.for_rounds(()) is demo_plan
    other = demo_plan.for_rounds(["BIWAQ-IV"])
    assert other.funding_rounds == ("BIWAQ-IV",)
    assert other.for_rounds([]) is other
    assert other.model_copy(update={"funding_rounds": ()}) == demo_plan


def test_every_choice_is_documented():
    for name, field in Plan.model_fields.items():
        inner = getattr(field.annotation, "model_fields", {name: field})
        assert all(one.description for one in inner.values()), name


def test_the_plan_and_the_tables_know_the_same_kinds_of_events():
    (allowed,) = [check.statistics["allowed_values"] for check in CONTRACTS["events"].schema.columns["kind"].checks]
    assert allowed == list(EventKind)


# --- methods of protection ---

ROUNDING = {"method": "rounding", "smallest_cell": 3, "protection_width": 2, "rounding_base": 5}
CELL_KEY = {
    "method": "cell_key",
    "smallest_cell": 3,
    "protection_width": 3,
    "largest_deviation": 4,
    "deviation_variance": 2.5,
    "avoid_small_results": True,
}


@pytest.mark.parametrize("choices", [ROUNDING, CELL_KEY])
def test_each_method_has_its_own_choices_and_is_stored_with_them_alone(content, choices):
    plan = parse_plan(content | {"disclosure": choices}, where="plan.toml")
    assert plan.disclosure.model_dump(mode="json") == choices
    assert parse_plan(plan.model_dump(mode="json"), where="findings.json") == plan


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (ROUNDING | {"rounding_base": None}, "rounding_base is needed with method = 'rounding'"),
        (ROUNDING | {"method": "suppression"}, "rounding_base is not a choice with method = 'suppression'"),
        (ROUNDING | {"method": "cell_key"}, "rounding_base is not a choice with method = 'cell_key'"),
        (ROUNDING | {"largest_deviation": 3}, "largest_deviation is not a choice with method = 'rounding'"),
        (ROUNDING | {"protection_width": 3}, "a published 0 may be up to 2, so that the width can be 2 at most"),
        (ROUNDING | {"smallest_cell": 8}, "a published 5 would always be from 3 to 7, and few"),
        (CELL_KEY | {"deviation_variance": None}, "deviation_variance is needed with method = 'cell_key'"),
        (CELL_KEY | {"avoid_small_results": None}, "avoid_small_results is needed with method = 'cell_key'"),
        (CELL_KEY | {"protection_width": 5}, "a published 0 may be up to 4; raise the deviation or lower the width"),
        (CELL_KEY | {"smallest_cell": 5, "protection_width": 1}, "a published 5 would tell that there are few"),
        (CELL_KEY | {"deviation_variance": 2.0}, "it must lie between 2.1 and 3.9"),
        (CELL_KEY | {"deviation_variance": 4.0}, "it must lie between 2.1 and 3.9"),
        (
            CELL_KEY | {"avoid_small_results": False, "largest_deviation": 1, "protection_width": 1},
            "a published 1 would tell that there are few",
        ),
    ],
)
def test_choices_that_do_not_go_together_are_refused_with_a_sentence(content, choices, said):
    [fault] = faults_of(content | {"disclosure": {name: one for name, one in choices.items() if one is not None}})
    assert fault.startswith("disclosure: Value error, ")
    assert said in fault


@pytest.mark.parametrize("base", [0, 2, 101, 5.0, True])
def test_a_base_that_protects_nobody_is_a_fault(content, base):
    [fault] = faults_of(content | {"disclosure": ROUNDING | {"rounding_base": base}})
    assert fault.startswith("disclosure.rounding_base: ")
