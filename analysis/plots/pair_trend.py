"""How often topics are named together, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    need,
    new_axes,
    no_data,
    pair_name,
    set_text,
    source_note,
)
from analysis.plots.lines import LINES_HIGH, draw_line, draw_time_axes, name_lines, name_periods, spread_names
from analysis.plots.periods import name_gaps
from analysis.plots.shares import (
    by_size,
    calendar,
    count_notes,
    line_of,
    on_axis,
    thin_note,
    with_shares,
)
from analysis.plots.sizes import now
from analysis.plots.style import style
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from analysis.plots.lines import Line

COLUMNS = ("period", "topic_a", "topic_b", "n_ab", "n_total")
MOST_LINES = 4


def draw_pair_trend(
    topic_pairs: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of articles that name both topics of a pair, period by period, with its Wilson band.

    Args:
        topic_pairs: the table of ``count_pairs``; periods without articles are drawn as gaps.
        lang: language of the words of the figure.
        labels: from topic to shown name.
        pairs: which pairs, in either order; None takes the four named most.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis import count_pairs
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> frame = count_pairs(mentions, articles).collect()
    >>> draw_pair_trend(frame, lang="en").figure.get_label().split(". ")[0]
    'Topics named together'
    """
    need(topic_pairs, COLUMNS, "draw_pair_trend")
    with style():
        ax = ax or new_axes(LINES_HIGH * min(now().scale, 1))
        shares = _shares(topic_pairs)
        dated = shares.filter(pl.col("period").is_not_null())
        chosen = _keys(pairs) if pairs is not None else _largest(dated)
        if dated.is_empty() or not chosen:
            return no_data(ax, lang, title or word("pair trend", lang))
        dated, few = on_axis(dated)
        periods, totals = calendar(dated)
        lines = [_line(dated, key, labels) for key in chosen]
        for k, line in enumerate(lines):
            draw_line(ax, line, periods, k)
        draw_time_axes(ax, lines, periods, totals)
        name_gaps(ax, periods, totals, lang)
        names = name_lines(ax, lines)
        notes = [*count_notes(shares, lang), thin_note(few, lang), source_note(source, lang)]
        set_text(ax, title or word("pair trend", lang), word("pair trend sub", lang), notes, lang)
        name_periods([ax], periods, lang)
        spread_names(ax, names)
    return ax


def _shares(topic_pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs as if each were a topic: one name, and its share with its interval."""
    named = topic_pairs.with_columns(
        topic=pl.concat_str("topic_a", pl.lit("\n"), "topic_b"), n_articles="n_ab"
    )
    return with_shares(named, "n_ab")


def _keys(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return ["\n".join(sorted(pair)) for pair in pairs]


def _largest(dated: pl.DataFrame) -> list[str]:
    return by_size(dated.filter(pl.col("n_ab") > 0))[:MOST_LINES]


def _line(dated: pl.DataFrame, key: str, labels: Labels | None) -> Line:
    a, b = key.split("\n")
    return line_of(dated, key, pair_name(a, b, labels))
