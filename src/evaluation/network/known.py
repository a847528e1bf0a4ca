"""What is known of the network at the cut-off date, each row in its period."""

from __future__ import annotations

import pandas as pd

from evaluation.network.support import firms_only
from evaluation.plan import NetworkPeriod, Plan
from evaluation.sources import Sources


def known_contacts(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return advice contacts up to the cut-off date, with their `period`, and `role` and `size_class` of the member."""
    members = sources["enterprises"][["enterprise", "role", "size_class"]]
    contacts = sources["advice_contacts"].merge(members, on="enterprise", validate="many_to_one")
    return in_periods(contacts, "contacted_on", None, plan)


def known_events(sources: Sources, plan: Plan, period: NetworkPeriod | None = None) -> pd.DataFrame:
    """Return events of the counted kinds up to the cut-off date, with their `period`: by default that of curves."""
    events = sources["events"]
    return in_periods(events[~events["kind"].isin(plan.network.left_out_event_kinds)], "held_on", period, plan)


def known_attendances(sources: Sources, plan: Plan, period: NetworkPeriod | None = None) -> pd.DataFrame:
    """Return attendances of firms at counted events: `event`, `enterprise`, `project`, `period`."""
    attendances = firms_only(sources["attendances"], sources)
    return attendances.merge(known_events(sources, plan, period)[["event", "project", "period"]], on="event")


def attendances_of_quarter_projects(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return attendances of firms at events of quarter projects up to the cut-off date, counted kind or not."""
    events = sources["events"]
    events = in_periods(events[events["kind"] == "quarter_project"], "held_on", None, plan)
    return firms_only(sources["attendances"], sources).merge(events[["event", "project", "period"]], on="event")


def in_periods(table: pd.DataFrame, day: str, period: NetworkPeriod | None, plan: Plan) -> pd.DataFrame:
    """Return the rows up to the cut-off date with the `period` of a day: by default that of curves."""
    known = table[table[day] <= pd.Timestamp(plan.cut_off)]
    return known.assign(period=_period_names(known[day], period or plan.network.curve_period))


def _period_names(days: pd.Series, period: NetworkPeriod) -> pd.Series:
    years = days.dt.year.astype("str")
    if period is NetworkPeriod.YEAR:
        return years
    return years + "-H" + ((days.dt.month > 6) + 1).astype("str")
