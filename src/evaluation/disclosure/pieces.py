"""Pieces: the rows of some projects that no equation links to others, so that each piece can be protected by itself.

Every law is about one project, in one edition or in several; sums over projects link all projects that they add up.
What belongs together and how much makes a piece follows from the rows alone, never from the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from evaluation.disclosure.cells import Ints
from evaluation.results import CURVE_COLUMNS

PIECE_ROWS = 8_000
"""A piece is full when it has so many rows, those of earlier editions among them: about ten projects."""

_PLACE = ["municipality", "project", "funding_round"]


@dataclass(frozen=True)
class Piece:
    """Some rows of a run, with those of its earlier editions.

    Attributes
    ----------
    rows
        Places of the rows in the run, ascending.
    results
        These rows.
    earlier
        The rows of each earlier edition.
    curves
        The curves of the same projects.
    """

    rows: Ints
    results: pd.DataFrame
    earlier: tuple[pd.DataFrame, ...]
    curves: pd.DataFrame


def pieces_of(
    results: pd.DataFrame,
    earlier: Sequence[pd.DataFrame],
    most_rows: int = PIECE_ROWS,
    *,
    curves: pd.DataFrame | None = None,
) -> list[Piece]:
    """Return the pieces of a run.

    Parameters
    ----------
    results
        Results with the columns of `KEY_COLUMNS`; a row without a project is a sum over projects.
    earlier
        Results of earlier editions.
    most_rows
        A piece takes no further projects when it has so many rows.
    curves
        Curves of the projects; none if not given.
    """
    lines = pd.DataFrame(columns=list(CURVE_COLUMNS)) if curves is None else curves
    tables = [results, *earlier]
    places = pd.concat([table[_PLACE] for table in tables], ignore_index=True)
    code, places = _places(places)
    block = _linked(places)[code]
    ends_at = np.cumsum(np.bincount(block)) - 1
    _, piece = np.unique((ends_at // most_rows)[block], return_inverse=True)  # in order; a block is never parted
    ends = np.cumsum([0, *(len(table) for table in tables)])
    found = []
    for number in range(int(piece.max(initial=-1)) + 1):
        own, *others = (np.flatnonzero(piece[begin:end] == number) for begin, end in pairwise(ends.tolist()))
        taken = (table.iloc[mine].reset_index(drop=True) for table, mine in zip(earlier, others, strict=True))
        mine = results.iloc[own].reset_index(drop=True)
        of_curves = lines[lines["project"].isin(mine["project"])].reset_index(drop=True)
        found.append(Piece(own, mine, tuple(taken), of_curves))
    return found


def _places(rows: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """Return for each row the number of its place, and the places in order: of a project, or of a sum."""
    grouped = rows.groupby(_PLACE, sort=True, dropna=False)
    return grouped.ngroup().to_numpy(dtype=np.int64), grouped.size().index.to_frame(index=False)


def _linked(places: pd.DataFrame) -> Ints:
    """Return for each place the number of its block: a project, or all that sums over projects hold together."""
    here, is_sum = np.arange(len(places)), (places["project"] == "").to_numpy()
    _, first, which = np.unique(places["project"].to_numpy(dtype=str), return_index=True, return_inverse=True)
    links = [np.column_stack([here, np.where(is_sum, here, first[which.reshape(-1)])])]
    for number in np.flatnonzero(is_sum):
        inside = np.ones(len(places), dtype=bool)
        for column in ("municipality", "funding_round"):
            inside &= places[column].isin(["", places[column].iloc[number]]).to_numpy() | (
                places[column].iloc[number] == ""
            )
        links.append(np.column_stack([np.full(int(inside.sum()), number), here[inside]]))
    pairs = np.concatenate(links)
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (len(places), len(places)))
    _, label = connected_components(graph, directed=False)
    _, first_of, block = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first_of))[block.reshape(-1)].astype(np.int64)
