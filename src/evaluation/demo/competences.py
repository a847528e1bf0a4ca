"""Measurements of competences: one after the entry, for some one more before the exit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from evaluation.demo.draws import Draws, days, on_weekday
from evaluation.demo.parameters import Competences
from evaluation.demo.stays import Stay


@dataclass(frozen=True)
class Measurement:
    """A measurement of a competence, in points."""

    competence: str
    day: dt.date
    score: float


def draw_measurements(draws: Draws, competences: Competences, stay: Stay, cut_off: dt.date) -> tuple[Measurement, ...]:
    """Draw the measurements of a participation up to the cut-off; the second lies behind the first."""
    found: list[Measurement] = []
    for competence, share in competences.measured.items():
        measured, again = draws.chance(share), draws.chance(competences.again)
        after_entry, before_exit = draws.whole(0, competences.within), draws.whole(0, competences.before_exit)
        score = draws.normal(competences.mean, competences.deviation)
        gained = draws.normal(competences.gain, competences.gain_deviation)
        latest = stay.entry + days(competences.within)
        if stay.exit is not None:
            # Both days must find room in the shortest stay, with a weekend between them.
            latest = min(latest, stay.exit - days(4))
        first = on_weekday(min(stay.entry + days(after_entry), latest), stay.entry, latest)
        if not measured or first > cut_off:
            continue
        before = _points(score)
        found.append(Measurement(competence, first, before))
        if stay.exit is not None and again:
            following = first + days(1)
            second = on_weekday(max(stay.exit - days(before_exit), following), following, stay.exit)
            found.append(Measurement(competence, second, _points(before + gained)))
    return tuple(found)


def _points(score: float) -> float:
    return float(min(max(round(score), 0), 100))
