"""Record keys of cases, and their sums: what the cell-key method needs beside the counts, and no other method."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evaluation.errors import PlanError
from evaluation.indicators.counting import Breakdown, Flags, Numbers
from evaluation.plan import DisclosureMethod, Plan
from evaluation.results import COUNT_COLUMNS
from evaluation.sources import Sources
from evaluation.sources.secret import KEY_FILE, KEYS, PART_MARK, record_keys

KEY_SUMS: Mapping[str, str] = {name: f"{name}_key" for name in COUNT_COLUMNS}
"""For each count the column of the sum of its cases' record keys, modulo `KEYS`."""


def secret_of(sources: Sources, plan: Plan) -> bytes | None:
    """Return the secret that the plan's method of protection needs; None if it needs none.

    Raises
    ------
    PlanError
        If it needs one, and the data hold none.
    """
    if plan.disclosure.method is not DisclosureMethod.CELL_KEY:
        return None
    if sources.secret is None:
        raise PlanError(
            f"disclosure.method = 'cell_key' needs a key, and the data folder holds no {KEY_FILE}. Write 64 random "
            "hexadecimal digits into it, for example with: openssl rand -hex 32. Keep the file with the data, give it "
            "to nobody, and use it for every edition."
        )
    return sources.secret


def keys_of_cases(table: pd.DataFrame, name: str, secret: bytes | None) -> Numbers | None:
    """Return the record key of each case: the same for the same project and pseudonym; None without a secret.

    Parameters
    ----------
    table
        One row a case, with `project`.
    name
        Column of the pseudonym.
    secret
        From `secret_of`.
    """
    return None if secret is None else record_keys(table["project"] + PART_MARK + table[name], secret)


def sums_of_keys(breakdown: Breakdown, flags: Mapping[str, Flags], keys: Numbers) -> dict[str, Numbers]:
    """Return for each count of the rows the sum of the keys of its cases, modulo `KEYS`."""
    return {KEY_SUMS[name]: breakdown.total(some, keys) % KEYS for name, some in flags.items()}


def keys_of_firms(network: pd.DataFrame, columns: Mapping[str, str], secret: bytes) -> dict[str, Numbers]:
    """Return what takes the place of the sums of keys where rows of the network are counted.

    A column of the network names a set of firms, contacts, attendances or pairs: the same set has the same number in
    each table and edition, and so the same key, drawn by project, period, group, column and number.

    Parameters
    ----------
    network
        Rows of the network table.
    columns
        For each count the column of the network that it is.
    secret
        From `secret_of`.
    """
    places = network[["project", "period", "dimension", "group"]].agg(PART_MARK.join, axis=1)
    names = {
        name: [
            PART_MARK.join((place, column, str(number))) for place, number in zip(places, network[column], strict=True)
        ]
        for name, column in columns.items()
    }
    return {KEY_SUMS[name]: record_keys(of_rows, secret) for name, of_rows in names.items()}
