"""Rules that hold between columns and between tables.

Each rule names the columns that it needs, finds the rows that break it, and says what to do. Rows are named by the
index, which holds the row number in the file. A rule whose columns are not there is silent, and so is one about a cell
that is faulty itself: that is a fault of its own, and one fault is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from evaluation.sources.breaches import Tables
from evaluation.sources.contracts import CONTRACTS, Reference
from evaluation.sources.distinct import stands_in
from evaluation.sources.faults import Fault
from evaluation.sources.rules import RULES, Rule


@dataclass(frozen=True)
class Delivered:
    """A table as it was delivered.

    Attributes
    ----------
    file
        Name of the file.
    cells
        Text cells as they stand in the file; without columns if it could not be read.
    faulty
        Row and column of the cells that cannot be read or are not allowed.
    """

    file: str
    cells: pd.DataFrame = field(default_factory=pd.DataFrame)
    faulty: frozenset[tuple[int | None, str | None]] = frozenset()


def broken_relations(
    tables: Tables, delivered: Mapping[str, Delivered], target_units: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield every fault between columns and tables.

    Parameters
    ----------
    tables
        Typed tables that could be read, by name.
    delivered
        Every table that was delivered, whether it could be read or not.
    target_units
        Indicators that a target may name: a `count`, or a `share`, whose target may be a count or a percentage.
    """
    for rule in (*RULES, *_reference_rules(), *_target_rules(target_units)):
        if all(name in tables and set(columns) <= set(tables[name]) for name, columns in rule.needs.items()):
            own = delivered[rule.table]
            broken = rule.broken(tables).reindex(own.cells.index).fillna(value=False).astype(bool)
            for row, text in own.cells.loc[broken, rule.column].items():
                if not any((row, column) in own.faulty for column in rule.needs[rule.table]):
                    place = (own.file, int(str(row)), rule.column, None if pd.isna(text) else str(text))
                    yield Fault(*place, rule.problem, rule.remedy, rule.is_note)
    files = {name: table.file for name, table in delivered.items()}
    yield from _undelivered(tables, files)
    yield from _dataset_is_one_row(tables, files)
    yield from _areas_agree(tables, files)


def _reference_rules() -> Iterator[Rule]:
    for contract in CONTRACTS.values():
        for reference in contract.references:
            needs: dict[str, tuple[str, ...]] = {reference.table: (reference.key,)}
            needs[contract.name] = (*needs.get(contract.name, ()), reference.column)
            yield Rule(
                contract.name,
                reference.column,
                needs,
                partial(_unknown, name=contract.name, reference=reference),
                f"unknown {reference.key}: it does not stand in {reference.table}",
                f"correct it, or add it to {reference.table}",
            )


def _unknown(tables: Tables, name: str, reference: Reference) -> pd.Series:
    values = tables[name][reference.column]
    return values.notna() & ~stands_in(values, tables[reference.table][reference.key])


def _undelivered(tables: Tables, files: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault for each column that points to an optional table of which there is no file."""
    for name, table in tables.items():
        for reference in CONTRACTS[name].references:
            absent = reference.table not in files and not CONTRACTS[reference.table].required
            if absent and reference.column in table and table[reference.column].notna().any():
                problem = f"the column points to {reference.table}, and that table was not delivered"
                remedy = f"deliver the table {reference.table}, or empty the column"
                yield Fault(files[name], None, reference.column, None, problem, remedy)


def _target_rules(target_units: Mapping[str, str]) -> Iterator[Rule]:
    yield Rule(
        "targets",
        "indicator",
        {"targets": ("indicator",)},
        lambda tables: tables["targets"]["indicator"].notna() & ~tables["targets"]["indicator"].isin(target_units),
        "not an indicator of the catalogue; one of: " + ", ".join(sorted(target_units)),
        "correct the name",
    )
    yield Rule(
        "targets",
        "unit",
        {"targets": ("indicator", "unit")},
        lambda tables: (
            (tables["targets"]["indicator"].map(target_units) == "count") & (tables["targets"]["unit"] == "percent")
        ),
        "the indicator is a count and has no share; only shares have targets in percent",
        "plan a count, or another indicator",
    )


def _dataset_is_one_row(tables: Tables, files: Mapping[str, str]) -> Iterator[Fault]:
    if "dataset" in tables and len(tables["dataset"]) != 1:
        problem = "the table must have exactly one row"
        yield Fault(files["dataset"], None, None, None, problem, "describe the data set in one row")


def _areas_agree(tables: Tables, files: Mapping[str, str]) -> Iterator[Fault]:
    details = tables.get("project_details")
    if details is None or not {"kind", "text", "stated_in", "project"} <= set(details):
        return
    for project, other in contradicting_areas(details).items():
        problem = f"{project}: prose and metadata name different programme areas ({other}); the metadata hold"
        remedy = "nothing to do; the report prints a note"
        yield Fault(files["project_details"], None, "text", None, problem, remedy, is_note=True)


def contradicting_areas(details: pd.DataFrame) -> dict[str, str]:
    """Return, by project, the programme areas that only one of metadata and prose names.

    Hyphens and capitals do not make another area. A project whose areas stand in one part only contradicts nothing.
    """
    contradictions: dict[str, str] = {}
    areas = details[(details["kind"] == "programme_area") & details["text"].notna()]
    for project, stated in areas.groupby("project", sort=True):
        named = {
            str(part): {text.replace("-", " ").casefold(): text for text in rows["text"]}
            for part, rows in stated.groupby("stated_in")
        }
        if {"metadata", "prose"} <= set(named):
            metadata, prose = named["metadata"], named["prose"]
            single = [metadata.get(key) or prose[key] for key in sorted(metadata.keys() ^ prose.keys())]
            if single:
                contradictions[str(project)] = ", ".join(single)
    return contradictions
