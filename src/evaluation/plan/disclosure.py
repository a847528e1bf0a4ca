"""The choices about the protection of small numbers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from evaluation.plan.choices import Choices


class DisclosureMethod(StrEnum):
    """How small numbers are protected."""

    SUPPRESSION = "suppression"
    """Numbers are hidden, and others beside them; every number that is shown is exact."""
    ROUNDING = "rounding"
    """Every count is rounded to the nearest multiple of a base; half a base is rounded up."""
    CELL_KEY = "cell_key"
    """Every count gets a small deviation, drawn with a key that the same cases always have."""


class DisclosureChoices(Choices):
    """Protection of small numbers; each method has choices of its own, and no other method has them."""

    method: DisclosureMethod
    """How they are protected."""

    smallest_cell: Annotated[int, Field(strict=True, ge=2, le=20)]
    """Counts from 1 to one below this number are few: nobody may be able to tell that a number is one of them."""
    protection_width: Annotated[int, Field(strict=True, ge=1, le=50)]
    """How wide the interval of a small number must stay for whoever computes it from all published ones."""
    rounding_base: Annotated[int, Field(strict=True, ge=3, le=100)] | None = None
    """Rounding: the base to whose nearest multiple every count is rounded."""
    largest_deviation: Annotated[int, Field(strict=True, ge=1, le=50)] | None = None
    """Cell key: by how much a published count may differ from the true one."""
    deviation_variance: Annotated[float, Field(strict=True, gt=0, le=1000)] | None = None
    """Cell key: variance of the deviations."""
    avoid_small_results: Annotated[bool, Field(strict=True)] | None = None
    """Cell key: whether no count from 1 to one below the smallest cell is ever published."""

    @model_validator(mode="after")
    def _choices_of_the_method(self) -> DisclosureChoices:
        for method, names in METHOD_CHOICES.items():
            for name in names:
                if (getattr(self, name) is None) == (self.method is method):
                    needed = "is needed" if self.method is method else "is not a choice"
                    raise ValueError(f"{name} {needed} with method = {str(self.method)!r}")
        if self.rounding_base is not None:
            self._check_rounding(self.rounding_base)
        if self.largest_deviation is not None and self.deviation_variance is not None:
            self._check_deviations(self.largest_deviation, self.deviation_variance)
        return self

    def _check_rounding(self, base: int) -> None:
        above = (base - 1) // 2
        if self.protection_width > above:
            raise ValueError(
                f"protection_width = {self.protection_width} is too much for rounding_base = {base}: a published 0 may "
                f"be up to {above}, so that the width can be {above} at most; raise the base or lower the width"
            )
        if base + above < self.smallest_cell:
            raise ValueError(
                f"rounding_base = {base} is too small for smallest_cell = {self.smallest_cell}: a published {base} "
                f"would always be from {base - base // 2} to {base + above}, and few; raise the base"
            )

    def _check_deviations(self, deviation: int, variance: float) -> None:
        if self.protection_width > deviation:
            raise ValueError(
                f"protection_width = {self.protection_width} is too much for largest_deviation = {deviation}: a "
                f"published 0 may be up to {deviation}; raise the deviation or lower the width"
            )
        if deviation < self.smallest_cell - 1 + bool(self.avoid_small_results):
            raise ValueError(
                f"largest_deviation = {deviation} is too small for smallest_cell = {self.smallest_cell}: a published "
                f"{self.smallest_cell if self.avoid_small_results else 1} would tell that there are few; raise it"
            )
        least = max(few * (self.smallest_cell - few) for few in range(1, self.smallest_cell))
        least = least if self.avoid_small_results else 0
        if not least + VARIANCE_MARGIN <= variance <= deviation - VARIANCE_MARGIN:
            raise ValueError(
                f"deviation_variance = {variance:g} cannot be had: with these choices it must lie between "
                f"{least + VARIANCE_MARGIN:g} and {deviation - VARIANCE_MARGIN:g}"
            )

    @model_serializer(mode="wrap")
    def _without_choices_of_other_methods(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        return {name: value for name, value in handler(self).items() if value is not None}


METHOD_CHOICES: Mapping[DisclosureMethod, tuple[str, ...]] = {
    DisclosureMethod.ROUNDING: ("rounding_base",),
    DisclosureMethod.CELL_KEY: ("largest_deviation", "deviation_variance", "avoid_small_results"),
}
"""The choices that belong to one method of protection."""

VARIANCE_MARGIN = 0.1
"""So far the variance stays from the smallest and the largest that any deviations could have."""
