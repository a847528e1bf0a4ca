"""Chapter pathway: what participants did on the way, and which competences grew."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import COMPLETE, COMPLETE_PERSONS, ESF_ONLY

ACTIVITY_TITLES = {
    "profiling": ("Profiling", "Profiling"),
    "counselling": ("Beratung", "Counselling"),
    "training": ("Qualifizierung", "Training"),
    "language_course": ("Sprachkurs", "Language course"),
    "coaching": ("Coaching", "Coaching"),
    "trial_work": ("Arbeitserprobung", "Trial work"),
    "internship": ("Praktikum", "Internship"),
    "in_job_support": ("Begleitung am Arbeitsplatz", "In-job support"),
}
COMPETENCE_TITLES = {
    "digital": ("Digitale Kompetenz", "Digital competence"),
    "language": ("Sprachliche Kompetenz", "Language competence"),
    "vocational": ("Berufliche Kompetenz", "Vocational competence"),
    "application": ("Bewerbungskompetenz", "Application competence"),
    "social": ("Soziale Kompetenz", "Social competence"),
}
_OWN = "Ergänzung der Evaluation"


def _reach_of(kind: str, title: str, title_en: str) -> Indicator:
    return Indicator(
        name=f"activity_{kind}",
        title=f"{title}: Personen",
        title_en=f"{title_en}: persons",
        chapter=Chapter.PATHWAY,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=COMPLETE_PERSONS,
        event="Personen, die diese Aktivität mindestens einmal begonnen haben",
        window="bis zum Datenstand",
        n=COMPLETE,
        events=f"did_{kind}",
        by=("gender",),
        needs=("activities",),
        asked="active",
        source=_OWN,
    )


def _hours_of(kind: str, title: str, title_en: str) -> Indicator:
    return Indicator(
        name=f"hours_{kind}",
        title=f"{title}: Stunden",
        title_en=f"{title_en}: hours",
        chapter=Chapter.PATHWAY,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="hours",
        estimator=Estimator.TOTAL,
        population="Personen mit vollständigem Datensatz und dieser Aktivität",
        event="bekannte Stunden der Aktivität; wo keine Dauer erfasst ist, fehlt sie in der Summe",
        window="Aktivitäten, die bis zum Datenstand begannen",
        amount=f"hours_{kind}",
        n=f"complete and did_{kind}",
        events=f"did_{kind}",
        unknown=f"hours_{kind} != hours_{kind}",
        needs=("activities",),
        asked="active",
        source=_OWN,
    )


def _improved(name: str, title: str, title_en: str) -> Indicator:
    return Indicator(
        name=f"improved_{name}",
        title=f"{title}: verbessert",
        title_en=f"{title_en}: improved",
        chapter=Chapter.PATHWAY,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.WILSON,
        population=f"{COMPLETE_PERSONS}, die zweimal gemessen wurden oder nach einer Messung austraten",
        event="Personen, deren letzte Messung über der ersten liegt",
        window="erste und letzte Messung bis zum Datenstand",
        n=f"complete and improved_{name} in ['yes', 'no', 'unknown']",
        events=f"improved_{name} == 'yes'",
        unknown=f"improved_{name} == 'unknown'",
        needs=("competence_measurements",),
        asked=f"measured_{name}",
        source=_OWN,
    )


def _gain(name: str, title: str, title_en: str) -> Indicator:
    return Indicator(
        name=f"gain_{name}",
        title=f"{title}: mittlere Veränderung",
        title_en=f"{title_en}: mean gain",
        chapter=Chapter.PATHWAY,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="points",
        estimator=Estimator.MEAN,
        population="Personen mit vollständigem Datensatz, die zweimal gemessen wurden",
        event="mittlere Veränderung von der ersten zur letzten Messung in Punkten der Skala (0 bis 100)",
        window="erste und letzte Messung bis zum Datenstand",
        amount=f"gain_{name}",
        n=f"complete and gain_{name} == gain_{name}",
        events=f"gain_{name} == gain_{name}",
        needs=("competence_measurements",),
        asked=f"measured_{name}",
        source="Mittelwert der Differenzen mit t-Intervall; Ergänzung der Evaluation",
    )


PATHWAY: tuple[Indicator, ...] = (
    *(_reach_of(kind, *titles) for kind, titles in ACTIVITY_TITLES.items()),
    *(_hours_of(kind, *titles) for kind, titles in ACTIVITY_TITLES.items()),
    *(_improved(name, *titles) for name, titles in COMPETENCE_TITLES.items()),
    *(_gain(name, *titles) for name, titles in COMPETENCE_TITLES.items()),
)
