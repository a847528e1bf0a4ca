"""What an independent validator says of a PDF: the typesetter's own word is not enough for an archive."""

import re
import sys
from pathlib import Path

from page import ValidationProfile, validate_pdf_bytes

PROFILES = (ValidationProfile.PDF_A_2A, ValidationProfile.PDF_UA_1)
STREAM = re.compile(rb"\n(\d+) 0 obj\b((?:(?!endobj).)*?)>>\s*stream\r?\n", re.DOTALL)
LENGTH = re.compile(rb"/Length (\d+)")


def failures(pdf: bytes) -> list[str]:
    """Return the rules of PDF/A-2a and PDF/UA-1 that a PDF breaks, each with its object.

    The validator finds the end of a stream by its keyword and takes ``\\r\\n`` before it as the end of a line. Where
    the last byte of the data is ``\\r`` it therefore counts one byte too few; such a stream is read here, and all of
    them where it names none.
    """
    lengths = stated_lengths(pdf)
    return [
        f"{profile.value} {failure.rule_id}: {failure.message} ({failure.object_id})"
        for profile in PROFILES
        for failure in validate_pdf_bytes(pdf, profile=profile).failures
        if not (
            failure.rule_id.endswith("STREAM-LENGTH-001")
            and (
                lengths.get(failure.object_id.object_number)
                if failure.object_id is not None
                else lengths and all(lengths.values())
            )
        )
    ]


def stated_lengths(pdf: bytes) -> dict[int, bool]:
    """Tell for each stream, by the number of its object, if its stated length leads to a line end and ``endstream``."""
    found = {}
    for start in STREAM.finditer(pdf):
        stated = LENGTH.search(start[2])
        end = pdf[start.end() + int(stated[1]) :][:12] if stated else b""
        found[int(start[1])] = end.startswith((b"\nendstream", b"\r\nendstream"))
    return found


def main(folder: Path) -> None:
    """Check every PDF of a folder, and end with 1 if one breaks a rule or there is none."""
    broken = {path: failures(path.read_bytes()) for path in sorted(folder.rglob("*.pdf"))}
    for path, rules in broken.items():
        sys.stdout.write("\n  ".join([f"{path}: {'breaks' if rules else 'PDF/A-2a and PDF/UA-1 hold'}", *rules]) + "\n")
    if not broken:
        sys.exit(f"There is no PDF in {folder}: make reports")
    sys.exit(any(broken.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
