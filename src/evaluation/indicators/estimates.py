"""From counts to results: one pass over the rows of all indicators that share an estimator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.estimators import t_mean, wilson
from evaluation.indicators.model import Estimator
from evaluation.results import VALUE_COLUMNS, Status

LARGEST_COLUMNS = ("amount", "largest", "second")
"""A sum over firms before it is rounded, and what falls to the two firms with most; empty elsewhere."""


def with_estimates(rows: pd.DataFrame, estimator: Estimator, level: float) -> pd.DataFrame:
    """Return counted rows with their estimate and limits, `contributors` and `status`.

    Parameters
    ----------
    rows
        `n`, `events`, `not_mature`, `amount` (unit of the indicator), `squares` (its squared unit), `contributors`
        (firms or persons; NaN where nobody else than the counted cases stands behind a row), and the estimate and
        limits of what was estimated project by project; numbers as floats.
    estimator
        What is done with the counts.
    level
        Confidence level, for example 0.95.
    """
    told = rows["contributors"]
    match estimator:
        case Estimator.COUNT:
            return rows.assign(contributors=told.fillna(rows["events"]), n=np.nan)
        case Estimator.TOTAL:
            return rows.assign(contributors=told.fillna(rows["n"]), events=rows["amount"].round())
        case Estimator.MEAN:
            mean = t_mean(rows["n"], rows["amount"], rows["squares"], level)
            values = {name: getattr(mean, name) for name in VALUE_COLUMNS}
            return _applicable(rows.assign(**values, contributors=rows["n"], events=np.nan), rows["n"] > 0)
        case Estimator.MEASURE | Estimator.SEGMENTED:
            values = {"estimate": rows["amount"], "events": np.nan, "amount": np.nan}
            return _applicable(rows.assign(**values, contributors=told.fillna(rows["n"])), rows["amount"].notna())
        case Estimator.WILSON | Estimator.RATIO | Estimator.POST_STRATIFIED:
            shares = _with_share(rows.assign(contributors=told.fillna(rows["n"])), estimator, level)
            early = (rows["n"] == 0) & (rows["not_mature"] > 0)
            shares = _applicable(shares, rows["n"] > 0)
            return shares.assign(status=shares["status"].mask(early, str(Status.NOT_MATURE)))


def _with_share(rows: pd.DataFrame, estimator: Estimator, level: float) -> pd.DataFrame:
    """Return rows with their share; that of answers weighted to all is there already."""
    if estimator is Estimator.POST_STRATIFIED:
        return rows
    share = wilson(rows["events"], rows["n"], level)
    if estimator is Estimator.RATIO:
        return rows.assign(estimate=share.estimate)
    return rows.assign(estimate=share.estimate, conf_low=share.conf_low, conf_high=share.conf_high)


def _applicable(rows: pd.DataFrame, some: pd.Series) -> pd.DataFrame:
    return rows.assign(status=rows["status"].where(some, str(Status.NOT_APPLICABLE)))
