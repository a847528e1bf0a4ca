"""Chapter economy: what enterprises got and gave: advice by topic, jobs, vacancies, hosted stays, staff that stayed."""

from __future__ import annotations

from functools import partial

from evaluation.indicators.model import Estimator, Indicator
from evaluation.indicators.rules import ESF_ONLY, IN_PERIOD, of_network

_SOURCE = "Auszählung der Projektdokumentation; Ergänzung der Evaluation"
_REPORT = "Selbstauskunft der Unternehmen, nicht nachgeprüft; vgl. CO08 und RCR01 des EFRE"
_FIRMS = "Unternehmen; Mitarbeitende von Projekten und öffentliche Stellen zählen nicht mit"
_BOTH = "Unternehmen mit Zählungen vor und nach der Beratung zum Diversity Management"
_STAYED = "Beschäftigte, die nach zwölf Monaten noch im Unternehmen waren, aller Unternehmen zusammen"

_documented = partial(of_network, window=IN_PERIOD, source=_SOURCE)


def _jobs(kind: str, title: str, title_en: str, event: str) -> Indicator:
    return of_network(
        name=f"jobs_{kind}",
        title=title,
        title_en=title_en,
        unit="full-time equivalents",
        estimator=Estimator.TOTAL,
        population="Unternehmen, die dem Projekt Arbeitsplätze meldeten",
        event=event,
        window=IN_PERIOD,
        n=f"{kind}_firms",
        events=f"{kind}_firms",
        amount=kind,
        largest=(f"{kind}_largest", f"{kind}_second"),
        needs=("jobs_reported",),
        asked=f"{kind}_firms",
        source=_REPORT,
    )


def _kept(phase: str, title: str, title_en: str, when: str) -> Indicator:
    return of_network(
        name=f"staff_kept_{phase}",
        title=title,
        title_en=title_en,
        unit="employees",
        estimator=Estimator.RATIO,
        population=_BOTH,
        event=f"{_STAYED}; {when} der Beratung",
        window="zwölf Monate bis zum Tag der Zählung",
        n=f"staff_{phase}",
        events=f"kept_{phase}",
        contributors="staff_firms",
        largest=(f"staff_{phase}_largest", f"staff_{phase}_second"),
        needs=("staff_reports",),
        asked="staff_firms",
        source="Zählung der Unternehmen; Ergänzung der Evaluation. Vergleich ohne Kontrollgruppe",
        exploratory=True,
    )


