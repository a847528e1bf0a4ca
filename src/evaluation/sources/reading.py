"""Read a data folder: every table, every fault, at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pandera.errors

from evaluation.errors import SourceDataError
from evaluation.sources.contracts import CONTRACTS, FACTS, Contract
from evaluation.sources.enclosures import read_enclosures
from evaluation.sources.faults import Fault, in_reading_order
from evaluation.sources.files import ENDINGS, UnreadableFileError, candidates, read_cells, unopened
from evaluation.sources.relations import Delivered, broken_relations
from evaluation.sources.secret import read_secret
from evaluation.sources.values import typed


@dataclass(frozen=True)
class Sources:
    """Validated source tables.

    Attributes
    ----------
    tables
        Tables by name with the columns and types of their contracts, rows sorted by key. An optional table that was
        not delivered is not in the mapping: that means "not collected", never "none".
    fingerprints
        SHA-256 of the file of each table, by file name.
    enclosures
        Texts beside the tables by municipality, kind (`narrative`, `theme`, `logo`) and name.
    secret
        From which record keys follow (`evaluation.sources.secret`); None if the folder holds none.
    unread
        Tables that stand in the folder and were not read (`read_facts`): to ask for one is a mistake.
    """

    tables: MappingProxyType[str, pd.DataFrame]
    fingerprints: MappingProxyType[str, str]
    enclosures: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    secret: bytes | None = field(default=None, repr=False)
    unread: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; an optional table that was not delivered has no rows."""
        return self.tables[name] if self.has(name) else _empty(name)

    def has(self, name: str) -> bool:
        """Return whether the table was delivered.

        Raises
        ------
        LookupError
            If nobody knows because the table was not read.
        """
        if name in self.unread:
            raise LookupError(f"the table {name} was not read")
        return name in self.tables

    @property
    def synthetic(self) -> bool:
        """Whether anything in the data is invented."""
        return bool((self["dataset"]["synthetic"] == "yes").any())


def check_sources(folder: Path, target_units: Mapping[str, str]) -> tuple[Fault, ...]:
    """Check every table of a data folder and return all faults and notes in reading order.

    Parameters
    ----------
    folder
        Folder with one file a table.
    target_units
        Indicators that a target may name: a `count`, or a `share`, whose target may be a count or a percentage.
    """
    return inspect_sources(folder, target_units)[1]


def read_sources(folder: Path, target_units: Mapping[str, str]) -> Sources:
    """Read a data folder.

    Raises
    ------
    SourceDataError
        If anything breaks a contract. The message counts the faults; `evaluation check` shows them.
    """
    sources, found = inspect_sources(folder, target_units)
    faults = [fault for fault in found if not fault.is_note]
    if faults:
        places = sorted({fault.file for fault in faults})
        raise SourceDataError(
            f"{folder}: {len(faults)} fault(s) in {', '.join(places)}. See them all with: evaluation check {folder}"
        )
    return sources


def read_facts(folder: Path, target_units: Mapping[str, str]) -> Sources:
    """Read what stands in a data folder about rounds and projects, and take the fingerprints of all its files.

    That is what must be known to say what would be computed. Tables about persons and enterprises stay closed.

    Raises
    ------
    SourceDataError
        If anything breaks a contract here; the message is that of `read_sources`. Faults of other tables are not seen.
    """
    sources, found = inspect_sources(folder, target_units, [contract.name for contract in FACTS])
    if any(not fault.is_note for fault in found):
        return read_sources(folder, target_units)
    return sources


def inspect_sources(
    folder: Path, target_units: Mapping[str, str], names: Collection[str] = CONTRACTS.keys()
) -> tuple[Sources, tuple[Fault, ...]]:
    """Read the named tables of a data folder, and return them with all their faults and notes in reading order.

    The tables are good for use only if every fault is a note.
    """
    if not folder.is_dir():
        fault = Fault(str(folder), None, None, None, "there is no such folder", "give the folder of the source tables")
        return Sources(MappingProxyType({}), MappingProxyType({})), (fault,)
    faults: list[Fault] = list(_strange_files(folder))
    tables: dict[str, pd.DataFrame] = {}
    delivered: dict[str, Delivered] = {}
    prints: dict[str, str] = {}
    for name, contract in CONTRACTS.items():
        found = candidates(folder, name)
        faults += _wrong_number_of_files(contract, found)
        if found:
            delivered[name] = Delivered(found[0].name)
        if len(found) == 1:
            try:
                if name in names:
                    tables[name], delivered[name], table_faults = _read_table(found[0], contract)
                    faults += table_faults
                prints[found[0].name] = _fingerprint(found[0])
            except UnreadableFileError as unreadable:
                faults += unreadable.faults
    faults += broken_relations(tables, delivered, target_units)
    ordered = {name: _in_order(table, CONTRACTS[name]) for name, table in tables.items()}
    enclosed, enclosed_prints, enclosed_faults = read_enclosures(folder, _municipalities(ordered))
    secret, secret_prints, secret_faults = read_secret(folder)
    prints |= enclosed_prints | secret_prints
    faults += enclosed_faults + secret_faults
    unread = frozenset(delivered) - frozenset(names)
    sources = Sources(MappingProxyType(ordered), MappingProxyType(prints), enclosed, secret, unread)
    return sources, in_reading_order(faults)


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise unopened(path, fault) from None


