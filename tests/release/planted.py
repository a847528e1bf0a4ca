"""Data of one project, small enough to be run in a test, with hostile text in every field and marked small numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from evaluation.sources.contracts import CONTRACTS

DEMO = Path(__file__).parents[2] / "data" / "demo"
JENA = "jena-teilhabe-am-wachstum"
MUNICIPALITY = "16053000"

HOSTILE = {
    "formula": '=HYPERLINK("http://boese.example";"klick")',
    "plus": "+1+1",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*2",
    "cell of a German spreadsheet": "Anfang;=1+1;\"=2+2;'@x;\tEnde",
    "typst": '#import "x": y #panic() [*a*] <b> @c',
    "tex": r"$x^2$ \(y\) $$\frac{1}{2}$$ \foo",
    "markdown": "**fett** [Verweis](http://boese.example) `code`",
    "html": "<script>alert(7)</script><b>&amp;</td>",
    "attribute": '"\' onmouseover="alert(8)',
    "python": "{{ 7*7 }} {name} %s ${__import__('os')}",
    "workbook": "_x0041_ <r><t>z</t></r> &P &[Datum]",
    "sql": "'); DROP TABLE lines;--",
    "json": r'"}],"x":[{"y":"\u0041',
    "path": r"../../boese/../datei C:\boese\nul",
    "format characters": "Vier\u200btels\u00adort",
    "marks": "C\u0328\u0306 R\u0325\u0304 \u010d\u0323",
}
"""Text that is something else than text to one of the tools."""

NAME = " ".join(HOSTILE[kind] for kind in ("typst", "tex", "html", "python", "attribute"))
"""Name of the project: it heads tables and figures."""

PLACE = " ".join(['../J<i>"', HOSTILE["cell of a German spreadsheet"], "$x$"])
"""Name of the municipality: it stands in messages and in the ledger, and names files."""

EVERYTHING = " ".join(HOSTILE.values())
"""Text of a field that may be long."""

NARRATIVE = f"""{HOSTILE["formula"]}

{HOSTILE["html"]} {HOSTILE["typst"]} {HOSTILE["python"]} {HOSTILE["path"]}

