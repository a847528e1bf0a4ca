"""What cannot be shown is refused with its place; no message and no file of a run that failed tells of a person."""

import json
import re
import shutil
import sqlite3

import pandas as pd
import pytest
from click.testing import CliRunner
from opened import every_output
from planted import CODE, HOSTILE, MUNICIPALITY, codes_of_records

from evaluation.cli import main
from evaluation.cli.progress import Lines
from evaluation.engine import Ending
from evaluation.fonts.coverage import unprintable
from evaluation.markdown import blocks_from_markdown
from evaluation.plan import PlanError, parse_plan
from evaluation.report import ReportOutcome
from evaluation.sources.contracts import CONTRACTS
from evaluation.theme import ThemeError, parse_theme

pytestmark = pytest.mark.usefixtures("each_content_is_read_once")

UNFIT = {
    "right-to-left override": "a\u202eb",
    "right-to-left mark": "a\u200fb",
    "isolate": "a\u2067b\u2069",
    "Arabic letter mark": "a\u061cb",
    "Hebrew": "שלום",
    "Arabic-Indic digits": "\u0661\u0662",
    "no glyph": "漢字",
    "emoji": "Quartier 😀",
    "private use": "a\ue000b",
    "unassigned": "a\u0378b",
    "byte order mark": "a\ufeffb",
    "many marks": "a" + "\u0300\u0301\u0302\u0303\u0304" * 4,
    "null": "a\x00b",
    "escape of a terminal": "a\x1b[2Jb",
    "bell": "a\x07b",
    "10,000 characters": "x" * 10_000,
}
"""Text that no page can show, or that would cover others."""

CARRIERS = (
    *("projects.name", "projects.municipality_name", "projects.summary", "funding_rounds.name", "dataset.provider"),
    *("project_details.text", "enterprises.sector", "participations.programme_area", "targets.source"),
)


@pytest.fixture
def small(small_folder, demo_folder):
    shutil.copyfile(demo_folder / "plan.toml", small_folder / "plan.toml")
    return small_folder


def checked(folder):
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert all(line.isprintable() for line in result.output.splitlines())
    return result


@pytest.mark.parametrize("kind", UNFIT)
def test_text_that_cannot_be_shown_is_refused_with_file_row_column_and_what_to_do(small, kind):
    for carrier in CARRIERS:
        name, column = carrier.split(".")
        table = pd.read_csv(small / f"{name}.csv", dtype="str")
        table.loc[0, column] = UNFIT[kind]
        table.to_csv(small / f"{name}.csv", index=False)
    result = checked(small)
    assert result.exit_code == 1
    for carrier in CARRIERS:
        name, column = carrier.split(".")
        lines = [
            line for line in result.output.splitlines() if line.startswith(f"{name}.csv, row 2, column {column}: [")
        ]
        assert lines, carrier
        assert " → " in lines[0]


@pytest.mark.parametrize("kind", [kind for kind in UNFIT if kind != "10,000 characters"])
def test_words_of_evaluators_that_cannot_be_shown_are_refused_with_their_line(small, kind):
    path = small / "narratives" / "05711000" / "lasted.md"
    path.parent.mkdir(parents=True)
    as_number = "".join(f"&#{ord(character)};" for character in UNFIT[kind])
    path.write_text(f"Gut.\n\nNoch {UNFIT[kind]} besser.\n\n{as_number}\n", encoding="utf-8")
    result = checked(small)
    assert "narratives/05711000/lasted.md, row 3: [Noch " in result.output
    (paragraph,) = blocks_from_markdown(as_number, "lasted.md", as_written=True)
    becomes_a_sign = bool(unprintable("".join(run["text"] for run in paragraph["runs"])))
    assert ("narratives/05711000/lasted.md, row 5: [" in result.output) == becomes_a_sign


@pytest.mark.parametrize("kind", [kind for kind in UNFIT if kind != "10,000 characters"])
def test_titles_and_themes_that_cannot_be_shown_are_refused(demo_plan, kind):
    with pytest.raises(PlanError, match=r"title: .*cannot be printed"):
        parse_plan({**demo_plan.model_dump(mode="json"), "title": UNFIT[kind]}, where="plan.toml")
    if ord(max(UNFIT[kind])) < 128:
        return  # TOML itself refuses control characters
    for key in ("organisation", "logo"):
        with pytest.raises(ThemeError, match=rf"{key}: .*cannot be printed"):
            parse_theme(f'{key} = "{UNFIT[kind]}"', "theme.toml")


@pytest.mark.parametrize("text", [*HOSTILE.values(), "Ł ß ə Đặng", "„Größe“ – 10 € …", "zwei\nZeilen\tTab"], ids=ascii)
def test_text_that_can_be_shown_is_not_refused(text):
    assert unprintable(text) == []


