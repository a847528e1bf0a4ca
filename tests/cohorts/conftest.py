"""From readable rows to the cohort."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from evaluation.cohorts import build_cohort
from evaluation.plan import Plan
from evaluation.sources import Sources


@pytest.fixture(scope="session")
def cohort_of(make_sources: Callable[..., Sources], plan: Callable[..., Plan]) -> Callable[..., pd.DataFrame]:
    """Return a function from changed choices and rows of tables to the cohort, by participation.

    A cohort that was built before is given again: many tests look at several columns of one, and none changes it.
    """
    known: dict[str, pd.DataFrame] = {}

    def build(choices: dict[str, Any] | None = None, **tables: list[dict[str, Any]]) -> pd.DataFrame:
        key = repr((choices or {}, tables))
        if key not in known:
            known[key] = build_cohort(make_sources(**tables), plan(**(choices or {}))).set_index("participation")
        return known[key]

    return build
