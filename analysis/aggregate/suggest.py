"""What a dictionary lacks: words that keep a topic's company, and phrases that burst and have no topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.counts import count_topics
from analysis.aggregate.keyphrases import keyphrases
from analysis.aggregate.measures import add_measures
from analysis.aggregate.phrases import find_phrases
from analysis.arabic.words import words
from analysis.errors import DictionaryError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from analysis.topics import Topic, Topics

_OF_AN_ARTICLE = 10
"""Keyphrases of an article that may be a new topic."""


def suggest_terms(
    articles: pl.LazyFrame, article_topics: pl.LazyFrame, topics: Topics, topic: str, *, at_least: int = 5
) -> pl.LazyFrame:
    """One row is a phrase that stands in more articles of a topic than it would by chance.

    Args:
        articles: ``article_id``, ``title`` and ``body``.
        article_topics: mentions with the zone they stood in; title, body and own tags make an article the topic's.
        topics: the dictionary; phrases that hold a term or name of it, or stand inside one, are left out.
        topic: the topic that may get new terms.
        at_least: articles of the topic that hold the phrase.

    Returns:
        ``phrase``, ``key``; ``n_topic``, ``n_phrase``, ``n_both`` and ``n_total`` articles; ``expected`` (``n_both``
        by chance); ``g2`` (log-likelihood ratio, Dunning 1993, Computational Linguistics 19; 0: no association), its
        ``p``, and ``q`` (Benjamini-Hochberg) among all phrases tested, also those that avoid the topic. The
        strongest first.

    Raises:
        DictionaryError: the dictionary has no such topic.

    >>> from analysis.dictionary import read_topics
    >>> body = ["غزة والمعبر مغلق"] * 5 + ["المعبر هنا"] + ["طقس جميل"] * 6
    >>> texts = pl.LazyFrame({"article_id": [str(n) for n in range(12)], "title": "", "body": body})
    >>> named = pl.LazyFrame({"article_id": list("01234"), "zone": "body", "topic": "gaza"})
    >>> suggest_terms(texts, named, read_topics(), "gaza").collect()["n_both"].max()
    5
    """
    if topic not in topics.labels:
        raise DictionaryError(f"there is no topic {topic!r}. Topics are {', '.join(topics.labels)}.")
    named = article_topics.filter(pl.col("zone").is_in(EVIDENCE), pl.col("topic") == topic)
    of_topic = pl.col("article_id").is_in(named.select("article_id").unique().collect_schema() and [])
    del of_topic
    placed = articles.select(pl.col("article_id").cast(pl.String)).join(
        named.select("article_id", named=pl.lit(True)).unique(), on="article_id", how="left"
    )
    total = placed.select(n_total=pl.len(), n_a=pl.col("named").sum())
    held = find_phrases(articles).unique(["article_id", "key"], keep="first", maintain_order=True)
    counted = held.join(placed, on="article_id").group_by("key").agg(
        pl.col("phrase").first(), n_b=pl.len(), n_ab=pl.col("named").sum()
    )  # fmt: skip
    return counted
