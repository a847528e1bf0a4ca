"""The mathematics of networks: attendance lists in, numbers out; networkx does the work on graphs.

Two-mode data: Borgatti & Everett (1997), Network analysis of 2-mode data, Social Networks 19. Weights: Newman (2001),
Scientific collaboration networks II, Physical Review E 64. Centralisation, betweenness: Freeman (1979), Centrality in
social networks, Social Networks 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt
from networkx.algorithms import bipartite

Attendances = Iterable[tuple[str, str]]
"""Pairs of an event and a firm."""

Node = tuple[str, str]
"""`("event", code)` or `("firm", code)`."""


def two_mode(attendances: Attendances, firms: Iterable[str] = ()) -> nx.Graph:
    """Return the two-mode graph; nodes are `("event", code)` and `("firm", code)`.

    Parameters
    ----------
    attendances
        Pairs of an event and a firm.
    firms
        Further firms, which attended nothing.
    """
    graph = nx.Graph()
    graph.add_nodes_from(("firm", firm) for firm in sorted(firms))
    graph.add_edges_from((("event", event), ("firm", firm)) for event, firm in sorted(attendances))
    return graph


def firms_of(graph: nx.Graph) -> list[Node]:
    """Return the nodes that are firms, in order."""
    return sorted(node for node in graph if node[0] == "firm")


def ties(graph: nx.Graph, shared_events: int) -> nx.Graph:
    """Return the firms, tied where they met at so many events or more; `weight` is the number of shared events.

    One event with s guests ties s(s-1)/2 pairs: asking for two shared events keeps pairs that met again.
    """
    met = _projected(graph, bipartite.weighted_projected_graph)
    weak = [(one, two) for one, two, weight in met.edges(data="weight") if weight < shared_events]
    met.remove_edges_from(weak)
    return met


def meetings(graph: nx.Graph) -> nx.Graph:
    """Return all pairs that met, weighted after Newman: an event with s guests adds 1/(s-1) to each pair."""
    return _projected(graph, bipartite.collaboration_weighted_projected_graph)


def _projected(graph: nx.Graph, projection: Callable[[nx.Graph, Sequence[Node]], nx.Graph]) -> nx.Graph:
    """Return the projection onto the firms; without any event, which networkx refuses, nobody met."""
    firms = firms_of(graph)
    return projection(graph, firms) if len(firms) < len(graph) else graph.copy()


def weight_share(some: nx.Graph, all_pairs: nx.Graph) -> float:
    """Return the share of the weight of all pairs that falls to the pairs of another graph; NaN without any pair."""
    whole = sum(weight for _, _, weight in sorted(all_pairs.edges(data="weight")))
    part = sum(weight for one, two, weight in sorted(all_pairs.edges(data="weight")) if some.has_edge(one, two))
    return part / whole if whole else float("nan")


def density(graph: nx.Graph) -> float:
    """Return tied pairs by all pairs; NaN for fewer than two firms."""
    return float(nx.density(graph)) if len(graph) > 1 else float("nan")


def degree_centralisation(graph: nx.Graph) -> float:
    """Return Freeman's degree centralisation: 1 for a star, 0 if all have equally many ties.

    The sum of the differences from the largest degree, by (n-1)(n-2); NaN for fewer than three firms.
    """
    degrees = [degree for _, degree in graph.degree()]
    size = len(degrees)
    if size < 3:
        return float("nan")
    return sum(max(degrees) - degree for degree in degrees) / ((size - 1) * (size - 2))


def brokers(graph: nx.Graph) -> int:
    """Return how many firms it takes, at the least, to gather half of all betweenness; 0 if nobody lies between."""
    between = np.sort(np.array(list(nx.betweenness_centrality(graph, normalized=False).values())))[::-1]
    if not len(between) or between.sum() <= 0:
        return 0
    half = between.sum() / 2
    return int(np.searchsorted(np.cumsum(between), half - 1e-9 * half) + 1)  # sums of fractions round


def components(graph: nx.Graph) -> list[int]:
    """Return the sizes of the groups that hang together, the largest first; a firm without ties is a group of 1."""
    return sorted((len(part) for part in nx.connected_components(graph)), reverse=True)


def gini(counts: npt.ArrayLike) -> float:
    """Return the Gini coefficient (Gini 1912) of counts: 0 if all are equal; NaN if there are none or all are 0.

    Not multiplied by n/(n-1), so that it stays below 1.
    """
    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    size, total = len(ordered), ordered.sum()
    if not size or total == 0:
        return float("nan")
    ranks = np.arange(1, size + 1)
    return float(((2 * ranks - size - 1) * ordered).sum() / (size * total))


def top(counts: Sequence[int], share: float) -> tuple[int, int]:
    """Return how many firms are the given share of all, rounded up, and how much falls to those with most."""
    size = int(np.ceil(len(counts) * share - 1e-9))
    return size, sum(sorted(counts, reverse=True)[:size])


def largest_event(attendances: Attendances) -> str | None:
    """Return the event with most guests, the first by its code among equals; None without any."""
    sizes: dict[str, int] = {}
    for event, _ in attendances:
        sizes[event] = sizes.get(event, 0) + 1
    return min(sizes, key=lambda event: (-sizes[event], event)) if sizes else None
