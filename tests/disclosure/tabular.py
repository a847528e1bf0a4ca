"""Small tables as systems: cells by name, sums as names with signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

import numpy as np

from evaluation.disclosure.attack import Attack, Protection
from evaluation.disclosure.forms import LAWS, Forms, Law
from evaluation.disclosure.programs import Programs, components_of
from evaluation.disclosure.remedy import Remedies
from evaluation.disclosure.settle import mend
from evaluation.disclosure.system import System, system_of

Sums = Iterable[Mapping[str, int]]


def system(names: list[str], sums: Sums) -> System:
    """Return the system of named cells, all of which count cases, and sums of them that are 0."""
    place = {name: number for number, name in enumerate(names)}
    terms = [(form, place[name], sign) for form, one in enumerate(sums) for name, sign in one.items()]
    form, cell, sign = (np.array(column, dtype=np.int64) for column in zip(*terms, strict=True))
    count = int(form.max()) + 1
    law = np.full(count, LAWS.index(Law.GROUPS), dtype=np.int64)
    forms = Forms(form, cell, sign, np.ones(count, dtype=bool), np.zeros(count, dtype=bool), law)
    everywhere = np.ones(len(names), dtype=bool)
    return system_of(everywhere, everywhere, forms)


def intervals(true: Mapping[str, int], hidden: Iterable[str], sums: Sums) -> dict[str, list[int]]:
    """Return between what each hidden cell must lie, by the programs of the product."""
    names = list(true)
    table = system(names, sums)
    secret = {int(table.variable[names.index(name)]): name for name in hidden}
    values = table.values(np.array([np.nan if name in secret.values() else float(true[name]) for name in names]))
    found = {}
    for component in components_of(table, values, ~np.isin(np.arange(table.variables), list(secret))):
        programs = Programs(component)
        for place, variable in enumerate(component.variables.tolist()):
            objective = (np.arange(len(component.variables)) == place).astype(float)
            solutions = [programs.solution(sign * objective) for sign in (1.0, -1.0)]
            found[secret[variable]] = [int(one[place]) for one in solutions if one is not None]
    return found


def protected(true: Mapping[str, int], sums: Sums, protection: Protection) -> set[str]:
    """Return what is hidden of a table, so that the attack fails."""
    names = list(true)
    table = system(names, sums)
    values = table.values(np.array([float(true[name]) for name in names]))
    known = ~((values >= 1) & (values < protection.smallest_cell))
    attack = Attack(table, values, known, protection)

    def hide(variables: np.ndarray) -> np.ndarray:
        return variables

    mend(attack, Remedies(table, values, lambda variables: 1 + np.log1p(values[variables])), hide)
    return {name for number, name in enumerate(names) if not attack.known[table.variable[number]]}


def cross_table(inner: Mapping[tuple[str, ...], int], parents: Iterable[Mapping[str, str]]) -> tuple[dict, list]:
    """Return all cells of a table with its margins, and its sums; `parents` names what each group adds up to."""
    levels = [list(dict.fromkeys([*tree, *tree.values()])) for tree in parents]

    def above(name: str, tree: Mapping[str, str]) -> list[str]:
        return [name, *(above(tree[name], tree) if name in tree else [])]

    cells = dict.fromkeys(product(*levels), 0)
    for key, count in inner.items():
        for whole in product(*(above(name, tree) for name, tree in zip(key, parents, strict=True))):
            cells[whole] += count
    sums = []
    for cell in cells:
        for place, tree in enumerate(parents):
            members = [name for name, parent in tree.items() if parent == cell[place]]
            if members:
                parts = [(*cell[:place], name, *cell[place + 1 :]) for name in members]
                sums.append({"|".join(cell): 1, **{"|".join(part): -1 for part in parts}})
    return {"|".join(cell): count for cell, count in cells.items()}, sums
