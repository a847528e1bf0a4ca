"""Which sectors met: whatever a sector is called, two pairs of sectors are two."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.network import build_network, pair_code

HOSTILE = ("A", "A – B", "A –– B", "B", "B – C", "C", "–", "– C", "A –", "–– –", "D–E", "D––E", "F – – G", "\u00a0– H")
"""Names that a pair could be mistaken for; `A – B` with `C` and `A` with `B – C` once were the same."""
NAMES = st.text(alphabet=["A", "B", " ", "–", "\u00a0", "-"], min_size=1, max_size=7).map(str.strip).filter(bool)


@given(st.lists(NAMES, min_size=1, max_size=12, unique=True))
@example(list(HOSTILE))
def test_no_two_pairs_share_a_code(names):
    pairs = list(combinations_with_replacement(sorted(names), 2))
    assert len({pair_code(*pair) for pair in pairs}) == len(pairs)


@pytest.mark.parametrize(("one", "other"), [("Handel", "Pflege"), ("Hotel–Gast", "Kunst-Hand"), ("z (–)", "Ä, Ö")])
def test_a_pair_of_ordinary_names_is_both_with_a_dash_between(one, other):
    assert pair_code(one, other) == pair_code(other, one) == f"{one} – {other}"


def test_ties_of_sectors_with_a_dash_in_their_names_are_told_apart(make_sources, plan):
    """Two firms of each of four sectors: those of `A – B` met those of `C`, those of `A` met those of `B – C`."""
    sectors = {"U1": "A – B", "U2": "A – B", "U3": "C", "U4": "C", "U5": "A", "U6": "A", "U7": "B – C", "U8": "B – C"}
    meetings = {"V1": "U1 U3 U4", "V2": "U1 U3 U4", "V3": "U5 U7", "V4": "U5 U7"}
    all_together = {"V5": " ".join(sectors)}
    sources = make_sources(
        enterprises=[{"enterprise": firm, "role": "enterprise", "sector": name} for firm, name in sectors.items()],
        events=[{"event": event, "held_on": "2020-03-01"} for event in (*meetings, *all_together)],
        attendances=[
            {"event": event, "enterprise": firm}
            for event, firms in (meetings | all_together).items()
            for firm in firms.split()
        ],
    )
    network = build_network(sources, plan(smallest_cell=2, shared_events=2))
    pairs = network[network["dimension"] == "sector_pair"].set_index("group")
    assert pairs["ties"].to_dict() == {"A –– B – C": 2, "A – B –– C": 1, "C – C": 1}
    assert pairs["tie_firms"].to_dict() == {"A –– B – C": 1, "A – B –– C": 1, "C – C": 2}
