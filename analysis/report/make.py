"""The report: every notebook executed on one folder of tables, and a first page that sums up."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.engine.log import log_step
from analysis.engine.manifest import code_hash, read_manifest
from analysis.engine.write import Folder
from analysis.errors import InputError
from analysis.report.cells import body_of, is_interactive
from analysis.report.downloads import report_tables, table_files
from analysis.report.explorer import explore_body
from analysis.report.index import index_page
from analysis.report.notebooks import execute, kernel, notebook_files, title_of
from analysis.report.pages import Link, chapter_page, resource
from analysis.report.phrases import need_lang

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.plots.words import Lang


def report(
    tables: str | Path,
    out: str | Path,
    *,
    lang: Lang = "ar",
    checked: str | Path | None = None,
    notebooks: str | Path | None = None,
    on_step: Callable[[str, int, int], None] = log_step,
) -> Path:
    """Execute the notebooks on the tables of a folder and write them as HTML, with tables for spreadsheets.

    Args:
        tables: folder that ``wusum build`` filled.
        out: folder for ``index.html``, one page a notebook, CSV files and a workbook; made when missing.
        lang: ``ar`` or ``en``, the language of prose and labels.
        checked: a sample of mentions judged by hand (``wusum sample``); its precision is printed.
        notebooks: a folder of notebooks of one's own, ``01_....ipynb`` and on; None for those of the package.
        on_step: called with a notebook's name, cells done and cells in all.

    Returns:
        The path of ``index.html``. A report of just these tables is left as it is.

    Raises:
        InputError: ``tables`` holds no build, article or topic, a notebook fails, or ``checked`` is unread.
    """
    need_lang(lang)
    manifest, files = read_manifest(Path(tables)), notebook_files(notebooks)
    _refuse_nothing(manifest, tables)
    index, judged = Path(out) / "index.html", Path(checked) if checked else None
    made_from = _made_from(Path(tables), [*files, *([judged] if judged else [])], lang)
    if index.is_file() and made_from in index.read_text(encoding="utf-8"):
        return index
    with Folder(Path(out)) as folder:
        with kernel() as manager:
            done = [execute(file, Path(tables), lang, on_step, manager) for file in files]
        chapters = [Link(f"{file.stem}.html", title_of(one)) for file, one in zip(files, done, strict=True)]
        for number, notebook in enumerate(done):
            live = is_interactive(notebook)
            body = body_of(
                notebook, lang, explore_body(Path(tables), topic_labels(tables, lang), lang) if live else ""
            )
            script = resource("explore.js") if live else ""
            folder.text(chapters[number].href, chapter_page(body, chapters, number, lang, script=script))
        on_step("index", 0, 1)
        frames = report_tables(Path(tables), list(manifest["dictionary"]["topics"]))
        for name, content in table_files(frames, lang):
            folder.data(name, content)
        manifest["report"] = made_from
        folder.text("index.html", index_page(Path(tables), manifest, chapters, frames, lang, judged))
        on_step("index", 1, 1)
    return index


def _refuse_nothing(manifest: dict[str, Any], tables: str | Path) -> None:
    rows = manifest.get("rows")
    if isinstance(rows, dict) and rows.get("articles") == 0:
        raise InputError(
            f"{tables}: no article to report on. The table page_issues says what became of each raw file."
        )
    if not manifest["dictionary"]["topics"]:
        raise InputError(
            f"{tables}: no topic to report on. Name some under 'on' in the topics file and build again."
        )


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
        InputError: there is no readable manifest in it, or no such language.
    """
    need_lang(lang)
    topics = read_manifest(Path(tables))["dictionary"]["topics"]
    return {name: both[lang] for name, both in topics.items()}
