"""Evidence: what is the same, and what differs, to the cell."""

import json
from pathlib import Path

import pytest

from evaluation.errors import VerificationError
from evaluation.manifest import changed_cells, changed_outputs, changed_sources, read_manifest, sha256, write_manifest


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run with two outputs that are repeatable and two that are not."""
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "results.csv").write_text("indicator,events\nentries,12\nexits,.\n", encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    (tmp_path / "ledger.csv").write_text("seconds\n1.5\n", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "executed.ipynb").write_text("{}", encoding="utf-8")
    template = tmp_path.with_name(tmp_path.name + ".ipynb")
    template.write_text("{}", encoding="utf-8")
    write_manifest(tmp_path, {"events.csv": "a" * 64}, {"indicators.ipynb": template})
    return tmp_path


def test_it_lists_what_can_be_repeated(run: Path) -> None:
    manifest = read_manifest(run)
    assert manifest["outputs"] == {
        "findings/results.csv": sha256(run / "findings" / "results.csv"),
        "report.pdf": sha256(run / "report.pdf"),
    }
    assert manifest["sources"] == {"events.csv": "a" * 64}
    assert set(manifest["notebooks"]) == {"indicators.ipynb"}
    assert set(manifest["libraries"]) >= {"pandas", "statsmodels", "typst"}


def test_it_holds_no_path_and_no_time(run: Path) -> None:
    before = (run / "manifest.json").read_text(encoding="utf-8")
    assert str(run) not in before
    (run / "manifest.json").unlink()
    write_manifest(run, {"events.csv": "a" * 64}, {"indicators.ipynb": run.with_name(run.name + ".ipynb")})
    assert (run / "manifest.json").read_text(encoding="utf-8") == before


def test_an_unchanged_run_has_no_difference(run: Path) -> None:
    same = {"results.csv": (run / "findings" / "results.csv").read_bytes()}
    assert list(changed_outputs(run)) == []
    assert list(changed_sources(run, {"events.csv": "a" * 64})) == []
    assert list(changed_cells(run / "findings", same)) == []


def test_a_changed_cell_is_named(run: Path) -> None:
    (difference,) = changed_cells(run / "findings", {"results.csv": b"indicator,events\nentries,13\nexits,.\n"})
    assert difference.line() == "results.csv, row 2 (entries), column events: expected '12', got '13'"


def test_a_row_too_many_does_not_make_all_others_differ(run: Path) -> None:
    more = {"results.csv": b"indicator,events\nadvised,5\nentries,12\nexits,3\n"}
    assert [one.line() for one in changed_cells(run / "findings", more)] == [
        "results.csv, row 3 (exits), column events: expected '.', got '3'",
        "results.csv, row 2 (advised): expected 'no such row', got 'a row'",
    ]


@pytest.mark.parametrize(
    ("computed", "said"),
    [
        (b"indicator,n\nentries,12\nexits,.\n", "row 1"),
        (b"indicator,events\nentries,12\n", "row 3 (exits): expected 'a row', got 'no such row'"),
        (b"indicator,events\nentries,12\nexits,.\nready,7\n", "row 4 (ready): expected 'no such row', got 'a row'"),
        (b"indicator,events\nentries,12\nexits,.,9\n", "no such cell"),
        (b"indicator,events\nentries,12\nexits,.\r\n", "expected"),
        (b"\xff\xfe", "expected"),
    ],
)
def test_other_shapes_differ_too(run: Path, computed: bytes, said: str) -> None:
    lines = [one.line() for one in changed_cells(run / "findings", {"results.csv": computed})]
    assert any(said in line for line in lines), lines


def test_a_missing_file_is_named(run: Path) -> None:
    (difference,) = changed_cells(run / "findings", {"curves.csv": b"month\n"})
    assert difference.file == "curves.csv"
    (run / "report.pdf").unlink()
    assert next(one.line() for one in changed_outputs(run)).endswith("got 'no such file'")


def test_changed_added_and_lost_sources_are_named(run: Path) -> None:
    assert [one.file for one in changed_sources(run, {"events.csv": "b" * 64, "more.csv": "c" * 64})] == [
        "events.csv",
        "more.csv",
    ]
    assert [one.got for one in changed_sources(run, {})] == ["no such file"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sources": {}, "outputs": []}', "\x00"])
def test_a_damaged_manifest_is_said(run: Path, content: str) -> None:
    (run / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(VerificationError, match="damaged"):
        read_manifest(run)


def test_no_manifest_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(VerificationError, match="not the folder of a run"):
        read_manifest(tmp_path)


def test_the_manifest_is_plain_json(run: Path) -> None:
    assert json.loads((run / "manifest.json").read_text(encoding="utf-8"))["package"]
