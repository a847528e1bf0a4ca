"""Findings over the whole term as rows that name all they are about; and the ESF's tables 4A, 2A and 2C among them.

Numbers keep their types here. `suppressed` lists the columns of the same table whose numbers are hidden. `no_number`
and its like hold the words that stand where there is no number; only the workbook prints them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation import words
from evaluation.findings import Findings
from evaluation.formats import NO_NUMBER, NOTHING, not_stated
from evaluation.language import SOURCE_LANGUAGE, noted, say, spoken
from evaluation.results import TOTAL, Status

GENDERS: Final = ("female", "male", "non_binary")

_NUMBERS: Final = {
    "events": "numerator",
    "n": "denominator",
    "unknown": "unknown",
    "not_mature": "not_mature",
    "estimate": "share",
    "conf_low": "conf_low",
    "conf_high": "conf_high",
}
"""Columns of findings and their names in the annex."""

_PLACES = ("indicator_place", "region_place", "round_place", "municipality", "project", "dimension_place")
_ORDER = [*_PLACES, "dimension", "group_place", "group"]
_KEY = ["indicator", "project"]
_NO_SHARE = ("count", "total")
"""Estimators that end in a number of cases or units, and never in a share."""

_TRANSLATED = ("title", "population", "event", "window", "source")
"""Columns of the definitions that stand in every language."""

NO_PERCENT = ("mean", "measure", "segmented")
"""Estimators whose estimate is a number of its own and no share."""

_DIMENSIONS = (
    *(TOTAL, "gender", "age", "status_at_entry", "target_group", "programme_area"),
    *("topic", "size_class", "attendance_class", "sector", "sector_pair"),
)


def rows_of_the_whole_term(findings: Findings) -> pd.DataFrame:
    """Return each result over the whole term with its indicator, project, round and region, in a fixed order."""
    rows = findings.results[findings.results["period"] == ""].drop(columns=["municipality", "funding_round"])
    rows = rows.merge(_projects(findings), on="project", how="left", validate="many_to_one")
    rows = rows.merge(_indicators(findings), on="indicator", how="left", validate="many_to_one")
    codes = findings.definitions[["indicator", "rule_set", "code"]].assign(defined=True)
    rows = rows.merge(codes, on=["indicator", "rule_set"], how="left", validate="many_to_one")
    rows["defined"] = rows["defined"].notna()
    rows["code"] = rows["code"].fillna("")
    rows["dimension_place"] = _places(rows["dimension"], _DIMENSIONS)
    rows["group_place"] = _places(rows["group"], tuple(words.GROUPS))
    rows = _with_numbers(rows.sort_values(_ORDER, kind="stable", ignore_index=True))
    return rows.assign(synthetic="yes" if findings.synthetic else "no")


def _projects(findings: Findings) -> pd.DataFrame:
    """Return the projects with the names of their rounds; the latest round comes first."""
    rounds = findings.funding_rounds[["funding_round", "name", "rule_set", "start"]].rename(
        columns={"name": "funding_round_name"}
    )
    latest_first = rounds.sort_values(["start", "funding_round"], ascending=[False, True])
    rounds["round_place"] = _places(rounds["funding_round"], tuple(latest_first["funding_round"]))
    named = findings.projects[["project", "name", "municipality", "municipality_name", "region_category"]]
    projects = named.assign(funding_round=findings.projects["funding_round"])
    projects["region_place"] = _places(projects["region_category"], tuple(words.REGIONS))
    projects["region_category"] = projects["region_category"].map(dict(words.REGIONS)).fillna(not_stated())
    projects = projects.rename(columns={"name": "project_name"})
    return projects.merge(rounds.drop(columns="start"), on="funding_round", how="left", validate="many_to_one")


def _indicators(findings: Findings) -> pd.DataFrame:
    """Return title, chapter and place of each indicator, in the order of the catalogue."""
    indicators = definitions_of(findings).drop_duplicates("indicator")[["indicator", "title", "chapter"]]
    return indicators.assign(indicator_place=range(len(indicators)))


def definitions_of(findings: Findings) -> pd.DataFrame:
    """Return the definitions of the indicators, with what is meant for the reader in the language of the reader."""
    definitions, language = findings.definitions, spoken()
    if language == SOURCE_LANGUAGE:
        return definitions
    definitions = definitions.assign(**{name: definitions[f"{name}_{language}"] for name in _TRANSLATED})
    phrase = noted("{event}. Bezug: {population}. Beobachtet: {window}.")
    rules = definitions[["event", "population", "window"]].to_dict("records")
    return definitions.assign(definition=[say(phrase, **rule) for rule in rules])


def _places(values: pd.Series, order: tuple[str, ...]) -> pd.Series:
    """Return the place of each value in an order of reading; what stands not in it comes last."""
    return values.map({value: place for place, value in enumerate(order)}).fillna(len(order)).astype("int64")


def _with_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Give numbers their names in the annex, part means from shares, and say why a number is absent."""
    rows = rows.rename(columns=_NUMBERS)
    is_mean = rows["method"].isin(NO_PERCENT)
    names = {text: " ".join(_NUMBERS[name] for name in text.split()) for text in rows["suppressed"].unique()}
    of_means = {text: name.replace("share", "mean") for text, name in names.items()}
    rows["suppressed"] = rows["suppressed"].map(names).where(~is_mean, rows["suppressed"].map(of_means))
    # nobody can be judged yet: that is no 0 of an outcome
    rows["numerator"] = rows["numerator"].mask(rows["status"] == str(Status.NOT_MATURE))
    rows["estimate"] = rows["share"]
    rows["mean"] = rows["share"].where(is_mean)
    rows["share"] = rows["share"].mask(is_mean)
    rows["no_number"] = rows["status"].map(_reasons()).fillna(NOTHING)
    rows["no_share"] = rows["no_number"].mask(rows["method"].isin(_NO_SHARE), NOTHING)
    return rows


