"""The warm engine gives the outputs of an ordinary kernel, cell by cell, and every notebook begins afresh."""

import copy
import os
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from batch.small_notebooks import notebook_of, write_notebook
from papermill.exceptions import PapermillExecutionError

from evaluation.engine.door import WarmEngine
from evaluation.report import CellError, execute

ROOT = Path(__file__).parents[2]

CELLS = [
    "import sys, os\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')\n1 + 1",
    "'text'; None",
    "{'a': 1, 'b': [1, 2]}",
    "from IPython.display import HTML, JSON, Markdown, clear_output, display",
    "display(HTML('<b>x</b>'), Markdown('*y*'))",
    "handle = display('first', display_id='one')",
    "display('renewed', display_id='one', update=True)\nJSON({'k': [1]})",
    "print('gone')\nclear_output()\nprint('kept')",
    "print('gone')\nclear_output(wait=True)\nprint('kept')",
    # an ordinary kernel reads what is written past Python in a thread, which on a busy machine comes after the cell
    "import time\nos.write(1, b'past Python\\n')\ntime.sleep(2)",
    "!echo from a shell",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "import pandas as pd\npd.DataFrame({'x': [1, 2]})",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.gcf().set_size_inches(1, 1)",
    "import warnings\nwarnings.warn('careful')",
    "_ = 5\nIn[1][:6], type(Out), __name__",
    "%%time\nx = 3",
    "'' in sys.path, os.getcwd() == os.path.abspath('')",
    "%who_ls int",
]
FAILING = ["1 / 0", "print('before')\ndef f(:\n    pass", "input('name? ')", "raise SystemExit(3)", "%nonsense", "x ="]


def outputs_of(notebook: Any) -> list[Any]:
    """Return what each cell gave, without what differs between two runs of the same kernel."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            joined: dict[str, Any] = {}
            for number, output in enumerate(copy.deepcopy(cell.outputs)):
                output.pop("traceback", None)
                if output["output_type"] == "stream":  # how prints are cut into pieces is a matter of time
                    one = joined.setdefault(output["name"], {**output, "text": ""})
                    one["text"] += output["text"]
                else:
                    joined[str(number)] = dict(output)
            found.append((cell.source, cell.execution_count, list(joined.values())))
    return found


def without_times(found: list[Any]) -> list[Any]:
    """Take away clock times, names of temporary files, and the order between the two streams."""
    for _, _, outputs in found:
        outputs.sort(key=lambda one: str(one.get("name", "")))
        for output in outputs:
            if output["output_type"] == "stream" and ("Wall time" in output["text"] or "Warning" in output["text"]):
                output["text"] = output["text"].split(":")[0][:3]
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("both")
    nbformat.write(notebook_of(*CELLS), folder / "in.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # a kernel that sees it does not listen to the file descriptors
        return {
            name: execute(
                folder / "in.ipynb", {"municipality": "x"}, folder / f"{name}.ipynb", folder, plain_kernel=plain
            )
            for name, plain in (("warm", False), ("plain", True))
        }


def test_the_outputs_are_those_of_an_ordinary_kernel_cell_by_cell(both: dict[str, Any]) -> None:
    warm, plain = (without_times(outputs_of(both[name])) for name in ("warm", "plain"))
    assert len(warm) == len(CELLS) + 2
    for one, other in zip(warm, plain, strict=True):
        assert one == other


def test_the_notebook_says_the_same_about_its_language(both: dict[str, Any]) -> None:
    assert both["warm"].metadata["language_info"] == both["plain"].metadata["language_info"]
    assert both["warm"].metadata["papermill"]["parameters"] == both["plain"].metadata["papermill"]["parameters"]


@pytest.mark.parametrize("source", FAILING)
def test_a_failure_looks_the_same(tmp_path: Path, source: str) -> None:
    path = write_notebook(tmp_path / "in.ipynb", source)
    said = []
    for name, plain in (("warm", False), ("plain", True)):
        with pytest.raises(CellError) as caught:
            execute(path, {}, tmp_path / f"{name}.ipynb", tmp_path, sees_persons=False, plain_kernel=plain)
        found = outputs_of(nbformat.read(tmp_path / f"{name}.ipynb", as_version=4))
        said.append((str(caught.value), caught.value.kind, caught.value.cell, caught.value.line, found))
    assert said[0] == said[1]


@pytest.mark.parametrize("plain", [False, True])
def test_a_failed_cell_is_named_with_its_line_and_the_notebook_is_there(tmp_path: Path, plain: bool) -> None:
    path = write_notebook(tmp_path / "in.ipynb", "x = 1", "y = 2\n\nraise ValueError('no')", "print('never')")
    with pytest.raises(CellError) as caught:
        execute(path, {}, tmp_path / "out.ipynb", tmp_path, sees_persons=False, plain_kernel=plain)
    assert (caught.value.kind, caught.value.cell, caught.value.line) == ("ValueError", 3, 3)
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [output.output_type for output in executed.cells[2].outputs] == ["error"]
    assert executed.cells[3].outputs == []


def test_nothing_of_one_notebook_reaches_the_next(tmp_path: Path) -> None:
    leave = """import matplotlib, os, sys, builtins
