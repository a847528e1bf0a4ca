"""What travels beside the tables: the words of the evaluators, and the look of a municipality's report.

`narratives/<AGS>/<chapter>.md` and `themes/<AGS>/theme.toml` with `logo.svg`. None of them must be there; one that
nobody would print is a fault, because it would vanish without a word.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from evaluation.errors import ThemeError
from evaluation.fonts.coverage import unprintable
from evaluation.sources.faults import Fault
from evaluation.sources.values import NO_GLYPH_REMEDY, no_glyph
from evaluation.theme import parse_theme
from evaluation.words import NARRATIVES

FOLDERS: Final = ("narratives", "themes")
LONGEST: Final = 200_000
"""Characters of one file: some eighty pages."""

Enclosures = dict[tuple[str, str, str], str]
"""Texts by municipality (AGS), kind (`narrative`, `theme`, `logo`) and name."""


def read_enclosures(folder: Path, municipalities: set[str]) -> tuple[Enclosures, dict[str, str], list[Fault]]:
    """Read what stands beside the tables of a data folder.

    Parameters
    ----------
    folder
        Folder of the source tables.
    municipalities
        Keys (AGS) that have a project.

    Returns
    -------
    tuple
        The texts, the SHA-256 of each file by its path in the folder, and the faults.
    """
    texts: Enclosures = {}
    prints: dict[str, str] = {}
    faults: list[Fault] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        key = _key(path.relative_to(folder))
        if key is None:
            faults.append(_fault(name, _ALLOWED, "rename the file or move it out of the folder"))
        elif key[0] not in municipalities:
            problem = f"there is no project in municipality {key[0]}"
            faults.append(_fault(name, problem, "name the folder like the key (AGS) of a municipality with a project"))
        else:
            content = path.read_bytes()
            text, fault = _text(content, name)
            if fault:
                faults.append(fault)
            elif text.strip():
                faults += _unprintable(text, name) if key[1] == "narrative" else []
                texts[key] = text
                prints[name] = hashlib.sha256(content).hexdigest()
    faults += _broken_themes(texts)
    return dict(sorted(texts.items())), prints, faults


_ALLOWED: Final = (
    "no report takes this file; there may be narratives/<AGS>/<chapter>.md with the chapters "
    f"{', '.join(NARRATIVES)}, themes/<AGS>/theme.toml and themes/<AGS>/logo.svg"
)


def _files(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden:
                yield path


def _key(path: Path) -> tuple[str, str, str] | None:
    match path.parts:
        case ("narratives", municipality, name) if path.suffix == ".md" and path.stem in NARRATIVES:
            return municipality, "narrative", Path(name).stem
        case ("themes", municipality, "theme.toml"):
            return municipality, "theme", "theme"
        case ("themes", municipality, "logo.svg"):
            return municipality, "logo", "logo"
    return None


def _text(content: bytes, name: str) -> tuple[str, Fault | None]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", _fault(name, "the text is not UTF-8", "save the file as UTF-8")
    if len(text) > LONGEST:
        return "", _fault(name, f"the text has more than {LONGEST} characters", "shorten it")
    # The file may come from any system; what is stored, and so what is compared, has one kind of line end.
    return "\n".join(text.splitlines()).strip("\n"), None


def _unprintable(text: str, name: str) -> Iterator[Fault]:
    """Yield a fault for each line of Markdown that cannot be printed, also where it names a character by its number."""
    for number, line in enumerate(text.split("\n"), start=1):
        if found := unprintable(html.unescape(line)):
            yield Fault(name, number, None, line, no_glyph(found), NO_GLYPH_REMEDY)


def _broken_themes(texts: Enclosures) -> Iterator[Fault]:
    for (municipality, kind, _), text in texts.items():
        if kind == "theme":
            name = f"themes/{municipality}/theme.toml"
            try:
                theme = parse_theme(text, name)
            except ThemeError as fault:
                yield _fault(name, str(fault).removeprefix(f"{name}: "), "correct the file")
                continue
            if (theme.logo is not None) != ((municipality, "logo", "logo") in texts):
                problem = "a logo needs both: logo.svg, and in theme.toml `logo` with what it shows"
                yield _fault(name, problem, "add what is missing")
        elif kind == "logo" and (municipality, "theme", "theme") not in texts:
            problem = "there is no theme.toml that says what the logo shows"
            yield _fault(f"themes/{municipality}/logo.svg", problem, "add theme.toml with `logo`")


def _fault(name: str, problem: str, remedy: str) -> Fault:
    return Fault(name, None, None, None, problem, remedy)
