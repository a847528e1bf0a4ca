"""Collect the German phrases of the project, and write them into the catalogues; with `--check`, tell what is missing.

A phrase is the text in a call of `say`, `say_number` or `noted`, in code or in a template of HTML, a definition of an
indicator or a law, or a cell of prose in a notebook that becomes a report.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import evaluation
from evaluation.indicators import INDICATORS
from evaluation.indicators.relations import RELATIONS
from evaluation.language import LANGUAGES, SOURCE_LANGUAGE, TRANSLATIONS

SOURCE = Path(evaluation.__file__).parent
NOTEBOOKS = SOURCE.parents[1] / "notebooks"
PHRASES_OF = {"say": 1, "noted": 1, "say_number": 2}
"""Functions and how many phrases they take."""
DEFINITION = ("population", "event", "window", "source")
"""What of an indicator is printed."""


def phrases() -> dict[str, set[str]]:
    """Return the phrases, each with the places where it stands."""
    found: dict[str, set[str]] = {}
    for phrase, place in [*_of_code(), *_of_templates(), *_of_definitions(), *_of_notebooks()]:
        found.setdefault(phrase, set()).add(place)
    return found


def _of_code() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PHRASES_OF:
                for argument in node.args[: PHRASES_OF[node.func.id]]:
                    if isinstance(argument, ast.Constant) and argument.value:
                        yield str(argument.value), path.relative_to(SOURCE).as_posix()


def _of_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.html")):
        page = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for _, _, found in extract_from_ast(page, gettext_functions=("say",), babel_style=False):
            phrase = found if isinstance(found, str) else found[0]
            yield str(phrase), path.relative_to(SOURCE).as_posix()


def _of_definitions() -> Iterator[tuple[str, str]]:
    for indicator in INDICATORS:
        yield from ((getattr(indicator, field), "indicators") for field in DEFINITION)
    yield from ((relation.sentence, "indicators/relations.py") for relation in RELATIONS)


def _of_notebooks() -> Iterator[tuple[str, str]]:
    for path in sorted(NOTEBOOKS.glob("*report.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield cell.source, path.name


def write_catalogue(language: str) -> int:
    """Write the phrases into the catalogue of a language, keep what is translated, return how many are not."""
    path = TRANSLATIONS / f"{language}.po"
    before = {}
    if path.exists():
        with path.open("rb") as stream:
            before = {str(message.id): str(message.string) for message in read_po(stream)}
    catalogue = Catalog(locale=language, project="quartier-evaluation", fuzzy=False, header_comment="# English words.")
    for phrase, places in sorted(phrases().items(), key=lambda item: (min(item[1]), item[0])):
        catalogue.add(phrase, before.get(phrase, ""), locations=[(place, None) for place in sorted(places)])
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=120, omit_header=True)
    return sum(not before.get(phrase) for phrase in phrases())


if __name__ == "__main__":
    for one in LANGUAGES:
        if one != SOURCE_LANGUAGE:
            sys.stdout.write(f"{one}: {write_catalogue(one)} phrase(s) without a translation\n")