- Punkt
- [Verweis](javascript:alert) und ![Bild](http://boese.example/bild.png)

{"x" * 10_000}

```
{"y" * 10_000}
```

{"> " * 30}tief

| a | b |
| - | - |
| {"z" * 300} | =1+1 |
"""

HOURS = 4321
"""Hours of each of the two persons who did an internship: their sum, 8,642, is the number of a cell of two persons."""


CODE = re.compile(rb"[A-Z]{1,3}-[A-Z]{3}-[0-9]+")
"""Codes of persons, enterprises, events and of what is known about them, as the demo data write them."""


def codes_of_records(data: Path) -> set[str]:
    """Return every code of every record of the tables about persons, enterprises and events."""
    codes = set()
    for name, contract in CONTRACTS.items():
        if contract.personal or name in ("enterprises", "events", "advice_contacts", "attendances", "jobs_reported"):
            table = pd.read_csv(data / f"{name}.csv", dtype="str")
            named = {contract.key[0], "person", *(one.column for one in contract.references if one.table != "projects")}
            codes |= {code for column in named & set(table) for code in table[column].dropna()}
    return codes


def planted(folder: Path) -> Path:
    """Write the data of Jena with marks and hostile text into a folder, and return it."""
    folder.mkdir()
    tables = of_jena({path.stem: pd.read_csv(path, dtype="str") for path in sorted(DEMO.glob("*.csv"))})
    with_small_number(tables)
    with_hostile_text(tables)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    title = f'title = """{HOSTILE["html"]} {HOSTILE["tex"]}"""'.replace("\\", "\\\\")
    lines = (DEMO / "plan.toml").read_text("utf-8").splitlines()
    plan = "\n".join(title if line.startswith("title") else line for line in lines)
    (folder / "plan.toml").write_text(plan + "\n", encoding="utf-8")
    for path, text in {
        f"narratives/{MUNICIPALITY}/lasted.md": NARRATIVE,
        f"themes/{MUNICIPALITY}/theme.toml": f"organisation = '''{HOSTILE['html']} {HOSTILE['typst']}'''\n",
    }.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def of_jena(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what belongs to the project in Jena."""
    mine = {name: table[table["project"] == JENA] if "project" in table else table for name, table in tables.items()}
    people = mine["participations"]
    for name, table in mine.items():
        if "participation" in table and name != "vacancies":
            mine[name] = table[table["participation"].isin(people["participation"])]
    mine["employment_spells"] = tables["employment_spells"][
        tables["employment_spells"]["person"].isin(people["person"])
    ]
    mine["attendances"] = tables["attendances"][tables["attendances"]["event"].isin(mine["events"]["event"])]
    rounds = tables["funding_rounds"]
    mine["funding_rounds"] = rounds[rounds["funding_round"].isin(mine["projects"]["funding_round"])]
    return {name: table.reset_index(drop=True) for name, table in mine.items()}


def with_small_number(tables: dict[str, pd.DataFrame]) -> None:
    """Let two persons alone do an internship."""
    activities = tables["activities"]
    interns = activities["kind"] == "internship"
    first = activities[interns].drop_duplicates("participation").index[:2]
    activities.loc[interns, "kind"] = "trial_work"
    activities.loc[first, ["kind", "hours"]] = ["internship", f"{HOURS}.0"]


def with_hostile_text(tables: dict[str, pd.DataFrame]) -> None:
    """Write hostile text into every field that holds free text; each kind is also a sector and a fact of its own."""
    source = {"measure": "population", "level": "city", "unit": "persons", "reference_date": "2016", "value": "9"}
    tables["context"] = pd.DataFrame([{"project": JENA, **source}], columns=tables["context"].columns, dtype="str")
    turn = {"project": JENA, "changed_on": "2019-01-01"}
    tables["turning_points"] = pd.DataFrame([turn], columns=tables["turning_points"].columns, dtype="str")
    names = {"projects.name": NAME, "projects.municipality_name": PLACE, "dataset.provider": HOSTILE["html"]}
    for name, contract in CONTRACTS.items():
        for column, specification in contract.schema.columns.items():
            length = [check for check in specification.checks if check.name == "str_length"]
            if length and (name, column) not in (("participations", "programme_area"), ("enterprises", "sector")):
                text = names.get(f"{name}.{column}", EVERYTHING[: length[0].statistics["max_value"]].strip())
                tables[name][column] = text
    details = {"project": JENA, "kind": "partner", "stated_in": "prose", "answer": "stated"}
    facts = [{**details, "position": str(700 + place), "text": text} for place, text in enumerate(HOSTILE.values())]
    areas = _areas(tables["participations"])
    facts += [
        {**details, "kind": "programme_area", "position": str(800 + place), "text": text}
        for place, text in enumerate(areas)
    ]
    kept = tables["project_details"][tables["project_details"]["kind"] != "programme_area"]
    tables["project_details"] = pd.concat([kept, pd.DataFrame(facts)], ignore_index=True)
    events = tables["events"].loc[tables["events"]["kind"] != "fair", "event"]
    guests = tables["attendances"].loc[tables["attendances"]["event"].isin(events), "enterprise"]
    firms = tables["enterprises"][tables["enterprises"]["sector"].notna()]
    seen = firms["enterprise"].isin(guests)
    for some in (firms.index[seen], firms.index[~seen]):  # a sector of fewer than three firms is not named
        every = [list(HOSTILE.values())[place % len(HOSTILE)] for place in range(len(some))]
        tables["enterprises"].loc[some, "sector"] = every


def _areas(people: pd.DataFrame) -> list[str]:
    """Give the programme areas hostile names, and return them."""
    known = sorted(people["programme_area"].dropna().unique())
    named = dict(zip(known, [f"{HOSTILE['formula']} {HOSTILE['tex']}", HOSTILE["html"], PLACE], strict=False))
    people["programme_area"] = people["programme_area"].map(named)
    return list(named.values())
