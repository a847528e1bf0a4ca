"""Cases outside participations: short contacts, advice, start-ups, settlements, placements of volunteers, youth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from evaluation.demo.draws import Draws, days, on_weekday
from evaluation.demo.parameters import Cases, ProjectParameters
from evaluation.demo.stays import Term


@dataclass(frozen=True)
class Case:
    """A case with the day of its result, if there is one; `gender` is empty if unknown or if the case is no person."""

    kind: str
    opened: dt.date
    achieved: dt.date | None
    gender: str | None


def draw_cases(seed: int, parameters: ProjectParameters, term: Term) -> list[Case]:
    """Draw the cases of a project up to the cut-off, in the order of their days."""
    found = []
    for kind, cases in parameters.cases.items():
        found += _of_kind(Draws(seed, f"{parameters.project}/cases/{kind}"), kind, cases, term)
    found.sort(key=lambda case: (case.opened, case.kind))
    return [_as_known(case, term.cut_off) for case in found if case.opened <= term.cut_off]


def _of_kind(draws: Draws, kind: str, cases: Cases, term: Term) -> list[Case]:
    opened = []
    for _ in range(cases.number):
        first, last = term.within(draws.weighted(cases.years))
        opened.append(on_weekday(first + days(draws.whole(0, (last - first).days)), first, last))
    shortest, longest = cases.after
    # A result that nobody in the project could have seen is none.
    possible = [place for place, day in enumerate(opened) if day + days(longest) <= term.end]
    successful = set(draws.sample(possible, cases.achieved))
    result = []
    for place, day in enumerate(opened):
        waiting = draws.whole(shortest, longest)
        achieved = on_weekday(day + days(waiting), day, term.end) if place in successful else None
        result.append(Case(kind, day, achieved, _gender(draws, cases)))
    return result


def _gender(draws: Draws, cases: Cases) -> str | None:
    gender, unknown = "female" if draws.chance(cases.women) else "male", draws.chance(cases.unknown_gender)
    return gender if cases.of_persons and not unknown else None


def _as_known(case: Case, cut_off: dt.date) -> Case:
    if case.achieved is None or case.achieved <= cut_off:
        return case
    return Case(case.kind, case.opened, None, case.gender)
