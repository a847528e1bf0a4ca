"""The catalogue of indicators, and `measure`."""

from evaluation.indicators.catalogue import INDICATORS, catalogue, target_units
from evaluation.indicators.curves import measure_curves
from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.indicators.measure import measure
from evaluation.indicators.members import members
from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Relation, Table
from evaluation.indicators.relations import RELATIONS, SAME_SETS, check_relations, offending_records

__all__ = [
    "DIMENSIONS",
    "INDICATORS",
    "RELATIONS",
    "SAME_SETS",
    "Chapter",
    "Estimator",
    "Family",
    "Indicator",
    "Relation",
    "Table",
    "catalogue",
    "check_relations",
    "measure",
    "measure_curves",
    "members",
    "offending_records",
    "target_units",
]
