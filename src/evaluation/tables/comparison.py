"""A project beside the other projects of its round: published numbers only, and no rank.

The others are told as a span and, where every one of them has published its counts, together: whoever has the reports
could add these counts up, so the sum tells nothing that they do not. Where a count is hidden there is no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from evaluation import formats, words
from evaluation.blocks import Column, Model, Paragraph, Row, Table
from evaluation.display import Display
from evaluation.estimators import wilson
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say, say_number
from evaluation.results import Status
from evaluation.tables.absences import shown
from evaluation.tables.front import level_word
from evaluation.tables.selection import ProjectPart, projects_in_order, source_note, total_of
from evaluation.tables.sentences import difference_limits

_ALONE: Final = noted("In dieser Auswertung gibt es kein anderes Projekt derselben Förderrunde.")


@dataclass(frozen=True)
class Pooled:
    """Counts of several projects together and their share; has what `difference_limits` reads."""

    n: int
    events: int
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True)
class Compared:
    """One result of a project with those of the other projects of its round.

    Attributes
    ----------
    label
        What was counted, as the reader reads it.
    own
        The row of the project.
    others
        Rows of the other projects, published or not.
    """

    label: str
    own: ResultRow
    others: tuple[ResultRow, ...]

    @cached_property
    def shares(self) -> list[float]:
        """Published shares of the others, sorted."""
        return sorted(float(row.estimate) for row in self.others if _is_published(row) and not pd.isna(row.estimate))

    @cached_property
    def counts(self) -> list[int]:
        """Published counts of the others, sorted."""
        return sorted(int(row.events) for row in self.others if _is_published(row) and not pd.isna(row.events))

    def together(self, level: float) -> Pooled | None:
        """Return the others together, if every one of them has published its counts."""
        if not all(_is_published(row) and not pd.isna(row.n) and not pd.isna(row.events) for row in self.others):
            return None
        n, events = (sum(int(getattr(row, name)) for row in self.others) for name in ("n", "events"))
        if not n:
            return None
        share = wilson([events], [n], level)
        return Pooled(n, events, events / n, float(share.conf_low[0]), float(share.conf_high[0]))


def _is_published(row: ResultRow) -> bool:
    return row.status == Status.PUBLISHED and not any(formats.is_hidden(row, name) for name in ("n", "events"))


def compared_shares(findings: Findings, part: ProjectPart) -> list[Compared]:
    """Return the shares that a project published and of which the other projects of its round have a row."""
    plan = findings.plan.stability
    mode = plan.modes[-1]
    labels = {
        "placement": say("bei Austritt beschäftigt"),
        "employed_later": say(
            "{months} nach Austritt beschäftigt", months=words.month_count(findings.plan.follow_up.months)
        ),
    } | {
        f"stabilised_{months}_{mode}": say("stabilisiert nach {months}", months=words.months(months))
        for months in plan.horizons_months
    }
    return _compared(findings, part, labels)


def _compared(findings: Findings, part: ProjectPart, labels: dict[str, str]) -> list[Compared]:
    peers = _peers(findings, part)
    found = []
    for indicator, label in labels.items():
        own = total_of(findings, part, indicator)
        others = tuple(peers.get(indicator, ()))
        if own is not None and own.status != Status.NOT_COLLECTED and others:
            found.append(Compared(label, own, others))
    return found


def _peers(findings: Findings, part: ProjectPart) -> dict[str, list[Any]]:
    """Return the rows of the other projects of the round by indicator; found once, and asked for again and again."""
    if "peers" not in findings.derived:
        rows: dict[str, dict[str, list[Any]]] = {}
        for row in findings.peers.itertuples():
            rows.setdefault(str(row.funding_round), {}).setdefault(str(row.indicator), []).append(row)
        rounds = zip(findings.projects["project"], findings.projects["funding_round"], strict=True)
        findings.derived["peers"] = {project: rows.get(funding_round, {}) for project, funding_round in rounds}
    peers: dict[str, list[Any]] = findings.derived["peers"][part.code]
    return peers


def comparison(findings: Findings) -> Display:
    """Show the main results of each project beside the published ones of the other projects of its round."""
    tables: list[Model] = [table for part in projects_in_order(findings) if (table := _table(findings, part))]
    return shown(findings, *(tables or [Paragraph.model_validate({"runs": say(_ALONE)})]))


def _table(findings: Findings, part: ProjectPart) -> Table | None:
    level = findings.plan.confidence_level
    counts = {"entries": say("Eintritte"), "enterprises_reached": say("erreichte Unternehmen")}
    compared = [*_compared(findings, part, counts), *compared_shares(findings, part)]
    if not compared:
        return None
    rows = [_count_row(one) if one.own.indicator in counts else _share_row(one, level) for one in compared]
    others = max(len(one.others) for one in compared)
    heads = (
        say("Projekt"),
        say("Anteil"),
        say("{level}-Intervall", level=level_word(findings)),
        say("Spanne der anderen"),
        say("andere zusammen"),
        say("Anteil"),
        say("Abstand (Punkte)"),
    )
    columns = [Column(label=say("Ergebnis"), weight=1.5), *(Column(label=head, align="right") for head in heads)]
    notes = [
        say(
            "Andere: {others} der Förderrunde; wo nicht alle einen veröffentlichten Wert haben, steht "
            "dabei, wie viele. Zusammen: Summe ihrer veröffentlichten Zahlen, nur wo keine davon unterdrückt ist. "
            "Abstand: Anteil des Projekts weniger Anteil der anderen zusammen, dahinter das Intervall nach Newcombe; "
            "enthält es die Null, kann der Abstand Zufall sein. Unbekannte Fälle stehen im Nenner. Bruttoergebnisse, "
            "keine Wirkungen.",
            others=say_number("das {number} andere Projekt", "die {number} anderen Projekte", others),
        ),
        formats.legend(),
        source_note(findings),
    ]
    title = say("{project} und die anderen Projekte der Förderrunde", project=part.name)
    summary = say("Hauptergebnisse des Projekts neben der Spanne und der Summe der anderen Projekte der Förderrunde.")
    return Table(title=title, columns=columns, rows=rows, notes=notes, summary=summary)


def _count_row(one: Compared) -> Row:
    span = _with_value(one, _span([formats.count(number) for number in one.counts]), len(one.counts))
    own = formats.number_of(one.own, "events")
    return Row(cells=[one.label, own, *[formats.NOTHING] * 2, span, *[formats.NOTHING] * 3])


def _share_row(one: Compared, level: float) -> Row:
    together = one.together(level)
    cells = [
        _of(one.own),
        formats.share_of(one.own),
        formats.interval_of(one.own),
        _with_value(one, span_of_shares(one.shares), len(one.shares)),
        *(
            [formats.NOTHING] * 3
            if together is None
            else [_of_counts(together), formats.percent(together.estimate), _difference(one.own, together)]
        ),
    ]
    return Row(cells=[one.label, *cells])


def _of(row: ResultRow) -> str:
    if row.status not in (Status.PUBLISHED, Status.SUPPRESSED):
        return formats.NOTHING
    return say("{events} von {n}", events=formats.number_of(row, "events"), n=formats.number_of(row, "n"))


def _of_counts(pooled: Pooled) -> str:
    return say("{events} von {n}", events=formats.count(pooled.events), n=formats.count(pooled.n))


def _with_value(one: Compared, span: str, known: int) -> str:
    """Say behind a span of how many it is, if not of all."""
    if known in (0, len(one.others)):
        return span
    return say(
        "{span} ({number} von {all})", span=span, number=formats.count(known), all=formats.count(len(one.others))
    )


def span_of_shares(shares: Sequence[float]) -> str:
    """Write between which shares the others lie; a single one is itself."""
    if not shares:
        return formats.NOTHING
    low, high = formats.percent(shares[0]), formats.percent(shares[-1])
    return low if low == high else formats.interval(shares[0], shares[-1])


def _span(numbers: Sequence[str]) -> str:
    if not numbers:
        return formats.NOTHING
    return numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]}–{numbers[-1]}"


def _difference(own: ResultRow, together: Pooled) -> str:
    if not _is_published(own) or formats.is_hidden(own, "conf_low") or pd.isna(own.conf_low):
        return formats.NOTHING
    low, high = (_limit(limit) for limit in difference_limits(own, together))
    return say("{gap} ({low} bis {high})", gap=_signed(own.estimate - together.estimate), low=low, high=high)


def _limit(share: float) -> str:
    """Write a limit in points; one near 0 with a decimal, because its sign tells whether the gap may be chance."""
    tenths = formats.decimal(round(share * 100, 1)).replace("-", "−")
    if abs(share * 100) >= 0.5 or not any(digit in tenths for digit in "123456789"):
        return _signed(share)
    return f"+{tenths}" if share > 0 else tenths


def _signed(share: float) -> str:
    points = formats.decimal(round(share * 100), 0).replace("-", "−")
    return f"+{points}" if share * 100 >= 0.5 else points
