"""Contracts of the tables about enterprises and events."""

from __future__ import annotations

from evaluation.plan import EventKind
from evaluation.sources.contracts.columns import (
    DECIMAL,
    INTEGER,
    LONGEST_NAME,
    Contract,
    Reference,
    ags,
    choice,
    code,
    day,
    number,
    schema,
    text,
)
from evaluation.sources.contracts.vocabulary import (
    ADVICE_TOPICS,
    ENTERPRISE_ROLES,
    JOB_REPORT_KINDS,
    SIZE_CLASSES,
    STAFF_PHASES,
)

ECONOMY = (
    Contract(
        name="enterprises",
        sentence="One row a member of the local network: an enterprise, or a non-firm (project staff, public office).",
        key=("enterprise",),
        required=False,
        schema=schema(
            enterprise=code("Pseudonym.", "Joins contacts and attendances."),
            municipality=ags("Municipality of the seat (AGS).", "Kept for the enterprise indicators."),
            role=choice(
                "Firm or not.", "Only firms are counted, but for supported public offices (EECO18).", ENTERPRISE_ROLES
            ),
            size_class=choice(
                "Size class (Recommendation 2003/361/EC).",
                "Supported micro, small and medium-sized enterprises (CO23, EECO19).",
                SIZE_CLASSES,
                optional=True,
            ),
            sector=text(
                "Sector in plain words.", "Firms and their meetings by sector.", optional=True, longest=LONGEST_NAME
            ),
        ),
    ),
    Contract(
        name="advice_contacts",
        sentence="One row a contact in which a project advised an enterprise or a public office.",
        key=("contact",),
        required=False,
        schema=schema(
            contact=code("Code of the contact.", "Names the row."),
            enterprise=code(
                "Enterprise.", "Distinct enterprises count as advised; public offices as supported (EECO18)."
            ),
            project=code("Project.", "Joins the contact to its project."),
            contacted_on=day("Day.", "Assigns the contact to a period."),
            topic=choice(
                "Topic.",
                "Contacts and hours by topic.",
                ADVICE_TOPICS,
            ),
            hours=number(DECIMAL, "Duration.", "Hours of advice.", 0, 80, "hours", optional=True),
        ),
        references=(
            Reference("enterprise", "enterprises", "enterprise"),
            Reference("project", "projects", "project"),
        ),
    ),
    Contract(
        name="events",
        sentence="One row an event of the network.",
        key=("event",),
        required=False,
        schema=schema(
            event=code("Code of the event.", "Joins attendances."),
            project=code("Project that held it.", "Joins the event to its project."),
            held_on=day("Day.", "Assigns the event to a period."),
            kind=choice(
                "Kind of event.",
                "The plan may leave kinds out (large fairs).",
                tuple(kind.value for kind in EventKind),
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="attendances",
        sentence="One row an attendance of an enterprise at an event.",
        key=("event", "enterprise"),
        required=False,
        schema=schema(
            event=code("Event.", "One side of the two-mode network."),
            enterprise=code("Enterprise.", "Other side of the two-mode network."),
        ),
        references=(
            Reference("event", "events", "event"),
            Reference("enterprise", "enterprises", "enterprise"),
        ),
    ),
    Contract(
        name="jobs_reported",
        sentence="One row a report of an enterprise on jobs that it created or secured with the help of a project.",
        key=("report",),
        required=False,
        schema=schema(
            report=code("Code of the report.", "Names the row."),
            enterprise=code("Enterprise.", "Distinct firms behind a sum; dominance of one firm."),
            project=code("Project.", "Joins the report to its project."),
            reported_on=day("Day.", "Known up to the cut-off date."),
            kind=choice("Whether the jobs are new or were kept.", "Two sums.", JOB_REPORT_KINDS),
            fte=number(
                DECIMAL, "Full-time equivalents, as the enterprise says.", "Summed up.", 0, 5000, "full-time jobs"
            ),
        ),
        references=(
            Reference("enterprise", "enterprises", "enterprise"),
            Reference("project", "projects", "project"),
        ),
    ),
    Contract(
        name="vacancies",
        sentence="One row a vacancy that a project found out at an enterprise.",
        key=("vacancy",),
        required=False,
        personal=True,
        schema=schema(
            vacancy=code("Code of the vacancy.", "Names the row."),
            enterprise=code("Enterprise.", "Distinct firms behind a number."),
            project=code("Project.", "Joins the vacancy to its project."),
            surveyed_on=day("Day on which the project learned of it.", "Assigns the vacancy to a period."),
            participation=code(
                "Participation of whoever got the job; empty if none.",
                "Vacancies filled by participants.",
                optional=True,
            ),
            matched_on=day("First day of the job; empty if none.", "Known up to the cut-off date.", optional=True),
        ),
        references=(
            Reference("enterprise", "enterprises", "enterprise"),
            Reference("project", "projects", "project"),
            Reference("participation", "participations", "participation"),
        ),
    ),
    Contract(
        name="staff_reports",
        sentence="One row a count of staff in an enterprise before or after it was advised on diversity management.",
        key=("enterprise", "project", "phase"),
        required=False,
        schema=schema(
            enterprise=code("Enterprise.", "Firms with both counts are compared with themselves."),
            project=code("Project.", "Joins the count to its project."),
            phase=choice("Before or after the advice.", "Two shares and their change.", STAFF_PHASES),
            counted_on=day("Day of the second look.", "Known up to the cut-off date."),
            employees=number(INTEGER, "Employees twelve months before that day.", "Denominator.", 1, 100000, "persons"),
            stayed=number(INTEGER, "Of these, still employed there on that day.", "Numerator.", 0, 100000, "persons"),
        ),
        references=(
            Reference("enterprise", "enterprises", "enterprise"),
            Reference("project", "projects", "project"),
        ),
    ),
    Contract(
        name="turning_points",
        sentence="One row a day on which a project changed its course, as a public source tells.",
        key=("project",),
        required=False,
        schema=schema(
            project=code("Project.", "Joins the change to its project."),
            changed_on=day("First day of the new course.", "Parts the months before from those after."),
            description=text("What changed.", "Printed beside the result."),
            source=text("Public source.", "Printed beside the result."),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
)
