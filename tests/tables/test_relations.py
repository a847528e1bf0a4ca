"""Whether the laws between the indicators hold is said in a sentence, and law by law in the annex."""

from dataclasses import replace

import pandas as pd
import pytest

from evaluation import tables
from evaluation.results import CHECK_COLUMNS

LAWS = ("Langzeitarbeitslose sind arbeitslos", "Ausgetretene sind eingetreten", "CR08 liegt in CO07")


@pytest.fixture
def checked(make_findings):
    """Return a function from the laws that each project violates to findings of two projects."""

    def build(laws=LAWS, **violated):
        rows = [
            {"project": code, "sentence": law, "outcome": "violated" if law in violated.get(code, ()) else "holds"}
            for law in laws
            for code in "AB"
        ]
        checks = pd.DataFrame(rows, columns=list(CHECK_COLUMNS)).astype("str")
        return replace(make_findings([], projects=("A", "B")), checks=checks)

    return build


def sentence(findings):
    (paragraph,) = tables.relations_in_words(findings).blocks
    return paragraph.runs[0].text


@pytest.mark.parametrize(
    ("laws", "violated", "said"),
    [
        (LAWS, {}, "Alle 3 geprüften Regeln zwischen den Indikatoren gelten; sie stehen im Anhang."),
        (LAWS[:1], {}, "Die 1 geprüfte Regel zwischen den Indikatoren gilt; sie steht im Anhang."),
        (LAWS, {"A": LAWS[:1]}, "1 von 3 geprüften Regeln zwischen den Indikatoren ist verletzt; welche,"),
        (LAWS, {"A": LAWS[:1], "B": LAWS[:1]}, "1 von 3 geprüften Regeln zwischen den Indikatoren ist verletzt;"),
        (LAWS, {"A": LAWS[:1], "B": LAWS[1:2]}, "2 von 3 geprüften Regeln zwischen den Indikatoren sind verletzt;"),
        ((), {}, "Regeln zwischen den Indikatoren waren nicht zu prüfen."),
    ],
)
def test_a_sentence_says_how_many_laws_hold(laws, violated, said, checked):
    assert sentence(checked(laws, **violated)).startswith(said)


def test_the_annex_names_the_law_and_the_projects_that_violate_it(checked):
    (table,) = tables.relations(checked(A=LAWS[:1], B=LAWS[:2])).blocks
    assert [row.cells for row in table.rows] == [
        [LAWS[0], "verletzt in: Projekt A; Projekt B"],
        [LAWS[1], "verletzt in: Projekt B"],
        [LAWS[2], "gilt"],
    ]
