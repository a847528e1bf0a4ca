"""Sets that stand under two names, or add up by construction; for disclosure control only.

Nobody may read off under one name what is hidden under another. A check could never find these laws broken: they follow
from the rules of the indicators alone.
"""

from __future__ import annotations

from typing import Final

from evaluation.indicators.catalogue import catalogue
from evaluation.indicators.model import Relation, Table
from evaluation.indicators.rules import COMPLETE, ESF_2014, ESF_PLUS, EVERYBODY, FORERUNNER
from evaluation.plan import EmploymentConcept, Plan
from evaluation.sources.contracts import ACTIVITY_KINDS

_ALL = (ESF_2014, ESF_PLUS, FORERUNNER)

_GROUPS: Final = (
    ("participants@unemployed", "unemployed"),
    ("participants@inactive", "inactive"),
    ("participants@employed", "employed"),
    ("participants@under_25", "under_25"),
    ("participants@55_plus", "over_54"),
    ("participants@over_54", "over_54"),
    ("participants@long_term_unemployed", "long_term_unemployed"),
    ("participants@migration", "migrants_or_minorities"),
    ("participants@refugee", "refugees"),
    ("participants@disability", "disabled"),
    ("participants@single_parent", "single_parents"),
    ("participants@low_education", "lower_secondary_or_less"),
    ("employed_later@over_54", "over_54_employed_later"),
    ("employed_later.n@over_54", "over_54_employed_later.n"),
    ("answered_follow_up.n@employed", "improved_later.n"),
)
"""Groups of one indicator that are an indicator of their own."""

_ALIKE: Final = (
    ("employed_later", "employed_later_weighted"),
    ("employed_later.n", "employed_later_weighted.n"),
    ("unknown_at_exit.n", "qualification_at_exit.n"),
    ("unknown_at_exit.n", "early_positive_exits.n"),
    ("unknown_at_exit.n", "early_negative_exits.n"),
    ("sustained_integration.n", "continuous_integration.n"),
    *((f"activity_{kind}", f"hours_{kind}.n") for kind in ACTIVITY_KINDS),
)
"""Indicators that count the same records."""

_SUMS: Final = (
    ("participants@low_education", ("no_completed_primary", "primary_or_lower_secondary")),
    ("employed_later.n", ("answered_follow_up.n@unemployed", "answered_follow_up.n@inactive")),
    ("answered_follow_up.n", ("employed_later.n", "improved_later.n")),
)
"""Sets that are all of a third one, whether or not it is an indicator of its own."""


def same_sets(plan: Plan) -> tuple[Relation, ...]:
    """Return the laws that hold by construction.

    Parameters
    ----------
    plan
        Its months and modes name indicators.

    Returns
    -------
    tuple of Relation
        Each with the rule sets that know all its indicators.
    """
    known = {one.name: one for one in catalogue(plan)}
    names = {COMPLETE: "participants", EVERYBODY: "entries"}
    whole_tables = [
        (names[one.n], f"{one.name}.n") for one in known.values() if one.n in names and one.table is Table.COHORT
    ]
    pairs = [*whole_tables, ("entries", "below_minimum_age.n"), *_ALIKE, *_of_plan(plan), *_GROUPS]
    wanted = [*((whole, (part,)) for whole, part in pairs), *_SUMS]
    return tuple(
        Relation(
            name=f"same_{whole}_{'_'.join(parts)}",
            whole=whole,
            parts=parts,
            exhaustive=True,
            sentence="Dieselben Personen unter zwei Namen",
            rule_sets=tuple(
                rule for rule in _ALL if all(rule in known[_indicator(one)].codes for one in (whole, *parts))
            ),
            source="Regeln der Indikatoren",
        )
        for whole, parts in wanted
    )


def _of_plan(plan: Plan) -> list[tuple[str, str]]:
    """Return denominators that differ in nothing but what is looked for on the same day."""
    insured, others = EmploymentConcept.SOCIAL_INSURANCE, (EmploymentConcept.ESF, "not_unemployed")
    pairs = [(f"{insured}_{months}.n", f"{other}_{months}.n") for months in plan.after_exit.months for other in others]
    mode, *modes = plan.stability.modes
    pairs += [
        (f"stabilised_{months}_{mode}.n", f"stabilised_{months}_{other}.n")
        for months in plan.stability.horizons_months
        for other in modes
    ]
    return pairs


def _indicator(written: str) -> str:
    return written.partition("@")[0].removesuffix(".n")
