"""City against programme area: each published value, the gap where both are defined alike, and its change over time."""

from __future__ import annotations

import pandas as pd

from evaluation import formats
from evaluation.blocks import Column, Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.language import Words, noted, say
from evaluation.sources.contracts import UNDATED
from evaluation.tables.absences import shown
from evaluation.tables.selection import ProjectPart, projects_in_order

_MEASURES = Words(
    {
        "area_ha": noted("Größe"),
        "population": noted("Einwohnerinnen und Einwohner"),
        "sgb2_rate": noted("SGB-II-Quote"),
        "unemployment_rate": noted("Arbeitslosenquote laut Profil"),
        "migration_share": noted("Anteil mit Migrationshintergrund"),
    }
)
OTHERWISE_DEFINED = noted("anders definiert")

PITFALLS = (
    noted(
        "Abstand: Programmgebiet weniger Stadt, nur wo beide am selben Stand gleich definiert sind; seine "
        "Veränderung, wo es mehrere Stände gibt. Das Gebiet ist ein Teil der Stadt."
    ),
    noted(
        "Unterhalb der Gemeinde gibt es keine amtliche Arbeitslosenquote: Die Bundesagentur liefert nur Zahlen. "
        "Städte teilen sie meist durch die Einwohner im Alter von 15 bis unter 65 Jahren; das Ergebnis ist "
        "systematisch niedriger als die amtliche Quote."
    ),
    noted(
        "Der Anteil mit Migrationshintergrund ist aus dem Melderegister abgeleitet; die Ableitung unterscheidet sich "
        "von Stadt zu Stadt und vom Mikrozensus. Werte verschiedener Städte sind nicht vergleichbar."
    ),
    noted(
        "SGB-II-Quote: Leistungsberechtigte je Einwohner unter der Altersgrenze; welche Berechtigten und welche "
        "Grenze gemeint sind, sagen die Profile nicht."
    ),
    noted(
        "Was sich im Gebiet ändert, ist nicht die Wirkung des Projekts: Menschen ziehen zu und fort, und die Stadt "
        "ändert sich mit."
    ),
)
"""What a reader must know before comparing."""


def area_context(findings: Findings) -> Display:
    """Show city against programme area for each published fact and date, with gap, notes and pitfalls."""
    rows: list[Row] = []
    notes: list[str] = []
    for part in projects_in_order(findings):
        context = findings.context[findings.context["project"] == part.code]
        rows.append(Row(kind="section", cells=[part.heading]))
        for measure in _MEASURES:
            rows += _rows_of(context[context["measure"] == measure], measure)
        notes += _source_notes(part, context)
    columns = [
        Column(label=say("Merkmal"), weight=2.0),
        Column(label=say("Stadt"), align="right"),
        Column(label=say("Programmgebiet"), align="right"),
        Column(label=say("Abstand"), align="right", weight=1.3),
        Column(label=say("Stand"), align="right"),
    ]
    summary = say(
        "Größe, Einwohnerzahl und Quoten von Stadt und Programmgebiet laut öffentlichem Projektprofil, mit Abstand."
    )
    if findings.context["project"].isin(findings.projects["project"]).any():
        notes += [*(say(pitfall) for pitfall in PITFALLS[:-1]), formats.legend(), say(PITFALLS[-1])]
    title = say("Stadt und Programmgebiet")
    return shown(findings, Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary))


def _source_notes(part: ProjectPart, context: pd.DataFrame) -> list[str]:
    found = []
    for row in context.dropna(subset=["source_note"]).drop_duplicates(["mark", "source_note"]).itertuples():
        note = row.source_note if str(row.source_note).startswith("*") else f"{row.mark} {row.source_note}"
        found.append(formats.sentence(f"{part.name}: {note}"))
    return sorted(found, key=lambda note: note.count("*"))


def _rows_of(values: pd.DataFrame, measure: str) -> list[Row]:
    """Return a row for each date, the earliest first, and one for the change of the gap where it is known twice."""
    label = _MEASURES[measure]
    dates = sorted(values["reference_date"].unique()) or [UNDATED]
    rows, gaps = [], []
    for date in dates:
        own = values[values["reference_date"] == date].set_index("level")
        gap = _gap(own)
        if isinstance(gap, float) and date != UNDATED:
            gaps.append((date, gap))
        told = "" if gap is None else say(gap) if isinstance(gap, str) else _points(gap)
        cells = [
            label,
            _value(own, "city"),
            _value(own, "area"),
            told or formats.NOTHING,
            formats.not_stated() if date == UNDATED else date,
        ]
        rows.append(Row(cells=cells))
    if len(gaps) > 1:
        (first, before), (last, after) = gaps[0], gaps[-1]
        nothing = formats.NOTHING
        label = say("{measure}: Veränderung des Abstands", measure=label)
        span = say("{low} bis {high}", low=first, high=last)
        rows.append(Row(cells=[label, nothing, nothing, _points(after - before), span]))
    return rows


def _gap(values: pd.DataFrame) -> float | str | None:
    """Return area less city in percentage points, why there is none, or None where it makes no sense."""
    if not {"city", "area"} <= set(values.index) or (values["unit"] != "percent").any():
        return None
    if values["value"].isna().any():
        return None
    if values["definition"].isna().any() or len(set(values["definition"])) > 1:
        return OTHERWISE_DEFINED
    return float(values.loc["area", "value"] - values.loc["city", "value"])


def _points(gap: float) -> str:
    sign = "+" if gap > 0 else ""
    return say("{number} Punkte", number=f"{sign}{formats.decimal(round(gap, 6), 1)}".replace("-", "−"))


def _value(values: pd.DataFrame, level: str) -> str:
    if level not in values.index or pd.isna(values.loc[level, "value"]):
        return formats.not_stated()
    row = values.loc[level]
    digits = 1 if row["unit"] == "percent" else 0
    mark = "" if pd.isna(row["mark"]) else str(row["mark"])
    number = formats.decimal(row["value"], digits)
    if row["unit"] == "percent":
        number = say("{number} %", number=number)
    elif row["unit"] == "ha":
        number = f"{number} ha"
    return f"{number}{mark}"
