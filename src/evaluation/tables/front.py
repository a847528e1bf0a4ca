"""Page one: what this report is, and what a hurried reader takes away."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Cover, DocumentSettings, Fact, KeyFinding, KeyFindings
from evaluation.display import Display, display
from evaluation.findings import Findings
from evaluation.results import Status
from evaluation.tables.selection import ProjectPart, projects_in_order, total_of

SYNTHETIC = "synthetisch"


def cover(findings: Findings) -> Display:
    """Set the title, running head and foot of the report, and its head on page one."""
    names = list(findings.municipalities.values())
    place = names[0] if len(names) == 1 else f"{len(names)} Gemeinden"
    cut_off = formats.day(findings.plan.cut_off)
    title = f"Evaluationsbericht {place}"
    facts = [Fact(label="Projekt", value=part.heading) for part in projects_in_order(findings)]
    facts.append(Fact(label="Datenstand", value=cut_off))
    note = None
    if findings.synthetic:
        note = f"Synthetische Daten: {findings.dataset['description'].iloc[0]}"
    return display(
        DocumentSettings(
            title=title,
            subtitle="Beschäftigung und lokale Ökonomie im Quartier",
            date=findings.plan.cut_off.isoformat(),
            head=title,
            foot=f"Datenstand {cut_off} · Kennung {findings.identity}",
            stamp=_stamp(findings),
        ),
        Cover(title=title, subtitle="Beschäftigung und lokale Ökonomie im Quartier", facts=facts, note=note),
    )


def _stamp(findings: Findings) -> str | None:
    """Return what stands on every page: that nothing is hidden, and that data are invented."""
    stamps = [words.INTERNAL] if findings.internal else []
    stamps += [SYNTHETIC] if findings.synthetic else []
    return " · ".join(stamps) or None


def key_findings(findings: Findings) -> Display:
    """Show reach, placement, stability and network of each project in a few numbers with their certainty."""
    return display(*(_panel(findings, part) for part in projects_in_order(findings)))


def _panel(findings: Findings, part: ProjectPart) -> KeyFindings:
    stability = findings.plan.stability
    months, mode = stability.horizons_months[-1], stability.modes[-1]
    items = [
        _reach_item(findings, part),
        _share_item(findings, part, "placement", "bei Austritt beschäftigt"),
        *(
            _share_item(findings, part, f"stabilised_{months}_{mode}", f"nach {months} Monaten noch beschäftigt")
            for months in ([months] if len(stability.horizons_months) == 1 else stability.horizons_months[-2:])
        ),
        _network_item(findings, part),
    ]
    return KeyFindings(title=part.heading, items=items)


def _reach_item(findings: Findings, part: ProjectPart) -> KeyFinding:
    entries, unemployed = (total_of(findings, part, name) for name in ("entries", "long_term_unemployed"))
    value = formats.NOTHING if entries is None else formats.number_of(entries, "events")
    if unemployed is None or unemployed.status == Status.NOT_COLLECTED:
        return KeyFinding(label="Personen eingetreten", value=value)
    counts = f"{formats.number_of(unemployed, 'events')} von {formats.number_of(unemployed, 'n')}"
    detail = f"{counts} mit vollständigem Datensatz waren langzeitarbeitslos"
    return KeyFinding(label="Personen eingetreten", value=value, detail=detail)


def _share_item(findings: Findings, part: ProjectPart, indicator: str, label: str) -> KeyFinding:
    row = total_of(findings, part, indicator)
    if row is None or row.status == Status.NOT_COLLECTED:
        return KeyFinding(label=label, value="nicht erhoben", detail="In dieser Förderphase wurde das nicht erhoben.")
    status = Status(row.status)
    if status is Status.SUPPRESSED:
        return KeyFinding(label=label, value=formats.SUPPRESSED, detail="Aus Gründen des Datenschutzes unterdrückt.")
    if status is Status.NOT_APPLICABLE:
        return KeyFinding(label=label, value="keine Fälle", detail="Niemand war zu zählen.")
    if status is Status.NOT_MATURE:
        return KeyFinding(label=label, value="noch nicht beurteilbar", detail="Der Datenstand ist zu früh.")
    events, n, unknown = (formats.number_of(row, name) for name in ("events", "n", "unknown"))
    verb = "ist" if unknown == "1" else "sind"
    detail = f"{events} von {n}; Intervall {formats.interval_of(row)}; {unknown} {verb} unbekannt"
    return KeyFinding(
        label=label,
        value=formats.share_of(row),
        detail=detail,
        share=float(row.estimate),
        low=float(row.conf_low),
        high=float(row.conf_high),
    )


def _network_item(findings: Findings, part: ProjectPart) -> KeyFinding:
    reached = total_of(findings, part, "enterprises_reached")
    if reached is None or reached.status == Status.NOT_COLLECTED:
        return KeyFinding(label="Unternehmen erreicht", value="nicht erhoben")
    held, attendances = (total_of(findings, part, name) for name in ("events_held", "attendances"))
    detail = "Veranstaltungen nicht erhoben"
    if held is not None and attendances is not None:
        events = formats.number_of(held, "events")
        seen = formats.number_of(attendances, "events")
        detail = f"{events} Veranstaltungen, {seen} Teilnahmen"
    value = formats.number_of(reached, "events")
    return KeyFinding(label="Unternehmen erreicht", value=value, detail=detail)
