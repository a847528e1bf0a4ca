"""Contracts of the tables about enterprises and events."""

from __future__ import annotations

from evaluation.plan import EventKind
from evaluation.sources.contracts.columns import (
    DECIMAL,
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
from evaluation.sources.contracts.vocabulary import ENTERPRISE_ROLES, SIZE_CLASSES

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
            sector=text("Sector in plain words.", "Kept for the enterprise indicators.", optional=True),
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
                "Kept for the breakdown of advice.",
                ("personnel", "start_up", "settlement", "marketing", "digital", "diversity", "other"),
            ),
            hours=number(DECIMAL, "Duration.", "Kept for the hours of advice.", 0, 80, "hours", optional=True),
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
)
