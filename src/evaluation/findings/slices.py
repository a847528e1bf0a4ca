"""One small file for each municipality, so that a report does not read the whole programme.

The files are made from complete findings, lie hidden beside their tables while a run makes its reports, and are no
part of the findings: without them the same call reads everything and takes its part. A file is a sequence of Arrow
streams, one a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc

from evaluation.errors import FindingsError
from evaluation.findings.folder import FORMAT, as_typed, read_findings
from evaluation.findings.model import OF_PROJECTS, Findings, peers_of
from evaluation.plan import parse_plan

FOLDER = ".slices"
"""Folder of the files in a findings folder."""

_OWN = ("projects", "funding_rounds", "enclosures", *OF_PROJECTS)
_SHARED = ("dataset", "definitions")
_COMPARED = "compared"
_COMMON = "common"


def findings_of(folder: Path, municipality: str) -> Findings:
    """Read the findings of one municipality (AGS); the same as `read_findings(folder).for_municipality(...)`.

    Raises
    ------
    FindingsError
        As `read_findings`, and if there is no project in this municipality.
    """
    slices = folder / FOLDER
    try:
        own = _read(slices / f"{municipality}.arrow", _OWN)
        shared = _read(slices / f"{_COMMON}.arrow", (*_SHARED, _COMPARED))
        meta = json.loads((slices / f"{_COMMON}.json").read_bytes())
    except FileNotFoundError:
        return read_findings(folder).for_municipality(municipality)
    except (pa.ArrowInvalid, ValueError, OSError) as fault:
        raise FindingsError(f"{slices} is damaged: {fault}. Remove it, or make the findings again.") from None
    plan = parse_plan(meta["plan"], where=str(slices / f"{_COMMON}.json"))
    sources = MappingProxyType(meta["sources"])
    internal, identity = meta["internal"] is True, meta["identity"]
    peers = peers_of(shared.pop(_COMPARED), own["projects"])
    return Findings(**own, **shared, peers=peers, plan=plan, fingerprints=sources, internal=internal, identity=identity)


def write_slices(findings: Findings, folder: Path) -> dict[str, bytes]:
    """Write the files into a findings folder, and return their content as `slices_of` does.

    The cost grows with the findings and not with findings times municipalities.
    """
    slices = folder / FOLDER
    slices.mkdir(exist_ok=True)
    files = _files(findings)
    for name, content in files.items():
        (slices / name).write_bytes(content)
    return _by_key(files)


def slices_of(findings: Findings) -> dict[str, bytes]:
    """Return the content of the files by municipality; "" is what all share."""
    return _by_key(_files(findings))


def _files(findings: Findings) -> dict[str, bytes]:
    meta = {
        "format": FORMAT,
        "identity": findings.identity,
        "plan": findings.plan.model_dump(mode="json"),
        "sources": dict(sorted(findings.fingerprints.items())),
        "internal": findings.internal,
    }
    shared = [pa.Table.from_pandas(getattr(findings, name), preserve_index=False) for name in (*_SHARED, _COMPARED)]
    return {
        f"{_COMMON}.arrow": _bytes(shared),
        f"{_COMMON}.json": json.dumps(meta, ensure_ascii=False, sort_keys=True).encode(),
        **{f"{municipality}.arrow": _bytes(tables) for municipality, tables in _parts(findings)},
    }


def _by_key(files: dict[str, bytes]) -> dict[str, bytes]:
    own = {Path(name).stem: content for name, content in files.items() if Path(name).stem != _COMMON}
    return {"": files[f"{_COMMON}.arrow"] + files[f"{_COMMON}.json"], **own}


def _parts(findings: Findings) -> Iterator[tuple[str, list[pa.Table]]]:
    """Yield the tables of each municipality, in the order of the keys; each table is converted once for all."""
    keys = list(findings.municipalities)
    home = findings.projects.set_index("project")["municipality"]
    rounds = findings.projects[["funding_round", "municipality"]].drop_duplicates()
    of_rounds = findings.funding_rounds.reset_index().merge(rounds, on="funding_round").sort_values("index")
    owners = {name: getattr(findings, name)["project"].map(home) for name in OF_PROJECTS}
    owners |= {name: getattr(findings, name)["municipality"] for name in ("projects", "enclosures")}
    parted = {name: _parted(getattr(findings, name), owner, keys) for name, owner in owners.items()}
    parted["funding_rounds"] = _parted(of_rounds[findings.funding_rounds.columns], of_rounds["municipality"], keys)
    for place, municipality in enumerate(keys):
        yield municipality, [parted[name][place] for name in _OWN]


def _parted(table: pd.DataFrame, owners: pd.Series, keys: Sequence[str]) -> list[pa.Table]:
    """Return the rows of each municipality in their order, as views of one table; rows of no municipality are left."""
    places = owners.map({key: place for place, key in enumerate(keys)}).to_numpy(dtype="float64", na_value=len(keys))
    order = places.argsort(kind="stable")
    ends = np.searchsorted(places[order], np.arange(len(keys) + 1))
    whole = pa.Table.from_pandas(table.take(order), preserve_index=False).combine_chunks()
    return [whole.slice(first, end - first) for first, end in pairwise(ends.tolist())]


def _bytes(tables: Sequence[pa.Table]) -> bytes:
    sink = pa.BufferOutputStream()
    for table in tables:
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _read(path: Path, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    source = pa.py_buffer(path.read_bytes())
    reader, tables = pa.BufferReader(source), {}
    for name in names:
        with pa.ipc.open_stream(reader) as stream:
            tables[name] = as_typed(stream.read_all().to_pandas(), "results" if name == _COMPARED else name)
    return tables
