"""Text from data that is something else than text to some tool: each output shows it as text, and nothing else happens.

One test for each kind of hostile text and each output; then what must not have happened in any of them.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from base64 import b64decode
from dataclasses import replace

import pandas as pd
import pytest
from opened import Page, blocks_of, every_output, keys_of_pdf, links_of_pdf, pages_of, pdf_text, texts_of_workbook
from planted import HOSTILE, JENA, MUNICIPALITY, NAME, PLACE

from evaluation.batch.ledger import Entry, read_ledger_table, write_ledger_table
from evaluation.engine import Ending
from evaluation.findings import read_findings
from evaluation.index import write_index
from evaluation.report import ReportOutcome
from evaluation.spreadsheets import unguarded


def squeezed(text: str) -> str:
    """Leave out blanks and what says where a word may break: where lines end is the business of the typesetter."""
    return re.sub(r"[\s\u00ad\u200b-]", "", unicodedata.normalize("NFC", text))


def cells_of(path) -> set[str]:
    """Return the cells of a CSV file as a program reads them."""
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    return {unguarded(cell) for row in rows for cell in row}


@pytest.fixture(scope="module")
def notebook(run_folder):
    (found,) = (run_folder / "notebooks").glob(f"{MUNICIPALITY}*.ipynb")
    return found


@pytest.fixture(scope="module")
def outputs(run_folder, notebook, tmp_path_factory):
    """Return for each output the texts that a reader gets from it; one that must hold a hostile text whole."""
    (pdf,) = run_folder.glob("*.pdf")
    findings = read_findings(run_folder / "findings")
    page = tmp_path_factory.mktemp("index")
    (page / "findings").mkdir()
    named = pd.concat([findings.projects.assign(name=text) for text in HOSTILE.values()], ignore_index=True)
    failed = ReportOutcome(MUNICIPALITY, PLACE, None, HOSTILE["html"], Ending("failed"), {})
    write_index(replace(findings, projects=named), [failed], page)
    table = tmp_path_factory.mktemp("ledger") / "ledger.csv"
    entries = [
        Entry(str(place), text, "failed", {"reason": text, "parameters": {"name": text}})
        for place, text in enumerate(HOSTILE.values())
    ]
    write_ledger_table(entries, table)
    return {
        "PDF": pdf_text(pdf),
        "index page": Page((page / "index.html").read_text("utf-8")).text,
        "JupyterLab": " ".join(Page(html).text for html in pages_of(notebook)),
        "blocks of the notebook": " ".join(_texts(list(blocks_of(notebook)))),
        "workbook": " ".join(texts_of_workbook(run_folder / "annex" / "annex.xlsx")),
        "CSV of the annex": " ".join(cells_of(run_folder / "annex" / "indicators.csv")),
        "CSV of the findings": " ".join(cells_of(run_folder / "findings" / "project_details.csv")),
        "ledger": " ".join(row["name"] for row in map(_unguarded, read_ledger_table(table).values())),
    }


def _unguarded(row: dict[str, str]) -> dict[str, str]:
    return {name: unguarded(cell) for name, cell in row.items()}


def _texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]


OUTPUTS = (
    *("PDF", "index page", "JupyterLab", "blocks of the notebook", "workbook", "CSV of the annex"),
    *("CSV of the findings", "ledger"),
)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("output", OUTPUTS)
def test_hostile_text_is_shown_as_text(outputs, output, kind):
    text = HOSTILE[kind].replace("_x0041_", "_x005F_x0041_") if output == "workbook" else HOSTILE[kind]
    # A mark over or under a letter may be copied from a PDF together with its letter once more.
    for part in text.split() if kind == "marks" else [text]:
        assert squeezed(part) in squeezed(outputs[output])


def test_a_name_is_shown_whole_in_each_output(run_folder, notebook):
    (pdf,) = run_folder.glob("*.pdf")
    assert squeezed(NAME) in squeezed(pdf_text(pdf))
    assert squeezed(NAME) in squeezed(Page((run_folder / "index.html").read_text("utf-8")).text)
    assert {NAME, PLACE} <= cells_of(run_folder / "findings" / "projects.csv")
    assert PLACE.replace("\t", " ") in cells_of(run_folder / "ledger.csv")
    alternatives = [block["alt"] for block in blocks_of(notebook) if block["type"] == "figure"]
    assert sum(NAME in alternative for alternative in alternatives) > 5
    findings = read_findings(run_folder / "findings")
    assert findings.projects.loc[findings.projects["project"] == JENA, "name"].tolist() == [NAME]


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def begins_formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "@", "\t", "\r", "\n")) or bool(re.match(r"-(?![0-9.]+$)", cell))


def test_no_cell_of_any_table_begins_a_formula(run_folder):
    tables = [path for path in every_output(run_folder) if path.suffix == ".csv"]
    assert len(tables) > 15
    for path in tables:
        rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        assert not [cell for row in rows for cell in row if begins_formula(cell)], path.name


@pytest.mark.parametrize("separator", [";", "\t"])
def test_no_cell_begins_a_formula_in_a_spreadsheet_of_another_country(run_folder, separator):
    """It parts lines at its own separator, and knows no quotation mark but at the beginning of a cell."""
    for path in every_output(run_folder):
        if path.suffix == ".csv":
            lines = re.split("[\r\n]+", path.read_text("utf-8-sig"))
            cells = [cell.lstrip('" ') for line in lines for cell in line.split(separator)]
            assert not [cell for cell in cells if begins_formula(cell)], path.name
    assert begins_formula(HOSTILE["cell of a German spreadsheet"].split(";")[1])


def test_the_workbook_has_no_formula_and_no_link(run_folder):
    with zipfile.ZipFile(run_folder / "annex" / "annex.xlsx") as parts:
        names = parts.namelist()
        sheets = b"".join(parts.read(name) for name in names if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"<f " not in sheets
    assert b"hyperlink" not in sheets
    assert not [name for name in names if re.search(r"vba|embed|external|connections|\.bin", name)]


# --- browsers ---------------------------------------------------------------------------------------------------------

QUIET = {"html", "head", "meta", "title", "style", "body", "a", "main", "h1", "h2", "p", "strong", "code", "div"}
QUIET |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "small", "span", "ul", "li", "dl", "dt", "dd"}
DRAWN = {"svg", "defs", "g", "path", "text", "use", "clippath", "rect", "metadata", "rdf:rdf", "cc:work", "dc:type"}
DRAWN |= {"dc:format", "pattern", "dc:date", "dc:creator", "cc:agent", "dc:title"}
WRITTEN = {"header", "section", "figure", "figcaption", "blockquote", "pre", "hr", "br", "ol", "em"}


def test_hostile_text_becomes_no_element_and_no_attribute_of_the_index_page(run_folder):
    page = Page((run_folder / "index.html").read_text("utf-8"))
    assert page.elements <= QUIET
    assert not [name for name in page.attributes if name.startswith("on")]
    links = [link for link in page.links if link != "#reports"]
    assert all(re.fullmatch(r"[a-z0-9_./-]+", link) and (run_folder / link).is_file() for link in links)
    assert "default-src 'none'" in (run_folder / "index.html").read_text("utf-8")


def test_hostile_text_becomes_no_element_of_a_cell_in_jupyterlab_and_no_formula(notebook):
    shown = [html for html in pages_of(notebook) if html]
    assert len(shown) > 30
    for html in shown:
        page = Page(html)
        assert page.elements <= QUIET | WRITTEN | {"img"}
        drawings = re.findall('<img src="data:image/svg[+]xml;base64,([^"]*)"', html)
        assert len(drawings) == html.count("<img")  # no picture is fetched from anywhere
        drawn = [Page(b64decode(drawing).decode()) for drawing in drawings]
        assert set().union(*(one.elements for one in drawn)) <= DRAWN | {"style"}
        assert not [name for one in (page, *drawn) for name in one.attributes if name.startswith("on")]
        links = [link for one in (page, *drawn) for link in one.links if not link.startswith("data:image/svg+xml;")]
        assert not [link for link in links if not link.startswith("#")]
        assert html.count('class="quartier mathjax_ignore tex2jax_ignore"') == 1  # neither MathJax 3 nor MathJax 2
        assert html.lstrip().startswith('<div class="quartier')


# --- the PDF ----------------------------------------------------------------------------------------------------------


def test_the_pdf_runs_nothing_holds_no_file_and_leads_nowhere(run_folder):
    (pdf,) = run_folder.glob("*.pdf")
    active = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/RichMedia", "/XFA"}
    active |= {"/EmbeddedFiles", "/EF", "/AF"}
    keys = keys_of_pdf(pdf)
    assert {"/Alt", "/StructTreeRoot", "/Metadata"} <= keys  # the search finds what is there
    assert not keys & active
    assert not [link for link in links_of_pdf(pdf) if "boese" in link or "javascript" in link]


# --- files ------------------------------------------------------------------------------------------------------------


def test_hostile_text_writes_no_file_elsewhere(run_folder):
    assert [path.name for path in run_folder.parent.iterdir()] == [run_folder.name]
    assert not (run_folder.parent.parent / "boese").exists()
    names = [path.relative_to(run_folder).as_posix() for path in every_output(run_folder)]
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) and ".." not in name for name in names), names
    assert max(map(len, names)) < 100


def test_the_names_in_the_manifest_are_those_of_the_files(run_folder):
    listed = json.loads((run_folder / "manifest.json").read_text("utf-8"))["outputs"]
    files = {path.relative_to(run_folder).as_posix() for path in every_output(run_folder)}
    assert set(listed) < files
    assert all("boese" not in name for name in listed)
    assert {name.split("/")[0] for name in files - set(listed)} == {
        "manifest.json",
        "ledger.csv",
        "notebooks",
        "terminal.txt",
    }


def test_the_terminal_is_shown_text_and_no_command(run_folder):
    said = (run_folder / "terminal.txt").read_text("utf-8")
    assert PLACE.replace("\t", r"\t") in said
    assert all(line.isprintable() for line in said.splitlines())
