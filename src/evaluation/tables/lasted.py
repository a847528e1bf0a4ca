"""Tables of what lasted: months after the exit, after taking up work, and within the job."""

from __future__ import annotations

from evaluation import formats, words
from evaluation.blocks import Row, Table
from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.language import Words, noted, say
from evaluation.results import TOTAL, Status
from evaluation.tables.absences import shown
from evaluation.tables.curves import followed_jobs, last_published, why_no_survival
from evaluation.tables.selection import (
    ProjectPart,
    group_rows,
    group_word,
    projects_in_order,
    source_note,
    total_of,
    was_collected,
)
from evaluation.tables.shares import (
    coded,
    coded_rows,
    known_to,
    plain_table,
    said_once,
    section,
    share_row,
    share_table,
)

_WEIGHTED = Words({"employed_later_weighted": noted("in Beschäftigung, gewichtet")})
_LATER = Words(
    {
        "improved_later": noted("Erwerbstätige mit verbesserter Situation"),
        "over_54_employed_later": noted("über 54-Jährige in Beschäftigung"),
        "disadvantaged_employed_later": noted("Benachteiligte in Beschäftigung"),
    }
)
_INTEGRATION = Words(
    {
        "sustained_integration": noted("nach zwölf Monaten beschäftigt"),
        "continuous_integration": noted("an jedem Monatsende beschäftigt"),
    }
)


def later(findings: Findings) -> Display:
    """Show the situation some months after the exit, as participants say, for each project."""
    rows = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        if known_to(findings, project, "employed_later"):
            for row in group_rows(findings, project, "employed_later"):
                label = coded(findings, project, "employed_later", say("in Beschäftigung"))
                rows.append(share_row(label if row.group == TOTAL else f"– {group_word(row.group)}", row))
            rows += coded_rows(findings, project, _WEIGHTED)
            rows += coded_rows(findings, project, _LATER)
        else:
            rows.append(Row(cells=[say("nicht erhoben"), *[formats.NOTHING] * 8]))
    months = words.month_count(findings.plan.follow_up.months)
    title = say("{months} nach Austritt", months=months)
    summary = say("Situation {months} nach dem Austritt nach Angabe der Personen, je Projekt.", months=months)
    table = share_table(findings, title, say("Ergebnis"), rows, summary, counted=say("trifft zu"))
    weighted = say(
        "Gewichtet: Anteil unter denen, die antworteten, nach Geschlecht, Altersgruppe und Status bei Eintritt auf "
        "alle hochgerechnet; Intervall auf der Logit-Skala mit Endlichkeitskorrektur. Zähler und Nenner sind "
        "ungewichtet."
    )
    return shown(findings, table.model_copy(update={"notes": [weighted, *table.notes]}))


def after_exit(findings: Findings) -> Display:
    """Show employment in both concepts and not being unemployed on days after the exit, for each project."""
    rows: list[Row] = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        days = [one for one in findings.plan.after_exit.months if was_collected(findings, project, f"esf_{one}")]
        rows += said_once([_day_row(findings, project, one) for one in days], 10, say("nicht erhoben"))
    notes = [
        say(
            "Svp: sozialversicherungspflichtig (Eingliederungsquote, EQ); ESF: auch geringfügig und selbstständig; VQ: "
            "Verbleibsquote, nicht arbeitslos. Unbekannte stehen im Nenner: Je weniger bekannt ist, desto kleiner sind "
            "die Anteile. Beobachtet ist jeweils der eine Tag."
        ),
        formats.legend(),
        source_note(findings),
    ]
    others = (
        say("beurteilbar"),
        say("svp"),
        say("EQ"),
        say("nicht bekannt"),
        say("ESF"),
        say("Anteil"),
        say("nicht arbeitslos"),
        say("VQ"),
        say("nicht bekannt"),
    )
    summary = say("Beschäftigung nach zwei Begriffen und Verbleib an Tagen nach dem Austritt, je Projekt.")
    title = say("Beschäftigung und Verbleib nach dem Austritt")
    return shown(findings, plain_table(title, say("nach"), others, rows, notes, summary))


def _day_row(findings: Findings, project: ProjectPart, number: int) -> Row:
    insured, esf, remaining = (
        total_of(findings, project, f"{kind}_{number}") for kind in ("social_insurance", "esf", "not_unemployed")
    )
    if insured is None or esf is None or remaining is None:
        return Row(cells=[words.months(number), *[formats.NOTHING] * 9])
    return Row(
        cells=[
            words.months(number),
            formats.number_of(insured, "n"),
            formats.number_of(insured, "events"),
            formats.share_of(insured),
            formats.number_of(insured, "unknown"),
            formats.number_of(esf, "events"),
            formats.share_of(esf),
            formats.number_of(remaining, "events"),
            formats.share_of(remaining),
            formats.number_of(remaining, "unknown"),
        ]
    )


