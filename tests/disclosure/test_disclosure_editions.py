"""Two editions of a demo project, persons and visits left out by lot: every law holds, and an outsider learns nothing.

The outsider is the attacker of these tests, who shares no code with the product, and solves what he knows of both
editions at once.
"""

import datetime as dt
from types import MappingProxyType

import numpy as np
import pytest
from attacker import PARTITIONS, known
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.disclosure import knowledge_of, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.cells import WIDTH
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.dominance import with_dominance
from evaluation.disclosure.outsider import outsider_of
from evaluation.indicators import RELATIONS, catalogue, measure, same_sets
from evaluation.indicators.count_laws import count_laws
from evaluation.indicators.curve_laws import curve_laws
from evaluation.network import build_network
from evaluation.results import KEY_COLUMNS
from evaluation.sources import Sources

MOST = 1e6
CUT_OFFS = (dt.date(2021, 12, 31), dt.date(2022, 12, 31))
PROJECT = "leipzig-arbeit-im-quartier"
ASKED = 25
"""So many hidden numbers of the project are asked for, spread over all."""


def thinned(sources):
    """Return one project, without a third of the persons and some visits of enterprises."""
    random = np.random.default_rng(3)
    tables = {
        name: table[table["project"] == PROJECT] if "project" in table else table
        for name, table in sources.tables.items()
    }
    people = tables["participations"]["person"].drop_duplicates()
    kept = people[random.random(len(people)) < 0.67]
    tables["participations"] = tables["participations"][tables["participations"]["person"].isin(kept)]
    for name, table in tables.items():
        if "participation" in table:
            mine = table["participation"].isin(tables["participations"]["participation"])
            tables[name] = table[mine | table["participation"].isna()]
        elif "person" in table:
            tables[name] = table[table["person"].isin(kept)]
        elif name in ("attendances", "advice_contacts", "cases"):
            tables[name] = table[random.random(len(table)) < 0.8]
    return Sources(MappingProxyType({name: one.reset_index(drop=True) for name, one in tables.items()}), {})


def raw_of(sources, plan):
    tables = (build_cohort(sources, plan), build_cases(sources, plan), build_network(sources, plan))
    return with_dominance(measure(*tables, selected_projects(sources, plan), sources, plan), 0.5, 0.85)


def what_is_known(plan):
    return knowledge_of(catalogue(plan), (*RELATIONS, *same_sets(plan)), curve_laws(plan), count_laws(plan))


@pytest.fixture(scope="module")
def editions(demo_sources, demo_plan):
    sources, knowledge = thinned(demo_sources), what_is_known(demo_plan)
    raw_ones, protected_ones = [], []
    for cut_off in CUT_OFFS:
        rows = raw_of(sources, demo_plan.model_copy(update={"cut_off": cut_off}))
        raw_ones.insert(0, rows)
        protected_ones.insert(0, protect(rows, 3, knowledge=knowledge, earlier=protected_ones))
    return knowledge, raw_ones, protected_ones


def assert_every_law_holds(knowledge, now, before):
    """A law that valid data break would tell wrong numbers, and the check would refuse a release for nothing."""
    now, before = (rows.sort_values(list(KEY_COLUMNS), ignore_index=True) for rows in (now, before))
    nothing = np.zeros((len(now), WIDTH), dtype=bool)
    outsider = outsider_of(now, nothing, knowledge, [before.assign(suppressed="")])
    system, table = outsider.system, outsider.table.reshape(-1)
    assert system.at_odds(table) == 0
    sums = system.matrix @ system.values(table)
    assert (sums[system.equal] == 0).all()
    assert (sums[~system.equal] >= 0).all()
    assert system.tested.sum() > 2_000


def test_every_law_that_an_outsider_believes_holds(editions):
    knowledge, raw_ones, _ = editions
    assert_every_law_holds(knowledge, *raw_ones)


