"""Whatever is absent is said in words: never drawn as 0, and what is hidden leaves no trace."""

from __future__ import annotations

import pytest

from evaluation import figures

AFTER_EXIT = [f"{concept}_{months}" for concept in ("social_insurance", "esf") for months in (1, 3, 6, 9, 12, 18)]
STABILISED = [f"stabilised_{months}_continuous" for months in (3, 6, 12)]
RINGS = [
    {"dimension": "attendance_class", "group": group}
    for group in ("one_event", "two_or_three_events", "four_events_or_more")
]
COURSE = ("level", "trend", "level_change", "trend_change")
HIDDEN = {"status": "suppressed", "suppressed": "events unknown estimate conf_low conf_high"}


def absent(names, status):
    return [{"indicator": name, "status": status, "suppressed": ""} for name in names]


def hidden(names, number):
    """Return rows that still hold the numbers that they must not show."""
    numbers = {"n": 400, "events": number, "unknown": number, "not_mature": 20}
    return [{"indicator": name, **numbers, **HIDDEN} for name in names]


def everything_hidden(number):
    quarter = {"indicator": "entries", "period": "2020-Q1", "events": number, **HIDDEN}
    counts = [{"indicator": name, "events": number, **HIDDEN} for name in ("short_contacts", "entries", "exits")]
    group = {"indicator": "participants", "dimension": "target_group", "group": "migration", "events": number, **HIDDEN}
    shares = hidden(["placement", *STABILISED, *AFTER_EXIT, "employed_later", "employed_later_weighted"], number)
    network = {"indicator": "active_members", "period": "2020", "events": number, **HIDDEN}
    whole = {"indicator": "active_members", "events": number, **HIDDEN}
    kept = [
        {"indicator": name, "period": "2020", "n": 90, "events": number, **HIDDEN}
        for name in ("retention", "newcomers")
    ]
    guests = {"indicator": "enterprises_attending", "period": "2020"}
    rings = [guests | {"events": 100}, *(guests | one | {"events": number, **HIDDEN} for one in RINGS)]
    before = {"indicator": "enterprises_attending", "period": "2019"}
    rings += [before | {"events": 9}, *(before | one | {"events": 3} for one in RINGS)]
    sector = {"indicator": "enterprises_attending", "dimension": "sector"}
    sectors = [sector | {"group": "Handel", "events": 40}, sector | {"group": "Pflege", "events": number, **HIDDEN}]
    pair = {"indicator": "ties", "dimension": "sector_pair", "group": "Handel – Handel", "events": number, **HIDDEN}
    contacts = {"indicator": "advice_contacts", "period": "2020", "events": number, **HIDDEN}
    course = [{"indicator": f"course_{name}", "estimate": number / 10, **HIDDEN} for name in COURSE]
    economy = [*kept, *rings, *sectors, pair, contacts, *course]
    everybody = {"indicator": "participants", "events": 500}
    return [quarter, *counts, everybody, group, *shares, network, whole, *economy]


def peers(number):
    return [{"indicator": "placement", "n": 400, "events": number, **HIDDEN}]


def hidden_points(number):
    rest = {"status": "suppressed", "events": number, "estimate": number / 100, "conf_low": 0.1, "conf_high": 0.2}
    names = ("first_job", "drop_out", "job_survival")
    return [{"indicator": name, "month": month, **rest} for name in names for month in (0, 6, 12)]


SAYS_SO = ("attendance_rings", "network_activity", "change_of_course")
"""Figures that say it in the alternative text and draw a cross."""

CALLED_SUPPRESSED = ("reach", "funnel", "after_exit", "later", "placement", "stability")


@pytest.mark.parametrize("name", figures.__all__)
def test_what_is_hidden_leaves_no_trace(name, make_findings, texts):
    (one,), (other,) = (
        getattr(figures, name)(
            make_findings(everything_hidden(number), hidden_points(number), turned=["A"], peers=peers(number))
        ).blocks
        for number in (77, 78)
    )
    assert one == other
    assert not [text for text in texts(one.svg) if "77" in text]
    assert "77" not in one.alt
    if name in CALLED_SUPPRESSED:
        assert "unterdrückt" in one.alt
        assert "unterdrückt" in texts(one.svg)
    if name in SAYS_SO:
        assert "unterdrückt" in one.alt


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("reach", []),
        ("after_exit", absent(AFTER_EXIT, "not_collected")),
        ("later", absent(["employed_later", "employed_later_weighted"], "not_collected")),
        ("first_job", []),
        ("job_survival", []),
        ("job_survival", absent(["stabilised_3_point"], "not_mature")),
        ("network_activity", []),
        ("attendance_rings", absent(["enterprises_attending"], "not_collected")),
        ("sector_network", absent(["enterprises_attending", "ties"], "not_collected")),
    ],
)
def test_what_no_project_collected_is_a_sentence(name, rows, make_findings):
    (block,) = getattr(figures, name)(make_findings(rows)).blocks
    assert block.type == "paragraph"
    assert "in keinem der Projekte" in block.runs[0].text


def test_jobs_that_nobody_can_judge_yet_were_still_recorded(make_findings):
    (block,) = figures.job_survival(make_findings(absent(["stabilised_3_point"], "not_mature"))).blocks
    assert block.runs[0].text == "Die Dauer der Beschäftigung ist in keinem der Projekte schon beurteilbar."


def test_a_project_that_kept_its_course_has_no_picture_of_a_change(make_findings):
    assert figures.change_of_course(make_findings([{"indicator": "advice_contacts", "events": 40}])).blocks == ()


