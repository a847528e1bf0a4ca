"""Which firms stand behind the sums over firms, and with how much; it never leaves the computing half."""

from __future__ import annotations

import pandas as pd

from evaluation.network.known import in_periods, known_attendances, known_contacts
from evaluation.network.support import firms_only, hosted_stays
from evaluation.plan import Plan
from evaluation.results import TOTAL
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES, JOB_REPORT_KINDS

BEHIND_COLUMNS = ("column", "project", "period", "dimension", "group", "enterprise", "amount")
"""A column of the network table and a row of it; a firm, and its part of that number."""


def firms_behind(sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the part of each firm in the sums over firms of the network table (`evaluation.network.build_network`).

    Parameters
    ----------
    sources
        Validated source tables.
    plan
        Cut-off date, periods, kinds of events left out.

    Returns
    -------
    pandas.DataFrame
        Columns of `BEHIND_COLUMNS`, in each period and over the whole term; advice by topic, too.
    """
    contacts = known_contacts(sources, plan)
    contacts = contacts[contacts["role"].isin(FIRM_ROLES)]
    by_topic = contacts.assign(dimension="topic", group=contacts["topic"])
    reports = firms_only(in_periods(sources["jobs_reported"], "reported_on", None, plan), sources)
    parts = {
        "attendances": [known_attendances(sources, plan)],
        "vacancies": [firms_only(in_periods(sources["vacancies"], "surveyed_on", None, plan), sources)],
        "hosted": [in_periods(hosted_stays(sources, plan), "began_on", None, plan)],
        "contacts": [contacts, by_topic],
        "hours": [table.assign(amount=table["hours"]).dropna(subset=["amount"]) for table in (contacts, by_topic)],
        **{kind: [reports[reports["kind"] == kind].assign(amount=lambda own: own["fte"])] for kind in JOB_REPORT_KINDS},
    }
    tables = [
        pd.DataFrame({"amount": 1.0, "dimension": TOTAL, "group": TOTAL}, index=table.index)
        .assign(**{name: table[name] for name in BEHIND_COLUMNS if name in table})
        .assign(column=column, period=period)
        for column, some in parts.items()
        for table in some
        for period in (table["period"], "")
    ]
    keys = list(BEHIND_COLUMNS[:-1])
    everything = pd.concat([table[list(BEHIND_COLUMNS)] for table in tables if len(table)] or [_EMPTY])
    everything = everything.astype(dict.fromkeys(keys, "str") | {"amount": "float64"})
    return everything.groupby(keys, sort=True)["amount"].sum().reset_index()


_EMPTY = pd.DataFrame(columns=list(BEHIND_COLUMNS))
