"""Pieces and processes: what is protected apart is protected as if together, by however many processes."""

import os
import signal
from dataclasses import replace
from functools import partial
from operator import floordiv, neg

import pytest
from invented import Persons, counted, raw, result
from pandas.testing import assert_frame_equal

from evaluation.disclosure import Knowledge, checking, protect, protection
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.checking import check_run
from evaluation.disclosure.pieces import pieces_of
from evaluation.disclosure.release import check_results
from evaluation.disclosure.workers import each
from evaluation.errors import EvaluationError

GROWS = Knowledge(growing=frozenset({"entries"}))


def rows_of(*projects, more=0):
    """Return the same kinds of persons in each project, in other numbers."""
    rows = []
    for number, project in enumerate(projects):
        kinds = [
            Persons(1 + number + more, "female"),
            Persons(3, "male", "Q2", "inactive", refugee=True),
            Persons(8 + more, "male", "Q1", "employed", placed="no"),
        ]
        rows += counted(kinds, project)
    return raw(*rows)


def projects_of(rows, earlier=(), **choices):
    return [sorted(set(piece.results["project"])) for piece in pieces_of(rows, earlier, **choices)]


def test_a_project_is_never_parted_and_projects_fill_a_piece_in_order():
    rows = rows_of("B", "A", "C")
    each_has = int((rows["project"] == "A").sum())
    assert projects_of(rows) == [["A", "B", "C"]]
    assert projects_of(rows, most_rows=1) == [["A"], ["B"], ["C"]]
    assert projects_of(rows, most_rows=2 * each_has) == [["A", "B"], ["C"]]


def test_rows_keep_their_places():
    rows = rows_of("B", "A")
    first, second = pieces_of(rows, [], most_rows=1)
    assert_frame_equal(first.results, rows.iloc[first.rows].reset_index(drop=True))
    assert sorted([*first.rows, *second.rows]) == list(range(len(rows)))


def test_earlier_editions_go_with_their_projects():
    before = protect(rows_of("A", "C"), 3)
    now = rows_of("A", "B")
    found = {tuple(set(piece.results["project"])): piece.earlier[0] for piece in pieces_of(now, [before], most_rows=1)}
    assert set(found[("A",)]["project"]) == {"A"}
    assert found[("B",)].empty
    assert set(found[()]["project"]) == {"C"}  # only the check of a release looks at it


def test_sums_over_projects_hold_projects_together():
    facts = [("A", "01"), ("B", "01"), ("C", "02"), ("", "01")]
    rows = raw(*(result(9, project=project, municipality=place) for project, place in facts))
    assert projects_of(rows, most_rows=1) == [["", "A", "B"], ["C"]]
    everywhere = raw(*(result(9, project=project, municipality=place) for project, place in [*facts, ("", "")]))
    assert projects_of(everywhere, most_rows=1) == [["", "A", "B", "C"]]


def test_no_rows_are_no_pieces():
    rows = rows_of("A")
    assert pieces_of(rows.iloc[:0], []) == []
    assert protect(rows.iloc[:0], 3).empty


@pytest.mark.parametrize("with_earlier", [False, True])
def test_pieces_and_processes_change_nothing(monkeypatch, with_earlier):
    rows = rows_of("D", "B", "A", "C", more=1)
    earlier = [protect(rows_of("A", "B", "C", "D"), 3)] if with_earlier else []
    together = protect(rows, 3, knowledge=GROWS, earlier=earlier)
    monkeypatch.setattr(protection, "pieces_of", partial(pieces_of, most_rows=1))
    for processes in (1, 2):
        assert_frame_equal(protect(rows, 3, knowledge=GROWS, earlier=earlier, processes=processes), together)
    assert (together["suppressed"] != "").any()


PROCESS = "__import__('os').getpid()"


def test_answers_come_in_order_and_from_other_processes():
    assert each(neg, range(9), processes=2) == [-number for number in range(9)]
    assert os.getpid() not in each(eval, [PROCESS] * 4, processes=2)
    assert each(eval, [PROCESS] * 3, processes=2) == [os.getpid()] * 3  # too few to start two
    assert each(eval, [PROCESS] * 4, processes=1) == [os.getpid()] * 4


def test_what_a_process_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        each(partial(floordiv, 12), [3, 2, 1, 0], processes=2)


def test_a_killed_process_is_told_of():
    with pytest.raises(EvaluationError, match=r"ended from outside \(exit code -9\)"):
        each(signal.raise_signal, [signal.SIGKILL] * 4, processes=2)


@pytest.mark.parametrize("with_earlier", [False, True])
def test_a_check_finds_in_pieces_what_it_finds_in_one(monkeypatch, with_earlier):
    """Where nothing is hidden, everything small is found, whether project by project or at once."""
    rows, protection_of_three = rows_of("B", "A", "C", "D"), Protection(3, 3)
    careless = rows.drop(columns="contributors").assign(suppressed="")
    earlier = [protect(rows_of("A", "B", "E"), 3)] if with_earlier else []
    together = check_results(careless, protection_of_three, GROWS, earlier)
    monkeypatch.setattr(checking, "pieces_of", partial(pieces_of, most_rows=1))
    apart = check_run(careless, protection_of_three, GROWS, earlier, processes=2)
    assert len(together.disclosed) > 10
    assert set(apart.disclosed) == set(together.disclosed)
    assert replace(apart, disclosed=()) == replace(together, disclosed=())
