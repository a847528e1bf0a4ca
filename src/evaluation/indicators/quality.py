"""Chapter quality: what the records can bear."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import (
    ALL_PERSONS,
    AT_ENTRY,
    ESF_ONLY,
    EVERY_RULE_SET,
    EVERYBODY,
    FOLLOW_UP,
    IN_WINDOW,
    LEAVERS,
)

_OWN = "Ergänzung der Evaluation"


def _records(
    name: str,
    title: str,
    title_en: str,
    event: str,
    *,
    events: str,
    codes: dict[str, str] = EVERY_RULE_SET,
    n: str = EVERYBODY,
    unknown: str | None = None,
    asked: str | None = None,
    source: str = _OWN,
) -> Indicator:
    """Return a count of records beside the number of all records."""
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.QUALITY,
        family=Family.OWN,
        codes=codes,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=f"{ALL_PERSONS}, auch mit unvollständigem Datensatz",
        event=event,
        window=AT_ENTRY,
        n=n,
        events=events,
        unknown=unknown,
        asked=asked,
        source=source,
    )


_QUESTIONS = {
    "migration_background": ("Migration oder Minderheit", "migration or minority"),
    "disability": ("Behinderung", "disability"),
    "single_parent": ("Alleinerziehung", "single parents"),
    "other_disadvantage": ("sonstige Benachteiligung", "other disadvantage"),
    "third_country_national": ("Staatsangehörigkeit", "third-country nationality"),
    "foreign_background": ("ausländische Herkunft", "foreign background"),
    "minority": ("Minderheit", "minority"),
    "refugee": ("Flucht", "refugees"),
    "homeless": ("Wohnungslosigkeit", "homelessness"),
    "rural_area": ("ländliches Gebiet", "rural area"),
}
_ALWAYS_ASKED = ("migration_background", "disability", "single_parent")

QUALITY: tuple[Indicator, ...] = (
    _records(
        "incomplete_records",
        "Unvollständige Datensätze",
        "Incomplete records",
        (
            "Datensätze, in denen Geschlecht, Alter, Erwerbsstatus, Bildung oder eine sensible Angabe fehlt; sie "
            "zählen nur bei den Ein- und Austritten"
        ),
        events="not complete",
        source="SFC-FAQ, Berichterstattung über vollständige Datensätze",
    ),
    *(
        _records(
            f"refused_{question}",
            f"Antwort verweigert: {title}",
            f"Refused to answer: {title_en}",
            "Personen, die auf die Frage nicht antworten wollten („keine Angabe“); das ist zulässig",
            events=f"{question} == 'refused'",
            codes=ESF_ONLY,
            asked=None if question in _ALWAYS_ASKED else question,
            source="SFC-FAQ, besondere Kategorien personenbezogener Daten",
        )
        for question, (title, title_en) in _QUESTIONS.items()
    ),
    _records(
        "re_entries",
        "Personen mit Wiedereintritt",
        "Persons who re-entered the project",
        "Personen mit mehr als einem Aufenthalt im Projekt; sie zählen einmal",
        events="records > 1",
        source="SFC-FAQ, Wiedereintritt in dasselbe Vorhaben",
    ),
    _records(
        "look_alike_records",
        "Mögliche Doppelerfassungen",
        "Possible duplicates",
        "Personen, deren Merkmale und Tage, auch fehlende, in einem anderen Datensatz des Projekts unter anderem "
        "Pseudonym stehen",
        events="look_alike",
    ),
    _records(
        "parallel_participations",
        "Gleichzeitig in einem anderen Projekt",
        "Took part in another project at the same time",
        "Personen, die gleichzeitig in einem anderen Projekt der Daten teilnahmen",
        events="elsewhere",
    ),
    _records(
        "below_minimum_age",
        "Jünger als das Programm erlaubt",
        "Younger than the programme allows",
        "Personen, die bei Eintritt jünger waren als das Mindestalter der Förderrunde; nicht erhoben, wo sie keines "
        "nennt",
        n="too_young in ['yes', 'no', 'unknown']",
        events="too_young == 'yes'",
        unknown="too_young == 'unknown'",
        asked="too_young",
        source="Fördervoraussetzung der Förderrunde",
    ),
    Indicator(
        name="unknown_at_exit",
        title="Status bei Austritt unbekannt",
        title_en="Status upon leaving unknown",
        chapter=Chapter.QUALITY,
        family=Family.OWN,
        codes=EVERY_RULE_SET,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=LEAVERS,
        event="Personen ohne beobachteten Status",
        window=IN_WINDOW,
        n="complete and placement in ['yes', 'no', 'unknown']",
        events="placement == 'unknown'",
        not_mature="complete and placement == 'not_mature'",
        by=("gender",),
        needs=("status_observations",),
        source=_OWN,
    ),
    Indicator(
        name="answered_follow_up",
        title="Antwort auf die Nachbefragung",
        title_en="Answered the follow-up",
        chapter=Chapter.QUALITY,
        family=Family.OWN,
        codes=ESF_ONLY,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=LEAVERS,
        event="Personen, die antworteten; die übrigen verweigerten die Antwort oder waren nicht zu erreichen",
        window=FOLLOW_UP,
        n="complete and answered in ['yes', 'no']",
        events="answered == 'yes'",
        not_mature="complete and answered == 'not_mature'",
        by=("gender", "age", "status_at_entry"),
        needs=("follow_ups",),
        source="Grundgesamtheit der repräsentativen Stichprobe: SFC-FAQ (alle mit vollständigem Datensatz)",
    ),
)
