"""Notebooks: where they are, how one is given its parameters and run."""

from __future__ import annotations

import os
import re
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from nbformat import NotebookNode

    from analysis.plots.words import Lang

TIMEOUT = 900
"""Seconds that one cell may take before the report gives up."""

RIGHT_TO_LEFT = ('<div dir="rtl">\n\n', "\n\n</div>")
"""Around an Arabic cell, so that JupyterLab lays it out from the right; the report does so itself."""

FORGET = "get_ipython().reset()"
"""What makes a kernel as good as new: no names, no history, cells counted from 1."""


def notebook_files(folder: str | Path | None = None) -> list[Path]:
    """Return the chapters of a report in order: the notebooks with numbers below 10.

    Args:
        folder: where one's own notebooks are; None for those that come with the package.

    Raises:
        InputError: there is none.
    """
    if folder is None:
        return _files("0[0-9]*.ipynb")
    if found := sorted(Path(folder).glob("0[0-9]*.ipynb")):
        return found
    raise InputError(f"{folder}: no chapter there. Expected notebooks such as 01_corpus.ipynb.")


def lesson_files() -> list[Path]:
    """Return the notebooks that teach and are no chapter: those with numbers from 10 on."""
    return _files("[1-9][0-9]*.ipynb")


def _files(pattern: str) -> list[Path]:
    """Return notebooks of the checkout's ``notebooks/``, or of the copy in an installed package."""
    package = Path(__file__).parent.parent
    for folder in (package.parent / "notebooks", package / "notebooks"):
        found = sorted(folder.glob(pattern))
        if found:
            return found
    raise InputError(f"no notebooks beside {package}: the installation is incomplete. Install wusum again.")


def execute(
    file: Path, tables: Path, lang: Lang, on_step: Callable[[str, int, int], None], manager: Any = None
) -> NotebookNode:
    """Return the notebook run on the tables of a folder, in one language.

    Args:
        file: the notebook.
        tables: its working folder while it runs.
        lang: ``ar`` or ``en``: cells tagged with the other language are left out.
        on_step: called with the notebook's name, cells done and cells in all.
        manager: from :func:`kernel`; None starts a kernel for this notebook alone.

    Raises:
        InputError: a cell failed; the message has the cell's own error.
    """
    import nbformat

    if manager is not None and manager.has_kernel:
        run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FORGET)]), tables, manager=manager)
    notebook = prepare(nbformat.read(file, as_version=4), lang)
    total = len(notebook.cells)

    def progress(cell: NotebookNode, cell_index: int, execute_reply: object) -> None:
        on_step(file.stem, cell_index + 1, total)

    run(notebook, tables, progress, manager)
    on_step(file.stem, total, total)
    return notebook


def prepare(notebook: NotebookNode, lang: Lang) -> NotebookNode:
    """Drop the other language's cells and set the parameters cell.

    Args:
        notebook: as read from its file; it is changed and returned.
        lang: ``ar`` or ``en``.
    """
    other = "en" if lang == "ar" else "ar"
    notebook.cells = [c for c in notebook.cells if other not in c.metadata.get("tags", [])]
    for cell in notebook.cells:
        cell.source = cell.source.removeprefix(RIGHT_TO_LEFT[0]).removesuffix(RIGHT_TO_LEFT[1])
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f'DATA = "."\nLANG = "{lang}"'
    return notebook


@contextmanager
def kernel() -> Iterator[Any]:
    """Hold the manager of one kernel, which all notebooks of a report run in, one after the other.

    Five notebooks on the sample corpus take 12 s of processor time in one kernel, 22 s in five. The names of
    the notebook before are forgotten, so that each still has to stand alone.
    """
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import run_sync

    with TemporaryDirectory(prefix="wusum") as sockets:
        # Over files that only this user can open, not over TCP; Windows has TCP only.
        place = {"transport": "ipc", "ip": str(Path(sockets) / "k")} if os.name == "posix" else {}
        manager = AsyncKernelManager(kernel_name="python3", **place)
        try:
            yield manager
        finally:
            if manager.has_kernel:
                run_sync(manager.shutdown_kernel)(now=True)


def run(
    notebook: NotebookNode, folder: Path, on_cell: Callable[..., None] | None = None, manager: Any = None
) -> None:
    """Execute a notebook in place, with ``folder`` as its working folder.

    Args:
        notebook: its cells get their outputs.
        folder: where the notebook finds its tables.
        on_cell: called when a cell was executed.
        manager: from :func:`kernel`; None starts a kernel for this notebook alone.

    Raises:
        InputError: a cell failed.
    """
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    if manager is None:
        with kernel() as own:
            run(notebook, folder, on_cell, own)
        return
    client = _client_type()(
        notebook,
        km=manager,
        timeout=TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    if on_cell is not None:
        client.on_cell_executed = on_cell
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        what = f"{getattr(error, 'ename', type(error).__name__)}: {getattr(error, 'evalue', error)}"
        last = re.sub(r"\x1b\[[0-9;]*m", "", what).splitlines()[0]
        raise InputError(f"a notebook failed on the tables of {folder}: {last}") from error
    finally:
        if client.kc is not None:
            client.kc.stop_channels()


@cache
def _client_type() -> Any:
    """Return nbclient's client without its handlers of signals: they end the kernel and say that it died.

    Without them Ctrl-C reaches whoever called; `kernel` ends the kernel, and what then becomes of the cell
    that was run is nobody's question.
    """
    import asyncio

    from nbclient import NotebookClient

    class Client(NotebookClient):
        @asynccontextmanager
        async def async_setup_kernel(self, **options: Any) -> AsyncIterator[None]:
            if task := asyncio.current_task():
                task.add_done_callback(lambda done: done.cancelled() or done.exception())
            if self.km is None or not self.km.has_kernel:
                await self.async_start_new_kernel(**options)
            if self.kc is None:
                await self.async_start_new_kernel_client()
            yield

    return Client


def title_of(notebook: NotebookNode) -> str:
    """Return the first heading of a notebook."""
    for cell in notebook.cells:
        match = re.search(r"^# (.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if match:
            return match[1]
    return "wusum"
