"""The laws between indicators: checked on every run, and a help against finding hidden numbers by subtraction.

Laws that hold by construction are in `evaluation.indicators.same_sets`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.indicators.catalogue import catalogue
from evaluation.indicators.counting import Asked, Flags
from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.indicators.model import Indicator, Relation, Table
from evaluation.indicators.rules import ESF_2014, ESF_PLUS, FORERUNNER
from evaluation.plan import Plan
from evaluation.results import CHECK_COLUMNS

_ESF = (ESF_2014, ESF_PLUS)
_ALL = (ESF_2014, ESF_PLUS, FORERUNNER)
_ANNEX = "Europäische Kommission, Leitfaden zum Monitoring des ESF, Anhang D (Prüfungen der Summen)"


def _sum(name: str, whole: str, parts: tuple[str, ...], sentence: str, rule_sets: tuple[str, ...] = _ESF) -> Relation:
    return Relation(name, whole, parts, exhaustive=True, sentence=sentence, rule_sets=rule_sets, source=_ANNEX)


def _within(
    name: str,
    whole: str,
    parts: tuple[str, ...],
    sentence: str,
    rule_sets: tuple[str, ...] = _ESF,
    *,
    others: tuple[str, ...] = (),
    disjoint: bool = False,
) -> Relation:
    return Relation(name, whole, parts, False, sentence, rule_sets, _ANNEX, others, disjoint)


RELATIONS: tuple[Relation, ...] = (
    _sum(
        "grand_total",
        "entries",
        ("participants", "incomplete_records"),
        "Vollständige und unvollständige Datensätze ergeben alle Eintritte",
        _ALL,
    ),
    _within("exits_of_entries", "entries", ("exits",), "Ausgetretene sind eingetreten", _ALL),
    _sum(
        "genders",
        "participants",
        ("participants@female", "participants@male", "participants@non_binary"),
        "Frauen, Männer und nicht-binäre Personen ergeben alle Teilnehmenden",
        _ALL,
    ),
    _sum(
        "statuses",
        "participants",
        ("unemployed", "inactive", "employed"),
        "Arbeitslose, Nichterwerbstätige und Erwerbstätige ergeben alle Teilnehmenden",
    ),
    _within("long_term_of_unemployed", "unemployed", ("long_term_unemployed",), "Langzeitarbeitslose sind arbeitslos"),
    _within(
        "not_in_education_of_inactive",
        "inactive",
        ("inactive_not_in_education",),
        "Nichterwerbstätige außerhalb von Bildung sind nicht erwerbstätig",
        (ESF_2014,),
    ),
    _within(
        "ages_2014",
        "participants",
        ("under_25", "over_54"),
        "Unter 25-Jährige und über 54-Jährige sind verschiedene Teilnehmende",
        (ESF_2014,),
        disjoint=True,
    ),
    _within(
        "ages_plus",
        "participants",
        ("under_18", "aged_18_to_29", "over_54"),
        "Die Altersgruppen sind verschiedene Teilnehmende",
        (ESF_PLUS,),
        disjoint=True,
    ),
    _within(
        "over_54_not_employed_of_over_54",
        "over_54",
        ("over_54_not_employed",),
        "CO08 liegt in CO07",
        (ESF_2014,),
    ),
    _within(
        "over_54_not_employed_of_statuses",
        "unemployed",
        ("over_54_not_employed",),
        "CO08 liegt in CO01 und CO04 zusammen",
        (ESF_2014,),
        others=("inactive_not_in_education",),
    ),
    _sum(
        "education_2014",
        "participants",
        ("no_completed_primary", "primary_or_lower_secondary", "upper_secondary", "tertiary"),
        "Die Bildungsstufen mit ISCED 0 ergeben alle Teilnehmenden",
        (ESF_2014,),
    ),
    _sum(
        "education_plus",
        "participants",
        ("lower_secondary_or_less", "upper_secondary", "tertiary"),
        "Die Bildungsstufen ergeben alle Teilnehmenden",
        (ESF_PLUS,),
    ),
    _within(
        "groups_of_disadvantaged",
        "disadvantaged",
        ("migrants_or_minorities", "disabled", "other_disadvantaged"),
        "Die Gruppen der Benachteiligten liegen in ihrer Vereinigung",
        (ESF_2014,),
    ),
    _within(
        "job_searching_of_inactive",
        "inactive",
        ("job_searching_at_exit",),
        "Neu Arbeitsuchende waren bei Eintritt nicht erwerbstätig",
    ),
    _within(
        "placement_of_not_employed",
        "unemployed",
        ("placement",),
        "Bei Austritt Beschäftigte waren bei Eintritt arbeitslos oder nicht erwerbstätig",
        others=("inactive",),
    ),
    _within(
        "job_searching_or_placed",
        "exits",
        ("job_searching_at_exit", "placement"),
        "Arbeitsuche und Beschäftigung bei Austritt schließen sich aus; beide sind ausgetreten",
        disjoint=True,
    ),
    _within(
        "results_of_leavers",
        "exits",
        ("education_at_exit", "qualification_at_exit", "early_positive_exits", "early_negative_exits"),
        "Wer ein Ergebnis bei Austritt hat, ist ausgetreten",
    ),
    _within(
        "disadvantaged_results",
        "disadvantaged",
        ("disadvantaged_result_at_exit",),
        "CR05 liegt in den Benachteiligten",
        (ESF_2014,),
    ),
    _within(
        "employed_later_of_not_employed",
        "unemployed",
        ("employed_later",),
        "Später Beschäftigte waren bei Eintritt arbeitslos oder nicht erwerbstätig",
        others=("inactive",),
    ),
    _within("improved_of_employed", "employed", ("improved_later",), "Verbesserte waren bei Eintritt erwerbstätig"),
    _within("over_54_later_of_over_54", "over_54", ("over_54_employed_later",), "CR08 liegt in CO07", (ESF_2014,)),
    _within(
        "parts_of_employed_later",
        "employed_later",
        ("over_54_employed_later", "disadvantaged_employed_later"),
        "CR08 und CR09 liegen in CR06",
        (ESF_2014,),
    ),
    _within(
        "disadvantaged_later_of_disadvantaged",
        "disadvantaged",
        ("disadvantaged_employed_later",),
        "CR09 liegt in den Benachteiligten",
        (ESF_2014,),
    ),
)
"""All laws, in the order of the chapters."""


def check_relations(cohort: pd.DataFrame, projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Check every law for every project of the rule sets in which it holds.

    A law between sets is checked record by record, which is stricter than comparing sums, and holds then for every
    gender and every other group.

    Parameters
    ----------
    cohort
        Columns of `evaluation.cohorts.COHORT_COLUMNS`.
    projects
        The selected projects with their rule sets.
    plan
        The choices.

    Returns
    -------
    pandas.DataFrame
        Columns of `CHECK_COLUMNS`, one row a law and project; no records.
    """
    indicators = {one.name: one for one in catalogue(plan)}
    asked = Asked(cohort)
    frames = []
    for relation in RELATIONS:
        bound = projects[projects["rule_set"].isin(relation.rule_sets)]
        broken = set(cohort.loc[offending(asked, relation, indicators), "project"])
        frames.append(
            bound[["municipality", "project", "funding_round"]].assign(
                relation=relation.name,
                sentence=relation.sentence,
                outcome=bound["project"].isin(broken).map({True: "violated", False: "holds"}).astype("str"),
                source=relation.source,
            )
        )
    return pd.concat(frames, ignore_index=True)[list(CHECK_COLUMNS)]


