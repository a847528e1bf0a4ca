"""The cells of a notebook in this process, with the outputs that an ordinary kernel would send."""

from __future__ import annotations

import builtins
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from io import TextIOBase
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from evaluation.engine.last_words import errors_of_cells

Output = dict[str, Any]

LANGUAGE: dict[str, Any] = dict(IPythonKernel.language_info)
"""What an ordinary kernel writes into the notebook about its language."""


class Outputs:
    """The outputs of one cell after the other, in the form of nbformat 4."""

    def __init__(self) -> None:
        self.current: list[Output] = []
        self._shown: dict[str, list[Output]] = {}
        self._clear_next = False

    def begin(self) -> list[Output]:
        """Begin a cell and return the list that its outputs will stand in."""
        self.current, self._clear_next = [], False
        return self.current

    def stream(self, name: str, text: str) -> None:
        """Add printed text; what follows directly on the same stream is one output."""
        last = self.current[-1] if self.current and not self._clear_next else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        elif text:
            self._add({"output_type": "stream", "name": name, "text": text})

    def show(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None, *, update: bool) -> None:
        """Add what `display` shows, or renew what was shown under the same name in any cell."""
        content = _content(data, metadata)
        if update:
            for output in self._shown.get(display_id or "", []):
                output |= content
            return
        output = {"output_type": "display_data", **content}
        if display_id is not None:
            self._shown.setdefault(display_id, []).append(output)
        self._add(output)

    def result(self, count: int, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Add the value of the last expression."""
        content = _content(data, metadata)
        self._add({"output_type": "execute_result", "execution_count": count, **content})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an error that ended the cell."""
        self._add({"output_type": "error", "ename": name, "evalue": value, "traceback": traceback})

    def clear(self, *, wait: bool) -> None:
        """Take away what the cell has shown, now or when it shows something again."""
        self._clear_next = wait
        if not wait:
            self.current.clear()

    def _add(self, output: Output) -> None:
        if self._clear_next:
            self.current.clear()
            self._clear_next = False
        self.current.append(output)


def _content(data: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    """Return plain JSON, as it would travel from an ordinary kernel."""
    return {"data": json_clean(encode_images(data)), "metadata": json_clean(metadata)}


class _Printed(TextIOBase):
    """Takes the place of `sys.stdout` and `sys.stderr`."""

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        self._name, self._outputs, self._descriptor = name, outputs, descriptor

    encoding = "utf-8"
    errors = None

    def write(self, text: str) -> int:
        self._outputs.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class _Hook(DisplayHook):
    outputs = AnyTrait()

    def start_displayhook(self) -> None:
        self.content: tuple[dict[str, Any], dict[str, Any]] = ({}, {})

    def write_output_prompt(self) -> None:
        """An ordinary kernel sends none."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.content = (format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        data, metadata = self.content
        if data:
            self.outputs.result(self.prompt_count, data, metadata)


class _Publisher(DisplayPublisher):
    outputs = AnyTrait()

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: str | None = None,  # noqa: ARG002 - part of the protocol
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        self.outputs.show(data, metadata or {}, (transient or {}).get("display_id"), update=update)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait=wait)


class Shell(InteractiveShell):
    """The shell of an ordinary kernel without its sockets, and without a memory of other sessions."""

    outputs = AnyTrait()
    compiler_class = Type(XCachingCompiler)
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    @classmethod
    def fresh(cls) -> Shell:
        """Return the one shell of this process."""
        shell: Shell = cls.instance(config=Config(HistoryManager={"enabled": False}))
        shell.outputs = Outputs()
        for voice in (shell.displayhook, shell.display_pub):
            voice.set_trait("outputs", shell.outputs)
        return shell

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, str(evalue), list(stb))

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing where no window is asked for, as with `%matplotlib inline`."""
        if gui is not None:
            raise UsageError(f"there is no screen for {gui!r}")

    def ask_exit(self) -> None:
        """Do nothing: a cell does not end the session."""


def execute_cells(
    cells: Sequence[dict[str, Any]],
    started: Callable[[int], None],
    ended: Callable[[int, int | None, list[Output], bool], None],
) -> None:
    """Execute the code cells of a notebook one after the other, until one fails.

    Parameters
    ----------
    cells
        Cells in the form of nbformat 4.
    started
        Told the index of a cell that begins.
    ended
        Told the index of the cell, its execution count, its outputs, and whether it failed. The list of outputs may
        still change: a later cell can renew what an earlier one displays.
    """
    shell = Shell.fresh()
    _see_folder()
    sys.argv = ["notebook"]
    with _Descriptors(shell.outputs) as descriptors:
        for index, cell in enumerate(cells):
            started(index)
            outputs = shell.outputs.begin()
            count, failed = None, False
            if cell["cell_type"] == "code" and cell["source"].strip():
                count = shell.execution_count
                result: ExecutionResult = shell.run_cell(cell["source"], store_history=True)
                descriptors.collect()
                allowed = "raises-exception" in cell["metadata"].get("tags", ())
                failed = not result.success and not allowed
            ended(index, count, outputs, failed)
            if failed:
                return


def _see_folder() -> None:
    """Let modules beside the notebook be imported, at the place in the path where an ordinary kernel puts them."""
    installed = (place for place, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
    sys.path.insert(next(installed, len(sys.path)), "")


class _Descriptors:
    """What libraries print past Python, into the file descriptors 1 and 2, becomes output of the cell, too."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs

    def __enter__(self) -> _Descriptors:
        self._files = {1: tempfile.TemporaryFile(), 2: errors_of_cells()}
        self._before = {number: os.dup(number) for number in self._files}
        self._streams = sys.stdout, sys.stderr, sys.stdin
        self._places = dict.fromkeys(self._files, 0)
        for number, file in self._files.items():
            os.dup2(file.fileno(), number)
        sys.stdout, sys.stderr = _Printed("stdout", self._outputs, 1), _Printed("stderr", self._outputs, 2)
        sys.stdin = _NoInput()
        self._input, builtins.input = builtins.input, _no_input
        return self

    def collect(self) -> None:
        """Hand over what was printed since the last time."""
        for number, name in ((1, "stdout"), (2, "stderr")):
            size = os.fstat(number).st_size
            if size > self._places[number]:
                printed = os.pread(number, size - self._places[number], self._places[number])
                self._places[number] = size
                self._outputs.stream(name, printed.decode("utf-8", "replace"))

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr, sys.stdin = self._streams
        builtins.input = self._input
        for number, before in self._before.items():
            os.dup2(before, number)
            os.close(before)
            self._files[number].close()


def _no_input(prompt: object = "") -> str:  # noqa: ARG001 - the name of a builtin
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


class _NoInput(TextIOBase):
    """Nobody is there to answer."""

    encoding = "utf-8"

    def readline(self, *_: Any) -> str:  # type: ignore[override]
        return _no_input()

    def read(self, *_: Any) -> str:
        return self.readline()
