"""How often firms came: what the number of attendances tells of the classes of firms by it."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import raw, result
from test_disclosure_release import masked

from evaluation.disclosure import Knowledge, protect
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.release import check_results
from evaluation.indicators.class_laws import CLASS_LAWS

WIDTH = Protection(3, 3)
KNOWS = Knowledge(class_laws=CLASS_LAWS, additive=frozenset({"attendances"}))
CLASSES = ("one_event", "two_or_three_events", "four_events_or_more")


def rows_of(*periods):
    """Return the rows of periods, and of the term that holds them one after the other; each firm comes in one alone."""
    named = {f"2020-H{number}": times for number, times in enumerate(periods, start=1)}
    named[""] = [one for times in periods for one in times]
    rows = []
    for period, times in named.items():
        rows.append(result(len(times), indicator="enterprises_attending", period=period))
        rows.append(result(sum(times), indicator="attendances", period=period))
        counts = [sum(low <= one <= high for one in times) for low, high in ((1, 1), (2, 3), (4, 99))]
        rows += [
            result(count, indicator="enterprises_attending", period=period, dimension="attendance_class", group=name)
            for name, count in zip(CLASSES, counts, strict=True)
            if count
        ]
    return raw(*rows)


def test_attendances_beyond_the_firms_tell_how_many_came_again():
    """Four firms came, six times in all: one or two of them came two or three times."""
    rows = rows_of([1, 1, 1, 3])
    hidden = ["events" if one else "" for one in rows["dimension"] == "attendance_class"]
    leaks = check_results(masked(rows, hidden), WIDTH, KNOWS).disclosed
    assert {(leak.low, leak.high) for leak in leaks} >= {(1, 2)}
    assert any("2 times enterprises_attending" in line for leak in leaks for line in leak.equations)
    assert check_results(masked(rows, hidden), WIDTH, Knowledge()).disclosed == ()


def test_what_tells_so_is_hidden():
    rows = rows_of([1, 1, 1, 3], [1] * 9 + [2] * 4, [1] * 5 + [4] * 6)
    protected = protect(rows, 3, knowledge=KNOWS)
    assert check_results(protected, WIDTH, KNOWS).disclosed == ()
    hidden = protected[(protected["suppressed"] != "") & (protected["dimension"] == "total")]
    assert set(hidden["indicator"]) <= {"attendances", "enterprises_attending"}
    assert len(hidden) >= 1


def worlds(times):
    """Yield the classes of every list of attendances, up to six of a firm, with as many firms and attendances."""
    for counts in product(range(len(times) + 1), repeat=6):
        if sum(counts) == len(times) and sum(often * count for often, count in enumerate(counts, start=1)) == sum(
            times
        ):
            yield counts[0], counts[1] + counts[2], sum(counts[3:])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=3, max_size=6))
def test_every_list_of_attendances_that_fits_is_allowed_by_the_law(times):
    """An attack with narrower bounds than there are lists of how often each firm came would believe a wrong law."""
    rows = rows_of(times)
    classes = rows[(rows["dimension"] == "attendance_class") & (rows["period"] == "")]
    there = [CLASSES.index(name) for name in classes["group"]]
    possible = [one for one in worlds(times) if {place for place, count in enumerate(one) if count} == set(there)]
    hidden = ["events" if one else "" for one in rows["dimension"] == "attendance_class"]
    found = check_results(masked(rows, hidden), Protection(3, 99), KNOWS)
    assert found.contradictions == 0
    for leak in found.disclosed:
        for place in there:
            if leak.cell.startswith(f"enterprises_attending.events [A, attendance_class {CLASSES[place]}]"):
                values = [one[place] for one in possible]
                assert leak.low <= min(values)
                assert max(values) <= leak.high
