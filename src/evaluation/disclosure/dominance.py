"""Dominance: a sum that one or two contributors make up almost alone tells each of them the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools

DOMINANCE_COLUMNS = ("largest", "second_largest")
"""Columns of raw results, optional: the largest amounts of single contributors to a sum, in its unit."""

LARGEST_SHARE = 0.5
"""One contributor makes up so much of the sum, or more."""

TWO_LARGEST_SHARE = 0.85
"""Two contributors make up so much of the sum together, or more."""


def dominated(rows: pd.DataFrame) -> Bools:
    """Return, cell by cell, the sums that are hidden because one or two contributors dominate them.

    The rule is the (n, k) rule of the Federal Employment Agency (Dominanzregel): (1, 50 %) or (2, 85 %). Rows without
    these columns, or without numbers in them, are no sums of contributors.

    Parameters
    ----------
    rows
        Raw results, perhaps with `DOMINANCE_COLUMNS`; `events` holds the sum.

    Returns
    -------
    numpy.ndarray
        Rows by columns of `MASK_COLUMNS`.
    """
    hidden = np.zeros((len(rows), WIDTH), dtype=bool)
    if all(name in rows for name in DOMINANCE_COLUMNS):
        total, first, second = (
            rows[name].to_numpy(dtype="float64", na_value=np.nan) for name in ("events", *DOMINANCE_COLUMNS)
        )
        both = first + np.nan_to_num(second)
        hidden[:, COLUMN["events"]] = (total > 0) & (
            (first >= LARGEST_SHARE * total) | (both >= TWO_LARGEST_SHARE * total)
        )
    return hidden
