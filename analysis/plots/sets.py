"""Which topics stand together, three and more at a time: an UpSet plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    largest,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.labels import label
from analysis.plots.rows import row_height
from analysis.plots.sizes import now
from analysis.plots.style import FAINT, GREY, INK, PALETTE, style
from analysis.plots.text import fit
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

COLUMNS = ("topics", "n_articles", "n_total")
NAME_SHARE = 0.28  # of the figure's width that a name may take


def draw_topic_sets(
    topic_sets: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many articles name exactly these two or more topics, for the largest sets.

    The UpSet plot of Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), IEEE TVCG 20: a column a set,
    its dots say which topics, its bar how many articles. The sets shown share no
    article; those with one topic alone or none are counted in the notes.

    Args:
        topic_sets: one row a set: ``topics`` (a list), ``n_articles`` that name all of them and no other, and
            ``n_total``, all articles.
        lang: language of the words of the figure; in Arabic the largest set stands at the right.
        labels: from topic to shown name.
        most: how many sets.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> counts = {"n_articles": [3, 2], "n_total": [9, 9]}
    >>> named = pl.DataFrame({"topics": [["gaza", "iran"], ["gaza"]], **counts})
    >>> draw_topic_sets(named, lang="en").figure.get_label().split(". ")[0]
    'Topics that stand together'
    """
    need(topic_sets, COLUMNS, "draw_topic_sets")
    n_topics = pl.col("topics").list.len()
    together = topic_sets.filter((n_topics > 1) & (pl.col("n_articles") > 0))
    ordered = together.sort(
        ["n_articles", pl.col("topics").list.sort().list.join("\n")], descending=[True, False]
    )
    top, topics = _that_fit(ordered, most)
    titles = title or word("sets", lang), word("sets sub", lang)
    with style():
        ax = ax or new_axes(1.2 + row_height() * (_bars() + 0.6 + max(len(topics), 2)))
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        _draw_bars(ax, top["n_articles"].to_list())
        _draw_dots(ax, [set(names) for names in top["topics"]], topics)
        _face(ax, topics, top.height, labels, lang)
        total = largest(topic_sets, "n_total")
        one = int(topic_sets.filter(n_topics == 1)["n_articles"].sum())
        none = total - one - int(together["n_articles"].sum())
        notes = [
            word("n", lang, f"{total:,}"),
            word("one topic", lang, f"{one:,}"),
            word("without topic", lang, f"{none:,}") if none > 0 else "",
            shown_note(top.height, together.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
    return ax


def _bars() -> float:
    """Return how many rows the bars take above the dots."""
    return 5.0 if now().height is None else 2.8


def _that_fit(ordered: pl.DataFrame, most: int) -> tuple[pl.DataFrame, list[str]]:
    """Return the largest sets there is room for and their topics: a column a set, a row a topic."""
    size = now()
    columns = int(size.width * (1 - NAME_SHARE - 0.06) * 72 / (size.small * 3.4))
    rows = size.fits(row_height(), 1000) - round(_bars())
    top = ordered.head(min(most, columns))
    while top.height > 1 and len(_by_size(top)) > max(rows, 2):
        top = top.head(top.height - 1)
    return top, _by_size(top)


def _by_size(top: pl.DataFrame) -> list[str]:
    sizes = top.explode("topics").group_by("topics").agg(n=pl.col("n_articles").sum())
    return sizes.sort(["n", "topics"], descending=[True, False])["topics"].to_list()


def _draw_bars(ax: Axes, counts: Sequence[int]) -> None:
    heights = [_bars() * 0.85 * n / max(counts) for n in counts]
    ax.bar(range(len(counts)), [-height for height in heights], 0.62, bottom=-0.7, color=PALETTE[0])
    for column, (n, height) in enumerate(zip(counts, heights, strict=True)):
        ax.annotate(
            f"{n:,}",
            (column, -0.7 - height),
            (0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=now().small,
            color=INK,
        )


def _draw_dots(ax: Axes, sets: Sequence[set[str]], topics: Sequence[str]) -> None:
    size = 4.2 * now().scale + 1.5
    for row in range(0, len(topics), 2):
        ax.axhspan(row - 0.5, row + 0.5, facecolor="#f4f4f4", zorder=0)
    for column, members in enumerate(sets):
        rows = [row for row, topic in enumerate(topics) if topic in members]
        ax.plot([column] * len(topics), range(len(topics)), "o", color=FAINT, markersize=size, zorder=1)
        ax.plot([column] * len(rows), rows, "o-", color=PALETTE[0], markersize=size, linewidth=1.6, zorder=2)


def _face(ax: Axes, topics: Sequence[str], n: int, labels: Labels | None, lang: Lang) -> None:
    room = figure_of(ax).get_figwidth() * 72 * NAME_SHARE
    body = now().body
    ax.set_ylim(len(topics) - 0.4, -0.7 - _bars())
    ends = (-0.7, max(n, 3) - 0.3)
    ax.set_xlim(*(ends[::-1] if lang == "ar" else ends))
    names = [fit(shown(topic, labels), room, body, lines=1) for topic in topics]
    ax.set_yticks(range(len(topics)), names, color=INK, fontsize=body)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0, pad=5)
    if lang == "ar":
        ax.yaxis.tick_right()
    ax.spines[:].set_visible(False)
    ax.axhline(-0.7, color=GREY, linewidth=0.6)
    ax.set_ylabel(label(""))
