"""A period of the network that the cut-off date or the project cuts is not shown as if it were whole."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from evaluation import figures, tables
from evaluation.display import as_html
from evaluation.tables.periods import period_label
from evaluation.tables.selection import projects_in_order

ROWS = [
    {"indicator": name, "period": period, "events": 5, "method": "count"}
    for name in ("enterprises_reached", "active_members", "events_held", "enterprises_attending")
    for period in ("", "2021-H1", "2021-H2")
]


@pytest.fixture
def cut(make_findings):
    """Return a function from a term and a cut-off date to findings of two half-years."""

    def build(start="2019-01-01", end="2022-12-31", cut_off="2022-12-31"):
        findings = make_findings(ROWS)
        projects = findings.projects.assign(start=pd.Timestamp(start), end=pd.Timestamp(end))
        plan = findings.plan.model_copy(update={"cut_off": dt.date.fromisoformat(cut_off)})
        return replace(findings, projects=projects, plan=plan)

    return build


@pytest.mark.parametrize(
    ("facts", "period", "label"),
    [
        ({}, "2021-H1", "2021-H1"),
        ({"cut_off": "2021-06-30"}, "2021-H1", "2021-H1"),
        ({"cut_off": "2021-06-29"}, "2021-H1", "2021-H1 (bis 29.06.)"),
        ({"cut_off": "2021-03-31"}, "2021", "2021 (bis 31.03.)"),
        ({"end": "2021-09-30"}, "2021-H2", "2021-H2 (bis 30.09.)"),
        ({"end": "2021-12-31"}, "2021-H2", "2021-H2"),
        ({"start": "2021-04-01"}, "2021-H1", "2021-H1 (ab 01.04.)"),
        ({"start": "2021-01-01"}, "2021", "2021"),
        ({"start": "2021-02-01", "end": "2021-11-30", "cut_off": "2021-10-31"}, "2021", "2021 (01.02.–31.10.)"),
    ],
)
def test_a_period_that_is_cut_names_its_days(cut, facts, period, label):
    findings = cut(**facts)
    assert period_label(findings, projects_in_order(findings)[0], period) == label


@pytest.mark.parametrize("name", ["network_reach", "network_activity"])
def test_the_tables_show_it(name, cut):
    html = as_html(getattr(tables, name)(cut(cut_off="2021-09-30")).blocks)
    assert "2021-H2 (bis 30.09.)" in html
    assert "2021-H1 (" not in html
    assert "abschneidet" in html


@pytest.mark.parametrize("show", [tables.network_reach, tables.network_activity, figures.attendance_rings])
def test_half_years_say_what_their_sign_means(show, cut, make_findings):
    meant = "H1 und H2: erstes und zweites Halbjahr."
    assert meant in " ".join(show(cut()).blocks[0].notes)
    whole = [{**row, "period": row["period"][:4]} for row in ROWS if row["period"] != "2021-H2"]
    assert meant not in " ".join(show(make_findings(whole)).blocks[0].notes)


def test_the_figure_shows_it_and_says_it(cut, texts):
    (figure,) = figures.network_activity(cut(cut_off="2021-09-30")).blocks
    assert "2021-H1 5 aktiv; 2021-H2 (bis 30.09.) 5 aktiv." in figure.alt
    assert {"2021-H1", "2021-H2", "(bis 30.09.)"} <= set(texts(figure.svg))


def test_the_rings_show_it_and_say_it(cut, texts):
    (figure,) = figures.attendance_rings(cut(cut_off="2021-09-30")).blocks
    assert "2021-H1: niemand; 2021-H2 (bis 30.09.): niemand." in figure.alt
    assert {"2021-H1", "2021-H2", "(bis 30.09.)", "5 U., 5 V."} <= set(texts(figure.svg))
