"""One run over data with planted marks and hostile text; every test of this folder looks at what it left behind."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pypdf
import pytest
from click.testing import CliRunner

from evaluation.cli import main

DEMO = Path(__file__).parents[2] / "data" / "demo"
JENA = "jena-teilhabe-am-wachstum"
MUNICIPALITY = "16053000"

HOSTILE = {
    "formula": '=HYPERLINK("http://boese.example";"klick")',
    "typst": '#import "x": y $x^2$ #panic()',
    "markdown": "**fett** [Verweis](http://boese.example) `code`",
    "html": "<script>alert(7)</script><b>&amp;",
    "python": "{{ 7*7 }} ${__import__('os')}",
    "path": "../../boese/../datei",
}
"""Text that is something else than text to one of the tools; the name of the project holds all of it."""

NAME = " ".join(HOSTILE.values())
PLACE = '../Jena<i>"'
HOURS = 4321
"""Hours of each of the two persons who did an internship: their sum, 8,642, is the number of a cell of two persons."""


def planted(folder: Path) -> Path:
    """Write the data of Jena with marks into a folder, and return it."""
    folder.mkdir()
    tables = {path.stem: pd.read_csv(path, dtype="str") for path in sorted(DEMO.glob("*.csv"))}
    projects = tables["projects"]
    mine = projects["project"] == JENA
    projects.loc[mine, ["name", "municipality_name"]] = [NAME, PLACE]
    details = tables["project_details"]
    partner = details[(details["project"] == JENA)].index[-1]
    details.loc[partner, "text"] = details.loc[partner, "text"] or ""
    of_jena = tables["participations"].loc[tables["participations"]["project"] == JENA, "participation"]
    activities = tables["activities"]
    interns = activities["participation"].isin(of_jena) & (activities["kind"] == "internship")
    first = activities[interns].drop_duplicates("participation").index[:2]
    activities.loc[interns, "kind"] = "trial_work"
    activities.loc[first, ["kind", "hours"]] = ["internship", f"{HOURS}.0"]
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    (folder / "plan.toml").write_bytes((DEMO / "plan.toml").read_bytes())
    return folder


@pytest.fixture(scope="session")
def data(made_once: Callable[..., Path]) -> Path:
    return made_once("planted", lambda folder: planted(folder / "data")) / "data"


@pytest.fixture(scope="session")
def run_folder(data: Path, made_once: Callable[..., Path]) -> Path:
    """Return the folder of the run; a sibling of it would be something that hostile text wrote."""

    def make(folder: Path) -> None:
        out = folder / "out"
        words = ["run", "--data", str(data), "--out", str(out), "--municipality", MUNICIPALITY]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        (made,) = out.iterdir()
        (made / "terminal.txt").write_text(result.output, encoding="utf-8")

    (folder,) = (made_once("release", make) / "out").iterdir()
    return folder


def contents(path: Path) -> Iterator[bytes]:
    """Yield all bytes of a file that a reader could get at: as they stand, unpacked, and as text."""
    body = path.read_bytes()
    yield body
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                yield parts.read(name)
    if path.suffix == ".pdf":
        yield from objects(path)
        yield pdf_text(path).encode()


@cache
def objects(pdf: Path) -> tuple[bytes, ...]:
    """Return the objects of a PDF and what their streams hold, unpacked; no test changes a PDF."""
    reader = pypdf.PdfReader(pdf)
    found = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    streams = [one.get_data() for one in found if isinstance(one, pypdf.generic.StreamObject)]
    return (*streams, *(str(one).encode() for one in found))


@cache
def pages(pdf: Path) -> tuple[str, ...]:
    """Return the text of each page of a PDF, a page on one line."""
    texts = [page.extract_text() for page in pypdf.PdfReader(pdf).pages]
    return tuple(" ".join(text.replace("\u00a0", " ").split()) for text in texts)


def pdf_text(path: Path) -> str:
    """Return the text of a PDF on one line."""
    return " ".join(pages(path))
