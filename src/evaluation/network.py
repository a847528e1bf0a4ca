"""Enterprises and events: the two-mode network and its periods.

A plain data frame holds, for each project and period, the counts from which the network indicators are formed. Only
firms are counted; project staff and public offices that attend are not. Large fairs may be left out by the plan,
because one fair with s guests would tie s(s-1)/2 pairs that never met.
"""

from __future__ import annotations

import pandas as pd

from evaluation.cohorts import selected_projects
from evaluation.plan import NetworkPeriod, Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES

NETWORK_COLUMNS = {
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "period": "2019 or 2019-H1; empty for the whole term",
    "reached": "distinct firms advised or seen at an event",
    "advised": "distinct firms advised",
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
    tables = [known_contacts(sources, plan), known_events(sources, plan), known_attendances(sources, plan)]
    by_project = [dict(list(table.groupby("project"))) for table in tables]
    rows: list[dict[str, object]] = []
    for project in selected_projects(sources, plan).itertuples():
        facts = {name: getattr(project, name) for name in ("project", "municipality", "funding_round", "rule_set")}
        own = [groups.get(project.project, table.iloc[:0]) for groups, table in zip(by_project, tables, strict=True)]
        periods = _periods(project.start, min(project.end, pd.Timestamp(plan.cut_off)), plan.network.period)
        rows.append({**facts, **_counts(*own, period="", active=_active(own[2], plan))})
        rows += [{**facts, **row} for row in _period_rows(own, periods, plan)]
    table = pd.DataFrame(rows, columns=list(NETWORK_COLUMNS))
    counts = [
        name
        for name in NETWORK_COLUMNS
        if name not in ("project", "municipality", "funding_round", "rule_set", "period")
    ]
    return table.astype(dict.fromkeys(counts, "Int64")).sort_values(["project", "period"]).reset_index(drop=True)


def known_contacts(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return advice contacts with firms up to the cut-off date, with their `period`."""
    contacts = _with_firms(sources["advice_contacts"], sources)
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


def _periods(start: pd.Timestamp, end: pd.Timestamp, period: NetworkPeriod) -> list[str]:
    months = pd.Series(pd.date_range(start.replace(day=1), end, freq="MS"), dtype="datetime64[us]")
    return list(dict.fromkeys(_period_names(months, period)))


def _active(attendances: pd.DataFrame, plan: Plan) -> set[str]:
    seen = attendances.groupby("enterprise").size()
    return set(seen.index[seen >= plan.network.active_attendances])


def _period_rows(own: list[pd.DataFrame], periods: list[str], plan: Plan) -> list[dict[str, object]]:
    rows = []
    before: set[str] | None = None
    ever: set[str] = set()
    for period in periods:
        contacts, events, attendances = (table[table["period"] == period] for table in own)
        active = _active(attendances, plan)
        row = _counts(contacts, events, attendances, period=period, active=active)
        if before is not None:
            row |= {
                "active_before": len(before),
                "active_again": len(active & before),
                "active_new": len(active - ever),
            }
        rows.append(row)
        before, ever = active, ever | active
    return rows


def _counts(
    contacts: pd.DataFrame, events: pd.DataFrame, attendances: pd.DataFrame, *, period: str, active: set[str]
) -> dict[str, object]:
    attending, advised = set(attendances["enterprise"]), set(contacts["enterprise"])
    return {
        "period": period,
        "reached": len(attending | advised),
        "advised": len(advised),
        "contacts": len(contacts),
        "events": len(events),
        "attending": len(attending),
        "attendances": len(attendances),
        "possible_attendances": len(attending) * len(events),
        "active": len(active),
    }
