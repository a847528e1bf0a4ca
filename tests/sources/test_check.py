"""A check tells every fault at once: file, row, column, value, what is wrong, what to do; and it tells nothing else."""

import pandas as pd
import pytest
from click.testing import CliRunner

from evaluation.cli import main
from evaluation.errors import SourceDataError
from evaluation.sources import Fault, check_sources, read_sources
from evaluation.sources.contracts import CONTRACTS
from evaluation.sources.faults import in_reading_order

pytestmark = pytest.mark.usefixtures("each_content_is_read_once")

MARKED = "Erika-Mustermann-0815"


def place(fault: Fault) -> tuple[str, int | None, str | None, str | None]:
    return fault.file, fault.row, fault.column, fault.value


def test_every_fault_is_told_at_once_and_nothing_else(broken, found):
    told = [place(fault) for fault in found if not fault.is_note]
    assert sorted(told, key=repr) == sorted((fault[:4] for fault in broken.expected), key=repr)


def test_every_fault_says_what_is_wrong_and_what_to_do(broken, found):
    by_place = {place(fault): fault for fault in found}
    for *where, problem, remedy in broken.expected:
        fault = by_place[tuple(where)]
        assert problem in fault.problem
        assert remedy in fault.remedy


def test_a_row_is_the_line_of_the_csv_file(broken, found):
    lines = {path.name: path.read_text(encoding="utf-8").splitlines() for path in broken.folder.glob("*.csv")}
    shown = [fault for fault in found if fault.row and fault.value]
    assert len(shown) > 30
    for fault in shown:
        for part in fault.value.split(" / "):
            assert part in lines[fault.file][fault.row - 1], fault.line()


def test_faults_stand_in_reading_order_with_the_notes_behind(found):
    assert found == in_reading_order(reversed([*found, *found]))
    notes = [fault.is_note for fault in found]
    assert notes == sorted(notes)


def test_the_same_data_are_told_the_same_way(broken, found, demo_units):
    assert check_sources(broken.folder, demo_units) == found


def test_the_message_of_a_run_counts_the_faults_and_quotes_no_value(broken, demo_units):
    with pytest.raises(SourceDataError) as caught:
        read_sources(broken.folder, demo_units)
    message = str(caught.value)
    assert message.startswith(f"{broken.folder}: {len(broken.expected)} fault(s) in ")
    assert message.endswith(f"See them all with: evaluation check {broken.folder}")
    values = {value for *_, value, _, _ in broken.expected if value and len(value) > 2}
    assert not [value for value in values if value in message.replace(str(broken.folder), "")]


def test_a_run_never_quotes_a_person(small_folder, demo_units):
    columns = ["participation", "person", "project", "entry", "gender", "age_at_entry", "programme_area"]
    path = small_folder / "participations.csv"
    table = pd.read_csv(path, dtype="str")
    rows = [table.iloc[1].to_dict() | {"participation": f"T{number}"} for number in range(3, 3 + len(columns))]
    for row, column in zip(rows, columns, strict=True):
        row |= {"person": f"P{row['participation']}"} | {column: f"{MARKED}/{column}\x00"}
    pd.concat([table, pd.DataFrame(rows)]).to_csv(path, index=False)
    told = [fault.column for fault in check_sources(small_folder, demo_units) if MARKED in str(fault.value)]
    assert sorted(told) == sorted(columns)
    with pytest.raises(SourceDataError) as caught:
        read_sources(small_folder, demo_units)
    assert str(caught.value).startswith(f"{small_folder}: {len(columns)} fault(s) in participations.csv. ")
    assert MARKED not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


# --- what is no fault ------------------------------------------------------------------------------------------------


def test_the_demo_data_have_no_fault_and_two_notes(demo_folder, demo_units):
    notes = check_sources(demo_folder, demo_units)
    assert all(note.is_note for note in notes)
    bielefeld, leipzig = (note.line() for note in notes)
    assert bielefeld.startswith(
        "project_details.csv, column text: bielefeld-quartier-als-beschaeftigungsraum: prose and"
    )
    assert "different programme areas (Baumheide); the metadata hold → nothing to do" in bielefeld
    assert "leipzig-arbeit-im-quartier" in leipzig


def test_an_age_below_that_of_the_programme_is_a_note(small_folder, small_faults, demo_units):
    (note,) = small_faults(funding_rounds__minimum_age=(0, "41"), participations__age_at_entry=(1, "50"))
    assert note.is_note
    assert place(note) == ("participations.csv", 2, "age_at_entry", "40")
    assert read_sources(small_folder, demo_units).has("participations")


def test_a_value_is_shown_as_it_stands_in_the_file(small_faults):
    cells = {"participations__entry": (0, "31.12.2018"), "context__value": (0, "100,50")}
    shown = {fault.column: fault.value for fault in small_faults(**cells)}
    assert shown == {"entry": "31.12.2018", "value": "100,50"}


