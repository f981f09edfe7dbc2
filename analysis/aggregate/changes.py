"""Changes: what one time says more of than another, month against month, and weekday against weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.compare import compare_shares
from analysis.aggregate.counts import count_topics
from analysis.aggregate.dispersion import dispersion
from analysis.aggregate.intervals import adjust, ratio, special, wilson
from analysis.errors import TableError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_NAMES = (pl.String, pl.Categorical, pl.Enum)
_SIDES = ("before", "after")


def share_changes(
    table: pl.LazyFrame,
    before: tuple[date, date],
    after: tuple[date, date],
    *,
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Test, one row a topic or pair, whether its share of all articles differs between two spans of time.

    Args:
        table: ``topic_counts`` (the share of a topic) or ``topic_pairs`` or ``tag_pairs`` (of articles with
            both).
        before, after: first and last day of each span; a period belongs to the span its first day falls into.
        confidence: coverage of the interval.

    Returns:
        The key without the period; ``n_before``, ``n_total_before``, ``n_after``, ``n_total_after``; the
        columns of ``compare_shares`` (``difference`` 0: no change); ``q`` over all rows.

    Raises:
        TableError: the spans overlap or end before they begin, or the table counts neither topics nor pairs.

    >>> from datetime import date
    >>> months = [date(2024, 1, 1), date(2024, 2, 1)]
    >>> table = {"period": months, "topic": ["gaza"] * 2, "n_articles": [5, 15], "n_total": [50, 50]}
    >>> change = share_changes(pl.LazyFrame(table), (months[0], months[0]), (months[1], months[1]))
    >>> change.select("topic", pl.col("difference").round(3)).collect().row(0)
    ('gaza', 0.2)
    """
    (start, end), (start2, end2) = before, after
    if not (start <= end and start2 <= end2 and (end < start2 or end2 < start)):
        raise TableError(
            f"spans {start} to {end} and {start2} to {end2}: expected two that do not overlap, "
            "each with its first day before its last."
        )
    keys, counted = _complete(table)
    spans = {
        side: pl.col("period").is_between(*span) for side, span in zip(_SIDES, (before, after), strict=True)
    }
    summed = counted.group_by(keys).agg(
        pl.col(name).filter(inside).sum().alias(f"{name}_{side}")
        for side, inside in spans.items()
        for name in ("n", "n_total")
    )
    changes = compare_shares(summed, *_SIDES, confidence=confidence)
    return changes.with_columns(q=adjust(pl.col("p"))).sort(keys)


def month_changes(table: pl.LazyFrame, *, confidence: float = 0.95) -> pl.LazyFrame:
    """Test, one row a topic or pair in a period, whether its share differs from that of the period before.

    Args:
        table: ``topic_pairs``, ``tag_pairs`` or ``topic_counts`` of any length of period.
        confidence: coverage of the interval.

    Returns:
        ``period`` and ``period_before`` (the table's previous one); the key; the counts of both; the columns
        of ``compare_shares``; ``q`` over **all** rows, because the list is read for the largest change
        anywhere. The first period has none before it and no row; next to a gap (no pages) shares and test
        are null.

    Raises:
        TableError: the table counts neither topics nor pairs.

    >>> from datetime import date
    >>> months = [date(2024, 1, 1), date(2024, 2, 1)]
    >>> table = {"period": months, "topic": ["gaza"] * 2, "n_articles": [5, 15], "n_total": [50, 50]}
    >>> month_changes(pl.LazyFrame(table)).select("period", "n_before", "n_after").collect().row(0)
    (datetime.date(2024, 2, 1), 5, 15)
    """
    keys, counted = _complete(table)
    earlier = {
        f"{name}_before": pl.col(name).shift(1).over(keys, order_by="period")
        for name in ("period", "n", "n_total")
    }
    pairs = (
        counted.with_columns(**earlier)
        .filter(pl.col("period_before").is_not_null())
        .select(
            "period",
            "period_before",
            *keys,
            "n_before",
            "n_total_before",
            n_after="n",
            n_total_after="n_total",
        )
    )
    changes = compare_shares(pairs, *_SIDES, confidence=confidence)
    return changes.with_columns(q=adjust(pl.col("p"))).sort("period", *keys)


