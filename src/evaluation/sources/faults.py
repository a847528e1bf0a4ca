"""A fault in the source data: where it is, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.terminal import escaped


@dataclass(frozen=True)
class Fault:
    """One fault, or one note.

    Attributes
    ----------
    file
        Name of the file, or of the table if there is no file.
    row
        Row as a spreadsheet counts it (the header is row 1); None if the fault is not in one row.
    column
        Name of the column, or None.
    value
        The offending text as it stands in the file, or None. It may be personal: show it to whoever holds the data,
        and put it in no log.
    problem
        What is wrong and what is allowed.
    remedy
        What to do.
    is_note
        A note draws attention to something and does not stop a run.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str
    is_note: bool = False

    def line(self) -> str:
        """Return the fault as one line for whoever holds the data.

        Control characters are escaped, also those of file and column names: the line goes to a terminal.
        """
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        shown = "" if self.value is None else f" [{_shortened(escaped(self.value))}]"
        return f"{escaped(place)}:{shown} {escaped(self.problem)} → {escaped(self.remedy)}"


def in_reading_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults without repetition, by file, row and column."""
    return tuple(
        sorted(
            set(faults),
            key=lambda fault: (fault.is_note, fault.file, fault.row or 0, fault.column or "", fault.problem),
        )
    )


def _shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
