"""One figure of a build by its name, as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.manifest import read_manifest
from analysis.engine.write import replace_file
from analysis.errors import InputError
from analysis.report.make import topic_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.plots.words import Lang

    Draw = Callable[..., Axes | Figure]

TABLE_OF = {
    "artefact": "artefact",
    "coverage": "articles",
    "pairs": "topic_pairs",
    "panels": "topic_counts",
    "shares": "topic_counts",
    "tags": "article_tags",
    "topics": "topic_counts",
}
"""Names of figures, and the table each is drawn from."""

KINDS = ("png", "svg", "pdf")


def write_figure(name: str, tables: str | Path, out: str | Path, *, lang: Lang = "ar") -> Path:
    """Draw one figure of a build and write it to a file.

    Args:
        name: one of ``TABLE_OF``.
        tables: folder that ``wusum build`` filled.
        out: file to write; its ending says which kind: png, svg or pdf.
        lang: language of the labels.

    Returns:
        The path of the file.

    Raises:
        InputError: there is no such figure or kind, or ``tables`` holds no build.
    """
    from analysis.plots import render
    from analysis.plots.display import whole

    kind = Path(out).suffix.removeprefix(".").lower()
    if name not in TABLE_OF:
        raise InputError(f"there is no figure '{name}'. Choose one of {', '.join(TABLE_OF)}.")
    if kind not in KINDS:
        raise InputError(f"{out}: the ending says which kind of file; expected one of {', '.join(KINDS)}.")
    read_manifest(Path(tables))
    replace_file(Path(out), render(whole(_draw(name, Path(tables), lang)), kind))
    return Path(out)


def _draw(name: str, tables: Path, lang: Lang) -> Axes | Figure:
    from analysis import plots

    frame = pl.read_parquet(tables / f"{TABLE_OF[name]}.parquet")
    if name == "coverage":
        return plots.draw_coverage(frame, lang=lang)
    if name == "tags":
        return plots.draw_tag_bars(_tags(frame, tables), lang=lang)
    draw: dict[str, Draw] = {
        "artefact": plots.draw_artefact,
        "pairs": plots.draw_pair_trend,
        "panels": plots.draw_share_panels,
        "shares": plots.draw_shares,
        "topics": plots.draw_topic_bars,
    }
    return draw[name](frame, labels=topic_labels(tables, lang), lang=lang)


def _tags(article_tags: pl.DataFrame, tables: Path) -> pl.DataFrame:
    from analysis.aggregate.tags import count_tags

    return count_tags(article_tags.lazy(), pl.scan_parquet(tables / "articles.parquet")).collect()
