"""From the months of a project to the parameters of its change of course."""

from __future__ import annotations

import pandas as pd

from evaluation.estimators import PARAMETERS, segmented
from evaluation.network import known_contacts, monthly_contacts
from evaluation.plan import Plan
from evaluation.results import TOTAL
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES

AUTOCORRELATION = "autocorrelation"
"""What is told beside `PARAMETERS`: how far the residuals of a month carry on into the next."""


def series_counts(parameter: str, projects: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return one parameter of the advice to enterprises, a row for each project that changed its course.

    Parameters
    ----------
    parameter
        One of `evaluation.estimators.PARAMETERS`, or `AUTOCORRELATION`.
    projects, sources, plan
        As for `evaluation.indicators.measure`.

    Returns
    -------
    pandas.DataFrame
        Keys of results, `n` (months), `amount` (the parameter), its limits, and as `contributors` the distinct firms
        advised on the side with fewer of them.
    """
    contacts = known_contacts(sources, plan)
    series = monthly_contacts(contacts[contacts["role"].isin(FIRM_ROLES)], projects, sources, plan)
    rows = []
    for project, own in series.groupby("project"):
        fit = segmented(own["contacts"], own["after"], plan.economy.lags, plan.confidence_level)
        row = {"project": project, "n": len(own), "contributors": own["firms"].min()}
        if parameter == AUTOCORRELATION:
            row |= {"amount": fit.autocorrelation}
        else:
            place = PARAMETERS.index(parameter)
            row |= {"amount": fit.estimate[place], "conf_low": fit.conf_low[place], "conf_high": fit.conf_high[place]}
        rows.append(row)
    found = pd.DataFrame(rows, columns=["project", "n", "contributors", "amount", "conf_low", "conf_high"])
    facts = projects[["municipality", "project", "funding_round"]]
    return facts.merge(found, on="project").assign(
        period="", dimension=TOTAL, group=TOTAL, events=0, unknown=0, not_mature=0
    )
