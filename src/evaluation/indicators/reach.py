"""Chapter reach: who entered, with which characteristics (common output indicators), and who was only met briefly."""

from __future__ import annotations

from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Table
from evaluation.indicators.rules import (
    ALL_PERSONS,
    AT_ENTRY,
    BOTH_REGULATIONS,
    COMPLETE,
    COMPLETE_PERSONS,
    ESF_2014,
    ESF_PLUS,
    EVERY_RULE_SET,
    EVERYBODY,
    FORERUNNER,
    REGULATION_2014,
    REGULATION_PLUS,
)


def participants_with(
    name: str,
    title: str,
    title_en: str,
    codes: dict[str, str],
    event: str,
    *,
    events: str,
    unknown: str | None = None,
    asked: str | None = None,
    source: str = "",
) -> Indicator:
    """Return a count of participants with a characteristic at entry, beside the number of all participants.

    Parameters
    ----------
    name, title, title_en, codes, event, events, unknown, asked
        As of an indicator.
    source
        Where the definition comes from; if empty, the regulations that have a code for it, or the evaluation.
    """
    official = any(codes.values())
    regulation = BOTH_REGULATIONS if {ESF_2014, ESF_PLUS} <= codes.keys() else REGULATION_2014
    regulation = REGULATION_PLUS if codes.keys() == {ESF_PLUS} else regulation
    return Indicator(
        name=name,
        title=title,
        title_en=title_en,
        chapter=Chapter.REACH,
        family=Family.ESF if official else Family.OWN,
        codes=codes,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.RATIO,
        population=COMPLETE_PERSONS,
        event=event,
        window=AT_ENTRY,
        n=COMPLETE,
        events=events,
        unknown=unknown,
        asked=asked,
        by=("gender",),
        source=source or (regulation if official else "Zielgruppe des Programms; Ergänzung der Evaluation"),
    )


_ISCED = "nach der höchsten abgeschlossenen Bildung (ISCED 2011)"

