"""Protect small numbers: pure functions from raw results to results that may leave the house.

Primary suppression hides every count from 1 to one below the plan's smallest cell, and every number that reveals such
a count: the complement of a numerator, what a printed set leaves of a printed larger one, a share, a mean or a sum
over few cases, an interval, a step of a curve. Zero is publishable. Then, where one hidden number could be found by
subtracting its published neighbours from a published sum (over the groups of a dimension, over the quarters, over
indicators that add up by a law), a second one is hidden too: the smallest, ties in the order of the keys, so that the
same numbers hide the same cells in whatever order their rows stand.

"Suppressed" is a value: the cell is empty, `suppressed` names the column, and the file on disk shows ".".

What this room does not do yet:

- Several sums together. No single sum gives a hidden number away; two or more may, together. Only a linear program
  over all of them tells, and how narrow an interval they leave. Nor does it ask that the hidden cells of a sum are
  together no few: of 20 persons 18 women are printed, and the two others, one man and one non-binary, are hidden.
- Persons outside every printed group: the total minus its groups tells how many are of unknown gender or area.
- Laws that nobody has written down as a `Relation`: one set under two names, groups of one dimension within groups of
  another, a sum that is the mean times its cases. Laws are followed over the whole term alone.
- Sums over time of shares and means; curves against results.
- Dominance: one case that makes up most of a sum.
- Differences between editions of a report.
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
