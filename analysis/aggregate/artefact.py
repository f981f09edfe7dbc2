"""How much of each pair is made by the page and not by the article: the first thing to look at.

A site's tag widget prints the same tags on every page of a week, and a page may end with a second article.
Both manufacture co-occurrence. Here every pair is counted with and without them.
"""

from __future__ import annotations

import polars as pl

from analysis.aggregate.counts import count_pairs
from analysis.aggregate.intervals import ratio
from analysis.aggregate.units import place
from analysis.tables import EVIDENCE, ZONES

# Each column of counts and the zones it counts, from the article's own words to the whole page.
ZONE_SETS = {
    "n_ab": EVIDENCE,
    "n_ab_site_tags": (*EVIDENCE, "site_tags"),
    "n_ab_related": (*EVIDENCE, "related"),
    "n_ab_page": ZONES,
}
_KEY = ("topic_a", "topic_b")


def artefact(article_topics: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Count, one row a pair of topics, the articles that name both as more of the page is believed.

    Args:
        article_topics: mentions with the zone they stood in.
        articles: the corpus; only its articles count.

    Returns:
        ``topic_a``, ``topic_b``, ``n_total``; ``n_ab`` in title, body and own tags; ``n_ab_site_tags`` with
        the site's tags added; ``n_ab_related`` with the related article added; ``n_ab_page`` with both;
        ``n_stories``, the stories among the ``n_ab`` articles; and what is not the article's own:
        ``only_site_tags`` (articles where the pair exists only because of the site's tags), ``only_related``,
        ``only_page`` (because of either or both), ``only_reprints`` (further prints of a story that names
        both) and ``artefact_share``, the share of ``n_ab_page`` that ``only_page`` is, null where the pair
        never occurs.

    >>> mentions = {"article_id": ["1", "1"], "zone": ["title", "site_tags"], "topic": ["a", "b"]}
    >>> pairs = artefact(pl.LazyFrame(mentions), pl.LazyFrame({"article_id": ["1"]}))
    >>> pairs.select("n_ab", "n_ab_site_tags", "only_site_tags", "artefact_share").collect().row(0)
    (0, 1, 1, 1.0)
    """
    placed = place(articles, None).select("article_id", "story_id")
    pairs = count_pairs(article_topics, articles, every=None).select(*_KEY, "n_total")
    return added(pairs, believed(article_topics.join(placed, on="article_id")))


def added(pairs: pl.LazyFrame, together: pl.LazyFrame) -> pl.LazyFrame:
    """Return the table of `artefact`.

    Args:
        pairs: ``topic_a``, ``topic_b``, ``n_total``: all pairs.
        together: from `believed`.
    """
    n, page = pl.col("n_ab"), pl.col("n_ab_page")
    return (
        pairs.join(together, on=_KEY, how="left")
        .with_columns(pl.col(*ZONE_SETS, "n_stories").fill_null(0).cast(pl.UInt32))
        .with_columns(
            only_site_tags=pl.col("n_ab_site_tags") - n,
            only_related=pl.col("n_ab_related") - n,
            only_page=page - n,
            only_reprints=n - pl.col("n_stories"),
            artefact_share=ratio(page - n, page),
        )
        .sort(_KEY)
    )


def believed(mentions: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row a pair on a page, with its articles for each set of zones: one join instead of four.

    Args:
        mentions: ``article_id``, ``story_id``, ``zone``, ``topic``.
    """
    in_zones = {name: pl.col("zone").is_in(list(zones)).any() for name, zones in ZONE_SETS.items()}
    named = mentions.group_by("article_id", "topic").agg(pl.col("story_id").first(), **in_zones)
    both = {name: pl.col(name) & pl.col(f"{name}_b") for name in ZONE_SETS}
    return (
        named.rename({"topic": "topic_a"})
        .join(named.drop("story_id").rename({"topic": "topic_b"}), on="article_id", suffix="_b")
        .filter(pl.col("topic_a") < pl.col("topic_b"))
        .group_by(_KEY)
        .agg(
            *(both[name].sum().alias(name) for name in ZONE_SETS),
            n_stories=pl.col("story_id").filter(both["n_ab"]).n_unique(),
        )
    )


def count_artefacts(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up, one row a set of zones, how many pairs exist at all and in how many articles.

    Args:
        pairs: the table of ``artefact``.

    Returns:
        ``zones`` (the zones believed, joined by ``+``), ``n_pairs`` (pairs that occur), ``n_together`` (the
        sum of their articles).

    >>> mentions = {"article_id": ["1", "1"], "zone": ["title", "site_tags"], "topic": ["a", "b"]}
    >>> pairs = artefact(pl.LazyFrame(mentions), pl.LazyFrame({"article_id": ["1"]}))
    >>> count_artefacts(pairs).collect()["n_pairs"].to_list()
    [0, 1, 0, 1]
    """
    rows = [
        pairs.select(
            zones=pl.lit("+".join(zones)),
            n_pairs=(pl.col(name) > 0).sum().cast(pl.UInt32),
            n_together=pl.col(name).sum().cast(pl.UInt32),
        )
        for name, zones in ZONE_SETS.items()
    ]
    return pl.concat(rows)


def artefact_causes(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up, one row a cause, how many pairs it makes and how much of the strength of pairs it is.

    Args:
        pairs: the table of ``artefact``.

    Returns:
        ``cause``: ``site_tags``, ``related``, ``page`` (either of them, or both together) and ``reprints``;
        ``n_pairs``, the pairs that occur on whole pages; ``n_made``, those it makes that the articles
        themselves do not; ``n_touched``, those it adds articles to; ``n_together``, the articles it adds over
        all pairs; ``share`` of all articles with a pair on whole pages that these are (0: adds nothing);
        ``median_share`` and ``largest_share``, the same of one pair, over the pairs that occur. An article
        may be added by site tags and by a related article alike and is then in both rows, and once in
        ``page``. Reprints make no pair, but some only look repeated: for them ``n_made`` counts pairs of
        several articles that are one story. Shares are null where no pair occurs.

    >>> mentions = {"article_id": ["1", "1"], "zone": ["title", "site_tags"], "topic": ["a", "b"]}
    >>> pairs = artefact(pl.LazyFrame(mentions), pl.LazyFrame({"article_id": ["1"]}))
    >>> artefact_causes(pairs).select("cause", "n_made", "share").collect().rows()[:2]
    [('site_tags', 1, 1.0), ('related', 0, 0.0)]
    """
    page, n = pl.col("n_ab_page"), pl.col("n_ab")
    added = {cause: pl.col(f"only_{cause}") for cause in ("site_tags", "related", "page", "reprints")}
    made = {cause: (n == 0) & (more > 0) for cause, more in added.items()}
    made["reprints"] = (n > 1) & (pl.col("n_stories") == 1)
    rows = [
        pairs.filter(page > 0).select(
            cause=pl.lit(cause),
            n_pairs=pl.len(),
            n_made=made[cause].sum(),
            n_touched=(added[cause] > 0).sum(),
            n_together=added[cause].sum(),
            share=ratio(added[cause].sum(), page.sum()),
            median_share=(added[cause] / page).median(),
            largest_share=(added[cause] / page).max(),
        )
        for cause in added
    ]
    return pl.concat(rows).with_columns(pl.col("^n_.*$").cast(pl.UInt32))
