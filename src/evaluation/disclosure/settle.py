"""Settle: attack what is to be published, hide more where the attack succeeds, and again, until it fails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Attack, Leak, Protection
from evaluation.disclosure.cells import Bools, Floats, Ints, numbers_of
from evaluation.disclosure.curve_facts import People
from evaluation.disclosure.draft import Draft
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.outsider import Outsider, outsider_of
from evaluation.disclosure.programs import NEAR, Programs, components_of
from evaluation.disclosure.remedy import Remedies
from evaluation.disclosure.system import System
from evaluation.disclosure.telling import telling_people


class Settling:
    """One system, attacked again whenever more is hidden.

    Parameters
    ----------
    rows
        Raw results in the order of their keys.
    hidden
        What is hidden at first, rows by columns of `MASK_COLUMNS`.
    protection
        How much must stay open.
    knowledge
        What everybody knows of the indicators.
    earlier
        Protected results of earlier editions; what they told cannot be hidden any more.
    """

    def __init__(
        self,
        rows: pd.DataFrame,
        hidden: Bools,
        protection: Protection,
        knowledge: Knowledge,
        earlier: Sequence[pd.DataFrame],
    ) -> None:
        self._outsider = outsider = outsider_of(rows, hidden, knowledge, earlier)
        self._laws = knowledge.curve_laws
        self._numbers = numbers_of(rows)
        self._draft = Draft(outsider, self._numbers, hidden)
        self._values = values = _possible_values(outsider)
        system = outsider.system.without(_broken(outsider.system, values))
        self._attack = Attack(system, values, self._draft.known, protection)
        self._remedies = Remedies(system, values, self._draft.loss)

    def settled(self, hidden: Bools) -> Bools:
        """Return what is hidden so that no attack finds an interval narrower than the protection asks.

        Parameters
        ----------
        hidden
            What is hidden so far: at least what the last call returned.
        """
        self._attack.hide(self._draft.hide_cells(hidden))
        mend(self._attack, self._remedies, self._draft.hide)
        return self._draft.hidden.copy()

    def hide(self, cells: Ints) -> Bools:
        """Hide some cells of the rows, and wherever else their numbers stand; return what is hidden."""
        variables = self._outsider.system.variable[cells]
        self._attack.hide(self._draft.hide(np.unique(variables[variables >= 0])))
        more = self._draft.hidden.copy()
        more.reshape(-1)[cells] = True
        self._attack.hide(self._draft.hide_cells(self._numbers.with_along(more)))
        return self._draft.hidden.copy()

    def telling(self, shown: Callable[[Collection[People]], pd.DataFrame]) -> frozenset[People]:
        """Return whose curves would give away what is hidden now.

        Parameters
        ----------
        shown
            Returns the curves as they are published without those of some people.
        """
        attack = self._attack
        certain = attack.settled & ~attack.protection.is_open(attack.low, attack.high)  # and so whatever else is told
        system = replace(attack.system, tested=attack.system.tested & ~certain)
        counts = (system, self._values, attack.known)
        return telling_people(shown, self._laws, self._outsider, counts, attack.protection)


def mend(attack: Attack, remedies: Remedies, hide: Callable[[Ints], Ints]) -> None:
    """Hide more until the attack fails, or until all that is left must be printed.

    Parameters
    ----------
    attack
        Knows all true values.
    remedies
        Of the same system.
    hide
        Hides variables, and what goes along with them, and returns the variables that nobody reads now.
    """
    while leaks := attack.leaks():
        before = int(attack.known.sum())
        for leak in sorted(leaks, key=_urgent):
            remedy = None if attack.is_open(leak.row) else remedies.of(leak, attack.known, attack.protection)
            if remedy is not None:
                attack.hide(hide(remedy.variables))
                attack.see_moved(remedy.moved, remedy.moves)
        if int(attack.known.sum()) == before:
            break  # what is left cannot be mended; the check of the release names it


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


def _urgent(leak: Leak) -> tuple[float, float, int]:
    return leak.high - leak.low, leak.high, leak.row
