"""How large a part of the coverage each topic has, month by month."""

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
    source_note,
)
from analysis.plots.lines import (
    LINES_HIGH,
    Line,
    draw_line,
    draw_time_axes,
    name_lines,
    name_periods,
    spread_names,
    thicken,
)
from analysis.plots.periods import name_gaps, unit_of
from analysis.plots.sizes import now
from analysis.plots.style import PALETTE, style
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

COLUMNS = ("period", "topic", "n_articles", "n_total", "share", "share_low", "share_high")
MOST_LINES = len(PALETTE)
Z = 1.959964  # normal quantile of a 95 % interval


def draw_shares(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    topics: Sequence[str] | None = None,
    bursts: pl.DataFrame | None = None,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of articles that name each topic, period by period, with its 95 % Wilson band.

    Args:
        topic_counts: the table of ``count_topics``; periods without articles are drawn as gaps.
        lang: language of the words of the figure.
        labels: from topic to shown name.
        topics: which topics; None takes the six named most.
        bursts: optional rows with ``topic``, ``start`` and ``end`` (dates), drawn as thick stretches.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes; ``axes.figure`` is the figure.

    Raises:
        TableError: a column is missing.
    """
    need(topic_counts, COLUMNS, "draw_shares")
    with style():
        ax = ax or new_axes(LINES_HIGH * min(now().scale, 1))
        dated = topic_counts.filter(pl.col("period").is_not_null()).sort("period", "topic")
        chosen = list(topics) if topics is not None else by_size(dated)[:MOST_LINES]
        if dated.is_empty() or not chosen:
            return no_data(ax, lang)
        periods, totals = calendar(dated)
        lines = [line_of(dated, topic, shown(topic, labels)) for topic in chosen]
        for k, line in enumerate(lines):
            draw_line(ax, line, periods, k)
        draw_time_axes(ax, lines, periods, totals)
        name_gaps(ax, periods, totals, lang)
        if bursts is not None:
            _mark_bursts(ax, bursts, chosen, lines, periods)
        names = name_lines(ax, lines, periods)
        extra = [shown_note(len(chosen), dated["topic"].n_unique(), lang)]
        if bursts is not None and not bursts.is_empty():
            extra.append(word("burst", lang))
        notes = [*count_notes(topic_counts, lang), *extra, source_note(source, lang)]
        set_text(ax, title or word("shares", lang), word("shares sub", lang), notes, lang)
        name_periods([ax], periods, lang)
        spread_names(ax, names)
    return ax


def with_shares(counts: pl.DataFrame, n: str) -> pl.DataFrame:
    """Return counts with their share of ``n_total`` and its 95 % interval (Wilson 1927); null of nothing."""
    k, total = pl.col(n).cast(pl.Float64), pl.col("n_total").cast(pl.Float64)
    centre, half = k + Z * Z / 2, Z * (k * (total - k) / total + Z * Z / 4).sqrt()
    bounds = {
        "share": k / total,
        "share_low": (centre - half) / (total + Z * Z),
        "share_high": (centre + half) / (total + Z * Z),
    }
    return counts.with_columns(
        **{name: pl.when(total > 0).then(bound.clip(0, 1)) for name, bound in bounds.items()}
    )


def by_size(dated: pl.DataFrame) -> list[str]:
    """Return the topics, those named by most articles first."""
    sizes = dated.group_by("topic").agg(n=pl.col("n_articles").sum())
    return sizes.sort(["n", "topic"], descending=[True, False])["topic"].to_list()


def calendar(dated: pl.DataFrame) -> tuple[list[date], list[int]]:
    """Return the periods and the number of articles in each."""
    totals = dated.group_by("period").agg(pl.col("n_total").max()).sort("period")
    return totals["period"].to_list(), totals["n_total"].to_list()


def line_of(dated: pl.DataFrame, topic: str, name: str) -> Line:
    """Return the shares of one topic over the whole calendar."""
    days = dated.select("period").unique().sort("period")
    rows = days.join(dated.filter(pl.col("topic") == topic), on="period", how="left").sort("period")
    values = rows.select(pl.col("share", "share_low", "share_high").fill_null(float("nan")))
    return Line(name, *(tuple(column.to_list()) for column in values.get_columns()))


def count_notes(counts: pl.DataFrame, lang: Lang) -> list[str]:
    """Return how many articles stand behind a table of periods: all, a period's range, those without date."""
    totals = counts.group_by("period").agg(pl.col("n_total").max()).sort("period")
    dated = totals.filter(pl.col("period").is_not_null())
    undated = totals.filter(pl.col("period").is_null())["n_total"].sum()
    with_articles = dated.filter(pl.col("n_total") > 0)["n_total"]
    least, most = (with_articles.sort()[[0, -1]].to_list()) if len(with_articles) else (0, 0)
    unit = word(unit_of(dated["period"].to_list()), lang)
    return [
        word("n", lang, f"{dated['n_total'].sum():,}"),
        word("n range", lang, unit, f"{least:,}", f"{most:,}") if least < most else "",
        word("undated", lang, f"{undated:,}") if undated else "",
    ]


def shown_note(n: int, of: int, lang: Lang) -> str:
    """Return the words that say how many of how many are drawn, or nothing where all are."""
    return word("shown", lang, n, of) if n < of else ""


def _mark_bursts(
    ax: Axes,
    bursts: pl.DataFrame,
    chosen: Sequence[str],
    lines: Sequence[Line],
    periods: Sequence[date],
) -> None:
    need(bursts, ("topic", "start", "end"), "draw_shares, bursts")
    for topic, start, end in bursts.select("topic", "start", "end").iter_rows():
        if topic in chosen:
            k = chosen.index(topic)
            thicken(ax, lines[k], periods, k, (start, end))
