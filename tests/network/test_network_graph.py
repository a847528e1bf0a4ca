"""The mathematics of networks against R (igraph 1.3.5, sna 2.7.1) on published data sets, and laws of any network.

The numbers were computed with R on Davis's southern women (18 women, 14 events) and Padgett's Florentine marriages (15
families, and 16 with the isolated Pucci), which networkx carries; density .353, degree centralisation .267 and
betweenness centralisation .383 are printed in Wasserman & Faust (1994), Social Network Analysis.
"""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from evaluation.network import graph

EXACT = {"rel": 1e-8, "abs": 1e-10}
"""Tolerance of closed-form values: the printed digits of R are twelve."""

FIRMS = st.sampled_from([f"U{number}" for number in range(1, 8)])
EVENTS = st.sampled_from([f"V{number}" for number in range(1, 6)])
LISTS = st.sets(st.tuples(EVENTS, FIRMS), min_size=1, max_size=25)
LAW = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def women() -> nx.Graph:
    data = nx.davis_southern_women_graph()
    return graph.two_mode((event, woman) for woman in data.graph["top"] for event in data[woman])


@pytest.fixture(scope="module")
def families() -> nx.Graph:
    return nx.florentine_families_graph()


def attendances(women: nx.Graph) -> list[int]:
    return [women.degree(node) for node in graph.firms_of(women)]


# --- southern women ---


def test_two_mode_density_is_that_of_89_ties(women):
    assert women.number_of_edges() == 89
    firms = len(graph.firms_of(women))
    assert 89 / (firms * (len(women) - firms)) == pytest.approx(0.353174603175, **EXACT)


def test_concentration_of_attendances(women):
    assert graph.gini(attendances(women)) == pytest.approx(0.234082397004, **EXACT)
    size, theirs = graph.top(attendances(women), 0.1)
    assert (size, theirs / 89) == (2, pytest.approx(0.179775280899, **EXACT))


def test_projection_onto_the_women(women):
    met = graph.ties(women, 1)
    assert met.number_of_edges() == 139
    assert graph.density(met) == pytest.approx(0.908496732026, **EXACT)
    weight = sum(weight for _, _, weight in met.edges(data="weight"))
    assert weight / math.comb(18, 2) == pytest.approx(2.1045751634, **EXACT)
    strength = dict(met.degree(weight="weight"))
    assert [strength["firm", one] for one in ("Theresa Anderson", "Flora Price")] == [57, 14]
    assert graph.components(met) == [18]


def test_centralisation_of_the_projection(women):
    met = graph.ties(women, 1)
    assert graph.degree_centralisation(met) == pytest.approx(0.102941176471, **EXACT)
    assert graph.gini([degree for _, degree in met.degree()]) == pytest.approx(0.0611510791367, **EXACT)


def test_betweenness_in_the_two_mode_network(women):
    between = nx.betweenness_centrality(women, normalized=False)
    told = {"Evelyn Jefferson": 42.9802008807, "Nora Fayette": 50.4903061091, "Dorothy Murchison": 0.869319452477}
    for woman, expected in told.items():
        assert between["firm", woman] == pytest.approx(expected, **EXACT)


def test_weights_after_newman_add_up_to_half_the_attendances(women):
    """An event with s guests has s(s-1)/2 pairs of the weight 1/(s-1): s/2 in all (Newman 2001)."""
    weight = sum(weight for _, _, weight in graph.meetings(women).edges(data="weight"))
    assert weight == pytest.approx(89 / 2, **EXACT)


# --- Florentine families ---


def test_centralisation_of_the_florentine_marriages(families):
    assert graph.density(families) == pytest.approx(0.190476190476, **EXACT)
    assert graph.degree_centralisation(families) == pytest.approx(0.274725274725, **EXACT)


