"""What is asked beside the labour market status: at entry, around the exit and in the follow-ups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evaluation.demo.draws import Draws
from evaluation.demo.knowledge import FollowUp, Observation
from evaluation.demo.lives import Life, Participation
from evaluation.demo.parameters import Answers, People, ProjectParameters
from evaluation.demo.people import Person, word
from evaluation.demo.stays import Stay
from evaluation.demo.work import job_on


def draw_education_at_entry(draws: Draws, people: People, stay: Stay) -> tuple[bool, str | None]:
    """Return whether the person is in education or training at entry, and what is known about it."""
    truth, unknown = draws.chance(people.in_education[stay.status]), draws.chance(people.unknown_in_education)
    return truth, None if unknown else word(truth)


def draw_further_answers(draws: Draws, parameters: ProjectParameters, person: Person) -> Mapping[str, str]:
    """Draw the answers to the further questions of the project, by characteristic."""
    answers = {}
    for characteristic, question in parameters.questions.items():
        holds, refused = draws.chance(question.share), draws.chance(parameters.people.refusal)
        if question.of_migrants:
            # Nobody says yes here and keeps silent about the migration background.
            holds, refused = holds and person.migration, person.answers["migration_background"] == "refused"
        answers[characteristic] = "refused" if refused and question.refusable else word(holds)
    return answers


def qualification_share(parameters: ProjectParameters, exit_kind: str, *, trained: bool) -> float:
    """Return the share of leavers that gained a qualification."""
    answers, training = parameters.answers, parameters.activities.shares.get("training", 0.0)
    share = answers.qualification.get(exit_kind, 0.0)
    if exit_kind != "completed" or not training:
        return share
    factor = answers.training_factor
    return share * (factor if trained else (1 - training * factor) / (1 - training))


def with_answers(
    draws: Draws, parameters: ProjectParameters, life: Life, item: Participation, *, was_in_education: bool
) -> tuple[Observation, ...]:
    """Return the observations of a participation with what was established beside the status.

    What is true of the person is drawn once, so that two observations do not contradict each other; what of it is not
    known is drawn for each observation.
    """
    stay, answers = item.stay, parameters.answers
    if stay.exit is None or stay.exit_kind is None:
        return item.observations
    searches = {circumstance: draws.chance(share) for circumstance, share in answers.searching.items()}
    begun, goes_on = draws.chance(answers.education_begun), draws.chance(answers.education_goes_on)
    trained = any(activity.kind == "training" for activity in item.activities)
    qualified = draws.chance(qualification_share(parameters, stay.exit_kind, trained=trained))
    result = []
    for seen in item.observations:
        hidden = [
            draws.chance(share)
            for share in (answers.unknown_searching, answers.unknown_education, answers.unknown_qualification)
        ]
        left = seen.day >= stay.exit
        to_learn = left and stay.exit_kind == "left_for_education"
        searching = searches.get("left_for_education" if to_learn and seen.status == "inactive" else seen.status)
        learns = _apprentice(life, seen)
        if to_learn:
            # Who was employed at entry and keeps the job learns beside it; any later job ends the education.
            learns = learns or (begun and (seen.status == "inactive" or stay.course == "kept"))
        elif seen.status == "inactive" and job_on(life.jobs, seen.day) is None:
            learns = was_in_education and (goes_on or not left)
        truth = (searching, learns, qualified and left)
        known = [
            None if value is None or unknown else word(value) for value, unknown in zip(truth, hidden, strict=True)
        ]
        result.append(replace(seen, job_searching=known[0], in_education=known[1], qualification=known[2]))
    return tuple(result)


def with_improvement(draws: Draws, answers: Answers, item: Participation) -> tuple[FollowUp, ...]:
    """Return the follow-ups with what persons who were employed at entry say about their situation."""
    if item.stay.status != "employed":
        return item.follow_ups
    better = draws.chance(answers.improved[item.stay.course])
    result = []
    for enquiry in item.follow_ups:
        unknown = draws.chance(answers.unknown_improved)
        asked = enquiry.outcome == "answered" and not unknown
        improved = word(better and enquiry.status == "employed") if asked else None
        result.append(replace(enquiry, improved=improved))
    return tuple(result)


def _apprentice(life: Life, seen: Observation) -> bool:
    job = job_on(life.jobs, seen.day)
    return job is not None and job.kind == "apprenticeship"
