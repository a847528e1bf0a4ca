"""Contracts of the tables about persons."""

from __future__ import annotations

from evaluation.sources.contracts.columns import (
    DECIMAL,
    INTEGER,
    LONGEST_NAME,
    Contract,
    Reference,
    choice,
    code,
    day,
    number,
    schema,
    sensitive,
    text,
)
from evaluation.sources.contracts.vocabulary import (
    ACTIVITY_KINDS,
    ANSWERS,
    CASE_KINDS,
    CHARACTERISTICS,
    COMPETENCES,
    EXIT_KINDS,
    GENDERS,
    LABOUR_STATUSES,
    SENSITIVE_ANSWERS,
    SPECIAL_CHARACTERISTICS,
    SPELL_KINDS,
)

PERSONS = (
    Contract(
        name="participations",
        sentence="One row a stay of a person in a project; a re-entry is a further row of the same person.",
        key=("participation",),
        personal=True,
        schema=schema(
            participation=code("Pseudonym of the record.", "Joins observations and follow-ups."),
            person=code("Pseudonym of the person.", "Joins jobs; recognises a re-entry."),
            project=code("Project.", "Joins the record to its project and round."),
            entry=day("Day of entry.", "Counted as an entry; clock of the age and status at entry."),
            exit=day(
                "Day of exit, planned or not; empty while the person takes part.",
                "Clock of placement.",
                optional=True,
            ),
            exit_kind=choice(
                "How the participation ended.",
                "Must be there if, and only if, an exit is.",
                EXIT_KINDS,
                optional=True,
            ),
            gender=choice(
                "Gender; empty if not known.", "Breakdown; complete records have it.", GENDERS, optional=True
            ),
            age_at_entry=number(
                INTEGER,
                "Completed years at entry; empty if not known.",
                "Complete records have it; age groups; compared with the round's minimum age.",
                14,
                99,
                "years",
                optional=True,
            ),
            status_at_entry=choice(
                "Labour market status at entry; empty if not known.",
                "Placement counts persons who were unemployed or inactive.",
                LABOUR_STATUSES,
                optional=True,
            ),
            unemployed_months=number(
                INTEGER,
                "Months of unbroken unemployment before the entry; empty if not known or not unemployed.",
                "Long-term unemployment, by the rule of the plan; only for status unemployed.",
                0,
                600,
                "months",
                optional=True,
            ),
            education=number(
                INTEGER,
                "Highest education, ISCED 2011 level; empty if not known.",
                "Complete records have it; levels of education.",
                0,
                8,
                "ISCED level",
                optional=True,
            ),
            in_education_at_entry=choice(
                "Whether the person was in education or training at entry; empty if not known.",
                "Newly in education (CR02, EECR02) and inactive outside education (CO04).",
                ANSWERS,
                optional=True,
            ),
            migration_background=sensitive("Migration background, foreign origin or minority."),
            disability=sensitive("Disability."),
            single_parent=sensitive("Single parent."),
            programme_area=text(
                "Programme area in which the person lives; empty if not known.",
                "Must be one of the project's areas.",
                optional=True,
                longest=LONGEST_NAME,
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="status_observations",
        sentence="One row a day on which the labour market status of a participant was established.",
        key=("participation", "observed_on"),
        personal=True,
        schema=schema(
            participation=code("Participation.", "Joins the observation to its participation."),
            observed_on=day(
                "Day to which the status refers.",
                "Within the plan's window after the exit, the last day counts.",
            ),
            status=choice("Status on that day.", "`employed` is the event of placement.", LABOUR_STATUSES),
            job_searching=choice(
                "Whether the person was looking for work on that day; empty if not known.",
                "Job search upon leaving (CR01, EECR01) of persons who are not registered as unemployed.",
                ANSWERS,
                optional=True,
            ),
            in_education=choice(
                "Whether the person was in education or training on that day; empty if not known.",
                "Education or training upon leaving (CR02, EECR02).",
                ANSWERS,
                optional=True,
            ),
            qualification=choice(
                "Whether the person had gained a qualification, formally assessed, by that day; empty if not known.",
                "Qualification upon leaving (CR03, EECR03).",
                ANSWERS,
                optional=True,
            ),
            source=choice(
                "Who says so.",
                "Printed in the chapter on the data.",
                ("project_record", "participant", "register"),
            ),
        ),
        references=(Reference("participation", "participations", "participation"),),
    ),
    Contract(
        name="employment_spells",
        sentence="One row a job of a person.",
        key=("spell",),
        required=False,
        personal=True,
        schema=schema(
            spell=code("Pseudonym of the job.", "Names the row."),
            person=code("Person.", "Joins the job to participations."),
            start=day("First day of the job.", "Clock of stability."),
            end=day(
                "Last day of the job; empty if it had not ended when last heard of.",
                "End of employment; open jobs are censored when last heard of.",
                optional=True,
            ),
            kind=choice(
                "Kind of employment.",
                "Decides whether the job counts under the plan's concept of employment.",
                SPELL_KINDS,
            ),
            enterprise=code(
                "Employer, if it is an enterprise of the network.",
                "Link between the two fields of action.",
                optional=True,
            ),
        ),
        references=(
            Reference("person", "participations", "person"),
            Reference("enterprise", "enterprises", "enterprise"),
        ),
    ),
    Contract(
        name="follow_ups",
        sentence="One row a follow-up enquiry after the exit.",
        key=("participation", "due_on"),
        required=False,
        personal=True,
        schema=schema(
            participation=code("Participation.", "Joins the enquiry to its participation."),
            due_on=day("Day on which the enquiry was due.", "Names the row."),
            outcome=choice(
                "What came of it.",
                "Only an answer extends what is known; lost and refused ones are counted as unknown.",
                ("answered", "refused", "lost"),
            ),
            answered_on=day(
                "Day of the answer.", "Up to this day the employment of the person is known.", optional=True
            ),
            status=choice(
                "Status on the day of the answer.",
                "Employment six months after leaving (CR06, EECR05); compared with the jobs by the check.",
                LABOUR_STATUSES,
                optional=True,
            ),
            improved_situation=choice(
                "Whether the situation of a person employed at entry had improved: from precarious to stable work, "
                "from underemployment to full employment, to a job with higher demands, or by promotion. A mere rise "
                "in pay is none. Empty if not known, or not employed at entry.",
                "Improved labour market situation six months after leaving (CR07, EECR06).",
                ANSWERS,
                optional=True,
            ),
        ),
        references=(Reference("participation", "participations", "participation"),),
    ),
    Contract(
        name="characteristics",
        sentence="One row an answer of a participant to a further question.",
        key=("participation", "characteristic"),
        required=False,
        personal=True,
        schema=schema(
            participation=code("Participation.", "Joins the answer to its participation."),
            characteristic=choice(
                "What was asked; `rural_area` is DEGURBA class 3.",
                "Output indicators and target groups. A project without a row did not ask: not collected.",
                CHARACTERISTICS,
            ),
            answer=choice(
                "The answer.",
                "A participation without a row in a project that asked counts as `missing`. Where it is missing for "
                + " or ".join(f"`{name}`" for name in SPECIAL_CHARACTERISTICS)
                + ", the record is incomplete.",
                SENSITIVE_ANSWERS,
            ),
        ),
        references=(Reference("participation", "participations", "participation"),),
    ),
    Contract(
        name="activities",
        sentence="One row an activity of a participant: a course, an internship, a series of coaching sessions …",
        key=("activity",),
        required=False,
        personal=True,
        schema=schema(
            activity=code("Code of the activity.", "Names the row."),
            participation=code("Participation.", "Joins the activity to its participation."),
            kind=choice("Kind of activity.", "Reach and hours by kind.", ACTIVITY_KINDS),
            began_on=day("First day.", "Known up to the cut-off date."),
            hours=number(
                DECIMAL, "Hours in all; empty if not known.", "Hours by kind.", 0, 5000, "hours", optional=True
            ),
            enterprise=code(
                "Host of a work trial or internship, if it is an enterprise of the network.",
                "Link between the two fields of action.",
                optional=True,
            ),
        ),
        references=(
            Reference("participation", "participations", "participation"),
            Reference("enterprise", "enterprises", "enterprise"),
        ),
    ),
    Contract(
        name="competence_measurements",
        sentence="One row a measurement of a competence of a participant.",
        key=("participation", "competence", "measured_on"),
        required=False,
        personal=True,
        schema=schema(
            participation=code("Participation.", "Joins the measurement to its participation."),
            competence=choice("What was measured.", "Gains by competence.", COMPETENCES),
            measured_on=day("Day.", "The first and the last measurement are compared."),
            score=number(DECIMAL, "Result on the scale of the instrument.", "Gain: last less first.", 0, 100, "points"),
        ),
        references=(Reference("participation", "participations", "participation"),),
    ),
    Contract(
        name="cases",
        sentence="One row a case outside a participation: a short contact, an advice case, a start-up …",
        key=("case",),
        required=False,
        personal=True,
        schema=schema(
            case=code("Pseudonym of the case.", "Names the row."),
            project=code("Project.", "Joins the case to its project."),
            kind=choice(
                "What it was; advice of a day or less is a `short_contact` and no participation.",
                "Counted by kind; never added to participations.",
                CASE_KINDS,
            ),
            opened_on=day("Day on which it began.", "Counted up to the cut-off date."),
            achieved_on=day(
                "Day on which the result was reached: founded, settled, placed, a training place found; empty if not.",
                "Results by kind.",
                optional=True,
            ),
            ended_on=day(
                "Day on which a founded enterprise closed or a settled one left; empty if not known to have done so.",
                "Survival of start-ups.",
                optional=True,
            ),
            heard_on=day(
                "Last day on which a founded or settled enterprise was known to exist.",
                "Survival of start-ups: what happened later is unknown.",
                optional=True,
            ),
            gender=choice(
                "Gender; empty if not known, or if the case is no person.", "Breakdown.", GENDERS, optional=True
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
)