def test_an_empty_sensitive_answer_is_missing_and_no_fault(small_folder, small_faults, demo_units):
    assert small_faults(participations__disability=(0, None)) == []
    assert read_sources(small_folder, demo_units)["participations"]["disability"].tolist() == ["missing", "no"]


# --- one fault is told once ------------------------------------------------------------------------------------------


ONE_BY_ONE = [
    ("participations", "exit", "31.02.2020"),
    ("participations", "exit", None),
    ("participations", "exit_kind", None),
    ("participations", "exit_kind", "fertig"),
    ("participations", "project", "nirgends"),
    ("participations", "project", "kein Code"),
    ("participations", "entry", "gestern"),
    ("status_observations", "participation", None),
    ("status_observations", "observed_on", "2020-13-01"),
    ("follow_ups", "outcome", "ja"),
    ("follow_ups", "answered_on", "bald"),
    ("follow_ups", "answered_on", None),
    ("follow_ups", "participation", "T99"),
    ("follow_ups", "improved_situation", "besser"),
    ("characteristics", "answer", "ja"),
    ("characteristics", "participation", "T99"),
    ("activities", "began_on", "bald"),
    ("activities", "participation", "T99"),
    ("competence_measurements", "measured_on", None),
    ("competence_measurements", "score", "gut"),
    ("cases", "opened_on", None),
    ("cases", "achieved_on", "2020-02-30"),
    ("employment_spells", "start", "Juli"),
    ("employment_spells", "end", "nie"),
    ("enterprises", "role", "Firma"),
    ("project_details", "stated_in", "Text"),
    ("project_details", "answer", "ja"),
    ("context", "measure", "rain"),
    ("targets", "indicator", None),
    ("targets", "pro_rata", None),
    ("budgets", "as_of", "Ende 2022"),
    ("projects", "municipality", None),
    ("projects", "start", "2019"),
]


def test_one_fault_is_told_once(tmp_path, make_sources, demo_units):
    """Each fault has rows of its own that depend on it: a person with an exit, an observation, a job and an answer."""
    codes = [f"{number:02}" for number in range(len(ONE_BY_ONE))]
    area = {"kind": "programme_area", "text": "Baumheide"}
    sources = make_sources(
        projects=[{"project": f"A{code}"} for code in codes],
        project_details=[{"project": f"A{code}", **area} for code in codes],
        context=[{"project": f"A{code}", "measure": "sgb2_rate", "value": 12.5} for code in codes],
        participations=[
            {"participation": f"T{code}", "person": f"P{code}", "project": f"A{code}", "exit": "2020-06-30"}
            | {"programme_area": "Baumheide", "unemployed_months": 14}
            for code in codes
        ],
        status_observations=[
            {"participation": f"T{code}", "observed_on": "2020-07-10", "status": "employed"} for code in codes
        ],
        employment_spells=[{"spell": f"S{code}", "person": f"P{code}", "start": "2020-07-01"} for code in codes],
        follow_ups=[
            {"participation": f"T{code}", "due_on": "2020-12-30", "answered_on": "2021-01-07", "status": "employed"}
            for code in codes
        ],
        characteristics=[{"participation": f"T{code}"} for code in codes],
        activities=[{"activity": f"M{code}", "participation": f"T{code}", "hours": 40} for code in codes],
        competence_measurements=[
            {"participation": f"T{code}", "measured_on": "2020-01-08", "score": 20} for code in codes
        ],
        cases=[{"case": f"F{code}", "project": f"A{code}", "achieved_on": "2020-09-01"} for code in codes],
        enterprises=[{"enterprise": f"U{code}"} for code in codes],
        advice_contacts=[
            {"contact": f"K{code}", "enterprise": f"U{code}", "project": f"A{code}", "contacted_on": "2020-03-01"}
            for code in codes
        ],
        targets=[{"project": f"A{code}", "indicator": "entries", "target": 350} for code in codes],
        budgets=[{"project": f"A{code}"} for code in codes],
    )
    for name, table in sources.tables.items():
        text = table.astype("str").mask(table.isna())
        for row, (faulty, column, value) in enumerate(ONE_BY_ONE):
            if faulty == name:
                text.loc[row, column] = value
        text.to_csv(tmp_path / f"{name}.csv", index=False)
    told = [(fault.file, fault.row, fault.column) for fault in check_sources(tmp_path, demo_units)]
    # an exit without its kind and a kind without its exit are shown at the kind
    shown = [(name, "exit_kind" if (column, value) == ("exit", None) else column) for name, column, value in ONE_BY_ONE]
    assert sorted(told) == sorted((f"{name}.csv", row, column) for row, (name, column) in enumerate(shown, start=2))


