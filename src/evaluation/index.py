"""The index page of a run: plain, accessible HTML that links what the run made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape

from evaluation import formats
from evaluation.findings import Findings
from evaluation.findings.slices import by_municipality
from evaluation.report import ReportOutcome
from evaluation.tables.selection import ProjectPart, projects_in_order, total_of

_TEMPLATES = Environment(
    loader=PackageLoader("evaluation", "html"), autoescape=select_autoescape(default=True), trim_blocks=True
)


def write_index(findings: Findings, outcomes: Sequence[ReportOutcome], folder: Path) -> None:
    """Write `index.html`: each municipality with its numbers, its report, its executed notebook; and the tables."""
    rows = []
    parts = dict(by_municipality(findings))
    for outcome in outcomes:
        own = parts[outcome.municipality]
        rows.append(
            {
                "name": outcome.name,
                "municipality": outcome.municipality,
                "pdf": outcome.pdf,
                "notebook": outcome.pdf and f"notebooks/{Path(outcome.pdf).stem}.ipynb",
                "reason": outcome.reason,
                "projects": [_numbers(own, part) for part in projects_in_order(own)],
            }
        )
    page = _TEMPLATES.get_template("index.html").render(
        title=f"Evaluationsberichte, Datenstand {formats.day(findings.plan.cut_off)}",
        plan=findings.plan.title,
        identity=findings.identity,
        synthetic=findings.dataset["description"].iloc[0] if findings.synthetic else None,
        rows=rows,
        tables=sorted(path.name for path in (folder / "findings").iterdir()),
        legend=formats.LEGEND,
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def _numbers(findings: Findings, part: ProjectPart) -> dict[str, str]:
    row = total_of(findings, part, "placement")
    reached = total_of(findings, part, "enterprises_reached")
    placed = "nicht erhoben"
    if row is not None:
        counts = [formats.number_of(row, name) for name in ("events", "n", "unknown")]
        placed = f"{formats.share_of(row)} ({counts[0]} von {counts[1]}; {counts[2]} unbekannt)"
    return {
        "name": part.heading,
        "placed": placed,
        "reached": "nicht erhoben" if reached is None else formats.number_of(reached, "events"),
    }
