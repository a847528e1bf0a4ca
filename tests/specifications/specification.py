"""Read the specifications of the indicators, walk their records to results, and tell what differs.

A specification is a few readable source records and the numbers that an indicator must count in them. The files are
`*.toml` beside this module; `records.py` holds the usual plan and the usual records, of which they name the exceptions.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import pandas as pd
import pandera.errors
from records import NUMBERED, plan_with, sources_of

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.indicators import INDICATORS, Estimator, Indicator, Table, catalogue, measure, target_units
from evaluation.indicators.members import counts_as
from evaluation.network import build_network
from evaluation.plan import Plan
from evaluation.results import COUNT_COLUMNS, TOTAL
from evaluation.sources import Sources
from evaluation.sources.contracts import CONTRACTS, DECIMAL, INTEGER
from evaluation.sources.relations import Delivered, broken_relations

FOLDER = Path(__file__).parent
PROJECT = "A"
"""The project whose numbers are expected; further projects may stand beside it."""

COUNTS_AS, WHY = "counts as", "why"
"""Columns that are none of the source: how a record counts, and the reason."""
NO_RECORD = "no record"
"""What is not counted by itself: a re-entry, or a record that is no participation."""
STATES = ("event", "other", "unknown", "not_mature", "no case", NO_RECORD)

PRIMARY = {
    Table.COHORT: {"participations": "participation"},
    Table.CASES: {"cases": "case", "participations": "participation"},
    Table.NETWORK: {},
    Table.SERIES: {},
}
"""Tables whose records are counted one by one, with the column that names a record; a short stay is a case."""

EMPTY = "-"
TOLERANCE = 0.0005
"""How far an expected estimate, rounded for reading, may be from the exact one."""

NOTHING = sources_of(participations=[])
NOBODY, NO_CASES = build_cohort(NOTHING, plan_with()), build_cases(NOTHING, plan_with())
NO_NETWORK = build_network(NOTHING, plan_with()).iloc[:0]
"""What stands for a table that an indicator does not count."""

_KEYS = {"indicator", "measured", "about", "plan", "rule_set", "expect", "tables"}
_EXPECTED = {*COUNT_COLUMNS, "estimate", "status", "dimension", "group", "period"}


class SpecificationError(ValueError):
    """A specification that cannot be read."""


@dataclass(frozen=True)
class Example:
    """A table as it is written: its columns, and its rows as texts."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as source records: typed, without the two columns that are none of the source."""
        kept = [(place, name) for place, name in enumerate(self.columns) if name not in (COUNTS_AS, WHY)]
        return [{name: _value(self.name, name, row[place]) for place, name in kept} for row in self.rows]

    def cells(self, column: str) -> list[str]:
        """Return the texts of a column."""
        return [row[self.columns.index(column)] for row in self.rows]


@dataclass(frozen=True)
class Expectation:
    """The numbers of one row of results; those that are not named are absent or 0."""

    numbers: Mapping[str, float]
    dimension: str | None = None
    group: str = TOTAL
    period: str = ""
    status: str = "published"

    @property
    def is_total(self) -> bool:
        """Whether it is about all records over the whole term."""
        return self.group == TOTAL and not self.period


@dataclass(frozen=True, eq=False)
class Specification:
    """What an indicator must count in a few records of project A."""

    name: str
    indicator: Indicator
    measured: str
    about: str
    choices: Mapping[str, Any]
    rule_set: str
    expected: tuple[Expectation, ...]
    tables: Mapping[str, Example]

    @cached_property
    def plan(self) -> Plan:
        """The usual plan of the tests with the changed choices."""
        return plan_with(**self.choices)

    @cached_property
    def sources(self) -> Sources:
        """The tables, filled with the usual cells."""
        tables = {name: example.records() for name, example in self.tables.items()}
        rounds = tables.get("funding_rounds", [{}])
        return sources_of(**tables | {"funding_rounds": [{"rule_set": self.rule_set, **one} for one in rounds]})

    @cached_property
    def filled(self) -> Indicator:
        """The indicator with the choices of the plan in its name, rules and phrases."""
        known = {one.name: one for one in catalogue(self.plan)}
        if self.measured not in known:
            raise SpecificationError(f"{self.name}: the catalogue of the plan has no {self.measured!r}")
        return known[self.measured]

    def told(self) -> dict[str, str]:
        """Return what each record counts as, as written."""
        return {code: state for code, _, state in self._told()}

    def told_of_project(self) -> Counter[str]:
        """Return how often each state is written beside records of the project whose numbers are expected."""
        return Counter(state for _, project, state in self._told() if project == PROJECT)

    def _told(self) -> Iterator[tuple[str, str, str]]:
        for name, code in PRIMARY[self.indicator.table].items():
            example = self.tables.get(name)
            if example is not None and COUNTS_AS in example.columns:
                states = example.cells(COUNTS_AS)
                for number, (record, state) in enumerate(zip(example.records(), states, strict=True), start=1):
                    usual = f"{NUMBERED[name][code]}{number}"
                    yield record.get(code, usual), record.get("project", PROJECT), state


