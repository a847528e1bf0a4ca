"""The structure of the network: who met whom again over the whole term, and how evenly firms came in each period."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pandas as pd

from evaluation.network import graph
from evaluation.plan import Plan

DIGITS = 3
"""Digits of a measure: with all of them a list of attendances could be computed back from few firms."""

TOP_SHARE = 0.25
"""Share of the attending firms whose attendances are told as those of the most frequent guests."""

ATTENDANCE_CLASSES: Mapping[str, tuple[int, int | None]] = {
    "one_event": (1, 1),
    "two_or_three_events": (2, 3),
    "four_events_or_more": (4, None),
}
"""How often a firm came in a period: name, lowest and highest number; None where there is no highest."""


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


def ties_of(attendances: pd.DataFrame, plan: Plan) -> dict[str, nx.Graph]:
    """Return the firms of each project, tied where they met at the plan's number of events (`graph.ties`).

    Parameters
    ----------
    attendances
        Attendances of firms at counted events: `project`, `event`, `enterprise`; each once.
    plan
        How many shared events make a tie.
    """
    return {
        str(project): graph.ties(graph.two_mode(_pairs(own)), plan.network.shared_events)
        for project, own in attendances.groupby("project")
    }


def structure(attendances: pd.DataFrame, ties: Mapping[str, nx.Graph], plan: Plan) -> pd.DataFrame:
    """Return the measures of the ties of each project over the whole term, one row a project.

    Parameters
    ----------
    attendances, plan
        As for `ties_of`.
    ties
        What it returned for them.
    """
    found = []
    for project, own in attendances.groupby("project"):
        measures = _measures(_pairs(own), ties[str(project)], plan.network.shared_events)
        found.append({"project": project, **measures})
    return pd.DataFrame(found, columns=["project", *_MEASURES])


def _pairs(attendances: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(attendances["event"], attendances["enterprise"], strict=True))


_MEASURES = (
    *("ties", "possible_ties", "tied", "tie_firms", "largest_group", "groups", "centralisation", "brokers"),
    *("repeated_meetings", "tie_density_without_largest", "centralisation_without_largest", "told_by_largest"),
)


def _measures(pairs: list[tuple[str, str]], tied: nx.Graph, shared_events: int) -> dict[str, float]:
    size, sizes = len(tied), [one for one in graph.components(tied) if one > 1]
    # the same firms, so that nobody is told how many came to the largest event only
    largest, firms = graph.largest_event(pairs), [firm for _, firm in pairs]
    without = graph.ties(graph.two_mode([one for one in pairs if one[0] != largest], firms), shared_events)
    lost = nx.difference(tied, without)
    told = [fewest for one in (without, lost) if (fewest := min(one.number_of_edges(), _tied(one)))]
    return {
        "ties": tied.number_of_edges(),
        "possible_ties": size * (size - 1) // 2,
        "tied": sum(sizes),
        "tie_firms": sum(sizes),
        "largest_group": max(sizes, default=0),
        "groups": len(sizes),
        "centralisation": round(graph.degree_centralisation(tied), DIGITS),
        "brokers": graph.brokers(tied),
        "repeated_meetings": round(graph.weight_share(tied, graph.meetings(graph.two_mode(pairs))), DIGITS),
        "tie_density_without_largest": round(graph.density(without), DIGITS),
        "centralisation_without_largest": round(graph.degree_centralisation(without), DIGITS),
        "told_by_largest": min(told, default=0),
    }


def _tied(firms: nx.Graph) -> int:
    return sum(degree > 0 for _, degree in firms.degree())
