"""A run reads the facts of rounds and projects, and leaves the tables about persons to whoever computes."""

import pandas as pd
import pytest

from evaluation.errors import SourceDataError
from evaluation.sources import read_facts, read_sources
from evaluation.sources.contracts import CONTRACTS, FACTS


def test_facts_are_read_without_a_table_about_persons(small_folder, demo_units):
    """Whatever stands in a table that stays closed: its fingerprint is taken, and nobody takes it for not delivered."""
    whole = read_sources(small_folder, demo_units)
    (small_folder / "participations.csv").write_bytes(b"\xff no table")
    facts = read_facts(small_folder, demo_units)
    assert set(facts.tables) == {contract.name for contract in FACTS}
    assert not any(CONTRACTS[name].personal for name in facts.tables)
    for name in facts.tables:
        pd.testing.assert_frame_equal(facts[name], whole[name])
    changed = {name for name, known in facts.fingerprints.items() if known != whole.fingerprints[name]}
    assert (facts.fingerprints.keys(), changed) == (whole.fingerprints.keys(), {"participations.csv"})
    for ask in (facts.has, facts.__getitem__):
        with pytest.raises(LookupError, match="the table participations was not read"):
            ask("participations")
    with pytest.raises(SourceDataError):
        read_sources(small_folder, demo_units)


def test_a_fault_among_the_facts_is_told_with_all_others(small_folder, demo_units):
    for name in ("projects", "participations"):
        path = small_folder / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("2020-01-01", "2020-13-01"), encoding="utf-8")
    projects = small_folder / "projects.csv"
    projects.write_text(projects.read_text(encoding="utf-8").replace("2019-01-01", "2019-13-01"), encoding="utf-8")
    with pytest.raises(SourceDataError) as of_facts:
        read_facts(small_folder, demo_units)
    with pytest.raises(SourceDataError) as of_all:
        read_sources(small_folder, demo_units)
    assert str(of_facts.value) == str(of_all.value)
    assert "participations.csv" in str(of_facts.value)