def _municipalities(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    projects = tables.get("projects")
    return set() if projects is None or "municipality" not in projects else set(projects["municipality"].dropna())


def _strange_files(folder: Path) -> Iterator[Fault]:
    """Yield the files that look like a table and are none: a table overlooked would count as not collected."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):  # hidden, or the lock of an open workbook
            continue
        is_ours = path.is_file() and path.suffix in ENDINGS and path.stem in CONTRACTS
        named_as_table = path.is_file() and path.name.split(".")[0].casefold() in CONTRACTS
        if not is_ours and (named_as_table or path.suffix.lower() in ENDINGS):
            problem = f"a table is a file in small letters that ends in {', '.join(ENDINGS)}; the tables are: "
            remedy = "rename the file or save it in another format, or move it out of the folder"
            yield Fault(path.name, None, None, None, problem + ", ".join(CONTRACTS), remedy)


def _wrong_number_of_files(contract: Contract, found: list[Path]) -> Iterator[Fault]:
    if len(found) > 1:
        problem = "the table stands in several files: " + ", ".join(path.name for path in found)
        yield Fault(contract.name, None, None, None, problem, "keep one of them")
    if not found and contract.required:
        options = " or ".join(f"{contract.name}{ending}" for ending in ENDINGS)
        yield Fault(f"{contract.name}.csv", None, None, None, "the file is not there", f"add {options}")


def _read_table(path: Path, contract: Contract) -> tuple[pd.DataFrame, Delivered, list[Fault]]:
    cells = read_cells(path)
    faults = list(_wrong_columns(cells, contract, path.name))
    cells = cells.loc[:, ~cells.columns.duplicated()]
    table, value_faults = typed(cells, contract, path.name)
    unreadable = {(fault.row, fault.column) for fault in value_faults}
    cell_faults = value_faults + [
        fault
        for fault in _broken_contract(table, cells, contract, path.name)
        if (fault.row, fault.column) not in unreadable
    ]
    faulty = frozenset((fault.row, fault.column) for fault in cell_faults)
    repeated = list(_repeated_keys(table, cells, contract, path.name))
    return table, Delivered(path.name, cells, faulty), faults + cell_faults + repeated


def _wrong_columns(cells: pd.DataFrame, contract: Contract, file: str) -> Iterator[Fault]:
    known = list(contract.schema.columns)
    for name in cells.columns[cells.columns.duplicated()]:
        yield Fault(file, 1, name, None, "the column stands twice", "delete one of the two")
    for name in cells.columns.difference(known, sort=False):
        problem = "unknown column; the table has: " + ", ".join(known)
        yield Fault(file, 1, name, None, problem, "rename or delete the column")
    for name in known:
        if name not in cells:
            yield Fault(file, 1, name, None, "the column is missing", "add it; leave a cell empty if it is not known")


def _broken_contract(table: pd.DataFrame, cells: pd.DataFrame, contract: Contract, file: str) -> Iterator[Fault]:
    missing = [name for name in contract.schema.columns if name not in table]
    schema = contract.schema.remove_columns(missing) if missing else contract.schema
    try:
        schema.validate(table, lazy=True)
    except pandera.errors.SchemaErrors as broken:
        for error in broken.schema_errors:
            yield from _as_faults(error, cells, file)


def _as_faults(error: pandera.errors.SchemaError, cells: pd.DataFrame, file: str) -> Iterator[Fault]:
    column = str(error.schema.name)
    if error.reason_code is pandera.errors.SchemaErrorReason.SERIES_CONTAINS_NULLS:
        problem, remedy = "the cell is empty", "fill it in; the column must have a value in each row"
    else:
        description = getattr(error.check, "description", None) or str(error.check)
        problem, remedy = f"not allowed; {description}", "correct the value"
    for row in error.failure_cases["index"]:
        value = cells.at[row, column]
        yield Fault(file, int(row), column, None if pd.isna(value) else str(value), problem, remedy)


def _repeated_keys(table: pd.DataFrame, cells: pd.DataFrame, contract: Contract, file: str) -> Iterator[Fault]:
    key = list(contract.key)
    if not set(key) <= set(table):
        return
    complete = table.dropna(subset=key)
    repeated = complete.index[complete.duplicated(key)]
    if repeated.empty:
        return
    first = complete.index.to_series().groupby([complete[name] for name in key]).transform("first")
    for row in repeated:
        value = " / ".join(cells.loc[row, key])
        problem = f"duplicate key; row {first[row]} has the same {', '.join(key)}"
        yield Fault(file, int(row), key[-1], value, problem, "delete one row, or correct the key")


def _in_order(table: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    key = [name for name in contract.key if name in table]
    return table.sort_values(key, kind="stable").reset_index(drop=True) if key else table


@cache
def _empty(name: str) -> pd.DataFrame:
    types = {column: (one.metadata or {})["type"] for column, one in CONTRACTS[name].schema.columns.items()}
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in types.items()})
