"""Ask a table of cases rule after rule, and sum the answers by project and group in one pass each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.results import TOTAL

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """The rows into which cases are summed, and the place of each case.

    Attributes
    ----------
    rows
        `place` (number of the project), `dimension`, `group`, `period`.
    slots
        Arrays with one entry a case: the number of its row plus one, or 0 where it belongs to none. Groups that overlap
        have an array each.
    """

    rows: pd.DataFrame
    slots: tuple[Places, ...]

    def count(self, flags: Flags) -> npt.NDArray[np.int64]:
        """Return how many cases of each row have the flag."""
        size = len(self.rows) + 1
        return np.sum([np.bincount(slot[flags], minlength=size)[1:] for slot in self.slots], axis=0, dtype=np.int64)

    def total(self, flags: Flags, amounts: Numbers) -> Numbers:
        """Return the sum of the amounts of the cases of each row that have the flag."""
        size = len(self.rows) + 1
        sums = [np.bincount(slot[flags], weights=amounts[flags], minlength=size)[1:] for slot in self.slots]
        return np.sum(sums, axis=0, dtype=np.float64)


class Counted:
    """A table of cases of some projects; answers to rules are kept, because many indicators share them.

    Parameters
    ----------
    table
        One row a case, with `project`; the columns that the rules name.
    projects
        The projects, one row each, with `project`, `start` and `end`.
    areas
        Pairs of `project` and `group`: the programme areas of the projects.
    cut_off
        Series over time end here.
    keys
        Record key of each case (`evaluation.sources.secret`); None if nobody asks for sums of them.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        projects: pd.DataFrame,
        areas: pd.DataFrame,
        cut_off: pd.Timestamp,
        keys: Numbers | None = None,
    ) -> None:
        self.keys = keys
        known = pd.Index(projects["project"])
        self.place: Places = known.get_indexer(pd.Index(table["project"])).astype(np.int64)
        texts = [name for name in table if pd.api.types.is_string_dtype(table[name].dtype)]
        self._table = table.assign(**{name: table[name].astype("category") for name in texts})
        self._projects, self._areas, self._cut_off = projects, areas, cut_off
        self._masks: dict[str, Flags] = {}
        self._layouts: dict[tuple[str, str], Layout] = {}

    def where(self, rule: str) -> Flags:
        """Return for each case whether the rule holds; where it cannot be told it does not."""
        if rule not in self._masks:
            self._masks[rule] = holds(self._table, rule)
        return self._masks[rule]

    def amounts(self, column: str) -> Numbers:
        """Return a column of numbers; an unknown amount adds nothing."""
        return self._table[column].astype("float64").fillna(0.0).to_numpy()

    def asked(self, column: str) -> Flags:
        """Return for each project whether any case has a value in the column."""
        return self.by_project(self._table[column].notna().to_numpy()) > 0

    def by_project(self, flags: Flags) -> npt.NDArray[np.int64]:
        """Return how many cases of each project have the flag."""
        return self.layout(TOTAL).count(flags)

    def codes(self, column: str, groups: tuple[str, ...]) -> Places:
        """Return the number of the group of each case, -1 for none."""
        return pd.Index(groups).get_indexer(pd.Index(self._table[column].astype("object"))).astype(np.int64)

    def layout(self, dimension: str, day: str = "") -> Layout:
        """Return the rows and places of a dimension over the whole term, or by the quarter of a day."""
        key = (dimension, day)
        if key not in self._layouts:
            self._layouts[key] = self._by_quarter(dimension, day) if day else self._whole_term(dimension)
        return self._layouts[key]

    def _whole_term(self, dimension: str) -> Layout:
        places = np.arange(len(self._projects))
        if dimension == TOTAL:
            return Layout(_rows(places, TOTAL, TOTAL), (self.place + 1,))
        facts = DIMENSIONS[dimension]
        if facts.rules:
            rows = pd.concat([_rows(places, dimension, group) for group in facts.groups], ignore_index=True)
            return Layout(rows, tuple(self._slots_where(rule, number) for number, rule in enumerate(facts.rules)))
        if facts.groups and facts.column:
            code = self.codes(facts.column, facts.groups)
            rows = _rows(np.repeat(places, len(facts.groups)), dimension, list(facts.groups) * len(places))
            known = (code >= 0) & (self.place >= 0)
            return Layout(rows, (np.where(known, self.place * len(facts.groups) + code + 1, 0),))
        pairs = pd.MultiIndex.from_frame(self._areas[["project", "group"]])
        own = pd.MultiIndex.from_arrays([self._table["project"].astype("object"), self._table[facts.column]])
        home = pd.Index(self._projects["project"]).get_indexer(pd.Index(self._areas["project"]))
        return Layout(_rows(home, dimension, list(self._areas["group"])), (pairs.get_indexer(own) + 1,))

    def _slots_where(self, rule: str, number: int) -> Places:
        known = self.where(rule) & (self.place >= 0)
        return np.where(known, number * len(self._projects) + self.place + 1, 0)

    def _by_quarter(self, dimension: str, day: str) -> Layout:
        whole = self.layout(dimension)
        quarters = self._quarters
        rows = whole.rows.reset_index(names="row").drop(columns="period").merge(quarters, on="place")
        number = pd.Series(np.arange(1, len(rows) + 1), index=pd.MultiIndex.from_frame(rows[["row", "period"]]))
        period = _quarter_names(self._table[day])
        slots = []
        for slot in whole.slots:
            place = number.index.get_indexer(pd.MultiIndex.from_arrays([slot - 1, period]))
            slots.append((place + 1).astype(np.int64))
        return Layout(rows.drop(columns="row")[["place", "dimension", "group", "period"]], tuple(slots))

    @cached_property
    def _quarters(self) -> pd.DataFrame:
        """Return `place` and `period`, from the start of each project to the cut-off date or its end."""
        last = self._projects["end"].clip(upper=self._cut_off)
        first, until = (days.dt.year * 4 + days.dt.quarter - 1 for days in (self._projects["start"], last))
        length = (until - first + 1).clip(lower=0).to_numpy()
        place = np.repeat(np.arange(len(length)), length)
        number = np.repeat(first.to_numpy(), length) + np.concatenate([np.arange(one) for one in (*length, 0)])
        names = pd.Series(number // 4).astype("str") + "-Q" + pd.Series(number % 4 + 1).astype("str")
        return pd.DataFrame({"place": place, "period": names.astype("str")})


def holds(table: pd.DataFrame, rule: str) -> Flags:
    """Return for each row whether a rule holds; where it cannot be told it does not."""
    # every column of the table would be made ready for the rule, and a rule names two or three of a hundred
    named = [name for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", rule)) if name in table]
    return table[named].eval(rule, engine="python").fillna(value=False).to_numpy(dtype=bool)


def _rows(place: npt.NDArray[np.int64], dimension: str, group: str | list[str]) -> pd.DataFrame:
    return pd.DataFrame({"place": place, "dimension": dimension, "group": group, "period": ""})


def _quarter_names(days: pd.Series) -> pd.Series:
    return days.dt.year.astype("Int64").astype("str") + "-Q" + days.dt.quarter.astype("Int64").astype("str")
