"""Editions: what earlier reports told, put beside the present one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from evaluation.disclosure.cells import COLUMN, MASK_COLUMNS, WIDTH, Bools
from evaluation.disclosure.forms import Forms, Law, forms_of
from evaluation.disclosure.keys import EDITION_MARK
from evaluation.disclosure.knowledge import Knowledge
from evaluation.results import KEY_COLUMNS


def stacked(rows: pd.DataFrame, hidden: Bools, earlier: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, Bools]:
    """Return the rows of a run and of its earlier editions, with what is hidden; each edition has its own projects."""
    columns = [*KEY_COLUMNS, *MASK_COLUMNS, "unit", "method"]
    own = rows[columns].assign(contributors=rows.get("contributors", pd.NA))
    parts, masks = [own], [hidden]
    for number, edition in enumerate(earlier, start=1):
        parts.append(
            edition[columns].assign(project=edition["project"] + f"{EDITION_MARK}{number}", contributors=pd.NA)
        )
        patterns = edition["suppressed"].str.split()
        masks.append(np.array([[name in one for name in MASK_COLUMNS] for one in patterns], dtype=bool))
    everything = pd.concat([part.astype({"contributors": "Int64"}) for part in parts], ignore_index=True)
    return everything, np.concatenate([mask.reshape(-1, WIDTH) for mask in masks])


def project_and_edition(project: str) -> tuple[str, str]:
    """Return the code of a project and the number of its edition, empty for the present one."""
    code, _, edition = project.partition(EDITION_MARK)
    return code, edition


def forms_between_editions(
    everything: pd.DataFrame, own: int, knowledge: Knowledge, deviations: Sequence[int] = ()
) -> Iterator[Forms]:
    """Yield that counts which grow are no smaller than in an earlier edition.

    What was added between two editions are cases, of which no few may be known: they are the persons of some months.

    Parameters
    ----------
    everything
        From `stacked`.
    own
        How many rows are those of the present edition.
    knowledge
        Which indicators grow, and which of them can be revised.
    deviations
        By how much the published counts of each edition, the present one first, may differ from the true ones; not at
        all if not given.
    """
    if own == len(everything):
        return
    names = everything["project"].str.partition(EDITION_MARK)
    keys = [everything[name] for name in KEY_COLUMNS if name != "project"]
    index = pd.MultiIndex.from_arrays([names[0], *keys])
    grows = everything["indicator"].isin(knowledge.growing).to_numpy()
    revised = everything["indicator"].isin(knowledge.revised).to_numpy()
    editions = names[2].to_numpy()
    ordered = ["", *sorted(set(editions) - {""}, key=int)]
    apart = dict(zip(ordered, deviations, strict=True)) if deviations else dict.fromkeys(ordered, 0)
    for later_place, later in enumerate(ordered):
        for before in ordered[later_place + 1 :]:
            rows, others = np.flatnonzero((editions == later) & grows), np.flatnonzero((editions == before) & grows)
            found = index[others].get_indexer(index[rows])
            pairs = np.column_stack([rows, others[found]])[found >= 0] if len(others) else np.zeros((0, 2), dtype=int)
            for column in (COLUMN["n"], COLUMN["events"]):
                cells = pairs * WIDTH + column
                tables = everything[MASK_COLUMNS[column]].to_numpy(dtype="float64", na_value=np.nan)
                now, then = tables[pairs[:, 0]], tables[pairs[:, 1]]
                shrunk = now + apart[later] + apart[before] < then  # revised, or somebody mended the data
                nobody_knows = revised[pairs[:, 0]] & (np.isnan(now) | np.isnan(then))
                yield forms_of(cells[~shrunk & ~nobody_knows], (1, -1), Law.EDITIONS, tested=True)