def _complete(table: pl.LazyFrame) -> tuple[list[str], pl.LazyFrame]:
    """Return the key and ``n`` of ``n_total`` for each period and key, 0 where the table has no such row.

    ``tag_pairs`` holds only pairs that occur; a month in which a pair does not is still a month of pages.
    """
    schema = table.collect_schema()
    columns, keys = schema.names(), [name for name, dtype in schema.items() if dtype in _NAMES]
    n = next((name for name in ("n_ab", "n_articles") if name in columns), None)
    if n is None or not keys or not {"period", "n_total"} <= set(columns):
        raise TableError(
            f"table with {', '.join(columns) or 'no columns'}: expected period, the key of topics or pairs, "
            "n_articles or n_ab, and n_total."
        )
    dated = table.filter(pl.col("period").is_not_null())
    # What is counted within (a source) has its own periods; a topic has its row in each of those.
    within = keys[: -2 if n == "n_ab" else -1]
    totals = dated.group_by("period", *within).agg(pl.col("n_total").max())
    names = dated.select(keys).unique()
    grid = totals.join(names, on=within, nulls_equal=True) if within else totals.join(names, how="cross")
    counted = grid.join(
        dated.select("period", *keys, n=n), on=["period", *keys], how="left", nulls_equal=True
    )
    return keys, counted.with_columns(pl.col("n").fill_null(0))


def weekday_profile(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    topics: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Return, one row a topic on a weekday, its share of that weekday's articles, and a test of all seven.

    Args:
        article_topics: mentions.
        articles: the corpus; articles whose day is unknown are left out.
        zones, topics: as in ``count_topics``.
        confidence: coverage of the intervals.

    Returns:
        ``topic``, ``weekday`` (1 Monday to 7 Sunday, ISO 8601), ``n_articles``, ``n_total``, ``share`` with
        its Wilson interval, null on weekdays without pages; and, the same on all seven rows of a topic:
        ``dispersion`` of its days (1: articles of a day are independent), ``cramers_v`` (Cramer 1946; 0: the
        same share every weekday, 1: weekdays decide), ``p`` of Pearson's chi-square of equal shares by its
        degrees of freedom and the dispersion (Rao and Scott 1981), against F; ``q`` over the topics. ``p`` is
        null where the test is not to be trusted (Cochran 1954), an expected count below 1, or more than a
        fifth of them below 5; or where no weekday has two days.

    >>> from datetime import date
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "published": [date(2024, 5, 3), date(2024, 5, 6)]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> profile = weekday_profile(mentions, articles).select("weekday", "share").drop_nulls()
    >>> profile.collect().rows()
    [(1, 0.0), (5, 1.0)]
    """
    daily = count_topics(article_topics, articles, zones=zones, every="1d", topics=topics).drop_nulls(
        "period"
    )
    n, total = pl.col("n_articles"), pl.col("n_total")
    low, high = wilson(n, total, confidence)
    week = daily.select("topic").unique().join(pl.LazyFrame({"weekday": range(1, 8)}), how="cross")
    days = daily.select("topic", "n_total", weekday=pl.col("period").dt.weekday().cast(pl.Int64), n=n)
    counted = days.group_by("topic", "weekday").agg(n_articles=pl.col("n").sum(), n_total=total.sum())
    noise = dispersion(days.filter(total > 0), ["weekday"])
    return (
        week.join(counted, on=["topic", "weekday"], how="left")
        .with_columns(pl.col("n_articles", "n_total").fill_null(0).cast(pl.UInt32))
        .with_columns(pl.col("weekday").cast(pl.Int8), share=ratio(n, total), share_low=low, share_high=high)
        .join(_weekday_test(counted, noise), on="topic", how="left")
        .sort("topic", "weekday")
    )


def _weekday_test(counted: pl.LazyFrame, noise: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row a topic: Pearson's chi-square over its weekdays with pages, by the noise of days."""
    n, total = (pl.col(name).cast(pl.Float64) for name in ("n_articles", "n_total"))
    yes, no = pl.col("yes"), pl.col("no")
    tested = (
        counted.filter(total > 0)
        .with_columns(yes=total * n.sum().over("topic") / total.sum().over("topic"))
        .with_columns(no=total - yes)
        # The two cells of a weekday miss what is expected by the same number.
        .with_columns(miss=(n - yes) ** 2 * ratio(total, yes * no))
        .group_by("topic")
        .agg(
            # A sorted list, because the order of summing within a group decides the last digit.
            misses=pl.col("miss").sort(),
            between=(pl.len() - 1).cast(pl.Float64),
            size=total.sum(),
            least=pl.min_horizontal(yes.min(), no.min()),
            few=((yes < 5).mean() + (no < 5).mean()) / 2,
        )
        .with_columns(statistic=pl.when(pl.col("least") > 0).then(pl.col("misses").list.sum()))
        .join(noise, on="topic", how="left")
    )
    trusted = (pl.col("least") >= 1) & (pl.col("few") <= 0.2) & (pl.col("between") > 0)
    wider = ratio(pl.col("statistic"), pl.col("between")) / pl.col("dispersion")
    tail = special("fdtrc", pl.col("between"), pl.col("df"), wider)
    return tested.select(
        "topic",
        "dispersion",
        cramers_v=pl.when(pl.col("between") > 0).then((pl.col("statistic") / pl.col("size")).sqrt()),
        p=pl.when(trusted & (pl.col("df") > 0)).then(tail),
    ).with_columns(q=adjust(pl.col("p")))
