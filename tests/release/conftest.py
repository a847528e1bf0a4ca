"""One run over data with planted marks and hostile text; the tests of this folder look at what it left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from planted import planted

from evaluation.cli import main


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("planted") / "data")


@pytest.fixture(scope="session")
def run_folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the run; a sibling of it would be something that hostile text wrote."""
    folder, said = evaluated(data, tmp_path_factory.mktemp("release") / "out")
    (folder / "terminal.txt").write_text(said, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def internal_run(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an internal run over the same data: it tells what the other one hides."""
    return evaluated(data, tmp_path_factory.mktemp("internal") / "out", "--internal")[0]


def evaluated(data: Path, out: Path, *words: str) -> tuple[Path, str]:
    """Run the evaluation, and return its folder and what the terminal showed."""
    result = CliRunner().invoke(main, ["run", "--data", str(data), "--out", str(out), *words])
    assert result.exit_code == 0, result.output
    (folder,) = out.iterdir()
    return folder, result.output
