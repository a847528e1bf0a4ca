"""Why a run is refused: which numbers, in which project, by which laws, which of them records break, and what to do."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from evaluation.disclosure.attack import Protection
from evaluation.disclosure.knowledge import Knowledge
from evaluation.disclosure.release import check_results
from evaluation.errors import ReleaseError
from evaluation.findings import refusal
from evaluation.indicators.model import Relation
from evaluation.results import CHECK_COLUMNS, FINDING_COLUMNS
from evaluation.run import computed

PLACE = {"municipality": "14713000", "project": "A", "funding_round": "R1", "dimension": "total", "group": "total"}
COUNT = {"period": "", "unit": "persons", "method": "count", "status": "published"}
WITHIN = Relation("trained_within", "entries", ("trained",), False, "Geschulte sind eingetreten", (), "")


def rows(**counts):
    """Return published counts; None is hidden."""
    made = [
        PLACE | COUNT | {"indicator": name, "events": count, "suppressed": "" if count is not None else "events"}
        for name, count in counts.items()
    ]
    table = pd.DataFrame(made, columns=list(FINDING_COLUMNS))
    whole = dict.fromkeys(("n", "events", "unknown", "not_mature"), "Int64")
    return table.astype(whole | dict.fromkeys(("estimate", "conf_low", "conf_high"), "Float64"))


def checks(outcome):
    law = {"relation": "trained_within", "sentence": "Geschulte sind eingetreten", "outcome": outcome, "source": ""}
    return pd.DataFrame([PLACE | law])[list(CHECK_COLUMNS)]


@pytest.fixture
def disclosed():
    """Twelve were trained of at most fourteen: who believes both laws thinks that there are 12 to 14 entries."""
    results = rows(entries=None, trained=12, all_of_them=14)
    laws = (WITHIN, replace(WITHIN, name="other", whole="all_of_them", parts=("entries",)))
    check = check_results(results, Protection(20, 3), Knowledge(relations=laws))
    assert check.disclosed
    return check, results


def test_the_refusal_names_numbers_places_laws_and_indicators(disclosed):
    check, results = disclosed
    said = refusal(check, SimpleNamespace(results=results, checks=checks("holds")))
    first, second, *_, last = said.splitlines()
    assert first.startswith(f"{len(check.disclosed)} protected number(s)")
    assert "in A (municipality 14713000, round R1)" in said
    assert "a set within a larger one" in said
    assert "Indicators: " in second
    assert "entries.events [A] {.}" in said
    assert last.startswith("What to do:")
    assert "break the law" not in said


def test_the_refusal_names_the_law_that_records_break_and_no_record(disclosed):
    check, results = disclosed
    said = refusal(check, SimpleNamespace(results=results, checks=checks("violated")))
    assert "The records of A break the law trained_within („Geschulte sind eingetreten“)" in said
    assert "`evaluation check` names the records" in said


def test_a_run_that_discloses_is_refused_with_it(disclosed, monkeypatch, tmp_path):
    check, results = disclosed
    findings = SimpleNamespace(results=results, checks=checks("violated"))
    monkeypatch.setattr(computed, "check_release", lambda *_: check)
    with pytest.raises(ReleaseError, match="break the law trained_within"):
        computed.attack(findings, (), tmp_path)
    assert list(tmp_path.iterdir()) == []
