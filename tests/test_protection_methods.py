"""Rounding and the cell-key method, from source tables to findings, tables, figures, annex and index page."""

from dataclasses import replace
from random import Random

import openpyxl
import pandas as pd
import pytest
from cohorts.random_records import followed
from pandas.testing import assert_frame_equal
from specifications.records import plan_with, sources_of

from evaluation import figures, formats, tables
from evaluation.annex import write_annex
from evaluation.blocks import Figure, Table
from evaluation.errors import PlanError
from evaluation.findings import check_methods, check_release, evaluate, write_findings, write_release
from evaluation.findings.release import told_by
from evaluation.index import write_index
from evaluation.language import speaking
from evaluation.plan import parse_plan
from evaluation.results import COUNT_COLUMNS, VALUE_COLUMNS
from evaluation.sources.secret import KEY_FILE

METHODS = {
    "rounding": {"protection_width": 2, "rounding_base": 5},
    "cell_key": {
        "protection_width": 3,
        "largest_deviation": 4,
        "deviation_variance": 2.5,
        "avoid_small_results": True,
    },
}
SAID = {
    "rounding": "Fallzahlen auf Vielfache von 5 gerundet; 0 heißt 0 bis 2.",
    "cell_key": "Fallzahlen zum Schutz um höchstens 4 verändert; 0 heißt 0 bis 4.",
}
OF_FINDINGS = ("entries_and_exits", "placement", "cases", "quarters", "network_activity", "data_basis")
DRAWN = ("entries_and_exits", "funnel", "placement", "reach")


def with_secret(sources, digit="1"):
    prints = dict(sources.fingerprints) | {KEY_FILE: digit * 64}
    return replace(sources, secret=bytes([int(digit)] * 32), fingerprints=prints)


@pytest.fixture(scope="module")
def plan_of(demo_plan):
    """Return a function from a method to the demo plan of one funding round with that method."""

    def build(method):
        content = demo_plan.for_rounds(["SOZIALE-STADT-2003"]).model_dump(mode="json")
        if method != "suppression":
            content["disclosure"] = {"method": method, "smallest_cell": 3, **METHODS[method]}
        return parse_plan(content, where="plan.toml")

    return build


@pytest.fixture(scope="module")
def exact(demo_sources, plan_of):
    return evaluate(demo_sources, plan_of("suppression"))


@pytest.fixture(scope="module", params=list(METHODS))
def method(request):
    return request.param


@pytest.fixture(scope="module")
def findings(demo_sources, plan_of, method):
    return evaluate(with_secret(demo_sources), plan_of(method))


def test_no_attack_on_the_findings_succeeds(findings, tmp_path):
    check = check_release(findings)
    assert check.disclosed == ()
    assert check.tested > 1000
    write_release(check, findings, (), tmp_path)
    said = (tmp_path / "release.json").read_text()
    assert f'"method": "{findings.plan.disclosure.method}"' in said
    assert '"attacked": "every printed count, taken as the interval' in said


def test_the_next_edition_of_the_same_data_tells_no_other_number(demo_sources, plan_of, findings, method):
    """It may hide more: two editions together leave less room for the cases that were added between them."""
    again = evaluate(with_secret(demo_sources), plan_of(method), [findings])
    numbers = [*COUNT_COLUMNS, *VALUE_COLUMNS]
    now, before = again.results[numbers], findings.results[numbers]
    assert_frame_equal(now, before.where(now.notna()))
    assert now.isna().sum().sum() <= 1.02 * before.isna().sum().sum()
    assert_frame_equal(again.curves, findings.curves)
    assert check_release(again, [findings]).disclosed == ()


def test_a_curve_begins_with_the_number_that_is_printed_for_the_first_horizon(method):
    """The same persons under two names have one number: two deviations could be averaged."""
    disclosure = {"method": method, "smallest_cell": 3, **METHODS[method]}
    plan = plan_with(cut_off="2021-06-30", concept="esf", disclosure=disclosure)
    found = evaluate(with_secret(sources_of(**followed(Random(2)))), plan)  # noqa: S311
    begins = found.curves[(found.curves["indicator"] == "job_survival") & (found.curves["month"] == 0)]
    first = found.results[(found.results["indicator"] == "stabilised_3_point") & (found.results["period"] == "")]
    pairs = begins.dropna(subset=["n"]).merge(first, on=["dimension", "group"])
    assert len(pairs) == 3
    assert pairs["n_x"].tolist() == pairs["n_y"].tolist()
    assert check_release(found).disclosed == ()
    assert not tells_sums(found), "two deviations are no single one"