@cache
def specifications() -> tuple[Specification, ...]:
    """Read all specifications, in the order of the catalogue and, for one indicator, as they stand in the files."""
    order = {indicator.name: number for number, indicator in enumerate(INDICATORS)}
    found: list[Specification] = []
    seen: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["specification"]:
            found.append(parsed(entry, path.name, seen))
    return tuple(sorted(found, key=lambda one: order[one.indicator.name]))


@cache
def cohort_of(specification: Specification) -> pd.DataFrame:
    """Return the cohort of the records."""
    return build_cohort(specification.sources, specification.plan)


@cache
def results(specification: Specification) -> pd.DataFrame:
    """Return the raw results of the specified indicator, from source records to numbers as a run computes them."""
    plan, sources, table = specification.plan, specification.sources, specification.indicator.table
    projects = selected_projects(sources, plan)
    cohort = cohort_of(specification) if table is Table.COHORT else NOBODY
    cases = build_cases(sources, plan) if table is Table.CASES else NO_CASES
    network = build_network(sources, plan) if table is Table.NETWORK else NO_NETWORK
    # the catalogue is narrowed to the one indicator, and the tables to the one that it counts: all the others would
    # take most of the time
    with patch.object(sys.modules[measure.__module__], "catalogue", lambda _: (specification.filled,)):
        return measure(cohort, cases, network, projects, sources, plan)


def differences(specification: Specification, expectation: Expectation) -> list[str]:
    """Compare the computed numbers with the expected ones; each difference is a sentence."""
    rows = results(specification)
    wanted = {"project": PROJECT, "group": expectation.group, "period": expectation.period}
    if expectation.dimension is not None:
        wanted["dimension"] = expectation.dimension
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    if len(rows) != 1:
        return [f"{len(rows)} rows of results for {wanted}, expected one"]
    got = rows.iloc[0]
    told = [f"status is {got['status']}, expected {expectation.status}"] if got["status"] != expectation.status else []
    for column in COUNT_COLUMNS:
        value = expectation.numbers.get(column)
        same = pd.isna(got[column]) or got[column] == 0 if value is None else not pd.isna(got[column])
        if not same or (value is not None and got[column] != value):
            told.append(f"{column} is {got[column]}, expected {value}")
    estimate = expectation.numbers.get("estimate", _share(specification.indicator, expectation))
    if estimate is not None and not abs(got["estimate"] - estimate) <= TOLERANCE:
        told.append(f"estimate is {got['estimate']}, expected {estimate}")
    return told


def computed_states(specification: Specification) -> dict[str, str]:
    """Return what each record of which `counts as` tells counts as in fact."""
    told = specification.told()
    if specification.indicator.table is Table.CASES:
        return {code: _state_of_case(specification, code) for code in told}
    cohort = cohort_of(specification)
    states = dict(zip(cohort["participation"], counts_as(cohort, specification.filled), strict=True))
    return {code: states.get(code, NO_RECORD) for code in told}


def broken_contracts(specification: Specification) -> list[str]:
    """Return how the tables break the contracts and relations of source data; notes break nothing."""
    tables = specification.sources.tables
    told = []
    for name in specification.tables:
        table = tables[name]
        try:
            CONTRACTS[name].schema.validate(table, lazy=True)
        except pandera.errors.SchemaErrors as broken:
            told += [f"{name}.{error.schema.name}: {error.reason_code}" for error in broken.schema_errors]
        if table.duplicated(list(CONTRACTS[name].key)).any():
            told.append(f"{name}: duplicate key")
    delivered = {name: Delivered(name, table) for name, table in tables.items()}
    faults = broken_relations(tables, delivered, target_units(specification.plan))
    return told + [f"{one.file}.{one.column}: {one.problem}" for one in faults if not one.is_note]


