"""The index page of a run: plain, accessible HTML that links what the run made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
from jinja2 import Environment, PackageLoader, select_autoescape

from evaluation import formats, words
from evaluation.findings import Findings
from evaluation.language import Words, noted, say, spoken
from evaluation.report import ReportOutcome
from evaluation.results import TOTAL, Status
from evaluation.tables.front import level_word
from evaluation.tables.selection import ProjectPart, projects_in_order, total_of
from evaluation.tables.sentences import counted

_TEMPLATES = Environment(
    loader=PackageLoader("evaluation", "html"), autoescape=select_autoescape(default=True), trim_blocks=True
)
_TEMPLATES.globals["say"] = say

_HOLDS: Final = Words(
    {
        "budgets.csv": noted("geplante Kosten und Ausgaben"),
        "checks.csv": noted("Regeln zwischen den Indikatoren, und ob sie gelten"),
        "context.csv": noted("Angaben zu Stadt und Programmgebiet"),
        "curves.csv": noted("Verlaufskurven, Monat für Monat"),
        "dataset.csv": noted("woher die Daten sind"),
        "definitions.csv": noted("jeder Indikator mit Zählregel, Code und Quelle"),
        "enclosures.csv": noted("Worte der Evaluierenden und Gestaltung der Berichte"),
        "findings.json": noted("Auswertungsplan und Prüfsummen der Quelldateien"),
        "funding_rounds.csv": noted("Förderrunden"),
        "project_details.csv": noted("Ziele, Zielgruppen, Partner und Aktivitäten der Projekte"),
        "projects.csv": noted("Projekte"),
        "results.csv": noted("alle Ergebnisse, mit Gruppen und Zeiträumen"),
        "targets.csv": noted("Planwerte"),
        "turning_points.csv": noted("Tage der Neuausrichtung von Projekten, mit Quelle"),
    }
)
"""What each file of the findings holds; a file that is not named here stands with its name alone."""


_INDICATORS: Final = ("placement", "entries", "enterprises_reached")
"""Indicators of which the page shows the total over the whole term."""


def write_index(
    findings: Findings, outcomes: Sequence[ReportOutcome], folder: Path, programmes: Mapping[str, str] | None = None
) -> None:
    """Write `index.html`: each municipality with its numbers and its report; tables, notebooks and evidence.

    Parameters
    ----------
    findings
        The findings of the run.
    outcomes
        What became of each report.
    folder
        Folder of the run, which receives the page.
    programmes
        Names of the PDFs over all municipalities of a funding round, by the name of the round.
    """
    shown, parts = _shown(findings), _parts(findings)
    page = _TEMPLATES.get_template("index.html").render(
        language=spoken(),
        title=say("Evaluationsberichte, Datenstand {day}", day=formats.day(findings.plan.cut_off)),
        plan=findings.plan.title,
        made=_made(outcomes),
        identity=findings.identity,
        internal=say(words.INTERNAL) if findings.internal else None,
        synthetic=findings.dataset["description"].iloc[0] if findings.synthetic else None,
        rows=[_row(shown, outcome, parts[outcome.municipality], folder) for outcome in outcomes],
        reading=say(
            "Bruttoergebnisse, keine Wirkungen. Unbekannte Fälle stehen im Nenner. In Klammern das {level}-Intervall; "
            "im Balken ist es der hellere Teil, der Strich ist der Anteil.",
            level=level_word(findings),
        ),
        programmes=[
            {"round": name, "pdf": pdf, "size": _size(folder / pdf), "notebook": _notebook(pdf)}
            for name, pdf in (programmes or {}).items()
        ],
        tables=[
            {"file": path.name, "holds": _HOLDS.get(path.name, "")} for path in sorted((folder / "findings").iterdir())
        ],
        legend=" ".join(filter(None, (formats.legend(), formats.treatment(findings)))),
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def _shown(findings: Findings) -> Findings:
    """Return the findings with no more results than the page shows: totals of a few indicators."""
    rows = findings.results
    kept = rows[rows["indicator"].isin(_INDICATORS) & (rows["dimension"] == TOTAL)]
    return replace(findings, results=kept.reset_index(drop=True))


def _parts(findings: Findings) -> dict[str, list[ProjectPart]]:
    """Return the projects of each municipality, in the order of reading."""
    homes = dict(zip(findings.projects["project"], findings.projects["municipality"], strict=True))
    parts: dict[str, list[ProjectPart]] = {}
    for part in projects_in_order(findings):
        parts.setdefault(homes[part.code], []).append(part)
    return parts


def _row(findings: Findings, outcome: ReportOutcome, parts: Sequence[ProjectPart], folder: Path) -> dict[str, Any]:
    pdf = outcome.pdf
    return {
        "name": outcome.name,
        "municipality": outcome.municipality,
        "pdf": pdf,
        "size": _size(folder / pdf) if pdf else None,
        "notebook": pdf and _notebook(pdf),
        "reason": outcome.reason,
        "projects": [_numbers(findings, part) for part in parts],
    }


def _made(outcomes: Sequence[ReportOutcome]) -> str:
    """Say how many reports there are, and how many there should be."""
    made = sum(outcome.pdf is not None for outcome in outcomes)
    if made == len(outcomes):
        return counted(made, noted("{number} Bericht"), noted("{number} Berichte"))
    return say("{made} von {all} Berichten", made=formats.count(made), all=formats.count(len(outcomes)))


def _notebook(pdf: str) -> str:
    return f"notebooks/{Path(pdf).stem}.ipynb"


def _size(path: Path) -> str | None:
    """Return the size of a file as a reader on a slow line wants to know it."""
    if not path.is_file():
        return None
    return f"{formats.decimal(max(path.stat().st_size / 1e6, 0.1))} MB"


def _numbers(findings: Findings, part: ProjectPart) -> dict[str, Any]:
    row, entries, reached = (total_of(findings, part, name) for name in _INDICATORS)
    numbers: dict[str, Any] = {
        "name": part.name,
        "funding_round": part.funding_round,
        "entries": _count(entries),
        "reached": _count(reached),
        "placed": formats.NO_NUMBER[Status.NOT_COLLECTED],
    }
    if row is None or row.status == Status.NOT_COLLECTED:
        return numbers
    if row.status == Status.SUPPRESSED or formats.is_hidden(row, "estimate") or pd.isna(row.estimate):
        return {**numbers, "placed": formats.share_of(row)}
    events, n, unknown = (formats.number_of(row, name) for name in ("events", "n", "unknown"))
    placed = say("{events} von {n}; {unknown} unbekannt", events=events, n=n, unknown=unknown)
    numbers |= {"placed": placed, "share": formats.share_of(row)}
    if formats.is_hidden(row, "conf_low") or pd.isna(row.conf_low):
        return numbers
    bar = {"low": row.conf_low, "range": row.conf_high - row.conf_low, "share": row.estimate}
    return {
        **numbers,
        "interval": f"({formats.interval_of(row)})",
        "bar": {name: f"{100 * share:.1f}%" for name, share in bar.items()},
    }


def _count(row: formats.ResultRow | None) -> str:
    return formats.NO_NUMBER[Status.NOT_COLLECTED] if row is None else formats.number_of(row, "events")
