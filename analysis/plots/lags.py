"""Who prints a common story first: for each two sources, how often one has it before the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.plots.canvas import base_of, need, new_axes, no_data, set_text, shown_note, source_note
from analysis.plots.rows import height_of, name_rows, rows_for, value_axis, write_ends
from analysis.plots.sizes import now
from analysis.plots.style import GREY, PALETTE, PAPER, style
from analysis.plots.words import Lang, percent, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
SHARES = ("share_first_a", "share_first_a_low", "share_first_a_high")
COLUMNS = ("source_a", "source_b", "n_stories", "n_first_a", "n_first_b", "n_tied", "median_lag", *SHARES)


def draw_lags(
    source_lags: pl.DataFrame,
    *,
    lang: Lang = "ar",
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw, for each two sources with common stories, how often the one that leads prints first.

    A point whose 95 % Wilson interval holds one half is open: neither leads for certain.

    Args:
        source_lags: the table of ``source_lags``.
        lang: language of the words of the figure; in Arabic values grow from the right.
        most: how many pairs of sources, those with most stories in common.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis.aggregate.lags import source_lags
    >>> prints = {"article_id": ["1", "2"], "story_id": ["x", "x"], "source": ["Agency", "Paper"]}
    >>> articles = pl.LazyFrame({**prints, "published": [date(2024, 5, 1), date(2024, 5, 3)]})
    >>> draw_lags(source_lags(articles).collect(), lang="en").figure.get_label().split(". ")[0]
    'Who prints first'
    """
    need(source_lags, COLUMNS, "draw_lags")
    found = source_lags.drop_nulls("share_first_a")
    keys = ["n_stories", "source_a", "source_b"]
    top = _led(found.sort(keys, descending=[True, False, False]).head(rows_for(most, head=0.3)))
    titles = title or word("lags", lang), word("lags sub", lang)
    with style():
        names = [word("a before b", lang, *row) for row in top.select("leader", "other").iter_rows()]
        ax = ax or new_axes(height_of(names, now().width) + 0.3)
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        for row, (share, low, high) in enumerate(top.select("share", "low", "high").iter_rows()):
            face = PALETTE[0] if low > 0.5 else PAPER
            ax.plot((low, high), (row, row), color=PALETTE[0], linewidth=1.6, solid_capstyle="butt")
            look: Any = {"markerfacecolor": face, "markersize": 6, "clip_on": False}
            ax.plot(share, row, "o", color=PALETTE[0], **look)
        ax.set_xlim(min(0.4, *top["low"]) - 0.02, 1.03)
        name_rows(ax, names, lang, base_of(lang))
        value_axis(ax, percent, zero=0.5, ticks=TICKS[:: 2 if now().column else 1])
        write_ends(ax, [_printed(row, lang) for row in top.select("n_stories", "n_tied").iter_rows()], lang)
        notes = [
            word("n stories", lang, f"{found['n_stories'].sum():,}"),
            word("open point", lang),
            shown_note(top.height, found.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
        ax.axvline(0.5, color=GREY, linewidth=0.8, zorder=0.9)
    return ax


def _led(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs seen from the source that leads, the clearest lead first."""
    share, low, high = (pl.col(name) for name in SHARES)
    ahead = share >= 0.5
    return pairs.with_columns(
        leader=pl.when(ahead).then("source_a").otherwise("source_b"),
        other=pl.when(ahead).then("source_b").otherwise("source_a"),
        share=pl.when(ahead).then(share).otherwise(1 - share),
        low=pl.when(ahead).then(low).otherwise(1 - high),
        high=pl.when(ahead).then(high).otherwise(1 - low),
    ).sort("share", "leader", "other", descending=[True, False, False])


def _printed(row: tuple[int, int], lang: Lang) -> str:
    n, tied = row
    return word("n tied", lang, f"{n:,}", f"{tied:,}")
