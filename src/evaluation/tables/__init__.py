"""From findings to the tables that a reader sees; one description for the screen and for paper."""

from evaluation.tables.comparison import comparison
from evaluation.tables.context import area_context
from evaluation.tables.economy import economy_findings
from evaluation.tables.economy_support import advice_topics, enterprise_results, network_structure
from evaluation.tables.evidence import definitions, evidence, plan_in_words, source_files
from evaluation.tables.exits import exit_results, placement
from evaluation.tables.front import contents, cover, key_findings
from evaluation.tables.lasted import after_exit, integration, job_survival, later, stability
from evaluation.tables.narratives import narrative
from evaluation.tables.network import network_activity, network_reach
from evaluation.tables.pathway import activities, competences, first_job
from evaluation.tables.planned import costs, targets
from evaluation.tables.profile import profile, profile_at_length
from evaluation.tables.programme import (
    programme_economy,
    programme_exits,
    programme_lasted,
    programme_reach,
    programme_targets,
)
from evaluation.tables.protection import protection
from evaluation.tables.quality import (
    data_basis,
    follow_up_survey,
    record_quality,
    relations,
    relations_in_words,
    representativeness,
)
from evaluation.tables.quarters import quarters
from evaluation.tables.reach import cases, entries_and_exits, groups, participants
from evaluation.tables.sectors import network_sectors
from evaluation.tables.spans import programme_findings
from evaluation.tables.turning import change_of_course

__all__ = [
    "activities",
    "advice_topics",
    "after_exit",
    "area_context",
    "cases",
    "change_of_course",
    "comparison",
    "competences",
    "contents",
    "costs",
    "cover",
    "data_basis",
    "definitions",
    "economy_findings",
    "enterprise_results",
    "entries_and_exits",
    "evidence",
    "exit_results",
    "first_job",
    "follow_up_survey",
    "groups",
    "integration",
    "job_survival",
    "key_findings",
    "later",
    "narrative",
    "network_activity",
    "network_reach",
    "network_sectors",
    "network_structure",
    "participants",
    "placement",
    "plan_in_words",
    "profile",
    "profile_at_length",
    "programme_economy",
    "programme_exits",
    "programme_findings",
    "programme_lasted",
    "programme_reach",
    "programme_targets",
    "protection",
    "quarters",
    "record_quality",
    "relations",
    "relations_in_words",
    "representativeness",
    "source_files",
    "stability",
    "targets",
]