REACH: tuple[Indicator, ...] = (
    Indicator(
        name="entries",
        title="Eintritte",
        title_en="Entries (grand total of participants)",
        chapter=Chapter.REACH,
        family=Family.ESF,
        codes=EVERY_RULE_SET,
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        population=f"{ALL_PERSONS}, auch mit unvollständigem Datensatz",
        event="Personen, die eintraten; wer in dasselbe Projekt wiederkehrt, zählt einmal, mit dem ersten Eintritt",
        window="bis zum Datenstand; Aufenthalte von höchstens {short_stay_days} sind Kurzkontakte",
        events=EVERYBODY,
        by=("gender",),
        day="entry",
        additive=True,
        source="Verordnung (EU) Nr. 1304/2013, Anhang I (Gesamtzahl der Teilnehmenden); Wiedereintritte: SFC-FAQ",
    ),
    Indicator(
        name="participants",
        title="Teilnehmende mit vollständigem Datensatz",
        title_en="Participants with a complete record",
        chapter=Chapter.REACH,
        family=Family.ESF,
        codes={ESF_2014: "", ESF_PLUS: "EECO01", FORERUNNER: ""},
        table=Table.COHORT,
        unit="persons",
        estimator=Estimator.COUNT,
        population=ALL_PERSONS,
        event=(
            "Personen, von denen Geschlecht, Alter, Erwerbsstatus und Bildung bekannt sind und keine sensible Angabe "
            "fehlt; eine verweigerte Antwort fehlt nicht"
        ),
        window=AT_ENTRY,
        events=COMPLETE,
        by=("gender", "age", "status_at_entry", "programme_area", "target_group"),
        source=f"{REGULATION_PLUS}; vollständige Datensätze: SFC-FAQ",
    ),
    participants_with(
        "unemployed",
        "Arbeitslose, auch Langzeitarbeitslose",
        "Unemployed, including long-term unemployed",
        {ESF_2014: "CO01", ESF_PLUS: "EECO02"},
        "Personen, die arbeitslos gemeldet waren",
        events="status_at_entry == 'unemployed'",
    ),
    participants_with(
        "long_term_unemployed",
        "Langzeitarbeitslose",
        "Long-term unemployed",
        {ESF_2014: "CO02", ESF_PLUS: "EECO03"},
        "Personen, die langzeitarbeitslos waren: {long_term_rule}",
        events="long_term_unemployed == 'yes'",
        unknown="long_term_unemployed == 'unknown'",
        source=f"{BOTH_REGULATIONS}; Dauer: Plan",
    ),
    participants_with(
        "inactive",
        "Nichterwerbstätige",
        "Inactive",
        {ESF_2014: "CO03", ESF_PLUS: "EECO04"},
        "Personen, die weder erwerbstätig noch arbeitslos gemeldet waren",
        events="status_at_entry == 'inactive'",
    ),
    participants_with(
        "inactive_not_in_education",
        "Nichterwerbstätige, die keine schulische oder berufliche Bildung absolvieren",
        "Inactive, not in education or training",
        {ESF_2014: "CO04"},
        "Personen, die nicht erwerbstätig und nicht in schulischer oder beruflicher Bildung waren",
        events="status_at_entry == 'inactive' and in_education_at_entry == 'no'",
        unknown="status_at_entry == 'inactive' and in_education_at_entry != in_education_at_entry",
    ),
    participants_with(
        "employed",
        "Erwerbstätige, auch Selbstständige",
        "Employed, including self-employed",
        {ESF_2014: "CO05", ESF_PLUS: "EECO05"},
        "Personen, die abhängig, auch geringfügig, oder selbstständig erwerbstätig waren",
        events="status_at_entry == 'employed'",
    ),
    participants_with(
        "under_25",
        "Unter 25-Jährige",
        "Below 25 years of age",
        {ESF_2014: "CO06"},
        "Personen im Alter von unter 25 Jahren",
        events="age_at_entry < 25",
    ),
    participants_with(
        "under_18",
        "Kinder unter 18 Jahren",
        "Children below 18 years of age",
        {ESF_PLUS: "EECO06"},
        "Personen im Alter von unter 18 Jahren",
        events="age_at_entry < 18",
    ),
    participants_with(
        "aged_18_to_29",
        "Junge Menschen im Alter von 18 bis 29 Jahren",
        "Young people aged 18 to 29",
        {ESF_PLUS: "EECO07"},
        "Personen im Alter von 18 bis 29 Jahren",
        events="18 <= age_at_entry <= 29",
    ),
    participants_with(
        "over_54",
        "Über 54-Jährige",
        "Above 54 years of age",
        {ESF_2014: "CO07", ESF_PLUS: "EECO08"},
        "Personen im Alter von 55 Jahren und mehr",
        events="age_at_entry >= 55",
    ),
    participants_with(
        "over_54_not_employed",
        "Über 54-Jährige, die arbeitslos oder nicht erwerbstätig und nicht in Bildung sind",
        "Above 54 years of age, unemployed, or inactive not in education or training",
        {ESF_2014: "CO08"},
        "Personen ab 55 Jahren, die arbeitslos waren oder nicht erwerbstätig und nicht in Bildung",
        events=(
            "age_at_entry >= 55 and (status_at_entry == 'unemployed' or "
            "(status_at_entry == 'inactive' and in_education_at_entry == 'no'))"
        ),
        unknown=(
            "age_at_entry >= 55 and status_at_entry == 'inactive' and in_education_at_entry != in_education_at_entry"
        ),
    ),
    participants_with(
        "no_completed_primary",
        "Ohne Grundbildung (ISCED 0)",
        "Below primary education (ISCED 0)",
        {ESF_2014: ""},
        f"Personen ohne abgeschlossene Grundbildung, {_ISCED}; in CO09 bis CO11 nicht enthalten",
        events="education == 0",
        source="Ergänzung, damit die Bildungsstufen alle Teilnehmenden umfassen",
    ),
    participants_with(
        "primary_or_lower_secondary",
        "Mit Grundbildung (ISCED 1) oder Sekundarbildung Unterstufe (ISCED 2)",
        "With primary (ISCED 1) or lower secondary education (ISCED 2)",
        {ESF_2014: "CO09"},
        f"Personen mit ISCED 1 oder 2, {_ISCED}",
        events="1 <= education <= 2",
    ),
    participants_with(
        "lower_secondary_or_less",
        "Mit Sekundarbildung Unterstufe oder weniger (ISCED 0 bis 2)",
        "With lower secondary education or less (ISCED 0 to 2)",
        {ESF_PLUS: "EECO09"},
        f"Personen mit ISCED 0 bis 2, {_ISCED}",
        events="education <= 2",
    ),
    participants_with(
        "upper_secondary",
        "Mit Sekundarbildung Oberstufe (ISCED 3) oder postsekundärer Bildung (ISCED 4)",
        "With upper secondary (ISCED 3) or post-secondary education (ISCED 4)",
        {ESF_2014: "CO10", ESF_PLUS: "EECO10"},
        f"Personen mit ISCED 3 oder 4, {_ISCED}",
        events="3 <= education <= 4",
    ),
    participants_with(
        "tertiary",
        "Mit tertiärer Bildung (ISCED 5 bis 8)",
        "With tertiary education (ISCED 5 to 8)",
        {ESF_2014: "CO11", ESF_PLUS: "EECO11"},
        f"Personen mit ISCED 5 bis 8, {_ISCED}",
        events="education >= 5",
    ),
)
