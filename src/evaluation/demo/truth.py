"""The truth behind the demo data: parameters, and the shares that they imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict

from evaluation.demo.answers import qualification_share
from evaluation.demo.draws import DAYS_PER_MONTH
from evaluation.demo.parameters import SOURCES, JobKind, ProjectParameters, Work
from evaluation.demo.projects import PROJECTS
from evaluation.demo.records import gap_kinds, incomplete_records
from evaluation.demo.stays import expected_long_term
from evaluation.demo.work import CHANGE_AFTER, CHANGE_FROM, survival

HORIZONS = (3, 6, 12)
"""Months after the start of the job for which the truth is stated."""

_HORIZON_DAYS = 3650
"""Days after which the sums over the length of an employment stop."""


def truth(seed: int, cut_off: dt.date) -> dict[str, object]:
    """Return everything that is true of the demo data, as plain data for `truth.json`.

    Parameters
    ----------
    seed, cut_off
        As given to the generator.

    Returns
    -------
    dict
        Seed, cut-off, sources of the parameters and, per project, `parameters` (as in `evaluation.demo.parameters`) and
        `expected` (shares as fractions of 1; hazards per month).
    """
    return {
        "seed": seed,
        "cut_off": cut_off.isoformat(),
        "sources": dict(SOURCES),
        "projects": {
            each.project: {"parameters": _plain(asdict(each)), "expected": expected(each)} for each in PROJECTS
        },
    }


def expected(parameters: ProjectParameters) -> dict[str, object]:
    """Return the shares that the parameters of a project imply."""
    people, work, knowledge = parameters.people, parameters.work, parameters.knowledge
    unknown = knowledge.late + knowledge.never
    result: dict[str, object] = {
        "placement_true": work.placement,
        "placement_observed": work.placement * (1 - unknown),
        "unknown_at_exit": unknown,
        "drop_out_of_leavers": parameters.stays.drop_out,
        "long_term_of_not_employed": expected_long_term(people),
        "non_binary_persons": people.non_binary,
        "re_entries": round(people.participations * parameters.stays.re_entries),
        "incomplete_records": incomplete_records(parameters),
        "incomplete_kinds": gap_kinds(parameters),
        "refusal_of_each_question": people.refusal,
        "unknown_area": people.unknown_area,
        "one_day_stays": parameters.stays.one_day,
        **_recorded(parameters),
    }
    if not knowledge.follow_ups:
        return result
    waves = zip(knowledge.horizons, knowledge.lost, strict=True)
    follow_ups = {
        str(months): {"lost": (1 - knowledge.refused) * lost, "refused": knowledge.refused} for months, lost in waves
    }
    stability = {name: _stability(work, kind) for name, kind in work.kinds.items()}
    return result | {"follow_up": follow_ups, "stability_from_job_start": stability}


def _recorded(parameters: ProjectParameters) -> dict[str, object]:
    """Return what is true of answers, activities, measurements, cases and advice to offices.

    Shares of `yes` are shares of the known or given answers. What was not asked, done or measured is not listed.
    """
    people, answers, activities = parameters.people, parameters.answers, parameters.activities
    competences = parameters.competences
    questions = {
        name: {
            "yes_of_given": question.share * (people.migration if question.of_migrants else 1),
            "refused": people.refusal if question.refusable else 0.0,
        }
        for name, question in parameters.questions.items()
    }
    result: dict[str, object] = {
        "in_education_at_entry": dict(people.in_education) | {"unknown": people.unknown_in_education},
        "job_searching": dict(answers.searching) | {"unknown": answers.unknown_searching},
        "qualification": {
            "by_exit_kind": dict(answers.qualification),
            "completed_with_training": qualification_share(parameters, "completed", trained=True),
            "completed_without_training": qualification_share(parameters, "completed", trained=False),
            "unknown": answers.unknown_qualification,
        },
        "characteristics": questions,
        "activities_of_completed_stays": dict(activities.shares),
        "competence_measurements": {
            name: {"measured": share, "again_of_leavers": competences.again, "mean_gain": competences.gain}
            for name, share in competences.measured.items()
        },
        "cases": {kind: {"number": each.number, "achieved": each.achieved} for kind, each in parameters.cases.items()},
        "contacts_with_public_offices": parameters.network.office_contacts,
    }
    if parameters.knowledge.follow_ups:
        improved = dict(answers.improved) | {"without_work": 0.0, "unknown": answers.unknown_improved}
        result["improved_situation_of_employed_at_entry"] = improved
    return result


def _stability(work: Work, kind: JobKind) -> dict[str, object]:
    """Return hazards and survival of a kind of job: `continuous` is exact, `point` neglects rounding to days."""
    return {
        "hazard_early": kind.early,
        "hazard_late": kind.late,
        "continuous": {str(months): survival(kind, months) for months in HORIZONS},
        "point": {str(months): _point(work, kind, months) for months in HORIZONS},
    }


def _point(work: Work, kind: JobKind, months: int) -> float:
    """Return the probability of being employed on the very day: no gap between jobs, or employed again."""
    day = round(months * DAYS_PER_MONTH)
    employed = survival(kind, months) - _in_gap(work, kind, day)
    again = work.kinds["social_insurance"]
    shortest, longest = work.return_gap
    gap = (shortest + longest) / 2
    for end in range(1, day - round(gap)):
        ended = survival(kind, (end - 1) / DAYS_PER_MONTH) - survival(kind, end / DAYS_PER_MONTH)
        employed += ended * work.return_share * survival(again, (day - end - gap) / DAYS_PER_MONTH)
    return employed


def _in_gap(work: Work, kind: JobKind, day: int) -> float:
    """Return the probability that the day lies in the short gap of a change of jobs."""
    gap = sum(work.change_gap) / 2
    share = 0.0
    for length in range(max(day + CHANGE_AFTER - round(gap), CHANGE_FROM), _HORIZON_DAYS):
        ends = survival(kind, (length - 1) / DAYS_PER_MONTH) - survival(kind, length / DAYS_PER_MONTH)
        share += ends * work.change * gap / (length - CHANGE_AFTER)
    return share


def _plain(value: object) -> object:
    """Return the value with text keys only, as JSON wants them."""
    if isinstance(value, Mapping):
        return {_key(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value


def _key(key: object) -> str:
    return "..".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
