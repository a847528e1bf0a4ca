"""How a municipality may change the look of its report: one colour, its name and its logo. Nothing else.

A theme is a file `themes/<AGS>/theme.toml` beside the source tables, with the logo as SVG in the same folder:

    organisation = "Stadt Musterstadt, Amt für Soziales"
    accent = "#0b5563"
    logo = "Wappen der Stadt Musterstadt: ein Turm über drei Wellen"

`logo` says what `logo.svg` shows, for readers who do not see it.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from evaluation.errors import ThemeError
from evaluation.fonts.coverage import unprintable

LEAST_CONTRAST: Final = 4.5
"""Contrast of text that WCAG 2.1 asks for (criterion 1.4.3, level AA)."""

TINT_SHARE: Final = 0.06
"""Share of the accent in the ground of boxes; the accent is also a text colour on it."""

Rgb = tuple[float, float, float]


class Theme(BaseModel):
    """What a theme file may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    organisation: Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")] | None = None
    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    logo: Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")] | None = None

    @field_validator("organisation", "logo")
    @classmethod
    def _printable(cls, text: str | None) -> str | None:
        if found := unprintable(text or ""):
            raise ValueError(f"cannot be printed: {', '.join(found)}")
        return text

    @field_validator("accent")
    @classmethod
    def _readable(cls, accent: str | None) -> str | None:
        if accent is not None and (found := contrast(rgb(accent), tint(rgb(accent)))) < LEAST_CONTRAST:
            raise ValueError(
                f"the colour {accent} has a contrast of {found:.1f}:1 on its own tint, and text needs "
                f"{LEAST_CONTRAST}:1; take a darker one"
            )
        return accent


def parse_theme(text: str, where: str) -> Theme:
    """Read a theme.

    Raises
    ------
    ThemeError
        If it is not TOML, says something unknown, or names a colour in which text could not be read.
    """
    try:
        return Theme.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise ThemeError(f"{where}: this is not TOML: {fault}") from None
    except ValidationError as fault:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())
        raise ThemeError(f"{where}: {faults}. A theme may say: {', '.join(Theme.model_fields)}") from None


def rgb(colour: str) -> Rgb:
    """Return red, green and blue between 0 and 1 of a colour such as `#0b5563`."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def tint(colour: Rgb) -> Rgb:
    """Return the pale ground that goes with an accent."""
    red, green, blue = (1 - TINT_SHARE * (1 - part) for part in colour)
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 to 21.

    References
    ----------
    WCAG 2.1, definitions of "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
