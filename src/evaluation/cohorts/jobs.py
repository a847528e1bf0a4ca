"""The recorded jobs: which count, joined to employments, and who was employed on a day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.plan import EmploymentConcept
from evaluation.sources import Sources

ESF_EMPLOYMENT = ("social_insurance", "marginal", "self_employed", "apprenticeship")
SOCIAL_INSURANCE_EMPLOYMENT = ("social_insurance", "apprenticeship")
SUBSIDISED_EMPLOYMENT = ("subsidised_16e", "subsidised_16i")
FAR_AWAY = pd.Timestamp("2200-01-01")


def counted_kinds(concept: str, *, include_subsidised: bool) -> tuple[str, ...]:
    """Return the kinds of employment that count under a concept of employment.

    Work opportunities (section 16d SGB II) never count: they are no employment under either concept.
    """
    kinds = ESF_EMPLOYMENT if concept == EmploymentConcept.ESF else SOCIAL_INSURANCE_EMPLOYMENT
    return (*kinds, *SUBSIDISED_EMPLOYMENT) if include_subsidised else kinds


def known_jobs(sources: Sources, cut_off: pd.Timestamp) -> pd.DataFrame:
    """Return `person`, `start`, `end`, `kind` of the jobs known at the cut-off; a later end is not known yet."""
    spells = sources["employment_spells"]
    spells = spells[spells["start"] <= cut_off].sort_values(["person", "start", "spell"], kind="stable")
    return spells.assign(end=spells["end"].mask(spells["end"] > cut_off))[["person", "start", "end", "kind"]]


def employments(jobs: pd.DataFrame, gap_days: int) -> pd.DataFrame:
    """Join the jobs of each person over breaks of at most `gap_days`.

    Returns
    -------
    pandas.DataFrame
        `person`, `start`, `end` (empty while the employment lasts), one row per employment, no two of a person
        overlapping.
    """
    until = jobs["end"].fillna(FAR_AWAY).groupby(jobs["person"], sort=False).cummax()
    reach = until.groupby(jobs["person"], sort=False).shift() + pd.Timedelta(days=gap_days + 1)
    begins = reach.isna() | (jobs["start"] > reach)
    joined = jobs.assign(end=until, number=begins.cumsum())
    found = joined.groupby("number").agg(person=("person", "first"), start=("start", "min"), end=("end", "max"))
    return found.assign(end=found["end"].mask(found["end"] == FAR_AWAY)).reset_index(drop=True)


class Workplaces:
    """The jobs of each stay's person, asked day after day whether one of them was running.

    Parameters
    ----------
    stays
        One row a stay, with a range index.
    jobs
        From `known_jobs`.
    """

    def __init__(self, stays: pd.DataFrame, jobs: pd.DataFrame) -> None:
        pairs = stays[["person"]].assign(row=np.arange(len(stays))).merge(jobs, on="person")
        self._stays = len(stays)
        self._row = pairs["row"].to_numpy()
        self._start = pairs["start"].to_numpy("datetime64[D]")
        self._end = pairs["end"].fillna(FAR_AWAY).to_numpy("datetime64[D]")
        self._kind = pairs["kind"].to_numpy(dtype=object)

    def of(self, kinds: Sequence[str]) -> Workplaces:
        """Return the jobs of some kinds only."""
        part = object.__new__(Workplaces)
        chosen = np.isin(self._kind, list(kinds))
        part._stays = self._stays
        part._row, part._start, part._end = self._row[chosen], self._start[chosen], self._end[chosen]
        part._kind = self._kind[chosen]
        return part

    def employed_on(self, day: pd.Series) -> npt.NDArray[np.bool_]:
        """Return for each stay whether a job was running on its day; no day, no job."""
        asked = day.to_numpy("datetime64[D]")[self._row]
        running = (self._start <= asked) & (asked <= self._end)
        found = np.zeros(self._stays, dtype=bool)
        found[self._row[running]] = True
        return found

    def starts(self) -> pd.DataFrame:
        """Return `row` (of the stay) and `start` of every job."""
        return pd.DataFrame({"row": self._row, "start": self._start.astype("datetime64[us]")})
