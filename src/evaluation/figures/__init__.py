"""From findings to the pictures that a reader sees; one style; words and a table stand behind every picture."""

from evaluation.figures.comparison import comparison
from evaluation.figures.course import change_of_course
from evaluation.figures.curves import first_job, job_survival
from evaluation.figures.flows import entries_and_exits
from evaluation.figures.groups import reach
from evaluation.figures.leavers import after_exit
from evaluation.figures.network import network_activity
from evaluation.figures.programme import programme_placement
from evaluation.figures.rings import attendance_rings
from evaluation.figures.sectors import sector_network
from evaluation.figures.shares import later, placement, stability
from evaluation.figures.steps import funnel

__all__ = [
    "after_exit",
    "attendance_rings",
    "change_of_course",
    "comparison",
    "entries_and_exits",
    "first_job",
    "funnel",
    "job_survival",
    "later",
    "network_activity",
    "placement",
    "programme_placement",
    "reach",
    "sector_network",
    "stability",
]
