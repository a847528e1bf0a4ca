"""The data dictionary says everything about every table, and the file in the repository is current."""

import pytest
from click.testing import CliRunner

from evaluation.cli import main
from evaluation.sources.contracts import CONTRACTS
from evaluation.sources.dictionary import data_dictionary

COLUMNS = [(name, column) for name, contract in CONTRACTS.items() for column in contract.schema.columns]


def chapter(name: str) -> str:
    return data_dictionary().split(f"\n## {name}\n")[1].split("\n## ")[0]


def test_the_file_in_the_repository_is_current(demo_folder):
    path = demo_folder.parent / "README.md"
    assert path.read_text(encoding="utf-8") == data_dictionary()
    result = CliRunner().invoke(main, ["dictionary", "--check", str(path)])
    assert (result.exit_code, result.output) == (0, f"{path} is current\n")


def test_a_file_that_is_not_current_says_how_to_write_it(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("old", encoding="utf-8")
    result = CliRunner().invoke(main, ["dictionary", "--check", str(path)])
    assert result.exit_code == 1
    assert f"Write it again with: evaluation dictionary {path}" in result.output
    assert path.read_text(encoding="utf-8") == "old"
    assert CliRunner().invoke(main, ["dictionary", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == data_dictionary()


@pytest.mark.parametrize(("table", "name"), COLUMNS)
def test_every_column_is_described_with_its_use(table, name):
    column = CONTRACTS[table].schema.columns[name]
    assert column.description.endswith(".")
    assert column.metadata["use"].endswith(".")
    (line,) = [line for line in chapter(table).splitlines() if line.startswith(f"| `{name}` ")]
    assert line.endswith(f"| {column.description} | {column.metadata['use']} |")
    assert all(check.description in line for check in column.checks)
    empty = "yes" if column.nullable or column.metadata["empty"] else "no"
    assert line.split(" | ")[2] == empty


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_table_is_documented(name):
    contract = CONTRACTS[name]
    text = chapter(name)
    assert contract.sentence in text
    assert f"Key: {', '.join(f'`{column}`' for column in contract.key)}." in text
    required, personal = ("yes" if flag else "no" for flag in (contract.required, contract.personal))
    assert f"| [{name}](#{name}) | {contract.sentence} | {required} | {personal} |" in data_dictionary()
    for reference in contract.references:
        assert f"stands in `{reference.table}.{reference.key}`" in text


def test_contracts_hold_together():
    for contract in CONTRACTS.values():
        columns = contract.schema.columns
        assert set(contract.key) <= set(columns)
        assert not any(columns[name].nullable for name in contract.key), "a key is never empty"
        for reference in contract.references:
            assert reference.column in columns
            assert CONTRACTS[reference.table].key == (reference.key,) or reference.key == "person"


def test_tables_about_persons_are_marked():
    personal = {name for name, contract in CONTRACTS.items() if contract.personal}
    columns = {"participation", "person"}
    pointing = {name for name, contract in CONTRACTS.items() if columns & set(contract.schema.columns)}
    assert personal == pointing | {"cases"}, "a case is a person whom no other table knows"