def offending_records(cohort: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Name the records that break a law; the result names pseudonyms: look at it, never save it.

    Returns
    -------
    pandas.DataFrame
        `relation`, `sentence`, `project`, `participation`, one row a law and record.
    """
    indicators, asked = {one.name: one for one in catalogue(plan)}, Asked(cohort)
    frames = [
        cohort.loc[offending(asked, relation, indicators), ["project", "participation", "rule_set"]].assign(
            relation=relation.name, sentence=relation.sentence
        )
        for relation in RELATIONS
    ]
    found = pd.concat(frames, ignore_index=True)
    bound = pd.DataFrame(
        [(relation.name, rule_set) for relation in RELATIONS for rule_set in relation.rule_sets],
        columns=["relation", "rule_set"],
    )
    return found.merge(bound, on=["relation", "rule_set"])[["relation", "sentence", "project", "participation"]]


def offending(cohort: Asked, relation: Relation, indicators: dict[str, Indicator]) -> Flags:
    """Return the records that are in a part and not in the whole, in two disjoint parts, or in the whole alone."""
    whole = np.any([_members(cohort, one, indicators) for one in (relation.whole, *relation.others)], axis=0)
    times = np.sum([_members(cohort, one, indicators) for one in relation.parts], axis=0)
    broken: Flags = (times > 0) & ~whole
    if relation.exhaustive or relation.disjoint:
        broken |= times > 1
    if relation.exhaustive:
        broken |= whole & (times == 0)
    return broken


def _members(cohort: Asked, written: str, indicators: dict[str, Indicator]) -> Flags:
    """Return the records that stand behind an indicator as it is written in a relation."""
    name, _, group = written.partition("@")
    name, _, part = name.partition(".")
    indicator = indicators[name]
    if indicator.table is not Table.COHORT:
        raise ValueError(f"{written}: a relation is about participations")
    rules = [indicator.n] if part == "n" else [indicator.n, indicator.events]
    found = np.ones(len(cohort), dtype=bool)
    for rule in rules:
        if rule is not None:
            found &= cohort.where(rule)
    return found & _in_group(cohort, group) if group else found


def _in_group(cohort: Asked, group: str) -> Flags:
    """Return the records of a group, whatever its dimension."""
    for dimension in DIMENSIONS.values():
        if group in dimension.groups and dimension.column:
            return (cohort.column(dimension.column) == group).to_numpy(dtype=bool)
        if group in dimension.groups:
            return cohort.where(dimension.rules[dimension.groups.index(group)])
    raise ValueError(f"no dimension has a group {group!r}")
