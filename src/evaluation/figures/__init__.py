"""From findings to the pictures that a reader sees; one style; words and a table stand behind every picture."""

from evaluation.figures.network import network_activity
from evaluation.figures.outcomes import entries_and_exits, job_survival, placement, stability

__all__ = ["entries_and_exits", "job_survival", "network_activity", "placement", "stability"]
