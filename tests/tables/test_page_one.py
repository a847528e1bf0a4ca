"""Page one: five findings, what is not known, and targets met, missed, or within chance."""

from dataclasses import replace

import pandas as pd
import pytest

from evaluation import tables
from evaluation.plan import DisclosureMethod
from evaluation.tables.planned import judged_targets
from evaluation.tables.selection import projects_in_order

STABLE = "stabilised_12_continuous"
TITLES = {
    "entries": "Eintritte",
    "placement": "Beschäftigung bei Austritt",
    "enterprises_reached": "Erreichte Unternehmen",
}


def usual_rows(**changed):
    """Return the results that page one asks for; a name with a dict changes its row, with None removes it."""
    rows = {
        "entries": {"events": 507},
        "long_term_unemployed": {"n": 500, "events": 306},
        "placement": {"n": 445, "events": 143, "unknown": 44, "not_mature": 17},
        STABLE: {"n": 75, "events": 19, "unknown": 38, "not_mature": 37},
        "employed_later": {"n": 406, "events": 71, "unknown": 158, "not_mature": 56},
        "enterprises_reached": {"events": 85},
        "events_held": {"events": 52},
        "attendances": {"events": 347},
    }
    rows = {name: row | (changed.get(name) or {}) for name, row in rows.items() if changed.get(name, row) is not None}
    periods = [
        {"indicator": "enterprises_reached", "period": "2019", "events": 39},
        {"indicator": "enterprises_reached", "period": "2020", "status": "suppressed", "suppressed": "events"},
        {"indicator": "retention", "period": "2020", "n": 22, "events": 14},
    ]
    return [{"indicator": name, **row} for name, row in rows.items()] + periods


@pytest.fixture(scope="module")
def page(make_findings):
    """Return a function from changed rows and targets to the panel of page one."""

    def build(targets=(), days_left=100, **changed):
        findings = make_findings(usual_rows(**changed))
        columns = ["project", "indicator", "target", "unit", "pro_rata"]
        rows = [("A", name, value, unit, "no") for name, value, unit in targets]
        end = pd.Timestamp(findings.plan.cut_off) + pd.Timedelta(days=days_left)
        return replace(
            findings,
            targets=pd.DataFrame(rows, columns=columns),
            definitions=pd.DataFrame(TITLES.items(), columns=["indicator", "title"]),
            projects=findings.projects.assign(end=end),
        )

    return build


def panel(findings):
    return tables.key_findings(findings).blocks[0]


def said(findings, label):
    (item,) = [item for item in panel(findings).items if item.label == label]
    return item.value.replace("\u00a0", " "), item.detail.replace("\u00a0", " "), item


def test_there_are_five_findings_each_with_its_drawing(page):
    items = panel(page(targets=[("entries", 560.0, "count")])).items
    assert [item.label for item in items] == [
        "Wen das Projekt erreichte",
        "Beschäftigung bei Austritt",
        "Was hielt",
        "Lokale Ökonomie und Netzwerk",
        "Planwerte",
    ]
    assert all(item.share is not None or item.course or item.tally for item in items)


def test_reach_says_who_entered(page):
    value, sentence, item = said(page(), "Wen das Projekt erreichte")
    assert value == "507"
    assert sentence == (
        "507 Personen sind eingetreten. 306 von 500 mit vollständigem Datensatz waren langzeitarbeitslos, 61 %."
    )
    assert item.share == pytest.approx(306 / 500)


def test_what_is_known_of_nobody_is_no_zero(page):
    findings = page(long_term_unemployed={"n": 500, "events": 0, "unknown": 500})
    _, sentence, item = said(findings, "Wen das Projekt erreichte")
    assert sentence == (
        "507 Personen sind eingetreten. Von niemandem ist bekannt, ob er oder sie langzeitarbeitslos war."
    )
    assert item.share is None


