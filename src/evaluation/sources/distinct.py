"""Text cells, each different one looked at once: a column holds few different texts, or many plain ones."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

_UNREMARKABLE = r"""[ -"$-~][ -~]*"""
"""Printable ASCII that does not begin with `#`, on one line."""


def once_each(cells: pd.Series, compute: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """Return what a function returns for each cell, asking it once for each different cell.

    Parameters
    ----------
    cells
        Text cells; a missing one is a text among the others.
    compute
        From different cells to as many values; what it returns for one may depend on which others there are, but
        neither on their order nor on how often they stand there.
    """
    codes, different = pd.factorize(cells, use_na_sentinel=False)
    return compute(pd.Series(different, name=cells.name, dtype=cells.dtype)).take(codes).set_axis(cells.index)


def remarkable(cells: pd.Series) -> pd.Series:
    """Return the different cells that could break a rule about characters: all but plain text and missing cells."""
    different = cells.drop_duplicates().dropna()
    return different[~different.str.fullmatch(_UNREMARKABLE)]


def stands_in(cells: pd.Series, others: pd.Series) -> pd.Series:
    """Return whether each cell stands among others; a missing cell stands nowhere.

    Of objects and not of strings: pandas walks over strings to look for one by one, which takes twenty times as long.
    """
    return cells.astype(object).isin(others.dropna().astype(object))
