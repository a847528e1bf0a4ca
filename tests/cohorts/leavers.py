"""A person who left on a known day, and short words for what became of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

EXIT = pd.Timestamp("2020-06-30")

LEFT = {"entry": "2020-01-01", "exit": "2020-06-30"}
"""A participation that ended on that day."""


def after_exit(days: int) -> str:
    """Return the day so many days after the exit."""
    return (EXIT + pd.Timedelta(days=days)).date().isoformat()


def seen(day: int, status: str = "unemployed", **known: Any) -> dict[str, Any]:
    """Return an observation so many days after the exit."""
    return {"observed_on": after_exit(day), "status": status, **known}


def answer(day: str, status: str = "employed", **known: Any) -> dict[str, Any]:
    """Return an answer to the follow-up."""
    return {"due_on": day, "answered_on": day, "status": status, **known}


def job(start: str | int, end: str | int | None = None, kind: str = "social_insurance") -> dict[str, Any]:
    """Return a job; numbers are days after the exit."""
    first, last = (after_exit(day) if isinstance(day, int) else day for day in (start, end))
    return {"start": first, "end": last, "kind": kind}


PLACED: dict[str, list[dict[str, Any]]] = {
    "participations": [LEFT],
    "status_observations": [seen(10, "employed")],
    "follow_ups": [answer("2021-12-30", "unemployed")],
}
"""A person who left on 30 June 2020, was found employed ten days later and answered until the end of 2021."""


def days(column: pd.Series) -> list[str | None]:
    """Return days as texts, None where there is none."""
    return [None if pd.isna(day) else day.date().isoformat() for day in column]


def outcomes(column: pd.Series) -> list[str | None]:
    """Return outcomes as texts, None where the person is no case."""
    return [None if pd.isna(value) else value for value in column]
