"""Edition curves: what the curves of an earlier edition told of its counts, as further rows of that edition.

Such a curve is printed and cannot be hidden any more. Each of its numbers that lies on one side of some counts becomes
a row that has nothing but `n`, and whose indicator says which counts and on which side. From there on it is a printed
number of the edition like any other: the attack knows it, and protection hides what would follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, WIDTH, Bools
from evaluation.disclosure.forms import Forms, Law, forms_of
from evaluation.indicators.curve_laws import HEARD, CurveLaw, Side
from evaluation.indicators.model import Estimator
from evaluation.results import FINDING_COLUMNS, Status

_MARK: Final = "curve: "
"""Begins the indicator of such a row; no indicator holds a blank."""

_PERSONS: Final = "persons"
_TERM: Final = re.compile(r"([+-])(\w+)\.(\w+)")
_GROUP: Final = ["municipality", "project", "funding_round", "dimension", "group"]


def with_curves(results: pd.DataFrame, curves: pd.DataFrame, laws: Sequence[CurveLaw]) -> pd.DataFrame:
    """Return the results of an earlier edition with what its curves told of them.

    Parameters
    ----------
    results
        Columns of `FINDING_COLUMNS`, as published.
    curves
        Columns of `CURVE_COLUMNS`, as published.
    laws
        What held between them, by the plan of that edition.

    Returns
    -------
    pandas.DataFrame
        The rows given, and one for each number that a law sets on one side of counts: the largest of those months of a
        curve that the counts reach at least, the smallest of those that they do not exceed.
    """
    published = curves[curves["status"] == str(Status.PUBLISHED)]
    published = published.assign(**{HEARD: published["n"] + published["events"]})
    told = []
    for law in laws:
        points = published[(published["indicator"] == law.curve) & published["month"].between(law.first, law.last)]
        numbers = points.dropna(subset=[law.column]).groupby(_GROUP, sort=True)[law.column]
        number = numbers.max() if law.side is Side.AT_LEAST else numbers.min()
        terms = "".join(f"{'+' if sign > 0 else '-'}{name}.{column}" for name, column, sign in law.terms)
        rows = number.rename("n").reset_index()
        # each group has an indicator of its own: numbers of different months do not add up to that of the total
        of_group = rows["dimension"] + " " + rows["group"]
        told.append(rows.assign(indicator=f"{_MARK}{law.side} {terms} " + of_group, strongest=law.side))
    if not told:
        return results
    rows = pd.concat(told, ignore_index=True)
    at_least = rows["strongest"] == Side.AT_LEAST
    keys = ["indicator", *_GROUP]
    strongest = pd.concat(
        [rows[at_least].groupby(keys, sort=True)["n"].max(), rows[~at_least].groupby(keys, sort=True)["n"].min()]
    )
    rows = strongest.reset_index().reindex(columns=list(FINDING_COLUMNS))
    rows = rows.assign(
        period="", unit=_PERSONS, method=str(Estimator.COUNT), status=str(Status.PUBLISHED), suppressed=""
    )
    return pd.concat([results, rows.astype(results.dtypes.to_dict())], ignore_index=True)


def forms_of_curves(rows: pd.DataFrame, there: Bools) -> Iterator[Forms]:
    """Yield that counts lie on that side of the number of a curve on which its row says so.

    Parameters
    ----------
    rows
        From `evaluation.disclosure.editions.stacked`.
    there
        Which cells hold a count, printed or hidden, rows by columns of `MASK_COLUMNS`.
    """
    of_curves = rows["indicator"].str.startswith(_MARK).to_numpy()
    if not of_curves.any():
        return
    columns = ["indicator", "project", "dimension", "group"]
    whole = np.flatnonzero((rows["period"] == "").to_numpy() & ~of_curves)
    row_of = dict(zip(rows[columns].iloc[whole].itertuples(index=False, name=None), whole.tolist(), strict=True))
    for row in np.flatnonzero(of_curves).tolist():
        said, *place = rows[columns].iloc[row]
        side = 1 if said.startswith(f"{_MARK}{Side.AT_LEAST} ") else -1
        cells, signs = [row * WIDTH + COLUMN["n"]], [-side]
        for sign, name, column in _TERM.findall(said.split(" ")[3]):
            cells.append(row_of.get((name, *place), -1) * WIDTH + COLUMN[column])
            signs.append(side if sign == "+" else -side)
        if min(cells) >= 0 and there.reshape(-1)[cells].all():
            yield forms_of(np.array([cells]), signs, Law.CURVES)