def test_a_character_is_named_so_that_it_can_be_found_and_obeys_nothing():
    assert unprintable("a\u202eb") == ["U+202E RIGHT-TO-LEFT OVERRIDE"]
    assert unprintable("漢") == ["U+6F22 CJK UNIFIED IDEOGRAPH-6F22 (漢)"]
    assert unprintable("א") == ["U+05D0 HEBREW LETTER ALEF"]
    assert unprintable("x" + "\u0301" * 5) == ["5 marks on one letter"]
    assert unprintable("x" + "\u0301" * 4) == []


# --- terminals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", UNFIT)
def test_a_terminal_is_shown_no_command_whatever_a_report_is_called(capsys, kind):
    lines = Lines()
    lines.started(2)
    lines.report_done(ReportOutcome(MUNICIPALITY, UNFIT[kind], None, "x", Ending("failed"), {}))
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def test_a_file_with_a_hostile_name_is_named_and_obeyed_by_nobody(small):
    shutil.copyfile(small / "events.csv", small / "events.\x1b[2J\u202e.csv")
    result = CliRunner().invoke(main, ["run", "--data", str(small), "--out", str(small / "out")])
    assert result.exit_code == 1
    assert r"events.\x1b[2J\u202e.csv" in result.output
    assert all(line.isprintable() for line in result.output.splitlines())


# --- persons ----------------------------------------------------------------------------------------------------------


def test_the_message_of_a_run_tells_of_no_person(small):
    """A fault in each column of each table about persons: a run counts them and names the files; `check` says more."""
    personal = [name for name, contract in CONTRACTS.items() if contract.personal]
    for name in personal:
        table = pd.read_csv(small / f"{name}.csv", dtype="str")
        marked = table.assign(**{column: f"MARKIERT {column}" for column in table.columns})
        pd.concat([table, marked]).to_csv(small / f"{name}.csv", index=False)
    result = CliRunner().invoke(main, ["run", "--data", str(small), "--out", str(small / "out")])
    assert result.exit_code == 1
    assert all(f"{name}.csv" in result.output for name in personal)
    assert "MARKIERT" not in result.output
    assert "MARKIERT" in checked(small).output
    assert not (small / "out").exists()


def codes_left_in(folder, data) -> set[str]:
    found = {hit.decode() for path in every_output(folder) for hit in CODE.findall(path.read_bytes())}
    return found & codes_of_records(data)


def notebooks_with(folder, source, name, cell) -> str:
    """Copy the notebooks, with one cell of one of them changed, and return the folder."""
    shutil.copytree(source, folder)
    content = json.loads((folder / name).read_text("utf-8"))
    code = [one for one in content["cells"] if one["cell_type"] == "code"]
    code[-1]["source"] = cell
    (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return str(folder)


def test_a_failure_among_persons_leaves_nothing_behind_and_quotes_nothing(data, demo_folder, tmp_path):
    cell = "raise ValueError(' '.join(sources['participations']['person']))"
    notebooks = notebooks_with(tmp_path / "notebooks", demo_folder.parents[1] / "notebooks", "indicators.ipynb", cell)
    words = ["run", "--data", str(data), "--out", str(tmp_path / "out"), "--notebooks", notebooks]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert re.search(r"indicators\.ipynb, cell [0-9]+: ValueError: see the cell in JupyterLab", result.output)
    assert not CODE.search(result.output.encode())
    assert codes_left_in(tmp_path / "out", data) == set()


def test_a_failed_report_and_a_stopped_run_keep_no_person(data, run_folder, demo_folder, tmp_path, monkeypatch):
    """The notebook of the failed report, the ledger with its journal, and all that lies hidden meanwhile."""
    out = tmp_path / "out"
    shutil.copytree(run_folder, out / run_folder.name)
    cell = "raise ValueError(str(report.results))"
    source = demo_folder.parents[1] / "notebooks"
    notebooks = notebooks_with(tmp_path / "notebooks", source, "municipality_report.ipynb", cell)
    seen = []

    def stopped(_lines, _outcome):
        (folder,) = out.glob(".run-*")
        seen.extend(path.name for path in every_output(folder))
        seen.append(codes_left_in(folder, data))
        with sqlite3.connect(folder / ".ledger.sqlite") as book:
            seen.append("\n".join(book.iterdump()))
        raise KeyboardInterrupt

    monkeypatch.setattr(Lines, "report_done", stopped)
    result = CliRunner().invoke(main, ["run", "--data", str(data), "--out", str(out), "--notebooks", notebooks])
    assert result.exit_code in (1, 130), result.output
    assert ".ledger.sqlite" in seen
    assert any(str(name).endswith(".ipynb") for name in seen)
    assert set() in seen
    assert codes_left_in(out, data) == set()
    assert not CODE.search(result.output.encode())
