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
from analysis.topics import FORMS

if TYPE_CHECKING:
    from analysis.topics import Topics

_OF_AN_ARTICLE = 10
"""Keyphrases of an article that may be a new topic."""


def suggest_terms(
    articles: pl.LazyFrame, article_topics: pl.LazyFrame, topics: Topics, topic: str, *, at_least: int = 5
) -> pl.LazyFrame:
    """One row is a phrase that stands in more articles of a topic than it would by chance.

    Args:
        articles: ``article_id``, ``title`` and ``body``.
        article_topics: mentions with the zone they stood in; title, body and own tags make an article the
            topic's.
        topics: the dictionary; phrases that hold a term or name of it, or stand inside one, are left out.
        topic: the topic that may get new terms.
        at_least: articles of the topic that hold the phrase.

    Returns:
        ``phrase``, ``key``; ``n_topic``, ``n_phrase``, ``n_both`` and ``n_total`` articles; ``expected``
        (``n_both``
        by chance); ``g2`` (log-likelihood ratio, Dunning 1993, Computational Linguistics 19; 0: no
        association), its
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
        raise DictionaryError(f"there is no topic {topic!r} in the dictionary. Use {_listed(topics)}.")
    own = pl.col("zone").is_in(EVIDENCE) & (pl.col("topic") == topic)
    named = article_topics.filter(own).select("article_id", named=pl.lit(True)).unique()
    every = articles.select(pl.col("article_id").cast(pl.String))
    placed = every.join(named, on="article_id", how="left").with_columns(pl.col("named").fill_null(False))
    total = placed.select(n_a=pl.col("named").sum(), n_total=pl.len())
    held = find_phrases(articles).group_by("article_id", "key").agg(pl.col("phrase").first())
    counted = held.join(placed, on="article_id").group_by("key").agg(
        pl.col("phrase").first(), n_b=pl.len(), n_ab=pl.col("named").sum()
    )  # fmt: skip
    frequent = counted.filter(pl.col("n_b") >= at_least).join(total, how="cross").cache()
    tested = add_measures(_untracked(frequent, topics).sort("key"))
    company = (pl.col("n_ab") > pl.col("expected")) & (pl.col("n_ab") >= at_least)
    counts = {"n_topic": "n_a", "n_phrase": "n_b", "n_both": "n_ab"}
    found = tested.filter(company).sort("g2", "key", descending=[True, False])
    renamed = (pl.col(was).alias(name) for name, was in counts.items())
    return found.select("phrase", "key", *renamed, "n_total", "expected", "g2", "p", "q")


def suggest_topics(
    articles: pl.LazyFrame, topics: Topics, *, every: str = "1mo", at_least: int = 5, seed: int = 0
) -> pl.LazyFrame:
    """One row is a burst of a phrase that no topic of the dictionary covers.

    Args:
        articles: ``article_id``, ``title``, ``body`` and ``published``.
        topics: the dictionary; phrases that hold a term or name of it, or stand inside one, are left out.
        every: length of a period, as for `count_topics`.
        at_least: articles of the corpus of which the phrase is a keyphrase.
        seed: of the draws, as for `find_bursts`.

    Returns:
        ``phrase`` and ``key`` with the columns of `find_bursts`; the heaviest burst first. A phrase is
        counted in
        the articles of which it is one of the ten best keyphrases.

    Raises:
        TableError: ``every`` is no length of a period.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["a"], "title": ["سيول"], "body": ["سيول"], "published": [None]})
    >>> suggest_topics(texts, read_topics()).collect().height
    0
    """
    found = keyphrases(articles, top=_OF_AN_ARTICLE).cache()
    counted = found.group_by("key").agg(pl.col("phrase").first(), n=pl.len())
    untracked = _untracked(counted.filter(pl.col("n") >= at_least).cache(), topics).cache()
    named = found.join(untracked, on="key", how="semi").select(
        "article_id", zone=pl.lit("body"), topic=pl.col("key")
    )
    bursts = find_bursts(count_topics(named.cache(), articles, every=every), seed=seed)
    return (
        bursts.rename({"topic": "key"})
        .join(untracked.select("phrase", "key"), on="key", maintain_order="left")
        .select("phrase", pl.exclude("phrase"))
        .sort("weight", "key", "start", descending=[True, False, False])
    )


def _untracked(phrases: pl.LazyFrame, topics: Topics) -> pl.LazyFrame:
    """Leave out phrases (``key``) that hold a mention of any topic, and those inside a term of one."""
    held = topics.mentions(phrases.select("key", text="key"), names=None).select("key").unique()
    inside = pl.LazyFrame({"key": sorted(_parts(topics))}, schema={"key": pl.String})
    return phrases.join(held, on="key", how="anti").join(inside, on="key", how="anti")


def _parts(topics: Topics) -> set[str]:
    """Return every run of words inside the terms, names and exceptions of a dictionary."""
    terms = (words(term) for one in topics for kind in (*FORMS, "except_") for term in getattr(one, kind))
    return {
        " ".join(term[start:end]) for term in terms for end in range(1, len(term) + 1) for start in range(end)
    }


def _listed(topics: Topics) -> str:
    return ", ".join(topics.labels)
