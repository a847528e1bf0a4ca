"""The catalogue of indicators, and `measure`."""

from evaluation.indicators.catalogue import Indicator, catalogue, target_units
from evaluation.indicators.measure import measure, measure_curves

__all__ = ["Indicator", "catalogue", "measure", "measure_curves", "target_units"]
