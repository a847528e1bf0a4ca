"""Each rule of page one, in whole sentences: what is said, and what is never said."""

from types import SimpleNamespace

import pandas as pd
import pytest

from evaluation.estimators.proportions import wilson
from evaluation.tables.sentences import (
    PLACEMENT,
    STABLE,
    compared,
    counted,
    difference_limits,
    enumerated,
    fill,
    share_sentence,
    share_value,
)

CAUSAL = ("wirk", "führte", "dank", "durch das projekt", "bewirk", "effekt", "erreichte, dass", "weil", "verbessert")
"""Words that would turn a gross outcome into an effect."""


def row(events=123, n=345, unknown=12, status="published", suppressed="", not_mature=0):
    """Return a row of results with its Wilson interval."""
    share = wilson([events or 0], [n or 1], 0.95)
    return SimpleNamespace(
        events=events,
        n=n,
        unknown=unknown,
        not_mature=not_mature,
        estimate=share.estimate[0],
        conf_low=share.conf_low[0],
        conf_high=share.conf_high[0],
        status=status,
        suppressed=suppressed,
    )


def absent(status):
    return SimpleNamespace(
        **dict.fromkeys(("events", "n", "unknown", "not_mature", "estimate", "conf_low", "conf_high"), pd.NA),
        status=status,
        suppressed="",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            row(),
            "123 von 345 Personen waren bei Austritt beschäftigt, 36\u00a0% (31–41\u00a0%). "
            "Von 12 Personen ist es nicht bekannt.",
        ),
        (
            row(events=1, n=4, unknown=1),
            "1 von 4 Personen war bei Austritt beschäftigt, 25\u00a0% (5–70\u00a0%). "
            "Von 1 Person ist es nicht bekannt.",
        ),
        (
            row(events=0, n=5, unknown=0),
            "0 von 5 Personen waren bei Austritt beschäftigt, 0\u00a0% (0–43\u00a0%). Unbekannt ist es von niemandem.",
        ),
        (
            row(events=1234, n=4000, unknown=1000),
            "1.234 von 4.000 Personen waren bei Austritt beschäftigt, 31\u00a0% (29–32\u00a0%). "
            "Von 1.000 Personen ist es nicht bekannt.",
        ),
        (
            row(suppressed="unknown"),
            "123 von 345 Personen waren bei Austritt beschäftigt, 36\u00a0% (31–41\u00a0%). "
            "Von wie vielen es nicht bekannt ist, ist unterdrückt.",
        ),
        (
            row(events=0, n=7, unknown=7),
            "Von keiner der 7 Personen ist bekannt, ob sie bei Austritt beschäftigt waren.",
        ),
        (
            absent("suppressed"),
            "Aus Gründen des Datenschutzes ist unterdrückt, wie viele bei Austritt beschäftigt waren.",
        ),
        (
            row(suppressed="events estimate conf_low conf_high"),
            "Aus Gründen des Datenschutzes ist unterdrückt, wie viele bei Austritt beschäftigt waren.",
        ),
        (
            absent("not_mature"),
            "Am Datenstand war noch nicht zu beurteilen, wie viele bei Austritt beschäftigt waren.",
        ),
        (
            absent("not_applicable"),
            "Bis zum Datenstand gab es keine Fälle; darum ist offen, wie viele bei Austritt beschäftigt waren.",
        ),
        (absent("not_collected"), "Nicht erhoben wurde, wie viele bei Austritt beschäftigt waren."),
        (None, "Nicht erhoben wurde, wie viele bei Austritt beschäftigt waren."),
    ],
)
def test_every_case_has_its_sentence(given, said):
    assert share_sentence(given, PLACEMENT).replace(" %", "\u00a0%") == said


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (row(), "36 %"),
        (row(events=0, n=7, unknown=7), "nicht bekannt"),
        (absent("suppressed"), "unterdrückt"),
        (absent("not_mature"), "noch nicht beurteilbar"),
        (absent("not_applicable"), "keine Fälle"),
        (None, "nicht erhoben"),
    ],
)
def test_the_number_in_large_type_is_never_a_zero_that_nobody_counted(given, value):
    assert share_value(given).replace("\u00a0", " ") == value


def test_a_filled_sentence_keeps_the_places_of_its_numbers():
    said = fill(STABLE, months="12 Monate", mode="durchgehend", clock="ab dem Austritt", concept="nach dem Begriff")
    sentence = share_sentence(row(events=19, n=75, unknown=38), said).replace("\u00a0", " ")
    assert sentence == (
        "19 von 75 Personen, die bei Austritt nach dem Begriff beschäftigt waren, waren es 12 Monate später noch "
        "(durchgehend, gerechnet ab dem Austritt): 25 % (17–36 %). Von 38 Personen ist es nicht bekannt."
    )


@pytest.mark.parametrize("words", [PLACEMENT, STABLE])
def test_a_gross_outcome_is_never_called_an_effect(words):
    filled = fill(words, months="6 Monate", mode="durchgehend", clock="ab dem Austritt", concept="nach dem Begriff")
    for given in (row(), row(events=1), absent("suppressed"), absent("not_mature"), None):
        assert not [word for word in CAUSAL if word in share_sentence(given, filled).lower()]


def test_a_difference_within_chance_is_called_so():
    said = compared(row(66, 208), row(74, 230), ("Frauen", "Männer"))
    assert said == "Frauen 32 % (66 von 208), Männer 32 % (74 von 230): Das kann Zufall sein."


def test_a_difference_beyond_chance_is_called_so():
    said = compared(row(14, 92), row(28, 97), ("Frauen", "Männer"))
    assert said.replace("\u00a0", " ").endswith("Das ist mehr, als Zufall allein erwarten lässt.")


@pytest.mark.parametrize("hidden", [absent("suppressed"), row(suppressed="conf_low"), absent("not_mature")])
def test_what_is_hidden_is_compared_with_nothing(hidden):
    assert compared(row(), hidden, ("Frauen", "Männer")) is None


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [  # Newcombe (1998), Statist. Med. 17, 873-890, Table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(one, other, low, high):
    assert difference_limits(row(*one), row(*other)) == pytest.approx((low, high), abs=5e-5)


def test_numbers_and_lists_are_written_as_one_speaks():
    assert counted(1, "{number} Fall", "{number} Fälle") == "1 Fall"
    assert counted(2000, "{number} Fall", "{number} Fälle") == "2.000 Fälle"
    assert [enumerated(list("abc")[:count]) for count in (1, 2, 3)] == ["a", "a und b", "a, b und c"]
