"""Curves of an earlier edition: what they told of its counts is known, and what would follow from it is hidden."""

from functools import partial

import pandas as pd
from invented import raw, result
from test_disclosure_curves import curves, ends, lasting

from evaluation.disclosure import Knowledge, protect, protect_curves
from evaluation.disclosure.attack import Protection
from evaluation.disclosure.edition_curves import with_curves
from evaluation.disclosure.protection import protect_together
from evaluation.disclosure.release import check_results
from evaluation.indicators.curve_laws import HEARD, LAST, CurveLaw, Side

WIDTH = Protection(3, 3)
JOBS = (("stable", "n", 1), ("stable", "not_mature", 1))
BEGINS = (
    CurveLaw("job_survival", "n", 0, 0, Side.AT_MOST, JOBS, "the curve begins with all jobs"),
    CurveLaw("job_survival", "n", 0, LAST, Side.AT_LEAST, JOBS, "the curve begins with all jobs"),
)
KNOWS = Knowledge(complete=frozenset({"stable"}), growing=frozenset({"stable"}), curve_laws=BEGINS)
N_AND_ALL_BESIDE = "n events unknown estimate conf_low conf_high"

stable = partial(result, indicator="stable")


def of_29_jobs():
    """Return the published curve of 29 jobs, of which 26 last."""
    lines = curves(6, female=ends(3, 3, 3) + lasting(26)).query("group == 'total'")
    published = protect_curves(lines, 3, [3])
    assert published.set_index("month").at[0, "n"] == 29
    return published


def disclosed(rows, *earlier):
    found = check_results(protect(rows, 3, knowledge=KNOWS, earlier=list(earlier)), WIDTH, KNOWS, list(earlier))
    return [(leak.low, leak.high) for leak in found.disclosed]


def without_n(rows):
    hidden = dict.fromkeys(N_AND_ALL_BESIDE.split(), pd.NA)
    return protect(rows, 3, knowledge=KNOWS).assign(**hidden, suppressed=N_AND_ALL_BESIDE)


def test_each_number_stands_beside_the_counts_and_the_rows_given_stay_as_they_are():
    earlier = protect(raw(stable(20, 27, 0, 2)), 3, knowledge=KNOWS)
    told = with_curves(earlier, of_29_jobs(), BEGINS)
    pd.testing.assert_frame_equal(told.iloc[:1], earlier)
    assert told["n"].tolist() == [27, 29, 29]
    assert told["indicator"].is_unique
    pd.testing.assert_frame_equal(with_curves(earlier, of_29_jobs(), ()), earlier)


def test_the_attack_knows_what_an_earlier_curve_told():
    """Of 29 jobs in the curve 27 could be judged: two could not, and the earlier edition printed both numbers."""
    earlier, now = protect(raw(stable(20, 27, 0, 2)), 3, knowledge=KNOWS), raw(stable(40, 60, 0, 9))
    assert earlier["suppressed"].tolist() == ["not_mature"]
    assert disclosed(now, earlier) == []
    assert disclosed(now, with_curves(earlier, of_29_jobs(), BEGINS)) == [(2, 2)]


def test_those_whom_an_earlier_curve_heard_of_are_at_risk_or_ended():
    law = CurveLaw("job_survival", HEARD, 1, 2, Side.AT_MOST, (("stable", "n", 1), ("stable", "unknown", -1)), "heard")
    lines = curves(6, female=[*ends(1, 1, 1), *[(1.5, False)] * 4, *lasting(26)]).query("group == 'total'")
    told = with_curves(protect(raw(stable(20, 27, 0, 2)), 3), protect_curves(lines, 3, [3]), [law])
    assert told["n"].tolist()[1:] == [29]  # 26 at risk in month 2, and 3 that ended; 33 began


def test_what_would_follow_from_an_earlier_curve_is_hidden_now():
    """The earlier edition hid how many of its jobs could be judged, but its curve tells that they were 29.

    To print 31 now would say that two were added.
    """
    earlier, now = without_n(raw(stable(20, 29, 0, 0))), raw(stable(22, 31, 0, 9))

    def hidden(edition):
        rows, _ = protect_together(now, None, WIDTH, KNOWS, earlier=[edition])
        return rows["suppressed"].tolist()

    assert hidden(earlier) == [""]
    told = with_curves(earlier, of_29_jobs(), BEGINS)
    [pattern] = hidden(told)
    assert "n" in pattern.split()
    assert disclosed(now, told) == []
