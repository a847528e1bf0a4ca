"""One run over data with planted marks and hostile text; the tests of this folder look at what it left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from opened import keep_pages
from planted import planted

from evaluation.cli import main


@pytest.fixture(scope="session")
def data(made_once: Callable[..., Path]) -> Path:
    return made_once("planted", lambda folder: planted(folder / "data")) / "data"


@pytest.fixture(scope="session")
def run_folder(data: Path, made_once: Callable[..., Path]) -> Path:
    """Return the folder of the run; a sibling of it would be something that hostile text wrote."""

    def make(folder: Path) -> None:
        made, said = evaluated(data, folder / "out")
        (made / "terminal.txt").write_text(said, encoding="utf-8")
        keep_pages(made)

    (folder,) = (made_once("release", make) / "out").iterdir()
    return folder


@pytest.fixture(scope="session")
def internal_run(data: Path, made_once: Callable[..., Path]) -> Path:
    """Return the folder of an internal run over the same data: it tells what the other one hides."""

    def make(folder: Path) -> None:
        made, _ = evaluated(data, folder / "out", "--internal")
        keep_pages(made)

    (folder,) = (made_once("internal", make) / "out").iterdir()
    return folder


def evaluated(data: Path, out: Path, *words: str) -> tuple[Path, str]:
    """Run the evaluation, and return its folder and what the terminal showed."""
    result = CliRunner().invoke(main, ["run", "--data", str(data), "--out", str(out), *words])
    assert result.exit_code == 0, result.output
    (folder,) = out.iterdir()
    return folder, result.output
