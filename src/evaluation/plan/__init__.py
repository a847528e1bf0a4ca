"""The analysis plan: every choice that changes a number.

A plan is read from `plan.toml` and has no defaults: a choice that nobody made is an error, and a report can quote the
plan in full. Nothing in the package reads the clock; the cut-off date (Datenstand) is a choice like the others.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from evaluation.errors import PlanError
from evaluation.fonts.coverage import unprintable
from evaluation.plan.choices import (
    AfterExitChoices,
    Choices,
    Clock,
    CurveJobs,
    EconomyChoices,
    EmploymentConcept,
    EventKind,
    FollowUpChoices,
    LongTermRule,
    NetworkChoices,
    NetworkPeriod,
    ParticipationChoices,
    PathwayChoices,
    PlacementChoices,
    StabilityChoices,
    StabilityMode,
)
from evaluation.plan.disclosure import (
    METHOD_CHOICES,
    VARIANCE_MARGIN,
    DisclosureChoices,
    DisclosureMethod,
)

__all__ = [
    "METHOD_CHOICES",
    "VARIANCE_MARGIN",
    "AfterExitChoices",
    "Choices",
    "Clock",
    "CurveJobs",
    "DisclosureChoices",
    "DisclosureMethod",
    "EconomyChoices",
    "EmploymentConcept",
    "EventKind",
    "FollowUpChoices",
    "LongTermRule",
    "NetworkChoices",
    "NetworkPeriod",
    "ParticipationChoices",
    "PathwayChoices",
    "PlacementChoices",
    "Plan",
    "StabilityChoices",
    "StabilityMode",
    "parse_plan",
    "read_plan",
]


class Plan(Choices):
    """Every choice that changes a number, frozen.

    Attributes are documented one by one; `Plan.model_json_schema()` holds the same words for machines.
    """

    title: Annotated[str, Field(min_length=1, max_length=200)]
    """Name of the plan, printed in every report."""
    cut_off: dt.date
    """Datenstand: the last day whose events count as known."""
    funding_rounds: tuple[str, ...]
    """Funding rounds to evaluate; empty means every round of the data."""
    confidence_level: Annotated[float, Field(strict=True, gt=0.5, lt=1)]
    """Level of all intervals, for example 0.95."""
    seed: Annotated[int, Field(strict=True, ge=0)]
    """Seed of everything random; the walk of this version draws nothing at random."""
    participation: ParticipationChoices
    placement: PlacementChoices
    follow_up: FollowUpChoices
    after_exit: AfterExitChoices
    pathway: PathwayChoices
    stability: StabilityChoices
    network: NetworkChoices
    economy: EconomyChoices
    disclosure: DisclosureChoices

    @field_validator("title")
    @classmethod
    def _printable(cls, title: str) -> str:
        if found := unprintable(title):
            raise ValueError(f"cannot be printed: {', '.join(found)}")
        return title

    def for_rounds(self, funding_rounds: Sequence[str]) -> Plan:
        """Return the plan with other funding rounds; an empty sequence changes nothing."""
        return self.model_copy(update={"funding_rounds": tuple(funding_rounds)}) if funding_rounds else self


def read_plan(path: Path) -> Plan:
    """Read and validate a `plan.toml`.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Plan
        The frozen plan.

    Raises
    ------
    PlanError
        If the file is missing, is no TOML, or breaks the model; every fault is named at once.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise PlanError(f"{path}: there is no such plan. Give one with --plan, or copy data/demo/plan.toml.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise PlanError(f"{path}: the plan cannot be read as TOML in UTF-8: {fault}") from None
    return parse_plan(content, where=str(path))


def parse_plan(content: object, *, where: str) -> Plan:
    """Validate plain data as a plan; `where` names its origin in the message of a `PlanError`."""
    try:
        return Plan.model_validate(content)
    except ValidationError as invalid:
        lines = [
            f"  {'.'.join(str(part) for part in fault['loc']) or 'plan'}: {fault['msg']}" for fault in invalid.errors()
        ]
        raise PlanError(f"{where}: {len(lines)} fault(s) in the plan\n" + "\n".join(lines)) from None
