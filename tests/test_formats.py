"""How numbers and their absence are written: absence is never 0, and 0 is never absence."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from evaluation import formats
from evaluation.language import speaking


def row(**changes: object) -> SimpleNamespace:
    """A published share: 9 of 20, of whom 2 are unknown."""
    values = {
        "status": "published",
        "suppressed": "",
        "n": 20,
        "events": 9,
        "unknown": 2,
        "not_mature": 0,
        "estimate": 0.45,
        "conf_low": 0.258,
        "conf_high": 0.658,
    }
    return SimpleNamespace(**{**values, **changes})


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (12, "12"), (1234567, "1.234.567"), (pd.NA, "–"), (None, "–")])
def test_counts(value: object, text: str) -> None:
    assert formats.count(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (12.7, 1, "12,7"),
        (579530.0, 0, "579.530"),
        (0.0, 1, "0,0"),
        (float("nan"), 1, "keine Angabe"),
        (pd.NA, 0, "keine Angabe"),
    ],
)
def test_decimals(value: object, digits: int, text: str) -> None:
    assert formats.decimal(value, digits) == text


def test_shares_and_intervals() -> None:
    assert formats.percent(0.0) == "0\u00a0%".replace("\u00a0", formats.percent(0.0)[1])
    assert formats.percent(0.3649).startswith("36")
    assert formats.percent(pd.NA) == "–"
    assert formats.interval(0.291, 0.404).startswith("29–40")
    assert formats.interval(pd.NA, 0.4) == "–"


def test_days() -> None:
    assert formats.day(dt.date(2022, 12, 31)) == "31.12.2022"


def test_a_published_row() -> None:
    assert formats.number_of(row(), "events") == "9"
    assert formats.share_of(row()).startswith("45")
    assert formats.interval_of(row()).startswith("26–66")
    assert formats.known_share_of(row()).startswith("50")  # 9 of 18
    assert formats.bounds_of(row()).startswith("45–55")  # 9 to 11 of 20


def test_zero_is_a_number() -> None:
    none_placed = row(events=0, unknown=0, estimate=0.0, conf_low=0.0, conf_high=0.16)
    assert formats.number_of(none_placed, "events") == "0"
    assert formats.share_of(none_placed).startswith("0")
    assert formats.known_share_of(none_placed).startswith("0")


def test_a_suppressed_row_shows_a_point_everywhere() -> None:
    hidden = row(
        status="suppressed",
        suppressed="events unknown estimate conf_low conf_high",
        events=pd.NA,
        unknown=pd.NA,
        estimate=pd.NA,
        conf_low=pd.NA,
        conf_high=pd.NA,
    )
    shown = [
        formats.number_of(hidden, "events"),
        formats.number_of(hidden, "unknown"),
        formats.share_of(hidden),
        formats.interval_of(hidden),
        formats.known_share_of(hidden),
        formats.bounds_of(hidden),
    ]
    assert shown == ["."] * 6
    assert formats.number_of(hidden, "n") == "20"


def test_hidden_unknown_cases_hide_what_is_computed_from_them() -> None:
    part = row(suppressed="unknown", unknown=pd.NA)
    assert formats.share_of(part).startswith("45")
    assert formats.known_share_of(part) == "."
    assert formats.bounds_of(part) == "."


@pytest.mark.parametrize(
    ("status", "text"),
    [("not_mature", "noch nicht beurteilbar"), ("not_applicable", "keine Fälle"), ("not_collected", "nicht erhoben")],
)
def test_a_row_without_number_says_why(status: str, text: str) -> None:
    nothing = row(status=status, n=0, events=0, unknown=0, estimate=pd.NA, conf_low=pd.NA, conf_high=pd.NA)
    assert formats.share_of(nothing) == text
    assert formats.known_share_of(nothing) == "–"
    assert formats.bounds_of(nothing) == "–"


def test_what_was_not_collected_has_no_count() -> None:
    assert formats.number_of(row(status="not_collected", events=pd.NA), "events") == "nicht erhoben"


def test_all_cases_unknown_leave_no_share_among_the_known() -> None:
    assert formats.known_share_of(row(events=0, unknown=20, estimate=0.0)) == "–"


def test_text_or_not_stated() -> None:
    assert formats.text_or_not_stated("Sachsen") == "Sachsen"
    assert formats.text_or_not_stated(float("nan")) == "keine Angabe"


@pytest.mark.parametrize(
    ("language", "cells", "tails"),
    [
        ("de", ["1.234,5", "80", ".", "3 von 9"], ["", ",5", "", ""]),
        ("de", ["33,5 %", "33 %", "–"], ["", ",5", ""]),
        ("en", ["1,234.5", "80", ".", "3 of 9"], ["", ".5", "", ""]),
        ("en", ["33.5%", "36%", "234"], ["", ".5", ".5%"]),
        ("en", ["33.5%", "36%", "1,234"], ["", "", ""]),  # inhabitants and shares have no digits in common
        ("de", ["974 ha", "14,3 %"], ["", ""]),
        ("en", ["€1,234", "–"], ["", ""]),
        ("en", ["29–40%", "not collected"], ["", ""]),
    ],
)
def test_numbers_of_a_language_stand_digit_under_digit(language: str, cells: list[str], tails: list[str]) -> None:
    with speaking(language):
        assert formats.tails(cells) == tails


def test_a_point_and_a_comma_change_their_parts_with_the_language() -> None:
    """1,234 is a whole number in English, and has three decimals in German."""
    assert formats.tails(["1,234", "5"]) == ["", ",234"]
    with speaking("en"):
        assert formats.tails(["1,234", "5"]) == ["", ""]


@pytest.mark.parametrize(("language", "day"), [("de", "09.06."), ("en", "9 Jun")])
def test_a_day_of_a_year_that_is_named_beside_it(language: str, day: str) -> None:
    with speaking(language):
        assert formats.day_of_year(dt.date(2021, 6, 9)) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Amt für Statistik, 2016", "Amt für Statistik, 2016."),
        ("Kein Betrag des Projekts.", "Kein Betrag des Projekts."),
        ("Wie hoch?", "Wie hoch?"),
    ],
)
def test_text_of_somebody_else_ends_as_a_sentence(text: str, said: str) -> None:
    assert formats.sentence(text) == said


def test_a_share_of_which_all_is_unknown_has_no_interval() -> None:
    assert formats.interval_of(row(unknown=20)) == "–"
    assert formats.interval_of(row(unknown=19)) == "26–66 %"
    assert formats.interval_of(row(unknown=20, suppressed="unknown")) == "26–66 %"
