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

    def count(self, flags: Flags) -> Numbers:
        """Return how many cases of each row have the flag."""
        return self.total(flags, None)

    def total(self, flags: Flags, amounts: Numbers | None) -> Numbers:
        """Return the sum of the amounts of the cases of each row that have the flag; without amounts each case is 1."""
        size = len(self.rows) + 1
        weights = None if amounts is None else amounts[flags]
        sums = [np.bincount(slot[flags], weights, minlength=size)[1:] for slot in self.slots]
        return np.sum(sums, axis=0, dtype=np.float64)


@dataclass(frozen=True)
class Breakdown:
    """The rows of an indicator: those of several layouts, one after the other."""

    rows: pd.DataFrame
    layouts: tuple[Layout, ...]

    def count(self, flags: Flags) -> Numbers:
        """Return how many cases of each row have the flag."""
        return np.concatenate([layout.count(flags) for layout in self.layouts])

    def total(self, flags: Flags, amounts: Numbers) -> Numbers:
        """Return the sum of the amounts of the cases of each row that have the flag."""
        return np.concatenate([layout.total(flags, amounts) for layout in self.layouts])


class Asked:
    """A table that is asked rule after rule; answers are kept, because many indicators share them."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table
        self._columns: dict[str, pd.Series] = {}
        self._flags: dict[str, Flags] = {}

    def __len__(self) -> int:
        return len(self._table)

    def column(self, name: str) -> pd.Series:
        """Return a column; texts as categories, which are compared faster."""
        if name not in self._columns:
            column = self._table[name]
            is_text = pd.api.types.is_string_dtype(column.dtype)
            self._columns[name] = column.astype("category") if is_text else column
        return self._columns[name]

    def where(self, rule: str) -> Flags:
        """Return for each row whether the rule holds; where it cannot be told it does not."""
        if rule not in self._flags:
            named = [name for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", rule)) if name in self._table]
            columns = {name: self.column(name) for name in named}
            told = pd.eval(rule, engine="python", local_dict={}, global_dict={}, resolvers=[columns])
            self._flags[rule] = told.fillna(value=False).to_numpy(dtype=bool)
        return self._flags[rule]


class Counted(Asked):
    """A table of cases of some projects.

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
        super().__init__(table)
        self.keys = keys
        known = pd.Index(projects["project"])
        self.place: Places = known.get_indexer(pd.Index(table["project"])).astype(np.int64)
        self._projects, self._areas, self._cut_off = projects, areas, cut_off
        self._layouts: dict[tuple[str, str], Layout] = {}
        self._breakdowns: dict[tuple[tuple[str, ...], str], Breakdown] = {}

    def amounts(self, column: str) -> Numbers:
        """Return a column of numbers; an unknown amount adds nothing."""
        return self.column(column).astype("float64").fillna(0.0).to_numpy()

    def asked(self, column: str) -> Flags:
        """Return for each project whether any case has a value in the column."""
        return self.by_project(self.column(column).notna().to_numpy()) > 0

    def by_project(self, flags: Flags) -> Numbers:
        """Return how many cases of each project have the flag."""
        return self.layout(TOTAL).count(flags)

    def codes(self, column: str, groups: tuple[str, ...]) -> Places:
        """Return the number of the group of each case, -1 for none."""
        return self.column(column).cat.set_categories(groups).cat.codes.to_numpy(dtype=np.int64)

    def breakdown(self, by: tuple[str, ...], day: str | None) -> Breakdown:
        """Return the rows in total, in each dimension, and by the quarter of a day."""
        if (by, day or "") not in self._breakdowns:
            layouts = [self.layout(dimension) for dimension in (TOTAL, *by)]
            if day:
                layouts += [self.layout(dimension, day) for dimension in (TOTAL, "gender") if dimension in (TOTAL, *by)]
            rows = pd.concat([layout.rows for layout in layouts], ignore_index=True)
            self._breakdowns[by, day or ""] = Breakdown(rows, tuple(layouts))
        return self._breakdowns[by, day or ""]

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
        """Return the layout in which each row of the dimension is parted into the quarters of its project."""
        whole, (first, length) = self.layout(dimension), self._quarters
        place = whole.rows["place"].to_numpy()
        row = np.repeat(np.arange(len(place)), length[place])
        before = np.cumsum(length[place]) - length[place]
        number = first[place[row]] + np.arange(len(row)) - before[row]
        names = pd.Series(number // 4).astype("str") + "-Q" + pd.Series(number % 4 + 1).astype("str")
        # by the number of a slot, and nothing at number 0, where the cases are that belong to no row
        since, until, offset = (np.append(0, one) for one in (first[place], length[place], before))
        quarter = _quarter(self._table[day])
        slots = []
        for slot in whole.slots:
            passed = quarter - since[slot]
            slots.append(np.where((passed >= 0) & (passed < until[slot]), offset[slot] + passed + 1, 0))
        return Layout(whole.rows.iloc[row].reset_index(drop=True).assign(period=names.astype("str")), tuple(slots))

    @cached_property
    def _quarters(self) -> tuple[Places, Places]:
        """Return for each project its first quarter and how many it has, to the cut-off date or its end."""
        first = _quarter(self._projects["start"])
        last = _quarter(self._projects["end"].clip(upper=self._cut_off))
        return first, np.maximum(last - first + 1, 0)


def _rows(place: npt.NDArray[np.int64], dimension: str, group: str | list[str]) -> pd.DataFrame:
    return pd.DataFrame({"place": place, "dimension": dimension, "group": group, "period": ""})


def _quarter(days: pd.Series) -> Places:
    """Return quarters numbered from the year 0, or -1 for no day."""
    return (days.dt.year * 4 + days.dt.quarter - 1).fillna(-1).to_numpy(dtype=np.int64)
