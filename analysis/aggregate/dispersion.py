"""Noise wider than binomial: how much wider shares vary from day to day than independent articles would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.intervals import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence


def dispersion(clusters: pl.LazyFrame, side: Sequence[str]) -> pl.LazyFrame:
    """Return, one row a topic, how wide its clusters spread about the share of their side.

    Args:
        clusters: one row a topic in a cluster (a day, a week) with ``n`` articles of ``n_total``.
        side: columns of the side a cluster belongs to; all clusters of a side are taken to have one share.

    Returns:
        ``topic``; ``df``, clusters less sides; ``dispersion``, Pearson's chi-square of the clusters by ``df``
        (McCullagh and Nelder 1989, 4.5), at least 1 (1: as if articles were independent), null for ``df`` 0.
        Sides whose articles all name the topic, or none, vary by nothing and count for nothing.

    >>> days = pl.LazyFrame({"topic": "a", "side": "x", "n": [0, 5, 10], "n_total": 10})
    >>> dispersion(days, ["side"]).collect().row(0)
    ('a', 2, 10.0)
    """
    n, total = pl.col("n").cast(pl.Int64), pl.col("n_total").cast(pl.Int64)
    expected = total * (n.sum() / total.sum()).over("topic", *side)
    spread = (n - expected) ** 2 / (expected * (1 - expected / total))
    told = clusters.select("topic", *side, spread=pl.when((expected > 0) & (expected < total)).then(spread))
    return (
        told.drop_nulls("spread")
        .group_by("topic")
        # A sorted list, because the order of summing within a group decides the last digit.
        .agg(pl.col("spread").sort(), df=pl.len().cast(pl.Int64) - pl.struct(side).n_unique())
        .with_columns(dispersion=ratio(pl.col("spread").list.sum(), pl.col("df")).clip(lower_bound=1))
        .select("topic", "df", "dispersion")
    )
