"""No phrase is missing in a catalogue, none is left over, none is left German, and each takes the same values."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from language import phrases as verb
from language.german import german_words, without

from evaluation.language import LANGUAGES, SOURCE_LANGUAGE, TRANSLATIONS, catalogue

OTHERS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
PHRASES = verb.phrases()
SAME_IN_ENGLISH = {
    "EQ": "code of the Federal Employment Agency",
    "ESF": "abbreviation in both languages",
    "VQ": "code of the Federal Employment Agency",
}
"""Phrases that are rightly the same in English, and why."""
GERMAN_NAMES = {
    "SGBIIKennzV Abs.": "citation of a German ordinance",
}
"""German words that are rightly in an English text, and why."""


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_is_without_a_translation(language: str) -> None:
    known = catalogue(language)
    missing = {phrase: places for phrase, places in PHRASES.items() if not known.get(phrase, "").strip()}
    assert missing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language: str) -> None:
    assert set(catalogue(language)) - set(PHRASES) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_as_the_verb_writes_it(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes a phrase runs `make phrases`."""
    written = (TRANSLATIONS / f"{language}.po").read_bytes()
    (tmp_path / f"{language}.po").write_bytes(written)
    monkeypatch.setattr(verb, "TRANSLATIONS", tmp_path)
    verb.write_catalogue(language)
    assert (tmp_path / f"{language}.po").read_bytes() == written


def test_the_verb_keeps_translations_and_drops_what_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = 'msgid "alt"\nmsgstr "old"\n\nmsgid "neu"\nmsgstr "new"\n'
    (tmp_path / "en.po").write_text(old, encoding="utf-8")
    monkeypatch.setattr(verb, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(verb, "phrases", lambda: {"neu": {"a.py"}, "ganz neu": {"b.py"}})
    assert verb.write_catalogue("en") == 1
    text = (tmp_path / "en.po").read_text(encoding="utf-8")
    assert 'msgid "neu"\nmsgstr "new"' in text
    assert 'msgid "ganz neu"\nmsgstr ""' in text
    assert "alt" not in text


def places_of_values(phrase: str) -> Counter[tuple[str, str, str]]:
    """Return the placeholders of a phrase, with format and conversion."""
    return Counter(
        (name, form or "", how or "") for _, name, form, how in Formatter().parse(phrase) if name is not None
    )


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_takes_the_same_values(language: str) -> None:
    wrong = {
        german: told
        for german, told in catalogue(language).items()
        if places_of_values(german) != places_of_values(told)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_placeholder_is_a_position(language: str) -> None:
    """An order of words differs between languages: each value has a name."""
    names = {name for phrase in catalogue(language) for name, _, _ in places_of_values(phrase)}
    assert {name for name in names if not name.isidentifier()} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_begins_and_ends_as_the_phrase(language: str) -> None:
    """Sentences stay sentences, and what is put together from parts has its spaces and stops."""

    def edges(text: str) -> tuple[bool, bool, bool]:
        return text[0].isspace(), text[-1].isspace(), text.rstrip("‘’“”\"'").endswith(".")

    wrong = {german: told for german, told in catalogue(language).items() if edges(german) != edges(told)}
    assert wrong == {}


def test_no_english_translation_is_left_german() -> None:
    left = {german: german_words(without(told, GERMAN_NAMES)) for german, told in catalogue("en").items()}
    assert {german: found for german, found in left.items() if found} == {}


def test_english_that_is_the_same_as_german_is_meant_to_be() -> None:
    same = {german for german, told in catalogue("en").items() if german == told}
    assert same == set(SAME_IN_ENGLISH) & set(PHRASES)


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("Wer austrat", True),
        ("Güte", True),
        ("„Was hielt“", True),
        ("nicht erhoben", True),
        ("Personen mit Datensatz", True),
        ("the die was cast in a war", False),
        ("‘not stated’: 12 of 20 – so be it", False),
    ],
)
def test_german_is_told_from_english(text: str, german: bool) -> None:
    assert bool(german_words(text)) is german


# --- how phrases are written ------------------------------------------------------------------------------------------


@cache
def calls() -> list[tuple[str, ast.Call, bool]]:
    """Return the calls that take phrases: where, the call, and whether it runs when the module is imported."""
    found: list[tuple[str, ast.Call, bool]] = []

    def visit(node: ast.AST, place: str, importing: bool) -> None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in verb.PHRASES_OF:
            found.append((f"{place}:{node.lineno}", node, importing))
        inside = isinstance(node, ast.FunctionDef | ast.Lambda)
        body = {id(child) for child in _body(node)} if inside else set()
        for child in ast.iter_child_nodes(node):
            visit(child, place, importing and id(child) not in body)

    for path in sorted(verb.SOURCE.rglob("*.py")):
        visit(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(verb.SOURCE).as_posix(), importing=True)
    return found


def _body(function: ast.AST) -> list[ast.AST]:
    body = getattr(function, "body", [])
    return body if isinstance(body, list) else [body]


def test_a_phrase_is_never_put_together_before_it_is_said() -> None:
    """An f-string or a sum would be looked up with the values in it, and never found."""
    pieced = (ast.JoinedStr, ast.BinOp)
    wrong = [
        place
        for place, call, _ in calls()
        if isinstance(call.func, ast.Name)
        for one in call.args[: verb.PHRASES_OF[call.func.id]]
        if isinstance(one, pieced)
    ]
    assert wrong == []


def test_nothing_is_said_while_a_module_is_imported() -> None:
    """It would be German for ever: the language is chosen later."""
    said = [
        place
        for place, call, importing in calls()
        if importing and isinstance(call.func, ast.Name) and call.func.id != "noted"
    ]
    assert said == []


def test_the_calls_are_found() -> None:
    """The two tests above look at something: phrases said in functions, and phrases noted at import."""
    assert sum(importing for _, _, importing in calls()) > 50
    assert sum(not importing for _, _, importing in calls()) > 100
