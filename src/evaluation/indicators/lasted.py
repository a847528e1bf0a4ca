"""Chapter lasted: what was months later, by the three clocks: after the exit, after taking up work, within the job."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import (
    AFTER_EXIT,
    BOTH_REGULATIONS,
    COMPLETE,
    COMPLETE_PERSONS,
    ESF_2014,
    ESF_ONLY,
    ESF_PLUS,
    FOLLOW_UP,
    LEAVERS,
    NO_OFFICIAL_SHARE,
    NOT_EMPLOYED,
    NOT_EMPLOYED_LEAVERS,
    REGULATION_2014,
    share_of,
)


def _lasting(
    name: str,
    title: str,
    title_en: str,
    family: Family,
    codes: dict[str, str],
    population: str,
    event: str,
    window: str,
    source: str,
    *,
    outcome: str,
    who: str,
    needs: str,
    by: tuple[str, ...] = ("gender",),
    estimator: Estimator = Estimator.WILSON,
) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.LASTED,
        family=family,
        codes=codes,
        table=Table.COHORT,
        unit="persons",
        estimator=estimator,
        population=population,
        event=event,
        window=window,
        **share_of(outcome, who),
        by=by,
        needs=(needs,),
        source=source,
    )


_REGULATION = f"{BOTH_REGULATIONS}. {NO_OFFICIAL_SHARE}"
_VERBLEIB = "Bundesagentur für Arbeit, Verbleibsermittlung; hier über die ganze Laufzeit statt als 12-Monats-Summe"
_STATUTE = "§ 48a SGB II, § 5 SGBIIKennzV"
_TWELVE = "am Tag genau zwölf Monate nach der Aufnahme; nur wenn er am Datenstand erreicht war"
_TOOK_UP = (
    "Personen mit vollständigem Datensatz, die zwischen Eintritt und {window_days} Tagen nach dem Austritt eine "
    "sozialversicherungspflichtige Beschäftigung aufnahmen"
)

LASTED: tuple[Indicator, ...] = (
    _lasting(
        "employed_later",
        "Beschäftigung {follow_up_months} Monate nach Austritt",
        "In employment, including self-employment, {follow_up_months} months after leaving",
        Family.ESF,
        {ESF_2014: "CR06", ESF_PLUS: "EECR05"},
        NOT_EMPLOYED_LEAVERS,
        "Personen, die nach eigener Angabe beschäftigt oder selbstständig waren (ESF-Begriff, auch geringfügig)",
        FOLLOW_UP,
        _REGULATION,
        outcome="employed_later",
        who=NOT_EMPLOYED,
        needs="follow_ups",
        by=("gender", "programme_area", "target_group"),
    ),
    Indicator(
        name="employed_later_weighted",
        title="Beschäftigung {follow_up_months} Monate nach Austritt, gewichtet",
        title_en="In employment {follow_up_months} months after leaving, weighted for non-response",
        chapter=Chapter.LASTED,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.POST_STRATIFIED,
        population=NOT_EMPLOYED_LEAVERS,
        event=(
            "Personen, die nach eigener Angabe beschäftigt oder selbstständig waren; die Antworten sind nach "
            "Geschlecht, Altersgruppe und Status bei Eintritt auf alle hochgerechnet"
        ),
        window=FOLLOW_UP,
        **share_of("employed_later", NOT_EMPLOYED),
        needs=("follow_ups",),
        source="Nachschichtung: Cochran (1977), Sampling Techniques, Kap. 5A.9; Ergänzung der Evaluation",
    ),
    _lasting(
        "improved_later",
        "Verbesserte Arbeitsmarktsituation {follow_up_months} Monate nach Austritt",
        "Improved labour market situation {follow_up_months} months after leaving",
        Family.ESF,
        {ESF_2014: "CR07", ESF_PLUS: "EECR06"},
        "ausgetretene Personen mit vollständigem Datensatz, die bei Eintritt erwerbstätig waren",
        (
            "Personen, die von prekärer in stabile, von Teil- in Vollbeschäftigung, auf einen anspruchsvolleren "
            "Arbeitsplatz wechselten oder befördert wurden; mehr Lohn allein zählt nicht"
        ),
        FOLLOW_UP,
        f"{BOTH_REGULATIONS}; Begriff: SFC-FAQ. {NO_OFFICIAL_SHARE}",
        outcome="improved_later",
        who="complete and status_at_entry == 'employed'",
        needs="follow_ups",
    ),
    _lasting(
        "over_54_employed_later",
        "Über 54-Jährige in Beschäftigung {follow_up_months} Monate nach Austritt",
        "Above 54 years of age in employment {follow_up_months} months after leaving",
        Family.ESF,
        {ESF_2014: "CR08"},
        f"{NOT_EMPLOYED_LEAVERS} und 55 Jahre oder älter waren",
        "Personen, die nach eigener Angabe beschäftigt oder selbstständig waren",
        FOLLOW_UP,
        f"{REGULATION_2014}. {NO_OFFICIAL_SHARE}",
        outcome="employed_later",
        who=f"{NOT_EMPLOYED} and age_at_entry >= 55",
        needs="follow_ups",
    ),
    _lasting(
        "disadvantaged_employed_later",
        "Benachteiligte in Beschäftigung {follow_up_months} Monate nach Austritt",
        "Disadvantaged participants in employment {follow_up_months} months after leaving",
        Family.ESF,
        {ESF_2014: "CR09"},
        f"{NOT_EMPLOYED_LEAVERS} und benachteiligt sind",
        "Personen, die nach eigener Angabe beschäftigt oder selbstständig waren",
        FOLLOW_UP,
        f"{REGULATION_2014}; Benachteiligte: CO15, CO16, CO17. {NO_OFFICIAL_SHARE}",
        outcome="employed_later",
        who=f"{NOT_EMPLOYED} and disadvantaged == 'yes'",
        needs="follow_ups",
    ),
    _lasting(
        "social_insurance_{after}",
        "Eingliederungsquote nach {after_title}",
        "In employment with social insurance {after} months after leaving",
        Family.BA,
        {ESF_2014: "EQ", ESF_PLUS: "EQ"},
        LEAVERS,
        "Personen in sozialversicherungspflichtiger Beschäftigung, auch betrieblicher Ausbildung{subsidised}",
        AFTER_EXIT,
        _VERBLEIB,
        outcome="social_insurance_{after}",
        who=COMPLETE,
        needs="employment_spells",
    ),
    _lasting(
        "esf_{after}",
        "Beschäftigung nach ESF-Begriff nach {after_title}",
        "In employment (ESF concept) {after} months after leaving",
        Family.OWN,
        ESF_ONLY,
        LEAVERS,
        "Personen in abhängiger, auch geringfügiger, oder selbstständiger Beschäftigung{subsidised}",
        AFTER_EXIT,
        "Beschäftigungsbegriff des ESF zum Beobachtungstag der Bundesagentur für Arbeit; Ergänzung der Evaluation",
        outcome="esf_{after}",
        who=COMPLETE,
        needs="employment_spells",
    ),
    _lasting(
        "not_unemployed_{after}",
        "Verbleibsquote nach {after_title}",
        "Not unemployed {after} months after leaving",
        Family.BA,
        {ESF_2014: "VQ", ESF_PLUS: "VQ"},
        LEAVERS,
        (
            "Personen, die nicht arbeitslos waren, oder arbeitslos und zugleich sozialversicherungspflichtig "
            "beschäftigt; der Status ist die erste Angabe innerhalb von {answer_days} Tagen ab diesem Tag, sonst "
            "die erfasste Arbeit"
        ),
        AFTER_EXIT,
        _VERBLEIB,
        outcome="not_unemployed_{after}",
        who=COMPLETE,
        needs="employment_spells",
    ),
    Indicator(
        name="integrations",
        title="Integrationen der letzten zwölf Monate",
        title_en="Integrations of the last twelve months (component of K2)",
        chapter=Chapter.LASTED,
        family=Family.SGB2,
        codes={ESF_2014: "K2", ESF_PLUS: "K2"},
        table=Table.COHORT,
        unit="integrations",
        estimator=Estimator.TOTAL,
        population=COMPLETE_PERSONS,
        event=(
            "Aufnahmen einer sozialversicherungspflichtigen Beschäftigung, voll qualifizierenden Ausbildung oder "
            "Selbstständigkeit, auch bei einem Wechsel des Arbeitsplatzes, höchstens eine je Person und Monat; "
            "öffentlich geförderte Arbeit zählt nicht"
        ),
        window="die zwölf Monate vor dem Datenstand, vom Eintritt bis {window_days} Tage nach dem Austritt",
        amount="integrations",
        n="complete and integrations > 0",
        events="integrations > 0",
        needs=("employment_spells",),
        source=f"{_STATUTE} Abs. 1 (Zähler der Kennzahl K2)",
    ),
    Indicator(
        name="stock_months",
        title="Personenmonate im Bestand der letzten zwölf Monate",
        title_en="Person-months in the stock of the last twelve months (component of K2)",
        chapter=Chapter.LASTED,
        family=Family.SGB2,
        codes={ESF_2014: "K2", ESF_PLUS: "K2"},
        table=Table.COHORT,
        unit="person-months",
        estimator=Estimator.TOTAL,
        population=COMPLETE_PERSONS,
        event="Monatsenden, an denen die Person teilnahm; durch zwölf geteilt der durchschnittliche Bestand",
        window="die zwölf letzten Monatsenden bis zum Datenstand",
        amount="stock_months",
        n="complete and stock_months > 0",
        events="stock_months > 0",
        source=(
            f"{_STATUTE} Abs. 1 (Nenner der Kennzahl K2). Der Bestand sind hier die Teilnehmenden, nicht alle "
            "erwerbsfähigen Leistungsberechtigten; K2 eines Jobcenters ist damit nicht vergleichbar"
        ),
    ),
    _lasting(
        "sustained_integration",
        "Nachhaltige Integration",
        "Sustained integration: in social insurance twelve months after taking up such work",
        Family.SGB2,
        {ESF_2014: "NI", ESF_PLUS: "NI"},
        _TOOK_UP,
        "Personen, die sozialversicherungspflichtig beschäftigt waren, gleich auf welchem Arbeitsplatz",
        _TWELVE,
        f"{_STATUTE}; Kennzahlen-Glossar sgb2.info",
        outcome="sustained_integration",
        who=COMPLETE,
        needs="employment_spells",
    ),
    _lasting(
        "continuous_integration",
        "Kontinuierliche Beschäftigung nach Integration",
        "Continuous employment after integration: in social insurance on each of the twelve month ends",
        Family.SGB2,
        {ESF_2014: "K2E3", ESF_PLUS: "K2E3"},
        _TOOK_UP,
        "Personen, die an jedem der zwölf Monatsenden sozialversicherungspflichtig beschäftigt waren, gleich auf "
        "welchem Arbeitsplatz",
        "die zwölf Monatsenden nach dem Tag der Aufnahme; nur wenn zwölf Monate am Datenstand vergangen waren",
        f"{_STATUTE} Abs. 2 Nr. 3; Prüfung an den Monatsenden: eigene Auslegung",
        outcome="continuous_integration",
        who=COMPLETE,
        needs="employment_spells",
    ),
    _lasting(
        "stabilised_{months}_{mode}",
        "Stabilisierte Beschäftigung nach {months} Monaten, {mode_title}",
        "Stabilised employment after {months} months, {mode_title_en}",
        Family.OWN,
        ESF_ONLY,
        (
            f"{NOT_EMPLOYED_LEAVERS}, bei Austritt beschäftigt waren und deren Beschäftigung {{concept}} war und nach "
            "dem Eintritt begann"
        ),
        "Personen, die {mode_definition}",
        "der Tag genau {months} Monate später, gezählt {clock}; nur wenn er am Datenstand erreicht war",
        "Eigene Definition nach dem Plan; Anlehnung an § 5 SGBIIKennzV und EU-Indikator CR06",
        outcome="{column}",
        who=NOT_EMPLOYED,
        needs="employment_spells",
    ),
)
