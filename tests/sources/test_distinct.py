"""Each different cell is looked at once; what is found is what looking at every cell finds."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.fonts.coverage import unprintable
from evaluation.sources.contracts import DAY, DECIMAL, INTEGER, TEXT, Contract
from evaluation.sources.contracts.columns import day, number, schema, text
from evaluation.sources.distinct import once_each, stands_in
from evaluation.sources.files import read_cells
from evaluation.sources.values import CONTROL_CHARACTERS, FORMULA_ERRORS, NO_GLYPH_REMEDY, no_glyph, typed

CONTRACT = Contract(
    name="hostile",
    sentence="One row of whatever somebody may type.",
    key=("words",),
    schema=schema(
        words=text("Words.", "None."),
        whole=number(INTEGER, "A whole number.", "None.", 0, 10, ""),
        part=number(DECIMAL, "A number.", "None.", 0, 10, ""),
        when=day("A day.", "None."),
    ),
)
STRANGE = (
    *("", " ", "\t", "\n", "a\nb", "a\r\nb", "a\rb", " a ", "a\x00", "\x1fa", "a\x7f", "a\u2028b", "\ufeffa", "\ufffe"),
    *("#N/A", "#NV", "#NV ", "#NV\n", "x#NV", "#", "#1", "#DIV/0!", "##NV", "=1+1", "ä", "a\u0308", "e" + "\u0301" * 6),
    *("\u202eabc", "\u05d0", "漢", "😀", "\u00ad", "\u200b", "\u00a0", "\u00a0x", "\u3000", "“x”", "ﬁ", "\U000e0041"),
    *("0", "-0", "+1", "01", "1.5", "1,5", "1.500", "1,500", "12.345", "1e3", "١", "½", "nan", "NaN", "None", "inf"),
    *("2020-02-29", "2021-02-29", "29.02.2020", "1.1.2020", "31.12.1899", "2100-12-31", "2101-01-01", "2020-1-1"),
    *("2020-01-01 00:00:00", "2020-01-01T00:00:00", "2020-01-01 00:00:01", "01.01.2020 00:00:00"),
)
CELLS = st.one_of(st.none(), st.sampled_from(STRANGE), st.text(max_size=3))
COLUMNS = st.lists(CELLS, max_size=12)
MANY = settings(max_examples=100, deadline=None)


def told(cell: str | None, dtype: str, column: list[str | None]) -> list[tuple[str | None, str]]:
    """Return value and beginning of the problem of each fault of a cell, from the sentences that define them."""
    if cell is None:
        return []
    if dtype == TEXT:
        if re.search(CONTROL_CHARACTERS, cell) or re.search(f"^{FORMULA_ERRORS}$", cell):
            return [(cell, "the text holds control characters or is the error of a formula")]
        found = unprintable(cell)
        return [(cell, no_glyph(found))] if found else []
    if dtype == INTEGER:
        return [] if re.fullmatch(r"[+-]?[0-9]{1,15}", cell) else [(cell, "not a whole number")]
    if dtype == DECIMAL:
        right = is_number(cell, [one for one in column if one is not None])
        return [] if right else [(cell, "not a number, or ambiguous")]
    return [] if is_day(cell) else [(cell, "not a day of the calendar between 1900 and 2100")]


def is_number(cell: str, column: list[str]) -> bool:
    numbers = [one for one in column if re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?", one)]
    signed = [one for one in numbers if "." in one or "," in one]
    grouped = [one for one in signed if re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", one)]
    if grouped and len(grouped) == len(signed):
        numbers = [one for one in numbers if one not in grouped]
    if any("," in one for one in numbers):
        numbers = [one for one in numbers if "." not in one]
    return cell in numbers


def is_day(cell: str) -> bool:
    plain = re.sub(r"[ T]00:00:00$", "", cell)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", plain)
    german = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", plain)
    if not iso and not german:
        return False
    year, month, number_ = (int(one) for one in (iso.groups() if iso else reversed(german.groups())))
    length = (31, 28 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= number_ <= length[month - 1]


@MANY
@given(COLUMNS)
@example(list(STRANGE))
@example([*STRANGE, *reversed(STRANGE)])
@example(["1.500", "2.500", "1.500"])
@example(["1.500", "2.5", "1.500"])
@example(["1,5", "2.5", "1,5"])
def test_every_cell_gets_the_faults_of_its_text_in_the_order_of_the_rows(column):
    dtypes = {"words": TEXT, "whole": INTEGER, "part": DECIMAL, "when": DAY}
    cells = pd.DataFrame(dict.fromkeys(dtypes, column), index=range(2, 2 + len(column)), dtype="str")
    _, faults = typed(cells, CONTRACT, "hostile.csv")
    for name, dtype in dtypes.items():
        own = [fault for fault in faults if fault.column == name]
        assert all((fault.file, fault.is_note) == ("hostile.csv", False) for fault in own)
        expected = [(row, *one) for row, cell in enumerate(column, start=2) for one in told(cell, dtype, column)]
        assert sorted((one.row or 0, one.value, one.problem) for one in own) == expected
        for problem in {one.problem for one in own}:
            rows = [one.row for one in own if one.problem == problem]
            assert rows == sorted(rows)
        assert {one.remedy for one in own if one.problem.startswith("cannot")} <= {NO_GLYPH_REMEDY}


@MANY
@given(COLUMNS)
@example(list(STRANGE))
@example([None, None])
def test_a_file_is_tidied_as_if_every_cell_was(tmp_path_factory, column):
    path = tmp_path_factory.getbasetemp() / "hostile.parquet"
    rows = pa.array([str(row) for row in range(len(column))], pa.string())  # so that no row is blank
    pq.write_table(pa.table({"words": pa.array(column, pa.string()), "rows": rows}), path)
    plain = pd.Series(column, dtype="str").str.replace(r"\r\n?", "\n", regex=True).str.strip().str.normalize("NFC")
    plain = plain.mask(plain == "").set_axis(pd.RangeIndex(2, 2 + len(column))).rename("words")
    pd.testing.assert_series_equal(read_cells(path)["words"], plain)


@MANY
@given(COLUMNS, COLUMNS)
def test_a_cell_stands_in_others_or_not(column, others):
    found = stands_in(pd.Series(column, dtype="str"), pd.Series(others, dtype="str"))
    assert found.tolist() == [cell is not None and cell in others for cell in column]


@given(COLUMNS)
def test_nothing_is_asked_twice(column):
    asked: list[str] = []

    def lengths(cells: pd.Series) -> pd.Series:
        asked.extend(cells.dropna())
        return cells.str.len().astype("Int64")

    cells = pd.Series(column, index=range(5, 5 + len(column)), dtype="str", name="words")
    pd.testing.assert_series_equal(once_each(cells, lengths), lengths(cells))
    different = {cell for cell in column if cell is not None}
    assert sorted(asked[: len(different)]) == sorted(different)
