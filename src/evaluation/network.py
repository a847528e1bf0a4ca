"""Enterprises and events: the two-mode network and its periods.

A plain data frame holds, for each project and period, the counts from which the network indicators are formed. Only
firms are counted; project staff and public offices that attend are not. Large fairs may be left out by the plan,
because one fair with s guests would tie s(s-1)/2 pairs that never met.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.cohorts import selected_projects
from evaluation.plan import NetworkPeriod, Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES

SME_CLASSES = ("micro", "small", "medium")
"""Size classes of micro, small and medium-sized enterprises (Recommendation 2003/361/EC)."""

NETWORK_COLUMNS = {
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "period": "2019 or 2019-H1; empty for the whole term",
    "reached": "distinct firms advised or seen at an event",
    "advised": "distinct firms advised",
    "smes": "of these, micro, small and medium-sized firms",
    "advised_of_unknown_size": "of these, firms whose size class is not known",
    "offices_advised": "distinct public offices advised",
    "contacts": "advice contacts with firms",
    "events": "events of the counted kinds",
    "attending": "distinct firms that attended at least one of these events",
    "attendances": "attendances of firms at these events",
    "possible_attendances": "attending firms times events",
    "active": "firms with at least the plan's number of attendances in the period",
    "active_before": "active firms of the period before; empty for the first period and the whole term",
    "active_again": "of these, firms active in this period too",
    "active_new": "active firms of this period that were active in no earlier period; empty for the first period",
}
"""Columns of the network table and what they hold."""

_KEYS = ("project", "municipality", "funding_round", "rule_set", "period")
_FIRM = ["project", "period", "enterprise"]


def build_network(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Count the network of every project of the plan, for each period of its term and for the whole term.

    Parameters
    ----------
    sources
        Validated source tables.
    plan
        The choices: cut-off date, period, attendances of an active member, kinds of events left out.

    Returns
    -------
    pandas.DataFrame
        Columns of `NETWORK_COLUMNS`, sorted by project and period; a period without any activity has zeros.
    """
    contacts, events = known_contacts(sources, plan), known_events(sources, plan)
    attendances = known_attendances(sources, plan)
    rows = _rows(selected_projects(sources, plan), plan)
    with_firms = contacts[contacts["role"].isin(FIRM_ROLES)]
    advised = _distinct(with_firms)
    attending = _distinct(attendances)
    active = _active(attendances, plan)
    offices = _distinct(contacts[contacts["role"] == "public_office"])
    counted = {
        "reached": _distinct(pd.concat([advised[_FIRM], attending[_FIRM]])),
        "advised": advised,
        "smes": advised[advised["size_class"].isin(SME_CLASSES)],
        "advised_of_unknown_size": advised[advised["size_class"].isna()],
        "offices_advised": offices,
        "contacts": _with_whole_term(with_firms),
        "events": _with_whole_term(events),
        "attending": attending,
        "attendances": _with_whole_term(attendances),
        "active": active,
    }
    for name, table in counted.items():
        rows[name] = _counted(table, rows)
    rows["possible_attendances"] = rows["attending"] * rows["events"]
    rows = _with_neighbours(rows, active)
    counts = [name for name in NETWORK_COLUMNS if name not in _KEYS]
    return rows[list(NETWORK_COLUMNS)].astype(dict.fromkeys(counts, "Int64"))


def known_contacts(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return advice contacts up to the cut-off date, with their `period`, and `role` and `size_class` of the member."""
    members = sources["enterprises"][["enterprise", "role", "size_class"]]
    contacts = sources["advice_contacts"].merge(members, on="enterprise", validate="many_to_one")
    return _in_periods(contacts, "contacted_on", plan)


def known_events(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return events of the counted kinds up to the cut-off date, with their `period`."""
    events = sources["events"]
    return _in_periods(events[~events["kind"].isin(plan.network.left_out_event_kinds)], "held_on", plan)


def known_attendances(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return attendances of firms at counted events: `event`, `enterprise`, `project`, `period`."""
    attendances = _with_firms(sources["attendances"], sources)
    return attendances.merge(known_events(sources, plan)[["event", "project", "period"]], on="event")


def _with_firms(table: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    enterprises = sources["enterprises"]
    return table[table["enterprise"].isin(enterprises.loc[enterprises["role"].isin(FIRM_ROLES), "enterprise"])]


def _in_periods(table: pd.DataFrame, day: str, plan: Plan) -> pd.DataFrame:
    known = table[table[day] <= pd.Timestamp(plan.cut_off)]
    return known.assign(period=_period_names(known[day], plan.network.period))


def _period_names(days: pd.Series, period: NetworkPeriod) -> pd.Series:
    years = days.dt.year.astype("str")
    if period is NetworkPeriod.YEAR:
        return years
    return years + "-H" + ((days.dt.month > 6) + 1).astype("str")


def _rows(projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return a row for each period of each project's term, and one for the whole term; `order` numbers the periods."""
    facts = projects[["project", "municipality", "funding_round", "rule_set"]]
    per_year = 1 if plan.network.period is NetworkPeriod.YEAR else 2
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
    return rows.assign(
        active_before=before.where(inner),
        active_again=pd.Series(_counted(again, rows), index=rows.index).where(inner),
        active_new=pd.Series(_counted(newcomers, rows), index=rows.index).where(inner),
    )
