"""INDICATORS is data: who is counted, what counts, and where the definition comes from.

Rules are expressions over the documented columns of the cohort (`evaluation.cohorts.COHORT_COLUMNS`) or names of
columns of the network table (`evaluation.network.NETWORK_COLUMNS`). The same expressions are computed and printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from evaluation import words
from evaluation.plan import Plan


class Table(StrEnum):
    """The table that an indicator counts."""

    COHORT = "cohort"
    NETWORK = "network"


class Estimator(StrEnum):
    """What is done with the counts."""

    COUNT = "count"
    """`events` is the result."""
    WILSON = "wilson"
    """The share `events / n` with its Wilson interval."""
    RATIO = "ratio"
    """The share `events / n` of a full count, without an interval."""


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    name
        Identifier, used in all tables.
    title, title_en
        Name for readers, German and English.
    table
        Table that is counted.
    unit
        What `events` counts.
    estimator
        What is done with the counts.
    codes
        Rule sets that know the indicator, each with its code there (empty: no code).
    events, n, unknown, not_mature
        Counting rules: expressions over the cohort, or columns of the network. None where the indicator has no such
        number. `n` is the denominator; `unknown` cases stay in it.
    definition
        The counting rule in a German sentence, printed in the report.
    source
        Where the definition comes from.
    day
        Column of the cohort that puts a case into a quarter; None if the indicator has no series over time.
    by_gender
        Whether it is broken down by gender.
    needs
        Source tables without which the indicator is "not collected".
    contributors
        Column of the network that tells how many firms stand behind a number, if not `n` or `events` itself.
    additive
        Whether the numbers of the periods add up to the number of the whole term.
    exploratory
        Whether it is an evaluator's addition without an official definition.
    """

    name: str
    title: str
    title_en: str
    table: Table
    unit: str
    estimator: Estimator
    codes: Mapping[str, str]
    events: str
    definition: str
    source: str
    n: str | None = None
    unknown: str | None = None
    not_mature: str | None = None
    day: str | None = None
    by_gender: bool = False
    needs: tuple[str, ...] = ()
    contributors: str | None = None
    additive: bool = False
    exploratory: bool = False


