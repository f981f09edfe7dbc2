"""Which topic comes first, second, third as time goes on: a line a topic over its ranks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    lay_out,
    named,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.lines import NAME_SHARE
from analysis.plots.periods import period_name, set_period_ticks
from analysis.plots.rows import row_height, rows_for
from analysis.plots.shares import by_size, count_notes, thin_note, with_shares, without_thin
from analysis.plots.sizes import now
from analysis.plots.style import DASHES, FAINT, GREY, INK, NAME_COLOURS, PALETTE, PAPER, style
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

COLUMNS = ("period", "topic", "n_articles", "n_total")
MARK = 1.75  # width of a point in units of small type
SPANS = ("month", "quarter", "year")


def draw_ranks(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    topics: Sequence[str] | None = None,
    most: int = 10,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rank of each topic by its share of coverage in months, quarters or years, as there is room.

    A point is open where the topic's 95 % interval overlaps that of a neighbour in rank: the two may well
    stand the other way round.

    Args:
        topic_counts: the table of ``count_topics``; its periods are added up to longer ones.
        lang: language of the words of the figure.
        labels: from topic to shown name.
        topics: which topics are ranked; None takes all.
        most: how many lines, those named most.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing, or one of ``topics``.

    >>> from datetime import date
    >>> from analysis import count_topics
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> draw_ranks(count_topics(mentions, articles).collect(), lang="en").figure.get_label().split(". ")[0]
    'Topics by rank'
    """
    need(topic_counts, COLUMNS, "draw_ranks")
    dated = topic_counts.filter(pl.col("period").is_not_null())
    if topics is not None:
        dated = dated.filter(pl.col("topic").is_in(named(topics, topic_counts, "draw_ranks")))
    drawn = by_size(dated.filter(pl.col("n_articles") > 0))[: rows_for(most)]
    with style():
        ax = ax or new_axes(1.3 + 1.25 * row_height() * max(len(drawn), 3))
        titles = title or word("ranks", lang), word("ranks sub", lang)
        if not drawn:
            return no_data(ax, lang, titles[0])
        full, few = without_thin(with_shares(dated.filter(pl.col("topic").is_in(drawn)), "n_articles"))
        unit, ranked = _ranked(full.drop_nulls("share"), lang)
        periods = ranked["period"].unique().sort().to_list()
        order = _order(ranked, drawn)
        apart = _apart(periods, unit)
        for k, topic in enumerate(order):
            _draw_line(ax, ranked.filter(pl.col("topic") == topic), periods, apart, k)
        _face(ax, len(drawn), len(periods))
        _mark_left_out(ax, apart)
        _name(ax, ranked, order, labels)
        notes = [
            *count_notes(topic_counts, lang),
            word("open rank", lang),
            shown_note(len(drawn), dated["topic"].n_unique(), lang),
            thin_note(few, lang),
        ]
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
        set_period_ticks(ax, periods, range(len(periods)), lang, lay_out(ax), unit)
    return ax


def _ranked(dated: pl.DataFrame, lang: Lang) -> tuple[str, pl.DataFrame]:
    """Return the unit of a column, and the rank of each topic in each that has articles.

    ``sure`` says whether the interval lies apart from those of both neighbours in rank.
    """
    unit = next((u for u in SPANS[:-1] if _spans(dated, u).n_unique() <= _room(u, lang)), "year")
    parts = dated.with_columns(period=_spans(dated, unit)).group_by("period", "topic")
    summed = parts.agg(pl.col("n_articles", "n_total").cast(pl.Int64).sum()).filter(pl.col("n_total") > 0)
    shares = with_shares(summed, "n_articles").sort(
        "period", "share", "topic", descending=[False, True, False]
    )
    above, below = pl.col("share_low").shift(1), pl.col("share_high").shift(-1)
    ranked = shares.with_columns(
        rank=pl.int_range(1, pl.len() + 1).over("period"),
        clear_above=(above > pl.col("share_high")).over("period").fill_null(True),
        clear_below=(below < pl.col("share_low")).over("period").fill_null(True),
    )
    return unit, ranked.with_columns(sure=pl.col("clear_above") & pl.col("clear_below"))


