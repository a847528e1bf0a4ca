"""Raw results for tests: single rows by hand, and whole tables counted from invented persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd
from hypothesis import strategies as st

from evaluation.disclosure import protect
from evaluation.indicators.model import Relation
from evaluation.results import COUNT_COLUMNS, RESULT_COLUMNS, VALUE_COLUMNS

GENDERS = ("female", "male", "non_binary")
NUMBERS = (*COUNT_COLUMNS, *VALUE_COLUMNS)
SHARE = {"events", "unknown", "estimate", "conf_low", "conf_high"}

Row = dict[str, Any]


# --- single rows ------------------------------------------------------------------------------------------------------


def result(
    events: int | None,
    n: int | None = None,
    unknown: int | None = None,
    not_mature: int | None = None,
    *,
    group: str = "total",
    period: str = "",
    **facts: Any,
) -> Row:
    """Return one raw row: a count, or a share if there is an `n`."""
    filled = {
        "indicator": "entries" if n is None else "placement",
        "municipality": "14713000",
        "project": "A",
        "funding_round": "R1",
        "dimension": "total" if group == "total" else "gender",
        "group": group,
        "period": period,
        "n": n,
        "events": events,
        "unknown": unknown,
        "not_mature": not_mature,
        "unit": "persons",
        "method": "count" if n is None else "wilson",
        "status": "published",
        "contributors": events if n is None else n,
    }
    if n == 0:
        filled["status"] = "not_mature" if not_mature else "not_applicable"
    if n and events is not None:
        filled |= {"estimate": events / n, "conf_low": 0.5 * events / n, "conf_high": 0.5 + 0.5 * events / n}
    return filled | facts


def amount(total: int, n: int, **facts: Any) -> Row:
    """Return the raw row of a sum over `n` persons."""
    bare = {"method": "total", "indicator": "hours", "unit": "hours", "estimate": None, "conf_low": None}
    return result(total, n, **bare | {"conf_high": None} | facts)


def mean(total: int, n: int, **facts: Any) -> Row:
    """Return the raw row of a mean over `n` persons."""
    row = amount(total, n, **{"indicator": "hours_mean"} | facts) | {"method": "mean", "events": None}
    return row | ({"estimate": total / n, "conf_low": total / n - 1, "conf_high": total / n + 1} if n else {})


def raw(*rows: Row) -> pd.DataFrame:
    whole = dict.fromkeys((*COUNT_COLUMNS, "contributors"), "Int64")
    real = dict.fromkeys(VALUE_COLUMNS, "Float64")
    return pd.DataFrame(list(rows), columns=[*RESULT_COLUMNS, "contributors"]).astype(whole | real)


def by_gender(*rows: tuple[int, ...], make: Callable[..., Row] = result) -> pd.DataFrame:
    """Return rows for total, female, male, non_binary."""
    return raw(*(make(*row, group=group) for group, row in zip(("total", *GENDERS), rows, strict=True)))


def cross_table(cells: dict[str, tuple[int, ...]], unknown_gender: tuple[int, ...] = (), **facts: Any) -> Iterator[Row]:
    """Yield count rows over gender and quarter with all their totals, from the inner counts by gender."""
    length = len(next(iter(cells.values())))
    everybody = [*cells.values(), unknown_gender or (0,) * length]
    for group, counts in {"total": tuple(map(sum, zip(*everybody, strict=True))), **cells}.items():
        yield result(sum(counts), group=group, **facts)
        for number, count in enumerate(counts, start=1):
            yield result(count, group=group, period=f"Q{number}", **facts)


def law(whole: str, *parts: str, exhaustive: bool = False, **facts: Any) -> Relation:
    return Relation(f"{whole} of {parts}", whole, parts, exhaustive, "", (), "", **facts)


def hidden(row_or_rows: Row | pd.DataFrame, smallest_cell: int = 3, relations: Iterable[Relation] = ()) -> Any:
    """Return the hidden columns of each row, as sets."""
    rows = row_or_rows if isinstance(row_or_rows, pd.DataFrame) else raw(row_or_rows)
    protected = protect(rows, smallest_cell, tuple(relations))
    found = [set(names.split()) for names in protected["suppressed"]]
    return found if isinstance(row_or_rows, pd.DataFrame) else found[0]


# --- tables of invented persons ---------------------------------------------------------------------------------------


class Persons(NamedTuple):
    """So many persons who are alike. Who has no known gender is in the totals alone."""

    number: int
    gender: str = "female"
    quarter: str = "Q1"
    status: str = "unemployed"
    placed: str = "yes"
    stable: str = "yes"
    refugee: bool = False
    parent: bool = False
    hours: int = 10


STATUSES = ("unemployed", "inactive", "employed")

LAWS = (
    law("entries", *STATUSES, exhaustive=True),
    *(law(status, f"entries@{status}", exhaustive=True) for status in STATUSES),
    law("placement.n", "unemployed", "inactive", exhaustive=True),
    law("placement", "stabilised.n"),
    law("entries", "trained"),
    law("entries", "trained_employed", "placement.n", disjoint=True),
    law("employed", "trained_employed"),
    law("unemployed", "trained_seekers", others=("inactive",)),
)
"""What holds between the indicators of `counted`."""


def counted(everybody: Iterable[Persons], project: str = "A") -> Iterator[Row]:
    """Count persons as the catalogue does: all, by gender and status, by target group; entries by quarter too.

    The inactive are a target group, too.
    """
    people = pd.DataFrame(list(everybody), columns=Persons._fields)
    quarters = sorted(people["quarter"].unique())
    groups = [("total", "total", people)]
    groups += [("gender", gender, people[people["gender"] == gender]) for gender in GENDERS]
    groups += [("status_at_entry", status, people[people["status"] == status]) for status in STATUSES]
    groups += [("target_group", name, people[people[name].astype(bool)]) for name in ("refugee", "parent")]
    groups += [("target_group", "inactive", people[people["status"] == "inactive"])]
    for dimension, group, members in groups:
        facts = {"project": project, "dimension": dimension, "group": group}
        for period, present in [("", members), *((one, members[members["quarter"] == one]) for one in quarters)]:
            yield result(_sum(present), period=period, **facts)
        trained = members[members["hours"] > 0]
        hours = int((trained["number"] * trained["hours"]).sum())
        yield amount(hours, _sum(trained), **facts)
        yield mean(hours, _sum(trained), **facts)
        if dimension != "status_at_entry":
            yield from _by_status(members, trained, facts)


def _by_status(members: pd.DataFrame, trained: pd.DataFrame, facts: Row) -> Iterator[Row]:
    for status in STATUSES:
        yield result(_sum(members, status=status), **facts, indicator=status)
    seekers = members[members["status"] != "employed"]
    placed, unknown = _sum(seekers, placed="yes"), _sum(seekers, placed="unknown")
    yield result(placed, _sum(seekers), unknown, 0, **facts)
    followed = seekers[(seekers["placed"] == "yes") & (seekers["stable"] != "too_early")]
    too_early = placed - _sum(followed)
    share = (_sum(followed, stable="yes"), _sum(followed), _sum(followed, stable="unknown"), too_early)
    yield result(*share, **facts, indicator="stabilised")
    trained_employed = _sum(trained, status="employed")
    yield result(_sum(trained), **facts, indicator="trained")
    yield result(trained_employed, **facts, indicator="trained_employed")
    yield result(_sum(trained) - trained_employed, **facts, indicator="trained_seekers")


def _sum(members: pd.DataFrame, **values: str) -> int:
    for column, value in values.items():
        members = members[members[column] == value]
    return int(members["number"].sum())


def persons() -> st.SearchStrategy[list[Persons]]:
    """Draw who takes part in a project: small groups of persons who are alike."""
    alike = st.builds(
        Persons,
        number=st.sampled_from([1, 1, 1, 2, 3, 4, 7]),
        gender=st.sampled_from(["female", "female", "male", "male", "non_binary", "unknown"]),
        quarter=st.sampled_from(["Q1", "Q2", "Q3"]),
        status=st.sampled_from(STATUSES),
        placed=st.sampled_from(["yes", "no", "unknown"]),
        stable=st.sampled_from(["yes", "no", "unknown", "too_early"]),
        refugee=st.booleans(),
        parent=st.booleans(),
        hours=st.sampled_from([0, 10, 25]),
    )
    return st.lists(alike, min_size=1, max_size=12)
