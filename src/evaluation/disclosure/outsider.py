"""What an outsider builds from printed rows: the system of all cells, with which of them are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, MASK_COLUMNS, PUBLIC_UNITS, WIDTH, Bools, Floats, numbers_of
from evaluation.disclosure.edition_curves import forms_of_curves
from evaluation.disclosure.editions import forms_between_editions, stacked
from evaluation.disclosure.equations import forms_of_rows
from evaluation.disclosure.forms import Forms, joined
from evaluation.disclosure.keys import keys_of
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.lines import lines_of
from evaluation.disclosure.places import places_of
from evaluation.disclosure.system import System, system_of
from evaluation.results import COUNT_COLUMNS


@dataclass(frozen=True)
class Outsider:
    """The rows of a run and of earlier editions, as an outsider puts them side by side.

    Attributes
    ----------
    rows
        Of the run first, in the order given; then of the earlier editions.
    own
        How many rows are those of the run.
    there
        Which cells hold a number, printed or hidden.
    hidden
        Which of them are hidden.
    table
        Number of each cell; NaN where nobody gave it.
    forms, system
        What is known to hold between the cells.
    """

    rows: pd.DataFrame
    own: int
    there: Bools
    hidden: Bools
    table: Floats
    forms: Forms
    system: System


def outsider_of(
    rows: pd.DataFrame,
    hidden: Bools,
    knowledge: Knowledge,
    earlier: Sequence[pd.DataFrame],
    deviations: Sequence[int] = (),
) -> Outsider:
    """Return what an outsider knows who reads a run and its earlier editions.

    Parameters
    ----------
    rows
        Results of the run, raw or protected, in the order of their keys.
    hidden
        Which of their cells are hidden, rows by columns of `MASK_COLUMNS`.
    knowledge
        What the definitions tell.
    earlier
        Protected results of earlier editions.
    deviations
        As in `forms_between_editions`.
    """
    everything, masks = stacked(rows, hidden, earlier)
    numbers = numbers_of(everything)
    there = ~np.isnan(numbers.table) | masks
    # hidden numbers count as there: an outsider reads from the legend that there is one
    numbers = type(numbers)(
        np.where(there, np.nan_to_num(numbers.table), np.nan), numbers.contributors, numbers.amount, numbers.answers
    )
    keys = keys_of(everything)
    public = everything["unit"].isin(PUBLIC_UNITS).to_numpy()
    places = places_of(keys, numbers)
    lines = lines_of(keys, numbers, everything["method"], [])
    counts = there.copy()
    counts[:, len(COUNT_COLUMNS) :] = False
    counts[numbers.amount, COLUMN["events"]] = False
    forms = joined(
        [
            forms_of_rows(keys, numbers, everything["method"], public, lines, places, knowledge),
            *forms_between_editions(everything, len(rows), knowledge, deviations),
            *forms_of_curves(everything, counts),
        ]
    )
    tested = counts & ~public[:, None]
    raw = np.column_stack([_floats(everything[name]) for name in MASK_COLUMNS])
    system = system_of(counts.reshape(-1), tested.reshape(-1), forms)
    return Outsider(everything, len(rows), counts, masks & counts, raw, forms, system)


def _floats(column: pd.Series) -> Floats:
    return column.to_numpy(dtype="float64", na_value=np.nan)


def hidden_of(protected: pd.DataFrame) -> Bools:
    """Return which cells of protected results are hidden, rows by columns of `MASK_COLUMNS`."""
    names, which = np.unique(protected["suppressed"].to_numpy(dtype=str), return_inverse=True)
    patterns = np.array([[column in one.split() for column in MASK_COLUMNS] for one in names], dtype=bool)
    return patterns.reshape(-1, WIDTH)[which.reshape(-1)]
