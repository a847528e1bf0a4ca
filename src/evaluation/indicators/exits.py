"""Chapter exit: who left, how, and with which result upon leaving (common immediate result indicators)."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import (
    ALL_PERSONS,
    BOTH_REGULATIONS,
    COMPLETE,
    ESF_2014,
    ESF_PLUS,
    EVERY_RULE_SET,
    FORERUNNER,
    IN_WINDOW,
    LEAVERS,
    NO_OFFICIAL_SHARE,
    NOT_EMPLOYED,
    NOT_EMPLOYED_LEAVERS,
    REGULATION_2014,
    share_of,
)

_SOURCE = f"{BOTH_REGULATIONS}; Bezugszeitraum: SFC-FAQ. {NO_OFFICIAL_SHARE}"


def _result(
    name: str,
    title: str,
    title_en: str,
    codes: dict[str, str],
    population: str,
    event: str,
    *,
    outcome: str,
    who: str,
    by: tuple[str, ...] = ("gender",),
    source: str = _SOURCE,
) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.EXIT,
        family=Family.ESF,
        codes=codes,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.WILSON,
        population=population,
        event=event,
        window=IN_WINDOW,
        **share_of(outcome, who),
        by=by,
        needs=("status_observations",),
        source=source,
    )


def _early_exit(name: str, title: str, title_en: str, event: str, *, events: str) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.EXIT,
        family=Family.OWN,
        codes=EVERY_RULE_SET,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=LEAVERS,
        event=event,
        window=IN_WINDOW,
        n="complete and placement in ['yes', 'no', 'unknown']",
        events=events,
        not_mature="complete and placement == 'not_mature'",
        by=("gender",),
        source="Unterscheidung nach bag arbeit: Ein Abbruch zugunsten einer Arbeit ist kein Misserfolg",
    )


EXIT: tuple[Indicator, ...] = (
    Indicator(
        name="exits",
        title="Austritte",
        title_en="Exits",
        chapter=Chapter.EXIT,
        family=Family.ESF,
        codes=EVERY_RULE_SET,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        population=f"{ALL_PERSONS}, auch mit unvollständigem Datensatz",
        event="Personen, die ausgetreten sind, geplant oder nicht; bei Wiedereintritt zählt der letzte Austritt",
        window="bis zum Datenstand",
        events="exit == exit",
        by=("gender",),
        day="exit",
        additive=True,
        source="Europäische Kommission, Leitfaden zum Monitoring des ESF 2014–2020, Anhang D",
    ),
    _result(
        "job_searching_at_exit",
        "Nichterwerbstätige, die nach der Teilnahme auf Arbeitsuche sind",
        "Inactive participants engaged in job searching upon leaving",
        {ESF_2014: "CR01", ESF_PLUS: "EECR01"},
        "ausgetretene Personen mit vollständigem Datensatz, die bei Eintritt nicht erwerbstätig waren",
        "Personen, die arbeitslos gemeldet oder nicht erwerbstätig und auf Arbeitsuche waren",
        outcome="job_searching",
        who="complete and status_at_entry == 'inactive'",
    ),
    _result(
        "education_at_exit",
        "Neu in schulischer oder beruflicher Bildung nach der Teilnahme",
        "Newly in education or training upon leaving",
        {ESF_2014: "CR02", ESF_PLUS: "EECR02"},
        "ausgetretene Personen mit vollständigem Datensatz, die bei Eintritt nicht in Bildung waren",
        "Personen, die in schulischer oder beruflicher Bildung waren",
        outcome="new_education",
        who=COMPLETE,
    ),
    _result(
        "qualification_at_exit",
        "Erlangung einer Qualifizierung nach der Teilnahme",
        "Gaining a qualification upon leaving",
        {ESF_2014: "CR03", ESF_PLUS: "EECR03"},
        LEAVERS,
        "Personen mit einer förmlich festgestellten Qualifizierung durch die Teilnahme",
        outcome="qualification",
        who=COMPLETE,
    ),
    _result(
        "placement",
        "Beschäftigung bei Austritt",
        "Placement: in employment, including self-employment, upon leaving",
        {ESF_2014: "CR04", ESF_PLUS: "EECR04", FORERUNNER: ""},
        NOT_EMPLOYED_LEAVERS,
        "Personen, die beschäftigt oder selbstständig waren (ESF-Begriff, auch geringfügig)",
        outcome="placement",
        who=NOT_EMPLOYED,
        by=("gender", "programme_area", "target_group"),
    ),
    _result(
        "disadvantaged_result_at_exit",
        "Benachteiligte auf Arbeitsuche, in Bildung, mit Qualifizierung oder in Beschäftigung nach der Teilnahme",
        "Disadvantaged participants in job searching, education or training, with a qualification, or employed",
        {ESF_2014: "CR05"},
        "ausgetretene benachteiligte Personen mit vollständigem Datensatz",
        "Personen mit mindestens einem der Ergebnisse CR01 bis CR04",
        outcome="exit_result",
        who="complete and disadvantaged == 'yes'",
        source=f"{REGULATION_2014}; Benachteiligte: CO15, CO16, CO17. {NO_OFFICIAL_SHARE}",
    ),
    _early_exit(
        "early_positive_exits",
        "Vorzeitige Austritte in Arbeit oder Bildung",
        "Early exits into work or education",
        "Personen, die vor dem geplanten Ende in Arbeit oder Bildung wechselten, auch Abbrüche mit Beschäftigung bei "
        "Austritt; wer bei Eintritt schon erwerbstätig war und abbrach, wechselte nicht in Arbeit",
        events=(
            "exit_kind in ['left_for_work', 'left_for_education'] or "
            "(exit_kind == 'dropped_out' and placement == 'yes' and status_at_entry != 'employed')"
        ),
    ),
    _early_exit(
        "early_negative_exits",
        "Abbrüche",
        "Drop-outs (early negative exits)",
        "Personen, die die Teilnahme abbrachen und nicht als beschäftigt bei Austritt bekannt sind",
        events="exit_kind == 'dropped_out' and placement != 'yes'",
    ),
)
