"""Measures: numbers that are no counts, and are hidden where they would tell some, because these are hidden or few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, Bools
from evaluation.indicators.model import Estimator
from evaluation.results import VALUE_COLUMNS

_BESIDE: Final[Mapping[str, tuple[str, str]]] = dict.fromkeys(
    ("attendance_concentration", "frequent_guests"), ("enterprises_attending", "attendance_class")
)
"""By measure the indicator and the dimension of counts of the same firms. How unequally few firms came, how often the
most frequent guests, and how often all together often leave a single list of how often each came, and so how many came
once, and how many often."""


FEWEST_MONTHS = 36
"""Months that a regression needs: it says nine things of its series, which leave a single one of fewer months."""


def measures_that_tell(rows: pd.DataFrame, hidden: Bools) -> Bools:
    """Return which cells of rows are measures that tell counts.

    Parameters
    ----------
    rows
        Results.
    hidden
        What is hidden of them, rows by columns of `MASK_COLUMNS`.
    """
    more = np.zeros(hidden.shape, dtype=bool)
    place = pd.MultiIndex.from_frame(rows[["project", "period"]])
    for measure, (indicator, dimension) in _BESIDE.items():
        parts = ((rows["indicator"] == indicator) & (rows["dimension"] == dimension)).to_numpy()
        told = place.isin(place[parts & hidden[:, COLUMN["events"]]])
        mine = (rows["indicator"] == measure).to_numpy() & told
        for name in ("events", *VALUE_COLUMNS):
            more[mine & rows[name].notna().to_numpy(), COLUMN[name]] = True
    short = ((rows["method"] == str(Estimator.SEGMENTED)) & (rows["n"] < FEWEST_MONTHS).fillna(value=False)).to_numpy()
    for name in VALUE_COLUMNS:
        more[short & rows[name].notna().to_numpy(), COLUMN[name]] = True
    return more
