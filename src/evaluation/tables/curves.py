"""Which months of a curve stand in its table."""

from __future__ import annotations

import pandas as pd

from evaluation.results import Status


def last_published(curve: pd.DataFrame) -> list[int]:
    """Return the last published month of curves, at which their drawing ends; empty if none is published."""
    published = curve.loc[curve["status"] == Status.PUBLISHED, "month"]
    return [] if published.empty else [int(published.max())]
