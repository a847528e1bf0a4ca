"""Words of a drawing stay words: they can be searched and copied, and stand where matplotlib would have drawn them."""

import re

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from evaluation.figures import style
from evaluation.figures.svg import as_svg
from evaluation.fonts import FONT_FOLDER
from evaluation.fonts.widths import letter_widths
from evaluation.typst.drawings import read_drawing

HARD = 'Frauen & Männer <5 "neu" $x$'


def drawn(text: str, **look: object) -> str:
    with style.drawing(2.0) as (figure, axes):
        axes.annotate(text, (0.5, 0.5), **look)
        return as_svg(figure)


def test_words_are_text_and_never_markup() -> None:
    assert " ".join(HARD.split()) in read_drawing(drawn(HARD), "here").texts
    assert "<path" in drawn(HARD)


def test_the_same_drawing_gives_the_same_bytes_without_a_date() -> None:
    assert drawn(HARD) == drawn(HARD)
    assert not re.search(r"20\d\d-\d\d-\d\d|Matplotlib", drawn(HARD))


@pytest.mark.parametrize(("side", "anchor"), [("left", None), ("center", "middle"), ("right", "end")])
def test_a_word_is_held_where_it_is_aligned_whatever_its_font(side: str, anchor: str | None) -> None:
    (tag,) = re.findall(r"<text[^>]*>Wort", drawn("Wort", ha=side))
    found = re.search(r'text-anchor="(\w+)"', tag)
    assert (found[1] if found else None) == anchor
    assert (
        re.search(r'(?<![a-z-])x="([\d.]+)"', tag)[1]
        == re.search(r'x="([\d.]+)"[^>]*>anders', drawn("anders", ha=side))[1]
    )  # type: ignore[index]


def test_a_turned_word_is_turned() -> None:
    assert re.search(r'<text transform="translate\([\d. ]+\) rotate\(-90\)"[^>]*>hoch', drawn("hoch", rotation=90))


def test_bold_is_said() -> None:
    assert re.search(r'<text[^>]*font-weight="700"[^>]*>fett', drawn("fett", weight="bold"))
    assert not re.search(r"<text[^>]*font-weight[^>]*>mager", drawn("mager"))


@pytest.mark.parametrize("face", [None, "SemiBold", "Bold"])
def test_widths_are_those_of_the_font(face: str | None) -> None:
    text = "durchgehend beschäftigt 95 %"
    font = FontProperties(fname=str(FONT_FOLDER / f"Inter-{face or 'Regular'}.otf"))
    expected = TextPath((0, 0), text, size=100, prop=font).get_extents().width / 100
    assert sum(letter_widths(bold=face)[letter] for letter in text) == pytest.approx(expected, rel=0.03)
