"""Cross references: under each drawing, the tables that hold its numbers."""

from __future__ import annotations

from typing import Any


def refer(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every table with a title an anchor, and every figure the anchors of its tables.

    Parameters
    ----------
    blocks : list of dict
        Checked blocks of a whole document.

    Returns
    -------
    list of dict
        The same blocks; tables with ``anchor``, figures with ``references``. A figure that stands in a notebook
        without its table refers to nothing.
    """
    titles: dict[str, str] = {}
    anchored = []
    for block in blocks:
        if block["type"] == "table" and block["title"] is not None:
            anchor = f"table-{len(titles) + 1}"
            titles[anchor] = block["title"]
            block = {**block, "anchor": anchor}
        anchored.append(block)
    return [
        {**block, "references": _found(block["numbers"], titles)} if block["type"] == "figure" else block
        for block in anchored
    ]


def _found(beginnings: list[str], titles: dict[str, str]) -> list[str]:
    return [anchor for anchor, title in titles.items() if any(title.startswith(one) for one in beginnings)]
