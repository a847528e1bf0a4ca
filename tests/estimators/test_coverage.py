"""The intervals hold the truth as often as docs/coverage.md says, in a smaller run of the same simulation."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
DRAWS = 300
ERRORS = 3.5
NOMINAL = 0.95
SHORT = {
    ("wilson", "n = 20, p = 0.0085"): "one event in 20 puts the lower limit above the truth",
    ("wilson", "3,000 persons, 30-80 % answer, unweighted"): "the answers are not like the population",
    ("post_stratified_share", "300 persons, the few employed where 10-50 % answer"): "unanimous strata add no variance",
    ("post_stratified_share", "300 persons, 80 % of the employed answer, 60 % of others"): "no stratum mends that",
    ("t_mean", "exponential values, n = 10"): "few values with a long tail",
}
"""Where the interval is short, and why; everywhere else it holds."""


def benchmark():
    spec = importlib.util.spec_from_file_location("benchmark_coverage", ROOT / "benchmarks" / "coverage.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn():
    return {(row.method, row.setting): row for one in benchmark().SIMULATIONS for row in one(DRAWS)}


@pytest.fixture(scope="module")
def published():
    lines = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {(row[0], row[1]): [float(cell) for cell in row[2:5]] for row in rows if row[2][0].isdigit()}


def test_every_row_is_published(drawn, published):
    assert list(published) == list(drawn)
    assert set(SHORT) <= set(drawn)


def test_intervals_hold_the_truth_unless_it_is_said_that_they_do_not(drawn):
    for key, row in drawn.items():
        if key not in SHORT:
            error = np.sqrt(NOMINAL * (1 - NOMINAL) / (DRAWS * (1 - row.absent)))
            assert abs(row.held - NOMINAL) < ERRORS * error, key


def test_intervals_that_are_called_short_are_short(published):
    for key in SHORT:
        held, error, _ = published[key]
        assert held < NOMINAL - ERRORS * error, key


def test_the_published_table_is_that_of_this_code(drawn, published):
    for key, (held, error, absent) in published.items():
        row = drawn[key]
        small = np.sqrt(held * (1 - held) / (DRAWS * (1 - row.absent)))
        assert abs(row.held - held) < ERRORS * np.hypot(small, error), key
        assert abs(row.absent - absent) < ERRORS * np.sqrt(max(absent * (1 - absent), 1 / DRAWS) / DRAWS), key
