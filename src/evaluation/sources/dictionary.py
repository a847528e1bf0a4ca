"""The data dictionary, written from the contracts."""

from __future__ import annotations

from evaluation.sources.contracts import CONTRACTS, DAY, DECIMAL, INTEGER, TEXT, Contract
from evaluation.words import NARRATIVES

_TYPES = {TEXT: "text", INTEGER: "whole number", DECIMAL: "number", DAY: "day"}

_HEAD = """# Data dictionary

<!-- Written by `evaluation dictionary` from the contracts in src/evaluation/sources/contracts/. -->

A data folder holds one file a table, named after the table: CSV (comma or semicolon, UTF-8 with or without mark,
decimal point or comma), Excel (`.xlsx`, first sheet) or Parquet. Days are `2020-12-31` or `31.12.2020`. Codes are text:
keep leading zeros. An empty cell means that the value is not known. `evaluation check FOLDER` prints every fault at
once.

Ids are pseudonyms. Names, addresses, full dates of birth and notes about persons have no place in these tables; the key
from pseudonym to person stays outside.

`demo/` holds five real projects with their official facts and **synthetic** persons, enterprises and events, written by
`evaluation demo`; `demo/truth.json` holds the parameters from which they were drawn, `demo/plan.toml` the plan.
"""


_BESIDE = f"""## Beside the tables

None of these files must be there; a strange one is a fault. They become part of the findings, so that an auditor who
runs the walk again gets the same report.

- `narratives/<AGS>/<chapter>.md`: the words of the evaluators on a chapter of the report of one municipality, in
  Markdown. They are set in their place and marked as the judgement of the evaluators. Chapters:
  {", ".join(f"`{name}`" for name in NARRATIVES)}.
- `themes/<AGS>/theme.toml`: the look of that report, with `organisation`, `accent` (a colour such as `"#0b5563"` that
  is dark enough to be read) and `logo` (what the logo shows); and `themes/<AGS>/logo.svg`, its letters saved as paths.
"""


def data_dictionary() -> str:
    """Return the data dictionary as Markdown: each table, each column, what is allowed, how it is used."""
    return "\n".join([_HEAD, _overview(), *(_chapter(contract) for contract in CONTRACTS.values()), _BESIDE])


def _overview() -> str:
    lines = ["| table | one row is | must be there | about persons |", "| --- | --- | --- | --- |"]
    for contract in CONTRACTS.values():
        required, personal = ("yes" if flag else "no" for flag in (contract.required, contract.personal))
        lines.append(f"| [{contract.name}](#{contract.name}) | {contract.sentence} | {required} | {personal} |")
    return "\n".join(
        [*lines, "", "A table that may be missing and is missing counts as *not collected*, never as none.", ""]
    )


def _chapter(contract: Contract) -> str:
    points_to = {one.column: f"{one.table}.{one.key}" for one in contract.references}
    lines = [
        f"## {contract.name}",
        "",
        contract.sentence,
        "",
        f"Key: {', '.join(f'`{name}`' for name in contract.key)}.",
        "",
        "| column | type | may be empty | allowed | what it is | how it is used |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, column in contract.schema.columns.items():
        metadata = column.metadata or {}
        kind = _TYPES[metadata["type"]] + (f", {metadata['unit']}" if metadata["unit"] else "")
        allowed = [check.description for check in column.checks if check.description]
        if name in points_to:
            allowed.append(f"stands in `{points_to[name]}`")
        empty = "yes" if column.nullable or metadata["empty"] else "no"
        cells = [f"`{name}`", kind, empty, "; ".join(allowed) or "any", column.description or "", metadata["use"]]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])
