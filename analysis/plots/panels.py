"""The share of each topic, or of one topic in each source, in small panels on the same scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    lay_out,
    named,
    need,
    new_axes,
    new_figure,
    no_data,
    reading_side,
    set_figure_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.lines import draw_line, draw_time_axes, name_periods
from analysis.plots.periods import name_gaps
from analysis.plots.shares import (
    COLUMNS,
    LEAST,
    by_size,
    calendar,
    count_notes,
    line_of,
    mark,
    mark_notes,
    need_marks,
    on_axis,
    thin_note,
    with_shares,
)
from analysis.plots.sizes import now
from analysis.plots.style import style
from analysis.plots.text import fit
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.plots.lines import Line

PANEL = 1.35  # inches a panel is high
ROWS = 6  # panels one above another on a page
COLUMNS_OF = {True: 2, False: 3}  # panels side by side in a column, and wider


def draw_share_panels(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    topics: Sequence[str] | None = None,
    bursts: pl.DataFrame | None = None,
    changes: pl.DataFrame | None = None,
    columns: int | None = None,
    most: int | None = None,
    source: str = "",
    title: str | None = None,
) -> Figure:
    """Draw one small panel a topic, on the same scale, the topics named most first in reading order.

    Args:
        topic_counts: the table of ``count_topics``.
        lang: language of the words of the figure; in Arabic the first panel stands at the right.
        labels: from topic to shown name.
        topics: which topics; None takes those named most.
        bursts, changes: as for ``draw_shares``.
        columns: panels side by side; None takes as many as the width has room for.
        most: how many panels; None takes as many as stand on a page.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.

    Returns:
        The figure.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis import count_topics
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> draw_share_panels(count_topics(mentions, articles).collect(), lang="en").get_label().split(". ")[0]
    'Share of coverage by topic'
    """
    need(topic_counts, COLUMNS, "draw_share_panels")
    need_marks(bursts, changes, "draw_share_panels")
    heading = title or word("shares", lang)
    with style():
        dated = topic_counts.filter(pl.col("period").is_not_null()).sort("period", "topic")
        chosen = by_size(dated)[: most or ROWS * COLUMNS_OF[now().column]]
        if topics is not None:
            chosen = named(topics, topic_counts, "draw_share_panels")
        if dated.is_empty() or not chosen:
            return figure_of(no_data(new_axes(), lang, heading))
        of = dated["topic"].n_unique()
        dated, few = on_axis(dated)
        figure, panels = _panels(len(chosen), columns, lang)
        chosen = chosen[: len(panels)]
        lines = [line_of(dated, topic, shown(topic, labels)) for topic in chosen]
        periods, totals = calendar(dated)
        _draw_panels(panels, lines, periods, [totals] * len(panels), lang)
        for ax, topic, line in zip(panels, chosen, lines, strict=True):
            mark(ax, [topic], [line], periods, bursts, changes)
        notes = [
            *count_notes(topic_counts, lang),
            shown_note(len(chosen), of, lang),
            thin_note(few, lang),
            *mark_notes(chosen, bursts, changes, lang),
            source_note(source, lang),
        ]
        set_figure_text(figure, heading, word("shares sub", lang), notes, lang)
        _name_gaps(panels[0], periods, totals, lang)
    return figure


def draw_source_panels(
    by_source: pl.DataFrame,
    *,
    topic: str | None = None,
    lang: Lang = "ar",
    labels: Labels | None = None,
    columns: int | None = None,
    most: int = 12,
    source: str = "",
    title: str | None = None,
) -> Figure:
    """Draw one small panel a source with the share of one topic, and in grey its share in all sources.

    Args:
        by_source: the table of ``share_by_source``.
        topic: which topic; None takes the one named most.
        lang: language of the words of the figure; in Arabic the first panel stands at the right.
        labels: from topic to shown name.
        columns: panels side by side; None takes as many as the width has room for.
        most: how many sources, those with most articles.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.

    Returns:
        The figure.

    Raises:
        TableError: a column is missing.

    >>> from datetime import date
    >>> from analysis.aggregate.trends import share_by_source
    >>> articles = pl.LazyFrame({"article_id": ["1"], "published": [date(2024, 1, 5)], "source": ["Agency"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> frame = share_by_source(mentions, articles).collect()
    >>> draw_source_panels(frame, lang="en").get_label().split(". ")[0]
    'gaza: share in each source'
    """
    need(by_source, ("source", *COLUMNS), "draw_source_panels")
    with style():
        dated = by_source.filter(pl.col("period").is_not_null())
        topic = topic if topic is not None else next(iter(by_size(dated)), "")
        named = dated.with_columns(pl.col("source").fill_null(word("unknown source", lang)))
        one = named.filter(pl.col("topic") == topic)
        heading = title or word("source panels", lang, shown(topic, labels))
        if one.is_empty():
            return figure_of(no_data(new_axes(), lang, heading))
        sources = _largest_sources(one)
        figure, panels = _panels(min(len(sources), most), columns, lang)
        summed = one.group_by("period", "topic").agg(pl.col("n_articles", "n_total").sum())
        pooled, few = on_axis(with_shares(summed, "n_articles"))
        periods, _ = calendar(pooled)
        every = line_of(pooled, topic, "")
        parts = [_whole_calendar(one, name, pooled) for name in sources[: len(panels)]]
        lines = [line_of(part, topic, name) for part, name in zip(parts, sources, strict=False)]
        totals = [part["n_total"].to_list() for part in parts]
        for ax in panels:
            ax.plot(range(len(periods)), every.share, color="#b0b0b0", linewidth=1.1, zorder=1.5)
        _draw_panels(panels, lines, periods, totals, lang, beside=every.share)
        notes = [
            *count_notes(pooled, lang),
            word("all sources", lang),
            thin_note(few, lang),
            shown_note(len(panels), len(sources), lang),
            source_note(source, lang),
        ]
        set_figure_text(figure, heading, word("shares sub", lang), notes, lang)
        _name_gaps(panels[0], periods, totals[0], lang)
    return figure


def _name_gaps(ax: Axes, periods: Sequence, totals: Sequence[int], lang: Lang) -> None:
    lay_out(ax)  # what there is room for shows between all words
    name_gaps(ax, periods, totals, lang)


def _whole_calendar(one: pl.DataFrame, source: str, pooled: pl.DataFrame) -> pl.DataFrame:
    """Return the counts of one source in every period, without the shares of hardly any articles."""
    part = pooled.select("period", "topic").join(
        one.filter(pl.col("source") == source), on=["period", "topic"], how="left"
    )
    few = pl.col("n_total") < LEAST
    rare = pl.col("n_total").filter(few).sum() * 20 <= pl.col("n_total").sum()
    shares = [pl.when(~(few & rare)).then(name).alias(name) for name in ("share", "share_low", "share_high")]
    return part.with_columns(pl.col("n_total").fill_null(0), *shares).sort("period")


def _largest_sources(one: pl.DataFrame) -> list[str]:
    sizes = one.group_by("source").agg(n=pl.col("n_total").sum()).filter(pl.col("n") > 0)
    return sizes.sort("n", "source", descending=[True, False])["source"].to_list()


def _panels(n: int, columns: int | None, lang: Lang) -> tuple[Figure, list[Axes]]:
    """Return a figure of up to ``n`` panels in reading order; months and percent at the edges."""
    columns = min(columns or COLUMNS_OF[now().column], n)
    n = min(n, columns * now().fits(PANEL * 0.7, n))
    rows = -(-n // columns)
    figure = new_figure(0.9 + PANEL * rows)
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    panels = [ax for row in grid for ax in (row[::-1] if lang == "ar" else row)]
    for ax in panels[n:]:
        ax.remove()
    leftmost = [min(k + columns, n) - 1 if lang == "ar" else k for k in range(0, n, columns)]
    for k, ax in enumerate(panels[:n]):
        ax.tick_params(which="both", labelbottom=k + columns >= n, labelleft=k in leftmost)
    return figure, panels[:n]


def _draw_panels(
    panels: Sequence[Axes],
    lines: Sequence[Line],
    periods: Sequence,
    totals: Sequence[Sequence[int]],
    lang: Lang,
    beside: Sequence[float] = (),
) -> None:
    """Draw a line a panel on one scale, which has room for the shares that are drawn beside them too."""
    columns = len({round(ax.get_position().x0, 3) for ax in panels})
    room, body = figure_of(panels[0]).get_figwidth() * 60 / columns, now().body
    for ax, line, counts in zip(panels, lines, totals, strict=True):
        draw_line(ax, line, periods, 0)
        draw_time_axes(ax, lines, periods, counts, beside)
        name = fit(line.name, room, body, bold=True)
        ax.set_title(name, loc=reading_side(lang), fontsize=body, pad=5)
    name_periods(panels, periods, lang)
