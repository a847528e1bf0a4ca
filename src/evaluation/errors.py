"""One base error, and a subclass for each reader who can mend it.

A message says what is wrong, where, what is allowed and what to do. The hall (`evaluation.cli`) prints these errors
without a traceback; everything else that is raised is a fault of ours and keeps its traceback.
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Something that a user can mend."""


class PlanError(EvaluationError):
    """The analysis plan is missing, unreadable or asks for something impossible."""


class ThemeError(EvaluationError):
    """The look of a municipality's report asks for something unknown or unreadable."""


class SourceDataError(EvaluationError):
    """The source tables break their contracts.

    The message counts the faults and never quotes a value, because it may end up in a log or an executed notebook;
    `evaluation check` shows the values to whoever holds the data.
    """


class FindingsError(EvaluationError):
    """The findings folder is missing, damaged or does not hold what was asked for."""


class ReleaseError(EvaluationError):
    """Published numbers would give away a protected one."""


class ReportError(EvaluationError):
    """A notebook or its conversion to PDF failed."""


class ParameterError(EvaluationError):
    """A notebook was given a parameter that it does not have, or a value of the wrong kind."""


class VerificationError(EvaluationError):
    """A run cannot be compared with its evidence."""
