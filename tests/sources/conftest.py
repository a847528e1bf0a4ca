"""Demo data with a fault of every kind, and what a check must say about each of them."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from evaluation.sources import Fault, check_sources


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


@pytest.fixture(scope="session")
def broken(tmp_path_factory, demo_folder) -> Broken:
    """Plant a fault of every kind into a copy of the demo data."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    faults = Broken(folder)
    plant_faults_of_files(faults)
    plant_faults_of_cells(faults)
    plant_faults_of_facts(faults)
    plant_faults_of_participations(faults)
    plant_faults_of_observations(faults)
    plant_faults_of_courses(faults)
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
    problem = "observed_on is before the entry of the participation"
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


def plant_faults_of_courses(broken: Broken) -> None:
    row = broken.row("follow_ups", outcome="refused")
    problem = "an improved situation although nobody answered"
    broken.plant("follow_ups", row, "improved_situation", "no", problem, "empty the cell, or correct the outcome")
    row = broken.row("characteristics", characteristic="refugee")
    problem = "not allowed; one of: yes, no, refused, missing"
    broken.plant("characteristics", row, "answer", "vielleicht", problem, "correct the value")
    row = broken.row("activities")
    problem = "began_on is before the entry of the participation"
    broken.plant("activities", row, "began_on", "2018-12-31", problem, "correct the day or the participation")
    row = broken.row("competence_measurements")
    problem = "measured_on is before the entry of the participation"
    broken.plant("competence_measurements", row, "measured_on", "2018-12-31", problem, "correct the day or the")
    row = broken.row("competence_measurements")
    problem = "not allowed; a number from 0 to 100"
    broken.plant("competence_measurements", row, "score", "101", problem, "correct the value")
    row = broken.row("cases", kind="short_contact")
    problem = "opened_on is outside the term of the project"
    broken.plant("cases", row, "opened_on", "2002-12-31", problem, "correct the day, or the term in projects")
    row = broken.row("cases", kind="settlement")
    problem = "achieved_on is before opened_on"
    broken.plant("cases", row, "achieved_on", "2003-01-01", problem, "correct one of the two days")


def plant_faults_of_the_network(broken: Broken) -> None:
    row = broken.row("advice_contacts")
    problem = "unknown enterprise: it does not stand in enterprises"
    broken.plant("advice_contacts", row, "enterprise", "U-BIE-999", problem, "correct it, or add it to enterprises")
    row = broken.row("advice_contacts")
    problem = "advice to the staff of a project"
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
    problem = "the indicator is a count and has no share; only shares have targets in percent"
    broken.plant("targets", row, "unit", "percent", problem, "plan a count, or another indicator")
    row = broken.row("targets", indicator="placement")
    broken.plant("targets", row, "pro_rata", "", "the cell is empty", "fill it in")
    row = broken.row("budgets", kind="spent")
    broken.plant("budgets", row, "kind", "geplant", "not allowed; one of: planned, spent", "correct the value")


@pytest.fixture(scope="session")
def found(broken, demo_units) -> tuple[Fault, ...]:
    return check_sources(broken.folder, demo_units)


@pytest.fixture
def small_faults(small_folder, demo_units) -> Callable[..., list[Fault]]:
    """Return a function that changes cells `table__column=(row, value)` of the small tables and tells their faults."""

    def check(**cells: tuple[int, str | None]) -> list[Fault]:
        for name, (row, value) in cells.items():
            table, column = name.split("__")
            rows = pd.read_csv(small_folder / f"{table}.csv", dtype="str")
            rows.loc[row, column] = value
            rows.to_csv(small_folder / f"{table}.csv", index=False)
        return list(check_sources(small_folder, demo_units))

    return check
