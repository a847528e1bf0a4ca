"""The chapter on the local economy reads as findings: what was funded first, numbers in sentences, nothing hidden."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType

import pandas as pd
import pytest

from evaluation import tables
from evaluation.findings import Findings
from evaluation.language import speaking
from evaluation.network import pair_code
from evaluation.results import FINDING_COLUMNS

ROW = {"project": "A", "municipality": "05711000", "funding_round": "R1", "dimension": "total", "group": "total"}
ROW |= {"period": "", "status": "published", "method": "count", "unit": "enterprises", "suppressed": ""}
WHOLE = ("n", "events", "unknown", "not_mature")
HIDDEN = {"status": "suppressed", "suppressed": "events estimate"}
COURSE = [
    {"indicator": f"course_{name}", "n": 71, "estimate": one, "conf_low": low, "conf_high": high, "method": "segmented"}
    for name, one, low, high in (
        ("level", 0.6, 0.3, 0.8),
        ("trend", 0.0, -0.1, 0.1),
        ("level_change", 2.3, 0.6, 4.0),
        ("trend_change", 0.0, -0.1, 0.1),
    )
]
PUBLISHED = [
    {"indicator": "enterprises_advised", "events": 38},
    {"indicator": "advice_contacts", "events": 81},
    {"indicator": "advice_hours", "events": 164, "n": 81, "method": "total"},
    {"indicator": "vacancies_surveyed", "events": 74},
    {"indicator": "vacancies_matched", "n": 74, "events": 24, "estimate": 24 / 74, "method": "ratio"},
    {"indicator": "jobs_created", "n": 11, "events": 26, "method": "total"},
    {"indicator": "staff_kept_before", "n": 60, "events": 44, "estimate": 44 / 60, "method": "ratio"},
    {"indicator": "staff_kept_after", "n": 60, "events": 51, "estimate": 0.85, "method": "ratio"},
    {"indicator": "staff_kept_change", "n": 9, "estimate": 0.1, "conf_low": -0.02, "conf_high": 0.22, "method": "mean"},
    {"indicator": "events_held", "events": 23},
    {"indicator": "enterprises_attending", "events": 31},
    {"indicator": "attendances", "events": 133},
    {"indicator": "tie_density", "n": 465, "events": 97, "estimate": 0.209, "method": "ratio"},
]


@pytest.fixture
def make(make_sources, plan):
    """Return a function from results and fields of action to findings."""

    def build(rows, fields_of_action=(), turned=False):
        details = [
            {"kind": "field_of_action", "stated_in": "metadata", "position": place, "text": name}
            for place, name in enumerate(fields_of_action, start=1)
        ]
        points = [{"changed_on": "2020-07-01", "description": "Neuer Kurs."}] if turned else []
        sources = make_sources(project_details=details, turning_points=points)
        filled = pd.DataFrame([ROW | row for row in rows], columns=list(FINDING_COLUMNS))
        types = {
            name: "Int64" if name in WHOLE else "Float64" for name in (*WHOLE, "estimate", "conf_low", "conf_high")
        }
        given = {name: sources[name] for name in ("dataset", "projects", "funding_rounds", "turning_points")}
        given["project_details"] = sources["project_details"]
        given["results"] = filled.astype(types)
        known = [{"indicator": row["indicator"], "rule_set": "esf_2014_2020", "code": ""} for row in rows]
        given["definitions"] = pd.DataFrame(known, columns=["indicator", "rule_set", "code"]).drop_duplicates()
        empty = {
            one.name: pd.DataFrame()
            for one in fields(Findings)
            if one.name not in ("plan", "identity", "enclosures", "peers")
        }
        return Findings(**{**empty, **given, "fingerprints": MappingProxyType({})}, plan=plan())

    return build


def said(findings) -> dict[str, str]:
    (facts,) = tables.economy_findings(findings).blocks
    return {item["label"]: item["values"][0] for item in facts.model_dump()["items"]}


def test_numbers_stand_in_sentences(make):
    told = said(make(PUBLISHED))
    assert told["Beratung"].startswith("38 Unternehmen wurden beraten, in 81 Kontakten und 164 Stunden.")
    assert "11 Unternehmen zusammen 26 Vollzeitstellen" in told["Arbeitsplätze"]
    assert "74 offene Stellen wurden bei Unternehmen erhoben, 24 davon traten Teilnehmende an" in told["Arbeitsplätze"]
    assert told["Netzwerk"].startswith("Zu 23 Veranstaltungen kamen 31 Unternehmen, zusammen 133-mal.")


def test_one_is_said_as_one(make):
    one = [{**row, "events": 1} if row["indicator"] != "jobs_created" else row for row in PUBLISHED]
    one += [
        {"indicator": name, "n": 1, "events": 1, "estimate": 1.0, "conf_low": 0.2, "conf_high": 1.0}
        for name in ("start_ups", "settlements")
    ]
    told = said(make(one))
    assert told["Beratung"].startswith("1 Unternehmen wurde beraten, Zahl der Kontakte: 1, der Stunden: 1.")
    assert "1 Gründung wurde begleitet" in told["Gründung und Ansiedlung"]
    assert "1 Ansiedlung wurde beraten" in told["Gründung und Ansiedlung"]
    assert told["Netzwerk"].startswith("Zu 1 Veranstaltung kamen")


def test_a_change_that_may_be_chance_says_so_and_no_change_is_called_an_effect(make):
    told = said(make(PUBLISHED))["Bindung der Beschäftigten"].replace("\u00a0", " ")
    assert "blieben 44 von 60 Beschäftigten zwölf Monate im Unternehmen (73 %), danach 51 von 60 (85 %)." in told
    assert "um +10,0 Prozentpunkte (Intervall −2,0 bis +22,0), vom Zufall nicht zu unterscheiden" in told
    assert told.endswith("Ohne Vergleichsgruppe ist das keine Wirkung.")


@pytest.mark.parametrize(
    ("funded", "words"),
    [
        (["Stärkung der lokalen Ökonomie"], "war ein gefördertes Handlungsfeld"),
        (["Nachhaltige Integration in Beschäftigung"], "nicht „Stärkung der lokalen Ökonomie“"),
        ([], "nennt kein Handlungsfeld"),
    ],
)
def test_what_was_funded_comes_first(make, funded, words):
    told = said(make(PUBLISHED, funded))
    assert next(iter(told)) == "Auftrag"
    assert words in told["Auftrag"]


@pytest.mark.parametrize("share", [0.15, 0.2])
def test_a_picture_that_hangs_on_one_event_says_so(make, share):
    without = {"indicator": "tie_density_without_largest", "n": 31, "estimate": share, "method": "measure"}
    told = said(make([*PUBLISHED, without]))["Netzwerk"]
    assert ("hängt an dieser einen" in told) == (share == 0.15)


def test_what_is_hidden_or_was_not_collected_is_in_no_sentence(make):
    rows = [row | HIDDEN for row in PUBLISHED]
    assert list(said(make(rows))) == ["Auftrag"]
    absent = [row | {"status": "not_collected", "events": None, "n": None} for row in PUBLISHED]
    assert list(said(make(absent))) == ["Auftrag"]


def test_tables_show_a_dot_for_what_is_hidden(make):
    row = {"indicator": "jobs_created", "n": 5, "events": 77, "method": "total"} | HIDDEN
    told = {"indicator": "enterprises_advised", "n": 5, "events": 5, "method": "count"}
    other = {"indicator": "jobs_secured", "n": 5, "events": 12, "method": "total"}
    (table,) = tables.enterprise_results(make([row, told, other])).blocks
    assert [one.cells[1] for one in table.rows if one.kind == "body"] == [".", "12"]
    measure = {"indicator": "degree_centralisation", "n": 5, "estimate": 0.77, "method": "measure"} | HIDDEN
    (sentence,) = tables.network_structure(make([measure])).blocks
    assert sentence.runs[0].text == "Aufbau des Netzwerks: unterdrückt."


def test_a_change_of_course_is_told_with_its_interval_and_its_assumptions(make):
    heading, paragraph, table = tables.change_of_course(make(COURSE, turned=True)).blocks
    assert heading.runs[0].text == "Neuausrichtung"
    words = "".join(run.text for run in paragraph.runs)
    assert words.startswith("Neuer Kurs. Nach dem Verlauf davor waren 0,6 Beratungskontakte im Monat zu erwarten")
    assert "2,3 mehr (Intervall 0,6 bis 4,0)" in words
    assert "Segmentierte Regression über 71 ganze Monate. Annahmen:" in table.notes[0]
    assert "bis zu 3 Monaten" in table.notes[0]


def test_the_words_of_the_source_on_a_change_of_course_keep_their_language(make):
    def languages(language):
        with speaking(language):
            _, paragraph, _ = tables.change_of_course(make(COURSE, turned=True)).blocks
        return [run.lang for run in paragraph.runs]

    assert languages("en") == ["de", None]
    assert languages("de") == [None, None]


def test_without_a_change_of_course_there_is_nothing_to_show(make):
    assert tables.change_of_course(make(PUBLISHED)).blocks == ()


def test_a_hidden_change_of_course_is_not_told(make):
    _, paragraph, table = tables.change_of_course(make([row | HIDDEN for row in COURSE], turned=True)).blocks
    assert "lässt sich nicht zeigen" in paragraph.runs[-1].text
    assert table.runs[0].text.endswith(": unterdrückt.")


def test_each_sector_names_those_that_it_met_again_and_nothing_hidden(make):
    def sector(name, number, **more):
        return {"indicator": "enterprises_attending", "dimension": "sector", "group": name, "events": number} | more

    def pair(one, other, number, **more):
        group = pair_code(one, other)
        return {"indicator": "ties", "dimension": "sector_pair", "group": group, "events": number} | more

    rows = [sector("Bau", 7), sector("Handel", 9), sector("Pflege", 4, **HIDDEN)]
    rows += [pair("Bau", "Bau", 3), pair("Bau", "Handel", 8), pair("Handel", "Pflege", 77, **HIDDEN)]
    (table,) = tables.network_sectors(make(rows)).blocks
    assert [[cell.replace("\u00a0", " ") for cell in row.cells] for row in table.rows] == [
        ["Bau", "7", "Handel 8, untereinander 3"],
        ["Handel", "9", "Bau 8"],
        ["Pflege", ".", "–"],
    ]
