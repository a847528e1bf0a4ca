"""A municipality's own file holds exactly what reading everything and taking its part gives."""

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from evaluation.errors import FindingsError
from evaluation.findings import Findings, read_findings, write_findings
from evaluation.findings.slices import FOLDER, write_slices


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo_findings: Findings) -> Path:
    place = tmp_path_factory.mktemp("slices") / "findings"
    write_findings(demo_findings, place)
    return place


def assert_same(one: Findings, other: Findings) -> None:
    for field in fields(Findings):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, pd.DataFrame):
            pd.testing.assert_frame_equal(mine, theirs, check_exact=True)
        else:
            assert mine == theirs


def test_a_slice_is_what_reading_everything_gives(folder: Path) -> None:
    everything = read_findings(folder)
    before = {key: read_findings(folder, key) for key in everything.municipalities}
    written = write_slices(everything, folder)
    assert set(written) == {"", *everything.municipalities}
    for key in everything.municipalities:
        expected = everything.for_municipality(key)
        assert_same(read_findings(folder, key), expected)
        assert_same(before[key], expected)
    assert write_slices(everything, folder) == written


def test_damage_and_strangers_are_said(folder: Path) -> None:
    write_slices(read_findings(folder), folder)
    (folder / FOLDER / "16053000.arrow").write_bytes(b"no table")
    with pytest.raises(FindingsError, match="damaged"):
        read_findings(folder, "16053000")
    with pytest.raises(FindingsError, match="no project in municipality '99999999'"):
        read_findings(folder, "99999999")
