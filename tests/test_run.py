"""End to end: from the demo data to PDFs, and what happens when something breaks."""

import csv
import json
import os
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import nbformat
import pytest
from click.testing import CliRunner
from conformance import failures
from pypdf import PdfReader

from evaluation.cli import main
from evaluation.errors import ParameterError, ReportError, SourceDataError
from evaluation.findings import read_findings
from evaluation.indicators import target_units
from evaluation.plan import read_plan
from evaluation.report import (
    IndicatorsParameters,
    ProgrammeRequest,
    ReportParameters,
    ReportRequest,
    checked_parameters,
    execute,
    make_report,
)
from evaluation.sources import read_sources

ROOT = Path(__file__).parents[1]
DEMO, NOTEBOOKS = ROOT / "data" / "demo", ROOT / "notebooks"
REPORT = NOTEBOOKS / "municipality_report.ipynb"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run over all municipalities, made by the command."""
    out = tmp_path_factory.mktemp("reports")
    result = CliRunner().invoke(main, ["run", "--data", str(DEMO), "--out", str(out)])
    assert result.exit_code == 0, result.output
    (folder,) = out.iterdir()
    return folder


@cache
def pages_of(pdf: Path) -> tuple[str, ...]:
    """Return the text of each page; reading it takes longer than making the report, and no test changes a PDF."""
    return tuple(page.extract_text() for page in PdfReader(pdf).pages)


def text_of(path: Path) -> str:
    """Return the text of a file of the run, whatever its format."""
    if path.suffix == ".xlsx":
        with ZipFile(path) as parts:
            return " ".join(parts.read(name).decode("utf-8") for name in parts.namelist())
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    return " ".join(" ".join(pages_of(path)).replace("\u00a0", " ").split())


def test_a_run_holds_reports_findings_index_ledger_and_manifest(run_folder: Path) -> None:
    names = {path.name for path in run_folder.iterdir()}
    pdfs = {
        "programme-biwaq-iv.pdf",
        "16053000-jena.pdf",
        "14713000-leipzig.pdf",
        "12054000-potsdam.pdf",
        "05711000-bielefeld.pdf",
    }
    assert names == pdfs | {
        "annex",
        "findings",
        "index.html",
        "ledger.csv",
        "manifest.json",
        "notebooks",
        "release.json",
    }
    assert not any(path.name.startswith(".") for path in run_folder.parent.iterdir())


def test_the_numbers_in_the_pdf_are_those_of_the_findings(run_folder: Path) -> None:
    findings = read_findings(run_folder / "findings")
    results = findings.results
    for pdf in run_folder.glob("[0-9]*.pdf"):
        own = findings.for_municipality(pdf.name[:8]).projects["project"]
        text = text_of(pdf)
        rows = results[
            results["project"].isin(own) & (results["indicator"] == "placement") & (results["dimension"] == "total")
        ]
        assert len(rows) == len(own)
        for row in rows.itertuples():
            assert f"{row.events} von {row.n} Personen waren bei Austritt beschäftigt" in text
            assert f"{round(row.estimate * 100)} %" in text


def test_no_suppressed_number_is_in_the_pdf(run_folder: Path) -> None:
    """Jena has too few non-binary participants: neither they nor one of the others, who would tell, has a number."""
    text = text_of(run_folder / "16053000-jena.pdf")
    assert "nicht-binär . ." in text
    assert re.search(r"(Frauen|Männer) \. ", text)
    results = read_findings(run_folder / "findings").results
    entries = results[(results["project"] == "jena-teilhabe-am-wachstum") & (results["indicator"] == "entries")]
    printed = entries[(entries["dimension"] == "gender") & (entries["period"] == "")].set_index("group")["events"]
    assert printed.isna().sum() >= 2


def test_page_one_holds_every_finding_and_what_is_not_known(run_folder: Path) -> None:
    for path in sorted(run_folder.glob("[0-9]*.pdf")):
        first = " ".join(PdfReader(path).pages[0].extract_text().split())
        assert re.search("Was nicht bekannt ist.*nicht, was ohne sie gewesen wäre", first), path.name


def test_missing_context_is_not_stated_and_never_zero(run_folder: Path) -> None:
    text = text_of(run_folder / "16053000-jena.pdf")
    assert "Stadt und Programmgebiet: keine Angabe." in text
    assert "Keine Angabe Bundesland, Zielgebiet, Handlungsfelder" in text
    assert "Einwohnerinnen und Einwohner" not in text


def test_official_facts_are_printed_as_published(run_folder: Path) -> None:
    leipzig, potsdam, bielefeld = (
        text_of(run_folder / name)
        for name in ("14713000-leipzig.pdf", "12054000-potsdam.pdf", "05711000-bielefeld.pdf")
    )
    assert "579.530* 82.254* – 2016" in leipzig
    assert "12,7 %** 26,7 %**" in leipzig
    assert "Projektpartner keine " in potsdam
    assert "es gelten die Projektinformationen" in bielefeld
    assert "Baumheide" in bielefeld


def test_leipzig_shows_both_projects(run_folder: Path) -> None:
    text = text_of(run_folder / "14713000-leipzig.pdf")
    assert "Arbeit im Quartier (BIWAQ IV, Förderrunde 2019 – 2022) insgesamt (CR04)" in text
    assert "Lokale Beschäftigungsentwicklung (Soziale Stadt, Mai 2003 – März 2009)" in text
    assert "nicht erhoben" in text


def test_every_page_says_that_the_data_are_invented(run_folder: Path) -> None:
    for pdf in run_folder.glob("*.pdf"):
        assert pages_of(pdf)
        assert all("synthetisch" in page for page in pages_of(pdf))
    assert "synthetisch" in (run_folder / "index.html").read_text(encoding="utf-8")
    assert json.loads((run_folder / "findings" / "findings.json").read_text(encoding="utf-8"))["synthetic"] is True


def test_the_pdf_is_archivable_and_accessible(run_folder: Path) -> None:
    for path in run_folder.glob("*.pdf"):
        pdf = PdfReader(path)
        metadata = pdf.metadata
        xmp = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
        assert pdf.trailer["/Root"]["/Lang"] == "de"
        assert metadata is not None
        assert str(metadata.title).startswith(("Evaluationsbericht ", "Programmbericht "))
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert failures(path.read_bytes()) == []


def test_no_person_is_in_any_output(run_folder: Path) -> None:
    with (DEMO / "participations.csv").open(encoding="utf-8") as stream:
        people = list(csv.DictReader(stream))
    marks = {row["person"] for row in people} | {row["participation"] for row in people}
    for path in run_folder.rglob("*"):
        if path.is_file():
            text = text_of(path)
            assert not marks & set(text.replace('"', " ").replace(",", " ").split()), path


def test_the_executed_indicators_notebook_shows_protected_tables_only(run_folder: Path) -> None:
    notebook = nbformat.read(run_folder / "notebooks" / "indicators.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert {tuple(sorted(output.data)) for output in outputs} == {
        ("application/vnd.quartier.block+json", "text/html", "text/plain")
    }


def test_no_path_of_the_machine_is_in_any_output(run_folder: Path) -> None:
    places = [str(run_folder.parent), str(ROOT), str(Path.home())]
    for path in run_folder.rglob("*"):
        if path.is_file():
            text = text_of(path)
            # a path relative to the run ("../../data/demo") may end like an absolute one
            assert not any(re.search(rf"(?<!\.){re.escape(place)}", text) for place in places), path


def test_an_executed_report_can_be_run_again_where_it_lies(run_folder: Path, tmp_path: Path) -> None:
    execute(run_folder / "notebooks" / "16053000-jena.ipynb", {}, tmp_path / "again.ipynb", run_folder / "notebooks")
    again = nbformat.read(tmp_path / "again.ipynb", as_version=4)
    assert any("Evaluationsbericht Jena" in str(cell.get("outputs")) for cell in again.cells)


def test_the_index_links_everything_that_is_there(run_folder: Path) -> None:
    page = (run_folder / "index.html").read_text(encoding="utf-8")
    links = [part.split('"')[0] for part in page.split('href="')[1:] if not part.startswith("#")]
    assert links
    assert all((run_folder / link).is_file() for link in links)
    assert {path.name for path in run_folder.glob("*.pdf")} <= set(links)


def test_two_runs_give_the_same_bytes(run_folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["run", "--data", str(DEMO), "--out", str(tmp_path), "--municipality", "16053000", "--workers", "1"]
    )
    assert result.exit_code == 0, result.output
    (again,) = tmp_path.iterdir()
    assert again.name == f"{run_folder.name}-16053000"
    for path in (run_folder / "findings").iterdir():
        assert (again / "findings" / path.name).read_bytes() == path.read_bytes()
    assert (again / "16053000-jena.pdf").read_bytes() == (run_folder / "16053000-jena.pdf").read_bytes()
    assert not (again / "14713000-leipzig.pdf").exists()


def test_verify_says_same_or_names_the_cell(run_folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(run_folder), "--data", str(DEMO)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("same: ")

    changed = tmp_path / "run"
    shutil.copytree(run_folder, changed)
    path = changed / "findings" / "results.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines) if line.startswith("placement,16053000"))
    column = lines[0].split(",").index("events")
    cells = lines[row].split(",")
    before, cells[column] = cells[column], "99"
    lines[row] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    annex = [one for one in sorted((changed / "annex").iterdir()) if one.is_file()]
    for one in annex:
        one.write_bytes(one.read_bytes() + b" ")
    result = CliRunner().invoke(main, ["verify", str(changed), "--data", str(DEMO)])
    assert result.exit_code == 1
    assert annex
    assert all(f"annex/{one.name}: expected" in result.output for one in annex), "the annex is compared, too"
    assert (
        f"row {row + 1} (placement, {', '.join(cells[1:6])}), column events: expected '99', got '{before}'"
        in result.output
    )


def test_verify_names_a_changed_source(run_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    path = data / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("350", "351"), encoding="utf-8")
    result = CliRunner().invoke(main, ["verify", str(run_folder), "--data", str(data)])
    assert result.exit_code == 1
    assert "targets.csv: expected" in result.output


@pytest.mark.parametrize("table", ["events", "projects"])
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_faulty_data_are_told_with_all_their_faults_and_leave_nothing(
    tmp_path: Path, table: str, more: list[str]
) -> None:
    """Whoever finds them: the process of the run reads the facts, the notebook reads everything."""
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    for name in {"events", table}:
        path = data / f"{name}.csv"
        before, after = ("fair", "fare") if name == "events" else ("2019-01-01", "2019-13-01")
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(SourceDataError) as told:
        read_sources(data, target_units(read_plan(data / "plan.toml")))
    result = CliRunner().invoke(main, ["run", "--data", str(data), "--out", str(tmp_path / "out"), *more])
    assert result.exit_code == 1
    assert result.output == f"evaluation: {told.value}\n"
    assert "See them all with: evaluation check" in result.output
    assert not (tmp_path / "out").exists()


def test_findings_of_tables_that_changed_meanwhile_are_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(DEMO, data)

    def changed_meanwhile(*arguments: Any, **options: Any) -> Any:
        path = data / "targets.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("350", "351"), encoding="utf-8")
        return execute(*arguments, **options)

    monkeypatch.setattr("evaluation.run.computed.execute", changed_meanwhile)
    result = CliRunner().invoke(main, ["run", "--data", str(data), "--out", str(out)])
    assert result.exit_code == 1
    assert "a file changed while it was read. Give the same command again." in result.output
    assert not out.exists()


def test_unknown_municipality_and_round_are_said(tmp_path: Path) -> None:
    for option, value in (("--municipality", "99999999"), ("--funding-round", "BIWAQ-IX")):
        result = CliRunner().invoke(main, ["run", "--data", str(DEMO), "--out", str(tmp_path), option, value])
        assert result.exit_code == 1
        assert value in result.output
        assert "Traceback" not in result.output
        assert not list(tmp_path.iterdir())


@pytest.fixture
def broken_notebooks(tmp_path: Path) -> Path:
    """The report fails for Jena, and for Jena only."""
    folder = tmp_path / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    notebook = nbformat.read(folder / REPORT.name, as_version=4)
    assertion = 'assert municipality != "16053000", "no report for Jena"'
    notebook.cells.insert(3, nbformat.v4.new_code_cell(assertion, id="breaks"))
    nbformat.write(notebook, folder / REPORT.name)
    return folder


def test_one_failed_report_leaves_the_others_whole(run_folder: Path, broken_notebooks: Path, tmp_path: Path) -> None:
    """The findings are those of an earlier run, which stays as it was; its reports had another notebook."""
    out = tmp_path / "out"
    shutil.copytree(run_folder, out / run_folder.name)
    arguments = ["run", "--data", str(DEMO), "--out", str(out), "--notebooks", str(broken_notebooks)]
    chosen = ["--municipality", "16053000", "--municipality", "12054000"]
    result = CliRunner().invoke(main, [*arguments, *chosen])
    assert result.exit_code == 1
    assert "failed: 16053000 Jena: municipality_report.ipynb, cell" in result.output
    assert "AssertionError: no report for Jena" in result.output
    (folder,) = set(out.iterdir()) - {out / run_folder.name}
    assert (out / run_folder.name / "16053000-jena.pdf").read_bytes() == (run_folder / "16053000-jena.pdf").read_bytes()
    assert [path.name for path in folder.glob("*.pdf")] == ["12054000-potsdam.pdf"]
    assert (folder / "failed" / "16053000-jena.ipynb").is_file()
    assert "(line 1); notebook: " in result.output
    assert "made 1, unchanged 0, failed 1" in result.output
    with (folder / "ledger.csv").open(encoding="utf-8") as stream:
        states = {row["municipality"]: row["state"] for row in csv.DictReader(stream)}
    assert states == {"12054000": "done", "16053000": "failed"}
    assert "kein Bericht" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"findings": "x", "municipality": 16053000}, "municipality"),
        ({"findings": "x", "municipality": "363"}, "municipality"),
        ({"findings": "x", "municipalty": "16053000"}, "municipalty"),
        ({"municipality": "16053000"}, "findings"),
    ],
)
def test_parameters_are_typed(values: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        checked_parameters(ReportParameters, values, REPORT)


def test_rounds_whose_codes_differ_in_punctuation_or_capitals_only_have_files_of_their_own() -> None:
    long = "B" * 45
    codes = [
        "BIWAQ-IV",
        "BIWAQ.IV",
        "BIWAQ_IV",
        "BIWAQ--IV",
        "BIWAQ-IV.",
        "Biwaq-IV",
        "biwaq-iv",
        f"{long}1",
        f"{long}2",
    ]
    stems = [ProgrammeRequest(code, "Runde", REPORT, ROOT).stem for code in codes]
    assert stems[0] == "programme-biwaq-iv"
    assert len({stem.casefold() for stem in stems}) == len(codes)
    assert all(re.fullmatch("[a-z0-9-]+", stem) for stem in stems)


def test_a_notebook_that_does_not_declare_a_parameter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.ipynb"
    cell = nbformat.v4.new_code_cell('data = ""', id="parameters", metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), path)
    with pytest.raises(ParameterError, match="does not declare the parameter"):
        checked_parameters(ReportParameters, {"findings": "x", "municipality": "16053000"}, path)
    with pytest.raises(ParameterError, match="there is no such notebook"):
        checked_parameters(IndicatorsParameters, {"data": "a", "plan": "b", "findings": "c"}, tmp_path / "none.ipynb")


def test_the_text_of_a_foreign_error_is_not_repeated(tmp_path: Path) -> None:
    """It may quote a value of a person; the cell and the kind of error are enough to find it."""
    path = tmp_path / "failing.ipynb"
    cell = nbformat.v4.new_code_cell('raise ValueError("P-JEN-0001")', id="fails")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), path)
    with pytest.raises(ReportError) as caught:
        execute(path, {}, tmp_path / "out.ipynb", tmp_path)
    assert "P-JEN-0001" not in str(caught.value)
    assert "cell" in str(caught.value)
    assert "ValueError" in str(caught.value)


def test_a_second_run_makes_only_what_has_changed(run_folder: Path, tmp_path: Path) -> None:
    """A run of one municipality, then of all: one stands; then nothing is to do; then the notebook changes."""
    out = tmp_path / "out"
    shutil.copytree(run_folder, out / run_folder.name)
    arguments = ["run", "--data", str(DEMO), "--out", str(out)]
    before = {path.name: path.stat().st_mtime_ns for path in (out / run_folder.name).glob("*.pdf")}

    result = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert result.exit_code == 0, result.output
    assert "16053000 Jena: unchanged" in result.output
    assert "0 of 5 report(s) would be made" in result.output
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "made 0, unchanged 5, failed 0" in result.output
    (folder,) = out.iterdir()
    assert {path.name: path.stat().st_mtime_ns for path in folder.glob("*.pdf")} == before
    assert (folder / "manifest.json").read_bytes() == (run_folder / "manifest.json").read_bytes()

    notebooks = tmp_path / "notebooks"
    shutil.copytree(NOTEBOOKS, notebooks)
    notebook = nbformat.read(notebooks / REPORT.name, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Ein Nachtrag.", id="more"))
    nbformat.write(notebook, notebooks / REPORT.name)
    result = CliRunner().invoke(main, [*arguments, "--dry-run", "--notebooks", str(notebooks)])
    assert "16053000 Jena: would be made: changed: the notebook" in result.output
    assert "4 of 5 report(s) would be made" in result.output
    assert [path.name for path in out.iterdir()] == [run_folder.name]


def test_a_dry_run_makes_no_folder_that_a_kill_could_leave_behind(
    run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    shutil.copytree(run_folder, out / run_folder.name)
    make, made = os.mkdir, []

    def noted(path: Any, *arguments: Any, **options: Any) -> None:
        made.append(Path(path))
        make(path, *arguments, **options)

    monkeypatch.setattr(os, "mkdir", noted)
    result = CliRunner().invoke(main, ["run", "--data", str(DEMO), "--out", str(out), "--dry-run"])
    assert "0 of 5 report(s) would be made" in result.output
    assert not [path for path in made if tmp_path in path.parents]
    (tmp_path / "noted").mkdir()
    assert made[-1] == tmp_path / "noted"


def test_a_dry_run_without_findings_says_that_they_are_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["run", "--data", str(DEMO), "--out", str(tmp_path / "out"), "--dry-run"])
    assert result.exit_code == 0, result.output
    assert "would be made: the findings must be computed" in result.output
    assert not (tmp_path / "out").exists()


def test_a_killed_kernel_is_a_failed_report(tmp_path: Path) -> None:
    path = tmp_path / "dies.ipynb"
    cells = [
        nbformat.v4.new_code_cell(
            'findings = ""\nmunicipality = ""\nlanguage = ""', id="p", metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell("import os\nos._exit(1)", id="dies"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
    (tmp_path / "notebooks").mkdir()
    outcome = make_report(ReportRequest("16053000", "Jena", path, tmp_path))
    assert outcome.pdf is None
    assert outcome.reason == "the process ended itself with exit code 1 in cell 3"
    assert not list(tmp_path.glob("*.pdf"))
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]
