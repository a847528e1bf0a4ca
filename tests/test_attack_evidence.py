"""What was attacked by this code is not attacked again; whatever is not exactly that is."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evaluation.findings import Findings
from evaluation.manifest import write_manifest
from evaluation.run import computed

NOTHING_FOUND = SimpleNamespace(rows=1, hidden=1, equations=1, tested=1, disclosed=(), contradictions=0)


@pytest.fixture
def attacks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the attacks, which find nothing."""
    done: list[str] = []

    def check(findings: Findings, _: Any) -> SimpleNamespace:
        done.append(findings.identity)
        return NOTHING_FOUND

    monkeypatch.setattr(computed, "check_release", check)
    return done


def test_the_same_findings_are_attacked_once(demo_findings: Findings, attacks: list[str], tmp_path: Path) -> None:
    computed.attack(demo_findings, (), tmp_path)
    evidence = (tmp_path / "release.json").read_bytes()
    computed.attack(demo_findings, (), tmp_path)
    assert attacks == [demo_findings.identity]
    assert (tmp_path / "release.json").read_bytes() == evidence


def test_other_findings_editions_and_choices_are_attacked(
    demo_findings: Findings, attacks: list[str], tmp_path: Path
) -> None:
    computed.attack(demo_findings, (), tmp_path)
    computed.attack(replace(demo_findings, identity="other"), (), tmp_path)
    computed.attack(demo_findings, (), tmp_path)
    computed.attack(demo_findings, (demo_findings,), tmp_path)
    choices = demo_findings.plan.disclosure.model_copy(update={"smallest_cell": 99})
    strict = replace(demo_findings, plan=demo_findings.plan.model_copy(update={"disclosure": choices}))
    computed.attack(strict, (demo_findings,), tmp_path)
    assert len(attacks) == 5


@pytest.mark.parametrize("change", ["half", "no object", "disclosing"])
def test_evidence_that_is_none_is_not_believed(
    demo_findings: Findings, attacks: list[str], tmp_path: Path, change: str
) -> None:
    computed.attack(demo_findings, (), tmp_path)
    whole = (tmp_path / "release.json").read_text("utf-8")
    texts = {
        "half": whole[: len(whole) // 2],
        "no object": "[]",
        "disclosing": json.dumps(json.loads(whole) | {"known_too_narrowly": 1}),
    }
    (tmp_path / "release.json").write_text(texts[change], encoding="utf-8")
    computed.attack(demo_findings, (), tmp_path)
    assert len(attacks) == 2
    assert (tmp_path / "release.json").read_text("utf-8") == whole


def test_evidence_goes_with_findings_that_are_taken_over_unless_somebody_changed_it(
    demo_findings: Findings, attacks: list[str], tmp_path: Path
) -> None:
    run, folder = tmp_path / "run", tmp_path / "folder"
    for one in (run, folder):
        one.mkdir()
    computed.attack(demo_findings, (), run)
    write_manifest(run, {}, {})
    computed._take_evidence(run, folder)
    computed.attack(demo_findings, (), folder)
    assert len(attacks) == 1

    shutil.rmtree(folder)
    folder.mkdir()
    with (run / "release.json").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    computed._take_evidence(run, folder)
    assert list(folder.iterdir()) == []
