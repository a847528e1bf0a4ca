"""The demo data as tables and as a folder of files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pandas as pd

from evaluation.demo.cases import draw_cases
from evaluation.demo.clones import with_clones
from evaluation.demo.details import with_details
from evaluation.demo.enterprises import draw_network
from evaluation.demo.lives import draw_lives, draw_one_day_lives
from evaluation.demo.project_rows import budget_rows, network_rows, target_rows
from evaluation.demo.projects import PROJECTS
from evaluation.demo.records import Row, case_rows, person_rows
from evaluation.demo.stays import Term
from evaluation.demo.support import add_hosts, support_rows, survival_of
from evaluation.demo.truth import truth
from evaluation.sources.contracts import CONTRACTS

FACTS = ("funding_rounds", "projects", "project_details", "context", "turning_points")
"""Tables of official facts, taken over byte by byte."""

DATASET: Row = {
    "name": "Demonstrationsdatensatz fünf Projekte",
    "synthetic": "yes",
    "provider": "Demonstrationsdatensatz (synthetische Personen, Unternehmen und Ereignisse)",
    "description": (
        "Die Angaben zu Förderrunden, Projekten und Gebieten sind den öffentlichen Projektprofilen entnommen. "
        "Personen, Unternehmen, Veranstaltungen, Ergebnisse, Planwerte und Kosten sind erfunden und beschreiben kein "
        "Projekt."
    ),
}
"""The single row of the table `dataset`."""


def generate(seed: int, cut_off: dt.date) -> dict[str, pd.DataFrame]:
    """Generate every source table of the demo data.

    Parameters
    ----------
    seed
        Seed of everything random; each project has streams of its own.
    cut_off
        Last day of which anything is known. Only terms of projects and rounds, and planned sums of money, may reach
        beyond it.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables by the name of their contract, with its columns and types, in the order of the contracts.
    """
    tables = {name: _facts_table(name) for name in FACTS}
    rows: dict[str, list[Row]] = {name: [] for name in CONTRACTS if name not in FACTS}
    rows["dataset"].append(DATASET)
    projects = tables["projects"].set_index("project")
    for parameters in PROJECTS:
        facts = projects.loc[parameters.project]
        term = Term(facts["start"].date(), facts["end"].date(), cut_off)
        network = draw_network(seed, parameters, term)
        lives = draw_lives(seed, parameters, term, list(network.members))
        lives += draw_one_day_lives(seed, parameters, term)
        persons = person_rows(seed, parameters, with_details(seed, parameters, term, lives))
        add_hosts(seed, parameters, network, persons["activities"])
        _extend(rows, persons)
        _extend(rows, support_rows(seed, parameters, network, term, persons))
        _extend(rows, network_rows(parameters, network, str(facts["municipality"])))
        cases = draw_cases(seed, parameters, term)
        survival = survival_of(seed, parameters, cases, term)
        rows["cases"] += [row | more for row, more in zip(case_rows(parameters, cases), survival, strict=True)]
        rows["targets"] += target_rows(parameters)
        rows["budgets"] += budget_rows(parameters, term)
    tables |= {name: _table(name, content) for name, content in rows.items()}
    return {name: tables[name] for name in CONTRACTS}


def write_demo(folder: Path, seed: int, cut_off: dt.date, municipalities: int | None = None) -> None:
    """Write the demo data into a folder: one CSV file a table, `truth.json`, and `plan.toml` if there is none.

    The same seed and cut-off give the same bytes. Files of other names are left alone, and so is a plan that is
    already there; a plan that is written has the seed and the cut-off of the committed demo data.

    Parameters
    ----------
    folder
        Folder of the files; made if it is not there.
    seed, cut_off
        As in `generate`.
    municipalities
        How many municipalities there shall be: those of the five projects, and copies of them; None: no copies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = generate(seed, cut_off)
    official = FACTS if municipalities is None else ()
    if municipalities is not None:
        tables = with_clones(tables, municipalities)
    for name, table in tables.items():
        target = folder / f"{name}.csv"
        target.write_bytes(facts_file(f"{name}.csv") if name in official else _csv(table))
    text = json.dumps(truth(seed, cut_off), ensure_ascii=False, indent=2) + "\n"
    (folder / "truth.json").write_bytes(text.encode("utf-8"))
    plan = folder / "plan.toml"
    if not plan.exists():
        plan.write_bytes(facts_file("plan.toml"))


def facts_file(name: str) -> bytes:
    """Return a file of the package data, unchanged."""
    return files("evaluation.demo").joinpath("facts", name).read_bytes()


def _facts_table(name: str) -> pd.DataFrame:
    raw = pd.read_csv(BytesIO(facts_file(f"{name}.csv")), dtype="str", keep_default_na=False, na_values=[""])
    return _typed(name, raw)


def _table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    columns = list(CONTRACTS[name].schema.columns)
    frame = _typed(name, pd.DataFrame(list(rows), columns=columns, dtype="object"))
    return frame.sort_values(list(CONTRACTS[name].key), ignore_index=True)


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the types of its contract."""
    for column, contract in CONTRACTS[name].schema.columns.items():
        values, dtype = frame[column], str(contract.dtype)
        if dtype.startswith("datetime"):
            frame[column] = pd.to_datetime(values).astype("datetime64[us]")
        elif dtype in ("Int64", "Float64"):
            frame[column] = pd.to_numeric(values).astype(dtype)
        else:
            frame[column] = values.where(values.notna(), None).astype("str")
    return frame


def _extend(rows: dict[str, list[Row]], further: Mapping[str, list[Row]]) -> None:
    for name, content in further.items():
        rows[name] += content


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode("utf-8")
