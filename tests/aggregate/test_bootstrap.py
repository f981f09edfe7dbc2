"""Drawing stories again, against plain loops over the drawn stories."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis.aggregate.bootstrap import _weights, bootstrap_measures
from analysis.aggregate.counts import count_pairs
from analysis.aggregate.measures import COUNTS, add_measures
from analysis.errors import TableError

MEASURES = ("jaccard", "npmi", "phi", "odds_ratio", "lift")


def corpus(n_stories: int, prints: int, seed: int = 0) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Stories that name a and b independently, each printed several times word for word."""
    rng = np.random.default_rng(seed)
    named = rng.random((n_stories, 2)) < [0.3, 0.4]
    ids = [(f"{story}-{copy}", str(story)) for story in range(n_stories) for copy in range(prints)]
    rows = [(one, "ab"[j]) for one, story in ids for j in np.flatnonzero(named[int(story)])]
    articles = pl.LazyFrame(ids, schema={"article_id": pl.String, "story_id": pl.String}, orient="row")
    return pl.LazyFrame(rows, schema={"article_id": pl.String, "topic": pl.String}, orient="row"), articles


def test_the_bounds_are_percentiles_of_stories_drawn_by_hand():
    named, articles = corpus(25, 2)
    row = bootstrap_measures(named, articles, n_draws=199, seed=3).collect().row(0, named=True)
    of_story: dict[str, list[set]] = {}
    by_article = named.collect().group_by("article_id").agg("topic")
    topics = {key: set(found) for key, found in by_article.rows()}
    for key, story in sorted(articles.collect().rows(), key=lambda pair: pair[1]):
        of_story.setdefault(story, []).append(topics.get(key, set()))
    stories = list(of_story.values())
    draws = []
    for weights in _weights(np.random.default_rng(3), 199, 25):
        units = [
            unit for story, n in zip(stories, weights, strict=True) for _ in range(int(n)) for unit in story
        ]
        draws.append(
            [*(sum(one <= unit for unit in units) for one in ({"a"}, {"b"}, {"a", "b"})), len(units)]
        )
    again = add_measures(pl.LazyFrame(draws, schema=list(COUNTS), orient="row")).collect()
    for name in MEASURES:
        low, high = np.quantile(again[name].drop_nulls().to_numpy(), [0.025, 0.975])
        assert row[f"{name}_low"] == pytest.approx(low, rel=1e-9)
        assert row[f"{name}_high"] == pytest.approx(high, rel=1e-9)
    below, above = ((1 + (side).sum()) / 200 for side in (again["lift"] <= 1, again["lift"] >= 1))
    assert row["p"] == pytest.approx(min(1, 2 * min(below, above)))
    assert row["n_stories"] == 25


def test_the_estimates_are_those_of_the_corpus():
    named, articles = corpus(60, 3)
    got = bootstrap_measures(named, articles).collect()
    want = add_measures(count_pairs(named, articles, every=None)).collect()
    for name in (*COUNTS, *MEASURES, "pmi", "cosine", "equivalence"):
        assert got[name].to_list() == pytest.approx(want[name].to_list(), rel=1e-12)


def test_reprints_do_not_make_it_surer_as_they_do_the_usual_interval():
    once, often = (bootstrap_measures(*corpus(150, prints)).collect().row(0, named=True) for prints in (1, 8))
    usual = add_measures(count_pairs(*corpus(150, 8), every=None)).collect().row(0, named=True)
    width, wide, narrow = (row["phi_high"] - row["phi_low"] for row in (once, often, usual))
    assert wide == pytest.approx(width, rel=0.1)
    assert narrow < width / 2


def test_draws_are_of_as_many_stories_and_repeat_with_their_seed():
    weights = _weights(np.random.default_rng(0), 50, 30)
    assert (weights.sum(axis=1) == 30).all()
    named, articles = corpus(40, 2)
    first = bootstrap_measures(named, articles, seed=1).collect()
    assert bootstrap_measures(named, articles.reverse(), seed=1).collect().equals(first)
    assert not bootstrap_measures(named, articles, seed=2).collect().equals(first)


def test_too_few_draws_are_refused():
    with pytest.raises(TableError, match="n_draws 19: expected at least 39"):
        bootstrap_measures(*corpus(9, 1), n_draws=19)
