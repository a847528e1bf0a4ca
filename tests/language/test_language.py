"""What is said is said in the language of the reader; what is put in is data; numbers and days follow."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from evaluation import formats, words
from evaluation.language import (
    SOURCE_LANGUAGE,
    Words,
    catalogue,
    locale,
    noted,
    say,
    say_number,
    speak,
    speaking,
    spoken,
)
from evaluation.results import Status


def test_a_phrase_is_said_in_german_unless_another_language_is_chosen() -> None:
    assert spoken() == SOURCE_LANGUAGE
    assert say("nicht erhoben") == "nicht erhoben"
    with speaking("en"):
        assert spoken() == "en"
        assert say("nicht erhoben") == "not collected"
    assert say("nicht erhoben") == "nicht erhoben"


def test_german_needs_no_catalogue() -> None:
    assert catalogue(SOURCE_LANGUAGE) == {}


def test_values_are_put_in_after_the_phrase_was_looked_up() -> None:
    assert say("{events} von {n}", events=3, n=12) == "3 von 12"
    with speaking("en"):
        assert say("{events} von {n}", events=3, n=12) == "3 of 12"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("odd", ["{n}", "{0.__class__}", "{", "}}", "nicht erhoben", "%s", "", "#set text(red)"])
def test_what_is_put_in_is_data(language: str, odd: str) -> None:
    """Braces in data stay, and data that happen to be a phrase are not translated."""
    with speaking(language):
        assert say("{events} von {n}", events=odd, n=odd) in (f"{odd} von {odd}", f"{odd} of {odd}")
        assert odd in say("verletzt in: {projects}", projects=odd)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_phrase_without_values_may_hold_braces(language: str) -> None:
    with speaking(language):
        assert say("ein {Satz} mit {") == "ein {Satz} mit {"
        assert say("") == ""


def test_a_phrase_that_nobody_translated_is_said_in_german() -> None:
    with speaking("en"):
        assert say("Unbekanntes {wort}", wort="X") == "Unbekanntes X"


@pytest.mark.parametrize(
    ("number", "german", "english"),
    [(0, "0 Tagen", "0 days"), (1, "1 Tag", "1 day"), (2, "2 Tagen", "2 days"), (28, "28 Tagen", "28 days")],
)
def test_one_and_many(number: int, german: str, english: str) -> None:
    assert words.days(number) == german
    with speaking("en"):
        assert words.days(number) == english
        assert say_number("{number} Tag", "{number} Tagen", number) == english


@pytest.mark.parametrize(
    ("write", "one", "many"),
    [
        (words.day_count, "1 Tag", "3 Tage"),
        (words.month_count, "1 Monat", "3 Monate"),
        (words.months, "1 Monat", "3 Monaten"),
    ],
)
def test_how_long_something_lasts(write, one: str, many: str) -> None:
    assert (write(1), write(3)) == (one, many)


def test_words_are_looked_up_when_they_are_read() -> None:
    kept = Words({"a": noted("nicht erhoben"), "b": noted("{events} von {n}")})
    assert list(kept) == ["a", "b"]
    assert len(kept) == 2
    assert kept["a"] == "nicht erhoben"
    assert kept.get("c", "sonst") == "sonst"
    with speaking("en"):
        assert dict(kept) == {"a": "not collected", "b": "{events} of {n}"}
        assert list(kept.values()) == ["not collected", "{events} of {n}"]


def test_languages_are_spoken_one_within_the_other() -> None:
    with speaking("en"):
        with speaking("de"):
            assert say("nicht erhoben") == "nicht erhoben"
        assert say("nicht erhoben") == "not collected"
    assert spoken() == "de"


def test_the_language_before_is_spoken_again_after_an_error() -> None:
    with pytest.raises(KeyError), speaking("en"):
        say("{events} von {n}", events=3)
    assert spoken() == "de"


def test_a_language_is_spoken_until_another_is_chosen() -> None:
    with speaking("de"):
        speak("en")
        assert locale() == "en_GB"
        assert say("nicht erhoben") == "not collected"
    assert locale() == "de_DE"


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        (lambda: formats.count(1234567), "1.234.567", "1,234,567"),
        (lambda: formats.count(pd.NA), "–", "–"),
        (lambda: formats.decimal(1579.53, 2), "1.579,53", "1,579.53"),
        (lambda: formats.decimal(pd.NA), "keine Angabe", "not stated"),
        (lambda: formats.percent(0.3649, 1), "36,5 %", "36.5%"),
        (lambda: formats.interval(0.291, 0.404), "29–40 %", "29–40%"),
        (lambda: formats.points(0.02), "2,0 Prozentpunkte", "2.0 percentage points"),
        (lambda: formats.euro(2650000.4), "2.650.000 €", "€2,650,000"),
        (lambda: formats.day(dt.date(2022, 12, 31)), "31.12.2022", "31 December 2022"),
        (lambda: formats.day(dt.date(2003, 5, 1)), "01.05.2003", "1 May 2003"),
        (lambda: formats.NO_NUMBER[Status.NOT_MATURE], "noch nicht beurteilbar", "not yet mature"),
        (lambda: formats.NO_NUMBER[Status.SUPPRESSED], ".", "."),
    ],
)
def test_numbers_days_and_absence_follow_the_language(written, german: str, english: str) -> None:
    assert written().replace("\u00a0", " ") == german
    with speaking("en"):
        assert written().replace("\u00a0", " ") == english
