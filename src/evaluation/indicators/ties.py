"""Chapter economy: how evenly firms came, and who met whom again."""

from __future__ import annotations

from functools import partial

from evaluation.indicators.model import Estimator, Indicator
from evaluation.indicators.rules import IN_PERIOD, of_network

_SOURCE = "Auszählung der Anwesenheitslisten; Ergänzung der Evaluation"
_TWO_MODE = "Borgatti & Everett (1997), Network analysis of 2-mode data, Social Networks 19; Ergänzung der Evaluation"
_FREEMAN = "Freeman (1979), Centrality in social networks, Social Networks 1; Ergänzung der Evaluation"
_NEWMAN = "Newman (2001), Scientific collaboration networks II, Physical Review E 64; Ergänzung der Evaluation"
_FIRMS = "Unternehmen, die an mindestens einer gezählten Veranstaltung teilnahmen"
_PAIRS = "Paare von teilnehmenden Unternehmen"
_TIE = "bei mindestens {shared_events} gezählten Veranstaltungen"
_WITHOUT = "dieselben Unternehmen, aber ohne die Veranstaltung mit den meisten Unternehmen"
_WHOLE_TERM = "über die ganze Laufzeit, bis zum Datenstand"


_met = partial(of_network, window=_WHOLE_TERM, needs=("events", "attendances"), exploratory=True)
_measured = partial(_met, unit="measure", estimator=Estimator.MEASURE, n="attending", events="attending")
_of_ties = partial(_measured, contributors="tied")
"""A measure of ties says nothing about firms without one."""
_without_largest = partial(_measured, contributors="told_by_largest")
"""Beside the same measure with it: what the largest event brought, and what is left."""


TIES: tuple[Indicator, ...] = (
    _met(
        "returning_enterprises",
        "Wiederkehrende Unternehmen",
        "Returning enterprises",
        unit="enterprises",
        estimator=Estimator.RATIO,
        population=_FIRMS,
        event="Unternehmen, die in mindestens zwei Zeiträumen an einer gezählten Veranstaltung teilnahmen",
        n="attending",
        events="returning",
        source=_SOURCE,
    ),
    _met(
        "frequent_guests",
        "Teilnahmen der häufigsten Gäste",
        "Attendances of the most frequent guests",
        unit="attendances",
        estimator=Estimator.RATIO,
        population="Teilnahmen von Unternehmen an gezählten Veranstaltungen",
        event="Teilnahmen des Viertels der Unternehmen, das am häufigsten kam",
        n="attendances",
        events="top_attendances",
        contributors="top_firms",
        source=_SOURCE,
        window=IN_PERIOD,
    ),
    _measured(
        "attendance_concentration",
        "Ungleichheit der Teilnahmen",
        "Concentration of attendances",
        population=_FIRMS,
        event="Gini-Koeffizient der Teilnahmen: 0, wenn alle gleich oft kamen",
        amount="concentration",
        source="Gini (1912); Ergänzung der Evaluation",
        window=IN_PERIOD,
        contributors="attending",
    ),
    _met(
        "ties",
        "Wiederholte Begegnungen",
        "Ties between enterprises",
        unit="pairs of enterprises",
        estimator=Estimator.COUNT,
        population=_PAIRS,
        event=f"Paare, die sich {_TIE} trafen",
        events="ties",
        contributors="tie_firms",
        by=("sector_pair",),
        source=_TWO_MODE,
    ),
    _met(
        "tie_density",
        "Anteil der Paare, die sich wieder trafen",
        "Density of ties",
        unit="pairs of enterprises",
        estimator=Estimator.RATIO,
        population=_PAIRS,
        event=f"Paare, die sich {_TIE} trafen",
        n="possible_ties",
        events="ties",
        contributors="tied",
        source=_TWO_MODE,
    ),
    _without_largest(
        "tie_density_without_largest",
        "Anteil der Paare ohne die größte Veranstaltung",
        "Density of ties without the largest event",
        population=_WITHOUT,
        event=f"Anteil der Paare, die sich {_TIE} trafen",
        amount="tie_density_without_largest",
        source=_TWO_MODE,
    ),
    _met(
        "tied_enterprises",
        "Unternehmen mit wiederholten Begegnungen",
        "Enterprises with ties",
        unit="enterprises",
        estimator=Estimator.RATIO,
        population=_FIRMS,
        event=f"Unternehmen, die mindestens ein anderes {_TIE} trafen",
        n="attending",
        events="tied",
        source=_TWO_MODE,
    ),
    _met(
        "largest_group",
        "Größter Zusammenhang",
        "Largest component",
        unit="enterprises",
        estimator=Estimator.RATIO,
        population=_FIRMS,
        event="Unternehmen, die durch wiederholte Begegnungen, auch über Dritte, zur größten Gruppe gehören",
        n="attending",
        events="largest_group",
        contributors="tied",
        source=_TWO_MODE,
    ),
    _of_ties(
        "separate_groups",
        "Getrennte Gruppen",
        "Components",
        population=_FIRMS,
        event="Zahl der Gruppen aus mindestens zwei Unternehmen, zwischen denen es keine wiederholte Begegnung gibt",
        amount="groups",
        source=_TWO_MODE,
    ),
    _of_ties(
        "degree_centralisation",
        "Zentralisierung",
        "Degree centralisation",
        population=_FIRMS,
        event="Zentralisierung der wiederholten Begegnungen: 1, wenn alle nur mit einem verbunden sind, 0, wenn alle "
        "gleich viele Verbindungen haben",
        amount="centralisation",
        source=_FREEMAN,
    ),
    _without_largest(
        "degree_centralisation_without_largest",
        "Zentralisierung ohne die größte Veranstaltung",
        "Degree centralisation without the largest event",
        population=_WITHOUT,
        event="Zentralisierung der wiederholten Begegnungen",
        amount="centralisation_without_largest",
        source=_FREEMAN,
    ),
    _met(
        "brokers",
        "Brücken im Netzwerk",
        "Brokers",
        unit="enterprises",
        estimator=Estimator.RATIO,
        population="Unternehmen mit wiederholten Begegnungen",
        event="kleinste Zahl von Unternehmen, über die die Hälfte aller kürzesten Wege zwischen anderen läuft",
        n="tied",
        events="brokers",
        source=_FREEMAN,
    ),
    _of_ties(
        "repeated_meetings",
        "Anteil der Begegnungen, die sich wiederholten",
        "Repeated meetings",
        population=_FIRMS,
        event=f"Anteil der Begegnungen, der auf Paare entfällt, die sich {_TIE} trafen; jede Begegnung zählt umso "
        "weniger, je mehr Unternehmen bei der Veranstaltung waren",
        amount="repeated_meetings",
        source=_NEWMAN,
    ),
)
