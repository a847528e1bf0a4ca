"""The house keeps its walls: imports go one way along the walk, and the halves meet only in the findings."""

import ast
import re
from pathlib import Path

import pytest

import evaluation

SOURCE = Path(evaluation.__file__).parent

ROOMS = (
    ("errors", "fonts", "language", "terminal"),
    ("folders", "processors", "results", "plan", "spreadsheets", "theme", "words"),
    ("sources",),
    ("cohorts",),
    ("network",),
    ("estimators",),
    ("indicators",),
    ("disclosure",),
    ("findings",),
    ("blocks",),
    ("formats", "markdown"),
    ("display",),
    ("tables",),
    ("figures",),
    ("typst",),
    ("engine",),
    ("report",),
    ("annex", "index", "manifest"),
    ("batch",),
    ("run",),
    ("demo",),
    ("cli",),
    ("__main__",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
COMPUTING = {"sources", "cohorts", "network", "estimators", "indicators", "disclosure"}
PRODUCING = {"typst", "engine", "report", "annex", "batch", "manifest"}


def imports() -> list[tuple[str, str, str]]:
    """Return (file, room of the file, room that it imports), also of imports inside functions."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        room = parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                bare = node.module == "evaluation"
                modules = [f"evaluation.{one.name}" for one in node.names] if bare else [node.module]
            elif isinstance(node, ast.Import):
                modules = [one.name for one in node.names]
            found += [
                ("/".join(parts), room, module.split(".")[1])
                for module in modules
                if module.startswith("evaluation.") and room != "__init__"
            ]
    return found


def test_every_room_has_its_place_in_the_walk() -> None:
    rooms = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in SOURCE.rglob("*.py")}
    assert rooms - {"__init__"} == set(LEVEL)


def test_the_map_names_every_room() -> None:
    lines = (SOURCE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    first_cells = " ".join(line.split("|")[1] for line in lines if line.startswith("| `"))
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_")}
    rooms = (set(LEVEL) | folders) - {"__main__"}
    assert set(re.findall(r"`(\w+)`", first_cells)) == rooms


@pytest.mark.parametrize(("file", "room", "imported"), imports())
def test_imports_go_one_way(file: str, room: str, imported: str) -> None:
    assert room == imported or LEVEL[imported] < LEVEL[room], f"{file} imports {imported}, which comes later"


def test_the_producing_half_knows_no_source_data() -> None:
    crossing = [(file, imported) for file, room, imported in imports() if room in PRODUCING and imported in COMPUTING]
    assert crossing == []


def test_nothing_but_the_hall_imports_the_demo() -> None:
    assert {room for _, room, imported in imports() if imported == "demo" and room != "demo"} == {"cli"}


def test_nothing_reads_the_clock() -> None:
    """A result may depend on the plan's cut-off date and on nothing that passes while it is computed."""
    forbidden = {"today", "now", "utcnow"}
    calls = [
        (path.name, node.func.attr)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in forbidden
    ]
    assert calls == []


def test_the_front_door_opens() -> None:
    assert all(getattr(evaluation, name) is not None for name in evaluation.__all__)
    with pytest.raises(AttributeError, match="has no name 'tabels'"):
        _ = evaluation.tabels
