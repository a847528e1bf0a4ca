"""Figures are drawn from protected findings alone: no bar, mark or curve ends where a hidden number would put it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
from opened import blocks_of
from planted import MUNICIPALITY

from evaluation.findings import read_findings

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 1e-5
"""Share of an axis: what is drawn from a number ends as near to its place."""


def notebook_of(folder):
    (found,) = (folder / "notebooks").glob(f"{MUNICIPALITY}*.ipynb")
    return found


def drawings(folder) -> Iterator[ElementTree.Element]:
    for block in blocks_of(notebook_of(folder)):
        if block["type"] == "figure":
            yield ElementTree.fromstring(block["svg"])  # noqa: S314 - our own


def numbers(path: ElementTree.Element) -> list[tuple[float, float]]:
    found = [float(one) for one in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", path.get("d", ""))]
    return list(zip(found[::2], found[1::2], strict=False))


def shapes(group: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what is drawn in a group of a drawing, without its letters."""
    for part in group:
        if part.tag == f"{SVG}g" and not str(part.get("id")).startswith(("text_", "matplotlib.axis")):
            yield from shapes(part)
        elif part.tag in (f"{SVG}path", f"{SVG}use"):
            yield part


def shares_drawn(folder) -> np.ndarray:
    """Return each place of each drawing as the share that it has of the width and of the height of its axes."""
    found = []
    for drawing in drawings(folder):
        for axes in drawing.iter(f"{SVG}g"):
            if str(axes.get("id")).startswith("axes_"):
                ground = np.array([place for path in axes[0].iter(f"{SVG}path") for place in numbers(path)])
                (left, high), (right, low) = ground.min(axis=0), ground.max(axis=0)
                marks = [
                    place
                    for one in shapes(axes)
                    for place in numbers(one) or [(float(one.get("x", "nan")), float(one.get("y", "nan")))]
                ]
                x, y = np.array(marks).T
                found += [(x - left) / (right - left), (low - y) / (low - high)]
    return np.unique(np.concatenate(found))


def distinct_shares(results, which) -> set[Fraction]:
    """Return the shares of rows but for simple ones, which a drawing may tell for other reasons."""
    rows = results[which & results["n"].gt(0) & results["events"].notna() & (results["unit"] == "persons")]
    shares = {Fraction(int(events), int(n)) for events, n in zip(rows["events"], rows["n"], strict=True)}
    return {share for share in shares if 0 < share < 1 and share.denominator > 20}


def told(shares: set[Fraction], places: np.ndarray) -> set[Fraction]:
    """Return the shares that some place of a drawing tells."""
    return {share for share in shares if np.abs(places - float(share)).min() < NEAR}


def test_no_place_of_a_drawing_tells_a_hidden_share(run_folder, internal_run):
    """What is hidden is known from an internal run over the same data, whose drawings show it."""
    key = ["project", "indicator", "period", "dimension", "group"]
    shown = read_findings(run_folder / "findings").results.set_index(key)
    known = read_findings(internal_run / "findings").results.set_index(key).loc[shown.index]
    is_hidden = shown["events"].isna() & known["events"].notna()
    published = distinct_shares(known, ~is_hidden)
    hidden = distinct_shares(known, is_hidden) - published
    drawn, drawn_inside = shares_drawn(run_folder), shares_drawn(internal_run)
    assert len(told(published, drawn)) > 10  # the search finds what is drawn
    assert told(hidden, drawn_inside)  # and what a release hides, where it is drawn
    assert told(hidden, drawn) == set()


def test_small_drawings_have_no_number_that_is_hidden(run_folder):
    """The bars and columns beside the sentences of page one are drawn by the typesetter, from these numbers."""
    results = read_findings(run_folder / "findings").results
    published = set(results["events"].dropna()) | set(results["n"].dropna())
    shares = {*results["estimate"].dropna(), *results["conf_low"].dropna(), *results["conf_high"].dropna()}
    items = [item for block in blocks_of(notebook_of(run_folder)) for item in _findings(block)]
    assert any(item.get("course") for item in items)
    for item in items:
        assert {one for one in item.get("course", []) if one is not None} <= published
        for name in ("share", "low", "high"):
            assert item.get(name) is None or any(abs(item[name] - share) < 1e-6 for share in shares)


def _findings(block):
    return block["items"] if block["type"] == "key_findings" else []
