"""Tell German text: by letters that English has not, and by words that are common in German and no English words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = re.compile(r"[äöüÄÖÜß„“]")
_WORDS = re.compile(
    r"\b(ab|als|anteil|auch|auf|aus|bei|bis|dass|das|dem|den|der|des|durch|ein|eine|einem|einen|einer|eines|gilt|"
    r"hat|ihr|im|insgesamt|ist|je|jede|jeder|jedes|kein|keine|mit|monat|monate|monaten|nach|nicht|noch|nur|oder|ohne|"
    r"personen|projekt|quelle|sich|sie|sind|tage|tagen|und|unter|vom|von|vor|waren|wen|wenn|wer|werden|wie|wird|"
    r"zu|zum|zur|zwei)\b",
    re.IGNORECASE,
)


def german_words(text: str) -> list[str]:
    """Return what in a text is German, each with what follows."""
    found = [*_LETTERS.finditer(text), *_WORDS.finditer(text)]
    return [text[one.start() : one.start() + 30] for one in found]


def without(text: str, parts: Iterable[str]) -> str:
    """Return a text without these parts, the longest taken out first."""
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, " ")
    return text
