"""From raw results to findings: the only way, and it leads through disclosure control."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from evaluation.cohorts import build_cases, build_cohort, selected_projects
from evaluation.disclosure import knowledge_of
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.curve_facts import People
from evaluation.disclosure.curves import ProtectedCurves
from evaluation.disclosure.dominance import with_dominance
from evaluation.disclosure.firm_rests import with_firms
from evaluation.disclosure.intervals import Edition
from evaluation.disclosure.perturbed import protect_perturbed_together
from evaluation.disclosure.perturbed_curves import perturb_curves
from evaluation.disclosure.protection import protect_together
from evaluation.disclosure.treatments import Exact, treatment_of
from evaluation.errors import PlanError
from evaluation.findings.folder import as_on_disk, findings_files, fingerprint
from evaluation.findings.model import DEFINITION_COLUMNS, ENCLOSURE_COLUMNS, PASSED_THROUGH, Findings
from evaluation.findings.release import told_by
from evaluation.indicators import RELATIONS, catalogue, check_relations, measure, measure_curves, same_sets
from evaluation.indicators.count_laws import count_laws
from evaluation.indicators.curve_laws import curve_laws, judged_at_first
from evaluation.indicators.curves import JOB_SURVIVAL
from evaluation.indicators.keyed import KEY_SUMS, secret_of
from evaluation.indicators.model import Table
from evaluation.language import speaking
from evaluation.network import PRODUCTS, build_network, firms_behind
from evaluation.plan import DisclosureMethod, Plan
from evaluation.results import FINDING_COLUMNS
from evaluation.sources import Sources
from evaluation.sources.secret import KEY_FILE


def evaluate(sources: Sources, plan: Plan, earlier: Sequence[Findings] = ()) -> Findings:
    """Walk from source tables to protected findings: cohort, network, indicators, disclosure control.

    `earlier` are the findings of earlier editions, which everybody may have read.

    Raises
    ------
    PlanError
        If the plan names a funding round that the data do not have.
    """
    return build_findings(*_measured(sources, plan), sources, plan, earlier)


def _measured(sources: Sources, plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return raw results, curves and checks; the rows of persons are gone when the protection begins."""
    projects = selected_projects(sources, plan)
    cohort, cases, network = build_cohort(sources, plan), build_cases(sources, plan), build_network(sources, plan)
    results = measure(cohort, cases, network, projects, sources, plan)
    return results, measure_curves(cohort, projects, plan), check_relations(cohort, projects, plan)


def build_findings(
    results: pd.DataFrame,
    curves: pd.DataFrame,
    checks: pd.DataFrame,
    sources: Sources,
    plan: Plan,
    earlier: Sequence[Findings] = (),
    *,
    internal: bool = False,
) -> Findings:
    """Protect raw results and curves, and join the public facts; the only way to `Findings` from raw numbers.

    Parameters
    ----------
    results
        From `evaluation.indicators.measure`.
    curves
        From `evaluation.indicators.measure_curves`.
    checks
        From `evaluation.indicators.check_relations`.
    sources
        For the public facts and the fingerprints.
    plan
        The plan that was followed.
    earlier
        Findings of earlier editions, which everybody may have read.
    internal
        Hide nothing, for evaluators with access to the data; the findings say so on every page.
    """
    projects = selected_projects(sources, plan)
    mine = projects["project"]
    facts = {name: sources[name] for name in PASSED_THROUGH}
    facts["projects"] = sources["projects"][sources["projects"]["project"].isin(mine)]
    rounds = sources["funding_rounds"]
    facts["funding_rounds"] = rounds[rounds["funding_round"].isin(projects["funding_round"])]
    for name in ("project_details", "context", "targets", "budgets", "turning_points"):
        facts[name] = facts[name][facts[name]["project"].isin(mine)]
    later = (facts["budgets"]["kind"] == "spent") & (facts["budgets"]["as_of"] > pd.Timestamp(plan.cut_off))
    facts["budgets"] = facts["budgets"][~later]
    if internal:
        shown = results.assign(suppressed="")
        return _joined(shown[list(FINDING_COLUMNS)], curves, checks, facts, sources, plan, internal=True)
    dominance = plan.economy.dominance_of_one, plan.economy.dominance_of_two
    results = with_firms(with_dominance(results, *dominance), firms_behind(sources, plan), catalogue(plan), *dominance)
    protected, protected_curves = _protected(results, curves, sources, plan, earlier)
    return _joined(protected, protected_curves, checks, facts, sources, plan, internal=False)


