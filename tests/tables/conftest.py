"""The small findings of the figures serve the tables, too."""

from figures.conftest import make_findings, texts

__all__ = ["make_findings", "texts"]
