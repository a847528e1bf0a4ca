"""What holds between further columns of counts by the rules of the indicators; for disclosure control only.

`evaluation.indicators.relations` and `same_sets` are about numerators and denominators; the unknown and those not
mature are counted by rules, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from evaluation.indicators.curve_laws import Terms
from evaluation.plan import EmploymentConcept, Plan, StabilityMode
from evaluation.sources.contracts import COMPETENCES


@dataclass(frozen=True)
class CountLaw:
    """Counts of the same project and group that together are 0, or not negative.

    Attributes
    ----------
    terms
        Indicators, columns of their results over the whole term, and what each is multiplied with. `name@group` is a
        group of the indicator; a law with one holds for all cases of a project.
    equal
        Whether they are 0 together.
    reason
        Why.
    """

    terms: Terms
    equal: bool
    reason: str


def count_laws(plan: Plan) -> tuple[CountLaw, ...]:
    """Return the laws that hold for any records, by the plan's horizons and modes."""
    return (*_of_competences(), *_of_follow_up(), *_after_exit(plan), *_of_jobs(plan))


def _of_competences() -> list[CountLaw]:
    return [
        CountLaw(
            ((f"improved_{name}", "n", 1), (f"improved_{name}", "unknown", -1), (f"gain_{name}", "n", -1)),
            equal=True,
            reason="who was measured twice has a gain and is known to have improved or not",
        )
        for name in COMPETENCES
    ]


def _of_follow_up() -> list[CountLaw]:
    known = (("employed_later", "n", 1), ("employed_later", "unknown", -1))
    answered = tuple((f"answered_follow_up@{status}", "events", -1) for status in ("unemployed", "inactive"))
    return [
        CountLaw((*known, *answered), equal=True, reason="who answered is known to be employed or not"),
        CountLaw(
            (("unknown_at_exit", "events", 1), ("placement", "unknown", -1)),
            equal=False,
            reason="whose placement is unknown is unknown at exit",
        ),
    ]


def _after_exit(plan: Plan) -> list[CountLaw]:
    laws = []
    insured, esf = str(EmploymentConcept.SOCIAL_INSURANCE), str(EmploymentConcept.ESF)
    for months in plan.after_exit.months:
        narrow, wide, status = (f"{name}_{months}" for name in (insured, esf, "not_unemployed"))
        laws += [
            CountLaw(
                ((wide, "unknown", 1), (narrow, "unknown", -1)), equal=True, reason="nobody was heard of on that day"
            ),
            CountLaw(((wide, "events", 1), (narrow, "events", -1)), equal=False, reason="one concept holds the other"),
            CountLaw(
                ((status, "events", 1), (narrow, "events", -1)), equal=False, reason="the employed are not unemployed"
            ),
            CountLaw(
                ((status, "unknown", 1), (wide, "unknown", -1)), equal=False, reason="who was not heard of is unknown"
            ),
        ]
    for early, late in pairwise(sorted(plan.after_exit.months)):
        laws.append(_maturing(f"{insured}_{early}", f"{insured}_{late}"))
    return laws


def _of_jobs(plan: Plan) -> list[CountLaw]:
    laws = []
    horizons, modes = sorted(plan.stability.horizons_months), plan.stability.modes
    for months in horizons:
        names = {mode: f"stabilised_{months}_{mode}" for mode in modes}
        laws += [
            CountLaw(
                (("placement", "events", 1), (name, "n", -1), (name, "not_mature", -1)),
                equal=False,
                reason="whose job is followed was placed",
            )
            for name in names.values()
        ]
        if {StabilityMode.POINT, StabilityMode.CONTINUOUS} <= names.keys():
            laws.append(
                CountLaw(
                    ((names[StabilityMode.POINT], "unknown", 1), (names[StabilityMode.CONTINUOUS], "unknown", -1)),
                    equal=False,
                    reason="a break is known for good",
                )
            )
    for early, late in pairwise(horizons):
        laws += [_maturing(f"stabilised_{early}_{mode}", f"stabilised_{late}_{mode}") for mode in modes]
        if StabilityMode.CONTINUOUS in modes:
            before, after = (f"stabilised_{months}_{StabilityMode.CONTINUOUS}" for months in (early, late))
            laws.append(
                CountLaw(
                    ((before, "events", 1), (after, "events", -1)), equal=False, reason="what lasted longer lasted"
                )
            )
    return laws


def _maturing(early: str, late: str) -> CountLaw:
    return CountLaw(((early, "n", 1), (late, "n", -1)), equal=False, reason="an earlier day comes first")
