"""A check tells every fault at once: file, row, column, value, what is wrong, what to do; and it tells nothing else."""

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from evaluation.cli import main
from evaluation.errors import SourceDataError
from evaluation.sources import Fault, check_sources, read_sources
from evaluation.sources.contracts import CONTRACTS
from evaluation.sources.faults import in_reading_order

MARKED = "Erika-Mustermann-0815"


class Broken:
    """A copy of a data folder into which faults are planted, and the list of what a check must say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected: list[tuple[str, int | None, str | None, str | None, str, str]] = []
        self.tables = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(newline="", encoding="utf-8") as file:
                self.tables[path.stem] = list(csv.reader(file))
        self.touched: set[tuple[str, int]] = set()

    def row(self, table: str, **cells: str | set[str]) -> int:
        """Return the number of the first untouched row with these cells (or one of these values)."""
        head = self.tables[table][0]
        wanted = [(head.index(column), {value} if isinstance(value, str) else value) for column, value in cells.items()]
        for number, row in enumerate(self.tables[table][1:], start=2):
            if (table, number) not in self.touched and all(row[place] in values for place, values in wanted):
                self.touched.add((table, number))
                return number
        raise AssertionError(f"{table} has no row with {cells}")

    def cell(self, table: str, row: int, column: str) -> str:
        return self.tables[table][row - 1][self.tables[table][0].index(column)]

    def put(self, table: str, row: int, column: str, value: str) -> None:
        self.tables[table][row - 1][self.tables[table][0].index(column)] = value

    def expect(
        self, table: str, row: int | None, column: str | None, value: str | None, problem: str, remedy: str
    ) -> None:
        self.expected.append((f"{table}.csv", row, column, value, problem, remedy))

    def plant(self, table: str, row: int, column: str, value: str, problem: str, remedy: str) -> None:
        """Write a wrong value into a cell, where the check must find it."""
        self.put(table, row, column, value)
        self.expect(table, row, column, value or None, problem, remedy)

    def write(self) -> None:
        for name, rows in self.tables.items():
            with (self.folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def broken(tmp_path_factory, demo_folder) -> Broken:
    """Plant a fault of every kind into a copy of the demo data."""
    folder = tmp_path_factory.mktemp("broken")
    for path in demo_folder.iterdir():
        shutil.copy(path, folder)
    faults = Broken(folder)
    plant_faults_of_files(faults)
    plant_faults_of_cells(faults)
    plant_faults_of_facts(faults)
    plant_faults_of_participations(faults)
    plant_faults_of_observations(faults)
    plant_faults_of_the_network(faults)
    plant_faults_of_targets(faults)
    faults.write()
    (folder / "notizen.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return faults


def plant_faults_of_files(broken: Broken) -> None:
    del broken.tables["dataset"]
    (broken.folder / "dataset.csv").unlink()
    broken.expect("dataset", None, None, None, "the file is not there", "add dataset.csv")
    broken.expect("notizen", None, None, None, "the tables are: dataset, funding_rounds", "rename the file")
    contacts = broken.tables["advice_contacts"]
    for row in contacts:
        row.append("")
    contacts[0][-1] = "telefon"
    broken.expect("advice_contacts", 1, "telefon", None, "unknown column; the table has: contact", "rename or delete")
    for row in broken.tables["enterprises"]:
        row.pop()
    broken.expect("enterprises", 1, "sector", None, "the column is missing", "add it")
    events = broken.tables["events"]
    for row in events:
        row.append(row[events[0].index("kind")])
    broken.expect("events", 1, "kind", None, "the column stands twice", "delete one of the two")


def plant_faults_of_cells(broken: Broken) -> None:
    not_allowed, correct = "not allowed; ", "correct the value"
    row = broken.row("participations")
    broken.plant("participations", row, "exit", "31.02.2020", "not a day of the calendar", "2020-12-31 or 31.12.2020")
    row = broken.row("participations")
    broken.plant("participations", row, "gender", "w", not_allowed + "one of: female, male, non_binary", correct)
    row = broken.row("participations")
    broken.plant("participations", row, "education", "9", not_allowed + "a number from 0 to 8", correct)
    row = broken.row("participations")
    broken.plant("participations", row, "age_at_entry", "4O", "not a whole number", "write digits only")
    row = broken.row("participations")
    broken.plant("participations", row, "disability", "ja", not_allowed + "one of: yes, no, refused, missing", correct)
    row = broken.row("projects", project="potsdam-workin-potsdam")
    broken.plant("projects", row, "municipality", "1205400", not_allowed + "the official municipality key", correct)
    row = broken.row("projects", project="jena-teilhabe-am-wachstum")
    broken.plant("projects", row, "summary", "Zeile\x1b[31m rot", "the text holds control characters", "delete")
    row = broken.row("advice_contacts")
    broken.plant("advice_contacts", row, "hours", "1.234,5", "not a number, or ambiguous", "write 12.5 or 12,5")
    row = broken.row("advice_contacts")
    broken.plant("advice_contacts", row, "hours", "81", not_allowed + "a number from 0 to 80", correct)
    row = broken.row("events")
    broken.plant("events", row, "held_on", "", "the cell is empty", "fill it in")
    row = broken.row("employment_spells", end="")
    broken.plant("employment_spells", row, "spell", "S 1", not_allowed + "a code of letters", correct)
    row = broken.row("attendances")
    first = broken.row("attendances")
    broken.tables["attendances"][row - 1] = list(broken.tables["attendances"][first - 1])
    key = " / ".join(broken.tables["attendances"][first - 1])
    problem = f"duplicate key; row {row} has the same event, enterprise"
    broken.expect("attendances", first, "enterprise", key, problem, "delete one row, or correct the key")


def plant_faults_of_facts(broken: Broken) -> None:
    row = broken.row("funding_rounds", funding_round="SOZIALE-STADT-2003")
    broken.plant("funding_rounds", row, "end", "2002-12-31", "end is before start", "correct one of the two days")
    row = broken.row("projects", project="leipziger-osten-lokale-beschaeftigungsentwicklung")
    problem = "another row names the same municipality differently"
    broken.plant("projects", row, "municipality_name", "Leipzig (Ost)", problem, "use one name")
    row = broken.row("projects", project="leipzig-arbeit-im-quartier")
    problem = "unknown project: it does not stand in projects"
    broken.plant("projects", row, "predecessor", "nirgends", problem, "correct it, or add it to projects")
    row = broken.row("project_details", kind="field_of_action", answer="stated")
    problem = "not a field of action; one of: Nachhaltige Integration"
    broken.plant("project_details", row, "text", "Lokale Ökonomie", problem, "use the official words")
    row = broken.row("project_details", kind="activity", answer="stated")
    broken.plant("project_details", row, "answer", "none", "answer and text contradict each other", "write the text")
    row = broken.row("context", unit="percent")
    broken.plant("context", row, "value", "101", "more than 100 percent", "correct the value")
    row = broken.row("context", measure="population")
    broken.plant("context", row, "value", "82.5", "a number of persons is a whole number", "without a thousands")
    row = broken.row("context", measure="area_ha")
    broken.plant("context", row, "unit", "percent", "the unit does not fit the measure", "correct the unit")
    broken.put("context", row, "value", "89")
    row = broken.row("context", unit="percent")
    broken.plant("context", row, "reference_date", "Ende 2016", "not allowed; 2016, 2016-12 or 2016/2017", "correct")


def plant_faults_of_participations(broken: Broken) -> None:
    stays = "participations"
    left = {"completed", "dropped_out", "other"}
    row = broken.row(stays, exit_kind=left)
    problem = "exit is before entry"
    broken.plant(stays, row, "exit", "2019-01-01", problem, "correct one of the two days")
    row = broken.row(stays, exit_kind=left)
    problem = "unknown project: it does not stand in projects"
    broken.plant(stays, row, "project", "bielefeld", problem, "correct it, or add it to projects")
    row = broken.row(stays, exit_kind=left)
    problem = "entry is outside the term of the project"
    broken.plant(stays, row, "entry", "2018-12-31", problem, "correct the day, or the term in projects")
    row = broken.row(stays, exit_kind=left)
    broken.plant(stays, row, "exit_kind", "", "exit and exit_kind go together", "fill in both, or leave both empty")
    row = broken.row(stays, status_at_entry="inactive")
    problem = "months of unemployment although the status at entry is not unemployed"
    broken.plant(stays, row, "unemployed_months", "14", problem, "correct the status, or leave the months empty")
    row = broken.row(stays, programme_area="Sieker-Mitte")
    problem = "not a programme area of the project"
    broken.plant(stays, row, "programme_area", "Lobeda", problem, "write the area as in project_details")
    plant_an_overlapping_re_entry(broken)


def plant_an_overlapping_re_entry(broken: Broken) -> None:
    table = pd.DataFrame(broken.tables["participations"][1:], columns=broken.tables["participations"][0])
    table.index += 2
    again = table[table.duplicated(["person", "project"])]
    row = next(int(number) for number in reversed(again.index) if ("participations", number) not in broken.touched)
    person, project = again.loc[row, ["person", "project"]]
    first = table[(table["person"] == person) & (table["project"] == project)].index[0]
    assert ("participations", first) not in broken.touched
    broken.touched |= {("participations", row), ("participations", first)}
    problem = "the person is still in the same project at this entry"
    broken.plant("participations", row, "entry", broken.cell("participations", first, "exit"), problem, "delete the")


def plant_faults_of_observations(broken: Broken) -> None:
    row = broken.row("status_observations")
    problem = "observed before the entry of the participation"
    broken.plant("status_observations", row, "observed_on", "2018-12-31", problem, "correct the day")
    row = broken.row("status_observations")
    problem = "unknown participation: it does not stand in participations"
    broken.plant("status_observations", row, "participation", "T-0000", problem, "or add it to participations")
    row = broken.row("employment_spells")
    broken.plant("employment_spells", row, "end", "2015-12-31", "end is before start", "correct one of the two days")
    row = broken.row("employment_spells", end="")
    problem = "unknown enterprise: it does not stand in enterprises"
    broken.plant("employment_spells", row, "enterprise", "U-0000", problem, "or add it to enterprises")
    row = broken.row("follow_ups", outcome="lost")
    problem = "outcome and answered_on contradict each other"
    broken.plant("follow_ups", row, "answered_on", "2022-01-01", problem, "give answered_on if, and only if")
    row = broken.row("follow_ups", outcome="answered", status="unemployed")
    broken.plant(
        "follow_ups", row, "status", "", "outcome and status contradict each other", "give status if, and only"
    )
    row = broken.row("follow_ups", outcome="lost")
    broken.plant("follow_ups", row, "due_on", "2016-01-01", "a follow-up before the exit", "correct the day")
    workers = {row[1] for row in broken.tables["employment_spells"]}
    stays = broken.tables["participations"][1:]
    idle = {row[0] for row in stays if row[1] not in workers}
    row = broken.row("follow_ups", participation=idle, outcome="answered", status={"unemployed", "inactive"})
    problem = "employed, but no job of the person covers this day"
    broken.plant("follow_ups", row, "status", "employed", problem, "add the job to employment_spells")


def plant_faults_of_the_network(broken: Broken) -> None:
    row = broken.row("advice_contacts")
    problem = "unknown enterprise: it does not stand in enterprises"
    broken.plant("advice_contacts", row, "enterprise", "U-BIE-999", problem, "correct it, or add it to enterprises")
    row = broken.row("advice_contacts")
    problem = "advice to a member that is not an enterprise"
    broken.plant("advice_contacts", row, "enterprise", "M-BIE-01", problem, "correct the member or its role")
    row = broken.row("advice_contacts")
    problem = "contacted_on is outside the term of the project"
    broken.plant("advice_contacts", row, "contacted_on", "2018-12-31", problem, "correct the day, or the term")
    row = broken.row("events")
    problem = "held_on is outside the term of the project"
    broken.plant("events", row, "held_on", "2023-01-01", problem, "correct the day, or the term in projects")
    row = broken.row("attendances")
    problem = "unknown event: it does not stand in events"
    broken.plant("attendances", row, "event", "V-0000", problem, "correct it, or add it to events")


def plant_faults_of_targets(broken: Broken) -> None:
    row = broken.row("targets", indicator="enterprises_reached")
    problem = "not an indicator of the catalogue; one of: "
    broken.plant("targets", row, "indicator", "firms", problem, "correct the name")
    row = broken.row("targets", indicator="entries")
    problem = "the unit does not fit the indicator; shares have targets in percent"
    broken.plant("targets", row, "unit", "percent", problem, "correct the unit")


@pytest.fixture(scope="module")
def found(broken, demo_units) -> tuple[Fault, ...]:
    return check_sources(broken.folder, demo_units)


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


def small_faults(folder: Path, units, **cells) -> list[Fault]:
    """Change cells `table__column=(row, value)` of the small tables and return what the check says."""
    for name, (row, value) in cells.items():
        table, column = name.split("__")
        rows = pd.read_csv(folder / f"{table}.csv", dtype="str")
        rows.loc[row, column] = value
        rows.to_csv(folder / f"{table}.csv", index=False)
    return list(check_sources(folder, units))


def test_an_age_below_that_of_the_programme_is_a_note(small_folder, demo_units):
    (note,) = small_faults(
        small_folder, demo_units, funding_rounds__minimum_age=(0, "41"), participations__age_at_entry=(1, "50")
    )
    assert note.is_note
    assert place(note) == ("participations.csv", 2, "age_at_entry", "40")
    assert read_sources(small_folder, demo_units).has("participations")


def test_a_value_is_shown_as_it_stands_in_the_file(small_folder, demo_units):
    cells = {"participations__entry": (0, "31.12.2018"), "context__value": (0, "100,50")}
    shown = {fault.column: fault.value for fault in small_faults(small_folder, demo_units, **cells)}
    assert shown == {"entry": "31.12.2018", "value": "100,50"}


def test_an_empty_sensitive_answer_is_missing_and_no_fault(small_folder, demo_units):
    assert small_faults(small_folder, demo_units, participations__disability=(0, None)) == []
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
    ("employment_spells", "start", "Juli"),
    ("employment_spells", "end", "nie"),
    ("enterprises", "role", "Firma"),
    ("project_details", "stated_in", "Text"),
    ("project_details", "answer", "ja"),
    ("context", "measure", "rain"),
    ("targets", "indicator", None),
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
        enterprises=[{"enterprise": f"U{code}"} for code in codes],
        advice_contacts=[
            {"contact": f"K{code}", "enterprise": f"U{code}", "project": f"A{code}", "contacted_on": "2020-03-01"}
            for code in codes
        ],
        targets=[{"project": f"A{code}", "indicator": "entries", "target": 350} for code in codes],
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
    (small_folder / "status_observations.csv").write_text("participation,observed_on,status,source\n", encoding="utf-8")
    (small_folder / "follow_ups.csv").unlink()
    found = check_sources(small_folder, demo_units)
    assert [place(fault) for fault in found] == [
        ("participations.csv", 3, "entry", "2020-02-01"),
        ("participations.csv", 4, "entry", "2020-06-01"),
    ]


@pytest.mark.parametrize(("day", "faults"), [("2020-06-30", 1), ("2020-07-01", 0)])
def test_a_re_entry_begins_after_the_earlier_exit(small_folder, demo_units, day, faults):
    cells = {"participations__person": (1, "P1"), "participations__entry": (1, day)}
    assert len(small_faults(small_folder, demo_units, **cells)) == faults


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