def test_with_the_isolated_family_the_values_are_those_of_wasserman_and_faust(families):
    with_pucci = nx.Graph(families)
    with_pucci.add_node("Pucci")
    assert graph.degree_centralisation(with_pucci) == pytest.approx(0.266666666667, **EXACT)
    assert graph.components(with_pucci) == [15, 1]


def test_three_families_gather_half_of_the_betweenness(families):
    """Medici 47.5, Guadagni 23.17 and Albizzi 19.33 of 165.9 in all; the first two have 70.7."""
    assert graph.brokers(families) == 3


# --- what is not defined ---


def test_no_number_is_made_up_for_too_few_firms():
    lone = graph.two_mode([("V1", "U1")])
    assert math.isnan(graph.degree_centralisation(graph.ties(lone, 1)))
    assert math.isnan(graph.density(graph.ties(lone, 1)))
    assert math.isnan(graph.gini([]))
    assert math.isnan(graph.weight_share(graph.ties(lone, 1), graph.meetings(lone)))
    assert graph.brokers(graph.ties(lone, 1)) == 0
    assert graph.largest_event([]) is None


def test_a_star_is_wholly_centralised_and_has_one_broker():
    star = nx.star_graph(5)
    assert graph.degree_centralisation(star) == 1
    assert graph.brokers(star) == 1
    assert graph.degree_centralisation(nx.cycle_graph(6)) == 0


# --- laws ---


@LAW
@given(LISTS)
def test_two_mode_density_is_attendances_by_all_possible_ones(pairs):
    firms, events = {firm for _, firm in pairs}, {event for event, _ in pairs}
    expected = len(pairs) / (len(firms) * len(events))
    both = graph.two_mode(pairs)
    assert nx.algorithms.bipartite.density(both, graph.firms_of(both)) == pytest.approx(expected)


@LAW
@given(LISTS, EVENTS, st.sets(FIRMS, min_size=1))
def test_a_further_event_keeps_or_raises_reach_and_ties(pairs, event, guests):
    more = pairs | {(f"new {event}", firm) for firm in guests}
    before, after = (graph.ties(graph.two_mode(one), 2) for one in (pairs, more))
    assert set(before) <= set(after)
    assert set(before.edges) <= set(after.edges) | {(two, one) for one, two in after.edges}
    assert max(graph.components(before)) <= max(graph.components(after))


@LAW
@given(LISTS)
def test_a_stricter_tie_is_a_tie_and_a_tie_is_a_meeting(pairs):
    network = graph.two_mode(pairs)
    loose, strict, met = graph.ties(network, 1), graph.ties(network, 2), graph.meetings(network)
    assert all(loose.has_edge(one, two) for one, two in strict.edges)
    assert {frozenset(edge) for edge in loose.edges} == {frozenset(edge) for edge in met.edges}
    share = graph.weight_share(strict, met)
    assert math.isnan(share) or 0 <= share <= 1 + 1e-12


@LAW
@given(LISTS, st.permutations(range(1, 8)))
def test_names_of_firms_do_not_matter(pairs, order):
    renamed = {(event, f"U{order[int(firm[1:]) - 1]}") for event, firm in pairs}
    for measure in (graph.degree_centralisation, graph.brokers, graph.components, graph.density):
        here, there = (measure(graph.ties(graph.two_mode(one), 2)) for one in (pairs, renamed))
        assert here == pytest.approx(there, nan_ok=True)


@LAW
@given(st.lists(st.integers(1, 30), min_size=1, max_size=20))
def test_gini_is_the_mean_difference_by_twice_the_mean(counts):
    values = np.array(counts, dtype=float)
    expected = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    assert graph.gini(counts) == pytest.approx(expected, abs=1e-12)
    assert 0 <= graph.gini(counts) < 1


def test_the_two_modes_are_told_apart_whatever_they_are_called():
    network = graph.two_mode([("same", "same"), ("same", "other")])
    assert bipartite.is_bipartite(network)
    assert graph.firms_of(network) == [("firm", "other"), ("firm", "same")]
