"""From records to stays: who takes part, with the characteristics at the first entry."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation.cohorts.columns import AGE_GROUPS, outcome
from evaluation.plan import LongTermRule, Plan
from evaluation.sources import Sources
from evaluation.sources.contracts import CHARACTERISTICS, SENSITIVE_ANSWERS, SPECIAL_CHARACTERISTICS

YOUNG = 25
"""Age below which more than six months of unemployment are long-term (ESF)."""

_SENSITIVE = ("migration_background", "disability", "single_parent")
_OBLIGATORY = ("gender", "age_at_entry", "status_at_entry", "education")
_ALIKE = ["project", "entry", "exit", "unemployed_months", "programme_area", *_OBLIGATORY, *_SENSITIVE]


def known_records(sources: Sources, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return the participation records known at the cut-off date; a later exit is not known yet."""
    records = sources["participations"]
    records = records[records["entry"] <= cut_off].copy()
    records["exit"] = records["exit"].mask(records["exit"] > cut_off)
    records["exit_kind"] = records["exit_kind"].mask(records["exit"].isna())
    return records


def is_short(records: pd.DataFrame, plan: Plan) -> pd.Series:
    """Return whether a record is a short contact: it ended after at most the plan's number of days."""
    return ((records["exit"] - records["entry"]).dt.days + 1 <= plan.participation.short_stay_days).fillna(value=False)


def participations(sources: Sources, plan: Plan, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return the records that are participations, with the first record of the same stay as `first`."""
    records = known_records(sources, cut_off)
    records = records[~is_short(records, plan)].sort_values(["project", "person", "entry"], kind="stable")
    records["first"] = records.groupby(["project", "person"], sort=False)["participation"].transform("first")
    return records


def build_stays(records: pd.DataFrame, sources: Sources, projects: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return one row a stay: first entry, last exit, characteristics at the first entry, completeness."""
    last = records.drop_duplicates("first", keep="last").set_index("first")
    stays = records.drop_duplicates("first").set_index("first")
    stays["exit"], stays["exit_kind"] = last["exit"], last["exit_kind"]
    stays["records"] = records.groupby("first", sort=False).size()
    facts = projects[["project", "municipality", "funding_round", "rule_set", "minimum_age"]]
    stays = stays.reset_index(drop=True).merge(facts, on="project", how="inner", validate="many_to_one")
    stays = stays.sort_values(["project", "participation"], kind="stable").reset_index(drop=True)
    stays = _with_characteristics(stays, sources)
    asked_and_missing = (stays[list(SPECIAL_CHARACTERISTICS)] == "missing").any(axis=1)
    answered = stays[list(_SENSITIVE)].ne("missing").all(axis=1)
    stays["complete"] = stays[list(_OBLIGATORY)].notna().all(axis=1) & answered & ~asked_and_missing
    bands = pd.cut(stays["age_at_entry"].astype("float64"), [0, YOUNG, 55, 200], right=False, labels=AGE_GROUPS)
    stays["age_group"] = bands.astype("str").where(bands.notna())
    stays["long_term_unemployed"] = _long_term(stays, plan.participation.long_term_unemployment)
    stays["disadvantaged"] = _disadvantaged(stays)
    stays["too_young"] = outcome(
        case=stays["minimum_age"].notna(),
        yes=(stays["age_at_entry"] < stays["minimum_age"]).fillna(value=False),
        unknown=stays["age_at_entry"].isna(),
    )
    stays["look_alike"] = stays.duplicated(_ALIKE, keep=False)  # what is missing in both agrees, too
    stays["elsewhere"] = stays["participation"].isin(_elsewhere(records))
    return stays


def _with_characteristics(stays: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Join the further answers; in a project that asked, a participation without an answer has a missing one."""
    answers = sources["characteristics"]
    row = pd.Index(stays["participation"]).get_indexer(pd.Index(answers["participation"]))
    question = pd.Index(CHARACTERISTICS).get_indexer(pd.Index(answers["characteristic"]))
    code = pd.Index(SENSITIVE_ANSWERS).get_indexer(pd.Index(answers["answer"]))
    mine = (row >= 0) & (question >= 0)
    given = np.full((len(stays), len(CHARACTERISTICS)), -1, dtype=np.int8)
    given[row[mine], question[mine]] = code[mine]
    project, projects = pd.factorize(stays["project"])
    asked = np.zeros((len(projects), len(CHARACTERISTICS)), dtype=bool)
    np.logical_or.at(asked, project, given >= 0)
    given[asked[project] & (given < 0)] = SENSITIVE_ANSWERS.index("missing")
    told = {name: pd.Categorical(stays[name], categories=SENSITIVE_ANSWERS) for name in _SENSITIVE}
    further = {
        name: pd.Categorical.from_codes(given[:, place], categories=SENSITIVE_ANSWERS)
        for place, name in enumerate(CHARACTERISTICS)
    }
    return stays.assign(**told, **further)


def _long_term(stays: pd.DataFrame, rule: LongTermRule) -> pd.Series:
    months, young = stays["unemployed_months"], (stays["age_at_entry"] < YOUNG).fillna(value=False)
    any_age, split = months >= 12, (months > 12) | (young & (months > 6))
    long_enough = any_age if rule is LongTermRule.SGB3_12_MONTHS else split
    unemployed = stays["status_at_entry"] == "unemployed"
    return outcome(
        case=pd.Series(data=True, index=stays.index),
        yes=unemployed & long_enough.fillna(value=False).astype(bool),
        unknown=stays["status_at_entry"].isna() | (unemployed & months.isna()),
    )


def _disadvantaged(stays: pd.DataFrame) -> pd.Series:
    """Judge the disadvantaged of CR05 and CR09; a question that was not asked decides nothing."""
    answers = stays[["migration_background", "disability", "other_disadvantage"]]
    return outcome(
        case=pd.Series(data=True, index=stays.index),
        yes=(answers == "yes").any(axis=1),
        unknown=~(answers == "yes").any(axis=1) & answers.isin(["refused", "missing"]).any(axis=1),
    )


def _elsewhere(records: pd.DataFrame) -> pd.Series:
    """Return the first records of stays that overlap with a stay of the same person in another project."""
    several = records[records.duplicated("person", keep=False)][["person", "project", "first", "entry", "exit"]]
    far_away = pd.Timestamp("2200-01-01")
    several = several.assign(exit=several["exit"].fillna(far_away))
    pairs = several.merge(several, on="person", suffixes=("", "_other"))
    pairs = pairs[pairs["project"] != pairs["project_other"]]
    both = pairs[(pairs["entry"] <= pairs["exit_other"]) & (pairs["entry_other"] <= pairs["exit"])]
    return both["first"]
