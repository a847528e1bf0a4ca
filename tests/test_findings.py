"""The hinge: what is written is read again, nothing else is in it, and nobody changes it unnoticed."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.errors import FindingsError, PlanError
from evaluation.findings import (
    DEFINITION_COLUMNS,
    PASSED_THROUGH,
    build_findings,
    evaluate,
    findings_files,
    read_findings,
    stored_plan,
    write_findings,
)
from evaluation.indicators import (
    RELATIONS,
    Chapter,
    Family,
    catalogue,
    check_relations,
    measure,
    measure_curves,
    target_units,
)
from evaluation.network import build_network
from evaluation.plan import read_plan
from evaluation.results import CHECK_COLUMNS, COUNT_COLUMNS, CURVE_COLUMNS, FINDING_COLUMNS
from evaluation.sources import Sources, read_sources
from evaluation.sources.contracts import CONTRACTS

DEMO = Path(__file__).parents[1] / "data" / "demo"
TABLES = ("results", "curves", "definitions", "checks", *PASSED_THROUGH, "enclosures")
FILES = ("findings.json", *(f"{name}.csv" for name in TABLES))
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
OF_PROJECTS = (
    *("results", "curves", "checks", "project_details", "context", "targets", "budgets"),
    "turning_points",
)
"""Tables of which each row belongs to a project."""


@pytest.fixture(scope="module")
def plan():
    return read_plan(DEMO / "plan.toml")


@pytest.fixture(scope="module")
def sources(plan):
    return read_sources(DEMO, target_units(plan))


@pytest.fixture(scope="module")
def raw(sources, plan):
    """Return raw results, curves and checks."""
    projects, cohort = selected_projects(sources, plan), build_cohort(sources, plan)
    cases, network = build_cases(sources, plan), build_network(sources, plan)
    results = measure(cohort, cases, network, projects, sources, plan)
    return results, measure_curves(cohort, projects, plan), check_relations(cohort, projects, plan)


@pytest.fixture(scope="module")
def findings(raw, sources, plan):
    return build_findings(*raw, sources, plan)


@pytest.fixture(scope="module")
def small(raw):
    """Return some raw results, the curves and the checks of one project, which are quick to protect."""
    results, curves, checks = (table[table["project"] == "jena-teilhabe-am-wachstum"] for table in raw)
    few = ("entries", "participants", "incomplete_records", "placement", "hours_training", "attendances")
    return results[results["indicator"].isin(few)], curves, checks


@pytest.fixture(scope="module")
def written(findings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "findings"
    write_findings(findings, folder)
    return folder


@pytest.fixture
def folder(written, tmp_path):
    """Return a folder of its own with the findings, for a test to do with as it likes."""
    return shutil.copytree(written, tmp_path / "findings")


def assert_same(one, other):
    for name in TABLES:
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.plan == other.plan
    assert dict(one.fingerprints) == dict(other.fingerprints)
    assert one.identity == other.identity


def with_text(sources, text):
    """Return sources whose free texts all hold `text`."""
    described = sources["dataset"].assign(description=text, provider=text)
    context = sources["context"].assign(mark=text, source_note=text, definition=text)
    tables = {**sources.tables, "dataset": described, "context": context}
    return Sources(MappingProxyType(tables), sources.fingerprints)


# --- there and back ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nothing(small):
    """Return results, curves and checks without a row."""
    return tuple(table.iloc[:0] for table in small)


def test_what_is_written_is_read_again(findings, folder):
    assert_same(read_findings(folder), findings)


def test_findings_have_the_documented_columns(findings):
    assert list(findings.results.columns) == list(FINDING_COLUMNS)
    assert list(findings.curves.columns) == list(CURVE_COLUMNS)
    assert list(findings.definitions.columns) == list(DEFINITION_COLUMNS)
    assert list(findings.checks.columns) == list(CHECK_COLUMNS)
    for name in PASSED_THROUGH:
        assert list(getattr(findings, name).columns) == list(CONTRACTS[name].schema.columns)


def test_findings_without_any_curve_are_read_again(small, sources, plan, tmp_path):
    """Where jobs were not followed up there is no curve."""
    projects = selected_projects(sources, plan)
    none = measure_curves(build_cohort(sources, plan).iloc[:0], projects, plan)
    findings = build_findings(small[0], none, small[2], sources, plan)
    write_findings(findings, tmp_path / "findings")
    assert_same(read_findings(tmp_path / "findings"), findings)


def test_findings_of_no_project_are_read_again(nothing, sources, plan, tmp_path):
    findings = build_findings(*nothing, sources, plan)
    write_findings(findings, tmp_path / "findings")
    assert_same(read_findings(tmp_path / "findings"), findings)


def test_a_hidden_number_is_a_point_and_an_absent_one_is_empty(findings, folder):
    cells = pd.read_csv(folder / "results.csv", dtype="str", keep_default_na=False)
    assert len(cells) == len(findings.results)
    for column in (*COUNT_COLUMNS, "estimate", "conf_low", "conf_high"):
        named = findings.results["suppressed"].str.split().map(lambda names, column=column: column in names)
        assert named.any()
        assert (cells.loc[named, column] == ".").all()
        absent = findings.results[column].isna() & ~named
        assert (cells.loc[absent, column] == "").all()
        assert pd.to_numeric(cells.loc[~named & ~absent, column]).notna().all()
    points = pd.read_csv(folder / "curves.csv", dtype="str", keep_default_na=False)
    masked = points["status"] == "suppressed"
    assert masked.any()
    assert (points.loc[masked, ["n", "events", "estimate", "conf_low", "conf_high"]] == ".").all(axis=None)


def test_the_whole_term_and_nothing_hidden_are_empty_texts_and_no_missing_values(folder):
    findings = read_findings(folder)
    assert "" in set(findings.results["period"])
    assert "" in set(findings.results["suppressed"])
    assert "" in set(findings.definitions["code"])
    for column in (findings.results["period"], findings.results["suppressed"], findings.definitions["code"]):
        assert column.notna().all()


def test_codes_stay_text_with_their_leading_zeros(folder):
    assert "05711000" in set(read_findings(folder).results["municipality"])


def test_definitions_name_each_indicator_in_each_rule_set(findings, plan):
    expected = [(one.name, rule_set) for one in catalogue(plan) for rule_set in one.codes]
    rows = findings.definitions[["indicator", "rule_set"]].itertuples(index=False, name=None)
    assert list(rows) == expected


# --- hostile text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 341 123",
        "-",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\n=1+1",
        "'=1+1",
        "''=1+1",
        "'",
        "'quoted'",
        ".",
        "NA",
        "nan",
        "None",
        "a;b",
        "a,b",
        'a "b" c',
        '"',
        "two\nlines",
        "a\ttab",
        "\u202eright to left",
        "\u00a0",
        " padded ",
        "日本語 – „Größe“ 😀",
        "x" * 10_000,
    ],
    ids=lambda text: ascii(text)[:40],
)
def test_any_text_is_read_again_and_never_begins_a_formula(text, nothing, sources, plan, tmp_path):
    findings = build_findings(*nothing, with_text(sources, text), plan)
    write_findings(findings, tmp_path / "findings")
    back = read_findings(tmp_path / "findings")
    assert_same(back, findings)
    assert back.dataset["description"].tolist() == [text]
    assert set(back.context["mark"]) == {text}
    assert formulas_in(tmp_path / "findings") == []


def test_no_cell_of_the_findings_begins_a_formula_but_a_change_may_be_below_zero(written):
    found = formulas_in(written)
    assert found
    assert all(name == "results" and re.fullmatch(r"-[0-9]+(\.[0-9]+)?(e-[0-9]+)?", cell) for name, cell in found)


def formulas_in(folder):
    return [
        (name, cell)
        for name in TABLES
        for row in csv.reader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"), newline=""))
        for cell in row
        if cell.startswith(FORMULA_STARTS)
    ]


# --- what readers of the demo must not miss ---------------------------------------------------------------------------


def test_how_long_jobs_lasted_is_shown_for_every_project_that_followed_them(demo_findings):
    """With numbers at risk, events and intervals: nothing hidden stands in the way."""
    curves = demo_findings.curves
    total = curves[(curves["indicator"] == "job_survival") & (curves["dimension"] == "total")]
    published = total[total["status"] == "published"]
    first = demo_findings.results.query("indicator == 'stabilised_3_point' and dimension == 'total' and period == ''")
    judged = first.dropna(subset=["n"]).set_index("project")["n"]
    assert published[published["month"] == 0].set_index("project")["n"].to_dict() == judged.to_dict()
    assert len(judged) == 4
    for project, own in published.groupby("project"):
        assert {0, 3, 6} <= set(own["month"]), project
        assert own[["n", "events", "estimate"]].notna().all(axis=None), project
    hidden = first.set_index("project").loc[judged.index, "suppressed"]
    assert hidden.str.contains("not_mature").any()  # else nothing would have stood in the way


# --- the same inputs, the same bytes ----------------------------------------------------------------------------------


def test_the_same_sources_and_plan_give_the_same_bytes(findings, demo_findings):
    """Once step by step, and once by `evaluate`, in whatever process came first."""
    assert findings_files(demo_findings) == findings_files(findings)


def test_the_files_are_those_of_the_layout(folder):
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_one_cell_gives_another_identity(small, sources, plan):
    results, curves, checks = small
    before = build_findings(results, curves, checks, sources, plan)
    largest = results["events"].idxmax()
    changed = results.assign(events=results["events"].mask(results.index == largest, results["events"] + 1))
    assert build_findings(changed, curves, checks, sources, plan).identity != before.identity
    broken = checks.assign(outcome=checks["outcome"].where(checks.index != checks.index[0], "violated"))
    assert build_findings(results, curves, broken, sources, plan).identity != before.identity


def test_another_plan_or_another_source_gives_another_identity(small, sources, plan):
    before = build_findings(*small, sources, plan)
    retitled = build_findings(*small, sources, plan.model_copy(update={"title": "Anders"}))
    fingerprints = MappingProxyType({**sources.fingerprints, "targets.csv": "0" * 64})
    other_file = build_findings(*small, Sources(sources.tables, fingerprints), plan)
    assert len({before.identity, retitled.identity, other_file.identity}) == 3
    assert build_findings(*small, sources, plan).identity == before.identity


# --- whoever changes the files ----------------------------------------------------------------------------------------


def rewrite(path, change):
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("results.csv", lambda content: content.replace(b",332,", b",333,", 1)),
        ("results.csv", lambda content: content.replace(b",.,", b",7,", 1)),  # a number in place of a hidden one
        ("results.csv", lambda content: content + content.splitlines(keepends=True)[-1]),
        ("results.csv", lambda content: content[: content.rindex(b"\n", 0, -1) + 1]),
        ("results.csv", lambda content: content.replace(b",332,", b",332.0,", 1)),
        ("results.csv", lambda content: content.replace(b",332,", b",many,", 1)),
        ("results.csv", lambda _: b""),
        ("results.csv", lambda content: content.replace(b"events,", b"", 1)),
        ("curves.csv", lambda content: content.replace(b",.,", b",1,", 1)),
        ("projects.csv", lambda content: content.replace(b"Jena", b"Gera", 1)),
        ("projects.csv", lambda content: content.replace(b"Jena", b"J\xff", 1)),
        ("dataset.csv", lambda content: content.replace(b",yes,", b",no,", 1)),
        ("findings.json", lambda content: content.replace(b'"smallest_cell": 3', b'"smallest_cell": 2')),
        ("findings.json", lambda content: content.replace(b'"synthetic": true', b'"synthetic": false')),
    ],
)
def test_a_changed_file_is_refused(folder, file, change):
    before = (folder / file).read_bytes()
    rewrite(folder / file, change)
    assert (folder / file).read_bytes() != before
    with pytest.raises(FindingsError, match="were changed after they were written"):
        read_findings(folder)


def test_another_identity_is_refused(folder, findings):
    rewrite(folder / "findings.json", lambda content: content.replace(findings.identity.encode(), b"0" * 12))
    with pytest.raises(FindingsError, match=f"expected 000000000000, got {findings.identity}"):
        read_findings(folder)


@pytest.mark.parametrize("file", [name for name in FILES if name != "findings.json"])
def test_a_missing_table_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(FindingsError, match=f"{file} is missing"):
        read_findings(folder)


def test_a_folder_without_findings_says_how_to_make_them(tmp_path, folder):
    (folder / "findings.json").unlink()
    (tmp_path / "a file").touch()
    for place in (folder, tmp_path / "nowhere", tmp_path, tmp_path / "a file"):
        with pytest.raises(FindingsError, match="no findings here"):
            read_findings(place)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"format": 1}', b'{"format": 1, "plan": {}, "identity": ""}']
)
def test_a_damaged_description_is_named(folder, content):
    (folder / "findings.json").write_bytes(content)
    with pytest.raises(FindingsError, match=r"findings\.json is damaged"):
        read_findings(folder)
    with pytest.raises(FindingsError, match=r"findings\.json is damaged"):
        stored_plan(folder)


def test_another_layout_is_named(folder):
    rewrite(folder / "findings.json", lambda content: content.replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(FindingsError, match="layout 2, but this version reads layout 1"):
        read_findings(folder)


def test_files_of_others_in_the_folder_do_no_harm(folder, findings):
    (folder / "notes.txt").write_text("mine")
    (folder / "figures").mkdir()
    assert read_findings(folder).identity == findings.identity


# --- the plan in the folder -------------------------------------------------------------------------------------------


def test_the_stored_plan_is_read_without_the_tables(folder, plan):
    (folder / "results.csv").unlink()
    assert stored_plan(folder) == plan


def test_a_stored_plan_that_is_no_plan_is_refused(folder):
    rewrite(folder / "findings.json", lambda content: content.replace(b'"smallest_cell": 3', b'"smallest_cell": 0'))
    with pytest.raises(PlanError, match=r"disclosure\.smallest_cell"):
        stored_plan(folder)


def test_no_stored_plan(tmp_path):
    with pytest.raises(FindingsError, match="no findings here"):
        stored_plan(tmp_path)


# --- the folder appears whole or not at all ---------------------------------------------------------------------------


def test_nothing_temporary_is_left_and_an_older_folder_is_replaced(findings, folder):
    (folder / "old").touch()
    write_findings(findings, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["findings"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_parents_are_made(findings, tmp_path):
    write_findings(findings, tmp_path / "a" / "b")
    assert read_findings(tmp_path / "a" / "b").identity == findings.identity


def test_an_error_while_writing_leaves_the_older_folder_whole(findings, folder, monkeypatch):
    written = []
    write_bytes = Path.write_bytes

    def failing(path, content):
        written.append(path)
        if len(written) == 3:
            raise OSError("no space left on device")
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(OSError, match="no space left"):
        write_findings(findings, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["findings"]
    assert read_findings(folder).identity == findings.identity


@pytest.mark.parametrize("step", [1, 2])
def test_an_error_while_renaming_leaves_the_older_folder_whole(findings, folder, monkeypatch, step):
    moves = []
    move = Path.replace

    def failing(path, target):
        moves.append(path)
        if len(moves) == step:
            raise OSError("the folder is open elsewhere")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="open elsewhere"):
        write_findings(findings, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["findings"]
    assert read_findings(folder).identity == findings.identity


# --- one municipality -------------------------------------------------------------------------------------------------


def test_the_part_of_a_municipality_holds_its_projects_and_nothing_else(findings):
    part = findings.for_municipality("14713000")
    mine = {"leipzig-arbeit-im-quartier", "leipziger-osten-lokale-beschaeftigungsentwicklung"}
    assert set(part.projects["project"]) == mine
    for name in OF_PROJECTS:
        table = getattr(part, name)
        assert len(table)
        assert set(table["project"]) <= mine
        assert len(table) == getattr(findings, name)["project"].isin(mine).sum()
        assert table.index.tolist() == list(range(len(table)))
    assert set(part.funding_rounds["funding_round"]) == {"BIWAQ-IV", "SOZIALE-STADT-2003"}
    assert part.identity == findings.identity
    assert set(findings.for_municipality("16053000").funding_rounds["funding_round"]) == {"BIWAQ-IV"}


def test_the_parts_together_are_the_whole(findings):
    parts = [findings.for_municipality(ags) for ags in findings.municipalities]
    for name in OF_PROJECTS:
        together = pd.concat([getattr(part, name) for part in parts])
        order = list(together.columns)
        whole = getattr(findings, name).sort_values(order, ignore_index=True)
        assert_frame_equal(together.sort_values(order, ignore_index=True), whole)


def test_municipalities_are_sorted_by_key_and_named(findings):
    assert findings.municipalities == {
        "05711000": "Bielefeld",
        "12054000": "Potsdam",
        "14713000": "Leipzig",
        "16053000": "Jena",
    }
    assert list(findings.municipalities) == sorted(findings.municipalities)


@pytest.mark.parametrize("key", ["", "5711000", "99999999", "Jena"])
def test_an_unknown_municipality_is_answered_with_the_known_ones(findings, key):
    with pytest.raises(FindingsError, match=r"There are: 05711000 Bielefeld, 12054000 Potsdam"):
        findings.for_municipality(key)


# --- funding rounds ---------------------------------------------------------------------------------------------------


def test_a_plan_of_one_round_leaves_the_other_rounds_out(sources, plan):
    findings = evaluate(sources, plan.for_rounds(["SOZIALE-STADT-2003"]))
    assert findings.funding_rounds["funding_round"].tolist() == ["SOZIALE-STADT-2003"]
    mine = {"leipziger-osten-lokale-beschaeftigungsentwicklung"}
    for table in (findings.projects, findings.results, findings.project_details, findings.checks):
        assert set(table["project"]) == mine
    for table in (findings.targets, findings.budgets, findings.context, findings.curves):
        assert set(table["project"]) <= mine


def test_a_round_that_the_data_do_not_have_is_refused(sources, plan):
    with pytest.raises(PlanError, match=r"X\. The data have: BIWAQ-IV, SOZIALE-STADT-2003"):
        evaluate(sources, plan.for_rounds(["X"]))


# --- invented data are called so --------------------------------------------------------------------------------------


def test_synthetic_data_are_called_synthetic(findings, folder):
    assert findings.synthetic
    assert json.loads((folder / "findings.json").read_text("utf-8"))["synthetic"] is True
    assert not replace(findings, dataset=findings.dataset.assign(synthetic="no")).synthetic


# --- nothing about a person or an enterprise --------------------------------------------------------------------------


PSEUDONYMS = {
    "participations": ("participation", "person", "programme_area"),
    "status_observations": ("participation",),
    "employment_spells": ("spell", "person", "enterprise"),
    "follow_ups": ("participation",),
    "characteristics": ("participation",),
    "activities": ("activity", "participation", "enterprise"),
    "competence_measurements": ("participation",),
    "cases": ("case",),
    "enterprises": ("enterprise",),
    "advice_contacts": ("contact", "enterprise"),
    "events": ("event",),
    "attendances": ("event", "enterprise"),
    "jobs_reported": ("report", "enterprise"),
    "vacancies": ("vacancy", "enterprise", "participation"),
    "staff_reports": ("enterprise",),
}


def test_no_pseudonym_is_in_any_file(tmp_path, plan, findings):
    """Mark every pseudonym in a copy of the data; the findings must be the same, and without a mark."""
    data = tmp_path / "data"
    data.mkdir()
    for name in CONTRACTS:
        table = pd.read_csv(DEMO / f"{name}.csv", dtype="str", keep_default_na=False)
        for column in PSEUDONYMS.get(name, ()):
            if column != "programme_area":  # must be one of the project's public areas
                table[column] = table[column].where(table[column] == "", "LEAK" + table[column])
        table.to_csv(data / f"{name}.csv", index=False)
    marked = evaluate(read_sources(data, target_units(plan)), plan)
    write_findings(marked, tmp_path / "findings")
    files = [path for path in (tmp_path / "findings").rglob("*") if path.is_file()]
    assert len(files) == len(FILES)
    for path in files:
        assert b"LEAK" not in path.read_bytes(), path.name
    assert_frame_equal(marked.results, findings.results)


def test_no_column_of_a_person_is_in_any_file(folder):
    public = {column for name in PASSED_THROUGH for column in CONTRACTS[name].schema.columns}
    public |= {*FINDING_COLUMNS, *CURVE_COLUMNS, *DEFINITION_COLUMNS, *CHECK_COLUMNS}
    personal = {column for one in CONTRACTS.values() if one.personal for column in one.schema.columns}
    assert {"participation", "person", "entry", "exit", "gender", "age_at_entry"} <= personal - public
    for name in TABLES:
        header = next(csv.reader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))
        assert set(header) <= public
        assert not set(header) & (personal - public)


def test_only_tables_of_public_facts_are_passed_through():
    assert not any(CONTRACTS[name].personal for name in PASSED_THROUGH)
    assert not set(PASSED_THROUGH) & set(PSEUDONYMS)


def test_no_raw_number_below_the_smallest_cell_is_in_the_files(folder):
    results = read_findings(folder).results
    people = results[results["unit"].isin(["persons", "enterprises"])]
    for column in COUNT_COLUMNS:
        assert not people[column].isin([1, 2]).any(), column


# --- what an indicator is ---------------------------------------------------------------------------------------------


def test_definitions_are_those_of_the_catalogue(findings, plan):
    rows = findings.definitions.set_index(["indicator", "rule_set"])
    for one in catalogue(plan):
        for rule_set, code in one.codes.items():
            row = rows.loc[(one.name, rule_set)]
            assert row["code"] == code
            assert row["breakdowns"].split() == list(one.by)
            told = [
                getattr(one, name) for name in ("title", "title_en", "unit", "population", "event", "window", "source")
            ]
            assert row[["title", "title_en", "unit", "population", "event", "window", "source"]].tolist() == told
            assert row["definition"] == one.definition
            assert (row["chapter"], row["family"], row["estimator"]) == (one.chapter, one.family, one.estimator)


def test_definitions_name_chapters_families_and_breakdowns_as_they_are_read_again(folder):
    definitions = read_findings(folder).definitions
    assert set(definitions["chapter"]) == set(Chapter)
    assert set(definitions["family"]) == set(Family)
    assert "gender programme_area target_group" in set(definitions["breakdowns"])
    assert definitions.drop(columns=["code", "breakdowns"]).ne("").all(axis=None)
    assert definitions.notna().all(axis=None)


def test_every_result_has_its_definition_in_some_rule_set(findings):
    assert set(findings.results["indicator"]) == set(findings.definitions["indicator"])


# --- the laws between indicators --------------------------------------------------------------------------------------


def test_every_law_is_checked_for_every_project_that_it_binds(findings):
    rule_sets = findings.projects.merge(findings.funding_rounds, on="funding_round").set_index("project")["rule_set"]
    bound = {(one.name, project) for one in RELATIONS for project, name in rule_sets.items() if name in one.rule_sets}
    checked = list(zip(findings.checks["relation"], findings.checks["project"], strict=True))
    assert set(checked) == bound
    assert len(checked) == len(bound)


def test_the_demo_data_keep_every_law(findings):
    assert set(findings.checks["outcome"]) == {"holds"}


def test_a_violated_law_is_told(small, sources, plan, tmp_path):
    results, curves, checks = small
    broken = checks.assign(outcome="violated")
    write_findings(build_findings(results, curves, broken, sources, plan), tmp_path / "findings")
    assert set(read_findings(tmp_path / "findings").checks["outcome"]) == {"violated"}


# --- what was planned -------------------------------------------------------------------------------------------------


def test_targets_pass_through_as_they_were_delivered(findings, sources):
    assert_frame_equal(findings.targets, sources["targets"])
    assert {"count", "percent"} == set(findings.targets["unit"])
    assert set(findings.targets["indicator"]) <= set(findings.results["indicator"])


def with_budgets(sources, *rows):
    """Return sources with these budgets of Jena: kind, last day."""
    budgets = pd.DataFrame(rows, columns=["kind", "as_of"]).assign(
        project="jena-teilhabe-am-wachstum", amount=1000.0, source="x"
    )
    budgets["as_of"] = pd.to_datetime(budgets["as_of"])
    types = sources["budgets"].dtypes
    return Sources(
        MappingProxyType({**sources.tables, "budgets": budgets[list(types.index)].astype(types)}), sources.fingerprints
    )


def test_money_spent_after_the_cut_off_date_is_not_known(small, sources, plan):
    for day, kinds in (("2022-12-31", ["planned", "spent"]), ("2023-01-01", ["planned"])):
        findings = build_findings(*small, with_budgets(sources, ("planned", "2023-06-30"), ("spent", day)), plan)
        assert findings.budgets["kind"].tolist() == kinds, day
        assert findings.budgets.index.tolist() == list(range(len(kinds)))


def test_targets_and_budgets_that_were_not_delivered_are_empty_tables(small, sources, plan, tmp_path):
    tables = {name: table for name, table in sources.tables.items() if name not in ("targets", "budgets")}
    findings = build_findings(*small, Sources(MappingProxyType(tables), sources.fingerprints), plan)
    assert findings.targets.empty
    assert findings.budgets.empty
    write_findings(findings, tmp_path / "findings")
    assert_same(read_findings(tmp_path / "findings"), findings)


def test_a_municipality_without_targets_has_an_empty_table(small, sources, plan):
    targets = sources["targets"]
    tables = {**sources.tables, "targets": targets[targets["project"] != "jena-teilhabe-am-wachstum"]}
    findings = build_findings(*small, Sources(MappingProxyType(tables), sources.fingerprints), plan)
    assert len(findings.targets)
    assert findings.for_municipality("16053000").targets.empty
