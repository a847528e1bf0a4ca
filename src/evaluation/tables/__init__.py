"""From findings to the tables that a reader sees; one description for the screen and for paper."""

from evaluation.tables.evidence import definitions, evidence, plan_in_words
from evaluation.tables.front import cover, key_findings
from evaluation.tables.network import network_activity, network_reach
from evaluation.tables.outcomes import (
    data_basis,
    entries_and_exits,
    job_survival,
    placement,
    stability,
    targets,
)
from evaluation.tables.profile import area_context, profile

__all__ = [
    "area_context",
    "cover",
    "data_basis",
    "definitions",
    "entries_and_exits",
    "evidence",
    "job_survival",
    "key_findings",
    "network_activity",
    "network_reach",
    "placement",
    "plan_in_words",
    "profile",
    "stability",
    "targets",
]
