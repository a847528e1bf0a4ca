"""The same table reads the same from every format, and a file that is no table says where and why."""

import csv
import datetime as dt
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evaluation.sources import check_sources, read_sources
from evaluation.sources.contracts import CONTRACTS, DAY, DECIMAL, INTEGER
from evaluation.sources.files import UnreadableFileError, candidates, read_cells
from evaluation.sources.values import typed

pytestmark = pytest.mark.usefixtures("each_content_is_read_once")

COLUMNS = ["project", "indicator", "target", "unit", "source"]
ROW = ["A", "entries", "350", "count", "Antrag"]


def kinds(table: str) -> dict[str, str]:
    return {name: column.metadata["type"] for name, column in CONTRACTS[table].schema.columns.items()}


def write_csv(path: Path, *rows: list[str], encoding: str = "utf-8", **options) -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, **options).writerows(rows)
    return path


def write_excel(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


# --- the same table in every format ------------------------------------------------------------------------------


def german_csv(folder: Path, name: str, table: pd.DataFrame) -> None:
    """Semicolons, decimal commas, German days, Windows line ends and a byte order mark, as Excel exports it."""
    text = table.copy()
    for column, kind in kinds(name).items():
        if kind == DAY:
            text[column] = table[column].dt.strftime("%d.%m.%Y")
        elif kind == DECIMAL:
            text[column] = table[column].map(lambda number: str(number).replace(".", ","), na_action="ignore")
    text.to_csv(folder / f"{name}.csv", index=False, sep=";", encoding="utf-8-sig", lineterminator="\r\n")


def excel(folder: Path, name: str, table: pd.DataFrame) -> None:
    """Real cells: numbers are numbers, days are days, codes with leading zeros are text."""
    cells = table.astype(object).where(table.notna(), None)
    for column, kind in kinds(name).items():
        if kind == DAY:
            cells[column] = [None if day is None else day.to_pydatetime() for day in cells[column]]
    write_excel(folder / f"{name}.xlsx", list(cells.columns), *cells.to_numpy().tolist())


def parquet(folder: Path, name: str, table: pd.DataFrame) -> None:
    table.to_parquet(folder / f"{name}.parquet")


def parquet_of_other_tools(folder: Path, name: str, table: pd.DataFrame) -> None:
    """Days without a time, whole numbers with gaps as floating point, numbers as decimals, texts as categories."""
    cells = table.copy()
    for column, kind in kinds(name).items():
        if kind == DAY:
            cells[column] = pd.Series([None if pd.isna(day) else day.date() for day in table[column]], dtype=object)
        elif kind == INTEGER:
            cells[column] = table[column].astype("float64")
        elif kind == DECIMAL:
            cells[column] = (
                table[column].map(lambda number: Decimal(f"{number:.4f}"), na_action="ignore").astype(object)
            )
        else:
            cells[column] = table[column].astype("category")
    cells.to_parquet(folder / f"{name}.parquet", index=False)


@pytest.mark.parametrize("write", [german_csv, excel, parquet, parquet_of_other_tools])
def test_every_format_gives_the_same_tables(write, tmp_path, demo_sources, demo_units):
    for name in CONTRACTS:
        write(tmp_path, name, demo_sources[name])
    read = read_sources(tmp_path, demo_units)
    assert list(read.tables) == list(demo_sources.tables)
    for name in CONTRACTS:
        pd.testing.assert_frame_equal(read[name], demo_sources[name], obj=name)
    assert set(read.fingerprints) == {path.name for path in tmp_path.iterdir()}


def test_tables_have_the_types_of_their_contracts(demo_sources):
    for name in CONTRACTS:
        assert {column: str(dtype) for column, dtype in demo_sources[name].dtypes.items()} == kinds(name)


def test_the_same_rows_in_another_order_are_the_same_table(tmp_path, demo_folder, demo_sources, demo_units):
    shutil.copytree(demo_folder, tmp_path, dirs_exist_ok=True)
    for name in CONTRACTS:
        head, *rows = (demo_folder / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / f"{name}.csv").write_text("".join([head, *reversed(rows)]), encoding="utf-8")
    read = read_sources(tmp_path, demo_units)
    for name in CONTRACTS:
        pd.testing.assert_frame_equal(read[name], demo_sources[name], obj=name)
        assert read.fingerprints[f"{name}.csv"] != demo_sources.fingerprints[f"{name}.csv"] or len(read[name]) == 1


@pytest.mark.parametrize("write", [german_csv, excel, parquet])
def test_a_table_without_rows_was_delivered_and_is_empty(write, small_folder, small_sources, demo_units):
    (small_folder / "targets.csv").unlink()
    write(small_folder, "targets", small_sources["targets"].iloc[:0])
    read = read_sources(small_folder, demo_units)
    assert read.has("targets")
    pd.testing.assert_frame_equal(read["targets"], small_sources["targets"].iloc[:0])


def test_an_optional_table_that_is_not_there_was_not_collected(small_folder, demo_units):
    (small_folder / "targets.csv").unlink()
    read = read_sources(small_folder, demo_units)
    assert not read.has("targets")
    assert "targets" not in read.tables
    assert read["targets"].empty
    assert {column: str(dtype) for column, dtype in read["targets"].dtypes.items()} == kinds("targets")


def test_the_builders_of_these_tests_make_what_is_read_from_files(small_folder, small_sources, demo_units):
    read = read_sources(small_folder, demo_units)
    assert list(read.tables) == list(small_sources.tables) == list(CONTRACTS)
    for name in CONTRACTS:
        pd.testing.assert_frame_equal(read[name], small_sources[name], obj=name)


def test_sources_cannot_be_changed(demo_sources):
    with pytest.raises(TypeError):
        demo_sources.tables["targets"] = None
    with pytest.raises(AttributeError):
        demo_sources.tables = {}
    assert demo_sources.synthetic


# --- cells ---------------------------------------------------------------------------------------------------------


def cells_of(path: Path) -> list[dict[str, str]]:
    return read_cells(path).to_dict("records")


def test_cells_are_text_without_white_space_around_them(tmp_path):
    path = write_csv(tmp_path / "targets.csv", [" project ", "source"], ["  A\t", "\u00a0zwei Wörter "])
    assert cells_of(path) == [{"project": "A", "source": "zwei Wörter"}]


def test_letters_have_one_form(tmp_path):
    path = write_csv(tmp_path / "targets.csv", ["source"], ["Stra\u00dfenfu\u0308hrung"], ["Straßenführung"])
    assert read_cells(path)["source"].tolist() == ["Straßenführung"] * 2


def test_words_that_look_like_missing_values_are_words(tmp_path):
    words = ["NA", "None", "nan", "null", "-", "0"]
    path = write_csv(tmp_path / "targets.csv", ["source"], *([word] for word in words))
    assert read_cells(path)["source"].tolist() == words
    path = write_excel(tmp_path / "targets.xlsx", ["source"], *([word] for word in words))
    assert read_cells(path)["source"].tolist() == words


@pytest.mark.parametrize("empty", ["", " ", '""'])
def test_an_empty_cell_is_empty(tmp_path, empty):
    (tmp_path / "targets.csv").write_text(f"project,source\nA,{empty}\n", encoding="utf-8")
    assert read_cells(tmp_path / "targets.csv").isna().to_numpy().tolist() == [[False, True]]


def test_blank_rows_are_skipped_and_counted(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n\n1,2\n,\n \n3,4\n\n".replace(" \n", ", \n"), encoding="utf-8")
    assert read_cells(tmp_path / "a.csv").index.tolist() == [3, 6]
    path = write_excel(tmp_path / "a.xlsx", ["x", "y"], [], [1, 2], [None, None], [" ", None], [3, 4])
    assert read_cells(path).index.tolist() == [3, 6]


def test_a_quoted_line_break_is_part_of_its_cell(tmp_path):
    text = 'project,source\r\nA,"erste Zeile\r\nzweite, Zeile"\r\nB,Antrag\r\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    cells = read_cells(tmp_path / "a.csv")
    assert cells["source"].tolist() == ["erste Zeile\nzweite, Zeile", "Antrag"]
    assert cells.index.tolist() == [2, 3], "a spreadsheet counts the two lines as one row"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_quoted_delimiter_is_part_of_its_cell(tmp_path, delimiter):
    path = write_csv(tmp_path / "a.csv", ["a", "b"], ["x,y;z", 'er sagt "ja"'], delimiter=delimiter)
    assert cells_of(path) == [{"a": "x,y;z", "b": 'er sagt "ja"'}]


def test_typed_cells_are_written_as_a_person_would_type_them(tmp_path):
    row = [dt.datetime(2020, 2, 29), dt.date(2020, 2, 29), 7, 7.0, 12.5, 1 / 3, 1e-05, "007", None]
    path = write_excel(tmp_path / "a.xlsx", [f"c{number}" for number in range(len(row))], row)
    (cells,) = read_cells(path).fillna("").to_numpy().tolist()
    expected = ["2020-02-29", "2020-02-29", "7", "7", "12.5", "0.3333333333333333", "0.00001", "007", ""]
    assert cells == expected


def test_a_time_of_day_is_never_cut_off_silently(tmp_path):
    """A day in UTC may be the day before: 2019-12-31 23:00 is the New Year of Berlin."""
    moments = pd.to_datetime(pd.Series(["2020-01-01 00:00", "2020-01-01 10:30"]))
    pd.DataFrame({"day": moments}).to_parquet(tmp_path / "a.parquet")
    assert read_cells(tmp_path / "a.parquet")["day"].tolist() == ["2020-01-01", "2020-01-01 10:30:00"]
    utc = moments.iloc[:1].dt.tz_localize("Europe/Berlin").dt.tz_convert("UTC")
    pd.DataFrame({"day": utc}).to_parquet(tmp_path / "b.parquet")
    assert read_cells(tmp_path / "b.parquet")["day"].tolist() == ["2019-12-31 23:00:00+00:00"]
    path = write_excel(tmp_path / "a.xlsx", ["day"], [dt.datetime(2020, 1, 1, 10, 30)])
    assert read_cells(path)["day"].tolist() == ["2020-01-01 10:30:00"]


def test_a_parquet_file_may_have_its_key_as_index(tmp_path):
    table = pd.DataFrame([ROW], columns=COLUMNS)
    table.set_index("project").to_parquet(tmp_path / "targets.parquet")
    assert cells_of(tmp_path / "targets.parquet") == table.to_dict("records")


def test_the_folder_of_a_parquet_file_says_nothing_about_its_columns(tmp_path):
    folder = tmp_path / "municipality=05711000"
    folder.mkdir()
    pd.DataFrame([ROW], columns=COLUMNS).to_parquet(folder / "targets.parquet")
    assert list(read_cells(folder / "targets.parquet")) == COLUMNS


# --- values --------------------------------------------------------------------------------------------------------


def read_values(table: str, column: str, texts: list[str]) -> tuple[list[object], list[str]]:
    """Return the values of a column of text cells, and the texts that were refused."""
    cells = pd.DataFrame({column: texts}, index=range(2, 2 + len(texts)), dtype="str")
    values, faults = typed(cells, CONTRACTS[table], "a.csv")
    return values[column].tolist(), [str(fault.value) for fault in faults]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["12.5", "3", "-0.25", "+7"], [12.5, 3, -0.25, 7]),
        (["12,5", "3", "-0,25"], [12.5, 3, -0.25]),
        (["0.3333333333333333", "0.00001"], [1 / 3, 1e-5]),
        (["1.125", "1.5"], [1.125, 1.5]),
        (["0.125"], [0.125]),
        (["1.5000"], [1.5]),
    ],
)
def test_numbers_have_a_decimal_point_or_a_decimal_comma(texts, numbers):
    assert read_values("targets", "target", texts) == (numbers, [])


