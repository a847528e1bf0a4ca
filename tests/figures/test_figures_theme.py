"""The colour of a municipality in its figures: every shade of the house follows, and what is written stays readable."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from figures.test_figures_drawn import CURVES, PEERS, PUBLISHED

from evaluation import figures
from evaluation.figures import style
from evaluation.figures.colours import SHADES, recoloured
from evaluation.findings.model import ENCLOSURE_COLUMNS
from evaluation.theme import LEAST_CONTRAST, contrast, parse_theme, rgb

ACCENTS = ("#4a1d6b", "#7a1f1f", "#1f4e8c", "#2e5d34", "#000000")
"""Colours that cities have: violet, red, blue, green, black."""
WHITE = (1.0, 1.0, 1.0)
WRITTEN = re.compile(r'<text[^>]*? fill="(#[0-9a-f]{6})"')
USED = re.compile("#[0-9a-f]{6}")


@pytest.fixture(scope="module")
def drawn_in(make_findings):
    """Return a function from the accent of a theme to every figure, by name."""
    plain = make_findings(PUBLISHED, CURVES, turned=["A"], peers=PEERS)

    def draw(accent=None):
        rows = [] if accent is None else [("05711000", "theme", "theme", f'accent = "{accent}"')]
        findings = replace(plain, enclosures=pd.DataFrame(rows, columns=list(ENCLOSURE_COLUMNS), dtype="str"))
        return {name: getattr(figures, name)(findings).blocks[0] for name in figures.__all__}

    return draw


@pytest.fixture(scope="module")
def house(drawn_in):
    return drawn_in()


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_figure_has_the_colour_of_the_theme_and_no_shade_of_the_house(accent, drawn_in, house):
    for name, figure in drawn_in(accent).items():
        colours = set(USED.findall(figure.svg))
        assert not colours & {*SHADES}, name
        assert (accent in colours) == (style.STRONG in house[name].svg), name
        assert figure.model_copy(update={"svg": ""}) == house[name].model_copy(update={"svg": ""})  # the words stay


@pytest.mark.parametrize("accent", ACCENTS)
def test_what_is_written_in_a_figure_stays_readable(accent, drawn_in):
    assert parse_theme(f'accent = "{accent}"', "theme.toml").accent == accent
    for name, figure in drawn_in(accent).items():
        written = set(WRITTEN.findall(figure.svg))
        assert written
        assert not [one for one in written if contrast(rgb(one), WHITE) < LEAST_CONTRAST], name


@pytest.mark.parametrize("accent", ACCENTS)
def test_strong_and_pale_are_told_apart_in_grey(accent):
    strong, pale = (recoloured(f"fill: {shade}", accent)[-7:] for shade in (style.STRONG, style.PALE))
    assert contrast(rgb(strong), WHITE) / contrast(rgb(pale), WHITE) > 2


def test_a_colour_like_the_second_makes_that_one_black():
    both = f"fill: {style.STRONG}; stroke: {style.SECOND}"
    assert recoloured(both, "#a85a2f") == f"fill: #a85a2f; stroke: {style.INK}"
    assert recoloured(both, "#1f4e8c") == f"fill: #1f4e8c; stroke: {style.SECOND}"


def test_without_a_theme_the_colours_of_the_house_stay(drawn_in, house):
    assert drawn_in() == house
    assert all(style.SECOND in house[name].svg for name in ("entries_and_exits", "comparison"))