ENTERPRISES: tuple[Indicator, ...] = (
    _documented(
        name="advice_hours",
        title="Beratungsstunden",
        title_en="Hours of advice",
        unit="hours",
        estimator=Estimator.TOTAL,
        population="Beratungskontakte mit Unternehmen; die Dauer mancher ist unbekannt und zählt nicht mit",
        event="Stunden der Beratung",
        n="contacts",
        events="contacts",
        unknown="contacts_of_unknown_length",
        amount="hours",
        contributors="advised",
        largest=("hours_largest", "hours_second"),
        by=("topic",),
        needs=("advice_contacts",),
    ),
    _jobs(
        "created",
        "Geschaffene Arbeitsplätze",
        "Jobs created",
        "neue Arbeitsplätze in Vollzeitäquivalenten, die das Unternehmen auf die Unterstützung zurückführt",
    ),
    _jobs(
        "secured",
        "Gesicherte Arbeitsplätze",
        "Jobs secured",
        "erhaltene Arbeitsplätze in Vollzeitäquivalenten, die das Unternehmen auf die Unterstützung zurückführt",
    ),
    _documented(
        name="vacancies_surveyed",
        title="Erhobene offene Stellen",
        title_en="Vacancies surveyed",
        unit="vacancies",
        estimator=Estimator.COUNT,
        population=_FIRMS,
        event="offene Stellen, die das Projekt bei Unternehmen erhob",
        events="vacancies",
        contributors="vacancy_firms",
        needs=("vacancies",),
        asked="vacancies",
        additive=True,
    ),
    _documented(
        name="vacancies_matched",
        title="Mit Teilnehmenden besetzte Stellen",
        title_en="Vacancies matched with participants",
        unit="vacancies",
        estimator=Estimator.RATIO,
        population="im Zeitraum erhobene offene Stellen",
        event="Stellen, die bis zum Datenstand eine Teilnehmerin oder ein Teilnehmer antrat",
        n="vacancies",
        events="matched",
        contributors="vacancy_firms",
        needs=("vacancies",),
        asked="vacancies",
    ),
    _documented(
        name="stays_hosted",
        title="Erprobungen und Praktika in Unternehmen",
        title_en="Work trials and internships hosted",
        unit="activities",
        estimator=Estimator.COUNT,
        population="Erprobungen und Praktika von Teilnehmenden",
        event="Erprobungen und Praktika, die in einem Unternehmen des Netzwerks stattfanden",
        events="hosted",
        contributors="hosts",
        needs=("activities", "enterprises"),
        asked="hosted",
        additive=True,
    ),
    _documented(
        name="hosting_enterprises",
        title="Unternehmen mit Erprobungs- oder Praktikumsplätzen",
        title_en="Enterprises hosting work trials or internships",
        unit="enterprises",
        estimator=Estimator.COUNT,
        population=_FIRMS,
        event="verschiedene Unternehmen, in denen eine Erprobung oder ein Praktikum stattfand",
        events="hosts",
        needs=("activities", "enterprises"),
        asked="hosted",
    ),
    of_network(
        name="hired_by_members",
        title="Arbeit bei erreichten Unternehmen",
        title_en="Jobs with enterprises reached",
        codes=ESF_ONLY,
        unit="persons",
        estimator=Estimator.RATIO,
        population="Teilnehmende, die nach dem Eintritt eine Arbeit aufnahmen",
        event="Teilnehmende, deren Arbeitgeber ein vom Projekt erreichtes Unternehmen ist",
        window="vom Tag nach dem Eintritt bis {window_days} Tage nach dem Austritt",
        n="hired",
        events="hired_by_reached",
        needs=("employment_spells", "enterprises"),
        source=_SOURCE,
        exploratory=True,
    ),
    of_network(
        name="employing_members",
        title="Erreichte Unternehmen, die Teilnehmende einstellten",
        title_en="Enterprises reached that hired participants",
        codes=ESF_ONLY,
        unit="enterprises",
        estimator=Estimator.RATIO,
        population="erreichte Unternehmen",
        event="Unternehmen, bei denen mindestens eine Teilnehmerin oder ein Teilnehmer Arbeit aufnahm",
        window="vom Tag nach dem Eintritt bis {window_days} Tage nach dem Austritt",
        n="reached",
        events="employers",
        needs=("employment_spells", "enterprises"),
        source=_SOURCE,
        exploratory=True,
    ),
    _kept("before", "Verbleib der Beschäftigten vor der Beratung", "Staff kept before the advice", "vor"),
    _kept("after", "Verbleib der Beschäftigten nach der Beratung", "Staff kept after the advice", "nach"),
    of_network(
        name="staff_kept_change",
        title="Veränderung des Verbleibs der Beschäftigten",
        title_en="Change in the share of staff kept",
        unit="share of employees",
        estimator=Estimator.MEAN,
        population=_BOTH,
        event="Mittel über die Unternehmen: Anteil der Verbliebenen nachher weniger vorher",
        window="zwölf Monate bis zum Tag der Zählung",
        n="staff_firms",
        events="staff_firms",
        amount="kept_change",
        needs=("staff_reports",),
        asked="staff_firms",
        source="Zählung der Unternehmen; Ergänzung der Evaluation. Vergleich ohne Kontrollgruppe",
        exploratory=True,
    ),
    _documented(
        name="enterprises_in_quarter_projects",
        title="Unternehmen in Quartiersprojekten",
        title_en="Enterprises in quarter projects",
        unit="enterprises",
        estimator=Estimator.COUNT,
        population=_FIRMS,
        event="verschiedene Unternehmen, die an mindestens einer Veranstaltung eines Quartiersprojekts teilnahmen",
        events="in_quarter_projects",
        needs=("events", "attendances"),
    ),
)
