"""Chapter reach: participants by what they answered to sensitive and further questions."""

from __future__ import annotations

from evaluation.indicators.model import Indicator
from evaluation.indicators.reach import participants_with
from evaluation.indicators.rules import ESF_2014, ESF_ONLY, ESF_PLUS, REGULATION_2014, answers

ANSWERED: tuple[Indicator, ...] = (
    participants_with(
        "migrants_or_minorities",
        "Migranten, Teilnehmende ausländischer Herkunft, Angehörige von Minderheiten",
        "Migrants, participants with a foreign background, minorities",
        {ESF_2014: "CO15"},
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("migration_background"),
    ),
    participants_with(
        "disabled",
        "Teilnehmende mit Behinderungen",
        "Participants with disabilities",
        {ESF_2014: "CO16", ESF_PLUS: "EECO12"},
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("disability"),
    ),
    participants_with(
        "third_country_nationals",
        "Drittstaatsangehörige",
        "Third-country nationals",
        {ESF_PLUS: "EECO13"},
        "Personen ohne Staatsangehörigkeit eines Mitgliedstaats, auch Staatenlose",
        **answers("third_country_national"),
        asked="third_country_national",
    ),
    participants_with(
        "foreign_background",
        "Teilnehmende ausländischer Herkunft",
        "Participants with a foreign background",
        {ESF_PLUS: "EECO14"},
        "Personen, die das angeben",
        **answers("foreign_background"),
        asked="foreign_background",
    ),
    participants_with(
        "minorities",
        "Angehörige von Minderheiten",
        "Minorities, including marginalised communities such as Roma",
        {ESF_PLUS: "EECO15"},
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("minority"),
        asked="minority",
    ),
    participants_with(
        "other_disadvantaged",
        "Sonstige benachteiligte Personen",
        "Other disadvantaged",
        {ESF_2014: "CO17"},
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("other_disadvantage"),
        asked="other_disadvantage",
    ),
    participants_with(
        "homeless",
        "Obdachlose oder von Ausgrenzung auf dem Wohnungsmarkt Betroffene",
        "Homeless or affected by housing exclusion",
        {ESF_2014: "CO18", ESF_PLUS: "EECO16"},
        "Personen, die das angeben; nur wo danach gefragt wurde",
        **answers("homeless"),
        asked="homeless",
    ),
    participants_with(
        "rural",
        "Personen, die in ländlichen Gebieten leben",
        "From rural areas (DEGURBA 3)",
        {ESF_2014: "CO19", ESF_PLUS: "EECO17"},
        "Personen mit Wohnort in einem gering besiedelten Gebiet (DEGURBA 3); nur wo es erhoben wurde",
        **answers("rural_area"),
        asked="rural_area",
    ),
    participants_with(
        "refugees",
        "Geflüchtete",
        "Refugees",
        ESF_ONLY,
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("refugee"),
        asked="refugee",
    ),
    participants_with(
        "single_parents",
        "Alleinerziehende",
        "Single parents",
        ESF_ONLY,
        "Personen, die das angeben; die Antwort darf verweigert werden",
        **answers("single_parent"),
    ),
    participants_with(
        "disadvantaged",
        "Benachteiligte Personen",
        "Disadvantaged participants",
        ESF_ONLY,
        "Personen, auf die Migration oder Minderheit, Behinderung oder sonstige Benachteiligung zutrifft",
        events="disadvantaged == 'yes'",
        unknown="disadvantaged == 'unknown'",
        source=f"{REGULATION_2014} (Bezugsgruppe von CR05 und CR09)",
    ),
)
