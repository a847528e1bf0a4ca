"""Chapter economy: the change of course of a project, as a segmented regression of its monthly advice contacts."""

from __future__ import annotations

from evaluation.indicators.change import AUTOCORRELATION
from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import EVERY_RULE_SET

_SOURCE = "Wagner u. a. (2002), J. Clin. Pharm. Ther. 27; Fehler nach Newey & West (1987); Ergänzung der Evaluation"


def _parameter(name: str, title: str, title_en: str, event: str, amount: str, unit: str) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.ECONOMY,
        family=Family.OWN,
        codes=EVERY_RULE_SET,
        table=Table.SERIES,
        unit=unit,
        estimator=Estimator.SEGMENTED,
        population="ganze Monate der Laufzeit bis zum Datenstand",
        event=event,
        window="vor und nach der Neuausrichtung, deren Tag eine öffentliche Quelle nennt",
        n="month == month",
        events="month == month",
        amount=amount,
        needs=("advice_contacts", "turning_points"),
        source=_SOURCE,
        exploratory=True,
    )


TURNING: tuple[Indicator, ...] = (
    _parameter(
        "course_level",
        "Erwartete Beratungskontakte ohne Neuausrichtung",
        "Contacts expected without the change of course",
        "Beratungskontakte mit Unternehmen, die im ersten Monat der Neuausrichtung nach dem Verlauf davor zu erwarten "
        "waren",
        "level",
        "contacts a month",
    ),
    _parameter(
        "course_trend",
        "Trend der Beratungskontakte vor der Neuausrichtung",
        "Trend of contacts before the change of course",
        "Veränderung der monatlichen Beratungskontakte von Monat zu Monat vor der Neuausrichtung",
        "trend",
        "contacts a month, each month",
    ),
    _parameter(
        "course_level_change",
        "Sprung der Beratungskontakte",
        "Change of level",
        "Sprung der monatlichen Beratungskontakte mit der Neuausrichtung",
        "level_change",
        "contacts a month",
    ),
    _parameter(
        "course_trend_change",
        "Veränderung des Trends",
        "Change of trend",
        "Unterschied der Veränderung von Monat zu Monat nach und vor der Neuausrichtung",
        "trend_change",
        "contacts a month, each month",
    ),
    _parameter(
        "course_autocorrelation",
        "Autokorrelation der Abweichungen",
        "Autocorrelation of the residuals",
        "Korrelation der Abweichung eines Monats mit der des Vormonats",
        AUTOCORRELATION,
        "measure",
    ),
)
