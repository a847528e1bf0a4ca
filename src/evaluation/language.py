"""The language of the reader: German is the source, every other language a gettext catalogue beside it.

A phrase is written where it is printed, in German: ``say("{events} von {n}", events=3, n=12)``. What is in braces is
put in after the phrase was looked up, and as it is: text from data is never taken for a phrase. Words that are kept in
tables of constants are marked with `noted`, and looked up when they are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from babel.messages.pofile import read_po

Language = Literal["de", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
SOURCE_LANGUAGE: Final[Language] = "de"
LOCALES: Final[Mapping[Language, str]] = {"de": "de_DE", "en": "en_GB"}
TRANSLATIONS: Final = Path(__file__).parent / "translations"

# One report is one process and has one language, as it has one set of drawing styles.
_SPOKEN: ContextVar[Language] = ContextVar("language", default=SOURCE_LANGUAGE)


def noted(phrase: str) -> str:
    """Mark a phrase for the catalogues and return it as it is; `say` looks it up where it is printed."""
    return phrase


class Words(Mapping[str, str]):
    """German words by code, in the order of reading; reading one gives it in the language of the reader.

    Parameters
    ----------
    words
        Phrases, each marked with `noted`.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, code: str) -> str:
        return say(self._words[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def spoken() -> Language:
    """Return the language in which `say` speaks."""
    return _SPOKEN.get()


def data_language() -> Language | None:
    """Return the language of texts from data, if it is not the one spoken: they are printed as they are."""
    return None if spoken() == SOURCE_LANGUAGE else SOURCE_LANGUAGE


def locale() -> str:
    """Return the locale of numbers and days."""
    return LOCALES[spoken()]


def speak(language: Language) -> None:
    """Choose the language of everything that is said from here on."""
    _SPOKEN.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Choose the language of everything that is said inside the `with`."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def say(phrase: str, /, **values: object) -> str:
    """Return a phrase in the language of the reader, with the values put in.

    Parameters
    ----------
    phrase
        German, with names in braces where values go.
    **values
        Texts and numbers, already written for the reader. Without any the phrase may hold braces.
    """
    found = catalogue(spoken()).get(phrase, phrase) if phrase else phrase
    return found.format(**values) if values else found


def say_number(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the phrase for one or for many, by `number`, with the number and the values put in."""
    return say(one if number == 1 else many, number=number, **values)


@lru_cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return the translations of a language by German phrase; the source language needs none."""
    if language == SOURCE_LANGUAGE:
        return {}
    with (TRANSLATIONS / f"{language}.po").open("rb") as stream:
        messages = read_po(stream, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}
