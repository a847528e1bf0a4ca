"""The catalogue of indicators, and `measure`."""

from evaluation.indicators.catalogue import INDICATORS, catalogue, target_units
from evaluation.indicators.curves import measure_curves
from evaluation.indicators.dimensions import DIMENSIONS
from evaluation.indicators.measure import measure
from evaluation.indicators.members import members
from evaluation.indicators.model import Chapter, Estimator, Family, Indicator, Relation, Table
from evaluation.indicators.relations import RELATIONS, check_relations, offending_records
from evaluation.indicators.same_sets import same_sets

__all__ = [
    "DIMENSIONS",
    "INDICATORS",
    "RELATIONS",
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
    "same_sets",
    "target_units",
]
