"""More municipalities: valid, invented, and with the numbers of their patterns."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from evaluation.cli import main
from evaluation.demo import generate
from evaluation.demo.clones import STATE, with_clones


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return generate(20190101, dt.date(2022, 12, 31))


def test_there_are_as_many_municipalities_as_asked_for_and_none_exists(tables: dict[str, pd.DataFrame]) -> None:
    grown = with_clones(tables, 11)
    projects = grown["projects"]
    assert projects["municipality"].nunique() == 11
    clones = projects[projects["municipality"].str.startswith(STATE)]
    assert len(clones) == 7
    assert clones["municipality"].str.fullmatch(r"17\d{6}").all()
    assert clones["municipality_name"].str.startswith("Musterstadt ").all()
    assert set(clones["source"]) == {"erfunden"}
    assert "erfunden" in grown["dataset"]["description"].iloc[0]
    assert all((grown[name].dtypes == tables[name].dtypes).all() for name in tables)


def test_a_clone_has_the_numbers_of_its_pattern(tables: dict[str, pd.DataFrame]) -> None:
    grown = with_clones(tables, 5)
    (pattern,) = [one.removesuffix("-00001") for one in grown["projects"]["project"] if one.endswith("-00001")]
    for name in ("participations", "events", "targets", "cases"):
        of = grown[name]["project"].value_counts()
        assert of[f"{pattern}-00001"] == of[pattern]


@pytest.mark.parametrize("municipalities", ["9"])
def test_the_command_writes_data_without_a_fault(tmp_path: Path, municipalities: str) -> None:
    written = CliRunner().invoke(main, ["demo", str(tmp_path), "--municipalities", municipalities])
    assert written.exit_code == 0, written.output
    checked = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert checked.exit_code == 0, checked.output
    assert "\n0 fault(s)" in "\n" + checked.output
