"""An internal run hides nothing, says so on every page, and is no release."""

import zipfile

import pytest
from click.testing import CliRunner
from opened import pdf_pages

from evaluation.cli import main
from evaluation.errors import FindingsError
from evaluation.findings import read_findings, write_findings
from evaluation.words import INTERNAL


def test_it_says_on_every_page_what_it_is(internal_run):
    assert INTERNAL == "intern – enthält schutzbedürftige Angaben"
    (pdf,) = internal_run.glob("*.pdf")
    assert pdf_pages(pdf)
    assert all(INTERNAL in page for page in pdf_pages(pdf))
    assert INTERNAL in (internal_run / "index.html").read_text("utf-8")
    with zipfile.ZipFile(internal_run / "annex" / "annex.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(INTERNAL in sheet for sheet in sheets)


def test_it_hides_nothing_and_its_folder_is_another(internal_run, run_folder):
    findings = read_findings(internal_run / "findings")
    assert findings.internal
    assert (findings.results["suppressed"] == "").all()
    assert findings.results["events"].isin([1, 2]).any()
    assert internal_run.name.startswith("intern-")
    assert not read_findings(run_folder / "findings").internal
    assert findings.identity != read_findings(run_folder / "findings").identity


def test_it_is_no_release_and_no_earlier_edition(internal_run, run_folder):
    assert not (internal_run / "release.json").exists()
    for words in ([str(internal_run)], [str(run_folder), "--earlier", str(internal_run)]):
        result = CliRunner().invoke(main, ["check-release", *words])
        assert result.exit_code == 1
        assert "are internal: nothing in them is hidden" in result.output


def test_it_goes_into_no_release(data, run_folder, internal_run):
    for out in (run_folder, run_folder / "annex", run_folder / "new"):
        words = ["run", "--internal", "--data", str(data), "--out", str(out)]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 1
        assert f"{run_folder} is a release, and no run goes into it" in result.output
    assert not (run_folder / "new").exists()
    before = (run_folder / "findings" / "findings.json").read_bytes()
    with pytest.raises(FindingsError, match="is a release, and internal findings are none"):
        write_findings(read_findings(internal_run / "findings"), run_folder / "findings")
    assert (run_folder / "findings" / "findings.json").read_bytes() == before
