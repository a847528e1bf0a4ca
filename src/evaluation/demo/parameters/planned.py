"""Invented planned values and sums of money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A planned value (Soll) of an indicator for the whole term; `unit` is `count` or `percent`.

    `pro_rata` says whether the share of the target that falls to the time elapsed may be shown.
    """

    indicator: str
    value: float
    unit: str
    pro_rata: bool = False


@dataclass(frozen=True)
class Budget:
    """Money of a project.

    Attributes
    ----------
    planned
        Planned sum for the whole term, in euro.
    spent
        Share of the plan that is spent by the end of the term; it is spent evenly over the term.
    """

    planned: float
    spent: float
