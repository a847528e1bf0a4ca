"""The check of a release: what an outsider can compute from the findings of a run and of its earlier editions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.edition_curves import with_curves
from evaluation.disclosure.knowledge import knowledge_of
from evaluation.disclosure.release import ReleaseCheck
from evaluation.disclosure.treatments import Exact, treatment_of
from evaluation.errors import ReleaseError
from evaluation.findings.evidence import says_of
from evaluation.findings.folder import RELEASE_EVIDENCE
from evaluation.findings.model import Findings
from evaluation.indicators import RELATIONS, catalogue, same_sets
from evaluation.indicators.count_laws import count_laws
from evaluation.indicators.curve_laws import HEARD, curve_laws
from evaluation.plan import DisclosureMethod

_ATTACKED = {
    DisclosureMethod.SUPPRESSION: "every printed count, taken as exact, to find the hidden ones by linear and integer "
    "programs over all equations",
    DisclosureMethod.ROUNDING: "every printed count, taken as the interval of counts that are rounded to it, to find "
    "narrower intervals by linear and integer programs over all equations, which hold between the true counts",
    DisclosureMethod.CELL_KEY: "every printed count, taken as the interval of counts from which the largest deviation "
    "can lead to it, to find narrower intervals by linear and integer programs over all equations, which hold between "
    "the true counts",
}
_SIMPLER_RULES = (
    "sums of amounts, means, weighted shares, measures of the network and of series, and curves beside each other: "
    "they follow simpler rules: few digits, dominance, second cells, and enough persons in what a curve or a month of "
    "it leaves of another; what curves tell of counts is attacked"
)
_NOT_ATTACKED = {
    DisclosureMethod.SUPPRESSION: _SIMPLER_RULES,
    DisclosureMethod.ROUNDING: _SIMPLER_RULES,
    DisclosureMethod.CELL_KEY: _SIMPLER_RULES + "; and averages: the same number summed up over several breakdowns has "
    "as many independent deviations, and their mean is likelier to be near the true number than each of them",
}
"""What the check does not try, so that nobody takes it for more than it is."""


def check_release(findings: Findings, earlier: Sequence[Findings] = ()) -> ReleaseCheck:
    """Attack findings as an outsider would, who has nothing but what is published.

    Parameters
    ----------
    findings
        Of the run.
    earlier
        Of earlier editions.

    Returns
    -------
    ReleaseCheck
        What is known too narrowly, with the equations that reveal it.

    Raises
    ------
    ReleaseError
        If findings are internal.
    """
    internal = [one.identity for one in (findings, *earlier) if one.internal]
    if internal:
        raise ReleaseError(
            f"The findings {', '.join(internal)} are internal: nothing in them is hidden, and they are no release. "
            "Run again without --internal."
        )
    choices = findings.plan.disclosure
    plan = findings.plan
    knowledge = knowledge_of(catalogue(plan), (*RELATIONS, *same_sets(plan)), curve_laws(plan), count_laws(plan))
    protection = Protection(choices.smallest_cell, choices.protection_width)
    treatments = [treatment_of(one.plan.disclosure) for one in (findings, *earlier)]
    return check_run(
        findings.results,
        protection,
        knowledge,
        [told_by(one) for one in earlier],
        treatments=[] if all(isinstance(one, Exact) for one in treatments) else treatments,
        curves=findings.curves,
    )


def told_by(edition: Findings) -> pd.DataFrame:
    """Return what an earlier edition told of counts: its results, and what its curves said of them."""
    laws = curve_laws(edition.plan)
    if edition.plan.disclosure.method is not DisclosureMethod.SUPPRESSION:  # a sum deviates by more than a count
        laws = tuple(law for law in laws if law.column != HEARD)
    return with_curves(edition.results, edition.curves, laws)


_NAMED = 3
"""So many disclosed numbers are named with their laws; `evaluation check-release` names all."""


def refusal(check: ReleaseCheck, findings: Findings) -> str:
    """Return why a run is refused: what is known too narrowly, where, by which laws, and what to do about it.

    Where records break a law, nobody who reads the findings can see that, and the law tells wrong numbers: which laws
    the records of a project break is known from the checks of the findings, and named. No record is.

    Parameters
    ----------
    check
        A check that found something.
    findings
        What was checked.
    """
    places = findings.results.drop_duplicates("project").set_index("project")
    broken = findings.checks[findings.checks["outcome"] == "violated"]
    lines = [
        f"{len(check.disclosed)} protected number(s) would follow from the published ones, and nothing is published."
    ]
    for one in check.disclosed[:_NAMED]:
        where = [
            f"{name} (municipality {places.at[name, 'municipality']}, round {places.at[name, 'funding_round']})"
            if name in places.index
            else name
            for name in one.projects
        ]
        lines.append(
            f"- {one.cell}, in {', '.join(where)}. Laws: {'; '.join(one.laws) or 'it is printed'}. "
            f"Indicators: {', '.join(one.indicators)}."
        )
    projects = {name for one in check.disclosed for name in one.projects}
    for law in broken[broken["project"].isin(projects)].itertuples():
        lines.append(
            f"- The records of {law.project} break the law {law.relation} („{law.sentence}“), so that it tells wrong "
            "numbers: `evaluation check` names the records; mend them in the source tables."
        )
    lines.append(
        "What to do: mend records that break a law; leave out an earlier edition that is no longer public; or raise "
        "disclosure.smallest_cell in the plan, so that more is hidden."
    )
    return "\n".join(lines)


def write_release(check: ReleaseCheck, findings: Findings, earlier: Sequence[Findings], folder: Path) -> None:
    """Write the evidence of a check that found nothing as `release.json`: it holds no number of a hidden cell."""
    content = {
        **says_of(findings, earlier),
        "rows": check.rows,
        "hidden_counts": check.hidden,
        "equations": check.equations,
        "tested_numbers": check.tested,
        "known_too_narrowly": len(check.disclosed),
        "contradictions": check.contradictions,
        "attacked": _ATTACKED[findings.plan.disclosure.method],
        "not_attacked": _NOT_ATTACKED[findings.plan.disclosure.method],
    }
    (folder / RELEASE_EVIDENCE).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