def _reasons() -> dict[str, str]:
    """Return the words for a number that is not there; a hidden one is there."""
    return {str(status): word for status, word in NO_NUMBER.items() if status is not Status.SUPPRESSED}


def is_hidden(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return where the number of a column is suppressed; an estimate is a share or a mean."""
    names = {"share", "mean"} if column == "estimate" else {column}
    named = {text: not names.isdisjoint(text.split()) for text in rows["suppressed"].unique()}
    return rows["suppressed"].map(named).astype(bool)


def common_indicators(rows: pd.DataFrame, letters: str) -> pd.DataFrame:
    """Return the common indicators of the ESF as in its implementation report: a row a project, genders side by side.

    Parameters
    ----------
    rows
        From `rows_of_the_whole_term`.
    letters
        `CO` for output indicators (table 4A), `CR` for result indicators (table 2A).
    """
    own = rows[rows["code"].str.match(rf"(EE)?{letters}\d")]
    table = own[own["dimension"] == TOTAL].set_index(_KEY)
    table["total"] = table["numerator"]
    hidden = {"total": is_hidden(table, "numerator")}
    not_collected = table["no_number"].where(table["status"] == str(Status.NOT_COLLECTED), NOTHING)
    for gender in GENDERS:
        part = own[(own["dimension"] == "gender") & (own["group"] == gender)].set_index(_KEY)
        table[gender] = part["numerator"].reindex(table.index)
        table[f"no_{gender}"] = part["no_number"].reindex(table.index).fillna(not_collected)
        hidden[gender] = is_hidden(part, "numerator").reindex(table.index).eq(True)
    others = [name for name in _NUMBERS.values() if name != "numerator"]
    hidden |= {name: is_hidden(table, name) for name in others}
    masks = np.column_stack([hidden[name] for name in (*GENDERS, "total", *others)])
    table["suppressed"] = [
        " ".join(name for name, masked in zip((*GENDERS, "total", *others), row, strict=True) if masked)
        for row in masks
    ]
    return table.reset_index()


def programme_results(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what the rule set of a project counts at and after the exit without a code of the ESF (table 2C)."""
    common = rows["code"].str.match(r"(EE)?C[OR]\d")
    own = rows["chapter"].isin(["exit", "lasted"]) & rows["defined"] & ~common
    return rows[own].reset_index(drop=True)
