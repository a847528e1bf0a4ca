"""Words of evaluators and themes beside the tables: read, fingerprinted, carried through the findings, or refused."""

from pathlib import Path

import pytest

from evaluation.findings import evaluate, findings_files, read_findings, write_findings
from evaluation.sources import check_sources, read_sources

pytestmark = pytest.mark.usefixtures("each_content_is_read_once")

HOSTILE = '=SUM(A1)\n\n- "eins", \'zwei\'\n<script>alert(1)</script>\n#import "x": y\n'
THEME = 'organisation = "Stadt A"\naccent = "#4a1d6b"\nlogo = "Drei Wellen"\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
AGS = "05711000"


def put(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def faults(folder, units):
    return [fault for fault in check_sources(folder, units) if not fault.is_note]


def test_texts_travel_with_the_findings_and_change_their_identity(small_folder, demo_units, demo_plan, tmp_path):
    without = evaluate(read_sources(small_folder, demo_units), demo_plan)
    put(small_folder, f"narratives/{AGS}/lasted.md", HOSTILE)
    put(small_folder, f"themes/{AGS}/theme.toml", THEME)
    put(small_folder, f"themes/{AGS}/logo.svg", LOGO)
    sources = read_sources(small_folder, demo_units)
    findings = evaluate(sources, demo_plan)
    assert {f"narratives/{AGS}/lasted.md", f"themes/{AGS}/theme.toml", f"themes/{AGS}/logo.svg"} <= set(
        findings.fingerprints
    )
    assert findings.identity != without.identity
    write_findings(findings, tmp_path / "findings")
    back = read_findings(tmp_path / "findings").for_municipality(AGS)
    assert back.enclosed("narrative", "lasted") == HOSTILE.strip("\n")
    assert back.enclosed("logo", "logo") == LOGO
    assert back.enclosed("narrative", "exit") is None
    assert findings_files(evaluate(sources, demo_plan)) == findings_files(findings)


def test_nothing_beside_the_tables_is_no_fault(small_folder, demo_units):
    put(small_folder, f"narratives/{AGS}/lasted.md", " \n")
    put(small_folder, f"narratives/{AGS}/.hidden", "x")
    assert faults(small_folder, demo_units) == []
    assert dict(read_sources(small_folder, demo_units).enclosures) == {}


def test_line_ends_of_other_systems_make_no_difference(small_folder, demo_units):
    texts = []
    for content in (b"\xef\xbb\xbfeins\r\nzwei\r\n", b"eins\nzwei\n"):
        put(small_folder, f"narratives/{AGS}/exit.md", content)
        texts.append(read_sources(small_folder, demo_units).enclosures[AGS, "narrative", "exit"])
    assert texts == ["eins\nzwei"] * 2


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (f"narratives/{AGS}/results.md", "x", "no report takes this file"),
        ("narratives/lasted.md", "x", "no report takes this file"),
        (f"themes/{AGS}/logo.png", "x", "no report takes this file"),
        ("narratives/00000000/lasted.md", "x", "no project in municipality 00000000"),
        (f"narratives/{AGS}/lasted.md", b"\xff\xfe", "not UTF-8"),
        (f"narratives/{AGS}/lasted.md", "x" * 200_001, "more than 200000 characters"),
        (f"themes/{AGS}/theme.toml", "accent = ", "not TOML"),
        (f"themes/{AGS}/theme.toml", 'colour = "#000000"', "organisation, accent, logo"),
        (f"themes/{AGS}/theme.toml", 'accent = "#ffcc00"', "contrast"),
        (f"themes/{AGS}/theme.toml", 'logo = "Wellen"', "a logo needs both"),
        (f"themes/{AGS}/logo.svg", LOGO, "no theme.toml"),
    ],
)
def test_a_file_that_would_vanish_or_break_is_a_fault_with_its_place(small_folder, demo_units, name, content, problem):
    put(small_folder, name, content)
    (fault,) = faults(small_folder, demo_units)
    assert fault.file == name
    assert problem in fault.problem
    assert fault.remedy
