"""Cases outside participations: brief contacts of every project, and the set of the forerunner programme."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import EVERY_RULE_SET, FORERUNNER

_SOURCE = "Auszählung der Fallliste; Ergänzung der Evaluation"


def _cases(
    name: str,
    kind: str,
    title: str,
    title_en: str,
    event: str,
    codes: dict[str, str],
    *,
    population: str = "alle Fälle der Fallliste",
    needs: tuple[str, ...] = ("cases",),
) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.REACH,
        family=Family.OWN,
        codes=codes,
        table=Table.CASES,
        unit="cases",
        estimator=Estimator.COUNT,
        population=population,
        event=event,
        window="bis zum Datenstand",
        events=f"kind == '{kind}'",
        by=("gender",),
        day="opened_on",
        needs=needs,
        additive=True,
        source=_SOURCE,
    )


def _achieved(name: str, kind: str, title: str, title_en: str, event: str, codes: dict[str, str]) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.EXIT,
        family=Family.OWN,
        codes=codes,
        table=Table.CASES,
        unit="cases",
        estimator=Estimator.WILSON,
        population="begonnene Fälle dieser Art",
        event=event,
        window="bis zum Datenstand",
        n=f"kind == '{kind}'",
        events="achieved == 'yes'",
        needs=("cases",),
        source=_SOURCE,
    )


_FORERUNNER_ONLY = {FORERUNNER: ""}

OUTSIDE: tuple[Indicator, ...] = (
    _cases(
        "short_contacts",
        "short_contact",
        "Kurzkontakte",
        "Short contacts",
        "Kontakte und Beratungen von höchstens {short_stay_days}; sie sind keine Teilnahmen",
        EVERY_RULE_SET,
        population="alle Fälle der Fallliste und alle erfassten Aufenthalte",
        needs=(),  # short stays are known without a list of cases
    ),
    _cases(
        "advice_cases", "advice_case", "Beratungsfälle", "Advice cases", "begonnene Beratungsfälle", _FORERUNNER_ONLY
    ),
    _achieved(
        "start_ups",
        "start_up",
        "Existenzgründungen",
        "Start-ups",
        "Gründungsfälle, in denen gegründet wurde",
        EVERY_RULE_SET,
    ),
    Indicator(
        name="founded_in_business",
        title="Gründungen, die {survival_months} später noch bestanden",
        title_en="Start-ups still in business",
        chapter=Chapter.EXIT,
        family=Family.OWN,
        codes=EVERY_RULE_SET,
        table=Table.CASES,
        unit="enterprises",
        estimator=Estimator.WILSON,
        population="vollzogene Gründungen",
        event="Gründungen, die nach {survival_months} noch bestanden",
        window="am Tag genau {survival_months} nach der Gründung; nur wenn er am Datenstand erreicht war",
        n="kind == 'start_up' and in_business in ['yes', 'no', 'unknown']",
        events="in_business == 'yes'",
        unknown="in_business == 'unknown'",
        not_mature="kind == 'start_up' and in_business == 'not_mature'",
        needs=("cases",),
        source=_SOURCE,
    ),
    _achieved(
        "settlements",
        "settlement",
        "Ansiedlungen",
        "Settlements of enterprises",
        "Ansiedlungsfälle, in denen sich ein Unternehmen niederließ",
        EVERY_RULE_SET,
    ),
    _achieved(
        "volunteers_placed",
        "volunteer_placement",
        "Vermittlung ins Ehrenamt",
        "Volunteers placed",
        "Interessierte, die in ein Ehrenamt vermittelt wurden",
        _FORERUNNER_ONLY,
    ),
    _achieved(
        "youth_orientation",
        "youth_orientation",
        "Berufsorientierung Jugendlicher",
        "Youth orientation",
        "Jugendliche, die nach der Beratung einen Platz in Schule, Praktikum oder Ausbildung fanden",
        _FORERUNNER_ONLY,
    ),
)
