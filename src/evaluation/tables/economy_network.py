"""The network as findings: how it lived, who met again, and what the picture hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation import formats
from evaluation.findings import Findings
from evaluation.formats import ResultRow
from evaluation.language import noted, say, say_number
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
    if held.events == 0:
        yield say("Es gab keine Veranstaltung.")
        return
    yield say_number(
        "Zu {held} Veranstaltung kamen {attending} Unternehmen, zusammen {attendances}-mal.",
        "Zu {held} Veranstaltungen kamen {attending} Unternehmen, zusammen {attendances}-mal.",
        int(held.events),
        held=formats.count(held.events),
        attending=formats.count(attending.events),
        attendances=formats.count(seen.events),
    )
    yield from _returning(findings, part)
    tied = _known(findings, part, "tied_enterprises")
    if tied is not None:
        yield say(
            "{events} von {n} trafen mindestens ein anderes Unternehmen bei {shared} oder mehr Veranstaltungen.",
            events=formats.count(tied.events),
            n=formats.count(tied.n),
            shared=findings.plan.network.shared_events,
        )
    frequent = _known(findings, part, "frequent_guests")
    if frequent is not None:
        phrase = noted("Auf das Viertel, das am häufigsten kam, entfallen {share} der Teilnahmen.")
        yield say(phrase, share=formats.share_of(frequent))
    yield from _brokers(findings, part)
    yield from _sensitivity(findings, part)


def _known(findings: Findings, part: ProjectPart, indicator: str) -> ResultRow | None:
    row = total_of(findings, part, indicator)
    return row if row is not None and row.status == Status.PUBLISHED else None


def _returning(findings: Findings, part: ProjectPart) -> Iterator[str]:
    row = _known(findings, part, "returning_enterprises")
    if row is not None:
        years = noted("{events} von ihnen ({share}) kamen in mehr als einem Jahr.")
        halves = noted("{events} von ihnen ({share}) kamen in mehr als einem Halbjahr.")
        phrase = years if findings.plan.network.period is NetworkPeriod.YEAR else halves
        yield say(phrase, events=formats.count(row.events), share=formats.share_of(row))


def _brokers(findings: Findings, part: ProjectPart) -> Iterator[str]:
    brokers = _known(findings, part, "brokers")
    if brokers is not None and brokers.events:
        yield say(
            "{brokers} Unternehmen sind die Brücken: Über sie läuft die Hälfte der kürzesten Wege zwischen den "
            "anderen.",
            brokers=formats.count(brokers.events),
        )


def _sensitivity(findings: Findings, part: ProjectPart) -> Iterator[str]:
    dense, without = (_known(findings, part, name) for name in ("tie_density", "tie_density_without_largest"))
    if dense is None or without is None or not dense.estimate:
        return
    change = abs(without.estimate / dense.estimate - 1)
    yield say(
        "{share} aller möglichen Paare trafen sich wieder, ohne die größte Veranstaltung wären es {without}.",
        share=formats.percent(dense.estimate, 1),
        without=formats.percent(without.estimate, 1),
    )
    if change >= FRAGILE:
        yield say("Das Bild hängt an dieser einen Veranstaltung.")
    else:
        yield say("Das Bild hängt nicht an ihr.")
