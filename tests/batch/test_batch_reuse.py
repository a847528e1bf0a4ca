"""A report is made again only if something that it was made from has changed; each reason is said."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.batch import (
    Earlier,
    ReportKey,
    decide,
    earlier_reports,
    fingerprint,
    fingerprint_of_digests,
    fingerprints_of,
    take_over,
)
from evaluation.batch.ledger import Entry, write_ledger_table
from evaluation.manifest import sha256
from evaluation.report import ReportRequest

KEY = ReportKey("n", "p", "f", "t", "c", "l")


@pytest.fixture
def request_(tmp_path: Path) -> ReportRequest:
    (tmp_path / "run" / "notebooks").mkdir(parents=True)
    return ReportRequest("01002003", "Ort", tmp_path / "report.ipynb", tmp_path / "run")


@pytest.fixture
def earlier(tmp_path: Path) -> Earlier:
    """A report of an earlier run."""
    folder = tmp_path / "earlier"
    (folder / "notebooks").mkdir(parents=True)
    names = ("01002003-ort.pdf", "notebooks/01002003-ort.ipynb")
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    hashes = {name: sha256(folder / name) for name in names}
    return Earlier(folder, "done", {"key": KEY.text(), "hashes": hashes})


def test_what_has_not_changed_stands_and_is_taken_over(request_: ReportRequest, earlier: Earlier) -> None:
    decision = decide(request_, KEY, [earlier], force=False)
    assert decision.why is None
    outcome = take_over(decision)
    assert (outcome.pdf, outcome.made) == ("01002003-ort.pdf", False)
    assert (request_.folder / "01002003-ort.pdf").read_text(encoding="utf-8") == "01002003-ort.pdf"
    assert (earlier.folder / "01002003-ort.pdf").exists()


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("notebook", "the notebook"),
        ("parameters", "the parameters"),
        ("findings", "the findings"),
        ("template", "the template"),
        ("code", "the code"),
        ("lock", "the libraries"),
    ],
)
def test_each_change_is_a_reason(request_: ReportRequest, earlier: Earlier, field: str, word: str) -> None:
    decision = decide(request_, replace(KEY, **{field: "other"}), [earlier], force=False)
    assert decision.why == f"changed: {word}"


def test_force_failure_damage_and_absence_are_reasons(request_: ReportRequest, earlier: Earlier) -> None:
    assert decide(request_, KEY, [earlier], force=True).why == "--force"
    assert decide(request_, KEY, [], force=False).why == "no report yet"
    assert decide(request_, KEY, [replace(earlier, state="timed out")], force=False).why == "last time: timed out"
    (earlier.folder / "01002003-ort.pdf").write_text("changed by hand", encoding="utf-8")
    assert decide(request_, KEY, [earlier], force=False).why == "missing or changed since: 01002003-ort.pdf"
    (earlier.folder / "01002003-ort.pdf").unlink()
    assert decide(request_, KEY, [earlier], force=False).why == "missing or changed since: 01002003-ort.pdf"


def test_an_older_whole_report_is_found_behind_a_failed_one(request_: ReportRequest, earlier: Earlier) -> None:
    failed = Earlier(request_.folder, "failed", {"key": KEY.text()})
    assert decide(request_, KEY, [failed, earlier], force=False).earlier == earlier


def test_a_ledger_on_disk_is_read_back(request_: ReportRequest, earlier: Earlier, tmp_path: Path) -> None:
    entry = Entry("01002003", "=Ort", "done", {**earlier.details, "made": True, "reason": None})
    write_ledger_table([entry], earlier.folder / "ledger.csv")
    found = earlier_reports(tmp_path / "run", [], [earlier.folder, tmp_path / "no run"])
    assert decide(request_, KEY, found["01002003"], force=False).why is None
    assert ",'=Ort," in (earlier.folder / "ledger.csv").read_text(encoding="utf-8")


def test_fingerprints_follow_the_notebook_and_the_findings(request_: ReportRequest) -> None:
    request_.notebook.write_text("{}", encoding="utf-8")
    one = fingerprints_of(request_.notebook)
    assert fingerprints_of(request_.notebook) == one
    request_.notebook.write_text("{ }", encoding="utf-8")
    other = fingerprints_of(request_.notebook)
    assert other.key(request_, "f").changed_since(one.key(request_, "f").text()) == ["notebook"]
    assert one.key(request_, "g").changed_since(one.key(request_, "f").text()) == ["findings"]
    elsewhere = replace(request_, municipality="01002004")
    assert one.key(elsewhere, "f").changed_since(one.key(request_, "f").text()) == ["parameters"]


def test_what_many_fingerprints_share_need_be_hashed_only_once() -> None:
    digests = [hashlib.sha256(content).digest() for content in (b"shared", b"own")]
    assert fingerprint_of_digests(*digests) == fingerprint(b"shared", b"own")
    assert fingerprint_of_digests(*reversed(digests)) != fingerprint(b"shared", b"own")
