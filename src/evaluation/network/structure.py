"""The structure of the network: who met whom again over the whole term, and how evenly firms came in each period."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pandas as pd

from evaluation.network import graph
from evaluation.plan import Plan
from evaluation.sources import Sources

DIGITS = 3
"""Digits of a measure: with all of them a list of attendances could be computed back from few firms."""

TOP_SHARE = 0.25
"""Share of the attending firms whose attendances are told as those of the most frequent guests."""

ATTENDANCE_CLASSES = {"one_event": (1, 1), "two_or_three_events": (2, 3), "four_events_or_more": (4, 10**6)}
"""How often a firm came in a period: name, lowest and highest number."""

PAIR = " – "
"""Between the names of two sectors."""


def evenness(attendances: pd.DataFrame) -> pd.DataFrame:
    """Return `top_firms`, `top_attendances` and `concentration` of each project and period of the attendances."""
    seen = attendances.groupby(["project", "period", "enterprise"]).size()
    found = []
    for (project, period), counts in seen.groupby(level=["project", "period"]):
        firms, theirs = graph.top(counts.tolist(), TOP_SHARE)
        even = round(graph.gini(counts.to_numpy()), DIGITS)
        found.append((project, period, firms, theirs, even))
    return pd.DataFrame(found, columns=["project", "period", "top_firms", "top_attendances", "concentration"])


def returning(attendances: pd.DataFrame) -> pd.DataFrame:
    """Return how many firms came in at least two periods: `project`, `returning`."""
    periods = attendances.groupby(["project", "enterprise"])["period"].nunique()
    several = (periods > 1).groupby(level="project").sum()
    return several.rename("returning").reset_index()


def by_frequency(attendances: pd.DataFrame) -> pd.DataFrame:
    """Return `project`, `period`, `enterprise` and the class of how often it came, as `group`."""
    seen = attendances.groupby(["project", "period", "enterprise"]).size().reset_index(name="times")
    bounds = [low - 0.5 for low, _ in ATTENDANCE_CLASSES.values()] + [np.inf]
    classes = pd.cut(seen["times"], bounds, labels=list(ATTENDANCE_CLASSES))
    return seen.assign(group=classes.astype("str"))


def structure(attendances: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the measures of the ties of each project over the whole term, one row a project.

    Parameters
    ----------
    attendances
        Attendances of firms at counted events: `project`, `event`, `enterprise`; each once.
    plan
        How many shared events make a tie.
    """
    found = []
    for project, own in attendances.groupby("project"):
        pairs = list(zip(own["event"], own["enterprise"], strict=True))
        found.append({"project": project, **_measures(pairs, plan.network.shared_events)})
    return pd.DataFrame(found, columns=["project", *_MEASURES])


_MEASURES = (
    *("ties", "possible_ties", "tied", "tie_firms", "largest_group", "groups", "centralisation", "brokers"),
    *("repeated_meetings", "tie_density_without_largest", "centralisation_without_largest"),
)


def _measures(pairs: list[tuple[str, str]], shared_events: int) -> dict[str, float]:
    whole = graph.two_mode(pairs)
    tied = graph.ties(whole, shared_events)
    size, sizes = len(tied), [one for one in graph.components(tied) if one > 1]
    # the same firms, so that nobody is told how many came to the largest event only
    largest, firms = graph.largest_event(pairs), [firm for _, firm in pairs]
    without = graph.ties(graph.two_mode([one for one in pairs if one[0] != largest], firms), shared_events)
    return {
        "ties": tied.number_of_edges(),
        "possible_ties": size * (size - 1) // 2,
        "tied": sum(sizes),
        "tie_firms": sum(sizes),
        "largest_group": max(sizes, default=0),
        "groups": len(sizes),
        "centralisation": round(graph.degree_centralisation(tied), DIGITS),
        "brokers": graph.brokers(tied),
        "repeated_meetings": round(graph.weight_share(tied, graph.meetings(whole)), DIGITS),
        "tie_density_without_largest": round(graph.density(without), DIGITS),
        "centralisation_without_largest": round(graph.degree_centralisation(without), DIGITS),
    }


def in_sectors(attendances: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the attending firms with their sector: `project`, `enterprise`, `group`.

    A sector of fewer firms than the smallest cell is left out: its very name could tell which firm came.
    """
    sectors = sources["enterprises"][["enterprise", "sector"]].dropna().rename(columns={"sector": "group"})
    firms = attendances[["project", "enterprise"]].drop_duplicates().merge(sectors, on="enterprise")
    sizes = firms.groupby(["project", "group"])["enterprise"].transform("size")
    return firms[sizes >= plan.disclosure.smallest_cell]


def by_sectors(attendances: pd.DataFrame, firms: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the ties within and between sectors of each project: `project`, `group`, `ties`, `tie_firms`.

    Of a pair of sectors the firms are those of the side with fewer: they stand behind the number. A tie of a firm
    that is not among `firms` (`in_sectors`) is in none of them.
    """
    found = []
    for project, own in attendances.groupby("project"):
        mine = firms[firms["project"] == project]
        sector = dict(zip(mine["enterprise"], mine["group"], strict=True))
        whole = graph.two_mode(zip(own["event"], own["enterprise"], strict=True))
        tied = graph.ties(whole, plan.network.shared_events)
        edges = [(one, two) for (_, one), (_, two) in tied.edges() if one in sector and two in sector]
        names = sorted({sector[firm] for edge in edges for firm in edge})
        for here, there in combinations_with_replacement(names, 2):
            between = [edge for edge in edges if sorted((sector[edge[0]], sector[edge[1]])) == [here, there]]
            if between:
                ends = {firm for edge in between for firm in edge}
                sides = [sum(sector[firm] == name for firm in ends) for name in (here, there)]
                found.append((project, f"{here}{PAIR}{there}", len(between), min(sides)))
    return pd.DataFrame(found, columns=["project", "group", "ties", "tie_firms"])
