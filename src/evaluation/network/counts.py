"""Counts of the network, for each project and period, and parted by topic, size, sector and frequency.

Only firms are counted; project staff and public offices that attend are not. Large fairs may be left out by the plan,
because one fair with s guests would tie s(s-1)/2 pairs that never met.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.cohorts import selected_projects
from evaluation.network.columns import DECIMALS, KEYS, NETWORK_COLUMNS, SME_CLASSES
from evaluation.network.known import (
    attendances_of_quarter_projects,
    in_periods,
    known_attendances,
    known_contacts,
    known_events,
)
from evaluation.network.sectors import by_sectors, in_sectors
from evaluation.network.structure import by_frequency, evenness, returning, structure, ties_of
from evaluation.network.support import employers, firms_only, hosted_stays, jobs, staff, with_largest
from evaluation.plan import NetworkPeriod, Plan
from evaluation.results import TOTAL
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES

_FIRM = ["project", "period", "enterprise"]
_PLACE = ["project", "period"]
_FACTS = ("project", "municipality", "funding_round", "rule_set", "period")


def build_network(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Count the network of every project of the plan, for each period of its term and for the whole term.

    Parameters
    ----------
    sources
        Validated source tables.
    plan
        The choices: cut-off date, period, attendances of an active member, shared events of a tie, kinds of events
        left out.

    Returns
    -------
    pandas.DataFrame
        Columns of `NETWORK_COLUMNS`, sorted by project and period, the totals before their parts. In a total a period
        without any activity has zeros; what is looked at over the whole term only is empty in the periods, what a part
        does not have is empty there, and so is in a period of membership what is counted in periods of curves.
    """
    contacts, events = known_contacts(sources, plan), known_events(sources, plan)
    attendances = known_attendances(sources, plan)
    projects = selected_projects(sources, plan)
    rows = _rows(projects, plan.network.curve_period, plan)
    with_firms = contacts[contacts["role"].isin(FIRM_ROLES)]
    advised = _distinct(with_firms)
    attending = _distinct(attendances)
    reached = _distinct(pd.concat([advised[_FIRM], attending[_FIRM]]))
    vacancies = firms_only(in_periods(sources["vacancies"], "surveyed_on", None, plan), sources)
    hosted = in_periods(hosted_stays(sources, plan), "began_on", None, plan)
    counted = {
        "reached": reached,
        "advised": advised,
        "smes": advised[advised["size_class"].isin(SME_CLASSES)],
        "advised_of_unknown_size": advised[advised["size_class"].isna()],
        "offices_advised": _distinct(contacts[contacts["role"] == "public_office"]),
        "contacts": _with_whole_term(with_firms),
        "contacts_of_unknown_length": _with_whole_term(with_firms[with_firms["hours"].isna()]),
        "events": _with_whole_term(events),
        "attending": attending,
        "attendances": _with_whole_term(attendances),
        "in_quarter_projects": _distinct(attendances_of_quarter_projects(sources, plan)),
        "vacancies": _with_whole_term(vacancies),
        "vacancy_firms": _distinct(vacancies),
        "matched": _with_whole_term(vacancies[vacancies["matched_on"] <= pd.Timestamp(plan.cut_off)]),
        "hosted": _with_whole_term(hosted),
        "hosts": _distinct(hosted),
    }
    for name, table in counted.items():
        rows[name] = _counted(table, rows)
    rows["possible_attendances"] = rows["attending"] * rows["events"]
    reports = firms_only(in_periods(sources["jobs_reported"], "reported_on", None, plan), sources)
    sums = [with_largest(_with_whole_term(with_firms), "hours", "hours", _PLACE), jobs(_with_whole_term(reports))]
    for table in sums:
        none = rows.assign(**dict.fromkeys(table.columns, 0.0))
        rows = none if table.empty else rows.join(table, on=_PLACE).fillna(dict.fromkeys(table.columns, 0.0))
    rows = rows.merge(evenness(_with_whole_term(attendances)), on=_PLACE, how="left")
    rows[["top_firms", "top_attendances"]] = rows[["top_firms", "top_attendances"]].fillna(0)
    ties = ties_of(attendances, plan)
    rows = _with_whole_term_only(rows, structure(attendances, ties, plan))
    rows = _with_whole_term_only(rows, returning(known_attendances(sources, plan, plan.network.period)))
    rows = _with_whole_term_only(rows, employers(sources, reached, plan).reset_index())
    rows = _with_whole_term_only(rows, staff(sources, plan).reset_index())
    rows = rows.drop(columns="order").merge(_members(projects, sources, plan), on=list(_FACTS), how="outer")
    rows = rows.assign(dimension=TOTAL, group=TOTAL)
    parts = _parts(with_firms, attendances, rows, in_sectors(attendances, sources, plan), ties)
    everything = pd.concat([_typed(rows), *(_typed(part) for part in parts if len(part))], ignore_index=True)
    is_part = everything["dimension"] != TOTAL
    order = everything.assign(is_part=is_part)
    order = order.sort_values(["is_part", "project", "dimension", "period", "group"], kind="stable")
    return everything.loc[order.index].reset_index(drop=True)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: "Float64" if name in DECIMALS else "Int64" for name in NETWORK_COLUMNS if name not in KEYS}
    return rows.reindex(columns=list(NETWORK_COLUMNS)).astype(dict.fromkeys(KEYS, "str") | numbers)


