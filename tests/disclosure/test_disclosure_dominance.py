"""A sum that one or two firms make up nearly alone is hidden like a number behind which few stand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.disclosure import protect
from evaluation.disclosure.dominance import with_dominance
from evaluation.results import RESULT_COLUMNS, TOTAL


def of_firms(*amounts: float) -> pd.DataFrame:
    """Return the raw row of a sum over firms."""
    ranked = [*sorted(amounts, reverse=True), 0.0, 0.0]
    row = dict.fromkeys(RESULT_COLUMNS) | {"indicator": "jobs_created", "project": "A", "municipality": "05711000"}
    row |= {"funding_round": "R1", "dimension": TOTAL, "group": TOTAL, "period": "", "status": "published"}
    row |= {"n": len(amounts), "events": round(sum(amounts)), "method": "total", "unit": "full-time equivalents"}
    row |= {"contributors": len(amounts), "amount": sum(amounts), "largest": ranked[0], "second": ranked[1]}
    numbers = {"n": "Int64", "events": "Int64", "unknown": "Int64", "not_mature": "Int64", "contributors": "Int64"}
    numbers |= dict.fromkeys(("estimate", "conf_low", "conf_high", "amount", "largest", "second"), "Float64")
    return pd.DataFrame([row]).astype(numbers)


def published(*amounts: float) -> bool:
    row = protect(with_dominance(of_firms(*amounts), 0.5, 0.85), 3).iloc[0]
    assert (row["status"] == "published") == pd.notna(row["events"])
    return bool(row["status"] == "published")


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ((4, 4, 4), True),
        ((5, 3, 2), False),  # half of the sum is one firm's
        ((4.9, 3, 2.1), True),
        ((4.5, 4, 1.5), False),  # 85 percent are two firms'
        ((4.4, 4, 1.6), True),
        ((4, 4), False),  # two firms are too few, however even
        ((10,), False),
        ((0, 0, 0), True),  # nothing is nobody's secret
    ],
)
def test_a_dominated_sum_is_hidden(amounts, shown):
    assert published(*amounts) is shown


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=12))
def test_a_printed_sum_keeps_both_thresholds(quarters):
    amounts = sorted((one / 4 for one in quarters), reverse=True)
    if published(*amounts) and sum(amounts):
        assert amounts[0] < 0.5 * sum(amounts)
        assert amounts[0] + amounts[1] < 0.85 * sum(amounts)


def test_a_row_that_is_no_sum_over_firms_is_left_alone():
    rows = of_firms(9, 1, 1).assign(largest=pd.NA, second=pd.NA)
    rows = rows.astype({"largest": "Float64", "second": "Float64"})
    assert with_dominance(rows, 0.5, 0.85)["contributors"].tolist() == [3]
