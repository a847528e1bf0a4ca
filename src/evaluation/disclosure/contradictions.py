"""Contradictions: the attack where the printed numbers break a law, because the records do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.disclosure.attack import Attack, Leak, Protection
from evaluation.disclosure.cells import Bools, Floats
from evaluation.disclosure.forms import LAWS, Forms, Law
from evaluation.disclosure.system import System

SURE = (Law.CASES, Law.PERIODS, Law.TWINS, Law.OUTSIDE, Law.PROJECTS, Law.CLASSES)
"""What holds however the records were kept; where the other laws contradict the printed numbers, these stay."""


@dataclass(frozen=True)
class Attacked:
    """What an attack found.

    Attributes
    ----------
    leaks
        Each with the system in which it was found.
    contradictions
        How many forms no numbers fit.
    low, high
        Values that each form can certainly have.
    """

    leaks: tuple[tuple[System, Leak], ...]
    contradictions: int
    low: Floats
    high: Floats


def attacked(
    system: System,
    values: Floats,
    known: Bools,
    protection: Protection,
    forms: Forms,
    *,
    explained: bool = True,
    before: Attacked | None = None,
    same: int = 0,
) -> Attacked:
    """Attack a system, and once more without what its numbers contradict.

    Parameters
    ----------
    system, values, known, protection
        As in `Attack`.
    forms
        From which the forms of the system come.
    explained
        Whether to ask what tells each leak.
    before
        What an attack found when less was hidden: all values that the forms could have then, they can have now.
    same
        How many forms of the system, from the first on, are those of that attack.
    """
    attack = Attack(system, values, known, protection)
    if before is not None:
        attack.low[:same], attack.high[:same] = before.low[:same], before.high[:same]
    found = [(system, leak) for leak in attack.leaks(explained=explained)]
    contradictions = np.array(attack.contradictions, dtype=np.int64)
    if len(contradictions):
        of_laws = system.origin >= 0  # the others are the variables, and what is known of each
        sure = ~of_laws | np.isin(forms.law[system.origin], [LAWS.index(law) for law in SURE])
        doubtful = np.zeros(len(system.equal), dtype=bool)
        doubtful[contradictions] = True
        fewer = system.without(doubtful & ~sure)
        again = Attack(fewer, values, known, protection)
        mine = set(system.matrix[contradictions].indices.tolist())
        found += [
            (fewer, leak)
            for leak in again.leaks(explained=explained)
            if mine & set(fewer.matrix[[leak.row]].indices.tolist())
        ]
    return Attacked(tuple(found), len(contradictions), attack.low, attack.high)
