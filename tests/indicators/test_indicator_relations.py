"""The laws between indicators: checked for every project, and broken by the records that break them."""

import pandas as pd
import pytest
from indicators.frames import PLAN, cohort, projects

from evaluation.indicators import INDICATORS, RELATIONS, check_relations, offending_records
from evaluation.indicators.model import Estimator, Table
from evaluation.results import CHECK_COLUMNS

SOUND = "gender=female status_at_entry=unemployed education=3 age_at_entry=40 disadvantaged=no"
"""A record that breaks no law."""

BROKEN = {
    "who is complete has not entered": ("entry=-", {"grand_total"}),
    "has left and has not entered": ("entry=- exit=2020-03-01", {"grand_total", "exits_of_entries"}),
    "complete without a gender": ("gender=-", {"genders"}),
    "complete without a status": ("status_at_entry=-", {"statuses"}),
    "complete without an education": ("education=-", {"education_2014"}),
    "long-term unemployed and inactive": (
        "status_at_entry=inactive long_term_unemployed=yes",
        {"long_term_of_unemployed"},
    ),
    "disabled and not disadvantaged": ("disability=yes", {"groups_of_disadvantaged"}),
    "a migrant and not disadvantaged": ("migration_background=yes disadvantaged=unknown", {"groups_of_disadvantaged"}),
    "placed and looking for work": (
        "status_at_entry=inactive exit=2020-03-01 placement=yes job_searching=yes",
        {"job_searching_or_placed"},
    ),
    "placed without having left": ("placement=yes", {"job_searching_or_placed"}),
    "looks for work without having left": (
        "status_at_entry=inactive job_searching=yes",
        {"job_searching_or_placed"},
    ),
    "qualified without having left": ("qualification=yes", {"results_of_leavers"}),
    "in education without having left": ("new_education=yes", {"results_of_leavers"}),
}
"""What contradicts itself in a record, its cells, and the laws that it breaks."""


def record(*changes: str, name: str = "T1", project: str = "A", rule_set: str = "esf_2014_2020") -> pd.DataFrame:
    """Return the sound record with changed cells, `column=value`."""
    cells = dict(part.split("=") for text in (SOUND, *changes) for part in text.split())
    return cohort(f"participation {' '.join(cells)}\n{name} {' '.join(cells.values())}", project, rule_set)


def outcomes(persons: pd.DataFrame, of: pd.DataFrame | None = None) -> dict[tuple[str, str], str]:
    checks = check_relations(persons, projects() if of is None else of, PLAN)
    return dict(zip(zip(checks["project"], checks["relation"], strict=True), checks["outcome"], strict=True))


def violated(persons: pd.DataFrame, of: pd.DataFrame | None = None) -> set[str]:
    return {relation for (_, relation), outcome in outcomes(persons, of).items() if outcome == "violated"}


def test_the_checks_have_their_documented_columns():
    checks = check_relations(record(), projects(), PLAN)
    assert list(checks) == list(CHECK_COLUMNS)
    assert set(checks["outcome"]) == {"holds"}
    assert checks[["municipality", "funding_round"]].drop_duplicates().to_numpy().tolist() == [["14713000", "R1"]]
    assert checks["sentence"].str.len().gt(10).all()


def test_sound_records_break_no_law():
    persons = pd.concat(
        [
            record(),
            record("gender=non_binary complete=no education=- status_at_entry=-"),
            record("status_at_entry=inactive exit=2020-03-01 job_searching=yes placement=no"),
            record("exit=2020-03-01 placement=yes job_searching=no qualification=yes exit_kind=dropped_out"),
            record("disability=yes disadvantaged=yes"),
        ],
        ignore_index=True,
    )
    assert violated(persons) == set()
    assert offending_records(persons, PLAN).empty


@pytest.mark.parametrize(("cells", "laws"), BROKEN.values(), ids=BROKEN)
def test_a_record_that_contradicts_itself_breaks_its_law_and_no_other(cells, laws):
    assert violated(record(cells)) == laws


def test_the_offending_records_are_named_and_no_others():
    persons = pd.concat(
        [record(name="sound"), *(record(cells, name=f"T{place}") for place, (cells, _) in enumerate(BROKEN.values()))],
        ignore_index=True,
    )
    found = offending_records(persons, PLAN)
    assert list(found) == ["relation", "sentence", "project", "participation"]
    named = {(one.relation, one.participation) for one in found.itertuples()}
    assert named == {(law, f"T{place}") for place, (_, laws) in enumerate(BROKEN.values()) for law in laws}
    assert len(found) == len(named)


def test_only_the_project_of_a_broken_record_violates():
    persons = pd.concat([record(), record("gender=-", project="B")], ignore_index=True)
    told = outcomes(persons, projects("A", "B"))
    assert [project for (project, _), outcome in told.items() if outcome == "violated"] == ["B"]


def test_a_law_binds_the_rule_sets_in_which_it_holds():
    of = pd.concat([projects("A"), projects("B", rule_set="esf_plus_2021_2027"), projects("C", rule_set="forerunner")])
    persons = pd.concat(
        [record("education=-", project=one.project, rule_set=one.rule_set) for one in of.itertuples()],
        ignore_index=True,
    )
    told = outcomes(persons, of)
    assert {key for key, outcome in told.items() if outcome == "violated"} == {
        ("A", "education_2014"),
        ("B", "education_plus"),
    }
    assert {relation for project, relation in told if project == "C"} == {
        one.name for one in RELATIONS if "forerunner" in one.rule_sets
    }
    found = offending_records(persons, PLAN)
    assert set(zip(found["project"], found["relation"], strict=True)) == {
        ("A", "education_2014"),
        ("B", "education_plus"),
    }


def test_without_any_record_every_law_holds():
    assert set(outcomes(record().iloc[:0]).values()) == {"holds"}
    assert check_relations(record().iloc[:0], projects().iloc[:0], PLAN).empty


# --- the laws as data ---


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda one: one.name)
def test_a_law_is_about_indicators_that_its_rule_sets_know(relation):
    known = {one.name: one for one in INDICATORS}
    for written in (relation.whole, *relation.parts, *relation.others):
        indicator = known[written.partition("@")[0].partition(".")[0]]
        assert indicator.table is Table.COHORT
        assert indicator.estimator in (Estimator.COUNT, Estimator.WILSON, Estimator.RATIO)
        assert set(relation.rule_sets) <= set(indicator.codes), written


def test_laws_have_names_of_their_own():
    assert len({one.name for one in RELATIONS}) == len(RELATIONS)
    assert len({one.sentence for one in RELATIONS}) == len(RELATIONS)
