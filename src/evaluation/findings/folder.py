"""Findings as a folder of tidy tables on disk.

A folder holds one CSV file a table and `findings.json` with the plan and the fingerprints of the sources. The same
sources and plan give the same bytes, so that the fingerprint of the findings names them.

In the files a suppressed number is ".", an absent one is empty. Text that a spreadsheet could take for a formula has
an apostrophe before it, which reading takes away again.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from evaluation.disclosure import MASK_COLUMNS
from evaluation.errors import FindingsError
from evaluation.findings.model import DEFINITION_COLUMNS, ENCLOSURE_COLUMNS, FINDINGS_TABLES, PASSED_THROUGH, Findings
from evaluation.folders import move_into_place, private_folder
from evaluation.plan import Plan, parse_plan
from evaluation.results import CHECK_COLUMNS, COUNT_COLUMNS, CURVE_COLUMNS, FINDING_COLUMNS, VALUE_COLUMNS
from evaluation.sources.contracts import CONTRACTS, DAY
from evaluation.spreadsheets import guarded, unguarded

FORMAT = 1
"""Version of the layout of a findings folder."""

RELEASE_EVIDENCE = "release.json"
"""File beside the findings of a release; see `evaluation.findings.release`."""

SUPPRESSED_MARK = "."
"""How a suppressed number stands in files and tables."""

_EMPTY_TEXT = ("period", "suppressed", "code", "breakdowns")
"""Columns in which empty means something: the whole term, nothing hidden, no code, no breakdown."""


def as_on_disk(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Keep the types, ten significant digits and no index, as the files do: both hold the same findings."""
    values = [one for one in VALUE_COLUMNS if one in table]
    shorter = {one: table[one].astype("Float64").map(_ten_digits, na_action="ignore") for one in values}
    return table.assign(**shorter).astype(_column_types(name)).reset_index(drop=True)


def _ten_digits(value: float) -> float:
    return float(f"{value:.10g}")


def write_findings(findings: Findings, folder: Path) -> None:
    """Write findings as a folder of CSV files; a folder of that name is replaced as a whole.

    The files are complete under a temporary name before the folder gets its own, so that nobody reads half of it.

    Raises
    ------
    FindingsError
        If internal findings would take the place of released ones.
    """
    folder = folder.absolute()
    if findings.internal and (folder.parent / RELEASE_EVIDENCE).exists():
        raise FindingsError(f"{folder.parent} is a release, and internal findings are none. Name another folder.")
    with private_folder(folder.parent) as fresh:
        for name, content in findings_files(findings).items():
            (fresh / name).write_bytes(content)
        move_into_place(fresh, folder)


def read_findings(folder: Path, municipality: str | None = None) -> Findings:
    """Read findings from a folder: all, or those of one municipality (AGS).

    Raises
    ------
    FindingsError
        If a file is missing, has other columns than expected or was changed after it was written; or if there is no
        project in this municipality.
    """
    if municipality is not None:
        from evaluation.findings.slices import findings_of  # deferred: it stands on this module

        return findings_of(folder, municipality)
    try:
        content = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        meta = _meta(content["findings.json"], folder)
    except (FileNotFoundError, NotADirectoryError, KeyError):
        raise FindingsError(
            f"{folder}: there are no findings here. Make them with notebooks/indicators.ipynb or `evaluation run`."
        ) from None
    names = [f"{name}.csv" for name in FINDINGS_TABLES]
    missing = [name for name in names if name not in content]
    if missing:
        raise FindingsError(f"{folder}: {', '.join(missing)} is missing. Make the findings again.")
    identity = fingerprint({name: content[name] for name in (*names, "findings.json")})
    if identity != meta["identity"]:
        raise FindingsError(
            f"{folder}: the findings were changed after they were written (expected {meta['identity']}, got "
            f"{identity}). Make them again; `evaluation verify` names the cell that differs."
        )
    tables = {name: _read_table(content[f"{name}.csv"], name, folder) for name in FINDINGS_TABLES}
    plan = parse_plan(meta["plan"], where=f"{folder}/findings.json")
    internal = meta.get("internal") is True
    sources = MappingProxyType(meta["sources"])
    return Findings(**tables, plan=plan, fingerprints=sources, internal=internal, identity=identity)


def read_editions(folders: Sequence[str | Path]) -> tuple[Findings, ...]:
    """Read the findings of several editions, in the order given; errors as in `read_findings`."""
    return tuple(read_findings(Path(folder)) for folder in folders)


def _meta(content: bytes, folder: Path) -> dict[str, Any]:
    """Return what `findings.json` says, if it is whole and of the layout that this version reads."""
    place = folder / "findings.json"
    try:
        meta = json.loads(content)
    except ValueError as fault:  # no JSON, or no text
        raise FindingsError(f"{place} is damaged: {fault}") from None
    if not isinstance(meta, dict):
        raise FindingsError(f"{place} is damaged: it must hold names and values")
    if meta.get("format") != FORMAT:
        raise FindingsError(f"{folder}: layout {meta.get('format')}, but this version reads layout {FORMAT}.")
    missing = [name for name in ("identity", "plan", "sources") if name not in meta]
    if missing:
        raise FindingsError(f"{place} is damaged: there is no {', '.join(missing)}")
    return meta


