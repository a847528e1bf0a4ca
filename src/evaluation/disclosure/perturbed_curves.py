"""Curves whose counts are published rounded or with deviations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import Floats
from evaluation.disclosure.curves import DECIMALS_OF_CURVES, OWN_PEOPLE
from evaluation.disclosure.treatments import Treatment
from evaluation.results import VALUE_COLUMNS, Status
from evaluation.sources.secret import KEYS, PART_MARK, record_keys

_CURVE = ["indicator", "project", "dimension", "group"]


def perturb_curves(
    curves: pd.DataFrame, treatment: Treatment, secret: bytes | None, beginnings: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Treat the counts of protected curves, and round their shares.

    A point whose cases at risk are published as 0 is hidden. A curve's cases at risk do not grow, and its events do not
    shrink, as everybody knows: deviations from that are taken away.

    Parameters
    ----------
    curves
        From `protect_curves`, sorted by curve and month.
    treatment
        What is published of a count.
    secret
        The key of the data, where the treatment needs keys.
    beginnings
        Curves that begin with the cases of one other count, by `indicator`, `project`, `dimension` and `group`: their
        number in `begins` and the sum of their keys in `key`, so that the same cases have one deviation. No other cases
        of a curve are those of a single other count, so that what takes the place of their keys is drawn by curve and
        count; competing curves have the same cases at risk, and one draw.
    """
    if curves.empty:
        return curves
    rows = curves.copy()
    shown = (rows["status"] == str(Status.PUBLISHED)).to_numpy()
    for column, direction in (("n", "cummin"), ("events", "cummax")):
        counts = rows[column].to_numpy(dtype="float64", na_value=np.nan)
        published = pd.Series(
            treatment.published(counts, _keys(rows, column, counts, secret, beginnings)), index=rows.index
        )
        steady = published.groupby([rows[name] for name in _CURVE], sort=False).transform(direction)
        rows[column] = steady.astype("Float64").astype("Int64")
    rows[list(VALUE_COLUMNS)] = rows[list(VALUE_COLUMNS)].round(DECIMALS_OF_CURVES)
    nobody = shown & (rows["n"] == 0).fillna(value=False).to_numpy(dtype=bool)
    rows.loc[nobody, "status"] = str(Status.SUPPRESSED)
    for column in ("n", "events", *VALUE_COLUMNS):
        rows[column] = rows[column].mask(nobody)
    return rows


def _keys(
    rows: pd.DataFrame, column: str, counts: Floats, secret: bytes | None, beginnings: pd.DataFrame | None
) -> Floats:
    if secret is None:
        return np.full(len(rows), np.nan)
    own = rows["indicator"].replace(OWN_PEOPLE) if column == "n" else rows["indicator"]
    places = rows[_CURVE].assign(indicator=own).astype("str").agg(PART_MARK.join, axis=1)
    names = [f"{place}{PART_MARK}{column}{PART_MARK}{count:.0f}" for place, count in zip(places, counts, strict=True)]
    drawn = record_keys(names, secret) / KEYS
    if column == "events" or beginnings is None:
        return drawn
    found = rows[_CURVE].merge(beginnings, on=_CURVE, how="left", validate="many_to_one")
    everybody = counts == found["begins"].to_numpy(dtype="float64", na_value=np.nan)
    return np.where(everybody, found["key"].to_numpy(dtype="float64", na_value=np.nan) / KEYS, drawn)
