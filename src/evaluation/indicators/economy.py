"""Chapter economy: enterprises supported, and how lively their network is."""

from __future__ import annotations

from functools import partial

from evaluation.indicators.model import Estimator, Family, Indicator
from evaluation.indicators.rules import ESF_2014, ESF_PLUS, IN_PERIOD, REGULATION_PLUS, of_network

_SOURCE = "Auszählung der Anwesenheitslisten und Kontaktdokumentation; Ergänzung der Evaluation"
_FIRMS = "Unternehmen; Mitarbeitende von Projekten und öffentliche Stellen zählen nicht mit"

_counted = partial(of_network, population=_FIRMS, window=IN_PERIOD, source=_SOURCE)
_attended = partial(_counted, needs=("events", "attendances"))

ECONOMY: tuple[Indicator, ...] = (
    of_network(
        name="smes_supported",
        title="Geförderte kleine und mittlere Unternehmen",
        title_en="Supported micro, small and medium-sized enterprises",
        family=Family.ESF,
        codes={ESF_2014: "CO23", ESF_PLUS: "EECO19"},
        unit="enterprises",
        estimator=Estimator.RATIO,
        population="beratene Unternehmen; die Größenklasse mancher ist unbekannt",
        event=(
            "verschiedene Kleinst-, Klein- und mittlere Unternehmen mit mindestens einem Beratungskontakt; jedes zählt "
            "einmal"
        ),
        window=IN_PERIOD,
        n="advised",
        events="smes",
        unknown="advised_of_unknown_size",
        needs=("advice_contacts",),
        source="Verordnungen (EU) Nr. 1304/2013 und (EU) 2021/1057; Größenklassen: Empfehlung 2003/361/EG",
    ),
    of_network(
        name="public_services_supported",
        title="Geförderte öffentliche Verwaltungen oder Dienste",
        title_en="Supported public administrations or public services",
        family=Family.ESF,
        codes={ESF_PLUS: "EECO18"},
        unit="public offices",
        estimator=Estimator.COUNT,
        population="öffentliche Stellen der Mitgliederliste",
        event="verschiedene öffentliche Stellen mit mindestens einem Beratungskontakt",
        window=IN_PERIOD,
        events="offices_advised",
        needs=("advice_contacts",),
        source=REGULATION_PLUS,
    ),
    _counted(
        name="enterprises_reached",
        title="Erreichte Unternehmen",
        title_en="Enterprises reached",
        unit="enterprises",
        estimator=Estimator.COUNT,
        events="reached",
        event="Verschiedene Unternehmen, die beraten wurden oder an einer gezählten Veranstaltung teilnahmen",
        needs=("enterprises",),
        needs_any=("advice_contacts", "attendances"),
    ),
    _counted(
        by=("size_class",),
        name="enterprises_advised",
        title="Beratene Unternehmen",
        title_en="Enterprises advised",
        unit="enterprises",
        estimator=Estimator.COUNT,
        events="advised",
        event="Verschiedene Unternehmen mit mindestens einem Beratungskontakt",
        needs=("advice_contacts",),
    ),
    _counted(
        by=("topic",),
        name="advice_contacts",
        title="Beratungskontakte",
        title_en="Advice contacts",
        unit="contacts",
        estimator=Estimator.COUNT,
        events="contacts",
        event="Alle Beratungskontakte mit Unternehmen",
        needs=("advice_contacts",),
        contributors="advised",
        additive=True,
    ),
    _counted(
        name="events_held",
        title="Netzwerkveranstaltungen",
        title_en="Network events",
        unit="events",
        estimator=Estimator.COUNT,
        events="events",
        event="Veranstaltungen ohne die im Plan ausgenommenen Arten ({left_out})",
        needs=("events",),
        additive=True,
    ),
    _attended(
        by=("attendance_class", "sector"),
        name="enterprises_attending",
        title="Teilnehmende Unternehmen",
        title_en="Enterprises attending",
        unit="enterprises",
        estimator=Estimator.COUNT,
        events="attending",
        event="Verschiedene Unternehmen, die an mindestens einer gezählten Veranstaltung teilnahmen",
    ),
    _attended(
        name="attendances",
        title="Teilnahmen an Veranstaltungen",
        title_en="Attendances",
        unit="attendances",
        estimator=Estimator.COUNT,
        events="attendances",
        event="Teilnahmen von Unternehmen an gezählten Veranstaltungen",
        contributors="attending",
        additive=True,
    ),
    _attended(
        name="active_members",
        title="Aktive Mitglieder",
        title_en="Active members",
        unit="enterprises",
        estimator=Estimator.COUNT,
        events="active",
        event="Unternehmen mit mindestens {active_attendances} Teilnahmen im Zeitraum",
        exploratory=True,
    ),
    _attended(
        name="retention",
        title="Verbleib im Netzwerk",
        title_en="Retention",
        unit="enterprises",
        estimator=Estimator.WILSON,
        n="active_before",
        events="active_again",
        contributors="told_by_retention",
        event="Anteil der aktiven Mitglieder des vorigen Zeitraums, die in diesem Zeitraum wieder aktiv sind",
        exploratory=True,
    ),
    _attended(
        name="newcomers",
        title="Neue Mitglieder",
        title_en="Newcomers",
        unit="enterprises",
        estimator=Estimator.WILSON,
        n="active",
        events="active_new",
        contributors="told_by_newcomers",
        event="Anteil der aktiven Mitglieder, die in keinem früheren Zeitraum aktiv waren",
        exploratory=True,
    ),
    of_network(
        name="two_mode_density",
        title="Dichte des Netzwerks",
        title_en="Two-mode density",
        unit="attendances",
        estimator=Estimator.RATIO,
        n="possible_attendances",
        events="attendances",
        population=_FIRMS,
        event=(
            "Teilnahmen, bezogen auf alle möglichen Teilnahmen der teilnehmenden Unternehmen an den Veranstaltungen "
            "des Zeitraums"
        ),
        window=IN_PERIOD,
        source="Zwei-Modus-Dichte: Borgatti & Everett (1997), Network analysis of 2-mode data, Social Networks 19",
        needs=("events", "attendances"),
        contributors="attending",
        exploratory=True,
    ),
)
