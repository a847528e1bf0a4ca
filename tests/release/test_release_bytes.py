"""What leaves the house: no person and no small cell, in any byte of any output."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from opened import contents, every_output, pdf_text
from planted import CODE, HOURS, JENA, codes_of_records

from evaluation.cli import main
from evaluation.findings import findings_files, read_findings, write_findings
from evaluation.findings.folder import fingerprint


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
    codes = codes_of_records(data)
    assert len(codes) > 1000
    assert all(CODE.fullmatch(code.encode()) for code in codes)
    seen = {hit.decode() for path in every_output(run_folder) for body in contents(path) for hit in CODE.findall(body)}
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


def decimals(folder: Path) -> Iterator[str]:
    """Yield the first eight decimals of each number below 1 that stands anywhere in a folder."""
    pattern = re.compile(rb"(?<![0-9.,])0[.,]([0-9]{8,})")
    for path in every_output(folder):
        for body in contents(path):
            yield from (hit.decode()[:8] for hit in pattern.findall(body))


def test_no_share_of_a_hidden_cell_is_in_any_byte(run_folder, internal_run):
    """An internal run over the same data knows every share; those that only hidden cells have are in no output."""
    key = ["project", "indicator", "period", "dimension", "group"]
    shown = read_findings(run_folder / "findings").results.set_index(key)
    known = read_findings(internal_run / "findings").results.set_index(key).loc[shown.index]
    columns = ["estimate", "conf_low", "conf_high"]
    every = {column: known[column].map(lambda value: f"{value:.10f}"[2:10], na_action="ignore") for column in columns}
    published = {text for column in columns for text in every[column][shown[column].notna()].dropna()}
    hidden = {text for column in columns for text in every[column][shown[column].isna()].dropna()} - published
    hidden = {text for text in hidden if len(set(text)) > 2}  # 0.25000000 is the share of many cells
    assert len(hidden & set(decimals(internal_run))) > 50
    assert not hidden & set(decimals(run_folder))


# --- the evidence -----------------------------------------------------------------------------------------------------


def test_the_run_says_with_evidence_that_nothing_is_disclosed(run_folder):
    evidence = json.loads((run_folder / "release.json").read_text("utf-8"))
    assert evidence["known_too_narrowly"] == 0
    assert evidence["findings"] == read_findings(run_folder / "findings").identity
    assert evidence["hidden_counts"] > 500
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
