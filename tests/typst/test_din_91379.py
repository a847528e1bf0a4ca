"""Every character that a German register of names can hold has a glyph and survives the archive format.

Code points of DIN 91379:2022-08 (characters and defined sequences in Unicode for the electronic processing of names),
by group of the standard: bll, N1 to N4 and E1 non-letters, combining marks, gl Greek, cl Cyrillic.
"""

import unicodedata

import pytest

from evaluation.typst.characters import covered_characters

GROUPS = {
    "letters": (
        "0041-005A 0061-007A 00C0-00D6 00D8-00F6 00F8-017E 0187-0188 018F 0197 01A0-01A1 01AF-01B0 01B7 01CD-01DC "
        "01DE-01DF 01E2-01F0 01F4-01F5 01F8-01FF 0212-0213 0218-021B 021E-021F 0227-0233 0259 0268 0292 1E02-1E03 "
        "1E06-1E07 1E0A-1E11 1E17 1E1C-1E2B 1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 "
        "1E8C-1E97 1E9E 1EA0-1EF9"
    ),
    "non-letters": (
        "0020-0040 005B-0060 007B-007E 00A1-00AC 00AE-00BF 00D7 00F7 02B9-02BA 02BE-02BF 02C8 02CC 2019 2021 20AC"
    ),
    "marks": "0300-0302 0304 0306-0308 030B-030D 0310 0315 031B 0323 0325-0328 0331 035F",
    "greek": "0386 0388-038A 038C 038E-03A1 03A3-03CE",
    "cyrillic": "040D 0410-042A 042C 042E-044A 044C 044E-044F 045D",
    "extended": (
        "0192 02B0 02B3 02C6 02DC 02E2 1D48 1D57 2018 201A 201C-201E 2020 2026 2030 2032-2033 2039-203A 2070 2074-2079 "
        "207F-2089 2122 221E 2264-2265"
    ),
}
SEQUENCES = (
    "A\u030b C\u0328\u0306 K\u035fh L\u0325\u0304 R\u0325\u0304 S\u031b\u0304 e\u0304\u030d z\u0327 \u010d\u0323"
)
"""Letters that exist only as a base with one or two marks; a selection with every mark that stands twice."""


def code_points(ranges):
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


@pytest.mark.parametrize("group", GROUPS)
def test_every_character_has_a_glyph(group):
    missing = [f"U+{code:04X}" for code in code_points(GROUPS[group]) if code not in covered_characters()]
    assert missing == []


def test_the_groups_are_whole():
    assert {group: len(list(code_points(ranges))) for group, ranges in GROUPS.items()} == {
        "letters": 500,
        "non-letters": 84,
        "marks": 20,
        "greek": 69,
        "cyrillic": 62,
        "extended": 42,
    }


def test_all_of_them_are_set_in_every_style(notebooks):
    every = " ".join(chr(code) for group, ranges in GROUPS.items() if group != "marks" for code in code_points(ranges))
    text = f"{every} {SEQUENCES}"
    styles = [
        {"text": text},
        {"text": text, "strong": True},
        {"text": text, "emph": True},
        {"text": text, "code": True},
    ]
    pdf = notebooks.pdf(notebooks.emit({"type": "heading", "runs": text}, {"type": "paragraph", "runs": styles}))
    printed = unicodedata.normalize("NFC", "".join(page.extract_text() for page in pdf.pages))
    for letter in "ŁẞǮəĲŉΏЩđ":
        assert letter in printed