def test_nobody_yet_is_a_sentence(page):
    none = {"n": 0, "events": pd.NA, "unknown": pd.NA, "not_mature": pd.NA, "status": "not_applicable"}
    findings = page(entries={"events": 0}, long_term_unemployed=none, placement=none)
    value, sentence, item = said(findings, "Wen das Projekt erreichte")
    assert (value, sentence) == ("0", "0 Personen: Bis zum Datenstand ist niemand eingetreten.")
    assert item.share is None
    assert said(findings, "Beschäftigung bei Austritt")[0] == "keine Fälle"


def test_what_is_hidden_leaves_no_trace(page):
    hidden = {"status": "suppressed", "suppressed": "n events unknown estimate conf_low conf_high"}
    panels = [
        panel(
            page(
                placement={"n": 80, "events": number, "unknown": number, "not_mature": 0, **hidden},
                entries={"events": number, "status": "suppressed", "suppressed": "events"},
            )
        )
        for number in (71, 72)
    ]
    assert panels[0] == panels[1]
    assert "71" not in panels[0].model_dump_json()
    assert panels[0].items[0].value == panels[0].items[1].value == "unterdrückt"
    assert any(sentence.startswith("Aus Gründen des Datenschutzes") for sentence in panels[0].unknown)


def test_the_network_says_enterprises_events_and_who_stayed(page):
    value, sentence, item = said(page(), "Lokale Ökonomie und Netzwerk")
    assert value == "85"
    assert sentence == (
        "85 Unternehmen wurden erreicht. Veranstaltungen: 52, Teilnahmen von Unternehmen: 347. "
        "14 von 22 Unternehmen, die im Zeitraum davor aktiv waren, waren es auch 2020."
    )
    assert item.course == [39, None]  # a hidden period is a gap and not a column of height 0


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        (("entries", 507.0, "count"), "met"),
        (("entries", 508.0, "count"), "missed"),
        (("placement", 10.0, "percent"), "met"),
        (("placement", 30.0, "percent"), "close"),
        (("placement", 90.0, "percent"), "missed"),
        (("settlements", 5.0, "count"), "open"),
    ],
)
def test_a_target_is_met_missed_within_chance_or_open(page, target, verdict):
    findings = page(targets=[target])
    (judged,) = judged_targets(findings, projects_in_order(findings)[0])
    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("method", "met", "missed"),
    [
        ({"method": "rounding", "protection_width": 2, "rounding_base": 5}, 503.0, 508.0),
        ({"method": "cell_key", "protection_width": 2, "largest_deviation": 4}, 501.0, 510.0),
    ],
)
def test_a_target_is_open_where_the_true_count_may_lie_on_either_side(page, method, met, missed):
    """The published count is 505: rounded to 5 it stands for 503 to 507, with a deviation of 4 for 501 to 509."""
    verdicts = []
    more = {"method": DisclosureMethod(method["method"])}
    for planned in (met, met + 1, missed - 1, missed):
        findings = page(targets=[("entries", planned, "count")], entries={"events": 505})
        chosen = findings.plan.disclosure.model_copy(update=method | more)
        treated = replace(findings, plan=findings.plan.model_copy(update={"disclosure": chosen}))
        verdicts += [judged.verdict for judged in judged_targets(treated, projects_in_order(treated)[0])]
    assert verdicts == ["met", "open", "open", "missed"]


def test_a_hidden_result_leaves_its_target_open(page):
    hidden = {"events": 999, "status": "suppressed", "suppressed": "events"}
    findings = page(targets=[("entries", 560.0, "count")], entries=hidden)
    (judged,) = judged_targets(findings, projects_in_order(findings)[0])
    assert (judged.verdict, judged.said) == ("open", "Eintritte")


def test_targets_are_said_with_result_and_plan(page):
    targets = [("entries", 560.0, "count"), ("placement", 30.0, "percent"), ("enterprises_reached", 80.0, "count")]
    value, sentence, item = said(page(targets=targets, days_left=0), "Planwerte")
    assert value == "1 von 3"
    assert sentence == (
        "1 von 3 Planwerten ist erreicht. Bei 1 liegt der Unterschied im Bereich "
        "des Zufalls: Beschäftigung bei Austritt (32 %, geplant 30 %). 1 ist nicht erreicht: Eintritte (507, geplant "
        "560)."
    )
    assert item.tally == ["met", "close", "missed"]