def test_every_law_holds_in_every_demo_project(demo_sources, demo_plan):
    """Rounds differ in what they know: one names no minimum age, another asked for other groups."""
    before = demo_plan.model_copy(update={"cut_off": CUT_OFFS[0]})
    rows = [raw_of(demo_sources, plan) for plan in (demo_plan, before)]
    assert rows[0]["project"].nunique() == 5
    assert_every_law_holds(what_is_known(demo_plan), *rows)


def test_the_product_finds_nothing_in_both_editions(editions):
    knowledge, _, (now, before) = editions
    found = check_run(now, Protection(3, 3), knowledge, [before])
    assert found.disclosed == ()
    assert found.contradictions == 0
    assert found.hidden > 500
    careless = check_run(protect_alone(editions), Protection(3, 3), knowledge, [before])
    assert careless.disclosed


def protect_alone(editions):
    """Protect the later edition as if there were no earlier one."""
    knowledge, (rows, _), _ = editions
    return protect(rows, 3, knowledge=knowledge)


def test_an_outsider_learns_no_hidden_number_from_both_editions(editions):
    knowledge, raw_ones, protected_ones = editions
    numbers, hidden, equal, below = {}, {}, [], []
    for place, (rows, shown) in enumerate(zip(raw_ones, protected_ones, strict=True)):
        mine = (rows["project"] == PROJECT) & (rows["unit"] != "events") & ~rows["method"].isin(["total", "mean"])
        facts = known(rows[mine], shown[mine], RELATIONS)
        numbers |= {(place, *cell): number for cell, number in facts.published.items()}
        hidden |= {(place, *cell): number for cell, number in facts.hidden.items()}
        for whole, parts in facts.sums:
            is_whole = parts[0][2] not in PARTITIONS or whole[0] in knowledge.complete
            names = [(place, *cell) for cell in (whole, *parts)]
            (equal if is_whole and parts[0][2] != "programme_area" else below).append(
                {names[0]: 1, **dict.fromkeys(names[1:], -1)}
            )
        below += [{(place, *whole): 1, (place, *part): -1} for whole, part in facts.within]
    grown = [cell for cell in (*numbers, *hidden) if cell[0] == 0 and cell[1] in knowledge.growing]
    below += [
        {cell: 1, (1, *cell[1:]): -1}
        for cell in grown
        if cell[-1] in ("n", "events") and ((1, *cell[1:]) in numbers or (1, *cell[1:]) in hidden)
    ]
    few = [name for name, number in hidden.items() if number in (1, 2)]
    asked = few[:: max(len(few) // ASKED, 1)]
    assert len(asked) >= ASKED
    for name, (low, high) in intervals(asked, numbers, hidden, equal, below).items():
        assert low <= hidden[name] <= high
        assert high - low > 3 - 1e-6
        assert low < 1e-6 or high > 3 - 1e-6


def intervals(asked, numbers, hidden, equal, below):
    """Return the smallest and the largest number that each hidden number may be."""
    place = {name: column for column, name in enumerate(hidden)}
    sums, constant = zip(*(_row(rule, place, numbers) for rule in (*equal, *below)), strict=True)
    matrix, constant = vstack(sums, format="csr"), np.array(constant)
    _, group = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    is_equal = np.arange(len(constant)) < len(equal)
    found = {}
    for name in asked:
        mine = np.flatnonzero(group == group[place[name]])
        part = matrix[:, mine]
        told = np.diff(part.indptr) > 0
        rules = {
            "A_eq": part[told & is_equal],
            "b_eq": -constant[told & is_equal],
            "A_ub": -part[told & ~is_equal],
            "b_ub": constant[told & ~is_equal],
        }
        target = (mine == place[name]).astype(float)
        ends = [linprog(sign * target, **rules, bounds=(0, MOST), method="highs") for sign in (1, -1)]
        assert all(one.status == 0 for one in ends)
        found[name] = (ends[0].fun, -ends[1].fun)
    return found


def _row(rule, place, numbers):
    columns = [place[name] for name in rule if name in place]
    signs = [sign for name, sign in rule.items() if name in place]
    row = csr_matrix((signs, ([0] * len(columns), columns)), (1, len(place)))
    return row, float(sum(sign * numbers.get(name, 0) for name, sign in rule.items()))