@pytest.mark.parametrize(
    ("texts", "refused"),
    [
        (["1.234,5", "1,234.5", "1 234", "1'234", "1.234.567"], "all"),
        (["1.234", "350"], ["1.234"]),
        (["1,234"], ["1,234"]),
        (["580.000", "12.500"], "all"),
        (["12,5", "12.5"], ["12.5"]),
        (["1e3", "0x10", "inf", "nan", "½", "١٢", "１２", "12%", "12 €", "--1", ".5", "5."], "all"),
    ],
)
def test_numbers_that_can_be_taken_for_another_are_refused(texts, refused):
    assert read_values("targets", "target", texts)[1] == (texts if refused == "all" else refused)


def test_whole_numbers_are_digits():
    texts = ["3", "+3", "007", "3.0", "3,0", "1.000", "drei", "３", "True"]
    values, refused = read_values("participations", "education", texts)
    assert values[:3] == [3, 3, 7]
    assert refused == texts[3:]


def test_days_are_international_or_german():
    values, refused = read_values("events", "held_on", ["2020-02-29", "29.02.2020", "1.3.2020", "2020-02-29 00:00:00"])
    assert refused == []
    assert [value.date().isoformat() for value in values] == ["2020-02-29", "2020-02-29", "2020-03-01", "2020-02-29"]


