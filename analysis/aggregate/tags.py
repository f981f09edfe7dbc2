"""Tags: how many articles carry one, under its commonest printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.counts import count_topics

if TYPE_CHECKING:
    from collections.abc import Sequence


def count_tags(
    article_tags: pl.LazyFrame, articles: pl.LazyFrame, *, zones: Sequence[str] = ("tags",)
) -> pl.LazyFrame:
    """Count, one row a tag, the articles and stories that carry it.

    Args:
        article_tags: tags; those with the same ``tag_key`` are one tag.
        articles: the corpus; only its articles are counted.
        zones: ``tags`` for the articles' own, ``site_tags`` for those of the site's widget.

    Returns:
        ``tag`` (the form printed most often), ``tag_key``, ``n_articles``, ``n_stories``, ``n_total`` (all
        articles, the denominator); the commonest first.

    >>> tags = {"article_id": ["1", "2"], "zone": ["tags"] * 2, "tag": ["غزة", "غزّة"], "tag_key": ["غزه"] * 2}
    >>> count_tags(pl.LazyFrame(tags), pl.LazyFrame({"article_id": ["1", "2"]})).collect().row(0)[1:3]
    ('غزه', 2)
    """
    own = article_tags.filter(pl.col("zone").is_in(list(zones)))
    counts = count_topics(article_tags, articles, zones=zones, every=None, name="tag_key", complete=False)
    return (
        counts.join(printed_forms(own), on="tag_key")
        .select("tag", "tag_key", "n_articles", "n_stories", "n_total")
        .sort("n_articles", "tag_key", descending=[True, False])
    )


def printed_forms(article_tags: pl.LazyFrame) -> pl.LazyFrame:
    """Return, one row a tag key, the form in which it is printed most often (the first in order on a tie).

    Args:
        article_tags: tags of any zones.
    """
    return (
        article_tags.group_by("tag_key", "tag")
        .agg(n=pl.len())
        .sort("n", "tag", descending=[True, False])
        .group_by("tag_key", maintain_order=True)
        .agg(pl.col("tag").first())
    )
