"""Founded and settled enterprises: whether they still existed some months later."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.plan import Plan

LASTING_KINDS = ("start_up", "settlement")
"""Kinds of cases that found or settle an enterprise."""


def in_business(cases: pd.DataFrame, plan: Plan) -> pd.Series:
    """Return of each case whether its enterprise existed on the day so many months after it began.

    Parameters
    ----------
    cases
        Rows of the source table: `kind`, `achieved_on`, `ended_on`, `heard_on`.
    plan
        Cut-off date and months. What is dated later than the cut-off date is not known.

    Returns
    -------
    pandas.Series
        `yes` (known to exist on that day or later, or to have ended after it), `no` (ended on that day or before),
        `unknown` (not heard of since), `not_mature` (the day had not come by the cut-off date); empty if nothing was
        founded or settled.
    """
    cut_off = pd.Timestamp(plan.cut_off)
    began = cases["achieved_on"].where(cases["kind"].isin(LASTING_KINDS) & (cases["achieved_on"] <= cut_off))
    ended = cases["ended_on"].where(cases["ended_on"] <= cut_off)
    heard = cases["heard_on"].where(cases["heard_on"] <= cut_off)
    day = began + pd.DateOffset(months=plan.economy.survival_months)
    states = [began.isna(), ended <= day, day > cut_off, (ended > day) | (heard >= day)]
    words = np.select(states, ["", "no", "not_mature", "yes"], "unknown")
    return pd.Series(words, index=cases.index, dtype="object").replace("", None).astype("str")
