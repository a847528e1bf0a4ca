"""Advice to enterprises month by month, before and after a project changed its course."""

from __future__ import annotations

import pandas as pd

from evaluation.plan import Plan
from evaluation.sources import Sources

SERIES_COLUMNS = {
    "project": "project code",
    "month": "first day of the month",
    "contacts": "advice contacts with firms in the month",
    "after": "whether the month lies after the change of course",
    "firms": "distinct firms advised on this side of the change",
}
"""Columns of the series and what they hold."""


def monthly_contacts(contacts: pd.DataFrame, projects: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the contacts of each whole month of the projects that changed their course.

    Parameters
    ----------
    contacts
        Advice contacts with firms up to the cut-off date: `project`, `enterprise`, `contacted_on`.
    projects
        The selected projects with `start` and `end`.
    sources
        For the turning points.
    plan
        The cut-off date.

    Returns
    -------
    pandas.DataFrame
        Columns of `SERIES_COLUMNS`; months in which nobody was advised have 0.
    """
    turning = sources["turning_points"].merge(projects[["project", "start", "end"]], on="project")
    parts = [pd.DataFrame(columns=list(SERIES_COLUMNS))]
    for point in turning.itertuples():
        day_after = min(point.end, pd.Timestamp(plan.cut_off)) + pd.Timedelta(days=1)
        months = pd.date_range(point.start, day_after, freq="MS")[:-1]  # whole months only
        own = contacts[contacts["project"] == point.project]
        month = own["contacted_on"].dt.to_period("M").dt.to_timestamp()
        after = own["contacted_on"] >= point.changed_on
        firms = own.groupby(after)["enterprise"].nunique().reindex([False, True], fill_value=0)
        later = months >= point.changed_on
        series = pd.DataFrame({"month": months, "after": later, "firms": firms.reindex(later).to_numpy()})
        series["contacts"] = month.value_counts().reindex(months, fill_value=0).to_numpy()
        parts.append(series.assign(project=point.project)[list(SERIES_COLUMNS)])
    return pd.concat(parts[1:] or parts, ignore_index=True)
