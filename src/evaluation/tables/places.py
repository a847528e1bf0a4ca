"""The lines of a table over projects: named by the project, or by the municipality where there are several of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from evaluation.findings import Findings
from evaluation.language import say
from evaluation.tables.selection import ProjectPart, projects_in_order


def by_place(findings: Findings) -> list[tuple[str, ProjectPart]]:
    """Return the projects with the names of their lines, sorted by municipality; its projects are told apart."""
    names = dict(zip(findings.projects["project"], findings.projects["municipality_name"], strict=True))
    placed = [(str(names[part.code]), part) for part in projects_in_order(findings)]
    placed.sort(key=lambda one: (in_the_alphabet(one[0]), in_the_alphabet(one[1].name)))
    projects = Counter(place for place, _ in placed)
    return [(place if projects[place] == 1 else f"{place}, {part.name}", part) for place, part in placed]


def by_project(findings: Findings) -> tuple[str, list[tuple[str, ProjectPart]]]:
    """Return the head of the first column and the lines of a table with a line for each project.

    In the report on one municipality they are the projects with their rounds, otherwise the municipalities.
    """
    if len(findings.municipalities) > 1:
        return say("Gemeinde"), by_place(findings)
    return say("Projekt und Förderrunde"), [(part.heading, part) for part in projects_in_order(findings)]


def in_the_alphabet(name: str) -> tuple[tuple[int, str], ...]:
    """Return the place of a name in the alphabet: Ö beside O (DIN 5007-1), and 2 before 10."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"[0-9]+|[^0-9]+", plain))
