"""The table behind a curve has the months that readers ask for, and the one at which its drawing ends."""

from dataclasses import replace

import pytest
from specifications.records import plan_with

from evaluation import figures, tables

HIDDEN = {"estimate": None, "conf_low": None, "conf_high": None, "n": None, "status": "suppressed"}


def curve(name, published, last):
    known = {"estimate": 0.5, "conf_low": 0.4, "conf_high": 0.6}
    return [
        {"indicator": name, "month": month, **(known if month in published else HIDDEN)} for month in range(last + 1)
    ]


@pytest.mark.parametrize(
    ("published", "months"),
    [
        ((0, 3, 6, 7), ["0 Monate", "3 Monate", "6 Monate", "7 Monate", "12 Monate", "18 Monate"]),
        ((0, 3, 12), ["0 Monate", "3 Monate", "6 Monate", "12 Monate", "18 Monate"]),
    ],
)
def test_the_table_of_durations_ends_where_the_drawing_ends(published, months, make_findings):
    (table,) = tables.job_survival(make_findings([], curve("job_survival", published, 18))).blocks
    assert [row.cells[0] for row in table.rows] == months


@pytest.mark.parametrize(
    ("status", "said"),
    [("not_mature", "noch nicht beurteilbar"), ("not_applicable", "keine Fälle"), ("not_collected", "nicht erhoben")],
)
def test_a_project_without_a_curve_of_jobs_says_why(status, said, make_findings):
    first = {"indicator": "stabilised_3_point", "status": status, "project": "B"}
    both = make_findings([first], curve("job_survival", (0, 3), 18), projects=("A", "B"))
    (table,) = tables.job_survival(both).blocks
    assert any(said.lower() in note.lower() and "Projekt B" in note for note in table.notes)


@pytest.mark.parametrize(
    ("jobs", "said"),
    [
        ("judged", "Gezählt sind die nach 3 Monaten beurteilbaren Beschäftigungen."),
        ("all", "Gezählt sind alle Beschäftigungen, auch noch nicht beurteilbare."),
    ],
)
def test_table_and_figure_say_whose_jobs_they_follow(jobs, said, make_findings):
    made = make_findings([], curve("job_survival", (0, 3, 6), 18))
    made = replace(made, plan=plan_with(curve_jobs=jobs))
    for show in (tables.job_survival, figures.job_survival):
        (block,) = show(made).blocks
        assert said in [str(note) for note in block.notes]


def test_the_way_to_the_first_job_has_the_month_that_is_written_beside_its_curve(make_findings):
    points = [point for name in ("first_job", "drop_out") for point in curve(name, (0, 6, 17), 24)]
    (table,) = tables.first_job(make_findings([], points)).blocks
    rows = {row.cells[0]: row.cells[2] for row in table.rows}
    assert list(rows) == [f"{month} Monate" for month in (3, 6, 9, 12, 17, 18, 24)]
    assert rows["17 Monate"] == "50 %"
    assert rows["18 Monate"] == "."
