"""What a child wrote to its error stream before it died.

An allocation that fails outside Python raises no error: the library says so there, and ends the process.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from typing import IO

_ALLOCATION_FAILED = re.compile(rb"memory allocation of \d+ bytes failed|std::bad_alloc|Cannot allocate memory")
"""How Rust, C++ and the system say it."""

_READ = 2**16
"""So many bytes are looked at; a trace of the calls may follow the message."""

_of_cells: IO[bytes] | None = None


class LastWords:
    """Two files of a child: its error stream while no cell runs, and that of its cells.

    What cells write may hold data, and is their output; this side looks for a failed allocation in it and says nothing
    else of it.
    """

    def __init__(self) -> None:
        # they are closed by `close`, when the child has ended
        self._around = tempfile.TemporaryFile()  # noqa: SIM115
        self._within = tempfile.TemporaryFile()  # noqa: SIM115

    def take(self) -> None:
        """Let this process, which is the child, write its errors there."""
        global _of_cells
        os.dup2(self._around.fileno(), 2)
        _of_cells = self._within

    def failed_allocation(self) -> str | None:
        """Return the words of a library that got no memory, if there are any."""
        found = _ALLOCATION_FAILED.search(_end_of(self._within) + b"\n" + _end_of(self._around))
        return found[0].decode() if found else None

    def pass_on(self) -> None:
        """Write to the error stream of this process what the child wrote to its own."""
        with contextlib.suppress(OSError):  # nobody reads it any more
            sys.stderr.buffer.write(_end_of(self._around))
            sys.stderr.buffer.flush()

    def close(self) -> None:
        """Forget the files."""
        self._around.close()
        self._within.close()


def errors_of_cells() -> IO[bytes]:
    """Return a file for the errors of the cells of this process: that of its last words, if it has any."""
    return tempfile.TemporaryFile() if _of_cells is None else os.fdopen(os.dup(_of_cells.fileno()), "r+b")


def _end_of(file: IO[bytes]) -> bytes:
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), _READ, max(size - _READ, 0))
