"""What one span of time says more or less of than another, as two points a row and their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    largest,
    need,
    new_axes,
    no_data,
    pair_name,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.rows import height_of, name_rows, rows_for, value_axis, write_ends
from analysis.plots.sizes import now
from analysis.plots.style import FALL, PAPER, RISE, style
from analysis.plots.words import Lang, percent, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNSURE = "#a6a6a6"  # lighter than rise and fall also where both are printed in grey
COLUMNS = ("share_before", "share_after", "difference", "difference_low", "difference_high")


def draw_changes(
    changes: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    spans: tuple[str, str] | None = None,
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic or pair in two spans of time, the largest rise on top, and the difference.

    A difference whose interval holds 0 is grey: it may be chance.

    Args:
        changes: the table of ``share_changes``.
        lang: language of the words of the figure; in Arabic values grow from the right.
        labels: from topic to shown name.
        spans: what to call the two spans; None calls them before and after.
        most: how many rows, those that changed most.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis import count_topics
    >>> from analysis.aggregate.changes import share_changes
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> halves = (date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29))
    >>> frame = share_changes(count_topics(mentions, articles), *halves).collect()
    >>> draw_changes(frame, lang="en").figure.get_label().split(". ")[0]
    'What is named more, and what less'
    """
    need(changes, COLUMNS, "draw_changes")
    found = changes.drop_nulls("difference").with_columns(name=_names(changes, labels).fill_null(""))
    size = pl.col("difference").abs()
    top = found.sort(size, "name", descending=[True, False]).head(rows_for(most, head=0.3))
    top = top.sort("difference", "name", descending=[True, False])
    titles = (
        title or word("changes", lang),
        word("changes sub", lang, *(spans or (word("before", lang), word("after", lang)))),
    )
    with style():
        names = top["name"].to_list()
        ax = ax or new_axes(height_of(names, now().width) + 0.3)
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        _draw(ax, top)
        name_rows(ax, names, lang)
        value_axis(ax, lambda share: percent(share, _digits(ax)), zero=None)
        write_ends(ax, [with_interval(*row) for row in top.select(COLUMNS[2:]).iter_rows()], lang)
        notes = [
            word(
                "n of two", lang, *(f"{largest(found, f'n_total_{side}'):,}" for side in ("before", "after"))
            ),
            word("grey unsure", lang) if _unsure(top) else "",
            shown_note(top.height, found.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
    return ax


def _unsure(top: pl.DataFrame) -> bool:
    """Return whether an interval holds 0."""
    return bool(top.select(((pl.col("difference_low") <= 0) & (pl.col("difference_high") >= 0)).any()).item())


def _names(changes: pl.DataFrame, labels: Labels | None) -> pl.Series:
    """Return what readers see of the key: a topic, or a pair."""
    keys = [
        name for name in ("topic", "topic_a", "topic_b", "tag", "tag_a", "tag_b") if name in changes.columns
    ]
    need(changes, tuple(keys) or ("topic",), "draw_changes")
    rows = changes.select(keys).iter_rows()
    names = [pair_name(*row, labels) if len(row) == 2 else shown(row[0], labels) for row in rows]
    return pl.Series(names, dtype=pl.String)


def _draw(ax: Axes, top: pl.DataFrame) -> None:
    """Draw an open point before, a filled one after, and a line between them."""
    high = 0.0
    for row, (before, after, change, low, up) in enumerate(top.select(COLUMNS).iter_rows()):
        colour = UNSURE if low <= 0 <= up else RISE if change > 0 else FALL
        ax.plot((before, after), (row, row), color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt")
        ax.plot(before, row, "o", color=colour, markerfacecolor=PAPER, markersize=5.5, markeredgewidth=1.4)
        ax.plot(after, row, "o", color=colour, markersize=6)
        high = max(high, before, after)
    ax.set_xlim(-0.02 * (high or 1), (high or 1) * 1.04)


def _digits(ax: Axes) -> int:
    low, high = sorted(ax.get_xlim())
    return 0 if high - low > 0.05 else 1


def with_interval(difference: float, low: float, high: float) -> str:
    """Return a difference of shares and its interval in percentage points.

    >>> with_interval(0.031, 0.0, 0.05)
    '+3.1 [0.0, +5.0]'
    """
    return f"{_points(difference)} [{_points(low)}, {_points(high)}]"


def _points(value: float) -> str:
    points = round(value * 100, 1)
    return f"{points:+.1f}".replace("-", "\u2212") if points else "0.0"
