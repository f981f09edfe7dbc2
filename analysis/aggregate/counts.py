"""Counting: how many articles name a topic, and how many name both of a pair, with their denominators.

One rule for all: an article counts once however often it names the topic, every count stands beside the
number of articles it is a part of, and the calendar is complete: a month without pages is a visible gap. The
same functions count topics, tags and keyphrases; ``name`` says which column holds the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.aggregate.intervals import ratio, wilson
from analysis.aggregate.together import pairs_together
from analysis.aggregate.units import Unit, asked_names, group_columns, named_units, names_of, place, totals_of
from analysis.tables import EVIDENCE, TOPIC_COUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIR = ("n_a", "n_b", "n_ab", "n_total")


def count_topics(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    every: str | None = "1mo",
    by: str | None = None,
    topics: Sequence[str] | None = None,
    name: str = "topic",
    complete: bool = True,
) -> pl.LazyFrame:
    """Count, one row a topic in a period, the articles and stories that name the topic.

    Args:
        article_topics: mentions (or tags, or keyphrases); only those of ``articles`` are counted, so a part
            of the corpus is a filter.
        articles: the corpus, one row an article; its articles are the denominator.
        zones: zones whose mentions count, where ``article_topics`` has zones.
        every: length of a period (``1d``, ``1w``, ``1mo``, ``1q``, ``1y``), or None for the whole corpus.
        by: a column of ``articles``, such as ``source``, to count within.
        topics: names of the topics to count, found or not; None takes those of ``article_topics``.
        name: the column of names that is counted: ``topic``, ``tag_key``, ``key`` of keyphrases.
        complete: False leaves out the rows where a topic is not named; of many thousand tags most are.

    Returns:
        ``topic_counts``: every period between the first and the last article times every topic. ``share`` is
        ``n_articles / n_total`` with its Wilson interval, null where ``n_total`` is 0, which ``is_gap`` says
        again: no page at all, so that a 0 would be a lie. The period is null for articles whose date is
        unknown or too coarse for ``every``. The names stand in a column called ``name``.

    Raises:
        TableError: ``zones``, ``every``, ``by`` or ``name`` names something that does not exist, or
            ``topics`` is one text.

    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> count_topics(mentions, articles, every=None).collect().row(0)[1:6]
    ('gaza', 1, 1, 2, 0.5)
    """
    groups = group_columns(articles, by)
    placed = place(articles, every).select(*groups, "article_id", "story_id")
    named = names_of(article_topics, name, zones).unique().join(placed, on="article_id")
    totals = totals_of(placed, pl.col("article_id").n_unique(), every, groups)
    names = _names(article_topics, name, topics)
    return shares(counted_names(named, groups, name), totals, names, complete=complete)


def counted_names(named: pl.LazyFrame, groups: Sequence[str], name: str) -> pl.LazyFrame:
    """Return, one row a name in a group, the articles and stories that name it.

    Args:
        named: one row a name of an article: ``groups``, the name, ``story_id``.
        groups: the period, and columns of the articles.
        name: the column of names.
    """
    return named.group_by(*groups, name).agg(n_articles=pl.len(), n_stories=pl.col("story_id").n_unique())


def shares(
    counted: pl.LazyFrame, totals: pl.LazyFrame, names: pl.LazyFrame, *, complete: bool = True
) -> pl.LazyFrame:
    """Return the table of `count_topics`.

    Args:
        counted: from `counted_names`.
        totals: from `totals_of`.
        names: one row a name.
        complete: as in `count_topics`.
    """
    groups = totals.collect_schema().names()[:-1]
    (name,) = names.collect_schema().names()
    n, total = pl.col("n_articles"), pl.col("n_total")
    low, high = wilson(n, total)
    columns = {name if column == "topic" else column: dtype for column, dtype in TOPIC_COUNTS.columns.items()}
    return (
        totals.join(names, how="cross")
        .join(counted, on=[*groups, name], how="left" if complete else "inner", nulls_equal=True)
        .with_columns(pl.col("n_articles", "n_stories").fill_null(0))
        .with_columns(share=ratio(n, total), share_low=low, share_high=high)
        .select(*groups[1:], *_typed(columns), is_gap=total == 0)
        .sort(*groups, name, nulls_last=True)
    )


def count_pairs(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    every: str | None = "1mo",
    by: str | None = None,
    unit: Unit = "article",
    sizes: pl.LazyFrame | None = None,
    topics: Sequence[str] | None = None,
    name: str = "topic",
    complete: bool = True,
    min_articles: int = 1,
) -> pl.LazyFrame:
    """Count, one row an unordered pair of topics in a period, the articles that name one, the other and both.

    Args:
        article_topics: mentions (or tags, or keyphrases); only those of ``articles`` are counted.
        articles: the corpus, one row an article; its articles are the denominator.
        zones: zones whose mentions count; the two mentions may stand in different ones.
        every: length of a period as in ``count_topics``, or None for the whole corpus.
        by: a column of ``articles``, such as ``source``, to count within.
        unit: ``article``, or ``story`` to count reprints once: a story names what any of its prints names.
        sizes: how many parts each zone has, from ``count_units``; ``article_topics`` then comes from
            ``locate_topics``, and each paragraph, sentence or window is counted in place of the article.
        topics: names of the topics to pair, found or not; None takes those of ``article_topics``.
        name: the column of names that is paired: ``topic``, ``tag_key``, ``key`` of keyphrases.
        complete: False gives only the pairs that occur; with 100,000 tags the others are five thousand
            million rows.
        min_articles: leave out names with fewer articles (or stories, or parts) in the whole corpus.

    Returns:
        ``topic_pairs``: every period times every pair, with ``n_ab`` 0 where the pair does not occur. For
        another ``name`` the pair stands in ``tag_a`` and ``tag_b`` (of ``tag_key``), ``key_a`` and ``key_b``.

    Raises:
        TableError: ``zones``, ``every``, ``by``, ``unit`` or ``name`` names something that does not exist, or
            stories are asked for with ``sizes``.

    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = {"article_id": ["1", "1", "2"], "zone": ["body"] * 3, "topic": ["a", "b", "b"]}
    >>> count_pairs(pl.LazyFrame(mentions), articles, every=None).collect().row(0)
    (None, 'a', 'b', 1, 2, 1, 2)
    """
    groups = group_columns(articles, by)
    options: dict[str, Any] = {"name": name, "zones": zones, "every": every, "groups": groups, "unit": unit}
    named, totals = named_units(article_topics, articles, topics=topics, sizes=sizes, **options)
    counted = pairs_together(named, groups, name, alone=complete, min_units=min_articles)
    if complete:
        # The cache keeps the filters below from asking for two counts.
        counted, names = counted.cache(), _names(article_topics, name, topics)
        if min_articles > 1:
            names = names.join(counted.select(pl.col("a").alias(name)), on=name, how="semi")
        counted = every_pair(counted, totals, names)
    stem = name.removesuffix("_key")
    return counted.select(
        *groups[1:], "period", *(pl.col(end).alias(f"{stem}_{end}") for end in "ab"), *_PAIR
    )


def count_tag_pairs(
    article_tags: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = ("tags",),
    every: str | None = None,
    by: str | None = None,
    unit: Unit = "article",
    min_articles: int = 1,
) -> pl.LazyFrame:
    """Count, one row a pair of tags seen together in a period, the articles with one, the other and both.

    It is ``count_pairs`` of the column ``tag_key``, without the pairs that do not occur.

    Args:
        article_tags: tags; those with the same ``tag_key`` are one.
        articles: the corpus; its articles are the denominator.
        zones: ``tags`` for the article's own; add ``site_tags`` to see what the site's widget makes of it.
        every, by, unit, min_articles: as in ``count_pairs``.

    Returns:
        ``tag_pairs``: only pairs that occur.

    Raises:
        TableError: ``zones``, ``every``, ``by`` or ``unit`` names something that does not exist.

    >>> tags = {"article_id": ["1", "1"], "zone": ["tags", "tags"], "tag_key": ["ب", "ا"]}
    >>> count_tag_pairs(pl.LazyFrame(tags), pl.LazyFrame({"article_id": ["1"]})).collect().row(0)
    (None, 'ا', 'ب', 1, 1, 1, 1)
    """
    return count_pairs(
        article_tags,
        articles,
        zones=zones,
        every=every,
        by=by,
        unit=unit,
        name="tag_key",
        complete=False,
        min_articles=min_articles,
    )


def _names(mentions: pl.LazyFrame, name: str, asked: Sequence[str] | None) -> pl.LazyFrame:
    """Return one row a name that has rows of its own, found or not."""
    if asked is None:
        return mentions.select(pl.col(name).cast(pl.String)).drop_nulls().unique()
    return pl.LazyFrame({name: asked_names(asked)}, schema={name: pl.String}).unique()


def every_pair(counted: pl.LazyFrame, totals: pl.LazyFrame, names: pl.LazyFrame) -> pl.LazyFrame:
    """Return every pair of names in every group, from what ``pairs_together`` counts with names alone.

    Args:
        counted: ``a``, ``b``, and of names alone ``n_a``, of two names ``n_ab``; not all pairs.
        totals: from `totals_of`.
        names: one row a name.
    """
    groups = totals.collect_schema().names()[:-1]
    (name,) = names.collect_schema().names()
    single = counted.filter(pl.col("a") == pl.col("b")).select(*groups, name="a", n="n_a")
    both = counted.filter(pl.col("a") < pl.col("b")).select(*groups, "a", "b", "n_ab")
    pairs = names.select(a=name).join(names.select(b=name), how="cross").filter(pl.col("a") < pl.col("b"))
    grid = totals.join(pairs, how="cross")
    for side in ("a", "b"):
        one = single.rename({"name": side, "n": f"n_{side}"})
        grid = grid.join(one, on=[*groups, side], how="left", nulls_equal=True)
    return (
        grid.join(both, on=[*groups, "a", "b"], how="left", nulls_equal=True)
        .with_columns(pl.col("n_a", "n_b", "n_ab").fill_null(0))
        .sort(*groups, "a", "b", nulls_last=True)
    )


def _typed(columns: dict[str, Any]) -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in columns.items()]
