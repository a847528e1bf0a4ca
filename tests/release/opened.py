"""What is in the files of a run, for whoever has the means to open them: every part, every stream, every string."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject


def every_output(folder: Path) -> list[Path]:
    """Return all files of a folder, hidden ones, too."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


@cache
def contents(path: Path) -> list[bytes]:
    """Return all bytes of a file that a reader could get at: as they stand, unpacked, and as text."""
    return list(_contents(path))


def _contents(path: Path) -> Iterator[bytes]:
    body = path.read_bytes()
    yield body
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            yield parts.comment
            for name in parts.namelist():
                yield name.encode()
                yield parts.read(name)
    if path.suffix == ".pdf":
        for found in objects(path):
            if isinstance(found, StreamObject):
                yield found.get_data()
            for text in strings(found):
                yield text.encode()
        yield pdf_text(path).encode()


def objects(path: Path) -> Iterator[Any]:
    """Yield every object of a PDF, also those that lie packed in streams and those that no page refers to."""
    reader = pypdf.PdfReader(path)
    numbers = {number for known in (*reader.xref.values(), reader.xref_objStm) for number in known}
    yield reader.trailer
    for number in sorted(numbers - {0}):
        yield reader.get_object(number)


def strings(found: Any) -> Iterator[str]:
    """Yield names and strings of an object, without following references: alternative texts, titles, links, dates."""
    if isinstance(found, TextStringObject | str):
        yield str(found)
    elif isinstance(found, bytes):
        yield found.decode("latin-1")
    elif isinstance(found, DictionaryObject):
        for key, value in dict.items(found):
            yield str(key)
            yield from strings(value)
    elif isinstance(found, ArrayObject | list):
        for value in list.__iter__(found):
            yield from strings(value)


def keys_of_pdf(path: Path) -> set[str]:
    """Return every key of every dictionary of a PDF."""
    return {str(key) for found in _dictionaries(path) for key in dict.keys(found)}


def links_of_pdf(path: Path) -> list[str]:
    """Return the addresses that a PDF leads to."""
    return [str(found["/URI"]) for found in _dictionaries(path) if "/URI" in found]


def _dictionaries(path: Path) -> Iterator[DictionaryObject]:
    stack = list(objects(path))
    while stack:
        found = stack.pop()
        if isinstance(found, DictionaryObject):
            yield found
            stack += [value for _, value in dict.items(found)]
        elif isinstance(found, ArrayObject):
            stack += list(list.__iter__(found))


def pdf_text(path: Path) -> str:
    """Return the text of a PDF on one line."""
    return " ".join(pdf_pages(path))


@cache
def pdf_pages(path: Path) -> tuple[str, ...]:
    """Return the text of each page of a PDF on one line, from the place where it was kept if it was."""
    kept = _kept(path)
    if kept.is_file():
        return tuple(json.loads(kept.read_text("utf-8")))
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    return tuple(" ".join(page.replace("\u00a0", " ").split()) for page in pages)


def keep_pages(run: Path) -> None:
    """Keep the text of the PDFs of a run outside it: reading them takes longer than making them."""
    for path in run.glob("*.pdf"):
        _kept(path).write_text(json.dumps(pdf_pages(path)), encoding="utf-8")


def _kept(path: Path) -> Path:
    return path.parents[2] / f"{path.name}.json"  # beside the folder of all runs, in which hostile text writes nothing


def blocks_of(notebook: Path) -> Iterator[dict[str, Any]]:
    """Yield the blocks that an executed notebook shows."""
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            content = output.get("data", {}).get("application/vnd.quartier.block+json", {})
            yield from content.get("blocks", [])


def pages_of(notebook: Path) -> Iterator[str]:
    """Yield what JupyterLab shows of an executed notebook, as HTML."""
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("data", {}).get("text/html", ""))


class Page(HTMLParser):
    """Elements, attributes and text of a page as a browser has them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_of_workbook(path: Path) -> list[str]:
    """Return the texts of a workbook as they stand in the file, with the escapes of XML undone."""
    with zipfile.ZipFile(path) as parts:
        bodies = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    found = [text for body in bodies for text in re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", body)]
    return [
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") for text in found
    ]