def test_a_re_entry_during_any_earlier_stay_is_a_fault(small_folder, demo_units):
    """The third entry lies behind the second exit, and still within the first stay."""
    table = pd.read_csv(small_folder / "participations.csv", dtype="str")
    stays = [("T1", "2020-01-01", "2020-12-31"), ("T2", "2020-02-01", "2020-03-01"), ("T3", "2020-06-01", "2020-07-01")]
    rows = [
        table.iloc[0].to_dict() | {"participation": code, "entry": entry, "exit": last} for code, entry, last in stays
    ]
    pd.DataFrame(rows).to_csv(small_folder / "participations.csv", index=False)
    (small_folder / "status_observations.csv").write_text(
        "participation,observed_on,status,job_searching,in_education,qualification,source\n", encoding="utf-8"
    )
    for table in ("follow_ups", "characteristics", "activities", "competence_measurements"):
        (small_folder / f"{table}.csv").unlink()
    found = check_sources(small_folder, demo_units)
    assert [place(fault) for fault in found] == [
        ("participations.csv", 3, "entry", "2020-02-01"),
        ("participations.csv", 4, "entry", "2020-06-01"),
    ]


@pytest.mark.parametrize(("day", "faults"), [("2020-06-30", 1), ("2020-07-01", 0)])
def test_a_re_entry_begins_after_the_earlier_exit(small_faults, day, faults):
    cells = {"participations__person": (1, "P1"), "participations__entry": (1, day)}
    assert len(small_faults(**cells)) == faults


def test_a_column_twice_is_read_once(small_folder, demo_units):
    (small_folder / "attendances.csv").write_text("event,enterprise,event\nV1,,V9\n", encoding="utf-8")
    assert [place(fault) for fault in check_sources(small_folder, demo_units)] == [
        ("attendances.csv", 1, "event", None),
        ("attendances.csv", 2, "enterprise", None),
    ]


@pytest.mark.parametrize("rows", [0, 2])
def test_the_data_set_is_described_in_one_row(small_folder, demo_units, rows):
    table = pd.read_csv(small_folder / "dataset.csv")
    names = [f"Daten {number}" for number in range(rows)]
    pd.DataFrame([table.iloc[0].to_dict() | {"name": name} for name in names], columns=table.columns).to_csv(
        small_folder / "dataset.csv", index=False
    )
    (fault,) = check_sources(small_folder, demo_units)
    assert (fault.file, fault.problem) == ("dataset.csv", "the table must have exactly one row")


# --- lines for a terminal --------------------------------------------------------------------------------------------


def test_a_line_names_place_value_problem_and_remedy():
    fault = Fault("events.csv", 7, "held_on", "31.02.2020", "not a day", "write 2020-12-31")
    assert fault.line() == "events.csv, row 7, column held_on: [31.02.2020] not a day → write 2020-12-31"
    assert Fault("events.csv", None, None, None, "not there", "add it").line() == "events.csv: not there → add it"


@pytest.mark.parametrize("bad", ["\x1b[2J", "\r\n", "\x00", "\u202e", "\u2028", "\u200b"])
def test_a_line_escapes_what_a_terminal_would_obey(bad):
    line = Fault(f"a{bad}.csv", 1, f"b{bad}", f"c{bad}", f"d{bad}", f"e{bad}").line()
    assert line.isprintable()
    assert line.count(bad.encode("unicode_escape").decode()) == 5


def test_a_long_value_is_shortened():
    line = Fault("a.csv", 1, "b", "x" * 3000, "too long", "shorten it").line()
    assert "[" + "x" * 79 + "…]" in line


# --- evaluation check ------------------------------------------------------------------------------------------------


def test_the_command_prints_every_fault_on_a_line_and_exits_with_1(broken, found):
    result = CliRunner().invoke(main, ["check", str(broken.folder)])
    assert result.exit_code == 1
    *lines, last = result.output.splitlines()
    assert lines == [("note: " if fault.is_note else "") + fault.line() for fault in found]
    assert last == f"{len(broken.expected)} fault(s), 2 note(s) in {broken.folder}"


def test_the_command_exits_with_0_if_there_are_only_notes(demo_folder):
    result = CliRunner().invoke(main, ["check", str(demo_folder)])
    assert result.exit_code == 0
    assert all(line.startswith("note: ") for line in result.output.splitlines()[:-1])
    assert result.output.splitlines()[-1] == f"0 fault(s), 2 note(s) in {demo_folder}"


def test_the_command_wants_a_plan(small_folder):
    result = CliRunner().invoke(main, ["check", str(small_folder)])
    assert result.exit_code == 1
    assert "there is no such plan" in result.output


def test_contracts_are_the_files_of_the_demo_data(demo_folder):
    assert {path.stem for path in demo_folder.glob("*.csv")} == set(CONTRACTS)
