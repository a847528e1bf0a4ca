"""Write docs/indicators.md from the catalogue and its specifications; with `--check`, tell whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from codes import CODE_LISTS
from records import CHOICES, USUAL
from specification import COUNTS_AS, PRIMARY, WHY, Example, Expectation, Specification, specifications

from evaluation import words
from evaluation.indicators import DIMENSIONS, INDICATORS, Chapter, Estimator, Indicator, Table, catalogue

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"

_CHAPTERS = {
    Chapter.REACH: "Reach",
    Chapter.EXIT: "Result at exit",
    Chapter.LASTED: "What lasted",
    Chapter.PATHWAY: "Pathway",
    Chapter.QUALITY: "Quality of the data",
    Chapter.ECONOMY: "Local economy",
}
_ESTIMATORS = {
    Estimator.COUNT: "count: `events` is the result",
    Estimator.TOTAL: "total: `events` is the sum of `amount` over the `n` cases, in whole units",
    Estimator.WILSON: "share `events` / `n` with its Wilson interval",
    Estimator.RATIO: "share `events` / `n` of a full count, without an interval",
    Estimator.MEAN: "mean of `amount` over the `n` cases with its t interval",
    Estimator.MEASURE: "measure of the network of `n` firms, without an interval",
    Estimator.SEGMENTED: "parameter of a segmented regression over `n` months, with Newey-West limits",
    Estimator.POST_STRATIFIED: "share among those who answered, weighted to all; `events` and `n` stay unweighted",
}
_TABLES = {
    Table.COHORT: "cohort: one row per participation",
    Table.CASES: "cases outside participations",
    Table.NETWORK: "network: one row per project and period, and for each part",
    Table.SERIES: "series: one row per month of a project",
}
_PLACEHOLDERS = {
    "{months}": ("each of `stability.horizons_months`", CHOICES["stability"]["horizons_months"]),
    "{mode}": (
        "each of `stability.modes`: on the day itself (`point`), or until then without a longer break than tolerated "
        "(`continuous`)",
        CHOICES["stability"]["modes"],
    ),
    "{after}": ("each of `after_exit.months`", CHOICES["after_exit"]["months"]),
}

_HEAD = """# Indicators

<!-- Written by `make indicators` from src/evaluation/indicators/ and tests/specifications/; do not edit by hand. -->

Every number of a report has an entry here: who is counted, what counts, when it is looked at, where the definition
comes from, and at least one worked example. The definitions are those that the package computes and prints; the
examples are tests. German names and phrases stand as the report prints them.

## How to read an entry

- **population**, **event** and **window** are the German phrases of the report: who is counted, what counts, when it is
  looked at. Numbers in them (28 days, 6 months) are choices of the plan, shown here as in the usual plan below.
- **n**, **events**, **unknown** and **not_mature** are the rules as computed: expressions over the columns of the
  [cohort](../src/evaluation/cohorts/columns.py), of the [cases](../src/evaluation/cohorts/cases.py), or names of
  columns of the [network](../src/evaluation/network/columns.py). An outcome such as `placement` is `yes`, `no`,
  `unknown` or `not_mature`, and empty where the question does not arise. A case counts in `events` only if it is in
  `n`.
- An **example** shows source records as they are delivered (see [the data dictionary](../data/README.md)) and the
  numbers that come out for project `A`, in total over the whole term unless it says otherwise. `-` is an empty cell.
  Columns that are not shown hold what is usual; tables that are not shown were not delivered, or are empty if they
  must be.
- The columns **counts as** and **why** are no source data. They tell what becomes of a record:

| counts as | meaning |
| --- | --- |
| event | in numerator and denominator |
| other | in the denominator only |
| unknown | mature, but not observed: stays in the denominator |
| not_mature | the day to look at had not come by the cut-off date: counted beside the share, not in it |
| no case | the indicator is not about this person |
| no record | no participation of its own: a re-entry, a short contact, or not known at the cut-off date |