def _spans(dated: pl.DataFrame, unit: str) -> pl.Series:
    return dated["period"].dt.truncate({"month": "1mo", "quarter": "1q", "year": "1y"}[unit])


def _apart(periods: Sequence[date], unit: str) -> list[int]:
    """Return the places of the periods that do not follow the one before: others are left out between."""
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    passed = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(periods)]
    return [place for place, n in enumerate(passed, 1) if n > months]


def _mark_left_out(ax: Axes, apart: Sequence[int]) -> None:
    """Hatch a strip where periods are left out."""
    for place in apart:
        ax.axvspan(
            place - 0.58,
            place - 0.42,
            facecolor="#f5f5f5",
            edgecolor="#bfbfbf",
            hatch="////",
            linewidth=0,
            zorder=0.5,
        )


def _room(unit: str, lang: Lang) -> int:
    """Return how many periods stand side by side with their names."""
    from datetime import date

    size = now()
    widest = max(text_width(period_name(date(2024, month, 1), unit, lang), size.small) for month in (8, 9))
    return max(3, int(size.width * 72 * (1 - NAME_SHARE) / (widest + 8)))


def _order(ranked: pl.DataFrame, drawn: Sequence[str]) -> list[str]:
    """Return the topics by their rank in the last period they have."""
    last = ranked.sort("period").group_by("topic", maintain_order=True).last().sort("rank", "topic")
    return [topic for topic in last["topic"] if topic in drawn]


def _draw_line(
    ax: Axes, ranks: pl.DataFrame, periods: Sequence[object], apart: Sequence[int], k: int
) -> None:
    """Draw one topic: its line, thin over periods that are left out, and its rank in each period."""
    at = {day: place for place, day in enumerate(periods)}
    bold = k < len(PALETTE)
    colour = PALETTE[k] if bold else "#a6a6a6"
    heights = [float("nan")] * len(periods)
    size = MARK * now().small
    for day, rank, sure in ranks.select("period", "rank", "sure").iter_rows():
        heights[at[day]] = rank
        face, ink = (colour, PAPER) if sure else (PAPER, NAME_COLOURS[k] if bold else GREY)
        if sure and k in (4, 5):
            ink = INK  # white on the two lightest colours would be too faint
        ax.plot(
            at[day],
            rank,
            "o",
            color=colour,
            markerfacecolor=face,
            markersize=size,
            markeredgewidth=1.2,
            clip_on=False,
            zorder=3,
        )
        ax.text(
            at[day],
            rank,
            str(rank),
            ha="center",
            va="center_baseline",
            fontsize=now().small,
            color=ink,
            zorder=4,
        ).set_in_layout(False)
    for place, (one, other) in enumerate(pairwise(heights), 1):
        thin = place in apart
        ax.plot(
            (place - 1, place),
            (one, other),
            color=colour,
            linewidth=0.8 if thin else 1.8,
            linestyle=":" if thin else DASHES[k] if bold else "-",
            zorder=2,
        )


def _face(ax: Axes, n: int, n_periods: int) -> None:
    ax.set_ylim(n + 0.6, 0.4)
    ax.set_xlim(-0.3, max(n_periods - 1, 1) + 0.12)
    ax.set_yticks([])
    ax.spines[["left", "top", "right"]].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    ax.tick_params(axis="x", length=0)


def _name(ax: Axes, ranked: pl.DataFrame, order: Sequence[str], labels: Labels | None) -> None:
    """Write the names beside the last points."""
    room = figure_of(ax).get_figwidth() * 72 * NAME_SHARE
    last = dict(ranked.sort("period").group_by("topic").agg(pl.col("rank").last()).iter_rows())
    taken: dict[float, str] = {}
    at = ranked["period"].n_unique() - 1
    for k, topic in enumerate(order):
        place = float(last[topic])
        while place in taken:  # a topic that is missing at the end keeps off the name of one that is not
            place += 0.5
        taken[place] = topic
        ax.annotate(
            fit(shown(topic, labels), room, now().body, lines=1, bold=True),
            (at, place),
            (MARK * now().small / 2 + 4, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=now().body,
            fontweight="bold",
            color=NAME_COLOURS[k] if k < len(NAME_COLOURS) else GREY,
        )