def _with_whole_term_only(rows: pd.DataFrame, of_project: pd.DataFrame) -> pd.DataFrame:
    """Add numbers of projects to the rows of the whole term; a project that has none has 0 of what is counted."""
    if of_project.empty:
        rows = rows.assign(**dict.fromkeys(of_project.columns.difference(["project"]), np.nan))
    else:
        rows = rows.merge(of_project.assign(period=""), on=_PLACE, how="left")
    counts = [name for name in of_project if name != "project" and name not in DECIMALS]
    numbers = rows[counts].astype("Float64")
    return rows.assign(**numbers.mask(numbers.isna() & (rows["period"] == "").to_numpy()[:, None], 0.0))


def _members(projects: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return how many firms were active in each period of membership, stayed and were new."""
    rows = _rows(projects, plan.network.period, plan)
    active = _active(known_attendances(sources, plan, plan.network.period), plan)
    rows["active"] = _counted(active, rows)
    return _with_neighbours(rows, active).drop(columns="order")


def _parts(
    contacts: pd.DataFrame,
    attendances: pd.DataFrame,
    rows: pd.DataFrame,
    firms: pd.DataFrame,
    ties: Mapping[str, nx.Graph],
) -> list[pd.DataFrame]:
    """Return the rows of the parts: by topic, size class, sector, pair of sectors, and how often firms came."""
    facts = rows[list(_FACTS)]
    by = [*_PLACE, "group"]

    def part(dimension: str, counts: pd.DataFrame | pd.Series) -> pd.DataFrame:
        return facts.merge(counts.reset_index(), on=_PLACE).assign(dimension=dimension)

    parts = []
    if len(contacts):
        advised = _distinct(contacts).rename(columns={"size_class": "group"}).dropna(subset=["group"])
        parts += [part("topic", _by_topic(contacts)), part("size_class", advised.groupby(by).size().rename("advised"))]
    if len(attendances):
        sectors = firms.assign(period="")
        pairs = by_sectors(ties, firms).assign(period="")
        often = by_frequency(_with_whole_term(attendances))
        parts += [
            part("sector", sectors.groupby(by).size().rename("attending")),
            part("sector_pair", pairs.set_index(by)),
            part("attendance_class", often.groupby(by).size().rename("attending")),
        ]
    return parts


def _by_topic(contacts: pd.DataFrame) -> pd.DataFrame:
    topics = _with_whole_term(contacts).rename(columns={"topic": "group"})
    by = [*_PLACE, "group"]
    counts = {
        "contacts": topics.groupby(by).size(),
        "contacts_of_unknown_length": topics["hours"].isna().groupby([topics[name] for name in by]).sum(),
        "advised": topics.groupby(by)["enterprise"].nunique(),
    }
    hours = with_largest(topics, "hours", "hours", by)
    return pd.DataFrame(counts).join(hours).fillna(dict.fromkeys(hours.columns, 0.0))


def _rows(projects: pd.DataFrame, period: NetworkPeriod, plan: Plan) -> pd.DataFrame:
    """Return a row for each period of each project's term, and one for the whole term; `order` numbers the periods."""
    facts = projects[["project", "municipality", "funding_round", "rule_set"]]
    per_year = 1 if period is NetworkPeriod.YEAR else 2
    last = projects["end"].clip(upper=pd.Timestamp(plan.cut_off))
    first, until = (
        days.dt.year * per_year + (days.dt.month - 1) // (12 // per_year) for days in (projects["start"], last)
    )
    length = (until - first + 1).clip(lower=0)
    periods = facts.loc[facts.index.repeat(length)].reset_index(drop=True)
    order = first.loc[first.index.repeat(length)].reset_index(drop=True)
    order += periods.groupby("project").cumcount() if len(periods) else 0
    year = (order // per_year).astype("str")
    name = year if per_year == 1 else year + "-H" + (order % per_year + 1).astype("str")
    parts = [facts.assign(period="", order=-1), periods.assign(period=name, order=order)]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return rows.astype({"period": "str"}).sort_values(["project", "period"], ignore_index=True)


def _with_whole_term(table: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([table, table.assign(period="")], ignore_index=True)


def _distinct(table: pd.DataFrame) -> pd.DataFrame:
    """Return each enterprise once a project and period, and once a project over the whole term."""
    return _with_whole_term(table).drop_duplicates(_FIRM)


def _active(attendances: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    seen = _with_whole_term(attendances).groupby(_FIRM).size()
    return seen[seen >= plan.network.active_attendances].index.to_frame(index=False)


def _counted(table: pd.DataFrame, rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return how many rows of a table fall to each project and period."""
    if table.empty:
        return np.zeros(len(rows), dtype=np.int64)
    sizes = table.groupby(["project", "period"]).size()
    wanted = pd.MultiIndex.from_frame(rows[["project", "period"]])
    return sizes.reindex(wanted).fillna(0).to_numpy(dtype=np.int64)


def _with_neighbours(rows: pd.DataFrame, active: pd.DataFrame) -> pd.DataFrame:
    """Add how many active firms were active in the period before, are so again, or were never before."""
    placed = active.merge(rows.loc[rows["order"] >= 0, ["project", "period", "order"]], on=["project", "period"])
    earlier = placed[["project", "enterprise", "order"]].assign(order=placed["order"] + 1)
    again = placed.merge(earlier, on=["project", "enterprise", "order"])
    newcomers = placed.sort_values("order", kind="stable").drop_duplicates(["project", "enterprise"])
    by_project = rows[rows["order"] >= 0].groupby("project", sort=False)["order"]
    inner = (rows["order"] > by_project.min().reindex(rows["project"]).to_numpy()) & (rows["order"] >= 0)
    before = rows["active"].where(rows["order"] >= 0).groupby(rows["project"]).shift()
    stayed, new = (pd.Series(_counted(table, rows), index=rows.index) for table in (again, newcomers))
    # printed beside the active firms, both tell how many are neither: these count as firms behind the number, too
    joined, back = rows["active"] - stayed, rows["active"] - stayed - new
    return rows.assign(
        active_before=before.where(inner),
        active_again=stayed.where(inner),
        active_new=new.where(inner),
        told_by_retention=_fewest(before, joined).where(inner),
        told_by_newcomers=_fewest(rows["active"], back).where(inner),
    )


def _fewest(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the smaller of two counts, row by row; nobody is not few."""
    return pd.concat([one.where(one > 0), other.where(other > 0)], axis=1).min(axis=1).fillna(0)
