"""The fonts of the house, so that a report looks the same on every computer.

The typesetter and the figures both read the files in this folder and never a font of the system. The text family covers
the Latin letters of DIN 91379, the standard for names in German public administration, including combining marks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["FONT_FAMILY", "FONT_FILES", "FONT_FOLDER", "MONO_FAMILY"]

FONT_FOLDER: Final = Path(__file__).resolve().parent
"""Folder that holds the font files and their licence."""

FONT_FAMILY: Final = "Inter"
"""Family of everything that is read."""

MONO_FAMILY: Final = "Noto Sans Mono"
"""Family of program output; it also lends the text family the few signs that the text family lacks."""

FONT_FILES: Final = tuple(sorted([*FONT_FOLDER.glob("*.otf"), *FONT_FOLDER.glob("*.ttf")]))
"""Every font file, in a stable order."""
