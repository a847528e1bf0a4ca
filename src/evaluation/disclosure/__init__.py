"""Protect small numbers: pure functions from raw results to results that may leave the house.

Primary suppression hides every count from 1 to one below the plan's smallest cell, and every number that reveals such
a count: the complement of a numerator, what a printed set leaves of a printed larger one, a share, a mean or a sum
over few cases, an interval, a step of a curve. Zero is publishable. Then, where one hidden number could be found by
subtracting its published neighbours from a published sum (over the groups of a dimension, over the quarters, over
indicators that add up by a law), a second one is hidden too: the smallest, ties in the order of the keys, so that the
same numbers hide the same cells in whatever order their rows stand.

Then the counts of the whole run, and of the earlier editions of its reports, are one system of equations (`system`),
and the room attacks it as an outsider would, by linear and integer programs (`attack`). What can be computed too
narrowly is mended by hiding what costs the reader least (`remedy`), and the attack comes again, until it fails
(`settle`). The same attack, with nothing but the published rows, checks a release (`release`).

A number is open if its interval is as wide as the plan asks (`protection_width`), and holds 0 or reaches the smallest
cell: nobody can say that it counts few, nor how many. A number that is certainly 0, or certainly no fewer than the
smallest cell, needs no protection. The attacker knows every law of `Knowledge`, that counts are whole and never
negative, and all that is printed; not which numbers were hidden for their own sake and which beside them.

Curves come last: what their points tell of counts (`evaluation.indicators.curve_laws`) is more forms of the system
(`curve_facts`), and a curve that would give a hidden count away is hidden (`telling`).

"Suppressed" is a value: the cell is empty, `suppressed` names the column, and the file on disk shows ".".

Where the plan chooses rounding or the cell-key method, counts are treated instead (`treatments`, `perturbed`), and the
attack takes each published one as the interval of the true ones behind it (`intervals`): the same laws hold between
these. What it still computes too narrowly is hidden. What is no count of cases keeps the own rule and second cells.

What is no count tells none: a share, its interval and a mean stand beside the `n` that they were computed from, or
nowhere, since all digits of an interval tell `n` and `events`. An amount, and a mean times its cases, are sums, hidden
with few cases, by dominance, and beside a single hidden one. What a sum over firms leaves without its printed parts is
one, too (`firm_rests`). The interval of a mean is a second equation about the same values, and needs twice as many
persons. Weighted shares, means, regressions and curves have few decimals (`protection.DECIMALS`, `curves`): all of them
tell the answers in each stratum, the sizes of firms, single months, and in which order persons left. Other measures are
hidden where they would tell of hidden counts (`measures`). No median is published.

What a total curve leaves without the curves of its groups, and what a month of a curve leaves of an earlier one, is
held to the rule of a curve: those at risk, those with an event and those no longer heard of are enough, or nobody.

What this room does not do yet:

- Programs over amounts (hours, money) and means: they are hidden by their own rule, by dominance, and by what single
  sums leave, but no interval is computed for them.
- Curves of several dimensions against each other: steps and single sums alone are looked at; nor are curves compared
  with those of earlier editions, nor their shares with the days of horizons.
- Firm rests where counts are rounded or deviate; and those of ties between sectors.
- The degree centralisation of ties tells with how many others the firm with most ties has one, though not which firm.
- Who knows these rules and computes what they hide of every table that agrees with the published one can sometimes tell
  that a hidden cell is few, seldom which number it is (`tests/disclosure/test_disclosure_information.py`).
- Persons who know a number of their own: a hidden cell of one person does not protect another one from that person.
- Averages under the cell-key method: the same number summed up over several breakdowns has as many independent
  deviations. Firms have no record keys: the key of a set of firms is drawn by its name and number.
"""

from evaluation.disclosure.cells import MASK_COLUMNS, PUBLIC_UNITS, small
from evaluation.disclosure.curves import COMPETING, protect_curves
from evaluation.disclosure.keys import OVERLAPPING
from evaluation.disclosure.knowledge import Knowledge, knowledge_of
from evaluation.disclosure.protection import protect

__all__ = [
    "COMPETING",
    "MASK_COLUMNS",
    "OVERLAPPING",
    "PUBLIC_UNITS",
    "Knowledge",
    "knowledge_of",
    "protect",
    "protect_curves",
    "small",
]
