"""What each source table must look like: the contracts.

One pandera schema a table. They are used to read, to check, to invent demo data and to write the data dictionary
(`data/README.md`). A column carries a sentence (`description`), its use (`metadata["use"]`) and, where it measures
something, its unit (`metadata["unit"]`).

Column types are `str` (text and codes), `Int64`, `Float64` and `datetime64[us]` (days). Absent text is `NaN`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandera.pandas as pa

from evaluation.plan import EventKind

SENSITIVE_ANSWERS = ("yes", "no", "refused", "missing")
"""The four states of a sensitive answer: refusing is legitimate, missing makes the record incomplete."""

GENDERS = ("female", "male", "non_binary")
LABOUR_STATUSES = ("unemployed", "inactive", "employed")
EXIT_KINDS = ("completed", "left_for_work", "left_for_education", "dropped_out", "other")
SPELL_KINDS = (
    "social_insurance",
    "marginal",
    "self_employed",
    "apprenticeship",
    "subsidised_16e",
    "subsidised_16i",
    "work_opportunity",
)
RULE_SETS = ("esf_2014_2020", "esf_plus_2021_2027", "forerunner")
FIELDS_OF_ACTION = ("Nachhaltige Integration in Beschäftigung", "Stärkung der lokalen Ökonomie")
FIRM_ROLES = ("enterprise",)
ENTERPRISE_ROLES = (*FIRM_ROLES, "project_staff", "public_office")
CONTEXT_MEASURES = ("area_ha", "population", "sgb2_rate", "unemployment_rate", "migration_share")
FEDERAL_STATES = (
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Nordrhein-Westfalen",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
)

CODE_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}"
AGS_PATTERN = r"[0-9]{8}"
_DATE_PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
REFERENCE_DATE_PATTERN = rf"{_DATE_PATTERN}(/{_DATE_PATTERN})?"

TEXT, INTEGER, DECIMAL, DAY = "str", "Int64", "Float64", "datetime64[us]"


@dataclass(frozen=True)
class Reference:
    """A column whose values must stand in the key of another table."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class Contract:
    """One source table: its schema, its key and where its columns point.

    Attributes
    ----------
    name
        Name of the table and of its file without the ending.
    sentence
        What one row is.
    key
        Columns that together name a row.
    schema
        Types, allowed values and descriptions of the columns.
    references
        Columns that point to other tables.
    required
        Whether the file must be there. An absent optional table means "not collected", never "none".
    personal
        Whether rows are about persons; such a table never leaves the computing half.
    """

    name: str
    sentence: str
    key: tuple[str, ...]
    schema: pa.DataFrameSchema
    references: tuple[Reference, ...] = ()
    required: bool = True
    personal: bool = False


def _column(
    dtype: str,
    description: str,
    use: str,
    *,
    optional: bool,
    checks: Sequence[pa.Check] = (),
    unit: str = "",
    empty: str | None = None,
) -> pa.Column:
    metadata = {"type": dtype, "use": use, "unit": unit, "empty": empty}
    return pa.Column(dtype, checks=list(checks), nullable=optional, description=description, metadata=metadata)


def _text(description: str, use: str, *, optional: bool = False) -> pa.Column:
    check = pa.Check.str_length(min_value=1, max_value=2000, description="1 to 2,000 characters")
    return _column(TEXT, description, use, optional=optional, checks=[check])


def _code(description: str, use: str, *, optional: bool = False) -> pa.Column:
    check = pa.Check.str_matches(
        f"^{CODE_PATTERN}$", description="a code of letters, digits, '.', '_' and '-', at most 60 characters"
    )
    return _column(TEXT, description, use, optional=optional, checks=[check])


def _choice(description: str, use: str, allowed: Sequence[str], *, optional: bool = False) -> pa.Column:
    check = pa.Check.isin(list(allowed), description="one of: " + ", ".join(allowed))
    return _column(TEXT, description, use, optional=optional, checks=[check])


def _ags(description: str, use: str) -> pa.Column:
    check = pa.Check.str_matches(
        f"^{AGS_PATTERN}$",
        description="the official municipality key, 8 digits with leading zeros, stored as text",
    )
    return _column(TEXT, description, use, optional=False, checks=[check])


