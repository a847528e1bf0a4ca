"""Enterprises and events: the two-mode network, its periods, and what enterprises gave and got."""

from evaluation.network.behind import firms_behind
from evaluation.network.columns import NETWORK_COLUMNS, PRODUCTS, SME_CLASSES
from evaluation.network.counts import build_network
from evaluation.network.known import known_attendances, known_contacts, known_events
from evaluation.network.sectors import pair_code
from evaluation.network.series import SERIES_COLUMNS, monthly_contacts
from evaluation.network.structure import ATTENDANCE_CLASSES

__all__ = [
    "ATTENDANCE_CLASSES",
    "NETWORK_COLUMNS",
    "PRODUCTS",
    "SERIES_COLUMNS",
    "SME_CLASSES",
    "build_network",
    "firms_behind",
    "known_attendances",
    "known_contacts",
    "known_events",
    "monthly_contacts",
    "pair_code",
]