def test_an_exact_edition_tells_who_was_heard_of(demo_findings):
    assert tells_sums(demo_findings)


def tells_sums(findings):
    """Return whether an edition tells of those at risk and those whose job ended, together."""
    sums = "+stabilised_3_continuous.n-stabilised_3_continuous.unknown "
    return told_by(findings)["indicator"].str.contains(sums, regex=False).any()


def test_exact_numbers_beside_treated_ones_are_refused(demo_sources, plan_of, findings, method):
    with pytest.raises(PlanError, match=f"protected by '{method}': side by side they would tell"):
        check_methods(demo_sources, plan_of("suppression"), [findings])


def test_a_second_key_or_none_is_refused(demo_sources, plan_of, findings, method):
    if method == "rounding":
        check_methods(demo_sources, plan_of(method), [findings])
        return
    with pytest.raises(PlanError, match=r"was made with another cell_key\.txt"):
        check_methods(with_secret(demo_sources, "2"), plan_of(method), [findings])
    with pytest.raises(PlanError, match=r"needs a key, and the data folder holds no cell_key\.txt"):
        check_methods(demo_sources, plan_of(method), [])


@pytest.mark.parametrize("name", OF_FINDINGS)
def test_each_table_says_how_its_counts_were_treated_once(findings, method, name):
    found = [block for block in getattr(tables, name)(findings).blocks if isinstance(block, Table)]
    assert found
    for table in found:
        assert "\n".join(table.notes).count(SAID[method]) == 1


def test_a_count_that_stands_in_a_sentence_says_so_too(findings, method):
    assert SAID[method] in str(tables.participants(findings).blocks)


@pytest.mark.parametrize("name", DRAWN)
def test_each_figure_says_so_too(findings, method, name):
    drawn = getattr(figures, name)(findings).blocks
    assert drawn
    for figure in drawn:
        assert isinstance(figure, Figure)
        assert "\n".join(figure.notes).count(SAID[method]) == 1


def test_page_one_and_the_chapter_on_the_method_say_so(findings, method):
    assert SAID[method] in str(tables.key_findings(findings).blocks)
    plan, words = str(tables.plan_in_words(findings).blocks), str(tables.protection(findings).blocks)
    assert {"rounding": "Rundungsbasis", "cell_key": "Varianz der Abweichungen"}[method] in plan
    assert "Eine 0 heißt" in words
    assert "Summen sind nicht immer die Summe ihrer Teile" in words
    with speaking("en"):
        assert "A 0 " in str(tables.protection(findings).blocks)
        assert "0 means 0 to" in formats.treatment(findings)


def test_suppression_and_internal_findings_say_nothing_of_it(findings, exact):
    assert formats.treatment(replace(findings, internal=True)) == ""
    assert formats.treatment(exact) == ""
    assert "Wo eine unterdrückte Zahl durch Abziehen zu finden wäre" in str(tables.protection(exact).blocks)


def test_annex_and_index_page_say_so(findings, method, tmp_path):
    write_findings(findings, tmp_path / "findings")
    write_annex(findings, tmp_path)
    write_index(findings, [], tmp_path)
    assert SAID[method] in (tmp_path / "index.html").read_text("utf-8")
    for path in sorted((tmp_path / "annex").glob("*.csv")):
        table = pd.read_csv(path, dtype="str")
        expected = {"rounding": "rounded to multiples of 5", "cell_key": "deviates by up to 4"}[method]
        assert set(table["counts"]) <= {expected}
    book = openpyxl.load_workbook(tmp_path / "annex" / "annex.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(SAID[method] in cell for cell in cells) >= len(book.sheetnames) - 1
    assert any(cell.startswith("Null bis ") for cell in cells)
    assert ("1" * 64 in str(findings.fingerprints)) is (KEY_FILE in findings.fingerprints)
