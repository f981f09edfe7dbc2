"""Who follows whom: which source printed a story first that several carry, and by how many days.

A story is what ``story_id`` folds together. Days are as fine as published dates are, so two sources that
print a story on one day are tied, and a tie is no evidence for either.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.aggregate.intervals import adjust, ratio, wilson
from analysis.aggregate.units import place

_PAIR = ("source_a", "source_b")


def first_prints(articles: pl.LazyFrame) -> pl.LazyFrame:
    """Return, one row a source of a story that at least two sources carry, when it printed the story first.

    Args:
        articles: the corpus with ``story_id``, ``source`` and ``published``. Articles without one of the
            three, or dated by month or year alone, tell nothing about who was first and are left out.

    Returns:
        ``story_id``, ``source``, ``published`` (of its first print), ``n_sources`` of the story, ``lag``
        (days after the story's first print anywhere; 0: first, alone or tied) and ``n_first`` (sources that
        share the first day; 1: no tie).

    >>> from datetime import date
    >>> days = [date(2024, 5, 1), date(2024, 5, 3)]
    >>> articles = {"article_id": ["1", "2"], "story_id": ["x"] * 2, "source": ["s", "t"], "published": days}
    >>> first_prints(pl.LazyFrame(articles)).select("source", "lag", "n_first").collect().rows()
    [('s', 0, 1), ('t', 2, 1)]
    """
    printed = place(articles, "1d").select("story_id", "source", published=pl.col("period")).drop_nulls()
    lag = (pl.col("published") - pl.col("published").min().over("story_id")).dt.total_days()
    return (
        printed.group_by("story_id", "source")
        .agg(pl.col("published").min())
        .with_columns(n_sources=pl.len().over("story_id"), lag=lag.cast(pl.Int32))
        .with_columns(n_first=(pl.col("lag") == 0).sum().over("story_id"))
        .filter(pl.col("n_sources") > 1)
        .sort("story_id", "source")
    )


def source_lags(articles: pl.LazyFrame, *, confidence: float = 0.95) -> pl.LazyFrame:
    """Test, one row an unordered pair of sources, which of the two prints common stories first.

    Args:
        articles: as for ``first_prints``.
        confidence: coverage of the interval.

    Returns:
        ``source_a``, ``source_b``; ``n_stories`` that both carry; ``n_first_a``, ``n_first_b``, ``n_tied``;
        ``median_lag`` in days from a to b over all common stories (above 0: a is ahead; 0: neither);
        ``share_first_a`` of the untied stories with its Wilson interval (0.5: neither leads); ``p`` of the
        exact two-sided sign test (Conover 1999, Practical Nonparametric Statistics, 3.4), which leaves ties
        out; ``q`` over all pairs. Where all stories are tied, share, ``p`` and ``q`` are null.

    >>> from datetime import date
    >>> days = [date(2024, 5, 1), date(2024, 5, 3)]
    >>> articles = {"article_id": ["1", "2"], "story_id": ["x"] * 2, "source": ["s", "t"], "published": days}
    >>> source_lags(pl.LazyFrame(articles)).select("n_first_a", "median_lag", "p").collect().row(0)
    (1, 2.0, 1.0)
    """
    printed = first_prints(articles).select("story_id", "source", "published")
    lag = (pl.col("published_b") - pl.col("published")).dt.total_days()
    first, second = pl.col("n_first_a"), pl.col("n_first_b")
    low, high = wilson(first, first + second, confidence)
    return (
        printed.join(printed, on="story_id", suffix="_b")
        .rename({"source": "source_a"})
        .filter(pl.col("source_a") < pl.col("source_b"))
        .group_by(_PAIR)
        .agg(
            n_stories=pl.len(),
            n_first_a=(lag > 0).sum(),
            n_first_b=(lag < 0).sum(),
            n_tied=(lag == 0).sum(),
            median_lag=lag.median(),
        )
        .with_columns(pl.col("^n_.*$").cast(pl.UInt32))
        .with_columns(
            share_first_a=ratio(first, first + second),
            share_first_a_low=low,
            share_first_a_high=high,
            p=sign_test_p(first, second),
        )
        .with_columns(q=adjust(pl.col("p")))
        .sort(_PAIR)
    )


def sign_test_p(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """Return the exact two-sided p of the sign test: both counts equally likely; null where both are 0.

    >>> pl.select(sign_test_p(pl.lit(0), pl.lit(5))).item()
    0.0625
    """
    counts = pl.struct(first=first, second=second)
    return counts.map_batches(_sign_test, return_dtype=pl.Float64, is_elementwise=True)


def _sign_test(counts: pl.Series) -> pl.Series:
    from scipy.special import bdtr

    first, second = (counts.struct[name].cast(pl.Int64).to_numpy() for name in ("first", "second"))
    total = first + second
    tail = bdtr(np.minimum(first, second).astype(float), total, 0.5)
    p = pl.Series(counts.name, np.minimum(1.0, 2 * tail), dtype=pl.Float64, nan_to_null=True)
    return p.set(pl.Series(total == 0), None)
