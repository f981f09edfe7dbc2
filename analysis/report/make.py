"""The report: every notebook executed on one folder of tables, and an index page that sums up."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.engine.manifest import code_hash, read_manifest
from analysis.engine.write import Folder
from analysis.report.index import index_page
from analysis.report.notebooks import execute, notebook_files, title_of
from analysis.report.pages import chapter_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.plots.words import Lang


def report(
    tables: str | Path,
    out: str | Path,
    *,
    lang: Lang = "ar",
    checked: str | Path | None = None,
    on_step: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Path:
    """Execute the notebooks on the tables of a folder and write them as HTML.

    Args:
        tables: folder that ``wusum build`` filled.
        out: folder for ``index.html`` and one page a notebook; made when missing.
        lang: ``ar`` or ``en``, the language of prose and labels.
        checked: a sample of mentions judged by hand (``wusum sample``); its precision is printed.
        on_step: called with a notebook's name, cells done and cells in all.

    Returns:
        The path of ``index.html``. A report of just these tables is left as it is.

    Raises:
        InputError: ``tables`` holds no build, or a notebook fails on it, or ``checked`` cannot be read.
    """
    manifest, files = read_manifest(Path(tables)), notebook_files()
    index, judged = Path(out) / "index.html", Path(checked) if checked else None
    made_from = _made_from(Path(tables), [*files, *([judged] if judged else [])], lang)
    if index.is_file() and made_from in index.read_text(encoding="utf-8"):
        return index
    chapters = []
    with Folder(Path(out)) as folder:
        for file in files:
            notebook = execute(file, Path(tables), lang, on_step)
            title = title_of(notebook)
            folder.text(f"{file.stem}.html", chapter_page(notebook, title, lang))
            chapters.append((f"{file.stem}.html", title))
        manifest["report"] = made_from
        folder.text("index.html", index_page(Path(tables), manifest, chapters, lang, judged))
    return index


def _made_from(tables: Path, others: Sequence[Path], lang: str) -> str:
    """One hash over all that decides the pages of a report; it stands at the foot of the index."""
    total = hashlib.sha256(f"{code_hash()} {lang}".encode())
    for file in (tables / "manifest.json", *others):
        total.update(file.read_bytes() if file.is_file() else b"")
    return total.hexdigest()


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
