"""Findings in whole sentences: one rule for each case, so that no sentence says more than its numbers.

A sentence is a template with named places. It says what was counted; for a gross outcome it never says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Final, Protocol

import pandas as pd

from evaluation import formats
from evaluation.formats import ResultRow
from evaluation.language import noted, say
from evaluation.results import Status


class WithLimits(Protocol):
    """A share with its limits."""

    @property
    def estimate(self) -> float:
        """The share, from 0 to 1."""

    @property
    def conf_low(self) -> float:
        """Lower limit."""

    @property
    def conf_high(self) -> float:
        """Upper limit."""


@dataclass(frozen=True)
class ShareWords:
    """How a share is said: phrases, which are looked up when they are said.

    Attributes
    ----------
    one, many
        What was counted, for one and for another number of cases: `{events}`, `{n}`, `{share}`, `{interval}`.
    whether
        The same as a question, which follows "ob" or "nicht bekannt".
    how_many
        The same as a question for a number, which follows "unterdrückt ist".
    named
        What is the same for every number, such as the months.
    """

    one: str
    many: str
    whether: str
    how_many: str
    named: Mapping[str, str] = field(default_factory=dict)

    def said(self, phrase: str, **numbers: str) -> str:
        """Say one of the phrases with what is the same for every number, and with the numbers."""
        return say(phrase, **self.named, **numbers)


PLACEMENT: Final = ShareWords(
    one=noted("{events} von {n} Personen war bei Austritt beschäftigt, {share} ({interval})."),
    many=noted("{events} von {n} Personen waren bei Austritt beschäftigt, {share} ({interval})."),
    whether=noted("ob sie bei Austritt beschäftigt waren"),
    how_many=noted("wie viele bei Austritt beschäftigt waren"),
)
STABLE: Final = ShareWords(
    one=noted(
        "{events} von {n} Personen, die bei Austritt {concept} beschäftigt waren, war es {months} später noch "
        "({mode}, gerechnet {clock}): {share} ({interval})."
    ),
    many=noted(
        "{events} von {n} Personen, die bei Austritt {concept} beschäftigt waren, waren es {months} später noch "
        "({mode}, gerechnet {clock}): {share} ({interval})."
    ),
    whether=noted("ob sie {months} später noch {concept} beschäftigt waren"),
    how_many=noted("wie viele {months} später noch {concept} beschäftigt waren"),
)

_SUPPRESSED: Final = noted("Aus Gründen des Datenschutzes ist unterdrückt, {how_many}.")
_NOT_MATURE: Final = noted("Am Datenstand war noch nicht zu beurteilen, {how_many}.")
_NOT_COLLECTED: Final = noted("Nicht erhoben wurde, {how_many}.")
_NO_CASES: Final = noted("Bis zum Datenstand gab es keine Fälle; darum ist offen, {how_many}.")
_ALL_UNKNOWN: Final = noted("Von keiner der {n} Personen ist bekannt, {whether}.")
_UNKNOWN_NONE: Final = noted("Unbekannt ist es von niemandem.")
_UNKNOWN_ONE: Final = noted("Von 1 Person ist es nicht bekannt.")
_UNKNOWN_MANY: Final = noted("Von {unknown} Personen ist es nicht bekannt.")
_UNKNOWN_HIDDEN: Final = noted("Von wie vielen es nicht bekannt ist, ist unterdrückt.")
_SAME: Final = noted("{first}, {second}: Das kann Zufall sein.")
_DIFFERENT: Final = noted("{first}, {second}: Das ist mehr, als Zufall allein erwarten lässt.")
_SHARE_OF: Final = noted("{name} {share} ({events} von {n})")


def fill(words: ShareWords, **named: str) -> ShareWords:
    """Put in what is the same for every number, such as the months; the places of the numbers stay."""
    return replace(words, named={**words.named, **named})


def share_value(row: ResultRow | None) -> str:
    """Return the share of a row in percent, or the words that stand in its place on page one."""
    if row is None or row.status == Status.NOT_COLLECTED:
        return formats.NO_NUMBER[Status.NOT_COLLECTED]
    return say("unterdrückt") if row.status == Status.SUPPRESSED else formats.share_of(row)


def share_sentence(row: ResultRow | None, words: ShareWords, *, exact: bool = True) -> str:
    """Say a share with its counts, its interval and the cases of which it is not known; or why there is none.

    Where counts are not `exact`, a 0 is a number, and not nobody.
    """
    if row is None or row.status == Status.NOT_COLLECTED:
        return say(_NOT_COLLECTED, how_many=words.said(words.how_many))
    if row.status == Status.SUPPRESSED or formats.is_hidden(row, "events") or formats.is_hidden(row, "n"):
        return say(_SUPPRESSED, how_many=words.said(words.how_many))
    if row.status == Status.NOT_MATURE:
        return say(_NOT_MATURE, how_many=words.said(words.how_many))
    if row.status == Status.NOT_APPLICABLE:
        return say(_NO_CASES, how_many=words.said(words.how_many))
    if not pd.isna(row.unknown) and row.unknown == row.n:
        return say(_ALL_UNKNOWN, n=formats.count(row.n), whether=words.said(words.whether))
    said = words.said(
        words.one if row.events == 1 else words.many,
        events=formats.number_of(row, "events"),
        n=formats.number_of(row, "n"),
        share=formats.share_of(row),
        interval=formats.interval_of(row),
    )
    return f"{said} {_unknown_sentence(row, exact=exact)}".strip()


def _unknown_sentence(row: ResultRow, *, exact: bool) -> str:
    if formats.is_hidden(row, "unknown"):
        return say(_UNKNOWN_HIDDEN)
    if pd.isna(row.unknown):
        return ""
    if row.unknown == 0 and exact:
        return say(_UNKNOWN_NONE)
    return say(_UNKNOWN_ONE) if row.unknown == 1 else say(_UNKNOWN_MANY, unknown=formats.count(row.unknown))


def compared(first: ResultRow, second: ResultRow, names: tuple[str, str]) -> str | None:
    """Say whether two published shares differ by more than chance; None where one of them has no interval.

    The interval of the difference is that of Newcombe, made of the Wilson limits of the two shares: chance explains
    the difference if it holds 0.

    References
    ----------
    Newcombe, R. G. (1998): Interval estimation for the difference between independent proportions: comparison of
    eleven methods. Statist. Med. 17, 873-890 (method 10).
    """
    rows = (first, second)
    if any(row.status != Status.PUBLISHED for row in rows):
        return None
    if any(formats.is_hidden(row, "conf_low") or pd.isna(row.conf_low) for row in rows):
        return None
    low, high = difference_limits(first, second)
    template = _SAME if low <= 0 <= high else _DIFFERENT
    first_said, second_said = (
        say(
            _SHARE_OF,
            name=name,
            share=formats.share_of(row),
            events=formats.number_of(row, "events"),
            n=formats.number_of(row, "n"),
        )
        for name, row in zip(names, rows, strict=True)
    )
    return say(template, first=first_said, second=second_said)


def difference_limits(first: WithLimits, second: WithLimits) -> tuple[float, float]:
    """Return Newcombe's limits of the difference of two shares, from the limits of each."""
    difference = first.estimate - second.estimate
    below = sqrt((first.estimate - first.conf_low) ** 2 + (second.conf_high - second.estimate) ** 2)
    above = sqrt((first.conf_high - first.estimate) ** 2 + (second.estimate - second.conf_low) ** 2)
    return difference - below, difference + above


def counted(number: int, one: str, many: str, **values: str) -> str:
    """Say the sentence for one or for another number, with `{number}` written as the reader writes it."""
    return say(one if number == 1 else many, number=formats.count(number), **values)


def enumerated(parts: list[str]) -> str:
    """Join parts of a sentence: „a“, „a und b“, „a, b und c“."""
    if len(parts) < 2:
        return "".join(parts)
    return say("{first} und {last}", first=", ".join(parts[:-1]), last=parts[-1])
