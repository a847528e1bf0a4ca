"""In English a figure says the same numbers, and of the German figure nothing is left but data."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pandas as pd
import pytest
from figures.test_figures_drawn import CURVES, PEERS, PUBLISHED
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from evaluation import figures, words
from evaluation.figures import style
from evaluation.figures.parts import HIDDEN_NOTE
from evaluation.fonts import FONT_FILES
from evaluation.language import speaking

SAID = [
    ("comparison", "in employment upon leaving: 44%, interval 20–60%; others 30%;"),
    ("reach", "long-term unemployed: 145 of 249 (58%); refugees: 33 of 249 (13%)."),
    (
        "funnel",
        "116 contacts without participation; entries: 254 persons; exits: 241 of 254 entries (95%); employed upon",
    ),
    (
        "funnel",
        "employed upon leaving: 95 of 214 mature cases (44%), 19 unknown, 16 not yet mature; employed (continuous)",
    ),
    (
        "first_job",
        "first job 10% after 6 months, 35% after 12 months; drop-out 17% after 6 months, 20% after 12 months",
    ),
    ("first_job", "; neither 45% after 12 months."),
    (
        "after_exit",
        "after 1 month in employment subject to social insurance contributions at least 20% (40 of 200), at most",
    ),
    ("after_exit", "in employment by the ESF concept at least 30% (60 of 200), at most 55%; after 3 months"),
    (
        "later",
        "total: 30% (56 of 187), interval 20–60%; weighted: 41%, interval 20–60%; women: 31% (24 of 78), interval",
    ),
    ("placement", "total: 44% (95 of 214), interval 20–60%."),
    ("stability", "after 3 months: 50% (30 of 60), interval 20–60%; after 6 months"),
    ("job_survival", "still in employment 70% after 6 months, 60% after 12 months."),
    (
        "entries_and_exits",
        "entries: 254, exits: 241; most entries (130) in quarter 1 of 2020; most exits (141) in quarter 2",
    ),
    ("network_activity", "2020 16 active; 2021 22 active, of which 9 stayed, 8 new."),
    ("attendance_rings", "2020: four times or more 3, two or three times 5, once 9."),
    ("sector_network", "Handel 9 enterprises, Handwerk 5 enterprises, Pflege 3 enterprises. Pairs between sectors:"),
    ("sector_network", "Pairs between sectors: Handel and Handwerk 12."),
    ("change_of_course", "advice contacts per month 2020 2.0; 2021 5.0."),
]
NAMES = sorted({name for name, _ in SAID})
IN_LINES = ("funnel", "reach", "later", "placement", "stability", "comparison")
NOT_COLLECTED = ("reach", "after_exit", "later", "first_job", "job_survival")
NOT_COLLECTED += ("network_activity", "attendance_rings", "sector_network")
WORDS_OF_BOTH = {
    "projekt",
    "runde",
    "titel",
    "in",
    "esf",
    "kaplan",
    "meier",
    "aalen",
    "johansen",
    "status",
    "band",
    "person",
    "regression",
    "handel",
    "handwerk",
    "pflege",
}
"""Words of the data of the tests, names, and words that are English as well as German."""
HIDDEN = {"status": "suppressed", "suppressed": "n events unknown not_mature estimate conf_low conf_high"}
TITLED = pd.DataFrame([{"indicator": "employed_later", "title": "Titel", "title_en": "Titel"}])
COUNTED = ("entries", "exits", "short_contacts", "placement", "stabilised_3_continuous", "esf_1", "employed_later")
IN_A_PERIOD = ("active_members", "advice_contacts", "enterprises_attending", "events_held")


def in_both(findings, name):
    """Return the German figure and the English one."""
    pages = []
    for language in ("de", "en"):
        with speaking(language):
            pages += getattr(figures, name)(findings).blocks
    return pages


def words_of(figure, texts):
    """Return the words of a figure, without the line that names the source of the data."""
    notes = " ".join(figure.notes[:-1]).replace(HIDDEN_NOTE, "")
    return set(re.findall(r"[a-zäöüß]{2,}", " ".join([figure.title, figure.alt, notes, *texts(figure.svg)]).lower()))


@pytest.fixture(scope="module")
def titled(make_findings):
    """Return a function from rows and points to findings whose titles are data, the same in both languages."""
    return lambda rows, curves=(): replace(make_findings(rows, curves, turned=["A"], peers=PEERS), definitions=TITLED)


@pytest.fixture(scope="module")
def drawn(titled):
    """Return every figure of the same findings in German and in English, by name."""
    findings = titled(PUBLISHED, CURVES)
    return {name: in_both(findings, name) for name in NAMES}


@pytest.mark.parametrize(("name", "said"), SAID)
def test_the_same_numbers_are_said_in_english(name, said, drawn):
    _, english = drawn[name]
    assert said in english.alt
    assert english.alt.startswith(f"{english.title}. Projekt A (Runde): ")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_data_is_said_in_both_languages(name, drawn, texts):
    german, english = (words_of(figure, texts) for figure in drawn[name])
    assert german & english <= WORDS_OF_BOTH


@pytest.mark.parametrize("name", sorted({*NAMES} - {"sector_network"}))  # a hidden sector is not in the picture
def test_what_is_hidden_is_said_in_english(name, titled, texts):
    rows = [{"indicator": indicator, **HIDDEN} for indicator in COUNTED]
    rows += [{"indicator": "participants", "events": 500}, {"indicator": "refugees", "events": 50}]
    rows += [{"indicator": "participants", "dimension": "target_group", "group": "refugee", **HIDDEN}]
    rows += [{"indicator": one, "period": period, **HIDDEN} for one in IN_A_PERIOD for period in ("", "2020")]
    classes = {"indicator": "enterprises_attending", "period": "2020", "dimension": "attendance_class", **HIDDEN}
    rows += [{**classes, "group": group} for group in ("one_event", "two_or_three_events", "four_events_or_more")]
    rows += [{"indicator": "enterprises_attending", "period": "2019", "events": 9}]
    curves = [
        {"indicator": one, "month": 6, "status": "suppressed"} for one in ("first_job", "drop_out", "job_survival")
    ]
    german, english = (words_of(figure, texts) for figure in in_both(titled(rows, curves), name))
    assert english & {"suppressed", "published"} or name == "entries_and_exits"  # there the numbers are points
    assert german & english <= WORDS_OF_BOTH


@pytest.mark.parametrize("name", NOT_COLLECTED)
def test_what_no_project_collected_is_an_english_sentence(name, titled):
    with speaking("en"):
        (block,) = getattr(figures, name)(titled([])).blocks
    assert block.runs[0].text.endswith("not collected in any of the projects.")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", IN_LINES)
def test_labels_end_where_the_drawing_begins(name, language, titled, monkeypatch):
    module = sys.modules[getattr(figures, name).__module__]
    given = []
    monkeypatch.setattr(module, "line_figures", lambda projects, _, **rest: given.append((projects, rest["columns"])))
    group = {"indicator": "participants", "dimension": "target_group", "events": 5}
    with speaking(language):
        getattr(figures, name)(titled([*PUBLISHED, *({**group, "group": code} for code in words.GROUPS)], CURVES))
    [([project], columns)] = given
    regular = FontProperties(fname=str(next(path for path in FONT_FILES if path.name == "Inter-Regular.otf")))
    lines = [line for label, _ in project.rows for line in label.split("\n")]
    wide = [TextPath((0, 0), line, size=8.5, prop=regular).get_extents().width / 72 for line in lines]
    assert max(wide) < columns.left - 0.015 * style.WIDTH
