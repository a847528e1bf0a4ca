"""One run: the order of calls from a data folder to a folder of reports.

The computing half and the producing half meet here and in the findings on disk, and nowhere else.
"""

from evaluation.processors import available_cores
from evaluation.run.perform import foresee, perform
from evaluation.run.request import Progress, RunOutcome, RunRequest, run_name

__all__ = ["Progress", "RunOutcome", "RunRequest", "available_cores", "foresee", "perform", "run_name"]
