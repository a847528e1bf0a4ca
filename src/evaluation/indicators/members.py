"""Who was counted, and as what: the way from a number back to the records, inside the computing half only."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.indicators.catalogue import catalogue
from evaluation.indicators.counting import Asked, Flags
from evaluation.indicators.model import Indicator
from evaluation.plan import Plan

COUNTS_AS = ("event", "other", "unknown", "not_mature", "no case")


def members(table: pd.DataFrame, indicator: str, plan: Plan) -> pd.DataFrame:
    """Tell of each record how an indicator counts it.

    The result names pseudonyms: look at it, never save it.

    Parameters
    ----------
    table
        The cohort; for indicators of cases, the cases.
    indicator
        Name in the catalogue of the plan.
    plan
        The choices.

    Returns
    -------
    pandas.DataFrame
        The table with a first column `counts_as`: `event` (in numerator and denominator), `other` (in the denominator
        only), `unknown` (mature, but not observed; in the denominator), `not_mature`, `no case` (also where the
        project's rule set does not know the indicator, or the project did not ask for it).

    Raises
    ------
    KeyError
        If the catalogue has no such indicator.
    """
    known = {one.name: one for one in catalogue(plan)}
    if indicator not in known:
        raise KeyError(f"no indicator {indicator!r}; there are: {', '.join(known)}")
    told = counts_as(table, known[indicator])
    return table.assign(counts_as=told)[["counts_as", *table.columns]]


def counts_as(table: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Return for each case one of `COUNTS_AS`."""
    collected = table["rule_set"].isin(list(indicator.codes))
    if indicator.asked:
        collected &= table[indicator.asked].notna().groupby(table["project"], sort=False).transform("any")

    asked = Asked(table)

    def where(rule: str | None) -> Flags:
        if rule is None:
            return np.zeros(len(table), dtype=bool)
        return asked.where(rule) & collected.to_numpy(dtype=bool)

    events = where(indicator.events)
    cases = where(indicator.n) if indicator.n else events
    early = where(indicator.not_mature)
    states = [cases & where(indicator.unknown), cases & events, cases, early]
    return pd.Series(np.select(states, ["unknown", "event", "other", "not_mature"], "no case"), index=table.index)
