"""Settle: attack what is to be published, hide more where the attack succeeds, and again, until it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Attack, Leak, Protection
from evaluation.disclosure.cells import MASK_COLUMNS, PUBLIC_UNITS, WIDTH, Bools, Floats, Ints, numbers_of
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.outsider import Outsider, outsider_of
from evaluation.disclosure.programs import NEAR, Programs, components_of
from evaluation.disclosure.remedy import Remedies
from evaluation.disclosure.system import System
from evaluation.results import TOTAL

_LOSS = {"n": 2.0, "events": 1.5, "unknown": 0.7, "not_mature": 0.5}
"""What hiding a number of a column costs, beside others."""


def settled(
    rows: pd.DataFrame, hidden: Bools, protection: Protection, knowledge: Knowledge, earlier: Sequence[pd.DataFrame]
) -> Bools:
    """Return what is hidden so that no attack finds an interval narrower than the protection asks.

    Parameters
    ----------
    rows
        Raw results in the order of their keys.
    hidden
        What is hidden so far, rows by columns of `MASK_COLUMNS`.
    protection
        How much must stay open.
    knowledge
        What everybody knows of the indicators.
    earlier
        Protected results of earlier editions; what they told cannot be hidden any more.
    """
    outsider = outsider_of(rows, hidden, knowledge, earlier)
    numbers = numbers_of(rows)
    printable = ~np.isnan(numbers.table)
    hidden = hidden & printable
    values = _possible_values(outsider)
    system = outsider.system.without(_broken(outsider.system, values))
    attack = Attack(system, values, _known(outsider, system, hidden), protection)
    remedies = Remedies(system, values, _costs(outsider))

    def hide(variables: Ints) -> Bools:
        nonlocal hidden
        hidden = numbers.with_along(hidden | _cells_of(outsider, variables)) & printable
        return _known(outsider, system, hidden)

    mend(attack, remedies, hide)
    return hidden


def mend(attack: Attack, remedies: Remedies, hide: Callable[[Ints], Bools]) -> None:
    """Hide more until the attack fails, or until all that is left must be printed.

    Parameters
    ----------
    attack
        Knows all true values.
    remedies
        Of the same system.
    hide
        Hides variables, and what goes along with them, and returns which variables are known then.
    """
    while leaks := attack.leaks():
        before = int(attack.known.sum())
        for leak in sorted(leaks, key=_urgent):
            remedy = None if attack.is_open(leak.row) else remedies.of(leak, attack.known, attack.protection)
            if remedy is not None:
                known = hide(remedy.variables) if len(remedy.variables) else attack.known
                attack.hide(known, remedy.solution)
        if int(attack.known.sum()) == before:
            break  # what is left cannot be mended; the check of the release names it


def _known(outsider: Outsider, system: System, hidden: Bools) -> Bools:
    """Return which variables are known if these cells of the run are hidden, and those of the earlier editions."""
    masks = outsider.hidden.copy()
    masks[: outsider.own] = hidden
    return system.known(masks.reshape(-1))


def _cells_of(outsider: Outsider, variables: Ints) -> Bools:
    """Return the cells of the run that hold these variables."""
    wanted = np.zeros(outsider.system.variables + 1, dtype=bool)
    wanted[variables] = True
    return wanted[outsider.system.variable].reshape(-1, WIDTH)[: outsider.own]


def _possible_values(outsider: Outsider) -> Floats:
    """Return the number of each variable; what earlier editions hid nobody knows: any numbers that fit."""
    system = outsider.system
    values = system.values(outsider.table.reshape(-1))
    for component in components_of(system, values, ~np.isnan(values)):
        solution = Programs(component).solution(np.zeros(len(component.variables)))
        values[component.variables] = 0.0 if solution is None else solution
    return values


def _broken(system: System, values: Floats) -> Bools:
    """Return the forms that do not hold in these data."""
    sums = system.matrix @ values
    return np.asarray(np.where(system.equal, np.abs(sums) > NEAR, sums < -NEAR))


def _costs(outsider: Outsider) -> Floats:
    """Return what hiding each variable costs its readers.

    The larger a number, the more is lost; more for all cases than for a group, for the whole term than for a quarter,
    and for a numerator or denominator, which take a share with them.
    """
    rows, system = outsider.rows, outsider.system
    weight = np.where(rows["dimension"] == TOTAL, 3.0, 1.0) * np.where(rows["period"] == "", 2.0, 1.0)
    by_column = np.array([_LOSS.get(name, 0.0) for name in MASK_COLUMNS])
    loss = weight[:, None] * by_column * (1 + np.log1p(np.nan_to_num(outsider.table)))
    loss[rows["unit"].isin(PUBLIC_UNITS)] = np.inf
    loss[outsider.own :] = np.inf
    printed = (outsider.there & ~outsider.hidden).reshape(-1)
    costs = np.zeros(system.variables)
    np.add.at(costs, system.variable[printed], loss.reshape(-1)[printed])
    return costs


def _urgent(leak: Leak) -> tuple[float, float, int]:
    return leak.high - leak.low, leak.high, leak.row
