"""INDICATORS is data: who is counted, what counts, and where the definition comes from.

Rules are expressions over the documented columns of the cohort (`evaluation.cohorts.COHORT_COLUMNS`) and of the cases
(`CASE_COLUMNS`), or names of columns of the network table (`evaluation.network.NETWORK_COLUMNS`). The same expressions
are computed and printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from evaluation import words
from evaluation.indicators.answered import ANSWERED
from evaluation.indicators.economy import ECONOMY
from evaluation.indicators.enterprises import ENTERPRISES
from evaluation.indicators.exits import EXIT
from evaluation.indicators.lasted import LASTED
from evaluation.indicators.model import Estimator, Indicator
from evaluation.indicators.outside import OUTSIDE
from evaluation.indicators.pathways import PATHWAY
from evaluation.indicators.quality import QUALITY
from evaluation.indicators.reach import REACH
from evaluation.indicators.ties import TIES
from evaluation.indicators.turning import TURNING
from evaluation.language import Language, noted, say, speaking, spoken
from evaluation.plan import Plan

INDICATORS: tuple[Indicator, ...] = (
    *REACH,
    *ANSWERED,
    *OUTSIDE,
    *EXIT,
    *LASTED,
    *PATHWAY,
    *QUALITY,
    *ECONOMY,
    *ENTERPRISES,
    *TIES,
    *TURNING,
)
"""All indicators, in the order in which a reader meets them; entries in braces are filled from the plan."""

_MODE_DEFINITIONS = {
    "point": noted("an diesem Tag beschäftigt waren"),
    "continuous": noted("bis zu diesem Tag ohne Unterbrechung von mehr als {gap_days} Tagen beschäftigt waren"),
}
_RULES = ("name", "title_en", "n", "events", "unknown", "not_mature")
"""Texts of an indicator that are the same in every language."""
_SINGULAR = {
    r"\b1 Monat(e|en)\b": "1 Monat",
    r"\b1 Tag(e|en)\b": "1 Tag",
    r"\b1 months\b": "1 month",
    r"\b1 days\b": "1 day",
}
_PHRASES = ("title", "population", "event", "window", "source")
"""Texts of an indicator for the reader."""


def catalogue(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators with the plan's choices written into their names, rules and definitions.

    What is meant for the reader is in the language spoken (`evaluation.language`).
    """
    return _catalogue(plan, spoken())


@lru_cache(maxsize=16)
def _catalogue(plan: Plan, _language: Language) -> tuple[Indicator, ...]:
    """Fill the catalogue once for a plan and a language: a run asks for it a dozen times."""
    filled: list[Indicator] = []
    for indicator in INDICATORS:
        if "{mode}" in indicator.name:
            for mode in plan.stability.modes:
                for months in plan.stability.horizons_months:
                    filled.append(_fill(indicator, _words(plan) | _stability_words(plan, months, mode)))
        elif "{after}" in indicator.name:
            for months in plan.after_exit.months:
                after = {"after": str(months), "after_title": words.months(months)}
                filled.append(_fill(indicator, _words(plan) | after))
        else:
            filled.append(_fill(indicator, _words(plan)))
    return tuple(filled)


def target_units(plan: Plan) -> dict[str, str]:
    """Return the indicators that can have a target: a `count`, or a `share` whose target may be either."""
    counts = (Estimator.COUNT, Estimator.TOTAL)
    shares = (Estimator.WILSON, Estimator.RATIO)
    kinds = dict.fromkeys(counts, "count") | dict.fromkeys(shares, "share")
    return {one.name: kinds[one.estimator] for one in catalogue(plan) if one.estimator in kinds}


def _words(plan: Plan) -> dict[str, str]:
    return {
        "short_stay_days": words.days(plan.participation.short_stay_days),
        "long_term_rule": words.LONG_TERM_RULES[plan.participation.long_term_unemployment],
        "window_days": str(plan.placement.window_days),
        "follow_up_months": str(plan.follow_up.months),
        "answer_days": str(plan.follow_up.answer_days),
        "subsidised": say(words.SUBSIDISED) if plan.stability.include_subsidised else "",
        "active_attendances": str(plan.network.active_attendances),
        "shared_events": str(plan.network.shared_events),
        "survival_months": words.months(plan.economy.survival_months),
        "left_out": ", ".join(words.EVENT_KINDS[kind] for kind in plan.network.left_out_event_kinds) or say("keine"),
    }


def _stability_words(plan: Plan, months: int, mode: str) -> dict[str, str]:
    stability = plan.stability
    subsidised = say(words.SUBSIDISED) if stability.include_subsidised else ""
    with speaking("en"):
        mode_title_en = words.MODES[mode]
    return {
        "months": str(months),
        "mode": str(mode),
        "column": f"stable_{months}_{mode}",
        "mode_title": words.MODES[mode],
        "mode_title_en": mode_title_en,
        "mode_definition": say(_MODE_DEFINITIONS[mode], gap_days=stability.gap_days),
        "concept": words.CONCEPTS[stability.concept] + subsidised,
        "clock": words.CLOCKS[stability.clock],
    }


def _fill(indicator: Indicator, filling: Mapping[str, str]) -> Indicator:
    rules = {name: value for name in _RULES if (value := getattr(indicator, name)) is not None}
    phrases = {name: say(getattr(indicator, name)) for name in _PHRASES}
    texts: dict[str, Any] = {name: _in_number(text.format_map(filling)) for name, text in (rules | phrases).items()}
    return replace(indicator, **texts)


def _in_number(text: str) -> str:
    """Say one month and one day in the singular: a plan may choose 1 where the phrase was written for more."""
    for plural, singular in _SINGULAR.items():
        text = re.sub(plural, singular, text)
    return text
