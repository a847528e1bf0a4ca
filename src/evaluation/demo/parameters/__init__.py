"""Every parameter of the demo data, with its source.

The persons, enterprises and events are invented. Where public figures on the programme exist the parameters follow
them; `SOURCES` says so for each group, and says "assumption" where none exist. Shares are fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.demo.parameters.economy import Network, Support
from evaluation.demo.parameters.persons import PROBATION_MONTHS, JobKind, Knowledge, People, Stays, Work, job_kinds
from evaluation.demo.parameters.planned import Budget, Target
from evaluation.demo.parameters.support import Activities, Answers, Cases, Competences, Question

__all__ = [
    "PROBATION_MONTHS",
    "SOURCES",
    "Activities",
    "Answers",
    "Budget",
    "Cases",
    "Competences",
    "JobKind",
    "Knowledge",
    "Network",
    "People",
    "ProjectParameters",
    "Question",
    "Stays",
    "Support",
    "Target",
    "Work",
    "job_kinds",
]

BBSR = "BBSR-Analysen KOMPAKT 02/2019 (BIWAQ)"
ESF_PAGE = "esfplus.de, BIWAQ in the ESF period 2014-2020 (about 41,000 participants from age 27, 5,600 enterprises)"
PROFILE = "public project profile"
ASSUMPTION = "assumption"

SOURCES: Mapping[str, str] = {
    "people": f"size: {ESF_PAGE}; education, migration: {BBSR}; age 27: {ESF_PAGE}; else {ASSUMPTION}",
    "stays": f"{ASSUMPTION}; hump-shaped entries as in the published programme monitoring",
    "work": f"placement of about one third, lower with migration background in the East: {BBSR}; else {ASSUMPTION}",
    "knowledge": ASSUMPTION,
    "questions": ASSUMPTION,
    "answers": ASSUMPTION,
    "activities": f"kinds: {PROFILE}; else {ASSUMPTION}",
    "competences": f"digital skills as an objective: {PROFILE}; else {ASSUMPTION}",
    "cases": f"kinds: {PROFILE}; else {ASSUMPTION}",
    "network": f"number of enterprises: {ESF_PAGE}; kinds of events: {PROFILE}; else {ASSUMPTION}",
    "support": f"vacancies, diversity management: {PROFILE}; else {ASSUMPTION}",
    "targets": ASSUMPTION,
    "budget": ASSUMPTION,
}
"""Source of each group of parameters; written into `truth.json`."""


@dataclass(frozen=True)
class ProjectParameters:
    """All parameters of one project.

    Attributes
    ----------
    project
        Code of the project in the official facts.
    letters
        Letters in the pseudonyms of its persons, jobs, enterprises and events.
    people, stays, work, knowledge, answers, activities, competences, network, support
        The groups of parameters.
    questions
        Further questions that the project asks, by characteristic; who is not asked has no answer of any kind.
    cases
        Cases outside participations, by kind.
    targets
        Invented planned values.
    budget
        Invented sums of money; none if no sum is known.
    """

    project: str
    letters: str
    people: People
    work: Work
    network: Network
    stays: Stays = field(default_factory=Stays)
    knowledge: Knowledge = field(default_factory=Knowledge)
    questions: Mapping[str, Question] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    activities: Activities = field(default_factory=Activities)
    competences: Competences = field(default_factory=Competences)
    cases: Mapping[str, Cases] = field(default_factory=dict)
    support: Support = field(default_factory=Support)
    targets: tuple[Target, ...] = ()
    budget: Budget | None = None
