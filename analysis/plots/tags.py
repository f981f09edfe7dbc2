"""Which tags and topics stand in most articles, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.bars import draw_bars
from analysis.plots.canvas import (
    Labels,
    largest,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.rows import height_of, rows_for
from analysis.plots.shares import with_shares
from analysis.plots.sizes import now
from analysis.plots.style import style
from analysis.plots.words import Lang, percent, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_tag_bars(
    tags: pl.DataFrame,
    *,
    lang: Lang = "ar",
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tags that stand in most articles as bars, the most frequent on top.

    Args:
        tags: one row a tag: ``tag``, ``n_articles`` and, for shares, ``n_total``.
        lang: language of the words of the figure; in Arabic bars grow from the right.
        most: how many tags.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> tags = pl.DataFrame({"tag": ["القمح", "النفط"], "n_articles": [3, 2], "n_total": [9, 9]})
    >>> draw_tag_bars(tags, lang="en").figure.get_label().split(". ")[0]
    'Most frequent tags'
    """
    need(tags, ("tag", "n_articles"), "draw_tag_bars")
    titles = (title or word("tags", lang), word("tags sub", lang))
    return _draw(tags, "tag", lang, {}, most, titles, source, ax)


def draw_topic_bars(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 20,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many articles name each topic as bars; periods are added up.

    Args:
        topic_counts: the table of ``count_topics``.
        lang: language of the words of the figure; in Arabic bars grow from the right.
        labels: from topic to shown name.
        most: how many topics.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis import count_topics
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> frame = count_topics(mentions, articles).collect()
    >>> draw_topic_bars(frame, lang="en").figure.get_label().split(". ")[0]
    'Topics named most'
    """
    need(topic_counts, ("topic", "n_articles", "n_total"), "draw_topic_bars")
    summed = topic_counts.group_by("topic").agg(pl.col("n_articles", "n_total").sum())
    titles = (title or word("topics", lang), word("topics sub", lang))
    return _draw(summed, "topic", lang, labels or {}, most, titles, source, ax)


def _draw(
    counts: pl.DataFrame,
    name: str,
    lang: Lang,
    labels: Labels,
    most: int,
    titles: tuple[str, str],
    source: str,
    ax: Axes | None,
) -> Axes:
    top = (
        counts.filter(pl.col("n_articles") > 0)
        .sort(["n_articles", name], descending=[True, False])
        .head(rows_for(most))
    )
    with style():
        names = [shown(value, labels) for value in top[name]]
        ax = ax or new_axes(height_of(names, now().width))
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        draw_bars(ax, names, [top["n_articles"].to_list()], _ends(top, lang), lang, _spans(top))
        total = largest(top, "n_total")
        notes = [
            word("n", lang, f"{total:,}") if total else "",
            shown_note(top.height, counts.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
    return ax


def _spans(top: pl.DataFrame) -> list[tuple[float, float]]:
    """Return the 95 % interval of each count, where ``n_total`` is known."""
    if "n_total" not in top.columns:
        return []
    n = pl.col("n_total")
    bounds = with_shares(top, "n_articles").select(pl.col("share_low") * n, pl.col("share_high") * n)
    return list(bounds.drop_nulls().iter_rows())


def _ends(top: pl.DataFrame, lang: Lang) -> list[str]:
    """Return the count at the end of each bar, and its share, read after it, where ``n_total`` is known."""
    if "n_total" not in top.columns:
        return [f"{n:,}" for n in top["n_articles"]]
    pattern = "({1}) {0:,}" if lang == "ar" else "{0:,} ({1})"
    rows = top.select("n_articles", "n_total").iter_rows()
    return [pattern.format(n, percent(n / total, 1)) if total else f"{n:,}" for n, total in rows]
