"""The network as findings: how it lived, who met again, and what the picture hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation import formats
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.plan import NetworkPeriod
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, total_of

FRAGILE = 0.25
"""From which relative change a measure is said to hang on the largest event."""


def network_sentences(findings: Findings, part: ProjectPart) -> Iterator[str]:
    """Say how many came, who met again, how even it is, and what remains without the largest event."""
    held, attending, seen = (
        _known(findings, part, name) for name in ("events_held", "enterprises_attending", "attendances")
    )
    if held is None or attending is None or seen is None:
        return
    yield (
        f"Zu {formats.count(held.events)} Veranstaltungen kamen {formats.count(attending.events)} Unternehmen, "
        f"zusammen {formats.count(seen.events)}-mal."
    )
    yield from _returning(findings, part)
    tied = _known(findings, part, "tied_enterprises")
    if tied is not None:
        yield (
            f"{formats.count(tied.events)} von {formats.count(tied.n)} trafen mindestens ein anderes Unternehmen bei "
            f"{findings.plan.network.shared_events} oder mehr Veranstaltungen."
        )
    frequent = _known(findings, part, "frequent_guests")
    if frequent is not None:
        yield f"Auf das Viertel, das am häufigsten kam, entfallen {formats.share_of(frequent)} der Teilnahmen."
    yield from _brokers(findings, part)
    yield from _sensitivity(findings, part)


def _known(findings: Findings, part: ProjectPart, indicator: str) -> ResultRow | None:
    row = total_of(findings, part, indicator)
    return row if row is not None and row.status == Status.PUBLISHED else None


def _returning(findings: Findings, part: ProjectPart) -> Iterator[str]:
    row = _known(findings, part, "returning_enterprises")
    if row is not None:
        period = "Jahr" if findings.plan.network.period is NetworkPeriod.YEAR else "Halbjahr"
        yield (
            f"{formats.count(row.events)} von ihnen ({formats.share_of(row)}) kamen in mehr als einem {period} wieder."
        )


def _brokers(findings: Findings, part: ProjectPart) -> Iterator[str]:
    brokers = _known(findings, part, "brokers")
    if brokers is not None and brokers.events:
        yield (
            f"{formats.count(brokers.events)} Unternehmen sind die Brücken: Über sie läuft die Hälfte der kürzesten "
            "Wege zwischen den anderen."
        )


def _sensitivity(findings: Findings, part: ProjectPart) -> Iterator[str]:
    dense, without = (_known(findings, part, name) for name in ("tie_density", "tie_density_without_largest"))
    if dense is None or without is None or not dense.estimate:
        return
    change = abs(without.estimate / dense.estimate - 1)
    verdict = "Das Bild hängt an dieser einen Veranstaltung." if change >= FRAGILE else "Das Bild hängt nicht an ihr."
    yield (
        f"{formats.percent(dense.estimate, 1)} aller möglichen Paare trafen sich wieder, ohne die größte Veranstaltung "
        f"wären es {formats.percent(without.estimate, 1)}. {verdict}"
    )
