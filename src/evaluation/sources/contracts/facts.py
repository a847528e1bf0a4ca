"""Contracts of the tables of public facts: data set, rounds, projects, areas, targets, budgets."""

from __future__ import annotations

import pandera.pandas as pa

from evaluation.sources.contracts.columns import (
    DECIMAL,
    INTEGER,
    LONGEST_NAME,
    LONGEST_TITLE,
    REFERENCE_DATE_PATTERN,
    TEXT,
    Contract,
    Reference,
    ags,
    choice,
    code,
    column,
    day,
    number,
    schema,
    text,
)
from evaluation.sources.contracts.vocabulary import (
    ANSWERS,
    BUDGET_KINDS,
    CONTEXT_MEASURES,
    FEDERAL_STATES,
    RULE_SETS,
    UNDATED,
)

FACTS = (
    Contract(
        name="dataset",
        sentence="One row: what this collection of tables is.",
        key=("name",),
        schema=schema(
            name=text("Name of the data set.", "Printed on the data page of every report."),
            synthetic=choice(
                "Whether persons, enterprises or events are invented.",
                "`yes` puts the word „synthetisch“ on every page of every output.",
                ("yes", "no"),
            ),
            provider=text(
                "Who delivered the data.", "Printed as the source under tables and figures.", longest=LONGEST_TITLE
            ),
            description=text("What the data cover, in a sentence or two.", "Printed in the chapter on the data."),
        ),
    ),
    Contract(
        name="funding_rounds",
        sentence="One row a funding round (Förderrunde).",
        key=("funding_round",),
        schema=schema(
            funding_round=code("Code of the round.", "Joins projects to rounds; selects rounds in the plan."),
            name=text("Name of the round as a reader knows it.", "Printed.", longest=LONGEST_NAME),
            programme=text("Programme that funds the round.", "Printed in the profile."),
            fund=choice("Fund behind the programme.", "Printed in the profile.", ("ESF", "ESF Plus", "Soziale Stadt")),
            rule_set=choice(
                "Set of counting rules of the round.",
                "Decides which indicators apply and under which code they are printed.",
                RULE_SETS,
            ),
            start=day("First day of the round.", "Printed in the profile."),
            end=day("Last day of the round.", "Printed in the profile."),
            minimum_age=number(
                INTEGER,
                "Youngest age at entry that the programme allows.",
                "Younger participants are reported by the check.",
                0,
                99,
                "years",
                optional=True,
            ),
            source=text("Public source of the facts.", "Printed in the profile."),
        ),
    ),
    Contract(
        name="projects",
        sentence="One row a project (Vorhaben) in one funding round.",
        key=("project",),
        schema=schema(
            project=code("Code of the project.", "Joins every other table to the project."),
            name=text("Name of the project.", "Printed.", longest=LONGEST_TITLE),
            municipality=ags("Official municipality key (AGS).", "One report is made for each municipality."),
            municipality_name=text("Name of the municipality.", "Printed.", longest=LONGEST_NAME),
            federal_state=choice("Federal state.", "Printed in the profile.", FEDERAL_STATES, optional=True),
            region_category=choice(
                "Category of region of the ESF.",
                "Printed in the profile.",
                ("more_developed", "transition", "less_developed"),
                optional=True,
            ),
            funding_round=code("Round that funds the project.", "Decides the rule set and the block in the report."),
            start=day("First day of the project.", "Entries before it are faults; first period of all series."),
            end=day("Last day of the project.", "Entries after it are faults; last period of all series."),
            predecessor=code("Project that this one continues.", "Printed in the profile.", optional=True),
            summary=text("What the project does, in a sentence or two.", "Printed in the profile."),
            source=text("Public source of the facts.", "Printed in the profile."),
        ),
        references=(
            Reference("funding_round", "funding_rounds", "funding_round"),
            Reference("predecessor", "projects", "project"),
        ),
    ),
    Contract(
        name="project_details",
        sentence="One row a listed fact of a project: a field of action, an area, a partner, an objective …",
        key=("project", "kind", "stated_in", "position"),
        schema=schema(
            project=code("Project.", "Joins the fact to its project."),
            kind=choice(
                "What the fact is.",
                "Decides the line of the profile in which it is printed.",
                (
                    "field_of_action",
                    "programme_area",
                    "target_group",
                    "partner",
                    "cooperation_partner",
                    "objective",
                    "activity",
                ),
            ),
            stated_in=choice(
                "Part of the public profile that states it.",
                "Metadata hold; prose is used where the metadata say nothing; a contradiction is printed as a note.",
                ("metadata", "prose"),
            ),
            position=number(INTEGER, "Place in the list.", "Order of printing.", 1, 999, "rank"),
            answer=choice(
                "Whether the profile states something or says that there is none („-“).",
                "`none` is printed as „keine“; a list without any row is printed as „keine Angabe“.",
                ("stated", "none"),
            ),
            text=text("The fact in the words of the profile; empty if none.", "Printed as text.", optional=True),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="context",
        sentence="One row a published fact about the city or the programme area of a project.",
        key=("project", "measure", "level", "reference_date"),
        schema=schema(
            project=code("Project.", "Joins the value to its project."),
            measure=choice("What is measured.", "Decides the line of the context table.", CONTEXT_MEASURES),
            level=choice("Whole city or programme area.", "Decides the column of the table.", ("city", "area")),
            value=number(
                DECIMAL,
                "The published value; empty where none is published.",
                "Printed with its note; an empty value is „keine Angabe“.",
                0,
                1e9,
                "see unit",
                optional=True,
            ),
            unit=choice("Unit of the value.", "Printed.", ("ha", "persons", "percent")),
            reference_date=column(
                TEXT,
                "Year, month, day or span to which the value refers (2016, 2016-12, 2016/2017). An empty cell is "
                f"read as `{UNDATED}`.",
                "Printed beside the value; several dates of one value show how the gap between area and city changed.",
                optional=False,
                checks=[
                    pa.Check.str_matches(
                        f"^({REFERENCE_DATE_PATTERN}|{UNDATED})$", description="2016, 2016-12 or 2016/2017"
                    )
                ],
                empty=UNDATED,
            ),
            mark=text("Footnote mark in the source (*, **).", "Printed with the value.", optional=True),
            source_note=text("Source note of the profile.", "Printed under the table.", optional=True),
            definition=text(
                "How the value is defined.",
                "City and area are compared only where the definitions are the same.",
                optional=True,
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
)

PLANNED = (
    Contract(
        name="targets",
        sentence="One row a planned value (Soll) of an indicator for the whole term of a project.",
        key=("project", "indicator"),
        required=False,
        schema=schema(
            project=code("Project.", "Joins the target to its project."),
            indicator=code("Indicator of the catalogue.", "Joins the target to the result."),
            target=number(DECIMAL, "Planned value.", "Printed beside the result.", 0, 1e7, "see unit"),
            unit=choice(
                "Whether the target is a count or a share in percent.",
                "Decides how target and result are compared.",
                ("count", "percent"),
            ),
            pro_rata=choice(
                "Whether the share of the target that falls to the time elapsed may be shown.",
                "If `yes`, the target to date is printed beside the target, labelled as pro rata.",
                ANSWERS,
            ),
            source=text("Where the target is fixed.", "Printed under the table."),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="budgets",
        sentence="One row a sum of money of a project: planned for the whole term, or spent up to a day.",
        key=("project", "kind"),
        required=False,
        schema=schema(
            project=code("Project.", "Joins the sum to its project."),
            kind=choice("Planned or spent.", "`spent` is divided by counts; `planned` is printed.", BUDGET_KINDS),
            amount=number(DECIMAL, "Eligible costs.", "Costs per participant and per placement.", 0, 1e9, "euro"),
            as_of=day(
                "Day up to which the sum runs.",
                "Printed; what was spent up to a day after the cut-off date is not used.",
            ),
            source=text("Where the sum is stated.", "Printed under the table."),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
)
