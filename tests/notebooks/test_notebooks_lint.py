"""Notebooks are thin: prose and one call for each thing to see."""

import ast
from pathlib import Path

import nbformat
import pytest
from pydantic import BaseModel

from evaluation.language import Language
from evaluation.report import IndicatorsParameters, ReportParameters

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


class ProgrammeParameters(BaseModel):
    """Parameters of the report over all municipalities of a funding round."""

    findings: str
    funding_round: str
    language: Language


MODELS = {
    "indicators": IndicatorsParameters,
    "municipality_report": ReportParameters,
    "programme_report": ProgrammeParameters,
}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def code_cells(path: Path) -> list:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(MODELS)


def test_stored_without_outputs(code_cells: list) -> None:
    assert all(not cell.outputs and cell.execution_count is None for cell in code_cells)


def test_imports_stand_in_the_first_code_cell_and_nowhere_else(code_cells: list) -> None:
    def imports(cell: object) -> list[bool]:
        return [isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(cell.source).body]

    assert all(imports(code_cells[0]))
    assert not any(any(imports(cell)) for cell in code_cells[1:])


def test_one_cell_is_tagged_parameters_and_follows_the_imports(code_cells: list) -> None:
    tagged = [number for number, cell in enumerate(code_cells) if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == [1]


def test_the_parameters_are_those_of_the_model(path: Path, code_cells: list) -> None:
    assigned = [node.targets[0].id for node in ast.parse(code_cells[1].source).body]
    assert assigned == list(MODELS[path.stem].model_fields)


def test_the_defaults_are_valid(path: Path, code_cells: list) -> None:
    values = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(code_cells[1].source).body}
    MODELS[path.stem].model_validate(values)


def test_no_arithmetic_no_loops_no_definitions_no_file_reading(code_cells: list) -> None:
    forbidden = (ast.BinOp, ast.Compare, ast.For, ast.While, ast.If, ast.FunctionDef, ast.Lambda, ast.comprehension)
    readers = {"open", "read_csv", "read_excel", "read_parquet", "read_text", "read_bytes"}
    for cell in code_cells[2:]:
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, forbidden), ast.unparse(node)
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in readers, ast.unparse(node)


def test_every_code_cell_after_the_parameters_is_a_few_assignments_and_one_call_at_most(code_cells: list) -> None:
    for cell in code_cells[2:]:
        body = ast.parse(cell.source).body
        assert [node for node in body[:-1] if not isinstance(node, ast.Assign)] == []
        assert isinstance(body[-1], ast.Assign | ast.Expr)


def test_the_report_notebook_sees_no_person_level_data(path: Path, code_cells: list) -> None:
    if path.stem == "indicators":
        return
    names = {
        alias.name
        for cell in code_cells
        for node in ast.walk(ast.parse(cell.source))
        for alias in getattr(node, "names", [])
    }
    assert not names & {"read_sources", "build_cohort", "build_network", "measure", "evaluate"}


def test_the_indicators_notebook_shows_findings_only(path: Path, code_cells: list) -> None:
    """Its executed copy is kept with the run: a cell may end in nothing, or in a table of protected findings."""
    if path.stem != "indicators":
        return
    for cell in code_cells[2:]:
        last = ast.parse(cell.source).body[-1]
        if isinstance(last, ast.Expr):
            shown = ast.unparse(last)
            assert shown.startswith("write_findings(") or (
                shown.startswith("tables.") and shown.endswith("(protected)")
            )
