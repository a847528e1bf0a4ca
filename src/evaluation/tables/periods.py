"""Names of the periods of the network, as a reader meets them: a period that was not whole says so."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evaluation import formats
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.tables.selection import ProjectPart

PERIOD_NOTE = noted(
    "Zeiträume, die der Datenstand, der Beginn oder das Ende des Projekts abschneidet, nennen die Tage, ab und bis zu "
    "denen gezählt wurde; mit ganzen Zeiträumen sind ihre Zahlen nicht vergleichbar."
)


_HALVES = noted("H1 und H2: erstes und zweites Halbjahr.")


def period_notes(periods: Iterable[str]) -> list[str]:
    """Return what a reader must know of the periods of a table or figure: the sign of half-years, if there are any."""
    return [say(_HALVES)] if any(period[4:6] == "-H" for period in periods) else []


def period_label(findings: Findings, project: ProjectPart, period: str) -> str:
    """Return the name of a year or half-year, with the days at which the project or the cut-off date cuts it.

    Returns
    -------
    str
        `2021-H1`, or `2021-H1 (bis 31.03.)`, `2019 (ab 01.04.)`, `2020 (01.02.–31.10.)`.
    """
    first, last = _days(period)
    terms = findings.projects.loc[findings.projects["project"] == project.code]
    start = max(first, terms["start"].min())
    end = min(last, terms["end"].max(), pd.Timestamp(findings.plan.cut_off))
    begin, until = formats.day_of_year(start), formats.day_of_year(end)
    if start > first and end < last:
        return say("{period} ({begin}–{until})", period=period, begin=begin, until=until)
    if end < last:
        return say("{period} (bis {until})", period=period, until=until)
    return say("{period} (ab {begin})", period=period, begin=begin) if start > first else period


def _days(period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of `2019` or `2019-H1`."""
    year, _, half = period.partition("-H")
    first_month, last_month = (1, 12) if not half else (1, 6) if half == "1" else (7, 12)
    first = pd.Timestamp(year=int(year), month=first_month, day=1)
    return first, pd.Timestamp(year=int(year), month=last_month, day=1) + pd.offsets.MonthEnd(0)
