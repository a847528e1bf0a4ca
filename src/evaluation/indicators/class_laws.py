"""What holds between events and the classes of cases by how many of them they had; for disclosure control only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evaluation.network import ATTENDANCE_CLASSES


@dataclass(frozen=True)
class ClassLaw:
    """Classes of cases by how many events each had, in each period.

    Attributes
    ----------
    events
        The indicator that counts the events.
    cases
        The indicator that counts the cases, each once.
    dimension
        Its dimension whose groups are the classes.
    bounds
        For each class the fewest and the most events of a case; None where there is no most.
    """

    events: str
    cases: str
    dimension: str
    bounds: Mapping[str, tuple[int, int | None]]


CLASS_LAWS: Final = (ClassLaw("attendances", "enterprises_attending", "attendance_class", ATTENDANCE_CLASSES),)