def stored_plan(folder: Path) -> Plan:
    """Return the plan of a findings folder without trusting the rest of it; an auditor starts from here.

    Raises
    ------
    FindingsError
        If there is no such file, or it is damaged.
    PlanError
        If it holds no valid plan.
    """
    try:
        content = (folder / "findings.json").read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FindingsError(f"{folder}: there are no findings here.") from None
    return parse_plan(_meta(content, folder)["plan"], where=f"{folder}/findings.json")


def findings_files(findings: Findings) -> dict[str, bytes]:
    """Return the files of a findings folder by name; the same findings give the same bytes."""
    content = {f"{name}.csv": _table_bytes(getattr(findings, name)) for name in FINDINGS_TABLES}
    meta = {
        "format": FORMAT,
        "identity": findings.identity,
        "synthetic": findings.synthetic,
        **({"internal": True} if findings.internal else {}),
        "plan": findings.plan.model_dump(mode="json"),
        "sources": dict(sorted(findings.fingerprints.items())),
    }
    content["findings.json"] = (json.dumps(meta, ensure_ascii=False, indent=2) + "\n").encode()
    return content


def fingerprint(content: Mapping[str, bytes]) -> str:
    """Return the first 12 digits of the SHA-256 over the files of a findings folder."""
    digest = hashlib.sha256()
    for name in sorted(content):
        body = content[name]
        if name == "findings.json":  # the identity cannot contain itself
            body = json.dumps({**json.loads(body), "identity": ""}, sort_keys=True).encode()
        digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
    return digest.hexdigest()[:12]


def _table_bytes(table: pd.DataFrame) -> bytes:
    text = pd.DataFrame({name: _as_text(table[name]) for name in table.columns})
    if "suppressed" in table:
        for column in MASK_COLUMNS:
            masked = [column in str(names).split() for names in table["suppressed"]]
            text[column] = text[column].mask(pd.Series(masked, index=text.index), SUPPRESSED_MARK)
    if "month" in table:
        hidden = table["status"] == "suppressed"
        for column in ("n", "events", *VALUE_COLUMNS):
            text[column] = text[column].mask(hidden, SUPPRESSED_MARK)
    return text.to_csv(index=False, lineterminator="\n").encode()


def _as_text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%d")
    if pd.api.types.is_float_dtype(column):
        return column.map(lambda value: f"{value:.10g}", na_action="ignore").astype("str")
    if pd.api.types.is_integer_dtype(column):
        return column.astype("str").mask(column.isna())
    return column.astype("str").map(guarded, na_action="ignore").astype("str")


def _read_table(content: bytes, name: str, folder: Path) -> pd.DataFrame:
    table = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    types = _column_types(name)
    if list(table.columns) != list(types):
        raise FindingsError(f"{folder}/{name}.csv has other columns than expected: {', '.join(types)}")
    return pd.DataFrame({column: _typed(table[column], types[column]) for column in types})


def _typed(column: pd.Series, dtype: str) -> pd.Series:
    if column.name in _EMPTY_TEXT:
        return column.fillna("").astype("str")
    if dtype == "str":
        guarded_somewhere = column.str.contains("'", regex=False, na=False).any()
        return (column.map(unguarded, na_action="ignore") if guarded_somewhere else column).astype("str")
    if dtype == DAY:
        return pd.to_datetime(column, format="%Y-%m-%d").astype(DAY)
    return pd.to_numeric(column.mask(column == SUPPRESSED_MARK)).astype(dtype)


def as_typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table with the types of its columns, which another format may have widened."""
    types = _column_types(name)
    if list(table.columns) != list(types):
        raise ValueError(f"{name} has other columns than expected")
    wrong = {column: dtype for column, dtype in types.items() if str(table[column].dtype) != dtype}
    return table.astype(wrong) if wrong else table


def _column_types(name: str) -> dict[str, str]:
    if name in PASSED_THROUGH:
        return {column: (spec.metadata or {})["type"] for column, spec in CONTRACTS[name].schema.columns.items()}
    columns = {
        "results": FINDING_COLUMNS,
        "curves": CURVE_COLUMNS,
        "definitions": DEFINITION_COLUMNS,
        "checks": CHECK_COLUMNS,
        "enclosures": ENCLOSURE_COLUMNS,
    }[name]
    numbers = dict.fromkeys((*COUNT_COLUMNS, "month"), "Int64") | dict.fromkeys(VALUE_COLUMNS, "Float64")
    return {column: numbers.get(column, "str") for column in columns}
