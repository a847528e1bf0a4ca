"""Dominance: a sum that one or two enterprises make up nearly alone says how much they have."""

from __future__ import annotations

import pandas as pd


def with_dominance(results: pd.DataFrame, one: float, two: float) -> pd.DataFrame:
    """Return raw results in which a dominated sum counts as the number of a single firm.

    The own rule then hides such a row like any other behind which few stand, and second cells are hidden for its sake.

    Parameters
    ----------
    results
        Raw results with `contributors`, `amount`, `largest` and `second`; a row without `largest` is no sum over firms.
    one, two
        Shares of the sum from which the largest firm, or the two largest together, dominate it ((n,k) rule: Handbook
        on Statistical Disclosure Control, 2nd ed., ch. 4).
    """
    largest, second = results["largest"].astype("Float64"), results["second"].astype("Float64")
    amount = results["amount"].astype("Float64")
    dominated = (amount > 0) & ((largest >= one * amount) | (largest + second >= two * amount))
    return results.assign(contributors=results["contributors"].mask(dominated.fillna(value=False), 1))