def _protected(
    results: pd.DataFrame, curves: pd.DataFrame, sources: Sources, plan: Plan, earlier: Sequence[Findings]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protect raw results and curves by the method of the plan.

    Raises
    ------
    PlanError
        If an earlier edition was protected in a way that this one cannot follow.
    """
    choices, indicators = plan.disclosure, catalogue(plan)
    treatment = treatment_of(choices)
    knowledge = knowledge_of(indicators, (*RELATIONS, *same_sets(plan)), curve_laws(plan), count_laws(plan))
    protection = Protection(choices.smallest_cell, choices.protection_width)
    horizons = plan.stability.horizons_months
    check_methods(sources, plan, earlier)
    if isinstance(treatment, Exact):
        before = [told_by(one) for one in earlier]
        return protect_together(results, curves, protection, knowledge, horizons=horizons, earlier=before)
    secret = secret_of(sources, plan)
    of_own = ProtectedCurves(curves, choices.smallest_cell, horizons)
    beginnings = None if secret is None else _beginnings(results, plan)

    def shown(without: Collection[People]) -> pd.DataFrame:
        return perturb_curves(of_own.without(without), treatment, secret, beginnings)

    return protect_perturbed_together(
        results,
        shown,
        treatment,
        protection,
        plan.confidence_level,
        knowledge=knowledge,
        products=frozenset(one.name for one in indicators if one.table is Table.NETWORK and one.n in PRODUCTS),
        earlier=[Edition(told_by(one), treatment_of(one.plan.disclosure)) for one in earlier],
    )


def _beginnings(results: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return with which counted cases curves begin, and the sums of their keys, as `perturb_curves` takes them."""
    mine = results[(results["indicator"] == judged_at_first(plan)) & (results["period"] == "")]
    names = {"n": "begins", KEY_SUMS["n"]: "key"}
    return mine[["project", "dimension", "group", *names]].rename(columns=names).assign(indicator=JOB_SURVIVAL)


def check_methods(sources: Sources, plan: Plan, earlier: Sequence[Findings]) -> None:
    """Check that the plan's method of protection has what it needs, and goes with that of the earlier editions.

    Raises
    ------
    PlanError
        If there is no key; if exact numbers would resolve treated ones; or if the same cases would get a second key.
    """
    secret_of(sources, plan)
    for one in earlier:
        method, before = plan.disclosure.method, one.plan.disclosure.method
        if method is DisclosureMethod.SUPPRESSION and before is not method:
            raise PlanError(
                f"disclosure.method = 'suppression' shows exact numbers, and the earlier edition {one.identity} was "
                f"protected by {str(before)!r}: side by side they would tell what it left open. Keep its method."
            )
        same_key = one.fingerprints.get(KEY_FILE) == sources.fingerprints.get(KEY_FILE)
        if method is DisclosureMethod.CELL_KEY and before is method and not same_key:
            raise PlanError(
                f"The earlier edition {one.identity} was made with another {KEY_FILE}: two deviations of the same "
                "number can be averaged. Use the same key for every edition."
            )


def _joined(
    results: pd.DataFrame,
    curves: pd.DataFrame,
    checks: pd.DataFrame,
    facts: dict[str, pd.DataFrame],
    sources: Sources,
    plan: Plan,
    *,
    internal: bool,
) -> Findings:
    """Join what may be shown with the public facts, and name the whole after its content."""
    findings = Findings(
        results=as_on_disk(results, "results"),
        curves=as_on_disk(curves, "curves"),
        definitions=_definitions(plan),
        checks=as_on_disk(checks, "checks"),
        **{name: table.reset_index(drop=True) for name, table in facts.items()},
        plan=plan,
        fingerprints=MappingProxyType(dict(sources.fingerprints)),
        enclosures=_enclosures(sources, set(facts["projects"]["municipality"])),
        internal=internal,
    )
    return replace(findings, identity=fingerprint(findings_files(findings)))


def _enclosures(sources: Sources, municipalities: set[str]) -> pd.DataFrame:
    rows = [(*key, text) for key, text in sorted(sources.enclosures.items()) if key[0] in municipalities]
    return pd.DataFrame(rows, columns=ENCLOSURE_COLUMNS).astype("str")


def _definitions(plan: Plan) -> pd.DataFrame:
    with speaking("en"):
        translated = catalogue(plan)
    rows = [
        (
            one.name,
            str(one.chapter),
            one.title,
            one.title_en,
            str(one.family),
            str(one.estimator),
            one.unit,
            one.population,
            one.event,
            one.window,
            " ".join(one.by),
            rule_set,
            code,
            one.definition,
            one.source,
            english.population,
            english.event,
            english.window,
            english.source,
        )
        for one, english in zip(catalogue(plan), translated, strict=True)
        for rule_set, code in one.codes.items()
    ]
    return pd.DataFrame(rows, columns=DEFINITION_COLUMNS)