def _day(description: str, use: str, *, optional: bool = False) -> pa.Column:
    return _column(DAY, description, use, optional=optional)


def _number(
    dtype: str, description: str, use: str, low: float, high: float, unit: str, *, optional: bool = False
) -> pa.Column:
    check = pa.Check.in_range(low, high, description=f"a number from {low:g} to {high:g}")
    return _column(dtype, description, use, optional=optional, checks=[check], unit=unit)


def _sensitive(description: str) -> pa.Column:
    return _column(
        TEXT,
        description + " An empty cell is read as `missing`.",
        "Decides with the other answers whether a record is complete; refusal is counted in the data quality.",
        optional=False,
        checks=[pa.Check.isin(list(SENSITIVE_ANSWERS), description="one of: " + ", ".join(SENSITIVE_ANSWERS))],
        empty="missing",
    )


def _schema(**columns: pa.Column) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=False)


_CONTRACTS = (
    Contract(
        name="dataset",
        sentence="One row: what this collection of tables is.",
        key=("name",),
        schema=_schema(
            name=_text("Name of the data set.", "Printed on the data page of every report."),
            synthetic=_choice(
                "Whether persons, enterprises or events are invented.",
                "`yes` puts the word „synthetisch“ on every page of every output.",
                ("yes", "no"),
            ),
            provider=_text("Who delivered the data.", "Printed as the source under tables and figures."),
            description=_text("What the data cover, in a sentence or two.", "Printed in the chapter on the data."),
        ),
    ),
    Contract(
        name="funding_rounds",
        sentence="One row a funding round (Förderrunde).",
        key=("funding_round",),
        schema=_schema(
            funding_round=_code("Code of the round.", "Joins projects to rounds; selects rounds in the plan."),
            name=_text("Name of the round as a reader knows it.", "Printed."),
            programme=_text("Programme that funds the round.", "Printed in the profile."),
            fund=_choice("Fund behind the programme.", "Printed in the profile.", ("ESF", "ESF Plus", "Soziale Stadt")),
            rule_set=_choice(
                "Set of counting rules of the round.",
                "Decides which indicators apply and under which code they are printed.",
                RULE_SETS,
            ),
            start=_day("First day of the round.", "Printed in the profile."),
            end=_day("Last day of the round.", "Printed in the profile."),
            minimum_age=_number(
                INTEGER,
                "Youngest age at entry that the programme allows.",
                "Younger participants are reported by the check.",
                0,
                99,
                "years",
                optional=True,
            ),
            source=_text("Public source of the facts.", "Printed in the profile."),
        ),
    ),
    Contract(
        name="projects",
        sentence="One row a project (Vorhaben) in one funding round.",
        key=("project",),
        schema=_schema(
            project=_code("Code of the project.", "Joins every other table to the project."),
            name=_text("Name of the project.", "Printed."),
            municipality=_ags("Official municipality key (AGS).", "One report is made for each municipality."),
            municipality_name=_text("Name of the municipality.", "Printed."),
            federal_state=_choice("Federal state.", "Printed in the profile.", FEDERAL_STATES, optional=True),
            region_category=_choice(
                "Category of region of the ESF.",
                "Printed in the profile.",
                ("more_developed", "transition", "less_developed"),
                optional=True,
            ),
            funding_round=_code("Round that funds the project.", "Decides the rule set and the block in the report."),
            start=_day("First day of the project.", "Entries before it are faults; first period of all series."),
            end=_day("Last day of the project.", "Entries after it are faults; last period of all series."),
            predecessor=_code("Project that this one continues.", "Printed in the profile.", optional=True),
            summary=_text("What the project does, in a sentence or two.", "Printed in the profile."),
            source=_text("Public source of the facts.", "Printed in the profile."),
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
        schema=_schema(
            project=_code("Project.", "Joins the fact to its project."),
            kind=_choice(
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
            stated_in=_choice(
                "Part of the public profile that states it.",
                "Metadata hold; prose is used where the metadata say nothing; a contradiction is printed as a note.",
                ("metadata", "prose"),
            ),
            position=_number(INTEGER, "Place in the list.", "Order of printing.", 1, 999, "rank"),
            answer=_choice(
                "Whether the profile states something or says that there is none („-“).",
                "`none` is printed as „keine“; a list without any row is printed as „keine Angabe“.",
                ("stated", "none"),
            ),
            text=_text("The fact in the words of the profile; empty if none.", "Printed as text.", optional=True),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="context",
        sentence="One row a published fact about the city or the programme area of a project.",
        key=("project", "measure", "level"),
        schema=_schema(
            project=_code("Project.", "Joins the value to its project."),
            measure=_choice("What is measured.", "Decides the line of the context table.", CONTEXT_MEASURES),
            level=_choice("Whole city or programme area.", "Decides the column of the table.", ("city", "area")),
            value=_number(
                DECIMAL,
                "The published value; empty where none is published.",
                "Printed with its note; an empty value is „keine Angabe“.",
                0,
                1e9,
                "see unit",
                optional=True,
            ),
            unit=_choice("Unit of the value.", "Printed.", ("ha", "persons", "percent")),
            reference_date=_column(
                TEXT,
                "Year, month, day or span to which the value refers (2016, 2016-12, 2016/2017).",
                "Printed beside the value.",
                optional=True,
                checks=[pa.Check.str_matches(f"^{REFERENCE_DATE_PATTERN}$", description="2016, 2016-12 or 2016/2017")],
            ),
            mark=_text("Footnote mark in the source (*, **).", "Printed with the value.", optional=True),
            source_note=_text("Source note of the profile.", "Printed under the table.", optional=True),
            definition=_text(
                "How the value is defined.",
                "City and area are compared only where the definitions are the same.",
                optional=True,
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="participations",
        sentence="One row a stay of a person in a project; a re-entry is a further row of the same person.",
        key=("participation",),
        personal=True,
        schema=_schema(
            participation=_code("Pseudonym of the record.", "Joins observations and follow-ups."),
            person=_code("Pseudonym of the person.", "Joins jobs; recognises a re-entry."),
            project=_code("Project.", "Joins the record to its project and round."),
            entry=_day("Day of entry.", "Counted as an entry; clock of the age and status at entry."),
            exit=_day(
                "Day of exit, planned or not; empty while the person takes part.",
                "Clock of placement.",
                optional=True,
            ),
            exit_kind=_choice(
                "How the participation ended.",
                "Must be there if, and only if, an exit is.",
                EXIT_KINDS,
                optional=True,
            ),
            gender=_choice(
                "Gender; empty if not known.", "Breakdown; complete records have it.", GENDERS, optional=True
            ),
            age_at_entry=_number(
                INTEGER,
                "Completed years at entry; empty if not known.",
                "Complete records have it; compared with the round's minimum age.",
                14,
                99,
                "years",
                optional=True,
            ),
            status_at_entry=_choice(
                "Labour market status at entry; empty if not known.",
                "Placement counts persons who were unemployed or inactive.",
                LABOUR_STATUSES,
                optional=True,
            ),
            unemployed_months=_number(
                INTEGER,
                "Months of unbroken unemployment before the entry; empty if not known or not unemployed.",
                "Only for status unemployed.",
                0,
                600,
                "months",
                optional=True,
            ),
            education=_number(
                INTEGER,
                "Highest education, ISCED 2011 level; empty if not known.",
                "Complete records have it.",
                0,
                8,
                "ISCED level",
                optional=True,
            ),
            migration_background=_sensitive("Migration background, foreign origin or minority."),
            disability=_sensitive("Disability."),
            single_parent=_sensitive("Single parent."),
            programme_area=_text(
                "Programme area in which the person lives; empty if not known.",
                "Must be one of the project's areas.",
                optional=True,
            ),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
    Contract(
        name="status_observations",
        sentence="One row a day on which the labour market status of a participant was established.",
        key=("participation", "observed_on"),
        personal=True,
        schema=_schema(
            participation=_code("Participation.", "Joins the observation to its participation."),
            observed_on=_day(
                "Day to which the status refers.",
                "Within the plan's window after the exit, the last day counts.",
            ),
            status=_choice("Status on that day.", "`employed` is the event of placement.", LABOUR_STATUSES),
            source=_choice(
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
        schema=_schema(
            spell=_code("Pseudonym of the job.", "Names the row."),
            person=_code("Person.", "Joins the job to participations."),
            start=_day("First day of the job.", "Clock of stability."),
            end=_day(
                "Last day of the job; empty if it had not ended when last heard of.",
                "End of employment; open jobs are censored when last heard of.",
                optional=True,
            ),
            kind=_choice(
                "Kind of employment.",
                "Decides whether the job counts under the plan's concept of employment.",
                SPELL_KINDS,
            ),
            enterprise=_code(
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
        schema=_schema(
            participation=_code("Participation.", "Joins the enquiry to its participation."),
            due_on=_day("Day on which the enquiry was due.", "Names the row."),
            outcome=_choice(
                "What came of it.",
                "Only an answer extends what is known; lost and refused ones are counted as unknown.",
                ("answered", "refused", "lost"),
            ),
            answered_on=_day(
                "Day of the answer.", "Up to this day the employment of the person is known.", optional=True
            ),
            status=_choice(
                "Status on the day of the answer.",
                "Compared with the jobs by the check.",
                LABOUR_STATUSES,
                optional=True,
            ),
        ),
        references=(Reference("participation", "participations", "participation"),),
    ),
    Contract(
        name="enterprises",
        sentence="One row a member of the local network: an enterprise, or a non-firm (project staff, public office).",
        key=("enterprise",),
        required=False,
        schema=_schema(
            enterprise=_code("Pseudonym.", "Joins contacts and attendances."),
            municipality=_ags("Municipality of the seat (AGS).", "Kept for the enterprise indicators."),
            role=_choice("Firm or not.", "Only firms are counted.", ENTERPRISE_ROLES),
            size_class=_choice(
                "Size class (Recommendation 2003/361/EC).",
                "Kept for the enterprise indicators (CO23, EECO19).",
                ("micro", "small", "medium", "large"),
                optional=True,
            ),
            sector=_text("Sector in plain words.", "Kept for the enterprise indicators.", optional=True),
        ),
    ),
    Contract(
        name="advice_contacts",
        sentence="One row a contact in which a project advised an enterprise.",
        key=("contact",),
        required=False,
        schema=_schema(
            contact=_code("Code of the contact.", "Names the row."),
            enterprise=_code("Enterprise.", "Distinct enterprises are counted as advised."),
            project=_code("Project.", "Joins the contact to its project."),
            contacted_on=_day("Day.", "Assigns the contact to a period."),
            topic=_choice(
                "Topic.",
                "Kept for the breakdown of advice.",
                ("personnel", "start_up", "settlement", "marketing", "digital", "diversity", "other"),
            ),
            hours=_number(DECIMAL, "Duration.", "Kept for the hours of advice.", 0, 80, "hours", optional=True),
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
        schema=_schema(
            event=_code("Code of the event.", "Joins attendances."),
            project=_code("Project that held it.", "Joins the event to its project."),
            held_on=_day("Day.", "Assigns the event to a period."),
            kind=_choice(
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
        schema=_schema(
            event=_code("Event.", "One side of the two-mode network."),
            enterprise=_code("Enterprise.", "Other side of the two-mode network."),
        ),
        references=(
            Reference("event", "events", "event"),
            Reference("enterprise", "enterprises", "enterprise"),
        ),
    ),
    Contract(
        name="targets",
        sentence="One row a planned value (Soll) of an indicator for the whole term of a project.",
        key=("project", "indicator"),
        required=False,
        schema=_schema(
            project=_code("Project.", "Joins the target to its project."),
            indicator=_code("Indicator of the catalogue.", "Joins the target to the result."),
            target=_number(DECIMAL, "Planned value.", "Printed beside the result.", 0, 1e7, "see unit"),
            unit=_choice(
                "Whether the target is a count or a share in percent.",
                "Decides how target and result are compared.",
                ("count", "percent"),
            ),
            source=_text("Where the target is fixed.", "Printed under the table."),
        ),
        references=(Reference("project", "projects", "project"),),
    ),
)

CONTRACTS: dict[str, Contract] = {contract.name: contract for contract in _CONTRACTS}
"""All contracts by the name of their table, in the order of the walk."""
