"""The check of a release: attack protected results as an outsider would, who has nothing but what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluation.disclosure.attack import Leak, Protection
from evaluation.disclosure.cells import MASK_COLUMNS, WIDTH, Bools, Floats
from evaluation.disclosure.contradictions import attacked
from evaluation.disclosure.curve_facts import CurveFact, curve_facts, with_facts
from evaluation.disclosure.editions import project_and_edition
from evaluation.disclosure.forms import LAWS
from evaluation.disclosure.intervals import Edition, bounded
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.outsider import Outsider, hidden_of, outsider_of
from evaluation.disclosure.programs import NEAR
from evaluation.disclosure.system import System
from evaluation.disclosure.treatments import Treatment
from evaluation.results import KEY_COLUMNS, TOTAL

_VARIABLE = -1
"""Origin of the rows of a system that are its variables."""


@dataclass(frozen=True)
class Disclosed:
    """A number that the published ones give away.

    Attributes
    ----------
    cell
        Which number it is.
    low, high
        Between what it must lie.
    equations
        The sums that tell so, with the printed numbers in them.
    projects, indicators, laws
        Of all numbers in these sums, and why the sums hold.
    """

    cell: str
    low: float
    high: float
    equations: tuple[str, ...]
    projects: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the finding as one line."""
        told = "; ".join(self.equations)
        value = f"is {self.low:.0f}" if self.high - self.low < NEAR else f"is from {self.low:.0f} to {self.high:.0f}"
        return f"{self.cell} {value}, because {told}"


@dataclass(frozen=True)
class ReleaseCheck:
    """What the attack on a release found.

    Attributes
    ----------
    protection
        How much must stay open.
    rows, hidden
        Rows attacked, those of earlier editions among them, and hidden counts in them.
    equations
        Equations and inequalities that the attacker used.
    tested
        Numbers that were not to be known to be few: hidden counts, and what is left of one count without another.
    disclosed
        Those that the published numbers give away.
    contradictions
        Equations that no numbers fit, because a law does not hold in the data; they were left out. Names of one set
        under which different numbers are printed count among them.
    """

    protection: Protection
    rows: int
    hidden: int
    equations: int
    tested: int
    disclosed: tuple[Disclosed, ...]
    contradictions: int


def check_results(
    results: pd.DataFrame,
    protection: Protection,
    knowledge: Knowledge,
    earlier: Sequence[pd.DataFrame] = (),
    *,
    treatments: Sequence[Treatment] = (),
    curves: pd.DataFrame | None = None,
) -> ReleaseCheck:
    """Attack protected results, and what published curves tell of them.

    Parameters
    ----------
    results
        Columns of `FINDING_COLUMNS`.
    protection
        How much must stay open.
    knowledge
        What the definitions of the indicators tell everybody.
    earlier
        Protected results of earlier editions.
    treatments
        How the counts of the results were treated, and those of each earlier edition; not given where all are exact.
    curves
        Columns of `CURVE_COLUMNS`, protected; none if not given.
    """
    rows = results.sort_values(list(KEY_COLUMNS), kind="stable", ignore_index=True)
    outsider = outsider_of(rows, hidden_of(rows), knowledge, earlier, [one.largest for one in treatments])
    hidden = outsider.hidden.reshape(-1)
    contradictions = 0
    if treatments:
        own, *others = treatments
        editions = [Edition(one, other) for one, other in zip(earlier, others, strict=True)]
        with_bounds = bounded(outsider, hidden, own, editions)
        system, values, known = with_bounds.system, with_bounds.numbers, with_bounds.known
    else:
        values = outsider.system.values(outsider.table.reshape(-1))
        known = outsider.system.known(hidden)
        broken = _broken(outsider.system, values)
        system = outsider.system.without(broken)
        contradictions = int(broken.sum()) + outsider.system.at_odds(outsider.table.reshape(-1))
    facts: list[CurveFact] = []
    if curves is not None:
        facts = curve_facts(curves, knowledge.curve_laws, outsider, treatments[0] if treatments else None)
        facts = [one for one in facts if not known[outsider.system.variable[list(one.cells)]].all()]
        system, values, known = with_facts(system, values, known, facts, outsider.system.variable)
    found = attacked(system, values, known, protection, outsider.forms)
    return ReleaseCheck(
        protection=protection,
        rows=len(outsider.rows),
        hidden=int(hidden.sum()),
        equations=int((system.origin != _VARIABLE).sum()),
        tested=int(system.tested.sum()),
        disclosed=tuple(dict.fromkeys(_disclosed(outsider, one, leak, facts) for one, leak in found.leaks)),
        contradictions=contradictions + found.contradictions,
    )


