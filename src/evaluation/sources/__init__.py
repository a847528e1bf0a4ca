"""What a table must look like, and the only code that opens source data."""

from evaluation.sources.faults import Fault
from evaluation.sources.reading import Sources, check_sources, inspect_sources, read_facts, read_sources

__all__ = ["Fault", "Sources", "check_sources", "inspect_sources", "read_facts", "read_sources"]
