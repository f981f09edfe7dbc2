"""One figure of a build by its name, as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.engine.manifest import read_manifest
from analysis.engine.write import replace_file
from analysis.errors import InputError
from analysis.plots.names import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.plots.words import Lang

KINDS = ("png", "svg", "pdf")


def write_figure(
    name: str,
    tables: str | Path,
    out: str | Path,
    *,
    lang: Lang = "ar",
    size: str = "page",
    topics: Sequence[str] = (),
    source: str | None = None,
    title: str | None = None,
) -> Path:
    """Draw one figure of a build and write it to a file.

    Args:
        name: one of ``plots.names.FIGURES``.
        tables: folder that ``wusum build`` filled.
        out: file to write; its ending says which kind: png, svg or pdf.
        lang: language of the labels.
        size: ``column`` (3.5 inches wide), ``page`` (6.3) or ``card`` (1200 x 630 pixels).
        topics: topics to draw, where the figure takes any; none leaves the choice to the figure.
        source: where the data are from; None names the largest sources of the build, "" nothing.
        title: another title than the usual one.

    Returns:
        The path of the file.

    Raises:
        InputError: there is no such figure, kind, size or topic, or ``tables`` holds no build.
    """
    from analysis.plots import render
    from analysis.plots import size as sized
    from analysis.plots.display import whole
    from analysis.report.drawings import DRAW
    from analysis.report.figure_tables import Wanted, check_topics, source_line

    kind = Path(out).suffix.removeprefix(".").lower()
    if name not in FIGURES:
        raise InputError(f"there is no figure '{name}'. Choose one of {', '.join(FIGURES)}.")
    if kind not in KINDS:
        raise InputError(f"{out}: the ending says which kind of file; expected one of {', '.join(KINDS)}.")
    read_manifest(Path(tables))
    line = source_line(Path(tables), lang) if source is None else source
    wanted = Wanted(Path(tables), lang, tuple(topics), line, title)
    check_topics(wanted, name)
    with sized(size):
        replace_file(Path(out), render(whole(DRAW[name](wanted)), kind))
    return Path(out)
