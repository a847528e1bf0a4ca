"""Classes: what the number of events tells of how many cases had one, two or many of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evaluation.disclosure.cells import COLUMN, WIDTH, Ints
from evaluation.disclosure.forms import Forms, Law, forms_of
from evaluation.disclosure.keys import Keys
from evaluation.disclosure.knowledge import Knowledge

_PLACE = ("project", "period")


def forms_of_classes(keys: Keys, knowledge: Knowledge) -> Iterator[Forms]:
    """Yield that all cases are in some class, and that their events are as many as the classes allow.

    A class without a row has no case. Only where the highest class, which knows no most, has no row, do the others tell
    how many events there can be.

    Parameters
    ----------
    keys
        Of the rows, in their order.
    knowledge
        Its `class_laws`.
    """
    for law in knowledge.class_laws:
        of_cases = keys.has("indicator", law.cases)
        cases = np.flatnonzero(of_cases & keys.total)
        of_class = of_cases & keys.has("dimension", law.dimension)
        events = keys.matching(keys.has("indicator", law.events) & keys.total, *_PLACE)[cases]
        classes = np.column_stack(
            [keys.matching(of_class & keys.has("group", name), *_PLACE)[cases] for name in law.bounds]
        )
        parted = (classes >= 0).any(axis=1) & (events >= 0)
        whole, had, parts = _cells(cases[parted, None]), _cells(events[parted, None]), _cells(classes[parted])
        fewest = [least for least, _ in law.bounds.values()]
        yield forms_of(np.hstack([whole, parts]), (1, *[-1] * len(fewest)), Law.GROUPS, equal=True)
        yield forms_of(np.hstack([had, parts]), (1, *(-least for least in fewest)), Law.CLASSES)
        bounded = np.array([most is not None for _, most in law.bounds.values()])
        closed = (parts[:, ~bounded] < 0).all(axis=1)
        most_each = [most for _, most in law.bounds.values() if most is not None]
        yield forms_of(np.hstack([had, parts[:, bounded]])[closed], (-1, *most_each), Law.CLASSES)


def _cells(rows: Ints) -> Ints:
    return np.where(rows >= 0, rows * WIDTH + COLUMN["events"], -1)
