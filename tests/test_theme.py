"""A theme changes one colour and no reader's ability to read."""

import pytest

from evaluation.errors import ThemeError
from evaluation.figures import style
from evaluation.theme import LEAST_CONTRAST, contrast, parse_theme, rgb, tint

WHITE = (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(rgb(one), rgb(other)) == pytest.approx(expected, abs=0.005)
    assert contrast(rgb(one), rgb(other)) == contrast(rgb(other), rgb(one))


def test_a_theme_is_read():
    theme = parse_theme('organisation = "Stadt"\naccent = "#4a1d6b"', "theme.toml")
    assert (theme.organisation, theme.accent, theme.logo) == ("Stadt", "#4a1d6b", None)
    assert parse_theme("", "theme.toml").accent is None


@pytest.mark.parametrize("text", ["accent = '#767676'", "accent = 'red'", "acent = '#000000'", "accent = 3", "["])
def test_what_cannot_be_read_or_is_unknown_is_refused(text):
    with pytest.raises(ThemeError, match=r"themes/a/theme\.toml"):
        parse_theme(text, "themes/a/theme.toml")


@pytest.mark.parametrize("colour", [style.INK, style.MUTED, style.STRONG, style.SECOND])
def test_words_in_figures_have_enough_contrast(colour):
    assert contrast(rgb(colour), WHITE) >= LEAST_CONTRAST


@pytest.mark.parametrize(("accent", "ground"), [("#0b5563", "#f0f5f6"), ("#8a4b00", "#fbf4ea"), ("#55636a", "#f0f5f6")])
def test_the_colours_of_the_house_have_enough_contrast(accent, ground):
    assert contrast(rgb(accent), rgb(ground)) >= LEAST_CONTRAST
    assert contrast(rgb(accent), tint(rgb(accent))) >= LEAST_CONTRAST


def test_bars_are_told_apart_in_grey():
    strong, pale = (contrast(rgb(colour), WHITE) for colour in (style.STRONG, style.PALE))
    assert strong / pale > 3