_EVERY_RULE_SET = {"esf_2014_2020": "", "esf_plus_2021_2027": "", "forerunner": ""}
_ESF = {"esf_2014_2020": "", "esf_plus_2021_2027": ""}
_NETWORK_SOURCE = "Auszählung der Anwesenheitslisten und Kontaktdokumentation; Ergänzung der Evaluation"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        name="entries",
        title="Eintritte",
        title_en="Entries",
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="entry == entry",
        definition=(
            "Alle Personen, die bis zum Datenstand eingetreten sind, auch mit unvollständigem Datensatz. "
            "Wer in dasselbe Projekt wiederkehrt, zählt einmal, mit dem ersten Eintritt."
        ),
        source="Verordnung (EU) Nr. 1304/2013, Anhang I (Gesamtzahl der Teilnehmenden); Wiedereintritte: SFC-FAQ",
        day="entry",
        by_gender=True,
        additive=True,
    ),
    Indicator(
        name="exits",
        title="Austritte",
        title_en="Exits",
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="exit == exit",
        definition=(
            "Alle Personen, die bis zum Datenstand ausgetreten sind, geplant oder nicht; auch Abbrüche sind Austritte. "
            "Bei Wiedereintritt zählt der letzte Austritt."
        ),
        source="Europäische Kommission, Leitfaden zum Monitoring des ESF 2014–2020, Anhang D",
        day="exit",
        by_gender=True,
        additive=True,
    ),
    Indicator(
        name="incomplete_records",
        title="Unvollständige Datensätze",
        title_en="Incomplete records",
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="not complete",
        definition=(
            "Datensätze, in denen Geschlecht, Alter, Erwerbsstatus, Bildung oder eine sensible Angabe fehlt. Eine "
            "verweigerte Antwort („keine Angabe“) ist keine fehlende. Unvollständige Datensätze zählen nur bei den "
            "Ein- und Austritten."
        ),
        source="SFC-FAQ, Berichterstattung über vollständige Datensätze",
    ),
    Indicator(
        name="placement",
        title="Beschäftigung bei Austritt",
        title_en="Placement at exit",
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.WILSON,
        codes={"esf_2014_2020": "CR04", "esf_plus_2021_2027": "EECR04", "forerunner": ""},
        n="complete and status_at_entry in ['unemployed', 'inactive'] and placement in ['yes', 'no', 'unknown']",
        events="placement == 'yes'",
        unknown="placement == 'unknown'",
        not_mature="complete and status_at_entry in ['unemployed', 'inactive'] and placement == 'not_mature'",
        definition=(
            "Personen mit vollständigem Datensatz, die bei Eintritt arbeitslos oder nicht erwerbstätig waren und am "
            "letzten beobachteten Tag innerhalb von {window_days} Tagen nach dem Austritt beschäftigt oder "
            "selbstständig waren; bezogen auf alle solchen Personen, deren Frist am Datenstand abgelaufen war. "
            "Unbekannte Fälle bleiben im Nenner."
        ),
        source=(
            "CR04/EECR04: Verordnung (EU) Nr. 1304/2013 und (EU) 2021/1057, jeweils Anhang I; Bezugszeitraum: SFC-FAQ. "
            "Der Bezug auf einen Nenner ist nicht amtlich."
        ),
        by_gender=True,
        needs=("status_observations",),
    ),
    Indicator(
        name="stabilised_{months}_{mode}",
        title="Stabilisierte Beschäftigung nach {months} Monaten, {mode_title}",
        title_en="Stabilised employment after {months} months, {mode}",
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.WILSON,
        codes=_ESF,
        n="complete and status_at_entry in ['unemployed', 'inactive'] and {column} in ['yes', 'no', 'unknown']",
        events="{column} == 'yes'",
        unknown="{column} == 'unknown'",
        not_mature="complete and status_at_entry in ['unemployed', 'inactive'] and {column} == 'not_mature'",
        definition=(
            "Bei Austritt beschäftigte Personen, deren Beschäftigung {concept} war und nach dem Eintritt begann; "
            "betrachtet wird der Tag genau so viele Monate später, gezählt {clock}: {mode_definition}. Nur Personen, "
            "bei denen dieser Tag am Datenstand erreicht war. Unbekannte Fälle bleiben im Nenner."
        ),
        source="Eigene Definition nach dem Plan; Anlehnung an § 5 SGBIIKennzV und EU-Indikator CR06",
        by_gender=True,
        needs=("employment_spells",),
    ),
    Indicator(
        name="enterprises_reached",
        title="Erreichte Unternehmen",
        title_en="Enterprises reached",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="reached",
        definition="Verschiedene Unternehmen, die beraten wurden oder an einer gezählten Veranstaltung teilnahmen.",
        source=_NETWORK_SOURCE,
        needs=("enterprises",),
    ),
    Indicator(
        name="enterprises_advised",
        title="Beratene Unternehmen",
        title_en="Enterprises advised",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="advised",
        definition="Verschiedene Unternehmen mit mindestens einem Beratungskontakt.",
        source=_NETWORK_SOURCE,
        needs=("advice_contacts",),
    ),
    Indicator(
        name="advice_contacts",
        title="Beratungskontakte",
        title_en="Advice contacts",
        table=Table.NETWORK,
        unit="contacts",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="contacts",
        definition="Alle Beratungskontakte mit Unternehmen.",
        source=_NETWORK_SOURCE,
        needs=("advice_contacts",),
        contributors="advised",
        additive=True,
    ),
    Indicator(
        name="events_held",
        title="Netzwerkveranstaltungen",
        title_en="Network events",
        table=Table.NETWORK,
        unit="events",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="events",
        definition="Veranstaltungen ohne die im Plan ausgenommenen Arten ({left_out}).",
        source=_NETWORK_SOURCE,
        needs=("events",),
        additive=True,
    ),
    Indicator(
        name="enterprises_attending",
        title="Teilnehmende Unternehmen",
        title_en="Enterprises attending",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="attending",
        definition="Verschiedene Unternehmen, die an mindestens einer gezählten Veranstaltung teilnahmen.",
        source=_NETWORK_SOURCE,
        needs=("events", "attendances"),
    ),
    Indicator(
        name="attendances",
        title="Teilnahmen an Veranstaltungen",
        title_en="Attendances",
        table=Table.NETWORK,
        unit="attendances",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="attendances",
        definition="Teilnahmen von Unternehmen an gezählten Veranstaltungen.",
        source=_NETWORK_SOURCE,
        needs=("events", "attendances"),
        contributors="attending",
        additive=True,
    ),
    Indicator(
        name="active_members",
        title="Aktive Mitglieder",
        title_en="Active members",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.COUNT,
        codes=_EVERY_RULE_SET,
        events="active",
        definition="Unternehmen mit mindestens {active_attendances} Teilnahmen im Zeitraum.",
        source=_NETWORK_SOURCE,
        needs=("events", "attendances"),
        exploratory=True,
    ),
    Indicator(
        name="retention",
        title="Verbleib im Netzwerk",
        title_en="Retention",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.WILSON,
        codes=_EVERY_RULE_SET,
        n="active_before",
        events="active_again",
        definition="Anteil der aktiven Mitglieder des vorigen Zeitraums, die in diesem Zeitraum wieder aktiv sind.",
        source=_NETWORK_SOURCE,
        needs=("events", "attendances"),
        exploratory=True,
    ),
    Indicator(
        name="newcomers",
        title="Neue Mitglieder",
        title_en="Newcomers",
        table=Table.NETWORK,
        unit="enterprises",
        estimator=Estimator.WILSON,
        codes=_EVERY_RULE_SET,
        n="active",
        events="active_new",
        definition="Anteil der aktiven Mitglieder, die in keinem früheren Zeitraum aktiv waren.",
        source=_NETWORK_SOURCE,
        needs=("events", "attendances"),
        exploratory=True,
    ),
    Indicator(
        name="two_mode_density",
        title="Dichte des Netzwerks",
        title_en="Two-mode density",
        table=Table.NETWORK,
        unit="attendances",
        estimator=Estimator.RATIO,
        codes=_EVERY_RULE_SET,
        n="possible_attendances",
        events="attendances",
        definition=(
            "Teilnahmen, bezogen auf alle möglichen Teilnahmen der teilnehmenden Unternehmen an den Veranstaltungen "
            "des Zeitraums."
        ),
        source="Zwei-Modus-Dichte: Borgatti & Everett (1997), Network analysis of 2-mode data, Social Networks 19",
        needs=("events", "attendances"),
        contributors="attending",
        exploratory=True,
    ),
)
"""All indicators, in the order in which a reader meets them; entries in braces are filled from the plan."""

