"""What a process imports: a command, and whoever orders reports or protects results, waits for no library in vain."""

import subprocess
import sys

import pytest

STATISTICS = {"statsmodels", "scipy.stats"}
NOTEBOOKS = {"nbformat", "papermill", "jsonschema"}
FILES = {"openpyxl", "pyarrow.parquet", "matplotlib"}

UNUSED = (
    ("evaluation.cli", {"pandas", "pydantic", "scipy"} | STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.engine.warm", {"pandas", "pydantic", "scipy"} | STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.manifest", {"pandas", "pydantic", "scipy"} | STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.batch", {"pandas", "scipy"} | STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.sources", {"scipy"} | STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.disclosure.worker", STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.findings", STATISTICS | NOTEBOOKS | FILES),
    ("evaluation.run", STATISTICS | NOTEBOOKS | FILES),
)


@pytest.mark.parametrize(("module", "unused"), UNUSED)
def test_a_process_imports_only_what_it_uses(module: str, unused: set[str]) -> None:
    code = f"import sys, {module}; print(*(name for name in {sorted(unused)!r} if name in sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == []
