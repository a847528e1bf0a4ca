"""A project beside the others of its round: from published numbers only, and no sum where one of them is hidden."""

import pytest

from evaluation import tables
from evaluation.tables.comparison import _limit, compared_shares
from evaluation.tables.selection import projects_in_order

OWN = [{"indicator": "placement", "n": 100, "events": 40}, {"indicator": "entries", "events": 120}]
OTHERS = [
    {"indicator": "placement", "n": 50, "events": 10},
    {"indicator": "placement", "n": 150, "events": 90},
    {"indicator": "entries", "events": 60},
    {"indicator": "entries", "events": 180},
]
HIDDEN = {"status": "suppressed", "suppressed": "events estimate conf_low conf_high"}


@pytest.fixture
def rows(make_findings):
    def build(peers):
        shares = [{"estimate": row["events"] / row["n"]} | row if "n" in row else row for row in peers]
        (block,) = tables.comparison(make_findings(OWN, peers=shares)).blocks
        return {row.cells[0]: row.cells[1:] for row in block.rows}, [column.label for column in block.columns]

    return build


def test_the_others_are_told_as_a_span_and_together(rows):
    found, _ = rows(OTHERS)
    placed = found["bei Austritt beschäftigt"]
    assert placed[:2] == ["40 von 100", "40 %"]
    assert placed[3:6] == ["20–60 %", "100 von 200", "50 %"]
    assert placed[6].startswith("−10 (")
    assert found["Eintritte"][0] == "120"
    assert "60–180" in found["Eintritte"]


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.003, "+0,3"), (-0.003, "−0,3"), (0.0001, "0"), (0.0, "0"), (0.006, "+1"), (-0.31, "−31")],
)
def test_a_limit_near_0_shows_its_sign(share, written):
    assert _limit(share) == written


def test_a_hidden_number_of_another_project_leaves_no_sum(rows):
    found, heads = rows([OTHERS[0] | HIDDEN, *OTHERS[1:]])
    placed = found["bei Austritt beschäftigt"]
    assert "60 % (1 von 2)" in placed
    assert "andere zusammen" not in heads or placed[heads.index("andere zusammen") - 1] == "–"
    assert not any("10" in cell for cell in placed if "von" in cell and cell not in ("40 von 100",))


def test_alone_in_its_round_a_project_has_a_sentence(make_findings):
    (block,) = tables.comparison(make_findings(OWN)).blocks
    assert block.runs[0].text.startswith("In dieser Auswertung gibt es kein anderes Projekt")


def test_only_projects_of_the_same_round_are_compared(make_findings):
    findings = make_findings(OWN, peers=[OTHERS[0] | {"funding_round": "R2"}])
    assert compared_shares(findings, projects_in_order(findings)[0]) == []