A result can also be *not applicable* (there is no case), *not mature* (there are cases, but none can be judged yet) or
*not collected* (the rule set does not know the indicator, a table was not delivered, or the project did not ask). None
of these is 0. Words: see [the glossary](glossary.md).
"""


def build() -> str:
    """Return the page."""
    lines = [_HEAD]
    lines += [*_rule_sets(), *_usual(), *_contents(), *_code_index()]
    for chapter, title in _CHAPTERS.items():
        lines += [f"## {title}", ""]
        for indicator in INDICATORS:
            if indicator.chapter is chapter:
                lines += _section(indicator)
    return "\n".join(lines).rstrip() + "\n"


def heading(indicator: Indicator) -> str:
    """Return the heading of an indicator: its codes and its name."""
    codes = dict.fromkeys(code for code in indicator.codes.values() if code)
    return f"{', '.join(codes)} · `{indicator.name}`" if codes else f"`{indicator.name}`"


def anchor(text: str) -> str:
    """Return the anchor that GitHub gives a heading: small letters, hyphens for blanks, no other punctuation."""
    return "".join(one for one in text.lower().replace(" ", "-") if one.isalnum() or one in "-_")


def _link(indicator: Indicator, text: str) -> str:
    return f"[{text}](#{anchor(heading(indicator))})"


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [columns, ("---",) * len(columns), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines] + [""]


def _rule_sets() -> Iterator[str]:
    yield from ("## Rule sets", "")
    yield "A funding round has one rule set. It decides which indicators are known, and under which code."
    yield ""
    yield from _table(("rule set", "in German"), [(f"`{name}`", text) for name, text in words.RULE_SETS.items()])


def _usual() -> Iterator[str]:
    yield from ("## The usual plan and the usual record", "")
    yield "The examples use this plan unless they name another choice:"
    yield ""
    flat = {
        f"{part}.{name}" if isinstance(choices, dict) else part: value
        for part, choices in CHOICES.items()
        for name, value in (choices.items() if isinstance(choices, dict) else [("", choices)])
    }
    shown = {name: value for name, value in flat.items() if name not in ("title", "seed", "funding_rounds")}
    yield from _table(("choice", "value"), [(f"`{name}`", _choice(value)) for name, value in shown.items()])
    yield "Cells that are not shown hold:"
    yield ""
    used = dict.fromkeys(name for one in specifications() for name in one.tables)
    for name in (one for one in USUAL if one in {*used, "projects"}):
        cells = ", ".join(f"`{column}` = {value}" for column, value in USUAL[name].items())
        yield f"- `{name}`: {cells or 'nothing'}"
    yield ""
    yield (
        "All other cells are empty; records number themselves (T1, T2, … of the persons P1, P2, …), and an exit has "
        "`exit_kind` = completed. The round has the rule set of the example."
    )
    yield ""


def _contents() -> Iterator[str]:
    yield from ("## Contents", "")
    for chapter, title in _CHAPTERS.items():
        names = [_link(one, f"`{one.name}`") for one in INDICATORS if one.chapter is chapter]
        yield f"- [{title}](#{anchor(title)}): {', '.join(names)}"
    yield ""


def _code_index() -> Iterator[str]:
    yield from ("## Codes", "")
    for title, codes in CODE_LISTS.items():
        yield from (f"**{title}**", "")
        rows = []
        for code, reason in codes.items():
            claimed = [one for one in INDICATORS if code in one.codes.values()]
            links = ", ".join(_link(one, f"`{one.name}`") for one in claimed)
            rows.append((code, "; ".join(part for part in (links, reason) if part)))
        yield from _table(("code", "indicator, or why there is none"), rows)


def _section(indicator: Indicator) -> Iterator[str]:
    own = [one for one in specifications() if one.indicator is indicator]
    usual = {one.name: one for one in catalogue(own[0].plan if own else specifications()[0].plan)}
    filled = usual.get(own[0].measured if own else indicator.name, indicator)
    yield from (f"### {heading(indicator)}", "", f"**{filled.title}** · {filled.title_en}", "")
    used = {mark: told for mark, told in _PLACEHOLDERS.items() if mark in indicator.name}
    for mark, (meaning, values) in used.items():
        yield f"`{mark}` stands for {meaning} of the plan, here {_choice(values)}."
    if used:
        yield from (f"Shown as `{filled.name}`.", "")
    yield from _table(("", "definition"), list(_facts(filled)))
    for number, specification in enumerate(own, start=1):
        label = f"Example {number}" if len(own) > 1 else "Example"
        yield from _example(specification, label)


def _facts(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "population", indicator.population
    yield "event", indicator.event
    yield "window", indicator.window
    yield "unit", indicator.unit
    yield "estimator", _ESTIMATORS[indicator.estimator]
    dimensions = [f"{DIMENSIONS[name].title} (`{name}`)" for name in indicator.by]
    yield "breakdowns", ", ".join(dimensions) or "none"
    if indicator.day:
        yield "over time", f"by the quarter of `{indicator.day}`"
    sets = [f"`{name}`" + (f" ({code})" if code else "") for name, code in indicator.codes.items()]
    yield "rule sets", ", ".join(sets)
    yield "counted table", _TABLES[indicator.table]
    for name in ("n", "events", "unknown", "not_mature", "amount"):
        if rule := getattr(indicator, name):
            yield name, f"`{rule}`"
    if indicator.needs:
        yield "needs", ", ".join(f"`{name}`" for name in indicator.needs)
    if indicator.asked:
        yield "asked", f"only where the project has values of `{indicator.asked}`"
    yield "defined by", indicator.family + (", exploratory" if indicator.exploratory else "")
    yield "source", indicator.source


def _example(specification: Specification, label: str) -> Iterator[str]:
    yield from (f"**{label}.** {specification.about}", "")
    told = [f"`{name}` = {_choice(value)}" for name, value in specification.choices.items()]
    if specification.rule_set != next(iter(specification.indicator.codes)):
        told.append(f"rule set `{specification.rule_set}`")
    if specification.measured != specification.indicator.name and "{" not in specification.indicator.name:
        told.append(f"indicator `{specification.measured}`")
    if "{" in specification.indicator.name:
        told.append(f"`{specification.measured}`")
    if told:
        yield from (f"Here: {'; '.join(told)}.", "")
    first = PRIMARY[specification.indicator.table]
    for table in sorted(specification.tables.values(), key=lambda one: one.name not in first):
        yield from _records(table)
    counts = [_expected(specification.indicator, one) for one in specification.expected]
    if len(counts) == 1:
        yield from (f"Result: **{counts[0]}**.", "")
    else:
        yield from ("Result:", "", *(f"- **{one}**" for one in counts), "")


def _records(table: Example) -> Iterator[str]:
    yield from (f"`{table.name}`", "")
    if not table.rows:
        yield from ("Delivered, without a row.", "")
        return
    columns = tuple(name if name in (COUNTS_AS, WHY) else f"`{name}`" for name in table.columns)
    yield from _table(columns, list(table.rows))


def _expected(indicator: Indicator, expectation: Expectation) -> str:
    numbers = expectation.numbers
    place = [part for part in (expectation.dimension, None if expectation.is_total else expectation.group) if part]
    place = [expectation.period] * bool(expectation.period) + [one for one in dict.fromkeys(place) if one != "total"]
    told = [_status(indicator, expectation)]
    told += [f"{numbers[name]} {name.replace('_', ' ')}" for name in ("unknown", "not_mature") if numbers.get(name)]
    if "estimate" in numbers and indicator.estimator is not Estimator.MEAN:
        told.append(f"share {_percent(numbers['estimate'])}")
    elif indicator.estimator in (Estimator.WILSON, Estimator.RATIO) and numbers.get("n"):
        told.append(f"share {_percent(numbers.get('events', 0) / numbers['n'])}")
    return (", ".join(place) + ": " if place else "") + "; ".join(told)


def _status(indicator: Indicator, expectation: Expectation) -> str:
    numbers = expectation.numbers
    if expectation.status != "published":
        return expectation.status.replace("_", " ")
    if indicator.estimator is Estimator.COUNT:
        return _amount(numbers.get("events", 0), indicator.unit)
    persons = _amount(numbers.get("n", 0), "persons")
    if indicator.estimator is Estimator.TOTAL:
        return f"{_amount(numbers.get('events', 0), indicator.unit)} of {persons}"
    if indicator.estimator is Estimator.MEAN:
        return f"mean of {_amount(numbers['estimate'], indicator.unit)}, over {persons}"
    return f"{numbers.get('events', 0)} of {numbers.get('n', 0)}"


def _amount(number: float, unit: str) -> str:
    return f"{number:g} {unit.removesuffix('s') if number == 1 else unit}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def _choice(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_choice, value)) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def main(arguments: list[str]) -> None:
    """Write the page; with `--check`, end with one sentence if it is not current."""
    text = build()
    if arguments != ["--check"]:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/indicators.md is not current: run `make indicators`.")


if __name__ == "__main__":
    main(sys.argv[1:])