def test_the_table_of_targets_judges_as_page_one_does(page):
    planned = [("enterprises_reached", 80.0, "count"), ("placement", 30.0, "percent"), ("entries", 560.0, "count")]
    findings = page(targets=planned)
    stated = findings.targets.assign(source="Zuwendungsbescheid")
    named = findings.definitions.assign(rule_set="", code="")
    (table,) = tables.targets(replace(findings, targets=stated, definitions=named)).blocks
    assert "Planwerte: Zuwendungsbescheid." in table.notes
    assert table.columns[4].label == "Beurteilung"
    assert {row.cells[0].partition(" (")[0]: row.cells[4] for row in table.rows} == {
        "Erreichte Unternehmen": "erreicht",
        "Beschäftigung bei Austritt": "im Bereich des Zufalls",
        "Eintritte": "nicht erreicht",
    }


def test_before_the_end_a_target_is_not_met_yet(page):
    _, sentence, _ = said(page(targets=[("entries", 560.0, "count")]), "Planwerte")
    assert "1 ist noch nicht erreicht" in sentence
    assert "Die Laufzeit endet erst am" in sentence


def test_without_targets_nothing_is_missed(page):
    assert said(page(), "Planwerte")[:2] == ("keine", "Für dieses Projekt sind keine Planwerte festgelegt.")


def test_what_is_not_known_is_said(page):
    unknown = [sentence.replace("\u00a0", " ") for sentence in panel(page(enterprises_reached=None)).unknown]
    assert unknown == [
        "Beschäftigung bei Austritt: Unbekannt bei 44 von 445 Personen; je nachdem läge der Anteil zwischen 32 und "
        "42 %. Bei 17 weiteren Personen ist der Tag, der zählt, noch nicht gekommen.",
        "Was hielt: Unbekannt bei 38 von 75 Personen; je nachdem läge der Anteil zwischen 25 und 76 %. "
        "Bei 37 weiteren Personen ist der Tag, der zählt, noch nicht gekommen.",
        "Nicht erhoben: Lokale Ökonomie und Netzwerk.",
        "Was ohne das Projekt gewesen wäre: Das misst dieser Bericht nicht.",
    ]


def test_what_is_hidden_leaves_nothing_open_that_could_be_said(page):
    hidden = {"suppressed": "unknown not_mature"}
    sentences = " ".join(panel(page(placement=hidden, **{STABLE: hidden})).unknown)
    assert "Personen" not in sentences


@pytest.mark.parametrize(
    ("periods", "drawn"),
    [
        (("2019-H1", "2022-H2"), "erreichte Unternehmen je Halbjahr, 2019–2022"),
        (("2021-H1", "2021-H2"), "erreichte Unternehmen je Halbjahr, 2021"),
        (("2019", "2022"), "erreichte Unternehmen je Jahr, 2019–2022"),
    ],
)
def test_the_columns_of_the_network_say_what_each_of_them_is(periods, drawn, make_findings):
    rows = [{"indicator": "enterprises_reached", "period": period, "events": 9} for period in ("", *periods)]
    findings = replace(make_findings(rows), targets=pd.DataFrame(columns=["project", "indicator", "target", "unit"]))
    assert said(findings, "Lokale Ökonomie und Netzwerk")[2].drawn == drawn


def test_gross_outcomes_are_called_so_beside_the_findings(page):
    note = panel(page()).note.replace("\u00a0", " ")
    assert "95-%-Intervall" in note
    assert "Bruttoergebnisse" in note


def test_several_projects_stand_side_by_side_and_nothing_is_added_up(make_findings):
    rows = [row | {"project": code} for code in "AB" for row in usual_rows()]
    findings = make_findings(rows, projects=("A", "B"))
    none = pd.DataFrame(columns=["project", "indicator", "target", "unit", "pro_rata"])
    shown = tables.key_findings(replace(findings, targets=none)).blocks
    assert [block.type for block in shown] == ["key_findings", "table", "key_findings"]
    assert [row.cells[1] for row in shown[1].rows] == ["507", "507"]
    assert "1.014" not in "".join(block.model_dump_json() for block in shown)
