"""Text for a terminal, which takes some characters for commands: to clear the screen, to write backwards."""

from __future__ import annotations

import click


def escaped(text: str, but: str = "") -> str:
    r"""Write characters that cannot be seen as escapes, such as `\x1b`; those of `but` stay."""
    return "".join(
        char if char.isprintable() or char in but else char.encode("unicode_escape").decode() for char in text
    )


def echo(text: str, *, err: bool = False) -> None:
    """Print text and no command to the terminal: names come from data, and reasons from anywhere."""
    click.echo(escaped(text, but="\n\u00a0\u202f"), err=err)
