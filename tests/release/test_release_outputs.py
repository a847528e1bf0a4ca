"""What leaves the house: no person, no small cell, and text that stays text, in every byte of every output."""

import csv
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from conftest import DEMO, HOSTILE, HOURS, JENA, MUNICIPALITY, NAME, contents, pdf_text, planted

from evaluation.cli import main
from evaluation.findings import findings_files, read_findings, write_findings
from evaluation.findings.folder import fingerprint
from evaluation.sources.contracts import CONTRACTS


def every_output(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def found_in(folder: Path, marks: list[str]) -> list[tuple[str, str]]:
    pattern = re.compile("|".join(re.escape(mark) for mark in marks).encode())
    return [
        (path.name, hit.group().decode())
        for path in every_output(folder)
        for content in contents(path)
        for hit in [pattern.search(content)]
        if hit
    ]


# --- persons and small cells ------------------------------------------------------------------------------------------


def test_the_search_finds_what_is_there(run_folder):
    """Packed files are searched, too."""
    found = {name for name, _ in found_in(run_folder, ["Teilnehmende", "participants"])}
    assert {"results.csv", "annex.xlsx", *(path.name for path in run_folder.glob("*.pdf"))} <= found


def test_no_person_enterprise_or_event_is_in_any_byte(data, run_folder):
    """Every code of every record, from all tables about persons and the network."""
    codes = set()
    for name, column in [
        ("participations", "participation"),
        ("participations", "person"),
        ("enterprises", "enterprise"),
        ("events", "event"),
        ("activities", "activity"),
        ("employment_spells", "spell"),
    ]:
        table = pd.read_csv(data / f"{name}.csv", dtype="str")
        codes |= set(table[column].dropna())
    assert len(codes) > 1000
    pattern = re.compile(rb"[A-Z]{1,3}-[A-Z]{3}-[0-9]+")
    seen = set()
    for path in every_output(run_folder):
        for content in contents(path):
            seen |= {hit.decode() for hit in pattern.findall(content)}
    assert all(pattern.fullmatch(code.encode()) for code in codes)
    assert not seen & codes


def test_the_number_of_a_small_cell_is_in_no_byte(run_folder):
    """Two persons did an internship of 4,321 hours each: neither that nor the sum nor the mean is told, however set."""
    results = read_findings(run_folder / "findings").results
    row = results[
        (results["project"] == JENA) & (results["indicator"] == "hours_internship") & (results["dimension"] == "total")
    ]
    assert row["suppressed"].str.contains("n events").all()
    assert len(row)
    number = re.compile(
        r"(?<![0-9A-Za-z.,])(?:4[.,\u00a0\u202f ]?321|8[.,\u00a0\u202f ]?642)(?:[.,]0)?(?![0-9A-Za-z]|[.,][0-9])"
    )
    for path in every_output(run_folder):
        bodies = [pdf_text(path).encode()] if path.suffix == ".pdf" else contents(path)  # a drawing has coordinates
        for body in bodies:
            assert not number.search(body.decode("utf-8", errors="replace")), path.name


def test_the_number_of_a_small_cell_is_found_where_it_is_printed(data):
    """The search above is able to find it: in the source table it stands."""
    assert f",{HOURS}.0" in (data / "activities.csv").read_text("utf-8")


def test_an_error_message_names_no_person(tmp_path):
    """A fault in a table about persons: the message of a run counts, and only `check` shows values."""
    broken = planted(tmp_path / "data")
    table = pd.read_csv(broken / "participations.csv", dtype="str")
    table.loc[3, "gender"] = "MARKIERT-4711"
    table.to_csv(broken / "participations.csv", index=False)
    result = CliRunner().invoke(main, ["run", "--data", str(broken), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "MARKIERT" not in result.output
    assert not re.search(r"[TP]-[A-Z]{3}-[0-9]+", result.output)
    assert not list((tmp_path / "out").glob("*"))


# --- the evidence -----------------------------------------------------------------------------------------------------


def test_the_run_says_with_evidence_that_nothing_is_disclosed(run_folder):
    evidence = json.loads((run_folder / "release.json").read_text("utf-8"))
    assert evidence["known_too_narrowly"] == 0
    assert evidence["findings"] == read_findings(run_folder / "findings").identity
    assert evidence["hidden_counts"] > 1000
    assert evidence["tested_numbers"] > evidence["hidden_counts"]
    manifest = json.loads((run_folder / "manifest.json").read_text("utf-8"))
    assert "release.json" in manifest["outputs"]


def test_the_check_of_the_release_needs_no_source_table(run_folder):
    result = CliRunner().invoke(main, ["check-release", str(run_folder)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("0 protected number(s) known too narrowly")


def test_the_check_of_the_release_names_the_cell_and_the_sum(run_folder, tmp_path):
    """Somebody shows one of two hidden numbers of a sum again."""
    findings = read_findings(run_folder / "findings")
    results = findings.results.copy()
    men = (results["project"] == JENA) & (results["indicator"] == "participants") & (results["period"] == "")
    total = int(results.loc[men & (results["dimension"] == "total"), "events"].iloc[0])
    known = results.loc[men & (results["dimension"] == "gender"), "events"].sum()
    place = results[men & (results["group"] == "female")].index[0]
    results.loc[place, ["events", "suppressed", "status"]] = [total - known - 2, "", "published"]
    careless = replace(findings, results=results)
    careless = replace(careless, identity=fingerprint(findings_files(replace(careless, identity=""))))
    write_findings(careless, tmp_path / "run" / "findings")
    result = CliRunner().invoke(main, ["check-release", str(tmp_path / "run")])
    assert result.exit_code == 1
    assert "[jena-teilhabe-am-wachstum, gender non_binary] {.} is 2, because" in result.output
    assert re.search(r"\[jena-teilhabe-am-wachstum, gender female\] \{[0-9]+\} - ", result.output)


# --- hostile text -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs(run_folder):
    """Return what a reader sees in each output, as text."""
    with zipfile.ZipFile(run_folder / "annex" / "annex.xlsx") as parts:
        sheets = " ".join(parts.read(name).decode() for name in parts.namelist())
    (pdf,) = run_folder.glob("*.pdf")
    (notebook,) = (run_folder / "notebooks").glob(f"{MUNICIPALITY}*.ipynb")
    return {
        "pdf": pdf_text(pdf),
        "index": (run_folder / "index.html").read_text("utf-8"),
        "workbook": sheets,
        "annex": (run_folder / "annex" / "indicators.csv").read_text("utf-8"),
        "findings": (run_folder / "findings" / "projects.csv").read_text("utf-8"),
        "notebook": notebook.read_text("utf-8"),
    }


def as_written(kind: str, output: str) -> str:
    """Return hostile text as the format of an output writes it down."""
    text = HOSTILE[kind]
    if output in ("index", "workbook"):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if output == "index":
        text = text.replace('"', "&#34;").replace("'", "&#39;")
    if output in ("annex", "findings"):
        text = text.replace('"', '""')
    if output == "notebook":
        text = json.dumps(text, ensure_ascii=False)[1:-1]
    return text


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("output", ["pdf", "index", "workbook", "annex", "findings", "notebook"])
def test_hostile_text_is_shown_as_text(outputs, output, kind):
    assert "".join(as_written(kind, output).split()) in "".join(outputs[output].split())


def test_a_formula_is_no_formula_in_any_table(run_folder):
    for path in every_output(run_folder):
        if path.suffix == ".csv":
            for row in csv.reader(path.read_text("utf-8-sig").splitlines()):
                assert not any(cell.startswith(("=", "@", "+")) for cell in row), path.name
    with zipfile.ZipFile(run_folder / "annex" / "annex.xlsx") as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


def test_hostile_text_writes_no_file_elsewhere(run_folder):
    assert [path.name for path in run_folder.parent.iterdir()] == [run_folder.name]
    assert not (run_folder.parent.parent / "boese").exists()
    names = [path.relative_to(run_folder).as_posix() for path in every_output(run_folder)]
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) and ".." not in name for name in names), names


def test_hostile_text_becomes_no_element_of_a_page(run_folder):
    page = (run_folder / "index.html").read_text("utf-8")
    assert "<script" not in page
    assert "<i>" not in page


def test_hostile_text_survives_the_folder_of_findings(run_folder):
    findings = read_findings(run_folder / "findings")
    assert findings.projects.loc[findings.projects["project"] == JENA, "name"].tolist() == [NAME]


@pytest.mark.parametrize(
    ("column", "text"),
    [("name", "x" * 10_000), ("summary", "a\x00b"), ("name", "a\x07b")],
    ids=["10,000 characters", "a null", "a bell"],
)
def test_text_that_cannot_be_shown_is_refused_with_file_row_and_column(tmp_path, column, text):
    folder = planted(tmp_path / "data")
    table = pd.read_csv(folder / "projects.csv", dtype="str")
    table.loc[table["project"] == JENA, column] = text
    table.to_csv(folder / "projects.csv", index=False)
    row = int(table.index[table["project"] == JENA][0]) + 2
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 1
    assert re.search(rf"projects(\.csv)?, row {row}, column {column}", result.output), result.output


def test_the_marks_are_planted_in_tables_that_hold_persons(data):
    assert CONTRACTS["activities"].personal
    assert (data / "plan.toml").read_bytes() == (DEMO / "plan.toml").read_bytes()
