"""The columns of the network table."""

from __future__ import annotations

SME_CLASSES = ("micro", "small", "medium")
"""Size classes of micro, small and medium-sized enterprises (Recommendation 2003/361/EC)."""

KEYS = ("project", "municipality", "funding_round", "rule_set", "period", "dimension", "group")
"""Columns that together name a row of the network table."""

NETWORK_COLUMNS = {
    "project": "project code",
    "municipality": "municipality key (AGS)",
    "funding_round": "funding round code",
    "rule_set": "counting rules of the round",
    "period": "2019 or 2019-H1; empty for the whole term",
    "dimension": "total, or what the firms, contacts or ties are parted by",
    "group": "total, or the part",
    "reached": "distinct firms advised or seen at an event",
    "advised": "distinct firms advised",
    "smes": "of these, micro, small and medium-sized firms",
    "advised_of_unknown_size": "of these, firms whose size class is not known",
    "offices_advised": "distinct public offices advised",
    "contacts": "advice contacts with firms",
    "contacts_of_unknown_length": "of these, contacts whose hours are not known",
    "hours": "hours of these contacts",
    "hours_largest": "hours of the firm that got most",
    "hours_second": "hours of the firm that got second most",
    "events": "events of the counted kinds",
    "attending": "distinct firms that attended at least one of these events",
    "attendances": "attendances of firms at these events",
    "possible_attendances": "attending firms times events",
    "active": "firms with at least the plan's number of attendances in the period",
    "active_before": "active firms of the period before; empty for the first period and the whole term",
    "active_again": "of these, firms active in this period too",
    "active_new": "active firms of this period that were active in no earlier period; empty for the first period",
    "returning": "attending firms that came in at least two periods; whole term",
    "told_by_retention": "fewest firms that retention tells of: the active before, or the active that were not",
    "told_by_newcomers": "fewest firms that newcomers tell of: the active, or those neither new nor active before",
    "top_firms": "the quarter of the attending firms that came most often, rounded up",
    "top_attendances": "their attendances",
    "concentration": "Gini coefficient of the attendances of the attending firms",
    "in_quarter_projects": "distinct firms at events of quarter projects, whatever the plan leaves out",
    "ties": "pairs of firms that met at the plan's number of events or more; whole term",
    "possible_ties": "pairs of attending firms",
    "tied": "firms with at least one tie",
    "tie_firms": "firms behind the ties; between two sectors, those of the side with fewer",
    "largest_group": "firms in the largest group that hangs together by ties",
    "groups": "groups of two or more firms that hang together by ties",
    "centralisation": "Freeman's degree centralisation of the ties of the attending firms",
    "brokers": "fewest firms on which half of all shortest paths between others lie (betweenness)",
    "repeated_meetings": "share of the meetings, weighted after Newman, that fell to pairs with a tie",
    "tie_density_without_largest": "tied pairs of all pairs of the same firms without the largest event",
    "centralisation_without_largest": "degree centralisation of the same firms without the largest event",
    "told_by_largest": "fewest that the two tell of: ties, or firms with one, without that event or by it alone",
    "created_firms": "distinct firms that reported new jobs",
    "created": "new jobs in full-time equivalents",
    "created_largest": "those of the firm with most",
    "created_second": "those of the firm with second most",
    "secured_firms": "distinct firms that reported jobs kept",
    "secured": "jobs kept, in full-time equivalents",
    "secured_largest": "those of the firm with most",
    "secured_second": "those of the firm with second most",
    "vacancies": "vacancies found out",
    "vacancy_firms": "distinct firms of these",
    "matched": "of these vacancies, those filled by participants up to the cut-off date",
    "hosted": "work trials and internships in firms",
    "hosts": "distinct firms of these",
    "hired": "distinct persons who took up a job from their entry to the end of the placement window; whole term",
    "hired_by_reached": "of these, persons whose employer is a reached firm",
    "employers": "distinct reached firms among these employers",
    "staff_firms": "firms with a count of staff both before and after the advice; whole term",
    "staff_before": "their employees at the first look before",
    "kept_before": "of these, still there twelve months later",
    "staff_before_largest": "employees of the largest firm before",
    "staff_before_second": "employees of the second largest firm before",
    "staff_after": "their employees at the first look after",
    "kept_after": "of these, still there twelve months later",
    "staff_after_largest": "employees of the largest firm after",
    "staff_after_second": "employees of the second largest firm after",
    "kept_change": "sum over the firms of their change in the share that stayed",
    "kept_change_squares": "sum of the squares of these changes",
}
"""Columns of the network table and what they hold."""

DECIMALS = (
    *("hours", "hours_largest", "hours_second", "concentration", "centralisation", "repeated_meetings"),
    *("tie_density_without_largest", "centralisation_without_largest"),
    *(f"{kind}{rank}" for kind in ("created", "secured") for rank in ("", "_largest", "_second")),
    *("kept_change", "kept_change_squares"),
)
"""Columns that hold no whole numbers."""

PRODUCTS = ("possible_attendances", "possible_ties")
"""Columns that multiply the attending firms with the public number of events, or with themselves."""