def test_jobs_that_nobody_recorded_are_not_a_curve_at_zero(make_findings):
    curve = [{"indicator": "first_job", "month": month, "events": 0, "estimate": 0.0} for month in (0, 6, 12)]
    (block,) = figures.first_job(make_findings(absent(["esf_1"], "not_collected"), curve)).blocks
    assert block.type == "paragraph"


def test_a_question_that_was_not_asked_has_no_bar(make_findings, texts):
    group = {"indicator": "participants", "dimension": "target_group", "events": 0}
    rows = [
        {"indicator": "participants", "events": 249},
        {**group, "group": "refugee"},
        {**group, "group": "disability"},
        *absent(["refugees"], "not_collected"),
    ]
    (figure,) = figures.reach(make_findings(rows)).blocks
    assert "geflüchtet: nicht erhoben; mit Behinderung: 0 von 249 (0 %)" in figure.alt
    assert texts(figure.svg).count("nicht erhoben") == 1


def test_stability_that_was_not_collected_is_one_line_of_the_funnel(make_findings, texts):
    rows = [{"indicator": "entries", "events": 20}, *absent(STABILISED, "not_collected")]
    (figure,) = figures.funnel(make_findings(rows)).blocks
    assert figure.alt.endswith("Eintritte: 20 Personen; Monate später beschäftigt: nicht erhoben.")
    assert texts(figure.svg).count("nicht erhoben") == 1


def test_a_hidden_count_of_cases_that_are_not_mature_is_no_extension(make_findings):
    row = {"indicator": "stabilised_3_continuous", "n": 62, "events": 35, "unknown": 0, "not_mature": 77}
    (figure,) = figures.funnel(make_findings([row | {"suppressed": "not_mature"}])).blocks
    assert "noch nicht beurteilbar: unterdrückt" in figure.alt
    assert "77" not in figure.alt


def test_nobody_mature_is_no_zero(make_findings):
    row = {"indicator": "stabilised_12_continuous", "n": 0, "events": 0, "unknown": 0, "not_mature": 37}
    (figure,) = figures.funnel(make_findings([{**row, "status": "not_mature"}])).blocks
    assert figure.alt.endswith("durchgehend beschäftigt nach 12 Monaten: 37 noch nicht beurteilbar.")


def test_a_day_of_which_nothing_is_known_is_no_zero(make_findings, texts):
    row = {"n": 145, "events": 0, "unknown": 145, "not_mature": 166}
    (figure,) = figures.after_exit(make_findings([{"indicator": name, **row} for name in AFTER_EXIT])).blocks
    assert "sozialversicherungspflichtig nicht bekannt, nach ESF-Begriff nicht bekannt" in figure.alt
    assert texts(figure.svg).count("nicht bekannt") == 6


def test_a_hidden_number_of_unknown_cases_gives_no_upper_bound(make_findings):
    row = {"indicator": "esf_1", "n": 100, "events": 40, "unknown": 2, "suppressed": "unknown"}
    (figure,) = figures.after_exit(make_findings([row])).blocks
    assert "nach ESF-Begriff mindestens 40 % (40 von 100), obere Grenze unterdrückt" in figure.alt
    assert "42 %" not in figure.alt


def test_a_project_without_the_data_is_named(make_findings):
    rows = [{"indicator": "esf_1", "n": 100, "events": 40, "unknown": 10}]
    rows += [{**row, "project": "B"} for row in absent(["esf_1"], "not_collected")]
    (figure,) = figures.after_exit(make_findings(rows, projects=("A", "B"))).blocks
    assert "Nicht erhoben: Projekt B (Runde)." in figure.notes
    assert "Projekt B" not in figure.alt


def test_rings_of_mostly_hidden_periods_are_a_sentence(make_findings):
    periods = [{"indicator": "enterprises_attending", "period": year, "events": 9} for year in ("2019", "2020", "2021")]
    rings = [
        row | ring | {"events": 3} | (HIDDEN if row["period"] > "2019" else {}) for row in periods for ring in RINGS
    ]
    (block,) = figures.attendance_rings(make_findings([*periods, *rings])).blocks
    assert block.type == "paragraph"
    assert "nicht gezeichnet" in block.runs[0].text


def test_a_project_of_which_nothing_was_asked_is_named_and_not_drawn(make_findings):
    rows = [
        {"indicator": "placement", "n": 100, "events": 40},
        {"indicator": "placement", "project": "B", "status": "not_collected"},
    ]
    (figure,) = figures.placement(make_findings(rows, projects=["A", "B"])).blocks
    assert "Projekt B" not in figure.alt
    assert "Nicht erhoben: Projekt B (Runde)." in figure.notes


def test_a_project_without_others_in_its_round_has_no_comparison(make_findings):
    assert figures.comparison(make_findings([{"indicator": "placement", "n": 100, "events": 40}])).blocks == ()


def test_the_sign_of_a_hidden_number_is_explained_where_it_stands_alone(make_findings):
    """A note on a sign that is nowhere makes readers look for it."""
    quarters = [{"indicator": name, "period": "2020-Q1", "events": 9} for name in ("entries", "exits")]
    totals = [{"indicator": name, "events": 20} for name in ("entries", "exits")]
    hidden = {"indicator": "entries", "period": "2020-Q2", "status": "suppressed", "suppressed": "events"}

    def notes(*more):
        (figure,) = figures.entries_and_exits(make_findings([*totals, *quarters, *more])).blocks
        return " ".join(figure.notes), figure.alt

    shown, alt = notes()
    assert "×" not in shown
    assert "unterdrückt" not in alt
    exit_there = {"indicator": "exits", "period": "2020-Q2", "events": 3}
    shown, alt = notes(hidden, exit_there)
    assert "× unterdrückter Wert." in shown
    assert alt.endswith("unterdrückt: 1.")
