"""The secret of a data folder: the key from which each case has its record key.

`cell_key.txt` holds one line of hexadecimal digits. It stays with the source data: no output holds it, and what is
known of it elsewhere is the SHA-256 of its file, from which 256 random bits cannot be found.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.sources.faults import Fault

KEY_FILE = "cell_key.txt"
"""Name of the file in the data folder; needed by the cell-key method alone."""

KEYS = 2**32
"""Record keys are whole numbers from 0 to one below this; a million of them add up without loss in a float."""

PART_MARK = "\x1f"
"""Stands between the parts of a name; no code and no pseudonym holds it."""

_LEAST_BYTES = 32
_HOW = "write 64 random hexadecimal digits, for example with: openssl rand -hex 32"


def read_secret(folder: Path) -> tuple[bytes | None, dict[str, str], list[Fault]]:
    """Read the secret of a data folder.

    Returns
    -------
    tuple
        The secret, or None where there is no such file; the SHA-256 of the file by its name; the faults, which never
        show what stands in the file.
    """
    path = folder / KEY_FILE
    if not path.is_file():
        return None, {}, []
    content = path.read_bytes()
    digits = content.strip()
    if not re.fullmatch(rb"[0-9A-Fa-f]{%d,}" % (2 * _LEAST_BYTES), digits) or len(digits) % 2:
        problem = f"the key must be one line of at least {2 * _LEAST_BYTES} hexadecimal digits"
        return None, {}, [Fault(KEY_FILE, 1, None, None, problem, _HOW)]
    return bytes.fromhex(digits.decode()), {KEY_FILE: hashlib.sha256(content).hexdigest()}, []


def record_keys(names: Iterable[str], secret: bytes) -> npt.NDArray[np.float64]:
    """Return a whole number from 0 to one below `KEYS` for each name: the same for the same name and secret.

    The numbers are the first 32 bits of HMAC-SHA256, so that without the secret nobody can tell them from random ones.
    """
    digests = (hmac.digest(secret, name.encode(), "sha256") for name in names)
    return np.fromiter((int.from_bytes(digest[:4], "big") for digest in digests), dtype=np.float64)
