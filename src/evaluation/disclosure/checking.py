"""The check of a whole run: its pieces are attacked apart, in several processes, and told of together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.pieces import Piece, pieces_of
from evaluation.disclosure.release import ReleaseCheck, check_results
from evaluation.disclosure.treatments import Treatment
from evaluation.disclosure.workers import each


def check_run(
    results: pd.DataFrame,
    protection: Protection,
    knowledge: Knowledge,
    earlier: Sequence[pd.DataFrame] = (),
    *,
    treatments: Sequence[Treatment] = (),
    curves: pd.DataFrame | None = None,
    processes: int | None = None,
) -> ReleaseCheck:
    """Attack protected results, piece by piece.

    Parameters
    ----------
    results, protection, knowledge, earlier, treatments, curves
        As for `evaluation.disclosure.release.check_results`.
    processes
        At most so many compute; as many as this process has processors if not given. The result is the same.
    """
    pieces = pieces_of(results, earlier, curves=curves)
    checks = each(partial(_checked, protection, knowledge, treatments), pieces, processes)
    return ReleaseCheck(
        protection=protection,
        rows=sum(one.rows for one in checks),
        hidden=sum(one.hidden for one in checks),
        equations=sum(one.equations for one in checks),
        tested=sum(one.tested for one in checks),
        disclosed=tuple(leak for one in checks for leak in one.disclosed),
        contradictions=sum(one.contradictions for one in checks),
    )


def _checked(
    protection: Protection, knowledge: Knowledge, treatments: Sequence[Treatment], piece: Piece
) -> ReleaseCheck:
    return check_results(
        piece.results, protection, knowledge, piece.earlier, treatments=treatments, curves=piece.curves
    )
