"""What is published stands in the picture and in its alternative text, and the same findings give the same bytes."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from evaluation import figures
from evaluation.figures import style
from evaluation.figures.rings import places
from evaluation.figures.sectors import circle
from evaluation.figures.svg import LONGEST_LINE, as_svg
from evaluation.fonts import FONT_FOLDER
from evaluation.typst.drawings import read_drawing

LOW = 0.4 * 660
"""Points: two fifths of a page, which stay blank at most where a drawing moves to the next one."""

TYPE_SIZE = 8.0
STABLE = {"n": 60, "events": 30, "unknown": 12, "not_mature": 9}
PUBLISHED = [
    {"indicator": "participants", "events": 249},
    {"indicator": "participants", "dimension": "target_group", "group": "long_term_unemployed", "events": 145},
    {"indicator": "participants", "dimension": "target_group", "group": "refugee", "events": 33},
    {"indicator": "refugees", "n": 249, "events": 33},
    {"indicator": "short_contacts", "events": 116},
    {"indicator": "entries", "events": 254},
    {"indicator": "entries", "period": "2020-Q1", "events": 130},
    {"indicator": "entries", "period": "2020-Q2", "events": 124},
    {"indicator": "exits", "events": 241},
    {"indicator": "exits", "period": "2020-Q1", "events": 100},
    {"indicator": "exits", "period": "2020-Q2", "events": 141},
    {"indicator": "placement", "n": 214, "events": 95, "unknown": 19, "not_mature": 16},
    *({"indicator": f"stabilised_{months}_continuous", **STABLE} for months in (3, 6, 12)),
    *(
        {"indicator": f"{concept}_{months}", "n": 200, "events": events, "unknown": 50}
        for concept, events in (("social_insurance", 40), ("esf", 60))
        for months in (1, 3, 6, 9, 12, 18)
    ),
    {"indicator": "employed_later", "n": 187, "events": 56, "unknown": 53},
    {"indicator": "employed_later", "dimension": "gender", "group": "female", "n": 78, "events": 24, "unknown": 20},
    {"indicator": "employed_later_weighted", "n": 187, "events": 56, "estimate": 0.41, "method": "post_stratified"},
    {"indicator": "active_members", "events": 22},
    {"indicator": "active_members", "period": "2020", "events": 16},
    {"indicator": "active_members", "period": "2021", "events": 22},
    {"indicator": "retention", "period": "2021", "n": 16, "events": 9},
    {"indicator": "newcomers", "period": "2021", "n": 22, "events": 8},
    {"indicator": "advice_contacts", "period": "2020", "events": 24},
    {"indicator": "advice_contacts", "period": "2021", "events": 60},
    *(
        {"indicator": f"course_{name}", "n": 36, "estimate": value, "conf_low": value - 1, "conf_high": value + 1}
        for name, value in (("level", 2.0), ("trend", 0.0), ("level_change", 3.0), ("trend_change", 0.0))
    ),
    {"indicator": "events_held", "period": "2020", "events": 6},
    {"indicator": "enterprises_attending", "period": "2020", "events": 17},
    *(
        {"indicator": "enterprises_attending", "period": "2020", "dimension": "attendance_class", "group": group}
        | {"events": number}
        for group, number in (("one_event", 9), ("two_or_three_events", 5), ("four_events_or_more", 3))
    ),
    *(
        {"indicator": "enterprises_attending", "dimension": "sector", "group": group, "events": number}
        for group, number in (("Handel", 9), ("Handwerk", 5), ("Pflege", 3))
    ),
    {"indicator": "ties", "dimension": "sector_pair", "group": "Handel – Handwerk", "events": 12},
    {"indicator": "ties", "dimension": "sector_pair", "group": "Handel – Handel", "events": 4},
]
PEERS = [
    {"indicator": "placement", "n": 100, "events": 30, "estimate": 0.3},
    {"indicator": "employed_later", "n": 90, "events": 20, "status": "suppressed", "suppressed": "events estimate"},
]
"""What another project of the round published."""

CURVES = [
    {"indicator": name, "month": month, "estimate": share, "conf_low": share - 0.05, "conf_high": share + 0.05}
    for name, shares in (("first_job", (0, 0.1, 0.35)), ("drop_out", (0, 0.17, 0.2)), ("job_survival", (1, 0.7, 0.6)))
    for month, share in zip((0, 6, 12), shares, strict=True)
]

SAID = [
    ("comparison", "bei Austritt beschäftigt: 44 %, Intervall 20–60 %; andere 30 %;"),
    ("comparison", "6 Monate nach Austritt beschäftigt: 30 %, Intervall 20–60 %; andere ohne Wert."),
    ("reach", "langzeitarbeitslos: 145 von 249 (58 %); geflüchtet: 33 von 249 (13 %)."),
    ("funnel", "Kurzkontakte: 116 Kontakte ohne Teilnahme; Eintritte: 254 Personen; Austritte: 241 von 254 Eintritten"),
    ("funnel", "beschäftigt bei Austritt: 95 von 214 beurteilbaren (44 %), 19 unbekannt, 16 noch nicht beurteilbar"),
    ("funnel", "durchgehend beschäftigt nach 12 Monaten: 30 von 60 beurteilbaren (50 %), 12 unbekannt, 9 noch nicht"),
    (
        "first_job",
        "erste Arbeit nach 6 Monaten 10 %, nach 12 Monaten 35 %; Abbruch nach 6 Monaten 17 %, nach 12 Monaten",
    ),
    ("first_job", "weder noch nach 12 Monaten 45 %"),
    ("after_exit", "nach 1 Monat sozialversicherungspflichtig mindestens 20 % (40 von 200), höchstens 45 %"),
    ("after_exit", "nach ESF-Begriff mindestens 30 % (60 von 200), höchstens 55 %; nach 3 Monaten"),
    ("later", "insgesamt: 30 % (56 von 187), Intervall 20–60 %; gewichtet: 41 %, Intervall 20–60 %; Frauen: 31 %"),
    ("placement", "insgesamt: 44 % (95 von 214), Intervall 20–60 %."),
    ("stability", "nach 3 Monaten: 50 % (30 von 60), Intervall 20–60 %; nach 6 Monaten"),
    ("job_survival", "noch beschäftigt nach 6 Monaten 70 %, nach 12 Monaten 60 %."),
    ("entries_and_exits", "254 Eintritte und 241 Austritte; die meisten Eintritte (130) im 1. Quartal 2020"),
    ("network_activity", "2020 16 aktiv; 2021 22 aktiv, davon 9 geblieben, 8 neu."),
    ("attendance_rings", "2020: viermal oder öfter 3, zwei- oder dreimal 5, einmal 9."),
    ("sector_network", "Handel 9 Unternehmen, Handwerk 5 Unternehmen, Pflege 3 Unternehmen."),
    ("sector_network", "Paare zwischen Branchen: Handel und Handwerk 12."),
    ("change_of_course", "Beratungskontakte je Monat 2020 2,0; 2021 5,0."),
]


@pytest.fixture(scope="module")
def published(make_findings):
    return make_findings(PUBLISHED, CURVES, turned=["A"], peers=PEERS)


@pytest.fixture(scope="module")
def drawn(published):
    """Return every figure of the same findings, by name."""
    blocks = {name: getattr(figures, name)(published).blocks for name in figures.__all__}
    return {name: figure for name, (figure,) in blocks.items()}


@pytest.mark.parametrize(("name", "words"), SAID)
def test_alternative_text_says_the_published_numbers(name, words, drawn):
    assert drawn[name].alt.startswith(f"{drawn[name].title}. Projekt A (Runde): ")
    assert words in drawn[name].alt


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("reach", ["145 von 249 (58 %)", "langzeitarbeitslos"]),
        ("funnel", ["116", "254", "241", "von 254 Eintritten (95 %)", "16 noch nicht beurteilbar", "12 unbekannt"]),
        ("first_job", ["35 %", "erste Arbeit", "20 %", "Abbruch", "45 % weder noch"]),
        ("after_exit", ["20 %", "45 %", "30 %", "55 %", "von 200", "Monat 18"]),
        ("later", ["30 % (56 von 187)", "41 %", "gewichtet"]),
        ("attendance_rings", ["2020", "17 U., 6 V."]),
        ("sector_network", ["12", "Handwerk (5)"]),
        ("change_of_course", ["Neuausrichtung", "nachher"]),
    ],
)
def test_numbers_stand_beside_what_they_count(name, written, drawn, texts):
    seen = texts(drawn[name].svg)
    assert [text for text in written if text not in seen] == []


@pytest.mark.parametrize("name", figures.__all__)
def test_the_same_findings_give_the_same_bytes(name, published, drawn):
    assert getattr(figures, name)(published).blocks == (drawn[name],)


@pytest.mark.parametrize("name", figures.__all__)
def test_the_source_stands_below(name, drawn):
    assert drawn[name].notes[-1] == "Quelle: Tests; Datenstand 31.12.2022."


@pytest.mark.parametrize(("inner", "outer"), [(0.0, 0.34), (0.34, 0.68), (0.68, 1.0)])
def test_a_dot_keeps_its_place_when_more_come(inner, outer):
    few, many = places(7, inner, outer), places(60, inner, outer)
    assert many[:7] == few
    assert all(inner <= math.hypot(*place) <= outer for place in many)
    assert len(set(many)) == 60


def test_sectors_keep_their_places_and_stand_apart():
    ring = circle(8)
    assert ring == circle(8)
    assert min(math.dist(one, other) for one, other in combinations(ring, 2)) > 0.5


def test_the_lines_of_a_change_of_course_are_said_in_words(make_findings):
    fitted = {"level": 0.6, "trend": 0.01, "level_change": 2.3, "trend_change": 0.0}
    rows = [{"indicator": f"course_{name}", "n": 71, "estimate": number} for name, number in fitted.items()]
    rows.append({"indicator": "advice_contacts", "period": "2020", "events": 24})
    (figure,) = figures.change_of_course(make_findings(rows, turned=["A"])).blocks
    assert figure.alt.endswith("Die Linien am Tag der Neuausrichtung: vorher 0,6, nachher 2,9.")


def test_the_names_of_many_sectors_do_not_touch(make_findings):
    names = [f"Branche {letter}" for letter in "ABCDEFGHIJKLMNOP"]
    rows = [
        {"indicator": "enterprises_attending", "dimension": "sector", "group": name, "events": 3 + place}
        for place, name in enumerate(names)
    ]
    (figure,) = figures.sector_network(make_findings(rows)).blocks
    found = re.findall(r'<text x="([0-9.]+)" y="([0-9.]+)"[^>]*>Branche', figure.svg)
    assert len(found) == len(names)
    middle = sum(float(x) for x, _ in found) / len(found)
    for side in (-1, 1):
        heights = sorted(float(y) for x, y in found if side * (float(x) - middle) > 5)
        assert min(lower - upper for upper, lower in pairwise(heights)) > TYPE_SIZE


def test_a_group_of_which_nobody_is_known_is_no_bar_of_length_0(make_findings):
    group = {"indicator": "participants", "dimension": "target_group", "group": "long_term_unemployed", "events": 0}
    rows = [{"indicator": "participants", "events": 12}, group]
    asked = [{"indicator": "long_term_unemployed", "n": 12, "events": 0, "unknown": unknown} for unknown in (12, 3)]
    alts = [figures.reach(make_findings([*rows, one])).blocks[0].alt for one in asked]
    assert [alt.partition("langzeitarbeitslos: ")[2] for alt in alts] == ["nicht bekannt.", "0 von 12 (0 %)."]


def test_cases_that_are_not_mature_lengthen_the_bar(make_findings):
    placement = {"indicator": "placement", "n": 100, "events": 40, "unknown": 0}
    hatched = [
        figures.funnel(make_findings([{**placement, "not_mature": early}])).blocks[0].svg.count("<pattern")
        for early in (0, 20)
    ]
    assert hatched == [0, 1]


def test_counts_before_weighting_do_not_stand_beside_the_weighted_share(drawn):
    assert "41 % (" not in drawn["later"].alt


def survival(make_findings, **months):
    """Return the drawing of a curve for each group, published in some months only."""
    points = [
        {"indicator": "job_survival", "group": group, "month": month, "estimate": 1 - month / 40}
        | {"dimension": "total" if group == "total" else "gender"}
        for group, published in months.items()
        for month in published
    ]
    return figures.job_survival(make_findings([], points)).blocks[0]


def test_months_between_published_ones_are_not_drawn_as_a_time_without_change(make_findings):
    svg = survival(make_findings, total=(0, 6, 12)).svg
    (line,) = [path for path in re.findall(r"<path[^>]*>", svg) if "stroke-width: 2.2" in path]
    assert re.search(r' d="([^"]*)"', line)[1].split().count("L") == 2  # a step would turn at a right angle
    assert svg.count("<use") >= 3  # a dot for each month


def test_a_line_of_all_that_is_hidden_is_said_and_its_band_not_explained(make_findings):
    shown, hidden = survival(make_findings, total=(0, 6), female=(0, 6)), survival(make_findings, female=(0, 6))
    assert ["nicht veröffentlicht" in figure.svg for figure in (shown, hidden)] == [False, True]
    assert ["Fläche" in figure.notes[0] for figure in (shown, hidden)] == [True, False]


def test_a_line_that_ends_early_is_led_to_its_name(make_findings):
    led, explained = "stroke-dasharray: 0.6,1.2", "Fein gepunktet: nur der Weg zum Namen."
    early, late = (survival(make_findings, total=(0, 6, 12), female=(0, last)) for last in (6, 12))
    assert early.svg.count(led) == 1
    assert explained in early.notes[0]
    assert late.svg.count(led) == 0
    assert explained not in late.notes[0]


@pytest.mark.parametrize("name", ["funnel", "entries_and_exits"])
def test_many_projects_are_drawings_of_one_figure_between_which_a_page_may_turn(name, make_findings):
    codes = "ABCDE"
    rows = [{**row, "project": code} for code in codes for row in PUBLISHED]
    first, *middle, last = getattr(figures, name)(make_findings(rows, projects=codes)).blocks
    drawings = [first, *middle, last]
    assert [part.title for part in drawings] == [first.title, None, None, None, None]
    assert [bool(part.notes and part.numbers) for part in drawings] == [False] * 4 + [True]
    assert all(read_drawing(part.svg, name).height <= LOW for part in drawings)
    for code, part in zip(codes, drawings, strict=True):
        assert part.alt.startswith(f"{first.title}. Projekt {code} (Runde): ")


def test_very_many_other_projects_are_a_band_and_no_marks(make_findings):
    own = {"indicator": "placement", "n": 100, "events": 40}

    def drawn_beside(others):
        events = [10 + number % 60 for number in range(others)]
        peers = [{"indicator": "placement", "n": 100, "events": some, "estimate": some / 100} for some in events]
        (figure,) = figures.comparison(make_findings([own], peers=peers)).blocks
        return figure

    few, many, more = (drawn_beside(others) for others in (20, 21, 400))
    assert "Striche:" in few.notes[0]
    assert "Band:" in many.notes[0]
    assert more.svg.count("<path") == many.svg.count("<path") < few.svg.count("<path")
    assert "andere 10–69 %" in more.alt


# --- names from data --------------------------------------------------------------------------------------------------


def titled(title: str) -> str:
    with style.drawing(1) as (figure, axes):
        axes.set_title(title)
        axes.set_axis_off()
        return as_svg(figure)


@pytest.mark.parametrize("name", ["$x^2$", r"$\foo$ {x_1}", "--><script>", "ℝ und ℵ"])
def test_a_name_is_drawn_as_it_is_and_never_as_a_formula(name, texts):
    svg = titled(name)
    assert texts(svg) == [name]
    assert "<script" not in svg


@pytest.mark.parametrize("letter", ["W", "i", "Arbeit im Quartier "])
def test_a_name_that_is_too_long_ends_within_the_drawing(letter, texts):
    (shown,) = texts(titled(letter * 200))
    assert shown.endswith("…")
    assert (letter * 200).startswith(shown.removesuffix("…"))
    bold = FontProperties(fname=str(FONT_FOLDER / "Inter-Bold.otf"))
    width = TextPath((0, 0), shown, size=9, prop=bold).get_extents().width / 72
    assert 0.9 * LONGEST_LINE < width < 1.02 * LONGEST_LINE
    assert texts(titled("Arbeit im Quartier")) == ["Arbeit im Quartier"]
