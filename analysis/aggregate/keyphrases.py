"""Keyphrases of articles without tags: the phrases that an article is about, by statistics alone.

The candidates of Rose et al. (2010) and their kin, the nested-phrase correction of the C-value (Frantzi,
Ananiadou and Mima 2000, IJDL 3), and the title and position evidence of Witten et al. (1999, KEA), weighed
together. Publishers tag what they write about every day, so a rare phrase earns little over a common one: the
fourth root of the inverse document frequency did better than the whole of it.

On 236 articles with their publisher's tags (less the site's bundle and name; those that stand in the text),
micro F1 at 5 and 10 is .22 and .20; TF-IDF over the same phrases .14 and .14, YAKE .07 and .09. The constants
were chosen on these articles.
"""

from __future__ import annotations

import polars as pl

from analysis.aggregate.phrases import LONGEST, find_phrases

_PLACE = 50.0
"""Words of a lead: a phrase that first stands behind it weighs ever less."""

_POOL = 10
"""Candidates kept for each keyphrase asked for, before those inside a better one are dropped."""


def keyphrases(articles: pl.LazyFrame, *, top: int = 5) -> pl.LazyFrame:
    """One row is a keyphrase of an article.

    Args:
        articles: ``article_id``, ``title`` and ``body``. The more articles, the better: how common a phrase
            is,
            which particles its words carry and how it is printed are learnt from them.
        top: keyphrases of each article.

    Returns:
        ``article_id``; ``rank`` from 1; ``phrase``, each word as the corpus prints it most often; ``key``,
        its
        folded words; ``weight``, which ranks the phrases of one article and is above 0. Sorted by article
        and rank.

    >>> texts = pl.LazyFrame({"article_id": ["a"], "title": ["زيارة موسكو"], "body": ["وصل إلى موسكو"]})
    >>> keyphrases(texts, top=1).collect()["phrase"].item() == "موسكو"
    True
    """
    weighed = _weigh(_candidates(find_phrases(articles).cache()).cache())
    better = ["article_id", "weight", "key"]
    by_article = weighed.sort(better, descending=[False, True, False]).group_by(
        "article_id", maintain_order=True
    )
    pool = by_article.head(_POOL * top).cache()
    held = _longest_around(pool, "weight").rename({"around": "better"})
    alone = pool.join(held, on=["article_id", "key"], how="left").filter(
        pl.col("better").is_null() | (pl.col("better") < pl.col("weight"))
    )
    rank = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("article_id")
    ranked = alone.sort(better, descending=[False, True, False]).with_columns(rank=rank)
    return ranked.filter(pl.col("rank") <= top).select("article_id", "rank", "phrase", "key", "weight")


def _candidates(phrases: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a phrase of an article; one of several words must be seen twice, here or elsewhere."""
    n_articles = pl.col("article_id").n_unique()
    counted = phrases.group_by("article_id", "key").agg(
        pl.col("n_words", "phrase").first(),
        n_mentions=pl.len(),
        in_title=pl.col("in_title").any(),
        first=pl.col("at").min(),
    )
    common = phrases.group_by("key").agg(n_articles=n_articles)
    total = phrases.select(n_total=n_articles)
    seen = (pl.col("n_words") == 1) | (pl.col("n_mentions") > 1) | (pl.col("n_articles") > 1)
    return counted.join(common, on="key").join(total, how="cross").filter(seen)


def _weigh(candidates: pl.LazyFrame) -> pl.LazyFrame:
    n, around = pl.col("n_mentions").cast(pl.Float64), pl.col("around").fill_null(0)
    rarity = ((pl.col("n_total") + 1) / (pl.col("n_articles") + 0.5)).log()
    weight = (
        (n - around / 2)
        * rarity.sqrt().sqrt()
        * pl.col("n_words").sqrt()
        * pl.when("in_title").then(2.0).otherwise(1.0)
        * pl.when(pl.col("n_articles") > 1).then(1.5).otherwise(1.0)
        / (2 + pl.col("first") / _PLACE).log()
    )
    held = _longest_around(candidates, "n_mentions")
    return candidates.join(held, on=["article_id", "key"], how="left").with_columns(weight=weight)


def _longest_around(phrases: pl.LazyFrame, value: str) -> pl.LazyFrame:
    """One row is a phrase inside longer ones of its article; ``around`` is the largest ``value`` of those."""
    words, n_words = pl.col("key").str.split(" "), pl.col("n_words")
    inside = [
        pl.when(n_words > length, n_words >= start + length).then(
            words.list.slice(start, length).list.join(" ")
        )
        for length in range(1, LONGEST)
        for start in range(LONGEST - length + 1)
    ]
    listed = phrases.filter(n_words > 1).select("article_id", key=pl.concat_list(inside), around=value)
    parts = listed.explode("key").drop_nulls("key")
    return parts.group_by("article_id", "key").agg(pl.col("around").max())