def integration(findings: Findings) -> Display:
    """Show taking up work as the statute on job centres counts it, for each project."""
    rows = []
    components: list[Row] = []
    for project in projects_in_order(findings):
        if not known_to(findings, project, "integrations"):
            continue
        rows.append(section(project))
        rows += coded_rows(findings, project, _INTEGRATION)
        taken, stock = (total_of(findings, project, name) for name in ("integrations", "stock_months"))
        if taken is not None and stock is not None:
            cells = [
                formats.number_of(taken, "events"),
                formats.number_of(taken, "n"),
                formats.number_of(stock, "events"),
            ]
            components.append(Row(cells=[project.heading, *cells]))
    if not rows:
        rows.append(Row(cells=[say("nicht erhoben"), *[formats.NOTHING] * 8]))
        components = [Row(cells=[say("nicht erhoben"), *[formats.NOTHING] * 3])]
    title = say("Nachhaltigkeit der aufgenommenen Arbeit")
    summary = say("Sozialversicherungspflichtig zwölf Monate nach der Aufnahme, am Tag und durchgehend, je Projekt.")
    notes = [
        say(
            "Zähler und Nenner der Kennzahl K2 nach § 5 SGBIIKennzV, bezogen auf die Teilnehmenden des Projekts statt "
            "auf alle Leistungsberechtigten; mit der K2 eines Jobcenters nicht vergleichbar. Personenmonate durch "
            "zwölf geteilt sind der durchschnittliche Bestand."
        ),
        formats.legend(),
        source_note(findings),
    ]
    abbreviated = say(
        "NI (nachhaltige Integration) und K2E3 (kontinuierliche Beschäftigung nach Integration): Kennzahlen nach "
        "§ 48a SGB II."
    )
    shares = share_table(findings, title, say("Feststellung"), rows, summary)
    others = (say("Integrationen"), say("Personen mit Integration"), say("Personenmonate im Bestand"))
    return shown(
        findings,
        shares.model_copy(update={"notes": [abbreviated, *shares.notes]}),
        plain_table(
            say("Integrationen der letzten zwölf Monate"),
            say("Projekt und Förderrunde"),
            others,
            components,
            notes,
            say("Integrationen und Bestand der letzten zwölf Monate je Projekt."),
        ),
    )


def stability(findings: Findings) -> Display:
    """Show stabilised employment, a table for each mode of the plan, for each project, horizon and gender."""
    modes = reversed(findings.plan.stability.modes)
    return shown(findings, *(_stability_table(findings, mode) for mode in modes))


def _stability_table(findings: Findings, mode: str) -> Table:
    rows = []
    horizons = findings.plan.stability.horizons_months
    for project in projects_in_order(findings):
        rows.append(section(project))
        for number in horizons:
            for row in group_rows(findings, project, f"stabilised_{number}_{mode}"):
                label = words.month_count(number) if row.group == TOTAL else f"– {group_word(row.group)}"
                rows.append(share_row(label, row))
    word = words.MODES[mode]
    summary = say(
        "Stabilisierte Beschäftigung ({mode}) nach {months} Monaten je Projekt und Gruppe.",
        mode=word,
        months=", ".join(map(str, horizons)),
    )
    title = say("Stabilisierte Beschäftigung, {mode}", mode=word)
    return share_table(findings, title, say("Horizont und Gruppe"), rows, summary)


def job_survival(findings: Findings) -> Display:
    """Show the survival of jobs at the plan's horizons, and where its drawing ends, for each project."""
    chosen = sorted({0, *findings.plan.stability.horizons_months, findings.plan.stability.curve_months})
    rows = []
    for project in projects_in_order(findings):
        own = findings.curves[findings.curves["project"] == project.code]
        own = own[(own["indicator"] == "job_survival") & (own["dimension"] == TOTAL)]
        rows.append(section(project))
        points = []
        for row in own[own["month"].isin([*chosen, *last_published(own)])].sort_values("month").itertuples():
            known = row.status == Status.PUBLISHED
            cells = [
                formats.count(row.n) if known else formats.SUPPRESSED,
                formats.percent(row.estimate) if known else formats.SUPPRESSED,
                formats.interval(row.conf_low, row.conf_high) if known else formats.SUPPRESSED,
            ]
            points.append(Row(cells=[words.month_count(row.month), *cells]))
        rows += said_once(points, 4, formats.NO_NUMBER[why_no_survival(findings, project)])
    notes = [
        say(
            "Kaplan-Meier-Schätzung; wer bei der letzten Nachricht noch beschäftigt war, ist an diesem Tag zensiert. "
            "Sie unterstellt, dass es diesen Personen danach ging wie den anderen; die Anteile in den Tabellen oben "
            "zählen Unbekannte dagegen als nicht beschäftigt und liegen darum niedriger. "
            "Ein Punkt ist unterdrückt, wenn zu wenige Personen unter Beobachtung waren oder zu wenige Enden auf ihn "
            "entfielen."
        ),
        followed_jobs(findings.plan),
        formats.legend(),
        source_note(findings),
    ]
    others = (say("unter Beobachtung"), say("noch beschäftigt"), say("Intervall"))
    summary = say("Anteil der noch bestehenden Beschäftigungen nach Monaten je Projekt.")
    return shown(
        findings, plain_table(say("Dauer der Beschäftigung"), say("seit Beginn"), others, rows, notes, summary)
    )
