"""What each source table must look like: the contracts.

One pandera schema a table. They are used to read, to check, to invent demo data and to write the data dictionary
(`data/README.md`).
"""

from evaluation.sources.contracts.columns import DAY, DECIMAL, INTEGER, TEXT, Contract, Reference
from evaluation.sources.contracts.economy import ECONOMY
from evaluation.sources.contracts.facts import FACTS, PLANNED
from evaluation.sources.contracts.persons import PERSONS
from evaluation.sources.contracts.vocabulary import (
    ACTIVITY_KINDS,
    ADVICE_TOPICS,
    ANSWERS,
    BUDGET_KINDS,
    CASE_KINDS,
    CHARACTERISTICS,
    COMPETENCES,
    CONTEXT_MEASURES,
    ENTERPRISE_ROLES,
    EXIT_KINDS,
    FEDERAL_STATES,
    FIELDS_OF_ACTION,
    FIRM_ROLES,
    GENDERS,
    HOSTED_KINDS,
    JOB_REPORT_KINDS,
    LABOUR_STATUSES,
    RULE_SETS,
    SENSITIVE_ANSWERS,
    SIZE_CLASSES,
    SPECIAL_CHARACTERISTICS,
    SPELL_KINDS,
    STAFF_PHASES,
    UNDATED,
)

__all__ = [
    "ACTIVITY_KINDS",
    "ADVICE_TOPICS",
    "ANSWERS",
    "BUDGET_KINDS",
    "CASE_KINDS",
    "CHARACTERISTICS",
    "COMPETENCES",
    "CONTEXT_MEASURES",
    "CONTRACTS",
    "DAY",
    "DECIMAL",
    "ENTERPRISE_ROLES",
    "EXIT_KINDS",
    "FACTS",
    "FEDERAL_STATES",
    "FIELDS_OF_ACTION",
    "FIRM_ROLES",
    "GENDERS",
    "HOSTED_KINDS",
    "INTEGER",
    "JOB_REPORT_KINDS",
    "LABOUR_STATUSES",
    "RULE_SETS",
    "SENSITIVE_ANSWERS",
    "SIZE_CLASSES",
    "SPECIAL_CHARACTERISTICS",
    "SPELL_KINDS",
    "STAFF_PHASES",
    "TEXT",
    "UNDATED",
    "Contract",
    "Reference",
]

CONTRACTS: dict[str, Contract] = {contract.name: contract for contract in (*FACTS, *PERSONS, *ECONOMY, *PLANNED)}
"""All contracts by the name of their table, in the order of the walk."""