def test_what_is_no_day_of_the_calendar_is_refused():
    texts = ["31.02.2020", "2021-02-29", "02/29/2020", "29.02.20", "2020-2-9", "20200229", "43890", "1899-12-31"]
    texts += ["2101-01-01", "2020", "heute", "2020-02-29 23:00:00", "٢٠٢٠-02-29"]
    assert read_values("events", "held_on", texts)[1] == texts


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\uffff"])
def test_control_characters_are_refused(character):
    text = f"An{character}trag"
    assert read_values("targets", "source", ["Antrag", text]) == (
        ["Antrag", pytest.approx(float("nan"), nan_ok=True)],
        [text],
    )


@pytest.mark.parametrize("text", ["#N/A", "#NV", "#BEZUG!", "#DIV/0!", "#NAME?"])
def test_the_error_of_a_formula_is_no_text(text):
    assert read_values("targets", "source", [text, f"Spalte {text}"])[1] == [text]


# --- files that are no table ---------------------------------------------------------------------------------------


def complaints(path: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(UnreadableFileError) as caught:
        read_cells(path)
    assert all(fault.file == path.name and fault.remedy for fault in caught.value.faults)
    return [(fault.row, fault.problem) for fault in caught.value.faults]


def test_text_that_is_not_utf8_names_its_row(tmp_path):
    path = write_csv(tmp_path / "a.csv", ["x"], ["gut"], ["Grün"], encoding="cp1252")
    assert complaints(path) == [(3, "the text is not UTF-8")]
    path = write_csv(tmp_path / "b.csv", ["x"], ["Grün"], encoding="utf-16")
    assert complaints(path) == [(1, "the text is not UTF-8")]


def test_every_ragged_row_is_named(tmp_path):
    path = write_csv(tmp_path / "a.csv", ["x", "y"], ["1", "2"], ["1", "2", "3"], ["1", "2"], ["1"])
    assert complaints(path) == [
        (3, "the row has 3 cells, the header 2"),
        (5, "the row has 1 cells, the header 2"),
    ]
    path = write_excel(tmp_path / "a.xlsx", ["x", "y"], [1, 2], [1, 2, 3], [1])
    assert complaints(path) == [(3, "the row has 3 cells, the header 2")]


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", ",,\n,,\n"])
def test_an_empty_file_is_no_table(tmp_path, content):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    assert complaints(tmp_path / "a.csv") == [(None, "the file is empty")]


def test_an_empty_workbook_and_an_empty_parquet_file_are_no_tables(tmp_path):
    assert complaints(write_excel(tmp_path / "a.xlsx")) == [(None, "the file is empty")]
    pd.DataFrame(index=range(3)).to_parquet(tmp_path / "a.parquet")
    assert complaints(tmp_path / "a.parquet") == [(None, "the file is empty")]


def test_the_first_row_names_the_columns(tmp_path):
    assert complaints(write_csv(tmp_path / "a.csv", [], COLUMNS, ROW)) == [(1, "the first row is empty")]
    assert complaints(write_excel(tmp_path / "a.xlsx", [], COLUMNS, ROW)) == [(1, "the first row is empty")]


@pytest.mark.parametrize("text", ['x,y\n1,2\n"1,2\n', 'x,y\n1,2\n"1"a,2\n'])
def test_wrong_quotation_marks_name_their_row(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    ((row, problem),) = complaints(tmp_path / "a.csv")
    assert row == 3
    assert problem.startswith("the row is no CSV")


def damaged_copies(path: Path) -> list[bytes]:
    good = path.read_bytes()
    return [b"", b"no such thing", good[: len(good) // 2], good[:-8], b"\x00" * len(good)]


def test_a_damaged_workbook_is_no_workbook(tmp_path):
    path = write_excel(tmp_path / "a.xlsx", COLUMNS, ROW)
    for content in damaged_copies(path):
        path.write_bytes(content)
        ((row, problem),) = complaints(path)
        assert row is None
        assert problem.startswith("the file is no Excel workbook")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, b"", b"<unclosed", b"<other/>"])
def test_a_workbook_with_a_damaged_part_is_no_workbook(tmp_path, part, content):
    with zipfile.ZipFile(write_excel(tmp_path / "good.xlsx", COLUMNS, ROW)) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bad:
        for name, inside in parts.items():
            if name != part or content is not None:
                bad.writestr(name, content if name == part else inside)
    ((row, problem),) = complaints(tmp_path / "a.xlsx")
    assert row is None
    assert problem.startswith(("the file is no Excel workbook", "the file is empty"))


def test_a_damaged_parquet_file_is_no_parquet_table(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame([ROW], columns=COLUMNS).to_parquet(path)
    for content in damaged_copies(path):
        path.write_bytes(content)
        ((row, problem),) = complaints(path)
        assert row is None
        assert problem.startswith("the file is no Parquet table")


def test_a_csv_file_that_cannot_be_opened_is_a_fault(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "a.csv", COLUMNS, ROW)

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert complaints(path) == [(None, "the file cannot be opened (Permission denied)")]


# --- files of a folder ---------------------------------------------------------------------------------------------


@pytest.fixture
def folder(small_folder) -> Path:
    return small_folder


def found(folder: Path, units) -> list[tuple[str, int | None, str | None, str]]:
    return [
        (fault.file, fault.row, fault.column, fault.problem)
        for fault in check_sources(folder, units)
        if not fault.is_note
    ]


def test_two_files_of_one_table_are_one_fault(folder, demo_units):
    pd.read_csv(folder / "events.csv").to_parquet(folder / "events.parquet")
    assert [path.name for path in candidates(folder, "events")] == ["events.csv", "events.parquet"]
    problem = "the table stands in several files: events.csv, events.parquet"
    assert found(folder, demo_units) == [("events", None, None, problem)]


@pytest.mark.parametrize("tables", [["participations"], ["events"], list(CONTRACTS)], ids=["persons", "events", "all"])
def test_an_unreadable_table_is_one_fault_and_not_one_for_each_row_that_points_to_it(folder, demo_units, tables):
    for table in tables:
        (folder / f"{table}.csv").write_bytes(b"\xff")
    unreadable = [(f"{table}.csv", 1, None, "the text is not UTF-8") for table in sorted(tables)]
    assert found(folder, demo_units) == unreadable


REQUIRED = [name for name, contract in CONTRACTS.items() if contract.required]


@pytest.mark.parametrize("tables", [["participations"], ["projects"], REQUIRED], ids=["persons", "projects", "all"])
def test_a_required_table_that_is_not_there_is_one_fault(folder, demo_units, tables):
    for table in tables:
        (folder / f"{table}.csv").unlink()
    missing = [(f"{table}.csv", None, None, "the file is not there") for table in sorted(tables)]
    assert found(folder, demo_units) == missing


def test_an_optional_table_is_missed_by_the_columns_that_point_to_it(folder, demo_units):
    (folder / "enterprises.csv").unlink()
    problem = "the column points to enterprises, and that table was not delivered"
    tables = {path.stem: pd.read_csv(path, dtype="str") for path in folder.glob("*.csv")}
    pointing = sorted(
        name for name, rows in tables.items() if "enterprise" in rows and rows["enterprise"].notna().any()
    )
    assert {"advice_contacts", "attendances", "employment_spells"} <= set(pointing)
    assert found(folder, demo_units) == [(f"{name}.csv", None, "enterprise", problem) for name in pointing]


def test_a_file_that_looks_like_a_table_is_never_overlooked(folder, demo_units):
    """A table that nobody read would count as not collected."""
    names = [
        "Targets.csv",
        "events (1).xlsx",
        "notizen.csv",
        "targets.CSV",
        "targets.csv.gz",
        "targets.tsv",
        "targets.xls",
    ]
    for name in names:
        shutil.copy(folder / "targets.csv", folder / name)
    (folder / "targets.csv").unlink()
    complaints = found(folder, demo_units)
    assert [(file, row, column) for file, row, column, _ in complaints] == [(name, None, None) for name in names]
    assert all("ends in .csv, .xlsx, .parquet; the tables are: dataset" in problem for *_, problem in complaints)


def test_other_files_may_lie_in_the_folder(folder, demo_units):
    for name in ("plan.toml", "truth.json", "README.md", ".events.csv", "~$events.xlsx"):
        (folder / name).write_text("anything", encoding="utf-8")
    assert found(folder, demo_units) == []


def test_a_folder_is_no_file(folder, demo_units):
    (folder / "targets.csv").unlink()
    (folder / "targets.csv").mkdir()
    (folder / "events").mkdir()
    assert [file for file, *_ in found(folder, demo_units)] == ["targets.csv"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path, demo_units):
    ((file, _, _, problem),) = found(tmp_path / "nowhere", demo_units)
    assert file == str(tmp_path / "nowhere")
    assert problem == "there is no such folder"


def test_a_parquet_file_with_a_column_twice_is_a_fault(folder, demo_units):
    table = pa.Table.from_pandas(pd.read_csv(folder / "attendances.csv"), preserve_index=False)
    (folder / "attendances.csv").unlink()
    pq.write_table(table.append_column("event", table["event"]), folder / "attendances.parquet")
    assert found(folder, demo_units) == [("attendances.parquet", 1, "event", "the column stands twice")]
