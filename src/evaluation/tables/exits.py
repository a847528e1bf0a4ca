"""Tables of the results at exit."""

from __future__ import annotations

from evaluation.display import Display
from evaluation.findings import Findings
from evaluation.language import Words, noted, say
from evaluation.results import TOTAL
from evaluation.tables.absences import shown
from evaluation.tables.selection import group_rows, group_word, projects_in_order
from evaluation.tables.shares import coded, coded_rows, section, share_row, share_table

_RESULTS = Words(
    {
        "job_searching_at_exit": noted("Nichterwerbstätige neu auf Arbeitsuche"),
        "education_at_exit": noted("neu in Bildung oder Ausbildung"),
        "qualification_at_exit": noted("mit erworbener Qualifizierung"),
        "disadvantaged_result_at_exit": noted("Benachteiligte mit einem dieser Ergebnisse oder in Beschäftigung"),
        "early_positive_exits": noted("vorzeitig in Arbeit oder Bildung gewechselt"),
        "early_negative_exits": noted("abgebrochen"),
    }
)


def placement(findings: Findings) -> Display:
    """Show placement at exit with numerator, denominator and unknown cases, for each project and gender."""
    rows = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        for row in group_rows(findings, project, "placement"):
            label = coded(findings, project, "placement", group_word(row.group))
            rows.append(share_row(label if row.group == TOTAL else group_word(row.group), row))
    summary = say(
        "Beschäftigung bei Austritt: Zähler, Nenner, Anteil, Intervall und unbekannte Fälle je Projekt und Gruppe."
    )
    return shown(findings, share_table(findings, say("Beschäftigung bei Austritt"), say("Gruppe"), rows, summary))


def exit_results(findings: Findings) -> Display:
    """Show the other results at exit and the early exits, for each project."""
    rows = []
    for project in projects_in_order(findings):
        rows.append(section(project))
        rows += coded_rows(findings, project, _RESULTS)
    summary = say(
        "Arbeitsuche, Bildung, Qualifizierung und vorzeitige Austritte: Zähler, Nenner und Anteil je Projekt."
    )
    title = say("Weitere Ergebnisse bei Austritt")
    return shown(findings, share_table(findings, title, say("Ergebnis"), rows, summary, counted=say("trifft zu")))
