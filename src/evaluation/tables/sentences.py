"""Findings in whole sentences: one rule for each case, so that no sentence says more than its numbers.

A sentence is a template with named places. It says what was counted; for a gross outcome it never says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import pandas as pd

from evaluation import formats
from evaluation.formats import ResultRow
from evaluation.results import Status


@dataclass(frozen=True)
class ShareWords:
    """How a share is said.

    Attributes
    ----------
    one, many
        What was counted, for one and for another number of cases: `{events}`, `{n}`, `{share}`, `{interval}`.
    whether
        The same as a question, which follows "ob" or "nicht bekannt".
    how_many
        The same as a question for a number, which follows "unterdrückt ist".
    """

    one: str
    many: str
    whether: str
    how_many: str


PLACEMENT: Final = ShareWords(
    one="{events} von {n} Personen war bei Austritt beschäftigt, {share} ({interval}).",
    many="{events} von {n} Personen waren bei Austritt beschäftigt, {share} ({interval}).",
    whether="ob sie bei Austritt beschäftigt waren",
    how_many="wie viele bei Austritt beschäftigt waren",
)
LATER: Final = ShareWords(
    one="{events} von {n} Personen war {months} nach dem Austritt beschäftigt, {share} ({interval}).",
    many="{events} von {n} Personen waren {months} nach dem Austritt beschäftigt, {share} ({interval}).",
    whether="ob sie {months} nach dem Austritt beschäftigt waren",
    how_many="wie viele {months} nach dem Austritt beschäftigt waren",
)
STABLE: Final = ShareWords(
    one=(
        "{events} von {n} Personen, die bei Austritt {concept} beschäftigt waren, war es {months} später noch "
        "({mode}, gerechnet {clock}): {share} ({interval})."
    ),
    many=(
        "{events} von {n} Personen, die bei Austritt {concept} beschäftigt waren, waren es {months} später noch "
        "({mode}, gerechnet {clock}): {share} ({interval})."
    ),
    whether="ob sie {months} später noch {concept} beschäftigt waren",
    how_many="wie viele {months} später noch {concept} beschäftigt waren",
)

_SUPPRESSED: Final = "Aus Gründen des Datenschutzes ist unterdrückt, {how_many}."
_NOT_MATURE: Final = "Am Datenstand war noch nicht zu beurteilen, {how_many}."
_NOT_COLLECTED: Final = "Nicht erhoben wurde, {how_many}."
_NO_CASES: Final = "Bis zum Datenstand gab es keine Fälle; darum ist offen, {how_many}."
_ALL_UNKNOWN: Final = "Von keiner der {n} Personen ist bekannt, {whether}."
_UNKNOWN_NONE: Final = "Unbekannt ist es von niemandem."
_UNKNOWN_ONE: Final = "Von 1 Person ist es nicht bekannt."
_UNKNOWN_MANY: Final = "Von {unknown} Personen ist es nicht bekannt."
_UNKNOWN_HIDDEN: Final = "Von wie vielen es nicht bekannt ist, ist unterdrückt."
_SAME: Final = "{first} {first_share}, {second} {second_share}: Der Unterschied liegt im Bereich des Zufalls."
_DIFFERENT: Final = (
    "{first} {first_share}, {second} {second_share}: Der Unterschied ist größer, als Zufall allein erwarten lässt."
)


def fill(words: ShareWords, **named: str) -> ShareWords:
    """Put in what is the same for every number, such as the months; the places of the numbers stay."""
    places = {name: f"{{{name}}}" for name in ("events", "n", "share", "interval")}
    return ShareWords(
        **{name: getattr(words, name).format(**places, **named) for name in ("one", "many", "whether", "how_many")}
    )


def share_value(row: ResultRow | None) -> str:
    """Return the share of a row in percent, or the words that stand in its place on page one."""
    if row is None or row.status == Status.NOT_COLLECTED:
        return formats.NO_NUMBER[Status.NOT_COLLECTED]
    return "unterdrückt" if row.status == Status.SUPPRESSED else formats.share_of(row)


def share_sentence(row: ResultRow | None, words: ShareWords) -> str:
    """Say a share with its counts, its interval and the cases of which it is not known; or why there is none."""
    if row is None or row.status == Status.NOT_COLLECTED:
        return _NOT_COLLECTED.format(how_many=words.how_many)
    if row.status == Status.SUPPRESSED or formats.is_hidden(row, "events") or formats.is_hidden(row, "n"):
        return _SUPPRESSED.format(how_many=words.how_many)
    if row.status == Status.NOT_MATURE:
        return _NOT_MATURE.format(how_many=words.how_many)
    if row.status == Status.NOT_APPLICABLE:
        return _NO_CASES.format(how_many=words.how_many)
    if not pd.isna(row.unknown) and row.unknown == row.n:
        return _ALL_UNKNOWN.format(n=formats.count(row.n), whether=words.whether)
    said = (words.one if row.events == 1 else words.many).format(
        events=formats.number_of(row, "events"),
        n=formats.number_of(row, "n"),
        share=formats.share_of(row),
        interval=formats.interval_of(row),
    )
    return f"{said} {_unknown_sentence(row)}".strip()


def _unknown_sentence(row: ResultRow) -> str:
    if formats.is_hidden(row, "unknown"):
        return _UNKNOWN_HIDDEN
    if pd.isna(row.unknown):
        return ""
    if row.unknown == 0:
        return _UNKNOWN_NONE
    return _UNKNOWN_ONE if row.unknown == 1 else _UNKNOWN_MANY.format(unknown=formats.count(row.unknown))


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
    shares = [formats.share_of(row) for row in rows]
    return template.format(first=names[0], second=names[1], first_share=shares[0], second_share=shares[1])


def difference_limits(first: ResultRow, second: ResultRow) -> tuple[float, float]:
    """Return Newcombe's limits of the difference of two shares, from the limits of each."""
    difference = first.estimate - second.estimate
    below = sqrt((first.estimate - first.conf_low) ** 2 + (second.conf_high - second.estimate) ** 2)
    above = sqrt((first.conf_high - first.estimate) ** 2 + (second.estimate - second.conf_low) ** 2)
    return difference - below, difference + above


def counted(number: int, one: str, many: str) -> str:
    """Return the sentence for one or for another number, with `{number}` written in German."""
    return (one if number == 1 else many).format(number=formats.count(number))


def enumerated(parts: list[str]) -> str:
    """Join parts of a sentence: „a“, „a und b“, „a, b und c“."""
    return " und ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
