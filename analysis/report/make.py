"""The report: every notebook executed on one folder of tables, and an index page that sums up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.engine.write import Folder
from analysis.errors import InputError
from analysis.report.index import index_page
from analysis.report.notebooks import execute, notebook_files, title_of
from analysis.report.pages import chapter_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.plots.words import Lang


def report(
    tables: str | Path,
    out: str | Path,
    *,
    lang: Lang = "ar",
    on_step: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Path:
    """Execute the notebooks on the tables of a folder and write them as HTML.

    Args:
        tables: folder that ``wusum build`` filled.
        out: folder for ``index.html`` and one page a notebook; made when missing.
        lang: ``ar`` or ``en``, the language of prose and labels.
        on_step: called with a notebook's name, cells done and cells in all.

    Returns:
        The path of ``index.html``.

    Raises:
        InputError: ``tables`` holds no build, or a notebook fails on it.
    """
    manifest = read_manifest(Path(tables))
    chapters = []
    with Folder(Path(out)) as folder:
        for file in notebook_files():
            notebook = execute(file, Path(tables), lang, on_step)
            title = title_of(notebook)
            folder.text(f"{file.stem}.html", chapter_page(notebook, title, lang))
            chapters.append((f"{file.stem}.html", title))
        folder.text("index.html", index_page(Path(tables), manifest, chapters, lang))
    return Path(out) / "index.html"


def read_manifest(tables: Path) -> dict[str, Any]:
    """Return the manifest of a build folder; say what to do when there is none.

    Args:
        tables: folder that ``wusum build`` filled.

    Raises:
        InputError: there is no readable manifest in it.
    """
    try:
        return json.loads((tables / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{tables}: no readable manifest.json. Expected a folder of `wusum build`; "
            f"run `wusum build RAW --out {tables}` first."
        ) from error


def topic_labels(tables: str | Path, lang: Lang = "ar") -> dict[str, str]:
    """Return the shown name of every topic that a build counted.

    Args:
        tables: folder that ``wusum build`` filled.
        lang: ``ar`` or ``en``.

    Raises:
        InputError: there is no readable manifest in it.
    """
    topics = read_manifest(Path(tables))["dictionary"]["topics"]
    return {name: both[lang] for name, both in topics.items()}