def _share(indicator: Indicator, expectation: Expectation) -> float | None:
    """Return the share that follows from the expected counts, if the indicator is one and has cases."""
    cases = expectation.numbers.get("n")
    if indicator.estimator not in (Estimator.WILSON, Estimator.RATIO) or not cases:
        return None
    return expectation.numbers.get("events", 0) / cases


def _state_of_case(specification: Specification, code: str) -> str:
    """Return what a case counts as: alone, because the table of cases does not keep the codes of its records."""
    alone = dict(specification.sources.tables)
    for name, column in PRIMARY[Table.CASES].items():
        if name in alone:
            alone[name] = alone[name][alone[name][column] == code]
    cases = build_cases(Sources(MappingProxyType(alone), MappingProxyType({})), specification.plan)
    return next(iter(counts_as(cases, specification.filled)), NO_RECORD)


def parsed(entry: Mapping[str, Any], file: str, seen: Counter[str]) -> Specification:
    """Return a specification from its entry in a file; `seen` numbers those of the same indicator.

    Raises
    ------
    SpecificationError
        If the entry or one of its tables says anything that is not known, or lacks what must be there.
    """
    indicators = {one.name: one for one in INDICATORS}
    name = str(entry.get("indicator"))
    if name not in indicators:
        raise SpecificationError(f"{file}: the catalogue has no indicator {name!r}")
    measured = entry.get("measured", name)
    seen[measured] += 1
    where = f"{measured}-{seen[measured]}"
    if strange := set(entry) - _KEYS:
        raise SpecificationError(f"{file}, {where}: unknown keys {sorted(strange)}")
    if absent := {"about", "expect", "tables"} - set(entry):
        raise SpecificationError(f"{file}, {where}: {sorted(absent)} missing")
    expected = entry["expect"] if isinstance(entry["expect"], list) else [entry["expect"]]
    return Specification(
        name=where,
        indicator=indicators[name],
        measured=measured,
        about=entry["about"],
        choices=entry.get("plan", {}),
        rule_set=entry.get("rule_set", next(iter(indicators[name].codes))),
        expected=tuple(_expectation(one, f"{file}, {where}") for one in expected),
        tables={table: _example(table, text, f"{file}, {where}") for table, text in entry["tables"].items()},
    )


def _expectation(entry: dict[str, Any], where: str) -> Expectation:
    if strange := set(entry) - _EXPECTED:
        raise SpecificationError(f"{where}: unknown expectations {sorted(strange)}")
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    return Expectation({key: value for key, value in entry.items() if key not in texts}, **texts)


def _example(table: str, text: str, where: str) -> Example:
    """Read a Markdown table strictly: a heading, a line of dashes, rows with as many cells, known columns."""
    if table not in CONTRACTS:
        raise SpecificationError(f"{where}: there is no source table {table!r}")
    lines = [line.strip() for line in text.strip().splitlines()]
    if any(not (line.startswith("|") and line.endswith("|")) for line in lines):
        raise SpecificationError(f"{where}, {table}: a line does not begin and end with '|'")
    cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines]
    if len(cells) < 2 or set(cells[1]) != {"---"} or {len(row) for row in cells} != {len(cells[0])}:
        raise SpecificationError(f"{where}, {table}: no heading with a line of dashes, or rows of different lengths")
    if strange := set(cells[0]) - set(CONTRACTS[table].schema.columns) - {COUNTS_AS, WHY}:
        raise SpecificationError(f"{where}, {table}: unknown columns {sorted(strange)}")
    if len(set(cells[0])) != len(cells[0]) or any(not cell for row in cells for cell in row):
        raise SpecificationError(f"{where}, {table}: a column stands twice, or a cell is blank instead of '{EMPTY}'")
    example = Example(table, cells[0], tuple(cells[2:]))
    if COUNTS_AS in example.columns and (strange := set(example.cells(COUNTS_AS)) - set(STATES)):
        raise SpecificationError(f"{where}, {table}: nothing counts as {sorted(strange)}")
    return example


def _value(table: str, column: str, text: str) -> str | int | float | None:
    dtype = (CONTRACTS[table].schema.columns[column].metadata or {})["type"]
    if text == EMPTY:
        return None
    return int(text) if dtype == INTEGER else float(text) if dtype == DECIMAL else text