_MODE_DEFINITIONS = {
    "point": "an diesem Tag beschäftigt",
    "continuous": "bis zu diesem Tag ohne Unterbrechung von mehr als {gap_days} Tagen beschäftigt",
}


def catalogue(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators with the plan's choices written into their names, rules and definitions."""
    filled: list[Indicator] = []
    for indicator in INDICATORS:
        if "{months}" not in indicator.name:
            filled.append(_fill(indicator, _words(plan)))
            continue
        for mode in plan.stability.modes:
            for months in plan.stability.horizons_months:
                filled.append(_fill(indicator, _words(plan, months, mode)))
    return tuple(filled)


def target_units(plan: Plan) -> dict[str, str]:
    """Return the indicators that can have a target, with the unit of the target (`count` or `percent`)."""
    return {
        indicator.name: "count" if indicator.estimator is Estimator.COUNT else "percent"
        for indicator in catalogue(plan)
    }


def _words(plan: Plan, months: int = 0, mode: str = "point") -> dict[str, str]:
    stability = plan.stability
    subsidised = "; auch nach §§ 16e und 16i SGB II gefördert" if stability.include_subsidised else ""
    return {
        "months": str(months),
        "mode": str(mode),
        "column": f"stable_{months}_{mode}",
        "mode_title": words.MODES[mode],
        "mode_definition": _MODE_DEFINITIONS[mode].format(gap_days=stability.gap_days),
        "concept": words.CONCEPTS[stability.concept] + subsidised,
        "clock": words.CLOCKS[stability.clock],
        "window_days": str(plan.placement.window_days),
        "active_attendances": str(plan.network.active_attendances),
        "left_out": ", ".join(words.EVENT_KINDS[kind] for kind in plan.network.left_out_event_kinds) or "keine",
    }


def _fill(indicator: Indicator, filling: Mapping[str, str]) -> Indicator:
    texts = {
        name: value.format_map(filling)
        for name in ("name", "title", "title_en", "n", "events", "unknown", "not_mature", "definition")
        if (value := getattr(indicator, name)) is not None
    }
    return replace(indicator, **texts)
