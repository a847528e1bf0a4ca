"""Which sectors met: ties of firms within a sector and between two."""

from __future__ import annotations

import re
from collections.abc import Mapping

import networkx as nx
import pandas as pd

from evaluation.plan import Plan
from evaluation.sources import Sources

_BETWEEN = "–"
_ALONE = re.compile(rf"(?<![^ ]){_BETWEEN}+(?![^ ])")
"""Dashes with a blank, or an end of the name, on either side."""


def pair_code(one: str, other: str) -> str:
    """Return the code of a pair of sectors in whichever order, `one – other`; no two pairs share one.

    Dashes that stand alone in a name are doubled, so that the one between the names is the only odd one.
    """
    first, second = (_ALONE.sub(lambda dashes: 2 * dashes[0], name) for name in sorted((one, other)))
    return f"{first} {_BETWEEN} {second}"


def in_sectors(attendances: pd.DataFrame, sources: Sources, plan: Plan) -> pd.DataFrame:
    """Return the attending firms with their sector: `project`, `enterprise`, `group`.

    A sector of fewer firms than the smallest cell is left out: its very name could tell which firm came.
    """
    sectors = sources["enterprises"][["enterprise", "sector"]].dropna().rename(columns={"sector": "group"})
    firms = attendances[["project", "enterprise"]].drop_duplicates().merge(sectors, on="enterprise")
    sizes = firms.groupby(["project", "group"])["enterprise"].transform("size")
    return firms[sizes >= plan.disclosure.smallest_cell]


def by_sectors(ties: Mapping[str, nx.Graph], firms: pd.DataFrame) -> pd.DataFrame:
    """Return the ties within and between sectors of each project: `project`, `group`, `ties`, `tie_firms`.

    Of a pair of sectors the firms are those of the side with fewer: they stand behind the number. A tie of a firm
    that is not among `firms` (`in_sectors`) is in none of them.

    Parameters
    ----------
    ties
        Tied firms by project (`evaluation.network.structure.ties_of`).
    firms
        Firms with their sector (`in_sectors`).
    """
    found = []
    for project, own in firms.groupby("project"):
        sector = dict(zip(own["enterprise"], own["group"], strict=True))
        edges = [(one, two) for (_, one), (_, two) in ties[str(project)].edges() if one in sector and two in sector]
        between: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for one, two in edges:
            here, there = sorted((sector[one], sector[two]))
            between.setdefault((here, there), []).append((one, two))
        for (here, there), among in sorted(between.items()):
            ends = {firm for edge in among for firm in edge}
            sides = [sum(sector[firm] == name for firm in ends) for name in (here, there)]
            found.append((project, pair_code(here, there), len(among), min(sides)))
    return pd.DataFrame(found, columns=["project", "group", "ties", "tie_firms"])
