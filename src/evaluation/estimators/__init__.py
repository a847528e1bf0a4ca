"""The mathematics: counts and arrays in, numbers with their uncertainty out. statsmodels lives here.

It is imported by the functions that call it: importing it takes as long as importing all else, and most processes of a
run (a report, a process that protects, the command itself) estimate nothing.
"""

from evaluation.estimators.competing import IncidenceCurves, cumulative_incidence
from evaluation.estimators.means import Mean, t_mean
from evaluation.estimators.proportions import Proportion, wilson
from evaluation.estimators.segmented import PARAMETERS, Segmented, segmented
from evaluation.estimators.survey import (
    WeightedShare,
    margin_of_error,
    post_stratified_share,
    required_sample,
    weights,
)
from evaluation.estimators.survival import SurvivalCurve, kaplan_meier

__all__ = [
    "PARAMETERS",
    "IncidenceCurves",
    "Mean",
    "Proportion",
    "Segmented",
    "SurvivalCurve",
    "WeightedShare",
    "cumulative_incidence",
    "kaplan_meier",
    "margin_of_error",
    "post_stratified_share",
    "required_sample",
    "segmented",
    "t_mean",
    "weights",
    "wilson",
]
