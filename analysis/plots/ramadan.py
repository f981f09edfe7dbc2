"""What is named more in Ramadan than in the months beside it, and what less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.changes import UNSURE, with_interval
from analysis.plots.rows import height_of, name_rows, rows_for, value_axis, write_ends
from analysis.plots.sizes import now
from analysis.plots.style import FALL, PAPER, RISE, style
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SURE = 0.05  # false-discovery rate above which an effect may be chance
COUNTS = ("n_total_ramadan", "n_total_around")
EFFECT = ("effect", "effect_low", "effect_high", "q")
COLUMNS = ("topic", "hijri_year", "difference", *COUNTS, *EFFECT)


def draw_ramadan(
    profile: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far the share of each topic in Ramadan lies from that in the months before and after it.

    A point is what all Ramadans say together, with its interval; a tick is one Ramadan. Where chance may
    explain the effect among so many topics (``q`` of 0.05 or more), the point is open and grey.

    Args:
        profile: the table of ``ramadan_profile``.
        lang: language of the words of the figure; in Arabic values grow from the right.
        labels: from topic to shown name.
        most: how many topics: those with a sure effect first, then the largest effects.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis.aggregate.ramadan import ramadan_profile
    >>> days = [date(2024, 2, 20), date(2024, 3, 20), date(2024, 4, 20)]
    >>> articles = pl.LazyFrame({"article_id": ["1", "2", "3"], "published": days})
    >>> mentions = pl.LazyFrame({"article_id": ["2"], "zone": ["title"], "topic": ["food"]})
    >>> frame = ramadan_profile(mentions, articles).collect()
    >>> draw_ramadan(frame, lang="en").figure.get_label().split(". ")[0]
    'What is named more in Ramadan, and what less'
    """
    need(profile, COLUMNS, "draw_ramadan")
    found = profile.drop_nulls(EFFECT[:3]).with_columns(sure=pl.col("q").fill_null(1) < SURE)
    topics = found.unique("topic").sort(
        "sure", pl.col("effect").abs(), "topic", descending=[True, True, False]
    )
    top = topics.head(rows_for(most, head=0.3)).sort("effect", "topic", descending=[True, False])
    titles = title or word("ramadan", lang), word("ramadan sub", lang)
    with style():
        names = [shown(topic, labels) for topic in top["topic"]]
        ax = ax or new_axes(height_of(names, now().width) + 0.3)
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        _draw(ax, top, found)
        name_rows(ax, names, lang)
        value_axis(ax, lambda share: f"{share * 100:+.3g}".replace("-", "\u2212") if share else "0")
        write_ends(ax, [with_interval(*row) for row in top.select(EFFECT[:3]).iter_rows()], lang)
        years = found.unique("hijri_year")
        notes = [
            word("n of ramadan", lang, *(f"{years[name].sum():,}" for name in COUNTS)),
            word("ramadans", lang, years.height),
            word("open effect", lang) if not top["sure"].all() else "",
            shown_note(top.height, topics.height, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
    return ax


def _draw(ax: Axes, top: pl.DataFrame, found: pl.DataFrame) -> None:
    reach = 0.0
    for row, (topic, sure, effect, low, high) in enumerate(
        top.select("topic", "sure", *EFFECT[:3]).iter_rows()
    ):
        colour = UNSURE if not sure else RISE if effect > 0 else FALL
        single = found.filter(pl.col("topic") == topic)["difference"].drop_nulls().to_list()
        ax.plot(single, [row] * len(single), "|", color=colour, markersize=7, alpha=0.7)
        ax.plot((low, high), (row, row), color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt")
        ax.plot(effect, row, "o", color=colour, markerfacecolor=colour if sure else PAPER, markersize=6)
        reach = max(reach, abs(low), abs(high), *map(abs, single))
    ax.set_xlim(-1.05 * reach or -1, 1.05 * reach or 1)
