"""Many reports: the same function for each, on any executor, and a ledger that tells the truth."""

from evaluation.batch.executors import Place, dask_cluster, end_children, local_processes
from evaluation.batch.keys import Fingerprints, ReportKey, fingerprint, fingerprint_of_digests, fingerprints_of
from evaluation.batch.ledger import Entry, Ledger, read_ledger_table, write_ledger_table
from evaluation.batch.make import Interrupted, make_reports
from evaluation.batch.reuse import Decision, Earlier, decide, earlier_reports, take_over
from evaluation.batch.work import locked, working_folder

__all__ = [
    "Decision",
    "Earlier",
    "Entry",
    "Fingerprints",
    "Interrupted",
    "Ledger",
    "Place",
    "ReportKey",
    "dask_cluster",
    "decide",
    "earlier_reports",
    "end_children",
    "fingerprint",
    "fingerprint_of_digests",
    "fingerprints_of",
    "local_processes",
    "locked",
    "make_reports",
    "read_ledger_table",
    "take_over",
    "working_folder",
    "write_ledger_table",
]
