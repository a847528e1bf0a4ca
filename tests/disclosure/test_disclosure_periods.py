"""What one period tells of the next one, and of the whole term."""

from pathlib import Path

import pandas as pd
from invented import raw, result

from evaluation import read_plan
from evaluation.disclosure import Knowledge, knowledge_of, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.release import check_results
from evaluation.indicators import catalogue

WIDTH = Protection(3, 3)
ACTIVE, STAYED, NEW, BEFORE = (
    ("active_members", "events"),
    ("retention", "events"),
    ("newcomers", "events"),
    ("retention", "n"),
)


def shown(rows, names):
    """Return rows in which the named columns are hidden, and nothing else."""
    protected = rows.drop(columns="contributors").assign(suppressed=names)
    for column in ("n", "events", "unknown", "not_mature", "estimate", "conf_low", "conf_high"):
        protected[column] = protected[column].mask([column in one.split() for one in names])
    return protected


def test_the_catalogue_tells_of_active_firms_and_vacancies():
    known = knowledge_of(catalogue(read_plan(Path(__file__).parents[2] / "data" / "demo" / "plan.toml")), ())
    assert known.following == ((BEFORE, ACTIVE),)
    assert known.parted == ((ACTIVE, STAYED, NEW), (ACTIVE, STAYED))
    assert known.summed == ((("vacancies_matched", "events"),),)


def test_the_catalogue_tells_what_can_be_revised():
    known = knowledge_of(catalogue(read_plan(Path(__file__).parents[2] / "data" / "demo" / "plan.toml")), ())
    assert {"exits", "placement", "employed_later", "improved_digital"} < known.revised < known.growing
    assert {"entries", "participants", "unemployed", "activity_training"} < known.growing - known.revised


def firms(active, stayed, new, before=20):
    return raw(
        result(active, indicator="active_members", period="2022-H2"),
        result(stayed, before, indicator="retention", period="2022-H2"),
        result(new, active, indicator="newcomers", period="2022-H2"),
    )


def test_firms_that_came_back_are_not_to_be_counted():
    """20 active firms, of which 10 stayed and 9 are new: one came back."""
    rows, known = firms(20, 10, 9), Knowledge(parted=((ACTIVE, STAYED, NEW),))
    [leak] = check_results(shown(rows, ["", "", ""]), WIDTH, known).disclosed
    assert (leak.low, leak.high) == (1, 1)
    protected = protect(rows, 3, knowledge=known)
    assert (protected["suppressed"] != "").any()
    assert check_results(protected, WIDTH, known).disclosed == ()
    assert (protect(firms(20, 10, 5), 3, knowledge=known)["suppressed"] == "").all()
    assert (protect(firms(20, 10, 10), 3, knowledge=known)["suppressed"] == "").all()


def test_the_active_of_a_period_tell_the_denominator_of_the_next_one():
    """Of the 2 active firms of the first half-year one stayed; the other sums do not help."""
    rows = raw(
        result(2, indicator="active_members", period="2022-H1"),
        result(9, indicator="active_members", period="2022-H2"),
        result(0, 2, indicator="retention", period="2022-H2"),
    )
    known = Knowledge(following=((BEFORE, ACTIVE),))
    hidden = shown(rows, ["", "", "n events estimate conf_low conf_high"])
    leaks = check_results(hidden, WIDTH, known).disclosed
    assert [(leak.low, leak.high) for leak in leaks if leak.cell.startswith("retention.n")] == []  # it is printed, as
    assert [leak.cell for leak in leaks if "active_members.events [A, 2022-H1] {2}" in leak.cell]
    assert check_results(protect(rows, 3, knowledge=known), WIDTH, known).disclosed == ()


def test_periods_of_a_share_tell_what_the_whole_term_hides():
    """7 of 20 vacancies were filled, 5 of them in the second half-year: 2 in the first one."""
    cell = ("placement", "events")
    rows = raw(result(7, 20), result(2, 10, period="2022-H1"), result(5, 10, period="2022-H2"))
    careless = shown(rows, ["", "events estimate conf_low conf_high", ""])
    assert check_results(careless, WIDTH, Knowledge()).disclosed == ()
    leaks = check_results(careless, WIDTH, Knowledge(summed=((cell,),))).disclosed
    assert [(leak.low, leak.high) for leak in leaks] == [(2, 2)]
    protected = protect(rows, 3, knowledge=Knowledge(summed=((cell,),)))
    assert check_results(protected, WIDTH, Knowledge(summed=((cell,),))).disclosed == ()
    assert pd.isna(protected["events"]).sum() == 2


def test_groups_that_are_formed_anew_in_each_period_say_nothing_of_the_whole_term():
    """Nineteen firms came often over the years, and hardly any of them in a single half-year.

    Who believed that they came often in one of the half-years would find where they are, and wrongly so.
    """
    classes = {"one": (5, 14, 10, 11), "two": (4, 6, 3, 9), "often": (19, 1, 4, 1)}
    periods = ("", "H1", "H2", "H3")
    totals = zip(periods, map(sum, zip(*classes.values(), strict=True)), strict=True)
    rows = raw(
        *(result(count, indicator="attending", period=period) for period, count in totals),
        *(
            result(count, indicator="attending", period=period, group=group, dimension="attendance_class")
            for group, counts in classes.items()
            for period, count in zip(periods, counts, strict=True)
        ),
    )
    known = Knowledge(additive=frozenset())
    protected = protect(rows, 3, knowledge=known)
    assert (protected.loc[rows["events"] == 1, "suppressed"] == "events").all()
    found = check_results(protected, WIDTH, known)
    assert found.disclosed == ()
    assert found.contradictions == 0