def _broken(system: System, values: Floats) -> Bools:
    """Return the forms that the printed numbers alone contradict."""
    sums = system.matrix @ values
    return np.asarray(np.where(system.equal, np.abs(sums) > NEAR, sums < -NEAR))


def _disclosed(outsider: Outsider, system: System, leak: Leak, facts: Sequence[CurveFact]) -> Disclosed:
    equations = [row for row in leak.revealed_by if system.origin[row] != _VARIABLE]
    equations.sort(key=lambda row: system.origin[row] >= 0)  # what curves tell comes first
    told = [
        _equation(outsider, system, row) if system.origin[row] >= 0 else _fact(outsider, facts[-2 - system.origin[row]])
        for row in equations[:8]
    ]
    if system.origin[leak.row] >= 0:
        name = "what is left in " + _equation(outsider, system, leak.row)
    else:
        name = _cell(outsider, int(np.flatnonzero(outsider.system.variable == leak.row)[0]))
    cells, laws = _involved(outsider, system, leak, facts)
    rows = outsider.rows.iloc[[cell // WIDTH for cell in cells]]
    projects = dict.fromkeys(project_and_edition(str(one))[0] for one in rows["project"])
    indicators = tuple(dict.fromkeys(rows["indicator"].astype("str")))
    return Disclosed(
        name, leak.low, leak.high, tuple(told) or ("it is printed",), tuple(projects), indicators, tuple(laws)
    )


def _involved(
    outsider: Outsider, system: System, leak: Leak, facts: Sequence[CurveFact]
) -> tuple[list[int], dict[str, None]]:
    """Return the cells of what leaks and of what tells so, and the laws by which it does."""
    cells: list[int] = []
    laws: dict[str, None] = {}
    for row in (leak.row, *leak.revealed_by):
        origin = int(system.origin[row])
        if origin == _VARIABLE and row == leak.row:
            cells.append(int(np.flatnonzero(outsider.system.variable == row)[0]))
        elif origin >= 0:
            cells += outsider.forms.cell[outsider.forms.form == origin].tolist()
            laws[str(LAWS[outsider.forms.law[origin]])] = None
        elif origin != _VARIABLE:
            cells += facts[-2 - origin].cells
            laws |= dict.fromkeys(f"curve {reason}" for reason in facts[-2 - origin].reasons)
    return cells, laws


def _equation(outsider: Outsider, system: System, row: int) -> str:
    """Return a form with the cells it came from, and their numbers where they are printed."""
    form = int(system.origin[row])
    forms = outsider.forms
    terms = np.flatnonzero(forms.form == form)
    text = " ".join(
        f"{'+' if sign > 0 else '-'} {_times(sign)}{_cell(outsider, _where_printed(outsider, int(cell)))}"
        for cell, sign in zip(forms.cell[terms], forms.sign[terms], strict=True)
    )
    return f"{text.removeprefix('+ ')} {'= 0' if system.equal[row] else '>= 0'} ({LAWS[forms.law[form]]})"


def _times(sign: int) -> str:
    return "" if abs(sign) == 1 else f"{abs(sign)} times "


def _fact(outsider: Outsider, fact: CurveFact) -> str:
    """Return what curves tell, with the counts that they tell of."""
    text = " ".join(
        f"{'+' if sign > 0 else '-'} {_cell(outsider, _where_printed(outsider, cell))}"
        for cell, sign in zip(fact.cells, fact.signs, strict=True)
    )
    bounds = [f"{sign} {bound:.0f}" for sign, bound in ((">=", fact.low), ("<=", fact.high)) if np.isfinite(bound)]
    return f"{text.removeprefix('+ ')} {' and '.join(bounds)} (curve {'; '.join(fact.reasons)})"


def _where_printed(outsider: Outsider, cell: int) -> int:
    """Return the first printed cell that holds the same number, or the cell itself."""
    hidden, variable = outsider.hidden.reshape(-1), outsider.system.variable
    if not hidden[cell]:
        return cell
    printed = np.flatnonzero((variable == variable[cell]) & ~hidden)
    return int(printed[0]) if len(printed) else cell


def _cell(outsider: Outsider, cell: int) -> str:
    place, column = divmod(cell, WIDTH)
    row = outsider.rows.iloc[place]
    project, edition = project_and_edition(str(row["project"]))
    where = [project] if row["dimension"] == TOTAL else [project, f"{row['dimension']} {row['group']}"]
    where += [str(row["period"])] if row["period"] else []
    where += [f"edition {edition} before"] if edition else []
    number = outsider.table[place, column]
    shown = "." if np.isnan(number) or outsider.hidden[place, column] else f"{number:.0f}"
    return f"{row['indicator']}.{MASK_COLUMNS[column]} [{', '.join(where)}] {{{shown}}}"
