"""From the months of a project to the parameters of its change of course."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.estimators import PARAMETERS, segmented
from evaluation.network import known_contacts, monthly_contacts
from evaluation.plan import Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import FIRM_ROLES

AUTOCORRELATION = "autocorrelation"
"""What is told beside `PARAMETERS`: how far the residuals of a month carry on into the next."""

COURSE_COLUMNS = ("project", "n", "contributors", "parameter", "amount", "conf_low", "conf_high")
"""Columns of the parameters of a change of course."""


def changes_of_course(projects: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the parameters of the advice to enterprises of the projects that changed their course.

    Parameters
    ----------
    projects, sources, plan
        As for `evaluation.indicators.measure`.

    Returns
    -------
    pandas.DataFrame
        One row a project and parameter: `project`, `parameter` (one of `evaluation.estimators.PARAMETERS`, or
        `AUTOCORRELATION`), `n` (months), `amount` (the parameter), its limits, and as `contributors` the distinct firms
        advised on the side with fewer of them.
    """
    contacts = known_contacts(sources, plan)
    series = monthly_contacts(contacts[contacts["role"].isin(FIRM_ROLES)], projects, sources, plan)
    rows = []
    for project, own in series.groupby("project"):
        fit = segmented(own["contacts"], own["after"], plan.economy.lags, plan.confidence_level)
        told = [*zip(PARAMETERS, fit.estimate, fit.conf_low, fit.conf_high, strict=True)]
        told.append((AUTOCORRELATION, fit.autocorrelation, np.nan, np.nan))
        rows += [(project, len(own), own["firms"].min(), *one) for one in told]
    return pd.DataFrame(rows, columns=list(COURSE_COLUMNS))
