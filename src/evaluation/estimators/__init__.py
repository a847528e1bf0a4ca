"""The mathematics: counts and arrays in, numbers with their uncertainty out. statsmodels lives here."""

from evaluation.estimators.proportions import Proportion, wilson
from evaluation.estimators.survival import SurvivalCurve, kaplan_meier

__all__ = ["Proportion", "SurvivalCurve", "kaplan_meier", "wilson"]
