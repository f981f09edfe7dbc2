"""How large a part of the coverage each topic has, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.canvas import (
    Labels,
    named,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.lines import (
    LINES_HIGH,
    Line,
    draw_line,
    draw_time_axes,
    mark_bursts,
    mark_changes,
    name_lines,
    name_periods,
    spread_names,
)
from analysis.plots.periods import name_gaps, shortened, unit_of
from analysis.plots.sizes import now
from analysis.plots.style import PALETTE, style
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

COLUMNS = ("period", "topic", "n_articles", "n_total", "share", "share_low", "share_high")
MOST_LINES = len(PALETTE)
LEAST = 10  # articles of a period whose share is drawn
Z = 1.959964  # normal quantile of a 95 % interval


def draw_shares(
    topic_counts: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    topics: Sequence[str] | None = None,
    bursts: pl.DataFrame | None = None,
    changes: pl.DataFrame | None = None,
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
        changes: optional rows of ``change_points``, drawn as triangles where the new level begins.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes; ``axes.figure`` is the figure.

    Raises:
        TableError: a column is missing, or one of ``topics``.

    >>> from datetime import date
    >>> from analysis import count_topics
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 1, 5), date(2024, 2, 5)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> draw_shares(count_topics(mentions, articles).collect(), lang="en").figure.get_label().split(". ")[0]
    'Share of coverage by topic'
    """
    need(topic_counts, COLUMNS, "draw_shares")
    need_marks(bursts, changes, "draw_shares")
    with style():
        ax = ax or new_axes(LINES_HIGH * min(now().scale, 1))
        dated = topic_counts.filter(pl.col("period").is_not_null()).sort("period", "topic")
        chosen = by_size(dated)[:MOST_LINES]
        if topics is not None:
            chosen = named(topics, topic_counts, "draw_shares")
        if dated.is_empty() or not chosen:
            return no_data(ax, lang, title or word("shares", lang))
        dated, few = on_axis(dated)
        periods, totals = calendar(dated)
        lines = [line_of(dated, topic, shown(topic, labels)) for topic in chosen]
        for k, line in enumerate(lines):
            draw_line(ax, line, periods, k)
        draw_time_axes(ax, lines, periods, totals)
        name_gaps(ax, periods, totals, lang)
        mark(ax, chosen, lines, periods, bursts, changes)
        names = name_lines(ax, lines)
        extra = [shown_note(len(chosen), dated["topic"].n_unique(), lang), thin_note(few, lang)]
        extra += mark_notes(chosen, bursts, changes, lang)
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


def without_thin(dated: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return the counts without the shares of periods with hardly an article, and how many these lack.

    The shares of three articles are noise with bands from 0 to 100 %, which flatten all others. Periods with
    fewer than 10 articles, or than a twentieth of the period that the middle article stands in, are left out
    where they hold a twentieth of all articles or less together; and with them empty ends of the calendar.
    The number is 0 where nothing is left out.
    """
    totals = dated.group_by("period").agg(n=pl.col("n_total").max()).sort("period")
    order = totals.sort("n")
    middle = order.filter(pl.col("n").cum_sum() * 2 >= pl.col("n").sum())["n"]
    least = max(LEAST, (middle[0] if len(middle) else 0) // 20)
    thin = totals.filter((pl.col("n") > 0) & (pl.col("n") < least))
    if thin.is_empty() or thin["n"].sum() * 20 > totals["n"].sum():
        return dated, 0
    full = totals.filter(pl.col("n") >= least)["period"]
    inside = dated.filter(pl.col("period").is_between(full.first(), full.last()))
    blank = pl.col("period").is_in(thin["period"].to_list())
    shares = [pl.when(~blank).then(name).alias(name) for name in ("share", "share_low", "share_high")]
    return inside.with_columns(shares), least


def on_axis(dated: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return the counts of the periods on a time axis: `without_thin`, and long gaps shortened."""
    full, few = without_thin(dated)
    periods, totals = calendar(full)
    kept = [periods[place] for place in shortened(totals)]
    return full.filter(pl.col("period").is_in(kept)), few


def thin_note(few: int, lang: Lang) -> str:
    """Return the words that say that periods with hardly an article are left out, or nothing."""
    return word("thin", lang, f"{few:,}") if few else ""


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


def mark(
    ax: Axes,
    chosen: Sequence[str],
    lines: Sequence[Line],
    periods: Sequence[date],
    bursts: pl.DataFrame | None,
    changes: pl.DataFrame | None,
) -> None:
    """Mark the bursts and change points of the lines; each line has the colour of its place."""
    for k, (topic, line) in enumerate(zip(chosen, lines, strict=True)):
        if bursts is not None:
            mark_bursts(ax, line, periods, k, bursts.filter(pl.col("topic") == topic))
        if changes is not None:
            mark_changes(ax, line, periods, k, changes.filter(pl.col("topic") == topic))


def mark_notes(
    chosen: Sequence[str], bursts: pl.DataFrame | None, changes: pl.DataFrame | None, lang: Lang
) -> list[str]:
    """Return what the marks mean, for those that are drawn."""
    marks = {"burst": bursts, "change": changes}
    return [
        word(name, lang)
        for name, rows in marks.items()
        if rows is not None and rows["topic"].is_in(list(chosen)).any()
    ]


def need_marks(bursts: pl.DataFrame | None, changes: pl.DataFrame | None, figure: str) -> None:
    """Raise ``TableError`` when bursts or change points lack a column."""
    if bursts is not None:
        need(bursts, ("topic", "start", "end"), f"{figure}, bursts")
    if changes is not None:
        need(changes, ("topic", "period", "difference"), f"{figure}, changes")