import pandas as pd
matplotlib.rcParams["font.size"] = 77
pd.set_option("display.max_rows", 3)
os.environ["LEFT_BEHIND"] = "1"
os.chdir("/")
builtins.left_behind = 1
import matplotlib.pyplot as plt
plt.figure()
left = 1"""
    look = """import matplotlib, os, sys, builtins
import pandas as pd
import matplotlib.pyplot as plt
print(matplotlib.rcParams["font.size"], pd.get_option("display.max_rows"), "LEFT_BEHIND" in os.environ, os.getcwd(),
      hasattr(builtins, "left_behind"), "left" in globals(), plt.get_fignums())"""
    alone, after = (write_notebook(tmp_path / f"{name}.ipynb", look) for name in ("alone", "after"))
    leaving = write_notebook(tmp_path / "leave.ipynb", leave)
    before = execute(alone, {}, tmp_path / "1.ipynb", tmp_path)
    execute(leaving, {}, tmp_path / "2.ipynb", tmp_path)
    then = execute(after, {}, tmp_path / "3.ipynb", tmp_path)
    assert outputs_of(then) == outputs_of(before)
    assert "77" not in str(outputs_of(then))
    assert "False False []" in str(outputs_of(then))


def test_papermill_finds_the_engine_by_its_name(tmp_path: Path) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, name = declared["papermill.engine"]["quartier"].split(":")
    assert getattr(import_module(module), name).execute_notebook == WarmEngine.execute_notebook
    path = write_notebook(tmp_path / "in.ipynb", "print(municipality, __import__('os').getpid())")
    papermill.execute_notebook(
        path, tmp_path / "out.ipynb", {"municipality": "07"}, engine_name="quartier", progress_bar=False
    )
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    key, process = executed.cells[-1].outputs[0].text.split()
    assert key == "07"
    assert int(process) != os.getpid()
    assert {cell.metadata.papermill.status for cell in executed.cells} == {"completed"}


def test_where_processes_cannot_fork_the_engine_asks_an_ordinary_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_notebook(tmp_path / "in.ipynb", "get_ipython().kernel.__class__.__name__")
    monkeypatch.delattr(os, "fork")
    executed = papermill.execute_notebook(path, None, engine_name="quartier", progress_bar=False)
    assert executed.cells[-1].outputs[0].data["text/plain"] == "'IPythonKernel'"


def test_papermill_sees_an_error_of_the_engine(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "in.ipynb", "1 / 0")
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        papermill.execute_notebook(path, tmp_path / "out.ipynb", engine_name="quartier", progress_bar=False)
    assert "division by zero" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")


def test_a_language_that_cannot_be_forked_is_refused(tmp_path: Path) -> None:
    notebook = notebook_of("cat('x')")
    notebook.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    nbformat.write(notebook, tmp_path / "in.ipynb")
    with pytest.raises(Exception, match="runs Python"):
        papermill.execute_notebook(tmp_path / "in.ipynb", None, engine_name="quartier", progress_bar=False)
